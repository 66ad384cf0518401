//! From speech to docket: what was found in the record is gone through once. Review comments read aloud become items that
//! carry the answer announced for them; questions and proposals become items that wait for one.

use super::{HEARING, Input, Story, What, number_of};

/// More findings than a record of that length holds.
const MOST: usize = 400;

/// What one finding is.
struct Finding {
    kind: String,
    outcome: String,
    /// Where it is made an item.
    passage: String,
}

/// Goes through all findings.
pub fn settle(story: &mut Story, stage: &'static str) {
    let list = format!("/sessions/{HEARING}/transcript/findings");
    let (mut raised, mut settled, mut accepted) = (0, 0, 0);
    for _ in 0..MOST {
        let Some(found) = story.next_finding(&list) else {
            break;
        };
        match (found.kind.as_str(), found.outcome.as_str()) {
            ("review_comment", outcome) => {
                raised += 1;
                settled += usize::from(story.announce(&found, outcome));
            }
            ("question" | "proposal", _) => {
                raised += 1;
                story.raise(&found, false);
            }
            _ => {
                accepted += 1;
                story.secretary.fill(&list, &[("verdict", "yes")]);
            }
        }
    }
    assert!(raised + accepted < MOST, "the list has no end");
    story
        .numbers
        .tell(stage, "found in the record", raised + accepted);
    story
        .numbers
        .tell(stage, "made items of the docket", raised);
    story.numbers.tell(
        stage,
        "of these with the answer that was announced",
        settled,
    );
    story.numbers.tell(stage, "accepted as found", accepted);
}

impl Story {
    /// The first that waits; nothing when all are decided.
    fn next_finding(&mut self, list: &str) -> Option<Finding> {
        let page = self.secretary.open(list).clone();
        let words = page.words();
        let head = words.split(" are not decided").next().unwrap_or("");
        if head.split_whitespace().rev().nth(2) == Some("0") {
            return None;
        }
        let form = page.form(list, &[("verdict", "yes")])?;
        let passage = page
            .links()
            .into_iter()
            .find(|link| link.contains("/passage?first="))?;
        Some(Finding {
            kind: form.values_now("kind"),
            outcome: form.values_now("outcome"),
            passage,
        })
    }

    /// Puts a passage on the docket as an item of its own.
    fn raise(&mut self, found: &Finding, is_settled: bool) -> String {
        let action = format!("/sessions/{HEARING}/passage");
        self.secretary.open(&found.passage);
        let number = number_of(self.secretary.fill(&action, &[("act", "raise")]));
        self.inputs.push(Input {
            number: number.clone(),
            what: What::Heard { is_settled },
            author: None,
        });
        number
    }

    /// An item with what was announced of it; says whether that is an answer.
    fn announce(&mut self, found: &Finding, outcome: &str) -> bool {
        let is_answer = !matches!(outcome, "none" | "ask_submitter");
        let number = self.raise(found, is_answer);
        if outcome == "none" {
            return false;
        }
        let original = self.inputs[self.inputs.len() - 2].number.clone();
        let mut fields = vec![("act", "settle"), ("item", number.as_str())];
        if outcome == "include" {
            fields.push(("place", "version 2, section B"));
        }
        if outcome == "duplicate" {
            fields.push(("target", &original));
        }
        self.secretary.open(&found.passage);
        self.secretary
            .fill(&format!("/sessions/{HEARING}/passage"), &fields);
        is_answer
    }
}
