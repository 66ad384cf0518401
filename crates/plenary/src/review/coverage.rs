//! What the text stands on and what it left out: accepted items without a block, blocks without a basis, groups unheard.

use std::collections::{BTreeMap, BTreeSet, HashMap};
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

use super::figure::{End, Flow, Source};
use super::missing::{Obstacle, unfounded};
use crate::answer::{Disposition, store as answers};
use crate::basis::{self, Bases, Ground, Shown, bases, needs_basis};
use crate::docket::store::list::{Filter, From, Order, PAGE_ITEMS, list};
use crate::docket::store::opening::openings;
use crate::docket::{Item, ItemNumber, WorkState, store as docket, tally};
use crate::document::pages::readable;
use crate::document::rules::may_write;
use crate::document::{Document, labels, store as documents};
use crate::forum::{self, Cycle, Group};
use crate::session::{Heard, store as sessions};
use crate::transcript::{Turn, store::read as transcripts};

/// The most lines of a list on the page.
const LISTED: usize = 100;
/// The most accepted items that are looked up.
const ACCEPTED: usize = 2_000;

/// A docket longer than this is not counted for the picture of who went where: it would make readers wait.
const COUNTED: i64 = 20_000;

/// The parts of a text: their headings, and for each block the part it is in.
#[derive(Default)]
struct Sections {
    names: Vec<String>,
    of_blocks: Vec<usize>,
}

/// A voice that a text stands on: an item, or a turn in a session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    Item(ItemNumber),
    Turn(String, u32),
}

/// Voices counted by the place of their group.
#[derive(Default)]
struct Counted {
    /// Group, part and voice, for the voices that the text stands on.
    parts: BTreeSet<(Option<usize>, usize, Voice)>,
    /// How many of a group had which answer, without those that the text stands on.
    rest: BTreeMap<(Option<usize>, Option<Disposition>), i64>,
    /// How many voices the text stands on.
    used: i64,
}

impl Counted {
    fn in_part(&self, group: Option<usize>, part: usize) -> i64 {
        let all = self.parts.iter();
        all.filter(|(g, p, _)| (*g, *p) == (group, part)).count() as i64
    }

    fn left(&self, group: Option<usize>, fate: Option<Disposition>) -> i64 {
        self.rest.get(&(group, fate)).copied().unwrap_or(0).max(0)
    }
}

fn fate_name(t: &Tongue, fate: Option<Disposition>) -> String {
    match fate {
        Some(fate) => t.say(&format!("disposition-{}", fate.word())).into_owned(),
        None => t.say("review-flow-open").into_owned(),
    }
}

/// What the text stands on, as far as a visitor may know.
pub(super) struct Coverage {
    document: Document,
    bases: Bases,
    /// For each block the items it stands on that the visitor may see.
    pub by_block: HashMap<BlockId, Vec<Item>>,
    /// For each block the turns in sessions it stands on, with the place of the speaker's group as it may be shown.
    heard: HashMap<BlockId, Vec<(Voice, Option<usize>)>>,
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
            heard: HashMap::new(),
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
            if let Ground::Heard(heard) = ground {
                let turns = turns(app, db, who, heard, &self.groups)?;
                self.heard.entry(block).or_default().extend(turns);
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

    /// The group under which the docket counts an item.
    fn counted_group(&self, item: &Item) -> Option<usize> {
        let is_anonymous = item.attribution == plenary_kit::policy::Attribution::Anonymous;
        let word = item.group.as_deref().filter(|_| !is_anonymous)?;
        self.groups.iter().position(|group| group.word == word)
    }

    /// Whose voices went where: into which part of the text, an item once a part; and what became of the others of the
    /// cycle, as far as the visitor may know of them.
    pub fn flow(&self, app: &App, db: &Db<'_>, who: &Who) -> Result<Flow, Fault> {
        let sections = self.sections();
        let mut counted = Counted::default();
        let mut used: BTreeSet<Voice> = BTreeSet::new();
        for (block, section) in self.version.blocks().iter().zip(&sections.of_blocks) {
            for item in self.by_block.get(&block.id).into_iter().flatten() {
                let (group, voice) = (self.group_of(app, who, item), Voice::Item(item.number));
                counted.parts.insert((group, *section, voice.clone()));
                used.insert(voice);
            }
            for (voice, group) in self.heard.get(&block.id).into_iter().flatten() {
                counted.parts.insert((*group, *section, voice.clone()));
                used.insert(voice.clone());
            }
        }
        counted.used = used.len() as i64;
        self.count_rest(app, db, who, &mut counted)?;
        Ok(self.drawn(&who.tongue, &sections.names, &counted))
    }

    /// The headings of the parts, and for each block the part it is in.
    fn sections(&self) -> Sections {
        let mut found = Sections::default();
        let labels = labels(&self.version);
        for (block, label) in self.version.blocks().iter().zip(&labels) {
            let is_section =
                matches!(block.kind, BlockKind::Heading { level: 1 | 2 } if block.span.start > 0);
            if is_section || found.names.is_empty() {
                let words = self.version.slice(block.span);
                let is_numbered = words.starts_with(label.as_str());
                found.names.push(if is_numbered || !is_section {
                    words.to_owned()
                } else {
                    format!("{label} {words}")
                });
            }
            found.of_blocks.push(found.names.len() - 1);
        }
        found
    }

    /// What became of the items of the cycle that no part stands on; a docket too long to be counted here is left out.
    fn count_rest(
        &self,
        app: &App,
        db: &Db<'_>,
        who: &Who,
        counted: &mut Counted,
    ) -> Result<(), Fault> {
        let (cycle, reach) = (&self.document.cycle, (app.policy().reach)(&who.viewer));
        if tally::head(db, &reach, cycle, app.now())?.items > COUNTED {
            return Ok(());
        }
        for (group, disposition, items) in answers::list::fates(db, &reach, cycle)? {
            let place = self.groups.iter().position(|each| each.word == group);
            *counted.rest.entry((place, disposition)).or_default() += items;
        }
        let mut seen = BTreeSet::new();
        for item in self.by_block.values().flatten() {
            if item.cycle == *cycle && item.is_shown && seen.insert(item.number) {
                let work = answers::work(db, item.number)?;
                let fate = work.draft.filter(|_| work.published.is_some());
                let place = self.counted_group(item);
                let key = (place, fate.map(|draft| draft.disposition));
                *counted.rest.entry(key).or_default() -= 1;
            }
        }
        Ok(())
    }

    /// The counts in the order in which they are drawn: what says no group, and what has no answer, last.
    fn drawn(&self, t: &Tongue, names: &[String], counted: &Counted) -> Flow {
        let parts: BTreeSet<usize> = counted.parts.iter().map(|(_, part, _)| *part).collect();
        let rest = || counted.rest.iter().filter(|(_, items)| **items > 0);
        let fates: BTreeSet<(bool, Option<Disposition>)> = rest()
            .map(|((_, fate), _)| (fate.is_none(), *fate))
            .collect();
        let sources: BTreeSet<(bool, Option<usize>)> = rest()
            .map(|((group, _), _)| *group)
            .chain(counted.parts.iter().map(|(group, _, _)| *group))
            .map(|group| (group.is_none(), group))
            .collect();
        let row = |group: Option<usize>| {
            let parts = parts.iter().map(|part| counted.in_part(group, *part));
            let left = fates.iter().map(|(_, fate)| counted.left(group, *fate));
            parts.chain(left).collect()
        };
        let end = |name: String, is_text| End { name, is_text };
        let ends = parts.iter().map(|part| end(names[*part].clone(), true));
        let others = fates
            .iter()
            .map(|(_, fate)| end(fate_name(t, *fate), false));
        Flow {
            counts: sources.iter().map(|(_, group)| row(*group)).collect(),
            sources: sources
                .iter()
                .map(|(_, group)| self.source(t, *group))
                .collect(),
            ends: ends.chain(others).collect(),
            voices: counted.used + rest().map(|(_, items)| items).sum::<i64>(),
            used: counted.used,
        }
    }

    fn source(&self, t: &Tongue, place: Option<usize>) -> Source {
        let name = match place {
            Some(place) => self.groups[place].name.clone(),
            None => t.say("docket-no-group").into_owned(),
        };
        Source { place, name }
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
            .chain(
                self.heard
                    .values()
                    .flatten()
                    .filter_map(|(_, group)| *group),
            )
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

/// The turns that a passage of a session is taken from, each with the place of its group as the session's policy shows it.
fn turns(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    heard: &Heard,
    groups: &[Group],
) -> Result<Vec<(Voice, Option<usize>)>, Fault> {
    let session = sessions::session(db, &heard.session)?;
    let fields = session.and_then(|session| session.seen_by(app.policy(), &who.viewer));
    let record = transcripts::transcript(db, &heard.session)?;
    let Some((fields, record)) = fields.zip(record) else {
        return Ok(Vec::new());
    };
    let said = record.turns.iter().filter(|turn| {
        let mut paragraphs = turn.paragraphs.iter();
        paragraphs.any(|each| (heard.first..=heard.last).contains(&each.number))
    });
    let voice = |turn: &Turn| {
        let word = turn.shown(fields).group;
        let place = word.and_then(|word| groups.iter().position(|group| group.word == word));
        (Voice::Turn(heard.session.to_string(), turn.number), place)
    };
    Ok(said.map(voice).collect())
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
    let (coverage, accepted, left, open, flow) = app.read(|db| {
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
        let flow = coverage.flow(&app, db, &who)?;
        Ok::<_, Stop>((coverage, counted, left, open, flow))
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
        (flow.render(t))
        section { h2 { (t.say("review-unheard")) }
            @if unheard.is_empty() { p { (t.say("review-unheard-none")) } }
            ul { @for group in &unheard { li { bdi { (safe_text(&group.name)) } } } } }
        @if is_writer { (for_writers(t, &coverage, &left, &open)) }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// The lists that one works through.
fn for_writers(
    t: &Tongue,
    coverage: &Coverage,
    left: &[(Item, String)],
    open: &[Obstacle],
) -> Markup {
    let document = &coverage.document;
    let base = format!("/documents/{}/{}/basis", document.slug, document.latest);
    let block = |id: &BlockId, label: &str, is_private: bool| {
        let words =
            (coverage.version.block(*id)).map_or("", |block| coverage.version.slice(block.span));
        let private = t.say_with("review-private-basis", &[("label", label.into())]);
        html! {
            li { a href={ (base) "?block=" (id) } { (label) } " "
                span lang=(document.lang) dir="auto" { (safe_text(&super::figure::shortened(words, 90))) }
                @if is_private { br; small { (private) } } }
        }
    };
    html! {
        section { h2 { (t.say("review-left-out")) }
            @if left.is_empty() { p { (t.say("review-left-out-none")) } }
            ul { @for (item, title) in left { li { (stamp(t, &item.number.to_string(), Some(&format!("/items/{}", item.number)))) " "
                span lang=(item.lang) dir="auto" { (safe_text(&super::figure::shortened(title, 100))) } } } } }
        section { h2 { (t.say("review-unfounded")) }
            @if open.is_empty() { p { (t.say("review-unfounded-none")) } }
            ul { @for obstacle in open.iter().take(LISTED) {
                @match obstacle {
                    Obstacle::NoBasis(id, label) => (block(id, label, false)),
                    Obstacle::PrivateBasis(id, label) => (block(id, label, true)),
                    _ => {},
                }
            } }
            p .acts { a .quiet href=(base) { (t.say("review-basis-title")) } } }
    }
}
