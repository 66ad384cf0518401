//! Runs other programs and says plainly when one is not there.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Cargo, in the workspace's root.
pub fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}

/// Where builds go.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// Runs a program with its output shown; whether it ended well. An error when it cannot be started.
pub fn succeeds(command: &mut Command) -> Result<bool, String> {
    command
        .status()
        .map(|status| status.success())
        .map_err(|error| not_started(command, &error))
}

/// Runs a program unseen; what it printed if it ended well.
pub fn asks(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program, shows each line it prints on standard output and hands it to `see`; whether it ended well.
pub fn watched(command: &mut Command, mut see: impl FnMut(&str)) -> Result<bool, String> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let lines = child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines);
    for line in lines.map_while(Result::ok) {
        println!("{line}");
        see(&line);
    }
    child
        .wait()
        .map(|status| status.success())
        .map_err(|error| not_started(command, &error))
}

/// Where a program stands on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Whether this process may install packages and must not run a database as itself.
pub fn is_root() -> bool {
    asks(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!(
        "{} could not be run: {error}",
        command.get_program().to_string_lossy()
    )
}
