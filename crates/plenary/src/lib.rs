//! Plenary: every voice in, every answer out.
//!
//! The rooms in reading order: each uses only those above it, through their `mod.rs`.

pub mod policy;
pub mod forum;
pub mod participant;
pub mod document;
pub mod session;
pub mod docket;
pub mod comment;
pub mod transcript;
pub mod caption;
pub mod basis;
pub mod call;
pub mod answer;
pub mod review;
pub mod proceedings;
pub mod table;
pub mod front;
pub mod export;
pub mod api;
pub mod feed;
pub mod site;

pub mod rooms;
pub mod routes;
pub mod serve;
pub mod demo;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod trials;
