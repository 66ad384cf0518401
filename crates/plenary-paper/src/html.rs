//! Web pages and pasted rich text, into blocks.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use plenary_passage::{BlockKind, Style};
use pulldown_cmark::{Alignment, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use crate::flow::Flow;
use crate::found::{Dropped, Found};

/// Elements within elements; what is nested deeper keeps its words and loses its marks.
const DEPTH: usize = 128;

/// Reads a web page or a part of one; every text is one.
pub fn from_html(text: &str) -> Found {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.start(&tag),
            Ok(Token::EndTag(tag)) => page.end(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(words)) => page.words(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    page.finish()
}

/// What an open element does at its end.
#[derive(Debug)]
enum Open {
    /// Nothing.
    Plain,
    /// Ends the block.
    Block,
    Item,
    List,
    Quote,
    Table,
    Row,
    Cell,
    Note,
    Code,
    /// Takes so many styles back.
    Look(usize),
    /// Its words are not shown.
    Silent,
    /// Its words are the page's title.
    Title,
    /// Its words are a footnote's label.
    Label,
}

#[derive(Default)]
struct Page {
    flow: Flow,
    open: Vec<(String, Open)>,
    silent: usize,
    preformatted: usize,
    tables: usize,
    row: u32,
    title: String,
    /// The label of the note that is open, once it was read.
    label: Option<String>,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes());
            value.map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        let is_void = matches!(
            name.as_str(),
            "br" | "hr"
                | "img"
                | "input"
                | "meta"
                | "link"
                | "col"
                | "wbr"
                | "area"
                | "base"
                | "embed"
                | "source"
                | "track"
                | "param"
        );
        if is_void {
            return self.void(&name, attribute("alt"));
        }
        if self.open.len() >= DEPTH || tag.self_closing && name.contains(':') {
            return;
        }
        self.end_what_is_implied(&name);
        let open = self.open(&name, attribute);
        if matches!(open, Open::Silent) {
            self.silent += 1;
        }
        self.open.push((name, open));
    }

    /// Entries, cells and paragraphs end where the next one begins.
    fn end_what_is_implied(&mut self, name: &str) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table"
            | "blockquote" | "pre" | "div" => (&["p"], &["li", "td", "th", "blockquote", "div"]),
            _ => return,
        };
        let last = self
            .open
            .iter()
            .rev()
            .find(|(each, _)| ends.contains(&each.as_str()) || within.contains(&each.as_str()));
        if let Some((each, _)) = last.filter(|(each, _)| ends.contains(&each.as_str())) {
            let each = each.clone();
            self.end(&each);
        }
    }

    fn open(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) -> Open {
        let role = attribute("role").unwrap_or_default();
        let style = attribute("style").unwrap_or_default().replace(' ', "");
        let is_hidden = attribute("hidden").is_some() || style.contains("display:none");
        match name {
            "script" | "style" | "template" | "noscript" | "svg" | "math" | "iframe" | "object"
            | "select" | "textarea" | "button" | "canvas" | "audio" | "video" | "nav" => {
                self.flow.found.drop_one(Dropped::Html);
                Open::Silent
            }
            "head" => Open::Plain,
            // What this crate puts around a text of its own accord.
            _ if attribute("data-added").is_some() => Open::Silent,
            // Landmarks of a site around its text.
            _ if matches!(
                role.as_str(),
                "banner" | "contentinfo" | "navigation" | "search"
            ) =>
            {
                self.flow.found.drop_one(Dropped::HeaderFooter);
                Open::Silent
            }
            _ if is_hidden => {
                self.flow.found.drop_one(Dropped::Hidden);
                Open::Silent
            }
            "title" => Open::Title,
            _ if role == "doc-footnote" => {
                self.flow.close();
                self.label = None;
                self.flow
                    .start(Tag::FootnoteDefinition(String::new().into()));
                Open::Note
            }
            _ if role == "doc-backlink" => Open::Label,
            "table" | "tr" | "td" | "th" => self.open_in_table(name),
            _ if self.tables > 0 => self.open_look(name, &role, &style, &attribute),
            _ => self.open_block(name, &role, &style, &attribute),
        }
    }

    fn open_in_table(&mut self, name: &str) -> Open {
        match name {
            "table" if self.tables > 0 => {
                self.flow.found.drop_one(Dropped::NestedTable);
                self.tables += 1;
                Open::Table
            }
            "table" => {
                self.flow.start(Tag::Table(vec![Alignment::None]));
                (self.tables, self.row) = (1, 0);
                Open::Table
            }
            _ if self.tables != 1 => {
                self.part_words();
                Open::Plain
            }
            "tr" => Open::Row,
            _ => {
                self.flow.start(Tag::TableCell);
                Open::Cell
            }
        }
    }

    fn open_block(
        &mut self,
        name: &str,
        role: &str,
        style: &str,
        attribute: &impl Fn(&str) -> Option<String>,
    ) -> Open {
        let heading = |level| Tag::Heading {
            level,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        };
        let (tag, open) = match name {
            "h1" => (heading(HeadingLevel::H1), Open::Block),
            "h2" => (heading(HeadingLevel::H2), Open::Block),
            "h3" => (heading(HeadingLevel::H3), Open::Block),
            "h4" => (heading(HeadingLevel::H4), Open::Block),
            "h5" => (heading(HeadingLevel::H5), Open::Block),
            "h6" => (heading(HeadingLevel::H6), Open::Block),
            "p" | "dt" | "dd" | "figcaption" | "caption" | "summary" | "address" => {
                (Tag::Paragraph, Open::Block)
            }
            "ul" | "menu" => (Tag::List(None), Open::List),
            "ol" => (Tag::List(Some(1)), Open::List),
            "li" => (Tag::Item, Open::Item),
            "blockquote" => (Tag::BlockQuote(None), Open::Quote),
            "pre" => {
                self.preformatted += 1;
                (Tag::CodeBlock(CodeBlockKind::Indented), Open::Code)
            }
            "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "figure"
            | "details" | "dl" | "form" | "fieldset" | "body" | "html" | "center" => {
                self.flow.close();
                return Open::Block;
            }
            _ => return self.open_look(name, role, style, attribute),
        };
        self.flow.start(tag);
        open
    }

    fn open_look(
        &mut self,
        name: &str,
        role: &str,
        style: &str,
        attribute: &impl Fn(&str) -> Option<String>,
    ) -> Open {
        if matches!(
            name,
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre"
        ) {
            self.part_words();
            return Open::Plain;
        }
        let before = self.flow.styles.len();
        let weight = style.split("font-weight:").nth(1).unwrap_or_default();
        let is_heavy = ["bold", "6", "7", "8", "9"]
            .iter()
            .any(|w| weight.starts_with(w));
        let is_light = weight.starts_with("normal") || weight.starts_with("4");
        if is_heavy || matches!(name, "b" | "strong") && !is_light {
            self.flow.styles.push(Style::Strong);
        }
        if matches!(name, "i" | "em" | "cite" | "dfn" | "var")
            || style.contains("font-style:italic")
        {
            self.flow.styles.push(Style::Emphasis);
        }
        if matches!(name, "s" | "del" | "strike") {
            self.flow.styles.push(Style::Struck);
        }
        if matches!(name, "code" | "kbd" | "samp" | "tt") && self.preformatted == 0 {
            self.flow.styles.push(Style::Code);
        }
        let target = attribute("href").unwrap_or_default().trim().to_owned();
        if role == "doc-noteref" {
            // Its words are its label.
            self.flow.styles.push(Style::FootnoteReference {
                label: String::new(),
            });
        } else if name == "a" && !target.is_empty() && !target.starts_with(['#', 'j', 'J']) {
            self.flow.styles.push(Style::Link { target });
        }
        match self.flow.styles.len() - before {
            0 => Open::Plain,
            looks => Open::Look(looks),
        }
    }

    fn void(&mut self, name: &str, alt: Option<String>) {
        match name {
            _ if self.silent > 0 => {}
            "br" => self.flow.add("\n"),
            "hr" => self.flow.found.drop_one(Dropped::Rule),
            "img" => {
                self.flow.found.drop_one(Dropped::Picture);
                self.flow.add(&alt.unwrap_or_default());
            }
            "embed" => self.flow.found.drop_one(Dropped::Embedded),
            "input" => self.flow.found.drop_one(Dropped::Html),
            _ => {}
        }
    }

    /// Blocks within a cell stand on lines of their own.
    fn part_words(&mut self) {
        if self.flow.has_words() {
            self.flow.add("\n");
        }
    }

    fn words(&mut self, words: &str) {
        let last = self.open.last().map(|(_, open)| open);
        match last {
            _ if self.silent > 0 => {}
            Some(Open::Title) => self.title.push_str(words),
            Some(Open::Label) => self.label = Some(words.trim().chars().take(40).collect()),
            _ if self.preformatted > 0 => self.flow.add(words),
            _ if words.trim().is_empty() && !self.flow.has_words() => {}
            // Between rows and cells stands nothing.
            _ if self.is_between_cells() => {}
            _ => {
                if let Some(Style::FootnoteReference { label }) = self.flow.styles.last_mut() {
                    *label = words.trim().chars().take(40).collect();
                }
                self.flow.add(&words.replace(['\n', '\r', '\t'], " "));
            }
        }
    }

    fn is_between_cells(&self) -> bool {
        let inner = self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Cell => Some(false),
            Open::Row | Open::Table => Some(true),
            _ => None,
        });
        inner.unwrap_or(false) && self.tables == 1
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(each, _)| each == name) else {
            return;
        };
        for (_, open) in self.open.split_off(at).into_iter().rev() {
            self.finish_one(open);
        }
    }

    fn finish_one(&mut self, open: Open) {
        match open {
            Open::Plain | Open::Title | Open::Label => {}
            Open::Block => self.flow.close(),
            Open::Item => self.flow.end(TagEnd::Item),
            Open::List => self.flow.end(TagEnd::List(false)),
            Open::Quote => self.flow.end(TagEnd::BlockQuote(None)),
            Open::Code => {
                self.preformatted -= 1;
                self.flow.end(TagEnd::CodeBlock);
            }
            Open::Table => self.tables -= 1,
            Open::Row => {
                self.flow.end(TagEnd::TableRow);
                self.row += 1;
            }
            Open::Cell => self.flow.end(TagEnd::TableCell),
            Open::Note => self.finish_note(),
            Open::Look(looks) => {
                let left = self.flow.styles.len().saturating_sub(looks);
                self.flow.styles.truncate(left);
            }
            Open::Silent => self.silent -= 1,
        }
    }

    fn finish_note(&mut self) {
        self.flow.end(TagEnd::FootnoteDefinition);
        let label = self.label.take().unwrap_or_default();
        let notes = self.flow.found.blocks.iter_mut().rev();
        let unnamed =
            |kind: &BlockKind| matches!(kind, BlockKind::Footnote { label } if label.is_empty());
        for note in notes.take_while(|block| unnamed(&block.kind)) {
            note.kind = BlockKind::Footnote {
                label: label.clone(),
            };
        }
    }

    fn finish(mut self) -> Found {
        for (_, open) in std::mem::take(&mut self.open).into_iter().rev() {
            self.finish_one(open);
        }
        self.flow.close();
        let mut found = self.flow.found;
        found.settle_lists();
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        found.title = found.first_title().or((!title.is_empty()).then_some(title));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::words_of;

    fn read(text: &str) -> Vec<String> {
        let blocks = from_html(text).blocks;
        let say = |block: &plenary_passage::BlockSource| {
            format!("{:?} {}", block.kind, words_of(block).trim())
        };
        blocks.iter().map(say).collect()
    }

    #[test]
    fn a_page_is_read_with_its_structure_and_without_its_machinery() {
        let text = "<!doctype html><title>Our  text</title><style>p{}</style><script>if (a<b) {}</script>\
            <h1>Title</h1><div>Loose <b>words</b> &amp; more<p>Next<br>line<ul><li>One<ul><li>Deep</ul><li>Two</ul>\
            <ol><li><p>First</p></ol><blockquote><p>Said</p></blockquote><pre>a\n  b</pre><nav>menu</nav><p hidden>no</p><img alt='a map'>";
        assert_eq!(
            read(text),
            [
                "Heading { level: 1 } Title",
                "Paragraph Loose words & more",
                "Paragraph Next\nline",
                "ListItem { depth: 0, ordered: false } One",
                "ListItem { depth: 1, ordered: false } Deep",
                "ListItem { depth: 0, ordered: false } Two",
                "ListItem { depth: 0, ordered: true } First",
                "Quote Said",
                "Code a\n  b",
                "Paragraph a map",
            ]
        );
        let found = from_html(text);
        assert_eq!(found.title.as_deref(), Some("Title"));
        assert!(found.dropped.contains(&(Dropped::Hidden, 1)));
    }

    #[test]
    fn cells_and_the_bold_that_is_none_are_read_as_meant() {
        let text = "<b style='font-weight:normal'><table><tr><th>A<th><p>B</p><p>b</p></tr><tr><td>1<td><table><tr><td>in</table></table>\
            <span style='font-weight: 700'>heavy</span></b>";
        assert_eq!(
            read(text),
            [
                "TableCell { row: 0, column: 0 } A",
                "TableCell { row: 0, column: 1 } B\nb",
                "TableCell { row: 1, column: 0 } 1",
                "TableCell { row: 1, column: 1 } in",
                "Paragraph heavy",
            ]
        );
        let last = from_html(text).blocks.pop().unwrap();
        assert_eq!(last.pieces[0].styles, [Style::Strong]);
    }

    #[test]
    fn a_link_that_would_run_a_program_is_words_only() {
        let found = from_html(
            "<p><a href='javascript:alert(1)'>no</a> <a href='https://e.example/'>yes</a>",
        );
        let styles: Vec<_> = found.blocks[0]
            .pieces
            .iter()
            .map(|p| p.styles.len())
            .collect();
        assert_eq!(styles, [0, 1]);
    }
}
