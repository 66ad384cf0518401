//! The story's documents acted out: versions, the passages that comments are about, endorsements.

use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::Viewer;
use plenary_kit::words::Words;
use plenary_passage::{Span, Version};

use super::play::Play;
use super::story::{self, CommentKind, Item, Passage, VersionState};
use crate::basis::{self, BasisEvent, Ground};
use crate::comment::{CommentEvent, rules as comments, store as endorsements};
use crate::docket::{Concerns, Nature, store as docket};
use crate::document::rules::{
    OpenDocument, SaveVersion, change_state, open_document, save_version,
};
use crate::document::{Anchor, DocumentEvent, State, VersionNumber, store as documents};
use crate::forum;
use crate::participant;
use crate::review::obstacles;

/// What an item of the story concerns.
pub(super) fn concerns(item: &Item, passages: Vec<Anchor>) -> Concerns {
    let document = passages.first().map(|anchor| anchor.document.clone());
    let nature = item.comment.map(|kind| match kind {
        CommentKind::General => Nature::General,
        CommentKind::Substantive => Nature::Substantive,
        CommentKind::Editorial => Nature::Editorial,
        CommentKind::FactualCorrection => Nature::Factual,
        CommentKind::Question => Nature::Question,
    });
    Concerns {
        document,
        nature,
        suggestion: item
            .suggestion
            .filter(|_| !passages.is_empty())
            .map(Words::new),
        passages,
        heard: None,
    }
}

impl Play {
    pub(super) async fn save_version(
        &self,
        cycle: &'static story::Cycle,
        told: &'static story::Document,
        version: &'static story::Version,
    ) -> Result<(), Stop> {
        if version.number == 1 {
            self.open_document(cycle, told, version).await?;
        }
        let (viewer, by) = self.writer(version.by)?;
        let id = self.cycle(cycle)?;
        let save = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
            let document = documents::by_slug(db, told.key)?.ok_or(Stop::NotFound)?;
            let old = documents::version(db, &document.id, document.latest)?;
            let ask = SaveVersion {
                based_on: document.latest,
                blocks: plenary_paper::from_markdown(version.markdown).blocks,
                note: version.note.to_owned(),
                is_erratum: false,
            };
            Ok(save_version(
                &viewer,
                &cycle,
                &document,
                old.as_deref(),
                ask,
            )?)
        };
        self.app.act::<DocumentEvent>(Some(&by), None, save).await?;
        if told
            .versions
            .iter()
            .all(|each| each.number <= version.number)
        {
            self.state_bases(cycle, told, version).await?;
        }
        let state = match version.state {
            VersionState::InReview => State::InReview,
            VersionState::Final => State::Final,
        };
        self.let_be(cycle, told, version.by, state).await
    }

    /// What the blocks of the last version stand on.
    async fn state_bases(
        &self,
        cycle: &story::Cycle,
        told: &'static story::Document,
        saved: &'static story::Version,
    ) -> Result<(), Stop> {
        let number = VersionNumber(saved.number);
        for each in told.basis {
            let (viewer, by) = self.writer(saved.by)?;
            let items: Result<Vec<_>, Fault> = each
                .items
                .iter()
                .map(|item| self.number(cycle.key, *item))
                .collect();
            let items = items?.into_iter().map(Ground::Item);
            let mut grounds: Vec<Ground> = items.collect();
            // What not everyone may read carries a block only beside the editor's own words.
            if !each.items.iter().any(|number| is_clear(cycle, *number)) {
                grounds.push(Ground::OwnText);
            }
            let id = self.cycle(cycle)?;
            let state = move |db: &plenary_kit::db::Db<'_>, _| {
                let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
                let document = documents::by_slug(db, told.key)?.ok_or(Stop::NotFound)?;
                let version =
                    documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
                let all = version.blocks().iter();
                let of = all.filter(|block| version.slice(block.span).starts_with(each.block));
                let blocks = of.map(|block| block.id).collect();
                Ok(basis::rules::state(
                    &viewer,
                    &cycle,
                    &document,
                    (number, &version),
                    blocks,
                    grounds,
                )?)
            };
            self.app.act::<BasisEvent>(Some(&by), None, state).await?;
        }
        Ok(())
    }

    pub(super) fn writer(
        &self,
        key: &str,
    ) -> Result<(Viewer, plenary_kit::id::ParticipantId), Stop> {
        let by = self.known.person(key)?;
        let now = self.app.now();
        let viewer = self.app.read(|db| participant::viewer(db, &by, now))?;
        Ok((viewer.ok_or(Stop::NotFound)?, by))
    }

    async fn open_document(
        &self,
        cycle: &story::Cycle,
        told: &'static story::Document,
        version: &story::Version,
    ) -> Result<(), Stop> {
        let (viewer, by) = self.writer(version.by)?;
        let id = self.cycle(cycle)?;
        let ask = OpenDocument {
            slug: told.key.to_owned(),
            title: told.title.to_owned(),
            lang: told.language.to_owned(),
        };
        let open = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
            Ok(open_document(&viewer, &cycle, ask, false)?)
        };
        self.app.act::<DocumentEvent>(Some(&by), None, open).await?;
        Ok(())
    }

    async fn let_be(
        &self,
        cycle: &story::Cycle,
        told: &'static story::Document,
        by: &str,
        state: State,
    ) -> Result<(), Stop> {
        let (viewer, by) = self.writer(by)?;
        let id = self.cycle(cycle)?;
        let document = self.app.read(|db| documents::by_slug(db, told.key))?;
        if document.is_some_and(|document| document.state == state) {
            return Ok(());
        }
        let here = self.app.clone();
        let go_on = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
            let document = documents::by_slug(db, told.key)?.ok_or(Stop::NotFound)?;
            let missing = match state {
                State::Final => obstacles(&here, db, &viewer, &cycle, &document)?,
                _ => Vec::new(),
            };
            Ok(change_state(
                &viewer,
                &cycle,
                &document,
                state,
                missing.len(),
            )?)
        };
        self.app
            .act::<DocumentEvent>(Some(&by), None, go_on)
            .await?;
        Ok(())
    }

    /// Where the passages stand that an item is about; none while its document is not there.
    pub(super) fn passages(&self, cycle: &story::Cycle, item: &Item) -> Result<Vec<Anchor>, Fault> {
        let Some(told) = cycle.documents.first() else {
            return Ok(Vec::new());
        };
        self.app.read(|db| {
            let Some(document) = documents::by_slug(db, told.key)? else {
                return Ok(Vec::new());
            };
            let mut anchors = Vec::new();
            for passage in item.on {
                let number = VersionNumber(passage.version);
                let version = documents::version(db, &document.id, number)?
                    .ok_or_else(|| Fault::broken("a passage of a version that is not there"))?;
                let (block, span) = find(&version, passage).ok_or_else(|| {
                    Fault::broken(format!("{:?} is not in the draft", passage.quote))
                })?;
                anchors.push(Anchor {
                    document: document.id.clone(),
                    version: number,
                    block,
                    span,
                });
            }
            Ok(anchors)
        })
    }

    pub(super) async fn endorse(
        &self,
        cycle: &'static story::Cycle,
        item: &'static Item,
        told: &'static story::Endorsement,
    ) -> Result<(), Stop> {
        let number = self.number(cycle.key, item.number)?;
        let (viewer, by) = self.writer(told.by)?;
        let organisation = told
            .on_behalf_of
            .map(|key| self.known.organisation(key))
            .transpose()?;
        let person = by.clone();
        let endorse = move |db: &plenary_kit::db::Db<'_>, _| {
            let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
            let is_endorsed = endorsements::is_endorsed(db, number, &person)?;
            let group = participant::person(db, &person)?.and_then(|person| person.group);
            let ask = comments::Endorse {
                organisation,
                reason: Some(told.because.to_owned()).filter(|reason| !reason.is_empty()),
            };
            Ok(comments::endorse(&viewer, &item, is_endorsed, group, ask)?)
        };
        self.app
            .act::<CommentEvent>(Some(&by), None, endorse)
            .await?;
        Ok(())
    }
}

fn is_clear(cycle: &story::Cycle, number: u32) -> bool {
    let all = cycle.items.iter().flat_map(|part| part.iter());
    let mut of = all.filter(|item| item.number == number);
    of.any(|item| matches!(item.mark, story::Mark::Clear))
}

/// The block that begins with these words, and the quoted letters in it.
fn find(version: &Version, passage: &Passage) -> Option<(plenary_passage::BlockId, Span)> {
    let block = version
        .blocks()
        .iter()
        .find(|block| version.slice(block.span).starts_with(passage.block))?;
    if passage.quote.is_empty() {
        return Some((block.id, block.span));
    }
    let text = version.slice(block.span);
    let at = text.find(passage.quote)?;
    let start = block.span.start + u32::try_from(text[..at].chars().count()).ok()?;
    let letters = u32::try_from(passage.quote.chars().count()).ok()?;
    Some((block.id, Span::new(start, start + letters)))
}
