//! Which font each letter is set in, and what becomes of a stretch of letters in it.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use rustybuzz::{Direction, Face, Language, ShapePlan, UnicodeBuffer, ttf_parser::Tag};
use unicode_script::{Script, UnicodeScript};

use super::NoPdf;
use super::fonts::{Look, Shelf};

/// A glyph as pages hold it: measures in parts of the font's size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub id: u32,
    pub advance: f32,
    pub dx: f32,
    pub dy: f32,
    /// Bytes of its letters in their paragraph.
    pub start: u32,
    pub end: u32,
}

/// A stretch of one font, script and direction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub start: usize,
    pub end: usize,
    pub face: usize,
    pub script: Script,
    pub is_rtl: bool,
}

/// Finds fonts and shapes words with them.
pub(super) struct Setter<'s> {
    shelf: &'s Shelf<'s>,
    lang: String,
    language: Option<Language>,
    orders: HashMap<Look, Vec<usize>>,
    picked: HashMap<(Look, char), usize>,
    faces: HashMap<usize, Face<'s>>,
    /// Letters that no font has, and how often each was set.
    pub missing: BTreeMap<char, usize>,
    plans: HashMap<(usize, bool, Script), ShapePlan>,
}

impl<'s> Setter<'s> {
    pub fn new(shelf: &'s Shelf<'s>, lang: &str) -> Setter<'s> {
        Setter {
            shelf,
            lang: lang.to_owned(),
            language: Language::from_str(lang).ok(),
            orders: HashMap::new(),
            picked: HashMap::new(),
            faces: HashMap::new(),
            missing: BTreeMap::new(),
            plans: HashMap::new(),
        }
    }

    /// The face for a letter; one that the letter before has is kept where the letter belongs to no script of its own.
    pub fn pick(
        &mut self,
        letter: char,
        look: Look,
        before: Option<usize>,
    ) -> Result<usize, NoPdf> {
        let goes_along = goes_along(letter);
        if let Some(face) = before.filter(|_| goes_along)
            && (is_unseen(letter) || self.has(face, letter))
        {
            return Ok(face);
        }
        if let Some(face) = self.picked.get(&(look, letter)) {
            return Ok(*face);
        }
        let shelf = self.shelf;
        let lang = &self.lang;
        let order = self
            .orders
            .entry(look)
            .or_insert_with(|| shelf.by_fitness(look, lang));
        let asked = if is_unseen(letter) { ' ' } else { letter };
        let mut made_for = order.iter().filter(|face| shelf.is_made_for(**face, asked));
        let found = made_for.find(|face| shelf.has(**face, asked));
        let any = |letter| order.iter().find(|face| shelf.has(**face, letter));
        // What no font has is set in one that has a sign to stand for it.
        let stand_in = || STAND_INS.into_iter().find_map(any);
        let face = *found
            .or_else(|| any(asked))
            .or_else(stand_in)
            .ok_or_else(|| missing(letter))?;
        self.face(face)?;
        self.picked.insert((look, letter), face);
        Ok(face)
    }

    /// Whether a face has a letter; those in use are asked directly.
    fn has(&self, face: usize, letter: char) -> bool {
        match self.faces.get(&face) {
            Some(face) => face.glyph_index(letter).is_some(),
            None => self.shelf.has(face, letter),
        }
    }

    fn face(&mut self, face: usize) -> Result<&Face<'s>, NoPdf> {
        if !self.faces.contains_key(&face) {
            let parsed = self.shelf.bytes(face);
            let parsed = parsed.and_then(|(bytes, index)| Face::from_slice(bytes, index));
            let parsed = parsed.ok_or_else(|| NoPdf::Failed("a font went away".to_owned()))?;
            self.faces.insert(face, parsed);
        }
        Ok(&self.faces[&face])
    }

    /// The glyphs of a stretch, from left to right.
    pub fn shape(&mut self, text: &str, stretch: &Stretch) -> Result<Vec<Glyph>, NoPdf> {
        self.face(stretch.face)?;
        let face = &self.faces[&stretch.face];
        let direction = match stretch.is_rtl {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        };
        let tag = Tag(stretch.script.as_iso15924_tag());
        let script = rustybuzz::Script::from_iso15924_tag(tag);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text[stretch.start..stretch.end]);
        buffer.set_direction(direction);
        script
            .into_iter()
            .for_each(|script| buffer.set_script(script));
        let language = self.language.as_ref();
        language
            .into_iter()
            .for_each(|language| buffer.set_language(language.clone()));
        let key = (stretch.face, stretch.is_rtl, stretch.script);
        let plan = self
            .plans
            .entry(key)
            .or_insert_with(|| ShapePlan::new(face, direction, script, language, &[]));
        let shaped = rustybuzz::shape_with_plan(face, plan, buffer);
        let per_em = face.units_per_em() as f32;
        let part = |units: i32| units as f32 / per_em;
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let mut glyphs: Vec<Glyph> = pairs
            .map(|(info, place)| Glyph {
                id: info.glyph_id,
                advance: part(place.x_advance),
                dx: part(place.x_offset),
                dy: part(place.y_offset),
                start: stretch.start as u32 + info.cluster,
                end: 0,
            })
            .collect();
        close_clusters(&mut glyphs, stretch);
        for glyph in glyphs.iter_mut().filter(|glyph| glyph.id == 0) {
            let mut letters = text[glyph.start as usize..].chars();
            let letter = letters.next().unwrap_or_default();
            let signs: &[char] = if is_unseen(letter) {
                &[' ']
            } else {
                &STAND_INS
            };
            let sign = signs.iter().find_map(|sign| face.glyph_index(*sign));
            let sign = sign.ok_or_else(|| missing(letter))?;
            let advance = face.glyph_hor_advance(sign).unwrap_or_default();
            (glyph.id, glyph.advance) = (sign.0.into(), part(advance.into()));
            if is_unseen(letter) {
                glyph.advance = 0.0;
            } else {
                *self.missing.entry(letter).or_default() += 1;
            }
        }
        Ok(glyphs)
    }
}

/// What is seen in the place of a letter that no font has, the plainest first: the replacement character, a white square,
/// a question mark. Behind it stays the letter: it can be searched, copied and heard.
const STAND_INS: [char; 3] = ['\u{fffd}', '\u{25a1}', '?'];

/// Each cluster of letters ends where the next begins.
fn close_clusters(glyphs: &mut [Glyph], stretch: &Stretch) {
    let mut end = stretch.end as u32;
    let mut start = None;
    let mut close = |glyph: &mut Glyph| {
        if let Some(last) = start.filter(|last| *last != glyph.start) {
            end = last;
        }
        start = Some(glyph.start);
        glyph.end = end;
    };
    match stretch.is_rtl {
        true => glyphs.iter_mut().for_each(&mut close),
        false => glyphs.iter_mut().rev().for_each(&mut close),
    }
}

/// A letter that no font has, and none to stand for it.
pub(super) fn missing(letter: char) -> NoPdf {
    let script = letter.script().full_name();
    NoPdf::NoGlyph { letter, script }
}

/// Whether a letter is of no script of its own: blanks, points, digits, marks above others.
fn goes_along(letter: char) -> bool {
    matches!(letter.script(), Script::Common | Script::Inherited)
}

/// Signs that steer the setting and are not seen, which few fonts have.
pub(super) fn is_unseen(letter: char) -> bool {
    matches!(u32::from(letter), 0x09 | 0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0
        | 0xe0000..=0xe0fff)
}
