//! Stories told with the real program: its commands, its pages over HTTP, its letters over SMTP.

mod commands;
mod letters;
mod program;
mod relay;
