//! Servers that are measured in processes of their own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use plenary_kit::fault::Fault;

/// A server in a process of its own.
pub struct Server {
    /// Its process.
    pub child: Child,
    /// Where it listens: address and port.
    pub address: String,
}

impl Server {
    /// This program over a forum.
    pub fn forum(dir: &Path, listen: &str) -> Result<Server, Fault> {
        let dir = dir.to_string_lossy();
        Server::start(&["serve", "--data", &dir, "--listen", listen])
    }

    /// The plain broadcast.
    pub fn plain() -> Result<Server, Fault> {
        Server::start(&["bench", "--plain-broadcast"])
    }

    /// Starts this program with as many open files as the system grants.
    fn start(arguments: &[&str]) -> Result<Server, Fault> {
        let raise = "ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\"";
        let mut child = Command::new("sh")
            .args(["-c", raise])
            .arg(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let address = line
            .trim()
            .rsplit("http://")
            .next()
            .unwrap_or("")
            .to_owned();
        match address.contains(':') {
            true => Ok(Server { child, address }),
            false => Err(Fault::broken("a server did not say where it listens")),
        }
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) -> Result<(), Fault> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
