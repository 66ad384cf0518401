//! A crowd that reads event streams in one process and notes when each word came.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use plenary_kit::fault::Fault;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// More posts than are made.
pub const POSTS_MOST: usize = 1_000;
/// So many lines are opened at once; more would wait in the queue of the system.
const AT_ONCE: usize = 256;
/// Longer than anything measured here takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a reader has.
#[derive(Debug, Default)]
pub struct Held {
    /// The id of the last event.
    pub id: String,
    /// The text.
    pub text: String,
}

/// Who reads one stream.
pub struct Crowd {
    address: String,
    path: String,
    readers: Mutex<JoinSet<Held>>,
    shared: Arc<Shared>,
}

struct Shared {
    began: Instant,
    posted: Vec<AtomicU64>,
    arrived: Vec<AtomicUsize>,
    greeted: AtomicUsize,
    bytes: AtomicU64,
    times: Mutex<Vec<(usize, u64)>>,
    doors: Semaphore,
}

impl Crowd {
    /// Nobody yet, at this address.
    pub fn of(address: &str, path: &str) -> Crowd {
        let counters = || (0..POSTS_MOST).map(|_| AtomicUsize::new(0)).collect();
        Crowd {
            address: address.to_owned(),
            path: path.to_owned(),
            readers: Mutex::new(JoinSet::new()),
            shared: Arc::new(Shared {
                began: Instant::now(),
                posted: (0..POSTS_MOST).map(|_| AtomicU64::new(0)).collect(),
                arrived: counters(),
                greeted: AtomicUsize::new(0),
                bytes: AtomicU64::new(0),
                times: Mutex::new(Vec::new()),
                doors: Semaphore::new(AT_ONCE),
            }),
        }
    }

    fn len(&self) -> usize {
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    fn join(&self, held: Held) {
        let (address, path) = (self.address.clone(), self.path.clone());
        let shared = self.shared.clone();
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        readers.spawn(async move { read_along(&address, &path, held, &shared).await });
    }

    /// Lets readers come until there are so many, and waits until all are greeted.
    pub async fn grow_to(&self, size: usize) -> Result<(), Fault> {
        for _ in self.len()..size {
            self.join(Held::default());
        }
        until("the readers", || {
            self.shared.greeted.load(Ordering::Relaxed) >= size
        })
        .await
    }

    /// Lets these come again.
    pub async fn come_back(&self, all: Vec<Held>) -> Result<(), Fault> {
        let size = all.len();
        all.into_iter().for_each(|held| self.join(held));
        until("the readers", || {
            self.shared.greeted.load(Ordering::Relaxed) >= size
        })
        .await
    }

    /// Notes that a word is being sent now.
    pub fn posts(&self, post: usize) {
        self.shared.posted[post].store(self.shared.now(), Ordering::Relaxed);
    }

    /// Waits until everybody has this word.
    pub async fn wait_for(&self, post: usize) -> Result<(), Fault> {
        let size = self.len();
        until("a word", || {
            self.shared.arrived[post].load(Ordering::Relaxed) >= size
        })
        .await
    }

    /// All bytes that came, the framing of HTTP too.
    pub fn bytes(&self) -> u64 {
        self.shared.bytes.load(Ordering::Relaxed)
    }

    /// How long these words took to each reader, sorted.
    pub fn times_ms(&self, posts: RangeInclusive<usize>) -> Vec<f64> {
        let times = self
            .shared
            .times
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let of = times.iter().filter(|(post, _)| posts.contains(post));
        let mut all: Vec<f64> = of.map(|(_, micros)| *micros as f64 / 1e3).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    /// Waits until the server has let go of everybody; gives what each had.
    pub async fn cut_off(self) -> Result<Vec<Held>, Fault> {
        let readers = self
            .readers
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let all = tokio::time::timeout(PATIENCE, readers.join_all());
        all.await
            .map_err(|_| Fault::broken("readers did not see the end of the server"))
    }
}

impl Shared {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn arrives(&self, post: usize) {
        let Some(posted) = self.posted.get(post).map(|at| at.load(Ordering::Relaxed)) else {
            return;
        };
        // What was said before this reader came was not sent to be timed.
        if posted == 0 {
            return;
        }
        let took = self.now().saturating_sub(posted);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.push((post, took));
        self.arrived[post].fetch_add(1, Ordering::Relaxed);
    }
}

async fn until(what: &str, is_there: impl Fn() -> bool) -> Result<(), Fault> {
    let began = Instant::now();
    while !is_there() {
        if began.elapsed() > PATIENCE {
            return Err(Fault::broken(format!(
                "{what} did not come within two minutes"
            )));
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

/// Reads until the server ends the line; gives what was held then.
async fn read_along(address: &str, path: &str, mut held: Held, shared: &Shared) -> Held {
    let _ = follow(address, path, &mut held, shared).await;
    held
}

async fn follow(
    address: &str,
    path: &str,
    held: &mut Held,
    shared: &Shared,
) -> std::io::Result<()> {
    let door = shared.doors.acquire().await;
    let mut stream = TcpStream::connect(address).await?;
    let ask = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nLast-Event-ID: {}\r\n\r\n",
        held.id
    );
    stream.write_all(ask.as_bytes()).await?;
    let mut waiting = Vec::with_capacity(512);
    let mut read = stream.read_buf(&mut waiting).await?;
    shared.greeted.fetch_add(1, Ordering::Relaxed);
    drop(door);
    let mut id = None;
    while read > 0 {
        shared.bytes.fetch_add(read as u64, Ordering::Relaxed);
        while let Some(end) = waiting.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = waiting.drain(..=end).collect();
            hear(&String::from_utf8_lossy(&line), &mut id, held, shared);
        }
        read = stream.read_buf(&mut waiting).await?;
    }
    Ok(())
}

/// Lines of the events; those of HTTP's framing mean nothing here.
fn hear(line: &str, id: &mut Option<String>, held: &mut Held, shared: &Shared) {
    match line.trim_end().split_once(": ") {
        Some(("id", told)) => *id = Some(told.to_owned()),
        Some(("data", data)) => {
            let Ok((cut, add)) = serde_json::from_str::<(Option<usize>, String)>(data) else {
                return;
            };
            let keep = cut.map_or(0, |cut| held.text.len().saturating_sub(cut));
            held.text.truncate(keep);
            held.text.push_str(&add);
            let Some(told) = id.take() else { return };
            let post = told.split('-').next().and_then(|post| post.parse().ok());
            held.id = told;
            if let Some(post) = post {
                shared.arrives(post);
            }
        }
        _ => {}
    }
}
