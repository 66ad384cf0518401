//! Every URL of the product on one page: how it is asked, who may enter, what answers.

use plenary_kit::page::look;
use plenary_kit::policy::Access::{self, AnyOf, Everyone, SignedIn};
use plenary_kit::policy::Role;
use plenary_kit::web::{Route, get, post};

use crate::{
    answer, api, basis, call, caption, comment, docket, document, export, feed, forum, front,
    participant, proceedings, review, session, site, table, transcript,
};

/// The table of all routes. What is not in it does not exist.
pub fn routes() -> Vec<Route> {
    let rooms = [
        front_doors(),
        record_doors(),
        forum_doors(),
        document_doors(),
        session_doors(),
        docket_doors(),
        comment_doors(),
        transcript::routes(caption::LIVE, basis::supports_in_words),
        caption_doors(),
        proceedings_doors(),
        basis_doors(),
        call_doors(),
        answer_doors(),
        review_doors(),
        table_doors(),
        program_doors(),
        feed_doors(),
        participant::routes(crate::rooms::PERSONAL),
    ];
    rooms.into_iter().flatten().collect()
}

const SECRETARIAT: Access = AnyOf(&[Role::Secretariat]);
const LEADS: Access = AnyOf(&[Role::Secretariat, Role::Facilitator]);
const HOLDERS: Access = AnyOf(&[Role::Secretariat, Role::Facilitator, Role::Moderator]);
const CAPTIONING: Access = AnyOf(&[Role::Secretariat, Role::Captioner, Role::Rapporteur]);
const RECORDERS: Access = AnyOf(&[Role::Secretariat, Role::Rapporteur]);
const ANSWERERS: Access = AnyOf(plenary_kit::shell::ANSWERING);

fn front_doors() -> Vec<Route> {
    vec![
        get("/", Everyone, front::front),
        get("/cycles", Everyone, front::cycles),
        get("/cycles/{slug}", Everyone, front::cycle),
        get(look::css_path(), Everyone, front::style),
        get(look::js_path(), Everyone, front::script),
    ]
}

fn forum_doors() -> Vec<Route> {
    vec![
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
    ]
}

fn docket_doors() -> Vec<Route> {
    vec![
        get("/docket", Everyone, docket::pages::docket),
        get(
            "/cycles/{slug}/docket",
            Everyone,
            docket::pages::cycle_docket,
        ),
        get(
            "/items/{number}/files/{place}",
            Everyone,
            docket::pages::file,
        ),
        get("/items/{number}/receipt", Everyone, docket::pages::receipt),
        get("/items/{number}/erase", SignedIn, docket::pages::erase_form),
        post("/items/{number}/erase", SignedIn, docket::pages::erase),
        get("/confirm/{token}", Everyone, docket::pages::confirm_form),
        post("/confirm/{token}", Everyone, docket::pages::confirm),
    ]
}

fn call_doors() -> Vec<Route> {
    vec![
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

fn answer_doors() -> Vec<Route> {
    vec![
        get("/items/{number}", Everyone, answer::pages::item_page),
        post("/items/{number}/screen", ANSWERERS, answer::pages::screen),
        post("/items/{number}/assign", ANSWERERS, answer::pages::assign),
        post("/items/{number}/propose", ANSWERERS, answer::pages::propose),
        post(
            "/items/{number}/send-back",
            ANSWERERS,
            answer::pages::send_back,
        ),
        post("/items/{number}/agree", ANSWERERS, answer::pages::agree),
        post(
            "/items/{number}/apply",
            ANSWERERS,
            answer::pages::apply_form,
        ),
        post(
            "/items/{number}/inquiry",
            ANSWERERS,
            answer::pages::answer_inquiry,
        ),
        post("/items/{number}/retract", SignedIn, answer::pages::retract),
        post("/items/{number}/reply", SignedIn, answer::pages::reply),
        get("/reply/{token}", Everyone, answer::pages::reply_link_page),
        post("/reply/{token}", Everyone, answer::pages::reply_by_link),
        post("/items/{number}/give", ANSWERERS, answer::give_form),
        get("/queue", ANSWERERS, answer::pages::queue_page),
        get("/queue/publish", ANSWERERS, answer::pages::publish_page),
        post("/queue/publish", ANSWERERS, answer::pages::publish_form),
        get("/answers", Everyone, answer::pages::answers_page),
        get("/me", SignedIn, answer::pages::me_page),
        get(
            "/cycles/{slug}/dispositions",
            Everyone,
            answer::pages::dispositions_page,
        ),
        get(
            "/cycles/{slug}/dispositions.csv",
            Everyone,
            answer::pages::dispositions_csv,
        ),
        get("/cycles/{slug}/close", ANSWERERS, answer::pages::close_page),
        post(
            "/cycles/{slug}/close",
            SECRETARIAT,
            answer::pages::close_form,
        ),
    ]
}

fn record_doors() -> Vec<Route> {
    vec![
        get("/cycles/{slug}/export", SECRETARIAT, export::export_page),
        get(
            "/cycles/{slug}/export.tar",
            SECRETARIAT,
            export::export_cycle,
        ),
        get(look::TRUST, Everyone, site::trust),
        get(look::CHECKPOINT, Everyone, site::checkpoint),
        get("/ledger/key", Everyone, site::key),
        get("/ledger/consistency", Everyone, site::consistency),
        get(look::SECURITY, Everyone, site::security),
        get("/outbox", SECRETARIAT, site::outbox),
        get("/outbox/{id}", SECRETARIAT, site::letter),
        post("/outbox/{id}/again", SECRETARIAT, site::send_again),
    ]
}

fn document_doors() -> Vec<Route> {
    vec![
        get(
            "/cycles/{slug}/documents",
            Everyone,
            document::pages::documents_page,
        ),
        get(
            "/cycles/{slug}/documents/new",
            ANSWERERS,
            document::pages::open_page,
        ),
        post(
            "/cycles/{slug}/documents/new",
            ANSWERERS,
            document::pages::open_form,
        ),
        get("/documents/{slug}/edit", ANSWERERS, document::edit_page),
        post("/documents/{slug}/edit", ANSWERERS, comment::edit_form),
        get(document::peek_path(), Everyone, document::peek_script),
        get(
            "/documents/{slug}/versions",
            Everyone,
            review::pages::versions_page,
        ),
        get(
            "/documents/{slug}/{version}/file/{format}",
            Everyone,
            document::download,
        ),
    ]
}

fn session_doors() -> Vec<Route> {
    vec![
        get(
            "/cycles/{slug}/sessions",
            Everyone,
            proceedings::sessions_page,
        ),
        get(
            "/cycles/{slug}/sessions/new",
            HOLDERS,
            session::pages::new_page,
        ),
        post(
            "/cycles/{slug}/sessions/new",
            HOLDERS,
            session::pages::open_form,
        ),
        get(
            "/cycles/{slug}/calendar.ics",
            Everyone,
            session::cycle_calendar,
        ),
        get("/sessions/{slug}/edit", HOLDERS, session::pages::edit_page),
        post("/sessions/{slug}/edit", HOLDERS, session::pages::edit_form),
        post(
            "/sessions/{slug}/call-off",
            HOLDERS,
            session::pages::call_off_form,
        ),
        get(
            "/sessions/{slug}/calendar.ics",
            Everyone,
            session::session_calendar,
        ),
    ]
}

fn comment_doors() -> Vec<Route> {
    vec![
        get(
            "/documents/{slug}/{version}/comment",
            Everyone,
            comment::comment_page,
        ),
        post(
            "/documents/{slug}/{version}/comment",
            Everyone,
            comment::send_comment,
        ),
        get("/items/{number}/sent", Everyone, comment::sent_page),
        get("/items/{number}/edit", SignedIn, comment::words_page),
        post("/items/{number}/edit", SignedIn, comment::words_form),
        get("/items/{number}/comment", Everyone, comment::reply_page),
        post("/items/{number}/comment", Everyone, comment::send_reply),
        post("/items/{number}/endorse", SignedIn, comment::endorse_form),
        post(
            "/items/{number}/endorse/back",
            SignedIn,
            comment::take_back_form,
        ),
        post("/items/{number}/place", SignedIn, comment::place_form),
        get("/cycles/{slug}/clusters", ANSWERERS, comment::clusters_page),
        post("/cycles/{slug}/clusters", ANSWERERS, comment::clusters_form),
    ]
}

fn proceedings_doors() -> Vec<Route> {
    vec![
        get("/sessions/{slug}", Everyone, proceedings::session_page),
        get(
            "/sessions/{slug}/transcript",
            Everyone,
            proceedings::transcript_page,
        ),
        get("/cycles/{slug}/search", Everyone, proceedings::search_page),
        get(
            "/sessions/{slug}/passage",
            RECORDERS,
            proceedings::passage_page,
        ),
        post(
            "/sessions/{slug}/passage",
            RECORDERS,
            proceedings::passage_form,
        ),
        get(
            "/sessions/{slug}/transcript/findings",
            RECORDERS,
            proceedings::findings_page,
        ),
        post(
            "/sessions/{slug}/transcript/findings",
            RECORDERS,
            proceedings::decide_form,
        ),
    ]
}

fn caption_doors() -> Vec<Route> {
    vec![
        get("/sessions/{slug}/live", Everyone, caption::live_page),
        get("/sessions/{slug}/live/words", Everyone, caption::words),
        get("/sessions/{slug}/captions", CAPTIONING, caption::links_page),
        post("/sessions/{slug}/captions", CAPTIONING, caption::link_form),
        post(
            "/sessions/{slug}/captions/close",
            CAPTIONING,
            caption::close_form,
        ),
        post(
            "/sessions/{slug}/captions/open",
            CAPTIONING,
            caption::open_form,
        ),
        post(
            "/sessions/{slug}/captions/record",
            CAPTIONING,
            caption::record_form,
        ),
        get(
            "/sessions/{slug}/captions/erase",
            SECRETARIAT,
            caption::erase_page,
        ),
        post(
            "/sessions/{slug}/captions/erase",
            SECRETARIAT,
            caption::erase_form,
        ),
        get("/captions/{secret}", Everyone, caption::captioner_page),
        post("/captions/{secret}", Everyone, caption::post).proven_by_address(),
        get("/captions/{secret}/seq", Everyone, caption::last_number),
        get("/captions/{secret}/light", Everyone, caption::light),
        post("/captions/{secret}/typed", Everyone, caption::send_typed),
        post(
            "/captions/{secret}/closedcaption",
            Everyone,
            caption::post_numbered,
        )
        .proven_by_address(),
        get(
            "/captions/{secret}/closedcaption/seq",
            Everyone,
            caption::last_number,
        ),
        get(caption::style_path(), Everyone, caption::style),
        get(caption::light_path(), Everyone, caption::light_script),
        get(caption::live_path(), Everyone, caption::live_script),
        get(caption::type_path(), Everyone, caption::type_script),
    ]
}

fn basis_doors() -> Vec<Route> {
    Vec::new()
}

fn review_doors() -> Vec<Route> {
    vec![
        get(review::select_path(), Everyone, review::select_script),
        get("/documents/{slug}", Everyone, review::pages::latest_page),
        get(
            "/documents/{slug}/{version}",
            Everyone,
            review::pages::version_page,
        ),
        get(
            "/documents/{slug}/{version}/comments",
            Everyone,
            review::pages::comments_page,
        ),
        get(
            "/documents/{slug}/{version}/places",
            Everyone,
            review::pages::places_page,
        ),
        get(
            "/documents/{slug}/compare/{old}/{new}",
            Everyone,
            review::pages::compare_page,
        ),
        get("/documents/{slug}/mine", SignedIn, review::pages::mine_page),
        get(
            "/documents/{slug}/{version}/basis",
            ANSWERERS,
            review::pages::basis_page,
        ),
        post(
            "/documents/{slug}/{version}/basis",
            ANSWERERS,
            review::pages::basis_form,
        ),
        get(
            "/documents/{slug}/coverage",
            Everyone,
            review::pages::coverage_page,
        ),
        get(
            "/documents/{slug}/state",
            ANSWERERS,
            review::pages::state_page,
        ),
        post(
            "/documents/{slug}/state",
            ANSWERERS,
            review::pages::state_form,
        ),
    ]
}

fn table_doors() -> Vec<Route> {
    vec![
        get(
            "/documents/{slug}/{version}/bring",
            SignedIn,
            table::bring_page,
        ),
        post(
            "/documents/{slug}/{version}/bring",
            SignedIn,
            table::bring_form,
        ),
        get(
            "/documents/{slug}/{version}/table.csv",
            Everyone,
            table::table_csv,
        ),
        get(
            "/documents/{slug}/{version}/table.docx",
            Everyone,
            table::table_docx,
        ),
        get(
            "/documents/{slug}/{version}/dispositions.txt",
            Everyone,
            table::dispositions_txt,
        ),
        get(
            "/documents/{slug}/{version}/annotations.json",
            Everyone,
            table::annotations,
        ),
    ]
}

/// The interface for programs; a token takes the place of a session.
fn program_doors() -> Vec<Route> {
    vec![
        get("/api/openapi.json", Everyone, api::openapi),
        get("/api/forum", Everyone, api::forum),
        get("/api/cycles", Everyone, api::cycles),
        get("/api/cycles/{slug}", Everyone, api::cycle),
        get("/api/cycles/{slug}/items", Everyone, api::items),
        post("/api/cycles/{slug}/items", SignedIn, api::file_item),
        get("/api/cycles/{slug}/documents", Everyone, api::documents),
        get("/api/items/{number}", Everyone, api::item),
        get("/api/documents/{slug}", Everyone, api::document),
        get("/api/documents/{slug}/{version}", Everyone, api::version),
        get("/api/me", SignedIn, api::me),
        get("/me/tokens", SignedIn, api::tokens_page),
        post("/me/tokens", SignedIn, api::make_token),
        post("/me/tokens/end", SignedIn, api::end_token),
    ]
}

fn feed_doors() -> Vec<Route> {
    vec![
        get("/answers.atom", Everyone, feed::answers),
        get("/cycles/{slug}/docket.atom", Everyone, feed::docket),
        get("/cycles/{slug}/sessions.atom", Everyone, feed::sessions),
        get("/documents/{slug}/versions.atom", Everyone, feed::versions),
    ]
}
