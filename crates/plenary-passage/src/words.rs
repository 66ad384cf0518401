//! Cuts a text into the words that the map compares: Unicode words, and single characters where a script writes no spaces.
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// One word of a text: where it stands and what it says, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// First letter, counted in Unicode scalars from the start of the text.
    pub start: u32,
    /// One past the last letter, in Unicode scalars.
    pub end: u32,
    /// First byte of the word in the text.
    pub byte: u32,
    /// Number of the sentence it stands in; grows through the text.
    pub sentence: u32,
    /// Hash of the folded word; equal words (case, width, vowel signs aside) have equal hashes.
    pub hash: u64,
}

/// Marks that end a sentence wherever they stand, in the scripts that have one; those of ASCII end it before a space.
const SENTENCE_ENDS: [char; 9] = ['。', '！', '？', '．', '।', '॥', '؟', '۔', '։'];

/// Bytes of text for each word, at the least: a letter of Chinese or Thai. Room that stays empty costs no memory.
const LEAST_BYTES: usize = 3;

/// Cuts `text` into words; linear in its length.
pub(crate) fn segment(text: &str) -> Vec<Word> {
    let mut scanner = Scanner {
        words: Vec::with_capacity(text.len() / LEAST_BYTES),
        letter: 0,
        sentence: 0,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let blank = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        scanner.skip_blank(&bytes[at..at + blank]);
        at += blank;
        let solid = bytes[at..]
            .iter()
            .take_while(|b| !b.is_ascii_whitespace())
            .count();
        scanner.chunk(&text[at..at + solid], at);
        at += solid;
    }
    scanner.words
}

struct Scanner {
    words: Vec<Word>,
    letter: u32,
    sentence: u32,
}

impl Scanner {
    fn skip_blank(&mut self, blank: &[u8]) {
        self.letter += blank.len() as u32;
        if blank.iter().filter(|b| **b == b'\n').count() > 1 {
            self.sentence += 1;
        }
    }

    /// A stretch without white space.
    fn chunk(&mut self, chunk: &str, byte: usize) {
        if chunk.is_ascii() {
            self.ascii(chunk.as_bytes(), byte);
        } else {
            self.any_script(chunk, byte);
        }
        let last = chunk
            .trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', '*', '_'])
            .chars()
            .next_back();
        if matches!(last, Some('.' | '!' | '?')) {
            self.sentence += 1;
        }
    }

    fn ascii(&mut self, bytes: &[u8], byte: usize) {
        let mut at = 0;
        while at < bytes.len() {
            let length = ascii_word(&bytes[at..]);
            if length > 0 {
                let hash = hash_bytes(bytes[at..at + length].iter().map(u8::to_ascii_lowercase));
                self.push(at as u32, length as u32, byte + at, hash);
            }
            at += length.max(1);
        }
        self.letter += bytes.len() as u32;
    }

    /// A stretch with letters outside ASCII: parted at punctuation and at letters that are words by themselves, each
    /// part by the fast rules where they hold.
    fn any_script(&mut self, chunk: &str, byte: usize) {
        let (mut start, mut is_known) = (0, true);
        let mut letters = chunk
            .char_indices()
            .map(|(at, letter)| (at, letter, class(letter)));
        let mut next = letters.next();
        while let Some((at, letter, kind)) = next {
            next = letters.next();
            let is_alone = kind == Class::Alone
                && letter != SARA_AM
                && !matches!(next, Some((_, _, Class::Sign | Class::Other)));
            match kind {
                Class::Break | Class::Stop => {
                    self.part(&chunk[start..at], byte + start, is_known);
                    self.letter += 1;
                    self.sentence += u32::from(SENTENCE_ENDS.contains(&letter));
                    (start, is_known) = (at + letter.len_utf8(), true);
                }
                _ if is_alone => {
                    self.part(&chunk[start..at], byte + start, is_known);
                    let end = at + letter.len_utf8();
                    let hash = hash_bytes(chunk.as_bytes()[at..end].iter().copied());
                    self.push(0, 1, byte + at, hash);
                    self.letter += 1;
                    (start, is_known) = (end, true);
                }
                Class::Other => is_known = false,
                _ => {}
            }
        }
        self.part(&chunk[start..], byte + start, is_known);
    }

    fn part(&mut self, part: &str, byte: usize, is_known: bool) {
        if part.is_empty() {
            return;
        }
        if part.is_ascii() {
            self.ascii(part.as_bytes(), byte);
        } else if is_known {
            self.by_class(part, byte);
        } else {
            self.by_unicode_rules(part, byte);
        }
    }

    /// Runs of letters are words; letters of scripts without spaces stand alone, with the signs that follow them.
    fn by_class(&mut self, part: &str, byte: usize) {
        let mut letters = part.char_indices().peekable();
        while let Some((at, first)) = letters.next() {
            let kind = class(first);
            let (mut end, mut count) = (at + first.len_utf8(), 1);
            while let Some((next, letter)) = letters.next_if(|(_, letter)| {
                class(*letter) == Class::Sign || (kind != Class::Alone && class(*letter) == kind)
            }) {
                (end, count) = (next + letter.len_utf8(), count + 1);
            }
            let word = &part[at..end];
            self.push(
                0,
                count,
                byte + at,
                match kind {
                    Class::Alone if first == SARA_AM => hash_folded(word),
                    Class::Alone => hash_bytes(word.bytes()),
                    _ => hash_of_letters(word.chars().flat_map(lower)),
                },
            );
            self.letter += count;
        }
    }

    /// The word boundaries of Unicode (UAX 29), for everything the fast rules do not know.
    fn by_unicode_rules(&mut self, part: &str, byte: usize) {
        for (at, piece) in part.split_word_bound_indices() {
            if piece.is_ascii() {
                self.ascii(piece.as_bytes(), byte + at);
                continue;
            }
            let letters = piece.chars().count() as u32;
            if piece.chars().any(says_something) {
                self.push(0, letters, byte + at, hash_folded(piece));
            }
            self.letter += letters;
        }
    }

    fn push(&mut self, skip: u32, letters: u32, byte: usize, hash: u64) {
        let start = self.letter + skip;
        self.words.push(Word {
            start,
            end: start + letters,
            byte: byte as u32,
            sentence: self.sentence,
            hash,
        });
    }
}

/// Length in bytes of the word at the start of `bytes`; an apostrophe between letters belongs to the word.
fn ascii_word(bytes: &[u8]) -> usize {
    let is_letter = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric());
    let mut end = 0;
    while is_letter(end) || (end > 0 && bytes.get(end) == Some(&b'\'') && is_letter(end + 1)) {
        end += 1;
    }
    end
}

/// Letters, digits and symbols such as emoji carry meaning; punctuation and space do not.
fn says_something(letter: char) -> bool {
    letter.is_alphanumeric()
        || !(letter.is_whitespace() || letter.is_control() || is_punctuation(letter))
}

/// Punctuation outside ASCII, by the blocks that hold it (Unicode 16 code charts).
fn is_punctuation(letter: char) -> bool {
    letter.is_ascii()
        || matches!(letter, '\u{80}'..='\u{bf}' | '\u{589}' | '\u{5be}' | '\u{600}'..='\u{61f}' | '\u{640}' | '\u{66a}'..='\u{66d}'
            | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{e2f}' | '\u{e46}' | '\u{e5a}' | '\u{e5b}' | '\u{2000}'..='\u{206f}'
            | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}'
            | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{fff0}'..='\u{ffff}')
}

/// Vowel signs and stretching marks that writers of Arabic and Hebrew add or leave out at will.
fn is_optional_sign(letter: char) -> bool {
    matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200b}'..='\u{200f}')
}

/// How a letter takes part in words, for the scripts that most text is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Joins its neighbours into a word.
    Joins,
    /// Joins its neighbours of the same script only.
    Katakana,
    /// A word by itself.
    Alone,
    /// Belongs to the letter before it.
    Sign,
    /// Parts words.
    Break,
    /// Parts sentences.
    Stop,
    /// Left to the rules of Unicode: combining marks, joiners, letters with several spellings, other scripts.
    Other,
}

/// The one Thai letter with two spellings.
const SARA_AM: char = '\u{e33}';

/// The class of a letter. Letters that NFKC would change, but for [`SARA_AM`], are `Other` (Unicode 16 code charts).
fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\'' | '\u{2019}' => {
            if letter.is_ascii_alphanumeric() {
                Class::Joins
            } else {
                Class::Other
            }
        }
        '\0'..='\u{7f}' => Class::Break,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3041}'..='\u{3096}' => Class::Alone,
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => Class::Sign,
        '\u{e01}'..='\u{e2e}' | '\u{e30}'..='\u{e33}' | '\u{e40}'..='\u{e45}' => Class::Alone,
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}' => Class::Katakana,
        '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{131}'
        | '\u{134}'..='\u{13e}'
        | '\u{141}'..='\u{148}'
        | '\u{14a}'..='\u{17e}' => Class::Joins,
        '\u{388}'..='\u{38a}'
        | '\u{38e}'..='\u{3a1}'
        | '\u{3a3}'..='\u{3ce}'
        | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{52f}' => Class::Joins,
        '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{652}'
        | '\u{660}'..='\u{669}'
        | '\u{671}'..='\u{674}'
        | '\u{679}'..='\u{6d3}' => Class::Joins,
        '\u{900}'..='\u{93b}'
        | '\u{93d}'..='\u{957}'
        | '\u{960}'..='\u{963}'
        | '\u{966}'..='\u{96f}'
        | '\u{ac00}'..='\u{d7a3}' => Class::Joins,
        _ if SENTENCE_ENDS.contains(&letter) => Class::Stop,
        '\u{60c}'
        | '\u{61b}'
        | '\u{2010}'..='\u{2018}'
        | '\u{201a}'..='\u{2027}'
        | '\u{3000}'..='\u{303f}'
        | '\u{ff08}'
        | '\u{ff09}'
        | '\u{ff0c}'
        | '\u{ff1a}'
        | '\u{ff1b}' => Class::Break,
        _ => Class::Other,
    }
}

/// Lower case and no optional signs, for letters of the fast rules; the common ranges without a table.
fn lower(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        'a'..='z' | 'а'..='я' => Some(letter),
        'А'..='Я' => char::from_u32(letter as u32 + 0x20),
        '\u{530}'.. if !is_optional_sign(letter) => Some(letter),
        _ => None,
    };
    let cased = (plain.is_none() && letter < '\u{530}').then(|| letter.to_lowercase());
    plain.into_iter().chain(cased.into_iter().flatten())
}

/// Hash of a word with case, width, ligatures, apostrophes and optional signs folded away.
pub(crate) fn hash_folded(word: &str) -> u64 {
    let straight = |letter| if letter == '\u{2019}' { '\'' } else { letter };
    hash_of_letters(
        word.nfkc()
            .flat_map(char::to_lowercase)
            .filter(|letter| !is_optional_sign(*letter))
            .map(straight),
    )
}

fn hash_of_letters(letters: impl Iterator<Item = char>) -> u64 {
    let mut buffer = [0; 4];
    finish(letters.fold(HASH_START, |hash, letter| {
        letter.encode_utf8(&mut buffer).bytes().fold(hash, step)
    }))
}

/// FNV-1a start value and prime (Fowler, Noll, Vo; 64 bits).
const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
const HASH_PRIME: u64 = 0x0000_0100_0000_01b3;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(HASH_PRIME)
}

/// Spreads the bits, so that the low ones can choose a place in a table.
pub(crate) fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    finish(bytes.fold(HASH_START, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        segment(text)
            .iter()
            .map(|w| letters[w.start as usize..w.end as usize].iter().collect())
            .collect()
    }

    #[test]
    fn words_are_cut_in_every_script() {
        assert_eq!(
            words("Don't panic, e-mail: a_b."),
            ["Don't", "panic", "e", "mail", "a", "b"]
        );
        assert_eq!(words("“naïve” example"), ["naïve", "example"]);
        assert_eq!(
            words("网络安全，很重要"),
            ["网", "络", "安", "全", "很", "重", "要"]
        );
        assert_eq!(words("الأمن السيبراني؟"), ["الأمن", "السيبراني"]);
        assert_eq!(words("साइबर सुरक्षा।"), ["साइबर", "सुरक्षा"]);
        assert_eq!(words("ความมั่นคง").len(), 8);
        assert_eq!(words("yes 👍!"), ["yes", "👍"]);
    }

    #[test]
    fn case_width_and_vowel_signs_do_not_make_a_new_word() {
        for (one, other) in [
            ("Account", "account"),
            ("ＡＢＣ", "abc"),
            ("don’t", "don't"),
            ("كِتَاب", "كتاب"),
            ("e\u{301}t", "ét"),
        ] {
            assert_eq!(
                segment(one)[0].hash,
                segment(other)[0].hash,
                "{one} {other}"
            );
        }
    }

    #[test]
    fn sentences_are_counted_in_every_script() {
        let sentences = |text| segment(text).last().map(|w| w.sentence);
        assert_eq!(sentences("One is here. Two is there."), Some(1));
        assert_eq!(sentences("一在这里。二在那里。"), Some(1));
        assert_eq!(sentences("यह एक है। यह दो है।"), Some(1));
        assert_eq!(sentences("Heading\n\nText"), Some(1));
    }

    #[test]
    fn the_fast_rules_fold_like_the_slow_ones() {
        for letter in '\0'..='\u{ffff}' {
            if matches!(class(letter), Class::Joins | Class::Alone | Class::Katakana)
                && letter != SARA_AM
            {
                let word = letter.to_string();
                assert_eq!(
                    hash_of_letters(word.chars().flat_map(lower)),
                    hash_folded(&word),
                    "{letter:?}"
                );
            }
        }
    }

    #[test]
    fn bytes_and_letters_point_at_the_same_word() {
        let text = "é  中x, Ω’s";
        for word in segment(text) {
            assert_eq!(
                text[..word.byte as usize].chars().count(),
                word.start as usize
            );
        }
    }
}
