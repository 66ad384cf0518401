//! Sentences and lower-case words of a paragraph, the ground every reading of speech stands on.

/// Abbreviations whose dot does not end a sentence.
const ABBREVIATIONS: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "e.g", "i.e", "hon", "sen", "rep", "amb",
    "gen", "col", "lt", "jr", "sr", "inc", "messrs", "mme", "h.e", "approx",
];

/// The byte ranges of the sentences of a paragraph, without the white space between.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '?' | '!' | '。' | '？' | '！' | '؟' | '।') {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((next, closing)) =
            letters.next_if(|(_, c)| matches!(c, '.' | '?' | '!' | '"' | '”' | '’' | ')' | ']'))
        {
            end = next + closing.len_utf8();
        }
        let breaks = letters.peek().is_none_or(|(_, c)| c.is_whitespace()) || !letter.is_ascii();
        if breaks && !(letter == '.' && is_abbreviation(&text[start..at])) {
            push_trimmed(text, start, end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start, text.len(), &mut found);
    found
}

/// No sentence is longer, in bytes; captions without full stops and noise are cut at a blank.
const SENTENCE: usize = 20_000;

fn push_trimmed(text: &str, mut start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    while end - start > SENTENCE {
        let limit = text.floor_char_boundary(start + SENTENCE);
        let cut = text[start..limit].rfind(' ').filter(|at| *at > 0);
        let cut = cut.map_or(limit, |at| start + at);
        push_trimmed(text, start, cut, found);
        start = cut;
    }
    let slice = &text[start..end];
    let trimmed = slice.trim();
    if !trimmed.is_empty() {
        let from = start + (slice.len() - slice.trim_start().len());
        found.push((from, from + trimmed.len()));
    }
}

/// Whether the words before a dot end in an abbreviation or a lone capital such as an initial.
fn is_abbreviation(before: &str) -> bool {
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    if last.len() > 8 {
        return false;
    }
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase) && last != "I";
    initial || ABBREVIATIONS.contains(&last.to_lowercase().as_str()) || is_dotted(last)
}

/// `U.S` or `D.C`: capitals with dots between.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// One word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends, punctuation left out.
    pub end: usize,
    low_start: usize,
    low_end: usize,
}

/// The words of one sentence, folded for comparison; the buffers are reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Words {
    low: String,
    /// The words in order.
    pub all: Vec<Word>,
}

impl Words {
    /// Reads the words of `text[start..end]`; positions are those of the whole text.
    pub fn read(&mut self, text: &str, start: usize, end: usize) {
        self.low.clear();
        self.all.clear();
        let sentence = &text[start..end];
        let mut open: Option<usize> = None;
        for (at, letter) in sentence.char_indices() {
            match (is_word_letter(letter), open) {
                (true, None) => open = Some(at),
                (false, Some(from)) => {
                    self.push(sentence, from, at, start);
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            self.push(sentence, from, sentence.len(), start);
        }
    }

    fn push(&mut self, sentence: &str, from: usize, to: usize, offset: usize) {
        let raw = &sentence[from..to];
        let left = raw.trim_start_matches(|c| !is_core(c));
        let core = left.trim_end_matches(|c| !is_core(c));
        if core.is_empty() {
            return;
        }
        let start = offset + from + (raw.len() - left.len());
        let low_start = self.low.len();
        for letter in core.chars() {
            fold(letter, &mut self.low);
        }
        self.all.push(Word {
            start,
            end: start + core.len(),
            low_start,
            low_end: self.low.len(),
        });
    }

    /// The folded word at a place, or nothing past the end.
    pub fn low(&self, place: usize) -> &str {
        self.all
            .get(place)
            .map_or("", |word| &self.low[word.low_start..word.low_end])
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

fn is_core(letter: char) -> bool {
    letter.is_alphanumeric()
}

fn is_word_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || matches!(letter, '\'' | '-' | '.' | '&');
    }
    letter.is_alphanumeric() || matches!(letter, '’' | '‑' | '‐')
}

/// Whether a folded word is one of a list parted by `|`.
pub fn is_one_of(word: &str, list: &str) -> bool {
    list.split('|').any(|known| known == word)
}

/// Lower case, one kind of hyphen and of apostrophe.
pub fn fold(letter: char, out: &mut String) {
    match letter {
        'A'..='Z' => out.push(letter.to_ascii_lowercase()),
        '’' | '‘' => out.push('\''),
        '‑' | '‐' | '–' => out.push('-'),
        _ if letter.is_ascii() => out.push(letter),
        _ => out.extend(letter.to_lowercase()),
    }
}

/// A whole string folded as words are.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|letter| fold(letter, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text)
            .iter()
            .map(|(start, end)| &text[*start..*end])
            .collect()
    }

    #[test]
    fn sentences_end_at_marks_but_not_at_abbreviations() {
        let text = "Thank you, Dr. Lee. The U.S. Government agreed. See example.org now! Really?";
        assert_eq!(
            split(text),
            [
                "Thank you, Dr. Lee.",
                "The U.S. Government agreed.",
                "See example.org now!",
                "Really?"
            ]
        );
        assert_eq!(
            split("I agree with you and I. Next."),
            ["I agree with you and I.", "Next."]
        );
    }

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let mut words = Words::default();
        let text = "So ‑‑ the multi‑stakeholder (I’m told) view.";
        words.read(text, 0, text.len());
        let all: Vec<&str> = (0..words.len()).map(|at| words.low(at)).collect();
        assert_eq!(
            all,
            ["so", "the", "multi-stakeholder", "i'm", "told", "view"]
        );
        assert_eq!(&text[words.all[5].start..words.all[5].end], "view");
    }
}
