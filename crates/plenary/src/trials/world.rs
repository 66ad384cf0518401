//! The world of the trials: items of every mark and attribution in every work state, each with words of its own that
//! only some kinds of viewer may ever read, and a browser for each kind.

use plenary_kit::app::Rooms;
use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark, Role};
use plenary_kit::time::DAY_MS;

use super::acts::{self, file_for, says};
use crate::answer::acts::{self as answering, Doing};
use crate::answer::{AskedChange, AskedReply, Disposition, ProposeAnswer};
use crate::docket::{FileItem, ItemNumber, Kind};
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
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
/// Those who answer for the cycle.
pub const ANSWERING: &[&str] = &["facilitator", "editor", "secretary"];
const COMMUNITY: &[&str] = &[
    "participant",
    "colleague",
    "client",
    "reader",
    "author",
    "moderator",
    "captioner",
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
const AMBER: &[&str] = &[
    "colleague",
    "client",
    "author",
    "facilitator",
    "editor",
    "secretary",
];
const STRICT: &[&str] = &["colleague", "author", "facilitator", "editor", "secretary"];
const RED: &[&str] = &["reader", "author"];

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
}

impl Twist {
    /// Everything at once.
    pub const ALL: Twist = Twist {
        red: true,
        amber: true,
        names: true,
        guest: true,
        drafts: true,
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
        };
        world.arrive().await;
        world.publish_call().await;
        world.file_items(twist).await;
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

    async fn publish_call(&self) {
        acts::publish_call(&self.forum.app).await;
    }

    fn secret(
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

    /// Files an item; its title, words and file are its secrets, and so is its code.
    async fn plant(
        &mut self,
        author: &str,
        knows: &'static [&'static str],
        name: &str,
        ask: FileItem,
    ) -> ItemNumber {
        let ask = FileItem {
            title: Some(format!("Title zqtitle{name}")),
            ..ask
        };
        let has_file = !ask.files.is_empty();
        let recipients = vec![self.id("reader")];
        let author = self.id(author);
        let number = file_for(&self.forum.app, &author, ask, recipients)
            .await
            .unwrap();
        if knows.len() < VIEWERS.len() {
            self.secret("a title", format!("zqtitle{name}"), knows, Some(number));
            self.secret("words", format!("zqwords{name}"), knows, Some(number));
        }
        if number.is_code() {
            self.secret("a number", number.to_string(), knows, Some(number));
            // As lines of the ledger write it.
            let decimal = serde_json::to_string(&number).unwrap();
            self.secret("a number", decimal, knows, None);
        }
        if has_file {
            self.secret(
                "a file's name",
                format!("zqfile{name}"),
                knows,
                Some(number),
            );
            self.secret("a file", format!("zqbody{name}"), knows, None);
        }
        self.items.push(Planted {
            number,
            knows,
            has_file,
        });
        number
    }

    async fn file_items(&mut self, twist: Twist) {
        let [home, away] = self.organisations.clone();
        let words = |name: &str| says(&format!("Here stands zqwords{name}."));
        let with_file = |name: &str, ask: FileItem| FileItem {
            files: vec![(
                format!("zqfile{name}.pdf"),
                format!("%PDF-1.4 zqbody{name}").into_bytes(),
            )],
            ..ask
        };
        let marked = |mark, ask: FileItem| FileItem {
            mark,
            on_behalf: Some(home.clone()),
            ..ask
        };
        self.plant("author", VIEWERS, "clear", words("clear")).await;
        let green = FileItem {
            mark: Mark::Green,
            ..words("green")
        };
        self.plant("author", COMMUNITY, "green", green).await;
        let (amber, whose, strict_mark) = match twist.amber {
            false => ("amber", &home, Mark::AmberStrict),
            true => ("amberother", &away, Mark::Amber),
        };
        let ask = FileItem {
            on_behalf: Some(whose.clone()),
            ..marked(Mark::Amber, words(amber))
        };
        self.plant("author", AMBER, amber, with_file(amber, ask))
            .await;
        let strict = marked(strict_mark, words("strict"));
        self.plant("author", STRICT, "strict", strict).await;
        self.plant_red(twist, &home, &away, words("red"), words("redother"))
            .await;
        self.plant_unnamed(twist, words("chatham"), words("anonymous"))
            .await;
        let guest = if twist.guest { "guestother" } else { "guest" };
        let number = self.plant("guest", &["guest"], guest, words(guest)).await;
        assert!(!number.is_code());
    }

    async fn plant_red(
        &mut self,
        twist: Twist,
        home: &OrganisationId,
        away: &OrganisationId,
        one: FileItem,
        other: FileItem,
    ) {
        let (name, author, ask) = match twist.red {
            false => (
                "red",
                "author",
                FileItem {
                    on_behalf: Some(home.clone()),
                    ..one
                },
            ),
            true => (
                "redother",
                "second",
                FileItem {
                    on_behalf: Some(away.clone()),
                    kind: Kind::Question,
                    group: Some("government".into()),
                    lang: "fr".into(),
                    texts: vec![(None, "zqwordsredother, at great length. ".repeat(100))],
                    ..other
                },
            ),
        };
        let ask = FileItem {
            mark: Mark::Red,
            files: vec![(
                format!("zqfile{name}.pdf"),
                format!("%PDF-1.4 zqbody{name}").into_bytes(),
            )],
            ..ask
        };
        self.plant(author, RED, name, ask).await;
    }

    /// The Chatham House item and the anonymous one: their words are open, who is behind them is not.
    async fn plant_unnamed(&mut self, twist: Twist, chatham: FileItem, anonymous: FileItem) {
        let (who, other) = match twist.names {
            false => ("chatham", "anonymous"),
            true => ("anonymous", "chatham"),
        };
        let chatham = FileItem {
            attribution: Attribution::ChathamHouse,
            on_behalf: None,
            ..chatham
        };
        let group = if twist.names {
            "government"
        } else {
            "civil-society"
        };
        let anonymous = FileItem {
            attribution: Attribution::Anonymous,
            group: Some(group.into()),
            ..anonymous
        };
        self.plant(who, VIEWERS, "chatham", chatham).await;
        self.plant(other, VIEWERS, "anonymous", anonymous).await;
        for name in ["zqchatham", "zqanonymous"] {
            // People are known to the community; that they wrote these items is not.
            self.secrets.push(Secret {
                what: "who wrote it",
                word: name.into(),
                knows: ANSWERING,
                excused: "/participants",
                found_at: None,
            });
        }
    }

    /// Items in every work state, with drafts and answers.
    async fn work(&mut self, twist: Twist) {
        let is_draft = |state: &str| matches!(state, "proposed" | "sentback" | "agreed");
        let word = |state: &str| match twist.drafts && is_draft(state) {
            true => format!("zqdraftother{state}"),
            false => format!("zqdraft{state}"),
        };
        let states = [
            "new",
            "screened",
            "assigned",
            "proposed",
            "sentback",
            "agreed",
            "published",
            "objected",
            "inquired",
            "retracted",
        ];
        for (place, state) in states.into_iter().enumerate() {
            let ask = says(&format!("In state {state}."));
            let number = self.plant("author", VIEWERS, state, ask).await;
            self.bring(number, place, &word(state)).await;
            if is_draft(state) {
                self.secret("a draft", word(state), ANSWERING, Some(number));
            }
        }
        let green = self.items[1].clone();
        self.bring(green.number, 6, "zqanswergreen").await;
        self.secret(
            "an answer",
            "zqanswergreen",
            green.knows,
            Some(green.number),
        );
        let amber = self.items[2].clone();
        self.bring(amber.number, 3, "zqdraftamber").await;
        self.secret("a draft", "zqdraftamber", ANSWERING, Some(amber.number));
    }

    /// Does the first so many steps on an item's way.
    async fn bring(&self, number: ItemNumber, steps: usize, reason: &str) {
        let app = &self.forum.app;
        let (editor, facilitator, author) =
            (self.id("editor"), self.id("facilitator"), self.id("author"));
        let by = |person: &ParticipantId| Doing::of(person);
        let ask = || ProposeAnswer {
            disposition: Disposition::Accepted,
            reason: format!("Because {reason}."),
            target: None,
            change: Some(AskedChange {
                place: "Section 2".into(),
                old: None,
                new: None,
            }),
        };
        if steps == 9 {
            let done = answering::retract(app, by(&author), number, "Not any more.".into());
            done.await.unwrap();
            return;
        }
        if steps >= 1 {
            answering::screen(app, by(&editor), number).await.unwrap();
        }
        if steps >= 2 {
            let done = answering::assign(app, by(&facilitator), number, editor.clone());
            done.await.unwrap();
        }
        if steps >= 3 {
            answering::propose(app, by(&editor), number, ask())
                .await
                .unwrap();
        }
        if steps == 4 {
            let why = "Say more.".to_owned();
            answering::send_back(app, by(&facilitator), number, why)
                .await
                .unwrap();
        }
        if steps >= 5 {
            answering::agree(app, by(&facilitator), number)
                .await
                .unwrap();
        }
        if steps >= 6 {
            answering::publish(app, by(&facilitator), vec![number])
                .await
                .unwrap();
        }
        if steps >= 7 {
            let reply = AskedReply::Objects("I still object.".into());
            answering::reply(app, by(&author), number, reply)
                .await
                .unwrap();
        }
        if steps >= 8 {
            let words = "It was looked at again.".to_owned();
            let done = answering::answer_inquiry(app, by(&facilitator), number, words, None);
            done.await.unwrap();
        }
    }

    /// The author's next contribution, half written.
    async fn keep_draft(&mut self, twist: Twist) {
        let word = if twist.drafts {
            "zqhalfother"
        } else {
            "zqhalf"
        };
        let mut browser = self.browser("author").await;
        let form = "/cycles/2026/contribute";
        let fields = [("act", "save"), ("title", word), ("text", "So far.")];
        let page = browser.fill_in(form, form, &fields).await;
        let place = page.location().to_owned();
        self.draft = place.trim_start_matches("/drafts/").to_owned();
        self.secret("a half-written contribution", word, &["author"], None);
    }
}
