//! The room's rules, one sentence each, and its stories.
