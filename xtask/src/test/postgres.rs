//! A PostgreSQL of the tests' own: made in a temporary folder, on a free port, gone at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell;

/// The account Debian's package makes; the server refuses to run as root.
const ACCOUNT: &str = "postgres";
/// The longest wait for the server's first answer; measured: under 1 s on a quiet machine.
const START_SECONDS: u64 = 60;

/// A running server; dropping it ends it and deletes its data.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Postgres {
    /// Makes and starts a server. An error says which step failed.
    pub fn start(programs: &Path) -> Result<Postgres, String> {
        let folder = std::env::temp_dir().join(format!("plenary-postgres-{}", std::process::id()));
        let port = free_port().map_err(|error| format!("no free port: {error}"))?;
        let mut postgres = Postgres {
            programs: programs.to_owned(),
            folder,
            port,
            server: None,
        };
        postgres.make_folder()?;
        postgres.make_cluster()?;
        postgres.server = Some(postgres.spawn()?);
        postgres.wait()?;
        Ok(postgres)
    }

    /// Where tests reach it.
    pub fn url(&self) -> String {
        format!("postgres://{ACCOUNT}@127.0.0.1:{}/postgres", self.port)
    }

    fn make_folder(&self) -> Result<(), String> {
        let mut install = Command::new("install");
        install.args(["--directory", "--mode=0700"]);
        if shell::is_root() {
            install.arg(format!("--owner={ACCOUNT}"));
        }
        done(install.arg(&self.folder), "make a folder for PostgreSQL")
    }

    fn make_cluster(&self) -> Result<(), String> {
        let mut initdb = self.program("initdb");
        initdb.args([
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--username",
            ACCOUNT,
            "--pgdata",
        ]);
        done(
            initdb.arg(self.data()).stdout(Stdio::null()),
            "make a PostgreSQL cluster",
        )
    }

    /// Tests of durability have their own crash simulation, so the server need not wait for the disk.
    fn spawn(&self) -> Result<Child, String> {
        let log = std::fs::File::create(self.log())
            .map_err(|error| format!("no log for PostgreSQL: {error}"))?;
        let mut server = self.program("postgres");
        server
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.folder);
        server.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        server.args(["-c", "fsync=off", "-c", "max_connections=200"]);
        server
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        server
            .spawn()
            .map_err(|error| format!("PostgreSQL did not start: {error}"))
    }

    fn wait(&mut self) -> Result<(), String> {
        let until = Instant::now() + Duration::from_secs(START_SECONDS);
        while Instant::now() < until && self.is_running() {
            let port = self.port.to_string();
            if shell::asks(
                self.program("pg_isready")
                    .args(["-q", "-h", "127.0.0.1", "-p", &port]),
            )
            .is_some()
            {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        Err(format!(
            "PostgreSQL did not answer within {START_SECONDS} s; its log:\n{log}"
        ))
    }

    fn is_running(&mut self) -> bool {
        self.server
            .as_mut()
            .is_some_and(|server| matches!(server.try_wait(), Ok(None)))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// One of PostgreSQL's programs, as its own account when we are root, ending when we end.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new("setpriv");
        if shell::is_root() {
            command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
        }
        command
            .args(["--pdeathsig", "INT"])
            .arg(self.programs.join(name))
            .current_dir("/");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        let _ = shell::asks(
            self.program("pg_ctl")
                .args(["stop", "--mode=immediate", "--pgdata"])
                .arg(data),
        );
        if let Some(server) = &mut self.server {
            let _ = server.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn done(command: &mut Command, what: &str) -> Result<(), String> {
    if shell::succeeds(command)? {
        Ok(())
    } else {
        Err(format!("could not {what}"))
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
