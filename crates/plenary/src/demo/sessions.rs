//! The story's sessions acted out, and a captioner's link for the one that is on.

use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::{Attribution, Mark, Viewer};

use super::play::Play;
use super::step::begins;
use super::story::{self, FORUM, Starts};
use crate::caption::{self, CaptionEvent};
use crate::document::store as documents;
use crate::forum;
use crate::session::rules::open_session;
use crate::session::{self, AgendaItem, Billing, SessionEvent, Speaker, TellSession};

const SECONDS_PER_MINUTE: u32 = 60;

fn secretariat() -> Viewer {
    Viewer {
        secretariat: true,
        ..Viewer::default()
    }
}

impl Play {
    pub(super) async fn open_session(
        &self,
        cycle: &'static story::Cycle,
        told: &'static story::Session,
    ) -> Result<(), Stop> {
        let id = self.cycle(cycle)?;
        let ask = self.telling(cycle, told)?;
        let open = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
            Ok(open_session(
                &secretariat(),
                &cycle,
                ask,
                false,
                Vec::new(),
            )?)
        };
        self.app.act::<SessionEvent>(None, None, open).await?;
        if told.starts == Starts::Now {
            seat_a_captioner(&self.app, told.key).await?;
        }
        Ok(())
    }

    fn telling(
        &self,
        cycle: &story::Cycle,
        told: &'static story::Session,
    ) -> Result<TellSession, Fault> {
        let minutes = |count: u16| u32::from(count) * SECONDS_PER_MINUTE;
        let speaker = |key: &&'static str| -> Result<Speaker, Fault> {
            Ok(Speaker {
                participant: Some(self.known.person(key)?),
                name: None,
            })
        };
        let part = |part: &story::AgendaItem| AgendaItem {
            title: part.title.into(),
            seconds: minutes(part.minutes),
        };
        let mut under_discussion = Vec::new();
        for document in cycle.documents {
            let found = self.app.read(|db| documents::by_slug(db, document.key))?;
            under_discussion.extend(found.map(|document| document.id));
        }
        Ok(TellSession {
            slug: told.key.into(),
            billing: Billing {
                title: told.title.into(),
                about: told.description.into(),
                place: told.place.into(),
                link: told.link.into(),
                agenda: told.agenda.iter().map(part).collect(),
            },
            starts: begins(self.now, told),
            seconds: minutes(told.minutes),
            zone: FORUM.zone.into(),
            languages: told.languages.iter().map(|&tag| tag.to_owned()).collect(),
            speakers: told
                .speakers
                .iter()
                .map(speaker)
                .collect::<Result<_, _>>()?,
            documents: under_discussion,
            mark: Mark::Clear,
            attribution: Attribution::Named,
        })
    }
}

pub(super) async fn seat_a_captioner(app: &App, slug: &'static str) -> Result<(), Stop> {
    app.act::<CaptionEvent>(None, None, move |db, _| {
        let session = session::store::by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        let seat = caption::rules::Seat(1);
        Ok(caption::rules::make_link(
            &secretariat(),
            &session.cycle,
            &session.id,
            seat,
            None,
        )?)
    })
    .await?;
    Ok(())
}

/// The session that is on in the demo, and the path of its captioner's link.
pub fn caption_link(app: &App) -> Result<Option<(String, String)>, Fault> {
    let mut sessions = FORUM.cycles.iter().flat_map(|cycle| cycle.sessions);
    let Some(told) = sessions.find(|session| session.starts == Starts::Now) else {
        return Ok(None);
    };
    app.read(|db| {
        let Some(session) = session::store::by_slug(db, told.key)? else {
            return Ok(None);
        };
        let links = caption::store::links(db, &session.id)?;
        let path = links
            .first()
            .map(|link| format!("/captions/{}", link.secret(app)));
        Ok(path.map(|path| (format!("/sessions/{}/live", session.slug), path)))
    })
}
