//! Counts what has a limit: lines of files and functions, SQL outside the stores, sleeps in tests.

use super::allow::Measure;
use super::source::{Source, words};
use super::{File, PROGRAM, Tree};

/// The most lines of a file (style, rule 9).
const FILE_LINES: usize = 500;
/// The most lines of a function (style, rule 9).
const FUNCTION_LINES: usize = 60;
/// Files that people write as code.
const CODE: [&str; 7] = [".rs", ".js", ".mjs", ".css", ".sql", ".sh", ".py"];
/// Calls that wait for a time instead of a condition.
const SLEEPS: [&str; 4] = ["sleep(", "waitForTimeout(", "setTimeout(", "sleep_until("];
/// Crates that stand below the store seam and may speak to a database anywhere.
const BELOW_THE_SEAM: [&str; 3] = ["crates/plenary-kit/", "crates/plenary-powercut/", "xtask/"];

/// Everything counted in a tree.
pub fn measures(tree: &Tree) -> Vec<Measure> {
    let mut measures: Vec<Measure> = tree.files.iter().filter_map(file_length).collect();
    for (file, source) in tree.rust() {
        measures.extend(function_lengths(file, source));
        measures.extend(sql(file, source));
    }
    measures.extend(tree.files.iter().filter_map(sleeps));
    measures
}

fn file_length(file: &File) -> Option<Measure> {
    CODE.iter()
        .any(|end| file.path.ends_with(end))
        .then(|| Measure {
            rule: "file",
            subject: file.path.clone(),
            line: 1,
            truth: file.text.lines().count(),
            limit: FILE_LINES,
            advice: "split it by what its parts are for",
        })
}

fn function_lengths(file: &File, source: &Source) -> Vec<Measure> {
    let measure = |function: &super::source::Function| Measure {
        rule: "function",
        subject: format!("{}::{}", file.path, function.name),
        line: source.line(function.span.0),
        truth: source.lines(function),
        limit: FUNCTION_LINES,
        advice: "give its parts names",
    };
    source.functions.iter().map(measure).collect()
}

fn sql(file: &File, source: &Source) -> Option<Measure> {
    let store = file.name() == "store.rs"
        || file.name().ends_with("_store.rs")
        || file.path.contains("/store/");
    let free = BELOW_THE_SEAM
        .iter()
        .any(|below| file.path.starts_with(below));
    let places: Vec<_> = source
        .literals
        .iter()
        .filter(|literal| is_sql(&literal.text))
        .collect();
    let first = places.first().filter(|_| !store && !free)?;
    let advice = if file.path.starts_with(PROGRAM) {
        "only a room's store.rs (or *_store.rs) holds SQL"
    } else {
        "this crate knows no database"
    };
    let line = source.line(first.at);
    Some(Measure {
        rule: "sql",
        subject: file.path.clone(),
        line,
        truth: places.len(),
        limit: 0,
        advice,
    })
}

/// Whether a string starts like a statement; a sentence starts with one capital, a statement with all or none.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches('\\').trim_start();
    let first = text
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    let shouted = first.chars().all(char::is_uppercase);
    if first.is_empty() || !(shouted || first.chars().all(char::is_lowercase)) {
        return false;
    }
    let lower = text.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    starts(&[
        "insert into ",
        "delete from ",
        "create table ",
        "create index ",
        "create unique index ",
        "alter table ",
    ]) || starts(&[
        "drop table ",
        "insert or ",
        "create virtual table ",
        "pragma ",
    ]) || (starts(&["select "]) && (shouted || lower.contains(" from ")))
        || (starts(&["update "]) && lower.contains(" set "))
        || (starts(&["with "]) && lower.contains(" as (select "))
}

fn sleeps(file: &File) -> Option<Measure> {
    let places: Vec<usize> = match &file.rust {
        Some(source) => {
            let of =
                |call| words(&source.code, call).filter(|&at| file.is_test() || source.is_test(at));
            SLEEPS.into_iter().flat_map(of).collect()
        }
        None if file.is_test() && file.path.ends_with("js") => SLEEPS
            .into_iter()
            .flat_map(|call| words(&file.text, call))
            .collect(),
        None => return None,
    };
    Some(Measure {
        rule: "sleep",
        subject: file.path.clone(),
        line: super::source::line_of(&file.text, *places.iter().min()?),
        truth: places.len(),
        limit: 0,
        advice: "a test waits for a condition, not for a time",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::allow::judge;

    fn findings(path: &str, text: &str) -> usize {
        let tree = Tree::of(&[(path, text)]);
        judge(&tree, measures(&tree)).len()
    }

    #[test]
    fn a_file_of_501_lines_is_too_long() {
        assert_eq!(findings("a.rs", &"//\n".repeat(500)), 0);
        assert_eq!(findings("a.rs", &"//\n".repeat(501)), 1);
        assert_eq!(findings("a.md", &"x\n".repeat(501)), 0);
    }

    #[test]
    fn a_function_of_61_lines_is_too_long() {
        let of = |lines: usize| format!("fn f() {{\n{}}}\n", "a();\n".repeat(lines - 2));
        assert_eq!(
            (findings("a.rs", &of(60)), findings("a.rs", &of(61))),
            (0, 1)
        );
    }

    #[test]
    fn only_a_store_holds_sql() {
        let text = "fn f() { run(\"SELECT a FROM b\") }";
        assert_eq!(findings("crates/plenary/src/docket/pages.rs", text), 1);
        assert_eq!(findings("crates/plenary/src/docket/store.rs", text), 0);
        assert_eq!(findings("crates/plenary-passage/src/lib.rs", text), 1);
        assert_eq!(findings("crates/plenary-kit/src/act.rs", text), 0);
    }

    #[test]
    fn a_sentence_is_no_statement_and_a_lower_case_statement_is() {
        assert!(!is_sql("Select a passage from the text") && !is_sql("update your words"));
        assert!(!is_sql("with care") && !is_sql(""));
        assert!(
            is_sql("select a from b")
                && is_sql("\\\n  UPDATE item SET a = ?1")
                && is_sql("WITH a AS (SELECT 1)")
        );
    }

    #[test]
    fn a_test_that_sleeps_is_found_and_a_program_that_sleeps_is_not() {
        let text = "fn f() { sleep(1) }\n";
        assert_eq!(findings("crates/a/src/b.rs", text), 0);
        assert_eq!(findings("crates/a/src/tests.rs", text), 1);
        assert_eq!(
            findings(
                "crates/a/src/b.rs",
                "#[cfg(test)]\nmod t { fn f() { sleep(1) } }"
            ),
            1
        );
        assert_eq!(
            findings("tests/browser/a.mjs", "await page.waitForTimeout(5)"),
            1
        );
    }
}
