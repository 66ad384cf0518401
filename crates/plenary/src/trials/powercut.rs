//! The forum on a disk that loses its power, is full or refuses: what was acknowledged is there, and reading goes on.
//!
//! `PLENARY_TEST_FULL=1` cuts the power ten times as often.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plenary_kit::app::{App, Disk, Settings};
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_powercut::{Failure, Outcome, Plan, PowerCut, survivors};

use super::acts::{file, publish_call, says};
use crate::docket::{ItemNumber, store as docket};
use crate::participant::{Hand, Join, acts};
use crate::rooms::ROOMS;
use crate::testing::{Browser, begin};

/// So many cuts; every twelfth begins with an empty disk.
const CUTS: u64 = 240;
const FULL_CUTS: u64 = 2_400;
const CONTROL_CUTS: u64 = 36;
/// People who file at the same time: their acts share commits.
const AT_ONCE: usize = 4;
const CUTS_PER_DISK: u64 = 12;
/// Nobody files more than this in one life of the forum.
const ACTS: usize = 40;

/// Number and words of an item.
type Acknowledged = (String, String);

struct Bench {
    disk: PowerCut,
    settings: Settings,
}

impl Bench {
    fn new(name: &str, without_sync: bool) -> Bench {
        let disk = PowerCut::register(name);
        let token = plenary_kit::random::token();
        let dir = std::env::temp_dir().join(format!("plenary-{name}-{token}"));
        let settings = Settings {
            disk: Disk {
                vfs: Some(disk.name().to_owned()),
                without_sync,
            },
            ..Settings::for_dir(dir)
        };
        Bench { disk, settings }
    }

    fn open(&self) -> Result<App, Fault> {
        App::open(self.settings.clone(), ROOMS)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.settings.dir);
    }
}

/// What a campaign of cuts found.
#[derive(Debug, Default)]
struct Campaign {
    cuts: u64,
    acknowledged: usize,
    lost: usize,
    doubled: usize,
    damaged: usize,
}

fn campaign(name: &str, without_sync: bool, cuts: u64) -> Campaign {
    let bench = Bench::new(name, without_sync);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let mut found = Campaign::default();
    for disk in 0..cuts / CUTS_PER_DISK {
        bench.disk.wipe();
        let author = runtime.block_on(make(&bench));
        for round in 0..CUTS_PER_DISK {
            let seed = disk * CUTS_PER_DISK + round;
            one_cut(&bench, &runtime, &author, seed, &mut found);
        }
    }
    println!("{name}: {found:?}");
    found
}

/// A forum with one participant; nothing of it waits in a cache.
async fn make(bench: &Bench) -> ParticipantId {
    let app = bench.open().unwrap();
    begin(&app).await;
    let ask = Join {
        name: "Ana Reis".into(),
        address: Some("ana@example.org".parse().unwrap()),
        group: Some("civil-society".into()),
        lang: "en".into(),
    };
    acts::add(&app, &Hand::Operator, None, ask).await.unwrap()
}

fn one_cut(
    bench: &Bench,
    runtime: &tokio::runtime::Runtime,
    author: &ParticipantId,
    seed: u64,
    found: &mut Campaign,
) {
    let plan = Plan {
        // Spread over opening, filing, following and the log's own checkpoints.
        operations: 1 + seed.wrapping_mul(7_919) % 1_200,
        seed,
        rounds: 4,
    };
    let act = |_| runtime.block_on(one_life(bench, author));
    let outcome = survivors(bench.disk, plan, act, || there(bench, &mut found.damaged));
    let Outcome {
        acknowledged,
        lost,
        doubled,
    } = outcome;
    found.cuts += 1;
    found.acknowledged += acknowledged.len();
    found.lost += lost.len();
    found.doubled += doubled.len();
}

/// Opens the forum and lets several people file until the power goes; what was acknowledged to them.
async fn one_life(bench: &Bench, author: &ParticipantId) -> Vec<Acknowledged> {
    let Ok(app) = bench.open() else {
        return Vec::new();
    };
    let told = Arc::new(Mutex::new(Vec::new()));
    let is_dark = Arc::new(AtomicBool::new(false));
    let tasks = (0..AT_ONCE).map(|_| {
        let (app, author) = (app.clone(), author.clone());
        let (told, is_dark) = (told.clone(), is_dark.clone());
        tokio::spawn(async move {
            for turn in 0..ACTS {
                let words = plenary_kit::random::token();
                match file(&app, &author, says(&words)).await {
                    Ok(number) => told.lock().unwrap().push((number.to_string(), words)),
                    Err(_) => is_dark.store(true, Ordering::SeqCst),
                }
                // Followers write too, and may be cut as well.
                if is_dark.load(Ordering::SeqCst) || (turn % 8 == 7 && app.settle().await.is_err())
                {
                    break;
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    std::mem::take(&mut *told.lock().unwrap())
}

/// What the forum shows after the power is back; counts as damage what does not check.
fn there(bench: &Bench, damaged: &mut usize) -> Vec<Acknowledged> {
    let Ok(app) = bench.open() else {
        *damaged += 1;
        return Vec::new();
    };
    let key = plenary_kit::tree::signing_key(&app)
        .unwrap()
        .verifying_key();
    let is_sound = app.read(|db| {
        let said = db.one("PRAGMA integrity_check", &[], |row| row.get::<String>(0))?;
        let report = plenary_kit::verify::verify_store(db, key, |_| ())?;
        Ok::<_, Fault>(said.as_deref() == Some("ok") && report.consistent)
    });
    if !is_sound.unwrap_or(false) {
        *damaged += 1;
    }
    app.read(items).unwrap_or_default()
}

fn items(db: &plenary_kit::db::Db<'_>) -> Result<Vec<Acknowledged>, Fault> {
    let numbers = db.all(
        "SELECT number FROM docket_item ORDER BY number",
        &[],
        |row| row.get::<ItemNumber>(0),
    )?;
    let mut all = Vec::new();
    for number in numbers {
        let texts = docket::texts(db, number)?;
        let words = texts.into_iter().filter_map(|text| text.text).collect();
        all.push((number.to_string(), words));
    }
    Ok(all)
}

#[test]
fn no_power_cut_loses_an_acknowledged_act() {
    let cuts = match std::env::var_os("PLENARY_TEST_FULL") {
        Some(_) => FULL_CUTS,
        None => CUTS,
    };
    let found = campaign("cut-full", false, cuts);
    assert_eq!(
        (found.lost, found.doubled, found.damaged),
        (0, 0, 0),
        "{found:?}"
    );
    assert!(
        found.acknowledged > 1_000,
        "too little was tried: {found:?}"
    );
}

/// The control: the same trial must notice when commits do not wait for the disk.
#[test]
fn commits_that_do_not_wait_for_the_disk_lose_acts() {
    let found = campaign("cut-normal", true, CONTROL_CUTS);
    assert!(found.lost > 0, "{found:?}");
}

const FORM: &str = "/cycles/2026/contribute";

/// The forum behind its routes, with a call, and a browser in which its participant has signed in.
async fn served(bench: &Bench) -> (App, ParticipantId, Browser) {
    let author = make(bench).await;
    let app = bench.open().unwrap();
    publish_call(&app).await;
    let browser = Browser::signed_in(&app, &author).await;
    (app, author, browser)
}

async fn send(browser: &mut Browser, words: &str) -> crate::testing::Page {
    let fields = [("act", "send"), ("group", "civil-society"), ("text", words)];
    browser.fill_in(FORM, FORM, &fields).await
}

async fn a_failing_disk_makes_it_read_only(name: &str, failure: Failure) {
    let bench = Bench::new(name, false);
    let (app, author, mut browser) = served(&bench).await;
    let sent = send(&mut browser, "Before").await;
    assert!(sent.location().contains("number=1&"), "{}", sent.location());
    bench.disk.fail_with(failure, 0);
    let mut refused = None;
    for _ in 0..500 {
        // A full disk takes what fits into room it has; long words find its end.
        match file(&app, &author, says(&"Words that need room. ".repeat(500))).await {
            Ok(_) => continue,
            Err(stop) => refused = Some(stop),
        }
        break;
    }
    let is_read_only = matches!(refused, Some(Stop::Fault(Fault::ReadOnly(_))));
    assert!(is_read_only, "{failure:?}: {refused:?}");
    let long = "Words that need room. ".repeat(500);
    let page = send(&mut browser, &long).await;
    assert_eq!(page.status, 503, "{}", page.text());
    assert!(page.headers.contains_key("retry-after"));
    let said = app
        .catalogue()
        .choose(Some("en"), None)
        .say("stop-read-only")
        .into_owned();
    let said = maud::html! { (said) }.into_string();
    assert!(page.text().contains(&said), "{}", page.text());
    for path in ["/", "/docket", "/items/1", "/cycles/2026/call"] {
        assert_eq!(browser.get(path).await.status, 200, "{failure:?}: {path}");
    }
    bench.disk.heal();
    let after = send(&mut browser, "After").await;
    assert_eq!(after.status, 303, "{}", after.text());
    let place = after
        .location()
        .split_once("?number=")
        .map_or("", |(_, rest)| rest);
    let number = place.split('&').next().unwrap_or("");
    let page = browser.get(&format!("/items/{number}")).await;
    assert!(page.text().contains("After"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_makes_the_forum_read_only_until_there_is_room() {
    a_failing_disk_makes_it_read_only("disk-full", Failure::DiskFull).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_disk_makes_the_forum_read_only_until_it_is_mended() {
    a_failing_disk_makes_it_read_only("disk-broken", Failure::Broken).await;
}
