//! A room uses only the rooms above it in the program's lib.rs, and only what their mod.rs offers.

use super::source::{Source, is_word, name_at, words};
use super::{File, Finding, PROGRAM, Tree};

/// A module of the program, in the order of lib.rs.
struct Module {
    name: String,
    room: bool,
    test_only: bool,
}

/// A path through the program's modules and where it starts, in bytes.
type Used = (usize, Vec<String>);

/// Checks every room's paths.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let modules = modules(tree);
    let mut findings = Vec::new();
    for (file, source) in tree.rust() {
        let Some(own) = own_place(file, &modules) else {
            continue;
        };
        for (at, path) in used(file, source) {
            let test = file.is_test() || source.is_test(at);
            findings.extend(
                judge(tree, &modules, own, &path, test).map(|what| file.finding_at(at, what)),
            );
        }
    }
    findings
}

fn modules(tree: &Tree) -> Vec<Module> {
    let Some(lib) = tree
        .get(&format!("{PROGRAM}lib.rs"))
        .and_then(|file| file.rust.as_ref())
    else {
        return Vec::new();
    };
    let declared = words(&lib.code, "mod").filter_map(|at| {
        let name = name_at(lib.code[at + 3..].trim_start());
        let before = lib.code[..at]
            .trim_end_matches(|letter: char| is_word(letter) || "() ".contains(letter));
        let room = tree.get(&format!("{PROGRAM}{name}/mod.rs")).is_some();
        let test_only = before.trim_end().ends_with("#[cfg(test)]");
        (!name.is_empty()).then(|| Module {
            name: name.to_owned(),
            room,
            test_only,
        })
    });
    declared.collect()
}

/// The place in the reading order of the room that a file belongs to.
fn own_place(file: &File, modules: &[Module]) -> Option<usize> {
    let folder = file.path.strip_prefix(PROGRAM)?.split_once('/')?.0;
    modules
        .iter()
        .position(|module| module.room && module.name == folder)
}

fn judge(
    tree: &Tree,
    modules: &[Module],
    own: usize,
    path: &[String],
    test: bool,
) -> Option<String> {
    let place = modules
        .iter()
        .position(|module| path.first() == Some(&module.name))?;
    let (room, other) = (&modules[own].name, &modules[place]);
    if place > own && !(test && other.test_only) {
        return Some(format!(
            "{room} uses {}, which stands below it in lib.rs",
            other.name
        ));
    }
    let inner = path
        .get(1)
        .filter(|inner| place != own && other.room && is_inside(tree, &other.name, inner))?;
    Some(format!(
        "{room} uses {}::{inner}; take what {}/mod.rs offers",
        other.name, other.name
    ))
}

fn is_inside(tree: &Tree, room: &str, inner: &str) -> bool {
    let folder = format!("{PROGRAM}{room}/{inner}");
    let door = tree.get(&format!("{PROGRAM}{room}/mod.rs"));
    let is_offered = door.is_some_and(|door| door.text.contains(&format!("pub mod {inner};")));
    !is_offered
        && tree.files.iter().any(|file| {
            file.path == format!("{folder}.rs") || file.path.starts_with(&format!("{folder}/"))
        })
}

/// Every path from the program's root that a file names, with `super` resolved and groups taken apart.
fn used(file: &File, source: &Source) -> Vec<Used> {
    let mut found = Vec::new();
    for at in words(&source.code, "crate") {
        if let Some(rest) = source.code[at..].strip_prefix("crate::") {
            branches(rest, Vec::new(), at, &mut found);
        }
    }
    for at in words(&source.code, "super").filter(|&at| !source.code[..at].ends_with("::")) {
        found.extend(climbed(file, &source.code, at));
    }
    found
}

/// What a path that starts with `super` names; an inline module counts as its file.
fn climbed(file: &File, code: &str, start: usize) -> Vec<Used> {
    let (mut module, mut rest) = (module_of(file), &code[start..]);
    while let Some(after) = rest.strip_prefix("super::") {
        module.pop();
        rest = after;
    }
    let mut found = Vec::new();
    branches(rest, module, start, &mut found);
    found
}

fn module_of(file: &File) -> Vec<String> {
    let path = file
        .path
        .trim_start_matches(PROGRAM)
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// Reads one branch of a path and returns how many bytes it took; a group opens into its branches.
fn branches(text: &str, mut path: Vec<String>, at: usize, found: &mut Vec<Used>) -> usize {
    let mut here = 0;
    loop {
        here += text[here..].len() - text[here..].trim_start().len();
        if text[here..].starts_with('{') {
            return here + group(&text[here..], &path, at, found);
        }
        let name = name_at(&text[here..]);
        if !name.is_empty() {
            path.push(name.to_owned());
        }
        here += name.len();
        match text[here..].strip_prefix("::") {
            Some(_) if !name.is_empty() => here += 2,
            _ => break,
        }
    }
    found.push((at, path));
    here
}

fn group(text: &str, path: &[String], at: usize, found: &mut Vec<Used>) -> usize {
    let mut here = 1;
    loop {
        here += branches(&text[here..], path.to_vec(), at, found);
        match text[here..].find([',', '}']) {
            Some(next) if text[here + next..].starts_with(',') => here += next + 1,
            Some(next) => return here + next + 1,
            None => return text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "//! L.\npub mod forum;\npub mod docket;\npub mod answer;\nmod routes;\n#[cfg(test)]\nmod testing;\n";

    fn findings(path: &str, text: &str) -> Vec<String> {
        let path = format!("{PROGRAM}{path}");
        let mut files = vec![
            (PROGRAM.to_owned() + "lib.rs", LIB),
            (PROGRAM.to_owned() + "testing.rs", ""),
        ];
        for room in ["forum", "docket", "answer"] {
            files.push((format!("{PROGRAM}{room}/mod.rs"), ""));
            files.push((format!("{PROGRAM}{room}/store.rs"), ""));
        }
        files.retain(|(other, _)| *other != path);
        files.push((path, text));
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), *text))
            .collect();
        check(&Tree::of(&files))
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[test]
    fn a_part_that_a_rooms_mod_rs_makes_public_is_offered() {
        let files = [
            (PROGRAM.to_owned() + "lib.rs", LIB),
            (
                format!("{PROGRAM}forum/mod.rs"),
                "//! F.\npub mod store;\nmod rules;\n",
            ),
            (format!("{PROGRAM}forum/store.rs"), ""),
            (format!("{PROGRAM}forum/rules.rs"), ""),
            (
                format!("{PROGRAM}docket/mod.rs"),
                "use crate::forum::store; use crate::forum::rules;",
            ),
        ];
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), *text))
            .collect();
        let found: Vec<String> = check(&Tree::of(&files))
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(
            found,
            ["docket uses forum::rules; take what forum/mod.rs offers"]
        );
    }

    #[test]
    fn a_room_may_use_rooms_above_it_and_itself() {
        assert!(
            findings(
                "docket/pages.rs",
                "use crate::forum::Phase; use crate::docket::store; use super::rules;"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_room_that_uses_one_below_it_is_found() {
        assert_eq!(
            findings("docket/pages.rs", "use crate::answer::Reply;").len(),
            1
        );
        assert_eq!(
            findings("docket/pages.rs", "fn f() -> crate::routes::Url {}").len(),
            1
        );
        assert_eq!(
            findings("docket/rules.rs", "use super::super::answer::Reply;").len(),
            1
        );
    }

    #[test]
    fn a_room_that_enters_another_past_its_mod_is_found() {
        assert_eq!(
            findings("answer/pages.rs", "use crate::docket::store::item;").len(),
            1
        );
        assert_eq!(
            findings(
                "answer/pages.rs",
                "use crate::{forum::{Phase, store}, docket::Item};"
            )
            .len(),
            1
        );
        assert_eq!(
            findings(
                "answer/pages.rs",
                "use crate::{\n    docket::store,\n    forum::store::{a, b as c},\n};"
            )
            .len(),
            3
        );
    }

    #[test]
    fn tests_may_use_what_is_there_for_tests_only() {
        assert!(findings("docket/tests.rs", "use crate::testing::forum;").is_empty());
        assert_eq!(
            findings("docket/pages.rs", "use crate::testing::forum;").len(),
            1
        );
    }

    #[test]
    fn what_is_no_room_may_enter_every_room() {
        assert!(findings("routes.rs", "use crate::docket::store; use crate::answer;").is_empty());
    }
}
