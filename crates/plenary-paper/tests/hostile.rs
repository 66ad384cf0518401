//! Files that mean harm or came to harm: each is refused in one sentence, in bounded time and memory.

mod common;

use common::{docx, docx_with, package, part};
use plenary_paper::{Refusal, docx as word};
use proptest::prelude::*;

const MAIN: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

fn refusal(bytes: &[u8]) -> Refusal {
    word::read(bytes).unwrap_err()
}

fn good() -> Vec<u8> {
    let numbering = part("numbering", "<w:num w:numId='1'/>");
    let body = "<w:p><w:r><w:t>A good text.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                <w:p><w:ins w:id='1' w:author='A'><w:r><w:t>in</w:t></w:r></w:ins><w:commentRangeStart w:id='1'/><w:r><w:t>x</w:t></w:r></w:p>";
    let comments = part(
        "comments",
        "<w:comment w:id='1'><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment>",
    );
    docx(
        body,
        &[
            ("numbering.xml", "numbering", &numbering),
            ("comments.xml", "comments", &comments),
        ],
    )
}

#[test]
fn a_bomb_is_not_unpacked() {
    // 80 MB of one letter are 80 kB outside.
    let body = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(80 << 20));
    let bytes = docx(&body, &[]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refusal(&bytes), Refusal::TooLarge(64));
}

#[test]
fn many_bombs_together_are_one() {
    let big = format!("<!--{}--><w:p/>", " ".repeat(30 << 20));
    let more: Vec<_> = ["styles", "numbering", "comments"]
        .map(|name| (format!("{name}.xml"), name, part(name, &big)))
        .into();
    let more: Vec<_> = more
        .iter()
        .map(|(name, kind, text)| (name.as_str(), *kind, text.as_str()))
        .collect();
    assert_eq!(refusal(&docx("<w:p/>", &more)), Refusal::TooLarge(64));
}

#[test]
fn entities_are_not_expanded() {
    let text = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w:document/>";
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", text.as_bytes()),
    ]);
    assert_eq!(refusal(&bytes), Refusal::Entities);
}

#[test]
fn thousands_of_parts_are_refused_before_they_are_listed() {
    let names: Vec<String> = (0..2_001).map(|at| format!("word/p{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refusal(&package(&parts)), Refusal::TooManyParts(2_000));
}

#[test]
fn macros_are_refused_by_part_and_by_kind() {
    let with_part = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<x/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert_eq!(refusal(&with_part), Refusal::Macros);
    let kind = "application/vnd.ms-word.document.macroEnabled.main+xml";
    assert_eq!(
        refusal(&docx_with("<w:p/>", &[], "", kind)),
        Refusal::Macros
    );
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    for (kind, what) in [
        ("image", "a picture"),
        ("attachedTemplate", "a template"),
        ("oleObject", "an embedded object"),
        ("frame", "a part of its text"),
    ] {
        let relation = format!(
            "<Relationship Id='x' Type='http://y/{kind}' Target='http://evil.example/p' TargetMode='External'/>"
        );
        let bytes = docx_with("<w:p/>", &[], &relation, MAIN);
        let external = Refusal::External {
            what: what.into(),
            target: "http://evil.example/p".into(),
        };
        assert_eq!(refusal(&bytes), external);
    }
}

#[test]
fn what_is_no_docx_is_named() {
    let ole = |words: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(refusal(&ole("EncryptedPackage")), Refusal::Encrypted);
    assert!(matches!(
        refusal(&ole("WordDocument")),
        Refusal::OtherFormat(_)
    ));
    assert!(matches!(
        refusal(b"%PDF-1.7"),
        Refusal::OtherFormat("a PDF file")
    ));
    assert!(matches!(
        refusal(b"{\\rtf1 }"),
        Refusal::OtherFormat("an RTF file")
    ));
    assert_eq!(refusal(b"\x89PNG\r\n"), Refusal::NotText);
    assert_eq!(refusal(b""), Refusal::Damaged);
    let odt = package(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    assert!(matches!(
        refusal(&odt),
        Refusal::OtherFormat("an OpenDocument file")
    ));
    let sheet = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<x/>"),
    ]);
    assert_eq!(refusal(&sheet), Refusal::NoDocument);
    assert_eq!(
        refusal(&package(&[("readme.txt", b"hello")])),
        Refusal::NoDocument
    );
}

#[test]
fn half_a_file_is_refused_wherever_it_ends() {
    let bytes = good();
    assert!(word::read(&bytes).is_ok());
    for end in 0..bytes.len() {
        assert!(
            word::read(&bytes[..end]).is_err(),
            "{end} of {}",
            bytes.len()
        );
    }
}

#[test]
fn deep_nesting_and_huge_tables_are_refused() {
    let deep = format!(
        "{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(200),
        "</w:tc></w:tr></w:tbl>".repeat(200)
    );
    assert_eq!(refusal(&docx(&deep, &[])), Refusal::TooDeep(128));
    let huge = format!(
        "<w:tbl>{}</w:tbl>",
        "<w:tr><w:tc><w:p/></w:tc></w:tr>".repeat(140_000)
    );
    assert_eq!(refusal(&docx(&huge, &[])), Refusal::TooMuchAtOnce);
    let wide = format!(
        "<w:p {}/>",
        (0..600).map(|at| format!("a{at}='' ")).collect::<String>()
    );
    assert_eq!(refusal(&docx(&wide, &[])), Refusal::TooMuchAtOnce);
    // A span that would reach to the moon stays a table.
    let span = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='4000000000'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(word::tables(&docx(span, &[])).unwrap()[0].rows[0].len(), 1);
}

#[test]
fn a_hundred_thousand_small_paragraphs_comments_and_changes_take_no_more_than_their_share() {
    let body = "<w:p><w:commentRangeStart w:id='1'/><w:ins w:id='2' w:author='A'><w:r><w:t> x </w:t></w:r></w:ins><w:r><w:t xml:space='preserve'>   </w:t></w:r></w:p>".repeat(100_000);
    let comments = part(
        "comments",
        &"<w:comment w:id='1'><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment>".repeat(100_000),
    );
    let found = word::read(&docx(&body, &[("comments.xml", "comments", &comments)])).unwrap();
    assert!(found.blocks.is_empty());
}

/// A document whose parts are then spoilt, so that damage reaches beyond the package.
fn spoilt(at: usize, with: &[u8]) -> Vec<u8> {
    let text = "<w:p><w:pPr><w:pStyle w:val='H'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:del w:id='1'><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>new &amp; old</w:t><w:fldChar w:fldCharType='begin'/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let mut bytes = text.as_bytes().to_vec();
    let at = at % bytes.len();
    let end = (at + with.len()).min(bytes.len());
    bytes.splice(at..end, with.iter().copied());
    docx(&String::from_utf8_lossy(&bytes), &[])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = word::read(&bytes);
        let _ = word::tables(&bytes);
        let mut zipped = b"PK\x03\x04".to_vec();
        zipped.extend(bytes);
        let _ = word::read(&zipped);
    }

    #[test]
    fn any_change_of_the_package_is_answered(at in any::<usize>(), with in proptest::collection::vec(any::<u8>(), 1..6)) {
        let mut bytes = good();
        let at = at % bytes.len();
        let end = (at + with.len()).min(bytes.len());
        bytes.splice(at..end, with);
        let _ = word::read(&bytes);
        let _ = word::tables(&bytes);
    }

    #[test]
    fn any_change_of_the_text_is_answered(at in any::<usize>(), with in "[<>/w:a-z'= &;\\PC]{1,12}") {
        let bytes = spoilt(at, with.as_bytes());
        if let Ok(found) = word::read(&bytes) {
            let _ = common::version(&found.blocks);
        }
        let _ = word::tables(&bytes);
    }
}
