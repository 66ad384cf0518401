//! The room's URLs: how each is asked, who may enter, what answers.

use axum::extract::{Path, State};
use plenary_kit::app::App;
use plenary_kit::form::Form;
use plenary_kit::policy::{Access, Role};
use plenary_kit::web::{Route, Who, get, post};

use super::acts::Personal;
use super::{
    pages_erase, pages_organisation, pages_people, pages_profile, pages_sign_in, pages_staff,
};

const STAFF: Access = Access::AnyOf(&[Role::Secretariat]);

/// The room's part of the table; `elsewhere` says what other rooms keep of a person.
pub fn routes(elsewhere: Personal) -> Vec<Route> {
    let mut all = open_doors();
    all.extend(doors_of_the_signed_in());
    all.extend(doors_of_the_secretariat());
    all.extend(doors_that_erase(elsewhere));
    all
}

fn open_doors() -> Vec<Route> {
    use pages_organisation as organisation;
    use pages_sign_in as sign_in;
    vec![
        get("/sign-in", Access::Everyone, sign_in::sign_in),
        post("/sign-in", Access::Everyone, sign_in::ask_link),
        get("/sign-in-code", Access::Everyone, sign_in::code_page),
        post("/sign-in-code", Access::Everyone, sign_in::use_code),
        get("/sign-in/{token}", Access::Everyone, sign_in::link_page),
        post("/sign-in/{token}", Access::Everyone, sign_in::use_link),
        get("/join/{token}", Access::Everyone, sign_in::join_page),
        post("/join/{token}", Access::Everyone, sign_in::join),
        post("/sign-out", Access::Everyone, sign_in::sign_out),
        get("/organisations", Access::Everyone, organisation::list),
        get("/organisations/{id}", Access::Everyone, organisation::one),
    ]
}

fn doors_of_the_signed_in() -> Vec<Route> {
    use pages_people as people;
    use pages_profile as profile;
    vec![
        get("/me/profile", Access::SignedIn, profile::profile),
        post("/me/profile", Access::SignedIn, profile::change_profile),
        post(
            "/me/affiliations",
            Access::SignedIn,
            profile::add_affiliation,
        ),
        post(
            "/me/affiliations/end",
            Access::SignedIn,
            profile::end_affiliation,
        ),
        get("/participants", Access::SignedIn, people::list),
        get("/participants/{id}", Access::SignedIn, people::person),
    ]
}

fn doors_of_the_secretariat() -> Vec<Route> {
    use pages_organisation as organisation;
    use pages_staff as staff;
    vec![
        get("/participants/new", STAFF, staff::new_page),
        post("/participants", STAFF, staff::add),
        post("/participants/{id}/roles", STAFF, staff::give_role),
        post("/participants/{id}/roles/take", STAFF, staff::take_role),
        post(
            "/participants/{id}/secretariat",
            STAFF,
            staff::change_secretariat,
        ),
        post(
            "/participants/{id}/affiliations",
            STAFF,
            staff::add_affiliation,
        ),
        post(
            "/participants/{id}/affiliations/confirm",
            STAFF,
            staff::confirm_affiliation,
        ),
        post(
            "/participants/{id}/affiliations/end",
            STAFF,
            staff::end_affiliation,
        ),
        post("/organisations", STAFF, organisation::add),
        post("/organisations/{id}", STAFF, organisation::rename),
        post(
            "/organisations/{id}/clients",
            STAFF,
            organisation::change_client,
        ),
    ]
}

/// What is erased lies in rooms this one does not know, so the program hands them over here.
fn doors_that_erase(elsewhere: Personal) -> Vec<Route> {
    let my_data =
        move |State(app): State<App>, who: Who| pages_profile::my_data(elsewhere, app, who);
    let erase_me = move |State(app): State<App>, who: Who, sent: Form| {
        pages_profile::erase_me(elsewhere, app, who, sent)
    };
    let page = move |State(app): State<App>, who: Who, Path(id): Path<String>| {
        pages_erase::page(elsewhere, app, who, id)
    };
    let erase = move |State(app): State<App>, who: Who, Path(id): Path<String>, sent: Form| {
        pages_erase::erase(elsewhere, app, who, id, sent)
    };
    vec![
        get("/me/data", Access::SignedIn, my_data),
        post("/me/erase", Access::SignedIn, erase_me),
        get("/participants/{id}/erase", STAFF, page),
        post("/participants/{id}/erase", STAFF, erase),
    ]
}
