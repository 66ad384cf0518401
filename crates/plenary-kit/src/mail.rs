//! Letters: put into the outbox by rooms, handed to a relay one by one, each at most once.
//!
//! A letter's id is made of the ledger line it follows, its kind and its reader, so a follower that repeats its work
//! puts the same letter in once. A letter is marked `sending` durably before the relay sees it: after a kill in between
//! nobody can know whether it went out, so it is shown to the secretariat as `unsure` instead of being sent twice.

use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::app::App;
use crate::db::{Db, Row, Tx};
use crate::fault::Fault;
use crate::id::ParticipantId;
use crate::text::Address;
use crate::time::{HOUR_MS, Instant, MINUTE_MS};
use crate::{given, queries, words_enum};

queries! {
    PUT = "INSERT INTO live_letter (id, address, name, participant, about, subject, body, attachment_name, attachment, made, state, attempts, next_try) \
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'waiting', 0, ?10) ON CONFLICT (id) DO NOTHING";
    DUE = "SELECT id, address, name, subject, body, attachment_name, attachment, attempts FROM live_letter \
           WHERE state = 'waiting' AND next_try <= ?1 ORDER BY next_try, id LIMIT ?2";
    CLAIM = "UPDATE live_letter SET state = 'sending', attempts = attempts + 1 WHERE id = ?1 AND state = 'waiting'";
    CLOSE = "UPDATE live_letter SET state = ?2, next_try = ?3, trouble = ?4 WHERE id = ?1 AND state = 'sending'";
    LEFT_OVER = "UPDATE live_letter SET state = 'unsure' WHERE state = 'sending'";
    DOUBT = "UPDATE live_letter SET state = 'unsure' WHERE state IN ('waiting', 'sending')";
    AGAIN = "UPDATE live_letter SET state = 'waiting', next_try = ?2 WHERE id = ?1 AND state IN ('unsure', 'failed')";
    OUTBOX = "SELECT id, address, name, subject, body, attachment_name, made, state, attempts, trouble, about FROM live_letter \
              WHERE made < ?1 OR (made = ?1 AND id < ?2) ORDER BY made DESC, id DESC LIMIT ?3";
    ONE = "SELECT id, address, name, subject, body, attachment_name, made, state, attempts, trouble, about FROM live_letter WHERE id = ?1";
    COUNT_STATES = "SELECT state, COUNT(*) FROM live_letter GROUP BY state ORDER BY state";
    DROP_OF = "DELETE FROM live_letter WHERE participant = ?1";
    DROP_ABOUT = "DELETE FROM live_letter WHERE about = ?1";
}

words_enum!(
    /// Where a letter stands.
    LetterState {
        /// It will be sent when it is due.
        Waiting = "waiting",
        /// The relay is being spoken to.
        Sending = "sending",
        /// The relay took it.
        Sent = "sent",
        /// The relay refused it for good, or it was tried for too long.
        Failed = "failed",
        /// The program ended while it was being sent: it may or may not have gone out.
        Unsure = "unsure",
    }
);

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same letter has the same id, however often it is made.
    pub id: String,
    /// Where it goes.
    pub to: Address,
    /// The reader's name.
    pub name: String,
    /// The reader, if a participant: the letter goes when their data goes.
    pub participant: Option<ParticipantId>,
    /// What it is about (an item's number): the letter goes when those words are erased.
    pub about: Option<String>,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// A text file that goes with it: its name and what it says.
    pub attachment: Option<(String, String)>,
}

/// A letter as the outbox shows it.
#[derive(Clone, Debug)]
pub struct InOutbox {
    /// Its id.
    pub id: String,
    /// Where it goes.
    pub address: String,
    /// The reader's name.
    pub name: String,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// The name of the file that goes with it.
    pub attachment_name: Option<String>,
    /// When it was written.
    pub made: Instant,
    /// Where it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the relay said last.
    pub trouble: Option<String>,
    /// The item it is about, by its number.
    pub about: Option<String>,
}

/// Puts a letter into the outbox; the same letter twice is one.
pub fn put(tx: &Tx<'_>, letter: &Letter, now: Instant) -> Result<(), Fault> {
    let (attachment_name, attachment) = match &letter.attachment {
        Some((name, text)) => (Some(name.as_str()), Some(text.as_str())),
        None => (None, None),
    };
    let (address, subject) = (letter.to.as_str(), one_line(&letter.subject));
    tx.run(
        PUT,
        given![
            letter.id,
            address,
            letter.name,
            letter.participant,
            letter.about,
            subject,
            letter.body,
            attachment_name,
            attachment,
            now
        ],
    )
    .map(|_| ())
}

/// A header is one line, whatever was typed into the words it quotes.
fn one_line(subject: &str) -> String {
    let folded: String = subject
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    folded
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(200)
        .collect()
}

/// The letters before a place in the outbox, newest first; from the start with `Instant(i64::MAX)` and "".
pub fn outbox(db: &Db<'_>, before: (Instant, &str), limit: usize) -> Result<Vec<InOutbox>, Fault> {
    db.all(OUTBOX, given![before.0, before.1, limit], in_outbox)
}

/// One letter.
pub fn letter(db: &Db<'_>, id: &str) -> Result<Option<InOutbox>, Fault> {
    db.one(ONE, given![id], in_outbox)
}

fn in_outbox(row: &Row<'_>) -> Result<InOutbox, Fault> {
    Ok(InOutbox {
        id: row.get(0)?,
        address: row.get(1)?,
        name: row.get(2)?,
        subject: row.get(3)?,
        body: row.get(4)?,
        attachment_name: row.get(5)?,
        made: row.get(6)?,
        state: row.get(7)?,
        attempts: row.get(8)?,
        trouble: row.get(9)?,
        about: row.get(10)?,
    })
}

/// How many letters are in each state.
pub fn count_states(db: &Db<'_>) -> Result<Vec<(LetterState, i64)>, Fault> {
    db.all(COUNT_STATES, given![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Destroys every letter to a person.
pub fn drop_letters_to(tx: &Tx<'_>, participant: &ParticipantId) -> Result<(), Fault> {
    tx.run(DROP_OF, given![participant]).map(|_| ())
}

/// Destroys every letter about something whose words were erased.
pub fn drop_letters_about(tx: &Tx<'_>, about: &str) -> Result<(), Fault> {
    tx.run(DROP_ABOUT, given![about]).map(|_| ())
}

/// Sends a letter once more that the secretariat judged not to have arrived.
pub fn send_again(tx: &Tx<'_>, id: &str, now: Instant) -> Result<bool, Fault> {
    Ok(tx.run(AGAIN, given![id, now])? > 0)
}

/// Puts every letter in doubt that has not gone out by this table: in a restored backup it may have, later.
pub fn doubt_all(tx: &Tx<'_>) -> Result<(), Fault> {
    tx.run(DOUBT, given![]).map(|_| ())
}

/// Marks what was being sent when the program last ended.
pub fn mark_left_over(tx: &Tx<'_>) -> Result<(), Fault> {
    tx.run(LEFT_OVER, given![]).map(|_| ())
}

/// So many letters are taken from the outbox at once.
const ROUND: usize = 50;
/// After so many tries (about two days with the growing pauses) a letter is given up.
const TRIES: i64 = 16;

/// The pause before the next try: a minute, doubled each time, at most six hours.
pub fn pause_ms(attempts: i64) -> i64 {
    let doubled = MINUTE_MS.saturating_mul(1 << attempts.clamp(0, 20));
    doubled.min(6 * HOUR_MS)
}

/// Hands letters to the relay.
pub struct Sender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

struct Due {
    id: String,
    address: String,
    name: String,
    subject: String,
    body: String,
    attachment: Option<(String, String)>,
    attempts: i64,
}

impl Sender {
    /// A sender to `smtp://[user:password@]host:port[?tls=required]` that writes as `from`.
    pub fn new(smtp: &str, from: Address) -> Result<Sender, Fault> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp)
            .map_err(|error| {
                Fault::broken(format!("the SMTP address {smtp:?} is not usable: {error}"))
            })?
            .timeout(Some(Duration::from_secs(30)))
            .build();
        Ok(Sender { transport, from })
    }

    /// Asks the relay whether it is there; an error says what it said instead.
    pub async fn reach(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it does not answer".into()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sends what is due; says how many letters the relay took.
    pub async fn send_due(&self, app: &App) -> Result<usize, Fault> {
        let now = app.now();
        let due = app.read(|db| due(db, now))?;
        let mut sent = 0;
        for letter in due {
            let id = letter.id.clone();
            if app.tend(move |tx| tx.run(CLAIM, given![id])).await? == 1 {
                sent += usize::from(self.send_one(app, letter).await?);
            }
        }
        Ok(sent)
    }

    async fn send_one(&self, app: &App, letter: Due) -> Result<bool, Fault> {
        let (state, trouble) = match self.message(&letter) {
            Err(fault) => (LetterState::Failed, Some(fault.to_string())),
            Ok(message) => match self.transport.send(message).await {
                Ok(_) => (LetterState::Sent, None),
                Err(error) if error.is_permanent() || letter.attempts + 1 >= TRIES => {
                    (LetterState::Failed, Some(error.to_string()))
                }
                // The connection broke after the text may have been taken: sending again could deliver it twice.
                Err(error) if error.is_timeout() => (LetterState::Unsure, Some(error.to_string())),
                Err(error) => (LetterState::Waiting, Some(error.to_string())),
            },
        };
        let next_try = app.now().plus_ms(pause_ms(letter.attempts));
        app.tend(move |tx| tx.run(CLOSE, given![letter.id, state, next_try, trouble]))
            .await?;
        Ok(state == LetterState::Sent)
    }

    fn message(&self, letter: &Due) -> Result<Message, Fault> {
        let to: Address = letter.address.parse().map_err(Fault::broken)?;
        let host = self.from.as_str().rsplit('@').next().unwrap_or("localhost");
        let mailbox = |name: Option<String>, address: &Address| {
            Ok::<_, Fault>(Mailbox::new(
                name,
                address.as_str().parse().map_err(Fault::broken)?,
            ))
        };
        let builder = Message::builder()
            .from(mailbox(None, &self.from)?)
            .to(mailbox(
                Some(one_line(&letter.name)).filter(|name| !name.is_empty()),
                &to,
            )?)
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<{}@{host}>", letter.id)))
            .raw_header(auto_submitted());
        let text = part(ContentType::TEXT_PLAIN, &letter.body)?;
        match &letter.attachment {
            None => builder.singlepart(text),
            Some((name, file)) => {
                let disposition =
                    lettre::message::header::ContentDisposition::attachment(&one_line(name));
                let file = SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .header(disposition)
                    .body(encoded(file)?);
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
            }
        }
        .map_err(Fault::broken)
    }
}

/// RFC 3834: a letter written by a program, so that no vacation notice answers it.
fn auto_submitted() -> HeaderValue {
    HeaderValue::new(
        HeaderName::new_from_ascii_str("Auto-Submitted"),
        "auto-generated".into(),
    )
}

fn part(kind: ContentType, text: &str) -> Result<SinglePart, Fault> {
    Ok(SinglePart::builder().header(kind).body(encoded(text)?))
}

/// Every body is quoted-printable: no line of ours can be read as an SMTP command or a header.
fn encoded(text: &str) -> Result<Body, Fault> {
    Body::new_with_encoding(
        text.replace('\n', "\r\n"),
        ContentTransferEncoding::QuotedPrintable,
    )
    .map_err(|_| Fault::broken("a letter could not be encoded"))
}

fn due(db: &Db<'_>, now: Instant) -> Result<Vec<Due>, Fault> {
    db.all(DUE, given![now, ROUND], |row| {
        let name: Option<String> = row.get(5)?;
        let file: Option<String> = row.get(6)?;
        Ok(Due {
            id: row.get(0)?,
            address: row.get(1)?,
            name: row.get(2)?,
            subject: row.get(3)?,
            body: row.get(4)?,
            attachment: name.zip(file),
            attempts: row.get(7)?,
        })
    })
}
