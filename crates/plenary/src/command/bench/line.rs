//! Requests at a fixed rate over lines that are kept, each timed from when it was due.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use plenary_kit::fault::Fault;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// So many lines are open at once: more people than that wait for an answer in no moment that is measured.
const LINES: usize = 64;
/// One request in so many files something.
const FILES_ONE_IN: u64 = 10;

/// A page's address, by the request's number and a number by chance.
pub type Page = dyn Fn(u64, u64) -> String + Send + Sync;
/// What is filed: address, headers and body.
pub type Filing = dyn Fn(u64, u64) -> (String, String, String) + Send + Sync;

/// What people ask for.
pub struct Mix {
    /// What is read.
    pub page: Box<Page>,
    /// What is filed.
    pub filing: Box<Filing>,
}

/// What came of a time at one rate.
#[derive(Default)]
pub struct Wave {
    /// How long it lasted.
    pub seconds: f64,
    /// Pages that came.
    pub reads: u64,
    /// Filings that were taken.
    pub filings: u64,
    /// Answers that were neither.
    pub errors: u64,
    took_ms: Vec<f64>,
}

impl Wave {
    /// The time that so many of a hundred requests took at most, in milliseconds.
    pub fn percentile_ms(&self, percent: f64) -> f64 {
        let rank = (self.took_ms.len() as f64 * percent / 100.0).ceil() as usize;
        self.took_ms
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or(f64::INFINITY)
    }

    /// Whether 99 of 100 took no longer, and none failed.
    pub fn is_within(&self, p99_ms: f64) -> bool {
        self.errors == 0 && self.percentile_ms(99.0) < p99_ms
    }

    /// Both, one after the other.
    pub fn and(mut self, other: Wave) -> Wave {
        self.seconds += other.seconds;
        self.reads += other.reads;
        self.filings += other.filings;
        self.errors += other.errors;
        self.took_ms.extend(other.took_ms);
        self.took_ms.sort_by(f64::total_cmp);
        self
    }
}

/// Sends `rate` requests a second for so long.
pub async fn wave(
    address: &str,
    mix: &Arc<Mix>,
    rate: f64,
    lasting: Duration,
) -> Result<Wave, Fault> {
    let next = Arc::new(AtomicU64::new(0));
    let count = (rate * lasting.as_secs_f64()) as u64;
    let began = Instant::now() + Duration::from_millis(20);
    let mut lines = JoinSet::new();
    for _ in 0..LINES {
        let (next, mix, address) = (next.clone(), mix.clone(), address.to_owned());
        lines.spawn(async move {
            let (mut line, mut part) = (Line::new(address), Wave::default());
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                if turn >= count {
                    return part;
                }
                let due = began + Duration::from_secs_f64(turn as f64 / rate);
                tokio::time::sleep_until(due.into()).await;
                let done = line.ask(&request(&mix, turn)).await;
                part.note(turn, done, due.elapsed());
            }
        });
    }
    let parts = lines.join_all().await;
    let mut whole = parts.into_iter().fold(Wave::default(), Wave::and);
    whole.seconds = began.elapsed().as_secs_f64();
    Ok(whole)
}

impl Wave {
    fn note(&mut self, turn: u64, status: std::io::Result<u16>, took: Duration) {
        match status {
            Ok(200) if !is_filing(turn) => self.reads += 1,
            Ok(200 | 201) if is_filing(turn) => self.filings += 1,
            _ => self.errors += 1,
        }
        self.took_ms.push(took.as_secs_f64() * 1e3);
    }
}

fn is_filing(turn: u64) -> bool {
    turn.is_multiple_of(FILES_ONE_IN)
}

fn request(mix: &Mix, turn: u64) -> String {
    let chance = u64::from_le_bytes(plenary_kit::random::bytes::<8>());
    if is_filing(turn) {
        let (path, head, body) = (mix.filing)(turn, chance);
        let length = body.len();
        return format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\n{head}Content-Length: {length}\r\n\r\n{body}"
        );
    }
    let path = (mix.page)(chance / 1_000, chance);
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

/// A line that is kept as long as the server keeps it.
struct Line {
    address: String,
    open: Option<BufReader<TcpStream>>,
}

impl Line {
    fn new(address: String) -> Line {
        Line {
            address,
            open: None,
        }
    }

    /// The status of the answer, once all of it is there. A kept line that was closed meanwhile is opened again, once.
    async fn ask(&mut self, request: &str) -> std::io::Result<u16> {
        if let Some(line) = self.open.take()
            && let Ok(status) = self.over(line, request).await
        {
            return Ok(status);
        }
        let line = TcpStream::connect(&self.address).await?;
        line.set_nodelay(true)?;
        self.over(BufReader::new(line), request).await
    }

    async fn over(
        &mut self,
        mut line: BufReader<TcpStream>,
        request: &str,
    ) -> std::io::Result<u16> {
        line.get_mut().write_all(request.as_bytes()).await?;
        let (mut status, mut length, mut is_kept) = (0, None, true);
        for at in 0.. {
            let mut head = String::new();
            if line.read_line(&mut head).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let head = head.trim().to_ascii_lowercase();
            match head.split_once(':') {
                _ if at == 0 => {
                    let word = head.split(' ').nth(1);
                    status = word.and_then(|word| word.parse().ok()).unwrap_or(0);
                }
                _ if head.is_empty() => break,
                Some(("content-length", said)) => length = said.trim().parse().ok(),
                Some(("connection", said)) => is_kept = said.trim() != "close",
                _ => {}
            }
        }
        let mut body = Vec::new();
        match length {
            Some(length) => {
                body.resize(length, 0);
                line.read_exact(&mut body).await?;
            }
            None => {
                line.read_to_end(&mut body).await?;
            }
        }
        self.open = (is_kept && length.is_some()).then_some(line);
        Ok(status)
    }
}
