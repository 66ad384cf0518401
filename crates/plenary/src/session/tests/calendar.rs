//! Calendars, read by a strict reader of iCalendar.

use super::{World, asking};
use crate::session::calendar::{Event, calendar};
use crate::session::rules::call_off_session;
use crate::testing::START;

/// A strict reader of iCalendar: lines of at most 75 octets ended by CRLF, unfolded; begins and ends nested; in every event
/// the properties that RFC 5545 wants, once.
fn read_strictly(text: &str) -> Vec<Vec<(String, String)>> {
    let events = events_in(&lines_of(text));
    events.iter().for_each(|event| check_event(event));
    events
}

fn lines_of(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    let folded: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
    assert!(
        folded
            .iter()
            .all(|line| line.len() <= 75 && !line.is_empty()),
        "a line is too long"
    );
    let mut lines: Vec<String> = Vec::new();
    for line in folded {
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let parted = |line: &String| {
        let (name, value) = line.split_once(':').expect("a name and a value");
        assert!(
            name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'),
            "{name}"
        );
        (name.to_owned(), value.to_owned())
    };
    lines.iter().map(parted).collect()
}

fn events_in(lines: &[(String, String)]) -> Vec<Vec<(String, String)>> {
    assert_eq!(lines[0], ("BEGIN".into(), "VCALENDAR".into()));
    assert_eq!(lines[lines.len() - 1], ("END".into(), "VCALENDAR".into()));
    let inner = &lines[1..lines.len() - 1];
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    let mut is_inside = false;
    for (name, value) in inner {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") if !is_inside => {
                is_inside = true;
                events.push(Vec::new());
            }
            ("END", "VEVENT") if is_inside => is_inside = false,
            ("BEGIN" | "END", other) => panic!("{other} is not where it belongs"),
            _ if is_inside => events
                .last_mut()
                .unwrap()
                .push((name.clone(), value.clone())),
            _ => assert!(events.is_empty(), "{name} stands after an event"),
        }
    }
    for wanted in ["VERSION", "PRODID"] {
        assert_eq!(
            inner.iter().filter(|(name, _)| name == wanted).count(),
            1,
            "{wanted}"
        );
    }
    assert!(!events.is_empty() && !is_inside);
    events
}

fn check_event(event: &[(String, String)]) {
    for wanted in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"] {
        assert_eq!(
            event.iter().filter(|(name, _)| name == wanted).count(),
            1,
            "{wanted}"
        );
    }
    for (name, value) in event.iter().filter(|(name, _)| name.starts_with("DT")) {
        let is_digit = |at: usize| value.as_bytes()[at].is_ascii_digit();
        let is_utc = value.len() == 16 && value.as_bytes()[8] == b'T' && value.ends_with('Z');
        assert!(
            is_utc && (0..8).chain(9..15).all(is_digit),
            "{name}: {value}"
        );
    }
}

fn value<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    event
        .iter()
        .find(|(each, _)| each == name)
        .map_or("", |(_, value)| value)
}

/// The text that an escaped value stands for.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(letter @ ('\\' | ';' | ',')) => out.push(letter),
                other => panic!("\\{other:?} is no escape"),
            },
            ',' | ';' => panic!("{letter} stands bare in {value}"),
            other => out.push(other),
        }
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn calendars_are_read_by_a_strict_reader_and_keep_their_names() {
    let world = World::new().await;
    let session = world.open(asking("opening")).await;
    let mut visitor = world.forum.visitor();
    let one = visitor.get("/sessions/opening/calendar.ics").await;
    assert_eq!(one.headers["content-type"], "text/calendar; charset=utf-8");
    let events = read_strictly(&one.text());
    assert_eq!(events.len(), 1);
    assert_eq!(value(&events[0], "UID"), session.id.as_str());
    assert_eq!(
        unescaped(value(&events[0], "SUMMARY")),
        "Opening; first, the agenda"
    );
    assert_eq!(value(&events[0], "DTSTART"), "20260303T090000Z");
    assert_eq!(value(&events[0], "DTEND"), "20260303T100000Z");
    let text = unescaped(value(&events[0], "DESCRIPTION"));
    assert!(text.contains("\n03:06 What is an outage?"), "{text}");
    let event = call_off_session(&world.moderator, &world.cycle(), &session).unwrap();
    world.record(event).await;
    let all = read_strictly(&visitor.get("/cycles/2026/calendar.ics").await.text());
    assert_eq!(all.len(), 3, "two phases and a session");
    let off = all
        .iter()
        .find(|event| value(event, "UID") == session.id.as_str())
        .unwrap();
    assert_eq!(
        (value(off, "STATUS"), value(off, "SEQUENCE")),
        ("CANCELLED", "1")
    );
    let again = read_strictly(&visitor.get("/cycles/2026/calendar.ics").await.text());
    assert_eq!(all, again);
}

#[test]
fn any_text_survives_a_calendar_and_no_letter_is_cut() {
    for title in [
        "漢字".repeat(80),
        "a\\b;c,d\ne\r\nf".into(),
        format!("{}é", "x".repeat(66)),
        "BEGIN:VEVENT\nEND:VCALENDAR".into(),
        "مرحبا ".repeat(30) + "🌍",
        String::new(),
    ] {
        let event = Event {
            uid: "1".into(),
            stamp: START,
            revision: 0,
            starts: START,
            ends: START.plus_ms(1_000),
            title: title.clone(),
            text: title.clone(),
            place: title.clone(),
            url: "https://example.org/a\r\nX:y".into(),
            is_called_off: false,
            is_busy: true,
        };
        let events = read_strictly(&calendar(&title, &[event]));
        assert_eq!(
            unescaped(value(&events[0], "SUMMARY")),
            title.replace("\r\n", "\n")
        );
        assert_eq!(value(&events[0], "URL"), "https://example.org/aX:y");
    }
}
