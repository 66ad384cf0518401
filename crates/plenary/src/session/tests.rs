//! The room's rules, one sentence each; its pages over HTTP; its calendars in `tests/calendar.rs`.

mod calendar;

use plenary_kit::policy::{Attribution, Mark, Role, Viewer};
use plenary_kit::time::{DAY_MS, Instant, MINUTE_MS};

use super::rules::{
    AgendaItem, Billing, SessionRefusal, Speaker, TellSession, call_off_session, change_session,
    may_hold, open_session,
};
use super::{Session, SessionEvent, Standing, store};
use crate::forum::{self, Cycle};
use crate::testing::{START, TestForum};

fn asking(slug: &str) -> TellSession {
    TellSession {
        slug: slug.into(),
        billing: Billing {
            title: "Opening; first, the agenda".into(),
            about: "We **begin**.".into(),
            place: "Room 5, Jalisco".into(),
            link: "https://meet.example.org/opening".into(),
            agenda: vec![
                AgendaItem {
                    title: "Welcome".into(),
                    seconds: 360,
                },
                AgendaItem {
                    title: "What is an outage?".into(),
                    seconds: 870,
                },
            ],
        },
        starts: START.plus_ms(DAY_MS),
        seconds: 3_600,
        zone: "America/Mexico_City".into(),
        languages: vec!["en".into(), "es".into()],
        speakers: vec![Speaker {
            participant: None,
            name: Some("Zoë Ångström".into()),
        }],
        documents: Vec::new(),
        mark: Mark::Clear,
        attribution: Attribution::Named,
    }
}

struct World {
    forum: TestForum,
    moderator: Viewer,
    reader: Viewer,
}

impl World {
    async fn new() -> World {
        let forum = TestForum::open().await;
        let moderator = forum.holder("Mo Moderates", Role::Moderator).await;
        let reader = forum.person("Ana Lima", "civil-society").await;
        World {
            moderator: forum.viewer(&moderator),
            reader: forum.viewer(&reader),
            forum,
        }
    }

    fn cycle(&self) -> Cycle {
        let find = |db: &plenary_kit::db::Db<'_>| forum::store::cycle(db, &self.forum.cycle);
        self.forum.app.read(find).unwrap().unwrap()
    }

    async fn open(&self, ask: TellSession) -> Session {
        let slug = ask.slug.clone();
        let event = open_session(&self.moderator, &self.cycle(), ask, false, Vec::new()).unwrap();
        self.record(event).await;
        self.session(&slug)
    }

    fn session(&self, slug: &str) -> Session {
        self.forum
            .app
            .read(|db| store::by_slug(db, slug))
            .unwrap()
            .unwrap()
    }

    async fn record(&self, event: SessionEvent) {
        let by = self.moderator.participant.clone();
        let app = &self.forum.app;
        app.act::<SessionEvent>(by.as_ref(), None, move |_, _| Ok(event))
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leads_sessions_opens_changes_and_calls_them_off_and_nobody_else() {
    let world = World::new().await;
    let cycle = world.cycle();
    let refused = Err(SessionRefusal::NotYours);
    assert_eq!(
        may_hold(&world.reader, &cycle),
        Err(SessionRefusal::NotYours)
    );
    assert_eq!(
        open_session(&world.reader, &cycle, asking("a"), false, vec![]),
        refused
    );
    let session = world.open(asking("opening")).await;
    assert_eq!(
        change_session(&world.reader, &cycle, &session, asking("a"), vec![]),
        refused
    );
    assert_eq!(call_off_session(&world.reader, &cycle, &session), refused);
    let closed = Cycle {
        closed: Some(Instant(0)),
        ..cycle
    };
    assert_eq!(
        may_hold(&world.moderator, &closed),
        Err(SessionRefusal::CycleClosed)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_with_its_field() {
    let world = World::new().await;
    let cycle = world.cycle();
    let refused =
        |ask: TellSession| open_session(&world.moderator, &cycle, ask, false, vec![]).unwrap_err();
    assert_eq!(refused(asking("A Slug")), SessionRefusal::BadSlug);
    let zone = TellSession {
        zone: "Mars/Olympus".into(),
        ..asking("a")
    };
    assert_eq!(
        refused(zone),
        SessionRefusal::UnknownZone("Mars/Olympus".into())
    );
    assert_eq!(
        refused(TellSession {
            seconds: 5,
            ..asking("a")
        }),
        SessionRefusal::BadLength
    );
    let short = TellSession {
        seconds: 1_200,
        ..asking("a")
    };
    assert_eq!(
        refused(short),
        SessionRefusal::AgendaTooLong {
            agenda: 21,
            session: 20
        }
    );
    let script = Billing {
        link: "javascript:alert(1)".into(),
        ..asking("a").billing
    };
    assert_eq!(
        refused(TellSession {
            billing: script,
            ..asking("a")
        }),
        SessionRefusal::BadLink
    );
    let tongue = TellSession {
        languages: vec!["x!".into()],
        ..asking("a")
    };
    assert_eq!(refused(tongue), SessionRefusal::BadLanguage("x!".into()));
    let taken = open_session(&world.moderator, &cycle, asking("a"), true, vec![]);
    assert_eq!(taken, Err(SessionRefusal::SlugTaken("a".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_session_stands_is_told_by_its_dates() {
    let world = World::new().await;
    let session = world.open(asking("opening")).await;
    let begins = session.starts;
    let at = |ms: i64| session.standing(begins.plus_ms(ms));
    assert_eq!(at(-1), Standing::Before);
    assert_eq!(
        (at(0), at(60 * MINUTE_MS - 1)),
        (Standing::During, Standing::During)
    );
    assert_eq!(at(60 * MINUTE_MS), Standing::After);
    let event = call_off_session(&world.moderator, &world.cycle(), &session).unwrap();
    world.record(event).await;
    let session = world.session("opening");
    assert_eq!(session.standing(begins), Standing::CalledOff);
    let again = call_off_session(&world.moderator, &world.cycle(), &session);
    assert_eq!(again, Err(SessionRefusal::IsCalledOff));
    let change = change_session(
        &world.moderator,
        &world.cycle(),
        &session,
        asking("a"),
        vec![],
    );
    assert_eq!(change, Err(SessionRefusal::IsCalledOff));
}

const FORM: [(&str, &str); 13] = [
    ("title", "The hearing"),
    ("slug", "hearing"),
    ("starts", "2026-04-20T09:00"),
    ("zone", "America/Mexico_City"),
    ("minutes", "60"),
    ("place", "Hall 2"),
    ("link", "https://meet.example.org/x"),
    ("languages", "en, fr"),
    ("about", "Everybody is heard."),
    ("agenda", "6 | Welcome\n14:30 | What is an outage?"),
    ("speakers", "Ana Lima\nSomebody Else"),
    ("mark", "clear"),
    ("attribution", "named"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_opens_a_session_by_its_form_and_everybody_reads_it() {
    let world = World::new().await;
    let id = world.moderator.participant.clone().unwrap();
    let mut browser = world.forum.signed_in(&id).await;
    let page = "/cycles/2026/sessions/new";
    let done = browser.fill_in(page, page, &FORM).await;
    assert_eq!(done.location(), "/sessions/hearing", "{}", done.text());
    let session = world.session("hearing");
    assert_eq!(session.speakers[0].participant, world.reader.participant);
    assert_eq!(session.speakers[1].participant, None);
    let mut visitor = world.forum.visitor();
    let seen = visitor.get("/sessions/hearing").await.text();
    for words in [
        "The hearing",
        "Hall 2",
        "What is an outage?",
        "09:06",
        "14 min",
        "Somebody Else",
        "15:00 UTC",
    ] {
        assert!(seen.contains(words), "{words} is missing");
    }
    assert!(!seen.contains("/sessions/hearing/edit"));
    let list = visitor.get("/cycles/2026/sessions").await.text();
    assert!(list.contains("/sessions/hearing") && !list.contains("sessions/new"));
    assert!(
        visitor
            .get("/cycles/2026")
            .await
            .text()
            .contains("/sessions/hearing")
    );
    let edit = browser.get("/sessions/hearing/edit").await.text();
    assert!(edit.contains("14:30 | What is an outage?") && edit.contains("2026-04-20T09:00"));
    let mut change = FORM.to_vec();
    change.retain(|(name, _)| *name != "slug");
    change[0].1 = "The second hearing";
    let done = browser
        .fill_in("/sessions/hearing/edit", "/sessions/hearing/edit", &change)
        .await;
    assert_eq!(done.location(), "/sessions/hearing");
    assert_eq!(world.session("hearing").revision, 1);
    assert_eq!(
        world.session("hearing").speakers[0].participant,
        world.reader.participant
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_cannot_be_taken_comes_back_filled_in() {
    let world = World::new().await;
    let id = world.moderator.participant.clone().unwrap();
    let mut browser = world.forum.signed_in(&id).await;
    let page = "/cycles/2026/sessions/new";
    let mut bad = FORM.to_vec();
    bad[2].1 = "tomorrow";
    bad[9].1 = "Welcome";
    let again = browser.fill_in(page, page, &bad).await;
    assert_eq!(again.status, 422);
    let text = again.text();
    assert!(text.contains("is no part of an agenda") && text.contains("Choose the day"));
    assert!(text.contains("Everybody is heard.") && text.contains("Somebody Else"));
    bad[2].1 = FORM[2].1;
    bad[9].1 = "90 | Too long";
    let again = browser.fill_in(page, page, &bad).await;
    assert!(again.status == 422 && again.text().contains("The agenda takes 90 minutes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_for_named_people_does_not_exist_for_others() {
    let world = World::new().await;
    let ana = world.reader.participant.clone().unwrap();
    let ask = TellSession {
        mark: Mark::Red,
        speakers: vec![Speaker {
            participant: Some(ana.clone()),
            name: None,
        }],
        ..asking("closed")
    };
    world.open(ask).await;
    let other = world.forum.person("Otto Other", "civil-society").await;
    let mut known = world.forum.signed_in(&ana).await;
    assert_eq!(known.get("/sessions/closed").await.status, 200);
    assert!(
        known
            .get("/cycles/2026/calendar.ics")
            .await
            .text()
            .contains("Room 5")
    );
    for mut browser in [world.forum.visitor(), world.forum.signed_in(&other).await] {
        for page in ["/sessions/closed", "/sessions/closed/calendar.ics"] {
            assert_eq!(browser.get(page).await.status, 404, "{page}");
        }
        assert!(
            !browser
                .get("/cycles/2026/sessions")
                .await
                .text()
                .contains("closed")
        );
        assert!(
            !browser
                .get("/cycles/2026/calendar.ics")
                .await
                .text()
                .contains("Room 5")
        );
    }
}
