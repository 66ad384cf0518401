//! Which phrases can be a label, and how they are written.

use crate::lexicon;
use crate::words::folded;

/// Words of speech that no label bears, so that `I HAVE A QUESTION:` is none.
const SPEECH: [&str; 34] = [
    "i", "i'm", "i've", "i'd", "we", "you", "my", "your", "is", "are", "was", "were", "have",
    "has", "had", "this", "that", "these", "will", "would", "let", "let's", "it", "it's", "what",
    "where", "when", "why", "how", "if", "not", "do", "does", "please",
];

/// How a label is written; it decides how much must speak for it besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Capitals throughout.
    Capitals,
    /// Each word with a capital.
    Title,
    /// A known role in any case.
    Role,
    /// A script without capitals.
    Caseless,
    /// One word in small letters, as people are called in a chat.
    Nick,
}

/// How a phrase is written if it can be a label at all.
pub fn shape(printed: &str) -> Option<Shape> {
    // A name that the captioner was not sure of.
    if let Some(name) = printed
        .strip_suffix("(?)")
        .or_else(|| printed.strip_suffix("[?]"))
    {
        return shape(name.trim_end());
    }
    if (1..=3).contains(&printed.len()) && printed.bytes().all(|byte| byte == b'?') {
        return Some(Shape::Role);
    }
    let quotes = printed.contains(['"', '“', '”']) && printed.contains(char::is_lowercase);
    let words = printed.split_whitespace().count();
    let open = ['(', '['].iter().zip([')', ']']);
    let unclosed = open
        .into_iter()
        .any(|(open, close)| printed.contains(*open) && !printed.contains(close));
    if words == 0
        || words > 12
        || unclosed
        || quotes
        || printed.contains(['?', '!', '=', '<', '>', '{', '}'])
    {
        return None;
    }
    let low = folded(printed);
    let speech = |word: &str| SPEECH.contains(&word.trim_end_matches([',', ';']));
    let odd: Vec<&str> = low.split(' ').filter(|word| speech(word)).collect();
    if !(odd.is_empty() || words <= 4 && odd.len() == 1 && is_bearable(&low)) {
        return None;
    }
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || lexicon::is_no_label(bare) || !printed.chars().any(char::is_alphabetic) {
        return None;
    }
    // `Trial Transcript: Day two` is a heading.
    if low
        .split(' ')
        .any(|word| matches!(word, "transcript" | "transcription" | "witnesses"))
    {
        return None;
    }
    let core = outside_brackets(printed);
    if lexicon::role(bare).is_some() || lexicon::role(&folded(core)).is_some() {
        return Some(Shape::Role);
    }
    case_shape(core)
}

/// Whether a common word is somebody's given name or surname, too.
pub fn is_given_name(word: &str) -> bool {
    const NAMES: &str = "may|june|april|august|will|mark|grace|day|west|north|sunday|friday|god|done|how|so|an|in|to|on|\
        be|he|no|page|law|young|long|doctor|chase|miles|cheers|captain|major|bishop|sing|moon|many|best|hand|back|past|small|short|good|\
        early|free|case|key|real|rough|english|french|german|south|east|church|human|child|new|main";
    NAMES.split('|').any(|known| known == word)
}

/// Whether a phrase may be somebody's name though a word of it is one of speech: `WILL ADAMS`, `VAN DO`.
fn is_bearable(low: &str) -> bool {
    let words: Vec<&str> = low.split(' ').collect();
    let others = |odd: usize| {
        words.iter().enumerate().all(|(at, word)| {
            at == odd
                || !(SPEECH.contains(word)
                    || lexicon::is_no_name(word)
                    || lexicon::is_no_label(word))
        })
    };
    let last = words.len() - 1;
    last > 0
        && (words[0] == "will" && others(0)
            || matches!(words[last], "do" | "you" | "how" | "had" | "is") && others(last))
}

/// The part outside brackets if there is one, else the part inside.
fn outside_brackets(printed: &str) -> &str {
    let trimmed = printed.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | ' '));
    let end = trimmed.find(['(', '[']).unwrap_or(trimmed.len());
    trimmed[..end].trim()
}

fn case_shape(core: &str) -> Option<Shape> {
    if ends_sentence_inside(core) || core.is_empty() {
        return None;
    }
    let upper = core.chars().filter(|c| c.is_uppercase()).count();
    let lower = core.chars().filter(|c| c.is_lowercase()).count();
    if upper + lower == 0 {
        return (core.chars().count() <= 24 && !core.contains(['，', '。', '、', '؟', '،']))
            .then_some(Shape::Caseless);
    }
    if upper == 0 && is_nick(core) {
        return Some(Shape::Nick);
    }
    if lower == 0 || upper >= 4 * lower || capitals_but_particles(core) {
        return (core.split_whitespace().count() <= 10).then_some(Shape::Capitals);
    }
    is_title_case(
        core.split([',', '|', '–', '—', '/'])
            .next()
            .unwrap_or(core)
            .trim(),
    )
    .then_some(Shape::Title)
}

/// `carla`, `dka_2`.
fn is_nick(core: &str) -> bool {
    (2..=24).contains(&core.len())
        && core
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !lexicon::is_no_name(core)
}

/// A full stop after a word that is no title, initial or abbreviation: `THANK YOU. NEXT`.
fn ends_sentence_inside(core: &str) -> bool {
    core.match_indices(". ").any(|(at, _)| {
        let word = core[..at].rsplit([' ', '(']).next().unwrap_or("");
        // `H.E. FED. COUN. ANA LI`: an office cut short behind a title.
        let first = core.split(' ').next().unwrap_or("");
        let cut = word.chars().count() <= 5
            && core[..at].contains(' ')
            && lexicon::is_title(&folded(first));
        word.chars().count() > 3 && !lexicon::is_title(&folded(word)) && !word.contains('.') && !cut
    })
}

fn capitals_but_particles(core: &str) -> bool {
    let small = |word: &str| {
        lexicon::is_particle(word)
            || word
                .strip_prefix("Mc")
                .is_some_and(|rest| rest.chars().all(char::is_uppercase))
    };
    let mut words = core.split_whitespace();
    core.chars().filter(|c| c.is_uppercase()).count() > 2
        && words.all(|word| {
            small(word)
                || word.chars().all(|c| !c.is_lowercase())
                || lexicon::is_title(&folded(word))
        })
}

fn is_title_case(core: &str) -> bool {
    let words: Vec<&str> = core.split_whitespace().collect();
    let joining = ["of", "the", "and", "for", "from", "&", "in", "on"];
    let capital = |word: &str| {
        // `iPhone` is a name with its capital inside.
        word.chars().skip(1).any(char::is_uppercase)
            || word
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_lowercase())
    };
    let fits = |word: &&str| capital(word) || lexicon::is_particle(word) || joining.contains(word);
    let Some(first) = words.first() else {
        return false;
    };
    let first = folded(first);
    let first = first.trim_end_matches(['.', ',']);
    let starts = !lexicon::is_no_name(first)
        || lexicon::is_title(first)
        || lexicon::is_organisation(&folded(core))
        || lexicon::is_country(&folded(core))
        || words.len() > 2 && lexicon::is_title(&folded(words[words.len() - 2]));
    words.len() <= 8
        && starts
        && words.iter().all(fits)
        && words
            .first()
            .is_some_and(|word| capital(word) || lexicon::is_particle(word))
}
