//! The doors of the web: the table of routes, who is visiting, headers, and how a `Stop` becomes a page.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::app::App;
use crate::fault::{Fault, Stop};
use crate::known;
pub use crate::origin::Forged;
use crate::origin::check_origin;
use crate::policy::{Access, Viewer};
use crate::signin::{self, Visit};

/// One URL of the product.
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// The path, with `{names}`.
    pub path: &'static str,
    /// Who may enter at all.
    pub access: Access,
    /// Whether a secret in the address is the whole proof: see [`Route::proven_by_address`].
    pub is_own_proof: bool,
    /// What answers.
    pub handler: MethodRouter<App>,
}

impl Route {
    /// The secret in the address proves who sends, and cookies count for nothing: tools post there from pages of their own,
    /// and a foreign page that knows the secret could as well send from anywhere.
    pub fn proven_by_address(self) -> Route {
        Route {
            is_own_proof: true,
            ..self
        }
    }
}

/// What is known of a route once its handler is mounted.
#[derive(Clone, Debug)]
pub struct Door {
    /// How it is asked.
    pub method: Method,
    /// The path, with `{names}`.
    pub path: &'static str,
    /// Who may enter at all.
    pub access: Access,
    /// Whether a secret in the address is the whole proof.
    pub is_own_proof: bool,
}

/// A route for reading.
pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: axum::handler::Handler<T, App>,
    T: 'static,
{
    Route {
        method: Method::GET,
        path,
        access,
        is_own_proof: false,
        handler: axum::routing::get(handler),
    }
}

/// A route for an act.
pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Route
where
    H: axum::handler::Handler<T, App>,
    T: 'static,
{
    Route {
        method: Method::POST,
        path,
        access,
        is_own_proof: false,
        handler: axum::routing::post(handler),
    }
}

/// Where the addresses begin at which programs speak to the forum: JSON in and out, tokens for cookies.
pub const INTERFACE: &str = "/api/";

/// The most a request may carry: five files of ten megabytes and the words beside them.
pub const BODY_BYTES: usize = 56 * 1024 * 1024;

/// The web service made of nothing but the table: a URL that is not in it does not exist.
pub fn service(app: App, routes: Vec<Route>) -> Router {
    let mut doors = Vec::with_capacity(routes.len());
    let mut router = Router::new();
    for route in routes {
        doors.push(Door {
            method: route.method,
            path: route.path,
            access: route.access,
            is_own_proof: route.is_own_proof,
        });
        router = router.route(route.path, route.handler);
    }
    let shared = Doors {
        app: app.clone(),
        doors: doors.into(),
    };
    router
        .fallback(|| async { Stop::NotFound })
        .method_not_allowed_fallback(|| async { Stop::NotFound })
        .layer(axum::extract::DefaultBodyLimit::max(BODY_BYTES))
        .route_layer(middleware::from_fn_with_state(shared.clone(), enter))
        .layer(middleware::from_fn_with_state(shared, visit))
        .layer(
            tower_http::compression::CompressionLayer::new()
                .compress_when(SizeAbove::new(512).and(NotForContentType::SSE)),
        )
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| {
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something broke. Nothing was changed. Go back and try again.",
                )
                    .into_response()
            },
        ))
        .with_state(app)
}

#[derive(Clone)]
struct Doors {
    app: App,
    doors: Arc<[Door]>,
}

/// Works out who is visiting, and turns a `Stop` into its page.
async fn visit(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let app = doors.app.clone();
    let visit = match signin::visit(&app, request.headers(), request.uri()) {
        Ok(visit) => Arc::new(visit),
        Err(fault) => {
            tracing::error!(%fault, "a visit could not be read");
            return finish(
                &app,
                (StatusCode::SERVICE_UNAVAILABLE, fault.to_string()).into_response(),
            );
        }
    };
    let uri = request.uri().clone();
    let method = request.method().clone();
    request.extensions_mut().insert(visit.clone());
    let is_unknown = visit.viewer.participant.is_none()
        && uri.path().starts_with(INTERFACE)
        && crate::token::is_shown(request.headers());
    let origin = match doors
        .asked_for(&request)
        .is_some_and(|door| door.is_own_proof)
    {
        true => Ok(()),
        false => check_origin(&app, &method, request.headers()),
    };
    let response = match origin {
        // A wrong token is told, not taken for nobody: its owner would wonder where half of the docket is.
        Ok(()) if is_unknown => Stop::SignIn.into_response(),
        Ok(()) => there_or_not(&method, answer(&app, &visit, request, next).await),
        Err(forged) => Stop::from(forged).into_response(),
    };
    let response = match response.extensions().get::<Arc<Stop>>().cloned() {
        Some(stop) => stop_page(&app, &visit, &method, &uri, &stop),
        None => response,
    };
    finish(&app, with_language(&visit, response))
}

/// Lets the handler answer, unless the visitor surely holds this very page.
async fn answer(app: &App, visit: &Visit, request: Request, next: Next) -> Response {
    let Some(asked) = known::Asked::read(app, visit, &request) else {
        return next.run(request).await;
    };
    if let Some(tag) = asked.is_held(app, request.headers()) {
        return tagged(StatusCode::NOT_MODIFIED.into_response(), tag);
    }
    let response = next.run(request).await;
    asked.keep(app, response.headers());
    response
}

/// An address whose parts are not of the kind its route wants - a word for a number - names nothing.
fn there_or_not(method: &Method, response: Response) -> Response {
    let is_plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/plain"));
    match *method == Method::GET && is_plain && response.status() == StatusCode::BAD_REQUEST {
        true => Stop::NotFound.into_response(),
        false => response,
    }
}

/// Keeps the language that was asked for in the address.
fn with_language(visit: &Visit, mut response: Response) -> Response {
    let is_spoken = visit.asked_lang.as_deref() == Some(visit.tongue.lang());
    if is_spoken
        && let Ok(cookie) = HeaderValue::from_str(&signin::language_cookie(visit.tongue.lang()))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

impl Doors {
    /// The door that a request stands at.
    fn asked_for(&self, request: &Request) -> Option<&Door> {
        let path = request.extensions().get::<MatchedPath>()?.as_str();
        let method = match *request.method() {
            Method::HEAD => &Method::GET,
            _ => request.method(),
        };
        let mut doors = self.doors.iter();
        doors.find(|door| door.path == path && door.method == method)
    }
}

/// Asks the policy whether this visitor may enter the route at all.
async fn enter(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let app = &doors.app;
    let door = doors.asked_for(&request);
    let viewer = request
        .extensions()
        .get::<Arc<Visit>>()
        .map(|visit| visit.viewer.clone())
        .unwrap_or_default();
    match door {
        None => Stop::NotFound.into_response(),
        Some(door) if (app.policy().may_enter)(&viewer, &door.access) => next.run(request).await,
        Some(_) if viewer.participant.is_none() => Stop::SignIn.into_response(),
        Some(_) => Stop::NotFound.into_response(),
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

fn stop_page(app: &App, visit: &Visit, method: &Method, uri: &Uri, stop: &Stop) -> Response {
    let t = &visit.tongue;
    if let Stop::Stale(fields) = stop {
        let page = crate::shell::stale_page(app, visit, uri.path(), fields);
        return (StatusCode::FORBIDDEN, html(page)).into_response();
    }
    let (status, title, words) = match stop {
        Stop::Stale(_) => (403, "stop-stale-title", t.say("stop-stale").to_string()),
        Stop::SignIn if method == Method::GET && !uri.path().starts_with(INTERFACE) => {
            return to_sign_in(uri);
        }
        Stop::SignIn => (401, "stop-sign-in-title", t.say("stop-sign-in").to_string()),
        Stop::NotFound => (
            404,
            "stop-not-found-title",
            t.say("stop-not-found").to_string(),
        ),
        Stop::Refused(refusal) => (
            refusal.status(),
            "stop-refused-title",
            in_words(t, refusal.as_ref()),
        ),
        Stop::Fault(fault) => {
            tracing::error!(%fault, path = uri.path(), "a request broke");
            match fault {
                Fault::ReadOnly(_) => (
                    503,
                    "stop-read-only-title",
                    t.say("stop-read-only").to_string(),
                ),
                Fault::Stopping => (
                    503,
                    "stop-stopping-title",
                    t.say("stop-stopping").to_string(),
                ),
                _ => (500, "stop-fault-title", t.say("stop-fault").to_string()),
            }
        }
    };
    if uri.path().starts_with(INTERFACE) {
        return problem(status, &t.say(title), &words);
    }
    let page = crate::shell::error_page(app, visit, status, &t.say(title), &words);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, html(page)).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    response
}

/// A refusal in the reader's language, or in English where the catalogue has no other.
pub fn in_words(t: &crate::tongue::Tongue, refusal: &dyn crate::fault::Refuse) -> String {
    match t.has(refusal.key()) {
        true => t.say(refusal.key()).into_owned(),
        false => refusal.to_string(),
    }
}

/// An error for a program: RFC 9457.
pub fn problem(status: u16, title: &str, detail: &str) -> Response {
    let body = serde_json::json!({ "type": "about:blank", "status": status, "title": title, "detail": detail });
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, body.to_string()).into_response();
    let mut set = |name, value| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, "application/problem+json");
    match status {
        StatusCode::UNAUTHORIZED => set(header::WWW_AUTHENTICATE, "Bearer"),
        StatusCode::SERVICE_UNAVAILABLE => set(header::RETRY_AFTER, "10"),
        _ => {}
    }
    response
}

fn to_sign_in(uri: &Uri) -> Response {
    let next = uri.path_and_query().map_or("/", |path| path.as_str());
    Redirect::to(&format!("/sign-in?next={}", crate::form::encode(next))).into_response()
}

/// The headers that every answer carries.
fn finish(app: &App, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(
        "content-security-policy",
        crate::page::look::CONTENT_SECURITY_POLICY,
    );
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set(
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    );
    if app.settings().public_url.starts_with("https://") {
        set("strict-transport-security", "max-age=31536000");
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-cache"));
    response
}

/// A page as a response body.
pub fn html(page: maud::Markup) -> Response {
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page.into_string(),
    )
        .into_response()
}

/// A file that is saved and never shown: stored files are never active content here.
pub fn download(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._- ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let disposition = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        crate::form::encode(name)
    );
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Answers 304 when the visitor already has this state of a public page; otherwise renders it with its ETag.
///
/// `state` names what the page shows: the ledger position of its things. Pages of signed-in people are never kept.
pub fn with_etag(
    visit: &Visit,
    headers: &HeaderMap,
    state: &str,
    render: impl FnOnce() -> Result<Response, Stop>,
) -> Result<Response, Stop> {
    if visit.viewer.participant.is_some() {
        return render();
    }
    let tag = format!(
        "\"{}-{}-{state}\"",
        env!("CARGO_PKG_VERSION"),
        visit.tongue.lang()
    );
    let tag = HeaderValue::from_str(&tag).map_err(Fault::broken)?;
    let response = match known::names(headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => render()?,
    };
    Ok(tagged(response, tag))
}

/// A public page with the tag of its state.
fn tagged(mut response: Response, tag: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(known::PUBLIC),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept-Language, Cookie, Accept-Encoding"),
    );
    response
}

/// Who is visiting, as a handler's argument.
#[derive(Clone)]
pub struct Who(pub Arc<Visit>);

impl std::ops::Deref for Who {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.0
    }
}

impl Who {
    /// The viewer the policy is asked about.
    pub fn viewer(&self) -> &Viewer {
        &self.0.viewer
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Who, Stop> {
        let visit = parts.extensions.get::<Arc<Visit>>().cloned();
        visit.map(Who).ok_or(Stop::Fault(Fault::broken(
            "a handler was reached without a visit",
        )))
    }
}

/// A short name for a state that takes many words to say: the beginning of its SHA-256.
pub fn digest(state: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(state.as_bytes())
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
