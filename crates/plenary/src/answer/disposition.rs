//! What becomes of an item, and what comes back from its author.

use plenary_kit::words_enum;

words_enum!(
    /// What becomes of an item.
    Disposition {
        /// The text changes as asked.
        Accepted = "accepted",
        /// It changes, not quite as asked.
        AcceptedInPart = "accepted-in-part",
        /// It does not change.
        Declined = "declined",
        /// Another item says the same.
        Duplicate = "duplicate",
        /// It stands there already, or an earlier cycle dealt with it.
        Covered = "covered",
        /// It is debated on the list.
        List = "list",
        /// It is not for this forum or this cycle.
        OutOfScope = "out-of-scope",
        /// The next cycle takes it up.
        Deferred = "deferred",
        /// Its author took it back.
        Retracted = "retracted",
        /// It is no input.
        Invalid = "invalid",
    }
);

impl Disposition {
    /// Those that who answers can choose; taking back is the author's.
    pub fn offered() -> impl Iterator<Item = Disposition> {
        Disposition::ALL
            .iter()
            .copied()
            .filter(|each| *each != Disposition::Retracted)
    }

    /// Whether it says that the text changed.
    pub fn is_change(self) -> bool {
        matches!(self, Disposition::Accepted | Disposition::AcceptedInPart)
    }

    /// Whether it has to point at something.
    pub(super) fn needs_target(self) -> bool {
        matches!(
            self,
            Disposition::Duplicate | Disposition::Covered | Disposition::List
        )
    }
}

words_enum!(
    /// What came back from the author, as stored facts and the clock tell.
    ReplyState {
        /// Nothing is published, or there is nobody to send it to.
        NotSent = "not-sent",
        /// The author has time to reply.
        Sent = "sent",
        /// The author is satisfied.
        Satisfied = "satisfied",
        /// The time is over.
        NoReply = "no-reply",
        /// The author objected.
        InquiryOpen = "inquiry-open",
        /// The objection has its answer.
        InquiryAnswered = "inquiry-answered",
    }
);
