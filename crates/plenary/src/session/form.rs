//! The form of a session: what was typed, and what it means.

use maud::{Markup, html};
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Card, Choice, Faults, Field, Form, safe_text, tlp};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::text::{self, Address, BadText};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::pages::label;
use super::rules::{
    ABOUT_LETTERS, AgendaItem, Billing, Session, SessionRefusal, Speaker, TITLE_LETTERS,
    TellSession,
};
use crate::document::Document;
use crate::forum::{read_instant, write_instant};
use crate::participant;

/// The most letters of a list in a form.
const LIST_LETTERS: usize = 40_000;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub title: String,
    pub slug: String,
    pub about: String,
    pub place: String,
    pub link: String,
    pub starts: String,
    pub zone: String,
    pub minutes: String,
    pub languages: String,
    pub agenda: String,
    pub speakers: String,
    pub documents: Vec<String>,
    pub mark: String,
    pub attribution: String,
}

impl Typed {
    pub fn take(sent: &mut Sent) -> Typed {
        Typed {
            title: sent.take("title"),
            slug: sent.take("slug"),
            about: sent.take("about"),
            place: sent.take("place"),
            link: sent.take("link"),
            starts: sent.take("starts"),
            zone: sent.take("zone"),
            minutes: sent.take("minutes"),
            languages: sent.take("languages"),
            agenda: sent.take("agenda"),
            speakers: sent.take("speakers"),
            documents: sent.take_all("document"),
            mark: sent.take("mark"),
            attribution: sent.take("attribution"),
        }
    }

    /// A new session in the forum's own zone.
    pub fn new(zone: &str) -> Typed {
        Typed {
            zone: zone.to_owned(),
            mark: Mark::Clear.word().to_owned(),
            attribution: Attribution::Named.word().to_owned(),
            languages: "en".to_owned(),
            ..Typed::default()
        }
    }

    /// A session as it stands, to be told anew.
    pub fn of(session: &Session, documents: &[Document]) -> Typed {
        let billing = &session.billing;
        let part = |part: &AgendaItem| format!("{} | {}", minutes_of(part.seconds), part.title);
        let agenda: Vec<String> = billing.agenda.iter().map(part).collect();
        let names = session.speakers.iter().filter_map(|one| one.name.clone());
        let is_here = |document: &&Document| session.documents.contains(&document.id);
        Typed {
            title: billing.title.clone(),
            slug: session.slug.clone(),
            about: billing.about.clone(),
            place: billing.place.clone(),
            link: billing.link.clone(),
            starts: write_instant(session.starts, &session.time_zone()),
            zone: session.zone.clone(),
            minutes: minutes_of(session.seconds),
            languages: session.languages.join(", "),
            agenda: agenda.join("\n"),
            speakers: names.collect::<Vec<_>>().join("\n"),
            documents: documents
                .iter()
                .filter(is_here)
                .map(|one| one.slug.clone())
                .collect(),
            mark: session.mark.word().to_owned(),
            attribution: session.attribution.word().to_owned(),
        }
    }

    /// What the form means.
    pub fn parse(
        &self,
        db: &Db<'_>,
        t: &Tongue,
        documents: &[Document],
        known: &[Speaker],
    ) -> Result<Result<TellSession, Faults>, Fault> {
        let mut read = Reading {
            t,
            faults: Vec::new(),
        };
        let billing = Billing {
            title: read.text("title", text::line(&self.title, TITLE_LETTERS)),
            about: read.text(
                "about",
                maybe(text::maybe_prose(&self.about, ABOUT_LETTERS)),
            ),
            place: read.text("place", maybe(text::maybe_line(&self.place, TITLE_LETTERS))),
            link: read.text("link", maybe(text::maybe_line(&self.link, 1_000))),
            agenda: read.agenda(&self.agenda),
        };
        let zone = self.zone.trim().to_owned();
        let starts = read.starts(&self.starts, &zone);
        let seconds = read.length(&self.minutes);
        let invited = text::maybe_prose(&self.speakers, LIST_LETTERS);
        let speakers = speakers(db, &read.text("speakers", maybe(invited)), known)?;
        let ask = TellSession {
            slug: self.slug.trim().to_owned(),
            billing,
            starts,
            seconds,
            zone,
            languages: self.tags(),
            speakers,
            documents: documents
                .iter()
                .filter(|document| self.documents.contains(&document.slug))
                .map(|document| document.id.clone())
                .collect(),
            mark: self.mark.parse().unwrap_or(Mark::Clear),
            attribution: self.attribution.parse().unwrap_or(Attribution::Named),
        };
        Ok(match read.faults.is_empty() {
            true => Ok(ask),
            false => Err(Faults::new(read.faults)),
        })
    }

    fn tags(&self) -> Vec<String> {
        let parted = self.languages.split([',', ';', ' ', '\n']);
        let tags = parted.map(str::trim).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    }
}

fn maybe(found: Result<Option<String>, BadText>) -> Result<String, BadText> {
    found.map(Option::unwrap_or_default)
}

/// Takes texts out of a form, collecting what needs mending.
struct Reading<'a> {
    t: &'a Tongue,
    faults: Vec<(&'static str, String)>,
}

impl Reading<'_> {
    fn fault(&mut self, field: &'static str, words: String) {
        self.faults.push((field, words));
    }

    fn text(&mut self, field: &'static str, found: Result<String, BadText>) -> String {
        found.unwrap_or_else(|bad| {
            let words = web::in_words(self.t, &bad);
            self.fault(field, words);
            String::new()
        })
    }

    fn starts(&mut self, typed: &str, zone: &str) -> Instant {
        // A zone that nobody knows is refused by the rule; here it only must not hide the other faults.
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        read_instant(typed, &zone).unwrap_or_else(|| {
            let words = self.t.say("session-bad-starts").into_owned();
            self.fault("starts", words);
            Instant(0)
        })
    }

    fn length(&mut self, typed: &str) -> u32 {
        seconds_in(typed).unwrap_or_else(|| {
            self.fault("minutes", SessionRefusal::BadLength.to_string());
            60
        })
    }

    fn agenda(&mut self, typed: &str) -> Vec<AgendaItem> {
        let prose = self.text("agenda", maybe(text::maybe_prose(typed, LIST_LETTERS)));
        let lines = prose.lines().filter(|line| !line.trim().is_empty());
        let mut parts = Vec::new();
        for line in lines {
            match agenda_item(line) {
                Some(part) => parts.push(part),
                None => {
                    let args = [("line", line.trim().into())];
                    let words = self.t.say_with("session-bad-agenda", &args);
                    self.fault("agenda", words);
                    break;
                }
            }
        }
        parts
    }
}

/// `14 | What is an outage?`; `14:30 | ...` has seconds; the bar may be missing.
fn agenda_item(line: &str) -> Option<AgendaItem> {
    let (length, title) = match line.split_once('|') {
        Some(parts) => parts,
        None => line.trim().split_once(char::is_whitespace)?,
    };
    let title = title.trim().trim_start_matches(['|', '-', '–']).trim();
    let seconds = seconds_in(length)?;
    (!title.is_empty() && title.chars().count() <= TITLE_LETTERS).then(|| AgendaItem {
        title: title.to_owned(),
        seconds,
    })
}

/// Minutes as people write them: `90`, `90 min`, `7:30`.
fn seconds_in(typed: &str) -> Option<u32> {
    let plain = typed
        .trim()
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '.')
        .trim();
    let (minutes, seconds) = plain.split_once(':').unwrap_or((plain, "0"));
    let (minutes, seconds): (u32, u32) = (minutes.parse().ok()?, seconds.parse().ok()?);
    (seconds < 60).then(|| minutes.checked_mul(60)?.checked_add(seconds))?
}

fn minutes_of(seconds: u32) -> String {
    match seconds % 60 {
        0 => (seconds / 60).to_string(),
        rest => format!("{}:{rest:02}", seconds / 60),
    }
}

/// One a line: a name, or `name <address>`. An address is a participant's whatever the name; a name alone stands for whom
/// it stood before, or for the one participant who bears it.
fn speakers(db: &Db<'_>, typed: &str, known: &[Speaker]) -> Result<Vec<Speaker>, Fault> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| speaker(db, line, known)).collect()
}

fn speaker(db: &Db<'_>, line: &str, known: &[Speaker]) -> Result<Speaker, Fault> {
    let (name, address) = match line.split_once('<') {
        Some((name, rest)) => (
            name.trim(),
            rest.trim_end_matches('>').trim().parse::<Address>().ok(),
        ),
        None => (line, None),
    };
    let before = known.iter().find(|one| one.name.as_deref() == Some(name));
    let participant = match (address, before) {
        (Some(address), _) => participant::by_address(db, &address)?,
        (None, Some(before)) if before.participant.is_some() => before.participant.clone(),
        (None, _) => match &participant::named(db, name)?[..] {
            [one] => Some(one.clone()),
            _ => None,
        },
    };
    Ok(Speaker {
        participant,
        name: Some(name.to_owned()),
    })
}

/// All that the form shows.
pub(super) struct SessionForm<'a> {
    pub who: &'a Who,
    pub action: &'a str,
    pub is_new: bool,
    pub documents: &'a [Document],
    pub typed: &'a Typed,
    pub faults: &'a Faults,
}

impl SessionForm<'_> {
    pub fn render(&self) -> Markup {
        let (t, typed) = (&self.who.tongue, self.typed);
        let key = plenary_kit::random::token();
        let fields = html! {
            (self.field("title", "session-field-title").required().text(t, &typed.title))
            @if self.is_new {
                (self.field("slug", "session-field-slug").hint(&t.say("session-field-slug-hint")).required().text(t, &typed.slug))
            }
            (self.field("starts", "session-field-starts").hint(&t.say("session-field-starts-hint")).required().local_time(t, &typed.starts))
            (self.field("zone", "session-field-zone").hint(&t.say("session-field-zone-hint")).required().text(t, &typed.zone))
            (self.field("minutes", "session-field-minutes").hint(&t.say("session-field-minutes-hint")).required().text(t, &typed.minutes))
            (self.field("place", "session-field-place").text(t, &typed.place))
            (self.field("link", "session-field-link").hint(&t.say("session-field-link-hint")).text(t, &typed.link))
            (self.field("languages", "session-field-languages").hint(&t.say("session-field-languages-hint")).text(t, &typed.languages))
            (self.field("about", "session-field-about").words(t, &typed.about, ABOUT_LETTERS as u32))
            (self.field("agenda", "session-field-agenda").hint(&t.say("session-field-agenda-hint")).words(t, &typed.agenda, LIST_LETTERS as u32))
            (self.field("speakers", "session-field-speakers").hint(&t.say("session-field-speakers-hint")).words(t, &typed.speakers, LIST_LETTERS as u32))
            (self.document_boxes())
            (self.policy())
            p .acts { (Button::main(&t.say("session-save"))) }
        };
        Form::new(self.action, &self.who.token)
            .key(&key)
            .draft(self.action)
            .faults(t, self.faults)
            .render(fields)
    }

    fn field<'f>(&self, name: &'f str, key: &str) -> Field<'f> {
        Field::new(name, &self.who.tongue.say(key)).fault(self.faults)
    }

    fn document_boxes(&self) -> Markup {
        let t = &self.who.tongue;
        html! {
            @if !self.documents.is_empty() {
                fieldset .field {
                    legend { (t.say("session-field-documents")) }
                    @for document in self.documents {
                        label .pick {
                            input type="checkbox" name="document" value=(document.slug) checked[self.typed.documents.contains(&document.slug)];
                            span { bdi lang=(document.lang) { (safe_text(&document.title)) } }
                        }
                    }
                }
            }
        }
    }

    fn policy(&self) -> Markup {
        let t = &self.who.tongue;
        let means = Mark::ALL
            .iter()
            .map(|mark| t.say(&format!("session-mark-{}", mark.word())));
        let means: Vec<_> = means.collect();
        let cards: Vec<Card> = Mark::ALL
            .iter()
            .zip(&means)
            .map(|(mark, means)| Card {
                value: mark.word(),
                label: tlp(label(*mark)),
                means,
            })
            .collect();
        let named = (
            t.say("session-attribution-named"),
            t.say("session-attribution-chatham-house"),
        );
        let choices = [
            Choice {
                value: Attribution::Named.word(),
                label: &named.0,
            },
            Choice {
                value: Attribution::ChathamHouse.word(),
                label: &named.1,
            },
        ];
        html! {
            (self.field("mark", "session-field-mark").hint(&t.say("session-field-mark-hint")).required().cards(t, &cards, &self.typed.mark))
            (self.field("attribution", "session-field-attribution").required().choose(t, &choices, &self.typed.attribution))
        }
    }
}

pub(super) fn faults_of(t: &Tongue, refusal: &dyn Refuse) -> Faults {
    Faults::new(vec![(
        refusal.field().unwrap_or("title"),
        web::in_words(t, refusal),
    )])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        for (typed, seconds) in [
            ("90", 5_400),
            (" 90 min ", 5_400),
            ("7:30", 450),
            ("0:45", 45),
        ] {
            assert_eq!(seconds_in(typed), Some(seconds), "{typed}");
        }
        for typed in ["", "soon", "1:75", "-4", "99999999999"] {
            assert_eq!(seconds_in(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_part_of_the_agenda_is_its_minutes_and_its_title() {
        let part = agenda_item("14 | What is an outage? | The word").unwrap();
        assert_eq!(
            (part.seconds, part.title.as_str()),
            (840, "What is an outage? | The word")
        );
        assert_eq!(agenda_item("6 Welcome").unwrap().title, "Welcome");
        assert!(agenda_item("Welcome").is_none() && agenda_item("6 |").is_none());
    }
}
