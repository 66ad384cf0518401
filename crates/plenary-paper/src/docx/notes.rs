//! Footnotes and endnotes: their texts, and the labels by which the text refers to them.

use std::collections::HashMap;

use super::package::{Around, Package};
use super::xml::{Node, Puller};
use crate::refusal::Refusal;

/// The most notes that are kept in memory; a long dissertation has 2,000.
const NOTES: usize = 20_000;

/// At the foot of the page or at the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NoteKind {
    Foot,
    End,
}

impl NoteKind {
    /// The kind of its part, and the element that holds one note.
    fn words(self) -> [&'static str; 3] {
        match self {
            NoteKind::Foot => ["footnotes", "footnote", "footnotes.xml"],
            NoteKind::End => ["endnotes", "endnote", "endnotes.xml"],
        }
    }

    /// The name of the part under which its links are kept.
    pub fn part(self) -> &'static str {
        self.words()[2]
    }
}

/// The notes of a document.
#[derive(Default)]
pub(crate) struct Notes {
    texts: HashMap<(NoteKind, String), Node>,
    labels: HashMap<(NoteKind, String), String>,
    /// In the order in which the text refers to them.
    used: Vec<(NoteKind, String)>,
    count: [usize; 2],
}

impl Notes {
    /// Reads both parts.
    pub fn read(package: &mut Package<'_>, around: &Around) -> Result<Notes, Refusal> {
        let mut notes = Notes::default();
        for kind in [NoteKind::Foot, NoteKind::End] {
            let [part, element, _] = kind.words();
            let Some(name) = around.part(part) else {
                continue;
            };
            let Some(text) = package.part(name)? else {
                continue;
            };
            let mut puller = Puller::new(&text);
            if !puller.enter(part)? {
                continue;
            }
            while let Some(node) = puller.next()? {
                // Lines between text and notes are kept as notes of a type.
                let is_text = node.word() == element
                    && node.attribute("type").is_none_or(|kind| kind == "normal");
                if let Some(id) = node.attribute("id").filter(|_| is_text) {
                    notes.texts.insert((kind, id.to_owned()), node);
                }
                if notes.texts.len() > NOTES {
                    return Err(Refusal::TooMuchAtOnce);
                }
            }
        }
        Ok(notes)
    }

    /// The label of a note that the text refers to; nothing when there is no such note.
    /// A sign of the author's own is its label.
    pub fn label(&mut self, kind: NoteKind, id: &str, sign: Option<String>) -> Option<String> {
        let key = (kind, id.to_owned());
        if let Some(known) = self.labels.get(&key) {
            return Some(known.clone());
        }
        if !self.texts.contains_key(&key) {
            return None;
        }
        let label = sign.unwrap_or_else(|| self.next_label(kind));
        self.labels.insert(key.clone(), label.clone());
        self.used.push(key);
        Some(label)
    }

    fn next_label(&mut self, kind: NoteKind) -> String {
        let count = &mut self.count[kind as usize];
        *count += 1;
        match kind {
            NoteKind::Foot => count.to_string(),
            NoteKind::End => roman(*count),
        }
    }

    /// The note that was referred to as number `at`, with its label.
    pub fn take(&mut self, at: usize) -> Option<(NoteKind, String, Node)> {
        let key = self.used.get(at)?;
        let label = self.labels.get(key)?.clone();
        let node = self.texts.remove(key)?;
        Some((key.0, label, node))
    }
}

/// A number as endnotes show it.
fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
