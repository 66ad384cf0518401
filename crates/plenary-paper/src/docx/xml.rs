//! XML in bounded time and memory: one small tree at a time, no entities, no document types.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::refusal::Refusal;

/// Elements within elements; real documents stay below 40.
pub(crate) const DEPTH: usize = 128;
/// Elements and texts of one tree: a table of some 30,000 cells.
const NODES: usize = 400_000;
/// Attributes of one element.
const ATTRIBUTES: usize = 500;

/// The vocabularies that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// WordprocessingML.
    Word,
    /// Office Math.
    Math,
    /// Alternatives for older programs.
    Compatibility,
    /// Anything else.
    Other,
}

impl Vocabulary {
    fn of(namespace: &ResolveResult<'_>) -> Vocabulary {
        let ResolveResult::Bound(namespace) = namespace else {
            return Vocabulary::Other;
        };
        match namespace.as_ref() {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => {
                Vocabulary::Compatibility
            }
            _ => Vocabulary::Other,
        }
    }
}

/// An element with what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    vocabulary: Vocabulary,
    name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    /// The letters directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// Its name when it is WordprocessingML, otherwise nothing.
    pub fn word(&self) -> &str {
        match self.vocabulary {
            Vocabulary::Word => &self.name,
            _ => "",
        }
    }

    /// Its vocabulary and name.
    pub fn name(&self) -> (Vocabulary, &str) {
        (self.vocabulary, &self.name)
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(each, _)| &**each == name);
        found.map(|(_, value)| &**value)
    }

    /// The first child of this WordprocessingML name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.word() == name)
    }

    /// The value of the child of this name: `<w:name w:val="..."/>`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(|child| child.attribute("val"))
    }

    /// Whether the switch of this name is on; none when it is not there.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        let off = ["0", "false", "off", "none"];
        Some(!off.contains(&child.attribute("val").unwrap_or("1")))
    }

    /// Whether an element of this name stands somewhere below.
    pub fn holds(&self, name: &str) -> bool {
        self.children
            .iter()
            .any(|child| &*child.name == name || child.holds(name))
    }

    /// The first element of this name below, whatever its vocabulary.
    pub fn below(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|child| {
            let here = (&*child.name == name).then_some(child);
            here.or_else(|| child.below(name))
        })
    }
}

/// Reads a part whole.
pub(crate) fn tree(text: &str) -> Result<Node, Refusal> {
    let mut puller = Puller::new(text);
    puller.next()?.ok_or(Refusal::Damaged)
}

/// Reads a part tree by tree.
pub(crate) struct Puller<'a> {
    reader: NsReader<&'a [u8]>,
    /// How many elements are open around the trees that are given out.
    outside: usize,
}

impl<'a> Puller<'a> {
    pub fn new(text: &'a str) -> Puller<'a> {
        Puller {
            reader: NsReader::from_str(text),
            outside: 0,
        }
    }

    /// Goes into the next element of this name, passing over what stands before it.
    pub fn enter(&mut self, name: &str) -> Result<bool, Refusal> {
        loop {
            let (_, event) = self.event()?;
            match event {
                Event::Start(start) => {
                    self.outside += 1;
                    if self.outside > DEPTH {
                        return Err(Refusal::TooDeep(DEPTH));
                    }
                    if start.local_name().as_ref() == name {
                        return Ok(true);
                    }
                }
                Event::End(_) => self.outside = self.outside.saturating_sub(1),
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// The next element within the one entered, whole; nothing at its end.
    pub fn next(&mut self) -> Result<Option<Node>, Refusal> {
        let mut open: Vec<Node> = Vec::new();
        let mut count = 0;
        loop {
            let (vocabulary, event) = self.event()?;
            let done = match event {
                Event::Start(start) => {
                    open.push(node(vocabulary, &start)?);
                    None
                }
                Event::Empty(start) => Some(node(vocabulary, &start)?),
                Event::End(_) => match open.pop() {
                    Some(node) => Some(node),
                    None => return Ok(None),
                },
                Event::Eof if open.is_empty() => return Ok(None),
                Event::Eof => return Err(Refusal::Damaged),
                other => {
                    add_text(open.last_mut(), other)?;
                    None
                }
            };
            count += 1;
            if count > NODES {
                return Err(Refusal::TooMuchAtOnce);
            }
            if open.len() + self.outside > DEPTH {
                return Err(Refusal::TooDeep(DEPTH));
            }
            if let Some(node) = done {
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => return Ok(Some(node)),
                }
            }
        }
    }

    fn event(&mut self) -> Result<(Vocabulary, Event<'a>), Refusal> {
        let read = self.reader.read_resolved_event();
        let (namespace, event) = read.map_err(|_| Refusal::Damaged)?;
        match event {
            Event::DocType(_) => Err(Refusal::Entities),
            event => Ok((Vocabulary::of(&namespace), event)),
        }
    }
}

fn node(vocabulary: Vocabulary, start: &BytesStart<'_>) -> Result<Node, Refusal> {
    let mut attributes = Vec::new();
    // Unchecked for twins: the check is quadratic, and the first of two is taken anyway.
    for attribute in start.attributes().with_checks(false) {
        if attributes.len() > ATTRIBUTES {
            return Err(Refusal::TooMuchAtOnce);
        }
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        let name = attribute.key.local_name().into_inner();
        // Marks of editing sessions are the bulk of what Word writes.
        if name.starts_with("rsid") || attribute.key.into_inner().starts_with("xmlns") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|_| Refusal::Damaged)?;
        attributes.push((name.into(), value.into_owned().into_boxed_str()));
    }
    Ok(Node {
        vocabulary,
        name: start.local_name().into_inner().into(),
        attributes,
        text: String::new(),
        children: Vec::new(),
    })
}

/// Letters count only where a format puts words; the white space between elements is none.
fn add_text(open: Option<&mut Node>, event: Event<'_>) -> Result<(), Refusal> {
    let Some(open) = open else { return Ok(()) };
    if !matches!(&*open.name, "t" | "delText" | "instrText") {
        return Ok(());
    }
    match event {
        Event::Text(text) => open.text.push_str(&text.xml10_content()),
        Event::CData(text) => open.text.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            let letter = reference.resolve_char_ref().map_err(|_| Refusal::Damaged)?;
            let letter = letter.or_else(|| predefined(&reference.xml10_content()));
            open.text.push(letter.ok_or(Refusal::Entities)?);
        }
        _ => {}
    }
    Ok(())
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    #[test]
    fn a_part_is_read_whatever_its_prefixes_and_references() {
        let text = format!("<x:p xmlns:x='{WORD}'><x:t>1 &lt; 2 &#x41;</x:t> <y:t/></x:p>");
        let found = tree(&text).unwrap();
        assert_eq!(found.word(), "p");
        assert_eq!(found.child("t").unwrap().text, "1 < 2 A");
        assert_eq!(found.children[1].word(), "");
    }

    #[test]
    fn entities_depth_and_torn_ends_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><t>&b;</t>";
        assert_eq!(tree(bomb).unwrap_err(), Refusal::Entities);
        assert_eq!(tree("<t>&b;</t>").unwrap_err(), Refusal::Entities);
        let deep = "<a>".repeat(500);
        assert_eq!(tree(&deep).unwrap_err(), Refusal::TooDeep(DEPTH));
        assert_eq!(tree("<a><b>").unwrap_err(), Refusal::Damaged);
        assert_eq!(tree("<a></b>").unwrap_err(), Refusal::Damaged);
    }
}
