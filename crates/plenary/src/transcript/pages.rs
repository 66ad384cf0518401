//! The room's pages: bringing a file in, reading the record, mending it, saying who spoke.

mod corrections;
mod download;
mod erase;
mod gaps;
mod import;
mod paragraph;
mod pieces;
mod preview;
mod reading;
mod speakers;
mod supply;

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::page::{Faults, Place, safe_text};
use plenary_kit::policy::Fields;
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::rules::may_record;
use super::store::read;
use super::view::Transcript;
use crate::forum::{self, Cycle, Group};
use crate::session::pages::{readable, title_of};
use crate::session::{Session, SessionId};

pub use corrections::{corrections_page, decide_form};
pub use download::{download, source};
pub use erase::{erase_form, erase_page};
pub use gaps::{ask_form, gaps_page};
pub use import::{import_page, offer, upload_form};
pub use paragraph::{correct_form, paragraph_page};
pub use pieces::{Passage, marked_text, quote, speaker_line, why_gone};
pub use preview::{preview_page, record_form, take_back_form};
pub use reading::{Behind, TranscriptHead, transcript_page};
pub use speakers::{speakers_page, tell_form};
pub use supply::{supply_form, supply_page};

/// A session with its record, as far as the visitor may see them.
pub struct Seen {
    /// The session.
    pub session: Session,
    /// Its cycle.
    pub cycle: Cycle,
    /// What of those who speak may be shown.
    pub fields: Fields,
    /// The record.
    pub transcript: Transcript,
    /// The forum's groups.
    pub groups: Vec<Group>,
}

impl Seen {
    /// Reads it; nothing when for this visitor there is none.
    pub fn load(app: &App, who: &Who, slug: &str) -> Result<Seen, Stop> {
        let (session, cycle, fields) = readable(app, who, slug)?;
        let (transcript, groups) = app.read(|db| {
            let transcript = read::transcript(db, &session.id)?.ok_or(Stop::NotFound)?;
            Ok::<_, Stop>((transcript, forum::store::groups(db)?))
        })?;
        Ok(Seen {
            session,
            cycle,
            fields,
            transcript,
            groups,
        })
    }

    /// As [`Seen::load`], for those who make the record.
    pub fn of_recorder(app: &App, who: &Who, slug: &str) -> Result<Seen, Stop> {
        let seen = Seen::load(app, who, slug)?;
        may_record(&who.viewer, &seen.cycle).map_err(|_| Stop::NotFound)?;
        Ok(seen)
    }

    /// The line above a title that leads back to session and transcript.
    pub fn kicker(&self, t: &Tongue) -> Markup {
        html! { (session_link(&self.session)) " · "
        a href={ "/sessions/" (self.session.slug) "/transcript" } { (t.say("transcript-title")) } }
    }
}

fn session_link(session: &Session) -> Markup {
    html! { a href={ "/sessions/" (session.slug) } { bdi { (safe_text(title_of(session))) } } }
}

/// Whether a session has a record.
pub fn has_record(db: &Db<'_>, session: &SessionId) -> Result<bool, plenary_kit::fault::Fault> {
    Ok(read::changed(db, session)?.is_some())
}

fn faults_of(t: &Tongue, refusal: &dyn Refuse, field: &'static str) -> Faults {
    Faults::new(vec![(
        refusal.field().unwrap_or(field),
        web::in_words(t, refusal),
    )])
}

fn unlisted(app: &App, who: &Who, title: &str, body: Markup) -> Markup {
    let mut page = Page::new(title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}
