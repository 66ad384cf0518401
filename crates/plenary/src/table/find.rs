//! Where a row belongs: the clause as it is printed, the paragraph within it, the line; only what is clear is taken.

use plenary_passage::{Block, BlockKind, Span, Version, from_selectors};

use super::Row;
use crate::document::labels;

/// Where a row belongs in a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The text as a whole.
    Whole,
    /// These letters; most often those of one block.
    At(Vec<Span>),
    /// Its reference is not clear; a person says.
    Open,
}

/// A version with the numbers printed beside its blocks.
pub(super) struct Ground<'a> {
    pub version: &'a Version,
    labels: Vec<String>,
}

impl<'a> Ground<'a> {
    pub fn of(version: &'a Version) -> Ground<'a> {
        Ground {
            version,
            labels: labels(version),
        }
    }

    fn blocks(&self) -> impl Iterator<Item = (&'a Block, &str)> {
        self.version
            .blocks()
            .iter()
            .zip(self.labels.iter().map(String::as_str))
    }

    fn words(&self, block: &Block) -> &'a str {
        self.version.slice(block.span)
    }

    /// The number printed beside the block in which letters begin.
    pub fn label_at(&self, span: Span) -> &str {
        let block = self.version.block_at(span.start);
        let found = block.and_then(|block| self.blocks().find(|(each, _)| each.id == block.id));
        found.map_or("", |(_, label)| label)
    }

    /// The heading above letters, or the one they are in.
    pub fn heading_at(&self, span: Span) -> Option<&'a str> {
        let mut above = self
            .version
            .blocks()
            .iter()
            .filter(|block| block.span.start <= span.start);
        above
            .rfind(|block| is_heading(block))
            .map(|block| self.words(block))
    }

    /// Where a row belongs.
    pub fn find(&self, row: &Row) -> Found {
        if !row.targets.is_empty() {
            return self.targets(row);
        }
        let (clause, part, line) = (row.clause.trim(), row.part.trim(), row.line.trim());
        match (is_whole(clause), is_whole(part)) {
            (true, true) if line.is_empty() || is_whole(line) => Found::Whole,
            (true, true) => self.line(line),
            (true, false) => self.one(self.named(part).or_else(|| self.part_of_all(part))),
            (false, true) => self.one(self.named(clause).or_else(|| self.section(clause))),
            (false, false) => {
                let whole = format!("{clause} {part}");
                self.one(
                    self.named(&whole)
                        .or_else(|| self.part(self.section(clause)?, part)),
                )
            }
        }
    }

    /// What somebody wrote into the field "where": a printed number or a heading.
    pub fn at(&self, place: &str) -> Option<Span> {
        self.named(place)
            .or_else(|| self.section(place))
            .map(|block| block.span)
    }

    fn one(&self, block: Option<&Block>) -> Found {
        block.map_or(Found::Open, |block| Found::At(vec![block.span]))
    }

    fn targets(&self, row: &Row) -> Found {
        let given = row.targets.iter().filter(|selectors| !selectors.is_empty());
        let found: Option<Vec<Span>> = given
            .map(|selectors| from_selectors(self.version, selectors))
            .collect();
        match found {
            Some(spans) if spans.is_empty() => Found::Whole,
            Some(spans) => Found::At(spans),
            None => Found::Open,
        }
    }

    /// A block by its whole printed number: "2.1 ¶3".
    fn named(&self, place: &str) -> Option<&'a Block> {
        let wanted = place.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut found = self
            .blocks()
            .filter(|(_, label)| *label == wanted && wanted != "0");
        let first = found.next().map(|(block, _)| block)?;
        // Cells of a table share its number: then the table as a whole is meant, which begins at its first cell.
        Some(first).filter(|_| wanted.contains('¶'))
    }

    /// The heading that a clause names by the number printed with it, by its own number, or by its words.
    fn section(&self, clause: &str) -> Option<&'a Block> {
        let (number, title) = numbered(clause);
        let mut found: Vec<&Block> = Vec::new();
        for (block, label) in self.blocks().filter(|(block, _)| is_heading(block)) {
            let (own, words) = numbered(self.words(block));
            let by_number = !number.is_empty() && (label == number || own == number);
            let by_words = !title.is_empty() && folded(&words) == folded(&title);
            if by_number || by_words {
                found.push(block);
            }
        }
        match found.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// A paragraph or table within a section.
    fn part(&self, section: &Block, part: &str) -> Option<&'a Block> {
        let label = self.label_at(section.span).to_owned();
        match counted(part)? {
            Part::Paragraph(number) => {
                let wanted = format!("{label} ¶{number}");
                self.blocks()
                    .find(|(_, each)| *each == wanted)
                    .map(|(block, _)| block)
            }
            Part::Table(number) => {
                let table = self.table(number)?;
                let within = format!("{label} ¶");
                self.label_at(table.span)
                    .starts_with(&within)
                    .then_some(table)
            }
        }
    }

    /// A paragraph or table of a text that is all one section.
    fn part_of_all(&self, part: &str) -> Option<&'a Block> {
        match counted(part)? {
            Part::Paragraph(number) => self.named(&format!("¶{number}")).filter(|_| {
                let mut sections = self
                    .blocks()
                    .filter(|(block, label)| is_heading(block) && *label != "0");
                sections.next().is_none()
            }),
            Part::Table(number) => self.table(number),
        }
    }

    fn table(&self, number: usize) -> Option<&'a Block> {
        let is_first =
            |block: &&Block| matches!(block.kind, BlockKind::TableCell { row: 0, column: 0 });
        let mut tables = self.version.blocks().iter().filter(is_first);
        tables.nth(number.checked_sub(1)?)
    }

    /// The block of a line of the text as it is downloaded without mark-up.
    fn line(&self, line: &str) -> Found {
        let digits: String = digits(line);
        let Some(number) = digits
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1))
        else {
            return Found::Open;
        };
        let text = self.version.text();
        let before: usize = text.split_inclusive('\n').take(number).map(str::len).sum();
        let is_there = text
            .split('\n')
            .nth(number)
            .is_some_and(|line| !line.trim().is_empty());
        let letter = text[..before].chars().count() as u32;
        self.one(self.version.block_at(letter).filter(|_| is_there))
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// What says that no part in particular is meant.
fn is_whole(text: &str) -> bool {
    const WHOLE: [&str; 17] = [
        "",
        "-",
        "–",
        "—",
        "all",
        "whole",
        "general",
        "entire document",
        "whole document",
        "n/a",
        "général",
        "general comment",
        "all clauses",
        "общее",
        "عام",
        "全文",
        "总体",
    ];
    WHOLE.contains(
        &text
            .trim()
            .trim_end_matches(['.', ':'])
            .to_lowercase()
            .as_str(),
    )
}

/// A number at the beginning, and the words after it: "Clause 3.1 Terms" is "3.1" and "Terms".
fn numbered(text: &str) -> (String, String) {
    const LEADS: [&str; 14] = [
        "subclause",
        "clause",
        "section",
        "sect.",
        "chapter",
        "article",
        "annex",
        "§",
        "пункт",
        "раздел",
        "البند",
        "القسم",
        "第",
        "no.",
    ];
    let mut rest = text.trim();
    let lower = rest.to_lowercase();
    for lead in LEADS {
        // Only where small and capital letters take as many bytes is the cut where it seems.
        if lower.starts_with(lead) && rest.is_char_boundary(lead.len()) {
            let after = &rest[lead.len()..];
            if after
                .trim_start()
                .starts_with(|first: char| first.is_numeric())
            {
                rest = after.trim_start();
                break;
            }
        }
    }
    let end = rest
        .find(|letter: char| !letter.is_numeric() && letter != '.')
        .unwrap_or(rest.len());
    let number = digits(rest[..end].trim_matches('.'));
    let words = rest[end..]
        .trim_start_matches([
            ')', ':', '.', '-', '–', '—', ' ', '条', '章', '节', '\u{a0}',
        ])
        .trim();
    (number, words.to_owned())
}

/// Figures of any script as those of ours; what else stands between them stays when it is a dot.
fn digits(text: &str) -> String {
    let plain = |letter: char| match letter {
        '0'..='9' | '.' => Some(letter),
        '٠'..='٩' => char::from_digit(letter as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(letter as u32 - '۰' as u32, 10),
        '०'..='९' => char::from_digit(letter as u32 - '०' as u32, 10),
        '๐'..='๙' => char::from_digit(letter as u32 - '๐' as u32, 10),
        '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10),
        _ => None,
    };
    text.chars().filter_map(plain).collect()
}

enum Part {
    Paragraph(usize),
    Table(usize),
}

/// "Paragraph 3", "¶3", "3rd paragraph", "Table 1": exactly one number, and a word that is understood or none.
fn counted(part: &str) -> Option<Part> {
    let lower = part.to_lowercase();
    let number = digits(&lower).parse().ok()?;
    let words: String = lower
        .chars()
        .map(|letter| {
            if letter.is_alphabetic() || letter == '¶' {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let is = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_sole = lower
        .split(|letter: char| !letter.is_numeric())
        .filter(|run| !run.is_empty())
        .count()
        == 1;
    match words.as_slice() {
        _ if !is_sole => None,
        _ if is(&[
            "table",
            "tableau",
            "tabla",
            "таблица",
            "جدول",
            "الجدول",
            "表",
        ]) =>
        {
            Some(Part::Table(number))
        }
        [] => Some(Part::Paragraph(number)),
        _ if is(&[
            "paragraph",
            "para",
            "par",
            "p",
            "¶",
            "alinéa",
            "párrafo",
            "paragraphe",
            "абзац",
            "فقرة",
            "الفقرة",
            "段",
            "第",
            "段落",
        ]) =>
        {
            Some(Part::Paragraph(number))
        }
        _ => None,
    }
}

/// Words as they are compared: small letters, single spaces, no signs around them.
fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_passage::BlockId;

    fn version(text: &str) -> Version {
        let blocks = plenary_paper::from_markdown(text).blocks;
        Version::from_blocks(&blocks, BlockId(0).following()).unwrap()
    }

    const TEXT: &str = "# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nA community means the customers.\n\n\
        ## 2. Scope\n\nIt holds for all.\n\n### 2.1 Limits\n\nNot at sea.\n\n| a | b |\n|---|---|\n| c | d |\n\n## التعاريف\n\nالأمن للجميع.\n";

    fn found(line: &str, clause: &str, part: &str) -> String {
        let version = version(TEXT);
        let ground = Ground::of(&version);
        let row = Row {
            line: line.into(),
            clause: clause.into(),
            part: part.into(),
            ..Row::default()
        };
        match ground.find(&row) {
            Found::Whole => "whole".into(),
            Found::At(spans) => version.slice(spans[0]).to_owned(),
            Found::Open => "open".into(),
        }
    }

    #[test]
    fn a_clear_reference_is_found_as_it_is_printed() {
        for ((clause, part), expected) in [
            (("1", ""), "1. Words"),
            (("Clause 1.", ""), "1. Words"),
            (("2.1", ""), "2.1 Limits"),
            (("§ 2.1 Limits", ""), "2.1 Limits"),
            (("limits", ""), "2.1 Limits"),
            (("1", "Paragraph 2"), "A community means the customers."),
            (("1", "2nd paragraph"), "A community means the customers."),
            (("1 ¶2", ""), "A community means the customers."),
            (("١", "¶٢"), "A community means the customers."),
            (("2.1", "Table 1"), "a"),
            (("", "Table 1"), "a"),
            (("التعاريف", "الفقرة 1"), "الأمن للجميع."),
            (("", ""), "whole"),
            (("General", "-"), "whole"),
        ] {
            assert_eq!(found("", clause, part), expected, "{clause} {part}");
        }
        assert_eq!(found("5", "", ""), "An outage is any time without a line.");
    }

    #[test]
    fn what_is_not_clear_is_left_to_a_person() {
        for (line, clause, part) in [
            ("", "9", ""),
            ("", "1", "Paragraph 7"),
            ("", "1", "Figure 2"),
            ("", "1", "Paragraphs 1 and 2"),
            ("", "2 Words", ""),
            ("", "1", "Table 1"),
            ("", "", "Paragraph 1"),
            ("4", "", ""),
            ("900", "", ""),
            ("first", "", ""),
            ("", "clause", ""),
        ] {
            assert_eq!(found(line, clause, part), "open", "{line} {clause} {part}");
        }
    }
}
