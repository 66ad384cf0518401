//! The commands: each one file, each with an example in its help, each non-zero on failure.

mod asking;
mod backup;
mod bench;
mod captions;
mod demo;
mod doctor;
mod engines;
mod export;
mod participant;
mod progress;
mod rebuild;
mod routes;
mod serve;
mod start;
mod verify;

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
    /// Check a data directory, a backup, an export or a receipt, offline.
    Verify(verify::Verify),
    /// Replay the ledger into empty tables and compare.
    Rebuild(rebuild::Rebuild),
    /// Copy a forum, which may be running.
    Backup(backup::Backup),
    /// Put a backup in its place, with every later erasure replayed.
    Restore(backup::Restore),
    /// Write a cycle as a folder of open files.
    Export(export::Export),
    /// Take an exported cycle over into a new forum.
    Import(export::Import),
    /// Add, list, give roles, sign in, erase.
    Participant(participant::Participant),
    /// Look for what is wrong and say what to do.
    Doctor(doctor::Doctor),
    /// Carry passages from one text to another, as JSON lines.
    Reanchor(engines::Reanchor),
    /// Turn a caption file into the record of a session.
    Transcript(engines::Transcript),
    /// Play a caption file into a session as a live feed.
    Captions(captions::Captions),
    /// Make a demo forum in a folder of its own and serve it.
    Demo(demo::Demo),
    /// Print the table of routes, one line of JSON each.
    #[command(hide = true)]
    Routes(routes::Routes),
    /// Measure this build.
    #[command(hide = true)]
    Bench(bench::Bench),
}

/// Where the forum lives.
#[derive(Args, Clone)]
struct Data {
    /// The data directory
    #[arg(long = "data", env = "PLENARY_DATA", value_name = "DIR")]
    dir: PathBuf,
}

/// The address people know the forum by, for commands that print links.
#[derive(Args, Clone)]
struct PublicUrl {
    /// The address people know the forum by
    #[arg(
        long,
        env = "PLENARY_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL"
    )]
    public_url: String,
}

impl PublicUrl {
    fn settings(&self, dir: &std::path::Path) -> Settings {
        Settings {
            public_url: self.public_url.trim_end_matches('/').to_owned(),
            ..Settings::for_dir(dir)
        }
    }
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
            Command::Verify(verify) => verify.run(),
            Command::Rebuild(rebuild) => rebuild.run().await,
            Command::Backup(backup) => backup.run(),
            Command::Restore(restore) => restore.run().await,
            Command::Export(export) => export.run().await,
            Command::Import(import) => import.run().await,
            Command::Participant(participant) => participant.run().await,
            Command::Doctor(doctor) => doctor.run().await,
            Command::Reanchor(reanchor) => reanchor.run(),
            Command::Transcript(transcript) => transcript.run(),
            Command::Captions(captions) => captions.run().await,
            Command::Demo(demo) => demo.run().await,
            Command::Routes(routes) => routes.run(),
            Command::Bench(bench) => bench.run().await,
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Said as a sentence: the operator is the one whom a fault is told to.
        Err(Fault::Broken(sentence)) => failed(&sentence),
        Err(fault) => failed(&fault.to_string()),
    }
}

fn failed(sentence: &str) -> ExitCode {
    eprintln!("plenary: {sentence}");
    ExitCode::FAILURE
}

/// Opens the forum of a data directory that already holds one.
fn open(settings: Settings) -> Result<App, Fault> {
    must_exist(&settings)?;
    App::open(settings, plenary::rooms::ROOMS)
}

/// A fault unless the directory holds a forum.
fn must_exist(settings: &Settings) -> Result<(), Fault> {
    if settings.database().exists() {
        return Ok(());
    }
    let dir = settings.dir.display();
    Err(Fault::broken(format!(
        "there is no forum in {dir}. Make one with `plenary init {dir}`."
    )))
}
