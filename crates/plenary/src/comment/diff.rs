//! Old and new words set against each other, word by word.

use plenary_kit::page::Piece;

/// Beyond so many words on a side the two stand whole under each other: marking every word up helps no reader then,
/// and the comparison costs their product.
const WORDS: usize = 1_500;

/// The comparison; either side may be missing.
pub fn pieces<'a>(old: Option<&'a str>, new: Option<&'a str>) -> Vec<Piece<'a>> {
    match (old, new) {
        (None, None) => Vec::new(),
        (Some(old), None) => vec![Piece::Gone(old)],
        (None, Some(new)) => vec![Piece::Fresh(new)],
        (Some(old), Some(new)) => compare(old, new),
    }
}

fn compare<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let (a, b) = (words(old), words(new));
    if a.len() > WORDS || b.len() > WORDS {
        return vec![Piece::Gone(old), Piece::Fresh(new)];
    }
    let common = common_lengths(&a, &b);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i].is_like(b[j]) {
            if a[i].space != b[j].space {
                out.extend([Piece::Gone(a[i].space), Piece::Fresh(b[j].space)]);
                out.push(Piece::Same(a[i].word()));
            } else {
                out.push(Piece::Same(a[i].whole));
            }
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || common[i + 1][j] >= common[i][j + 1]) {
            out.push(Piece::Gone(a[i].whole));
            i += 1;
        } else {
            out.push(Piece::Fresh(b[j].whole));
            j += 1;
        }
    }
    out.retain(|piece| !is_empty(piece));
    outside_spaces(joined(out, old, new))
}

/// The space before words and those that replace them, taken out of both: no line through it, no line under it.
fn outside_spaces(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        let (Piece::Gone(gone), Some(Piece::Fresh(fresh))) = (piece, all.peek()) else {
            out.push(piece);
            continue;
        };
        let pairs = gone.chars().zip(fresh.chars());
        let spaces = pairs.take_while(|(a, b)| a == b && a.is_whitespace());
        let common: usize = spaces.map(|(space, _)| space.len_utf8()).sum();
        out.push(Piece::Same(&gone[..common]));
        out.push(Piece::Gone(&gone[common..]));
        out.push(Piece::Fresh(&fresh[common..]));
        all.next();
    }
    out.retain(|piece| !is_empty(piece));
    out
}

fn is_empty(piece: &Piece<'_>) -> bool {
    let (Piece::Same(words) | Piece::Gone(words) | Piece::Fresh(words)) = piece;
    words.is_empty()
}

/// A word, or the signs beside one, with the space before it: that alone makes no word another one.
#[derive(Clone, Copy)]
struct Token<'a> {
    whole: &'a str,
    space: &'a str,
}

impl<'a> Token<'a> {
    fn of(whole: &'a str) -> Token<'a> {
        let space = &whole[..whole.len() - whole.trim_start().len()];
        Token { whole, space }
    }

    fn word(self) -> &'a str {
        &self.whole[self.space.len()..]
    }

    fn is_like(self, other: Token<'_>) -> bool {
        self.word() == other.word()
    }
}

/// Words and the signs at their ends; scripts without spaces are compared letter by letter.
fn words(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word_at = rest.len() - rest.trim_start().len();
        let word = &rest[word_at..];
        let chunk = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
        if chunk.chars().count() > 40 {
            return letters(text);
        }
        let is_sign = |letter: char| !letter.is_alphanumeric();
        let before = chunk.len() - chunk.trim_start_matches(is_sign).len();
        let core = chunk.trim_end_matches(is_sign).len();
        let ends = [word_at + before, word_at + core, word_at + chunk.len()];
        let mut from = 0;
        for to in ends {
            // The space belongs to what stands first after it.
            if to > from && (to > word_at || chunk.is_empty()) {
                tokens.push(Token::of(&rest[from..to]));
                from = to;
            }
        }
        rest = &rest[word_at + chunk.len()..];
    }
    tokens
}

fn letters(text: &str) -> Vec<Token<'_>> {
    let each = text.char_indices();
    each.map(|(at, letter)| Token {
        whole: &text[at..at + letter.len_utf8()],
        space: "",
    })
    .collect()
}

/// The length of the longest common part of what follows each pair of places.
fn common_lengths(a: &[Token<'_>], b: &[Token<'_>]) -> Vec<Vec<u16>> {
    let mut lengths = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] = match a[i].is_like(b[j]) {
                true => lengths[i + 1][j + 1] + 1,
                false => lengths[i + 1][j].max(lengths[i][j + 1]),
            };
        }
    }
    lengths
}

/// Neighbouring pieces of one kind made one; each kind of piece is a part of its own text, in order.
fn joined<'a>(pieces: Vec<Piece<'a>>, old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece<'a>> = Vec::new();
    let (mut in_old, mut in_new) = (0, 0);
    let mut start = (0, 0);
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        match piece {
            Piece::Same(word) => (in_old, in_new) = (in_old + word.len(), in_new + word.len()),
            Piece::Gone(word) => in_old += word.len(),
            Piece::Fresh(word) => in_new += word.len(),
        }
        let goes_on = all
            .peek()
            .is_some_and(|next| std::mem::discriminant(next) == std::mem::discriminant(&piece));
        if !goes_on {
            out.push(match piece {
                Piece::Same(_) => Piece::Same(&old[start.0..in_old]),
                Piece::Gone(_) => Piece::Gone(&old[start.0..in_old]),
                Piece::Fresh(_) => Piece::Fresh(&new[start.1..in_new]),
            });
            start = (in_old, in_new);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(old: &str, new: &str) -> String {
        let pieces = pieces(Some(old), Some(new));
        let mark = |piece: &Piece<'_>| match piece {
            Piece::Same(words) => (*words).to_owned(),
            Piece::Gone(words) => format!("[-{words}-]"),
            Piece::Fresh(words) => format!("[+{words}+]"),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn a_word_stays_the_same_beside_another_space_or_sign() {
        let longer = said("the hour of the next", "the hour of the next in local time");
        assert_eq!(longer, "the hour of the next[+ in local time+]");
        assert_eq!(
            said("It was so.", "It was so, once."),
            "It was so[+, once+]."
        );
        assert_eq!(said("Old words", "words"), "[-Old -]words");
        assert_eq!(
            said("any time at all", "any hour at all"),
            "any [-time-][+hour+] at all"
        );
        assert_eq!(said("\"never\"", "never"), "[-\"-]never[-\"-]");
        assert_eq!(said("a  b", "a b"), "a [- -]b");
    }

    #[test]
    fn both_texts_can_be_read_off_the_pieces_in_any_script() {
        let texts = [
            "",
            " ",
            "a b. ",
            "أمن الجميع، وكلهم",
            "建议删除一段，因为不应涉及网络。",
            "x\n\ny (z)…",
        ];
        for old in texts {
            for new in texts {
                let pieces = pieces(Some(old), Some(new));
                let of = |is_old: bool| -> String {
                    let words = pieces.iter().map(|piece| match piece {
                        Piece::Same(words) => *words,
                        Piece::Gone(words) if is_old => words,
                        Piece::Fresh(words) if !is_old => words,
                        _ => "",
                    });
                    words.collect()
                };
                assert_eq!((of(true).as_str(), of(false).as_str()), (old, new));
            }
        }
    }
}
