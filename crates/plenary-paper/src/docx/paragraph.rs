//! The words of a paragraph: runs with their looks, links, fields, notes, proposed changes.

use plenary_passage::Style;

use super::body::Reader;
use super::changes::Hand;
use super::line::Edge;
use super::notes::NoteKind;
use super::styles::Looks;
use super::symbols;
use super::xml::{Node, Vocabulary};
use crate::found::Dropped;

/// What is proposed for the words that come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tracked {
    #[default]
    Nothing,
    Inserted(Hand),
    Deleted(Hand),
    /// Put in by one and taken out by another: neither before nor after.
    Undone,
}

/// A field: its instruction, and whether its result has begun.
#[derive(Default)]
pub(crate) struct Field {
    instruction: String,
    has_result: bool,
}

impl Field {
    /// Where a HYPERLINK field leads.
    fn target(&self) -> Option<&str> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?;
        let (_, rest) = rest.split_once('"')?;
        rest.split_once('"').map(|(target, _)| target)
    }

    /// Whether its result is a table of contents.
    pub fn is_contents(&self) -> bool {
        let instruction = self.instruction.trim_start();
        instruction.starts_with("TOC ") || instruction == "TOC"
    }
}

impl Reader<'_> {
    /// What stands in a paragraph.
    pub(super) fn inline(&mut self, node: &Node) {
        match node.name() {
            (Vocabulary::Word, name) => self.inline_word(name, node),
            (Vocabulary::Math, "oMath" | "oMathPara") => self.equation(node),
            (Vocabulary::Compatibility, "AlternateContent") => {
                self.alternative(node, Reader::inline);
            }
            _ => {}
        }
    }

    fn inline_word(&mut self, name: &str, node: &Node) {
        match name {
            "r" => self.run(node),
            "hyperlink" => {
                let target = node
                    .attribute("id")
                    .and_then(|id| self.link(id))
                    .map(str::to_owned);
                let has_target = target.is_some();
                self.links.extend(target);
                self.inline_all(node);
                if has_target {
                    self.links.pop();
                }
            }
            "fldSimple" => {
                let field = Field {
                    instruction: node.attribute("instr").unwrap_or_default().to_owned(),
                    has_result: true,
                };
                self.fields.push(field);
                self.inline_all(node);
                self.fields.pop();
            }
            "ins" | "moveTo" | "del" | "moveFrom" => self.tracked(node, Reader::inline_all),
            "sdt" if is_contents(node) => self.found.drop_one(Dropped::Contents),
            "sdt" if is_placeholder(node) => {}
            "smartTag" | "customXml" | "sdt" | "sdtContent" | "bdo" | "dir" | "p" => {
                self.inline_all(node);
            }
            "commentRangeStart" => self.set_mark(node, Edge::Start),
            "commentRangeEnd" => self.set_mark(node, Edge::End),
            _ => {}
        }
    }

    pub(super) fn inline_all(&mut self, node: &Node) {
        for child in &node.children {
            self.inline(child);
        }
    }

    /// Goes through what a proposed change holds.
    pub(super) fn tracked(&mut self, node: &Node, through: fn(&mut Self, &Node)) {
        let hand = Hand::of(node);
        let is_insertion = matches!(node.word(), "ins" | "moveTo");
        let now = match (&self.tracked, is_insertion) {
            (Tracked::Nothing, true) => Tracked::Inserted(hand),
            (Tracked::Nothing, false) => Tracked::Deleted(hand),
            (Tracked::Inserted(_), true) => self.tracked.clone(),
            _ => Tracked::Undone,
        };
        let before = std::mem::replace(&mut self.tracked, now);
        through(self, node);
        self.tracked = before;
    }

    /// Of alternatives the first is meant for programs that know it, and its words are the same.
    pub(super) fn alternative(&mut self, node: &Node, each: fn(&mut Self, &Node)) {
        let choice = node
            .children
            .iter()
            .find(|child| child.name().1 == "Choice");
        let chosen = choice.filter(|choice| !choice.children.is_empty());
        let chosen = chosen.or_else(|| node.children.last());
        for child in chosen.iter().flat_map(|chosen| &chosen.children) {
            each(self, child);
        }
    }

    pub(super) fn set_mark(&mut self, node: &Node, edge: Edge) {
        if let Some(id) = node.attribute("id") {
            self.line.mark(id, edge);
        }
    }

    fn run(&mut self, run: &Node) {
        let properties = run.child("rPr");
        let is_on = |name| properties.and_then(|all| all.switch(name)) == Some(true);
        if is_on("vanish") && run.holds("t") {
            self.found.drop_one(Dropped::Hidden);
            return;
        }
        if properties.is_some_and(|all| all.child("rPrChange").is_some()) {
            self.found.drop_one(Dropped::LooksChange);
        }
        let style = properties.and_then(|all| all.value("rStyle"));
        if self.is_at_note_start() && self.styles.is_note_sign(style) {
            return;
        }
        if let Some((kind, id, label)) = note_with_own_sign(run) {
            return self.note(kind, id, Some(label));
        }
        let looks = Looks::of(properties).or(self.styles.looks(style));
        self.looks = styles_of(looks, self.styles_are_code(style));
        for child in &run.children {
            self.in_run(child);
        }
        self.looks.clear();
    }

    fn styles_are_code(&self, style: Option<&str>) -> bool {
        style.is_some_and(|id| self.styles.is_code(Some(id)))
    }

    fn in_run(&mut self, node: &Node) {
        match node.name() {
            (Vocabulary::Compatibility, "AlternateContent") => {
                return self.alternative(node, Reader::in_run);
            }
            (Vocabulary::Word, _) => {}
            _ => return,
        }
        match node.word() {
            "t" => self.speak(&node.text),
            "delText" if matches!(self.tracked, Tracked::Deleted(_)) => self.speak(&node.text),
            "tab" | "ptab" => self.speak("\t"),
            "br" if matches!(node.attribute("type"), None | Some("textWrapping")) => {
                self.speak("\n")
            }
            "cr" => self.speak("\n"),
            "noBreakHyphen" => self.speak("\u{2011}"),
            "sym" => self.symbol(node),
            "footnoteReference" | "endnoteReference" => {
                let (kind, id) = note_of(node);
                self.note(kind, id, None);
            }
            "fldChar" => self.field(node),
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result)
                    && field.instruction.len() < 4_096
                {
                    field.instruction.push_str(&node.text);
                }
            }
            "commentReference" => self.set_mark(node, Edge::Sign),
            "drawing" | "pict" | "object" => self.drawing(node),
            "ruby" => {
                let base = node.child("rubyBase");
                base.into_iter().for_each(|base| self.inline_all(base));
            }
            _ => {}
        }
    }

    /// Words as they stand in a run.
    fn speak(&mut self, text: &str) {
        let is_shown = self.fields.iter().all(|field| field.has_result);
        if !is_shown || self.is_in_contents() {
            return;
        }
        let mut styles = Vec::with_capacity(self.looks.len() + 1);
        let field = self.fields.iter().rev().find_map(Field::target);
        if let Some(target) = self.links.last().map(String::as_str).or(field) {
            styles.push(Style::Link {
                target: target.to_owned(),
            });
        }
        styles.extend(self.looks.iter().cloned());
        self.write(text, &styles);
    }

    pub(super) fn write(&mut self, text: &str, styles: &[Style]) {
        match &self.tracked {
            Tracked::Nothing => self.line.keep(text, styles),
            Tracked::Deleted(hand) => self.line.delete(text, styles, hand),
            Tracked::Inserted(hand) => self.line.insert(text, hand),
            Tracked::Undone => {}
        }
    }

    fn symbol(&mut self, node: &Node) {
        let font = node.attribute("font").unwrap_or_default();
        let code = node.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or_default();
        match symbols::sign(font, code) {
            Some(sign) => self.speak(sign.encode_utf8(&mut [0; 4])),
            None => self.found.drop_one(Dropped::Symbol),
        }
    }

    fn note(&mut self, kind: NoteKind, id: &str, sign: Option<String>) {
        if matches!(self.tracked, Tracked::Inserted(_) | Tracked::Undone) || self.is_in_contents() {
            return;
        }
        if let Some(label) = self.notes.label(kind, id, sign) {
            let style = Style::FootnoteReference {
                label: label.clone(),
            };
            self.write(&label, &[style]);
        }
    }

    fn field(&mut self, node: &Node) {
        match node.attribute("fldCharType") {
            Some("begin") if self.fields.len() < 64 => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn equation(&mut self, node: &Node) {
        self.found.drop_one(Dropped::Equation);
        let mut letters = String::new();
        gather_math(node, &mut letters);
        self.speak(&letters);
    }

    fn drawing(&mut self, node: &Node) {
        if node.holds("txbxContent") {
            self.found.drop_one(Dropped::TextBox);
        } else if node.word() == "object" || node.holds("OLEObject") {
            self.found.drop_one(Dropped::Embedded);
        } else {
            self.found.drop_one(Dropped::Picture);
            let description = node
                .below("docPr")
                .and_then(|about| about.attribute("descr"));
            self.speak(description.unwrap_or_default());
        }
    }
}

fn styles_of(looks: Looks, is_code: bool) -> Vec<Style> {
    let all = [
        (looks.strong == Some(true), Style::Strong),
        (looks.emphasis == Some(true), Style::Emphasis),
        (looks.struck == Some(true), Style::Struck),
        (is_code, Style::Code),
    ];
    all.into_iter()
        .filter_map(|(is_on, style)| is_on.then_some(style))
        .collect()
}

fn note_of(reference: &Node) -> (NoteKind, &str) {
    let kind = match reference.word() {
        "endnoteReference" => NoteKind::End,
        _ => NoteKind::Foot,
    };
    (kind, reference.attribute("id").unwrap_or_default())
}

/// A note whose sign the author chose: it follows in the same run.
fn note_with_own_sign(run: &Node) -> Option<(NoteKind, &str, String)> {
    let own = |node: &&Node| {
        let is_on = node.attribute("customMarkFollows");
        is_on.is_some_and(|on| matches!(on, "1" | "true" | "on"))
    };
    let reference = run.children.iter().find(own)?;
    let sign: String = run
        .children
        .iter()
        .filter(|child| child.word() == "t")
        .map(|child| child.text.trim())
        .collect();
    let (kind, id) = note_of(reference);
    (!sign.is_empty() && sign.len() <= 20).then_some((kind, id, sign))
}

fn gather_math(node: &Node, out: &mut String) {
    if node.name() == (Vocabulary::Math, "t") {
        out.push_str(&node.text);
    }
    node.children
        .iter()
        .for_each(|child| gather_math(child, out));
}

/// Whether a control holds a table of contents that the program makes.
pub(super) fn is_contents(control: &Node) -> bool {
    let properties = control.child("sdtPr");
    let gallery = properties
        .and_then(|all| all.child("docPartObj"))
        .and_then(|part| part.value("docPartGallery"));
    gallery == Some("Table of Contents")
}

/// Whether a control shows only what should be typed there.
fn is_placeholder(control: &Node) -> bool {
    control
        .child("sdtPr")
        .is_some_and(|all| all.switch("showingPlcHdr") == Some(true))
}
