//! The room's rules, one sentence each; captions over HTTP from a captioner's post to what a reader has.

mod doors;
mod erasing;
mod live_erasing;
mod readers;
mod record;
mod replay;

use axum::body::Body;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Attribution, Mark, Role, Viewer};
use plenary_kit::time::Instant;

use super::rules::{
    Ask, CaptionRefusal, Captioner, Kept, Link, Seat, Standing, Way, close, erase, make_link,
    may_erase, may_handle, may_make_record, may_send, open, take,
};
use super::{CaptionEvent, store};
use crate::forum;
use crate::participant;
use crate::session::rules::{change_session, open_session};
use crate::session::{self, AgendaItem, Billing, Session, SessionEvent, Speaker, TellSession};
use crate::testing::{Browser, Page, START, TestForum};

/// A forum in which a session is being held, with a captioner, a rapporteur and a secretary.
pub(super) struct World {
    pub forum: TestForum,
    pub captioner: ParticipantId,
    pub secretary: ParticipantId,
}

/// A session as it is told, with this mark.
pub(super) fn telling(mark: Mark, attribution: Attribution) -> TellSession {
    TellSession {
        slug: "hearing".into(),
        billing: Billing {
            title: "The hearing".into(),
            about: String::new(),
            place: "Hall 2".into(),
            link: String::new(),
            agenda: vec![AgendaItem {
                title: "What is an outage?".into(),
                seconds: 600,
            }],
        },
        starts: START,
        seconds: 3_600,
        zone: "Africa/Nairobi".into(),
        languages: vec!["en".into()],
        speakers: vec![Speaker {
            participant: None,
            name: Some("Zoë Ångström".into()),
        }],
        documents: Vec::new(),
        mark,
        attribution,
    }
}

impl World {
    pub async fn new() -> World {
        World::with(Mark::Clear, Attribution::Named).await
    }

    pub async fn with(mark: Mark, attribution: Attribution) -> World {
        let forum = TestForum::open().await;
        let world = World {
            captioner: forum.holder("Cara Captions", Role::Captioner).await,
            secretary: forum.secretary("Sol Secretary").await,
            forum,
        };
        let cycle = world.forum.cycle.clone();
        world
            .forum
            .app
            .act::<SessionEvent>(None, None, move |db, _| {
                let cycle = forum::store::cycle(db, &cycle)?.unwrap();
                let ask = telling(mark, attribution);
                let operator = participant::operator();
                Ok(open_session(&operator, &cycle, ask, false, Vec::new())?)
            })
            .await
            .unwrap();
        world
    }

    pub fn session(&self) -> Session {
        let find = |db: &plenary_kit::db::Db<'_>| session::store::by_slug(db, "hearing");
        self.forum.app.read(find).unwrap().unwrap()
    }

    /// Tells the session anew with another mark.
    pub async fn mark(&self, mark: Mark) {
        let cycle = self.forum.cycle.clone();
        let session = self.session();
        self.forum
            .app
            .act::<SessionEvent>(None, None, move |db, _| {
                let cycle = forum::store::cycle(db, &cycle)?.unwrap();
                let ask = telling(mark, Attribution::Named);
                let operator = participant::operator();
                Ok(change_session(
                    &operator,
                    &cycle,
                    &session,
                    ask,
                    Vec::new(),
                )?)
            })
            .await
            .unwrap();
    }

    /// The captioner makes a link, or a new one for the seat; gives its path.
    pub async fn link(&self, seat: &str) -> String {
        let mut browser = self.forum.signed_in(&self.captioner).await;
        let page = "/sessions/hearing/captions";
        let made = browser.fill_in(page, page, &[("seat", seat)]).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let links = self
            .forum
            .app
            .read(|db| store::links(db, &self.session().id))
            .unwrap();
        let link = links.iter().find(|link| link.seat.to_string() == seat);
        format!("/captions/{}", link.unwrap().secret(&self.forum.app))
    }

    /// What a reader has who comes now, or goes on after the event of this id; and the id of the last event.
    pub async fn read(&self, browser: &mut Browser, reader: &mut Reader) {
        let path = "/sessions/hearing/live/words?until=now";
        let page = browser.get_with(path, "last-event-id", &reader.id).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.headers["content-type"], "text/event-stream");
        reader.hear(&page.text());
    }
}

/// Sends words as a tool does.
pub(super) async fn post(browser: &mut Browser, path: &str, bytes: &[u8]) -> Page {
    let request = browser
        .request("POST", path)
        .header("content-type", "text/plain")
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    browser.send(request).await
}

/// A reader that does what the page's script does with the events.
#[derive(Clone, Default)]
pub(super) struct Reader {
    pub id: String,
    units: Vec<u16>,
    pub is_over: bool,
    pub anew: usize,
}

impl Reader {
    pub fn hear(&mut self, events: &str) {
        for event in events.split("\n\n") {
            let mut data = None;
            for line in event.lines() {
                match line.split_once(": ") {
                    Some(("id", id)) => self.id = id.to_owned(),
                    Some(("data", text)) => data = Some(text),
                    Some(("event", "end")) => self.is_over = true,
                    _ => {}
                }
            }
            if let Some(data) = data {
                self.change(data);
            }
        }
    }

    fn change(&mut self, data: &str) {
        let (cut, add): (Option<usize>, String) = serde_json::from_str(data).unwrap();
        match cut {
            Some(cut) => {
                let left = self.units.len().checked_sub(cut).unwrap();
                self.units.truncate(left);
            }
            None => {
                self.units.clear();
                self.anew += 1;
            }
        }
        self.units.extend(add.encode_utf16());
    }

    pub fn text(&self) -> String {
        String::from_utf16(&self.units).unwrap()
    }
}

fn link(number: u32) -> Link {
    Link {
        session: "01900000-0000-7000-8000-000000000000".parse().unwrap(),
        seat: Seat(1),
        number,
    }
}

fn standing(link: u32) -> Standing {
    Standing {
        link: Some(link),
        is_closed: false,
        is_called_off: false,
    }
}

fn kept(same_number: Option<&str>) -> Kept {
    Kept {
        next: 7,
        captioner: Captioner::new(Seat(1), Way::Post, 0),
        same_number: same_number.map(|bytes| Some(bytes.as_bytes().to_vec())),
    }
}

fn says(bytes: &str) -> Ask {
    Ask {
        sequence: Some(3),
        lang: Some("en-US".into()),
        bytes: bytes.as_bytes().to_vec(),
    }
}

#[test]
fn a_link_that_was_replaced_stops_at_once() {
    assert_eq!(may_send(&link(2), &standing(2)), Ok(()));
    assert_eq!(
        may_send(&link(1), &standing(2)),
        Err(CaptionRefusal::Replaced)
    );
    let none = Standing {
        link: None,
        ..standing(1)
    };
    assert_eq!(may_send(&link(1), &none), Err(CaptionRefusal::UnknownLink));
}

#[test]
fn words_are_not_taken_when_the_captions_are_closed_or_the_session_called_off() {
    let closed = Standing {
        is_closed: true,
        ..standing(1)
    };
    let off = Standing {
        is_called_off: true,
        ..standing(1)
    };
    assert_eq!(
        take(&link(1), &closed, kept(None), says("a")),
        Err(CaptionRefusal::Closed)
    );
    assert_eq!(
        take(&link(1), &off, kept(None), says("a")),
        Err(CaptionRefusal::CalledOff)
    );
}

#[test]
fn the_same_number_with_the_same_words_is_the_same_packet() {
    let again = take(&link(1), &standing(1), kept(Some("a")), says("a"));
    assert_eq!(again, Err(CaptionRefusal::Repeated));
}

#[test]
fn the_same_number_with_other_words_begins_a_new_count_and_loses_nothing() {
    let event = take(&link(1), &standing(1), kept(Some("b")), says("a")).unwrap();
    let CaptionEvent::Sent {
        captioner, place, ..
    } = event
    else {
        panic!("another event: {event:?}");
    };
    assert_eq!(captioner, Captioner::new(Seat(1), Way::Post, 1));
    assert_eq!(place, 7);
}

#[test]
fn too_much_at_once_is_refused() {
    let much = "a".repeat(super::rules::PACKET_BYTES + 1);
    assert_eq!(
        take(&link(1), &standing(1), kept(None), says(&much)),
        Err(CaptionRefusal::TooLarge)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_for_captioners_and_the_secretariat_and_the_end_is_not_for_captioners() {
    let world = World::new().await;
    let (cycle, session) = (world.forum.cycle.clone(), world.session().id);
    let captioner = world.forum.viewer(&world.captioner);
    let nobody = Viewer::default();
    assert_eq!(may_handle(&captioner, &cycle), Ok(()));
    assert_eq!(
        make_link(&nobody, &cycle, &session, Seat(1), None),
        Err(CaptionRefusal::NotYours)
    );
    assert_eq!(
        make_link(&captioner, &cycle, &session, Seat(9), None),
        Err(CaptionRefusal::NoSeat)
    );
    assert_eq!(
        close(&captioner, &cycle, &session, false),
        Err(CaptionRefusal::NotYoursToEnd)
    );
    let secretary = world.forum.viewer(&world.secretary);
    assert_eq!(
        open(&secretary, &cycle, &session, false, false),
        Err(CaptionRefusal::NotClosed)
    );
    assert_eq!(
        open(&secretary, &cycle, &session, true, true),
        Err(CaptionRefusal::RecordStands)
    );
}

#[test]
fn the_record_is_made_of_closed_captions_once_and_not_by_everybody() {
    let cycle = plenary_kit::id::CycleId::fresh();
    let secretariat = Viewer {
        secretariat: true,
        ..Viewer::default()
    };
    let made = |is_closed, has_record| may_make_record(&secretariat, &cycle, is_closed, has_record);
    assert_eq!(made(true, false), Ok(()));
    assert_eq!(made(false, false), Err(CaptionRefusal::StillOpen));
    assert_eq!(made(true, true), Err(CaptionRefusal::RecordStands));
    assert_eq!(
        may_make_record(&Viewer::default(), &cycle, true, false),
        Err(CaptionRefusal::NotYoursToEnd)
    );
}

#[test]
fn captions_are_erased_by_the_secretariat_under_a_rule_and_before_their_record() {
    let session: session::SessionId = "01900000-0000-7000-8000-000000000000".parse().unwrap();
    let secretariat = Viewer {
        secretariat: true,
        ..Viewer::default()
    };
    assert_eq!(may_erase(&secretariat), Ok(()));
    let nobody = Viewer::default();
    let refused = Err(CaptionRefusal::NotYoursToErase);
    assert_eq!(may_erase(&nobody), refused);
    let asked = |viewer: &Viewer, has_record: bool, rule: &str| {
        erase(viewer, &session, has_record, Vec::new(), rule).unwrap_err()
    };
    let rule = "House rule 7";
    assert_eq!(asked(&nobody, false, rule), CaptionRefusal::NotYoursToErase);
    assert_eq!(
        asked(&secretariat, true, rule),
        CaptionRefusal::RecordHoldsThem
    );
    assert_eq!(asked(&secretariat, false, " "), CaptionRefusal::NoRule);
    assert_eq!(
        asked(&secretariat, false, rule),
        CaptionRefusal::NothingToErase
    );
}

#[tokio::test]
async fn a_secret_can_be_shown_again_and_not_be_guessed_from_another() {
    let forum = TestForum::open().await;
    let secret = link(1).secret(&forum.app);
    assert_eq!(Link::read(&forum.app, &secret), Some(link(1)));
    assert_ne!(secret, link(2).secret(&forum.app));
    let mut other = secret.clone().into_bytes();
    other[25] = if other[25] == b'A' { b'B' } else { b'A' };
    let other = String::from_utf8(other).unwrap();
    assert_eq!(Link::read(&forum.app, &other), None);
    assert_eq!(Link::read(&forum.app, ""), None);
    let _: Instant = forum.app.now();
}
