//! What may not stand in a file: machine paths, unfinished work, unsafe code, a missing first sentence.

use super::source::{Source, words};
use super::{File, Finding, Tree};

/// Folders of one machine, spelt so that this file does not hold them.
const MACHINE: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
/// Marks of unfinished work in code.
const UNFINISHED: [&str; 3] = ["todo!", "unimplemented!", "#[ignore"];
/// The mark of unfinished work in comments, spelt so that this file does not hold it.
const FIX_ME: &str = concat!("FIX", "ME");
/// The one crate that speaks to SQLite's own interface.
const UNSAFE_HOME: &str = "crates/plenary-powercut/";
/// What a room's rules must do without: the caller loads, renders, waits and tells the time.
const NOT_IN_RULES: [(&str, &str); 6] = [
    ("async", "waiting"),
    ("html!", "markup"),
    ("rusqlite", "the store"),
    ("Transaction", "the store"),
    ("SystemTime", "the clock"),
    ("now()", "the clock"),
];

/// Checks every file for what may not stand in it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = tree.files.iter().flat_map(any_file).collect();
    for (file, source) in tree.rust() {
        findings.extend(first_sentence(file));
        findings.extend(code(file, source));
        findings.extend(rules(file, source));
    }
    findings
}

fn any_file(file: &File) -> Vec<Finding> {
    let paths = MACHINE
        .iter()
        .flat_map(|folder| file.text.match_indices(folder));
    let paths = paths.filter(|(at, _)| starts_a_path(&file.text[..*at]));
    let mut findings: Vec<Finding> = paths
        .map(|(at, _)| file.finding_at(at, "a path of one machine; say it from the workspace root"))
        .collect();
    if !file.path.ends_with(".md") {
        let marks = file.text.match_indices(FIX_ME);
        findings.extend(
            marks.map(|(at, _)| file.finding_at(at, "unfinished work: finish it or open an issue")),
        );
    }
    findings
}

/// Whether a slash after `before` starts a path rather than goes on with one.
fn starts_a_path(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|letter| letter.is_whitespace() || "\"'`=:(<[,|/".contains(letter))
}

fn first_sentence(file: &File) -> Option<Finding> {
    let first = file.text.lines().next().unwrap_or_default();
    (!first.starts_with("//! ")).then(|| {
        file.finding(
            1,
            "the first line is one `//!` sentence: what the file is for",
        )
    })
}

fn code(file: &File, source: &Source) -> Vec<Finding> {
    let unfinished = UNFINISHED
        .into_iter()
        .flat_map(|mark| words(&source.code, mark));
    let mut findings: Vec<Finding> = unfinished
        .map(|at| file.finding_at(at, "unfinished work: finish it or leave it out"))
        .collect();
    if !file.path.starts_with(UNSAFE_HOME) {
        let places = words(&source.code, "unsafe").chain(words(&source.code, "allow(unsafe_code)"));
        findings.extend(
            places.map(|at| file.finding_at(at, format!("unsafe code outside {UNSAFE_HOME}"))),
        );
    }
    findings
}

fn rules(file: &File, source: &Source) -> Vec<Finding> {
    if !file.path.starts_with(super::PROGRAM) || file.name() != "rules.rs" {
        return Vec::new();
    }
    let places = NOT_IN_RULES
        .iter()
        .flat_map(|(word, what)| words(&source.code, word).map(move |at| (at, what)));
    let places = places.filter(|(at, _)| !source.is_test(*at));
    places
        .map(|(at, what)| {
            file.finding_at(
                at,
                format!("rules are plain functions and know nothing of {what}"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_file_without_its_first_sentence_is_found() {
        assert_eq!(findings("a.rs", "//! What it is for.\n"), 0);
        assert_eq!(findings("a.rs", "use b;\n//! Late.\n"), 1);
        assert_eq!(findings("a.rs", ""), 1);
    }

    #[test]
    fn a_machine_path_is_found_in_any_file_and_a_longer_path_is_none() {
        let [folder, home] = MACHINE;
        assert_eq!(
            findings("a.md", &format!("see {folder}shared and `{home}x`")),
            2
        );
        assert_eq!(
            findings(
                "a.md",
                &format!("see ..{folder}x and https://example.org{folder}x")
            ),
            0
        );
    }

    #[test]
    fn unfinished_work_is_found_in_code_but_not_in_strings() {
        assert_eq!(findings("a.rs", "//! A.\nfn f() { todo!() }"), 1);
        assert_eq!(
            findings("a.rs", "//! A.\n#[ignore]\nfn f() { unimplemented!() }"),
            2
        );
        assert_eq!(findings("a.rs", "//! A.\nconst A: &str = \"todo!\";"), 0);
        assert_eq!(findings("a.css", &format!("/* {FIX_ME} */")), 1);
    }

    #[test]
    fn unsafe_code_has_one_home() {
        let text = "//! A.\nfn f() { unsafe { g() } }";
        assert_eq!(
            (
                findings("crates/plenary/src/a.rs", text),
                findings("crates/plenary-powercut/src/a.rs", text)
            ),
            (1, 0)
        );
        assert_eq!(findings("a.rs", "//! A.\n#![allow(unsafe_code)]"), 1);
        assert_eq!(findings("a.rs", "//! A.\n#![forbid(unsafe_code)]"), 0);
    }

    #[test]
    fn rules_do_not_wait_render_or_load() {
        let rules = "crates/plenary/src/docket/rules.rs";
        assert_eq!(
            findings(rules, "//! A.\npub async fn f() { Instant::now() }"),
            2
        );
        assert_eq!(findings(rules, "//! A.\npub fn f(now: Instant) {}"), 0);
        assert_eq!(
            findings(
                "crates/plenary/src/docket/pages.rs",
                "//! A.\npub async fn f() {}"
            ),
            0
        );
    }
}
