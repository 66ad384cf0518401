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
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push(Piece::Same(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || common[i + 1][j] >= common[i][j + 1]) {
            out.push(Piece::Gone(a[i]));
            i += 1;
        } else {
            out.push(Piece::Fresh(b[j]));
            j += 1;
        }
    }
    joined(out, old, new)
}

/// Words with the space that follows them; scripts without spaces are compared letter by letter.
fn words(text: &str) -> Vec<&str> {
    let spaced: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let is_spaced = spaced.iter().all(|word| word.chars().count() <= 40);
    match is_spaced {
        true => spaced,
        false => text
            .char_indices()
            .map(|(at, letter)| &text[at..at + letter.len_utf8()])
            .collect(),
    }
}

/// The length of the longest common part of what follows each pair of places.
fn common_lengths(a: &[&str], b: &[&str]) -> Vec<Vec<u16>> {
    let mut lengths = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] = match a[i] == b[j] {
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
