//! Stories told with the real program: its commands, its pages over HTTP, its letters over SMTP, and its sudden death.

mod commands;
mod founding;
mod http;
mod import;
mod import_text;
mod kill;
mod letters;
mod live;
mod program;
mod relay;
mod upgrade;
