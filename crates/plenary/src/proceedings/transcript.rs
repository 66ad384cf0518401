//! The transcript with what came of its words: beside each paragraph the blocks of texts that stand on it.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::web::Who;

use crate::basis::{self, UsedHeard};
use crate::transcript::pages::{self, Behind};

/// GET /sessions/{slug}/transcript
pub async fn transcript_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let (here, viewer, t) = (app.clone(), who.viewer.clone(), who.tongue.clone());
    pages::transcript_page(
        (app, who),
        &slug,
        query.as_deref(),
        &headers,
        |db, session| {
            let mut used: BTreeMap<u32, Vec<UsedHeard>> = BTreeMap::new();
            for each in basis::heard_used_in(&here, db, &viewer, &session.id)? {
                used.entry(each.last).or_default().push(each);
            }
            let marked = used.into_iter().map(|(last, all)| {
            let words = html! { span .stands { (t.say("basis-used-in")) @for each in &all { " " (each.render()) } } };
            (last, words)
        });
            Ok(marked.collect::<Behind>())
        },
    )
}
