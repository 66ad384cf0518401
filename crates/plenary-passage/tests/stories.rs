//! An editor brings a new version: what is told of it.
use plenary_passage::{
    BlockId, BlockKind, BlockSource, DiffRun, Fate, NotAVersion, Piece, Placement, Reading, Span,
    Style, Summary, Version, Why, carry_through,
};

const FIRST: [&str; 6] = [
    "Scope",
    "This paper collects what response teams expect from those who send them reports. It does not define cybersecurity.",
    "Teams in small countries need help with training. They also need equipment, and they need it before the next incident.",
    "Every report should be acknowledged within two days.",
    "Researchers who act in good faith should not be prosecuted.",
    "The forum will publish a list of contacts each year.",
];

fn draft(blocks: &[&str], highest: u64) -> Version {
    let sources: Vec<BlockSource> = blocks
        .iter()
        .map(|text| BlockSource::plain(BlockKind::Paragraph, *text))
        .collect();
    Version::from_blocks(&sources, BlockId(highest).following()).expect("a short draft")
}

fn succeeded(blocks: &[&str]) -> (Version, Version, Vec<(Fate, String)>, Summary) {
    let old = draft(&FIRST, 0);
    let (new, map) = draft(blocks, 900)
        .succeeding(&old, old.highest().following())
        .expect("fresh identities");
    let comparison = Reading::of(&old, &new, map).compare();
    let marked = comparison
        .changes
        .iter()
        .map(|change| {
            (
                change.fate,
                change
                    .runs
                    .iter()
                    .map(|run| marked(&old, &new, *run))
                    .collect(),
            )
        })
        .collect();
    (old, new, marked, comparison.summary)
}

fn marked(old: &Version, new: &Version, run: DiffRun) -> String {
    match run {
        DiffRun::Kept { new: span, .. } => new.slice(span).to_owned(),
        DiffRun::Deleted { old: span } => format!("[-{}-]", old.slice(span)),
        DiffRun::Inserted { new: span } => format!("{{+{}+}}", new.slice(span)),
        DiffRun::MovedOut { old: span, to } => format!("[>{to} {}]", old.slice(span)),
        DiffRun::MovedIn { new: span, from } => format!("{{<{from} {}}}", new.slice(span)),
    }
}

fn ids(version: &Version) -> Vec<u64> {
    version.blocks().iter().map(|block| block.id.0).collect()
}

#[test]
fn an_edited_block_shows_its_words_and_keeps_its_identity() {
    let mut blocks = FIRST;
    blocks[3] = "Every report must be acknowledged within three working days.";
    let (_, new, changes, summary) = succeeded(&blocks);
    assert_eq!(
        changes[3],
        (
            Fate::Edited,
            "Every report [-should-]{+must+} be acknowledged within [-two-]{+three working+} days."
                .to_owned()
        )
    );
    assert_eq!(ids(&new), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        summary,
        Summary {
            kept: 5,
            edited: 1,
            ..Summary::default()
        }
    );
}

#[test]
fn a_moved_block_is_told_from_a_deleted_and_a_new_one() {
    let (_, new, changes, summary) = succeeded(&[
        FIRST[0],
        FIRST[4],
        FIRST[1],
        FIRST[2],
        FIRST[3],
        "Names of members are public unless they ask otherwise.",
    ]);
    assert_eq!(changes[1].0, Fate::Moved);
    assert_eq!(ids(&new), [1, 5, 2, 3, 4, 7]);
    assert_eq!(
        summary,
        Summary {
            kept: 4,
            moved: 1,
            new: 1,
            gone: 1,
            ..Summary::default()
        }
    );
}

#[test]
fn a_split_and_a_merge_keep_every_word_in_sight() {
    let parts = [
        "Teams in small countries need help with training.",
        "They also need equipment, and they need it before the next incident.",
    ];
    let both = format!("{} {}", FIRST[3], FIRST[4]);
    let (_, new, changes, summary) =
        succeeded(&[FIRST[0], FIRST[1], parts[0], parts[1], &both, FIRST[5]]);
    assert_eq!(changes[2], (Fate::Split, parts[0].to_owned()));
    assert_eq!(changes[3], (Fate::Split, parts[1].to_owned()));
    assert_eq!(
        changes[4],
        (Fate::Merged, both.replace("days. ", "days.{+ +}"))
    );
    assert_eq!(ids(&new), [1, 2, 7, 3, 5, 6]);
    assert_eq!(
        summary,
        Summary {
            kept: 3,
            split: 1,
            merged: 1,
            ..Summary::default()
        }
    );
}

#[test]
fn an_orphan_is_shown_where_to_look() {
    let old = draft(&FIRST, 0);
    let new = draft(
        &[
            FIRST[0],
            FIRST[1],
            FIRST[2],
            FIRST[4],
            "Reports are acknowledged by the team that receives them, as soon as it can.",
            FIRST[5],
        ],
        0,
    );
    let reading = Reading::between(&old, &new);
    let passage = old.blocks()[3].span;
    assert_eq!(reading.carry(passage).placement, Placement::Orphaned);
    let offered: Vec<(Why, u64)> = reading
        .neighbours(passage, 3)
        .iter()
        .map(|neighbour| (neighbour.why, neighbour.block.0))
        .collect();
    assert_eq!(offered[..2], [(Why::StoodBefore, 3), (Why::StoodAfter, 4)]);
}

#[test]
fn words_edited_away_and_back_are_carried_over_both_hops() {
    let mut middle = FIRST;
    middle[3] = "Every report must be confirmed within two days.";
    let versions = [draft(&FIRST, 0), draft(&middle, 0), draft(&FIRST, 0)];
    let readings = [
        Reading::between(&versions[0], &versions[1]),
        Reading::between(&versions[1], &versions[2]),
    ];
    let landing = carry_through(&readings, versions[0].blocks()[3].span);
    assert_eq!(
        (landing.placement, landing.span()),
        (Placement::Carried, Some(versions[2].blocks()[3].span))
    );
}

#[test]
fn an_importer_gets_tidy_text_with_its_styles_in_place() {
    let piece = |text: &str, styles: Vec<Style>| Piece {
        text: text.to_owned(),
        styles,
    };
    let link = Style::Link {
        target: "https://example.org".to_owned(),
    };
    let sources = [
        BlockSource::plain(BlockKind::Heading { level: 1 }, "  Цель \t 安全\u{feff} "),
        BlockSource {
            kind: BlockKind::Paragraph,
            pieces: vec![
                piece("See ", vec![]),
                piece("the  list ", vec![Style::Strong, link.clone()]),
                piece(" now.", vec![]),
            ],
        },
        BlockSource::plain(BlockKind::Paragraph, " \n "),
        BlockSource::plain(BlockKind::Code, "a  b\n\n  c\n"),
    ];
    let version = Version::from_blocks(&sources, BlockId(0).following()).expect("a short draft");
    assert_eq!(
        version.text(),
        "Цель 安全\n\nSee the list now.\n\na  b\n\n  c"
    );
    let styled: Vec<&str> = version.blocks()[1]
        .styles
        .iter()
        .map(|styled| version.slice(styled.span))
        .collect();
    assert_eq!(styled, ["the list", "the list"]);
    assert_eq!(version.blocks()[1].styles[1].style, link);
    assert_eq!(
        version.block_at(0).map(|block| &block.kind),
        Some(&BlockKind::Heading { level: 1 })
    );
}

#[test]
fn a_stored_version_that_does_not_fit_its_text_is_refused() {
    let stored =
        r#"{"text":"ab","blocks":[{"id":1,"kind":"paragraph","span":{"start":0,"end":9}}]}"#;
    assert!(
        serde_json::from_str::<Version>(stored)
            .is_err_and(|error| error.to_string().contains("do not lie in order"))
    );
    let twins = Version::from_plain_text("a\n\nb", || BlockId(1));
    assert_eq!(twins, Err(NotAVersion::TwinIdentity));
}

#[test]
fn a_passage_of_punctuation_goes_with_its_neighbours() {
    let (old, new) = (
        draft(&["One — two.", "Three."], 0),
        draft(&["Zero.", "One — two.", "Three."], 0),
    );
    let landing = Reading::between(&old, &new).carry(Span::new(4, 5));
    assert_eq!(landing.span().map(|span| new.slice(span)), Some("—"));
}

/// Where a passage of one text stands in the next, by its words; the texts are written as people type them.
fn typed(old: &str, passage: &str, new: &str) -> Option<(Placement, String)> {
    let version = |text: &str| Version::from_plain_text(text, BlockId(0).following()).unwrap();
    let (old, new) = (version(old), version(new));
    let start = old.text().find(passage).expect("the passage") as u32;
    let passage = Span::new(start, start + passage.len() as u32);
    let landing = Reading::between(&old, &new).carry(passage);
    let place = landing.span()?;
    Some((landing.placement, new.slice(place).to_owned()))
}

#[test]
fn an_entry_is_found_behind_one_that_took_its_number() {
    let entry = "In the event of termination all licences that were validly granted shall survive.";
    let old =
        format!("2. Reports are kept for a year.\n\n3. {entry}\n\n4. Appeals go to the chair.");
    let new = format!(
        "2. Reports are kept for a year.\n\n3. Whoever asserts a claim against a participant loses the grant at once, and \
         it does not come back when the claim is dropped or settled out of court.\n\n4. {entry}\n\n5. Appeals go to the chair."
    );
    let (placement, words) = typed(&old, &format!("3. {entry}"), &new).unwrap();
    assert_eq!((placement, words.as_str()), (Placement::Carried, entry));
}

#[test]
fn a_heading_is_not_carried_to_another_article_that_bears_its_number_now() {
    let articles = [
        "Everyone has the right to be heard before a decision is taken.",
        "Nobody may be asked to speak without a day to prepare.",
        "The chair keeps the list of those who asked for the floor.",
        "Decisions are published with their reasons within two weeks.",
    ];
    let text = |articles: &[&str]| {
        let numbered = articles.iter().enumerate();
        let parts: Vec<String> = numbered
            .map(|(at, words)| format!("## Article {}\n\n{words}", at + 1))
            .collect();
        parts.join("\n\n")
    };
    let more = [
        &articles[..1],
        &["Minutes are open to all."],
        &articles[1..],
    ]
    .concat();
    let landed = typed(&text(&articles), "Article 3", &text(&more));
    assert!(
        landed.is_none_or(
            |(placement, words)| placement != Placement::Carried && words != "Article 3"
        ),
        "the third article is the fourth now"
    );
}

#[test]
fn half_of_the_words_between_their_neighbours_are_a_passage_that_was_edited() {
    let old = "This method is not suitable for validating wildcard names. For the status of an unusual certificate the office answers within a day. Appeals go to the chair.";
    let new = "This method is not suitable for validating wildcard names. For the status of the whole programme the office answers within a day. Appeals go to the chair.";
    let (placement, words) = typed(old, "the status of an unusual certificate", new).unwrap();
    assert_eq!(placement, Placement::PleaseCheck);
    assert!(words.starts_with("the status of"), "{words}");
}

#[test]
fn entries_rows_and_headings_of_a_typed_text_are_blocks() {
    let text = "# Scope\nThis is one\nparagraph.\n- one\n- two,\n  going on\n(a) three\n12. four\n| a | b |\n| c | d |\n- \nend -\n\nlast";
    let version = Version::from_plain_text(text, BlockId(0).following()).unwrap();
    let blocks: Vec<&str> = version
        .blocks()
        .iter()
        .map(|block| version.slice(block.span))
        .collect();
    assert_eq!(
        blocks,
        [
            "# Scope",
            "This is one\nparagraph.",
            "- one",
            "- two,\n  going on",
            "(a) three",
            "12. four",
            "| a | b |",
            "| c | d |",
            "- \nend -",
            "last"
        ]
    );
}
