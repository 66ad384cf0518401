//! The bytes of a file as rows: CSV of any office, DOCX, or annotations.

use super::columns::{Column, column};
use super::refusal::TableRefusal;
use super::{Brought, CELL_LETTERS, ROWS, Row, TABLE_LETTERS, annotation};

/// The head of a table is looked for in so many rows: titles and notes may stand above it.
const HEAD_WITHIN: usize = 30;

/// Reads a file of any of the kinds, by its bytes; its name can say anything.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, TableRefusal> {
    let is_package = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let brought = match bytes {
        _ if is_package => of_docx(bytes)?,
        _ => match text(bytes).ok_or(TableRefusal::NotATable)? {
            text if text.trim_start().starts_with(['{', '[']) => annotation::read(&text)?,
            text => of_text(&text)?,
        },
    };
    check(brought)
}

/// What any table has to keep to, whatever file it came in.
pub(super) fn check(brought: Brought) -> Result<Brought, TableRefusal> {
    let rows = &brought.rows;
    if rows.len() > ROWS {
        return Err(TableRefusal::TooManyRows(rows.len()));
    }
    let mut all = 0;
    for (at, row) in rows.iter().enumerate() {
        let cells = [
            &row.body,
            &row.line,
            &row.clause,
            &row.part,
            &row.kind,
            &row.comment,
            &row.change,
        ];
        let letters = cells.map(|cell| cell.chars().count());
        if letters.iter().any(|letters| *letters > CELL_LETTERS) {
            return Err(TableRefusal::CellTooLong(at + 1));
        }
        all += letters.iter().sum::<usize>();
    }
    match () {
        () if rows.is_empty() => Err(TableRefusal::NoRows),
        () if all > TABLE_LETTERS => Err(TableRefusal::TooLong),
        () => Ok(brought),
    }
}

/// The table parted by whatever sign makes most sense of its head.
fn of_text(text: &str) -> Result<Brought, TableRefusal> {
    let parted = [',', ';', '\t'].map(|sign| cells(text, sign));
    let best = parted.iter().filter_map(|rows| {
        let rows = rows.as_ref().ok()?;
        head(rows).map(|(_, columns)| (columns.iter().flatten().count(), rows))
    });
    match best.max_by_key(|(known, _)| *known) {
        Some((_, rows)) => gather(std::slice::from_ref(rows)),
        None => match parted.into_iter().find_map(Result::err) {
            Some(cut) => Err(cut),
            None => Err(TableRefusal::NoHead),
        },
    }
}

fn of_docx(bytes: &[u8]) -> Result<Brought, TableRefusal> {
    let tables =
        plenary_paper::docx::tables(bytes).map_err(|bad| TableRefusal::Docx(bad.to_string()))?;
    let tables: Vec<_> = tables.into_iter().map(|table| table.rows).collect();
    gather(&tables)
}

type Cells = Vec<Vec<String>>;

/// Rows of all tables that have a head, and of those that go on after one without.
fn gather(tables: &[Cells]) -> Result<Brought, TableRefusal> {
    let mut brought = Brought::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    for table in tables {
        let from = match head(table) {
            Some((at, found)) => {
                brought.ignored.extend(ignored(&table[at], &found));
                columns = found;
                at + 1
            }
            None => 0,
        };
        let goes_on = table.first().is_some_and(|row| row.len() == columns.len());
        if from > 0 || goes_on {
            let rows = table.iter().skip(from);
            rows.for_each(|cells| take(&mut brought, &columns, cells));
        }
    }
    match columns.is_empty() {
        true => Err(TableRefusal::NoHead),
        false => Ok(brought),
    }
}

/// Where the head stands and what its columns are; each column once.
fn head(rows: &Cells) -> Option<(usize, Vec<Option<Column>>)> {
    let known = rows.iter().take(HEAD_WITHIN).map(|row| {
        let mut seen = Vec::new();
        let columns = row.iter().map(|cell| {
            let found = column(cell).filter(|found| !seen.contains(found));
            seen.extend(found);
            found
        });
        columns.collect::<Vec<_>>()
    });
    let is_head = |columns: &Vec<Option<Column>>| {
        columns.contains(&Some(Column::Comment)) && columns.iter().flatten().count() >= 2
    };
    known.enumerate().find(|(_, columns)| is_head(columns))
}

fn ignored(head: &[String], columns: &[Option<Column>]) -> Vec<String> {
    let unknown = head
        .iter()
        .zip(columns)
        .filter(|(name, column)| column.is_none() && !name.trim().is_empty());
    unknown
        .map(|(name, _)| {
            name.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .take(60)
                .collect()
        })
        .collect()
}

fn take(brought: &mut Brought, columns: &[Option<Column>], cells: &[String]) {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted));
        at.and_then(|at| cells.get(at))
            .map_or_else(String::new, |text| plain(text))
    };
    let row = Row {
        body: cell(Column::Body),
        line: cell(Column::Line),
        clause: cell(Column::Clause),
        part: cell(Column::Part),
        kind: cell(Column::Kind),
        comment: cell(Column::Comment),
        change: cell(Column::Change),
        targets: Vec::new(),
    };
    if row.is_blank() || is_numbering(cells) || is_head_again(&row) {
        return;
    }
    brought.has_observations |= !cell(Column::Observations).is_empty();
    brought.rows.push(row);
}

/// A cell's words; the apostrophe that keeps spreadsheets from running it is taken off again.
fn plain(cell: &str) -> String {
    let text = cell.trim().replace("\r\n", "\n").replace('\r', "\n");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => text,
    }
}

/// The template's second row: "1", "2", "(3)", "4".
fn is_numbering(cells: &[String]) -> bool {
    let is_number = |cell: &String| {
        let inner = cell.trim().trim_matches(['(', ')']);
        inner.len() <= 2 && inner.chars().all(|letter| letter.is_ascii_digit())
    };
    cells.iter().all(is_number)
}

/// A head repeated on a later page.
fn is_head_again(row: &Row) -> bool {
    let is = |cell: &str, wanted| cell.chars().count() < 60 && column(cell) == Some(wanted);
    is(&row.comment, Column::Comment)
        && (is(&row.change, Column::Change) || is(&row.clause, Column::Clause))
}

/// The rows of comma-separated values (RFC 4180), parted by this sign; line ends within quotation marks stay.
pub(super) fn cells(text: &str, sign: char) -> Result<Cells, TableRefusal> {
    let mut rows: Cells = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut is_quoted, mut was_quoted, mut opened) = (false, false, 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => cell.push(letter),
            '"' if cell.trim().is_empty() && !was_quoted => {
                cell.clear();
                (is_quoted, was_quoted, opened) = (true, true, rows.len() + 1);
            }
            _ if letter == sign => {
                row.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                was_quoted = false;
            }
            _ => cell.push(letter),
        }
    }
    if is_quoted {
        return Err(TableRefusal::CutShort(opened));
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// UTF-8, UTF-16 that says so, or Windows-1252, which old spreadsheets write; anything else is no text.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    };
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    (!bytes.starts_with(b"%PDF") && !bytes.starts_with(b"{\\rtf") && !text.contains(is_control))
        .then_some(text)
}

/// The letters of Windows-1252 between 0x80 and 0x9f; the five that stand for nothing stay controls, so they are refused.
const WINDOWS_1252: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
    0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
    0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => {
            char::from_u32(u32::from(WINDOWS_1252[usize::from(byte - 0x80)])).unwrap_or('\u{fffd}')
        }
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "MB,Line,Clause,Paragraph,Type,Comment,Proposed change,Observations,Priority";

    fn read_text(text: &str) -> Result<Brought, TableRefusal> {
        read(text.as_bytes())
    }

    #[test]
    fn a_table_is_read_whatever_parts_its_cells_and_however_it_is_encoded() {
        let comma =
            format!("{HEAD}\r\nUS,,2.1,¶3,ed,\"Say, please,\r\n\"\"outage\"\"\",Yes,,high\r\n");
        let brought = read_text(&comma).unwrap();
        assert_eq!(brought.ignored, ["Priority"]);
        assert_eq!(brought.rows[0].comment, "Say, please,\n\"outage\"");
        for sign in [";", "\t"] {
            let text = format!(
                "{}\n{}\n",
                HEAD.replace(',', sign),
                "US|||1|ge|Café, “yes”|||low".replace('|', sign)
            );
            let row = &read_text(&text).unwrap().rows[0];
            assert_eq!(
                (row.kind.as_str(), row.comment.as_str()),
                ("ge", "Café, “yes”")
            );
            let bom = read_text(&format!("\u{feff}{text}")).unwrap();
            assert_eq!(bom.rows[0], *row);
            let old: Vec<u8> = text
                .chars()
                .map(|letter| match letter {
                    '“' => 0x93,
                    '”' => 0x94,
                    other => other as u32 as u8,
                })
                .collect();
            assert_eq!(read(&old).unwrap().rows[0], *row);
        }
    }

    #[test]
    fn what_is_no_table_is_refused_with_a_sentence() {
        let many = format!("{HEAD}\n{}", "US,,1,,ge,Words,,,\n".repeat(10_000));
        let long = format!("{HEAD}\nUS,,1,,ge,{},,,\n", "x".repeat(CELL_LETTERS + 1));
        let cut = format!("{HEAD}\nUS,,1,,ge,\"Words");
        for (bytes, expected) in [
            (many.as_bytes(), TableRefusal::TooManyRows(10_000)),
            (long.as_bytes(), TableRefusal::CellTooLong(1)),
            (cut.as_bytes(), TableRefusal::CutShort(2)),
            (HEAD.as_bytes(), TableRefusal::NoRows),
            (b"one,two\nthree,four\n", TableRefusal::NoHead),
            (b"", TableRefusal::NoHead),
            (b"%PDF-1.4 Comment,Clause", TableRefusal::NotATable),
            (b"\x89PNG\r\n\x1a\n\0\0", TableRefusal::NotATable),
            (b"{\"type\": \"Thing\"}", TableRefusal::NoAnnotations),
            (b"{\"type\": ", TableRefusal::NoAnnotations),
        ] {
            assert_eq!(read(bytes).unwrap_err(), expected);
        }
        let sheet = plenary_paper::docx::sheet(&plenary_paper::docx::Sheet {
            head: vec!["Comment".into(), "Clause".into()],
            rows: vec![vec!["Words".into(), "1".into()]],
            ..Default::default()
        });
        assert_eq!(read(&sheet).unwrap().rows.len(), 1);
        assert!(matches!(
            read(&sheet[..sheet.len() / 2]),
            Err(TableRefusal::Docx(_))
        ));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let seed = format!("{HEAD}\n\"US\";,\t\"\n'=1+1,\"\",,\r\r\n").into_bytes();
        for at in 0..seed.len() {
            for byte in [0, b'"', b',', b'\n', 0xff, 0xfe] {
                let mut bytes = seed.clone();
                bytes[at] = byte;
                let _ = read(&bytes);
                let _ = read(&bytes[at..]);
            }
        }
    }

    #[test]
    fn formula_cells_come_back_as_they_were_and_template_rows_are_passed_over() {
        let text = format!(
            "A title\n{HEAD}\n1,2,3,4,5,(6),(7),8,\nUS,,1,,ge,'=1+1,,Noted,\nMB,Line,Clause,Paragraph,Type,Comments,Proposed change,,\n"
        );
        let brought = read_text(&text).unwrap();
        assert_eq!(brought.rows.len(), 1);
        assert_eq!(brought.rows[0].comment, "=1+1");
        assert!(brought.has_observations);
    }
}
