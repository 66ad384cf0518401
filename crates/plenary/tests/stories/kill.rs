//! Acknowledged means durable: the real server is killed at random moments under load, and nothing that a client holds
//! is lost or there twice.
//!
//! `PLENARY_KILLS=n` chooses how often; `PLENARY_TEST_FULL=1` means 10,000 times.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plenary::call::{CallEvent, PublishCall, publish_call};
use plenary::docket::{ItemNumber, store as docket};
use plenary::forum::rules::{DescribeForum, OpenCycle, open_cycle, open_forum, set_groups};
use plenary::forum::{self, ForumEvent, Group, Phase, PhaseKind};
use plenary::participant::{Hand, Join, acts, operator};
use plenary::rooms::ROOMS;
use plenary_kit::app::{App, Settings};
use plenary_kit::time::DAY_MS;

use crate::http::Client;

const KILLS: u64 = 200;
const KILLS_IN_FULL: u64 = 10_000;
const CLIENTS: usize = 8;
const FORM: &str = "/cycles/2026/contribute";
/// So long after the first accepted act the server may live, in milliseconds.
const LIFE_MS: std::ops::Range<u64> = 10..250;
/// Every so many acts a client asks for the receipt of what it filed.
const RECEIPT_EVERY: u64 = 8;

fn kills() -> u64 {
    let asked = std::env::var("PLENARY_KILLS").ok();
    match asked.and_then(|kills| kills.parse().ok()) {
        Some(kills) => kills,
        None if std::env::var_os("PLENARY_TEST_FULL").is_some() => KILLS_IN_FULL,
        None => KILLS,
    }
}

/// What a client was told: the key it sent, its words, the number it got, and perhaps a receipt.
struct Held {
    words: String,
    number: String,
    receipt: Option<String>,
}

/// What clients and the killer share.
#[derive(Default)]
struct Field {
    server: Mutex<Option<SocketAddr>>,
    accepted: AtomicU64,
    broken: AtomicU64,
    is_over: AtomicBool,
}

impl Field {
    fn server(&self) -> SocketAddr {
        loop {
            if let Some(server) = *self.server.lock().unwrap() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn set_server(&self, server: Option<SocketAddr>) {
        *self.server.lock().unwrap() = server;
    }
}

#[test]
fn what_was_acknowledged_survives_every_kill_once() {
    let dir = fresh_dir("kill");
    let cookies = make_forum(&dir);
    let field = Arc::new(Field::default());
    let clients = cookies.into_iter().enumerate().map(|(place, cookie)| {
        let field = field.clone();
        std::thread::spawn(move || contribute(&field, place, &cookie))
    });
    let clients: Vec<_> = clients.collect();
    let kills = kills();
    for _ in 0..kills {
        live_and_die(&dir, &field);
    }
    let (mut server, address) = serve(&dir);
    field.is_over.store(true, Ordering::SeqCst);
    field.set_server(Some(address));
    let told: Vec<(Client, Vec<Held>)> = clients
        .into_iter()
        .map(|client| client.join().unwrap())
        .collect();
    let lost = lost_on_pages(address, told);
    server.kill().unwrap();
    server.wait().unwrap();
    let (held, lost) = lost;
    let found = compare(&dir, &held);
    println!(
        "kills {kills}, connections broken {}, acknowledged {}, lost {}, doubled {}, receipts held {}, false {}, lines {}",
        field.broken.load(Ordering::SeqCst),
        held.len(),
        lost + found.lost,
        found.doubled,
        found.receipts,
        found.false_receipts,
        found.lines,
    );
    assert_eq!((lost, found.lost), (0, 0), "acknowledged and lost");
    assert_eq!(found.doubled, 0, "filed twice");
    assert_eq!(found.false_receipts, 0, "receipts that do not hold");
    assert!(
        found.receipts > 0 && held.len() as u64 > kills,
        "too little was tried"
    );
    let _ = std::fs::remove_dir_all(dir);
}

fn fresh_dir(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("plenary-{name}-{}", plenary_kit::random::token()))
}

/// A forum with an open call and as many signed-in participants as there are clients; their cookies.
fn make_forum(dir: &Path) -> Vec<String> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let app = App::open(Settings::for_dir(dir), ROOMS).unwrap();
        begin(&app).await;
        let mut cookies = Vec::new();
        for place in 0..CLIENTS {
            let ask = Join {
                name: format!("Client {place}"),
                address: Some(format!("client{place}@example.org").parse().unwrap()),
                group: Some("all".into()),
                lang: "en".into(),
            };
            let person = acts::add(&app, &Hand::Operator, None, ask).await.unwrap();
            let (here, now) = (app.clone(), app.now());
            let session =
                app.tend(move |tx| plenary_kit::signin::begin_session(&here, tx, &person, now));
            let cookie = session.await.unwrap();
            cookies.push(cookie.split(';').next().unwrap().to_owned());
        }
        cookies
    })
}

async fn begin(app: &App) {
    let told = DescribeForum {
        name: "The Forum That Falls".into(),
        about: String::new(),
        zone: "UTC".into(),
        address: "forum@example.org".into(),
    };
    act(app, open_forum(false, told).unwrap()).await;
    let all = Group {
        word: "all".into(),
        name: "All".into(),
        about: String::new(),
        letter: "A".into(),
    };
    act(app, set_groups(&operator(), vec![all]).unwrap()).await;
    let call = Phase {
        kind: PhaseKind::Call,
        opens: app.now().plus_ms(-DAY_MS),
        closes: app.now().plus_ms(DAY_MS),
    };
    let ask = OpenCycle {
        slug: "2026".into(),
        title: "A year".into(),
        about: String::new(),
        phases: vec![call],
    };
    act(app, open_cycle(&operator(), &[], ask).unwrap()).await;
    let ask = PublishCall {
        title: "Tell us".into(),
        text: "What do you see?".into(),
        questions: Vec::new(),
    };
    let cycle = app.read(|db| forum::store::cycle_by_slug(db, "2026"));
    let event: CallEvent = publish_call(&operator(), &cycle.unwrap().unwrap(), ask).unwrap();
    app.act(None, None, move |_, _| Ok(event)).await.unwrap();
}

async fn act(app: &App, event: ForumEvent) {
    app.act(None, None, move |_, _| Ok(event)).await.unwrap();
}

/// Starts the program on the directory; the address it says it listens on.
fn serve(dir: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    let address = said.trim().rsplit("http://").next().unwrap();
    let address = address.parse();
    (
        child,
        address.unwrap_or_else(|_| panic!("the server said {said:?}")),
    )
}

/// One life of the server: it is killed a random while after it has accepted something.
fn live_and_die(dir: &Path, field: &Field) {
    let (mut server, address) = serve(dir);
    let before = field.accepted.load(Ordering::SeqCst);
    field.set_server(Some(address));
    while field.accepted.load(Ordering::SeqCst) == before {
        assert!(
            server.try_wait().unwrap().is_none(),
            "the server ended by itself"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    let random = u64::from_le_bytes(plenary_kit::random::bytes());
    let life = LIFE_MS.start + random % (LIFE_MS.end - LIFE_MS.start);
    std::thread::sleep(Duration::from_millis(life));
    // No address is given out for a server that is about to fall, but those who have it go on.
    field.set_server(None);
    server.kill().unwrap();
    server.wait().unwrap();
}

/// A client: files one contribution after another, and sends each again under its key until it is answered.
fn contribute(field: &Field, place: usize, cookie: &str) -> (Client, Vec<Held>) {
    let mut client = Client::with_cookies(cookie);
    let mut held = Vec::new();
    let mut token = String::new();
    for turn in 0.. {
        if field.is_over.load(Ordering::SeqCst) {
            break;
        }
        // Letters and digits only: an underline would be a mark of Markdown, and the page would not show it.
        let chance = plenary_kit::random::token().replace(['-', '_'], "x");
        let words = format!("w{place}x{turn}x{chance}");
        let number = insist(field, || {
            if token.is_empty() {
                token = client.get(field.server(), FORM)?.hidden("csrf");
            }
            file(&mut client, field.server(), &token, &words, turn)
        });
        field.accepted.fetch_add(1, Ordering::SeqCst);
        let wants_receipt = turn % RECEIPT_EVERY == 0;
        let receipt = wants_receipt.then(|| {
            insist(field, || {
                let path = format!("/items/{number}/receipt");
                let answer = client.get(field.server(), &path)?;
                assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                Ok(answer.text())
            })
        });
        held.push(Held {
            words,
            number,
            receipt,
        });
    }
    (client, held)
}

/// Tries until it is answered; each break of the connection is counted.
fn insist<T>(field: &Field, mut attempt: impl FnMut() -> std::io::Result<T>) -> T {
    loop {
        match attempt() {
            Ok(answer) => return answer,
            Err(_) => field.broken.fetch_add(1, Ordering::SeqCst),
        };
    }
}

/// Sends one contribution; its words are its key too. Every fourth is for named readers and gets a code for a number.
fn file(
    client: &mut Client,
    server: SocketAddr,
    token: &str,
    words: &str,
    turn: u64,
) -> std::io::Result<String> {
    let mark = if turn % 4 == 3 { "red" } else { "clear" };
    let fields = [
        ("csrf", token),
        ("key", words),
        ("act", "send"),
        ("mark", mark),
        ("group", "all"),
        ("text", words),
    ];
    let answer = client.post(server, FORM, &fields)?;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let place = answer.header("location").split_once("?number=");
    let number = place.and_then(|(_, rest)| rest.split('&').next());
    Ok(number
        .unwrap_or_else(|| panic!("no number: {answer:?}"))
        .to_owned())
}

/// A page that breaks is asked for again, and said; what is lost stays lost however often one looks.
const LOOKS: usize = 5;

fn is_shown(client: &mut Client, server: SocketAddr, item: &Held) -> bool {
    let page = client.get(server, &format!("/items/{}", item.number));
    let is_there = page
        .as_ref()
        .is_ok_and(|page| page.status == 200 && page.text().contains(&item.words));
    if !is_there {
        eprintln!("item {} was not shown: {page:?}", item.number);
        std::thread::sleep(Duration::from_millis(100));
    }
    is_there
}

/// Asks the restarted server for each item; how many are not there with their words.
fn lost_on_pages(server: SocketAddr, told: Vec<(Client, Vec<Held>)>) -> (Vec<Held>, usize) {
    let look = move |(mut client, held): (Client, Vec<Held>)| {
        let is_lost = |item: &&Held| !(0..LOOKS).any(|_| is_shown(&mut client, server, item));
        let lost = held.iter().filter(is_lost).count();
        (held, lost)
    };
    let lookers = told
        .into_iter()
        .map(|one| std::thread::spawn(move || look(one)));
    let lookers: Vec<_> = lookers.collect();
    let (mut held, mut lost) = (Vec::new(), 0);
    for looker in lookers {
        let (more, gone) = looker.join().unwrap();
        held.extend(more);
        lost += gone;
    }
    (held, lost)
}

/// What the data directory holds, beside what clients were told.
#[derive(Default)]
struct Found {
    lost: usize,
    doubled: usize,
    receipts: usize,
    false_receipts: usize,
    lines: u64,
}

fn compare(dir: &Path, held: &[Held]) -> Found {
    let app = App::open(Settings::for_dir(dir), ROOMS).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(app.settle()).unwrap();
    let key = plenary_kit::tree::signing_key(&app)
        .unwrap()
        .verifying_key();
    let report = app
        .read(|db| plenary_kit::verify::verify_store(db, key.clone(), |_| ()))
        .unwrap();
    assert!(report.consistent, "the ledger does not verify: {report:?}");
    assert!(plenary_kit::rebuild::rebuild_app(&app).unwrap().is_same);
    let there = words_there(&app);
    let numbers: BTreeSet<&str> = held.iter().map(|item| item.number.as_str()).collect();
    let mut found = Found {
        doubled: held.len() - numbers.len(),
        lines: app.read(plenary_kit::event::length).unwrap(),
        ..Found::default()
    };
    for item in held {
        match there.get(&item.words).map(Vec::as_slice) {
            Some([number]) if *number == item.number => {}
            Some(_) => found.doubled += 1,
            None => found.lost += 1,
        }
    }
    // What is there and was never told to a client would be a second copy under another key.
    found.doubled += there
        .values()
        .map(Vec::len)
        .sum::<usize>()
        .saturating_sub(held.len());
    for text in held.iter().filter_map(|item| item.receipt.as_ref()) {
        found.receipts += 1;
        found.false_receipts += usize::from(!is_true(&app, text, &key));
    }
    found
}

/// Every text on the docket with the numbers it stands under.
fn words_there(app: &App) -> BTreeMap<String, Vec<String>> {
    app.read(|db| {
        let mut there: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let numbers = db.all(
            "SELECT number FROM docket_item ORDER BY number",
            &[],
            |row| row.get::<ItemNumber>(0),
        )?;
        for number in numbers {
            for text in docket::texts(db, number)? {
                there
                    .entry(text.text.unwrap_or_default())
                    .or_default()
                    .push(number.to_string());
            }
        }
        Ok::<_, plenary_kit::fault::Fault>(there)
    })
    .unwrap()
}

/// Whether a receipt holds, and its line is the one that stands in the ledger now.
fn is_true(app: &App, text: &str, key: &plenary_ledger::VerifyingKey) -> bool {
    let Ok((witnessed, carried)) = plenary_ledger::verify_receipt_alone(text, key) else {
        return false;
    };
    let entry = app
        .read(|db| plenary_kit::event::entry(db, witnessed.line.seq))
        .unwrap();
    entry.is_some_and(|entry| entry.leaf() == plenary_ledger::leaf_hash(carried.line.as_bytes()))
}
