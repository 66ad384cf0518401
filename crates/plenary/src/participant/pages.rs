//! What the room's pages share: what was typed, what is wrong with it, and the fields of several forms.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Choice, Faults, Field, Place};
use plenary_kit::shell::Page;
use plenary_kit::text::BadText;
use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::acts::Hand;
use super::refusal::ParticipantRefusal;
use crate::forum::Group;

/// The languages letters are offered in: the six of the United Nations.
pub const LANGUAGES: [(&str, &str); 6] = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh", "中文"),
];

/// What was typed, field by field, whatever it is worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Vec<(&'static str, String)>);

impl Typed {
    /// Takes the fields out of what was sent; refuses a form with other fields.
    pub fn take(sent: &mut Sent, names: &[&'static str]) -> Result<Typed, Stop> {
        let typed = Typed(names.iter().map(|name| (*name, sent.take(name))).collect());
        sent.finish()?;
        Ok(typed)
    }

    /// A form filled in with what is known.
    pub fn of(fields: &[(&'static str, &str)]) -> Typed {
        Typed(
            fields
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        )
    }

    /// What was typed into a field.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(each, _)| *each == name)
            .map_or("", |(_, value)| value)
    }
}

/// Reads what was typed and collects a sentence for every field that cannot be taken.
pub(super) struct Reader<'a> {
    t: &'a Tongue,
    typed: &'a Typed,
    faults: Vec<(&'static str, String)>,
}

impl<'a> Reader<'a> {
    /// Begins reading.
    pub fn new(t: &'a Tongue, typed: &'a Typed) -> Reader<'a> {
        Reader {
            t,
            typed,
            faults: Vec::new(),
        }
    }

    /// Reads one field; a fault is kept and gives the value's default.
    pub fn read<T: Default, R: Refuse>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&str) -> Result<T, R>,
    ) -> T {
        match read(self.typed.get(field)) {
            Ok(value) => value,
            Err(refusal) => {
                self.faults.push((field, web::in_words(self.t, &refusal)));
                T::default()
            }
        }
    }

    /// The word of the group, if one was chosen.
    pub fn group(&mut self) -> Option<String> {
        self.read("group", |text| plenary_kit::text::maybe_line(text, 40))
    }

    /// The language tag.
    pub fn lang(&mut self) -> String {
        self.read("lang", |text| plenary_kit::text::line(text, 35))
    }

    /// What was found wrong, if anything.
    pub fn finish(self) -> Result<(), Faults> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Faults::new(self.faults)),
        }
    }
}

/// The refusal of an act as a fault of the form, with its status; anything else goes on as it is.
pub(super) fn as_faults(t: &Tongue, stop: Stop) -> Result<(u16, Faults), Stop> {
    match stop {
        Stop::Refused(refusal) => {
            let field = refusal.field().unwrap_or("form");
            let faults = Faults::new(vec![(field, web::in_words(t, refusal.as_ref()))]);
            Ok((refusal.status(), faults))
        }
        other => Err(other),
    }
}

/// A personal page: search engines are kept out.
pub(super) fn shown(
    app: &App,
    who: &Who,
    place: Place,
    title: &str,
    body: Markup,
    status: u16,
) -> Response {
    let mut page = Page::new(title, place, body);
    page.unlisted = true;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, web::html(page.render(app, who))).into_response()
}

/// By whose hand a visitor acts.
pub(super) fn hand(who: &Who) -> Result<Hand, Stop> {
    who.viewer
        .participant
        .clone()
        .map(Hand::Person)
        .ok_or(Stop::SignIn)
}

/// The id in a path; what is no id is nothing here.
pub(super) fn id_of(text: &str) -> Result<ParticipantId, Stop> {
    text.parse().map_err(|_| Stop::NotFound)
}

/// The person of a path.
pub(super) fn person_of(db: &Db<'_>, id: &ParticipantId) -> Result<super::Person, Stop> {
    super::store::person(db, id)?.ok_or(Stop::NotFound)
}

/// The field for the stakeholder group.
pub(super) fn group_field(t: &Tongue, groups: &[Group], typed: &Typed, faults: &Faults) -> Markup {
    let choices: Vec<Choice> = groups
        .iter()
        .map(|group| Choice {
            value: &group.word,
            label: &group.name,
        })
        .collect();
    Field::new("group", &t.say("participant-group"))
        .hint(&t.say("participant-group-hint"))
        .fault(faults)
        .choose(t, &choices, typed.get("group"))
}

/// The field for the language of letters.
pub(super) fn lang_field(t: &Tongue, typed: &Typed, faults: &Faults) -> Markup {
    let choices = LANGUAGES.map(|(value, label)| Choice { value, label });
    Field::new("lang", &t.say("participant-lang"))
        .hint(&t.say("participant-lang-hint"))
        .required()
        .fault(faults)
        .choose(t, &choices, typed.get("lang"))
}

/// The name of a group; its word when the forum has dropped it.
pub(super) fn group_name<'a>(groups: &'a [Group], word: &'a str) -> &'a str {
    groups
        .iter()
        .find(|group| group.word == word)
        .map_or(word, |group| &group.name)
}

/// The first instant of a day in UTC.
pub(super) fn day(text: &str) -> Result<Instant, ParticipantRefusal> {
    let date: jiff::civil::Date = text
        .trim()
        .parse()
        .map_err(|_| ParticipantRefusal::BadDay)?;
    let start = date
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_err(|_| ParticipantRefusal::BadDay)?;
    Ok(Instant(start.timestamp().as_millisecond()))
}

/// The first instant after a last day, if one was written.
pub(super) fn last_day(text: &str) -> Result<Option<Instant>, ParticipantRefusal> {
    match text.trim() {
        "" => Ok(None),
        text => Ok(Some(day(text)?.plus_ms(DAY_MS))),
    }
}

/// An id chosen from a list; nothing when none was.
pub(super) fn chosen<T: std::str::FromStr>(text: &str) -> Result<Option<T>, BadText> {
    match text.trim() {
        "" => Err(BadText::Empty),
        text => Ok(text.parse().ok()),
    }
}

/// Our own path, or the front page: a link that came from outside never leads elsewhere.
pub(super) fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && next.len() <= 500;
    if is_own { next } else { "/" }
}

/// The groups the forum has.
pub(super) fn groups(app: &App) -> Result<Vec<Group>, Fault> {
    app.read(crate::forum::store::groups)
}
