//! The stories: the program as people and other programs meet it, over HTTP and the command line.

mod http;
mod kill;
