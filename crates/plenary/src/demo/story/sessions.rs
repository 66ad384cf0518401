//! The meetings of this year's cycle: the hearing that took place, the workshop that is on, the session that will be.

use super::{AgendaItem, Session, Starts, day};

/// All three meetings.
pub const SESSIONS_2026: &[Session] = &[
    Session {
        key: "hearing",
        title: "Review hearing: walking through the comments",
        description: "\
One hour in the middle of the review. The editor and the moderator take the open comments on version 2 in document order and \
say aloud what is proposed to become of each. **Nothing is decided in the room that is not on the docket afterwards.**\n",
        place: "Salle Flamboyant, Port Louis",
        link: "https://meet.example.org/lantern-hearing",
        starts: Starts::On(day(9, 8, 0)),
        minutes: 60,
        languages: &["en", "fr"],
        agenda: &[
            AgendaItem {
                title: "Welcome and where we stand",
                minutes: 6,
            },
            AgendaItem {
                title: "What is an outage? The definition in section 2",
                minutes: 14,
            },
            AgendaItem {
                title: "Walk-through of review comments",
                minutes: 22,
            },
            AgendaItem {
                title: "Questions from the room and from remote participants",
                minutes: 12,
            },
            AgendaItem {
                title: "Next steps",
                minutes: 6,
            },
        ],
        speakers: &[
            "chidinma-okeke",
            "asne-hoyland",
            "minseo-baek",
            "siobhan-ni-dhalaigh",
            "lucia-ibanez",
            "henrik-jorgensen",
        ],
        record: Some(&super::hearing::HEARING),
    },
    Session {
        key: "workshop",
        title: "Workshop: the sixteenth hour, by line",
        description: "\
Four hours by line and by text, for those who lived through an outage longer than one night. The two facilitators listen and \
the captioner writes. **Come when you can, leave when you must:** the captions hold what was said before you came.\n",
        place: "By line only",
        link: "https://meet.example.org/lantern-workshop",
        starts: Starts::Now,
        minutes: 240,
        languages: &["en"],
        agenda: &[
            AgendaItem {
                title: "Who is on the line",
                minutes: 15,
            },
            AgendaItem {
                title: "When the batteries are empty: hours 8 to 16",
                minutes: 60,
            },
            AgendaItem {
                title: "Who may switch on what for whom",
                minutes: 75,
            },
            AgendaItem {
                title: "Sentences for section 6, written together",
                minutes: 75,
            },
            AgendaItem {
                title: "What goes on the docket today",
                minutes: 15,
            },
        ],
        speakers: &[
            "leilani-kaaihue",
            "tomasz-wrobel",
            "henrik-jorgensen",
            "zainab-al-harrasi",
        ],
        record: None,
    },
    Session {
        key: "plenary",
        title: "Shared Expectations: the session",
        description: "\
The forum meets for two days with the last text of the review in hand. This hour settles what the hearing left open and hears \
those who object.\n",
        place: "Salle Flamboyant, Port Louis",
        link: "https://meet.example.org/lantern-session",
        starts: Starts::On(day(-20, 6, 0)),
        minutes: 60,
        languages: &["en", "fr", "es"],
        agenda: &[
            AgendaItem {
                title: "Opening",
                minutes: 5,
            },
            AgendaItem {
                title: "Objections heard: fuel, notice and the sixteenth hour",
                minutes: 20,
            },
            AgendaItem {
                title: "What moves to next year",
                minutes: 15,
            },
            AgendaItem {
                title: "Open floor",
                minutes: 15,
            },
            AgendaItem {
                title: "Closing",
                minutes: 5,
            },
        ],
        speakers: &[
            "chidinma-okeke",
            "asne-hoyland",
            "leilani-kaaihue",
            "tomasz-wrobel",
        ],
        record: None,
    },
];
