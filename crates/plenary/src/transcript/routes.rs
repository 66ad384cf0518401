//! The room's URLs; the program's table of routes takes them in.

use plenary_kit::policy::Access::{self, AnyOf, Everyone, SignedIn};
use plenary_kit::policy::Role;
use plenary_kit::web::{Route, get, post};

use super::pages;

const RECORDERS: Access = AnyOf(&[Role::Secretariat, Role::Rapporteur]);

/// The room's part of the table of all routes.
pub fn routes() -> Vec<Route> {
    let doors = [reading_doors(), mending_doors(), making_doors()];
    doors.into_iter().flatten().collect()
}

fn reading_doors() -> Vec<Route> {
    vec![
        get(
            "/sessions/{slug}/transcript",
            Everyone,
            pages::transcript_page,
        ),
        get(
            "/sessions/{slug}/transcript/gaps",
            Everyone,
            pages::gaps_page,
        ),
        get(
            "/sessions/{slug}/transcript/corrections",
            Everyone,
            pages::corrections_page,
        ),
        get(
            "/sessions/{slug}/transcript/file/{format}",
            Everyone,
            pages::download,
        ),
        get(
            "/sessions/{slug}/transcript/{number}",
            Everyone,
            pages::paragraph_page,
        ),
        get("/supply/{token}", Everyone, pages::supply_page),
        post("/supply/{token}", Everyone, pages::supply_form),
    ]
}

fn mending_doors() -> Vec<Route> {
    vec![
        post(
            "/sessions/{slug}/transcript/{number}/correct",
            SignedIn,
            pages::correct_form,
        ),
        post(
            "/sessions/{slug}/corrections/{id}",
            SignedIn,
            pages::decide_form,
        ),
        get(
            "/sessions/{slug}/transcript/{number}/erase",
            SignedIn,
            pages::erase_page,
        ),
        post(
            "/sessions/{slug}/transcript/{number}/erase",
            SignedIn,
            pages::erase_form,
        ),
    ]
}

fn making_doors() -> Vec<Route> {
    vec![
        get(
            "/sessions/{slug}/transcript/import",
            RECORDERS,
            pages::import_page,
        ),
        post(
            "/sessions/{slug}/transcript/import",
            RECORDERS,
            pages::upload_form,
        ),
        get(
            "/sessions/{slug}/transcript/import/{id}",
            RECORDERS,
            pages::preview_page,
        ),
        post(
            "/sessions/{slug}/transcript/import/{id}",
            RECORDERS,
            pages::record_form,
        ),
        post(
            "/sessions/{slug}/transcript/take-back",
            RECORDERS,
            pages::take_back_form,
        ),
        post(
            "/sessions/{slug}/transcript/gaps",
            RECORDERS,
            pages::ask_form,
        ),
        get(
            "/sessions/{slug}/transcript/speakers",
            RECORDERS,
            pages::speakers_page,
        ),
        post(
            "/sessions/{slug}/transcript/speakers",
            RECORDERS,
            pages::tell_form,
        ),
        get(
            "/sessions/{slug}/transcript/source",
            RECORDERS,
            pages::source,
        ),
    ]
}
