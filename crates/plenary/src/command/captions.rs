//! `plenary captions play`: plays a caption file into a caption link, as a captioner's tool would send it.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use plenary_kit::fault::Fault;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::Outcome;

/// `plenary captions ...`
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary captions play session.txt --to http://127.0.0.1:8080/captions/SECRET"
)]
pub struct Captions {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Play a caption file as a live feed, word by word.
    Play(Play),
}

/// Play a caption file as a live feed, word by word.
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary captions play session.txt --to http://127.0.0.1:8080/captions/SECRET --words-per-minute 160 --mistakes 3"
)]
struct Play {
    /// The caption file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The caption link, as the session's page for captioners shows it (http only)
    #[arg(long, value_name = "LINK")]
    to: String,
    /// How fast; people speak 120 to 180 words a minute. 0 sends as fast as it is taken
    #[arg(long, default_value_t = 150, value_name = "N")]
    words_per_minute: u32,
    /// Of a hundred words, so many are first typed wrong, deleted and typed again
    #[arg(long, default_value_t = 0, value_name = "PERCENT")]
    mistakes: u8,
    /// The language told with every post
    #[arg(long, default_value = "en", value_name = "TAG")]
    lang: String,
}

impl Captions {
    /// Plays until the file ends.
    pub async fn run(self) -> Outcome {
        let Act::Play(play) = self.act;
        play.run().await
    }
}

/// Tries again so often when the forum does not answer: long enough for a restart.
const TRIES: u32 = 120;
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

impl Play {
    async fn run(self) -> Outcome {
        let file = self.file.display();
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Fault::broken(format!("{file} cannot be read: {error}")))?;
        let mut line = Line::to(&self.to)?;
        let mut number = line.last_number().await?;
        let pause = match self.words_per_minute {
            0 => Duration::ZERO,
            speed => Duration::from_secs(60) / speed,
        };
        let words = words(&bytes);
        let count = words.len();
        for (place, word) in words.into_iter().enumerate() {
            number += 1;
            let is_wrong = place * usize::from(self.mistakes) % 100 < usize::from(self.mistakes);
            let sent = if is_wrong {
                mistyped(word)
            } else {
                word.to_vec()
            };
            line.post(number, &self.lang, &sent).await?;
            tokio::time::sleep(pause).await;
        }
        let _ = writeln!(
            std::io::stderr(),
            "{count} words of {file} were played; the last post has number {number}."
        );
        Ok(())
    }
}

/// Words with the white space behind them.
fn words(bytes: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    let mut from = 0;
    for at in 1..bytes.len() {
        if !bytes[at].is_ascii_whitespace() && bytes[at - 1].is_ascii_whitespace() {
            words.push(&bytes[from..at]);
            from = at;
        }
    }
    if from < bytes.len() {
        words.push(&bytes[from..]);
    }
    words
}

/// The same word after a wrong one that is deleted letter by letter.
fn mistyped(word: &[u8]) -> Vec<u8> {
    let wrong = b"teh ";
    let deletions = [plenary_captions::DELETE; 4];
    [wrong.as_slice(), &deletions, word].concat()
}

/// A connection to a forum, kept between posts and opened again when it breaks.
pub(super) struct Line {
    host: String,
    path: String,
    open: Option<BufReader<TcpStream>>,
}

impl Line {
    /// To a caption link.
    pub fn to(link: &str) -> Result<Line, Fault> {
        let bad = || {
            Fault::broken(format!(
                "{link} is no caption link that this command can reach: it begins with http:// and holds /captions/. Inside the forum's own machine, use the address that it listens on."
            ))
        };
        let rest = link.strip_prefix("http://").ok_or_else(bad)?;
        let (host, path) = rest.split_once('/').ok_or_else(bad)?;
        if !path.starts_with("captions/") {
            return Err(bad());
        }
        let path = path.split(['?', '#']).next().unwrap_or(path);
        Ok(Line {
            host: host.to_owned(),
            path: format!("/{}", path.trim_end_matches('/')),
            open: None,
        })
    }

    /// The number of the last post that was taken.
    async fn last_number(&mut self) -> Result<u64, Fault> {
        let head = format!("GET {}/seq HTTP/1.1\r\n", self.path);
        let said = self.ask(&head, b"").await?;
        said.trim()
            .parse()
            .map_err(|_| Fault::broken(format!("the forum did not say a number but {said:?}")))
    }

    /// Sends words until they are taken.
    pub async fn post(&mut self, number: u64, lang: &str, words: &[u8]) -> Result<(), Fault> {
        let head = format!(
            "POST {}?seq={number}&lang={lang} HTTP/1.1\r\nContent-Type: text/plain\r\n",
            self.path
        );
        self.ask(&head, words).await.map(|_| ())
    }

    /// Sends until it is answered: what was not answered may not have been taken.
    async fn ask(&mut self, head: &str, body: &[u8]) -> Result<String, Fault> {
        let rest = format!(
            "Host: {}\r\nContent-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        let whole = [head.as_bytes(), rest.as_bytes(), body].concat();
        let mut last = String::new();
        for _ in 0..TRIES {
            match self.once(&whole).await {
                Ok((200, said)) => return Ok(said),
                Ok((status, said)) if status != 429 && status < 500 => {
                    return Err(Fault::broken(said.trim()));
                }
                Ok((_, said)) => last = said,
                Err(error) => last = error.to_string(),
            }
            self.open = None;
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        Err(Fault::broken(format!(
            "{} does not take the words: {last}",
            self.host
        )))
    }

    async fn once(&mut self, request: &[u8]) -> std::io::Result<(u16, String)> {
        let mut line = match self.open.take() {
            Some(line) => line,
            None => BufReader::new(TcpStream::connect(&self.host).await?),
        };
        line.get_mut().write_all(request).await?;
        let answer = read_answer(&mut line).await?;
        self.open = Some(line);
        Ok(answer)
    }
}

/// Status and body of an answer that tells its length.
async fn read_answer(line: &mut BufReader<TcpStream>) -> std::io::Result<(u16, String)> {
    let mut text = String::new();
    let mut status = 0;
    let mut length = 0;
    loop {
        text.clear();
        if line.read_line(&mut text).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let told = text.trim_end().to_ascii_lowercase();
        match told.split_once([':', ' ']) {
            Some(("http/1.1", rest)) => {
                status = rest
                    .split(' ')
                    .next()
                    .and_then(|code| code.parse().ok())
                    .unwrap_or(0);
            }
            Some(("content-length", rest)) => length = rest.trim().parse().unwrap_or(0),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    line.read_exact(&mut body).await?;
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_file_are_all_its_bytes() {
        for text in ["", " ", ">> A: One.\r\n\r\nTwo  three", "\n\nx "] {
            assert_eq!(words(text.as_bytes()).concat(), text.as_bytes());
        }
        assert_eq!(words(b"One  two ").len(), 2);
    }

    #[test]
    fn only_a_caption_link_is_played_to() {
        assert!(Line::to("http://127.0.0.1:8080/captions/abc?x=1").is_ok());
        for bad in ["https://a/captions/b", "http://a/docket", "captions/b"] {
            assert!(Line::to(bad).is_err());
        }
    }
}
