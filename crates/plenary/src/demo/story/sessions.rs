//! The meetings of this year's cycle: the hearing that took place and the session that will.

use super::{AgendaItem, Session, day};

/// Both meetings.
pub const SESSIONS_2026: &[Session] = &[
    Session {
        key: "hearing",
        title: "Review hearing: walking through the comments",
        description: "\
One hour in the middle of the review. The editor and the moderator take the open comments on version 2 in document order and \
say aloud what is proposed to become of each. **Nothing is decided in the room that is not on the docket afterwards.**\n",
        place: "Salle Flamboyant, Port Louis",
        link: "https://meet.example.org/lantern-hearing",
        starts: day(9, 8, 0),
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
        captions: Some(include_str!("session.txt")),
    },
    Session {
        key: "plenary",
        title: "Shared Expectations: the session",
        description: "\
The forum meets for two days with the last text of the review in hand. This hour settles what the hearing left open and hears \
those who object.\n",
        place: "Salle Flamboyant, Port Louis",
        link: "https://meet.example.org/lantern-session",
        starts: day(-20, 6, 0),
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
        captions: None,
    },
];
