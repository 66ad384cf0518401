//! The demo is played whole, and what comes out reconciles with the story, item by item.

use plenary_kit::app::{App, Settings};
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::Viewer;

use super::story::FORUM;
use crate::docket::{store as docket, tally};
use crate::rooms::ROOMS;

#[tokio::test(flavor = "multi_thread")]
async fn the_story_plays_to_its_end_and_every_item_has_its_number() {
    let dir = std::env::temp_dir().join(format!("plenary-demo-{}", plenary_kit::random::token()));
    let now = crate::testing::START;
    super::build(&dir, now, "http://127.0.0.1:8099", |_, _| ())
        .await
        .unwrap_or_else(|stop| panic!("{stop}"));
    let app = App::open(Settings::for_dir(&dir), ROOMS).unwrap();
    let told: usize = FORUM
        .cycles
        .iter()
        .flat_map(|cycle| cycle.items)
        .map(|part| part.len())
        .sum();
    let plain = app.read(docket::last_plain).unwrap();
    let secretariat = Viewer {
        secretariat: true,
        participant: Some(ParticipantId::fresh()),
        ..Viewer::default()
    };
    let reach = (app.policy().reach)(&secretariat);
    let items =
        |db: &Db<'_>, cycle: &CycleId| Ok::<_, Fault>(tally::head(db, &reach, cycle, now)?.items);
    let cycles = app.read(crate::forum::store::cycles).unwrap();
    let seen: i64 = cycles
        .iter()
        .map(|cycle| app.read(|db| items(db, &cycle.id)).unwrap())
        .sum();
    let closed = FORUM
        .cycles
        .iter()
        .flat_map(|cycle| cycle.items)
        .flat_map(|part| part.iter());
    let closed = closed
        .filter(|item| matches!(item.mark, super::story::Mark::Red))
        .count();
    assert_eq!(
        seen as usize + closed,
        told,
        "all but what is for named readers only"
    );
    assert!(
        (plain as usize) < told,
        "some items of the story are not for everyone"
    );
    assert!(plenary_kit::rebuild::rebuild_app(&app).unwrap().is_same);
    every_role_has_a_link(&app).await;
    a_session_is_on_and_its_captioner_has_a_link(&app, now);
    let letters = app
        .read(|db| plenary_kit::mail::outbox(db, (plenary_kit::time::Instant(i64::MAX), ""), 5))
        .unwrap();
    assert!(
        letters
            .iter()
            .any(|letter| letter.body.contains("http://127.0.0.1:8099/"))
    );
    let _ = std::fs::remove_dir_all(dir);
}

fn a_session_is_on_and_its_captioner_has_a_link(app: &App, now: plenary_kit::time::Instant) {
    let cycles = app.read(crate::forum::store::cycles).unwrap();
    let sessions = cycles.iter().flat_map(|cycle| {
        app.read(|db| crate::session::store::sessions_of(db, &cycle.id))
            .unwrap()
    });
    let sessions: Vec<_> = sessions.collect();
    let told = FORUM.cycles.iter().flat_map(|cycle| cycle.sessions);
    assert_eq!(sessions.len(), told.count());
    let is_on = |session: &&crate::session::Session| {
        session.standing(now) == crate::session::Standing::During
    };
    let on = sessions.iter().find(is_on).unwrap();
    let (live, link) = super::caption_link(app).unwrap().unwrap();
    assert_eq!(live, format!("/sessions/{}/live", on.slug));
    assert!(link.starts_with("/captions/"));
}

async fn every_role_has_a_link(app: &App) {
    for (_, key) in super::ROLES {
        let person = FORUM
            .participants
            .iter()
            .find(|person| person.key == key)
            .unwrap();
        assert!(
            super::link_for(app, person.name, person.email)
                .await
                .is_ok(),
            "{key}"
        );
    }
}
