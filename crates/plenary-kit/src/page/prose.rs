//! Words of people made safe to show: Markdown, plain text, and the invisible marks that turn text around.

use std::borrow::Cow;

use maud::{Markup, PreEscaped, Render, html};
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as writer,
};

/// Markdown below an `h2`, with footnote names drawn from the words themselves.
///
/// CommonMark with tables, footnotes and strikethrough. Raw HTML is shown as text, pictures become links (nothing is
/// fetched from outside), links go only to http, https and mail addresses, and headings begin below the page's.
pub fn markdown(words: &str) -> Markup {
    let seed = words.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    markdown_under(words, &format!("w{seed:x}"), 2)
}

/// Markdown with ids that begin with `prefix` and headings that begin below level `under`.
pub fn markdown_under(words: &str, prefix: &str, under: u8) -> Markup {
    let words = safe_text(words);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event> = Parser::new_ext(&words, options).collect();
    let mut safe = Safe {
        prefix,
        under,
        levels: levels(&events),
        in_head: false,
        link_depth: 0,
        links: Vec::new(),
        notes: Vec::new(),
    };
    let mut out = String::with_capacity(words.len() * 3 / 2);
    writer::push_html(&mut out, events.into_iter().map(|event| safe.turn(event)));
    PreEscaped(out)
}

/// Plain text: blank lines part paragraphs, line breaks are kept.
pub fn plain(words: &str) -> Markup {
    let words = safe_text(words);
    let lines: Vec<&str> = words.lines().collect();
    let paragraphs = lines
        .split(|line| line.trim().is_empty())
        .filter(|lines| !lines.is_empty());
    html! {
        @for lines in paragraphs {
            p dir="auto" { @for (index, line) in lines.iter().enumerate() { @if index > 0 { br; } (line) } }
        }
    }
}

/// Text without control characters, without overrides of direction, and with isolates only where each line closes them.
///
/// U+202A to U+202E are always taken out, since they reorder what stands around them; U+2066 to U+2069 stay in a line
/// that balances them.
pub fn safe_text(text: &str) -> Cow<'_, str> {
    if !text.contains(is_suspect) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let balanced = is_balanced(line);
        line.replace(|c| is_forbidden(c) || (!balanced && is_isolate(c)), "")
    });
    Cow::Owned(lines.collect())
}

fn is_suspect(c: char) -> bool {
    is_forbidden(c) || is_isolate(c)
}

fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    control
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{206A}'..='\u{206F}' | '\u{2028}' | '\u{2029}' | '\u{F8F0}')
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

fn is_balanced(line: &str) -> bool {
    let depth = line
        .chars()
        .filter(|c| is_isolate(*c))
        .try_fold(0_u32, |depth, c| match c {
            '\u{2069}' => depth.checked_sub(1),
            _ => Some(depth + 1),
        });
    depth == Some(0)
}

/// Turns the parser's events into ones that can do no harm.
struct Safe<'p> {
    prefix: &'p str,
    under: u8,
    levels: Vec<HeadingLevel>,
    in_head: bool,
    link_depth: u32,
    links: Vec<bool>,
    notes: Vec<String>,
}

impl Safe<'_> {
    fn turn<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(name) => Event::FootnoteReference(self.note(&name)),
            Event::Rule => made("<hr>\n"),
            other => other,
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Event<'a> {
        match tag {
            Tag::HtmlBlock => made("<p class=\"raw\">"),
            Tag::Heading { level, .. } => Event::Start(Tag::Heading {
                level: self.shift(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url),
            Tag::FootnoteDefinition(name) => {
                Event::Start(Tag::FootnoteDefinition(self.note(&name)))
            }
            Tag::CodeBlock(_) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
            Tag::Table(_) => made("<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>"),
            Tag::TableHead => {
                self.in_head = true;
                Event::Start(Tag::TableHead)
            }
            Tag::TableCell if self.in_head => made("<th scope=\"col\" dir=\"auto\">"),
            Tag::TableCell => made("<td dir=\"auto\">"),
            Tag::Paragraph => made("<p dir=\"auto\">"),
            Tag::BlockQuote(_) => Event::Start(Tag::BlockQuote(None)),
            other => Event::Start(other),
        }
    }

    fn end<'a>(&mut self, tag: TagEnd) -> Event<'a> {
        match tag {
            TagEnd::HtmlBlock => made("</p>\n"),
            TagEnd::Heading(level) => Event::End(TagEnd::Heading(self.shift(level))),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Table => made("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                Event::End(TagEnd::TableHead)
            }
            TagEnd::TableCell => Event::End(TagEnd::TableCell),
            other => Event::End(other),
        }
    }

    /// A link inside a link (a picture in one) would end the outer one, so only the outermost is made.
    fn open_link<'a>(&mut self, address: &str) -> Event<'a> {
        let opens = self.link_depth == 0 && is_allowed(address);
        self.links.push(opens);
        if !opens {
            return Event::Text(CowStr::Borrowed(""));
        }
        self.link_depth += 1;
        made_from(html! { (PreEscaped("<a rel=\"nofollow ugc noopener\" href=\"")) (address) (PreEscaped("\">")) }.0)
    }

    fn close_link<'a>(&mut self) -> Event<'a> {
        match self.links.pop() {
            Some(true) => {
                self.link_depth -= 1;
                made("</a>")
            }
            _ => Event::Text(CowStr::Borrowed("")),
        }
    }

    fn note<'a>(&mut self, name: &str) -> CowStr<'a> {
        let place = self
            .notes
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.notes.push(name.to_owned());
                self.notes.len() - 1
            });
        let mut id = String::new();
        self.prefix
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .for_each(|c| id.push(c));
        CowStr::from(format!("{id}-note-{}", place + 1))
    }

    /// The shallowest level that was used stands right below the page's, and none is skipped.
    fn shift(&self, level: HeadingLevel) -> HeadingLevel {
        let rank = self
            .levels
            .iter()
            .position(|used| *used == level)
            .unwrap_or(0);
        let level = usize::from(self.under) + 1 + rank;
        HeadingLevel::try_from(level.min(6)).unwrap_or(HeadingLevel::H6)
    }
}

fn levels(events: &[Event]) -> Vec<HeadingLevel> {
    let mut levels: Vec<HeadingLevel> = events
        .iter()
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level),
            _ => None,
        })
        .collect();
    levels.sort();
    levels.dedup();
    levels
}

fn made<'a>(markup: &'static str) -> Event<'a> {
    Event::InlineHtml(CowStr::Borrowed(markup))
}

fn made_from<'a>(markup: String) -> Event<'a> {
    Event::InlineHtml(CowStr::from(markup))
}

/// Only full addresses whose scheme cannot run anything.
fn is_allowed(address: &str) -> bool {
    let scheme = address
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}

/// Words as they are shown: Markdown or plain.
pub struct Words<'a> {
    /// What was written.
    pub text: &'a str,
    /// Whether it was written as Markdown.
    pub is_markdown: bool,
}

impl Render for Words<'_> {
    fn render(&self) -> Markup {
        match self.is_markdown {
            true => markdown(self.text),
            false => plain(self.text),
        }
    }
}

#[cfg(test)]
#[path = "prose_tests.rs"]
mod tests;
