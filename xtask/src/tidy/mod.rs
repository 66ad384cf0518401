//! Keeps the rules marked [tidy] in the style page, and a few more that a machine can keep.

mod allow;
mod messages;
mod refusals;
mod rooms;
mod size;
mod source;
mod words;

use std::fmt;
use std::path::Path;
use std::process::Command;

use source::Source;

/// The program's sources, where the rooms are.
const PROGRAM: &str = "crates/plenary/src/";

/// A file of the project.
pub struct File {
    /// Its path from the workspace root.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What a Rust file holds.
    pub rust: Option<Source>,
}

impl File {
    fn new(path: &str, text: String) -> File {
        let rust = path.ends_with(".rs").then(|| Source::read(&text));
        File {
            path: path.to_owned(),
            text,
            rust,
        }
    }

    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether all of it is test code.
    pub fn is_test(&self) -> bool {
        let folder = self.path.starts_with("tests/") || self.path.contains("/tests/");
        folder || self.name() == "tests.rs" || self.name().ends_with("_tests.rs")
    }

    /// A finding in this file.
    pub fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            what: what.into(),
        }
    }

    /// A finding at a byte of this file.
    pub fn finding_at(&self, at: usize, what: impl Into<String>) -> Finding {
        self.finding(source::line_of(&self.text, at), what)
    }
}

/// All files of the project that are text.
pub struct Tree {
    /// The files, by path.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads what git tracks, and what it would track if added; ignored files are not ours.
    pub fn read(root: &Path) -> Result<Tree, String> {
        let listed = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(root)
            .output()
            .map_err(|error| {
                format!("tidy asks git for the files, and git did not start: {error}")
            })?;
        if !listed.status.success() {
            return Err(format!(
                "tidy asks git for the files: {}",
                String::from_utf8_lossy(&listed.stderr)
            ));
        }
        let paths = String::from_utf8_lossy(&listed.stdout).into_owned();
        let read = |path: &str| {
            Some(File::new(
                path,
                std::fs::read_to_string(root.join(path)).ok()?,
            ))
        };
        Ok(Tree {
            files: paths
                .split('\0')
                .filter(|path| !path.is_empty())
                .filter_map(read)
                .collect(),
        })
    }

    /// A tree for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        Tree {
            files: files
                .iter()
                .map(|(path, text)| File::new(path, (*text).to_owned()))
                .collect(),
        }
    }

    /// The Rust files with what they hold.
    pub fn rust(&self) -> impl Iterator<Item = (&File, &Source)> {
        self.files
            .iter()
            .filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// A place where a rule is not kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Checks the project at `root` and prints what is found; true when nothing is.
pub fn run(root: &Path) -> Result<bool, String> {
    let tree = Tree::read(root)?;
    let findings = check(&tree);
    for finding in &findings {
        println!("{finding}");
    }
    println!(
        "tidy: {} files, {} findings",
        tree.files.len(),
        findings.len()
    );
    Ok(findings.is_empty())
}

/// Everything that is wrong with a tree, by path and line.
fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = allow::judge(tree, size::measures(tree));
    findings.extend(words::check(tree));
    findings.extend(rooms::check(tree));
    findings.extend(refusals::check(tree));
    findings.extend(messages::check(tree));
    findings.sort();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_holds_what_git_would_track() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let tree = Tree::read(root).unwrap();
        assert!(
            tree.get("xtask/src/tidy/mod.rs")
                .is_some_and(|file| file.rust.is_some())
        );
        assert!(
            tree.files
                .iter()
                .all(|file| !file.path.starts_with("target/"))
        );
    }

    #[test]
    fn a_finding_names_its_file_and_line() {
        let tree = Tree::of(&[("a.rs", "//! A.\nfn f() { todo!() }\n")]);
        assert!(check(&tree)[0].to_string().starts_with("a.rs:2: "));
    }
}
