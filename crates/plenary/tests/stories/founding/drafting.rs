//! The oldest of the four drafts becomes version 1, and the review is opened.

use super::material::sentences;
use super::{CYCLE, Story, TERMS};

/// Opens the document, brings in the oldest draft, lets it be reviewed.
pub fn import_first(story: &mut Story, stage: &'static str) {
    let new = format!("/cycles/{CYCLE}/documents/new");
    let opened = [
        ("title", "Terms of Service"),
        ("slug", TERMS),
        ("lang", "en"),
    ];
    story.editor.open(&new);
    story.editor.fill(&new, &opened);
    story.import(1, "The draft as it was found.");
    story.editor.open(&format!("/documents/{TERMS}/state"));
    story
        .editor
        .fill(&format!("/documents/{TERMS}/state"), &[("to", "in-review")]);
    let version = story.json(&format!("/api/documents/{TERMS}/1"));
    story.sentences = sentences(&version, &story.material);
    let blocks = version["blocks"].as_array().unwrap().len();
    story.numbers.tell(stage, "blocks of version 1", blocks);
}

impl Story {
    /// Brings a draft in as the next version: the file is shown first, and saved from what was shown.
    pub fn import(&mut self, version: usize, note: &str) {
        let edit = format!("/documents/{TERMS}/edit");
        let (name, bytes) = self.material.drafts[version - 1].clone();
        self.editor.open(&edit);
        self.editor
            .fill_with(&edit, &[("act", "preview")], &[("file", &name, &bytes)]);
        self.editor.fill(&edit, &[("act", "save"), ("note", note)]);
    }
}
