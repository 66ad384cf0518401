//! Tests that try to break the forum's promises from outside: over its routes, its disk, and its policy.

mod acts;
mod faults;
mod pair;
mod powercut;
mod walk;
mod world;
