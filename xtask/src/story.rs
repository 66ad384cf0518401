//! Tells a story of the tests aloud, and leaves its forum for a look.

use std::path::Path;

use crate::shell;
use crate::test::needs;

/// Where the forum is served unless another address is asked for.
const ADDRESS: &str = "127.0.0.1:8080";

/// Tells the founding cycle. It is served until Ctrl-C; with `--write` its numbers go into `docs/founding-cycle.md` instead.
pub fn run(root: &Path, arguments: &[String]) -> Result<bool, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let look = match words[..] {
        ["founding"] => Some(ADDRESS),
        ["founding", "--listen", address] => Some(address),
        ["founding", "--write"] => None,
        _ => {
            return Err(
                "there is one story: cargo xtask story founding [--listen ADDR | --write]"
                    .to_owned(),
            );
        }
    };
    if needs::python().is_none() {
        needs::provide(false)?;
    }
    let python = needs::python()
        .ok_or("the story needs a real mail server, aiosmtpd, and it is not here")?;
    let mut tests = shell::cargo(root);
    tests
        .args([
            "test",
            "--package",
            "plenary",
            "--test",
            "stories",
            "founding::",
        ])
        .args(["--", "--nocapture"])
        .env("PLENARY_TEST_PYTHON", python);
    match look {
        Some(address) => tests.env("PLENARY_STORY_LOOK", address),
        None => tests.env("PLENARY_STORY_WRITE", "1"),
    };
    shell::succeeds(&mut tests)
}
