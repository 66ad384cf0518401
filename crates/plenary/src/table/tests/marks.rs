//! Tables and marks: what few may read is in the table of those few alone, and whose words they are is said by name.

use plenary_kit::policy::{Attribution, Mark};

use super::*;
use crate::docket::FileItem;
use crate::docket::store as docket;
use crate::document::{Anchor, store as documents};
use crate::participant::{Join, acts, find_or_join};
use crate::trials::acts::{file_for, says};

const TABLES: [&str; 4] = [
    "/documents/shared/1/table.csv",
    "/documents/shared/1/table.docx",
    "/documents/shared/1/dispositions.txt",
    "/documents/shared/1/annotations.json",
];

/// What a table says, packed or not.
fn said(page: &Page) -> String {
    match page.body.starts_with(b"PK") {
        true => format!("{:?}", plenary_paper::docx::tables(&page.body)),
        false => page.text().to_owned(),
    }
}

/// A comment on the first paragraph in these words.
fn on_first(forum: &TestForum, words: &str) -> FileItem {
    let read = |db: &plenary_kit::db::Db<'_>| {
        let document = documents::by_slug(db, "shared")?.unwrap();
        let version = documents::version(db, &document.id, document.latest)?.unwrap();
        let block = &version.blocks()[2];
        Ok::<_, plenary_kit::fault::Fault>(Anchor {
            document: document.id,
            version: document.latest,
            block: block.id,
            span: block.span,
        })
    };
    let anchor = forum.app.read(read).unwrap();
    let mut ask = says(words);
    ask.kind = crate::docket::Kind::Comment;
    ask.concerns.document = Some(anchor.document.clone());
    ask.concerns.passages = vec![anchor];
    ask
}

async fn comments_of_every_mark(forum: &TestForum, author: &plenary_kit::id::ParticipantId) {
    let marked = |mark, words: &str| FileItem {
        mark,
        ..on_first(forum, words)
    };
    let shown = |attribution, words: &str| FileItem {
        attribution,
        ..on_first(forum, words)
    };
    let asks = [
        marked(Mark::Clear, "zqclear"),
        marked(Mark::Green, "zqgreen"),
        marked(Mark::Red, "zqred"),
        shown(Attribution::ChathamHouse, "zqchatham"),
        shown(Attribution::Anonymous, "zqanonymous"),
    ];
    for ask in asks {
        file_for(&forum.app, author, ask, Vec::new()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_hold_what_their_reader_may_read_and_name_whom_they_may_know() {
    let (forum, mut editor) = in_review().await;
    let ana = forum.person("Ana Zqauthor", "civil-society").await;
    comments_of_every_mark(&forum, &ana).await;
    let ben = forum.person("Ben Oak", "government").await;
    let mut member = forum.signed_in(&ben).await;
    let mut author = forum.signed_in(&ana).await;
    let mut public = forum.visitor();
    for path in TABLES {
        let holds = |page: &Page, words: &[&str]| -> Vec<bool> {
            let said = said(page);
            words.iter().map(|word| said.contains(word)).collect()
        };
        let words = ["zqclear", "zqchatham", "zqanonymous", "zqgreen", "zqred"];
        let of = |page: Page| (page.status.as_u16(), holds(&page, &words));
        let [open, some, all] = [
            vec![true, true, true, false, false],
            vec![true, true, true, true, false],
            vec![true; 5],
        ];
        assert_eq!(
            of(public.get(path).await),
            (200, open),
            "{path} for everyone"
        );
        assert_eq!(
            of(member.get(path).await),
            (200, some),
            "{path} for members"
        );
        assert_eq!(
            of(author.get(path).await),
            (200, all),
            "{path} for the author"
        );
        let staff = of(editor.get(path).await);
        assert!(
            !staff.1[4],
            "{path}: who is not on the list does not read it"
        );
    }
    // Of five comments, one names its author to everyone.
    let csv = said(&public.get(TABLES[0]).await);
    assert_eq!(csv.matches("Zqauthor").count(), 1, "{csv}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_somebody_has_is_theirs_and_one_that_several_have_is_nobodys() {
    let (forum, mut editor) = in_review().await;
    let uma = forum.person("Uma Stone", "government").await;
    let table = "Clause,Paragraph,Type,Comments\r\n1,\u{b6}1,te,First.\r\n";
    let preview = bring(&mut editor, "one.csv", table.as_bytes()).await;
    let named = [("author", "Uma Stone")];
    assert_eq!(file(&mut editor, &preview, &named).await.status, 303);
    let first = |db: &plenary_kit::db::Db<'_>| docket::item(db, "1".parse().unwrap());
    let item = forum.app.read(first).unwrap().unwrap();
    assert_eq!(item.author, Some(uma), "no second Uma Stone is made");
    forum.person("Jo Twice", "government").await;
    let another = Join {
        name: "Jo Twice".into(),
        address: Some("another.jo@example.org".parse().unwrap()),
        group: Some("civil-society".into()),
        lang: "en".into(),
    };
    let another = find_or_join(&forum.app, another).await.unwrap();
    acts::confirm(&forum.app, &another).await.unwrap();
    let before = length(&forum);
    let named = [("author", "Jo Twice")];
    let refused = file(&mut editor, &preview, &named).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("Jo Twice"));
    assert_eq!(length(&forum), before, "nothing is filed for one of two");
    let mut other = forum
        .signed_in(&forum.person("Ben Oak", "government").await)
        .await;
    let preview = bring(&mut other, "one.csv", table.as_bytes()).await;
    let named = [("author", "Uma Stone")];
    let refused = file(&mut other, &preview, &named).await;
    assert!(refused.status.is_client_error(), "{}", refused.text());
}
