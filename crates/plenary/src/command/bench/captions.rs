//! Live captions: the engine's words a second, and words from a captioner's POST to thousands of event streams.
//!
//! Server and readers are two processes on one machine and share its processors; beside it, in the same run, the same
//! bytes go through a plain axum broadcast that keeps nothing.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use plenary::caption::rules::{Seat, make_link};
use plenary::caption::{CaptionEvent, store as links};
use plenary::demo::story::FORUM;
use plenary::participant::operator;
use plenary::session::rules::open_session;
use plenary::session::{Billing, SessionEvent, TellSession, store as sessions};
use plenary_captions::Record;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::time::Clock;

use super::crowd::{Crowd, POSTS_MOST};
use super::server::Server;
use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, meter};
use crate::command::captions::Line;

/// How many read along.
const CROWDS: [usize; 3] = [1_000, 5_000, 10_000];
/// A captioner of 150 words a minute posts each word.
const BETWEEN_WORDS: Duration = Duration::from_millis(400);
/// The words of the design's budget for the engine.
const ENGINE_WORDS: usize = 4_200_000;
const ENGINE_SECONDS: f64 = 5.0;
/// The design: live text to 10,000 readers.
const P99_MS: f64 = 300.0;
/// Files that are open besides the readers' lines.
const OTHER_FILES: usize = 64;

/// Measures the engine, then both servers with growing crowds, then the coming back after a restart.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let is_quick = effort.items < 1_000_000;
    let mut rows = engine(if is_quick { 10 } else { 1 })?;
    let most = meter::open_files()?.saturating_sub(OTHER_FILES);
    let share = if is_quick { 10 } else { 1 };
    let sizes: Vec<usize> = CROWDS.iter().map(|size| size / share).collect();
    let sizes: Vec<usize> = sizes.into_iter().filter(|size| *size <= most).collect();
    if sizes.len() < CROWDS.len() {
        eprintln!("bench: only {most} files may be open; raise `ulimit -n` for the greater crowds");
    }
    let posts = if is_quick { 5 } else { 25 };
    let plain = {
        let server = Server::plain()?;
        Trial::of(&server, "/captions/plain", "/words")
            .run(&sizes, posts)
            .await?
            .0
    };
    let secret = hearing(dir).await.map_err(Fault::broken)?;
    let mut server = Server::forum(dir, "127.0.0.1:0")?;
    let link = format!("/captions/{secret}");
    let trial = Trial::of(&server, &link, "/sessions/hearing/live/words");
    let (ours, crowd, last) = trial.run(&sizes, posts).await?;
    for (ours, plain) in ours.iter().zip(&plain) {
        rows.extend(ours.rows(plain));
    }
    rows.push(resume(dir, &mut server, &link, crowd, last).await?);
    Ok(rows)
}

/// The record of the demo's hearing, repeated, beside a plain split into lines.
fn engine(share: usize) -> Result<Vec<Row>, Fault> {
    let told = FORUM.cycles.iter().flat_map(|cycle| cycle.sessions);
    let sample = told
        .filter_map(|session| Some(session.record?.captions))
        .next()
        .unwrap_or("");
    let words = sample.split_whitespace().count().max(1);
    let copies = ENGINE_WORDS.div_ceil(words) / share;
    let bytes = format!("{sample}\n").repeat(copies).into_bytes();
    let before = meter::resident(std::process::id())?;
    let began = Instant::now();
    let record = Record::from_bytes(&bytes);
    let seconds = began.elapsed().as_secs_f64();
    let after = meter::resident(std::process::id())?;
    let began = Instant::now();
    let text = String::from_utf8_lossy(&bytes);
    black_box(text.lines().map(str::to_owned).collect::<Vec<_>>());
    let split = began.elapsed().as_secs_f64();
    let count = (words * copies) as f64;
    let turns = record.turns.len();
    let memory = after.saturating_sub(before) as f64 / 1e6;
    let what = format!("the record of {} words of captions", number(count));
    Ok(vec![
        Row::new(what, seconds, "s")
            .goal(Goal::AtMost(ENGINE_SECONDS))
            .beside("a split into lines", split)
            .note(format!(
                "{} words/s, {} turns, {} MB beside the {} MB of the text",
                number(count / seconds),
                number(turns as f64),
                number(memory),
                number(bytes.len() as f64 / 1e6)
            )),
    ])
}

/// A forum with a session that is held; gives its captioner's secret.
async fn hearing(dir: &Path) -> Result<String, Stop> {
    let world = World::durable(dir).await?;
    let ask = TellSession {
        slug: "hearing".into(),
        billing: Billing {
            title: "The hearing".into(),
            ..Billing::default()
        },
        starts: Clock::System.now(),
        seconds: 3_600,
        zone: "UTC".into(),
        languages: vec!["en".into()],
        speakers: Vec::new(),
        documents: Vec::new(),
        mark: Mark::Clear,
        attribution: Attribution::Named,
    };
    let app = &world.app;
    app.act::<SessionEvent>(None, None, |db, _| {
        let cycle = plenary::forum::store::current_cycle(db)?.ok_or(Stop::NotFound)?;
        Ok(open_session(&operator(), &cycle, ask, false, Vec::new())?)
    })
    .await?;
    app.act::<CaptionEvent>(None, None, |db, _| {
        let session = sessions::by_slug(db, "hearing")?.ok_or(Stop::NotFound)?;
        let (cycle, id) = (&session.cycle, &session.id);
        Ok(make_link(&operator(), cycle, id, Seat(1), None)?)
    })
    .await?;
    app.read(|db| {
        let session = sessions::by_slug(db, "hearing")?.ok_or(Stop::NotFound)?;
        let links = links::links(db, &session.id)?;
        Ok(links.first().ok_or(Stop::NotFound)?.secret(app))
    })
}

/// One server tried with growing crowds.
struct Trial {
    address: String,
    process: u32,
    link: String,
    words: &'static str,
}

impl Trial {
    fn of(server: &Server, link: &str, words: &'static str) -> Trial {
        Trial {
            address: server.address.clone(),
            process: server.child.id(),
            link: format!("http://{}{link}", server.address),
            words,
        }
    }

    /// Gives what was found for each crowd, the last crowd, and the number of the last post.
    async fn run(self, sizes: &[usize], posts: usize) -> Result<(Vec<Found>, Crowd, usize), Fault> {
        let mut line = Line::to(&self.link)?;
        let crowd = Crowd::of(&self.address, self.words);
        let idle = meter::resident(self.process)?;
        let mut all = Vec::new();
        let mut last = 0;
        for size in sizes {
            crowd.grow_to(*size).await?;
            let memory = meter::resident(self.process)?.saturating_sub(idle);
            let bytes = crowd.bytes();
            let first = last + 1;
            for post in first..first + posts {
                let next = tokio::time::Instant::now() + BETWEEN_WORDS;
                say(&crowd, &mut line, post).await?;
                tokio::time::sleep_until(next).await;
            }
            last += posts;
            crowd.wait_for(last).await?;
            all.push(Found {
                readers: *size,
                times_ms: crowd.times_ms(first..=last),
                bytes: (crowd.bytes() - bytes) as f64 / (size * posts) as f64,
                memory: memory as f64 / *size as f64,
            });
        }
        Ok((all, crowd, last))
    }
}

async fn say(crowd: &Crowd, line: &mut Line, post: usize) -> Result<(), Fault> {
    if post >= POSTS_MOST {
        return Err(Fault::broken("more posts than are counted"));
    }
    crowd.posts(post);
    let word = word(post);
    line.post(post as u64, "en", word.as_bytes()).await
}

fn word(post: usize) -> String {
    format!("word{post:04} ")
}

/// What one crowd found.
struct Found {
    readers: usize,
    times_ms: Vec<f64>,
    bytes: f64,
    memory: f64,
}

impl Found {
    fn at(&self, share: f64) -> f64 {
        let place = (self.times_ms.len() as f64 * share) as usize;
        self.times_ms.get(place).copied().unwrap_or(f64::NAN)
    }

    fn rows(&self, plain: &Found) -> Vec<Row> {
        let readers = number(self.readers as f64);
        let row = |name: &str, share: f64| {
            let what = format!("a word from POST to {readers} event streams, {name}");
            Row::new(what, self.at(share), "ms").beside("plain axum broadcast", plain.at(share))
        };
        let weight = |found: &Found| {
            let (bytes, kib) = (number(found.bytes), number(found.memory / 1_024.0));
            format!("{bytes} bytes a word, {kib} KiB of the server's memory a reader")
        };
        let note = format!("{}; the plain one: {}", weight(self), weight(plain));
        let last = row("p99", 0.99).note(note);
        let last = match self.readers {
            10_000 => last.goal(Goal::AtMost(P99_MS)),
            _ => last,
        };
        vec![row("p50", 0.5), last]
    }
}

/// The server is killed and started again; a word is said before anybody is back.
async fn resume(
    dir: &Path,
    server: &mut Server,
    link: &str,
    crowd: Crowd,
    last: usize,
) -> Result<Row, Fault> {
    let address = server.address.clone();
    server.kill()?;
    let held = crowd.cut_off().await?;
    *server = Server::forum(dir, &address)?;
    let crowd = Crowd::of(&address, "/sessions/hearing/live/words");
    let mut line = Line::to(&format!("http://{address}{link}"))?;
    say(&crowd, &mut line, last + 1).await?;
    let (readers, began) = (held.len(), Instant::now());
    crowd.come_back(held).await?;
    crowd.wait_for(last + 1).await?;
    let seconds = began.elapsed().as_secs_f64();
    server.kill()?;
    let said: String = (1..=last + 1).map(word).collect();
    let held = crowd.cut_off().await?;
    let is_whole = |text: &str| said.ends_with(text) && text.ends_with(&word(last + 1));
    let wrong = held.iter().filter(|one| !is_whole(&one.text)).count();
    let missing = readers - held.len();
    let what = format!(
        "{} readers back after a kill, each with the word missed",
        number(readers as f64)
    );
    Ok(Row::new(what, seconds, "s").note(format!(
        "{wrong} with a word lost or doubled, {missing} missing; they come as fast as the machine connects them, without the 0.5 to 2.5 s a browser waits"
    )))
}
