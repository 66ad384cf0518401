//! Filing by a program: the same act as the form's, said in JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::id::OrganisationId;
use plenary_kit::limit::Rate;
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::text::{self, BadText};
use plenary_kit::time::SECOND_MS;
use plenary_kit::web::Who;
use serde::Deserialize;

use super::read::{body, cycle_of};
use super::shape::Reader;
use crate::docket::filing::file_as;
use crate::docket::rules::{FILE_BYTES, TEXT_LETTERS, TITLE_LETTERS};
use crate::docket::{Concerns, Door, FileItem, Format, ItemNumber, Kind, store as docket};

/// One person's programs may file this often.
const FILINGS: Rate = Rate {
    every_ms: SECOND_MS,
    burst: 120,
};
/// The most bytes of what a program files: the longest texts of a call, escaped.
const BODY_BYTES: usize = FILE_BYTES;
/// The most letters of an idempotency key.
const KEY_LETTERS: usize = 200;
/// The longest language tag that makes sense (RFC 5646 section 4.4.1).
const TAG_LETTERS: usize = 35;

/// What a program asks to be filed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default = "contribution")]
    kind: Kind,
    texts: Vec<AskedText>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default = "markdown")]
    format: Format,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    on_behalf: Option<OrganisationId>,
    #[serde(default = "clear")]
    mark: Mark,
    #[serde(default = "named")]
    attribution: Attribution,
    lang: String,
    #[serde(default)]
    about: Option<String>,
}

/// The answer to a question of the call, or the item's own words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedText {
    #[serde(default)]
    question: Option<String>,
    text: String,
}

fn contribution() -> Kind {
    Kind::Contribution
}

fn markdown() -> Format {
    Format::Markdown
}

fn clear() -> Mark {
    Mark::Clear
}

fn named() -> Attribution {
    Attribution::Named
}

/// Why a program's filing could not be read.
#[derive(Debug, thiserror::Error)]
enum BadFiling {
    #[error(
        "Send an Idempotency-Key header of 1 to {KEY_LETTERS} letters, the same for the same item: then sending twice files once."
    )]
    NoKey,
    #[error("This is more than {} MB. Attach files by the form, or file several items.", BODY_BYTES / 1024 / 1024)]
    TooLarge,
    #[error("The body is no JSON of the shape NewItem in /api/openapi.json: {0}.")]
    Json(String),
    #[error("{0}: {1}")]
    Text(&'static str, BadText),
    #[error("{0:?} is no language tag (BCP 47). Write it like en or pt-BR.")]
    Language(String),
    #[error("There is no stakeholder group {0:?} here. /api/forum lists them.")]
    Group(String),
    #[error(
        "There is no item {0:?} that you may see. Give the number of an item, or leave \"about\" out."
    )]
    About(String),
    #[error(
        "Your programs file faster than the forum takes it. Wait a minute and send it again with the same key."
    )]
    TooFast,
}

impl Refuse for BadFiling {
    fn key(&self) -> &'static str {
        "api-bad-filing"
    }

    fn status(&self) -> u16 {
        match self {
            BadFiling::TooLarge => 413,
            BadFiling::NoKey | BadFiling::Json(_) => 400,
            BadFiling::TooFast => 429,
            _ => 422,
        }
    }
}

/// POST /api/cycles/{slug}/items
pub async fn file_item(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let once = Once::new(Some(&me), &format!("/api/{slug}"), &key(request.headers())?);
    let sender = format!("api:{me}");
    if !app.limits().allows(&sender, FILINGS, app.now()) {
        return Err(BadFiling::TooFast.into());
    }
    let bytes = Bytes::from_request(request, &app)
        .await
        .map_err(|_| BadFiling::TooLarge)?;
    if bytes.len() > BODY_BYTES {
        return Err(BadFiling::TooLarge.into());
    }
    let asked: Asked =
        serde_json::from_slice(&bytes).map_err(|error| BadFiling::Json(error.to_string()))?;
    let cycle = app.read(|db| cycle_of(db, &slug))?;
    let item = read(&app, &who, asked)?;
    let number = file_as(&app, &who, &cycle.id, item, None, Some(once)).await?;
    created(&app, &who, number)
}

fn key(headers: &HeaderMap) -> Result<String, BadFiling> {
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok());
    key.filter(|key| (1..=KEY_LETTERS).contains(&key.len()))
        .map(str::to_owned)
        .ok_or(BadFiling::NoKey)
}

/// What the JSON means: the same texts pass as in the form.
fn read(app: &App, who: &Who, asked: Asked) -> Result<FileItem, Stop> {
    let title = asked.title.as_deref().unwrap_or("");
    let title =
        text::maybe_line(title, TITLE_LETTERS).map_err(|bad| BadFiling::Text("title", bad))?;
    Ok(FileItem {
        kind: asked.kind,
        door: Door::Web,
        group: known_group(app, asked.group)?,
        on_behalf: asked.on_behalf,
        mark: asked.mark,
        attribution: asked.attribution,
        lang: tag(asked.lang)?,
        title,
        texts: texts(asked.texts)?,
        format: asked.format,
        files: Vec::new(),
        about: asked
            .about
            .map(|about| known_item(app, who, about))
            .transpose()?,
        concerns: Concerns::default(),
    })
}

fn texts(asked: Vec<AskedText>) -> Result<Vec<(Option<String>, String)>, BadFiling> {
    let mut texts = Vec::new();
    for AskedText { question, text } in asked {
        let words = text::maybe_prose(&text, TEXT_LETTERS);
        let question = question.map(|question| text::line(&question, TITLE_LETTERS * 2));
        let question = question
            .transpose()
            .map_err(|bad| BadFiling::Text("question", bad))?;
        let words = words.map_err(|bad| BadFiling::Text("text", bad))?;
        texts.extend(words.map(|words| (question, words)));
    }
    Ok(texts)
}

fn tag(lang: String) -> Result<String, BadFiling> {
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_language = lang.split('-').next().is_some_and(|first| {
        first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    match is_language && lang.len() <= TAG_LETTERS && lang.split('-').all(is_subtag) {
        true => Ok(lang),
        false => Err(BadFiling::Language(
            lang.chars().take(TAG_LETTERS).collect(),
        )),
    }
}

fn known_group(app: &App, word: Option<String>) -> Result<Option<String>, Stop> {
    let Some(word) = word.filter(|word| !word.is_empty()) else {
        return Ok(None);
    };
    let groups = app.read(crate::forum::store::groups)?;
    match groups.iter().any(|group| group.word == word) {
        true => Ok(Some(word)),
        false => Err(BadFiling::Group(word.chars().take(80).collect()).into()),
    }
}

fn known_item(app: &App, who: &Who, about: String) -> Result<ItemNumber, Stop> {
    let number = about.parse::<ItemNumber>().ok();
    let item = number.map(|number| app.read(|db| docket::item(db, number)));
    let item = item.transpose()?.flatten();
    let seen = item.filter(|item| item.fields_for(app, who.viewer()).is_some());
    match seen {
        Some(item) => Ok(item.number),
        None => Err(BadFiling::About(about.chars().take(40).collect()).into()),
    }
}

/// The item as it was filed, and where it is from now on.
fn created(app: &App, who: &Who, number: ItemNumber) -> Result<Response, Stop> {
    let shown = app.read(|db| -> Result<_, Stop> {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        let reader = Reader {
            app,
            db,
            viewer: who.viewer(),
        };
        reader.item(&item)?.ok_or(Stop::NotFound)
    })?;
    let place = [(header::LOCATION, format!("/api/items/{number}"))];
    Ok((StatusCode::CREATED, place, body(&shown)).into_response())
}
