//! Exports and imports, tried on the test world: two cycles, every mark, files, erased words, an answer.

mod bases;

use std::path::{Path, PathBuf};

use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Stop;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::tree;
use plenary_ledger::verify_folder;

mod spoken;

use super::compare::first_difference;
use super::folder::files;
use super::{Reader, export, import};
use crate::answer::acts::{self as answers, Doing};
use crate::answer::{Disposition, ProposeAnswer};
use crate::docket::rules::{Author, file_item};
use crate::docket::{DocketEvent, Door, FileItem, Format, ItemNumber, Kind, store as docket};
use crate::forum::rules::{OpenCycle, open_cycle};
use crate::forum::{self, ForumEvent};
use crate::participant::{Hand, NOTHING_ELSEWHERE, acts as people, operator};
use crate::testing::TestForum;

struct World {
    forum: TestForum,
    other: CycleId,
    staff: ParticipantId,
}

impl World {
    fn folder(&self, name: &str) -> PathBuf {
        self.forum.dir().join("exports").join(name)
    }

    async fn export(&self, cycle: &CycleId, reader: Reader, name: &str) -> PathBuf {
        let folder = self.folder(name);
        export(&self.forum.app, cycle, reader, &folder)
            .await
            .unwrap();
        let report = verify_folder(&folder).unwrap();
        assert!(report.consistent, "{name}: {}", report.in_words());
        folder
    }
}

fn says(words: &str) -> FileItem {
    FileItem {
        kind: Kind::Contribution,
        door: Door::Web,
        group: Some("civil-society".into()),
        on_behalf: None,
        mark: Mark::Clear,
        attribution: Attribution::Named,
        lang: "en".into(),
        title: None,
        texts: vec![(None, words.into())],
        format: Format::Markdown,
        files: Vec::new(),
        about: None,
        concerns: crate::docket::Concerns::default(),
    }
}

async fn file(app: &App, cycle: &CycleId, author: &ParticipantId, ask: FileItem) -> ItemNumber {
    let (cycle, id) = (cycle.clone(), author.clone());
    let decide = move |db: &plenary_kit::db::Db<'_>, _| {
        let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
        let author = Author {
            id,
            organisations: Vec::new(),
            is_confirmed: true,
        };
        let last = docket::last_plain(db)?;
        Ok(file_item(&cycle, &author, ask, last, Vec::new())?)
    };
    let done = app
        .act::<DocketEvent>(Some(author), None, decide)
        .await
        .unwrap();
    match done.event {
        DocketEvent::Filed(filed) => filed.number,
        other => panic!("{other:?}"),
    }
}

async fn world() -> World {
    let forum = TestForum::open().await;
    let other = other_cycle(&forum).await;
    let [ana, ben] = [
        forum.person("Ana Lima", "civil-society").await,
        forum.person("Ben Otieno", "government").await,
    ];
    let staff = forum.secretary("Sam Field").await;
    file(&forum.app, &other, &ana, says("other-cycle-words")).await;
    let first = file(&forum.app, &forum.cycle, &ana, with_a_plan()).await;
    answer(&forum.app, &staff, first).await;
    for ask in of_every_mark() {
        file(&forum.app, &forum.cycle, &ben, ask).await;
    }
    let gone = file(&forum.app, &forum.cycle, &ben, says("gone-words")).await;
    let mut desk = forum.signed_in(&staff).await;
    let path = format!("/items/{gone}/erase");
    let what = [("what", "text-0"), ("rule", "House rule 7")];
    let erased = desk.fill_in(&path, &path, &what).await;
    assert_eq!(erased.status, 303, "{}", erased.text());
    let rule = "Asked for it".into();
    people::erase(
        &forum.app,
        &Hand::Operator,
        None,
        &ben,
        rule,
        NOTHING_ELSEWHERE,
    )
    .await
    .unwrap();
    World {
        forum,
        other,
        staff,
    }
}

fn with_a_plan() -> FileItem {
    FileItem {
        title: Some("Power".into()),
        files: vec![(
            "plan.pdf".to_owned(),
            b"%PDF-1.7 \xff\xfe the harbour plan".to_vec(),
        )],
        ..says("open-words")
    }
}

fn of_every_mark() -> [FileItem; 3] {
    [
        FileItem {
            attribution: Attribution::ChathamHouse,
            ..says("chatham-words")
        },
        FileItem {
            mark: Mark::Green,
            ..says("green-words")
        },
        FileItem {
            mark: Mark::Red,
            ..says("red-words")
        },
    ]
}

async fn other_cycle(forum: &TestForum) -> CycleId {
    let cycle = forum.app.read(|db| forum::store::cycle(db, &forum.cycle));
    let ask = OpenCycle {
        slug: "2025".into(),
        title: "The year before".into(),
        about: String::new(),
        phases: cycle.unwrap().unwrap().phases,
    };
    let opened = forum
        .app
        .act::<ForumEvent>(None, None, move |_, _| {
            Ok(open_cycle(&operator(), &[], ask)?)
        })
        .await
        .unwrap();
    match opened.event {
        ForumEvent::CycleOpened { id, .. } => id,
        other => panic!("another event: {other:?}"),
    }
}

async fn answer(app: &App, staff: &ParticipantId, number: ItemNumber) {
    let ask = ProposeAnswer {
        disposition: Disposition::Declined,
        reason: "reason-words".into(),
        target: None,
        change: None,
    };
    answers::screen(app, Doing::of(staff), number)
        .await
        .unwrap();
    answers::propose(app, Doing::of(staff), number, ask)
        .await
        .unwrap();
    answers::agree(app, Doing::of(staff), number).await.unwrap();
    answers::publish(app, Doing::of(staff), vec![number])
        .await
        .unwrap();
}

/// Which of these words stand in any file of a folder.
fn found<'a>(folder: &Path, words: &[&'a str]) -> Vec<&'a str> {
    let all: Vec<Vec<u8>> = files(folder)
        .unwrap()
        .iter()
        .map(|name| std::fs::read(folder.join(name)).unwrap())
        .collect();
    let stands = |word: &str| {
        all.iter()
            .any(|file| file.windows(word.len()).any(|part| part == word.as_bytes()))
    };
    words.iter().copied().filter(|word| stands(word)).collect()
}

const WORDS: [&str; 9] = [
    "open-words",
    "chatham-words",
    "green-words",
    "red-words",
    "reason-words",
    "other-cycle-words",
    "gone-words",
    "Ana Lima",
    "Ben Otieno",
];

#[tokio::test(flavor = "multi_thread")]
async fn exporting_twice_gives_the_same_bytes_and_a_full_export_holds_the_cycle_and_no_other() {
    let world = world().await;
    let here = world.forum.cycle.clone();
    let one = world.export(&here, Reader::Full, "one").await;
    let two = world.export(&here, Reader::Full, "two").await;
    assert_eq!(first_difference(&one, &two).unwrap(), None);
    let held = [
        "open-words",
        "chatham-words",
        "green-words",
        "red-words",
        "reason-words",
        "Ana Lima",
    ];
    assert_eq!(found(&one, &WORDS), held);
    assert!(
        files(&one)
            .unwrap()
            .contains(&"attachments/2-1.pdf".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_gets_what_the_public_sees() {
    let world = world().await;
    let here = world.forum.cycle.clone();
    let open = world.export(&here, Reader::public(), "open").await;
    assert_eq!(
        found(&open, &WORDS),
        ["open-words", "chatham-words", "reason-words", "Ana Lima"]
    );
    assert_eq!(found(&open, &["ana.lima@example.org"]), [""; 0]);
    let lines = std::fs::read_to_string(open.join("ledger/lines.jsonl")).unwrap();
    let chatham = lines
        .lines()
        .filter(|line| line.contains("chatham-house"))
        .count();
    assert_eq!(chatham, 0, "a line names its author");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_gets_names_without_addresses_and_never_what_is_red() {
    let world = world().await;
    let here = world.forum.cycle.clone();
    let reader = Reader::Viewer(Box::new(world.forum.viewer(&world.staff)));
    let folder = world.export(&here, reader, "staff").await;
    let held = found(&folder, &WORDS);
    assert!(
        held.contains(&"green-words") && !held.contains(&"red-words"),
        "{held:?}"
    );
    assert_eq!(found(&folder, &["ana.lima@example.org"]), [""; 0]);
    let report = verify_folder(&folder).unwrap();
    assert!(report.words_withheld > 0 && report.missing == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_forum_exports_the_same_bytes_and_writes_to_nobody() {
    let world = world().await;
    for (cycle, name) in [
        (world.forum.cycle.clone(), "here"),
        (world.other.clone(), "other"),
    ] {
        let from = world.export(&cycle, Reader::Full, name).await;
        let settings = Settings {
            public_url: "https://second.example.org".into(),
            ..Settings::for_dir(world.folder(&format!("{name}-forum")))
        };
        let done = import(&from, settings.clone(), *world.forum.app.rooms(), |_| ())
            .await
            .unwrap();
        assert!(done.withheld > 0);
        let second = App::open(settings, *world.forum.app.rooms()).unwrap();
        second.settle().await.unwrap();
        assert_eq!(second.read(plenary_kit::mail::count_states).unwrap(), []);
        assert!(plenary_kit::rebuild::rebuild_app(&second).unwrap().is_same);
        let to = world.folder(&format!("{name}-again"));
        export(&second, &cycle, Reader::Full, &to).await.unwrap();
        assert_eq!(first_difference(&from, &to).unwrap(), None);
        go_on(&second, &cycle, &to).await;
    }
}

/// What happens later is signed by the new forum, and the old checkpoints still verify beside it.
async fn go_on(second: &App, cycle: &CycleId, first: &Path) {
    let ana = people::find_or_join(
        second,
        crate::participant::Join {
            name: "Ana Lima".into(),
            address: Some("ana.lima@example.org".parse().unwrap()),
            group: None,
            lang: "en".into(),
        },
    );
    let ana = ana.await.unwrap();
    let joined = std::fs::read_to_string(first.join("people.jsonl")).unwrap();
    assert!(
        joined.contains(ana.as_str()),
        "an imported person is known by their address"
    );
    file(second, cycle, &ana, says("later-words")).await;
    let later = first.with_extension("later");
    export(second, cycle, Reader::Full, &later).await.unwrap();
    let report = verify_folder(&later).unwrap();
    assert!(report.consistent, "{}", report.in_words());
    assert_eq!(report.keys.len(), 2);
    assert!(
        report.keys[1].starts_with("second.example.org+"),
        "{:?}",
        report.keys
    );
    plenary_kit::rebuild::regrow(second).await.unwrap();
    let own = tree::signing_key(second).unwrap().verifying_key();
    let report = second
        .read(|db| plenary_kit::verify::verify_store(db, own, |_| ()))
        .unwrap();
    assert!(
        report.consistent && report.checkpoints_checked >= 2,
        "{}",
        report.in_words()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_altered_export_is_not_taken_over_and_leaves_nothing_behind() {
    let world = world().await;
    let from = world
        .export(&world.forum.cycle.clone(), Reader::Full, "altered")
        .await;
    let lines = from.join("ledger/lines.jsonl");
    let text = std::fs::read_to_string(&lines).unwrap();
    std::fs::write(&lines, text.replace("The Test Forum", "The Best Forum")).unwrap();
    let target = world.folder("never");
    let refused = import(
        &from,
        Settings::for_dir(&target),
        *world.forum.app.rooms(),
        |_| (),
    )
    .await;
    assert!(refused.unwrap_err().to_string().contains("does not verify"));
    assert!(!target.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_downloads_a_tar_that_tar_reads_and_others_find_nothing() {
    let world = world().await;
    let mut desk = world.forum.signed_in(&world.staff).await;
    assert_eq!(desk.get("/cycles/2026/export").await.status, 200);
    let tar = desk.get("/cycles/2026/export.tar?audience=public").await;
    assert_eq!(tar.status, 200, "{}", tar.text());
    std::fs::create_dir_all(world.folder("unpacked")).unwrap();
    let path = world.folder("packed.tar");
    std::fs::write(&path, &tar.body).unwrap();
    let unpacked = std::process::Command::new("tar")
        .arg("-xf")
        .arg(&path)
        .arg("-C")
        .arg(world.folder("unpacked"))
        .status();
    assert!(unpacked.unwrap().success());
    let open = world
        .export(&world.forum.cycle.clone(), Reader::public(), "beside")
        .await;
    let inside = world.folder("unpacked").join("2026-public");
    assert_eq!(first_difference(&inside, &open).unwrap(), None);
    let mut visitor = world.forum.visitor();
    assert_eq!(visitor.get("/cycles/2026/export").await.status, 303);
    let ana = world.forum.person("Ola Berg", "government").await;
    let mut member = world.forum.signed_in(&ana).await;
    assert_eq!(member.get("/cycles/2026/export.tar").await.status, 404);
}
