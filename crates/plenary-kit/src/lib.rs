//! What every room of Plenary stands on: act and record, the store seam, words, pages, sign-in, policy types, mail.
//!
//! Absent on purpose: any rule of a forum. A rule lives in its room.

mod abreast;
pub mod act;
pub mod app;
pub mod backup;
mod compare;
pub mod db;
pub mod engine;
pub mod erase;
pub mod event;
pub mod fault;
pub mod follow;
pub mod form;
pub mod id;
mod known;
pub mod limit;
pub mod lock;
pub mod mail;
pub mod migrate;
mod origin;
pub mod page;
pub mod part;
mod phrase;
pub mod policy;
pub mod random;
pub mod rebuild;
pub mod search;
pub mod shell;
pub mod signin;
pub mod takeover;
pub mod text;
pub mod time;
pub mod token;
pub mod tongue;
pub mod tree;
pub mod verify;
pub mod web;
pub mod words;
pub mod writer;
