//! Exports against strict readers of their formats, written here after the published definitions.

use plenary_captions::{Feed, Format, Packet, Record, Register};

const TEXT: &str = "SESSION OF LETTERS\n5 May 2019\n>> MODERATOR: I'm Ana \"A\" Bell & friends <3, your moderator. (Applause) It is --> so.\n>> BEN OAK: (Inaudible) one. Two? Three!\n[ Laughter ]\nAnd a second paragraph that goes on for long enough to need more than a single cue, as a cue holds two lines of about eighty letters each and not a whole paragraph of speech.\n>> AUDIENCE:\n>> No label.\n(Concluded at 10:37)\nAfter the end.\n";

fn plain() -> Record {
    Record::from_bytes(TEXT.as_bytes())
}

fn timed() -> Record {
    let mut feed = Feed::new();
    for (number, word) in (0u64..).zip(TEXT.split_inclusive(' ')) {
        feed.push(Packet {
            milliseconds: Some(5_000 + number * 400),
            bytes: word.as_bytes(),
            ..Packet::default()
        });
    }
    feed.record(&Register::default())
}

/// Milliseconds of `hh:mm:ss.ttt`, two digits each and three at the end.
fn clock(text: &str, sign: char) -> u64 {
    assert_eq!(text.len(), 12, "{text}");
    assert!(
        text.chars().enumerate().all(|(at, c)| match at {
            2 | 5 => c == ':',
            8 => c == sign,
            _ => c.is_ascii_digit(),
        }),
        "{text}"
    );
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().unwrap();
    assert!(number(3, 5) < 60 && number(6, 8) < 60);
    number(0, 2) * 3_600_000 + number(3, 5) * 60_000 + number(6, 8) * 1_000 + number(9, 12)
}

fn timing(line: &str, sign: char) -> (u64, u64) {
    let (from, to) = line.split_once(" --> ").unwrap();
    (clock(from, sign), clock(to, sign))
}

/// A WebVTT file after the W3C grammar: header, then blocks parted by empty lines. Gives the cues.
fn web_vtt(text: &str) -> Vec<(u64, u64, String)> {
    let body = text.strip_prefix("WEBVTT\n\n").expect("header");
    assert!(!text.contains('\0') && !text.contains('\r'));
    let mut cues = Vec::new();
    for block in body.trim_end().split("\n\n") {
        if block == "NOTE" || block.starts_with("NOTE ") || block.starts_with("NOTE\n") {
            assert!(!block.contains("-->"), "a comment may not hold an arrow");
            continue;
        }
        let mut lines = block.lines();
        let id = lines.next().unwrap();
        assert!(!id.contains("-->"));
        let (from, to) = timing(lines.next().unwrap(), '.');
        assert!(from < to);
        let payload = lines.collect::<Vec<_>>().join("\n");
        assert!(!payload.is_empty() && !payload.contains("-->"));
        cue_text(&payload);
        cues.push((from, to, payload));
    }
    assert!(
        cues.windows(2).all(|pair| pair[0].0 <= pair[1].0),
        "cues are in order"
    );
    cues
}

/// Cue text: one voice tag in front; other `<` and bare `&` are errors.
fn cue_text(payload: &str) {
    let (voice, rest) = payload
        .strip_prefix("<v ")
        .and_then(|rest| rest.split_once('>'))
        .expect("voice");
    assert!(!voice.trim().is_empty());
    assert!(!rest.contains(['<', '>']));
    for part in rest.split('&').skip(1).chain(voice.split('&').skip(1)) {
        assert!(
            ["amp;", "lt;", "gt;"]
                .iter()
                .any(|entity| part.starts_with(entity)),
            "{payload}"
        );
    }
}

#[test]
fn web_vtt_has_cues_only_with_times() {
    let cues = web_vtt(&Format::WebVtt.to_string(&timed()));
    assert!(cues.len() >= 5);
    assert!(
        cues.iter()
            .all(|(from, to, _)| *from >= 5_000 && to - from < 60_000)
    );
    assert!(web_vtt(&Format::WebVtt.to_string(&plain())).is_empty());
    assert!(
        Format::WebVtt
            .to_string(&plain())
            .contains("second paragraph")
    );
    assert!(Format::WebVtt.caveat(&plain()).is_some() && Format::WebVtt.caveat(&timed()).is_none());
}

#[test]
fn sub_rip_counts_its_cues_from_one() {
    let text = Format::SubRip.to_string(&timed());
    let mut last = 0;
    for (number, block) in (1..).zip(text.trim_end().split("\n\n")) {
        let lines: Vec<&str> = block.lines().collect();
        assert_eq!(lines[0], number.to_string());
        let (from, to) = timing(lines[1], ',');
        assert!(from < to && from >= last);
        last = from;
        assert!(
            lines.len() >= 3
                && lines[2..]
                    .iter()
                    .all(|line| !line.is_empty() && !line.contains("-->"))
        );
    }
    assert!(last > 5_000);
    assert!(Format::SubRip.to_string(&plain()).is_empty());
    assert!(Format::SubRip.caveat(&plain()).is_some());
}

/// Well-formed XML 1.0 without document type: tags nest, attributes are quoted and once, entities known.
/// Gives each identifier.
fn well_formed(text: &str) -> Vec<String> {
    let mut rest = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .expect("declaration");
    let (mut open, mut ids): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find('<') {
        characters(&rest[..at]);
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, empty) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let name = tag.split([' ', '\n']).next().unwrap();
        assert!(name.starts_with(|c: char| c.is_alphabetic()));
        attributes(&tag[name.len()..], &mut ids);
        if !empty {
            open.push(name);
        }
        assert!(!open.is_empty() || rest.trim().is_empty());
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "identifiers are unique");
    ids
}

fn characters(text: &str) {
    assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
    for part in text.split('&').skip(1) {
        assert!(
            ["amp;", "lt;", "gt;", "quot;", "#39;"]
                .iter()
                .any(|entity| part.starts_with(entity)),
            "{part}"
        );
    }
}

fn attributes(mut text: &str, ids: &mut Vec<String>) {
    let mut names = Vec::new();
    while let Some((name, rest)) = text.trim_start().split_once("=\"") {
        let (value, after) = rest.split_once('"').expect("a value ends");
        assert!(!names.contains(&name) && !value.contains('<'));
        characters(value);
        names.push(name);
        if matches!(name, "eId" | "xml:id") {
            ids.push(value.to_owned());
        }
        text = after;
    }
    assert!(text.trim().is_empty(), "{text}");
}

#[test]
fn xml_is_well_formed_and_its_identifiers_unique() {
    for record in [
        plain(),
        timed(),
        Record::from_bytes(b""),
        Record::from_bytes(b"\x00\x01>> A\x02B C: \x0b<&>\"'"),
        Record::from_bytes(b"only a header"),
    ] {
        well_formed(&Format::AkomaNtoso.to_string(&record));
        well_formed(&Format::Tei.to_string(&record));
    }
}

#[test]
fn references_in_xml_have_their_target() {
    for (format, attribute) in [
        (Format::AkomaNtoso, "by=\"#"),
        (Format::AkomaNtoso, "as=\"#"),
        (Format::Tei, "who=\"#"),
    ] {
        let text = format.to_string(&plain());
        let ids = well_formed(&text);
        let targets: Vec<&str> = text
            .split(attribute)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(
            !targets.is_empty()
                && targets
                    .iter()
                    .all(|target| ids.iter().any(|id| id == target))
        );
    }
}

#[test]
fn json_lines_hold_every_paragraph_and_block_once() {
    let record = plain();
    let text = Format::JsonLines.to_string(&record);
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    let paragraphs: usize = record
        .turns
        .iter()
        .map(|turn| turn.paragraphs.len().max(1))
        .sum();
    assert_eq!(
        (of("paragraph"), of("block"), of("finding")),
        (paragraphs, record.blocks.len(), record.findings.len())
    );
}

#[test]
fn json_is_one_object_that_reads_back() {
    let record = plain();
    let again: Record = serde_json::from_str(&Format::Json.to_string(&record)).unwrap();
    assert_eq!(
        (again.turns, again.blocks, again.agenda, again.skipped),
        (record.turns, record.blocks, record.agenda, record.skipped)
    );
}

#[test]
fn the_page_escapes_what_was_said() {
    let page = Format::Html.to_string(&plain());
    assert!(page.contains("&lt;3") && !page.contains("<3"));
    assert!(page.contains("id=\"t1\"") && page.contains("href=\"#p1\""));
}
