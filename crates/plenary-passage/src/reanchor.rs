//! The re-anchoring protocol: two texts and spans in, one line of places out, as JSON lines.
use crate::carry::Reading;
use crate::landing::Landing;
use crate::span::Span;
use crate::version::{BlockId, NotAVersion, Version};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

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

/// Answers every line `{"doc_old", "doc_new", "spans": [{"start", "end"}]}` with a line: an array with `null` (orphaned, or one of
/// two places that are equally likely)
/// or `{"start", "end", "confidence", "placement"}` for each span, with `"fragments"` and `"twins"` where there are
/// several. A line that cannot be read is answered `{"error": "..."}` and the next one is read.
/// Fails only when reading or writing fails.
pub fn reanchor_json_lines(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            let answer = answer(&line).unwrap_or_else(|sentence| json!({ "error": sentence }));
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
