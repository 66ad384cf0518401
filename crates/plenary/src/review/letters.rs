//! The letter to an author whose comment lost its place in a new version: once a comment, with the old words.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};
use plenary_kit::mail::{self, Letter};
use plenary_kit::text::Address;

use crate::comment::{Placed, Stands, placed};
use crate::document::{Document, DocumentEvent, SavedVersion, quote, store as documents};
use crate::participant::{self, Person};

/// Writes this room's letters.
pub struct OrphanMail;

impl Follower for OrphanMail {
    fn name(&self) -> &'static str {
        "orphan-mail"
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut letters = Vec::new();
        for entry in entries {
            if let Some(DocumentEvent::VersionSaved(saved)) = entry.event::<DocumentEvent>()? {
                letters.extend(letters_after(app, db, &saved)?);
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

fn letters_after(app: &App, db: &Db<'_>, saved: &SavedVersion) -> Result<Vec<Letter>, Fault> {
    let all = placed(db, &saved.document, saved.number, |item| item.is_shown)?;
    let mut letters = Vec::new();
    for comment in all.iter().filter(|comment| is_orphan(comment)) {
        letters.extend(letter(app, db, saved, comment)?);
    }
    Ok(letters)
}

fn is_orphan(comment: &Placed) -> bool {
    let mut places = comment.places.iter();
    comment.item.withdrawn.is_none() && places.any(|(_, stands)| *stands == Stands::Orphaned)
}

/// The letter's id is the comment's, so that a later version does not tell the same again.
fn letter(
    app: &App,
    db: &Db<'_>,
    saved: &SavedVersion,
    comment: &Placed,
) -> Result<Option<Letter>, Fault> {
    let Some(author) = &comment.item.author else {
        return Ok(None);
    };
    let viewer = (app.rooms().viewer)(db, author, app.now())?;
    let document = documents::document(db, &saved.document)?;
    let (Some(viewer), Some(document)) = (viewer, document) else {
        return Ok(None);
    };
    let may_read =
        document.may_read(app.policy(), &viewer) && comment.item.fields_for(app, &viewer).is_some();
    let person = participant::person(db, author)?.filter(|_| may_read);
    let Some((address, person)) = person.and_then(|person| Some((person.address.clone()?, person)))
    else {
        return Ok(None);
    };
    let lost = comment
        .places
        .iter()
        .find(|(_, stands)| *stands == Stands::Orphaned);
    let old = match lost {
        Some((anchor, _)) => quote(db, anchor)?.map(|quote| quote.exact),
        None => None,
    };
    Ok(Some(written(
        app,
        saved,
        comment,
        (&document, &person, address),
        old,
    )))
}

/// The letter itself, in its reader's language.
fn written(
    app: &App,
    saved: &SavedVersion,
    comment: &Placed,
    (document, person, to): (&Document, &Person, Address),
    old: Option<String>,
) -> Letter {
    let number = comment.item.number;
    let t = app.catalogue().choose(Some(&person.lang), None);
    let public = &app.settings().public_url;
    let name = person.name.clone().unwrap_or_default();
    let args = [
        ("name", name.as_str().into()),
        ("number", number.to_string().into()),
        ("title", document.title.as_str().into()),
        ("version", i64::from(saved.number.0).into()),
    ];
    let old = old.unwrap_or_default();
    let quoted: Vec<String> = old.lines().map(|line| format!("> {line}")).collect();
    let place = format!(
        "{public}/documents/{}/{}/places#doubt-{number}-0",
        document.slug, saved.number
    );
    let body = [
        t.say_with("review-orphan-mail", &args),
        quoted.join("\n"),
        format!("{}\n{place}", t.say("review-orphan-mail-where")),
    ];
    Letter {
        id: format!("orphan-{number}"),
        to,
        participant: Some(person.id.clone()),
        about: Some(number.to_string()),
        subject: t.say_with("review-orphan-subject", &args),
        body: body.join("\n\n"),
        attachment: None,
        name,
    }
}
