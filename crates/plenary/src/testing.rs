//! The test world: a forum on a real SQLite file, made by acts; a browser that speaks HTTP to its routes.
//!
//! When a `TestForum` is dropped it verifies its ledger and replays it into empty tables.

pub mod heard;

use std::collections::BTreeMap;
use std::path::PathBuf;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use plenary_kit::app::{App, Rooms, Settings};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::{Clock, DAY_MS, Instant};
use tower::ServiceExt;

use crate::forum::rules::{DescribeForum, OpenCycle, open_cycle, open_forum, set_groups};
use crate::forum::{ForumEvent, Group, Phase, PhaseKind};
use crate::participant::{self, Hand, Join, acts};
use crate::rooms::ROOMS;

/// The first instant of the test world: 2 March 2026, 09:00 UTC.
pub const START: Instant = Instant(1_772_442_000_000);

/// A forum with two groups and one cycle whose call is open and whose review follows.
pub struct TestForum {
    /// The forum.
    pub app: App,
    /// Its cycle.
    pub cycle: CycleId,
    dir: PathBuf,
    clock: Clock,
}

impl TestForum {
    /// A new world under the program's own policy.
    pub async fn open() -> TestForum {
        TestForum::open_with(ROOMS).await
    }

    /// A new world with other rooms: to put in a faulty policy.
    pub async fn open_with(rooms: Rooms) -> TestForum {
        let dir =
            std::env::temp_dir().join(format!("plenary-test-{}", plenary_kit::random::token()));
        let clock = Clock::standing_at(START);
        let settings = Settings {
            clock: clock.clone(),
            ..Settings::for_dir(&dir)
        };
        let app = App::open(settings, rooms).unwrap();
        let cycle = begin(&app).await;
        TestForum {
            app,
            cycle,
            dir,
            clock,
        }
    }

    /// The directory that holds every byte of the forum.
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }

    /// Lets time pass.
    pub fn pass_ms(&self, ms: i64) {
        self.clock.set(self.clock.now().plus_ms(ms));
    }

    /// A confirmed participant of a group.
    pub async fn person(&self, name: &str, group: &str) -> ParticipantId {
        let address = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let ask = Join {
            name: name.into(),
            address: Some(address.parse().unwrap()),
            group: Some(group.into()),
            lang: "en".into(),
        };
        acts::add(&self.app, &Hand::Operator, None, ask)
            .await
            .unwrap()
    }

    /// A confirmed participant who has a role in the cycle.
    pub async fn holder(&self, name: &str, role: Role) -> ParticipantId {
        let person = self.person(name, "civil-society").await;
        let cycle = self.cycle.clone();
        acts::act_on(
            &self.app,
            &Hand::Operator,
            None,
            &person,
            move |db, viewer, person| {
                let held = participant::roles(db, &person.id)?;
                Ok(participant::rules::give_role(
                    viewer, person, &cycle, &held, role,
                )?)
            },
        )
        .await
        .unwrap();
        person
    }

    /// A member of the forum's secretariat.
    pub async fn secretary(&self, name: &str) -> ParticipantId {
        let person = self.person(name, "intergovernmental").await;
        let name = |_: &plenary_kit::db::Db<'_>, viewer: &Viewer, person: &participant::Person| {
            Ok(participant::rules::name_secretary(viewer, person)?)
        };
        acts::act_on(&self.app, &Hand::Operator, None, &person, name)
            .await
            .unwrap();
        person
    }

    /// A visitor who has not signed in.
    pub fn visitor(&self) -> Browser {
        Browser::of(&self.app)
    }

    /// A browser in which the person has signed in.
    pub async fn signed_in(&self, person: &ParticipantId) -> Browser {
        Browser::signed_in(&self.app, person).await
    }

    /// What the policy knows of a person.
    pub fn viewer(&self, person: &ParticipantId) -> Viewer {
        self.app
            .read(|db| (self.app.rooms().viewer)(db, person, self.app.now()))
            .unwrap()
            .unwrap_or_default()
    }
}

impl Drop for TestForum {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let rebuilt = plenary_kit::rebuild::rebuild_app(&self.app).expect("the ledger replays");
            assert!(
                rebuilt.is_same,
                "the ledger replays to other tables: {rebuilt:?}"
            );
            let key = plenary_kit::tree::signing_key(&self.app)
                .expect("the key is there")
                .verifying_key();
            let report = self
                .app
                .read(|db| plenary_kit::verify::verify_store(db, key, |_| ()))
                .expect("it verifies");
            assert!(report.consistent, "the ledger does not verify: {report:?}");
        }
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

fn secretariat() -> Viewer {
    Viewer {
        secretariat: true,
        ..Viewer::default()
    }
}

/// A forum with five groups and one cycle, in an empty store.
pub async fn begin(app: &App) -> CycleId {
    let told = DescribeForum {
        name: "The Test Forum".into(),
        about: "A forum for tests.".into(),
        zone: "Africa/Nairobi".into(),
        address: "forum@example.org".into(),
    };
    app.act::<ForumEvent>(None, None, move |_, _| Ok(open_forum(false, told)?))
        .await
        .unwrap();
    let group = |word: &str, name: &str, letter: &str| Group {
        word: word.into(),
        name: name.into(),
        about: String::new(),
        letter: letter.into(),
    };
    let groups = vec![
        group("government", "Government", "G"),
        group("intergovernmental", "Intergovernmental organisations", "I"),
        group("private-sector", "Private sector", "P"),
        group("civil-society", "Civil society", "C"),
        group("technical-community", "Technical community", "T"),
    ];
    app.act::<ForumEvent>(None, None, move |_, _| {
        Ok(set_groups(&secretariat(), groups)?)
    })
    .await
    .unwrap();
    let day = |days: i64| START.plus_ms(days * DAY_MS);
    let phases = vec![
        Phase {
            kind: PhaseKind::Call,
            opens: day(-1),
            closes: day(30),
        },
        Phase {
            kind: PhaseKind::Review,
            opens: day(40),
            closes: day(75),
        },
    ];
    let ask = OpenCycle {
        slug: "2026".into(),
        title: "The year's work".into(),
        about: "What we do.".into(),
        phases,
    };
    let done = app
        .act::<ForumEvent>(None, None, move |_, _| {
            Ok(open_cycle(&secretariat(), &[], ask)?)
        })
        .await
        .unwrap();
    match done.event {
        ForumEvent::CycleOpened { id, .. } => id,
        other => panic!("another event: {other:?}"),
    }
}

/// A browser without scripts: it follows nothing by itself and keeps its cookies.
pub struct Browser {
    service: axum::Router,
    cookies: BTreeMap<String, String>,
    /// What is shown at the interface for programs, where cookies are nobody's.
    token: Option<String>,
}

/// An answer as the browser got it.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: axum::http::HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where it leads, when it is a redirect.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|place| place.to_str().ok())
            .unwrap_or("")
    }

    /// The value of the first hidden field of that name.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let start = text
            .find(&format!("name=\"{name}\" value=\""))
            .map(|at| at + name.len() + 15);
        start
            .and_then(|at| text[at..].split('"').next())
            .unwrap_or("")
            .to_owned()
    }
}

impl Browser {
    /// A browser before anybody has signed in.
    pub fn of(app: &App) -> Browser {
        Browser {
            service: plenary_kit::web::service(app.clone(), crate::routes::routes()),
            cookies: BTreeMap::new(),
            token: None,
        }
    }

    /// A browser in which the person has signed in.
    pub async fn signed_in(app: &App, person: &ParticipantId) -> Browser {
        let mut browser = Browser::of(app);
        let (here, person, now) = (app.clone(), person.clone(), app.now());
        let (cookie, token) = app
            .tend(move |tx| {
                let cookie = plenary_kit::signin::begin_session(&here, tx, &person, now)?;
                let token = plenary_kit::token::make(tx, &person, "browser", now)?;
                Ok((cookie, token))
            })
            .await
            .unwrap();
        browser.keep_cookie(&cookie);
        browser.token = Some(token);
        browser
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Reads a page with one more header.
    pub async fn get_with(&mut self, path: &str, name: &str, value: &str) -> Page {
        let request = self
            .request("GET", path)
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    /// Sends a form as it is, without the hidden fields of its page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encode = plenary_kit::form::encode;
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(pairs.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// Opens the page of a form, and sends the form to `action` with the page's token and key and these fields.
    pub async fn fill_in(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(page).await;
        let (token, key) = (page.hidden("csrf"), page.hidden("key"));
        let mut all = vec![("csrf", token.as_str()), ("key", key.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    /// Sends any request with the browser's cookies.
    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep_cookie(cookie.to_str().unwrap());
        }
        let body = axum::body::to_bytes(body, usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Page {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// A request with the browser's cookies, as the browser would begin it.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080");
        if let Some(token) = self.token.as_ref().filter(|_| path.starts_with("/api/")) {
            return request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    fn keep_cookie(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or("");
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
