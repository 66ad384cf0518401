//! Every URL of the product on one page: how it is asked, who may enter, what answers.

use plenary_kit::policy::{Access, Role};
use plenary_kit::web::{Route, get, post};

use crate::{call, docket, forum, front};
use plenary_kit::page::look;

/// The table of all routes. What is not in it does not exist.
pub fn routes() -> Vec<Route> {
    use Access::{AnyOf, Everyone, SignedIn};
    const SECRETARIAT: Access = AnyOf(&[Role::Secretariat]);
    const LEADS: Access = AnyOf(&[Role::Secretariat, Role::Facilitator]);
    vec![
        // front
        get("/", Everyone, front::front),
        get("/cycles", Everyone, front::cycles),
        get("/cycles/{slug}", Everyone, front::cycle),
        get(look::css_path(), Everyone, front::style),
        get(look::js_path(), Everyone, front::script),
        // forum
        get("/forum/edit", SECRETARIAT, forum::pages::forum_page),
        post("/forum/edit", SECRETARIAT, forum::pages::describe_form),
        get("/forum/groups", SECRETARIAT, forum::pages::groups_page),
        post("/forum/groups", SECRETARIAT, forum::pages::groups_form_sent),
        get("/cycles/new", SECRETARIAT, forum::pages::new_cycle_page),
        post("/cycles/new", SECRETARIAT, forum::pages::open_cycle_form),
        get(
            "/cycles/{slug}/edit",
            SECRETARIAT,
            forum::pages::edit_cycle_page,
        ),
        post(
            "/cycles/{slug}/edit",
            SECRETARIAT,
            forum::pages::edit_cycle_form,
        ),
        // docket
        get("/docket", Everyone, docket::pages::docket),
        get("/cycles/{slug}/docket", Everyone, docket::pages::cycle_docket),
        get("/items/{number}", Everyone, docket::pages::item),
        get("/items/{number}/files/{place}", Everyone, docket::pages::file),
        get("/items/{number}/receipt", Everyone, docket::pages::receipt),
        get("/items/{number}/erase", SignedIn, docket::pages::erase_form),
        post("/items/{number}/erase", SignedIn, docket::pages::erase),
        get("/confirm/{token}", Everyone, docket::pages::confirm_form),
        post("/confirm/{token}", Everyone, docket::pages::confirm),
        // call
        get("/cycles/{slug}/call", Everyone, call::call_page),
        get("/cycles/{slug}/call/edit", LEADS, call::edit_call_page),
        post("/cycles/{slug}/call/edit", LEADS, call::publish_call_form),
        get("/cycles/{slug}/contribute", Everyone, call::contribute_page),
        post("/cycles/{slug}/contribute", Everyone, call::send),
        get("/cycles/{slug}/contribute/sent", Everyone, call::sent_page),
        get(
            "/cycles/{slug}/contributions",
            Everyone,
            front::contributions,
        ),
        get("/drafts/{id}", Everyone, call::draft_page),
        post("/drafts/{id}/discard", Everyone, call::discard_draft),
    ]
}
