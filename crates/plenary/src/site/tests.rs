//! The pages of trust and the outbox.
