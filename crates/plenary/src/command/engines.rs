//! `plenary reanchor` and `plenary transcript`: the pure engines on the command line, without any forum.

use std::io::{BufRead, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use plenary_captions::{Format, Record, Register, fragment, report};
use plenary_kit::fault::Fault;

use super::Outcome;

/// Example: plenary reanchor --json-lines < requests.jsonl
#[derive(Args)]
#[command(
    after_help = "Example:\n  echo '{\"doc_old\":\"One two.\",\"doc_new\":\"Zero. One two.\",\"spans\":[{\"start\":0,\"end\":7}]}' | plenary reanchor --json-lines"
)]
pub struct Reanchor {
    /// Read requests as JSON lines from the standard input and answer each with one line
    #[arg(long, required = true)]
    json_lines: bool,
}

impl Reanchor {
    /// Answers until the input ends.
    pub fn run(self) -> Outcome {
        let out = BufWriter::new(std::io::stdout().lock());
        quiet_pipe(plenary_passage::reanchor_json_lines(
            std::io::stdin().lock(),
            out,
        ))
    }
}

/// Example: plenary transcript session.txt --to vtt > session.vtt
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary transcript session.txt --people people.csv --report\n  plenary transcript session.txt --to vtt > session.vtt\n  echo '>> CHAIR: Good morning.' | plenary transcript --lines"
)]
pub struct Transcript {
    /// The caption file; - for the standard input
    #[arg(required_unless_present = "lines", value_name = "FILE")]
    file: Option<PathBuf>,
    /// A register of people: name, aliases, affiliation, role
    #[arg(long, value_name = "PEOPLE.csv")]
    people: Option<PathBuf>,
    /// json, text, house, html, vtt, srt, akn, tei or jsonl
    #[arg(long, default_value = "json", value_parser = read_format)]
    to: Format,
    /// Say in words what was recognised, doubted and skipped
    #[arg(long)]
    report: bool,
    /// Read fragments one a line from the standard input and answer each with one JSON line
    #[arg(long)]
    lines: bool,
}

fn read_format(name: &str) -> Result<Format, String> {
    name.parse()
        .map_err(|()| "choose json, text, house, html, vtt, srt, akn, tei or jsonl".to_owned())
}

impl Transcript {
    /// Writes the record, the report, or an answer to each fragment.
    pub fn run(self) -> Outcome {
        let mut out = BufWriter::new(std::io::stdout().lock());
        let Some(file) = self.file.filter(|_| !self.lines) else {
            return quiet_pipe(fragments(&mut out));
        };
        let people = match &self.people {
            Some(path) => Register::from_csv(&String::from_utf8_lossy(&read(path)?)),
            None => Register::default(),
        };
        let record = Record::read(&read(&file)?, &people);
        let written = match self.report {
            true => out.write_all(report(&record).as_bytes()),
            false => {
                if let Some(caveat) = self.to.caveat(&record) {
                    eprintln!("{caveat}");
                }
                self.to.write(&record, &mut out)
            }
        };
        quiet_pipe(written.and_then(|()| out.flush()))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Fault::broken(format!("{} cannot be read: {error}", path.display())))
}

fn fragments(out: &mut impl Write) -> std::io::Result<()> {
    for line in std::io::stdin().lock().split(b'\n') {
        serde_json::to_writer(&mut *out, &fragment(&line?))?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// A reader that went away, as `head` does, is no failure.
fn quiet_pipe(written: std::io::Result<()>) -> Outcome {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
