//! Text is parsed once, at the door: what a line, a prose text and an address may hold.

use crate::fault::Refuse;

/// Why a text cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing was written.
    #[error("Please write something here.")]
    Empty,
    /// Longer than the limit, in letters.
    #[error("This is too long: at most {0} letters fit. Shorten it, or attach a file.")]
    TooLong(usize),
    /// NUL and other control characters.
    #[error(
        "This holds an invisible control character that cannot be kept. Retype the text, or paste it as plain text."
    )]
    Control,
    /// A bidirectional override would make words read as what they are not.
    #[error(
        "This holds a hidden character that reverses the direction of reading. Remove it, or paste it as plain text."
    )]
    Override,
    /// A line break where one line is asked for.
    #[error("This must be a single line. Remove the line breaks.")]
    Lines,
    /// Not an e-mail address.
    #[error("This is not an e-mail address. Write it like name@example.org.")]
    Address,
    /// Bytes that are not UTF-8.
    #[error("This is not readable text (UTF-8). Save the file as UTF-8, or paste the text.")]
    NotText,
}

impl Refuse for BadText {
    fn key(&self) -> &'static str {
        match self {
            BadText::Empty => "text-empty",
            BadText::TooLong(_) => "text-too-long",
            BadText::Control => "text-control",
            BadText::Override => "text-override",
            BadText::Lines => "text-lines",
            BadText::Address => "text-address",
            BadText::NotText => "text-not-text",
        }
    }

    fn status(&self) -> u16 {
        422
    }
}

/// A text of any number of lines, its ends trimmed and its line breaks made `\n`; refused when empty.
pub fn prose(raw: &str, most_letters: usize) -> Result<String, BadText> {
    match maybe_prose(raw, most_letters)? {
        Some(text) => Ok(text),
        None => Err(BadText::Empty),
    }
}

/// As [`prose`], but nothing is allowed and gives nothing.
pub fn maybe_prose(raw: &str, most_letters: usize) -> Result<Option<String>, BadText> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    check_letters(text, most_letters)?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A single line, trimmed, its inner white space folded; refused when empty.
pub fn line(raw: &str, most_letters: usize) -> Result<String, BadText> {
    match maybe_line(raw, most_letters)? {
        Some(text) => Ok(text),
        None => Err(BadText::Empty),
    }
}

/// As [`line`], but nothing is allowed and gives nothing.
pub fn maybe_line(raw: &str, most_letters: usize) -> Result<Option<String>, BadText> {
    let text = raw.trim();
    if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return Err(BadText::Lines);
    }
    check_letters(text, most_letters)?;
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!folded.is_empty()).then_some(folded))
}

fn check_letters(text: &str, most_letters: usize) -> Result<(), BadText> {
    // U+202D and U+202E override the direction of every letter after them; the other controls have honest uses.
    if text.contains(['\u{202D}', '\u{202E}']) {
        return Err(BadText::Override);
    }
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(BadText::Control);
    }
    match text.chars().count() {
        letters if letters > most_letters => Err(BadText::TooLong(most_letters)),
        _ => Ok(()),
    }
}

/// An e-mail address (the everyday part of RFC 5321 section 4.1.2: no quotes, no comments, no address literals).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(String);

/// RFC 5321 section 4.5.3.1: 64 octets before the @, 255 after, 254 in all (erratum 1690 of RFC 3696).
const ADDRESS_OCTETS: usize = 254;

impl Address {
    /// The address as mail is sent to: the domain in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two spellings are one person: all lower case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::str::FromStr for Address {
    type Err = BadText;

    fn from_str(raw: &str) -> Result<Address, BadText> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(BadText::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(BadText::Address)?;
        let is_good = text.len() <= ADDRESS_OCTETS && is_local_part(local) && is_domain(domain);
        is_good
            .then(|| Address(format!("{local}@{}", domain.to_ascii_lowercase())))
            .ok_or(BadText::Address)
    }
}

fn is_local_part(local: &str) -> bool {
    let is_atom_letter = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    (1..=64).contains(&local.len())
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_atom_letter))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_local = domain.eq_ignore_ascii_case("localhost");
    (1..=255).contains(&domain.len())
        && (is_local || domain.contains('.'))
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_all_systems_become_one_kind() {
        assert_eq!(
            prose("one\r\ntwo\rthree\n", 100),
            Ok("one\ntwo\nthree".into())
        );
    }

    #[test]
    fn hidden_characters_are_refused_and_honest_ones_kept() {
        assert_eq!(prose("a\0b", 10), Err(BadText::Control));
        assert_eq!(prose("invoice\u{202E}fdp.exe", 100), Err(BadText::Override));
        assert!(prose("\u{200F}مرحبا\u{200E}", 100).is_ok());
    }

    #[test]
    fn length_counts_letters_not_bytes() {
        assert_eq!(line("ééé", 3), Ok("ééé".into()));
        assert_eq!(line("éééé", 3), Err(BadText::TooLong(3)));
    }

    #[test]
    fn a_line_cannot_carry_a_header() {
        assert_eq!(
            line("Ana\r\nBcc: all@example.org", 100),
            Err(BadText::Lines)
        );
        for bad in [
            "a@b",
            "a b@example.org",
            "a@example.org\r\nBcc: x@example.org",
            "<a@example.org>",
            "a@-x.org",
            "@x.org",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
        assert_eq!(
            "Ana.M+x@Example.ORG".parse::<Address>().unwrap().as_str(),
            "Ana.M+x@example.org"
        );
    }
}
