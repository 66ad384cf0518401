//! Captions with the real program: the doors as the documentation shows them, and readers who outlive its sudden death.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plenary::caption::rules::{Seat, make_link};
use plenary::caption::{CaptionEvent, store as captions};
use plenary::forum;
use plenary::participant::operator;
use plenary::session::rules::open_session;
use plenary::session::{Billing, SessionEvent, TellSession, store as sessions};
use plenary_captions::{LiveText, Packet};
use plenary_kit::app::{App, Settings};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::time::Clock;

use super::program::{Home, Serving, wait_for};

const WORDS: &str = "/sessions/hearing/live/words";

/// A forum with a session that is held now; gives the secret of its captioner.
async fn hearing(home: &Home) -> String {
    home.forum().await;
    let app = App::open(Settings::for_dir(home.path("forum")), plenary::rooms::ROOMS).unwrap();
    let ask = TellSession {
        slug: "hearing".into(),
        billing: Billing {
            title: "The hearing".into(),
            ..Billing::default()
        },
        starts: Clock::System.now(),
        seconds: 3_600,
        zone: "Europe/Lisbon".into(),
        languages: vec!["en".into()],
        speakers: Vec::new(),
        documents: Vec::new(),
        mark: Mark::Clear,
        attribution: Attribution::Named,
    };
    app.act::<SessionEvent>(None, None, |db, _| {
        let cycle = forum::store::current_cycle(db)?.unwrap();
        Ok(open_session(&operator(), &cycle, ask, false, Vec::new())?)
    })
    .await
    .unwrap();
    app.act::<CaptionEvent>(None, None, |db, _| {
        let session = sessions::by_slug(db, "hearing")?.unwrap();
        Ok(make_link(
            &operator(),
            &session.cycle,
            &session.id,
            Seat(1),
            None,
        )?)
    })
    .await
    .unwrap();
    let links = app.read(|db| {
        let session = sessions::by_slug(db, "hearing")?.unwrap();
        captions::links(db, &session.id)
    });
    links.unwrap()[0].secret(&app)
}

/// What a reader's browser holds, changed by events as the page's script does it.
#[derive(Default)]
struct Held {
    id: String,
    units: Vec<u16>,
    anew: usize,
}

impl Held {
    fn hear(&mut self, line: &str) {
        match line.split_once(": ") {
            Some(("id", id)) => self.id = id.to_owned(),
            Some(("data", data)) => self.change(data),
            _ => {}
        }
    }

    fn change(&mut self, data: &str) {
        let (cut, add): (Option<usize>, String) = serde_json::from_str(data).unwrap();
        match cut {
            Some(cut) => {
                let left = self.units.len().checked_sub(cut);
                self.units
                    .truncate(left.expect("more is cut than is there"));
            }
            None => {
                self.units.clear();
                self.anew += 1;
            }
        }
        self.units.extend(add.encode_utf16());
    }

    fn text(&self) -> String {
        String::from_utf16(&self.units).unwrap()
    }
}

/// Somebody who reads along until told to stop and comes back whenever the line breaks.
pub struct Reader {
    held: Arc<Mutex<Held>>,
    stops: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<()>,
}

impl Reader {
    /// Follows the words of a session, by their address.
    pub fn of(address: String, words: String) -> Reader {
        let held = Arc::new(Mutex::new(Held::default()));
        let stops = Arc::new(AtomicBool::new(false));
        let (here, ends) = (held.clone(), stops.clone());
        let thread = std::thread::spawn(move || {
            while !ends.load(Ordering::SeqCst) {
                // A line that breaks is no fault of the reader: the next one goes on.
                let _ = read_along(&address, &words, &here);
                std::thread::yield_now();
            }
        });
        Reader {
            held,
            stops,
            thread,
        }
    }

    fn text(&self) -> String {
        self.held.lock().unwrap().text()
    }

    /// Waits until the reader has all of this.
    pub fn waits_for(&self, text: &str) {
        wait_for("the last word", || (self.text() == text).then_some(()));
    }

    /// The reader does not come back once the line ends.
    pub fn may_leave(&self) {
        self.stops.store(true, Ordering::SeqCst);
    }

    /// What the reader had when the last line ended.
    fn leave(self) -> Held {
        self.thread.join().unwrap();
        std::mem::take(&mut self.held.lock().unwrap())
    }
}

/// One connection; an event counts when it came whole, as in a browser.
fn read_along(address: &str, words: &str, held: &Mutex<Held>) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    let id = held.lock().unwrap().id.clone();
    write!(
        stream,
        "GET {words} HTTP/1.0\r\nHost: {address}\r\nLast-Event-ID: {id}\r\n\r\n"
    )?;
    let mut event = Vec::new();
    for line in BufReader::new(stream).lines() {
        let line = line?;
        match line.is_empty() {
            true => {
                let mut held = held.lock().unwrap();
                event.drain(..).for_each(|line: String| held.hear(&line));
            }
            false => event.push(line),
        }
    }
    Ok(())
}

/// Many turns with what makes trouble: arrows inside speech, letters beyond the first plane, marks.
fn spoken() -> String {
    let turn = |number: usize| {
        format!(
            ">> SPEAKER {number}: From {number} >> {} it is 😀 dark (inaudible).\r\n",
            number + 1
        )
    };
    (1..=36).map(turn).collect()
}

/// The words as a reader sees them.
pub fn as_shown(bytes: &[u8]) -> String {
    let mut live = LiveText::default();
    live.hear(Packet {
        bytes,
        ..Packet::default()
    });
    live.text().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_lose_and_double_no_word_when_the_server_is_killed_and_started_again() {
    let home = Home::new();
    let secret = hearing(&home).await;
    let text = spoken();
    std::fs::write(home.path("said.txt"), &text).unwrap();
    let mut serving = home.serve(&[]);
    let address = serving.address().to_owned();
    let mut playing = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["captions", "play", "said.txt", "--words-per-minute", "0"])
        .args(["--mistakes", "3", "--to"])
        .arg(format!("http://{address}/captions/{secret}"))
        .current_dir(home.path(""))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let readers = [0, 1].map(|_| Reader::of(address.clone(), WORDS.into()));
    for seen in ["SPEAKER 10:", "SPEAKER 20:", "SPEAKER 30:"] {
        wait_for(seen, || readers[0].text().contains(seen).then_some(()));
        serving.kill();
        serving = home.serve_at(&address, &[]);
    }
    let late = Reader::of(address, WORDS.into());
    assert!(playing.wait().unwrap().success(), "not all was taken");
    let shown = as_shown(text.as_bytes());
    let all = readers.into_iter().chain([late]);
    let all: Vec<Reader> = all.inspect(|reader| reader.waits_for(&shown)).collect();
    all.iter().for_each(Reader::may_leave);
    serving.stop();
    for reader in all {
        let held = reader.leave();
        assert_eq!(held.text(), shown);
        assert_eq!(held.anew, 1, "a reader had to begin anew");
    }
    let app = App::open(Settings::for_dir(home.path("forum")), plenary::rooms::ROOMS).unwrap();
    assert_eq!(kept(&app), text.as_bytes());
}

/// The bytes that the forum kept, deletions done.
fn kept(app: &App) -> Vec<u8> {
    let packets = app.read(|db| {
        let session = sessions::by_slug(db, "hearing")?.unwrap();
        captions::packets(db, &session.id, 0)
    });
    let mut live = LiveText::default();
    for packet in packets.unwrap() {
        live.hear(Packet {
            sequence: packet.sequence,
            captioner: packet.captioner.0,
            milliseconds: None,
            bytes: &packet.bytes,
        });
    }
    live.bytes()
}

/// The blocks of a page of the documentation that are to be typed into a shell.
fn documented(page: &str) -> Vec<String> {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let text = std::fs::read_to_string(docs.join(page)).unwrap();
    let blocks = text.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// Runs a block as it is written, with the names that the page gives to link, host and port.
fn types(home: &Home, names: &[(&str, &str)], block: &str) -> String {
    let search = std::env::var("PATH").unwrap_or_default();
    let own = home.path("bin");
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", block])
        .envs(names.iter().copied())
        .env("PATH", format!("{search}:{}", own.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{block}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Where the machine has no nc, a stand-in that does what the documentation asks of it.
fn stand_in_for_nc(home: &Home) {
    use std::os::unix::fs::PermissionsExt;
    let path = home.path("bin/nc");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let script = "#!/bin/bash\n[ \"$1\" = -N ] && exec cat > \"/dev/tcp/$2/$3\"\n";
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The raw door as the captioner's page tells it.
fn raw_door(serving: &Serving, secret: &str) -> (String, String) {
    let page = serving.get(&format!("/captions/{secret}")).body;
    let told = page.split("cat) | nc ").nth(1).unwrap();
    let told = told.split('<').next().unwrap();
    let (host, port) = told.split_once(' ').unwrap();
    (host.to_owned(), port.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_works_as_the_documentation_writes_it() {
    let home = Home::new();
    let secret = hearing(&home).await;
    stand_in_for_nc(&home);
    let serving = home.serve(&["--caption-listen", "127.0.0.1:0"]);
    let forum = format!("http://{}", serving.address());
    let link = format!("{forum}/captions/{secret}");
    let (host, port) = raw_door(&serving, &secret);
    let file = home.path("said.txt").display().to_string();
    std::fs::write(&file, "\n>> CLEO: Tüte >> und\r\n\r\n  Fass \n".repeat(9)).unwrap();
    let names = [
        ("FORUM", forum.as_str()),
        ("FILE", &file),
        ("PAUSE", "0"),
        ("LINK", &link),
        ("SECRET", &secret),
        ("HOST", &host),
        ("PORT", &port),
    ];
    let [zoom, text, raw, play] = &documented("captioners.md")[..] else {
        panic!("the captioner's page has other blocks");
    };
    let [read] = &documented("captions.md")[..] else {
        panic!("the programmer's page has other blocks");
    };
    assert_eq!(types(&home, &names, zoom), "0122");
    assert_eq!(types(&home, &names, text), "34");
    types(&home, &names, raw);
    let shown = ">> MODERATOR: Good morning, everybody.\n>> ANA KIM: Good morning. \n>> BEN OLE: By line. \nFran\u{e7}ois agrees.\n";
    let held = wait_for("the raw words", || {
        let mut held = Held::default();
        let events = types(&home, &names, read);
        events.lines().for_each(|line| held.hear(line));
        held.text().ends_with("agrees.\n").then_some(held)
    });
    assert_eq!(held.text(), shown);
    types(&home, &names, play);
    let mut held = Held::default();
    types(&home, &names, read)
        .lines()
        .for_each(|line| held.hear(line));
    let played = as_shown(&std::fs::read(&file).unwrap());
    assert_eq!(held.text(), format!("{shown}{played}"));
    serving.stop();
}
