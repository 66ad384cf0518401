//! Whole pages: the shell filled with what is known of the visit and the forum.

use maud::{Markup, html};

use crate::app::{App, Face};
use crate::page::{
    Alternate, Button, ErrorPage, Form, NavLink, Notice, Place, Shell, Signed, Width, heading,
};
use crate::policy::{Access, Role, Viewer};
use crate::signin::Visit;

/// A page's own part: begin with [`Page::new`] and set what differs.
pub struct Page<'a> {
    /// Its title, without the forum's name.
    pub title: &'a str,
    /// Its text, beginning with its `h1`.
    pub body: Markup,
    /// What stands in the margin beside the beginning of the text.
    pub margin: Option<Markup>,
    /// Where it stands in the navigation.
    pub here: Place,
    /// One message above the text.
    pub notice: Option<Notice<'a>>,
    /// Whether it uses the whole window.
    pub is_wide: bool,
    /// Keeps search engines out of personal and one-time pages.
    pub unlisted: bool,
    /// Feeds and calendars of it.
    pub alternates: Vec<Alternate>,
    /// What it alone needs in its head.
    pub head: Option<Markup>,
}

impl<'a> Page<'a> {
    /// A page with nothing but its text.
    pub fn new(title: &'a str, here: Place, body: Markup) -> Page<'a> {
        Page {
            title,
            body,
            margin: None,
            here,
            notice: None,
            is_wide: false,
            unlisted: false,
            alternates: Vec::new(),
            head: None,
        }
    }

    /// The same page, with the feeds and calendars of what it shows.
    #[must_use]
    pub fn followed(mut self, alternates: Vec<Alternate>) -> Page<'a> {
        self.alternates = alternates;
        self
    }

    /// The full document for this visit.
    pub fn render(self, app: &App, visit: &Visit) -> Markup {
        let face = face(app);
        let places = places(app, &visit.viewer);
        let address = format!("{}{}", app.settings().public_url, visit.path);
        let mut shell = Shell::new(&visit.tongue, self.title, &face.name, self.body);
        shell.places = &places;
        shell.here = self.here;
        shell.signed = visit.session.as_ref().map(|_| Signed {
            label: &visit.viewer.name,
            csrf: &visit.token,
        });
        shell.address = &address;
        // Its size would tell everyone that something happened that they may not see, so the footer only links to it.
        shell.checkpoint = None;
        shell.notice = self.notice;
        shell.margin = self.margin;
        shell.width = if self.is_wide {
            Width::Wide
        } else {
            Width::Text
        };
        shell.unlisted = self.unlisted;
        shell.alternates = &self.alternates;
        shell.head = self.head;
        shell.render()
    }
}

/// What every page says of the forum; a forum that cannot be read is still shown its error page.
pub fn face(app: &App) -> Face {
    app.read(app.rooms().face).unwrap_or_else(|_| Face {
        name: "Plenary".into(),
        zone: jiff::tz::TimeZone::UTC,
    })
}

/// Who has a queue of items to answer.
pub const ANSWERING: &[Role] = &[Role::Secretariat, Role::Facilitator, Role::Editor];

fn places(app: &App, viewer: &Viewer) -> Vec<NavLink> {
    let may_enter = |access: Access| (app.policy().may_enter)(viewer, &access);
    let mut places = vec![
        NavLink::new(Place::Now, "/"),
        NavLink::new(Place::Docket, "/docket"),
        NavLink::new(Place::Answers, "/answers"),
    ];
    if may_enter(Access::AnyOf(ANSWERING)) {
        places.push(NavLink::new(Place::Queue, "/queue"));
    }
    if may_enter(Access::AnyOf(&[Role::Secretariat])) {
        places.push(NavLink::new(Place::Outbox, "/outbox"));
    }
    if may_enter(Access::SignedIn) {
        places.push(NavLink::new(Place::Me, "/me"));
    }
    places
}

/// The page of something that went wrong.
pub fn error_page(app: &App, visit: &Visit, status: u16, title: &str, words: &str) -> Markup {
    let error = ErrorPage {
        status,
        title,
        what_to_do: html! { (words) },
        reference: None,
    };
    let mut page = Page::new(
        title,
        Place::Elsewhere,
        html! { (error.render(&visit.tongue)) },
    );
    page.unlisted = true;
    page.render(app, visit)
}

/// A form that was open in another session: all that was typed, ready to be sent again under this one.
///
/// The request came from our own origin, or it would have been refused before its form was read.
pub fn stale_page(app: &App, visit: &Visit, action: &str, fields: &[(String, String)]) -> Markup {
    let t = &visit.tongue;
    let title = t.say("stop-stale-title");
    let key = crate::random::key();
    let form = Form::new(action, &visit.token).key(&key).render(html! {
        @for (name, value) in fields.iter().filter(|(name, _)| name != crate::form::KEY_FIELD) {
            div .field { label { (name) textarea name=(name) rows="3" dir="auto" { "\n" (value) } } }
        }
        p .acts { (Button::main(&t.say("stop-stale-again"))) }
    });
    let body = html! { (heading(None, &title, None)) p { (t.say("stop-stale")) } (form) };
    let mut page = Page::new(&title, Place::Elsewhere, body);
    page.unlisted = true;
    page.render(app, visit)
}
