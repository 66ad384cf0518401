//! An append-only log anyone can check.
