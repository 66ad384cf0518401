//! Comparing two folders byte by byte.

use std::path::Path;

use plenary_kit::fault::Fault;

use super::folder::files;

/// The first file that is not the same in both, if there is one.
pub(super) fn first_difference(a: &Path, b: &Path) -> Result<Option<String>, Fault> {
    let (ours, theirs) = (files(a)?, files(b)?);
    if let Some(only) = ours.iter().find(|name| !theirs.contains(name)) {
        return Ok(Some(only.clone()));
    }
    if let Some(only) = theirs.iter().find(|name| !ours.contains(name)) {
        return Ok(Some(only.clone()));
    }
    for name in ours {
        if std::fs::read(a.join(&name))? != std::fs::read(b.join(&name))? {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
