//! Writes a feed as Atom (RFC 4287).

use std::fmt::Write;

use plenary_kit::time::Instant;

/// A feed.
pub(super) struct Feed {
    /// What it is called.
    pub title: String,
    /// Its own address; its permanent id as well.
    pub address: String,
    /// The page that shows the same.
    pub page: String,
    /// Its entries, newest first.
    pub entries: Vec<Entry>,
    /// When it changed last if it has no entry.
    pub since: Instant,
}

/// An entry.
pub(super) struct Entry {
    /// The address of what it is about; its permanent id as well.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The language of its title and words (BCP 47).
    pub lang: Option<String>,
    /// Who said it, as far as the reader may know.
    pub author: Option<String>,
    /// When it came or changed.
    pub updated: Instant,
    /// Words by which it can be sorted: kind, group, disposition.
    pub categories: Vec<String>,
    /// Its first words.
    pub summary: Option<String>,
}

impl Feed {
    /// The document; `forum` is the author of what names none.
    pub fn render(&self, forum: &str, lang: &str) -> String {
        let newest = self.entries.iter().map(|entry| entry.updated).max();
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = writeln!(
            xml,
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
            escaped(lang)
        );
        element(&mut xml, "id", &self.address);
        element(&mut xml, "title", &self.title);
        element(&mut xml, "updated", &rfc3339(newest.unwrap_or(self.since)));
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(forum));
        link(&mut xml, "self", super::MEDIA_TYPE, &self.address);
        link(&mut xml, "alternate", "text/html", &self.page);
        for entry in &self.entries {
            entry.render(&mut xml);
        }
        xml.push_str("</feed>\n");
        xml
    }
}

impl Entry {
    fn render(&self, xml: &mut String) {
        match &self.lang {
            Some(lang) => {
                let _ = writeln!(xml, "<entry xml:lang=\"{}\">", escaped(lang));
            }
            None => xml.push_str("<entry>\n"),
        }
        element(xml, "id", &self.address);
        element(xml, "title", &self.title);
        element(xml, "updated", &rfc3339(self.updated));
        link(xml, "alternate", "text/html", &self.address);
        if let Some(author) = &self.author {
            let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(author));
        }
        for category in &self.categories {
            let _ = writeln!(xml, "<category term=\"{}\"/>", escaped(category));
        }
        if let Some(summary) = &self.summary {
            element(xml, "summary", summary);
        }
        xml.push_str("</entry>\n");
    }
}

fn element(xml: &mut String, name: &str, words: &str) {
    let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(words));
}

fn link(xml: &mut String, rel: &str, kind: &str, address: &str) {
    let address = escaped(address);
    let _ = writeln!(
        xml,
        "<link rel=\"{rel}\" type=\"{kind}\" href=\"{address}\"/>"
    );
}

fn rfc3339(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .unwrap_or_default()
        .to_string()
}

/// Words as XML holds them; letters that XML 1.0 cannot hold (section 2.2) become U+FFFD.
fn escaped(words: &str) -> String {
    let mut all = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '&' => all.push_str("&amp;"),
            '"' => all.push_str("&quot;"),
            '\t' | '\n' => all.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => all.push('\u{fffd}'),
            _ => all.push(letter),
        }
    }
    all
}
