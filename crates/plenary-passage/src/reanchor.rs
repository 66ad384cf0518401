//! The re-anchoring protocol: two texts and spans in, one line of places out, as JSON lines.
use crate::carry::Reading;
use crate::landing::Landing;
use crate::span::Span;
use crate::version::{BlockId, MAX_BYTES, NotAVersion, Version};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};

/// One request; offsets count Unicode scalar values and may be anything.
#[derive(Deserialize)]
struct Request {
    doc_old: String,
    doc_new: String,
    spans: Vec<WildSpan>,
}

/// A span as somebody sent it: possibly negative, reversed or out of range.
#[derive(Deserialize)]
struct WildSpan {
    start: i64,
    end: i64,
}

impl WildSpan {
    fn tame(&self) -> Span {
        let tame = |at: i64| u32::try_from(at.max(0)).unwrap_or(u32::MAX);
        Span::new(tame(self.start), tame(self.end))
    }
}

/// Longest line that is read, in bytes: two texts of the greatest length, most of their letters escaped.
const LONGEST_LINE: u64 = 8 * MAX_BYTES as u64;

/// Some editors put this mark before the first line.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Answers every line `{"doc_old", "doc_new", "spans": [{"start", "end"}]}` with a line, written out at once: an array
/// with, for each span, `{"start", "end", "confidence", "placement"}`, with `"fragments"` and `"twins"` where there are
/// several, or `null`: orphaned, or in one of two places that are equally likely. A line that cannot be read is answered
/// `{"error": "..."}` and the next one is read; an empty line is passed over. Fails only when reading or writing fails.
pub fn reanchor_json_lines(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while (&mut input)
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)?
        > 0
    {
        let is_cut = line.len() as u64 == LONGEST_LINE && line.last() != Some(&b'\n');
        if is_cut {
            line = Vec::new();
            input.skip_until(b'\n')?;
        }
        let request = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line);
        if is_cut || !request.trim_ascii().is_empty() {
            let answer = if is_cut {
                Err("This line is longer than 512 MB.".to_owned())
            } else {
                answer(request)
            };
            let answer = answer.unwrap_or_else(|sentence| json!({ "error": sentence }));
            writeln!(output, "{answer}")?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(())
}

fn answer(line: &[u8]) -> Result<Value, String> {
    let request: Request = serde_json::from_slice(line)
        .map_err(|error| format!("This line is not a request: {error}"))?;
    let version = |text: String| {
        Version::from_plain_text(text, BlockId(0).following())
            .map_err(|error: NotAVersion| error.to_string())
    };
    let (old, new) = (version(request.doc_old)?, version(request.doc_new)?);
    let reading = Reading::between(&old, &new);
    Ok(request
        .spans
        .iter()
        .map(|span| in_protocol(&reading.carry(span.tame())))
        .collect())
}

fn in_protocol(landing: &Landing) -> Value {
    let Some(span) = landing.only_place() else {
        return Value::Null;
    };
    let confidence = (landing.confidence * 1000.0).round() / 1000.0;
    let mut value = json!({ "start": span.start, "end": span.end, "confidence": confidence, "placement": landing.placement });
    if landing.fragments.len() > 1 {
        value["fragments"] = json!(landing.fragments);
    }
    if !landing.twins.is_empty() {
        value["twins"] = json!(landing.twins);
    }
    value
}
