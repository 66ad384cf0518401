//! What is said of letters that no font has.

use krilla::tagging::Tag;
use unicode_script::UnicodeScript;

use super::NoPdf;
use super::layout::{BODY, Layout, NOTE};
use super::letters::missing;

/// A text of which more than one letter in so many would be a sign that stands for it is not given at all.
const FULL_OF: usize = 10;
/// The most letters that are listed.
const LISTED: usize = 20;

impl Layout<'_> {
    /// Says at the end of the text which of its letters are shown by a sign that stands for them.
    pub fn tell_missing(&mut self) -> Result<(), NoPdf> {
        let mut all: Vec<(char, usize)> = self.setter.missing.clone().into_iter().collect();
        all.sort_by_key(|(letter, count)| (std::cmp::Reverse(*count), *letter));
        let Some((most, _)) = all.first() else {
            return Ok(());
        };
        let gone: usize = all.iter().map(|(_, count)| count).sum();
        let letters = self.version.text().chars();
        let letters = letters.filter(|letter| !letter.is_whitespace()).count();
        if gone * FULL_OF > letters {
            return Err(missing(*most));
        }
        let named = all.iter().take(LISTED).map(|(letter, count)| {
            let times = if *count == 1 {
                "once"
            } else {
                &format!("{count} times")
            };
            let script = letter.script().full_name();
            format!("U+{:04X} ({script}, {times})", u32::from(*letter))
        });
        let mut named = named.collect::<Vec<_>>().join(", ");
        if all.len() > LISTED {
            named += &format!(" and {} more", all.len() - LISTED);
        }
        let words = format!(
            "In these pages \u{fffd} stands for letters of which no font is installed where they were set: {named}. The letters \
             themselves can be copied from this file, and stand in the other formats of this text."
        );
        self.sheet.leave(BODY);
        // The sentence is English, whatever the text is.
        self.plain(&words, NOTE, Tag::P.with_lang(Some("en".to_owned())))
    }
}
