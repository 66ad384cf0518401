//! What the story says of comments together: an author's edit, a suggestion worked in, clusters, a comment table.

use std::collections::HashSet;

use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};

use super::play::Play;
use super::story::{Cycle, Item, Together};
use crate::comment::{CommentEvent, confirm_cluster};
use crate::docket::rules::revise_item;
use crate::docket::{self, DocketEvent, Format, ItemNumber, store as docket_store};
use crate::document::next::{self, Draft, Next, NextChange, Spot};
use crate::document::store as documents;

impl Play {
    /// The author's other words; what was suggested stays.
    pub(super) async fn revise(
        &self,
        cycle: &Cycle,
        item: &'static Item,
        text: &'static str,
    ) -> Result<(), Stop> {
        let number = self.number(cycle.key, item.number)?;
        let (author, _) = self.author(item).await?;
        let revise = move |db: &Db<'_>, _| {
            let item = docket_store::item(db, number)?.ok_or(Stop::NotFound)?;
            let concerned = docket_store::concern::concerns(db, number)?;
            let suggestion = match concerned.suggestion {
                Some(key) => docket_store::text(db, key)?,
                None => None,
            };
            let beside = (concerned.nature, suggestion);
            Ok(revise_item(
                &item,
                Some(text.to_owned()),
                Format::Markdown,
                beside,
            )?)
        };
        let app = &self.app;
        app.act::<DocketEvent>(Some(&author), None, revise).await?;
        Ok(())
    }

    /// The item's suggestion into the next version, where its first passage stands.
    pub(super) async fn apply(
        &self,
        cycle: &Cycle,
        item: &Item,
        by: &'static str,
    ) -> Result<(), Stop> {
        let number = self.number(cycle.key, item.number)?;
        let missing = || Fault::broken(format!("item {} has nothing to apply", item.number));
        let anchor = self.passages(cycle, item)?.into_iter().next();
        let (anchor, words) = anchor.zip(item.suggestion).ok_or_else(missing)?;
        let id = anchor.document.clone();
        let draft = self.app.read(|db| match documents::document(db, &id)? {
            Some(document) => Draft::load(db, &document),
            None => Ok(None),
        })?;
        let draft = draft.ok_or_else(missing)?;
        let Spot::Same(span) = draft.spot(anchor.span) else {
            return Err(missing().into());
        };
        let change = NextChange {
            cause: number.to_string(),
            old: draft.words(span).to_owned(),
            new: words.to_owned(),
            anchor: anchor.clone(),
        };
        let after = Next {
            based_on: anchor.version,
            text: draft.with(span, words).ok_or_else(missing)?,
            revision: draft.next.revision + 1,
            by: Some(self.known.person(by)?),
        };
        let kept = next::keep(&self.app, &id, (draft.next.revision, after), Some(change)).await?;
        kept.then_some(()).ok_or_else(|| missing().into())
    }

    fn numbers(&self, cycle: &Cycle, told: &Together) -> Result<Vec<ItemNumber>, Fault> {
        let numbers = told.items.iter();
        numbers.map(|item| self.number(cycle.key, *item)).collect()
    }

    /// These comments say the same, somebody found.
    pub(super) async fn cluster(&self, cycle: &Cycle, told: &Together) -> Result<(), Stop> {
        let numbers = self.numbers(cycle, told)?;
        let (viewer, by) = self.writer(told.by)?;
        let id = self.cycle(cycle)?;
        let confirm = move |db: &Db<'_>, _| {
            let found = numbers.iter().map(|number| docket_store::item(db, *number));
            let items: Vec<docket::Item> = found
                .collect::<Result<Vec<_>, Fault>>()?
                .into_iter()
                .flatten()
                .collect();
            Ok(confirm_cluster(&viewer, &id, &items, &HashSet::new())?)
        };
        let app = &self.app;
        app.act::<CommentEvent>(Some(&by), None, confirm).await?;
        Ok(())
    }

    /// All rows of a table are on the docket; whose words they are is who brought it.
    pub(super) async fn bring_table(&self, cycle: &Cycle, told: &Together) -> Result<(), Stop> {
        let numbers = self.numbers(cycle, told)?;
        let by = self.known.person(told.by)?;
        let author = by.clone();
        let brought = move |_: &Db<'_>, _| Ok(DocketEvent::TableBrought { numbers, author });
        let app = &self.app;
        app.act::<DocketEvent>(Some(&by), None, brought).await?;
        Ok(())
    }
}
