//! SQLite on a disk that loses its power: nothing acknowledged is lost where SQLite promises that, and is where not.

use std::time::Duration;

use plenary_powercut::{Failure, Outcome, Plan, PowerCut, survivors};
use rusqlite::{Connection, ErrorCode, Result};

/// Cuts of one campaign, three a forum; measured: 2 s in a debug build.
const CUTS: u64 = 300;
/// The same for `cargo xtask test --full`.
const FULL_CUTS: u64 = 9_000;
/// Rows written after which the power goes at the latest.
const ROUNDS: u64 = 60;

/// What a campaign of cuts found.
#[derive(Debug, Default)]
struct Campaign {
    acknowledged: usize,
    lost: usize,
    cuts_with_losses: usize,
    damaged: usize,
    /// Rows that came through one cut and were gone after the next.
    lost_later: usize,
}

/// Opens the database with these settings and a small log, so that checkpoints happen under the cuts too.
fn open(disk: PowerCut, settings: &str) -> Result<Connection> {
    let forum = disk.open("forum.db")?;
    forum.execute_batch(&format!(
        "{settings}; PRAGMA wal_autocheckpoint=8; PRAGMA cache_size=20"
    ))?;
    forum.execute_batch(
        "CREATE TABLE IF NOT EXISTS item (number BIGINT PRIMARY KEY, words TEXT NOT NULL)",
    )?;
    Ok(forum)
}

/// Files one item; its number, when that was acknowledged.
fn file(forum: &Connection, number: u64) -> Vec<u64> {
    let words = "word ".repeat(1 + (number as usize * 37) % 400);
    let filed = forum.execute("INSERT INTO item VALUES (?1, ?2)", (number as i64, words));
    filed.map(|_| vec![number]).unwrap_or_default()
}

/// The numbers that are there, or why they cannot be read.
fn numbers(disk: PowerCut, settings: &str) -> Result<Vec<u64>> {
    let forum = open(disk, settings)?;
    let sound: String = forum.query_row("PRAGMA integrity_check", (), |row| row.get(0))?;
    if sound != "ok" {
        return Err(rusqlite::Error::InvalidParameterName(sound));
    }
    let mut numbers = forum.prepare("SELECT number FROM item ORDER BY number")?;
    numbers
        .query_map((), |row| row.get::<_, i64>(0).map(|number| number as u64))?
        .collect()
}

/// One forum on a fresh disk, cut three times in a row, recovery included.
fn three_cuts(disk: PowerCut, settings: &str, seed: u64, campaign: &mut Campaign) {
    disk.wipe();
    let mut kept: Vec<u64> = Vec::new();
    for cut in 0..3 {
        let first = cut * ROUNDS;
        let operations = 1 + (seed * 7919 + cut * 104_729) % 260;
        let mut forum = None;
        let act = |round| {
            if forum.is_none() {
                forum = open(disk, settings).ok();
            }
            forum
                .as_ref()
                .map(|forum| file(forum, first + round))
                .unwrap_or_default()
        };
        let mut damaged = false;
        let read = || {
            numbers(disk, settings).unwrap_or_else(|_| {
                damaged = true;
                Vec::new()
            })
        };
        let plan = Plan {
            operations,
            seed: seed * 3 + cut,
            rounds: ROUNDS,
        };
        let Outcome {
            acknowledged,
            lost,
            doubled,
        } = survivors(disk, plan, act, read);
        assert!(damaged || doubled.is_empty(), "doubled: {doubled:?}");
        campaign.damaged += usize::from(damaged);
        campaign.acknowledged += acknowledged.len();
        campaign.lost += lost.len();
        campaign.cuts_with_losses += usize::from(!lost.is_empty());
        if damaged {
            return;
        }
        let there = numbers(disk, settings).unwrap_or_default();
        campaign.lost_later += kept.iter().filter(|number| !there.contains(number)).count();
        kept = there;
    }
}

fn campaign(name: &str, settings: &str) -> Campaign {
    let disk = PowerCut::register(name);
    let mut campaign = Campaign::default();
    let cuts = if std::env::var_os("PLENARY_TEST_FULL").is_some() {
        FULL_CUTS
    } else {
        CUTS
    };
    for seed in 0..cuts / 3 {
        three_cuts(disk, settings, seed, &mut campaign);
    }
    println!("{settings}: {campaign:?}");
    campaign
}

#[test]
fn a_log_synced_at_each_commit_loses_nothing() {
    let found = campaign(
        "wal-full",
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    );
    assert_eq!((found.lost, found.lost_later, found.damaged), (0, 0, 0));
    assert!(found.acknowledged > 1000, "{found:?}");
}

#[test]
fn a_log_synced_at_checkpoints_only_loses_rows_but_stays_sound() {
    let found = campaign(
        "wal-normal",
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    );
    assert!(
        found.lost > 0 && found.lost_later == 0 && found.damaged == 0,
        "{found:?}"
    );
}

#[test]
fn a_log_that_is_never_synced_is_damaged() {
    let found = campaign("wal-off", "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF");
    assert!(found.damaged > 0, "{found:?}");
}

#[test]
fn a_journal_deleted_safely_loses_nothing() {
    let found = campaign(
        "journal-extra",
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA",
    );
    assert_eq!((found.lost, found.lost_later, found.damaged), (0, 0, 0));
    assert!(found.acknowledged > 1000, "{found:?}");
}

/// The documented difference between EXTRA and FULL: a deleted journal that comes back undoes the last commit.
#[test]
fn a_journal_that_may_come_back_loses_rows_but_stays_sound() {
    let found = campaign(
        "journal-full",
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL",
    );
    assert!(
        found.lost > 0 && found.lost_later == 0 && found.damaged == 0,
        "{found:?}"
    );
}

#[test]
fn a_full_disk_refuses_keeps_and_heals() -> Result<()> {
    let disk = PowerCut::register("full");
    let forum = open(disk, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")?;
    disk.fail_with(Failure::DiskFull, 50);
    let mut filed: Vec<u64> = (0..200).flat_map(|number| file(&forum, number)).collect();
    let refused = forum.execute("INSERT INTO item VALUES (1000, ?1)", ["word ".repeat(9000)]);
    assert_eq!(
        refused.unwrap_err().sqlite_error_code(),
        Some(ErrorCode::DiskFull)
    );
    assert!(!filed.is_empty() && filed.len() < 200);
    assert_eq!(
        forum.query_row("SELECT count(*) FROM item", (), |row| row.get::<_, i64>(0))?,
        filed.len() as i64
    );
    disk.heal();
    filed.extend(file(&forum, 500));
    drop(forum);
    assert_eq!(numbers(disk, "")?, filed);
    Ok(())
}

#[test]
fn a_broken_disk_refuses_and_still_reads() -> Result<()> {
    let disk = PowerCut::register("broken");
    let forum = open(disk, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")?;
    assert_eq!(file(&forum, 1), [1]);
    disk.fail_with(Failure::Broken, 0);
    let refused = forum.execute("INSERT INTO item VALUES (2, 'two')", ());
    assert_eq!(
        refused.unwrap_err().sqlite_error_code(),
        Some(ErrorCode::SystemIoFailure)
    );
    assert_eq!(
        forum.query_row("SELECT count(*) FROM item", (), |row| row.get::<_, i64>(0))?,
        1
    );
    disk.heal();
    assert_eq!(file(&forum, 3), [3]);
    Ok(())
}

#[test]
fn a_reader_keeps_its_view_while_the_writer_goes_on() -> Result<()> {
    let disk = PowerCut::register("readers");
    let writer = open(disk, "PRAGMA journal_mode=WAL")?;
    let mut reader = disk.open("forum.db")?;
    file(&writer, 1);
    let count = |forum: &Connection| {
        forum.query_row("SELECT count(*) FROM item", (), |row| row.get::<_, i64>(0))
    };
    let view = reader.transaction()?;
    assert_eq!(count(&view)?, 1);
    assert_eq!(file(&writer, 2), [2]);
    assert_eq!(count(&view)?, 1);
    view.finish()?;
    assert_eq!(count(&reader)?, 2);
    Ok(())
}

#[test]
fn a_second_writer_waits_its_turn() -> Result<()> {
    for mode in ["WAL", "DELETE"] {
        let disk = PowerCut::register(&format!("writers-{mode}"));
        let first = open(disk, &format!("PRAGMA journal_mode={mode}"))?;
        let second = disk.open("forum.db")?;
        second.busy_timeout(Duration::ZERO)?;
        first.execute_batch("BEGIN IMMEDIATE")?;
        let refused = second.execute_batch("BEGIN IMMEDIATE");
        assert_eq!(
            refused.unwrap_err().sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy)
        );
        first.execute_batch("COMMIT")?;
        second.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
    }
    Ok(())
}

#[test]
fn threads_write_and_read_at_once() -> Result<()> {
    let disk = PowerCut::register("threads");
    open(disk, "PRAGMA journal_mode=WAL")?;
    let write = move |from: u64| {
        let forum = disk.open("forum.db").unwrap();
        forum.busy_timeout(Duration::from_secs(30)).unwrap();
        (from..from + 25)
            .flat_map(|number| file(&forum, number))
            .count()
    };
    let writers: Vec<_> = (0..4)
        .map(|writer| std::thread::spawn(move || write(writer * 100)))
        .collect();
    let filed: usize = writers
        .into_iter()
        .map(|writer| writer.join().unwrap())
        .sum();
    assert_eq!((filed, numbers(disk, "")?.len()), (100, 100));
    Ok(())
}

#[test]
fn operations_are_counted_and_cuts_fall_where_planned() -> Result<()> {
    let disk = PowerCut::register("counting");
    let forum = open(disk, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")?;
    let before = disk.operations();
    disk.cut_after(3, 1);
    while !disk.is_dark() {
        file(&forum, before);
    }
    assert_eq!(disk.operations(), before + 3);
    assert!(
        disk.open("forum.db")
            .and_then(|forum| forum.execute_batch("SELECT * FROM item"))
            .is_err()
    );
    Ok(())
}
