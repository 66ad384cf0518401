//! One line of a block, as long as it may be: its letters in fonts, directions and clusters.

use std::rc::Rc;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::{Script, UnicodeScript};

use super::NoPdf;
use super::fonts::Look;
use super::letters::{Glyph, Setter, Stretch};

/// Words of one look and one place among the tags.
#[derive(Clone, Debug)]
pub(super) struct Dress {
    pub look: Look,
    /// The tag they belong to.
    pub twig: usize,
    /// In points.
    pub size: f32,
    /// How far they stand above the line, in points.
    pub raise: f32,
    pub is_struck: bool,
    /// Where they lead, as an index into the document's links.
    pub link: Option<usize>,
}

/// Letters that are never parted; in the order of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    pub start: u32,
    pub end: u32,
    /// In points.
    pub advance: f32,
    /// Its glyphs.
    pub from: u32,
    pub to: u32,
    pub segment: u32,
}

/// A stretch of one font, dress and direction.
pub(super) struct Segment {
    pub face: usize,
    pub dress: usize,
    pub level: u8,
}

/// A text ready to be cut into lines.
pub(super) struct Shaped {
    pub text: Rc<str>,
    pub is_rtl: bool,
    pub dresses: Vec<Dress>,
    pub segments: Vec<Segment>,
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<Glyph>,
}

/// Shapes a text whose `dresses` end at these bytes, in order.
pub(super) fn shape(
    setter: &mut Setter<'_>,
    text: &str,
    dresses: Vec<(usize, Dress)>,
    is_rtl: bool,
) -> Result<Shaped, NoPdf> {
    let base = if is_rtl { Level::rtl() } else { Level::ltr() };
    let levels = ParagraphBidiInfo::new(text, Some(base)).levels;
    let mut shaped = Shaped {
        text: text.into(),
        is_rtl,
        dresses: Vec::new(),
        segments: Vec::new(),
        clusters: Vec::new(),
        glyphs: Vec::new(),
    };
    let mut from = 0;
    for (end, dress) in dresses {
        for (stretch, level) in stretches(setter, text, from..end, dress.look, &levels)? {
            let glyphs = setter.shape(text, &stretch)?;
            shaped.add(stretch, level, dress.size, &glyphs);
        }
        shaped.dresses.push(dress);
        from = end;
    }
    Ok(shaped)
}

fn stretches(
    setter: &mut Setter<'_>,
    text: &str,
    range: std::ops::Range<usize>,
    look: Look,
    levels: &[Level],
) -> Result<Vec<(Stretch, u8)>, NoPdf> {
    let mut out: Vec<(Stretch, u8)> = Vec::new();
    for (at, letter) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let end = at + letter.len_utf8();
        let level = levels[at];
        let last = out.last_mut();
        let face = setter.pick(letter, look, last.as_ref().map(|(last, _)| last.face))?;
        let own = letter.script();
        let is_own = !matches!(own, Script::Common | Script::Inherited);
        match last {
            Some((last, was))
                if last.face == face
                    && *was == level.number()
                    && (!is_own || last.script == own || is_common(last.script)) =>
            {
                last.end = end;
                if is_own {
                    last.script = own;
                }
            }
            _ => out.push((
                Stretch {
                    start: at,
                    end,
                    face,
                    script: own,
                    is_rtl: level.is_rtl(),
                },
                level.number(),
            )),
        }
    }
    Ok(out)
}

fn is_common(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

impl Shaped {
    fn add(&mut self, stretch: Stretch, level: u8, size: f32, glyphs: &[Glyph]) {
        let segment = self.segments.len() as u32;
        let first = self.glyphs.len() as u32;
        self.glyphs.extend_from_slice(glyphs);
        let mut clusters: Vec<Cluster> = Vec::new();
        for (at, glyph) in glyphs.iter().enumerate() {
            let at = first + at as u32;
            let advance = glyph.advance * size;
            match clusters.last_mut() {
                Some(last) if last.start == glyph.start => {
                    last.advance += advance;
                    last.to = at + 1;
                }
                _ => clusters.push(Cluster {
                    start: glyph.start,
                    end: glyph.end,
                    advance,
                    from: at,
                    to: at + 1,
                    segment,
                }),
            }
        }
        if stretch.is_rtl {
            clusters.reverse();
        }
        self.clusters.extend(clusters);
        self.segments.push(Segment {
            face: stretch.face,
            dress: self.dresses.len(),
            level,
        });
    }

    /// Whether a cluster is blank.
    pub fn is_blank(&self, cluster: &Cluster) -> bool {
        self.text[cluster.start as usize..cluster.end as usize]
            .chars()
            .all(char::is_whitespace)
    }
}
