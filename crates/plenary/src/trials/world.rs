//! The world of the trials: items of every mark and attribution in every work state, each with words of its own that
//! only some kinds of viewer may ever read, and a browser for each kind.

use plenary_kit::app::Rooms;
use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::policy::Role;
use plenary_kit::time::DAY_MS;

use super::acts;
use crate::docket::ItemNumber;
use crate::document::Anchor;
use crate::forum::rules::{OpenCycle, open_cycle};
use crate::forum::{ForumEvent, Phase, PhaseKind};
use crate::participant::acts::{self as people, ClientChange, Told};
use crate::participant::{self, Hand, Join, NameOrganisation};
use crate::testing::{Browser, START, TestForum};

/// Every kind of viewer.
pub const VIEWERS: &[&str] = &[
    "public",
    "guest",
    "participant",
    "colleague",
    "client",
    "reader",
    "author",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
/// Those who answer for the cycle.
pub const ANSWERING: &[&str] = &["facilitator", "editor", "secretary"];
pub(super) const COMMUNITY: &[&str] = &[
    "participant",
    "colleague",
    "client",
    "reader",
    "author",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
pub(super) const AMBER: &[&str] = &[
    "colleague",
    "client",
    "author",
    "facilitator",
    "editor",
    "secretary",
];
pub(super) const STRICT: &[&str] = &["colleague", "author", "facilitator", "editor", "secretary"];
/// Those invited to the session for named people, and the staff of the cycle.
pub(super) const INVITED: &[&str] = &[
    "reader",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "secretary",
];
pub(super) const RED: &[&str] = &["reader", "author"];

/// What two worlds may differ in. Each is something that most viewers must not be able to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Twist {
    /// The RED item: its words, their length, its kind, author, group and organisation.
    pub red: bool,
    /// The AMBER item: its words and its organisation; whether another is AMBER or AMBER+STRICT.
    pub amber: bool,
    /// Who is behind the Chatham House item, and behind the anonymous one, and the latter's group.
    pub names: bool,
    /// The words of the guest's item that waits for its address.
    pub guest: bool,
    /// The words of the private drafts, contributed or answering.
    pub drafts: bool,
    /// The session for named people: its words and their length.
    pub session: bool,
}

impl Twist {
    /// Everything at once.
    pub const ALL: Twist = Twist {
        red: true,
        amber: true,
        names: true,
        guest: true,
        drafts: true,
        session: true,
    };
}

/// Words that only some may read, wherever they may turn up.
#[derive(Clone, Debug)]
pub struct Secret {
    /// What it is, for the report.
    pub what: &'static str,
    /// The word itself.
    pub word: String,
    /// Who may read it.
    pub knows: &'static [&'static str],
    /// Addresses that begin so are excused: there the word says nothing of the item.
    pub excused: &'static str,
    /// Where everybody who may read it must find it.
    pub found_at: Option<String>,
}

/// An item of the world.
#[derive(Clone, Debug)]
pub struct Planted {
    /// Its number.
    pub number: ItemNumber,
    /// Who may see it.
    pub knows: &'static [&'static str],
    /// Whether it has a file.
    pub has_file: bool,
}

/// The forum, what is planted in it, and who looks.
pub struct World {
    /// The forum.
    pub forum: TestForum,
    /// Its items.
    pub items: Vec<Planted>,
    /// What only some may read.
    pub secrets: Vec<Secret>,
    /// Everybody, by kind of viewer or by part in the story.
    pub people: Vec<(&'static str, ParticipantId)>,
    /// Home and another organisation.
    pub organisations: [OrganisationId; 2],
    /// The draft of the author's next contribution.
    pub draft: String,
    /// The passage that every item is about.
    pub passage: Option<Anchor>,
}

impl World {
    /// Builds the world under these rooms, with this twist.
    pub async fn build(rooms: Rooms, twist: Twist) -> World {
        let forum = TestForum::open_with(rooms).await;
        let mut world = World {
            organisations: [OrganisationId::fresh(), OrganisationId::fresh()],
            forum,
            items: Vec::new(),
            secrets: Vec::new(),
            people: Vec::new(),
            draft: String::new(),
            passage: None,
        };
        world.arrive().await;
        world.publish_call().await;
        world.write_documents().await;
        world.hold_sessions(twist).await;
        world.caption_sessions(twist).await;
        world.file_items(twist).await;
        world.state_bases(twist).await;
        world.work(twist).await;
        world.keep_draft(twist).await;
        world.forum.app.settle().await.unwrap();
        world
    }

    /// The person of that name.
    pub fn id(&self, name: &str) -> ParticipantId {
        let found = self.people.iter().find(|(each, _)| *each == name);
        found
            .unwrap_or_else(|| panic!("nobody is {name}"))
            .1
            .clone()
    }

    /// A browser of that kind of viewer.
    pub async fn browser(&self, viewer: &str) -> Browser {
        match viewer {
            "public" => self.forum.visitor(),
            other => self.forum.signed_in(&self.id(other)).await,
        }
    }

    async fn arrive(&mut self) {
        let forum = &self.forum;
        let simple = [
            ("participant", "Pia Zqparticipant"),
            ("colleague", "Col Zqcolleague"),
            ("client", "Cli Zqclient"),
            ("reader", "Rea Zqreader"),
            ("author", "Aut Zqauthor"),
            ("second", "Sec Zqsecondauthor"),
            ("chatham", "Cha Zqchatham"),
            ("anonymous", "Ano Zqanonymous"),
            ("other-editor", "Oth Zqothereditor"),
        ];
        for (kind, name) in simple {
            self.people
                .push((kind, forum.person(name, "civil-society").await));
        }
        let holders = [
            ("moderator", "Mod Zqmoderator", Role::Moderator),
            ("captioner", "Cap Zqcaptioner", Role::Captioner),
            ("rapporteur", "Rap Zqrapporteur", Role::Rapporteur),
            ("facilitator", "Fac Zqfacilitator", Role::Facilitator),
            ("editor", "Edi Zqeditor", Role::Editor),
        ];
        for (kind, name, role) in holders {
            self.people.push((kind, forum.holder(name, role).await));
        }
        self.people
            .push(("secretary", forum.secretary("Sek Zqsecretary").await));
        let guest = Join {
            name: "Gus Zqguest".into(),
            address: Some("gus.zqguest@example.org".parse().unwrap()),
            group: Some("civil-society".into()),
            lang: "en".into(),
        };
        let guest = participant::find_or_join(&forum.app, guest).await.unwrap();
        self.people.push(("guest", guest));
        self.belong().await;
        self.other_cycle().await;
        for (kind, _) in self.people.clone() {
            self.keep_addresses(kind);
        }
    }

    /// An address is for its person and the secretariat.
    fn keep_addresses(&mut self, kind: &'static str) {
        const SELF: &[(&str, &[&str])] = &[
            ("participant", &["participant", "secretary"]),
            ("author", &["author", "secretary"]),
            ("editor", &["editor", "secretary"]),
        ];
        if let Some((_, knows)) = SELF.iter().find(|(each, _)| *each == kind) {
            self.secrets.push(Secret {
                what: "an address",
                word: format!("zq{kind}@example.org"),
                knows,
                excused: "/outbox",
                found_at: None,
            });
        }
    }

    async fn belong(&mut self) {
        let app = &self.forum.app;
        for (place, name) in ["Zqhome House", "Zqaway House"].into_iter().enumerate() {
            let ask = NameOrganisation {
                id: None,
                name: name.into(),
                group: None,
                url: None,
            };
            self.organisations[place] = people::name_organisation(app, &Hand::Operator, None, ask)
                .await
                .unwrap();
        }
        let [home, away] = self.organisations.clone();
        let belongs = [
            ("colleague", &home),
            ("author", &home),
            ("second", &home),
            ("second", &away),
            ("author", &away),
            ("client", &away),
        ];
        for (who, organisation) in belongs {
            let told = Told {
                organisation: Some(organisation.clone()),
                title: None,
                since: START.plus_ms(-DAY_MS),
                until: None,
            };
            people::affiliate(app, &Hand::Operator, None, &self.id(who), told)
                .await
                .unwrap();
        }
        let both = [home, away];
        people::change_client(app, &Hand::Operator, None, both, ClientChange::Name)
            .await
            .unwrap();
    }

    async fn other_cycle(&mut self) {
        let phase = Phase {
            kind: PhaseKind::Call,
            opens: START.plus_ms(-90 * DAY_MS),
            closes: START.plus_ms(-60 * DAY_MS),
        };
        let ask = OpenCycle {
            slug: "2025".into(),
            title: "An earlier year".into(),
            about: String::new(),
            phases: vec![phase],
        };
        let event = open_cycle(&participant::operator(), &["2026".into()], ask).unwrap();
        let ForumEvent::CycleOpened { id, .. } = event.clone() else {
            panic!("another event");
        };
        let app = &self.forum.app;
        app.act(None, None, move |_, _| Ok(event)).await.unwrap();
        let person = self.id("other-editor");
        people::give_role(app, &Hand::Operator, None, &person, id, Role::Editor)
            .await
            .unwrap();
    }

    pub(super) async fn publish_call(&self) {
        acts::publish_call(&self.forum.app).await;
    }

    pub(super) fn secret(
        &mut self,
        what: &'static str,
        word: impl Into<String>,
        knows: &'static [&'static str],
        number: Option<ItemNumber>,
    ) {
        self.secrets.push(Secret {
            what,
            word: word.into(),
            knows,
            excused: "-",
            found_at: number.map(|number| format!("/items/{number}")),
        });
    }
}
