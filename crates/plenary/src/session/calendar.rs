//! Calendars for other programs: iCalendar after RFC 5545, written by hand and in UTC.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_kit::time::Instant;

/// One event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its lasting name: the same event has the same one in every calendar and every revision.
    pub uid: String,
    /// When what is said here was last changed.
    pub stamp: Instant,
    /// How often it was changed.
    pub revision: u32,
    /// Its first instant.
    pub starts: Instant,
    /// The first instant after it.
    pub ends: Instant,
    /// Its title.
    pub title: String,
    /// What it is about, in plain lines.
    pub text: String,
    /// Where it is held.
    pub place: String,
    /// Its page.
    pub url: String,
    /// Whether it does not take place.
    pub is_called_off: bool,
    /// Whether somebody who goes there is busy; a phase of weeks keeps nobody from a meeting.
    pub is_busy: bool,
}

/// RFC 5545 section 3.1: a line is at most 75 octets long, without its break.
const OCTETS: usize = 75;

/// A calendar of these events. RFC 5545 wants at least one: the caller has no calendar without.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Plenary//Plenary forum//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    text(&mut out, "X-WR-CALNAME", name);
    for event in events {
        event.write(&mut out);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

impl Event {
    fn write(&self, out: &mut String) {
        line(out, "BEGIN:VEVENT");
        text(out, "UID", &self.uid);
        line(out, &format!("DTSTAMP:{}", utc(self.stamp)));
        line(out, &format!("LAST-MODIFIED:{}", utc(self.stamp)));
        line(out, &format!("SEQUENCE:{}", self.revision));
        line(out, &format!("DTSTART:{}", utc(self.starts)));
        line(out, &format!("DTEND:{}", utc(self.ends)));
        text(out, "SUMMARY", &self.title);
        let more = [("DESCRIPTION", &self.text), ("LOCATION", &self.place)];
        for (name, value) in more.into_iter().filter(|(_, value)| !value.is_empty()) {
            text(out, name, value);
        }
        if !self.url.is_empty() {
            // The value of a URL is no text, so nothing in it is escaped; a line break in it would end the line.
            let url: String = self.url.chars().filter(|c| !c.is_control()).collect();
            line(out, &format!("URL:{url}"));
        }
        let status = if self.is_called_off {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        line(out, &format!("STATUS:{status}"));
        let transparency = if self.is_busy {
            "OPAQUE"
        } else {
            "TRANSPARENT"
        };
        line(out, &format!("TRANSP:{transparency}"));
        line(out, "END:VEVENT");
    }
}

/// The instant in RFC 5545's form with UTC time.
fn utc(instant: Instant) -> String {
    let stamp = Timestamp::from_millisecond(instant.0).unwrap_or(Timestamp::UNIX_EPOCH);
    stamp
        .to_zoned(TimeZone::UTC)
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

fn text(out: &mut String, name: &str, value: &str) {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    line(out, &format!("{name}:{escaped}"));
}

/// Folds a line: what goes on after 75 octets begins with a space, and no letter is cut in two.
fn line(out: &mut String, content: &str) {
    let mut room = OCTETS;
    for letter in content.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = OCTETS - 1;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out.push_str("\r\n");
}
