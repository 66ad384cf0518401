//! A folder being written: every file once, every byte on the disk before it is called done.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use plenary_kit::fault::Fault;

/// A folder that is being filled.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A new or an empty folder.
    pub fn new(root: &Path) -> Result<Folder, Fault> {
        plenary_kit::backup::make_empty(root)?;
        Ok(Folder {
            root: root.to_owned(),
        })
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let mut rows = self.rows(name)?;
        rows.0.write_all(bytes)?;
        rows.end()
    }

    /// Begins a file that is written row by row.
    pub fn rows(&self, name: &str) -> Result<Rows, Fault> {
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Rows(BufWriter::new(File::create_new(path)?)))
    }

    /// Writes values as JSON, one to a line.
    pub fn json_lines(&self, name: &str, values: &[serde_json::Value]) -> Result<(), Fault> {
        let mut rows = self.rows(name)?;
        for value in values {
            rows.row(&value.to_string())?;
        }
        rows.end()
    }
}

/// A file that is written row by row.
pub(super) struct Rows(BufWriter<File>);

impl Rows {
    /// One row and its line break.
    pub fn row(&mut self, row: &str) -> Result<(), Fault> {
        self.0.write_all(row.as_bytes())?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// Waits for the disk.
    pub fn end(mut self) -> Result<(), Fault> {
        self.0.flush()?;
        Ok(self.0.get_ref().sync_all()?)
    }
}

/// Every file under a folder by its name with slashes, sorted.
pub(super) fn files(root: &Path) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(root.join(&dir))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = match dir.is_empty() {
                true => name,
                false => format!("{dir}/{name}"),
            };
            match entry.file_type()?.is_dir() {
                true => waiting.push(name),
                false => found.push(name),
            }
        }
    }
    found.sort();
    Ok(found)
}
