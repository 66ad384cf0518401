//! The two cycles: last year's, finished, and this year's, in review now.

use super::{
    Cycle, Erasure, Phase, PhaseKind, Role, RoleHeld, Together, calls, campaign_2026,
    contributions_2025, contributions_2026, day, documents, items_2025, late_2026,
    more_contributions_2026, open_2026, review_2026, sessions,
};

/// Last year's cycle.
pub const CYCLE_2025: Cycle = Cycle {
    key: "2025",
    title: "The First Seventy-Two Hours",
    theme: "What people need to know when the power and the line are gone, and from whom",
    description: "\
Our fourth cycle asked people in nine coastal and mountain regions how the first three days of an outage went. \
The outcome is a page and a half long, and every paragraph of it says whose experience it stands on.\n\n\
It left the question of *who may count on whom* to this year's cycle.\n",
    opened: day(548, 6, 0),
    closed: Some(day(350, 10, 0)),
    phases: &[
        Phase {
            kind: PhaseKind::Call,
            title: "Call for contributions",
            opens: day(540, 6, 0),
            closes: day(470, 20, 0),
        },
        Phase {
            kind: PhaseKind::Drafting,
            title: "Drafting",
            opens: day(470, 20, 0),
            closes: day(440, 6, 0),
        },
        Phase {
            kind: PhaseKind::Review,
            title: "Public review",
            opens: day(440, 6, 0),
            closes: day(400, 20, 0),
        },
        Phase {
            kind: PhaseKind::Session,
            title: "Session in Port Louis",
            opens: day(398, 5, 0),
            closes: day(397, 14, 0),
        },
        Phase {
            kind: PhaseKind::Revision,
            title: "Revision",
            opens: day(397, 14, 0),
            closes: day(372, 6, 0),
        },
        Phase {
            kind: PhaseKind::Final,
            title: "Final text",
            opens: day(372, 6, 0),
            closes: day(350, 10, 0),
        },
    ],
    roles: &[
        RoleHeld {
            participant: "ines-duval",
            role: Role::Secretariat,
        },
        RoleHeld {
            participant: "kwabena-ofori",
            role: Role::Secretariat,
        },
        RoleHeld {
            participant: "leilani-kaaihue",
            role: Role::Facilitator,
        },
        RoleHeld {
            participant: "yasmine-benkhelifa",
            role: Role::Facilitator,
        },
        RoleHeld {
            participant: "asne-hoyland",
            role: Role::Editor,
        },
        RoleHeld {
            participant: "chidinma-okeke",
            role: Role::Moderator,
        },
        RoleHeld {
            participant: "ruth-pelletier",
            role: Role::Captioner,
        },
    ],
    call: calls::CALL_2025,
    items: &[contributions_2025::ITEMS, items_2025::ITEMS],
    documents: documents::DOCUMENTS_2025,
    sessions: &[],
    erasures: &[],
    clusters: &[],
    tables: &[],
};

/// This year's cycle.
pub const CYCLE_2026: Cycle = Cycle {
    key: "2026",
    title: "Shared Expectations When the Line Goes Dark",
    theme: "Who may count on whom, for what and by when, while a community is cut off",
    description: "\
Our fifth cycle writes down what operators, power companies, authorities and communities may expect of one another \
in storms, power cuts and cable breaks: **who, what, by when, and what to say when it cannot be done.**\n\n\
The draft is open for comments paragraph by paragraph. Every comment gets a number at once and a reasoned answer before \
the text is final. The hearing in the middle of the review walked through the comments aloud; its captions are part of the record.\n",
    opened: day(216, 6, 0),
    closed: None,
    phases: &[
        Phase {
            kind: PhaseKind::Call,
            title: "Call for contributions",
            opens: day(210, 6, 0),
            closes: day(120, 20, 0),
        },
        Phase {
            kind: PhaseKind::Drafting,
            title: "Drafting",
            opens: day(120, 20, 0),
            closes: day(45, 6, 0),
        },
        Phase {
            kind: PhaseKind::Review,
            title: "Public review",
            opens: day(45, 6, 0),
            closes: day(-14, 20, 0),
        },
        Phase {
            kind: PhaseKind::Session,
            title: "Session in Port Louis",
            opens: day(-20, 5, 0),
            closes: day(-21, 14, 0),
        },
        Phase {
            kind: PhaseKind::Revision,
            title: "Revision",
            opens: day(-21, 14, 0),
            closes: day(-45, 6, 0),
        },
        Phase {
            kind: PhaseKind::Final,
            title: "Final text",
            opens: day(-45, 6, 0),
            closes: day(-60, 10, 0),
        },
    ],
    roles: &[
        RoleHeld {
            participant: "ines-duval",
            role: Role::Secretariat,
        },
        RoleHeld {
            participant: "kwabena-ofori",
            role: Role::Secretariat,
        },
        RoleHeld {
            participant: "leilani-kaaihue",
            role: Role::Facilitator,
        },
        RoleHeld {
            participant: "tomasz-wrobel",
            role: Role::Facilitator,
        },
        RoleHeld {
            participant: "asne-hoyland",
            role: Role::Editor,
        },
        RoleHeld {
            participant: "chidinma-okeke",
            role: Role::Moderator,
        },
        RoleHeld {
            participant: "minseo-baek",
            role: Role::Moderator,
        },
        RoleHeld {
            participant: "ruth-pelletier",
            role: Role::Captioner,
        },
    ],
    call: calls::CALL_2026,
    items: &[
        contributions_2026::ITEMS,
        more_contributions_2026::ITEMS,
        review_2026::ITEMS,
        late_2026::ITEMS,
        open_2026::ITEMS,
        campaign_2026::ITEMS,
    ],
    documents: documents::DOCUMENTS_2026,
    sessions: sessions::SESSIONS_2026,
    erasures: &[Erasure {
        item: 10,
        asked_by: "kwabena-ofori",
        asked: day(115, 9, 20),
        decided_by: "ines-duval",
        at: day(114, 7, 45),
        rule: "Forum rule 14: personal data of a third person, at that person's request",
        reason: "\
The text named two patients of a clinic and the house in which one of them lives. The author withdrew it the next day \
and the family asked for its removal. The words and the file are destroyed; the number, the dates and this note remain. \
The author sent the same point without the names as item 12.",
    }],
    clusters: &[Together {
        items: &[53, 54, 55, 56, 57],
        by: "ines-duval",
        at: day(1, 13, 0),
    }],
    tables: &[Together {
        items: &[49, 50, 51, 52],
        by: "siti-rahmawati",
        at: day(1, 7, 10),
    }],
};
