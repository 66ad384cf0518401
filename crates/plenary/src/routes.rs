//! Every URL of the product on one page: how it is asked, who may enter, what answers.

use plenary_kit::policy::{Access, Role};
use plenary_kit::web::{Route, get, post};

use crate::call;

/// The table of all routes. What is not in it does not exist.
pub fn routes() -> Vec<Route> {
    use Access::{AnyOf, Everyone};
    const LEADS: Access = AnyOf(&[Role::Secretariat, Role::Facilitator]);
    vec![
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
            call::contributions_page,
        ),
        get("/drafts/{id}", Everyone, call::draft_page),
        post("/drafts/{id}/discard", Everyone, call::discard_draft),
    ]
}
