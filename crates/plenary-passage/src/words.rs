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

/// Cuts `text` into words; linear in its length.
pub(crate) fn segment(text: &str) -> Vec<Word> {
    let mut scanner = Scanner { words: Vec::with_capacity(text.len() / 6), letter: 0, sentence: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let blank = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        scanner.skip_blank(&bytes[at..at + blank]);
        at += blank;
        let solid = bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace()).count();
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
        let last = chunk.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', '*', '_']).chars().next_back();
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

    fn any_script(&mut self, chunk: &str, byte: usize) {
        for (at, piece) in chunk.split_word_bound_indices() {
            if piece.is_ascii() {
                self.ascii(piece.as_bytes(), byte + at);
                continue;
            }
            let letters = piece.chars().count() as u32;
            if piece.chars().any(says_something) {
                self.push(0, letters, byte + at, hash_folded(piece));
            } else if piece.chars().any(|letter| SENTENCE_ENDS.contains(&letter)) {
                self.sentence += 1;
            }
            self.letter += letters;
        }
    }

    fn push(&mut self, skip: u32, letters: u32, byte: usize, hash: u64) {
        let start = self.letter + skip;
        self.words.push(Word { start, end: start + letters, byte: byte as u32, sentence: self.sentence, hash });
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
    letter.is_alphanumeric() || !(letter.is_whitespace() || letter.is_control() || is_punctuation(letter))
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

/// Hash of a word with case, width, ligatures, apostrophes and optional signs folded away.
pub(crate) fn hash_folded(word: &str) -> u64 {
    let folded = word.nfkc().flat_map(char::to_lowercase).filter(|letter| !is_optional_sign(*letter));
    let mut buffer = [0; 4];
    let mut hash = HASH_START;
    for letter in folded {
        let letter = if letter == '\u{2019}' { '\'' } else { letter };
        hash = letter.encode_utf8(&mut buffer).bytes().fold(hash, step);
    }
    finish(hash)
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
        segment(text).iter().map(|w| letters[w.start as usize..w.end as usize].iter().collect()).collect()
    }

    #[test]
    fn words_are_cut_in_every_script() {
        assert_eq!(words("Don't panic, e-mail: a_b."), ["Don't", "panic", "e", "mail", "a", "b"]);
        assert_eq!(words("“naïve” example"), ["naïve", "example"]);
        assert_eq!(words("网络安全，很重要"), ["网", "络", "安", "全", "很", "重", "要"]);
        assert_eq!(words("الأمن السيبراني؟"), ["الأمن", "السيبراني"]);
        assert_eq!(words("साइबर सुरक्षा।"), ["साइबर", "सुरक्षा"]);
        assert_eq!(words("ความมั่นคง").len(), 8);
        assert_eq!(words("yes 👍!"), ["yes", "👍"]);
    }

    #[test]
    fn case_width_and_vowel_signs_do_not_make_a_new_word() {
        for (one, other) in [("Account", "account"), ("ＡＢＣ", "abc"), ("don’t", "don't"), ("كِتَاب", "كتاب"), ("e\u{301}t", "ét")] {
            assert_eq!(segment(one)[0].hash, segment(other)[0].hash, "{one} {other}");
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
    fn bytes_and_letters_point_at_the_same_word() {
        let text = "é  中x, Ω’s";
        for word in segment(text) {
            assert_eq!(text[..word.byte as usize].chars().count(), word.start as usize);
        }
    }
}
