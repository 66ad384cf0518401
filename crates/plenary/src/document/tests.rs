//! The room's rules, one sentence each; its versions on a real file.

use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_passage::{BlockId, BlockKind, BlockSource, Span, Version};

use super::rules::{
    DocumentRefusal, OpenDocument, SaveVersion, State, change_state, check_anchor, follow,
    may_write, open_document, save_version,
};
use super::{Anchor, Document, DocumentEvent, VersionNumber, Way, labels, quote, store};
use crate::forum::{self, Cycle};
use crate::testing::TestForum;

fn paragraphs(texts: &[&str]) -> Vec<BlockSource> {
    let block = |text: &&str| match text.strip_prefix("# ") {
        Some(title) => BlockSource::plain(BlockKind::Heading { level: 2 }, title),
        None => BlockSource::plain(BlockKind::Paragraph, *text),
    };
    texts.iter().map(block).collect()
}

fn saving(based_on: u32, texts: &[&str]) -> SaveVersion {
    SaveVersion {
        based_on: VersionNumber(based_on),
        blocks: paragraphs(texts),
        note: "Another draft".into(),
        is_erratum: false,
    }
}

fn asking(slug: &str) -> OpenDocument {
    OpenDocument {
        slug: slug.into(),
        title: "Shared expectations".into(),
        lang: "en".into(),
    }
}

/// A world with a document, its editor and a reader.
struct World {
    forum: TestForum,
    editor: Viewer,
    reader: Viewer,
}

impl World {
    async fn new() -> World {
        let forum = TestForum::open().await;
        let editor = forum.holder("Asne Hoyland", Role::Editor).await;
        let reader = forum.person("Ana Lima", "civil-society").await;
        let world = World {
            editor: forum.viewer(&editor),
            reader: forum.viewer(&reader),
            forum,
        };
        let (viewer, cycle) = (world.editor.clone(), world.cycle());
        let open = move |_: &plenary_kit::db::Db<'_>, _: Instant| {
            Ok(open_document(&viewer, &cycle, asking("draft"), false)?)
        };
        let by = world.editor.participant.clone();
        let app = &world.forum.app;
        app.act::<DocumentEvent>(by.as_ref(), None, open)
            .await
            .unwrap();
        world
    }

    fn cycle(&self) -> Cycle {
        let find = |db: &plenary_kit::db::Db<'_>| forum::store::cycle(db, &self.forum.cycle);
        self.forum.app.read(find).unwrap().unwrap()
    }

    fn document(&self) -> Document {
        let find = |db: &plenary_kit::db::Db<'_>| store::by_slug(db, "draft");
        self.forum.app.read(find).unwrap().unwrap()
    }

    fn version(&self, number: u32) -> std::sync::Arc<Version> {
        let id = self.document().id;
        let find = |db: &plenary_kit::db::Db<'_>| store::version(db, &id, VersionNumber(number));
        self.forum.app.read(find).unwrap().unwrap()
    }

    async fn save(&self, based_on: u32, texts: &[&str]) {
        let (viewer, cycle, document) = (self.editor.clone(), self.cycle(), self.document());
        let ask = saving(based_on, texts);
        let decide = move |db: &plenary_kit::db::Db<'_>, _: Instant| {
            let old = store::version(db, &document.id, document.latest)?;
            Ok(save_version(
                &viewer,
                &cycle,
                &document,
                old.as_deref(),
                ask,
            )?)
        };
        let by = self.editor.participant.clone();
        let app = &self.forum.app;
        app.act::<DocumentEvent>(by.as_ref(), None, decide)
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_for_the_cycle_opens_a_document_and_nobody_else() {
    let world = World::new().await;
    let cycle = world.cycle();
    assert_eq!(
        may_write(&world.reader, &cycle),
        Err(DocumentRefusal::NotYours)
    );
    assert_eq!(
        open_document(&world.reader, &cycle, asking("other"), false),
        Err(DocumentRefusal::NotYours)
    );
    assert_eq!(
        open_document(&world.editor, &cycle, asking("draft"), true),
        Err(DocumentRefusal::SlugTaken("draft".into()))
    );
    assert_eq!(
        open_document(&world.editor, &cycle, asking("A Draft"), false),
        Err(DocumentRefusal::BadSlug)
    );
    let closed = Cycle {
        closed: Some(Instant(0)),
        ..cycle
    };
    assert_eq!(
        may_write(&world.editor, &closed),
        Err(DocumentRefusal::CycleClosed)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_keep_their_identities_and_a_passage_is_carried_over_the_stored_maps() {
    let world = World::new().await;
    world
        .save(0, &["# Purpose", "An outage is any time without a line."])
        .await;
    world
        .save(
            1,
            &[
                "# Purpose",
                "A new first paragraph about nothing in particular.",
                "An outage is any time without a line.",
            ],
        )
        .await;
    world
        .save(
            2,
            &[
                "# Purpose",
                "An outage is any time in which a line does not work.",
                "A new first paragraph about nothing in particular.",
            ],
        )
        .await;
    let (first, last) = (world.version(1), world.version(3));
    assert_eq!(first.blocks()[1].id, last.blocks()[1].id);
    let passage = first.blocks()[1].span;
    let id = world.document().id;
    let carry = |db: &plenary_kit::db::Db<'_>| {
        let way = Way::between(db, &id, VersionNumber(1), VersionNumber(3))?.unwrap();
        Ok::<_, plenary_kit::fault::Fault>(way.carry([passage]))
    };
    let landing = world.forum.app.read(carry).unwrap().remove(0);
    let carried = landing.span().map(|span| last.slice(span));
    assert_eq!(carried, Some("An outage is any time in which a line"));
    assert_eq!(labels(&last), ["1", "1 ¶1", "1 ¶2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_save_at_once_the_second_is_told_and_loses_nothing() {
    let world = World::new().await;
    world.save(0, &["One text."]).await;
    let (cycle, document, old) = (world.cycle(), world.document(), world.version(1));
    let save = |viewer: &Viewer, ask| save_version(viewer, &cycle, &document, Some(&old), ask);
    assert_eq!(
        save(&world.editor, saving(0, &["Another text."])),
        Err(DocumentRefusal::Overtaken {
            latest: VersionNumber(1)
        })
    );
    assert_eq!(
        save(&world.reader, saving(1, &["Another text."])),
        Err(DocumentRefusal::NotYours)
    );
    assert_eq!(
        save(&world.editor, saving(1, &["One text."])),
        Err(DocumentRefusal::NothingChanged)
    );
    assert_eq!(
        save(&world.editor, saving(1, &["  "])),
        Err(DocumentRefusal::NoWords)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_final_text_changes_by_erratum_only_and_a_document_goes_no_way_it_may_not() {
    let world = World::new().await;
    world.save(0, &["One text."]).await;
    let (cycle, draft, old) = (world.cycle(), world.document(), world.version(1));
    let at = |state| Document {
        state,
        ..draft.clone()
    };
    let erratum = SaveVersion {
        is_erratum: true,
        ..saving(1, &["One text, mended."])
    };
    let save = |state, ask| save_version(&world.editor, &cycle, &at(state), Some(&old), ask);
    assert_eq!(
        save(State::Final, saving(1, &["New."])),
        Err(DocumentRefusal::IsFinal)
    );
    assert!(save(State::Final, erratum).is_ok());
    assert_eq!(
        save(State::Superseded, saving(1, &["New."])),
        Err(DocumentRefusal::IsSuperseded)
    );
    let go = |viewer: &Viewer, from, to, missing| {
        change_state(viewer, &cycle, &at(from), to, missing).map(|_| ())
    };
    assert_eq!(
        go(&world.editor, State::Preliminary, State::Final, 3),
        Err(DocumentRefusal::Obstacles(3))
    );
    assert_eq!(
        go(&world.editor, State::Preliminary, State::Final, 0),
        Ok(())
    );
    assert_eq!(
        go(&world.editor, State::Final, State::Draft, 0),
        Err(DocumentRefusal::NotFromHere {
            from: State::Final,
            to: State::Draft
        })
    );
    assert_eq!(
        go(&world.reader, State::Draft, State::InReview, 0),
        Err(DocumentRefusal::NotYours)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_read_by_those_who_write_it_and_a_review_by_everyone() {
    let world = World::new().await;
    let policy = world.forum.app.policy();
    let draft = world.document();
    let review = Document {
        state: State::InReview,
        ..draft.clone()
    };
    let public = Viewer::default();
    assert!(draft.may_read(policy, &world.editor));
    assert!(!draft.may_read(policy, &world.reader));
    assert!(!draft.may_read(policy, &public));
    assert!(review.may_read(policy, &public));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anchor_outside_the_text_is_refused_and_a_quote_shows_its_context() {
    let world = World::new().await;
    world
        .save(0, &["# Purpose", "An outage is any time without a line."])
        .await;
    let version = world.version(1);
    let block = &version.blocks()[1];
    let anchor = |block, span| Anchor {
        document: world.document().id,
        version: VersionNumber(1),
        block,
        span,
    };
    let outage = Span::new(block.span.start + 3, block.span.start + 9);
    let good = anchor(block.id, outage);
    assert_eq!(check_anchor(&version, &good), Ok(()));
    let bad = [
        anchor(BlockId(99), outage),
        anchor(version.blocks()[0].id, outage),
        anchor(block.id, Span::new(outage.start, version.letters() + 1)),
        anchor(block.id, Span::new(outage.end, outage.start)),
    ];
    for bad in bad {
        assert_eq!(
            check_anchor(&version, &bad),
            Err(DocumentRefusal::NotAPassage)
        );
    }
    let said = world
        .forum
        .app
        .read(|db| quote(db, &good))
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            said.before.as_str(),
            said.exact.as_str(),
            said.label.as_str()
        ),
        ("An ", "outage", "1 ¶1")
    );
}

#[test]
fn a_text_without_words_cannot_follow() {
    let nothing = follow(&paragraphs(&["", "  "]), None, BlockId(0).following());
    assert_eq!(nothing.map(|_| ()), Err(DocumentRefusal::NoWords));
}
