//! Who spoke how much: by stakeholder group and by door, as a plot with its table.

use std::collections::BTreeMap;

use maud::{Markup, html};
use plenary_kit::page::{Bar, bars};
use plenary_kit::policy::Fields;
use plenary_kit::tongue::Tongue;

use crate::docket::pages::group;
use crate::forum::Group;
use crate::transcript::{Transcript, Turn};

/// What is counted of a turn.
type Measure = fn(&Turn) -> u64;

fn words(turn: &Turn) -> u64 {
    turn.words() as u64
}

fn seconds(turn: &Turn) -> u64 {
    turn.milliseconds
        .map_or(0, |[from, to]| to.saturating_sub(from) / 1_000)
}

/// Words, and time where the captions had times; a policy that hides who speaks shows the groups it lets be known.
pub(super) fn charts(
    t: &Tongue,
    transcript: &Transcript,
    fields: Fields,
    groups: &[Group],
) -> Markup {
    let has_times = transcript
        .turns
        .iter()
        .any(|turn| turn.milliseconds.is_some());
    html! {
        (by_group(t, &t.say("proceedings-words-by-group"), transcript, fields, groups, words))
        @if has_times { (by_group(t, &t.say("proceedings-seconds-by-group"), transcript, fields, groups, seconds)) }
        (by_door(t, transcript))
        @if !has_times { p .small { (t.say("proceedings-no-times")) } }
    }
}

fn by_group(
    t: &Tongue,
    caption: &str,
    transcript: &Transcript,
    fields: Fields,
    groups: &[Group],
    measure: Measure,
) -> Markup {
    let mut counted: BTreeMap<usize, u64> = BTreeMap::new();
    for turn in &transcript.turns {
        let word = turn.shown(fields).group;
        let place = groups
            .iter()
            .position(|group| Some(&group.word) == word.as_ref());
        *counted.entry(place.unwrap_or(groups.len())).or_default() += measure(turn);
    }
    let unknown = t.say("proceedings-group-unknown");
    let bar = |(place, count): (&usize, &u64)| match groups.get(*place) {
        Some(found) => Bar {
            label: &found.name,
            group: group(groups, Some(&found.word)),
            count: *count,
        },
        None => Bar {
            label: &unknown,
            group: None,
            count: *count,
        },
    };
    let parts: Vec<Bar<'_>> = counted.iter().map(bar).collect();
    bars(t, caption, &parts)
}

fn by_door(t: &Tongue, transcript: &Transcript) -> Markup {
    let is_remote = |turn: &&Turn| {
        let role = turn.claim.as_ref().and_then(|claim| claim.role.as_deref());
        let label = turn.label.as_deref();
        role.into_iter()
            .chain(label)
            .any(|word| word.to_lowercase().contains("remote"))
    };
    let remote: u64 = transcript.turns.iter().filter(is_remote).map(words).sum();
    let all: u64 = transcript.turns.iter().map(words).sum();
    let (floor, line) = (t.say("door-floor"), t.say("door-remote"));
    let parts = [
        Bar {
            label: &floor,
            group: None,
            count: all - remote,
        },
        Bar {
            label: &line,
            group: None,
            count: remote,
        },
    ];
    bars(t, &t.say("proceedings-words-by-door"), &parts)
}
