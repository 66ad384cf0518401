//! Letters on their way: once, later, never, or in doubt - and nothing typed ever becomes a header or a command.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use plenary::rooms::ROOMS;
use plenary::serve::Service;
use plenary_kit::app::{App, Settings};
use plenary_kit::mail::{self, InOutbox, Letter, LetterState, Sender};
use plenary_kit::time::{Clock, Instant, MINUTE_MS};

use super::program::{Home, wait_for};
use super::relay::{Relay, Says};

fn letter(id: &str) -> Letter {
    Letter {
        id: id.into(),
        to: "ana@example.org".parse().unwrap(),
        name: "Ana Lima".into(),
        participant: None,
        about: None,
        subject: "Your contribution has its number".into(),
        body: "Dear Ana,\n\nit is number 1.\n".into(),
        attachment: None,
    }
}

fn open(home: &Home) -> App {
    App::open(Settings::for_dir(home.path("forum")), ROOMS).unwrap()
}

async fn put(app: &App, letter: Letter) {
    let now = app.now();
    app.tend(move |tx| mail::put(tx, &letter, now))
        .await
        .unwrap();
}

fn look(app: &App, id: &str) -> InOutbox {
    app.read(|db| mail::letter(db, id)).unwrap().unwrap()
}

/// The real mail server in Python; nothing when it is not here and this is not CI.
pub struct Postman {
    child: Child,
    /// How the program reaches it.
    pub url: String,
}

impl Postman {
    /// Starts it in the story's directory; the first so many messages are refused for a while.
    pub fn start(home: &Home, refused: u32) -> Option<Postman> {
        let python =
            std::env::var("PLENARY_TEST_PYTHON").unwrap_or_else(|_| "/usr/bin/python3".into());
        std::fs::create_dir_all(home.path("post")).unwrap();
        let mut child = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/relay.py"))
            .arg(home.path("post"))
            .arg(refused.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut port = String::new();
        BufReader::new(child.stdout.take()?)
            .read_line(&mut port)
            .ok()?;
        let port = port.trim().to_owned();
        if port.is_empty() {
            let _ = child.wait();
            assert!(std::env::var_os("CI").is_none(), "aiosmtpd is missing");
            eprintln!("skipped: aiosmtpd is missing (Debian: python3-aiosmtpd)");
            return None;
        }
        Some(Postman {
            child,
            url: format!("smtp://127.0.0.1:{port}"),
        })
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn delivered(home: &Home) -> usize {
    let files = std::fs::read_dir(home.path("post")).unwrap().flatten();
    files
        .filter(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "eml")
        })
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_reaches_a_real_mail_server_once() {
    let home = Home::new();
    home.forum().await;
    let Some(postman) = Postman::start(&home, 0) else {
        return;
    };
    let serving = home.serve(&["--smtp", &postman.url]);
    serving.contribute("Amina Diallo", "amina@example.net", "Power fails first.");
    wait_for("the letter", || (delivered(&home) > 0).then_some(()));
    put(&open(&home), letter("after")).await;
    wait_for("the next letter", || (delivered(&home) > 1).then_some(()));
    serving.stop();
    assert_eq!(delivered(&home), 2);
    let text = std::fs::read_to_string(home.path("post/1.eml")).unwrap();
    assert!(
        text.contains("amina@example.net") && text.contains("From: forum@example.org"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_a_while_is_tried_again_after_a_pause_and_not_before() {
    let home = Home::new();
    home.forum().await;
    let Some(postman) = Postman::start(&home, 2) else {
        return;
    };
    let clock = Clock::standing_at(Clock::System.now());
    let settings = Settings {
        clock: clock.clone(),
        smtp: Some(postman.url.clone()),
        ..Settings::for_dir(home.path("forum"))
    };
    let app = App::open(settings, ROOMS).unwrap();
    put(&app, letter("later")).await;
    let service = Service::bind(app.clone(), "127.0.0.1:0").await.unwrap();
    let sender = Sender::new(&postman.url, "forum@example.org".parse().unwrap()).unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(service.run(async move { drop(stopped.await) }));
    for tries in 1..=2 {
        wait_for("the refusal", || {
            let now = look(&app, "later");
            (now.attempts == tries && now.state == LetterState::Waiting).then_some(())
        });
        assert!(
            look(&app, "later")
                .trouble
                .unwrap()
                .contains("Come back later")
        );
        // While no time passes there is nothing to do, however often the sender looks.
        assert_eq!(sender.send_due(&app).await.unwrap(), 0);
        assert_eq!(look(&app, "later").attempts, tries);
        let pause = mail::pause_ms(tries - 1);
        assert_eq!(pause, MINUTE_MS << (tries - 1));
        clock.set(Instant(clock.now().0 + pause));
    }
    wait_for("the letter", || {
        (look(&app, "later").state == LetterState::Sent).then_some(())
    });
    assert_eq!(delivered(&home), 1);
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_good_is_not_tried_again_and_doctor_tells() {
    let home = Home::new();
    home.forum().await;
    put(&open(&home), letter("never")).await;
    let relay = Relay::start(Says::NeverHere);
    let serving = home.serve(&["--smtp", &relay.url]);
    let app = open(&home);
    wait_for("the refusal", || {
        (look(&app, "never").state == LetterState::Failed).then_some(())
    });
    put(&app, letter("after")).await;
    wait_for("the next refusal", || {
        (look(&app, "after").state == LetterState::Failed).then_some(())
    });
    serving.stop();
    assert_eq!(
        (relay.messages().len(), look(&app, "never").attempts),
        (2, 1)
    );
    let said = home.fails(&["doctor", "--data", "forum", "--smtp", &relay.url]);
    assert!(
        said.contains("WRONG  outbox: 2 failed") && said.contains("fine   mail relay"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_while_a_letter_is_being_sent_leaves_it_in_doubt_and_never_sends_it_twice() {
    let home = Home::new();
    home.forum().await;
    put(&open(&home), letter("doubt")).await;
    let relay = Relay::start(Says::Nothing);
    let serving = home.serve(&["--smtp", &relay.url]);
    wait_for("the message", || {
        (relay.messages().len() == 1).then_some(())
    });
    serving.kill();
    assert_eq!(look(&open(&home), "doubt").state, LetterState::Sending);
    let second = Relay::start(Says::Taken);
    let serving = home.serve(&["--smtp", &second.url]);
    let app = open(&home);
    put(&app, letter("after")).await;
    wait_for("the next letter", || {
        (look(&app, "after").state == LetterState::Sent).then_some(())
    });
    serving.stop();
    assert_eq!(look(&app, "doubt").state, LetterState::Unsure);
    assert_eq!((relay.messages().len(), second.messages().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_typed_adds_a_header_or_a_command() {
    let home = Home::new();
    home.forum().await;
    let app = open(&home);
    let hostile = [
        "Eve\r\nBcc: victim@example.com",
        "\r\n.\r\nMAIL FROM:<eve@example.com>\r\n",
        "\n.\nRCPT TO:<victim@example.com>\r",
        "\u{85}Bcc: v\u{2028}X-Evil: 1\u{2029}",
        "Ünïcødé ünd 漢字 and العربية \u{202e}",
        "\"quoted\" <a@b.c>, , ;:@\\ (comment",
        "=?utf-8?q?fake?= \0\u{1b}[31m",
    ];
    let long = "x".repeat(5_000) + &" y".repeat(3_000);
    for (index, words) in hostile.into_iter().chain([long.as_str()]).enumerate() {
        let mut hostile = letter(&format!("hostile-{index}"));
        hostile.name = words.into();
        hostile.subject = words.into();
        hostile.body = format!("{words}\n.\n..\r\n.\r\n{words}\nFrom me\n");
        hostile.attachment = Some((words.into(), words.into()));
        put(&app, hostile).await;
    }
    let relay = Relay::start(Says::Taken);
    let serving = home.serve(&["--smtp", &relay.url]);
    wait_for("the letters", || {
        (relay.messages().len() == 8).then_some(())
    });
    serving.stop();
    check_commands(&relay.commands());
    for message in relay.messages() {
        check_message(&message);
    }
}

fn check_commands(commands: &[String]) {
    let allowed = [
        "MAIL FROM:<forum@example.org>",
        "RCPT TO:<ana@example.org>",
        "DATA",
        "QUIT",
        "NOOP",
        "RSET",
    ];
    for command in commands {
        let is_allowed = allowed.contains(&command.as_str())
            || command.starts_with("EHLO ")
            || command.starts_with("MAIL FROM:<forum@example.org> ");
        assert!(is_allowed, "a command nobody meant: {command:?}");
    }
    let of = |start: &str| {
        commands
            .iter()
            .filter(|command| command.starts_with(start))
            .count()
    };
    assert_eq!((of("MAIL"), of("RCPT"), of("DATA")), (8, 8, 8));
}

/// RFC 5321 and 5322: ASCII, CRLF only, lines of 998 bytes at most, and exactly the headers that were meant.
fn check_message(message: &[u8]) {
    assert!(message.is_ascii(), "not ASCII");
    let text = std::str::from_utf8(message).unwrap();
    assert!(
        !text.replace("\r\n", "").contains(['\r', '\n', '\0']),
        "a bare line break: {text}"
    );
    assert!(
        text.lines().all(|line| line.len() <= 998),
        "a line is too long"
    );
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let names: Vec<&str> = head
        .lines()
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(':').unwrap().0)
        .collect();
    let meant = [
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Auto-Submitted",
        "Date",
        "MIME-Version",
        "Content-Type",
    ];
    for name in &names {
        assert!(
            meant.contains(name),
            "a header nobody meant: {name}\n{head}"
        );
    }
    for name in meant {
        assert_eq!(
            names.iter().filter(|each| **each == name).count(),
            1,
            "{name}\n{head}"
        );
    }
    assert!(
        body.lines().all(|line| line != "."),
        "a lone dot ends the message early"
    );
}
