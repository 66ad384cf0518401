//! Parts put together into a package; the same parts give the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A part of a package.
pub(crate) struct Part {
    pub name: &'static str,
    pub text: String,
    /// Whether it stays as it is, so that its words can be read from outside.
    pub is_bare: bool,
}

impl Part {
    pub fn new(name: &'static str, text: impl Into<String>) -> Part {
        Part {
            name,
            text: text.into(),
            is_bare: false,
        }
    }
}

/// The package. Writing into memory does not fail below four gigabytes, which no version reaches.
pub(crate) fn pack(parts: &[Part]) -> Vec<u8> {
    try_pack(parts).unwrap_or_default()
}

fn try_pack(parts: &[Part]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let method = match part.is_bare {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(part.name, options)?;
        zip.write_all(part.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
