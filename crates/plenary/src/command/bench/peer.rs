//! The peer of the load: isso, a small server for comments in Python over SQLite, behind gunicorn as its manual advises.
//!
//! What it does is the nearest to be had from a registry, not the same: threads of comments as JSON, no docket, no ledger, no
//! policy, no pages. `cargo xtask bench` installs it; its own limit on who posts how often is turned off.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use plenary_kit::fault::Fault;

use super::isso_store;
use super::line::Mix;
use super::server::Server;

/// Where isso and gunicorn were installed, by `cargo xtask bench`.
const FOLDER: &str = "PLENARY_BENCH_ISSO";
/// As many as a page of the docket has rows.
const COMMENTS_A_THREAD: u64 = 100;
/// Two processes for two processors; threads, so that lines are kept.
const WORKERS: [&str; 5] = [
    "--workers=2",
    "--worker-class=gthread",
    "--threads=8",
    "--log-level=error",
    "--keep-alive=30",
];

/// An isso with its comments.
pub struct Isso {
    installed: PathBuf,
    settings: PathBuf,
    threads: u64,
}

impl Isso {
    /// Makes its database and fills it directly; nothing when it is not installed.
    pub fn prepare(dir: &Path, comments: u64) -> Result<Option<Isso>, Fault> {
        let Some(installed) = std::env::var_os(FOLDER).map(PathBuf::from) else {
            return Ok(None);
        };
        let database = dir.join("isso.db");
        let settings = dir.join("isso.cfg");
        let text = format!(
            "[general]\ndbpath = {}\nhost = http://localhost/\n[guard]\nenabled = false\n[hash]\nalgorithm = none\n",
            database.display()
        );
        std::fs::write(&settings, text)?;
        let isso = Isso {
            installed,
            settings,
            threads: comments.div_ceil(COMMENTS_A_THREAD),
        };
        // The first start makes its tables.
        drop(isso.serve()?);
        isso_store::fill(&database, isso.threads, COMMENTS_A_THREAD)?;
        Ok(Some(isso))
    }

    /// Starts it.
    pub fn serve(&self) -> Result<Server, Fault> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let address = format!("127.0.0.1:{port}");
        let child = Command::new("python3")
            .args(["-m", "gunicorn", "isso.run", "--bind", &address])
            .args(WORKERS)
            .env("PYTHONPATH", &self.installed)
            .env("ISSO_SETTINGS", &self.settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Server { child, address };
        for _ in 0..200 {
            if std::net::TcpStream::connect(&server.address).is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Fault::broken(
            "isso was installed and does not start; try it with gunicorn by hand",
        ))
    }

    /// Of ten requests nine read a thread, one adds a comment to one.
    pub fn mix(&self) -> Mix {
        let threads = self.threads;
        let thread = move |chance: u64| 1 + chance % threads;
        Mix {
            page: Box::new(move |_, chance| format!("/?uri=/{}/", thread(chance))),
            filing: Box::new(move |turn, chance| {
                let text = format!("The line was down for {} hours on day {turn}.", chance % 30);
                let body =
                    serde_json::json!({ "text": text, "author": "Person", "title": "A thread" });
                let head =
                    "Content-Type: application/json\r\nOrigin: http://localhost\r\n".to_owned();
                (
                    format!("/new?uri=/{}/", thread(chance)),
                    head,
                    body.to_string(),
                )
            }),
        }
    }
}
