//! The program under test: a home of its own, its commands, its service, and a browser without scripts.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use plenary::call::{CallEvent, PublishCall, publish_call};
use plenary::forum::rules::{OpenCycle, open_cycle};
use plenary::forum::{self, ForumEvent, Phase, PhaseKind};
use plenary::participant::operator;
use plenary_kit::app::{App, Settings};
use plenary_kit::time::{Clock, DAY_MS};

/// A directory for one story; it goes when the story ends, unless somebody wants to look.
pub struct Home {
    path: PathBuf,
    is_kept: bool,
}

impl Home {
    pub fn new() -> Home {
        let name = format!("plenary-story-{}", plenary_kit::random::token());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Home {
            path,
            is_kept: false,
        }
    }

    /// A directory of that name among the stories' own, made anew and left when the story ends.
    pub fn kept(name: &str) -> Home {
        let path = std::env::temp_dir().join(format!("plenary-story-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Home {
            path,
            is_kept: true,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Runs the program in this directory.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_plenary"));
        program
            .args(arguments)
            .current_dir(&self.path)
            .stdin(Stdio::null());
        program.output().unwrap()
    }

    /// Runs it, expects it to succeed, and gives what it printed.
    pub fn does(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs it, expects the exit code 1, and gives all that it printed.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        said
    }

    /// A forum with one secretary, one cycle and its call.
    pub async fn forum(&self) {
        let init = [
            "init",
            "forum",
            "--name",
            "Harbour Forum",
            "--zone",
            "Europe/Lisbon",
            "--address",
            "forum@example.org",
            "--secretary",
            "Ana Lima <ana@example.org>",
        ];
        self.does(&init);
        let app = App::open(Settings::for_dir(self.path("forum")), plenary::rooms::ROOMS).unwrap();
        open_call(&app).await;
    }

    /// Serves the forum.
    pub fn serve(&self, more: &[&str]) -> Serving {
        self.serve_at("127.0.0.1:0", more)
    }

    /// Serves the forum at this address.
    pub fn serve_at(&self, address: &str, more: &[&str]) -> Serving {
        let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(["serve", "--data", "forum", "--listen", address])
            .args(more)
            .current_dir(&self.path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        assert!(address.contains(':'), "it did not say where: {line:?}");
        Serving { child, address }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

async fn open_call(app: &App) {
    let now = Clock::System.now();
    let phase = |kind, opens, closes| Phase {
        kind,
        opens: now.plus_ms(opens * DAY_MS),
        closes: now.plus_ms(closes * DAY_MS),
    };
    let ask = OpenCycle {
        slug: "2026".into(),
        title: "The year's work".into(),
        about: "What we do.".into(),
        phases: vec![
            phase(PhaseKind::Call, -1, 30),
            phase(PhaseKind::Review, 40, 75),
        ],
    };
    app.act::<ForumEvent>(None, None, move |_, _| {
        Ok(open_cycle(&operator(), &[], ask)?)
    })
    .await
    .unwrap();
    app.act::<CallEvent>(None, None, |db, _| {
        let cycle = forum::store::current_cycle(db)?.unwrap();
        let ask = PublishCall {
            title: "Tell us".into(),
            text: "What do you see?".into(),
            questions: Vec::new(),
        };
        Ok(publish_call(&operator(), &cycle, ask)?)
    })
    .await
    .unwrap();
}

/// The program while it serves.
pub struct Serving {
    child: Child,
    address: String,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        let line = self
            .headers
            .lines()
            .find_map(|line| line.strip_prefix("location: "));
        line.unwrap_or("")
    }

    fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.body.split_once(&mark).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or("").to_owned()
    }
}

impl Serving {
    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        ))
    }

    /// Opens a page and sends its form.
    pub fn fill_in(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(path);
        let (token, key) = (page.hidden("csrf"), page.hidden("key"));
        let own = [("csrf", token.as_str()), ("key", key.as_str())];
        let encode = plenary_kit::form::encode;
        let pairs: Vec<String> = own
            .iter()
            .chain(fields)
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let body = pairs.join("&");
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    /// A guest sends a contribution to the call; gives the page that follows.
    pub fn contribute(&self, name: &str, address: &str, words: &str) -> Answer {
        let fields = [
            ("act", "send"),
            ("name", name),
            ("address", address),
            ("group", "civil-society"),
            ("text", words),
        ];
        let sent = self.fill_in("/cycles/2026/contribute", &fields);
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.get(sent.location())
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (headers, body) = text.split_once("\r\n\r\n").unwrap();
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            headers: headers.to_owned(),
            body: body.to_owned(),
        }
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
        assert!(self.child.wait().unwrap().success());
    }

    /// Waits until somebody else stops it.
    pub fn wait(mut self) {
        self.child.wait().unwrap();
    }

    /// Kills it where it stands.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something is there, and fails when it does not come.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what} did not come within 30 seconds");
}

/// Whether a file holds these bytes.
pub fn holds(path: &Path, words: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}
