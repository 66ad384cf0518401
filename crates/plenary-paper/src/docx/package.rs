//! The package around a document: its parts, and everything that is refused before a part is read.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{Node, tree};
use crate::refusal::Refusal;

/// The most parts; a book with a thousand pictures stays below.
const PARTS: usize = 2_000;
/// The most bytes that are unpacked of one file, all parts together.
const UNPACKED: u64 = 64 << 20;
const MEGABYTE: u64 = 1 << 20;

/// An opened file whose parts may be read.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of the parts, in small letters, in the order of the package.
    names: Vec<String>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// The part that holds the text.
    pub main: String,
}

/// A pointer from one part to another, or out into the world.
struct Relation {
    id: String,
    /// The last word of its type: `styles`, `hyperlink`.
    kind: String,
    target: String,
    is_external: bool,
}

impl<'a> Package<'a> {
    /// Opens a DOCX file, or says why it is none that is taken.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        refuse_others(bytes)?;
        if count_of_parts(bytes).is_some_and(|count| count > PARTS) {
            return Err(Refusal::TooManyParts(PARTS));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if zip.len() > PARTS {
            return Err(Refusal::TooManyParts(PARTS));
        }
        let mut package = Package {
            names: zip.file_names_raw().map(tidy_name).collect(),
            zip,
            left: UNPACKED,
            main: String::new(),
        };
        package.refuse_programs()?;
        package.main = package.find_main()?;
        package.refuse_strangers()?;
        Ok(package)
    }

    /// A part as text; nothing when the file does not have it.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let name = name.to_ascii_lowercase();
        let Some(at) = self.names.iter().position(|each| *each == name) else {
            return Ok(None);
        };
        let part = match self.zip.by_index(at) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(Refusal::Encrypted);
            }
            Err(_) => return Err(Refusal::Damaged),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| Refusal::Damaged)? as u64;
        if read > self.left {
            return Err(Refusal::TooLarge(UNPACKED / MEGABYTE));
        }
        self.left -= read;
        decode(bytes).map(Some)
    }

    /// A part as a tree.
    pub fn tree(&mut self, name: &str) -> Result<Option<Node>, Refusal> {
        self.part(name)?.map(|text| tree(&text)).transpose()
    }

    fn refuse_programs(&mut self) -> Result<(), Refusal> {
        let is_program =
            |name: &String| name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml");
        if self.names.iter().any(is_program) {
            return Err(Refusal::Macros);
        }
        if self.names.iter().any(|name| name == "mimetype") {
            let kind = self.part("mimetype")?.unwrap_or_default();
            return Err(if kind.contains("opendocument") {
                Refusal::OtherFormat("an OpenDocument file")
            } else {
                Refusal::NoDocument
            });
        }
        let kinds = self
            .part("[Content_Types].xml")?
            .ok_or(Refusal::NoDocument)?;
        if kinds.to_ascii_lowercase().contains("macroenabled") {
            return Err(Refusal::Macros);
        }
        Ok(())
    }

    fn find_main(&mut self) -> Result<String, Refusal> {
        let relations = self.relations("_rels/.rels")?;
        let main = relations.iter().find(|each| each.kind == "officeDocument");
        let name = main.map_or_else(
            || "word/document.xml".to_owned(),
            |main| resolve("", &main.target),
        );
        let is_there = self.names.contains(&name.to_ascii_lowercase());
        if is_there && !name.starts_with("xl/") && !name.starts_with("ppt/") {
            Ok(name)
        } else {
            Err(Refusal::NoDocument)
        }
    }

    /// Whatever part points outside, for anything but a link that a reader may follow, is refused.
    fn refuse_strangers(&mut self) -> Result<(), Refusal> {
        let all = self.names.clone();
        for name in all.iter().filter(|name| name.ends_with(".rels")) {
            let relations = self.relations(name)?;
            let stranger = relations
                .into_iter()
                .find(|each| each.is_external && each.kind != "hyperlink");
            if let Some(stranger) = stranger {
                return Err(Refusal::External {
                    what: in_words(&stranger.kind).to_owned(),
                    target: stranger.target.chars().take(120).collect(),
                });
            }
        }
        Ok(())
    }

    fn relations(&mut self, name: &str) -> Result<Vec<Relation>, Refusal> {
        let Some(root) = self.tree(name)? else {
            return Ok(Vec::new());
        };
        let relation = |node: &Node| {
            let kind = node.attribute("Type").unwrap_or_default();
            Relation {
                id: node.attribute("Id").unwrap_or_default().to_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: node.attribute("Target").unwrap_or_default().to_owned(),
                is_external: node.attribute("TargetMode") == Some("External"),
            }
        };
        Ok(root.children.iter().map(relation).collect())
    }

    /// The relations of the main part: where its links lead, and the parts beside it by kind.
    pub fn around_main(&mut self) -> Result<Around, Refusal> {
        let (folder, file) = match self.main.rsplit_once('/') {
            Some((folder, file)) => (format!("{folder}/"), file.to_owned()),
            None => (String::new(), self.main.clone()),
        };
        let mut around = Around::default();
        for part in ["", "footnotes.xml", "endnotes.xml", "comments.xml"] {
            let of = if part.is_empty() { &file } else { part };
            for relation in self.relations(&format!("{folder}_rels/{of}.rels"))? {
                if relation.is_external {
                    around
                        .links
                        .insert((part.to_owned(), relation.id), relation.target);
                } else if part.is_empty() {
                    let name = resolve(&folder, &relation.target);
                    around.parts.push((relation.kind, name));
                }
            }
        }
        Ok(around)
    }
}

/// What stands around the main part.
#[derive(Default)]
pub(crate) struct Around {
    /// Addresses of links, by the part they stand in (the main one is empty) and their id.
    pub links: HashMap<(String, String), String>,
    /// Kind and name of each part that the main one uses.
    parts: Vec<(String, String)>,
}

impl Around {
    /// The name of the part of a kind.
    pub fn part(&self, kind: &str) -> Option<&str> {
        let found = self.parts.iter().find(|(each, _)| each == kind);
        found.map(|(_, name)| name.as_str())
    }

    /// How many parts of a kind there are.
    pub fn count(&self, kind: &str) -> usize {
        self.parts.iter().filter(|(each, _)| each == kind).count()
    }
}

fn tidy_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn in_words(kind: &str) -> &str {
    match kind {
        "image" => "a picture",
        "attachedTemplate" => "a template",
        "oleObject" => "an embedded object",
        "frame" | "subDocument" | "aFChunk" => "a part of its text",
        "mailMergeSource" | "mailMergeHeaderSource" => "addresses",
        "video" | "audio" | "media" => "a recording",
        _ => "a part",
    }
}

/// A target as the name of a part; steps upwards never leave the package.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Says what a file is that is no package at all.
fn refuse_others(bytes: &[u8]) -> Result<(), Refusal> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Ok(()),
        [b'P', b'K', ..] | [] => Err(Refusal::Damaged),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            let sign: Vec<u8> = "EncryptedPackage"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let is_encrypted = bytes.windows(sign.len()).any(|part| part == sign);
            Err(if is_encrypted {
                Refusal::Encrypted
            } else {
                Refusal::OtherFormat("a file of an older Word (.doc)")
            })
        }
        _ if bytes.starts_with(b"%PDF") => Err(Refusal::OtherFormat("a PDF file")),
        _ if bytes.starts_with(b"{\\rtf") => Err(Refusal::OtherFormat("an RTF file")),
        _ => Err(Refusal::NotText),
    }
}

/// How many parts the end of the file says there are; read before any list of them is built.
fn count_of_parts(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(22 + 65_535)..];
    let at = tail.windows(4).rposition(|part| part == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// Parts are in UTF-8 or, seldom, in UTF-16.
fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).map_err(|_| Refusal::Damaged)
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, ..] => {
            String::from_utf8(bytes[3..].to_vec()).map_err(|_| Refusal::Damaged)
        }
        _ => String::from_utf8(bytes).map_err(|_| Refusal::Damaged),
    }
}
