//! Acts that the trials' worlds are made of.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Attribution, Mark, Role, Viewer};

use crate::basis::Ground;
use crate::basis::rules::state;
use crate::call::{self, CallEvent, PublishCall};
use crate::caption::rules::{Ask, Link, Seat, Way, make_link};
use crate::caption::{self, CaptionEvent};
use crate::docket::rules::{Author, file_item};
use crate::docket::{DocketEvent, Door, FileItem, Format, ItemNumber, Kind, store as docket};
use crate::document::rules::{
    OpenDocument, SaveVersion, change_state, open_document, save_version,
};
use crate::document::{Anchor, Document, State, VersionNumber, store as documents};
use crate::session::rules::{TellSession, open_session};
use crate::session::{Heard, SessionEvent, store as sessions};
use crate::transcript::{CaptionFile, Nature, acts as transcripts};
use crate::{forum, participant};

/// A contribution in English, CLEAR and named, with these words.
pub fn says(words: &str) -> FileItem {
    FileItem {
        kind: Kind::Contribution,
        door: Door::Web,
        group: Some("civil-society".into()),
        on_behalf: None,
        mark: Mark::Clear,
        attribution: Attribution::Named,
        lang: "en".into(),
        title: None,
        texts: vec![(None, words.into())],
        format: Format::Plain,
        files: Vec::new(),
        about: None,
        concerns: crate::docket::Concerns::default(),
    }
}

/// Files an item as the door of the web does: whoever is not confirmed waits.
pub async fn file(app: &App, author: &ParticipantId, ask: FileItem) -> Result<ItemNumber, Stop> {
    file_for(app, author, ask, Vec::new()).await
}

/// Files an item for these named recipients, if its mark calls for names.
pub async fn file_for(
    app: &App,
    author: &ParticipantId,
    ask: FileItem,
    recipients: Vec<ParticipantId>,
) -> Result<ItemNumber, Stop> {
    let id = author.clone();
    let done = app
        .act::<DocketEvent>(Some(author), None, move |db, now| {
            let cycle = forum::store::cycle_by_slug(db, "2026")?.ok_or(Stop::NotFound)?;
            let viewer = participant::viewer(db, &id, now)?.unwrap_or_default();
            let author = Author {
                id,
                organisations: viewer.organisations,
                is_confirmed: viewer.community,
            };
            let last = docket::last_plain(db)?;
            Ok(file_item(&cycle, &author, ask, last, recipients)?)
        })
        .await?;
    match done.event {
        DocketEvent::Filed(filed) => Ok(filed.number),
        _ => Err(Fault::broken("filing recorded something else").into()),
    }
}

/// Publishes the call of the test world's cycle.
pub async fn publish_call(app: &App) {
    let publish = |db: &plenary_kit::db::Db<'_>, _| {
        let cycle = forum::store::cycle_by_slug(db, "2026")?.ok_or(Stop::NotFound)?;
        let ask = PublishCall {
            title: "Tell us".into(),
            text: "What do you see?".into(),
            questions: Vec::new(),
        };
        Ok(call::publish_call(&participant::operator(), &cycle, ask)?)
    };
    app.act::<CallEvent>(None, None, publish).await.unwrap();
}

/// A document in these versions, in review or still a draft; the anchor of its second block.
pub async fn write_document(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    texts: &[&'static str],
    is_open: bool,
) -> Anchor {
    let by = viewer.participant.clone();
    let find = || {
        app.read(|db| documents::by_slug(db, slug))
            .unwrap()
            .unwrap()
    };
    let cycle = app
        .read(|db| forum::store::cycle_by_slug(db, "2026"))
        .unwrap()
        .unwrap();
    let ask = OpenDocument {
        slug: slug.into(),
        title: format!("The text {slug}"),
        lang: "en".into(),
    };
    let event = open_document(viewer, &cycle, ask, false).unwrap();
    app.act(by.as_ref(), None, move |_, _| Ok(event))
        .await
        .unwrap();
    for text in texts {
        let document = find();
        let old = app
            .read(|db| documents::version(db, &document.id, document.latest))
            .unwrap();
        let ask = SaveVersion {
            based_on: document.latest,
            blocks: plenary_paper::from_markdown(text).blocks,
            note: String::new(),
            is_erratum: false,
        };
        let event = save_version(viewer, &cycle, &document, old.as_deref(), ask).unwrap();
        app.act(by.as_ref(), None, move |_, _| Ok(event))
            .await
            .unwrap();
    }
    if is_open {
        let event = change_state(viewer, &cycle, &find(), State::InReview, 0).unwrap();
        app.act(by.as_ref(), None, move |_, _| Ok(event))
            .await
            .unwrap();
    }
    second_block(app, find())
}

/// Opens a session of the test world's cycle.
pub async fn hold_session(app: &App, ask: TellSession) {
    let open = move |db: &plenary_kit::db::Db<'_>, _| {
        let cycle = forum::store::cycle_by_slug(db, "2026")?.ok_or(Stop::NotFound)?;
        let mut staff = participant::secretariat(db)?;
        for role in Role::ALL {
            staff.extend(participant::holders(db, &cycle.id, *role)?);
        }
        let operator = participant::operator();
        Ok(open_session(&operator, &cycle, ask, false, staff)?)
    };
    app.act::<SessionEvent>(None, None, open).await.unwrap();
}

/// A captioner's link into a session, and these words through it.
pub async fn caption(app: &App, slug: &str, words: &str) {
    let session = app.read(|db| sessions::by_slug(db, slug)).unwrap().unwrap();
    let make = move |_: &plenary_kit::db::Db<'_>, _| {
        let operator = participant::operator();
        let (cycle, id) = (&session.cycle, &session.id);
        Ok(make_link(&operator, cycle, id, Seat(1), None)?)
    };
    let done = app.act::<CaptionEvent>(None, None, make).await.unwrap();
    let CaptionEvent::LinkMade { session, seat, .. } = done.event else {
        panic!("another event");
    };
    let link = Link {
        session,
        seat,
        number: 1,
    };
    let ask = Ask {
        bytes: words.as_bytes().to_vec(),
        ..Ask::default()
    };
    caption::take(app, link, Way::Post, ask, None)
        .await
        .unwrap();
}

/// Makes captions the record of a session.
pub async fn record_session(app: &App, slug: &str, captions: &str) {
    let find = |db: &plenary_kit::db::Db<'_>| crate::session::store::by_slug(db, slug);
    let session = app.read(find).unwrap().unwrap();
    let file = CaptionFile {
        bytes: captions.as_bytes().to_vec(),
        name: Some(format!("{slug}.txt")),
        nature: Nature::Human,
    };
    let record = plenary_captions::Record::from_bytes(&file.bytes);
    let operator = participant::operator();
    let made = transcripts::record_file(app, &operator, &session.id, (record, file), None);
    made.await.unwrap();
}

fn second_block(app: &App, document: Document) -> Anchor {
    let first = VersionNumber(1);
    let version = app
        .read(|db| documents::version(db, &document.id, first))
        .unwrap()
        .unwrap();
    let block = &version.blocks()[1];
    Anchor {
        document: document.id,
        version: first,
        block: block.id,
        span: block.span,
    }
}

/// Words of a session and the first paragraph of a text, as grounds that only those know of who may read them.
pub fn closed_grounds(app: &App, session: &str, document: &str) -> [Ground; 2] {
    let session = app.read(|db| sessions::by_slug(db, session)).unwrap();
    let document = app.read(|db| documents::by_slug(db, document)).unwrap();
    let document = document.unwrap();
    let version = app.read(|db| documents::version(db, &document.id, document.latest));
    [
        Ground::Heard(Heard {
            session: session.unwrap().id,
            first: 1,
            last: 2,
        }),
        Ground::Block {
            version: document.latest,
            block: version.unwrap().unwrap().blocks()[1].id,
            document: document.id,
        },
    ]
}

/// States what the block at a place of a document's latest version stands on.
pub async fn state_basis(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    place: usize,
    grounds: Vec<Ground>,
) {
    let document = app.read(|db| documents::by_slug(db, slug)).unwrap();
    let document = document.unwrap();
    let find = |db: &Db<'_>| forum::store::cycle(db, &document.cycle);
    let cycle = app.read(find).unwrap().unwrap();
    let version = app.read(|db| documents::version(db, &document.id, document.latest));
    let version = version.unwrap().unwrap();
    let blocks = vec![version.blocks()[place].id];
    let at = (document.latest, version.as_ref());
    let event = state(viewer, &cycle, &document, at, blocks, grounds).unwrap();
    app.act(viewer.participant.as_ref(), None, move |_, _| Ok(event))
        .await
        .unwrap();
}
