//! After sending: the number, the receipt, what the comment is about - and where its words stand by now, when a later
//! version was published meanwhile. The same is said in a letter.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::event::Entry;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::follow::{Follower, Write};
use plenary_kit::form;
use plenary_kit::mail::{self, Letter};
use plenary_kit::page::{Notice, NoticeKind, Place, facts, heading, safe_text, stamp};
use plenary_kit::shell::{self, Page};
use plenary_kit::signin;
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::{self, Who};

use super::beside::{Passage, passages, standing_in_words};
use crate::docket::{DocketEvent, Item, ItemNumber, store as docket};
use crate::document::{Document, store as documents};
use crate::participant;

/// The most letters of the name under which a browser keeps unsent words.
const DRAFT_LETTERS: usize = 200;

/// The page that gives number and receipt; its pass shows it to nobody else. `draft` names the words that arrived.
pub(super) fn sent_to(app: &App, number: ItemNumber, draft: &str) -> Response {
    let pass = signin::pass_for(app, &number.to_string());
    let draft: String = draft.chars().take(DRAFT_LETTERS).collect();
    let draft = form::encode(&draft);
    Redirect::to(&format!("/items/{number}/sent?pass={pass}&draft={draft}")).into_response()
}

/// An item, the document it is about, and its passages there.
struct Landing {
    item: Item,
    document: Option<Document>,
    passages: Vec<Passage>,
}

impl Landing {
    fn load(db: &Db<'_>, number: ItemNumber) -> Result<Option<Landing>, Fault> {
        let Some(item) = docket::item(db, number)? else {
            return Ok(None);
        };
        let concerned = docket::concern::concerns(db, number)?;
        let document = match &concerned.document {
            Some(id) => documents::document(db, id)?,
            None => None,
        };
        let passages = match &document {
            Some(document) => passages(db, &item, document)?,
            None => Vec::new(),
        };
        Ok(Some(Landing {
            item,
            document,
            passages,
        }))
    }

    /// The passages that were written on an older version than the latest.
    fn overtaken(&self) -> impl Iterator<Item = &Passage> {
        let latest = self.document.as_ref().map(|document| document.latest);
        let is_older = move |passage: &&Passage| Some(passage.anchor.version) < latest;
        self.passages.iter().filter(is_older)
    }

    /// Where a passage stands in the latest version, in a sentence.
    fn standing(&self, t: &Tongue, passage: &Passage) -> String {
        let stands = standing_in_words(t, &passage.stands);
        match &passage.today {
            Some((_, label)) => {
                let today = t.say_with("comment-today", &[("label", label.as_str().into())]);
                format!("{stands} {today}")
            }
            None => stands,
        }
    }
}

/// GET /items/{number}/sent: what was sent, for who was given the pass only.
pub async fn sent_page(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let pass = query.take("pass");
    if pass != signin::pass_for(&app, &number.to_string()) {
        return Err(Stop::NotFound);
    }
    let draft: String = query.take("draft").chars().take(DRAFT_LETTERS).collect();
    let landing = app.read(|db| Landing::load(db, number))?;
    let landing = landing.ok_or(Stop::NotFound)?;
    let t = &who.tongue;
    let title = t.say("comment-sent-title");
    let body = landing.render(&who, &title, &pass);
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    let is_confirmed = landing.item.is_shown && who.viewer.participant.is_none();
    let said = t.say(if is_confirmed {
        "comment-confirmed"
    } else {
        "call-sent-notice"
    });
    let mut notice = Notice::new(NoticeKind::Done, html! { (said) });
    notice.arrived = Some(draft.as_str()).filter(|draft| !draft.is_empty());
    page.notice = Some(notice);
    Ok(web::html(page.render(&app, &who)))
}

impl Landing {
    fn render(&self, who: &Who, title: &str, pass: &str) -> Markup {
        let t = &who.tongue;
        let number = self.item.number.to_string();
        let receipt = format!("/items/{number}/receipt?pass={pass}");
        let waits = who.viewer.participant.is_none() && !self.item.is_shown;
        let lead = t.say(if waits {
            "call-sent-lead"
        } else {
            "call-sent-lead-known"
        });
        html! {
            (heading(None, title, Some(html! { (lead) })))
            (facts(&[
                (&t.say("call-sent-number"), stamp(t, &number, None)),
                (&t.say("call-sent-receipt"), html! { a href=(receipt) download { (t.say("call-sent-receipt-link")) } }),
            ]))
            @if waits { p { (t.say("call-sent-confirm")) } }
            @else { p { a href={ "/items/" (number) } { (t.say("call-sent-see")) } } }
            @if let Some(document) = &self.document { (self.about(t, document)) }
        }
    }

    fn about(&self, t: &Tongue, document: &Document) -> Markup {
        let lang = &document.lang;
        let is_overtaken = self.overtaken().next().is_some();
        let latest = i64::from(document.latest.0);
        html! {
            h2 { (t.say(if self.passages.is_empty() { "comment-on-whole" } else { "comment-on" })) }
            @if is_overtaken {
                p .notice.note { (t.say_with("comment-landed", &[("latest", latest.into())])) }
            }
            @for passage in &self.passages {
                blockquote .on lang=(lang) dir=(direction(lang)) {
                    span .small { (passage.quote.label) } " " (safe_text(&passage.quote.exact))
                }
                @if is_overtaken { p .small { (self.standing(t, passage)) } }
            }
            p { a href={ "/documents/" (document.slug) } { (t.say("comment-back-to-text")) } }
        }
    }
}

/// Writes to authors whose comment was overtaken by a later version before it arrived.
pub struct CommentMail;

impl Follower for CommentMail {
    fn name(&self) -> &'static str {
        "comment-mail"
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut letters = Vec::new();
        for entry in entries {
            let number = match entry.event::<DocketEvent>()? {
                Some(DocketEvent::Filed(filed)) if filed.is_shown => filed.number,
                Some(DocketEvent::Confirmed { number }) => number,
                _ => continue,
            };
            if let Some(landing) = Landing::load(db, number)? {
                letters.extend(letter(app, db, &landing, entry.meta.seq)?);
            }
        }
        let now = app.now();
        Ok(Box::new(move |tx| {
            letters
                .iter()
                .try_for_each(|letter| mail::put(tx, letter, now))
        }))
    }
}

fn letter(app: &App, db: &Db<'_>, landing: &Landing, seq: u64) -> Result<Option<Letter>, Fault> {
    let (Some(document), Some(author)) = (&landing.document, &landing.item.author) else {
        return Ok(None);
    };
    let person = participant::person(db, author)?;
    let Some((person, address)) = person.and_then(|person| {
        let address = person.address.clone()?;
        Some((person, address))
    }) else {
        return Ok(None);
    };
    let t = app.catalogue().choose(Some(&person.lang), None);
    let places: Vec<String> = landing
        .overtaken()
        .map(|passage| {
            let words = passage.quote.exact.trim().replace('\n', "\n> ");
            format!("> {words}\n\n{}", landing.standing(&t, passage))
        })
        .collect();
    if places.is_empty() {
        return Ok(None);
    }
    let number = landing.item.number.to_string();
    let url = format!("{}/items/{number}", app.settings().public_url);
    let (name, forum) = (
        person.name.clone().unwrap_or_default(),
        shell::face(app).name,
    );
    let args = [
        ("number", number.as_str().into()),
        ("latest", i64::from(document.latest.0).into()),
        ("title", document.title.as_str().into()),
        ("name", name.as_str().into()),
        ("url", url.as_str().into()),
        ("forum", forum.as_str().into()),
    ];
    let places = places.join("\n\n");
    Ok(Some(Letter {
        id: format!("comment-landed-{seq}"),
        to: address,
        name: name.clone(),
        participant: Some(person.id),
        about: Some(number.clone()),
        subject: t.say_with("comment-letter-landed-subject", &args),
        body: format!(
            "{}\n\n{places}\n",
            t.say_with("comment-letter-landed", &args)
        ),
        attachment: None,
    }))
}
