//! Two who draft the answer to one item at the same time: no words are lost, and the second sees both.

use plenary_kit::policy::Role;

use crate::testing::TestForum;
use crate::trials::acts::{file_for, says};

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_draft_at_once_the_second_sees_both_answers_before_either_is_replaced() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let facilitator = forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let number = file_for(&forum.app, &author, says("Power first."), Vec::new())
        .await
        .unwrap();
    let (page, act) = (
        format!("/queue?show=open&item={number}"),
        format!("/items/{number}/propose"),
    );
    let [mut one, mut two] = [
        forum.signed_in(&editor).await,
        forum.signed_in(&facilitator).await,
    ];
    let seen = two.get(&page).await.hidden("seen");
    assert_eq!(seen, "0");
    let answer = |reason: &'static str, seen: &str| {
        let fields = [
            ("disposition", "declined"),
            ("reason", reason),
            ("seen", seen),
            ("back", "open"),
        ];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    let ours = answer("The first says no.", &seen);
    let done = one.fill_in(&page, &act, &plain(&ours)).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let theirs = answer("The second says no, too.", &seen);
    let refused = two.fill_in(&page, &act, &plain(&theirs)).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    for words in [
        "The first says no.",
        "The second says no, too.",
        "Somebody else drafted",
    ] {
        assert!(
            refused.text().contains(words),
            "{words}: {}",
            refused.text()
        );
    }
    let again = answer("Both say no.", &refused.hidden("seen"));
    let done = two.fill_in(&page, &act, &plain(&again)).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let stranger = forum.person("Ben Oak", "government").await;
    let mut browser = forum.signed_in(&stranger).await;
    let token = browser.get("/me").await.hidden("csrf");
    let sent = [&plain(&ours)[..], &[("csrf", token.as_str())]].concat();
    let denied = browser.post(&act, &sent).await;
    assert!(
        !denied.text().contains("Somebody else drafted"),
        "{}",
        denied.text()
    );
}

fn plain<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}
