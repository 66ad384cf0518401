//! What the rooms bring along, gathered in one place.

use std::sync::Arc;

use plenary_kit::app::Rooms;
use plenary_kit::db::Tx;
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::Follower;
use plenary_kit::migrate::Migration;
use plenary_kit::tree::TreeFollower;

use crate::{docket, forum, policy};

const MIGRATIONS: &[&[Migration]] = &[forum::MIGRATIONS, docket::MIGRATIONS];

const CATALOGUES: &[(&str, &str)] = &[("en", forum::ENGLISH), ("en", docket::ENGLISH)];

/// The program's rooms, under the program's own policy.
pub const ROOMS: Rooms = Rooms {
    migrations: MIGRATIONS,
    replay,
    viewer: |_, _, _| Ok(None),
    followers,
    catalogues: CATALOGUES,
    policy: policy::POLICY,
};

fn followers() -> Vec<Arc<dyn Follower>> {
    vec![Arc::new(TreeFollower)]
}

fn replay(entry: &Entry, tx: &Tx<'_>) -> Result<(), Fault> {
    let is_known =
        entry.replay::<forum::ForumEvent>(tx)? || entry.replay::<docket::DocketEvent>(tx)?;
    if is_known {
        Ok(())
    } else {
        Err(Fault::broken(format!("no room is called {:?}", entry.room)))
    }
}
