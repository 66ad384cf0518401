//! Questions on a terminal: what was not told by a flag is asked for, and asked for again until it is right.

use std::io::{BufRead, IsTerminal, Write};

use plenary_kit::fault::Fault;

/// Something that a command needs to be told.
pub struct Question<'a> {
    /// The flag that tells it.
    pub flag: &'a str,
    /// What is asked on a terminal.
    pub words: &'a str,
    /// What holds when nothing is told; "" for nothing at all.
    pub usual: Option<String>,
}

impl Question<'_> {
    /// What was told, else what somebody types on a terminal, as `read` understands it; a script is never kept waiting.
    ///
    /// # Errors
    /// A flag that `read` does not understand, a flag that is missing where nobody can be asked, an input that ends.
    pub fn ask<T>(
        &self,
        told: Option<String>,
        read: impl Fn(&str) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        match (told, std::io::stdin().is_terminal(), &self.usual) {
            (Some(told), ..) => read(told.trim()),
            (None, true, _) => self.on_terminal(read),
            (None, false, Some(usual)) => read(usual),
            (None, false, None) => Err(Fault::broken(format!(
                "{} is missing. `plenary init --help` shows an example.",
                self.flag
            ))),
        }
    }

    fn on_terminal<T>(&self, read: impl Fn(&str) -> Result<T, Fault>) -> Result<T, Fault> {
        let hint = match self.usual.as_deref() {
            None => String::new(),
            Some("") => " [none]".into(),
            Some(usual) => format!(" [{usual}]"),
        };
        loop {
            eprint!("{}{hint}: ", self.words);
            std::io::stderr().flush()?;
            let mut line = String::new();
            if std::io::stdin().lock().read_line(&mut line)? == 0 {
                return Err(Fault::broken(
                    "the input ended before the forum could be made",
                ));
            }
            let typed = match (line.trim(), &self.usual) {
                ("", Some(usual)) => usual,
                (typed, _) => typed,
            };
            match read(typed) {
                Ok(read) => return Ok(read),
                Err(Fault::Broken(sentence)) => eprintln!("  {sentence}"),
                Err(fault) => eprintln!("  {fault}"),
            }
        }
    }
}
