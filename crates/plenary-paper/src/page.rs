//! A version as a web page of its own, and the body that an EPUB shares with it.

use std::collections::HashSet;

use plenary_passage::{Block, BlockKind, Style, Version};

use crate::about::{About, escape, leads_out, runs_rtl};
use crate::pieces::{Run, runs};
use crate::table::{Grid, Part, blocks_or_tables};

/// The look of the page: one calm column, light and dark, for both directions of writing.
pub(crate) const LOOK: &str = "html{color-scheme:light dark}body{max-width:40em;margin:2em auto;padding:0 1em;font-family:Georgia,serif;line-height:1.5}\
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .6em}table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid;padding:.3em .6em;text-align:start;vertical-align:top}\
blockquote{margin-inline:2em}pre{white-space:pre-wrap}[role=doc-footnote]{font-size:.9em;margin:.4em 0}.edition{font-size:.9em}a{color:inherit}@media print{body{max-width:none;margin:0}}";

/// A version as a web page that needs nothing else; blocks carry their identities as `b` and number.
pub fn to_html(version: &Version, about: &About) -> String {
    let lang = escape(&about.lang);
    let title = escape(&about.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{title}</title>\n",
        direction(about)
    );
    if !about.address.is_empty() {
        out.push_str(&format!(
            "<link rel=\"canonical\" href=\"{}\"/>\n",
            escape(&about.address)
        ));
    }
    out.push_str(&format!("<style>{LOOK}</style>\n</head>\n<body>\n<main>\n"));
    if !about.edition.is_empty() {
        out.push_str(&format!(
            "<header data-added=\"edition\" class=\"edition\">{}</header>\n",
            escape(&about.edition)
        ));
    }
    out.push_str(&body(version, about));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

pub(crate) fn direction(about: &About) -> &'static str {
    if about.is_rtl() { "rtl" } else { "ltr" }
}

/// The blocks of a version; well-formed as XML too. A text without a title of its own is given one.
pub(crate) fn body(version: &Version, about: &About) -> String {
    let mut writer = Writer {
        version,
        about,
        out: String::new(),
        lists: Vec::new(),
        referred: HashSet::new(),
        begun: HashSet::new(),
        notes: HashSet::new(),
    };
    let labels = version
        .blocks()
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote { label } => Some(label.as_str()),
            _ => None,
        });
    writer.notes = labels.collect();
    let is_title = |block: &Block| block.kind == BlockKind::Heading { level: 1 };
    if !version.blocks().iter().any(is_title) && !about.title.is_empty() {
        writer.out.push_str(&format!(
            "<header data-added=\"title\"><h1>{}</h1></header>\n",
            escape(&about.title)
        ));
    }
    for part in blocks_or_tables(version.blocks()) {
        match part {
            Part::Table(cells) => writer.table(cells),
            Part::Block(block) => writer.block(block),
        }
    }
    writer.end_lists(0);
    writer.out
}

struct Writer<'a> {
    version: &'a Version,
    about: &'a About,
    out: String,
    /// Whether each open list counts, outermost first; each has an entry open.
    lists: Vec<bool>,
    /// Labels that the text has referred to: of several references the first is where a note leads back.
    referred: HashSet<&'a str>,
    /// Notes whose text has begun.
    begun: HashSet<&'a str>,
    /// Labels of notes that are there.
    notes: HashSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::ListItem { depth, ordered } = block.kind {
            return self.entry(block, usize::from(depth), ordered);
        }
        self.end_lists(0);
        let words = self.words(block);
        let id = self.id(block);
        let text = match &block.kind {
            BlockKind::Heading { level } => {
                let level = (*level).clamp(1, 6);
                format!("<h{level}{id}>{words}</h{level}>\n")
            }
            BlockKind::Quote => format!("<blockquote{id}><p>{words}</p></blockquote>\n"),
            BlockKind::Code => {
                let text = escape(self.version.slice(block.span));
                format!("<pre{id}><code>{text}</code></pre>\n")
            }
            BlockKind::Footnote { label } => {
                let lead = self.lead(label);
                format!("<div role=\"doc-footnote\"{id}>{lead} {words}</div>\n")
            }
            _ => format!("<p{id}>{words}</p>\n"),
        };
        self.out.push_str(&text);
    }

    /// A note's label, leading back to where the text refers to it; further paragraphs of a note say it only.
    fn lead(&mut self, label: &'a str) -> String {
        let slug = slug(label);
        let is_first = self.begun.insert(label);
        let id = match is_first {
            true => format!(" id=\"note-{slug}\""),
            false => String::new(),
        };
        let label_words = escape(label);
        match self.referred.contains(label) {
            true => format!("<a role=\"doc-backlink\"{id} href=\"#ref-{slug}\">{label_words}</a>"),
            false => format!("<b{id}>{label_words}</b>"),
        }
    }

    fn entry(&mut self, block: &'a Block, depth: usize, ordered: bool) {
        self.end_lists(depth + 1);
        if self.lists.get(depth).is_some_and(|open| *open != ordered) {
            self.end_lists(depth);
        }
        if self.lists.len() > depth {
            self.out.push_str("</li>\n");
        }
        while self.lists.len() <= depth {
            let is_own = self.lists.len() == depth;
            let counts = is_own && ordered;
            self.out.push_str(if counts { "<ol>\n" } else { "<ul>\n" });
            if !is_own {
                self.out.push_str("<li>");
            }
            self.lists.push(counts);
        }
        let words = self.words(block);
        let id = self.id(block);
        self.out.push_str(&format!("<li{id}>{words}"));
    }

    fn end_lists(&mut self, left: usize) {
        while self.lists.len() > left {
            let counts = self.lists.pop() == Some(true);
            self.out.push_str(if counts {
                "</li>\n</ol>\n"
            } else {
                "</li>\n</ul>\n"
            });
        }
    }

    fn table(&mut self, cells: &'a [Block]) {
        self.end_lists(0);
        self.out.push_str("<table>\n");
        for (at, row) in Grid::of(cells).rows().enumerate() {
            let (open, close) = match at {
                0 => ("th scope=\"col\"", "th"),
                _ => ("td", "td"),
            };
            self.out.push_str(["<thead>\n", "<tbody>\n", ""][at.min(2)]);
            self.out.push_str("<tr>");
            for cell in row {
                let id = cell.map_or_else(String::new, |cell| self.id(cell));
                let words = cell.map_or_else(String::new, |cell| self.words(cell));
                self.out.push_str(&format!("<{open}{id}>{words}</{close}>"));
            }
            self.out.push_str("</tr>\n");
            self.out.push_str(if at == 0 { "</thead>\n" } else { "" });
        }
        let has_body = Grid::of(cells).rows().count() > 1;
        self.out.push_str(if has_body {
            "</tbody>\n</table>\n"
        } else {
            "</table>\n"
        });
    }

    /// Its identity, and its direction where that is not the document's.
    fn id(&self, block: &Block) -> String {
        let is_rtl = runs_rtl(self.version.slice(block.span));
        let direction = match is_rtl {
            Some(is_rtl) if is_rtl != self.about.is_rtl() => match is_rtl {
                true => " dir=\"rtl\"",
                false => " dir=\"ltr\"",
            },
            _ => "",
        };
        format!(" id=\"b{}\"{direction}", block.id)
    }

    fn words(&mut self, block: &'a Block) -> String {
        let all = runs(self.version, block);
        all.iter().map(|run| self.dressed(run)).collect()
    }

    fn dressed(&mut self, run: &Run<'a>) -> String {
        let words = escape(run.text).replace('\n', "<br/>");
        let styles = run.styles.iter().rev();
        styles.fold(words, |inner, style| self.dress(inner, style))
    }

    fn dress(&mut self, inner: String, style: &'a Style) -> String {
        match style {
            Style::Strong => format!("<strong>{inner}</strong>"),
            Style::Emphasis => format!("<em>{inner}</em>"),
            Style::Struck => format!("<s>{inner}</s>"),
            Style::Code => format!("<code>{inner}</code>"),
            Style::Link { target } if leads_out(target) => {
                format!("<a href=\"{}\">{inner}</a>", escape(target))
            }
            Style::Link { .. } => inner,
            Style::FootnoteReference { label } if self.notes.contains(label.as_str()) => {
                let slug = slug(label);
                let id = match self.referred.insert(label) {
                    true => format!(" id=\"ref-{slug}\""),
                    false => String::new(),
                };
                format!("<sup><a role=\"doc-noteref\"{id} href=\"#note-{slug}\">{inner}</a></sup>")
            }
            Style::FootnoteReference { .. } => format!("<sup>{inner}</sup>"),
        }
    }
}

/// A label as an id may hold it.
pub(crate) fn slug(label: &str) -> String {
    let mut out = String::new();
    for letter in label.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(letter),
            _ => out.push_str(&format!("_{:x}", letter as u32)),
        }
    }
    out
}
