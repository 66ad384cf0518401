//! What was said in sessions, offered beside a text as something that a paragraph may stand on.

use std::collections::BTreeMap;

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::safe_text;
use plenary_kit::search::Query;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::bases::Typed;
use super::figure::shortened;
use crate::docket::Item;
use crate::forum::Cycle;
use crate::session::{Session, store as sessions};
use crate::transcript::pages::quote;
use crate::transcript::store::{read, search_sqlite as index};

/// The most passages that are offered.
const OFFERED: usize = 20;
/// So much of each is shown, in letters.
const SHOWN_LETTERS: usize = 160;

/// A passage that a block may stand on.
pub(super) struct Said {
    /// As it is typed: "hearing 12-14".
    pub value: String,
    slug: String,
    title: String,
    first: u32,
    words: String,
}

/// The passages that speak about these items, and those that hold the words looked for, in sessions that the visitor may
/// see; what is typed already is not offered again.
pub(super) fn said(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    cycle: &Cycle,
    (offers, query, typed): (&[(Item, String, bool)], &str, &Typed),
) -> Result<Vec<Said>, Fault> {
    let mut seen = sessions::sessions_of(db, &cycle.id)?;
    seen.retain(|session| session.seen_by(app.policy(), &who.viewer).is_some());
    let mut places = Vec::new();
    for (item, ..) in offers {
        places.extend(read::linked_to(db, item.number)?);
    }
    if !query.is_empty() {
        let ids: Vec<_> = seen.iter().map(|session| session.id.clone()).collect();
        let found = index::find(db, &ids, &Query::read(query), OFFERED)?;
        places.extend(found.into_iter().map(|(id, number)| (id, number, number)));
    }
    let mut passages: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
    for (id, first, last) in places {
        if let Some(at) = seen.iter().position(|session| session.id == id) {
            let here = passages.entry(at).or_default();
            if !here.contains(&(first, last)) {
                here.push((first, last));
            }
        }
    }
    let mut all = Vec::new();
    for (at, here) in passages {
        all.extend(in_session(db, &seen[at], &here)?);
    }
    all.retain(|one: &Said| !typed.heard.contains(&one.value));
    all.truncate(OFFERED);
    Ok(all)
}

fn in_session(db: &Db<'_>, session: &Session, passages: &[(u32, u32)]) -> Result<Vec<Said>, Fault> {
    let Some(transcript) = read::transcript(db, &session.id)? else {
        return Ok(Vec::new());
    };
    let said = |(first, last): &(u32, u32)| Said {
        value: format!("{} {first}-{last}", session.slug),
        slug: session.slug.clone(),
        title: session.billing.title.clone(),
        first: *first,
        words: shortened(&quote(&transcript, *first, *last), SHOWN_LETTERS),
    };
    Ok(passages.iter().map(said).collect())
}

/// Passages as one text, as they are typed.
pub(super) fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let told = parts.into_iter().filter(|part| !part.trim().is_empty());
    told.collect::<Vec<_>>().join("; ")
}

/// Boxes to tick.
pub(super) fn offers(t: &Tongue, all: &[Said]) -> Markup {
    html! {
        @for one in all {
            label .pick {
                input type="checkbox" name="said" value=(one.value);
                span { a href={ "/sessions/" (one.slug) "/transcript?at=" (one.first) "#p" (one.first) } {
                        bdi { (safe_text(&one.title)) } ", " (t.say_with("transcript-paragraph", &[("number", one.first.into())])) } " "
                    span dir="auto" { (safe_text(&one.words)) } }
            }
        }
    }
}
