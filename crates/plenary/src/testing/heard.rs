//! A session, those who make its record and those who spoke, and a file in house style.

use axum::body::Body;
use axum::http::header;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Attribution, Mark, Role};

use crate::session::rules::{Billing, TellSession, open_session};
use crate::session::{Session, SessionEvent, Speaker};
use crate::testing::{Browser, Page, START, TestForum};
use crate::transcript::Transcript;
use crate::transcript::store::read;
use crate::{forum, participant};

/// A short session in house style.
pub const CAPTIONS: &str = "\
Captions of the hearing. They may be incomplete and are no authoritative record.
***
>> MODERATOR: Good morning. My name is Mo Moderates and I chair this hour. We will spend 20 minutes on the definition and 10 minutes on questions. Ana Lima, please.
>> ANA LIMA: Thank you. Ana Lima, from the House of Maps. I propose that we define an outage by what people can do.
If nobody can call for help (inaudible) then it is one. [ Applause ]
>> MODERATOR: Thank you, Ana. Is there anybody who cannot live with that?
>> AUDIENCE: I teach at the harbour school. Why an hour?
>> ANA LIMA: Because below an hour every restart would count.
>> MODERATOR: Thank you all.
";

pub struct World {
    pub forum: TestForum,
    pub rapporteur: ParticipantId,
    pub secretary: ParticipantId,
    pub ana: ParticipantId,
    pub other: ParticipantId,
}

impl World {
    pub async fn new() -> World {
        let forum = TestForum::open().await;
        let world = World {
            rapporteur: forum.holder("Ray Porteur", Role::Rapporteur).await,
            secretary: forum.secretary("Sam Field").await,
            ana: forum.person("Ana Lima", "civil-society").await,
            other: forum.person("Otto Other", "government").await,
            forum,
        };
        world.open("hearing", Mark::Clear, Attribution::Named).await;
        world
    }

    pub fn cycle(&self) -> forum::Cycle {
        let find = |db: &plenary_kit::db::Db<'_>| forum::store::cycle(db, &self.forum.cycle);
        self.forum.app.read(find).unwrap().unwrap()
    }

    pub async fn open(&self, slug: &str, mark: Mark, attribution: Attribution) -> Session {
        let ana = Speaker {
            participant: Some(self.ana.clone()),
            name: None,
        };
        let ask = TellSession {
            slug: slug.into(),
            billing: Billing {
                title: format!("The session {slug}"),
                ..Billing::default()
            },
            starts: START,
            seconds: 3_600,
            zone: "UTC".into(),
            languages: vec!["en".into()],
            speakers: vec![ana],
            documents: Vec::new(),
            mark,
            attribution,
        };
        let staff = vec![self.rapporteur.clone(), self.secretary.clone()];
        let event =
            open_session(&participant::operator(), &self.cycle(), ask, false, staff).unwrap();
        self.forum
            .app
            .act::<SessionEvent>(None, None, move |_, _| Ok(event))
            .await
            .unwrap();
        self.session(slug)
    }

    pub fn session(&self, slug: &str) -> Session {
        let find = |db: &plenary_kit::db::Db<'_>| crate::session::store::by_slug(db, slug);
        self.forum.app.read(find).unwrap().unwrap()
    }

    pub fn transcript(&self, slug: &str) -> Transcript {
        let id = self.session(slug).id;
        self.forum
            .app
            .read(|db| read::transcript(db, &id))
            .unwrap()
            .unwrap()
    }

    /// The rapporteur says that Ana's turns are Ana's.
    pub async fn tell_ana(&self, rapporteur: &mut Browser) {
        let ana = self.ana.to_string();
        let page = "/sessions/hearing/transcript/speakers";
        let who = [("act", "participant"), ("participant", ana.as_str())];
        let fields = [who[0], who[1], ("turn", "2"), ("turn", "5")];
        let done = rapporteur.fill_in(page, page, &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }

    /// Brings a file in as the rapporteur and records it.
    pub async fn import(&self, slug: &str, bytes: &[u8]) -> Browser {
        let mut browser = self.forum.signed_in(&self.rapporteur).await;
        let kept = upload(&mut browser, slug, "captions.txt", bytes).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
        let place = kept.location().to_owned();
        let done = browser.fill_in(&place, &place, &[]).await;
        assert_eq!(
            done.location(),
            format!("/sessions/{slug}/transcript"),
            "{}",
            done.text()
        );
        browser
    }
}

/// Sends a file with the import form.
pub async fn upload(browser: &mut Browser, slug: &str, name: &str, bytes: &[u8]) -> Page {
    let page = format!("/sessions/{slug}/transcript/import");
    let token = browser.get(&page).await.hidden("csrf");
    let mut body = Vec::new();
    for (field, value) in [("csrf", token.as_str()), ("nature", "human")] {
        body.extend(
            format!("--zq\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    body.extend(format!("--zq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n").into_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--zq--\r\n");
    send(browser, &page, body).await
}

/// Sends these bytes as a multipart body.
pub async fn send(browser: &mut Browser, page: &str, body: Vec<u8>) -> Page {
    let request = browser
        .request("POST", page)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=zq")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}
