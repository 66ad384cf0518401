//! The fonts of a machine, known by what they say of themselves and read when a letter asks for them.

use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

use rustybuzz::ttf_parser::{self, Face, Permissions, UnicodeRanges, Width, name_id};

use super::NoPdf;

/// Reads the bytes of a font file by its name; nothing when it cannot.
type Reader = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// What fonts there are. This crate opens no files: who makes it says how they are read.
pub struct Fonts {
    read: Reader,
    cards: Vec<Card>,
}

/// What is kept of a face while nobody uses it.
pub(super) struct Card {
    file: Arc<str>,
    index: u32,
    family: String,
    weight: u16,
    is_italic: bool,
    is_mono: bool,
    is_odd: bool,
    ranges: UnicodeRanges,
    /// The letters it has, from the first to the last of each run, in order; looked for once, when one is asked for. A text
    /// may hold letters that no font has, and must not have every file read for each.
    letters: OnceLock<Box<[(u32, u32)]>>,
}

/// How words are to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_mono: bool,
}

impl Fonts {
    /// Looks into each file once; those that are no fonts, or that may not be embedded, are left out.
    pub fn of(
        mut files: Vec<String>,
        read: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Fonts {
        files.sort();
        let mut cards = Vec::new();
        for file in files {
            if let Some(bytes) = read(&file) {
                let file: Arc<str> = file.into();
                let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1).min(64);
                cards.extend((0..count).filter_map(|index| card(&file, &bytes, index)));
            }
        }
        let read = Box::new(read);
        Fonts { read, cards }
    }

    /// How many faces there are.
    pub fn count(&self) -> usize {
        self.cards.len()
    }

    pub(super) fn shelf(&self) -> Result<Shelf<'_>, NoPdf> {
        if self.cards.is_empty() {
            return Err(NoPdf::NoFont);
        }
        Ok(Shelf {
            fonts: self,
            bytes: self.cards.iter().map(|_| OnceCell::new()).collect(),
        })
    }
}

fn card(file: &Arc<str>, bytes: &[u8], index: u32) -> Option<Card> {
    let face = Face::parse(bytes, index).ok()?;
    let may_embed = !matches!(face.permissions(), Some(Permissions::Restricted))
        && face.is_outline_embedding_allowed();
    let has_outlines = face.tables().glyf.is_some() || face.tables().cff.is_some();
    let family =
        named(&face, name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(&face, name_id::FAMILY))?;
    const ODD: [&str; 7] = [
        "Emoji", "Awesome", "Icon", "Math", "Display", " UI", "Looped",
    ];
    (may_embed && has_outlines).then(|| Card {
        file: file.clone(),
        index,
        weight: face.weight().to_number(),
        is_italic: face.is_italic() || face.is_oblique(),
        is_mono: face.is_monospaced() || family.contains("Mono"),
        is_odd: face.width() != Width::Normal || ODD.iter().any(|word| family.contains(word)),
        ranges: face.unicode_ranges(),
        letters: OnceLock::new(),
        family,
    })
}

/// The letters a face has, as runs.
fn letters(bytes: &[u8], index: u32) -> Box<[(u32, u32)]> {
    let Ok(face) = Face::parse(bytes, index) else {
        return Box::default();
    };
    let mut all: Vec<u32> = Vec::new();
    let tables = face.tables().cmap.iter();
    let subtables = tables.flat_map(|cmap| cmap.subtables);
    for subtable in subtables.filter(|each| each.is_unicode()) {
        subtable.codepoints(|letter| {
            if subtable
                .glyph_index(letter)
                .is_some_and(|glyph| glyph.0 != 0)
            {
                all.push(letter);
            }
        });
    }
    all.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for letter in all {
        match runs.last_mut() {
            Some((_, last)) if letter <= *last + 1 => *last = letter,
            _ => runs.push((letter, letter)),
        }
    }
    runs.into()
}

fn named(face: &Face<'_>, id: u16) -> Option<String> {
    let mut names = face.names().into_iter();
    names.find_map(|name| (name.name_id == id).then(|| name.to_string()).flatten())
}

/// The faces that one document uses; each is read once and stays until the document is done.
pub(super) struct Shelf<'f> {
    fonts: &'f Fonts,
    bytes: Vec<OnceCell<Option<Arc<Vec<u8>>>>>,
}

impl Shelf<'_> {
    /// The bytes of a face and its place in them.
    pub fn bytes(&self, face: usize) -> Option<(&Arc<Vec<u8>>, u32)> {
        let card = &self.fonts.cards[face];
        let read = || (self.fonts.read)(&card.file).map(Arc::new);
        let bytes = self.bytes[face].get_or_init(read).as_ref()?;
        Some((bytes, card.index))
    }

    /// All faces, those that suit a look and a language best first.
    pub fn by_fitness(&self, look: Look, lang: &str) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.fonts.cards.len()).collect();
        all.sort_by_key(|face| self.fonts.cards[*face].distance(look, lang));
        all
    }

    /// Whether a face says that it is made for a letter's part of Unicode.
    pub fn is_made_for(&self, face: usize, letter: char) -> bool {
        self.fonts.cards[face].ranges.contains_char(letter)
    }

    /// Whether a face has a letter.
    pub fn has(&self, face: usize, letter: char) -> bool {
        let (card, letter) = (&self.fonts.cards[face], u32::from(letter));
        let runs = card.letters.get_or_init(|| match self.bytes[face].get() {
            Some(Some(bytes)) => letters(bytes, card.index),
            _ => (self.fonts.read)(&card.file)
                .map_or_else(Box::default, |bytes| letters(&bytes, card.index)),
        });
        let before = runs.partition_point(|(_, last)| *last < letter);
        runs.get(before).is_some_and(|(first, _)| *first <= letter)
    }
}

/// Families that read well on a page, the best first; those for one script are named after them.
const FAMILIES: [&str; 7] = [
    "Noto Serif",
    "DejaVu Serif",
    "Liberation Serif",
    "Noto Naskh Arabic",
    "Noto Sans",
    "DejaVu Sans",
    "Liberation Sans",
];

impl Card {
    /// How far a face is from what is asked for: family first, then the kind of face.
    fn distance(&self, look: Look, lang: &str) -> u32 {
        let rank = match FAMILIES.iter().position(|family| self.family == *family) {
            Some(at) => at,
            None => match FAMILIES
                .iter()
                .position(|family| self.family.starts_with(family))
            {
                Some(at) => FAMILIES.len() + at,
                None => 3 * FAMILIES.len(),
            },
        };
        let weight = if look.is_bold { 700 } else { 400 };
        u32::from(self.is_mono != look.is_mono) * 100_000
            + u32::from(self.is_odd) * 50_000
            + rank as u32 * 1_000
            + u32::from(self.is_for_another(lang)) * 500
            + u32::from(self.is_italic != look.is_italic) * 200
            + u32::from(self.weight.abs_diff(weight)) / 10
    }

    /// Chinese, Japanese and Korean share letters that each draws in its own way.
    fn is_for_another(&self, lang: &str) -> bool {
        let own = match lang.split('-').next().unwrap_or_default() {
            "ja" => "JP",
            "ko" => "KR",
            "zh" if ["Hant", "TW", "HK", "MO"]
                .iter()
                .any(|part| lang.contains(part)) =>
            {
                "TC"
            }
            _ => "SC",
        };
        self.family.contains("CJK") && !self.family.ends_with(own)
    }
}
