//! A folder as one file: the ustar form of tar (POSIX.1-2024, pax, "ustar Interchange Format"), written by hand.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use plenary_kit::fault::Fault;

use super::folder::files;

const BLOCK: usize = 512;

/// Writes every file of `root` under the name `prefix/...`, in sorted order and without dates or owners.
pub(super) fn write(root: &Path, prefix: &str, out: &mut impl Write) -> Result<(), Fault> {
    for name in files(root)? {
        let file = File::open(root.join(&name))?;
        let size = file.metadata()?.len();
        out.write_all(&header(prefix, &name, size)?)?;
        let written = io::copy(&mut file.take(size), out)?;
        if written != size {
            return Err(Fault::broken(format!("{name} changed while it was packed")));
        }
        let rest = usize::try_from(size % BLOCK as u64).map_err(Fault::broken)?;
        out.write_all(&[0; BLOCK][..(BLOCK - rest) % BLOCK])?;
    }
    // Two empty blocks end an archive.
    Ok(out.write_all(&[0; 2 * BLOCK])?)
}

/// The fields of a header: where each begins and what it holds.
fn header(prefix: &str, name: &str, size: u64) -> Result<[u8; BLOCK], Fault> {
    let mut block = [0u8; BLOCK];
    let mut put = |at: usize, length: usize, text: &str| match text.len() <= length {
        true => {
            block[at..at + text.len()].copy_from_slice(text.as_bytes());
            Ok(())
        }
        false => Err(Fault::broken(format!(
            "{text} does not fit into a tar header"
        ))),
    };
    put(0, 100, name)?;
    put(100, 8, "0000644\0")?;
    put(108, 8, "0000000\0")?;
    put(116, 8, "0000000\0")?;
    put(124, 12, &format!("{size:011o}\0"))?;
    put(136, 12, "00000000000\0")?;
    put(148, 8, "        ")?;
    put(156, 1, "0")?;
    put(257, 8, "ustar\x0000")?;
    put(345, 155, prefix)?;
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}
