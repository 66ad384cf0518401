//! The room's rules, one sentence each; commenting over HTTP.

mod authors;
mod clusters;
mod many;

use plenary_kit::db::Db;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_passage::Span;

use super::rules::{
    CommentRefusal, Endorse, endorse, may_comment, may_endorse, may_place, place, take_back,
};
use super::{Stands, kept, placed};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::rules::{
    OpenDocument, SaveVersion, change_state, open_document, save_version,
};
use crate::document::{Document, DocumentEvent, State, VersionNumber, store as documents};
use crate::forum::{self, Cycle};
use crate::testing::TestForum;

/// A world with a document in review.
pub(crate) struct World {
    pub forum: TestForum,
    pub editor: Viewer,
}

const TEXT: &str = "# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nA community means the customers of an operator.\n\nمجتمع بلا خط لا يستطيع طلب النجدة.\n";

impl World {
    pub async fn new() -> World {
        let forum = TestForum::open().await;
        let editor = forum.holder("Asne Hoyland", Role::Editor).await;
        let world = World {
            editor: forum.viewer(&editor),
            forum,
        };
        let (viewer, cycle) = (world.editor.clone(), world.cycle());
        let ask = OpenDocument {
            slug: "shared".into(),
            title: "Shared".into(),
            lang: "en".into(),
        };
        world
            .act(move |_| Ok(open_document(&viewer, &cycle, ask, false)?))
            .await;
        world.save(TEXT).await;
        world.let_be(State::InReview).await;
        world
    }

    async fn act(
        &self,
        decide: impl FnOnce(&Db<'_>) -> Result<DocumentEvent, plenary_kit::fault::Stop> + Send + 'static,
    ) {
        let by = self.editor.participant.clone();
        let decide = move |db: &Db<'_>, _: Instant| decide(db);
        let app = &self.forum.app;
        app.act::<DocumentEvent>(by.as_ref(), None, decide)
            .await
            .unwrap();
    }

    pub async fn save(&self, text: &'static str) {
        let (viewer, cycle, document) = (self.editor.clone(), self.cycle(), self.document());
        self.act(move |db| {
            let old = documents::version(db, &document.id, document.latest)?;
            let ask = SaveVersion {
                based_on: document.latest,
                blocks: plenary_paper::from_markdown(text).blocks,
                note: String::new(),
                is_erratum: false,
            };
            Ok(save_version(
                &viewer,
                &cycle,
                &document,
                old.as_deref(),
                ask,
            )?)
        })
        .await;
    }

    pub async fn let_be(&self, state: State) {
        let (viewer, cycle, document) = (self.editor.clone(), self.cycle(), self.document());
        self.act(move |_| Ok(change_state(&viewer, &cycle, &document, state, 0)?))
            .await;
    }

    pub fn cycle(&self) -> Cycle {
        let find = |db: &Db<'_>| forum::store::cycle(db, &self.forum.cycle);
        self.forum.app.read(find).unwrap().unwrap()
    }

    pub fn document(&self) -> Document {
        let find = |db: &Db<'_>| documents::by_slug(db, "shared");
        self.forum.app.read(find).unwrap().unwrap()
    }

    /// A participant's comment, by the form.
    pub async fn comment(&self, browser: &mut crate::testing::Browser, fields: &[(&str, &str)]) {
        let mut all = vec![("act", "send")];
        all.extend_from_slice(fields);
        let answer = browser.fill_in(FORM, ACTION, &all).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }

    pub fn item(&self, number: &str) -> Item {
        let number: ItemNumber = number.parse().unwrap();
        let find = |db: &Db<'_>| docket::item(db, number);
        self.forum.app.read(find).unwrap().unwrap()
    }

    /// Where the comments stand in a version; what is kept in memory says the same.
    fn stands(&self, version: u32) -> Vec<Stands> {
        let (app, id, version) = (&self.forum.app, self.document().id, VersionNumber(version));
        let find = |db: &Db<'_>| {
            let kept = kept(app, db, &id, version)?;
            Ok::<_, plenary_kit::fault::Fault>((placed(db, &id, version, |_| true)?, kept))
        };
        let (all, kept) = app.read(find).unwrap();
        assert!(kept.all.iter().map(|each| &**each).eq(&all), "{kept:?}");
        let places = all.into_iter().flat_map(|comment| comment.places);
        places.map(|(_, stands)| stands).collect()
    }
}

const FORM: &str = "/documents/shared/1/comment?on=3";
const ACTION: &str = "/documents/shared/1/comment";

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_comments_on_a_paragraph_without_scripts_and_sees_what_it_is_about() {
    let world = World::new().await;
    let mut browser = world.forum.visitor();
    let page = browser.get(FORM).await;
    assert!(page.text().contains("You comment on"), "{}", page.text());
    assert!(
        page.text()
            .contains("An outage is any time without a line.")
    );
    let fields = [
        ("act", "send"),
        ("on", "3"),
        ("text", "Say who decides that it is over."),
        ("nature", "substantive"),
        (
            "suggestion",
            "An outage is any time in which a line does not work.",
        ),
        ("name", "Amina Diallo"),
        ("address", "amina@example.net"),
        ("group", "civil-society"),
    ];
    let answer = browser.fill_in(FORM, ACTION, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let item = world.item("1");
    assert!(!item.is_shown);
    assert!(matches!(world.stands(1)[..], [Stands::Written(_)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_on_two_passages_is_carried_to_the_next_version_and_lost_words_are_told() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let fields = [
        ("act", "send"),
        ("on", "3.3-9"),
        ("on", "4"),
        ("on", "5"),
        ("text", "One word for it, please."),
    ];
    let answer = browser.fill_in(FORM, ACTION, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    world
        .save("# Shared\n\nA new beginning of this text.\n\n## 1. Words\n\nمجتمع بلا خط لا يستطيع طلب النجدة.\n\nAn outage is any time without a line.\n")
        .await;
    let stands = world.stands(2);
    let [
        Stands::Carried(outage),
        Stands::Orphaned,
        Stands::Carried(arabic),
    ] = &stands[..]
    else {
        panic!("{stands:?}")
    };
    let id = world.document().id;
    let find = |db: &Db<'_>| documents::version(db, &id, VersionNumber(2));
    let version = world.forum.app.read(find).unwrap().unwrap();
    assert_eq!(version.slice(outage[0]), "outage");
    assert_eq!(version.slice(arabic[0]), "مجتمع بلا خط لا يستطيع طلب النجدة.");
    let page = browser.get("/items/1").await;
    assert!(page.text().contains("outage"), "{}", page.text());
    let places = browser.get("/documents/shared/2/places").await;
    assert!(places.text().contains("A community means the customers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_choice_outranks_the_map_from_then_on() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let fields = [("act", "send"), ("on", "4"), ("text", "Who are they?")];
    browser.fill_in(FORM, ACTION, &fields).await;
    world
        .save("# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nEverybody who lives there counts.\n")
        .await;
    assert_eq!(world.stands(2), [Stands::Orphaned]);
    let choice = [("place", "0"), ("version", "2"), ("at", "block:3")];
    let answer = browser
        .fill_in("/documents/shared/2/places", "/items/1/place", &choice)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(matches!(world.stands(2)[..], [Stands::Confirmed(_)]));
    world
        .save(
            "# Shared\n\n## 1. Words\n\nSomething new.\n\nAn outage is any time without a line.\n",
        )
        .await;
    assert!(matches!(world.stands(3)[..], [Stands::Carried(_)]));
    assert!(matches!(world.stands(1)[..], [Stands::Written(_)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_counts_for_each_reader_what_they_may_see_and_anew_after_every_act() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut author = world.forum.signed_in(&ana).await;
    let mut public = world.forum.visitor();
    let page = "/documents/shared/1";
    for (mark, words, counts) in [
        ("clear", "Shorter, please.", ["1 comment<", "1 comment<"]),
        ("red", "Not for all ears.", ["1 comment<", "2 comments<"]),
        ("clear", "Shorter still.", ["2 comments<", "3 comments<"]),
    ] {
        let fields = [("on", "3"), ("mark", mark), ("text", words)];
        world.comment(&mut author, &fields).await;
        for (reader, count) in [&mut public, &mut author].into_iter().zip(counts) {
            let shown = reader.get(page).await.text().to_owned();
            assert!(shown.contains(count), "{count} after {words}: {shown}");
        }
        let shown = public.get(page).await;
        assert!(!shown.text().contains("Not for all ears"), "{mark}");
    }
    let taken = author.fill_in("/items/1", "/items/1/retract", &[("reason", "Said twice.")]);
    assert_eq!(taken.await.status, 303);
    let item = world.item("1");
    let kept = |db: &Db<'_>| kept(&world.forum.app, db, &world.document().id, VersionNumber(1));
    let kept = world.forum.app.read(kept).unwrap();
    assert_eq!(kept.all[0].item, item);
    assert_eq!(world.stands(1).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_endorses_once_and_takes_it_back_and_nobody_endorses_their_own() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let ben = world.forum.person("Ben Oak", "intergovernmental").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let fields = [("act", "send"), ("on", "3"), ("text", "Shorter, please.")];
    browser.fill_in(FORM, ACTION, &fields).await;
    let mut other = world.forum.signed_in(&ben).await;
    let reason = [("because", "So do we.")];
    let answer = other.fill_in("/items/1", "/items/1/endorse", &reason).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = world.forum.visitor().get("/items/1").await;
    assert!(page.text().contains("So do we."), "{}", page.text());
    let (item, ben) = (world.item("1"), world.forum.viewer(&ben));
    let ana = world.forum.viewer(&ana);
    assert_eq!(may_endorse(&ben, &item, true), Err(CommentRefusal::Already));
    assert_eq!(
        may_endorse(&ana, &item, false),
        Err(CommentRefusal::OwnItem)
    );
    let guest = Viewer::default();
    let nothing = Endorse::default();
    assert_eq!(
        endorse(&guest, &item, false, None, nothing),
        Err(CommentRefusal::NotAParticipant)
    );
    let answer = other
        .fill_in("/items/1", "/items/1/endorse/back", &[])
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(take_back(&item, false), Err(CommentRefusal::NotEndorsed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_not_open_takes_no_comments_and_only_its_own_people_place_them() {
    let world = World::new().await;
    let (cycle, review) = (world.cycle(), world.document());
    let draft = Document {
        state: State::Draft,
        ..review.clone()
    };
    assert_eq!(may_comment(&cycle, &review), Ok(()));
    assert_eq!(may_comment(&cycle, &draft), Err(CommentRefusal::NotOpen));
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let fields = [("act", "send"), ("on", "3"), ("text", "Shorter, please.")];
    browser.fill_in(FORM, ACTION, &fields).await;
    let item = world.item("1");
    let find = |db: &Db<'_>| documents::version(db, &review.id, VersionNumber(1));
    let version = world.forum.app.read(find).unwrap().unwrap();
    let at = (0, VersionNumber(1), &*version);
    let guest = Viewer::default();
    assert_eq!(
        may_place(&guest, &cycle, &item),
        Err(CommentRefusal::NotYours)
    );
    let outside = vec![Span::new(0, version.letters() + 1)];
    assert_eq!(
        place(&world.editor, &cycle, &item, at, outside),
        Err(CommentRefusal::NotAPlace)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passage_that_is_not_there_or_typed_wrongly_keeps_the_words_in_the_form() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let hostile = ["99", "3.5-4000000000", "3.9-3", "-1", "3.a-b", "٣"];
    for on in hostile {
        let page = browser
            .get(&format!(
                "/documents/shared/1/comment?on={}",
                plenary_kit::form::encode(on)
            ))
            .await;
        assert_eq!(page.status, 200, "{on}");
    }
    let fields = [
        ("act", "send"),
        ("on", "3.5-400000"),
        ("text", "Keep these words."),
    ];
    let answer = browser.fill_in(FORM, ACTION, &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Keep these words."));
    let more = [
        ("act", "add"),
        ("on", "3"),
        ("more", "7 ¶9"),
        ("text", "And these."),
    ];
    let answer = browser.fill_in(FORM, ACTION, &more).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("And these."));
    let more = [
        ("act", "add"),
        ("on", "3"),
        ("more", "1 ¶2"),
        ("text", "And these."),
    ];
    let answer = browser.fill_in(FORM, ACTION, &more).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("A community means the customers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passage_that_was_named_and_not_added_goes_with_the_comment_all_the_same() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let says = |named: &'static str| {
        let on = ("on", "3");
        [
            ("act", "send"),
            on,
            ("more", named),
            ("text", "Both of these."),
        ]
    };
    let answer = browser.fill_in(FORM, ACTION, &says("7 ¶9")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("7 ¶9"), "{}", answer.text());
    assert!(answer.text().contains("Both of these."));
    let answer = browser.fill_in(FORM, ACTION, &says("1 ¶2")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(world.stands(1).len(), 2);
}
