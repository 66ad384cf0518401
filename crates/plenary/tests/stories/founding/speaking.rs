//! The founding captions reach the session as a captioner's tool sends them, while people read along; then they are the
//! record, and the secretariat says who spoke.

use super::opening::local;
use super::{CYCLE, HEARING, Story, TERMS};
use crate::live::{Reader, as_shown};

const READERS: usize = 3;

/// The session is opened, captioned, recorded.
pub fn caption(story: &mut Story, stage: &'static str) {
    let new = format!("/cycles/{CYCLE}/sessions/new");
    let starts = local(-10);
    story.secretary.open(&new);
    story.secretary.fill(
        &new,
        &[
            ("title", "Best Practice Forum on Cybersecurity"),
            ("slug", HEARING),
            ("starts", &starts),
            ("minutes", "90"),
            ("place", "Workshop room 10"),
            ("document", TERMS),
        ],
    );
    let links = format!("/sessions/{HEARING}/captions");
    story.secretary.open(&links);
    let page = story.secretary.fill(&links, &[("seat", "1")]).clone();
    let captioner = page
        .links()
        .into_iter()
        .find(|link| link.starts_with("/captions/"));
    let posts = story.feed(&captioner.unwrap());
    story
        .numbers
        .tell(stage, "posts of the captioner's tool", posts);
    story.numbers.tell(
        stage,
        "readers who had every letter by the event stream",
        READERS,
    );
    story.secretary.open(&links);
    story.secretary.fill(&format!("{links}/close"), &[]);
    story
        .secretary
        .fill(&format!("{links}/record"), &[("nature", "human")]);
    let preview = story.secretary.page.clone();
    for (what, words) in [
        ("turns", "captions turns"),
        (
            "of these with a name that the captions prove",
            "turns with a name",
        ),
        ("of these with a name that is a guess", "guesses"),
        ("of these left open", "turns left open"),
    ] {
        let figure = preview.figure_after(words);
        let figure = figure.unwrap_or_else(|| panic!("{}", preview.words()));
        story.numbers.tell(stage, what, figure);
    }
    story
        .secretary
        .fill(&format!("/sessions/{HEARING}/transcript/import/*"), &[]);
    story.say_who_spoke(stage);
}

impl Story {
    /// Posts the file line by line with rising numbers, as the field's tools do, while readers follow.
    fn feed(&mut self, captioner: &str) -> usize {
        let words = format!("/sessions/{HEARING}/live/words");
        let readers: Vec<Reader> = (0..READERS)
            .map(|_| Reader::of(self.server.to_string(), words.clone()))
            .collect();
        let captions = self.material.captions.clone();
        let mut client = crate::http::Client::with_cookies("");
        let mut posts = 0;
        for line in captions.split_inclusive(|byte| *byte == b'\n') {
            posts += 1;
            let path = format!("{captioner}?seq={posts}&lang=en");
            let answer = client.send(self.server, &path, "text/plain", line).unwrap();
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        let shown = as_shown(&captions);
        readers.iter().for_each(|reader| reader.waits_for(&shown));
        readers.iter().for_each(Reader::may_leave);
        self.readers = readers;
        posts
    }

    /// Every name that the captions claim is told as a name; who has none stays open.
    fn say_who_spoke(&mut self, stage: &'static str) {
        let speakers = format!("/sessions/{HEARING}/transcript/speakers");
        let mut told = 0;
        loop {
            let page = self.secretary.open(&speakers).clone();
            let forms = page.forms().into_iter();
            let named = forms
                .filter(|form| form.action == speakers)
                .find(|form| form.values("name").iter().any(|name| !name.is_empty()));
            let Some(form) = named else {
                break;
            };
            let turn = form.values("turn")[0].clone();
            self.secretary
                .fill(&speakers, &[("turn", &turn), ("act", "new")]);
            told += 1;
        }
        self.numbers
            .tell(stage, "speakers resolved by the secretariat", told);
        let record = self.json(&format!("/sessions/{HEARING}/transcript/file/json"));
        let turns = record["turns"].as_array().unwrap();
        let is_told = |turn: &&serde_json::Value| turn["speaker"]["name"].is_string();
        let resolved = turns.iter().filter(is_told).count();
        self.numbers.tell(
            stage,
            "turns with a name in the record",
            format!("{resolved} of {}", turns.len()),
        );
    }
}
