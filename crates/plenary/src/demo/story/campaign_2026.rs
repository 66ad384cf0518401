//! The last day before today: an edited comment, three clocks, a comment table, a campaign, and another that begins.

use super::{
    Attribution, Author, CommentKind, Disposition, Door, Edit, ITEM, Item, Kind, Passage, Reply,
    Work, answer, assign, day, step,
};

const fn on(block: &'static str, quote: &'static str) -> Passage {
    Passage {
        version: 3,
        block,
        quote,
    }
}

const fn guest(name: &'static str, email: &'static str, group: &'static str) -> Author {
    Author::Guest { name, email, group }
}

/// The paragraph from which the day's credit went.
const OPEN_LINE: &[Passage] = &[on("An operator that restores service leaves one line", "")];
/// The paragraph on switching off.
const SWITCHED_OFF: &[Passage] = &[on("An authority does not order a network", "")];

/// A letter for the day's credit.
const fn credit(number: u32, author: Author, hour: u8, minute: u8, text: &'static str) -> Item {
    Item {
        number,
        author,
        title: "Put the day's credit back",
        text,
        comment: Some(CommentKind::Substantive),
        on: OPEN_LINE,
        filed: day(1, hour, minute),
        ..ITEM
    }
}

/// A letter on slowing networks down.
const fn slow(number: u32, author: Author, hour: u8, minute: u8, text: &'static str) -> Item {
    Item {
        number,
        author,
        title: "Slow is off",
        text,
        comment: Some(CommentKind::Substantive),
        on: SWITCHED_OFF,
        filed: day(1, hour, minute),
        ..ITEM
    }
}

/// A row of a comment table.
const fn row(
    number: u32,
    minute: u8,
    kind: CommentKind,
    (title, text): (&'static str, &'static str),
    on: &'static [Passage],
    suggestion: Option<&'static str>,
) -> Item {
    Item {
        number,
        door: Door::File,
        author: Author::Participant("siti-rahmawati"),
        on_behalf_of: Some("aurelle-authority"),
        title,
        text,
        comment: Some(kind),
        on,
        suggestion,
        filed: day(1, 7, minute),
        ..ITEM
    }
}

/// Items 46 to 61.
pub const ITEMS: &[Item] = &[
    Item {
        number: 46,
        author: Author::Participant("nandini-rao"),
        on_behalf_of: Some("blueline"),
        title: "Which languages, and who counts them?",
        text: "\"The languages of the community\" will be read as the official ones. Please say which are meant.",
        comment: Some(CommentKind::Substantive),
        on: &[on(
            "An operator has a telephone number",
            "in the languages of the community",
        )],
        suggestion: Some("in every language in which it sells to the community"),
        filed: day(1, 4, 40),
        edited: Some(Edit {
            at: day(1, 5, 5),
            text: "\"The languages of the community\" will be read as the official ones. We sell telephones in nine languages on that coast and answer complaints in two; whoever can sell in a language can answer in it.",
        }),
        ..ITEM
    },
    Item {
        number: 47,
        author: Author::Participant("gulnara-satybaldieva"),
        title: "Three clocks in one section",
        text: "Two hours after it knows, within the hour, every twelve hours: in three paragraphs of one section the clock starts three times from something else. Let each begin when the line went dead, or say why not.",
        comment: Some(CommentKind::Editorial),
        on: &[
            on(
                "An operator says that a community",
                "within two hours after it knows",
            ),
            on("Exchange points see which networks", "within the hour"),
            on("Notices are repeated every", "every twelve hours"),
        ],
        filed: day(1, 5, 10),
        work: Work {
            screened: step("kwabena-ofori", day(1, 6, 0)),
            assigned: assign("kwabena-ofori", "asne-hoyland", day(1, 6, 5)),
            ..super::NEW
        },
        ..ITEM
    },
    Item {
        number: 48,
        author: Author::Participant("mateus-vasconcelos"),
        title: "One in fifty",
        text: "One household in twenty leaves out the two fishing families who came across the strait. One in fifty would include them.",
        comment: Some(CommentKind::Substantive),
        on: &[on(
            "A notice goes out in every language",
            "one household in twenty",
        )],
        suggestion: Some("one household in fifty"),
        filed: day(1, 5, 30),
        work: Work {
            screened: step("kwabena-ofori", day(1, 6, 1)),
            assigned: assign("kwabena-ofori", "asne-hoyland", day(1, 6, 6)),
            proposed: answer(
                "asne-hoyland",
                day(1, 9, 0),
                Disposition::Declined,
                "The number comes out of the thread that item 22 began: at one in fifty three of the five towns that counted would owe notices in eleven languages and said that they would then send none. The families across the strait are reached by the paragraph on the one who keeps the shop, the boat or the school.",
            ),
            agreed: step("tomasz-wrobel", day(1, 11, 0)),
            published: step("asne-hoyland", day(1, 12, 0)),
            reply: Reply::Sent,
        },
        ..ITEM
    },
    row(
        49,
        0,
        CommentKind::Substantive,
        (
            "AU 001: Once a year is too seldom",
            "Once a year is too seldom: between two storms half of the people at the desks have changed.",
        ),
        &[on("An authority may ask operators to carry", "once a year")],
        Some("twice a year"),
    ),
    row(
        50,
        1,
        CommentKind::Editorial,
        (
            "AU 002: The sentence carries three conditions",
            "The sentence carries three conditions. As a list it could be quoted in a decree.",
        ),
        &[on("A permit for a cable repair ship", "")],
        None,
    ),
    row(
        51,
        2,
        CommentKind::Substantive,
        (
            "AU 003: A translation is not a change",
            "Our broadcaster translates warnings into three languages within minutes. By the letter of this sentence it may not.",
        ),
        &[on(
            "Warnings come from one source",
            "Whoever passes them on does not change them.",
        )],
        Some("Whoever passes them on may translate them and changes nothing else."),
    ),
    row(
        52,
        3,
        CommentKind::General,
        (
            "AU 004: Who corrects the list?",
            "A list of what was missed needs a way to correct it. We ask for one sentence on that, wherever it fits.",
        ),
        &[on("The forum keeps the list", "")],
        None,
    ),
    credit(
        53,
        guest(
            "Odalys Ferrer",
            "odalys.ferrer@example.com",
            "civil-society",
        ),
        8,
        2,
        "Please put the day's credit back. When the line came back in March I had no money on the telephone, and the shop that sells it was under water.",
    ),
    credit(
        54,
        guest(
            "Benedikt Sommer",
            "benedikt.sommer@example.net",
            "civil-society",
        ),
        8,
        20,
        "Please put the day's credit back. When the line came back in March I had no money on the telephone, and the shop that sells it was under water.",
    ),
    credit(
        55,
        guest("Keala Nakoa", "keala.nakoa@example.org", "academia"),
        8,
        41,
        "Please put the day's credit back. When the line came back in March I had no money on the telephone, and the shop that sells it was closed for nine days.",
    ),
    credit(
        56,
        Author::Participant("rafael-ayma"),
        9,
        3,
        "Please put the day's credit back. When the line came back in March we had no money on the telephone, and the shop that sells it was under water. Many here signed this.",
    ),
    credit(
        57,
        guest(
            "Ilse Brandvik",
            "ilse.brandvik@example.com",
            "private-sector",
        ),
        9,
        30,
        "I keep that shop. Please put the day's credit back. When the line came back in March I had no money on the telephone, and the shop that sells it was under water.",
    ),
    slow(
        58,
        guest("Tariq Benali", "tariq.benali@example.net", "civil-society"),
        14,
        10,
        "Nobody may order a network switched off while people depend on it for warnings. A network made too slow to use is switched off. Please say so in this paragraph.",
    ),
    slow(
        59,
        guest(
            "Maren Voss",
            "maren.voss@example.com",
            "technical-community",
        ),
        14,
        32,
        "Nobody may order a network switched off while people depend on it for warnings. A network made too slow to use is switched off. Please say so in this paragraph.",
    ),
    Item {
        attribution: Attribution::ChathamHouse,
        ..slow(
            60,
            Author::Participant("arash-moradi"),
            15,
            5,
            "Nobody may order a network switched off while people depend on it for warnings. A network made too slow to use is switched off as well. Please say so in this paragraph, section 2 does already.",
        )
    },
    Item {
        kind: Kind::Question,
        ..slow(
            61,
            guest(
                "Priscilla Oyelaran",
                "priscilla.oyelaran@example.org",
                "civil-society",
            ),
            16,
            48,
            "Nobody may order a network switched off while people depend on it for warnings. But a network made too slow to use is switched off. Will you please say so in this paragraph?",
        )
    },
];
