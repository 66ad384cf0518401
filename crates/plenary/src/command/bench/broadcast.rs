//! The peer of the live captions: a plain axum broadcast that keeps nothing and lets nobody resume.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream;
use plenary_kit::fault::Fault;
use tokio::net::TcpListener;
use tokio::sync::broadcast::{Sender, channel};

/// So many frames may wait for a slow reader.
const WAITING: usize = 1_024;

/// Serves until it is killed; prints its address.
pub async fn serve() -> Result<(), Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let router = Router::new()
        .route("/captions/plain", post(send))
        .route("/words", get(words))
        .with_state(channel::<Bytes>(WAITING).0);
    Ok(axum::serve(listener, router).await?)
}

async fn send(State(all): State<Sender<Bytes>>, RawQuery(query): RawQuery, body: Bytes) -> String {
    let query = query.unwrap_or_default();
    let number = query.split('&').find_map(|pair| pair.strip_prefix("seq="));
    let number = number.unwrap_or("0").to_owned();
    let data = serde_json::json!([0, String::from_utf8_lossy(&body)]);
    // As many bytes as ours: the same frame with a check of the same length.
    let frame = format!("id: {number}-00000000\ndata: {data}\n\n");
    let _ = all.send(frame.into());
    number
}

async fn words(State(all): State<Sender<Bytes>>) -> Response {
    let frames = stream::unfold(all.subscribe(), |mut frames| async move {
        let frame = frames.recv().await.ok()?;
        Some((Ok::<_, std::convert::Infallible>(frame), frames))
    });
    let greeting = stream::once(async { Ok(Bytes::from_static(b"retry: 1000\n\n")) });
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    let body = Body::from_stream(futures_util::StreamExt::chain(greeting, frames));
    (kind, body).into_response()
}
