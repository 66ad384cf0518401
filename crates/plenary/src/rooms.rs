//! What the rooms bring along, gathered in one place.

use std::sync::Arc;

use plenary_kit::app::{Face, Rooms};
use plenary_kit::db::{Db, Tx};
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::Follower;
use plenary_kit::id::ParticipantId;
use plenary_kit::migrate::Migration;
use plenary_kit::policy::Viewer;
use plenary_kit::time::Instant;
use plenary_kit::tree::TreeFollower;

use crate::{
    answer, api, basis, call, caption, comment, docket, document, export, feed, forum, front,
    participant, policy, proceedings, review, session, site, table, transcript,
};

const MIGRATIONS: &[&[Migration]] = &[
    forum::MIGRATIONS,
    participant::MIGRATIONS,
    document::MIGRATIONS,
    session::MIGRATIONS,
    docket::MIGRATIONS,
    comment::MIGRATIONS,
    transcript::MIGRATIONS,
    caption::MIGRATIONS,
    basis::MIGRATIONS,
    call::MIGRATIONS,
    answer::MIGRATIONS,
];

const CATALOGUES: &[(&str, &str)] = &[
    ("en", forum::ENGLISH),
    ("en", participant::ENGLISH),
    ("en", document::ENGLISH),
    ("en", session::ENGLISH),
    ("en", docket::ENGLISH),
    ("en", comment::ENGLISH),
    ("en", transcript::ENGLISH),
    ("en", caption::ENGLISH),
    ("en", basis::ENGLISH),
    ("en", call::ENGLISH),
    ("en", answer::ENGLISH),
    ("en", review::ENGLISH),
    ("en", proceedings::ENGLISH),
    ("en", table::ENGLISH),
    ("en", front::ENGLISH),
    ("en", export::ENGLISH),
    ("en", api::ENGLISH),
    ("en", feed::ENGLISH),
    ("en", site::ENGLISH),
];

/// What rooms below `participant` keep of a person and destroy with their data; their items stay, without a name.
pub const PERSONAL: participant::Personal = participant::Personal {
    words_of: &[
        answer::words_by,
        comment::store::words_by,
        transcript::store::read::words_by,
        caption::words_by,
    ],
    forget: &[
        call::forget_person,
        answer::forget_person,
        transcript::store::upload::forget_person,
    ],
};

/// The program's rooms, under the program's own policy.
pub const ROOMS: Rooms = Rooms {
    migrations: MIGRATIONS,
    indices_for_reading: docket::INDICES_FOR_READING,
    replay,
    viewer,
    followers,
    face,
    catalogues: CATALOGUES,
    policy: policy::POLICY,
};

fn followers() -> Vec<Arc<dyn Follower>> {
    vec![
        Arc::new(TreeFollower),
        Arc::new(docket::SearchFollower),
        Arc::new(participant::PersonErasureFollower),
        Arc::new(docket::ErasureFollower),
        Arc::new(docket::MailFollower),
        Arc::new(comment::CommentMail),
        Arc::new(answer::AnswerMail),
        Arc::new(transcript::TranscriptMail),
        Arc::new(transcript::TranscriptSearch),
        Arc::new(transcript::TranscriptErasure),
        Arc::new(caption::CaptionErasure),
        Arc::new(review::OrphanMail),
    ]
}

/// A person with the lists of named readers they are on, which the docket and the sessions keep.
fn viewer(db: &Db<'_>, id: &ParticipantId, now: Instant) -> Result<Option<Viewer>, Fault> {
    match participant::viewer(db, id, now)? {
        Some(viewer) => {
            let mut lists = docket::store::lists_of(db, id)?;
            lists.extend(session::store::lists_of(db, id)?);
            Ok(Some(Viewer { lists, ..viewer }))
        }
        None => Ok(None),
    }
}

fn face(db: &Db<'_>) -> Result<Face, Fault> {
    let forum = forum::store::forum(db)?;
    let zone = forum
        .as_ref()
        .and_then(|forum| jiff::tz::TimeZone::get(&forum.zone).ok());
    Ok(Face {
        name: forum.map_or_else(|| "Plenary".into(), |forum| forum.name),
        zone: zone.unwrap_or(jiff::tz::TimeZone::UTC),
    })
}

fn replay(entry: &Entry, tx: &Tx<'_>) -> Result<(), Fault> {
    let is_known = entry.replay::<forum::ForumEvent>(tx)?
        || entry.replay::<participant::ParticipantEvent>(tx)?
        || entry.replay::<document::DocumentEvent>(tx)?
        || entry.replay::<session::SessionEvent>(tx)?
        || entry.replay::<docket::DocketEvent>(tx)?
        || entry.replay::<comment::CommentEvent>(tx)?
        || entry.replay::<transcript::TranscriptEvent>(tx)?
        || entry.replay::<caption::CaptionEvent>(tx)?
        || entry.replay::<basis::BasisEvent>(tx)?
        || entry.replay::<call::CallEvent>(tx)?
        || entry.replay::<answer::AnswerEvent>(tx)?
        || entry.replay::<export::ExportEvent>(tx)?;
    if is_known {
        Ok(())
    } else {
        Err(Fault::broken(format!("no room is called {:?}", entry.room)))
    }
}
