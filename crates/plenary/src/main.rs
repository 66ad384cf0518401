//! The program's command line.

mod command;

fn main() -> std::process::ExitCode {
    command::run()
}
