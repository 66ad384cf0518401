//! The project's chores: `cargo xtask tidy`, `test`, `story`, `audit` and `bench`.

mod audit;
mod pip;
mod shell;
mod story;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is printed when nothing or something unknown is asked.
const HELP: &str = "\
cargo xtask tidy                    keeps the rules of style, in a second
cargo xtask test [--full] [NAME..]  installs what the tests need and runs all, or those whose name holds a NAME;
                                    --full runs the long ones at full length
cargo xtask story founding          tells the founding cycle end to end and leaves its forum for a look;
                                    --listen ADDR serves it there, --write puts its numbers into the documentation
cargo xtask audit                   licences, banned, doubled and vulnerable dependencies
cargo xtask bench [ARGUMENT..]      measures and prints the table of docs/performance.md";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match chore(&root(), &arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root: the folder above this crate's, as cargo says it now, since a checkout may have moved.
fn root() -> PathBuf {
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here)
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default()
}

/// Does what is asked; false when it found something wrong, an error when it could not look.
fn chore(root: &Path, arguments: &[String]) -> Result<bool, String> {
    match arguments.split_first() {
        Some((chore, [])) if chore == "tidy" => tidy::run(root),
        Some((chore, rest)) if chore == "test" => test::run(root, rest),
        Some((chore, rest)) if chore == "story" => story::run(root, rest),
        Some((chore, [])) if chore == "audit" => audit::run(root),
        Some((chore, rest)) if chore == "bench" => bench(root, rest),
        _ => Err(format!("these are the chores:\n{HELP}")),
    }
}

/// The measuring is the program's own, so that it measures what is shipped.
fn bench(root: &Path, arguments: &[String]) -> Result<bool, String> {
    let mut cargo = shell::cargo(root);
    cargo
        .args(["run", "--release", "--package", "plenary", "--", "bench"])
        .args(arguments);
    // The load is measured without its peer where that cannot be had; the row then says so.
    let peer = shell::target(root).join("isso");
    match pip::install(&peer, &["isso==0.14.0", "gunicorn"]) {
        Ok(()) => drop(cargo.env("PLENARY_BENCH_ISSO", &peer)),
        Err(message) => eprintln!("xtask: {message}"),
    }
    shell::succeeds(&mut cargo)
}
