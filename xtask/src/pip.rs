//! Packages of Python in folders of their own below `target`.

use std::path::Path;
use std::process::Command;

use crate::shell;

/// Installs these packages into the folder, unless just these are there. An error when pip cannot.
pub fn install(folder: &Path, wanted: &[&str]) -> Result<(), String> {
    let named = wanted.join("\n");
    let marker = folder.join("installed.txt");
    if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == named) {
        return Ok(());
    }
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ])
    .args(["--root-user-action=ignore", "--upgrade", "--target"])
    .arg(folder)
    .args(wanted);
    if !shell::succeeds(&mut pip)? {
        return Err(format!(
            "pip could not install {}; see its message above",
            wanted.join(" and ")
        ));
    }
    std::fs::write(&marker, named).map_err(|error| format!("{}: {error}", marker.display()))
}
