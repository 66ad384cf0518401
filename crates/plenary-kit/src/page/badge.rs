//! Small signs: number stamps, TLP labels, groups and states. Each says its meaning in words or letters.

use maud::{Markup, html};

use super::prose::safe_text;
use crate::tongue::Tongue;

/// The colours and shapes there are for stakeholder groups; `Group::colour` counts within it.
pub const GROUP_COLOURS: u8 = 8;

/// A Traffic Light Protocol label, version 2.0 (FIRST, August 2022).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tlp {
    /// Everyone.
    Clear,
    /// The community.
    Green,
    /// The organisation and its clients.
    Amber,
    /// The organisation only.
    AmberStrict,
    /// Named people only.
    Red,
}

impl Tlp {
    /// All of them, from open to closed.
    pub const ALL: [Tlp; 5] = [
        Tlp::Clear,
        Tlp::Green,
        Tlp::Amber,
        Tlp::AmberStrict,
        Tlp::Red,
    ];

    /// The label as the standard has it written: capitals, no spaces.
    pub fn label(self) -> &'static str {
        match self {
            Tlp::Clear => "TLP:CLEAR",
            Tlp::Green => "TLP:GREEN",
            Tlp::Amber => "TLP:AMBER",
            Tlp::AmberStrict => "TLP:AMBER+STRICT",
            Tlp::Red => "TLP:RED",
        }
    }

    /// The short name in classes, form values and message keys (`tlp-<name>-means`).
    pub fn name(self) -> &'static str {
        match self {
            Tlp::Clear => "clear",
            Tlp::Green => "green",
            Tlp::Amber => "amber",
            Tlp::AmberStrict => "amber-strict",
            Tlp::Red => "red",
        }
    }

    /// What it asks of the reader, in a sentence.
    pub fn meaning(self, t: &Tongue) -> String {
        t.say(&format!("tlp-{}-means", self.name())).into_owned()
    }
}

/// The label in FIRST's colours on black, the same in light and dark and on paper.
pub fn tlp(mark: Tlp) -> Markup {
    html! { span .{ "tlp tlp-" (mark.name()) } dir="ltr" translate="no" { (mark.label()) } }
}

/// A stakeholder group as pages show it.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// One or two letters that stand for it where there is little room.
    pub letter: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its colour and shape, 0 to 7; beyond, they repeat.
    pub colour: u8,
}

impl Group<'_> {
    /// The class of its colour and shape.
    pub fn class(&self) -> String {
        format!("g{}", self.colour % GROUP_COLOURS)
    }
}

/// A group by letter, shape, colour and name.
pub fn group_badge(group: &Group) -> Markup {
    html! { span .{ "group " (group.class()) } { b aria-hidden="true" { (group.letter) } " " bdi { (safe_text(group.name)) } } }
}

/// An item's number, as a link when there is somewhere to go.
pub fn stamp(t: &Tongue, number: &str, href: Option<&str>) -> Markup {
    let label = t.say_with("number-of", &[("number", number.into())]);
    html! {
        @match href {
            Some(href) => a .stamp href=(href) aria-label=(label) { (number) },
            None => span .stamp { span .heard { (label) } span aria-hidden="true" { (number) } },
        }
    }
}

/// A work state: `new`, `screened`, `assigned`, `proposed`, `agreed` or `published`; a disc that fills up, and the word.
pub fn state_badge(t: &Tongue, state: &str) -> Markup {
    html! { span .{ "state s-" (state) } { (t.say(&format!("state-{state}"))) } }
}

/// A reply state: `not-sent`, `sent`, `satisfied`, `objects`, `no-reply`, `inquiry-open` or `inquiry-answered`.
pub fn reply_badge(t: &Tongue, reply: &str) -> Markup {
    html! { span .{ "reply r-" (reply) } { (t.say(&format!("reply-{reply}"))) } }
}
