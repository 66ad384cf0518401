//! Downloading a cycle: the page that explains it, and the folder as one tar file.

use std::io::Write;
use std::path::PathBuf;

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::StreamExt;
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::web::{self, Who};
use tokio::sync::mpsc;

use super::scope::Reader;
use super::tar;
use super::write::export;
use crate::forum::{self, Cycle};

fn cycle_of(app: &App, slug: &str) -> Result<Cycle, Stop> {
    app.read(|db| forum::store::cycle_by_slug(db, slug))?
        .ok_or(Stop::NotFound)
}

/// GET /cycles/{slug}/export: what there is to take along.
pub async fn export_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let t = &who.tongue;
    let title = t.say("export-title");
    let tar = format!("/cycles/{}/export.tar", cycle.slug);
    let kicker = html! { a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } };
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (t.say("export-lead")) })))
        ul {
            li { a href={ (tar) "?audience=public" } download { (t.say("export-public")) } }
            li { a href=(tar) download { (t.say("export-mine")) } }
        }
        p { (t.say("export-full")) }
        pre { code { "plenary export --data DIR --cycle " (cycle.slug) " " (cycle.slug) "-export" } }
    };
    let mut page = Page::new(&title, Place::Elsewhere, body);
    page.unlisted = true;
    Ok(web::html(page.render(&app, &who)))
}

/// GET /cycles/{slug}/export.tar: the folder as the policy lets this reader see it, or as the public does.
pub async fn export_cycle(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let asked = plenary_kit::form::query(query.as_deref().unwrap_or("")).take("audience");
    let reader = match asked.as_str() {
        "public" => Reader::public(),
        _ => Reader::Viewer(Box::new(who.viewer.clone())),
    };
    let name = format!("{}-{}", cycle.slug, reader.word());
    let scratch = Scratch::new(&app)?;
    export(&app, &cycle.id, reader, &scratch.folder()).await?;
    Ok(download(scratch, name))
}

/// A folder of the moment; it goes when it has been sent, or when nobody wants it any more.
struct Scratch(PathBuf);

impl Scratch {
    fn new(app: &App) -> Result<Scratch, Fault> {
        let name = format!("export-{}", plenary_kit::random::token());
        let path = app.settings().dir.join(name);
        std::fs::create_dir(&path)?;
        Ok(Scratch(path))
    }

    fn folder(&self) -> PathBuf {
        self.0.join("folder")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(fault) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%fault, folder = %self.0.display(), "an export could not be tidied away; remove it");
        }
    }
}

/// How many pieces of 64 KiB wait for a slow reader.
const PIECES_WAITING: usize = 8;

fn download(scratch: Scratch, name: String) -> Response {
    let (pieces, waiting) = mpsc::channel::<Result<Bytes, std::io::Error>>(PIECES_WAITING);
    let disposition = format!("attachment; filename=\"{name}.tar\"");
    tokio::task::spawn_blocking(move || {
        let mut out = std::io::BufWriter::with_capacity(1 << 16, Pieces(pieces.clone()));
        let packed = tar::write(&scratch.folder(), &name, &mut out);
        if let Err(fault) = packed.and_then(|()| Ok(out.flush()?)) {
            // Ending in an error cuts the download off, so that nobody takes half of it for the whole.
            let _ = pieces.blocking_send(Err(std::io::Error::other(fault)));
        }
    });
    let stream = futures_util::stream::unfold(waiting, |mut waiting| async move {
        waiting.recv().await.map(|piece| (piece, waiting))
    });
    // The layers above ask once more when the reader of an ended body has gone.
    let stream = stream.fuse();
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-tar"),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Hands what is written over to the response, waiting while the reader is slow.
struct Pieces(mpsc::Sender<Result<Bytes, std::io::Error>>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let gone = |_| std::io::ErrorKind::BrokenPipe;
        self.0
            .blocking_send(Ok(Bytes::copy_from_slice(bytes)))
            .map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
