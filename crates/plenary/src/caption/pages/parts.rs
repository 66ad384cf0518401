//! What these pages share: the light, the head, the names and terms, the examples.

use maud::{Markup, html};
use plenary_kit::page::{code_box, safe_text};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;

use super::{light_path, style_path};
use crate::caption::names::Names;

/// Up to this many seconds after a word the feed counts as alive.
const ALIVE_SECONDS: i64 = 15;
/// Up to this many it is quiet; people pause, applaud and take breaks.
const QUIET_SECONDS: i64 = 120;
/// Below this, an age is told in seconds.
const MINUTES_FROM_SECONDS: i64 = 120;
/// Below this, a word came just now: a counter that runs from word to word says nothing.
const NOW_SECONDS: i64 = 3;

/// The light that says when the last word came.
pub struct Light<'a> {
    /// When, if one came.
    pub last: Option<Instant>,
    /// Now.
    pub now: Instant,
    /// Whether no more will come.
    pub is_over: bool,
    /// Where a script asks how long ago it was, when nothing else tells it.
    pub ask: Option<&'a str>,
}

impl Light<'_> {
    fn state(&self) -> &'static str {
        let seconds = self.last.map(|last| self.now.ms_since(last) / 1_000);
        match seconds {
            _ if self.is_over => "ended",
            None => "waiting",
            Some(seconds) if seconds <= ALIVE_SECONDS => "alive",
            Some(seconds) if seconds <= QUIET_SECONDS => "quiet",
            Some(_) => "silent",
        }
    }

    fn words(&self, t: &Tongue) -> String {
        let state = self.state();
        let words = t.say(&format!("caption-light-{state}")).into_owned();
        let since = self.last.map(|last| self.now.ms_since(last).max(0) / 1_000);
        match since.filter(|_| matches!(state, "alive" | "quiet" | "silent")) {
            Some(seconds) if seconds < NOW_SECONDS => {
                format!("{words} {}", t.say("caption-ago-now"))
            }
            Some(seconds) if seconds < MINUTES_FROM_SECONDS => {
                format!("{words} {}", ago(t, "seconds", &t.number(seconds)))
            }
            Some(seconds) => format!("{words} {}", ago(t, "minutes", &t.number(seconds / 60))),
            None => words,
        }
    }

    /// The light, in words; its colour and shape say the same.
    pub fn render(&self, t: &Tongue) -> Markup {
        let light = |state: &str| t.say(&format!("caption-light-{state}")).into_owned();
        let last = self
            .last
            .map(|last| self.now.ms_since(last).max(0).to_string());
        html! {
            p .{ "light " (self.state()) } data-light data-last=(last.unwrap_or_default()) data-ask=[self.ask]
                data-over[self.is_over] data-alive=(light("alive")) data-quiet=(light("quiet")) data-silent=(light("silent"))
                data-ended=(light("ended")) data-lost=(light("lost")) data-gone=(light("gone"))
                data-now=(t.say("caption-ago-now")) data-seconds=(ago(t, "seconds", "#")) data-minutes=(ago(t, "minutes", "#")) {
                span data-light-words { (self.words(t)) }
            }
        }
    }
}

fn ago(t: &Tongue, unit: &str, count: &str) -> String {
    t.say_with(&format!("caption-ago-{unit}"), &[("count", count.into())])
}

/// The style sheet and scripts of one page.
pub fn head(script: Option<&str>) -> Markup {
    html! {
        link rel="stylesheet" href=(style_path());
        script src=(light_path()) defer {}
        @if let Some(script) = script { script src=(script) defer {} }
    }
}

/// The names and terms that a captioner teaches the machine beforehand.
pub fn names(t: &Tongue, names: &Names) -> Markup {
    let lists = [
        ("caption-names-speakers", &names.speakers),
        ("caption-names-agenda", &names.agenda),
        ("caption-names-people", &names.people),
        ("caption-names-groups", &names.groups),
        ("caption-names-terms", &names.terms),
    ];
    html! {
        section #names {
            h2 { (t.say("caption-names-title")) }
            p { (t.say("caption-names-lead")) }
            @for (title, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
                h3 { (t.say(title)) }
                ul .teach { @for name in *list { li dir="auto" { bdi { (safe_text(name)) } } } }
            }
        }
    }
}

/// How tools send words through this link, with commands to try.
pub fn examples(t: &Tongue, link: &str, raw: Option<&str>) -> Markup {
    let zoom = format!("{link}/closedcaption?plenary=1");
    html! {
        section #tools-title {
            h2 { (t.say("caption-doors-title")) }
            h3 { (t.say("caption-door-zoom")) }
            p { (t.say("caption-door-zoom-how")) }
            (code_box(t, "door-zoom", &zoom))
            (code_box(t, "door-zoom-try", &format!("curl -H 'Content-Type: text/plain' --data-binary '>> MODERATOR: Good morning. ' '{zoom}&seq=1&lang=en-US'")))
            h3 { (t.say("caption-door-text")) }
            p { (t.say("caption-door-text-how")) }
            (code_box(t, "door-text-try", &format!("printf 'Good mroning\\b\\b\\b\\b\\b\\borning. ' | curl --data-binary @- '{link}'")))
            h3 { (t.say("caption-door-raw")) }
            @match raw {
                Some(address) => {
                    p { (t.say("caption-door-raw-how")) }
                    (code_box(t, "door-raw-try", &raw_example(address, link)))
                }
                None => p { (t.say("caption-door-raw-off")) },
            }
        }
    }
}

fn raw_example(address: &str, link: &str) -> String {
    let secret = link.rsplit('/').next().unwrap_or(link);
    let (host, port) = address.rsplit_once(':').unwrap_or((address, ""));
    format!("(echo '{secret}'; cat) | nc {host} {port}")
}
