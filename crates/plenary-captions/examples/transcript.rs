//! The command `plenary transcript`: a caption file to a record, on the command line.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use plenary_captions::{Format, Record, Register, fragment, report};

const HELP: &str = "usage: transcript FILE [--people PEOPLE.csv] [--to json|text|house|html|vtt|srt|akn|tei|jsonl] [--report]
       transcript --lines   (fragments one a line from the standard input)
FILE is - for the standard input.";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let value = |name: &str| {
        arguments
            .iter()
            .position(|argument| argument == name)
            .and_then(|at| arguments.get(at + 1))
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if flag("--lines") {
        return lines(&mut out).or_else(quiet_pipe);
    }
    let taken = [value("--people"), value("--to")];
    let mut files = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--") && !taken.contains(&Some(argument)));
    let file = files.next().ok_or(HELP)?;
    let format = value("--to")
        .map_or(Ok(Format::Json), |name| name.parse())
        .map_err(|()| HELP.to_owned())?;
    let bytes = read(file)?;
    let people = value("--people").map_or(Ok(Register::default()), |path| {
        read(path).map(|bytes| Register::from_csv(&String::from_utf8_lossy(&bytes)))
    })?;
    let record = Record::read(&bytes, &people);
    if let Some(caveat) = format.caveat(&record).filter(|_| !flag("--report")) {
        eprintln!("{caveat}");
    }
    let written = if flag("--report") {
        out.write_all(report(&record).as_bytes())
    } else {
        format.write(&record, &mut out)
    };
    written.and_then(|()| out.flush()).or_else(quiet_pipe)
}

fn read(file: &str) -> Result<Vec<u8>, String> {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|fault| format!("{file}: {fault}"))
}

fn lines(out: &mut impl Write) -> std::io::Result<()> {
    for line in std::io::stdin().lock().split(b'\n') {
        serde_json::to_writer(&mut *out, &fragment(&line?))?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// A reader that went away, as `head` does, is no fault.
fn quiet_pipe(fault: std::io::Error) -> Result<(), String> {
    if fault.kind() == std::io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(fault.to_string())
    }
}
