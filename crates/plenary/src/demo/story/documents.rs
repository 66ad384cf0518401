//! The documents: last year's outcome with what each block stands on, this year's draft in three versions.

use super::{Basis, Document, Version, VersionState, day};

/// Last year's document.
pub const DOCUMENTS_2025: &[Document] = &[Document {
    key: "first-seventy-two-hours",
    title: "The First Seventy-Two Hours",
    language: "en",
    versions: &[
        Version {
            number: 1,
            state: VersionState::InReview,
            published: day(440, 6, 0),
            by: "asne-hoyland",
            note: "First draft, from five contributions.",
            markdown: include_str!("review-2025.md"),
        },
        Version {
            number: 2,
            state: VersionState::Final,
            published: day(352, 9, 0),
            by: "asne-hoyland",
            note: "Final: four accepted comments, one late contribution and one turn at the microphone worked in.",
            markdown: include_str!("outcome-2025.md"),
        },
    ],
    basis: BASIS_2025,
}];

const fn basis(block: &'static str, items: &'static [u32]) -> Basis {
    Basis { block, items }
}

/// What each block of last year's outcome stands on; headings name what is below them.
const BASIS_2025: &[Basis] = &[
    basis("When the power and the line go", &[1, 3, 6]),
    basis("This text says what people need", &[]),
    basis("It does not say who must", &[16]),
    basis("In most of the accounts", &[1, 2, 3, 4]),
    basis("Mobile sites ran", &[4, 5, 8]),
    basis("What is restored first", &[2, 6]),
    basis("Whether anybody knows", &[3]),
    basis("When somebody will come", &[1]),
    basis("Where a working telephone", &[3, 5]),
    basis("Which water is safe", &[]),
    basis("How to say that somebody needs", &[15]),
    basis("A household needs to hear", &[1]),
    basis("Every message says when", &[1, 7]),
    basis("The notice was perfect", &[3]),
    basis("Broadcast radio reached", &[1, 11]),
    basis("A notice that is only spoken", &[9, 10]),
    basis("Boards at fixed places", &[3]),
    basis("An operator knows which", &[2, 5]),
    basis("One number, staffed by people", &[3]),
    basis("Maps of outages were shared", &[4]),
    basis("We did not agree whether", &[5]),
    basis("The topics kept for the next", &[12, 16]),
];

/// This year's document.
pub const DOCUMENTS_2026: &[Document] = &[Document {
    key: "shared-expectations",
    title: "Shared Expectations When the Line Goes Dark",
    language: "en",
    versions: &[
        Version {
            number: 1,
            state: VersionState::InReview,
            published: day(45, 6, 0),
            by: "asne-hoyland",
            note: "First draft, from the contributions that came in time.",
            markdown: include_str!("draft-1.md"),
        },
        Version {
            number: 2,
            state: VersionState::InReview,
            published: day(24, 6, 0),
            by: "asne-hoyland",
            note: "Late contributions and the comments of the first three weeks: a paragraph split in three, two joined, five new ones.",
            markdown: include_str!("draft-2.md"),
        },
        Version {
            number: 3,
            state: VersionState::InReview,
            published: day(6, 6, 0),
            by: "asne-hoyland",
            note: "After the hearing: a new definition of an outage, exchange points moved to section 4, the day's credit taken out.",
            markdown: include_str!("draft-3.md"),
        },
    ],
    basis: BASIS_2026,
}];

/// What blocks of the third draft stand on so far; those not listed are still to be stated.
const BASIS_2026: &[Basis] = &[
    basis("This text says what operators", &[]),
    basis("An expectation is less than", &[13]),
    basis("An outage is any time in which", &[35]),
    basis("A community means everybody", &[3, 15]),
    basis("A last site is the only", &[16]),
    basis("A power company knows which", &[2]),
    basis("A power company tells operators", &[1, 2, 14, 19]),
    basis("A last site runs for sixteen hours", &[4]),
    basis("In places that snow or sea", &[5]),
    basis("People who go to repair a site", &[3, 23]),
    basis("Where a site stands on customary", &[3, 23]),
    basis("Exchange points see which networks", &[9, 29]),
    basis("Notices are repeated every", &[18]),
    basis("When an operator restores a community", &[12]),
    basis("An authority has one desk", &[1]),
    basis("A small municipality may ask", &[26]),
    basis("A permit for a cable repair ship", &[1, 27]),
    basis("An authority keeps a register", &[27]),
    basis("A local radio that carries notices", &[7]),
    basis("We are not at the end of your line", &[3]),
    basis("Measurements made by volunteers", &[11]),
    basis("Every warning and every notice", &[6, 17]),
    basis("At least one person at the desk", &[6]),
    basis("Until a village has chosen", &[12]),
];
