//! A basis as a reader may see it, and where an item went.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::safe_text;
use plenary_kit::policy::Viewer;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;
use plenary_passage::BlockId;

use super::carried::bases;
use super::event::Ground;
use super::store;
use crate::docket::{ItemNumber, store as docket};
use crate::document::{
    Document, DocumentId, VersionNumber, address_of, label_of, store as documents,
};
use crate::session::{SessionId, store as sessions};

/// A ground that a reader may know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// An item.
    Item(ItemNumber),
    /// Words of a session: its word in addresses, its title, first and last paragraph.
    Heard(String, String, u32, u32),
    /// A block: where it is, and what it is called.
    Block(String, String),
    /// Its writer's own.
    OwnText,
}

/// A ground, if the viewer may know of it.
pub fn shown(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    ground: &Ground,
) -> Result<Option<Shown>, Fault> {
    Ok(match ground {
        Ground::OwnText => Some(Shown::OwnText),
        Ground::Item(number) => {
            let item = docket::item(db, *number)?;
            let seen = item.filter(|item| item.is_shown && item.fields_for(app, viewer).is_some());
            seen.map(|item| Shown::Item(item.number))
        }
        Ground::Heard(heard) => {
            let session = sessions::session(db, &heard.session)?;
            let seen = session.filter(|session| session.seen_by(app.policy(), viewer).is_some());
            seen.map(|session| {
                let title = session.billing.title.clone();
                Shown::Heard(session.slug, title, heard.first, heard.last)
            })
        }
        Ground::Block {
            document,
            version,
            block,
        } => block_shown(app, db, viewer, (document, *version, *block))?,
    })
}

fn block_shown(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    (id, number, block): (&DocumentId, VersionNumber, BlockId),
) -> Result<Option<Shown>, Fault> {
    let document = documents::document(db, id)?;
    let Some(document) = document.filter(|document| document.may_read(app.policy(), viewer)) else {
        return Ok(None);
    };
    let version = documents::version(db, id, number)?;
    let label = version
        .and_then(|version| label_of(&version, block))
        .unwrap_or_default();
    let href = address_of(&document.slug, number, block);
    Ok(Some(Shown::Block(
        href,
        format!("{} {label}", document.title),
    )))
}

impl Shown {
    /// In a word or two, as a link.
    pub fn render(&self, t: &Tongue) -> Markup {
        match self {
            Shown::Item(number) => html! { a href={ "/items/" (number) } { "#" (number) } },
            Shown::Heard(slug, title, first, last) => {
                let key = if first == last {
                    "basis-heard-one"
                } else {
                    "basis-heard"
                };
                let args = [
                    ("title", title.as_str().into()),
                    ("first", i64::from(*first).into()),
                    ("last", i64::from(*last).into()),
                ];
                html! { a href={ "/sessions/" (slug) "/transcript?at=" (first) "#p" (first) } { (t.say_with(key, &args)) } }
            }
            Shown::Block(href, name) => html! { a href=(href) { bdi { (safe_text(name)) } } },
            Shown::OwnText => html! { (t.say("basis-own-text")) },
        }
    }
}

/// "Stands on #12, #31, the hearing ¶4."
pub fn in_words(t: &Tongue, all: &[Shown]) -> Markup {
    html! {
        span .basis { (t.say("basis-stands-on")) " "
            @for (at, ground) in all.iter().enumerate() { @if at > 0 { ", " } (ground.render(t)) } }
    }
}

/// The blocks of a document that stand on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The document.
    pub document: Document,
    /// The blocks of its latest version, with their printed numbers.
    pub blocks: Vec<(BlockId, String)>,
}

/// A block of the latest version of a text that stands on words of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedHeard {
    /// The last paragraph of these words.
    pub last: u32,
    /// The document.
    pub document: Document,
    /// The block.
    pub block: BlockId,
    /// Its printed number.
    pub label: String,
}

impl UsedHeard {
    /// Its printed number, as a link to it.
    pub fn render(&self) -> Markup {
        let document = &self.document;
        html! { a href=(address_of(&document.slug, document.latest, self.block)) title=(document.title) { (self.label) } }
    }
}

/// Where words of a session are used in the latest versions of the texts that the viewer may read, in the texts' order.
pub fn heard_used_in(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    session: &SessionId,
) -> Result<Vec<UsedHeard>, Fault> {
    let mut found = Vec::new();
    for id in store::hearing(db, session)? {
        let document = documents::document(db, &id)?;
        let seen = document.filter(|document| document.may_read(app.policy(), viewer));
        let Some(document) = seen else { continue };
        let Some(version) = documents::version(db, &id, document.latest)? else {
            continue;
        };
        let bases = bases(db, &id, document.latest)?;
        let labels = crate::document::labels(&version);
        for (block, label) in version.blocks().iter().map(|block| block.id).zip(labels) {
            let grounds = bases.of.get(&block).map_or(&[][..], |basis| &basis.grounds);
            found.extend(grounds.iter().filter_map(|ground| match ground {
                Ground::Heard(heard) if heard.session == *session => Some(UsedHeard {
                    last: heard.last,
                    document: document.clone(),
                    block,
                    label: label.clone(),
                }),
                _ => None,
            }));
        }
    }
    Ok(found)
}

/// Where an item is used in the latest versions of the texts that the viewer may read.
pub fn used_in(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    number: ItemNumber,
) -> Result<Vec<Used>, Fault> {
    let is_it = |ground: &Ground| *ground == Ground::Item(number);
    used(app, db, viewer, store::naming(db, number)?, is_it)
}

/// Where a paragraph of a session is used in the latest versions of the texts that the viewer may read.
pub fn supports(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    (session, number): (&SessionId, u32),
) -> Result<Vec<Used>, Fault> {
    let is_it = |ground: &Ground| {
        matches!(ground, Ground::Heard(heard)
        if heard.session == *session && (heard.first..=heard.last).contains(&number))
    };
    used(
        app,
        db,
        viewer,
        store::supported(db, session, number)?,
        is_it,
    )
}

/// [`supports`] as the page of a paragraph shows it.
pub fn supports_in_words(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    session: &SessionId,
    number: u32,
) -> Result<Markup, Fault> {
    let used = supports(app, db, &who.viewer, (session, number))?;
    Ok(used_in_words(&who.tongue, &used))
}

fn used(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    all: Vec<DocumentId>,
    is_it: impl Fn(&Ground) -> bool,
) -> Result<Vec<Used>, Fault> {
    let mut found = Vec::new();
    for id in all {
        let document = documents::document(db, &id)?;
        let seen = document.filter(|document| document.may_read(app.policy(), viewer));
        let Some(document) = seen else { continue };
        let Some(version) = documents::version(db, &id, document.latest)? else {
            continue;
        };
        let bases = bases(db, &id, document.latest)?;
        let stands_on_it = |block: &BlockId| {
            let basis = bases.of.get(block);
            basis.is_some_and(|basis| basis.grounds.iter().any(&is_it))
        };
        let labels = crate::document::labels(&version);
        let all = version.blocks().iter().map(|block| block.id).zip(labels);
        let blocks: Vec<_> = all.filter(|(block, _)| stands_on_it(block)).collect();
        if !blocks.is_empty() {
            found.push(Used { document, blocks });
        }
    }
    Ok(found)
}

/// "Used in 2.3 and 4.1 of Shared Expectations."
pub fn used_in_words(t: &Tongue, used: &[Used]) -> Markup {
    html! {
        @for each in used {
            @let document = &each.document;
            p { (t.say("basis-used-in")) " "
                @for (at, (block, label)) in each.blocks.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(address_of(&document.slug, document.latest, *block)) { (label) }
                }
                " · " a href={ "/documents/" (document.slug) } lang=(document.lang) { bdi { (safe_text(&document.title)) } } }
        }
    }
}
