//! The review hearing: its captions, who spoke, what was corrected, which items were spoken about.

use plenary_captions::Outcome;

use super::{Correction, Mend, Record, Said, Speaker, Voice, Weighed, day};

const fn voice(label: &'static str, key: &'static str) -> Voice {
    Voice {
        label,
        holds: "",
        is: Speaker::Known(key),
    }
}

const fn said(item: u32, holds: &'static str, outcome: Option<Outcome>) -> Said {
    Said {
        item,
        holds,
        outcome,
    }
}

const fn weighed(holds: &'static str, is_one: bool) -> Weighed {
    Weighed { holds, is_one }
}

/// The record of the hearing.
pub const HEARING: Record = Record {
    captions: include_str!("session.txt"),
    made: day(9, 12, 0),
    by: "ines-duval",
    voices: &[
        voice("MODERATOR", "chidinma-okeke"),
        voice("REMOTE MODERATOR", "minseo-baek"),
        voice("ÅSNE HØYLAND", "asne-hoyland"),
        voice("HENRIK JØRGENSEN", "henrik-jorgensen"),
        voice("LUCÍA IBÁÑEZ QUIROGA", "lucia-ibanez"),
        voice("SIOBHÁN NÍ DHÁLAIGH", "siobhan-ni-dhalaigh"),
        voice("LEILANI KAʻAIHUE", "leilani-kaaihue"),
        voice("OLÚWÁṢEUN ADÉBÁYỌ̀", "oluwaseun-adebayo"),
        voice("TOMASZ WRÓBEL", "tomasz-wrobel"),
        voice("JEAN-MARC THÉODORE", "jean-marc-theodore"),
        voice("SITI RAHMAWATI", "siti-rahmawati"),
        voice("NANDINI RAO-DESHPANDE", "nandini-rao"),
        voice("MERE RĀWIRI", "mere-rawiri"),
        Voice {
            label: "AUDIENCE",
            holds: "I'm Theodora Vance",
            is: Speaker::New {
                name: "Theodora Vance",
                group: "civil-society",
            },
        },
    ],
    corrections: CORRECTIONS,
    said: &[
        said(34, "By your definition there was no outage", None),
        said(
            34,
            "I propose that we include it. In the next version",
            Some(Outcome::Include),
        ),
        said(14, "Section 3, item 14, from Siobhán", None),
        said(30, "Item 30, also section 3", Some(Outcome::Include)),
        said(29, "Item 29, from Olúwáṣeun", Some(Outcome::Include)),
        said(31, "Item 31, from a guest", None),
        said(
            25,
            "Topics for next year has two entries now",
            Some(Outcome::Defer),
        ),
        said(
            26,
            "Item 26, from Yasmine Benkhelifa",
            Some(Outcome::Include),
        ),
        said(27, "Then item 27 is accepted in part", None),
        said(
            27,
            "That is a detail I did not have",
            Some(Outcome::Include),
        ),
        said(21, "Item 21 asks us to delete", Some(Outcome::Decline)),
        said(22, "Item 22, from Rafael", Some(Outcome::DebateOnList)),
        said(35, "The first is from Chen Yutong", None),
        said(36, "Ignatius Laval. I fish", None),
        said(
            36,
            "I propose that it becomes an item now",
            Some(Outcome::DebateOnList),
        ),
    ],
    weighed: &[
        weighed("Why an hour?", true),
        weighed("Could you read it?", false),
        weighed("Can the people on the line hear me?", false),
        weighed("I propose to take it out", true),
        weighed("I propose that we include it", true),
        weighed("Who counts the households", true),
        weighed("Who writes to me?", true),
        weighed("May I answer that?", false),
    ],
};

const CORRECTIONS: &[Correction] = &[
    Correction {
        at: day(8, 18, 40),
        by: "lucia-ibanez",
        holds: "(inaudible) the deaf neighbours",
        mend: Mend::Supplied("Here it is always the deaf neighbours"),
        reason: "",
        decided: None,
    },
    Correction {
        at: day(8, 9, 30),
        by: "oluwaseun-adebayo",
        holds: "just after the operator who says",
        mend: Mend::Words("just after the paragraph on the operator who says"),
        reason: "Three words were lost. As it stands, the exchange points follow an operator about.",
        decided: Some((day(7, 7, 15), "ines-duval", true, "")),
    },
    Correction {
        at: day(7, 5, 10),
        by: "chen-yutong",
        holds: "I know that this is half an answer",
        mend: Mend::Words("I know that this is no answer"),
        reason: "That is what was heard on the line.",
        decided: Some((
            day(6, 8, 0),
            "ines-duval",
            false,
            "Ruth heard \"half\", and so did the recording. What the answer is worth you can say when it reaches you: item 35 is open.",
        )),
    },
    Correction {
        at: day(5, 21, 30),
        by: "rafael-ayma",
        holds: "Who counts the households that speak a language?",
        mend: Mend::Words("Who counts the households that speak one language only?"),
        reason: "My item asks about the households that have no second language to be warned in.",
        decided: None,
    },
    Correction {
        at: day(4, 11, 0),
        by: "minseo-baek",
        holds: "It is clear. I would not say all right.",
        mend: Mend::Speaker("Theodora Vance"),
        reason: "The same teacher, still holding the same microphone.",
        decided: None,
    },
];
