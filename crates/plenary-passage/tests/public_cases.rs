//! The bars of the design on the public cases: `../shared/data/anchoring` beside the workspace.
use plenary_passage::{BlockId, Reading, Span, Version};
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Case {
    doc_old: String,
    doc_new: String,
    spans: Vec<Span>,
    truth: Vec<Truth>,
}

#[derive(Deserialize)]
struct Truth {
    class: String,
    #[serde(default)]
    frag: Vec<Fragment>,
}

/// Where a passage is: at least `in`, at most `out`.
#[derive(Deserialize)]
struct Fragment {
    #[serde(rename = "in")]
    inner: (u32, u32),
    out: (u32, u32),
    share: f64,
}

impl Fragment {
    /// Intersection over union with the true place, its uncertain edges in the answer's favour.
    fn agreement(&self, place: Span) -> f64 {
        let start = place.start.max(self.out.0).min(self.inner.0);
        let end = place.end.min(self.out.1).max(self.inner.1);
        let common = place.end.min(end).saturating_sub(place.start.max(start));
        f64::from(common) / f64::from(place.letters() + end - start - common)
    }
}

impl Truth {
    /// A split passage may also be answered as a whole when its parts lie close together.
    fn whole_split(&self, place: Span) -> f64 {
        let parts = self
            .frag
            .iter()
            .map(|fragment| Span::new(fragment.inner.0, fragment.inner.1));
        let letters: u32 = parts.clone().map(Span::letters).sum();
        let whole = parts
            .reduce(Span::hull)
            .filter(|whole| self.class == "split" && whole.letters() <= 3 * letters);
        whole.map_or(0.0, |whole| {
            Fragment {
                inner: (whole.start, whole.end),
                out: (whole.start, whole.end),
                share: 1.0,
            }
            .agreement(place)
        })
    }
}

#[derive(Default, Debug)]
struct Tally {
    alive: usize,
    correct: usize,
    wrong: usize,
    deleted: usize,
    found: usize,
}

impl Tally {
    fn count(&mut self, truth: &Truth, place: Option<Span>) {
        match truth.class.as_str() {
            "grey" => {}
            "deleted" => {
                self.deleted += 1;
                self.found += usize::from(place.is_some());
            }
            _ => {
                self.alive += 1;
                let Some(place) = place else { return };
                let clear = truth
                    .frag
                    .iter()
                    .enumerate()
                    .filter(|(at, fragment)| *at == 0 || fragment.share >= 0.3);
                let best = clear
                    .map(|(_, fragment)| fragment.agreement(place))
                    .fold(truth.whole_split(place), f64::max);
                self.correct += usize::from(best >= 0.5);
                self.wrong += usize::from(best < 0.1);
            }
        }
    }
}

fn cases() -> Option<Vec<Case>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/anchoring");
    let Ok(files) = std::fs::read_dir(&folder) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "the public cases are missing: {}",
            folder.display()
        );
        eprintln!("skipped: no public cases at {}", folder.display());
        return None;
    };
    let read = |file: std::io::Result<std::fs::DirEntry>| {
        serde_json::from_slice(
            &std::fs::read(file.expect("a readable folder").path()).expect("a readable file"),
        )
        .expect("a case")
    };
    Some(files.map(read).collect())
}

#[test]
fn the_public_cases_land_within_the_bars() {
    let Some(cases) = cases() else { return };
    let mut tally = Tally::default();
    for case in cases {
        let version = |text: String| {
            Version::from_plain_text(text, BlockId(0).following())
                .expect("a text of moderate length")
        };
        let (old, new) = (version(case.doc_old), version(case.doc_new));
        let reading = Reading::between(&old, &new);
        for (span, truth) in case.spans.iter().zip(&case.truth) {
            tally.count(truth, reading.carry(*span).only_place());
        }
    }
    println!("{tally:?}");
    assert!(tally.correct * 1000 >= tally.alive * 985, "{tally:?}");
    assert!(tally.found * 100 <= tally.deleted, "{tally:?}");
    assert!(tally.wrong * 1000 <= tally.alive * 3, "{tally:?}");
}
