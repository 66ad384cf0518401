//! Raw text over TCP: the first line is the secret link, all that follows are words in UTF-8 or Latin-1.
//!
//! There is nothing to acknowledge with on such a line; every quarter of a second what came is put on the disk.

use std::sync::OnceLock;
use std::time::Duration;

use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::doors::take;
use super::rules::{self, Ask, CaptionRefusal, Link, PACKET_BYTES, Way};
use super::store;

/// Words wait for company so long before they are sent on.
const TOGETHER: Duration = Duration::from_millis(200);
/// The first line has to come within this time.
const PATIENCE: Duration = Duration::from_secs(30);
/// A link with its address in front fits many times over.
const FIRST_LINE_BYTES: usize = 1_024;
/// More captioners than that do not speak at once.
const CONNECTIONS: usize = 64;

/// Where the forum takes raw lines, as its pages tell captioners.
#[derive(Default)]
pub struct RawDoor(OnceLock<String>);

impl RawDoor {
    /// The address, when the door is open.
    pub fn address(&self) -> Option<String> {
        self.0.get().cloned()
    }

    /// Opens the door at this address.
    pub fn open_at(&self, address: String) {
        let _ = self.0.set(address);
    }
}

/// Takes connections until the forum stops, then what has come is kept and they end.
pub async fn listen(app: App, listener: TcpListener, stop: watch::Receiver<bool>) {
    let places = std::sync::Arc::new(Semaphore::new(CONNECTIONS));
    let mut lines = JoinSet::new();
    let mut stopping = stop.clone();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stops| *stops) => break,
        };
        while lines.try_join_next().is_some() {}
        let Ok((stream, _)) = stream else { continue };
        let Ok(place) = places.clone().try_acquire_owned() else {
            continue;
        };
        let (app, stop) = (app.clone(), stop.clone());
        lines.spawn(async move {
            if let Err(error) = talk(&app, stream, stop).await {
                tracing::debug!(%error, "a caption line ended");
            }
            drop(place);
        });
    }
    while lines.join_next().await.is_some() {}
}

async fn talk(
    app: &App,
    mut stream: TcpStream,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let mut waiting = Vec::new();
    let first = tokio::select! {
        line = tokio::time::timeout(PATIENCE, first_line(&mut stream, &mut waiting)) => line,
        _ = stop.wait_for(|stops| *stops) => return Ok(()),
    };
    let link = match first {
        Ok(line) => link_of(app, &line?),
        Err(_) => Err(CaptionRefusal::UnknownLink.into()),
    };
    let outcome = match link {
        Ok(link) => carry(app, &link, &mut stream, waiting, &mut stop).await,
        Err(refused) => Err(refused),
    };
    if let Err(stop) = outcome {
        stream.write_all(in_words(&stop).as_bytes()).await?;
    }
    stream.shutdown().await
}

fn in_words(stop: &Stop) -> String {
    let words = match stop {
        Stop::Fault(fault @ (Fault::ReadOnly(_) | Fault::Stopping)) => fault.to_string(),
        Stop::Fault(_) => "The words could not be taken; connect again.".to_owned(),
        other => other.to_string(),
    };
    format!("{words}\r\n")
}

/// The link named by the first line: the secret alone, or the whole address it stands in.
fn link_of(app: &App, line: &[u8]) -> Result<Link, Stop> {
    let line = String::from_utf8_lossy(line);
    let path = line.trim().split(['?', '#']).next().unwrap_or("");
    let parts = path.trim_end_matches('/').split('/');
    let link = parts.rev().find_map(|part| Link::read(app, part));
    let link = link.ok_or(CaptionRefusal::UnknownLink)?;
    app.read(|db| {
        let standing = store::standing(db, &link)?.ok_or(CaptionRefusal::UnknownLink)?;
        rules::may_send(&link, &standing)?;
        Ok::<_, Stop>(())
    })?;
    Ok(link)
}

/// Reads up to the first line break; what came behind it stays in `rest`.
async fn first_line(stream: &mut TcpStream, rest: &mut Vec<u8>) -> std::io::Result<Vec<u8>> {
    let mut bytes = [0; FIRST_LINE_BYTES];
    while rest.len() < FIRST_LINE_BYTES {
        if let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line = rest.drain(..=end).collect();
            return Ok(line);
        }
        match stream.read(&mut bytes).await? {
            0 => break,
            read => rest.extend_from_slice(&bytes[..read]),
        }
    }
    Ok(std::mem::take(rest))
}

async fn carry(
    app: &App,
    link: &Link,
    stream: &mut TcpStream,
    mut waiting: Vec<u8>,
    stop: &mut watch::Receiver<bool>,
) -> Result<(), Stop> {
    let mut bytes = vec![0; PACKET_BYTES];
    let mut is_open = true;
    while is_open || !waiting.is_empty() {
        if is_open && waiting.is_empty() {
            is_open = read_more(stream, &mut bytes, &mut waiting, stop).await;
        }
        let deadline = tokio::time::Instant::now() + TOGETHER;
        while is_open && waiting.len() < PACKET_BYTES {
            let more = read_more(stream, &mut bytes, &mut waiting, stop);
            match tokio::time::timeout_at(deadline, more).await {
                Ok(goes_on) => is_open = goes_on,
                Err(_) => break,
            }
        }
        let most = waiting.len().min(PACKET_BYTES);
        let ask = Ask {
            bytes: waiting.drain(..most).collect(),
            ..Ask::default()
        };
        if !ask.bytes.is_empty() {
            take(app, link.clone(), Way::Raw, ask, None).await?;
        }
    }
    Ok(())
}

/// Whether the line goes on after what was read.
async fn read_more(
    stream: &mut TcpStream,
    bytes: &mut [u8],
    waiting: &mut Vec<u8>,
    stop: &mut watch::Receiver<bool>,
) -> bool {
    let read = tokio::select! {
        read = stream.read(bytes) => read.unwrap_or(0),
        _ = stop.wait_for(|stops| *stops) => 0,
    };
    waiting.extend_from_slice(&bytes[..read]);
    read > 0
}
