//! Items and their answers: the words with their language, who said them, what was answered, what changed.

use maud::{Markup, html};

use super::badge::{Group, Tlp, group_badge, reply_badge, stamp, state_badge, tlp};
use super::prose::{markdown_under, plain, safe_text};
use crate::tongue::{Tongue, direction};

/// Who said something, as far as the viewer may know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Author<'a> {
    /// The name; without it only the group is shown (Chatham House, anonymous).
    pub name: Option<&'a str>,
    /// The author's page.
    pub href: Option<&'a str>,
    /// For whom they spoke.
    pub affiliation: Option<&'a str>,
    /// Their stakeholder group.
    pub group: Option<Group<'a>>,
}

impl Author<'_> {
    /// Name, affiliation and group in one line.
    pub fn render(&self) -> Markup {
        html! {
            span .author {
                @if let Some(name) = self.name {
                    @match self.href {
                        Some(href) => a href=(href) { bdi { (safe_text(name)) } },
                        None => bdi { (safe_text(name)) },
                    }
                    @if let Some(affiliation) = self.affiliation { ", " bdi { (safe_text(affiliation)) } }
                    " "
                }
                @if let Some(group) = &self.group { (group_badge(group)) }
            }
        }
    }
}

/// Words with the language they were written in.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What was written.
    pub text: &'a str,
    /// Its language tag, where known.
    pub lang: Option<&'a str>,
    /// Whether it is Markdown; otherwise plain text.
    pub is_markdown: bool,
}

impl Said<'_> {
    /// The words; ids within begin with `prefix`, headings stand below level `under`.
    pub fn render(&self, prefix: &str, under: u8) -> Markup {
        let dir = self.lang.map_or("auto", direction);
        html! {
            div .words lang=[self.lang] dir=(dir) {
                @if self.is_markdown { (markdown_under(self.text, prefix, under)) } @else { (plain(self.text)) }
            }
        }
    }
}

/// One item in full.
pub struct ItemCard<'a> {
    /// Its number on the docket.
    pub number: &'a str,
    /// Its own page, unless this is it.
    pub href: Option<&'a str>,
    /// `contribution`, `comment`, `question`, `intervention`, `message`, `proposal` or `report`.
    pub kind: &'a str,
    /// `web`, `mail`, `file`, `floor`, `remote` or `import`.
    pub door: &'a str,
    /// Who may read it.
    pub mark: Tlp,
    /// Who said it.
    pub author: Author<'a>,
    /// When it came.
    pub when: Markup,
    /// Whether it came after the deadline.
    pub is_late: bool,
    /// Its title, where it has one and the page does not show it already.
    pub title: Option<&'a str>,
    /// The passage it is about, in the words it was written on.
    pub on: Option<&'a str>,
    /// What it says.
    pub said: Said<'a>,
    /// Its work state.
    pub state: &'a str,
    /// Whose move it is.
    pub move_of: Option<&'a str>,
    /// What follows the words: attachments, translations.
    pub after: Option<Markup>,
}

impl ItemCard<'_> {
    /// The item as an article with the id `item-<number>`.
    pub fn render(&self, t: &Tongue) -> Markup {
        html! {
            article .item #{ "item-" (self.number) } {
                header {
                    p .meta { (stamp(t, self.number, self.href)) " " (self.author.render()) }
                    @if let Some(title) = self.title { h2 dir="auto" lang=[self.said.lang] { (safe_text(title)) } }
                }
                @if let Some(on) = self.on {
                    blockquote .on dir="auto" { (safe_text(on)) }
                }
                (self.said.render(&format!("i{}", self.number), 2))
                @if let Some(after) = &self.after { (after) }
                footer .meta {
                    span { (t.say(&format!("kind-{}", self.kind))) " "
                        (t.say_with("came-by", &[("door", t.say(&format!("door-{}", self.door)).into_owned().into())])) }
                    span { (self.when) @if self.is_late { " " em .late { (t.say("late")) } } }
                    (tlp(self.mark))
                    (state_badge(t, self.state))
                    @if let Some(who) = self.move_of { span .move { (t.mark_with("move-of", &[("who", who.into())])) } }
                }
            }
        }
    }
}

/// A short voice in the margin of a paragraph.
pub struct Voice<'a> {
    /// The item's number.
    pub number: &'a str,
    /// The item's page.
    pub href: &'a str,
    /// Who said it.
    pub author: Author<'a>,
    /// The words of the document it was written on, if they differ from the paragraph's.
    pub on: Option<&'a str>,
    /// What it says, or the beginning of it.
    pub said: Said<'a>,
    /// Its work state.
    pub state: &'a str,
}

/// A piece of a comparison of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the old.
    Gone(&'a str),
    /// Only in the new.
    Fresh(&'a str),
}

/// Old and new words as a careful person would mark them up; said aloud as "removed" and "added".
pub fn words_diff(t: &Tongue, pieces: &[Piece]) -> Markup {
    html! {
        p .diff dir="auto" {
            @for piece in pieces {
                @match piece {
                    Piece::Same(words) => (safe_text(words)),
                    Piece::Gone(words) => del { span .heard { (t.say("diff-gone")) " " } (safe_text(words)) },
                    Piece::Fresh(words) => ins { span .heard { (t.say("diff-fresh")) " " } (safe_text(words)) },
                }
            }
        }
    }
}

/// Where the text changed because of an item.
pub struct Change<'a> {
    /// What the place is called, such as "paragraph 12 of draft 3".
    pub place: &'a str,
    /// Where it is, when it can be shown.
    pub href: Option<&'a str>,
    /// The comparison.
    pub pieces: &'a [Piece<'a>],
}

/// The answer to an item.
pub struct AnswerCard<'a> {
    /// `accepted`, `accepted-in-part`, `declined`, `duplicate`, `covered`, `list`, `out-of-scope`, `deferred`,
    /// `retracted` or `invalid`.
    pub disposition: &'a str,
    /// Why.
    pub reason: Said<'a>,
    /// Who answered.
    pub answered_by: &'a str,
    /// When it was published.
    pub when: Option<Markup>,
    /// The item, list or earlier output it points to: what it is called and where it is, when it can be shown.
    pub target: Option<(&'a str, Option<&'a str>)>,
    /// Where the text changed.
    pub change: Option<Change<'a>>,
    /// The answer claims a change that the text does not show.
    pub is_broken: bool,
    /// Its reply state.
    pub reply: Option<&'a str>,
    /// The author's reply, in their words.
    pub reply_said: Option<Said<'a>>,
}

impl AnswerCard<'_> {
    /// The answer as a section with the id `answer`.
    pub fn render(&self, t: &Tongue) -> Markup {
        html! {
            section .answer #answer aria-labelledby="answer-title" {
                h2 #answer-title { span .kicker { (t.say("answer-title")) } " "
                    span .{ "disposition d-" (self.disposition) } { (t.say(&format!("disposition-{}", self.disposition))) } }
                @if self.is_broken { p .broken { (t.say("answer-broken")) } }
                (self.reason.render("answer", 2))
                @if let Some((name, href)) = self.target {
                    p { (t.mark_with("answer-see", &[("what", named(name, href).into())])) }
                }
                @if let Some(change) = &self.change {
                    h3 { (t.say("answer-changed")) ": " (named(change.place, change.href)) }
                    @if !change.pieces.is_empty() { (words_diff(t, change.pieces)) }
                }
                footer .meta {
                    span { (t.mark_with("answered-by", &[("who", self.answered_by.into())])) }
                    @if let Some(when) = &self.when { span { (when) } }
                    @if let Some(reply) = self.reply { (reply_badge(t, reply)) }
                }
                @if let Some(said) = &self.reply_said { div .reply-words { (said.render("reply", 3)) } }
            }
        }
    }
}

/// What something is called, as a link when there is somewhere to go.
fn named(name: &str, href: Option<&str>) -> Markup {
    html! {
        @match href {
            Some(href) => a href=(href) { bdi { (safe_text(name)) } },
            None => bdi { (safe_text(name)) },
        }
    }
}
