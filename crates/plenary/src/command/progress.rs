//! Progress of long work, told on standard error and only to a person.

use std::io::{IsTerminal, Write};

/// Tells how many lines are done, in place, when somebody is looking.
pub fn lines(doing: &'static str) -> impl FnMut(u64) {
    let is_seen = std::io::stderr().is_terminal();
    move |done| {
        if is_seen {
            eprint!("\r{doing}: {done} lines");
            // A terminal that has gone away misses nothing but this.
            let _ = std::io::stderr().flush();
        }
    }
}

/// Ends the line that progress was told on.
pub fn ended() {
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
}

/// Prints one line of JSON.
pub fn json(value: &impl serde::Serialize) -> Result<(), plenary_kit::fault::Fault> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}
