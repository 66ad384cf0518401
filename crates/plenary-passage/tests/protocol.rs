//! The JSON-lines protocol: every line is answered, whatever it holds, and the next one is read.
use plenary_passage::reanchor_json_lines;
use serde_json::{Value, json};
use std::io::{BufReader, Read, Write};

/// The answers to some input, one by one.
fn answers(input: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    reanchor_json_lines(input, &mut output).expect("reading and writing memory");
    let output = String::from_utf8(output).expect("JSON is text");
    output
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

const REQUEST: &str = r#"{"doc_old":"One two three. Four.","doc_new":"Zero. One two three.","spans":[{"start":0,"end":14},{"start":15,"end":20}]}"#;

fn is_answered(answer: &Value) -> bool {
    answer[0]["start"] == 6 && answer[0]["end"] == 20 && answer[1].is_null()
}

#[test]
fn a_line_that_is_no_request_is_answered_with_the_reason_and_the_next_one_is_read() {
    let lines: [&[u8]; 12] = [
        b"nonsense",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"{\"doc_old\":\"a\",\"doc_new\":\"a\"}",
        b"{\"doc_old\":\"a\",\"doc_new\":\"a\",\"spans\":{}}",
        b"{\"doc_old\":\"a\",\"doc_new\":\"a\",\"spans\":[{\"start\":0}]}",
        b"{\"doc_old\":\"a\",\"doc_new\":\"a\",\"spans\":[{\"start\":0.5,\"end\":1}]}",
        b"{\"doc_old\":\"a\",\"doc_new\":\"a\",\"spans\":[{\"start\":0,\"end\":1e99}]}",
        b"{\"doc_old\":\"\\ud800\",\"doc_new\":\"a\",\"spans\":[]}",
        &[b'['; 5000],
    ];
    for line in lines {
        let input = [line, b"\n", REQUEST.as_bytes(), b"\n"].concat();
        let answers = answers(&input);
        let shown = String::from_utf8_lossy(line);
        assert_eq!(answers.len(), 2, "{shown}");
        let reason = answers[0]["error"].as_str().unwrap_or_default();
        assert!(
            reason.starts_with("This line is not a request: "),
            "{shown}"
        );
        assert!(is_answered(&answers[1]), "{shown}");
    }
}

#[test]
fn line_ends_empty_lines_and_the_byte_order_mark_do_not_matter() {
    let input = format!("\u{feff}{REQUEST}\r\n\r\n  \n\n{REQUEST}");
    let answers = answers(input.as_bytes());
    assert_eq!(answers.len(), 2);
    assert!(answers.iter().all(is_answered));
}

#[test]
fn spans_out_of_range_empty_or_reversed_are_answered_one_by_one() {
    let spans = [
        (-5, 3),
        (0, i64::MAX),
        (i64::MIN, i64::MAX),
        (3, 3),
        (9, 4),
        (900, 950),
        (i64::MAX, i64::MIN),
    ];
    let spans: Vec<Value> = spans
        .iter()
        .map(|(start, end)| json!({"start": start, "end": end}))
        .collect();
    let request = json!({"doc_old": "One two three.", "doc_new": "One two three.", "spans": spans});
    let answers = answers(request.to_string().as_bytes());
    let places: Vec<Option<(u64, u64)>> = answers[0]
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| Some((place["start"].as_u64()?, place["end"].as_u64()?)))
        .collect();
    let whole = Some((0, 14));
    assert_eq!(places, [Some((0, 3)), whole, whole, None, None, None, None]);
}

#[test]
fn empty_texts_and_no_spans_are_answered() {
    for (old, new) in [("", ""), ("", "One."), ("One.", ""), ("\n\n", " ")] {
        let request = |spans| json!({"doc_old": old, "doc_new": new, "spans": spans}).to_string();
        let input = format!(
            "{}\n{}\n",
            request(json!([])),
            request(json!([{"start": 0, "end": 4}]))
        );
        let answers = answers(input.as_bytes());
        assert_eq!(answers[0], json!([]), "{old:?} {new:?}");
        assert!(answers[1].is_array(), "{old:?} {new:?}");
    }
}

#[test]
fn a_line_of_ten_megabytes_is_answered_and_letters_are_counted_not_bytes() {
    let old = "网络安全。🌍 é. ".repeat(400_000);
    let new = format!("新。{old}");
    let request = json!({"doc_old": old, "doc_new": new, "spans": [{"start": 0, "end": 11}]});
    let line = request.to_string();
    assert!(line.len() > 10_000_000);
    let answers = answers(line.as_bytes());
    assert_eq!(
        (&answers[0][0]["start"], &answers[0][0]["end"]),
        (&json!(2), &json!(13))
    );
}

#[test]
fn one_of_two_equally_likely_places_is_not_named() {
    let old = "Apples are red.\n\nMembers pay a fee each year.\n\nPears are green.";
    let new = "Plums are blue.\n\nMembers pay a fee each year.\n\nFigs are sweet.\n\nMembers pay a fee each year.\n\nNuts are hard.";
    let request = json!({"doc_old": old, "doc_new": new, "spans": [{"start": 17, "end": 45}]});
    assert_eq!(answers(request.to_string().as_bytes()), [json!([null])]);
}

/// Gives one request, and the next one only when the first was answered and flushed.
struct Conversation<'a> {
    flushed: &'a std::cell::Cell<usize>,
    asked: usize,
}

impl Read for Conversation<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        assert_eq!(
            self.flushed.get(),
            self.asked,
            "asked again before answering"
        );
        if self.asked == 3 {
            return Ok(0);
        }
        self.asked += 1;
        let line = format!("{REQUEST}\n");
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

/// Counts the flushes that follow a whole line.
struct Listener<'a> {
    flushed: &'a std::cell::Cell<usize>,
    last: u8,
}

impl Write for Listener<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.last = bytes.last().copied().unwrap_or(self.last);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        assert_eq!(self.last, b'\n');
        self.flushed.set(self.flushed.get() + 1);
        Ok(())
    }
}

#[test]
fn every_answer_is_written_out_before_the_next_line_is_read() {
    let flushed = std::cell::Cell::new(0);
    let asking = Conversation {
        flushed: &flushed,
        asked: 0,
    };
    let listening = Listener {
        flushed: &flushed,
        last: 0,
    };
    reanchor_json_lines(BufReader::new(asking), listening).expect("a conversation");
    assert_eq!(flushed.get(), 3);
}
