//! The room's URLs; the program's table of routes takes them in.

use axum::extract::{Path, State};
use plenary_kit::app::App;
use plenary_kit::form::Form;
use plenary_kit::policy::Access::{self, AnyOf, Everyone, SignedIn};
use plenary_kit::policy::Role;
use plenary_kit::web::{Route, Who, get, post};

use super::live::{Live, Supports};
use super::pages;

const RECORDERS: Access = AnyOf(&[Role::Secretariat, Role::Rapporteur]);

/// The room's part of the table of all routes.
pub fn routes(live: Live, supports: Supports) -> Vec<Route> {
    let doors = [
        reading_doors(),
        mending_doors(),
        making_doors(),
        doors_to_captions(live),
        vec![door_to_texts(supports)],
    ];
    doors.into_iter().flatten().collect()
}

fn reading_doors() -> Vec<Route> {
    vec![
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

/// Where live captions are read into a record or destroyed; their room stands further down and is handed over here.
fn doors_to_captions(live: Live) -> Vec<Route> {
    let preview = move |State(app): State<App>, who: Who, Path(at): Path<(String, String)>| {
        pages::preview_page(live, app, who, at)
    };
    let record =
        move |State(app): State<App>, who: Who, Path(at): Path<(String, String)>, sent: Form| {
            pages::record_form(live, app, who, at, sent)
        };
    let erase = move |State(app): State<App>,
                      who: Who,
                      Path(at): Path<(String, String)>,
                      sent: Form| { pages::erase_form(live, app, who, at, sent) };
    let kept = "/sessions/{slug}/transcript/import/{id}";
    vec![
        get(kept, RECORDERS, preview),
        post(kept, RECORDERS, record),
        post(
            "/sessions/{slug}/transcript/{number}/erase",
            SignedIn,
            erase,
        ),
    ]
}

/// A paragraph with what of the texts stands on it, which a room further down knows.
fn door_to_texts(supports: Supports) -> Route {
    let paragraph = move |State(app): State<App>, who: Who, Path(at): Path<(String, String)>| {
        pages::paragraph_page(supports, app, who, at)
    };
    get("/sessions/{slug}/transcript/{number}", Everyone, paragraph)
}
