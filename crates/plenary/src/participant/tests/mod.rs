//! What the room promises: its rules, its pages, its letters, and that what is erased is gone.

mod belonging;
mod erasing;
mod pages;
mod rules;
mod signing_in;
