//! A version as an EPUB 3 book with one chapter and its contents.

use plenary_passage::{BlockKind, Version};

use crate::about::{About, escape};
use crate::pack::{Part, pack};
use crate::page::{LOOK, body, direction};

/// A version as an EPUB 3 book.
pub fn to_epub(version: &Version, about: &About) -> Vec<u8> {
    let mut mimetype = Part::new("mimetype", "application/epub+zip");
    mimetype.is_bare = true;
    pack(&[
        mimetype,
        Part::new("META-INF/container.xml", CONTAINER),
        Part::new("book/book.opf", manifest(about)),
        Part::new("book/contents.xhtml", contents(version, about)),
        Part::new("book/text.xhtml", chapter(about, &body(version, about))),
        Part::new("book/look.css", LOOK),
    ])
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
<rootfile full-path=\"book/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

fn manifest(about: &About) -> String {
    let turn = match about.is_rtl() {
        true => " page-progression-direction=\"rtl\"",
        false => "",
    };
    // A book must say when it was made; a version says when it was frozen.
    let saved = match about.saved.is_empty() {
        true => "1970-01-01T00:00:00Z",
        false => &about.saved,
    };
    format!(
        "{HEAD}<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{lang}\" dir=\"{dir}\">\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"id\">{id}</dc:identifier><dc:title>{title}</dc:title>\
         <dc:language>{lang}</dc:language><dc:description>{edition}</dc:description><meta property=\"dcterms:modified\">{saved}</meta>\
         <meta property=\"schema:accessMode\">textual</meta><meta property=\"schema:accessModeSufficient\">textual</meta>\
         <meta property=\"schema:accessibilityFeature\">structuralNavigation</meta><meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\
         <meta property=\"schema:accessibilityHazard\">none</meta><meta property=\"schema:accessibilitySummary\">Text with headings, lists, tables and linked footnotes.</meta></metadata>\
         <manifest><item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
         <item id=\"text\" href=\"text.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"look\" href=\"look.css\" media-type=\"text/css\"/></manifest>\
         <spine{turn}><itemref idref=\"text\"/></spine></package>\n",
        lang = escape(&about.lang),
        dir = direction(about),
        id = escape(match about.address.is_empty() {
            true => &about.title,
            false => &about.address,
        }),
        title = escape(&about.title),
        edition = escape(match about.edition.is_empty() {
            true => &about.title,
            false => &about.edition,
        }),
    )
}

fn page(about: &About, inside: &str) -> String {
    format!(
        "{HEAD}<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\" dir=\"{dir}\">\n\
         <head><title>{title}</title><link rel=\"stylesheet\" href=\"look.css\"/></head>\n<body>\n{inside}</body>\n</html>\n",
        lang = escape(&about.lang),
        dir = direction(about),
        title = escape(&about.title),
    )
}

fn chapter(about: &About, body: &str) -> String {
    page(about, body)
}

/// The headings, nested by their levels; the title alone when there are none.
fn contents(version: &Version, about: &About) -> String {
    let mut list = String::new();
    let mut open: Vec<u8> = Vec::new();
    for block in version.blocks() {
        let BlockKind::Heading { level } = block.kind else {
            continue;
        };
        while open.last().is_some_and(|last| *last > level) && open.len() > 1 {
            open.pop();
            list.push_str("</li></ol>");
        }
        match open.last_mut() {
            Some(last) if *last >= level => {
                *last = level;
                list.push_str("</li>");
            }
            _ => {
                open.push(level);
                list.push_str("<ol>");
            }
        }
        let words = escape(version.slice(block.span)).replace('\n', " ");
        list.push_str(&format!(
            "<li><a href=\"text.xhtml#b{}\">{words}</a>",
            block.id
        ));
    }
    open.iter().for_each(|_| list.push_str("</li></ol>"));
    if list.is_empty() {
        list = format!(
            "<ol><li><a href=\"text.xhtml\">{}</a></li></ol>",
            escape(&about.title)
        );
    }
    page(
        about,
        &format!("<nav epub:type=\"toc\" role=\"doc-toc\">{list}</nav>\n"),
    )
}
