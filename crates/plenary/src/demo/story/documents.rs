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
            note: "First draft, from six contributions.",
            markdown: include_str!("review-2025.md"),
        },
        Version {
            number: 2,
            state: VersionState::Final,
            published: day(352, 9, 0),
            by: "asne-hoyland",
            note: "Final: six accepted comments, one late contribution and one turn at the microphone worked in.",
            markdown: include_str!("outcome-2025.md"),
        },
    ],
    basis: BASIS_2025,
}];

const fn basis(block: &'static str, items: &'static [u32]) -> Basis {
    Basis { block, items }
}

/// What each block of last year's outcome stands on.
const BASIS_2025: &[Basis] = &[
    basis("The First Seventy-Two Hours", &[]),
    basis("1. Why three days", &[]),
    basis("When the power and the line go", &[1, 3, 6]),
    basis("This text says what people need", &[]),
    basis("It does not say who must", &[16]),
    basis("2. What stops first", &[]),
    basis("In most of the accounts", &[1, 2, 3, 4]),
    basis("Mobile sites ran", &[4, 5, 8]),
    basis("What is restored first", &[2, 6]),
    basis("3. What people need to know", &[]),
    basis("Whether anybody knows", &[3]),
    basis("When somebody will come", &[1]),
    basis("Where a working telephone", &[3, 5]),
    basis("Which water is safe", &[]),
    basis("How to say that somebody needs", &[15]),
    basis("A household needs to hear", &[1]),
    basis("Every message says when", &[1, 7]),
    basis("4. How it reaches them", &[]),
    basis("The notice was perfect", &[3]),
    basis("Broadcast radio reached", &[1, 11]),
    basis("A notice that is only spoken", &[9, 10]),
    basis("Boards at fixed places", &[3]),
    basis("5. Who is likely to know", &[]),
    basis("An operator knows which", &[2, 5]),
    basis("One number, staffed by people", &[3]),
    basis("Maps of outages were shared", &[4]),
    basis("6. What we did not settle", &[]),
    basis("We did not agree whether", &[5]),
    basis("The topics kept for the next", &[12, 16]),
];

/// This year's document.
pub const DOCUMENTS_2026: &[Document] = &[];
