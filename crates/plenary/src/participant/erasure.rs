//! The follower that puts the erasure of a person's data on the list beside the database, should a kill have come between
//! the act and its entry there.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::erase::{self, Erasure};
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};

use super::event::ParticipantEvent;

/// Lists erasures of people's data; one that stands there already is not listed again.
pub struct PersonErasureFollower;

impl Follower for PersonErasureFollower {
    fn name(&self) -> &'static str {
        "participant-erasure"
    }

    fn follow(&self, app: &App, _: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        for entry in entries {
            if let Some(ParticipantEvent::Erased { erases, rule, .. }) =
                entry.event::<ParticipantEvent>()?
            {
                let erasure = Erasure {
                    at: entry.meta.at,
                    decided_by: entry.meta.by.clone(),
                    rule,
                    erases,
                };
                erase::list(&app.settings().dir, &erasure)?;
            }
        }
        Ok(Box::new(|_| Ok(())))
    }
}
