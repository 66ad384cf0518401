//! Tests that try to break the forum's promises from outside: over its routes, its forms, its disk, and its policy.

pub mod acts;
mod budget;
mod faults;
mod force;
mod hostile;
mod interface;
mod markup;
mod pair;
mod planting;
mod powercut;
mod uploads;
mod walk;
mod world;
