//! What every room of Plenary stands on: act and record, the store seam, words, pages, sign-in, policy types, mail.
//!
//! Absent on purpose: any rule of a forum. A rule lives in its room.

pub mod act;
pub mod app;
pub mod db;
pub mod event;
pub mod fault;
pub mod follow;
pub mod id;
pub mod migrate;
pub mod policy;
pub mod random;
pub mod text;
pub mod time;
pub mod words;
pub mod writer;
