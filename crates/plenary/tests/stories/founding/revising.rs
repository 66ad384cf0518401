//! The later drafts follow as versions 2 to 4: every comment is carried, checked by the editor, or openly orphaned.

use super::{Story, TERMS, What};

/// More places than a version leaves to look at.
const MOST: usize = 200;

/// Saves the three versions and looks at every doubtful place.
pub fn revise(story: &mut Story, stage: &'static str) {
    let is_on_text = |what: &What| !matches!(what, What::Contribution | What::Heard { .. });
    let on_text = story
        .inputs
        .iter()
        .filter(|input| is_on_text(&input.what))
        .count();
    story.numbers.tell(stage, "comments on the text", on_text);
    let changed = story.editor.effort;
    for version in 2..=4 {
        story.import(version, &format!("Draft {version} as it was found."));
        let fared = story.fared(version);
        assert_eq!(
            fared.iter().sum::<usize>(),
            on_text,
            "every comment is somewhere"
        );
        let what = format!("version {version}: carried + to check + orphaned");
        let [carried, doubtful, orphaned] = fared;
        story
            .numbers
            .tell(stage, &what, format!("{carried} + {doubtful} + {orphaned}"));
        let confirmed = story.look_at_places(version);
        story.numbers.tell(
            stage,
            &format!("version {version}: places confirmed by the editor"),
            confirmed,
        );
        let [carried, doubtful, orphaned] = story.fared(version);
        assert_eq!(
            (carried + doubtful + orphaned, doubtful),
            (on_text, 0),
            "nothing is left in doubt"
        );
        let what = format!("version {version}: carried + orphaned in the end");
        story
            .numbers
            .tell(stage, &what, format!("{carried} + {orphaned}"));
    }
    let work = story.editor.effort.since(changed);
    let minutes = format!("{:.1}", work.seconds() / 60.0);
    story.numbers.tell(
        stage,
        "editor's minutes for three versions by the keystroke-level model",
        minutes,
    );
}

impl Story {
    /// How many comments are carried, to check, orphaned, as the version's page says it to everybody.
    fn fared(&mut self, version: usize) -> [usize; 3] {
        let page = self
            .reader
            .open(&format!("/documents/{TERMS}/{version}/places"));
        let words = page.words();
        let before = |mark: &str| {
            let at = words.find(mark)?;
            words[..at].split_whitespace().next_back()?.parse().ok()
        };
        [" comments carried", " to check", " orphaned"].map(|mark| before(mark).unwrap_or(0))
    }

    /// Confirms the offered place of every doubtful one; orphans stay what they are, with their old words.
    fn look_at_places(&mut self, version: usize) -> usize {
        let path = format!("/documents/{TERMS}/{version}/places");
        for done in 0..MOST {
            let page = self.editor.open(&path).clone();
            let doubtful = page
                .html
                .split("<article class=\"doubt\"")
                .skip(1)
                .find(|article| {
                    !article.contains("Its neighbours now") && article.contains("<form")
                });
            let Some(article) = doubtful else {
                return done;
            };
            let article = super::page::Page {
                html: article.to_owned(),
                ..page.clone()
            };
            let form = article.forms().remove(0);
            let (place, at) = (
                form.values("place")[0].clone(),
                form.values("at")[0].clone(),
            );
            self.editor
                .fill(&form.action, &[("place", &place), ("at", &at)]);
        }
        panic!("version {version} leaves more than {MOST} places in doubt");
    }
}
