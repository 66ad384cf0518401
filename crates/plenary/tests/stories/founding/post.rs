//! The post: letters as a real mail server took them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::program::wait_for;

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its words, decoded.
    pub body: String,
}

/// The mail server's folder; a message is a file with its number.
pub struct Post {
    folder: PathBuf,
    read: BTreeMap<usize, Letter>,
}

impl Post {
    /// The post of a folder.
    pub fn of(folder: PathBuf) -> Post {
        Post {
            folder,
            read: BTreeMap::new(),
        }
    }

    /// Reads what came since. The last file may be half written, so it is read again the next time.
    pub fn letters(&mut self) -> Vec<Letter> {
        let mut all: Vec<Letter> = Vec::new();
        for number in 1.. {
            if !self.read.contains_key(&number) {
                let Ok(bytes) = std::fs::read(self.folder.join(format!("{number}.eml"))) else {
                    break;
                };
                let letter = read_letter(&bytes);
                let is_whole = self.folder.join(format!("{}.eml", number + 1)).exists();
                if !is_whole {
                    all.extend(self.read.values().cloned());
                    all.push(letter);
                    return all;
                }
                self.read.insert(number, letter);
            }
        }
        all.extend(self.read.values().cloned());
        all
    }

    /// Waits for a letter to somebody with an address of that kind, and gives the path of the last one.
    pub fn link(&mut self, to: &str, kind: &str) -> String {
        wait_for(&format!("a letter to {to} with {kind}"), || {
            let letters = self.letters();
            let mine = letters.iter().filter(|letter| letter.to == to);
            mine.rev().find_map(|letter| link_in(&letter.body, kind))
        })
    }

    /// Waits for a letter to somebody about an item, with an address of that kind.
    pub fn link_about(&mut self, to: &str, about: &str, kind: &str) -> String {
        wait_for(&format!("a letter to {to} about {about}"), || {
            let letters = self.letters();
            let mut mine = letters
                .iter()
                .filter(|letter| letter.to == to && says(&letter.body, about));
            mine.find_map(|letter| link_in(&letter.body, kind))
        })
    }

    /// Waits until as many letters hold these words.
    pub fn wait_for(&mut self, count: usize, words: &str) {
        wait_for(&format!("{count} letters with {words:?}"), || {
            (self.count(words) >= count).then_some(())
        });
    }

    /// How many letters hold these words.
    pub fn count(&mut self, words: &str) -> usize {
        let letters = self.letters();
        letters
            .iter()
            .filter(|letter| letter.body.contains(words))
            .count()
    }
}

/// Whether a letter names an item; "item 4" is not named by "item 42".
fn says(body: &str, about: &str) -> bool {
    body.match_indices(about).any(|(at, _)| {
        !body[at + about.len()..].starts_with(|letter: char| letter.is_ascii_digit())
    })
}

fn link_in(body: &str, kind: &str) -> Option<String> {
    let word = body.split_whitespace().find(|word| word.contains(kind))?;
    Some(super::person::local(word))
}

fn read_letter(bytes: &[u8]) -> Letter {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let to = head.lines().find_map(|line| line.strip_prefix("To: "));
    let to = to.unwrap_or("");
    let to = to.rsplit('<').next().unwrap_or(to).trim_end_matches('>');
    Letter {
        to: to.to_owned(),
        body: unquoted(body),
    }
}

/// Quoted-printable, RFC 2045 section 6.7, as far as the program writes it.
fn unquoted(text: &str) -> String {
    let text = text.replace("=\n", "");
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('=');
    bytes.extend(parts.next().unwrap_or("").bytes());
    for part in parts {
        match part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part[2..].bytes());
            }
            None => bytes.extend(format!("={part}").bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
