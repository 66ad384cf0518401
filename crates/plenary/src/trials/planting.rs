//! What the world of the trials holds: items of every mark and attribution, brought into every work state.

use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::time::DAY_MS;

use super::acts::{self, file_for, says};
use super::world::{
    AMBER, ANSWERING, COMMUNITY, INVITED, Planted, RED, STRICT, Secret, Twist, VIEWERS, World,
};
use crate::answer::acts::{self as answering, Doing};
use crate::answer::{AskedChange, AskedPlace, AskedReply, Disposition, ProposeAnswer};
use crate::basis::Ground;
use crate::docket::{Concerns, FileItem, ItemNumber, Kind, Nature};
use crate::session::{Billing, Speaker, TellSession};
use crate::testing::START;

impl World {
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
            concerns: self.concerns(),
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

    /// A document in review in two versions, and a draft of those who write it; every item is about the same passage.
    pub(super) async fn write_documents(&mut self) {
        let editor = self.id("editor");
        let viewer = self.forum.viewer(&editor);
        let app = &self.forum.app;
        let first =
            "## 1. Words\n\nAn outage is any time without a line.\n\nA community is everybody.\n";
        let second = "## 1. Words\n\nBefore all else.\n\nAn outage is any time without a line.\n\nA community is everybody.\n";
        let open = acts::write_document(app, &viewer, "open", &[first, second], true).await;
        let hidden = "## 1. Words\n\nNobody has read zqhiddendraft yet.\n";
        acts::write_document(app, &viewer, "hidden", &[hidden], false).await;
        self.secret("a draft", "zqhiddendraft", ANSWERING, None);
        self.passage = Some(open);
    }

    /// What the paragraphs of the open text stand on: one on what everyone may read and on all that only some may, one on
    /// the latter alone. Whether they stand on the closed item belongs to that item's secret.
    pub(super) async fn state_bases(&mut self, twist: Twist) {
        let viewer = self.forum.viewer(&self.id("editor"));
        let app = &self.forum.app;
        let hidden = |item: &&Planted| item.knows != VIEWERS && !(twist.red && item.knows == RED);
        let of_items = self.items.iter().filter(hidden);
        let mut grounds: Vec<Ground> = of_items.map(|item| Ground::Item(item.number)).collect();
        grounds.extend(acts::closed_grounds(app, "closed-hearing", "hidden"));
        let public = self.items.iter().find(|item| item.knows == VIEWERS);
        let beside = public.map(|item| Ground::Item(item.number));
        acts::state_basis(app, &viewer, "open", 1, grounds.clone()).await;
        grounds.extend(beside);
        acts::state_basis(app, &viewer, "open", 2, grounds).await;
    }

    /// A session for everyone, and one for named people.
    pub(super) async fn hold_sessions(&mut self, twist: Twist) {
        let ask = |slug: &str, title: &str, mark, speakers| TellSession {
            slug: slug.into(),
            billing: Billing {
                title: title.into(),
                about: format!("About {title}."),
                place: "Hall 2".into(),
                link: String::new(),
                agenda: Vec::new(),
            },
            starts: START.plus_ms(DAY_MS),
            seconds: 3_600,
            zone: "Africa/Nairobi".into(),
            languages: vec!["en".into()],
            speakers,
            documents: Vec::new(),
            mark,
            attribution: Attribution::Named,
        };
        let app = &self.forum.app;
        let open = ask("open-hearing", "The hearing", Mark::Clear, Vec::new());
        acts::hold_session(app, open).await;
        let word = if twist.session {
            "zqclosedsessionother"
        } else {
            "zqclosedsession"
        };
        let reader = Speaker {
            participant: Some(self.id("reader")),
            name: None,
        };
        let closed = ask("closed-hearing", word, Mark::Red, vec![reader]);
        acts::hold_session(app, closed).await;
        self.record_sessions(twist).await;
        self.secrets.push(Secret {
            what: "a session for named people",
            word: word.into(),
            knows: INVITED,
            excused: "-",
            found_at: Some("/sessions/closed-hearing".into()),
        });
        for page in ["/cycles/2026/sessions", "/cycles/2026/calendar.ics"] {
            self.secrets.push(Secret {
                what: "a session for named people",
                word: word.into(),
                knows: INVITED,
                excused: "-",
                found_at: Some(page.into()),
            });
        }
    }

    /// Captions of the session for everyone and of the one for named people.
    pub(super) async fn caption_sessions(&mut self, twist: Twist) {
        let app = &self.forum.app;
        acts::caption(app, "open-hearing", ">> CHAIR: Good morning.\n").await;
        let said = if twist.session {
            "zqcaptionedother"
        } else {
            "zqcaptioned"
        };
        acts::caption(app, "closed-hearing", &format!(">> CHAIR: {said}\n")).await;
        for page in ["live", "live/words?until=now"] {
            self.secrets.push(Secret {
                what: "captions for named people",
                word: said.into(),
                knows: INVITED,
                excused: "-",
                found_at: Some(format!("/sessions/closed-hearing/{page}")),
            });
        }
    }

    /// The records of both sessions.
    async fn record_sessions(&mut self, twist: Twist) {
        let app = &self.forum.app;
        let said = ">> ANA: Who is there? I propose a bell. (inaudible)\n>> BEN: Thank you, Ana.\n";
        acts::record_session(app, "open-hearing", said).await;
        let heard = match twist.session {
            true => "zqheardother, which is much longer",
            false => "zqheard",
        };
        let said = format!(">> ZQSPEAKER: I propose {heard}. Is that so?\n>> BEN: It is.\n");
        acts::record_session(app, "closed-hearing", &said).await;
        let heard = heard.split(',').next().unwrap_or(heard);
        let page = "/sessions/closed-hearing/transcript";
        // The captions print the name in capitals, pages as a name: no one spelling is found everywhere.
        for (word, found_at) in [(heard, Some(format!("{page}/1"))), ("zqspeaker", None)] {
            self.secrets.push(Secret {
                what: "what was said among named people",
                word: word.to_owned(),
                knows: INVITED,
                excused: "-",
                found_at,
            });
        }
    }

    fn concerns(&self) -> Concerns {
        Concerns {
            document: self.passage.as_ref().map(|anchor| anchor.document.clone()),
            passages: self.passage.iter().cloned().collect(),
            nature: Some(Nature::General),
            ..Concerns::default()
        }
    }

    pub(super) async fn file_items(&mut self, twist: Twist) {
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
    pub(super) async fn work(&mut self, twist: Twist) {
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
                place: AskedPlace::Passage(self.passage.clone().expect("a passage")),
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
    pub(super) async fn keep_draft(&mut self, twist: Twist) {
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
