//! Pages: the shell every page stands in, and the components it is made of.
//!
//! A page is a struct filled by its handler and a `render` that calls components; all of them take the [`Tongue`].
//! Text of people is given as plain `&str` and is made safe here; `Markup` arguments are taken as they are.
//! Classes and sizes live in `look.css` (its head lists them); a page has no style and no script of its own, because
//! the Content-Security-Policy ([`look::CONTENT_SECURITY_POLICY`]) forbids both.
//!
//! ```
//! use maud::html;
//! use plenary_kit::{page::{NavLink, Place, Shell}, tongue::{Catalogue, KIT_ENGLISH}};
//! let catalogue = Catalogue::new(vec![("en", KIT_ENGLISH)]).unwrap();
//! let t = catalogue.choose(None, Some("fr, en;q=0.5"));
//! let places = [NavLink::new(Place::Now, "/"), NavLink::new(Place::Docket, "/docket")];
//! let mut shell = Shell::new(&t, "Docket", "Coastal Warning Forum", html! { h1 { "Docket" } });
//! shell.places = &places;
//! shell.here = Place::Docket;
//! let page = shell.render().into_string();
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("aria-current=\"page\""));
//! ```

pub mod badge;
pub mod blocks;
pub mod card;
pub mod chart;
pub mod form;
pub mod item;
pub mod list;
pub mod look;
pub mod prose;
pub mod table;
pub mod when;

#[cfg(test)]
#[path = "page/colour_tests.rs"]
mod colour_tests;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::tongue::{Tongue, direction};

pub use badge::{Group, Tlp, group_badge, reply_badge, stamp, state_badge, tlp};
pub use blocks::{Block, blocks};
pub use card::{ErrorPage, Notice, NoticeKind, code_box, empty, sign_in_card};
pub use chart::{Bar, Point, bars, line_chart, stacked_bar};
pub use form::{Button, Card, Choice, Faults, Field, Form, error_summary};
pub use item::{AnswerCard, Author, Change, ItemCard, Piece, Said, Voice, words_diff};
pub use list::{
    DocketRow, Filter, FilterGroup, Pager, PhaseLine, Standing, docket_list, facts, filter_bar,
    panes, phases, queue_row, tally,
};
pub use prose::{markdown, markdown_under, plain, safe_text};
pub use table::{Align, Table};

/// Where the page stands in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What the forum is doing today.
    Now,
    /// The numbered list of every input.
    Docket,
    /// The drafts and their versions.
    Documents,
    /// The editor's queue of open items.
    Queue,
    /// The published answers.
    Answers,
    /// Mail that waits, for the secretariat.
    Outbox,
    /// All of mine.
    Me,
    /// None of these.
    Elsewhere,
}

impl Place {
    fn key(self) -> &'static str {
        match self {
            Place::Now => "nav-now",
            Place::Docket => "nav-docket",
            Place::Documents => "nav-documents",
            Place::Queue => "nav-queue",
            Place::Answers => "nav-answers",
            Place::Outbox => "nav-outbox",
            Place::Me | Place::Elsewhere => "nav-me",
        }
    }
}

/// One entry of the navigation; the caller leaves out what the viewer may not see.
#[derive(Clone, Debug)]
pub struct NavLink {
    place: Place,
    href: String,
}

impl NavLink {
    /// A link to one of the forum's places.
    pub fn new(place: Place, href: &str) -> NavLink {
        NavLink {
            place,
            href: href.to_owned(),
        }
    }
}

/// The person who is signed in, with the token that the sign-out form needs.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// How the person is called on pages.
    pub label: &'a str,
    /// The token against forged requests, bound to session and person.
    pub csrf: &'a str,
}

/// A feed or a calendar of what a page shows: programs find it as `<link rel=alternate>`, people at the foot of the page.
#[derive(Clone, Debug)]
pub struct Alternate {
    /// Its media type, such as `application/atom+xml`.
    pub media_type: &'static str,
    /// What it is, in the reader's language.
    pub title: String,
    /// Where it is.
    pub href: String,
}

impl Alternate {
    /// An Atom feed (RFC 4287).
    pub fn feed(t: &Tongue, key: &str, href: String) -> Alternate {
        Alternate {
            media_type: "application/atom+xml",
            title: t.say(key).into_owned(),
            href,
        }
    }

    /// A calendar (RFC 5545).
    pub fn calendar(t: &Tongue, key: &str, href: String) -> Alternate {
        Alternate {
            media_type: "text/calendar",
            ..Alternate::feed(t, key, href)
        }
    }
}

/// How broad the page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One column of about 66 letters and the margin.
    Text,
    /// The whole window, for the queue.
    Wide,
}

/// A whole page. Start with [`Shell::new`] and set what differs.
pub struct Shell<'a> {
    /// The reader's tongue.
    pub t: &'a Tongue,
    /// The page's own title, without the forum's name.
    pub title: &'a str,
    /// The forum's name.
    pub forum: &'a str,
    /// The language of the forum's name and of the page's title, where it is not the reader's.
    pub forum_lang: Option<&'a str>,
    /// Who is signed in; nobody shows the sign-in link.
    pub signed: Option<Signed<'a>>,
    /// The navigation, in order.
    pub places: &'a [NavLink],
    /// The place to mark as current.
    pub here: Place,
    /// Feeds of this page.
    pub alternates: &'a [Alternate],
    /// The page's public address, printed on paper and used for the language links.
    pub address: &'a str,
    /// The state the page shows, for paper and footer: usually the instant of the ledger's head.
    pub as_of: Option<Markup>,
    /// The ledger's size at the last checkpoint.
    pub checkpoint: Option<u64>,
    /// One message above the text.
    pub notice: Option<Notice<'a>>,
    /// The text, beginning with its `h1`.
    pub body: Markup,
    /// What stands in the margin beside the beginning of the text, and below it on small screens.
    pub margin: Option<Markup>,
    /// How broad the page is set.
    pub width: Width,
    /// Keeps search engines out of personal and one-time pages.
    pub unlisted: bool,
    /// What this page alone needs in its head: a style sheet or script of its own.
    pub head: Option<Markup>,
}

impl<'a> Shell<'a> {
    /// A page with nothing but its text.
    pub fn new(t: &'a Tongue, title: &'a str, forum: &'a str, body: Markup) -> Shell<'a> {
        Shell {
            t,
            title,
            forum,
            forum_lang: None,
            signed: None,
            places: &[],
            here: Place::Elsewhere,
            alternates: &[],
            address: "/",
            as_of: None,
            checkpoint: None,
            notice: None,
            body,
            margin: None,
            width: Width::Text,
            unlisted: false,
            head: None,
        }
    }

    /// The full document.
    pub fn render(&self) -> Markup {
        let wide = self.width == Width::Wide;
        html! {
            (DOCTYPE)
            html lang=(self.t.lang()) dir=(self.t.dir()) {
                (self.head())
                body {
                    a .skip href="#text" { (self.t.say("skip-to-text")) }
                    (self.top())
                    main #text .wide[wide] tabindex="-1" {
                        @if let Some(notice) = &self.notice { (notice.render(self.t)) }
                        @match &self.margin {
                            Some(margin) => div .with-margin { div .column { (self.body) } aside .margin { (margin) } },
                            None => (self.body),
                        }
                    }
                    (self.foot())
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                title { (safe_text(self.title)) " · " (safe_text(self.forum)) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if self.unlisted { meta name="robots" content="noindex"; }
                link rel="stylesheet" href=(look::css_path());
                link rel="icon" href=(look::ICON);
                @for feed in self.alternates {
                    link rel="alternate" type=(feed.media_type) title=(feed.title) href=(feed.href);
                }
                (self.script())
                @if let Some(head) = &self.head { (head) }
            }
        }
    }

    /// The script finds the words it says in its own attributes.
    fn script(&self) -> Markup {
        let say = |key| self.t.say(key);
        html! {
            script src=(look::js_path()) defer
                data-unsaved=(say("script-unsaved")) data-restored=(say("script-restored"))
                data-discard=(say("script-discard")) data-copied=(say("script-copied"))
                data-keys=(say("script-keys-title")) data-next=(say("script-keys-next"))
                data-previous=(say("script-keys-previous")) data-help=(say("script-keys-help"))
                data-off=(say("script-keys-off")) data-on=(say("script-keys-on"))
                data-close=(say("script-close")) data-yours=(say("script-yours")) data-failed=(say("script-failed")) {}
        }
    }

    fn top(&self) -> Markup {
        html! {
            header .top {
                div .sheet {
                    a .forum href="/" lang=[self.forum_lang] { bdi { (safe_text(self.forum)) } }
                    nav aria-label=(self.t.say("nav-label")) {
                        @for link in self.places {
                            a href=(link.href) aria-current=[(link.place == self.here).then_some("page")] {
                                (self.t.say(link.place.key()))
                            }
                        }
                    }
                    div .person { (self.person()) }
                }
            }
            p .on-paper { bdi { (safe_text(self.forum)) } " · " bdi { (self.address) }
                @if let Some(as_of) = &self.as_of { " · " (as_of) } }
        }
    }

    fn person(&self) -> Markup {
        html! {
            @match self.signed {
                Some(signed) => {
                    span title=(self.t.say_with("signed-in-as", &[("who", signed.label.into())])) {
                        bdi { (safe_text(signed.label)) }
                    }
                    form method="post" action=(look::SIGN_OUT) data-forget {
                        input type="hidden" name="csrf" value=(signed.csrf);
                        button .link { (self.t.say("sign-out")) }
                    }
                }
                None => a href=(look::SIGN_IN) { (self.t.say("sign-in")) },
            }
        }
    }

    fn foot(&self) -> Markup {
        html! {
            footer .foot {
                div .sheet {
                    p { (self.t.say("footer-made-with")) " "
                        @if let Some(as_of) = &self.as_of {
                            (self.t.mark_with("footer-as-of", &[("when", as_of.clone().into())]))
                        } }
                    nav aria-label=(self.t.say("footer-label")) {
                        a href=(look::TRUST) { (self.t.say("footer-trust")) }
                        a href=(look::CHECKPOINT) { (self.checkpoint_words()) }
                        a href=(look::SECURITY) { (self.t.say("footer-security")) }
                    }
                    (self.feeds())
                    (self.languages())
                }
            }
        }
    }

    fn feeds(&self) -> Markup {
        html! {
            @if !self.alternates.is_empty() {
                nav .feeds aria-label=(self.t.say("footer-feeds")) {
                    span { (self.t.say("footer-feeds")) }
                    @for each in self.alternates { a href=(each.href) type=(each.media_type) { (each.title) } }
                }
            }
        }
    }

    fn checkpoint_words(&self) -> Markup {
        match self.checkpoint {
            Some(size) => self
                .t
                .mark_with("footer-checkpoint-at", &[("size", size.into())]),
            None => html! { (self.t.say("footer-checkpoint")) },
        }
    }

    fn languages(&self) -> Markup {
        let others = self.t.offered();
        if others.len() < 2 {
            return PreEscaped(String::new());
        }
        html! {
            nav aria-label=(self.t.say("footer-languages")) {
                @for (lang, name) in others {
                    a href={ "?lang=" (lang) } lang=(lang) hreflang=(lang) dir=(direction(lang))
                        aria-current=[(lang == self.t.lang()).then_some("true")] { (name) }
                }
            }
        }
    }
}

/// The beginning of a page: a line above the title, the title, and what the page is about in a sentence or two.
pub fn heading(kicker: Option<Markup>, title: &str, lead: Option<Markup>) -> Markup {
    html! {
        header .title {
            @if let Some(kicker) = kicker { p .kicker { (kicker) } }
            h1 dir="auto" { (safe_text(title)) }
            @if let Some(lead) = lead { p .lead { (lead) } }
        }
    }
}
