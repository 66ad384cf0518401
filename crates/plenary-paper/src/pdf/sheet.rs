//! Pages as they are laid out: what stands where, before anything is drawn. Measures are points from the upper left.

use std::collections::HashMap;
use std::rc::Rc;

use super::letters::Glyph;
use super::lines::{Line, seen};
use super::shape::Shaped;
use super::tags::{ARTIFACT, Tags};

/// ISO 216 A4.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// The column of the text: about 70 letters of the body's size.
pub(super) const COLUMN: f32 = 388.0;
/// From the edge to the column, on the side where lines begin; the numbers of blocks stand there.
const START_MARGIN: f32 = 112.0;
const TOP: f32 = 72.0;
const BOTTOM: f32 = HEIGHT - 78.0;

/// Something on a page.
pub(super) enum Mark {
    Words(Words),
    /// A thin line.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// A place that leads elsewhere.
    Link {
        mark: usize,
        link: usize,
        corner: (f32, f32),
        size: (f32, f32),
    },
}

/// Glyphs of one font in a row.
pub(super) struct Words {
    /// The mark of its tag; none for what is no part of the text.
    pub mark: Option<usize>,
    pub face: usize,
    pub size: f32,
    pub x: f32,
    pub y: f32,
    pub glyphs: Vec<Glyph>,
    pub text: Rc<str>,
}

/// A heading as the outline lists it.
pub(super) struct Heading {
    pub level: u8,
    pub words: String,
    pub page: usize,
    pub y: f32,
}

/// Where a link leads.
pub(super) enum Target {
    Address(String),
    /// A note, by its label.
    Note(String),
}

/// The pages of a document, being filled.
pub(super) struct Sheet {
    pub pages: Vec<Vec<Mark>>,
    pub tags: Tags,
    pub headings: Vec<Heading>,
    pub links: Vec<Target>,
    /// Where notes begin: page and height.
    pub notes: HashMap<String, (usize, f32)>,
    pub is_rtl: bool,
    /// Where the next line begins.
    pub y: f32,
    /// The tag and mark that were written last on this page.
    last: Option<(usize, usize)>,
    page: usize,
}

impl Sheet {
    pub fn new(is_rtl: bool) -> Sheet {
        Sheet {
            pages: vec![Vec::new()],
            tags: Tags::default(),
            headings: Vec::new(),
            links: Vec::new(),
            notes: HashMap::new(),
            is_rtl,
            y: TOP,
            last: None,
            page: 0,
        }
    }

    /// The page that is being filled.
    pub fn page(&self) -> usize {
        self.page
    }

    /// Goes on writing on a page that is there.
    pub fn turn_to(&mut self, page: usize) {
        self.page = page;
        self.last = None;
    }

    /// How much room the page has left, in points.
    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Whether nothing stands on the page yet.
    pub fn is_at_top(&self) -> bool {
        self.y <= TOP
    }

    /// Begins a page when less than this is left of the one before.
    pub fn need(&mut self, room: f32) {
        if self.room() < room && !self.is_at_top() {
            self.pages.push(Vec::new());
            self.y = TOP;
            self.turn_to(self.pages.len() - 1);
        }
    }

    /// Leaves room, but not at the top of a page.
    pub fn leave(&mut self, room: f32) {
        if !self.is_at_top() {
            self.y += room;
        }
    }

    /// The left edge of a box of this width that stands so far from where lines begin.
    pub fn left(&self, indent: f32, width: f32) -> f32 {
        match self.is_rtl {
            true => WIDTH - START_MARGIN - indent - width,
            false => START_MARGIN + indent,
        }
    }

    /// Writes a line into a box; `y` is where its letters stand.
    pub fn write(&mut self, shaped: &Shaped, line: &Line, left: f32, width: f32, y: f32) {
        let mut x = match shaped.is_rtl {
            true => left + width - line.width - line.blank,
            false => left,
        };
        for (run, is_rtl) in seen(shaped, line) {
            let wide: f32 = shaped.clusters[run.clone()]
                .iter()
                .map(|each| each.advance)
                .sum();
            self.write_run(shaped, run, is_rtl, (x, y), wide);
            x += wide;
        }
    }

    fn write_run(
        &mut self,
        shaped: &Shaped,
        run: std::ops::Range<usize>,
        is_rtl: bool,
        (x, y): (f32, f32),
        wide: f32,
    ) {
        let clusters = &shaped.clusters[run];
        let segment = &shaped.segments[clusters[0].segment as usize];
        let dress = &shaped.dresses[segment.dress];
        let glyphs = |cluster: &super::shape::Cluster| {
            shaped.glyphs[cluster.from as usize..cluster.to as usize].to_vec()
        };
        let glyphs = match is_rtl {
            true => clusters.iter().rev().flat_map(glyphs).collect(),
            false => clusters.iter().flat_map(glyphs).collect(),
        };
        let mark = (dress.twig != ARTIFACT).then(|| self.mark(dress.twig));
        let words = Words {
            mark,
            face: segment.face,
            size: dress.size,
            x,
            y: y - dress.raise,
            glyphs,
            text: shaped.text.clone(),
        };
        self.put(Mark::Words(words));
        if let Some(link) = dress.link {
            let mark = self.tags.mark(dress.twig);
            self.last = None;
            let size = (wide, dress.size * 1.2);
            self.put(Mark::Link {
                mark,
                link,
                corner: (x, y - dress.raise - dress.size),
                size,
            });
        }
        let under = dress
            .link
            .is_some_and(|link| matches!(self.links[link], Target::Address(_)));
        let height = if under {
            y + 1.5
        } else {
            y - dress.size * 0.28
        };
        if under || dress.is_struck {
            self.put(Mark::Rule {
                from: (x, height),
                to: (x + wide, height),
            });
        }
    }

    /// The mark for more words of a tag: the last one, when nothing came between.
    fn mark(&mut self, twig: usize) -> usize {
        match self.last {
            Some((was, mark)) if was == twig => mark,
            _ => {
                let mark = self.tags.mark(twig);
                self.last = Some((twig, mark));
                mark
            }
        }
    }

    /// Puts something on the page. What is no part of the text ends the mark before: no mark is drawn in two pieces.
    pub fn put(&mut self, mark: Mark) {
        if !matches!(mark, Mark::Words(Words { mark: Some(_), .. })) {
            self.last = None;
        }
        self.pages[self.page].push(mark);
    }
}
