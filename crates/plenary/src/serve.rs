//! Serving a forum: the web service and, beside it, what follows the ledger and keeps house.

use std::net::SocketAddr;
use std::time::Duration;

use plenary_kit::app::App;
use plenary_kit::fault::Fault;
use plenary_kit::lock::Lock;
use plenary_kit::mail::Sender;
use plenary_kit::text::Address;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{caption, forum};

/// A forum that is being served.
pub struct Service {
    app: App,
    listener: TcpListener,
    raw: Option<TcpListener>,
    _lock: Lock,
}

/// Lines written by another process (the command line) are found at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The outbox is looked at this often.
const MAIL_EVERY: Duration = Duration::from_secs(2);
/// Old sessions, links and keys are swept out this often.
const SWEEP_EVERY: Duration = Duration::from_secs(3_600);

impl Service {
    /// Takes the address to listen on; port 0 takes any free one.
    pub async fn listen(address: &str) -> Result<TcpListener, Fault> {
        TcpListener::bind(address).await.map_err(|error| {
            Fault::broken(format!(
                "cannot listen on {address}: {error}. Choose another address with --listen."
            ))
        })
    }

    /// A forum behind an address; a fault when another program serves its directory.
    pub fn over(app: App, listener: TcpListener) -> Result<Service, Fault> {
        let _lock = Lock::take(&app.settings().dir)?;
        warn_of_clock(&app)?;
        Ok(Service {
            app,
            listener,
            raw: None,
            _lock,
        })
    }

    /// Takes the address and puts the forum behind it.
    pub async fn bind(app: App, listen: &str) -> Result<Service, Fault> {
        Service::over(app, Service::listen(listen).await?)
    }

    /// Opens the door for raw caption lines too; none leaves it shut. Pages tell captioners its address.
    pub async fn with_raw_captions(mut self, address: Option<&str>) -> Result<Service, Fault> {
        if let Some(address) = address {
            let raw = TcpListener::bind(address).await.map_err(|error| {
                Fault::broken(format!(
                    "cannot listen on {address}: {error}. Choose another address with --caption-listen."
                ))
            })?;
            let told = raw_address(&self.app, &raw)?;
            self.app.part::<caption::RawDoor>().open_at(told);
            self.raw = Some(raw);
        }
        Ok(self)
    }

    /// The address it listens on.
    pub fn address(&self) -> Result<SocketAddr, Fault> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves until `stop` comes, then lets what has begun end.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Fault> {
        self.app.tend(plenary_kit::mail::mark_left_over).await?;
        let mut house = JoinSet::new();
        house.spawn(follow(self.app.clone()));
        house.spawn(send_mail(self.app.clone()));
        house.spawn(sweep(self.app.clone()));
        let (stopping, stops) = watch::channel(false);
        let raw = self
            .raw
            .map(|raw| tokio::spawn(caption::listen(self.app.clone(), raw, stops)));
        let app = self.app.clone();
        let stop = async move {
            stop.await;
            // Those who read along would keep the program up for ever; they come back to the next one.
            app.part::<caption::Hub>().stop();
            let _ = stopping.send(true);
        };
        let service = plenary_kit::web::service(self.app.clone(), crate::routes::routes());
        axum::serve(
            self.listener,
            service.into_make_service_with_connect_info::<SocketAddr>(),
        )
        .with_graceful_shutdown(stop)
        .await?;
        if let Some(raw) = raw {
            let _ = raw.await;
        }
        house.shutdown().await;
        leave_in_order(&self.app);
        Ok(())
    }
}

/// The raw door as captioners elsewhere reach it: the forum's own host, when the door is open to all addresses.
fn raw_address(app: &App, raw: &TcpListener) -> Result<String, Fault> {
    let bound = raw.local_addr()?;
    if !bound.ip().is_unspecified() {
        return Ok(bound.to_string());
    }
    let url = &app.settings().public_url;
    let host = url.split("://").nth(1).unwrap_or(url);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    Ok(format!("{host}:{}", bound.port()))
}

/// Writes the log back into the database, so that a stopped forum is one file.
fn leave_in_order(app: &App) {
    if let Err(fault) = plenary_kit::erase::scrub_log(app) {
        tracing::warn!(%fault, "the log stays beside the database; nothing is lost");
    }
}

/// A clock this far behind the last line is wrong, not merely corrected.
pub const CLOCK_BEHIND_MS: i64 = plenary_kit::time::MINUTE_MS;

/// How far the clock is behind the last line of the ledger, in milliseconds; negative when it is ahead.
pub fn clock_behind_ms(app: &App) -> Result<i64, Fault> {
    let last = app.read(|db| {
        let length = plenary_kit::event::length(db)?;
        plenary_kit::event::entry(db, length.saturating_sub(1))
    })?;
    Ok(last.map_or(i64::MIN, |line| line.meta.at.ms_since(app.now())))
}

fn warn_of_clock(app: &App) -> Result<(), Fault> {
    let behind = clock_behind_ms(app)?;
    if behind > CLOCK_BEHIND_MS {
        eprintln!(
            "plenary: the clock of this machine is {} seconds behind the last line of the ledger. Set it right: deadlines are counted by it.",
            behind / 1_000
        );
    }
    Ok(())
}

/// Ends when the operator asks the program to: Ctrl-C or SIGTERM.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => {
                asked.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn follow(app: App) {
    let mut length = app.writer().length();
    loop {
        if let Err(fault) = app.settle().await {
            tracing::error!(%fault, "a follower could not follow; it tries again");
        }
        // Either something was written here, or it is time to look whether another process wrote.
        let _ = tokio::time::timeout(LOOK_EVERY, length.changed()).await;
    }
}

async fn send_mail(app: App) {
    let Some(sender) = sender(&app) else { return };
    loop {
        if let Err(fault) = sender.send_due(&app).await {
            tracing::error!(%fault, "letters could not be sent; they wait");
        }
        tokio::time::sleep(MAIL_EVERY).await;
    }
}

fn sender(app: &App) -> Option<Sender> {
    let smtp = app.settings().smtp.as_deref()?;
    let from = app
        .read(forum::store::forum)
        .ok()
        .flatten()
        .map(|forum| forum.address);
    let from: Address = from
        .as_deref()
        .unwrap_or("plenary@localhost")
        .parse()
        .ok()?;
    match Sender::new(smtp, from) {
        Ok(sender) => Some(sender),
        Err(fault) => {
            tracing::error!(%fault, "no letter will be sent; they wait in the outbox");
            None
        }
    }
}

async fn sweep(app: App) {
    loop {
        let now = app.now();
        let swept = app
            .tend(move |tx| plenary_kit::signin::sweep(tx, now))
            .await;
        if let Err(fault) = swept.and(app.forget_old_keys().await) {
            tracing::error!(%fault, "sweeping failed; it is tried again");
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}
