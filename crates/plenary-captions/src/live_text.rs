//! The text of a feed as readers see it while it grows: every packet makes a version, and what changed since any
//! version is one cut and one addition.
//!
//! The same packets in the same order make the same versions, so a reader who kept a version's name goes on where they
//! were after the program was started again.

use std::fmt;
use std::str::FromStr;

use crate::decode::decode;
use crate::feed::{Feed, Packet, Taken};
use crate::record::Record;
use crate::register::Register;

/// The name of a version: how many packets made it, and a check over all that was ever shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Version {
    /// How many packets.
    pub packets: u32,
    check: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.packets, self.check)
    }
}

/// The text names no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoVersion;

impl FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let (packets, check) = text.split_once('-').ok_or(NoVersion)?;
        Ok(Version {
            packets: packets.parse().map_err(|_| NoVersion)?,
            check: u32::from_str_radix(check, 16).map_err(|_| NoVersion)?,
        })
    }
}

/// How an earlier version becomes the present one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How many UTF-16 units to take off the end; scripts in browsers count so.
    pub cut: u32,
    /// What to put there.
    pub add: String,
}

/// What a packet left standing of the text before it, and how long the text then was.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    kept: u32,
    kept_units: u32,
    units: u32,
    check: u32,
}

/// A feed and its text.
#[derive(Debug, Clone)]
pub struct LiveText {
    feed: Feed,
    text: String,
    /// The start of the line, in bytes and in the text, before which nothing is read again.
    firm: (usize, usize),
    steps: Vec<Step>,
    is_unnamed: bool,
}

impl Default for LiveText {
    fn default() -> Self {
        LiveText {
            feed: Feed::new(),
            text: String::new(),
            firm: (0, 0),
            steps: vec![Step::default()],
            is_unnamed: false,
        }
    }
}

impl LiveText {
    /// A text that never shows a label that names a speaker, not even while it is being typed.
    pub fn unnamed() -> LiveText {
        LiveText {
            is_unnamed: true,
            ..LiveText::default()
        }
    }

    /// Takes one packet, which makes a new version even when it changes nothing.
    pub fn hear(&mut self, packet: Packet) -> Taken {
        let taken = self.feed.push(packet);
        let last = self.steps.last().copied().unwrap_or_default();
        let fresh = self.readable(&self.unread());
        let old = &self.text[self.firm.1..];
        let same = common(old, &fresh);
        let kept = self.firm.1 + same;
        let kept_units = last.units - units(&self.text[kept..]);
        let add = &fresh[same..];
        let step = Step {
            kept: narrow(kept),
            kept_units,
            units: kept_units + units(add),
            check: checked(last.check, kept_units, add),
        };
        self.text.truncate(kept);
        self.text.push_str(add);
        self.steps.push(step);
        self.move_firm();
        taken
    }

    /// The whole text as it stands now; carriage returns and other controls are left out.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The present version.
    pub fn version(&self) -> Version {
        Version {
            packets: narrow(self.steps.len() - 1),
            check: self.steps.last().map_or(0, |step| step.check),
        }
    }

    /// What changed since a version; nothing when that version is none of this feed.
    pub fn since(&self, version: Version) -> Option<Change> {
        let known = usize::try_from(version.packets).ok()?;
        let then = self
            .steps
            .get(known)
            .filter(|step| step.check == version.check)?;
        let whole = (narrow(self.text.len()), then.units);
        let (kept, kept_units) = self.steps[known + 1..]
            .iter()
            .map(|step| (step.kept, step.kept_units))
            .min()
            .unwrap_or(whole);
        Some(Change {
            cut: then.units - kept_units,
            add: self.text[usize::try_from(kept).ok()?..].to_owned(),
        })
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The bytes of the text as a file would hold them.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.feed.settled().to_vec();
        bytes.extend(self.feed.open());
        bytes
    }

    /// The record of what has come so far.
    pub fn record(&self, people: &Register) -> Record {
        self.feed.record(people)
    }

    /// The bytes from the line on in which something may still change.
    fn unread(&self) -> Vec<u8> {
        let mut bytes = self.feed.settled()[self.firm.0..].to_vec();
        bytes.extend(self.feed.open());
        // A letter may be cut between two packets: it is shown when it is whole.
        let whole = bytes.len() - begun_letter(&bytes);
        bytes.truncate(whole);
        bytes
    }

    fn readable(&self, bytes: &[u8]) -> String {
        let text = readable(bytes);
        if !self.is_unnamed {
            return text;
        }
        text.split_inclusive('\n').map(without_label).collect()
    }

    /// Moves past the lines that are settled for good.
    fn move_firm(&mut self) {
        let settled = &self.feed.settled()[self.firm.0..];
        let Some(end) = settled.iter().rposition(|byte| *byte == b'\n') else {
            return;
        };
        let lines = self.readable(&settled[..=end]);
        self.firm = (self.firm.0 + end + 1, self.firm.1 + lines.len());
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn units(text: &str) -> u32 {
    narrow(text.encode_utf16().count())
}

/// FNV-1a over what is kept and what is added, after the check of the version before.
fn checked(before: u32, kept_units: u32, add: &str) -> u32 {
    let bytes = before.to_le_bytes().into_iter();
    let bytes = bytes.chain(kept_units.to_le_bytes()).chain(add.bytes());
    bytes.fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// How many bytes both begin with, up to the end of a letter.
fn common(old: &str, new: &str) -> usize {
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let mut same = same.count();
    while !(old.is_char_boundary(same) && new.is_char_boundary(same)) {
        same -= 1;
    }
    same
}

/// How many bytes at the end are the beginning of a letter that is not yet whole.
fn begun_letter(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.len() - error.valid_up_to(),
        _ => 0,
    }
}

/// Text for reading: one kind of line break, no controls, nothing that turns the direction of all that follows.
fn readable(bytes: &[u8]) -> String {
    let text = decode(bytes).text.replace("\r\n", "\n");
    let letters = text.chars().map(|c| if c == '\r' { '\n' } else { c });
    let is_shown = |c: &char| {
        (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{202D}' | '\u{202E}')
    };
    letters.filter(is_shown).collect()
}

/// A label is at most so long; behind that many letters nothing is held back any more.
const LABEL_LETTERS: usize = 60;

/// The line without the label that names its speaker; what may still become one is held back.
fn without_label(line: &str) -> String {
    let arrows = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let (arrows, rest) = line.split_at(arrows);
    let may_be_label = |c: char| match arrows.contains('>') {
        true => c != '\n',
        false => !c.is_lowercase() && c != '\n',
    };
    let head: String = rest.chars().take_while(|c| may_be_label(*c)).collect();
    let colon = head.find([':', '：']);
    match colon.filter(|at| head[..*at].chars().count() <= LABEL_LETTERS) {
        Some(at) => {
            let colon = head[at..].chars().next().map_or(0, char::len_utf8);
            let said = rest[at + colon..].trim_start_matches([' ', '\t']);
            format!("{arrows}{said}")
        }
        None if head.len() == rest.len() && head.chars().count() <= LABEL_LETTERS => {
            arrows.to_owned()
        }
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(live: &mut LiveText, bytes: &[u8]) {
        live.hear(Packet {
            bytes,
            ..Packet::default()
        });
    }

    /// Applies a change as a script in a browser does.
    fn apply(text: &mut Vec<u16>, change: &Change) {
        let left = text.len() - usize::try_from(change.cut).unwrap();
        text.truncate(left);
        text.extend(change.add.encode_utf16());
    }

    const PACKETS: &[&[u8]] = &[
        b">> ANA: Good mroning",
        b"\x08\x08\x08\x08\x08\x08orning \xF0\x9F",
        b"\x98\x80 all\r",
        b"\n>> JOS\xC9: d\x92accord\n",
        b"caf\xC3",
        b"\xA9\x08\xC3\xA8s ",
    ];

    #[test]
    fn from_every_version_one_change_leads_to_the_present() {
        let mut live = LiveText::default();
        let mut seen = vec![(live.version(), Vec::new())];
        for packet in PACKETS {
            hear(&mut live, packet);
            seen.push((live.version(), live.text().encode_utf16().collect()));
            for (version, text) in &seen {
                let mut text: Vec<u16> = text.clone();
                apply(&mut text, &live.since(*version).unwrap());
                assert_eq!(String::from_utf16(&text).unwrap(), live.text());
            }
        }
        assert_eq!(
            live.text(),
            ">> ANA: Good morning 😀 all\n>> JOSÉ: d’accord\ncafès "
        );
    }

    #[test]
    fn the_same_packets_make_the_same_versions_and_others_do_not() {
        let (mut one, mut two) = (LiveText::default(), LiveText::default());
        hear(&mut one, b"word");
        hear(&mut two, b"ward");
        assert_ne!(one.version(), two.version());
        assert_eq!(one.since(two.version()), None);
        let name = one.version().to_string();
        assert_eq!(name.parse(), Ok(one.version()));
        assert_eq!("12".parse::<Version>(), Err(NoVersion));
    }

    #[test]
    fn an_unnamed_text_shows_no_label_at_any_moment() {
        let mut live = LiveText::unnamed();
        for letter in ">> ANA KIM: Good morning.\nBEN OLE: I agree.\nAll said: yes.\n>> Dr. Cho, Kenya: Thanks\n".chars() {
            hear(&mut live, letter.to_string().as_bytes());
            let text = live.text();
            assert!(
                !["AN", "BEN", "OL", "Dr", "Ch", "Ken"].iter().any(|name| text.contains(name)),
                "{text}"
            );
        }
        assert_eq!(
            live.text(),
            ">> Good morning.\nI agree.\nAll said: yes.\n>> Thanks\n"
        );
    }

    #[test]
    fn long_feeds_are_read_from_their_last_lines_only() {
        let mut live = LiveText::default();
        let mut all = String::new();
        for number in 0..2_000 {
            let line = format!("line {number} of many\r\n");
            hear(&mut live, line.as_bytes());
            all.push_str(&line.replace('\r', ""));
        }
        assert_eq!(live.text(), all);
        assert!(live.firm.0 > 20_000);
        assert_eq!(live.bytes().len(), all.len() + 2_000);
    }
}
