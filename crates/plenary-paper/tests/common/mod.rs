//! Files for the tests: packages put together by hand, and versions made of blocks.
#![allow(dead_code)]

use std::io::{Cursor, Write};

use plenary_paper::Found;
use plenary_passage::{BlockId, BlockSource, Version};
use zip::write::SimpleFileOptions;

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN_KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX file around a body, with more parts: name within `word/`, the kind of its relation, its text.
pub fn docx(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    docx_with(body, more, "", MAIN_KIND)
}

/// The same, with further relations and another kind of main part.
pub fn docx_with(body: &str, more: &[(&str, &str, &str)], relations: &str, kind: &str) -> Vec<u8> {
    let beside: String = more
        .iter()
        .map(|(name, kind, _)| {
            format!("<Relationship Id=\"{kind}\" Type=\"{TYPES}/{kind}\" Target=\"{name}\"/>")
        })
        .collect();
    let head =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"{kind}\"/></Types>"
    );
    let root = format!(
        "{head}<Relationship Id=\"r\" Type=\"{TYPES}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let own = format!("{head}{beside}{relations}</Relationships>");
    let text = format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{TYPES}\"><w:body>{body}</w:body></w:document>"
    );
    let names: Vec<String> = more
        .iter()
        .map(|(name, ..)| format!("word/{name}"))
        .collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", text.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
    ];
    for (name, (_, _, text)) in names.iter().zip(more) {
        parts.push((name, text.as_bytes()));
    }
    package(&parts)
}

/// A part of WordprocessingML.
pub fn part(root: &str, inside: &str) -> String {
    format!(
        "<w:{root} xmlns:w=\"{WORD}\" xmlns:r=\"{TYPES}\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">{inside}</w:{root}>"
    )
}

pub fn version(blocks: &[BlockSource]) -> Version {
    Version::from_blocks(blocks, BlockId(0).following()).unwrap()
}

/// Each block as its kind and words.
pub fn said(found: &Found) -> Vec<String> {
    let version = version(&found.blocks);
    version
        .blocks()
        .iter()
        .map(|block| format!("{:?} {}", block.kind, version.slice(block.span)))
        .collect()
}

/// The words that a place of a remark holds.
pub fn words_at(found: &Found, place: &plenary_paper::Place) -> String {
    let version = version(&found.blocks);
    let block = &version.blocks()[place.block];
    let from = block.span.start;
    let span = plenary_passage::Span::new(from + place.start, from + place.end);
    version.slice(span).to_owned()
}
