//! Search: words of any script made into tokens that an index can hold, queries over them, and marked snippets.
//!
//! The same steps for a text and for a query: compatibility forms (NFKC) and small letters; Arabic vowel signs, tatweel
//! and alef variants folded; words by Unicode's rules (UAX 29); the Snowball stem of the text's language; accents
//! dropped. Scripts written without spaces give overlapping pairs of letters. A query does not know the language of
//! what it will find, so each of its words stands for its stems in all languages of its script.
//! Absent: ranking. An order by relevance would tell how common a word is in texts the reader may not see.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A longer query is cut: so many letters.
const QUERY_LETTERS: usize = 200;
/// More words than anybody looks for at once.
const QUERY_WORDS: usize = 16;
/// A longer word is cut: so many letters.
const WORD_LETTERS: usize = 40;

/// The languages that Snowball stems, by primary subtag.
const STEMMED: [(&str, Algorithm); 18] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

fn algorithm(lang: &str) -> Option<Algorithm> {
    let primary = lang.split(['-', '_']).next().unwrap_or(lang).to_lowercase();
    let known = STEMMED.iter().find(|(each, _)| *each == primary);
    known.map(|(_, algorithm)| *algorithm)
}

/// The tokens of a text in language `lang` (a BCP 47 tag), joined by spaces: what an index is given.
pub fn tokens(text: &str, lang: &str) -> String {
    let stemmer = algorithm(lang).map(Stemmer::create);
    let folded = folded(text);
    let mut out = String::with_capacity(folded.len());
    let mut add = |token: &str| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(token);
    };
    for part in parts(&folded) {
        match part {
            Part::Word(range) => add(&token(&folded[range], stemmer.as_ref())),
            Part::Run(range) => pairs(&folded[range]).iter().for_each(|pair| add(pair)),
        }
    }
    out
}

/// Compatibility forms, small letters, Arabic folded.
fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter_map(fold_arabic)
        .collect()
}

fn fold_arabic(letter: char) -> Option<char> {
    match letter {
        // Vowel signs, superscript alef, tatweel.
        '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        other => Some(other),
    }
}

/// A piece of a text that gives tokens.
enum Part {
    /// A word, set apart by spaces or signs.
    Word(Range<usize>),
    /// Letters of a script that is written without spaces.
    Run(Range<usize>),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for (is_run, stretch) in stretches(text) {
        let end = at + stretch.len();
        match is_run {
            true => parts.push(Part::Run(at..end)),
            false => {
                for (from, word) in stretch.unicode_word_indices() {
                    push_words(&mut parts, at + from, word);
                }
            }
        }
        at = end;
    }
    parts
}

/// An apostrophe inside a word parts it: l'élection is found under élection, the government's under government.
fn push_words(parts: &mut Vec<Part>, start: usize, word: &str) {
    let mut at = start;
    for piece in word.split_inclusive(|c: char| !is_letter(c)) {
        let letters = piece.trim_end_matches(|c: char| !is_letter(c));
        if !letters.is_empty() {
            parts.push(Part::Word(at..at + letters.len()));
        }
        at += piece.len();
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// The text cut where scripts with spaces and scripts without them meet.
fn stretches(text: &str) -> Vec<(bool, &str)> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut in_run = None;
    for (at, letter) in text.char_indices() {
        let is_run = is_unspaced(letter);
        if in_run.is_some_and(|before| before != is_run) {
            all.push((!is_run, &text[start..at]));
            start = at;
        }
        in_run = Some(is_run);
    }
    if let Some(is_run) = in_run {
        all.push((is_run, &text[start..]));
    }
    all
}

/// Letters of Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean (Unicode blocks).
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' | '\u{0E81}'..='\u{0ECD}' | '\u{1000}'..='\u{103F}'
        | '\u{1780}'..='\u{17D3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FE}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Every two neighbouring letters, and the last one alone, so that a single letter is found by how a pair begins.
fn pairs(run: &str) -> Vec<&str> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    let end_of = |index: usize| starts.get(index).copied().unwrap_or(run.len());
    (0..starts.len())
        .map(|index| &run[starts[index]..end_of(index + 2)])
        .collect()
}

fn token(word: &str, stemmer: Option<&Stemmer>) -> String {
    let cut: String = word.chars().take(WORD_LETTERS).collect();
    let stem = match stemmer {
        Some(stemmer) => stemmer.stem(&cut).into_owned(),
        None => cut.clone(),
    };
    let plain = without_accents(&stem);
    match plain.is_empty() {
        true => without_accents(&cut),
        false => plain,
    }
}

fn without_accents(word: &str) -> String {
    word.nfd()
        .filter(|c| !matches!(c, '\u{0300}'..='\u{036F}'))
        .nfc()
        .collect()
}

/// What somebody searches for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    wanted: Vec<Wanted>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// One of these tokens.
    Word(Vec<String>),
    /// These pairs one after the other; a single letter begins a pair.
    Run(Vec<String>),
}

impl Query {
    /// Reads what was typed; every word of it is wanted.
    pub fn read(text: &str) -> Query {
        let cut: String = text.chars().take(QUERY_LETTERS).collect();
        let folded = folded(&cut);
        let wanted = parts(&folded)
            .into_iter()
            .take(QUERY_WORDS)
            .map(|part| match part {
                Part::Word(range) => Wanted::Word(stems(&folded[range])),
                Part::Run(range) => Wanted::Run(run_wanted(&folded[range])),
            });
        Query {
            wanted: wanted.collect(),
        }
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The query as SQLite's FTS5 reads it (sqlite.org/fts5.html, section 3).
    pub fn for_fts5(&self) -> String {
        let all: Vec<String> = self.wanted.iter().map(Wanted::for_fts5).collect();
        all.join(" AND ")
    }

    fn has(&self, token: &str) -> bool {
        self.wanted.iter().any(|wanted| match wanted {
            Wanted::Word(stems) => stems.iter().any(|stem| stem == token),
            Wanted::Run(pairs) => match pairs.as_slice() {
                [one] if one.chars().count() == 1 => token.starts_with(one.as_str()),
                pairs => pairs.iter().any(|pair| pair == token),
            },
        })
    }
}

impl Wanted {
    // Tokens hold letters, digits and marks only, so nothing in them can end the quotes.
    fn for_fts5(&self) -> String {
        match self {
            Wanted::Word(stems) => {
                let quoted: Vec<String> = stems.iter().map(|stem| format!("\"{stem}\"")).collect();
                format!("({})", quoted.join(" OR "))
            }
            Wanted::Run(pairs) => match pairs.as_slice() {
                [one] if one.chars().count() == 1 => format!("\"{one}\" *"),
                pairs => format!("\"{}\"", pairs.join(" ")),
            },
        }
    }
}

/// The pairs of a run; its last letter alone would ask for the run's end, which is not wanted.
fn run_wanted(run: &str) -> Vec<String> {
    let mut pairs: Vec<String> = pairs(run).into_iter().map(str::to_owned).collect();
    if pairs.len() > 1 {
        pairs.pop();
    }
    pairs
}

fn stems(word: &str) -> Vec<String> {
    let mut all = vec![token(word, None)];
    all.extend(
        STEMMED
            .iter()
            .map(|(_, algorithm)| token(word, Some(&Stemmer::create(*algorithm)))),
    );
    all.sort();
    all.dedup();
    all
}

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words around.
    Around(String),
    /// Words that were searched for.
    Found(String),
}

/// About `letters` letters of a text around the first words that were searched for, in pieces; the text's beginning
/// where none stands.
pub fn snippet(text: &str, lang: &str, query: &str, letters: usize) -> Vec<Piece> {
    let query = Query::read(query);
    let found = places(text, lang, &query);
    let centre = found.first().map_or(0, |place| place.start);
    let window = window(text, centre, letters);
    let mut pieces = Vec::new();
    let mut at = window.start;
    let around = |pieces: &mut Vec<Piece>, range: Range<usize>| {
        if !range.is_empty() {
            pieces.push(Piece::Around(text[range].to_owned()));
        }
    };
    if window.start > 0 {
        pieces.push(Piece::Around("… ".into()));
    }
    for place in found
        .iter()
        .filter(|place| place.start >= window.start && place.end <= window.end)
    {
        around(&mut pieces, at..place.start);
        pieces.push(Piece::Found(text[place.clone()].to_owned()));
        at = place.end;
    }
    around(&mut pieces, at..window.end);
    if window.end < text.len() {
        pieces.push(Piece::Around(" …".into()));
    }
    pieces
}

/// Where in a text stands what was searched for; neighbouring pairs are one place.
fn places(text: &str, lang: &str, query: &Query) -> Vec<Range<usize>> {
    let stemmer = algorithm(lang).map(Stemmer::create);
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut add = |place: Range<usize>| match places.last_mut() {
        Some(last) if place.start < last.end => last.end = last.end.max(place.end),
        _ => places.push(place),
    };
    for part in parts(text) {
        match part {
            Part::Word(range) => {
                if query.has(&token(&folded(&text[range.clone()]), stemmer.as_ref())) {
                    add(range);
                }
            }
            Part::Run(range) => {
                let mut at = range.start;
                for pair in pairs(&text[range]) {
                    if query.has(&folded(pair)) {
                        add(at..at + pair.len());
                    }
                    at += pair.chars().next().map_or(0, char::len_utf8);
                }
            }
        }
    }
    places
}

/// About so many letters around a place, cut between words where there are spaces.
fn window(text: &str, centre: usize, letters: usize) -> Range<usize> {
    let before: usize = text[..centre]
        .chars()
        .rev()
        .take(letters / 3)
        .map(char::len_utf8)
        .sum();
    let mut start = centre - before;
    if start > 0 {
        start = text[start..centre]
            .find(' ')
            .map_or(start, |space| start + space + 1);
    }
    let length: usize = text[start..]
        .chars()
        .take(letters)
        .map(char::len_utf8)
        .sum();
    let mut end = start + length;
    if end < text.len()
        && let Some(space) = text[centre..end].rfind(' ').filter(|space| *space > 0)
    {
        end = centre + space;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_language_meet_in_their_stem() {
        assert_eq!(tokens("Elections, elected", "en"), "elect elect");
        assert_eq!(tokens("l'élection", "fr"), tokens("L’ÉLECTION", "fr"));
        assert_eq!(tokens("выборы", "ru"), tokens("выборов", "ru"));
    }

    #[test]
    fn arabic_reads_the_same_with_and_without_vowel_signs() {
        assert_eq!(
            tokens("الأَمْنُ السّيبراني", "ar"),
            tokens("الامن السيبراني", "ar")
        );
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(tokens("网络安全", "zh"), "网络 络安 安全 全");
        assert_eq!(tokens("ｶﾀｶﾅ", "ja"), "カタ タカ カナ ナ");
        assert_eq!(tokens("AI时代", "zh"), "ai 时代 代");
    }

    #[test]
    fn a_query_cannot_leave_its_quotes() {
        let query = Query::read("\" OR words:* NEAR(a b) ^x -y \u{0}").for_fts5();
        assert!(
            !query.contains(':') && !query.contains('^') && !query.contains('\u{0}'),
            "{query}"
        );
        assert_eq!(query.matches('"').count() % 2, 0);
        assert!(Query::read("?! --").is_empty());
    }

    #[test]
    fn a_snippet_marks_what_was_found_in_the_texts_own_spelling() {
        let text = format!(
            "{} Les ÉLECTIONS locales {}",
            "mot ".repeat(80),
            "suite ".repeat(80)
        );
        let pieces = snippet(&text, "fr", "election", 60);
        assert!(
            pieces.contains(&Piece::Found("ÉLECTIONS".into())),
            "{pieces:?}"
        );
        assert_eq!(pieces.first(), Some(&Piece::Around("… ".into())));
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Around(text) | Piece::Found(text) => text.as_str(),
            })
            .collect();
        assert!(whole.chars().count() < 80, "{whole}");
    }

    #[test]
    fn a_snippet_of_pairs_marks_the_whole_word() {
        let pieces = snippet("我们讨论网络安全问题", "zh", "网络安全", 40);
        assert!(
            pieces.contains(&Piece::Found("网络安全".into())),
            "{pieces:?}"
        );
    }

    #[test]
    fn any_text_gives_tokens_and_snippets_without_harm() {
        for text in [
            "",
            " ",
            "\u{301}",
            "a\u{301}",
            "ﷺ",
            "İstanbul",
            "🇺🇳 🏳️‍🌈",
            "ก็",
            "ß",
            "ﬁn",
        ] {
            let _ = tokens(text, "tr");
            let _ = snippet(text, "en", text, 10);
        }
    }
}
