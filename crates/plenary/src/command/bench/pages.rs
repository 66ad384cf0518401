//! Pages per second of processor time, through the real router: cold, with a known ETag, compressed, over HTTP.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use plenary::serve::Service;
use plenary_kit::app::App;
use plenary_kit::fault::Fault;
use tower::ServiceExt;

use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, bare_store, meter};

/// A page of a list shows so many.
const LISTED: u64 = 100;
/// Rounds of which the best counts: what others do on the machine can only make one slower.
const ROUNDS: usize = 5;

/// The program's own web service.
pub fn router(app: &App) -> Router {
    plenary_kit::web::service(app.clone(), plenary::routes::routes())
}

/// Measures a page of the docket and two of items beside the bare page.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let bare = bare_store::pages(dir, effort.pages)?;
    let world = World::filled(dir, 2 * LISTED).await?;
    let long = format!("/items/{}", world.file_long().await?);
    let service = router(&world.app);
    let mut rows = Vec::new();
    for (name, path) in [
        ("docket page of 100 items", "/docket"),
        ("item page, one short text", "/items/1"),
        ("item page, 60 paragraphs", long.as_str()),
    ] {
        rows.extend(page_rows(&service, name, path, effort.pages, bare).await?);
    }
    // What follows the ledger shall have nothing left to do while the service is asked.
    world.app.settle().await?;
    for (name, path) in [
        ("docket page", "/docket"),
        ("item page, 60 paragraphs", long.as_str()),
    ] {
        rows.extend(over_http(&world.app, name, path, effort).await?);
    }
    Ok(rows)
}

pub async fn page_rows(
    service: &Router,
    name: &str,
    path: &str,
    times: usize,
    bare: f64,
) -> Result<Vec<Row>, Fault> {
    let first = get(service, path, &[]).await?;
    let known = [("if-none-match", first.tag.as_str())];
    let cold = per_second(service, path, &[], StatusCode::OK, times).await?;
    let hit = per_second(service, path, &known, StatusCode::NOT_MODIFIED, times).await?;
    let gzip = per_second(
        service,
        path,
        &[("accept-encoding", "gzip")],
        StatusCode::OK,
        times,
    )
    .await?;
    let unit = "pages per CPU second";
    let weight = number(first.bytes as f64);
    Ok(vec![
        Row::new(format!("{name}, cold"), cold, unit)
            .goal(Goal::AtLeast(2_000.0))
            .beside("bare page of 160 rows", bare)
            .note(format!("{} µs, {weight} bytes", number(1e6 / cold))),
        Row::new(format!("{name}, ETag hit"), hit, unit)
            .goal(Goal::AtLeast(20_000.0))
            .note(format!("{} µs", number(1e6 / hit))),
        Row::new(format!("{name}, cold, compressed"), gzip, unit)
            .note(format!("{} µs", number(1e6 / gzip))),
    ])
}

/// What came back.
pub struct Answer {
    /// Its ETag.
    pub tag: String,
    /// The length of its body.
    pub bytes: usize,
    status: StatusCode,
}

impl Answer {
    /// The length of a page that must be there.
    pub fn expect_page(&self, path: &str) -> Result<usize, Fault> {
        match self.status {
            StatusCode::OK => Ok(self.bytes),
            other => Err(Fault::broken(format!("{path} answered {other}"))),
        }
    }
}

/// Asks the router for a page with these headers.
pub async fn get(service: &Router, path: &str, headers: &[(&str, &str)]) -> Result<Answer, Fault> {
    let mut request = Request::get(path).header(header::HOST, "127.0.0.1:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).map_err(Fault::broken)?;
    let response = service
        .clone()
        .oneshot(request)
        .await
        .map_err(Fault::broken)?;
    let tag = response
        .headers()
        .get(header::ETAG)
        .and_then(|tag| tag.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .map_err(Fault::broken)?;
    Ok(Answer {
        tag,
        bytes: body.len(),
        status,
    })
}

/// How many of a page one core makes in a second, the best of some rounds.
pub async fn per_second(
    service: &Router,
    path: &str,
    headers: &[(&str, &str)],
    status: StatusCode,
    times: usize,
) -> Result<f64, Fault> {
    let mut best = 0.0f64;
    for _ in 0..ROUNDS {
        let began = meter::own_thread()?;
        let (mut made, mut took) = (0, Duration::ZERO);
        while took < meter::ROUND {
            for _ in 0..times {
                let answer = get(service, path, headers).await?;
                if answer.status != status {
                    return Err(Fault::broken(format!("{path} answered {}", answer.status)));
                }
            }
            made += times;
            took = meter::own_thread()? - began;
        }
        best = best.max(made as f64 / took.as_secs_f64());
    }
    Ok(best)
}

/// The same page asked for by wrk over a socket; nothing when wrk is not there.
async fn over_http(
    app: &App,
    name: &str,
    path: &str,
    effort: Effort,
) -> Result<Option<Row>, Fault> {
    let service = Service::bind(app.clone(), "127.0.0.1:0").await?;
    let url = format!("http://{}{path}", service.address()?);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(service.run(async {
        let _ = stopped.await;
    }));
    let seconds = format!("{}s", effort.seconds.ceil());
    let mut wrk = Command::new("wrk");
    wrk.args([
        "--threads",
        "1",
        "--connections",
        "16",
        "--duration",
        &seconds,
        &url,
    ])
    .stderr(Stdio::null());
    let cpu = meter::process()?;
    let told = tokio::task::spawn_blocking(move || wrk.output())
        .await
        .map_err(Fault::broken)?;
    let cpu = (meter::process()? - cpu).as_secs_f64();
    // The stop is sent, or the service has ended by itself and says why.
    let _ = stop.send(());
    serving.await.map_err(Fault::broken)??;
    let Some(requests) = told
        .ok()
        .and_then(|told| requests(&String::from_utf8_lossy(&told.stdout)))
    else {
        return Ok(None);
    };
    let row = Row::new(
        format!("{name}, cold, over HTTP (wrk, 16 connections)"),
        requests / cpu,
        "pages per CPU second",
    );
    Ok(Some(row.note(format!(
        "{} µs of the whole server",
        number(cpu * 1e6 / requests)
    ))))
}

/// wrk says "12345 requests in 5.00s, 60.00MB read".
fn requests(told: &str) -> Option<f64> {
    let line = told.lines().find(|line| line.contains(" requests in "))?;
    line.split_whitespace().next()?.parse().ok()
}
