//! The reading page: the text with its numbers, the voices in its margin, and what can be done with it.

use std::collections::HashMap;
use std::sync::Arc;

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Alternate, Author, Block as PageBlock, Place, Said, Voice, blocks, heading, safe_text,
};
use plenary_kit::shell::{self, Page};
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::Who;
use plenary_passage::{Block, BlockId, BlockKind, Span, Version};

use super::asked::Asked;
use super::bases::margin;
use super::fared::Fared;
use super::outcome::outcome;
use super::voices::{Voices, voices};
use crate::basis::{Bases, bases};
use crate::comment::rules::may_comment;
use crate::comment::{Placed, placed};
use crate::docket::pages::{Row, group, rows};
use crate::docket::{Item, ItemNumber};
use crate::document::pages::state_in_words;
use crate::document::rules::may_write;
use crate::document::{
    self, Document, Typeset, VersionLine, VersionNumber, arrived, edit_path, store as documents,
    typeset,
};
use crate::forum::{self, Cycle, Group, PhaseKind};

/// The most voices on the page, so that its first view stays light however many there are.
const ALL_VOICES: usize = 40;
/// So many letters of a cell are said again beside its table.
const CELL_LETTERS: u32 = 60;
/// The most blocks on one page; a longer text is read in parts.
pub(super) const BLOCKS: usize = 120;

/// Everything the page shows.
pub(super) struct ReadingPage {
    pub cycle: Cycle,
    pub document: Document,
    pub line: VersionLine,
    pub version: Arc<Version>,
    pub voices: Arc<Voices>,
    /// Its blocks as they are set.
    pub set: Arc<Typeset>,
    rows: HashMap<ItemNumber, Row>,
    pub groups: Vec<Group>,
    names: i64,
    part: usize,
    fared: Fared,
    bases: Bases,
    /// What each block stands on, for this visitor.
    stands: HashMap<BlockId, Markup>,
    outcome: Option<Markup>,
}

/// The row and column of a block that is a cell of a table.
fn cell_of(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::TableCell { row, column } => Some((row, column)),
        _ => None,
    }
}

/// Which comments stand in which block: by index among the placed.
pub(super) fn by_block<'a>(
    version: &Version,
    placed: impl IntoIterator<Item = &'a Placed>,
) -> HashMap<BlockId, Vec<usize>> {
    let mut found: HashMap<BlockId, Vec<usize>> = HashMap::new();
    for (at, comment) in placed.into_iter().enumerate() {
        let spans = comment.places.iter().flat_map(|(_, stands)| stands.spans());
        for block in spans.filter_map(|span| version.block_at(span.start)) {
            let here = found.entry(block.id).or_default();
            if here.last() != Some(&at) {
                here.push(at);
            }
        }
    }
    found
}

/// The comments of a document that the visitor may see, and where they stand.
pub(super) fn seen_comments(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    document: &Document,
    number: VersionNumber,
) -> Result<Vec<Placed>, Fault> {
    let may_see = |item: &Item| item.is_shown && item.fields_for(app, &who.viewer).is_some();
    let mut all = placed(db, &document.id, number, may_see)?;
    all.retain(|comment| comment.item.about.is_none());
    Ok(all)
}

impl ReadingPage {
    pub fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        (document, cycle): (Document, Cycle),
        number: VersionNumber,
        asked: Asked,
    ) -> Result<ReadingPage, Stop> {
        let line = documents::version_line(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let part = asked.part(&version).ok_or(Stop::NotFound)?;
        let voices = voices(app, db, &who.viewer, &document, (number, &version))?;
        let mut page = ReadingPage {
            groups: forum::store::groups(db)?,
            names: crate::docket::store::names_changed(db)?,
            fared: Fared::with(db, &document, number, voices.fared)?,
            bases: bases(db, &document.id, number)?,
            stands: HashMap::new(),
            outcome: match number == document.latest {
                true => outcome(app, db, who, &document)?,
                false => None,
            },
            rows: HashMap::new(),
            set: typeset(app, &document.id, number, &version),
            cycle,
            document,
            line,
            version,
            voices,
            part,
        };
        for block in page.blocks().to_vec() {
            let stands = margin(app, db, who, &page.bases, &block)?;
            page.stands.extend(stands.map(|stands| (block.id, stands)));
        }
        let found = rows(app, db, &who.viewer, &page.cycle, page.shown())?;
        page.rows = found
            .into_iter()
            .map(|row| (row.item().number, row))
            .collect();
        Ok(page)
    }

    /// What the page's tag is made of.
    pub fn state(&self, app: &App) -> String {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.voices.sum.hash(&mut hasher);
        for stands in self.outcome.iter().chain(
            self.blocks()
                .iter()
                .filter_map(|block| self.stands.get(&block.id)),
        ) {
            stands.0.hash(&mut hasher);
        }
        let now = app.now();
        let is_open = self.cycle.open_phases(now).count();
        format!(
            "{}-{}-{}-{is_open}-{:x}",
            self.document.changed,
            self.names,
            self.part,
            hasher.finish()
        )
    }

    fn blocks(&self) -> &[Block] {
        let all = self.version.blocks();
        let from = self.part * BLOCKS;
        &all[from..all.len().min(from + BLOCKS)]
    }

    /// The comments whose words the page shows.
    fn shown(&self) -> Vec<Item> {
        let blocks = self.blocks().iter();
        let here = blocks.filter_map(|block| self.voices.on.get(&block.id));
        let beside = here.flat_map(|here| &here.first).take(ALL_VOICES);
        let mut shown: Vec<&Arc<Placed>> = beside.chain(&self.voices.whole.first).collect();
        shown.sort_unstable_by_key(|comment| comment.item.seq);
        shown.dedup_by_key(|comment| comment.item.seq);
        shown.iter().map(|comment| comment.item.clone()).collect()
    }

    /// The page; `is_saved` for who saved this version just now.
    pub fn render(&self, app: &App, who: &Who, is_saved: bool) -> Markup {
        let t = &who.tongue;
        let body = html! {
            (heading(Some(self.kicker()), &self.document.title, None))
            @if let Some(block) = self.blocks().first().filter(|block| self.is_title(block)) { span #{ "b" (block.id) } {} }
            (self.facts(app, who))
            (self.contents(t))
            h2 .heard { (t.say("review-text")) }
            (self.text(t))
            (self.parts(t))
            @if let Some(outcome) = &self.outcome { (outcome) }
            (self.whole(t))
            (self.orphans(t))
            (self.counts(t))
            (self.downloads(t))
        };
        let feed = format!("/documents/{}/versions.atom", self.document.slug);
        let mut page = Page::new(&self.document.title, Place::Now, body)
            .followed(vec![Alternate::feed(t, "feed-versions", feed)]);
        if may_comment(&self.cycle, &self.document).is_ok() {
            page.head = Some(html! { script src=(super::select_path()) defer {} });
        }
        let draft = edit_path(&self.document.slug);
        let is_saved = is_saved && may_write(&who.viewer, &self.cycle).is_ok();
        page.notice = is_saved.then(|| arrived(t, "document-saved", &draft));
        page.render(app, who)
    }

    fn kicker(&self) -> Markup {
        html! { a href={ "/cycles/" (self.cycle.slug) } { bdi { (safe_text(&self.cycle.title)) } } }
    }

    pub fn base(&self) -> String {
        format!("/documents/{}/{}", self.document.slug, self.line.number)
    }

    /// Where it stands, until when one comments, and what else there is.
    fn facts(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let zone = shell::face(app).zone;
        let slug = &self.document.slug;
        let number = i64::from(self.line.number.0);
        let review = self.cycle.phase(PhaseKind::Review);
        let is_open = may_comment(&self.cycle, &self.document).is_ok();
        html! {
            div .document-facts {
                p { span .badge { (state_in_words(t, self.document.state)) } " "
                    (t.say_with("review-version", &[("number", number.into())])) ", " (t.instant(self.line.saved.0, &zone))
                    @if !self.line.note.is_empty() { ". " span dir="auto" { (safe_text(&self.line.note)) } } }
                @if let Some(words) = self.fared.in_words(t) { p .small { (words) } }
                @if self.line.number < self.document.latest {
                    p .notice { a href={ "/documents/" (slug) } { (t.say("review-not-latest")) } }
                }
                @if is_open {
                    @match review.filter(|phase| app.now() < phase.closes) {
                        Some(phase) => p { (t.mark_with("review-open-until", &[("when", t.instant(phase.closes.0, &zone).into())])) },
                        None => p { (t.say("review-open-late")) },
                    }
                    p .acts { a .quiet href={ (self.base()) "/comment" } { (t.say("review-comment-whole")) }
                        @if who.viewer.participant.is_some() { a .quiet href={ (self.base()) "/bring" } { (t.say("table-bring")) } } }
                }
                p .small {
                    a href={ "/documents/" (slug) "/versions" } { (t.say("review-versions")) }
                    @if number > 1 { " · " a href={ "/documents/" (slug) "/compare/" (number - 1) "/" (number) } { (t.say_with("review-compare", &[("number", (number - 1).into())])) }
                        " · " a href={ (self.base()) "/places" } { (t.say("review-places")) } }
                    " · " a href={ "/documents/" (slug) "/coverage" } { (t.say("review-coverage")) }
                    " · " a href={ (self.base()) "/comments" } { (t.say_with("review-comments", &[("count", (self.voices.count as i64).into())])) }
                    @if may_write(&who.viewer, &self.cycle).is_ok() {
                        " · " a href={ "/documents/" (slug) "/edit" } { (t.say("review-write")) }
                        " · " a href={ "/documents/" (slug) "/" (self.document.latest) "/basis" } { (t.say("review-basis-title")) }
                        " · " a href={ "/documents/" (slug) "/state" } { (t.say("review-go-on")) }
                    }
                }
            }
        }
    }

    /// The headings as a table of contents.
    fn contents(&self, t: &Tongue) -> Markup {
        let all = self
            .version
            .blocks()
            .iter()
            .zip(&self.set.labels)
            .enumerate();
        let headings: Vec<_> = all
            .filter(|(_, (block, _))| {
                matches!(block.kind, BlockKind::Heading { level } if level <= 3 && block.span.start > 0)
            })
            .take(100)
            .collect();
        html! {
            @if headings.len() > 2 {
                details .contents { summary { (t.say("review-contents")) }
                    ol lang=(self.document.lang) dir=(direction(&self.document.lang)) {
                        @for (at, (block, label)) in headings {
                            li { span .small { (label) } " " a href={ (self.part_link(at / BLOCKS)) "#b" (block.id) } { (safe_text(self.version.slice(block.span))) } }
                        }
                    }
                }
            }
        }
    }

    fn part_link(&self, part: usize) -> String {
        match part {
            part if part == self.part => String::new(),
            0 => self.base(),
            part => format!("{}?part={}", self.base(), part + 1),
        }
    }

    fn text(&self, t: &Tongue) -> Markup {
        let from = self.part * BLOCKS;
        let here = self.set.labels.iter().enumerate().skip(from);
        let told: HashMap<ItemNumber, Told> = self.told();
        let is_open = may_comment(&self.cycle, &self.document).is_ok();
        let ids: Vec<String> = self
            .blocks()
            .iter()
            .map(|block| format!("b{}", block.id))
            .collect();
        let blocks_here = self.blocks().iter().zip(here).zip(&ids);
        let shown: Vec<PageBlock<'_>> = blocks_here
            .filter(|((block, _), _)| !self.is_title(block))
            .map(|((block, (at, label)), id)| {
                let spoken = self.voices.on.get(&block.id);
                let first = spoken.into_iter().flat_map(|here| &here.first);
                let voices = first.filter_map(|comment| told.get(&comment.item.number));
                let voices = voices.map(|told| told.voice(self.cell_words(block)));
                PageBlock {
                    id,
                    number: label,
                    lang: Some(&self.document.lang),
                    cell: cell_of(block),
                    body: self.set.body(at).cloned().unwrap_or_default(),
                    stands: self.stands.get(&block.id).cloned(),
                    act: self.act(t, (block, label), spoken, is_open),
                    voices: voices.collect(),
                }
            })
            .collect();
        let text = html! { div .paper.reading { (blocks(t, &shown)) } };
        match is_open {
            true => self.with_tray(t, text),
            false => text,
        }
    }

    /// Whether a block only says again what stands at the top of the page, and nobody speaks about it.
    fn is_title(&self, block: &Block) -> bool {
        matches!(block.kind, BlockKind::Heading { level: 1 })
            && block.span.start == 0
            && self.version.slice(block.span) == self.document.title
            && !self.voices.on.contains_key(&block.id)
    }

    /// The words of a cell, as far as the voices beside its table need them to say what they speak about.
    fn cell_words(&self, block: &Block) -> Option<&str> {
        cell_of(block)?;
        let Span { start, end } = block.span;
        let words = Span::new(start, end.min(start.saturating_add(CELL_LETTERS)));
        Some(self.version.slice(words))
    }

    fn told(&self) -> HashMap<ItemNumber, Told<'_>> {
        let all = self.rows.iter();
        all.map(|(number, row)| (*number, Told::of(row, &self.groups)))
            .collect()
    }

    fn parts(&self, t: &Tongue) -> Markup {
        let parts = self.version.blocks().len().div_ceil(BLOCKS);
        html! {
            @if parts > 1 {
                nav .pager aria-label=(t.say("review-parts")) {
                    @if self.part > 0 { a rel="prev" href=(self.part_link(self.part - 1)) { (t.say("review-part-before")) } }
                    " " span { (t.say_with("review-part", &[("part", (self.part as i64 + 1).into()), ("parts", (parts as i64).into())])) } " "
                    @if self.part + 1 < parts { a rel="next" href=(self.part_link(self.part + 1)) { (t.say("review-part-after")) } }
                }
            }
        }
    }

    /// The place for what is about the document as a whole; it is never hidden.
    fn whole(&self, t: &Tongue) -> Markup {
        let first = self.voices.whole.first.iter();
        let rows = first.filter_map(|comment| self.rows.get(&comment.item.number));
        let told: Vec<Told<'_>> = rows.map(|row| Told::of(row, &self.groups)).collect();
        let count = self.voices.whole.count;
        html! {
            section .general #general aria-labelledby="general-title" {
                h2 #general-title { (t.say("review-general")) }
                @if count == 0 { p { (t.say("review-general-none")) } }
                @for told in &told { (told.line(t)) }
                @if count > told.len() { p { a href={ (self.base()) "/comments?block=general" } { (t.say_with("review-more", &[("count", ((count - told.len()) as i64).into())])) } } }
            }
        }
    }

    fn orphans(&self, t: &Tongue) -> Markup {
        let count = self.voices.orphans;
        html! {
            @if count > 0 {
                p .notice { a href={ (self.base()) "/places" } { (t.say_with("review-orphans", &[("count", (count as i64).into())])) } }
            }
        }
    }

    fn downloads(&self, t: &Tongue) -> Markup {
        html! {
            p .small { (t.say("review-downloads")) " "
                @for (format, name) in crate::document::FORMATS { a href={ (self.base()) "/file/" (format) } { (name) } " · " }
                a href={ (self.base()) "/file/text" } { (t.say("review-plain-text")) } }
        }
    }
}

/// A comment as the margin shows it.
pub(super) struct Told<'a> {
    number: String,
    href: String,
    row: &'a Row,
    groups: &'a [Group],
}

impl<'a> Told<'a> {
    pub fn of(row: &'a Row, groups: &'a [Group]) -> Told<'a> {
        let number = row.item().number.to_string();
        Told {
            href: format!("/items/{number}"),
            number,
            row,
            groups,
        }
    }

    /// As a voice beside the text; `on` are the words it speaks about, where they are not the paragraph beside it.
    fn voice<'v>(&'v self, on: Option<&'v str>) -> Voice<'v> {
        Voice {
            number: &self.number,
            href: &self.href,
            author: Author {
                name: self.row.by(),
                group: group(self.groups, self.row.group()),
                ..Author::default()
            },
            on,
            said: Said {
                text: self.row.title().unwrap_or("–"),
                lang: Some(&self.row.item().lang),
                is_markdown: false,
            },
            state: self.row.item().standing.state.word(),
        }
    }

    /// The same as a line of a list.
    pub fn line(&self, t: &Tongue) -> Markup {
        let voice = self.voice(None);
        html! {
            article .voice.line {
                p .meta { (plenary_kit::page::stamp(t, voice.number, Some(voice.href))) " " (voice.author.render()) }
                (voice.said.render(&format!("l{}", voice.number), 4))
            }
        }
    }
}

/// A document's latest version that has been saved.
pub(super) fn latest(document: &document::Document) -> Result<VersionNumber, Stop> {
    match document.latest {
        VersionNumber(0) => Err(Stop::NotFound),
        number => Ok(number),
    }
}
