//! The basis of the outcome: final is refused while something is missing, granted when nothing is; then the cycle closes.

use std::collections::BTreeSet;

use super::page::Page;
use super::{CYCLE, HEARING, Story, TERMS, What};

const VERSION: usize = 4;

/// States what every block stands on, and lets the text be final.
pub fn found(story: &mut Story, stage: &'static str) {
    let missing = story.is_refused_to_be_final();
    story.numbers.tell(
        stage,
        "things missing when final was refused again",
        missing,
    );
    let (founded, stood_on) = story.state_bases();
    let left = story.is_refused_to_be_final();
    story.editor.open(&basis(None));
    story.editor.fill(&basis(None), &[("act", "rest")]);
    story
        .numbers
        .tell(stage, "blocks founded on voices", founded);
    story.numbers.tell(stage, "voices they stand on", stood_on);
    story
        .numbers
        .tell(stage, "blocks said to be the editor's own", left);
    let state = format!("/documents/{TERMS}/state");
    story.editor.open(&state);
    story.editor.fill(&state, &[("to", "final")]);
    let document = story.json(&format!("/api/documents/{TERMS}"));
    assert_eq!(document["state"], "final");
    let close = format!("/cycles/{CYCLE}/close");
    story.secretary.open(&close);
    story.secretary.fill(&close, &[]);
}

fn basis(block: Option<u64>) -> String {
    let path = format!("/documents/{TERMS}/{VERSION}/basis");
    block.map_or(path.clone(), |block| format!("{path}?block={block}"))
}

/// The items offered for a block that say they are accepted.
fn accepted_offers(page: &Page) -> Vec<String> {
    let offers = page.html.split("<label class=\"pick\"").skip(1);
    offers
        .filter_map(|offer| {
            let offer = offer.split("</label>").next()?;
            let number = offer
                .split("name=\"item\" value=\"")
                .nth(1)?
                .split('"')
                .next()?;
            offer.contains("class=\"badge\"").then(|| number.to_owned())
        })
        .collect()
}

impl Story {
    /// Each block that carries accepted comments stands on them. What was accepted of the call and of the session has no
    /// place in the text of its own: each goes to one of these blocks, speech with its passage.
    fn state_bases(&mut self) -> (usize, usize) {
        let (mut founded, mut stood_on) = (0, BTreeSet::new());
        let beside = self.accepted_beside_the_text();
        for block in self.blocks_with_voices() {
            let page = self.editor.open(&basis(Some(block))).clone();
            let accepted = accepted_offers(&page);
            if accepted.is_empty() {
                continue;
            }
            let mut fields = vec![("act", "save")];
            fields.extend(accepted.iter().map(|number| ("item", number.as_str())));
            if let Some((number, heard)) = beside.get(founded) {
                fields.push(("numbers", number));
                fields.extend(heard.iter().map(|passage| ("heard", passage.as_str())));
                stood_on.insert(number.clone());
            }
            stood_on.extend(accepted.iter().cloned());
            self.editor.fill(&basis(None), &fields);
            founded += 1;
        }
        assert!(founded >= beside.len(), "every accepted voice has a block");
        (founded, stood_on.len())
    }

    /// The page offers no button for it and counts what is missing; a forged form is refused.
    pub fn is_refused_to_be_final(&mut self) -> u64 {
        let state = format!("/documents/{TERMS}/state");
        let page = self.editor.open(&state).clone();
        assert!(
            page.form(&state, &[("to", "final")]).is_none(),
            "{}",
            page.words()
        );
        let refused = self.editor.forge(&state, "to", "final");
        assert_eq!(refused.status, 409, "{}", refused.words());
        let broken = refused
            .words()
            .matches("the passage has not changed")
            .count();
        assert_eq!(broken, 0, "accepted is true: {}", refused.words());
        page.figure("things are missing").unwrap()
    }

    /// The blocks of the outcome that carry comments.
    fn blocks_with_voices(&mut self) -> BTreeSet<u64> {
        let page = Page {
            html: self.whole(VERSION),
            ..Page::default()
        };
        let of_block = |link: String| link.split("/comments?block=").nth(1)?.parse().ok();
        page.links().into_iter().filter_map(of_block).collect()
    }

    /// What was accepted and is no comment on the text, with the passage of speech as one types it where it was said.
    fn accepted_beside_the_text(&mut self) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        for input in self.inputs.clone() {
            if !matches!(input.what, What::Contribution | What::Heard { .. }) {
                continue;
            }
            let number = input.number;
            let item = self.json(&format!("/api/items/{number}"));
            if item["answer"]["disposition"] != "accepted" {
                continue;
            }
            let page = self.reader.open(&format!("/items/{number}"));
            let links = page.links();
            let paragraph = |link: &String| link.split("#p").nth(1)?.parse::<u32>().ok();
            let said: BTreeSet<u32> = links.iter().filter_map(paragraph).collect();
            let ends = said.first().zip(said.last());
            let heard = ends.map(|(first, last)| format!("{HEARING} {first}-{last}"));
            found.push((number, heard));
        }
        found.sort_by_key(|(_, heard)| heard.is_none());
        found
    }
}
