//! Documents: what they are, who may write in them, and how a version is frozen.

use plenary_kit::fault::Refuse;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Policy, Role, Thing, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::Words;
use plenary_kit::words_enum;
use plenary_passage::{BlockId, BlockSource, NotAVersion, Version};

use super::anchor::{Anchor, DocumentId, VersionNumber};
use super::event::{DocumentEvent, SavedVersion};
use crate::forum::Cycle;

words_enum!(
    /// Where a document stands.
    State {
        /// What it will be about; for those who write it.
        Outline = "outline",
        /// Being written; for those who write it.
        Draft = "draft",
        /// Open for comments.
        InReview = "in-review",
        /// Comments are being worked in; late ones are still taken.
        Revising = "revising",
        /// The outcome as it will be, unless somebody objects.
        Preliminary = "preliminary",
        /// The outcome.
        Final = "final",
        /// Another document or a later cycle took its place.
        Superseded = "superseded",
    }
);

impl State {
    /// Whether readers see it; before that it is with those who write it.
    pub fn is_public(self) -> bool {
        !matches!(self, State::Outline | State::Draft)
    }

    /// Whether it can be commented on.
    pub fn takes_comments(self) -> bool {
        matches!(self, State::InReview | State::Revising | State::Preliminary)
    }

    /// Whether it is the outcome, or was until another took its place.
    pub fn is_over(self) -> bool {
        matches!(self, State::Final | State::Superseded)
    }

    /// Where it may go from here. A final text is superseded, never reopened.
    pub fn next(self) -> &'static [State] {
        use State::{Draft, Final, InReview, Outline, Preliminary, Revising, Superseded};
        match self {
            Outline => &[Draft, InReview],
            Draft => &[Outline, InReview],
            InReview => &[Revising, Preliminary, Final, Superseded],
            Revising => &[InReview, Preliminary, Final, Superseded],
            Preliminary => &[Revising, InReview, Final, Superseded],
            Final => &[Superseded],
            Superseded => &[],
        }
    }
}

/// A document as it stands, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The cycle it belongs to.
    pub cycle: CycleId,
    /// Its word in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// Where it stands.
    pub state: State,
    /// Its latest version; 0 while there is none.
    pub latest: VersionNumber,
    /// The highest identity that a block of it ever had.
    pub highest: BlockId,
    /// The line of the ledger that changed it last: what its pages' ETags are made of.
    pub changed: u64,
}

impl Document {
    /// Whether the viewer may read it: what is not public yet is for those who answer for the cycle.
    pub fn may_read(&self, policy: &Policy, viewer: &Viewer) -> bool {
        let thing = Thing {
            audience: &Audience::Everyone,
            cycle: &self.cycle,
            author: None,
            attribution: Attribution::Named,
            is_shown: true,
        };
        (policy.may_see)(viewer, &thing).is_some()
            && (self.state.is_public() || viewer.answers_for(&self.cycle))
    }
}

/// What is known of a version without reading its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    /// Its number.
    pub number: VersionNumber,
    /// What is new in it.
    pub note: String,
    /// Whether it only mends a final version.
    pub is_erratum: bool,
    /// Who froze it.
    pub by: Option<ParticipantId>,
    /// When it was frozen.
    pub saved: Instant,
    /// The line of the ledger that holds it.
    pub seq: u64,
}

/// The most letters of a version's text; a 2 MB draft must fit.
pub const LETTERS: usize = 4_000_000;
/// The most letters of a note.
pub const NOTE_LETTERS: usize = 500;

/// Why something cannot be done with a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentRefusal {
    /// Only those who write may.
    #[error("Only the editor, a facilitator or the secretariat of this cycle can do this.")]
    NotYours,
    /// The cycle is over.
    #[error("This cycle is closed; its documents do not change any more.")]
    CycleClosed,
    /// The word is taken.
    #[error("A document with the word {0:?} in its address exists. Choose another word.")]
    SlugTaken(String),
    /// The word cannot stand in an address.
    #[error(
        "The word for the address may hold small letters a to z, digits and hyphens only, 60 at most, and does not begin with a hyphen."
    )]
    BadSlug,
    /// Nothing is in it.
    #[error(
        "There are no words in this text yet. Write or choose a file with at least one sentence."
    )]
    NoWords,
    /// It is too long.
    #[error("This text is longer than {LETTERS} letters. Split it into several documents.")]
    TooLong,
    /// Somebody else saved meanwhile.
    #[error(
        "Version {latest} was saved meanwhile by somebody else. Your text is still here: compare the two, take over what you need, and save it as the version after {latest}."
    )]
    Overtaken {
        /// The version that came between.
        latest: VersionNumber,
    },
    /// The next version was changed while somebody wrote on an older state of it.
    #[error(
        "The next version was changed meanwhile by somebody else. Your text is still here: what was worked in is listed above; take over what is missing, and save again."
    )]
    NextChanged,
    /// Nothing changed.
    #[error("This text is the same as the latest version. Change something, or leave it.")]
    NothingChanged,
    /// A final text stays as it is.
    #[error("This text is final. Only an erratum can follow it: say so below.")]
    IsFinal,
    /// Another document has its place.
    #[error("This document is superseded; write in the one that took its place.")]
    IsSuperseded,
    /// It cannot go there from where it stands.
    #[error("A document that is {from} cannot become {to}.", from = .from.word(), to = .to.word())]
    NotFromHere {
        /// Where it stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// Without a version there is nothing to show.
    #[error("There is no version yet. Bring in a text first.")]
    NoVersion,
    /// Something is missing before it is final.
    #[error("This cannot be final yet: {0} things are missing. They are listed on the page.")]
    Obstacles(usize),
    /// The passage is not in the text.
    #[error("This passage is not in that version of the text. Choose the words again.")]
    NotAPassage,
}

impl Refuse for DocumentRefusal {
    fn key(&self) -> &'static str {
        match self {
            DocumentRefusal::NotYours => "document-not-yours",
            DocumentRefusal::CycleClosed => "document-cycle-closed",
            DocumentRefusal::SlugTaken(_) => "document-slug-taken",
            DocumentRefusal::BadSlug => "document-bad-slug",
            DocumentRefusal::NoWords => "document-no-words",
            DocumentRefusal::TooLong => "document-too-long",
            DocumentRefusal::Overtaken { .. } => "document-overtaken",
            DocumentRefusal::NextChanged => "document-next-changed",
            DocumentRefusal::NothingChanged => "document-nothing-changed",
            DocumentRefusal::IsFinal => "document-is-final",
            DocumentRefusal::IsSuperseded => "document-is-superseded",
            DocumentRefusal::NotFromHere { .. } => "document-not-from-here",
            DocumentRefusal::NoVersion => "document-no-version",
            DocumentRefusal::Obstacles(_) => "document-obstacles",
            DocumentRefusal::NotAPassage => "document-not-a-passage",
        }
    }

    fn status(&self) -> u16 {
        match self {
            DocumentRefusal::NotYours => 403,
            DocumentRefusal::BadSlug | DocumentRefusal::NoWords | DocumentRefusal::NotAPassage => {
                422
            }
            DocumentRefusal::TooLong => 413,
            _ => 409,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            DocumentRefusal::SlugTaken(_) | DocumentRefusal::BadSlug => Some("slug"),
            DocumentRefusal::NoWords
            | DocumentRefusal::TooLong
            | DocumentRefusal::NothingChanged
            | DocumentRefusal::NextChanged
            | DocumentRefusal::Overtaken { .. } => Some("text"),
            DocumentRefusal::IsFinal => Some("erratum"),
            _ => None,
        }
    }
}

/// Whether the viewer may write in the cycle's documents.
pub fn may_write(viewer: &Viewer, cycle: &Cycle) -> Result<(), DocumentRefusal> {
    let writes = [Role::Secretariat, Role::Facilitator, Role::Editor];
    if !writes.iter().any(|role| viewer.has(&cycle.id, *role)) {
        return Err(DocumentRefusal::NotYours);
    }
    if cycle.is_alive() {
        Ok(())
    } else {
        Err(DocumentRefusal::CycleClosed)
    }
}

/// What somebody wants to open.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its word in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language (BCP 47).
    pub lang: String,
}

/// Opens a document; it begins as a draft. `is_taken` says whether another has its word.
pub fn open_document(
    viewer: &Viewer,
    cycle: &Cycle,
    ask: OpenDocument,
    is_taken: bool,
) -> Result<DocumentEvent, DocumentRefusal> {
    may_write(viewer, cycle)?;
    if !is_slug(&ask.slug) {
        return Err(DocumentRefusal::BadSlug);
    }
    if is_taken {
        return Err(DocumentRefusal::SlugTaken(ask.slug));
    }
    Ok(DocumentEvent::Opened {
        id: DocumentId::fresh(),
        cycle: cycle.id.clone(),
        slug: ask.slug,
        title: ask.title,
        lang: ask.lang,
        state: State::Draft,
    })
}

fn is_slug(slug: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=60).contains(&slug.len())
        && !slug.starts_with('-')
        && slug != "new"
        && slug.bytes().all(fits)
}

/// What somebody wants to freeze.
#[derive(Clone, Debug)]
pub struct SaveVersion {
    /// The version it was written from; 0 for the first.
    pub based_on: VersionNumber,
    /// The blocks.
    pub blocks: Vec<BlockSource>,
    /// What is new in it.
    pub note: String,
    /// Whether it only mends a final version.
    pub is_erratum: bool,
}

/// Freezes a version after `old`, the latest; blocks keep their identities and the map is computed once.
pub fn save_version(
    viewer: &Viewer,
    cycle: &Cycle,
    document: &Document,
    old: Option<&Version>,
    ask: SaveVersion,
) -> Result<DocumentEvent, DocumentRefusal> {
    may_write(viewer, cycle)?;
    may_follow(document, &ask)?;
    let mut highest = document.highest;
    let fresh = || {
        highest = BlockId(highest.0 + 1);
        highest
    };
    let (version, map) = follow(&ask.blocks, old, fresh)?;
    if old.is_some_and(|old| *old == version) {
        return Err(DocumentRefusal::NothingChanged);
    }
    let body = serde_json::to_string(&version).map_err(|_| DocumentRefusal::TooLong)?;
    Ok(DocumentEvent::VersionSaved(Box::new(SavedVersion {
        document: document.id.clone(),
        number: VersionNumber(document.latest.0 + 1),
        body: Words::new(body),
        map,
        highest,
        note: ask.note,
        is_erratum: ask.is_erratum,
    })))
}

fn may_follow(document: &Document, ask: &SaveVersion) -> Result<(), DocumentRefusal> {
    if document.latest != ask.based_on {
        return Err(DocumentRefusal::Overtaken {
            latest: document.latest,
        });
    }
    match document.state {
        State::Final if !ask.is_erratum => Err(DocumentRefusal::IsFinal),
        State::Superseded => Err(DocumentRefusal::IsSuperseded),
        _ => Ok(()),
    }
}

/// The blocks as the version after `old`, with the map between the two.
pub(super) fn follow(
    blocks: &[BlockSource],
    old: Option<&Version>,
    mut fresh: impl FnMut() -> BlockId,
) -> Result<(Version, Option<plenary_passage::VersionMap>), DocumentRefusal> {
    let too_long = |_: NotAVersion| DocumentRefusal::TooLong;
    let Some(old) = old else {
        let version = Version::from_blocks(blocks, fresh).map_err(too_long)?;
        return within_limits(version).map(|version| (version, None));
    };
    // The identities that count are handed out by `succeeding`; these only tell blocks apart until then.
    let passing = Version::from_blocks(blocks, BlockId(0).following()).map_err(too_long)?;
    let passing = within_limits(passing)?;
    let (version, map) = passing.succeeding(old, &mut fresh).map_err(too_long)?;
    Ok((version, Some(map)))
}

fn within_limits(version: Version) -> Result<Version, DocumentRefusal> {
    if version.blocks().is_empty() {
        Err(DocumentRefusal::NoWords)
    } else if version.letters() as usize > LETTERS {
        Err(DocumentRefusal::TooLong)
    } else {
        Ok(version)
    }
}

/// Lets a document go on. `obstacles` is how much is missing before it may be final; rooms below count them.
pub fn change_state(
    viewer: &Viewer,
    cycle: &Cycle,
    document: &Document,
    to: State,
    obstacles: usize,
) -> Result<DocumentEvent, DocumentRefusal> {
    may_write(viewer, cycle)?;
    let from = document.state;
    if !from.next().contains(&to) {
        return Err(DocumentRefusal::NotFromHere { from, to });
    }
    if document.latest.0 == 0 {
        return Err(DocumentRefusal::NoVersion);
    }
    if to == State::Final && obstacles > 0 {
        return Err(DocumentRefusal::Obstacles(obstacles));
    }
    Ok(DocumentEvent::StateChanged {
        id: document.id.clone(),
        state: to,
    })
}

/// Whether the anchor's words stand in the version it names.
pub fn check_anchor(version: &Version, anchor: &Anchor) -> Result<(), DocumentRefusal> {
    let block = version
        .block(anchor.block)
        .ok_or(DocumentRefusal::NotAPassage)?;
    let begins_in_it = (block.span.start..block.span.end).contains(&anchor.span.start);
    let is_in_text = !anchor.span.is_empty() && anchor.span.end <= version.letters();
    if begins_in_it && is_in_text {
        Ok(())
    } else {
        Err(DocumentRefusal::NotAPassage)
    }
}
