//! A text from its first version to being final, through the pages alone; and everything that keeps it from being final.

use plenary_kit::policy::Role;

use super::{TEXT, with_document};
use crate::testing::{Browser, Page, TestForum};

const EDIT: &str = "/documents/shared/edit";
const STATE: &str = "/documents/shared/state";
const OUTAGE: &str = "An outage is any time without a line.";

/// The forum with its text in review, the two who answer, and a contributor.
struct Review {
    forum: TestForum,
    editor: Browser,
    second: Browser,
    author: Browser,
}

impl Review {
    async fn begin() -> Review {
        let forum = with_document(TEXT).await;
        let holders = [
            forum.holder("Bo Ek", Role::Editor).await,
            forum.holder("Cleo Dahl", Role::Facilitator).await,
        ];
        let ana = forum.person("Ana Lima", "civil-society").await;
        let mut review = Review {
            editor: forum.signed_in(&holders[0]).await,
            second: forum.signed_in(&holders[1]).await,
            author: forum.signed_in(&ana).await,
            forum,
        };
        let open = review
            .editor
            .fill_in(STATE, STATE, &[("to", "in-review")])
            .await;
        assert_eq!(open.status, 303, "{}", open.text());
        review
    }

    /// A comment on the paragraph about outages, with a wording of its own.
    async fn comment(&mut self, suggestion: &str) {
        let form = "/documents/shared/1/comment";
        let words = [
            ("act", "send"),
            ("on", "3"),
            ("group", "civil-society"),
            ("text", "How long is meant?"),
            ("suggestion", suggestion),
        ];
        let sent = self
            .author
            .fill_in(&format!("{form}?on=3"), form, &words)
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    }

    async fn act(&mut self, act: &str, fields: &[(&str, &str)]) -> Page {
        let action = format!("/items/1/{act}");
        self.editor.fill_in("/items/1", &action, fields).await
    }

    /// Accepts item 1, naming a passage, and publishes that.
    async fn accept(&mut self, passage: &str) {
        let fields = [
            ("disposition", "accepted"),
            ("reason", "It was unclear."),
            ("passage", passage),
        ];
        let drafted = self.act("propose", &fields).await;
        assert_eq!(drafted.status, 303, "{}", drafted.text());
        let agreed = self.second.fill_in("/items/1", "/items/1/agree", &[]).await;
        assert_eq!(agreed.status, 303, "{}", agreed.text());
        let publish = "/queue/publish";
        let out = self
            .second
            .fill_in(publish, publish, &[("item", "1")])
            .await;
        assert_eq!(out.status, 303, "{}", out.text());
    }

    /// Saves the next version as another text.
    async fn save(&mut self, based_on: &str, seen: &str, text: &str) -> Page {
        let fields = [
            ("act", "save"),
            ("based_on", based_on),
            ("seen", seen),
            ("text", text),
        ];
        self.editor.fill_in(EDIT, EDIT, &fields).await
    }

    /// Says that every paragraph that says nothing yet is the editor's own text.
    async fn own_rest(&mut self, version: u32) {
        let basis = format!("/documents/shared/{version}/basis");
        let done = self
            .editor
            .fill_in(&basis, &basis, &[("act", "rest")])
            .await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
}

/// The first place among the passages that an item's form offers.
fn first_passage(page: &Page) -> String {
    let text = page.text();
    let at = text.find("name=\"passage\" value=\"").map(|at| at + 22);
    at.and_then(|at| text[at..].split('"').next())
        .unwrap_or("")
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggestion_becomes_the_text_its_author_is_told_and_the_outcome_shows_whose_voice_it_was()
{
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    let queue = review.editor.get("/queue").await.text();
    assert!(
        queue.contains(OUTAGE) && queue.contains("Put the suggestion into the next version"),
        "{queue}"
    );
    let applied = review.act("apply", &[]).await;
    assert_eq!(applied.status, 303, "{}", applied.text());
    let item = review.editor.get("/items/1").await;
    assert!(
        item.text()
            .contains("This suggestion is in the next version"),
        "{}",
        item.text()
    );
    assert!(
        item.text().contains("value=\"accepted\" checked"),
        "the form is filled in: {}",
        item.text()
    );
    let next = review.editor.get(EDIT).await.text();
    assert!(
        next.contains("An outage is any hour without a line."),
        "{next}"
    );

    review.accept(&first_passage(&item)).await;
    let due = review.editor.get("/items/1").await.text();
    assert!(due.contains("The text has not changed there yet"), "{due}");
    let refused = review
        .editor
        .fill_in(STATE, STATE, &[("to", "final")])
        .await;
    assert_eq!(refused.status, 409);
    let listed = refused.text();
    assert!(
        listed.contains("passage is still to change") && listed.contains("href=\"/items/1\""),
        "{listed}"
    );
    assert!(
        listed.contains("/documents/shared/1/basis?block=3"),
        "{listed}"
    );

    let text = TEXT.replace("any time", "any hour");
    let saved = review.save("1", "1", &text).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    kept_and_counted(&review).await;
    founded_and_final(&mut review).await;
    shown_to_everyone(&review).await;
}

async fn kept_and_counted(review: &Review) {
    let kept = review.forum.visitor().get("/items/1").await.text();
    assert!(kept.contains("The text changed there."), "{kept}");
    assert!(
        kept.contains("/documents/shared/compare/1/2#from-b3"),
        "{kept}"
    );
    let versions = review
        .forum
        .visitor()
        .get("/documents/shared/versions")
        .await
        .text();
    assert!(
        versions.contains("3 blocks kept, 1 edited") && versions.contains("1 comment carried"),
        "{versions}"
    );
}

async fn founded_and_final(review: &mut Review) {
    let basis = "/documents/shared/2/basis";
    let stated = [("act", "save"), ("block", "3"), ("item", "1")];
    let stated = review
        .editor
        .fill_in("/documents/shared/2/basis?block=3", basis, &stated)
        .await;
    assert_eq!(stated.status, 303, "{}", stated.text());
    assert_eq!(
        stated.location(),
        "/documents/shared/2/basis?block=4",
        "on to the next that says nothing"
    );
    review.own_rest(2).await;
    let done = review
        .editor
        .fill_in(STATE, STATE, &[("to", "final")])
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
}

async fn shown_to_everyone(review: &Review) {
    let mut public = review.forum.visitor();
    let outcome = public.get("/documents/shared").await.text();
    assert!(
        outcome.contains("Stands on") && outcome.contains("href=\"/items/1\""),
        "{outcome}"
    );
    assert!(outcome.contains("Whose voices went where"), "{outcome}");
    let went = public.get("/items/1").await.text();
    assert!(
        went.contains("Used in") && went.contains("/documents/shared/2?at=3#b3"),
        "{went}"
    );
    let coverage = public.get("/documents/shared/coverage").await.text();
    assert!(
        coverage.contains("2 of 2 paragraphs say what they stand on."),
        "{coverage}"
    );
    assert!(coverage.contains("1 of 1 accepted items"), "{coverage}");
    let cycle = public.get("/cycles/2026").await.text();
    assert!(
        cycle.contains("One input came") && cycle.contains("one is answered"),
        "{cycle}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_comment_whose_passage_stays_is_a_broken_promise_and_keeps_the_text_from_being_final()
 {
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    let fields = [("disposition", "accepted"), ("reason", "Yes.")];
    let bare = review.act("propose", &fields).await;
    assert_eq!(
        bare.status,
        422,
        "accepted without its passage: {}",
        bare.text()
    );
    assert!(
        bare.text().contains("choose the passage that changes"),
        "{}",
        bare.text()
    );
    let other = [
        ("disposition", "accepted"),
        ("reason", "Yes."),
        ("passage", "other"),
        ("paragraph", "7.7"),
    ];
    assert_eq!(review.act("propose", &other).await.status, 422);
    broken_until_it_changes(&mut review).await;
}

async fn broken_until_it_changes(review: &mut Review) {
    let item = review.editor.get("/items/1").await;
    review.accept(&first_passage(&item)).await;
    review.own_rest(1).await;
    let text = TEXT.replace("the customers", "everybody");
    assert_eq!(review.save("1", "0", &text).await.status, 303);

    let broken = "This answer says the text changed, and the text did not.";
    let queue = review.editor.get("/queue?show=broken").await.text();
    assert!(queue.contains(broken), "{queue}");
    assert!(review.editor.get("/items/1").await.text().contains(broken));
    let public = review.forum.visitor().get("/items/1").await.text();
    assert!(
        !public.contains(broken),
        "while the text is worked on only its editors are told: {public}"
    );
    let refused = review
        .editor
        .fill_in(STATE, STATE, &[("to", "final")])
        .await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.text().contains("the passage has not changed"),
        "{}",
        refused.text()
    );

    let mended = text.replace("any time", "any hour");
    assert_eq!(review.save("2", "0", &mended).await.status, 303);
    assert!(!review.editor.get("/items/1").await.text().contains(broken));
    let done = review
        .editor
        .fill_in(STATE, STATE, &[("to", "final")])
        .await;
    assert_eq!(
        done.status,
        303,
        "what was stated of version 1 is carried: {}",
        done.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_words_have_changed_both_are_shown_before_a_suggestion_is_put_in() {
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    let text = TEXT.replace("without a line", "without a working line");
    assert_eq!(review.save("1", "0", &text).await.status, 303);
    let asked = review.act("apply", &[]).await;
    assert_eq!(asked.status, 409);
    let shown = asked.text();
    assert!(
        shown.contains("As it was commented on") && shown.contains("As it is now"),
        "{shown}"
    );
    let (at, seen) = (asked.hidden("at"), asked.hidden("seen"));
    let words = "An outage is any hour without a working line.";
    let fields = [
        ("at", at.as_str()),
        ("seen", seen.as_str()),
        ("words", words),
    ];
    let done = review.act("apply", &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(review.editor.get(EDIT).await.text().contains(words));
    let again = review.act("apply", &fields).await;
    assert_eq!(again.status, 409, "the next version is another by now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_does_not_know_what_was_worked_in_meanwhile_is_not_saved_and_loses_no_words()
{
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    assert_eq!(review.act("apply", &[]).await.status, 303);
    let text = TEXT.replace("the customers", "everybody");
    let refused = review.save("1", "0", &text).await;
    assert_eq!(refused.status, 409);
    let shown = refused.text();
    assert!(
        shown.contains("means everybody") && shown.contains("any hour"),
        "both: {shown}"
    );
    assert!(shown.contains("Not in the text below"), "{shown}");
    let keep = [
        ("act", "keep"),
        ("based_on", "1"),
        ("seen", "1"),
        ("text", text.as_str()),
    ];
    assert_eq!(review.second.fill_in(EDIT, EDIT, &keep).await.status, 303);
    assert_eq!(
        review.editor.fill_in(EDIT, EDIT, &keep).await.status,
        409,
        "kept by another meanwhile"
    );
    assert_eq!(review.save("1", "2", &text).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_author_of_a_comment_that_lost_its_place_is_told_once() {
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    for (based_on, text) in [
        (
            "1",
            "# Shared\n\n## 1. Words\n\nSomething else is said here altogether, about boats.\n",
        ),
        (
            "2",
            "# Shared\n\n## 1. Words\n\nSomething else is said here altogether, about many boats.\n",
        ),
    ] {
        assert_eq!(review.save(based_on, "0", text).await.status, 303);
        review.forum.app.settle().await.unwrap();
    }
    let start = (plenary_kit::time::Instant(i64::MAX), "");
    let all = review
        .forum
        .app
        .read(|db| plenary_kit::mail::outbox(db, start, 100))
        .unwrap();
    let told: Vec<_> = all
        .iter()
        .filter(|letter| letter.id.starts_with("orphan-"))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].body.contains(OUTAGE), "{}", told[0].body);
    assert!(
        told[0].body.contains("/documents/shared/2/places"),
        "{}",
        told[0].body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_block_stands_on_is_said_by_those_who_write_and_hides_what_is_not_for_all() {
    let mut review = Review::begin().await;
    review
        .comment("An outage is any hour without a line.")
        .await;
    let basis = "/documents/shared/1/basis";
    for (fields, status) in [
        (vec![("act", "save"), ("block", "99"), ("own", "yes")], 422),
        (
            vec![("act", "save"), ("block", "3"), ("numbers", "77")],
            422,
        ),
        (
            vec![("act", "save"), ("block", "3"), ("numbers", "many")],
            422,
        ),
        (
            vec![("act", "save"), ("block", "3"), ("heard", "nowhere 1-2")],
            422,
        ),
        (
            vec![("act", "save"), ("block", "3"), ("others", "shared 1 ¶1")],
            422,
        ),
        (
            vec![("act", "save"), ("block", "3"), ("others", "shared 1 ¶2")],
            303,
        ),
    ] {
        let done = review
            .editor
            .fill_in("/documents/shared/1/basis?block=3", basis, &fields)
            .await;
        match (done.status.as_u16(), fields[1].1) {
            // A block that is not there has no page to show the form on.
            (404, "99") => {}
            (found, _) => assert_eq!(found, status, "{fields:?}: {}", done.text()),
        }
    }
    assert_eq!(review.author.get(basis).await.status, 404);
    let found = review
        .editor
        .get("/documents/shared/1/basis?block=3&q=long")
        .await
        .text();
    assert!(found.contains("How long is meant?"), "{found}");
    let page = review.forum.visitor().get("/documents/shared").await.text();
    assert!(
        page.contains("Stands on") && page.contains("1 ¶2"),
        "{page}"
    );
}
