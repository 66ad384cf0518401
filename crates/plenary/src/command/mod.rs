//! The commands: each one file, each with an example in its help, each non-zero on failure.

mod demo;
mod serve;
mod start;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Fault;

/// Runs a multistakeholder forum from its first call to its published outcome.
#[derive(Parser)]
#[command(name = "plenary", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new forum in an empty directory.
    Init(start::Init),
    /// Serve a forum.
    Serve(serve::Serve),
    /// Carry passages from one text to another, as JSON lines.
    Reanchor(engines::Reanchor),
    /// Turn a caption file into the record of a session.
    Transcript(engines::Transcript),
    /// Make a demo forum in a folder of its own and serve it.
    Demo(demo::Demo),
}

/// Where the forum lives.
#[derive(Args, Clone)]
struct Data {
    /// The data directory
    #[arg(long = "data", env = "PLENARY_DATA", value_name = "DIR")]
    dir: PathBuf,
}

/// Why a command failed: one sentence for a person, and the exit code 1.
type Outcome = Result<(), Fault>;

/// Reads the command line, runs the command, and tells the shell how it went.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("PLENARY_LOG")
        .unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Init(init) => init.run().await,
            Command::Serve(serve) => serve.run().await,
            Command::Reanchor(reanchor) => reanchor.run(),
            Command::Transcript(transcript) => transcript.run(),
            Command::Demo(demo) => demo.run().await,
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed(&fault.to_string()),
    }
}

fn failed(sentence: &str) -> ExitCode {
    eprintln!("plenary: {sentence}");
    ExitCode::FAILURE
}

/// Opens the forum of a data directory that already holds one.
fn open(settings: Settings) -> Result<App, Fault> {
    if !settings.database().exists() {
        let dir = settings.dir.display();
        return Err(Fault::broken(format!(
            "there is no forum in {dir}. Make one with `plenary init {dir}`."
        )));
    }
    App::open(settings, plenary::rooms::ROOMS)
}
