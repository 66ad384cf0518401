//! The room's rules, one sentence each; its journeys over HTTP in `tests/`.

mod journeys;
mod people;
mod refusals;
