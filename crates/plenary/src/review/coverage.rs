//! What the text stands on and what it left out: accepted items without a block, blocks without a basis, groups unheard.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Place, heading, safe_text, stamp};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_passage::{BlockId, BlockKind, Version};

use super::figure::Flow;
use super::missing::{Obstacle, unfounded};
use crate::answer::store as answers;
use crate::basis::{self, Bases, Ground, Shown, bases, needs_basis};
use crate::docket::store::list::{Filter, From, Order, PAGE_ITEMS, list};
use crate::docket::store::opening::openings;
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::document::pages::readable;
use crate::document::rules::may_write;
use crate::document::{Document, labels, store as documents};
use crate::forum::{self, Cycle, Group};

/// The most lines of a list on the page.
const LISTED: usize = 100;
/// The most accepted items that are looked up.
const ACCEPTED: usize = 2_000;

/// What the text stands on, as far as a visitor may know.
pub(super) struct Coverage {
    document: Document,
    bases: Bases,
    /// For each block the items it stands on that the visitor may see.
    pub by_block: HashMap<BlockId, Vec<Item>>,
    groups: Vec<Group>,
    version: Arc<Version>,
    founded: usize,
    needed: usize,
}

impl Coverage {
    /// Looks up every ground for the visitor; nothing before the first version.
    pub fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        document: &Document,
    ) -> Result<Option<Coverage>, Fault> {
        let Some(version) = documents::version(db, &document.id, document.latest)? else {
            return Ok(None);
        };
        let bases = bases(db, &document.id, document.latest)?;
        let mut coverage = Coverage {
            document: document.clone(),
            by_block: HashMap::new(),
            groups: forum::store::groups(db)?,
            founded: 0,
            needed: 0,
            version,
            bases,
        };
        for block in coverage.version.clone().blocks() {
            let seen = coverage.look_up(app, db, who, block.id)?;
            coverage.needed += usize::from(needs_basis(block));
            coverage.founded += usize::from(needs_basis(block) && seen);
        }
        Ok(Some(coverage))
    }

    /// Notes the items of a block; says whether anything of its basis is there for the visitor.
    fn look_up(
        &mut self,
        app: &App,
        db: &Db<'_>,
        who: &Who,
        block: BlockId,
    ) -> Result<bool, Fault> {
        let Some(basis) = self.bases.of.get(&block) else {
            return Ok(false);
        };
        let mut is_seen = false;
        for ground in &basis.grounds {
            let Some(seen) = basis::shown(app, db, &who.viewer, ground)? else {
                continue;
            };
            is_seen = true;
            if let Shown::Item(number) = seen {
                let item = docket::item(db, number)?;
                self.by_block.entry(block).or_default().extend(item);
            }
        }
        Ok(is_seen)
    }

    /// A group that the visitor may know.
    fn group_of(&self, app: &App, who: &Who, item: &Item) -> Option<usize> {
        let fields = item.fields_for(app, &who.viewer)?;
        let is_known =
            fields.group && item.attribution != plenary_kit::policy::Attribution::Anonymous;
        let word = item.group.as_deref().filter(|_| is_known)?;
        self.groups.iter().position(|group| group.word == word)
    }

    /// How many voices of each group went into each section: an item counts once a section.
    pub fn flow(&self, app: &App, who: &Who) -> Flow {
        let mut sections: Vec<String> = Vec::new();
        let mut voices: BTreeSet<(usize, usize, ItemNumber)> = BTreeSet::new();
        let labels = labels(&self.version);
        for (block, label) in self.version.blocks().iter().zip(&labels) {
            let is_section =
                matches!(block.kind, BlockKind::Heading { level: 1 | 2 } if block.span.start > 0);
            if is_section || sections.is_empty() {
                let words = self.version.slice(block.span);
                let is_numbered = words.starts_with(label.as_str());
                sections.push(if is_numbered || !is_section {
                    words.to_owned()
                } else {
                    format!("{label} {words}")
                });
            }
            for item in self.by_block.get(&block.id).into_iter().flatten() {
                if let Some(group) = self.group_of(app, who, item) {
                    voices.insert((group, sections.len() - 1, item.number));
                }
            }
        }
        let heard: BTreeSet<usize> = voices.iter().map(|(group, _, _)| *group).collect();
        let used: BTreeSet<usize> = voices.iter().map(|(_, section, _)| *section).collect();
        let count = |group: usize, section: usize| {
            voices
                .iter()
                .filter(|(g, s, _)| (*g, *s) == (group, section))
                .count() as i64
        };
        Flow {
            counts: heard
                .iter()
                .map(|group| used.iter().map(|section| count(*group, *section)).collect())
                .collect(),
            groups: heard
                .iter()
                .map(|group| (*group, self.groups[*group].clone()))
                .collect(),
            sections: used
                .iter()
                .map(|section| sections[*section].clone())
                .collect(),
        }
    }

    /// "31 of 34 paragraphs say what they stand on."
    pub fn in_words(&self, t: &Tongue) -> String {
        let args = [
            ("founded", (self.founded as i64).into()),
            ("needed", (self.needed as i64).into()),
        ];
        t.say_with("review-coverage-blocks", &args)
    }

    /// The groups none of whose voices the text stands on, as far as the visitor may know.
    fn unheard(&self, app: &App, who: &Who) -> Vec<&Group> {
        let all = self.by_block.values().flatten();
        let heard: BTreeSet<usize> = all
            .filter_map(|item| self.group_of(app, who, item))
            .collect();
        let groups = self.groups.iter().enumerate();
        groups
            .filter(|(at, _)| !heard.contains(at))
            .map(|(_, group)| group)
            .collect()
    }

    fn uses(&self, number: ItemNumber) -> bool {
        self.bases
            .of
            .values()
            .any(|basis| basis.grounds.contains(&Ground::Item(number)))
    }
}

/// The accepted items of a cycle that the visitor may see.
fn accepted(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<Vec<Item>, Fault> {
    let reach = (app.policy().reach)(&who.viewer);
    let filter = Filter {
        state: Some(WorkState::Published),
        ..Filter::all(&cycle.id)
    };
    let (mut found, mut from, mut read) = (Vec::new(), From::Start, 0);
    loop {
        let page = list(db, &reach, &filter, Order::OldestFirst, &from, PAGE_ITEMS)?;
        read += page.items.len();
        let last = page.items.last().cloned();
        for item in page.items {
            let draft = answers::work(db, item.number)?.draft;
            let is_accepted = draft.is_some_and(|draft| draft.disposition.is_change());
            if is_accepted && item.is_shown && item.fields_for(app, &who.viewer).is_some() {
                found.push(item);
            }
        }
        match last {
            Some(last) if page.has_after && read < ACCEPTED => from = From::After(Box::new(last)),
            _ => return Ok(found),
        }
    }
}

/// GET /documents/{slug}/coverage
pub async fn coverage_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (document, cycle) = readable(&app, &who, &slug)?;
    let is_writer = may_write(&who.viewer, &cycle).is_ok();
    let (coverage, accepted, left, open) = app.read(|db| {
        let coverage = Coverage::load(&app, db, &who, &document)?.ok_or(Stop::NotFound)?;
        let accepted = accepted(&app, db, &who, &cycle)?;
        let all = accepted.len();
        let mut left: Vec<Item> = accepted
            .into_iter()
            .filter(|item| !coverage.uses(item.number))
            .collect();
        let counted = (all, left.len());
        left.truncate(LISTED);
        let titles = openings(db, &left)?
            .into_iter()
            .map(|opening| opening.text.unwrap_or_default());
        let left: Vec<(Item, String)> = left.clone().into_iter().zip(titles).collect();
        let open = match is_writer {
            true => unfounded(&app, db, &document, &coverage.bases)?,
            false => Vec::new(),
        };
        Ok::<_, Stop>((coverage, counted, left, open))
    })?;
    let t = &who.tongue;
    let title = t.say("review-coverage");
    let kicker = html! { a href={ "/documents/" (slug) } { bdi { (safe_text(&document.title)) } } };
    let unheard = coverage.unheard(&app, &who);
    let args = [
        ("used", ((accepted.0 - accepted.1) as i64).into()),
        ("all", (accepted.0 as i64).into()),
    ];
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (coverage.in_words(t)) " " (t.say_with("review-coverage-accepted", &args)) })))
        (coverage.flow(&app, &who).render(t))
        section { h2 { (t.say("review-unheard")) }
            @if unheard.is_empty() { p { (t.say("review-unheard-none")) } }
            ul { @for group in &unheard { li { bdi { (safe_text(&group.name)) } } } } }
        @if is_writer { (for_writers(t, &coverage.document, &left, &open)) }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// The lists that one works through.
fn for_writers(
    t: &Tongue,
    document: &Document,
    left: &[(Item, String)],
    open: &[Obstacle],
) -> Markup {
    let base = format!("/documents/{}/{}/basis", document.slug, document.latest);
    html! {
        section { h2 { (t.say("review-left-out")) }
            @if left.is_empty() { p { (t.say("review-left-out-none")) } }
            ul { @for (item, title) in left { li { (stamp(t, &item.number.to_string(), Some(&format!("/items/{}", item.number)))) " "
                span lang=(item.lang) dir="auto" { (safe_text(&super::figure::shortened(title, 100))) } } } } }
        section { h2 { (t.say("review-unfounded")) }
            @if open.is_empty() { p { (t.say("review-unfounded-none")) } }
            ul { @for obstacle in open.iter().take(LISTED) {
                @match obstacle {
                    Obstacle::NoBasis(block, label) => li { a href={ (base) "?block=" (block) } { (t.say_with("review-no-basis", &[("label", label.as_str().into())])) } },
                    Obstacle::PrivateBasis(block, label) => li { a href={ (base) "?block=" (block) } { (t.say_with("review-private-basis", &[("label", label.as_str().into())])) } },
                    _ => {},
                }
            } }
            p .acts { a .button href=(base) { (t.say("review-basis-title")) } } }
    }
}
