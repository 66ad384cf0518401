//! The follower that puts every erasure on the list beside the database, so that a restored backup is cleaned by it.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::erase::{self, Erasure};
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};

use super::event::DocketEvent;

/// Lists erasures of items' words; after a kill it lists the last ones again, which does no harm.
pub struct ErasureFollower;

impl Follower for ErasureFollower {
    fn name(&self) -> &'static str {
        "docket-erasure"
    }

    fn follow(&self, app: &App, _: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        for entry in entries {
            if let Some(DocketEvent::WordsErased { erases, rule, .. }) =
                entry.event::<DocketEvent>()?
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
