//! A small HTTP/1.1 client over one kept connection: a test has to see where a connection breaks.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than any answer takes, shorter than anybody waits for a test that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name; empty without one.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(each, _)| each == name);
        found.map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of the first hidden field of that name.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let field = format!("name=\"{name}\" value=\"");
        let value = text.split_once(&field).map_or("", |(_, rest)| rest);
        value.split('"').next().unwrap_or("").to_owned()
    }
}

/// One client: its connection, kept between requests, and its cookies.
pub struct Client {
    cookies: String,
    line: Option<(SocketAddr, BufReader<TcpStream>)>,
}

impl Client {
    /// A client with this `Cookie` header.
    pub fn with_cookies(cookies: &str) -> Client {
        Client {
            cookies: cookies.to_owned(),
            line: None,
        }
    }

    /// Reads a page.
    pub fn get(&mut self, server: SocketAddr, path: &str) -> io::Result<Answer> {
        self.ask(server, &format!("GET {path} HTTP/1.1\r\n"), b"")
    }

    /// Sends a form.
    pub fn post(
        &mut self,
        server: SocketAddr,
        path: &str,
        fields: &[(&str, &str)],
    ) -> io::Result<Answer> {
        let encode = plenary_kit::form::encode;
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.ask(server, &head, body.as_bytes())
    }

    /// Sends a body of that type.
    pub fn send(
        &mut self,
        server: SocketAddr,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> io::Result<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.ask(server, &head, body)
    }

    /// Keeps the cookies that an answer sets, as a browser does (RFC 6265); an empty one is forgotten.
    pub fn keep(&mut self, answer: &Answer) {
        for (_, value) in answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
        {
            let pair = value.split(';').next().unwrap_or("");
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let others = self
                .cookies
                .split("; ")
                .filter(|other| !other.is_empty() && other.split('=').next() != Some(name));
            let mut all: Vec<String> = others.map(str::to_owned).collect();
            all.extend((!value.is_empty()).then(|| pair.to_owned()));
            self.cookies = all.join("; ");
        }
    }

    /// Asks and reads the answer; a connection that broke is dropped, and the next request opens another.
    fn ask(&mut self, server: SocketAddr, head: &str, body: &[u8]) -> io::Result<Answer> {
        let mut line = match self.line.take().filter(|(to, _)| *to == server) {
            Some((_, line)) => line,
            None => connect(server)?,
        };
        let rest = format!("Host: {server}\r\nCookie: {}\r\n\r\n", self.cookies);
        let whole = [head.as_bytes(), rest.as_bytes(), body].concat();
        line.get_mut().write_all(&whole)?;
        let answer = read_answer(&mut line)?;
        self.line = Some((server, line));
        Ok(answer)
    }
}

fn connect(server: SocketAddr) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect_timeout(&server, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(BufReader::new(stream))
}

/// Reads one answer (RFC 9112); bodies come with their length, since this client asks for no compression.
fn read_answer(line: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let status = read_line(line)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let mut headers = Vec::new();
    loop {
        let header = read_line(line)?;
        match header.split_once(':') {
            Some((name, value)) => headers.push((name.to_lowercase(), value.trim().to_owned())),
            None => break,
        }
    }
    let mut answer = Answer {
        status: status.ok_or_else(|| broken("no status"))?,
        headers,
        body: Vec::new(),
    };
    let length: usize = answer.header("content-length").parse().unwrap_or(0);
    answer.body = vec![0; length];
    line.read_exact(&mut answer.body)?;
    Ok(answer)
}

fn read_line(line: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut text = String::new();
    match line.read_line(&mut text)? {
        0 => Err(broken("the connection ended")),
        _ => Ok(text.trim_end().to_owned()),
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, what)
}
