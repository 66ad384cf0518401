//! Cards that stand alone: notices, empty lists, sign-in, errors, code to copy.

use maud::{Markup, html};

use super::{Button, Field, Form, heading, safe_text};
use crate::tongue::Tongue;

/// What a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something to know.
    Note,
    /// Something to beware of.
    Warning,
}

/// One message above the text.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// What it is for.
    pub kind: NoticeKind,
    /// What it says.
    pub words: Markup,
    /// The `data-draft` name of the form whose words have now safely arrived; the script forgets its local copy.
    pub arrived: Option<&'a str>,
}

impl Notice<'_> {
    /// A notice with nothing to forget.
    pub fn new(kind: NoticeKind, words: Markup) -> Notice<'static> {
        Notice {
            kind,
            words,
            arrived: None,
        }
    }

    /// The notice; read out by screen readers when the page opens.
    pub fn render(&self, t: &Tongue) -> Markup {
        let (class, title) = match self.kind {
            NoticeKind::Done => ("done", "notice-done"),
            NoticeKind::Note => ("note", "notice-note"),
            NoticeKind::Warning => ("warning", "notice-warning"),
        };
        html! {
            div .{ "notice " (class) } role="status" data-arrived=[self.arrived] {
                strong { (t.say(title)) } " " (self.words)
            }
        }
    }
}

/// What stands in place of an empty list, with what to do next.
pub fn empty(t: &Tongue, words: Option<Markup>) -> Markup {
    html! { div .empty { p { @match words { Some(words) => (words), None => (t.say("nothing-here")) } } } }
}

/// A page that says what went wrong and what to do.
pub struct ErrorPage<'a> {
    /// The status, such as 404.
    pub status: u16,
    /// What happened, as a title.
    pub title: &'a str,
    /// What the reader can do now.
    pub what_to_do: Markup,
    /// What operators search for in their log.
    pub reference: Option<&'a str>,
}

impl ErrorPage<'_> {
    /// The text of the page.
    pub fn render(&self, t: &Tongue) -> Markup {
        html! {
            (heading(Some(html! { (self.status) }), self.title, None))
            p { (self.what_to_do) }
            @if let Some(reference) = self.reference {
                p .small { (t.say("error-reference")) " " code { (reference) } }
            }
            p { a href="/" { (t.say("error-back")) } }
        }
    }
}

/// The form that asks for an address; `fault` stands at the field.
pub fn sign_in_card(t: &Tongue, csrf: &str, address: &str, fault: Option<&str>) -> Markup {
    let mut field = Field::new("address", &t.say("sign-in-address")).required();
    if let Some(fault) = fault {
        field = field.error(fault);
    }
    let body =
        html! { (field.email(t, address)) p .acts { (Button::main(&t.say("sign-in-send"))) } };
    html! {
        section .card aria-labelledby="sign-in-title" {
            h2 #sign-in-title { (t.say("sign-in-title")) }
            p { (t.say("sign-in-how")) }
            (Form::new(super::look::SIGN_IN, csrf).render(body))
        }
    }
}

/// Text to take along, such as a command or a code; the button appears with the script.
pub fn code_box(t: &Tongue, id: &str, code: &str) -> Markup {
    html! {
        div .code-box {
            pre #(id) dir="ltr" tabindex="0" aria-label=(t.say("code-label")) role="group" { code { (safe_text(code)) } }
            button type="button" .quiet data-copy={ "#" (id) } hidden { (t.say("copy")) }
        }
    }
}
