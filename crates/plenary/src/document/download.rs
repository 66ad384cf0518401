//! A version as a file: the same words in every format that is offered.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_paper::{About, docx, to_epub, to_html, to_markdown, to_text};
use plenary_passage::Version;
use tokio::sync::Semaphore;

use super::anchor::VersionNumber;
use super::pages::readable;
use super::press;
use super::rules::{Document, VersionLine};
use super::store;

/// The formats that have a name of their own, by the word in their addresses; plain text is said in words.
pub const FORMATS: [(&str, &str); 5] = [
    ("docx", "DOCX"),
    ("epub", "EPUB"),
    ("html", "HTML"),
    ("markdown", "Markdown"),
    ("pdf", "PDF"),
];

/// Setting pages takes a processor and, for the largest draft, some 200 MB: one at a time.
static ONE_PRESS: Semaphore = Semaphore::const_new(1);

/// GET /documents/{slug}/{version}/file/{format}
pub async fn download(
    State(app): State<App>,
    who: Who,
    Path((slug, number, format)): Path<(String, u32, String)>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let (document, _) = readable(&app, &who, &slug)?;
    let number = VersionNumber(number);
    let (version, line) = app.read(|db| {
        let version = store::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let line = store::version_line(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>((version, line))
    })?;
    let about = about(&app, &who.tongue, &document, &line);
    let _turn = match format.as_str() {
        "pdf" => ONE_PRESS.acquire().await.ok(),
        _ => None,
    };
    let state = format!("{}-{}", document.changed, line.seq);
    let make = move || {
        web::with_etag(&who, &headers, &state, || {
            let (end, media_type, bytes) = file(&version, &about, &format)?;
            let name = format!("{slug}-{number}.{end}");
            Ok(web::download(&name, media_type, bytes))
        })
    };
    let made = tokio::task::spawn_blocking(make).await;
    made.map_err(|broken| Stop::Fault(Fault::broken(broken)))?
}

type Made = (&'static str, &'static str, Vec<u8>);

/// The end of its name, its media type, its bytes.
fn file(version: &Version, about: &About, format: &str) -> Result<Made, Stop> {
    Ok(match format {
        "markdown" | "md" => (
            "md",
            "text/markdown; charset=utf-8",
            to_markdown(version).into_bytes(),
        ),
        "text" | "txt" => (
            "txt",
            "text/plain; charset=utf-8",
            to_text(version).into_bytes(),
        ),
        "html" => (
            "html",
            "text/html; charset=utf-8",
            to_html(version, about).into_bytes(),
        ),
        "docx" => ("docx", DOCX, docx::to_docx(version, about)),
        "epub" => ("epub", "application/epub+zip", to_epub(version, about)),
        "pdf" => ("pdf", "application/pdf", press::pages(version, about)?),
        _ => return Err(Stop::NotFound),
    })
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn about(app: &App, t: &Tongue, document: &Document, line: &VersionLine) -> About {
    let edition = t.say_with(
        "document-edition",
        &[
            ("number", i64::from(line.number.0).into()),
            ("note", line.note.clone().into()),
        ],
    );
    let saved = jiff::Timestamp::from_millisecond(line.saved.0).unwrap_or_default();
    About {
        title: document.title.clone(),
        lang: document.lang.clone(),
        edition: edition.trim().to_owned(),
        address: format!(
            "{}/documents/{}/{}",
            app.settings().public_url.trim_end_matches('/'),
            document.slug,
            line.number
        ),
        saved: saved.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}
