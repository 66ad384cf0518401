//! A reader, years later: from a block of the outcome to the voice, and back, one click each way.

use super::page::Page;
use super::{HEARING, Story, TERMS, What};

/// Follows every link of the basis there and back.
pub fn walk(story: &mut Story, stage: &'static str) {
    let outcome = Page {
        html: story.whole(4),
        ..Page::default()
    };
    let (mut to_items, mut to_speech, mut changes) = (0, 0, 0);
    for (block, grounds) in stands_on(&outcome) {
        for ground in grounds {
            let there = story.reader.open(&ground).clone();
            let links = there.links();
            let back = links.iter().find(|link| {
                link.starts_with(&format!("/documents/{TERMS}/4"))
                    && link.ends_with(&format!("#b{block}"))
            });
            let back =
                back.unwrap_or_else(|| panic!("{ground} does not lead back to {block}: {links:?}"));
            let landed = story
                .reader
                .open(back)
                .html
                .contains(&format!("id=\"b{block}\""));
            assert!(landed, "{back} leads to a part without that block");
            match ground.starts_with("/items/") {
                true => {
                    to_items += 1;
                    changes += story.follow_item(&there);
                }
                false => to_speech += 1,
            }
        }
    }
    story
        .numbers
        .tell(stage, "links from a block to an item and back", to_items);
    story
        .numbers
        .tell(stage, "links from a block to speech and back", to_speech);
    story
        .numbers
        .tell(stage, "links from an answer to what changed", changes);
    let heard = story.follow_speech();
    story.numbers.tell(
        stage,
        "links from an item to the speech it was raised from and back",
        heard,
    );
    assert!(to_items > 0 && to_speech > 0 && changes > 0);
}

/// The blocks of a text with the addresses of what they stand on.
fn stands_on(outcome: &Page) -> Vec<(u64, Vec<String>)> {
    let parts = outcome.html.split("<div class=\"block\" id=\"b").skip(1);
    parts
        .filter_map(|part| {
            let id = part.split('"').next()?.parse().ok()?;
            let basis = part
                .split("class=\"basis\">")
                .nth(1)?
                .split("</span>")
                .next()?;
            let page = Page {
                html: basis.to_owned(),
                ..Page::default()
            };
            let links = page.links();
            (!links.is_empty()).then_some((id, links))
        })
        .collect()
}

impl Story {
    /// Every item that was raised from the floor leads to what was said, and that back to it.
    fn follow_speech(&mut self) -> usize {
        let is_heard = |what: &What| matches!(what, What::Heard { .. });
        let inputs = self.inputs.clone().into_iter();
        let heard: Vec<String> = inputs
            .filter(|input| is_heard(&input.what))
            .map(|input| input.number)
            .collect();
        for number in &heard {
            let own = format!("/items/{number}");
            let start = format!("/sessions/{HEARING}/transcript?at=");
            let links = self.reader.open(&own).links();
            let speech = links.iter().find(|link| link.starts_with(&start));
            let speech = speech.unwrap_or_else(|| panic!("{own} does not say where it was said"));
            let (path, place) = speech.split_once('#').unwrap();
            let there = self.reader.open(path);
            assert!(
                there.links().contains(&own),
                "{speech} does not lead back to {own}"
            );
            assert!(there.html.contains(&format!("id=\"{place}\"")), "{speech}");
        }
        heard.len()
    }

    /// From an item to what changed because of it.
    fn follow_item(&mut self, item: &Page) -> usize {
        let links = item.links();
        let change = links.iter().find(|link| link.contains("/compare/"));
        if let Some(change) = change {
            let (path, place) = change.split_once('#').unwrap();
            if !self.compared.iter().any(|page| page.path == path) {
                let page = self.reader.open(path).clone();
                self.compared.push(page);
            }
            let page = self.compared.iter().find(|page| page.path == path);
            let is_there = page.is_some_and(|page| page.html.contains(&format!("id=\"{place}\"")));
            assert!(is_there, "{change} leads to no such change");
        }
        usize::from(change.is_some())
    }
}
