//! A mail relay that keeps every byte it is sent and answers as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the relay heard.
#[derive(Default)]
pub struct Heard {
    /// Every command line, without its end.
    pub commands: Vec<String>,
    /// Every message as it stood on the wire, dots still doubled, without the last lone dot.
    pub messages: Vec<Vec<u8>>,
}

/// What it answers at the end of a message.
#[derive(Clone, Copy, PartialEq)]
pub enum Says {
    Taken,
    NeverHere,
    /// Nothing, for as long as the sender lives.
    Nothing,
}

pub struct Relay {
    pub url: String,
    heard: Arc<Mutex<Heard>>,
}

impl Relay {
    pub fn start(says: Says) -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Heard::default()));
        let ear = heard.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let ear = ear.clone();
                // A client that goes away in the middle ends its own conversation only.
                std::thread::spawn(move || drop(converse(&stream, &ear, says)));
            }
        });
        Relay { url, heard }
    }

    pub fn messages(&self) -> Vec<Vec<u8>> {
        self.heard.lock().unwrap().messages.clone()
    }

    pub fn commands(&self) -> Vec<String> {
        self.heard.lock().unwrap().commands.clone()
    }
}

fn converse(stream: &TcpStream, heard: &Mutex<Heard>, says: Says) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    out.write_all(b"220 relay.test ready\r\n")?;
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let command = String::from_utf8_lossy(&line).trim_end().to_owned();
        heard.lock().unwrap().commands.push(command.clone());
        match command.split(' ').next().unwrap_or("") {
            "EHLO" => out.write_all(b"250-relay.test\r\n250 SIZE 99999999\r\n")?,
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let message = read_message(&mut lines)?;
                heard.lock().unwrap().messages.push(message);
                if says == Says::Nothing {
                    lines.read_until(b'\n', &mut Vec::new())?;
                    return Ok(());
                }
                out.write_all(match says {
                    Says::NeverHere => b"550 5.1.1 No such person here\r\n",
                    _ => b"250 Taken\r\n",
                })?;
            }
            "QUIT" => return out.write_all(b"221 bye\r\n"),
            _ => out.write_all(b"250 fine\r\n")?,
        }
    }
}

fn read_message(lines: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let from = message.len();
        if lines.read_until(b'\n', &mut message)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if &message[from..] == b".\r\n" {
            message.truncate(from);
            return Ok(message);
        }
    }
}
