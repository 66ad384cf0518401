//! What things look like in JSON: the shapes that `openapi.json` describes.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::{Fields, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_passage::{Block, BlockKind, Version, to_selectors};
use serde_json::{Value, json};

use crate::answer::{Draft, DraftPlace, store as answer};
use crate::comment::store as endorsements;
use crate::docket::tally::Head;
use crate::docket::{Concerned, Item, store as docket};
use crate::document::{Anchor, Document, VersionLine, quote, store as documents};
use crate::forum::{Cycle, Forum, Group};
use crate::participant;

/// An instant as RFC 3339 writes it, in UTC.
pub(super) fn instant(at: Instant) -> Value {
    jiff::Timestamp::from_millisecond(at.0).map_or(Value::Null, |at| json!(at.to_string()))
}

fn maybe(at: Option<Instant>) -> Value {
    at.map_or(Value::Null, instant)
}

pub(super) fn forum(forum: &Forum, groups: &[Group]) -> Value {
    let groups = groups
        .iter()
        .map(|group| json!({ "word": group.word, "name": group.name, "about": group.about }));
    json!({
        "name": forum.name,
        "about": forum.about,
        "zone": forum.zone,
        "groups": groups.collect::<Vec<_>>(),
    })
}

pub(super) fn cycle(cycle: &Cycle, now: Instant) -> Value {
    let phases = cycle.phases.iter().map(|phase| {
        json!({ "kind": phase.kind.word(), "opens": instant(phase.opens), "closes": instant(phase.closes),
                "is_open": phase.is_open(now) })
    });
    json!({
        "slug": cycle.slug,
        "title": cycle.title,
        "about": cycle.about,
        "opened": instant(cycle.opened),
        "closed": maybe(cycle.closed),
        "phases": phases.collect::<Vec<_>>(),
    })
}

/// What the docket's head says, as far as the reader may know.
pub(super) fn head(head: &Head) -> Value {
    let waits = head.waits.as_ref().map(|waits| {
        json!({ "median_hours": waits.median_hours, "ninetieth_hours": waits.ninetieth_hours,
                "longest_hours": waits.longest_hours })
    });
    json!({ "items": head.items, "answered": head.answered, "overdue": head.overdue, "by_group": head.by_group, "waits": waits })
}

/// Who is reading, and the forum they read.
pub(super) struct Reader<'a> {
    pub app: &'a App,
    pub db: &'a Db<'a>,
    pub viewer: &'a Viewer,
}

impl Reader<'_> {
    /// An item with all that the reader may see of it; nothing when for them it does not exist.
    pub fn item(&self, item: &Item) -> Result<Option<Value>, Fault> {
        let Some(fields) = item.fields_for(self.app, self.viewer) else {
            return Ok(None);
        };
        let Some(cycle) = crate::forum::store::cycle(self.db, &item.cycle)? else {
            return Ok(None);
        };
        Ok(Some(json!({
            "number": item.number.to_string(),
            "url": format!("{}/items/{}", self.app.settings().public_url, item.number),
            "cycle": cycle.slug,
            "kind": item.kind.word(),
            "door": item.door.word(),
            "filed": instant(item.filed),
            "is_late": crate::docket::rules::is_late(item, &cycle),
            "author": self.author(item, fields)?,
            "group": item.group.as_ref().filter(|_| fields.group),
            "on_behalf": self.on_behalf(item, fields)?,
            "mark": item.mark.label(),
            "attribution": item.attribution.word(),
            "lang": item.lang,
            "title": self.text(item.title)?,
            "texts": self.texts(item)?,
            "files": self.files(item)?,
            "about": self.about(item)?,
            "concerns": self.concerns(item)?,
            "is_shown": item.is_shown,
            "state": item.standing.state.word(),
            "turn": item.standing.turn.word(),
            "due": maybe(item.standing.due),
            "answered": maybe(item.standing.answered),
            "withdrawn": maybe(item.withdrawn),
            "answer": self.answer(item)?,
        })))
    }

    fn text(&self, key: Option<WordsKey>) -> Result<Value, Fault> {
        match key {
            Some(key) => Ok(json!(docket::text(self.db, key)?)),
            None => Ok(Value::Null),
        }
    }

    fn author(&self, item: &Item, fields: Fields) -> Result<Value, Fault> {
        let author = item.author.as_ref().filter(|_| fields.person);
        let person = author
            .map(|id| participant::person(self.db, id))
            .transpose()?
            .flatten();
        Ok(person.map_or(Value::Null, |person| json!({ "name": person.name })))
    }

    fn on_behalf(&self, item: &Item, fields: Fields) -> Result<Value, Fault> {
        let id = item.on_behalf.as_ref().filter(|_| fields.person);
        let found = id
            .map(|id| participant::organisation(self.db, id))
            .transpose()?;
        Ok(json!(found.flatten().map(|organisation| organisation.name)))
    }

    fn texts(&self, item: &Item) -> Result<Vec<Value>, Fault> {
        let texts = docket::texts(self.db, item.number)?.into_iter();
        let shape = |text: docket::ItemText| json!({ "question": text.question, "format": text.format.word(), "text": text.text });
        Ok(texts.map(shape).collect())
    }

    fn files(&self, item: &Item) -> Result<Vec<Value>, Fault> {
        let public = &self.app.settings().public_url;
        let files = docket::files(self.db, item.number)?.into_iter();
        let shape = |file: docket::ItemFile| {
            json!({ "name": file.name, "media_type": file.media_type, "bytes": file.bytes,
                    "url": format!("{public}/items/{}/files/{}", item.number, file.place) })
        };
        Ok(files.map(shape).collect())
    }

    /// The item it speaks about, for those who may know of it.
    fn about(&self, item: &Item) -> Result<Value, Fault> {
        let about = item.about.map(|number| docket::item(self.db, number));
        let about = about.transpose()?.flatten();
        let seen = about.filter(|about| about.fields_for(self.app, self.viewer).is_some());
        Ok(json!(seen.map(|about| about.number.to_string())))
    }

    fn concerns(&self, item: &Item) -> Result<Value, Fault> {
        let concerned = docket::concern::concerns(self.db, item.number)?;
        let Some(document) = &concerned.document else {
            return Ok(Value::Null);
        };
        let document = documents::document(self.db, document)?;
        let policy = self.app.policy();
        match document.filter(|document| document.may_read(policy, self.viewer)) {
            Some(document) => self.passages(item, &document, &concerned),
            None => Ok(Value::Null),
        }
    }

    fn passages(
        &self,
        item: &Item,
        document: &Document,
        concerned: &Concerned,
    ) -> Result<Value, Fault> {
        let mut passages = Vec::new();
        for anchor in &concerned.passages {
            passages.push(self.passage(anchor)?);
        }
        Ok(json!({
            "document": document.slug,
            "nature": concerned.nature.map(|nature| nature.word()),
            "passages": passages,
            "suggestion": self.text(concerned.suggestion)?,
            "endorsements": endorsements::count(self.db, item.number)?,
        }))
    }

    /// A passage as it was chosen: the version, and W3C Web Annotation selectors of its words.
    fn passage(&self, anchor: &Anchor) -> Result<Value, Fault> {
        let version = documents::version(self.db, &anchor.document, anchor.version)?;
        let selectors = version.map(|version| to_selectors(&version, anchor.span));
        Ok(
            json!({ "version": anchor.version, "block": anchor.block, "selectors": selectors.unwrap_or_default() }),
        )
    }

    /// The published answer; drafts are no one's to fetch.
    fn answer(&self, item: &Item) -> Result<Value, Fault> {
        let work = answer::work(self.db, item.number)?;
        let (Some(draft), Some((_, at))) = (&work.draft, &work.published) else {
            return Ok(Value::Null);
        };
        let change = match &draft.change {
            Some(change) => {
                json!({ "place": self.place(&change.place)?, "old": self.text(change.old)?, "new": self.text(change.new)? })
            }
            None => Value::Null,
        };
        Ok(json!({
            "disposition": draft.disposition.word(),
            "reason": self.text(Some(draft.reason))?,
            "published": instant(*at),
            "target": self.target(draft)?,
            "change": change,
            "reply_state": work.reply_state(item, self.app.now()).word(),
        }))
    }

    /// Where the text changes, in words; nothing where it is a text that the reader may not read.
    fn place(&self, place: &DraftPlace) -> Result<Value, Fault> {
        let named = match place {
            DraftPlace::InWords(words) => return self.text(Some(*words)),
            DraftPlace::Named(named) => named,
        };
        let document = documents::document(self.db, &named.anchor.document)?;
        let seen = document.filter(|document| document.may_read(self.app.policy(), self.viewer));
        let quote = quote(self.db, &named.anchor)?;
        Ok(json!(seen.zip(quote).map(|(document, quote)| {
            let after = if named.is_after { "after " } else { "" };
            format!(
                "{}, version {}, {after}{}",
                document.title, named.anchor.version, quote.label
            )
        })))
    }

    fn target(&self, draft: &Draft) -> Result<Value, Fault> {
        let Some(number) = draft.target_item else {
            return self.text(draft.target_words);
        };
        let item = docket::item(self.db, number)?;
        let seen = item.filter(|item| item.fields_for(self.app, self.viewer).is_some());
        Ok(json!(seen.map(|item| item.number.to_string())))
    }
}

pub(super) fn document(document: &Document, versions: &[VersionLine]) -> Value {
    let versions = versions.iter().map(|line| {
        json!({ "number": line.number, "note": line.note, "saved": instant(line.saved), "is_erratum": line.is_erratum })
    });
    json!({
        "slug": document.slug,
        "title": document.title,
        "lang": document.lang,
        "state": document.state.word(),
        "latest": document.latest,
        "versions": versions.collect::<Vec<_>>(),
    })
}

pub(super) fn version(document: &Document, line: &VersionLine, version: &Version) -> Value {
    let blocks = version.blocks().iter().map(|each| block(version, each));
    json!({
        "document": document.slug,
        "number": line.number,
        "saved": instant(line.saved),
        "text": version.text(),
        "blocks": blocks.collect::<Vec<_>>(),
    })
}

fn block(version: &Version, block: &Block) -> Value {
    let kind = match &block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem { .. } => "list_item",
        BlockKind::TableCell { .. } => "table_cell",
        BlockKind::Quote => "quote",
        BlockKind::Footnote { .. } => "footnote",
        BlockKind::Code => "code",
    };
    json!({ "id": block.id, "kind": kind, "start": block.span.start, "end": block.span.end, "text": version.slice(block.span) })
}
