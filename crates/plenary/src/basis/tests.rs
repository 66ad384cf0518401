//! What blocks stand on: who may say it, what is refused, and how it is carried.

use plenary_kit::policy::{Role, Viewer};
use plenary_passage::BlockId;

use super::rules::{GROUNDS, state};
use super::{Bases, BasisEvent, BasisRefusal, Ground, bases};
use crate::docket::ItemNumber;
use crate::document::rules::{OpenDocument, SaveVersion, open_document, save_version};
use crate::document::{Document, DocumentEvent, State, VersionNumber, store as documents};
use crate::forum::{self, Cycle};
use crate::testing::TestForum;

struct World {
    forum: TestForum,
    editor: Viewer,
    cycle: Cycle,
}

impl World {
    async fn with(texts: &[&'static str]) -> World {
        let forum = TestForum::open().await;
        let editor = forum.holder("Bo Ek", Role::Editor).await;
        let cycle = forum
            .app
            .read(|db| forum::store::cycle(db, &forum.cycle))
            .unwrap()
            .unwrap();
        let world = World {
            editor: forum.viewer(&editor),
            forum,
            cycle,
        };
        let ask = OpenDocument {
            slug: "shared".into(),
            title: "Shared".into(),
            lang: "en".into(),
        };
        let event = open_document(&world.editor, &world.cycle, ask, false).unwrap();
        world.act(event).await;
        for text in texts {
            world.save(text).await;
        }
        world
    }

    async fn act<E: plenary_kit::event::Event + Clone + Send + 'static>(&self, event: E) {
        let by = self.editor.participant.as_ref();
        self.forum
            .app
            .act(by, None, move |_, _| Ok(event))
            .await
            .unwrap();
    }

    async fn save(&self, text: &str) {
        let document = self.document();
        let old = self
            .forum
            .app
            .read(|db| documents::version(db, &document.id, document.latest))
            .unwrap();
        let ask = SaveVersion {
            based_on: document.latest,
            blocks: plenary_paper::from_markdown(text).blocks,
            note: String::new(),
            is_erratum: false,
        };
        let event: DocumentEvent =
            save_version(&self.editor, &self.cycle, &document, old.as_deref(), ask).unwrap();
        self.act(event).await;
    }

    fn document(&self) -> Document {
        self.forum
            .app
            .read(|db| documents::by_slug(db, "shared"))
            .unwrap()
            .unwrap()
    }

    /// Says what the block with these first words stands on, in the latest version.
    async fn state(&self, words: &str, grounds: Vec<Ground>) {
        let document = self.document();
        let block = self.block(words);
        let event = self.ask(&document, vec![block], grounds).unwrap();
        self.act(event).await;
    }

    fn ask(
        &self,
        document: &Document,
        blocks: Vec<BlockId>,
        grounds: Vec<Ground>,
    ) -> Result<BasisEvent, BasisRefusal> {
        let version = self
            .forum
            .app
            .read(|db| documents::version(db, &document.id, document.latest))
            .unwrap()
            .unwrap();
        let latest = (document.latest, version.as_ref());
        state(&self.editor, &self.cycle, document, latest, blocks, grounds)
    }

    fn block(&self, words: &str) -> BlockId {
        let document = self.document();
        let version = self
            .forum
            .app
            .read(|db| documents::version(db, &document.id, document.latest))
            .unwrap()
            .unwrap();
        let mut blocks = version.blocks().iter();
        let found = blocks.find(|block| version.slice(block.span).starts_with(words));
        found
            .unwrap_or_else(|| panic!("no block begins {words:?}"))
            .id
    }

    fn bases(&self) -> Bases {
        let document = self.document();
        self.forum
            .app
            .read(|db| bases(db, &document.id, document.latest))
            .unwrap()
    }

    fn grounds(&self, words: &str) -> Vec<Ground> {
        let block = self.block(words);
        self.bases()
            .of
            .get(&block)
            .map(|basis| basis.grounds.clone())
            .unwrap_or_default()
    }
}

fn item(number: i64) -> Ground {
    Ground::Item(number.to_string().parse::<ItemNumber>().unwrap())
}

const FIRST: &str = "The cable was cut twice last winter near the harbour. Repairs took nine days each time because no ship was near.\n\nNobody told the villages how long it would take.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_basis_is_carried_to_where_its_block_went_and_both_parts_of_a_split_one_have_it() {
    let world = World::with(&[FIRST]).await;
    world.state("The cable", vec![item(1), item(2)]).await;
    world.state("Nobody", vec![Ground::OwnText]).await;
    world.save("A first word.\n\nNobody told the villages how long it would take.\n\nThe cable was cut twice last winter near the harbour.\n\nRepairs took nine days each time because no ship was near.\n").await;
    assert_eq!(world.grounds("The cable"), [item(1), item(2)]);
    assert_eq!(world.grounds("Repairs"), [item(1), item(2)]);
    assert_eq!(world.grounds("Nobody"), [Ground::OwnText]);
    assert_eq!(world.grounds("A first word"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_block_stands_on_all_that_its_parts_stood_on_until_somebody_says_otherwise() {
    let world = World::with(&[FIRST]).await;
    world.state("The cable", vec![item(1), item(2)]).await;
    world.state("Nobody", vec![item(2), item(3)]).await;
    world.save("The cable was cut twice last winter near the harbour. Repairs took nine days each time because no ship was near. Nobody told the villages how long it would take.\n").await;
    assert_eq!(world.grounds("The cable"), [item(1), item(2), item(3)]);
    world.state("The cable", vec![item(3)]).await;
    assert_eq!(world.grounds("The cable"), [item(3)]);
    world.state("The cable", Vec::new()).await;
    assert_eq!(world.grounds("The cable"), [], "taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_that_is_gone_takes_its_basis_along() {
    let world = World::with(&[FIRST]).await;
    world.state("Nobody", vec![item(3)]).await;
    world.save("The cable was cut twice last winter near the harbour. Repairs took nine days each time because no ship was near.\n").await;
    assert!(world.bases().of.is_empty(), "{:?}", world.bases());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_write_state_a_basis_of_blocks_that_are_there_while_the_text_is_open() {
    let world = World::with(&[FIRST]).await;
    let document = world.document();
    let block = world.block("The cable");
    let own = || vec![Ground::OwnText];
    assert_eq!(
        world.ask(&document, vec![BlockId(99)], own()),
        Err(BasisRefusal::NotABlock)
    );
    assert_eq!(
        world.ask(&document, Vec::new(), own()),
        Err(BasisRefusal::NotABlock)
    );
    let many = (1..=GROUNDS as i64 + 1).map(item).collect();
    assert_eq!(
        world.ask(&document, vec![block], many),
        Err(BasisRefusal::TooMany)
    );
    let itself = Ground::Block {
        document: document.id.clone(),
        version: VersionNumber(1),
        block,
    };
    assert_eq!(
        world.ask(&document, vec![block], vec![itself]),
        Err(BasisRefusal::Itself)
    );
    let done = Document {
        state: State::Final,
        ..document.clone()
    };
    assert_eq!(
        world.ask(&done, vec![block], own()),
        Err(BasisRefusal::IsFinal)
    );
    let reader = World {
        editor: Viewer::default(),
        ..world
    };
    assert_eq!(
        reader.ask(&document, vec![block], own()),
        Err(BasisRefusal::NotYours)
    );
}
