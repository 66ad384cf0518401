//! Ten thousand comments on one paragraph: the text, its queue and its clusters stay pages.

use plenary_kit::fault::Stop;

use super::*;
use crate::docket::rules::{Author, file_item};
use crate::docket::{Concerns, DocketEvent, Door, FileItem, Format, Kind, Nature};
use crate::document::Anchor;
use plenary_kit::policy::{Attribution, Mark};

const COMMENTS: usize = 10_000;
/// So many acts wait at once.
const ABREAST: usize = 250;
/// What a page may weigh on the wire.
const PAGE_BYTES: usize = 50 * 1024;

fn comment(anchor: &Anchor, at: usize) -> FileItem {
    // Every tenth is one of a campaign; the others say things of their own.
    let text = match at % 10 {
        0 => "Please keep the mast at Quoin Point open during the whole winter season.".to_owned(),
        _ => format!(
            "Reason {at}: {} of {} were cut off in week {}.",
            at * 7,
            at * 11 + 3,
            at % 52
        ),
    };
    FileItem {
        kind: Kind::Comment,
        door: Door::Web,
        group: Some("civil-society".into()),
        on_behalf: None,
        mark: Mark::Clear,
        attribution: Attribution::Named,
        lang: "en".into(),
        title: None,
        texts: vec![(None, text)],
        format: Format::Plain,
        files: Vec::new(),
        about: None,
        concerns: Concerns {
            document: Some(anchor.document.clone()),
            passages: vec![anchor.clone()],
            nature: Some(Nature::General),
            ..Concerns::default()
        },
    }
}

async fn file_all(world: &World) {
    let document = world.document();
    let read = |db: &Db<'_>| documents::version(db, &document.id, document.latest);
    let version = world.forum.app.read(read).unwrap().unwrap();
    let block = &version.blocks()[2];
    let anchor = Anchor {
        document: document.id.clone(),
        version: document.latest,
        block: block.id,
        span: block.span,
    };
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut waiting = tokio::task::JoinSet::new();
    for at in 0..COMMENTS {
        let (app, cycle, ana) = (world.forum.app.clone(), world.cycle().id, ana.clone());
        let ask = comment(&anchor, at);
        waiting.spawn(async move {
            let by = ana.clone();
            let decide = move |db: &Db<'_>, _: Instant| {
                let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
                let author = Author {
                    id: ana,
                    organisations: Vec::new(),
                    is_confirmed: true,
                };
                let last = docket::last_plain(db)?;
                Ok(file_item(&cycle, &author, ask, last, Vec::new())?)
            };
            app.act::<DocketEvent>(Some(&by), None, decide)
                .await
                .unwrap();
        });
        if waiting.len() >= ABREAST {
            waiting.join_next().await.unwrap().unwrap();
        }
    }
    while let Some(done) = waiting.join_next().await {
        done.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_comments_on_one_paragraph_leave_every_page_a_page() {
    let world = World::new().await;
    file_all(&world).await;
    let mut public = world.forum.visitor();
    let text = public.get("/documents/shared").await;
    let is_digit_or_letter = |letter: &char| letter.is_alphanumeric();
    let told = |page: &crate::testing::Page| -> String {
        page.text().chars().filter(is_digit_or_letter).collect()
    };
    assert!(told(&text).contains("10000comments"), "{}", text.text());
    let editor = world.editor.participant.clone().unwrap();
    let mut browser = world.forum.signed_in(&editor).await;
    let clusters = format!("/cycles/{}/clusters", world.cycle().slug);
    for path in [
        "/documents/shared",
        "/documents/shared/1/comments",
        "/documents/shared/1/comments?block=3",
        "/queue?show=text",
        "/queue?show=text&item=5001",
        &clusters,
        "/items/5001",
    ] {
        let page = browser.get_with(path, "accept-encoding", "gzip").await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.body.len() <= PAGE_BYTES,
            "{path} weighs {} bytes",
            page.body.len()
        );
    }
    let page = browser.get(&clusters).await;
    let said = told(&page);
    assert!(said.contains("1000commentsinthesamewords"), "{said}");
}
