//! What was said goes out and comes back: records in open files, live captions, erasures done again after a restore.

use plenary_kit::app::{App, Settings};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::{backup, erase};

use super::{World, found, other_cycle};
use crate::caption;
use crate::export::compare::first_difference;
use crate::export::{Reader, erasures, export, import};
use crate::participant::NOTHING_ELSEWHERE;
use crate::testing::heard::{self, CAPTIONS};
use crate::testing::{Browser, TestForum};
use crate::transcript::store::search_sqlite as index;

#[tokio::test(flavor = "multi_thread")]
async fn a_record_goes_with_its_cycle_alone_and_comes_back_the_same() {
    let heard = heard::World::new().await;
    heard.import("hearing", CAPTIONS.as_bytes()).await;
    let world = World {
        other: other_cycle(&heard.forum).await,
        staff: heard.rapporteur,
        forum: heard.forum,
    };
    let (here, said) = (world.forum.cycle.clone(), ["harbour school"]);
    let from = world.export(&here, Reader::Full, "record").await;
    assert_eq!(found(&from, &said), said);
    let beside = world.export(&world.other, Reader::Full, "beside").await;
    assert!(found(&beside, &said).is_empty());
    let settings = Settings::for_dir(world.folder("record-forum"));
    let rooms = *world.forum.app.rooms();
    import(&from, settings.clone(), rooms, |_| ())
        .await
        .unwrap();
    let second = App::open(settings, rooms).unwrap();
    let to = world.folder("record-again");
    export(&second, &here, Reader::Full, &to).await.unwrap();
    assert_eq!(first_difference(&from, &to).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_erased_from_a_record_are_in_no_export_and_stay_erased_where_it_is_imported() {
    let heard = heard::World::new().await;
    heard.import("hearing", CAPTIONS.as_bytes()).await;
    heard.forum.app.settle().await.unwrap();
    let mut secretary = heard.forum.signed_in(&heard.secretary).await;
    let page = "/sessions/hearing/transcript/5/erase";
    let rule = [("rule", "House rule 7")];
    assert_eq!(secretary.fill_in(page, page, &rule).await.status, 303);
    let forum = heard.forum;
    let folder = |name: &str| forum.dir().join("exports").join(name);
    let (from, to) = (folder("erased"), folder("erased-again"));
    let said = ["harbour school", "House of Maps", "House rule 7"];
    export(&forum.app, &forum.cycle, Reader::Full, &from)
        .await
        .unwrap();
    assert_eq!(found(&from, &said), said[1..]);
    let settings = Settings::for_dir(folder("erased-forum"));
    let rooms = *forum.app.rooms();
    import(&from, settings.clone(), rooms, |_| ())
        .await
        .unwrap();
    let second = App::open(settings, rooms).unwrap();
    export(&second, &forum.cycle, Reader::Full, &to)
        .await
        .unwrap();
    assert_eq!(first_difference(&from, &to).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_stands_in_open_files_and_under_chatham_house_without_names() {
    let heard = heard::World::new().await;
    heard.import("hearing", CAPTIONS.as_bytes()).await;
    heard
        .open("quiet", Mark::Clear, Attribution::ChathamHouse)
        .await;
    let quiet = CAPTIONS.replace("Ana Lima, ", "").replace("The", "A");
    heard.import("quiet", quiet.as_bytes()).await;
    heard.open("closed", Mark::Red, Attribution::Named).await;
    let closed = CAPTIONS.replace("harbour school", "hidden school");
    heard.import("closed", closed.as_bytes()).await;
    let forum = heard.forum;
    let folder = |name: &str| forum.dir().join("exports").join(name);
    let (full, public) = (folder("full"), folder("public"));
    for (reader, to) in [(Reader::Full, &full), (Reader::public(), &public)] {
        export(&forum.app, &forum.cycle, reader, to).await.unwrap();
    }
    let read = |name: &str| std::fs::read_to_string(public.join("transcripts").join(name)).unwrap();
    for end in ["txt", "jsonl", "akn.xml", "tei.xml"] {
        assert!(
            read(&format!("hearing.{end}")).contains("harbour school"),
            "{end}"
        );
        let quiet = read(&format!("quiet.{end}"));
        assert!(quiet.contains("harbour school"), "{end}");
        assert!(!quiet.to_lowercase().contains("ana lima"), "{end}: {quiet}");
    }
    // Without times there is nothing to subtitle.
    assert!(!public.join("transcripts/hearing.vtt").exists());
    assert_eq!(found(&full, &["hidden school"]), ["hidden school"]);
    assert!(found(&public, &["hidden school"]).is_empty());
}

const PAGE: &str = "/sessions/hearing/captions";

/// Captions through a captioner's link, four seconds apart, closed and made the record.
async fn caption(forum: &TestForum, secretary: &mut Browser) {
    let made = secretary.fill_in(PAGE, PAGE, &[("seat", "1")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let page = secretary.get(PAGE).await.text();
    let at = page.find("/captions/").unwrap() + "/captions/".len();
    let secret: String = page[at..]
        .chars()
        .take_while(|c| *c != '"' && *c != '<')
        .collect();
    let mut tool = forum.visitor();
    for line in CAPTIONS.split_inclusive('\n') {
        let sent = tool
            .request("POST", &format!("/captions/{secret}"))
            .body(axum::body::Body::from(line))
            .unwrap();
        assert_eq!(tool.send(sent).await.status, 200);
        forum.pass_ms(4_000);
    }
    assert_eq!(
        secretary
            .fill_in(PAGE, &format!("{PAGE}/close"), &[])
            .await
            .status,
        303
    );
    let nature = [("nature", "human")];
    let offered = secretary
        .fill_in(PAGE, &format!("{PAGE}/record"), &nature)
        .await;
    let preview = offered.location().to_owned();
    assert_eq!(secretary.fill_in(&preview, &preview, &[]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn live_captions_and_their_record_survive_export_and_import() {
    let heard = heard::World::new().await;
    let mut secretary = heard.forum.signed_in(&heard.secretary).await;
    caption(&heard.forum, &mut secretary).await;
    let session = heard.session("hearing").id;
    let before = heard.transcript("hearing");
    let forum = heard.forum;
    let folder = |name: &str| forum.dir().join("exports").join(name);
    let (from, to) = (folder("live"), folder("live-again"));
    export(&forum.app, &forum.cycle, Reader::Full, &from)
        .await
        .unwrap();
    assert!(from.join("transcripts/hearing.vtt").exists());
    let (settings, rooms) = (Settings::for_dir(folder("live-forum")), *forum.app.rooms());
    import(&from, settings.clone(), rooms, |_| ())
        .await
        .unwrap();
    let second = App::open(settings, rooms).unwrap();
    let record = second.read(|db| crate::transcript::store::read::transcript(db, &session));
    assert_eq!(record.unwrap(), Some(before));
    let said = |app: &App| {
        let packets = app
            .read(|db| caption::store::packets(db, &session, 0))
            .unwrap();
        packets
            .into_iter()
            .map(|each| (each.at, each.bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&second), said(&forum.app));
    assert_eq!(said(&second).len(), CAPTIONS.lines().count());
    export(&second, &forum.cycle, Reader::Full, &to)
        .await
        .unwrap();
    assert_eq!(first_difference(&from, &to).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_erased_after_a_backup_are_erased_again_in_the_forum_restored_from_it() {
    let heard = heard::World::new().await;
    let mut secretary = heard.forum.signed_in(&heard.secretary).await;
    caption(&heard.forum, &mut secretary).await;
    let session = heard.session("hearing").id;
    let forum = heard.forum;
    forum.app.settle().await.unwrap();
    let copy = forum.dir().join("copy");
    backup::backup(forum.app.settings(), &copy).unwrap();
    let page = "/sessions/hearing/transcript/5/erase";
    let rule = [("rule", "House rule 7")];
    assert_eq!(secretary.fill_in(page, page, &rule).await.status, 303);
    let list = erase::read_list(&forum.dir().join(erase::LIST)).unwrap();
    let settings = Settings::for_dir(forum.dir().join("restored"));
    backup::restore(&copy, &settings).unwrap();
    let app = App::open(settings.clone(), *forum.app.rooms()).unwrap();
    let done = erasures::replay(&app, &list, NOTHING_ELSEWHERE)
        .await
        .unwrap();
    assert!(done.erasures == 1 && done.texts >= 3, "{done:?}");
    let said = |app: &App, words: &str| {
        let query = plenary_kit::search::Query::read(words);
        let sessions = [session.clone()];
        let find = |db: &plenary_kit::db::Db<'_>| index::find(db, &sessions, &query, 10);
        app.read(find).unwrap().len()
    };
    assert_eq!((said(&app, "harbour"), said(&app, "outage")), (0, 1));
    erase::scrub_log(&app).unwrap();
    let packets = app
        .read(|db| caption::store::packets(db, &session, 0))
        .unwrap();
    assert_eq!(packets.iter().filter(|packet| packet.is_erased).count(), 1);
    let gaps = app.read(|db| caption::store::gaps(db, &session)).unwrap();
    assert!(gaps[0].rule.contains("House rule 7") && gaps[0].rule.contains("replayed"));
    let bytes = std::fs::read(settings.database()).unwrap();
    assert!(!bytes.windows(14).any(|part| part == b"harbour school"));
    erase::scrub_all(&app).unwrap();
    backup::check_pages(&settings).unwrap();
    plenary_kit::tree::grow(&app).await.unwrap();
    let key = plenary_kit::tree::signing_key(&app)
        .unwrap()
        .verifying_key();
    let report = app.read(|db| plenary_kit::verify::verify_store(db, key, |_| ()));
    assert!(report.unwrap().consistent);
}
