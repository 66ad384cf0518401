//! The record to take along, in the formats of the field; the file as it came, for those who make the record.

use axum::extract::{Path, State};
use axum::response::Response;
use plenary_captions::Format;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::web::{self, Who};

use super::Seen;
use crate::transcript::store::read;

/// GET /sessions/{slug}/transcript/file/{format}
pub async fn download(
    State(app): State<App>,
    who: Who,
    Path((slug, format)): Path<(String, String)>,
) -> Result<Response, Stop> {
    let seen = Seen::load(&app, &who, &slug)?;
    let (format, media_type, end) = match format.as_str() {
        "txt" => (Format::House, "text/plain; charset=utf-8", "txt"),
        "vtt" => (Format::WebVtt, "text/vtt; charset=utf-8", "vtt"),
        "srt" => (Format::SubRip, "application/x-subrip; charset=utf-8", "srt"),
        "akn" => (Format::AkomaNtoso, "application/akn+xml", "akn.xml"),
        "tei" => (Format::Tei, "application/tei+xml", "tei.xml"),
        "jsonl" => (
            Format::JsonLines,
            "application/jsonl; charset=utf-8",
            "jsonl",
        ),
        "json" => (Format::Json, "application/json", "json"),
        _ => return Err(Stop::NotFound),
    };
    let text = format.to_string(&seen.transcript.for_export(seen.fields));
    Ok(web::download(
        &format!("{slug}.{end}"),
        media_type,
        text.into_bytes(),
    ))
}

/// GET /sessions/{slug}/transcript/source
pub async fn source(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let bytes = app
        .read(|db| read::source(db, &seen.transcript))?
        .ok_or(Stop::NotFound)?;
    let name = seen
        .transcript
        .file
        .clone()
        .unwrap_or_else(|| format!("{slug}.txt"));
    Ok(web::download(&name, "application/octet-stream", bytes))
}
