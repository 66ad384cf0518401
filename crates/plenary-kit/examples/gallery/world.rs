//! An invented forum to fill the pages with.

use jiff::tz::TimeZone;
use maud::Markup;
use plenary_kit::page::{Author, Group, NavLink, Place, Said, Shell, Signed};
use plenary_kit::tongue::Tongue;

/// The forum's name.
pub const FORUM: &str = "Coastal Warning Forum";

/// 22 November 2026, 21:00 UTC.
pub const NOW: i64 = 1_795_381_200_000;

/// A day in milliseconds.
pub const DAY: i64 = 86_400_000;

/// The stakeholder groups of the forum.
pub const GROUPS: [Group; 6] = [
    Group {
        letter: "G",
        name: "Government",
        colour: 0,
    },
    Group {
        letter: "B",
        name: "Private sector",
        colour: 1,
    },
    Group {
        letter: "C",
        name: "Civil society",
        colour: 2,
    },
    Group {
        letter: "A",
        name: "Academia",
        colour: 3,
    },
    Group {
        letter: "T",
        name: "Technical community",
        colour: 4,
    },
    Group {
        letter: "I",
        name: "Intergovernmental",
        colour: 5,
    },
];

/// People with their affiliation and group.
pub const PEOPLE: [(&str, &str, usize); 8] = [
    ("Ana Quiroga", "Harbour Watch Network", 2),
    ("Idris Okonjo", "Ministry of Ports", 0),
    ("Mei-Lin Sato", "Tidal Sensors Cooperative", 4),
    ("Ruth Adeyemi", "Deltaline Telecom", 1),
    ("Jonas Feld", "Institute for Coastal Law", 3),
    ("ليلى حداد", "شبكة الصيادين", 2),
    ("Priya Raman", "Regional Meteorological Centre", 5),
    ("Tomás Ferreira", "Open Siren Project", 4),
];

/// What items say, with their language.
pub const VOICES: [(&str, &str); 8] = [
    (
        "Warnings should be sent in every language spoken on the coast, not only in the official ones, and the list should be kept by the towns.",
        "en",
    ),
    (
        "Cell broadcast reaches the visitor who has no app; the draft mentions apps four times and broadcast once.",
        "en",
    ),
    (
        "Il faut dire qui décide de lever l’alerte, et dans quel délai.",
        "fr",
    ),
    (
        "Sirens fail silently. Ask for a monthly test whose result is published the same day.",
        "en",
    ),
    (
        "يجب أن تصل التحذيرات إلى قوارب الصيد التي لا تغطيها الشبكة.",
        "ar",
    ),
    (
        "The definition of “last mile” leaves out houses without an address.",
        "en",
    ),
    ("警报的措辞应当先由居民试读。", "zh"),
    (
        "Please keep the paragraph on radio amateurs: in the flood of the second year they were the only link for nine hours.",
        "en",
    ),
];

/// A number as components take it; the gallery runs once, so nothing is given back.
pub fn number(number: usize) -> &'static str {
    number.to_string().leak()
}

/// The forum's time zone.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Lisbon").unwrap_or(TimeZone::UTC)
}

/// A person as the author of something.
pub fn author(index: usize) -> Author<'static> {
    let (name, affiliation, group) = PEOPLE[index % PEOPLE.len()];
    Author {
        name: Some(name),
        href: Some("#"),
        affiliation: Some(affiliation),
        group: Some(GROUPS[group]),
    }
}

/// Only the group is shown, as under the Chatham House rule.
pub fn unnamed(index: usize) -> Author<'static> {
    Author {
        group: Some(GROUPS[PEOPLE[index % PEOPLE.len()].2]),
        ..Author::default()
    }
}

/// Words of a voice.
pub fn said(index: usize) -> Said<'static> {
    let (text, lang) = VOICES[index % VOICES.len()];
    Said {
        text,
        lang: Some(lang),
        is_markdown: true,
    }
}

/// The forum's shell around a page.
pub fn shell(
    t: &Tongue,
    title: &str,
    here: Place,
    body: Markup,
    make: impl FnOnce(&mut Shell),
) -> Markup {
    let places = [
        NavLink::new(Place::Now, "/"),
        NavLink::new(Place::Docket, "/2027/docket"),
        NavLink::new(Place::Documents, "/2027/documents"),
        NavLink::new(Place::Queue, "/2027/queue"),
        NavLink::new(Place::Me, "/me"),
    ];
    let mut shell = Shell::new(t, title, FORUM, body);
    shell.places = &places;
    shell.here = here;
    shell.address = "https://forum.example/2027";
    shell.checkpoint = Some(1204);
    shell.as_of = Some(t.instant(NOW, &zone()));
    shell.signed = Some(Signed {
        label: "Ana Quiroga",
        csrf: "t0ken",
    });
    make(&mut shell);
    shell.render()
}
