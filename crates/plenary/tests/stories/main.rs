//! The stories: the program as people and other programs meet it, over HTTP, SMTP and the command line.

mod commands;
mod http;
mod kill;
mod letters;
mod program;
mod relay;
