//! The room's rules, store, pages and letters, one sentence each.

mod lists;
mod pages;
mod rules;
mod speed;
mod words;

use plenary_kit::app::App;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Attribution, Mark, Reach};

use super::rules::{Author, FileItem, file_item};
use super::{DocketEvent, Door, Format, ItemNumber, Kind, store};
use crate::forum;
use crate::testing::TestForum;

/// A contribution in English, CLEAR and named, with these words.
fn says(words: &str) -> FileItem {
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

fn marked(mark: Mark, words: &str) -> FileItem {
    FileItem {
        mark,
        ..says(words)
    }
}

/// What a person may read.
fn reach(forum: &TestForum, person: &ParticipantId) -> Reach {
    crate::policy::reach(&forum.viewer(person))
}

/// Files an item as a confirmed participant, and lets the followers see it.
async fn files(forum: &TestForum, author: &ParticipantId, ask: FileItem) -> ItemNumber {
    let number = act_file(&forum.app, author, ask, true).await;
    forum.app.settle().await.unwrap();
    number
}

/// Files an item as a guest whose address nobody has confirmed.
async fn files_as_guest(forum: &TestForum, author: &ParticipantId, ask: FileItem) -> ItemNumber {
    let number = act_file(&forum.app, author, ask, false).await;
    forum.app.settle().await.unwrap();
    number
}

async fn act_file(
    app: &App,
    author: &ParticipantId,
    ask: FileItem,
    is_confirmed: bool,
) -> ItemNumber {
    let who = Author {
        id: author.clone(),
        organisations: Vec::new(),
        is_confirmed,
    };
    let done = app
        .act(Some(author), None, move |db, _| {
            let cycle = forum::store::current_cycle(db)?.expect("the world has a cycle");
            Ok(file_item(
                &cycle,
                &who,
                ask,
                store::last_plain(db)?,
                Vec::new(),
            )?)
        })
        .await
        .unwrap();
    match done.event {
        DocketEvent::Filed(filed) => filed.number,
        other => panic!("another event: {other:?}"),
    }
}
