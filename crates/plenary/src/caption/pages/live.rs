//! The page on which a session's captions are read while they come.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::erase::Gap;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::page::{Place, heading, safe_text, tlp};
use plenary_kit::policy::Mark;
use plenary_kit::shell::Page;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::live_path;
use super::parts::{Light, head};
use crate::caption::hub::{Hub, Shown, window};
use crate::caption::reading::{self, Paragraph};
use crate::caption::store;
use crate::caption::stream::readable;
use crate::docket::pages as docket;
use crate::session::Session;
use crate::transcript::pages::{self as transcript, why_gone};

/// Without scripts the page reads itself anew so often; much faster and nobody could read on it.
const AGAIN_SECONDS: u32 = 6;

/// How the reader wants to read, as the address says it; every link keeps the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    size: String,
    contrast: String,
    is_still: bool,
    part: Option<usize>,
}

const SIZES: [(&str, &str); 3] = [
    ("", "caption-size-normal"),
    ("large", "caption-size-large"),
    ("larger", "caption-size-larger"),
];
const CONTRASTS: [(&str, &str); 2] = [
    ("", "caption-contrast-normal"),
    ("strong", "caption-contrast-strong"),
];

impl Wish {
    fn read(uri: &Uri) -> Wish {
        let mut query = form::query(uri.query().unwrap_or(""));
        let known = |word: String, all: &[(&str, &str)]| {
            let is_known = all.iter().any(|(value, _)| *value == word);
            if is_known { word } else { String::new() }
        };
        Wish {
            size: known(query.take("size"), &SIZES),
            contrast: known(query.take("contrast"), &CONTRASTS),
            is_still: query.take("pause") == "1",
            part: query.take("part").parse().ok(),
        }
    }

    fn address(&self, path: &str) -> String {
        let part = self.part.map(|part| part.to_string()).unwrap_or_default();
        let still = if self.is_still { "1" } else { "" };
        let fields = [
            ("size", self.size.as_str()),
            ("contrast", &self.contrast),
            ("pause", still),
            ("part", &part),
        ];
        let told = fields.iter().filter(|(_, value)| !value.is_empty());
        let told: Vec<String> = told
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        match told.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", told.join("&")),
        }
    }

    fn renews(&self, shown: &Shown) -> bool {
        !self.is_still && self.part.is_none() && !shown.is_over
    }
}

/// GET /sessions/{slug}/live
pub async fn live_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    uri: Uri,
) -> Result<Response, Stop> {
    let (session, which) = readable(&app, &who.viewer, &slug)?;
    let shown = app.part::<Hub>().hall(&app, which)?.shown();
    let gaps = match shown.has_gap {
        true => app.read(|db| store::gaps(db, &session.id))?,
        false => Vec::new(),
    };
    let has_record = app.read(|db| transcript::has_record(db, &session.id))?;
    let wish = Wish::read(&uri);
    let page = LivePage {
        path: format!("/sessions/{slug}/live"),
        session,
        shown,
        gaps,
        has_record,
        wish,
        now: app.now(),
    };
    let t = &who.tongue;
    let title = page.session.billing.title.clone();
    let body = page.render(&app, t);
    let mut shell = Page::new(&title, Place::Elsewhere, body);
    shell.head = Some(page.head());
    Ok(web::html(shell.render(&app, &who)))
}

struct LivePage {
    path: String,
    session: Session,
    shown: Shown,
    gaps: Vec<Gap>,
    has_record: bool,
    wish: Wish,
    now: Instant,
}

impl LivePage {
    fn head(&self) -> Markup {
        let again = format!("{AGAIN_SECONDS}; url={}#now", self.wish.address(&self.path));
        let is_live = self.wish.part.is_none();
        html! {
            @if self.wish.renews(&self.shown) { noscript { meta http-equiv="refresh" content=(again); } }
            (head(is_live.then(live_path)))
        }
    }

    fn render(&self, app: &App, t: &Tongue) -> Markup {
        let kicker = html! {
            (t.say("caption-live")) " · " a href={ "/sessions/" (self.session.slug) } { (t.say("caption-to-session")) }
        };
        let light = Light {
            last: self.shown.last,
            now: self.now,
            is_over: self.shown.is_over,
            ask: None,
        };
        html! {
            (heading(Some(kicker), &self.session.billing.title, None))
            @if self.session.mark != Mark::Clear { p { (tlp(docket::tlp(self.session.mark))) } }
            (light.render(t))
            @for gap in &self.gaps { (why_gone(app, t, gap)) }
            (self.tools(t))
            @match self.wish.part {
                Some(part) => (self.earlier(t, part)),
                None => (self.latest(t)),
            }
            @if self.has_record { p { a href={ "/sessions/" (self.session.slug) "/transcript" } { (t.say("caption-record-there")) } } }
            p .small { (t.say("caption-disclaimer")) }
        }
    }

    /// Size, contrast and pause: links that a script turns into switches.
    fn tools(&self, t: &Tongue) -> Markup {
        html! {
            div .tools role="group" aria-label=(t.say("caption-tools")) {
                div { span { (t.say("caption-size")) } @for (value, key) in SIZES {
                    (self.switch(t, "size", value, key, self.wish.size == value))
                } }
                div { span { (t.say("caption-contrast")) } @for (value, key) in CONTRASTS {
                    (self.switch(t, "contrast", value, key, self.wish.contrast == value))
                } }
                @if self.wish.part.is_none() && !self.shown.is_over { div {
                    @let other = Wish { is_still: !self.wish.is_still, ..self.wish.clone() };
                    a href={ (other.address(&self.path)) "#now" } data-pause {
                        (t.say(if self.wish.is_still { "caption-go-on" } else { "caption-pause" }))
                    }
                } }
            }
        }
    }

    fn switch(&self, t: &Tongue, kind: &str, value: &str, key: &str, is_on: bool) -> Markup {
        let mut wish = self.wish.clone();
        match kind {
            "size" => wish.size = value.to_owned(),
            _ => wish.contrast = value.to_owned(),
        }
        html! {
            a href=(wish.address(&self.path)) data-choose={ (kind) " " (value) } aria-current=[is_on.then_some("true")] {
                (t.say(key))
            }
        }
    }

    fn classes(&self, more: &str) -> String {
        let over = if self.shown.is_over { "over" } else { "" };
        ["captions", &self.wish.size, &self.wish.contrast, over, more]
            .into_iter()
            .filter(|class| !class.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn lang(&self) -> Option<&str> {
        let told = self.shown.lang.as_deref();
        told.or(match self.session.languages.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        })
    }

    /// The last words, with the place where more come.
    fn latest(&self, t: &Tongue) -> Markup {
        let all = reading::paragraphs(window(&self.shown.text));
        let parts = reading::part(&reading::paragraphs(&self.shown.text), 1).1;
        let has_earlier = window(&self.shown.text).len() < self.shown.text.len();
        html! {
            @if has_earlier { p { a href=(self.to_part(parts)) { (t.say("caption-earlier")) } } }
            div .(self.classes("")) role="log" tabindex="0" aria-label=(t.say("caption-log")) lang=[self.lang()] dir="auto"
                data-words={ (self.path) "/words" }
                data-go-on=(t.say("caption-go-on")) data-pause=(t.say("caption-pause")) data-to-now=(t.say("caption-to-now"))
                data-more=(t.say_with("caption-more", &[("count", "#".into())])) {
                (render(&all))
            }
            p .to-now hidden data-to-now { button type="button" .quiet { (t.say("caption-to-now")) } }
            span #now {}
            @if all.is_empty() && !self.shown.is_over { noscript { p { (t.say("caption-nothing-yet")) } } }
            @if self.wish.renews(&self.shown) {
                noscript { p .small { (t.say_with("caption-renews", &[("seconds", i64::from(AGAIN_SECONDS).into())])) } }
            }
        }
    }

    /// An earlier part, which stands still.
    fn earlier(&self, t: &Tongue, number: usize) -> Markup {
        let all = reading::paragraphs(&self.shown.text);
        let (shown, parts) = reading::part(&all, number);
        let number = number.clamp(1, parts);
        let now = Wish {
            part: None,
            ..self.wish.clone()
        };
        let count = |value: usize| i64::try_from(value).unwrap_or(i64::MAX).into();
        html! {
            p .meta { span { (t.say_with("caption-part", &[("part", count(number)), ("parts", count(parts))])) } }
            div .(self.classes("part")) lang=[self.lang()] dir="auto" { (render(shown)) }
            nav .acts aria-label=(t.say("caption-parts")) {
                @if number > 1 { a .quiet href=(self.to_part(number - 1)) { (t.say("caption-earlier")) } }
                @if number < parts { a .quiet href=(self.to_part(number + 1)) { (t.say("caption-later")) } }
                a .quiet href={ (now.address(&self.path)) "#now" } { (t.say("caption-to-now")) }
            }
        }
    }

    fn to_part(&self, number: usize) -> String {
        let wish = Wish {
            part: Some(number),
            is_still: false,
            ..self.wish.clone()
        };
        wish.address(&self.path)
    }
}

fn render(paragraphs: &[Paragraph]) -> Markup {
    html! {
        @for paragraph in paragraphs {
            p .turn[paragraph.is_turn] dir="auto" {
                @if let Some(label) = &paragraph.label { b .who { (safe_text(label)) } " " }
                (safe_text(&paragraph.words))
            }
        }
    }
}
