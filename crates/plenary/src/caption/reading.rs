//! The live text as paragraphs to read: hard-wrapped lines joined, a turn's label apart from its words.
//!
//! `live.js` reads the same way; both keep to these rules.

/// Lines longer than this were not broken by a caption device: 32 to 42 letters are usual there.
const WRAPPED_LETTERS: usize = 60;
/// A label is at most so long.
const LABEL_LETTERS: usize = 80;
/// How many paragraphs an earlier part of the text holds.
pub const PART_PARAGRAPHS: usize = 60;

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Whether somebody else begins to speak here.
    pub is_turn: bool,
    /// Who, as the captioner wrote it.
    pub label: Option<String>,
    /// The words.
    pub words: String,
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<String> = Vec::new();
    let mut before = usize::MAX;
    for line in text.split('\n') {
        let line = line.trim();
        let goes_on = before <= WRAPPED_LETTERS && before > 0 && !line.starts_with('>');
        match all.last_mut() {
            Some(last) if goes_on && !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ if !line.is_empty() => all.push(line.to_owned()),
            _ => {}
        }
        before = line.chars().count();
    }
    all.iter().map(|lines| read(lines)).collect()
}

fn read(lines: &str) -> Paragraph {
    let rest = lines.trim_start_matches(['>', ' ']);
    let is_turn = lines.starts_with('>');
    let label = rest
        .split_once([':', '：'])
        .filter(|(label, _)| is_turn && label.chars().count() <= LABEL_LETTERS);
    Paragraph {
        is_turn,
        label: label.map(|(label, _)| label.trim().to_owned()),
        words: label.map_or(rest, |(_, words)| words).trim().to_owned(),
    }
}

/// A part of the paragraphs by its number from 1, and how many parts there are. Parts do not move when more is said.
pub fn part(all: &[Paragraph], number: usize) -> (&[Paragraph], usize) {
    let parts = all.len().div_ceil(PART_PARAGRAPHS).max(1);
    let number = number.clamp(1, parts);
    let from = (number - 1) * PART_PARAGRAPHS;
    let to = all.len().min(from + PART_PARAGRAPHS);
    (&all[from..to], parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_labels_set_apart() {
        let text = ">> ANA KIM: Good morning\nto all of you.\n\nNew paragraph.\n>>> Yes: I do.\n> no label here\n\n";
        let found = paragraphs(text);
        let told: Vec<_> = found
            .iter()
            .map(|p| (p.is_turn, p.label.as_deref(), p.words.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (true, Some("ANA KIM"), "Good morning to all of you."),
                (false, None, "New paragraph."),
                (true, Some("Yes"), "I do."),
                (true, None, "no label here"),
            ]
        );
    }

    #[test]
    fn parts_stand_still() {
        let words = |count: usize| paragraphs(&"A.\n\n".repeat(count));
        assert_eq!(part(&words(61), 1).0, part(&words(200), 1).0);
        assert_eq!(part(&words(61), 2), (&words(1)[..], 2));
        assert_eq!(part(&[], 7), (&[][..], 1));
    }
}
