//! Two authors reply by the links in their letters: one is satisfied, one objects; the inquiry is answered by somebody who
//! did not draft.

use super::page::Page;
use super::{Story, What};

/// An objection, its inquiry, and the letter about it.
pub fn object(story: &mut Story, stage: &'static str) {
    let declined: Vec<(String, String)> = story
        .inputs
        .iter()
        .filter(|input| input.what == What::Comment { stays: true })
        .filter_map(|input| Some((input.number.clone(), input.author.clone()?)))
        .collect();
    let (objecting, satisfied) = (declined[0].clone(), declined[1].clone());
    story.reply(&satisfied, &[("reply", "satisfied")]);
    let because = "The reason speaks of two groups; neither of them is named.";
    story.reply(&objecting, &[("reply", "objects"), ("words", because)]);
    let (number, author) = objecting;
    let page = format!("/items/{number}");
    assert_eq!(story.reply_state(&number), "inquiry-open");
    story.secretary.open(&page);
    story.secretary.fill(
        &format!("{page}/inquiry"),
        &[(
            "words",
            "Both groups are named in the margin now. The answer stands, and says why.",
        )],
    );
    assert_eq!(story.reply_state(&number), "inquiry-answered");
    story
        .post
        .link_about(&author, "This is what the inquiry found", &page);
    story
        .numbers
        .tell(stage, "satisfied, objecting, inquiries answered", "1, 1, 1");
}

impl Story {
    /// Replies by the link of the letter, with no session here.
    fn reply(&mut self, (number, author): &(String, String), fields: &[(&str, &str)]) {
        let link = self
            .post
            .link_about(author, &format!("item {number}"), "/reply/");
        let mut stranger = super::Person::new(self.server, "Somebody with a letter", "");
        stranger.open(&link);
        let said: &Page = stranger.fill("/reply/*", fields);
        assert_eq!(said.status, 200);
    }

    fn reply_state(&mut self, number: &str) -> String {
        let item = self.json(&format!("/api/items/{number}"));
        item["answer"]["reply_state"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    }
}
