//! What goes out of a version: each comment the reader may see, where it stands, and its published answer.

use std::collections::HashMap;
use std::sync::Arc;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::web::Who;
use plenary_passage::Version;

use super::CHANGE_LEAD;
use crate::answer::{self, Shown};
use crate::comment::{Placed, placed};
use crate::docket::pages::rows;
use crate::docket::{Item, store as docket};
use crate::document::pages::readable;
use crate::document::{Document, VersionNumber, label_of, store as documents};
use crate::forum;

/// A version and its comments as one reader may see them.
pub(super) struct Sheaf {
    pub document: Document,
    pub number: VersionNumber,
    pub version: Arc<Version>,
    pub lines: Vec<Line>,
}

/// One comment.
pub(super) struct Line {
    pub placed: Placed,
    /// The author's name, as far as it is shown.
    pub by: Option<String>,
    /// The stakeholder group's name, as far as it is shown.
    pub group: Option<String>,
    /// Who speaks, as the table it came in says.
    pub body: Option<String>,
    pub text: String,
    /// The suggested wording.
    pub suggestion: Option<String>,
    /// The printed number of the first passage.
    pub label: Option<String>,
    /// The version whose number that is: another one where the passage has no sure place in this one.
    pub label_of: VersionNumber,
    pub answer: Option<Shown>,
    pub reply: &'static str,
}

impl Sheaf {
    pub fn load(app: &App, who: &Who, slug: &str, number: u32) -> Result<Sheaf, Stop> {
        let (document, cycle) = readable(app, who, slug)?;
        let number = VersionNumber(number);
        app.read(|db| {
            let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
            let may_see =
                |item: &Item| item.is_shown && item.fields_for(app, &who.viewer).is_some();
            let mut all = placed(db, &document.id, number, may_see)?;
            all.retain(|comment| comment.item.about.is_none());
            let items = all.iter().map(|comment| comment.item.clone()).collect();
            let mut names: HashMap<_, _> = rows(app, db, &who.viewer, &cycle, items)?
                .into_iter()
                .map(|row| {
                    (
                        row.item().number,
                        (row.by().map(str::to_owned), row.group().map(str::to_owned)),
                    )
                })
                .collect();
            let groups = forum::store::groups(db)?;
            let mut lines = Vec::with_capacity(all.len());
            for comment in all {
                let (by, group) = names.remove(&comment.item.number).unwrap_or_default();
                let group = group.and_then(|word| {
                    groups
                        .iter()
                        .find(|group| group.word == word)
                        .map(|group| group.name.clone())
                });
                lines.push(line(
                    app,
                    db,
                    who,
                    comment,
                    (by, group),
                    (number, &version),
                )?);
            }
            Ok(Sheaf {
                document,
                number,
                version,
                lines,
            })
        })
    }
}

fn line(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    placed: Placed,
    (by, group): (Option<String>, Option<String>),
    (number, version): (VersionNumber, &Version),
) -> Result<Line, Fault> {
    let item = &placed.item;
    let texts = docket::texts(db, item.number)?
        .into_iter()
        .filter_map(|text| text.text);
    let title = item
        .title
        .map(|key| docket::text(db, key))
        .transpose()?
        .flatten();
    let suggestion = placed
        .concerned
        .suggestion
        .map(|key| docket::text(db, key))
        .transpose()?
        .flatten();
    let work = answer::store::work(db, item.number)?;
    let draft = work.draft.as_ref().filter(|_| work.published.is_some());
    let answer = draft
        .map(|draft| answer::shown(app, db, &who.viewer, draft))
        .transpose()?;
    let (label, label_of) = label(db, &placed, number, version)?;
    Ok(Line {
        by,
        group,
        body: title.and_then(|title| title.split_once(": ").map(|(body, _)| body.to_owned())),
        text: texts.collect::<Vec<_>>().join("\n\n"),
        suggestion,
        label,
        label_of,
        answer,
        reply: work.reply_state(item, app.now()).word(),
        placed,
    })
}

fn label(
    db: &Db<'_>,
    placed: &Placed,
    number: VersionNumber,
    version: &Version,
) -> Result<(Option<String>, VersionNumber), Fault> {
    let Some((anchor, stands)) = placed.places.first() else {
        return Ok((None, number));
    };
    let sure = stands.spans().first().filter(|_| !stands.is_open());
    if let Some(block) = sure.and_then(|span| version.block_at(span.start)) {
        return Ok((label_of(version, block.id), number));
    }
    let old = documents::version(db, &anchor.document, anchor.version)?;
    Ok((
        old.and_then(|old| label_of(&old, anchor.block)),
        anchor.version,
    ))
}

impl Line {
    /// Who speaks: as the table said it, or the name or group that is shown.
    pub fn speaker(&self) -> &str {
        let known = [&self.body, &self.by, &self.group];
        known
            .into_iter()
            .flatten()
            .next()
            .map_or("", String::as_str)
    }

    /// The comment and the proposed change, which stands in its words where it is no wording of the passage.
    pub fn comment_and_change(&self) -> (&str, &str) {
        match (&self.suggestion, self.text.rsplit_once(CHANGE_LEAD)) {
            (Some(words), _) => (&self.text, words),
            (None, Some((before, change))) if before.is_empty() || before.ends_with("\n\n") => {
                (before.trim_end(), change)
            }
            _ => (&self.text, ""),
        }
    }
}
