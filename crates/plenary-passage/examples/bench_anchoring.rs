//! Measures the map and 5,000 comments on 300,000 letters, ten times as much, and a naive peer, in one run.
#[path = "../tests/forge/mod.rs"]
mod forge;
use forge::{Chance, Forge, Page, SCRIPTS};
use plenary_passage::{Reading, Span, Version};
use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Instant;

const COMMENTS: usize = 5000;

/// The fastest of so many runs counts.
const RUNS: usize = 15;

fn main() {
    println!(
        "| text | letters | comments | words and map ms | read off ms | all ms | us a comment | naive ms | naive / ours | ours right % | naive right % |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let only = std::env::args().nth(1).unwrap_or_default();
    for (script, paragraphs) in [(0, 900), (0, 9000), (1, 900), (4, 2900), (5, 1300)] {
        if SCRIPTS[script].name.contains(&only) {
            measure(script, paragraphs);
        }
    }
}

fn measure(script: usize, paragraphs: usize) {
    let mut forge = Forge::of(&SCRIPTS[script], 7);
    let draft = forge.draft(paragraphs);
    let revised = forge.revised(&draft);
    let (old, new) = (draft.page(), revised.page());
    let mut chance = Chance::of(11);
    let passages: Vec<(Span, Vec<usize>)> =
        (0..COMMENTS).map(|_| old.passage(&mut chance)).collect();
    let runs: Vec<(f64, f64, Vec<Option<Span>>)> =
        (0..RUNS).map(|_| ours(&old, &new, &passages)).collect();
    let fastest = runs
        .iter()
        .min_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)))
        .expect("some runs");
    let all = fastest.0 + fastest.1;
    let naive = (paragraphs < 5000 && std::env::args().count() < 3)
        .then(|| naive_peer(&old, &new, &passages));
    let naive_text = naive.as_ref().map_or("- | -".to_owned(), |(ms, _)| {
        format!("{ms:.0} | {:.0}", ms / all)
    });
    let naive_right = naive.as_ref().map_or("-".to_owned(), |(_, places)| {
        format!("{:.1}", right(&new, &passages, places))
    });
    println!(
        "| {} | {} | {COMMENTS} | {:.1} | {:.1} | {all:.1} | {:.2} | {naive_text} | {:.1} | {naive_right} |",
        SCRIPTS[script].name,
        old.version.letters(),
        fastest.0,
        fastest.1,
        all * 1000.0 / COMMENTS as f64,
        right(&new, &passages, &fastest.2),
    );
}

/// Cuts both texts into words, computes the map, reads every comment off it; copies of the texts keep no words cut before.
fn ours(old: &Page, new: &Page, passages: &[(Span, Vec<usize>)]) -> (f64, f64, Vec<Option<Span>>) {
    let fresh = |page: &Page| -> Version {
        serde_json::from_str(&serde_json::to_string(&page.version).expect("plain data"))
            .expect("what was written")
    };
    let (old, new) = (fresh(old), fresh(new));
    let start = milliseconds();
    let reading = Reading::between(&old, &new);
    let map = milliseconds() - start;
    let places = passages
        .iter()
        .map(|(span, _)| reading.carry(*span).span())
        .collect();
    (map, milliseconds() - start - map, places)
}

/// Milliseconds since the first call; the fastest of many runs leaves out what other programs took.
fn milliseconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

/// The naive way: the exact words, else the window of as many words that shares most with them.
fn naive_peer(old: &Page, new: &Page, passages: &[(Span, Vec<usize>)]) -> (f64, Vec<Option<Span>>) {
    let start = milliseconds();
    let text: Vec<&str> = new.version.text().split_whitespace().collect();
    let places = passages
        .iter()
        .map(|(span, _)| naive_place(old.version.slice(*span), &new.version, &text))
        .collect();
    (milliseconds() - start, places)
}

fn naive_place(quote: &str, new: &Version, text: &[&str]) -> Option<Span> {
    let span = |byte: usize, length: usize| {
        let start = new.text()[..byte].chars().count() as u32;
        Span::new(
            start,
            start + new.text()[byte..byte + length].chars().count() as u32,
        )
    };
    if let Some(at) = new.text().find(quote) {
        return Some(span(at, quote.len()));
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let mut wanted: HashMap<&str, i32> = HashMap::new();
    words
        .iter()
        .for_each(|word| *wanted.entry(word).or_default() += 1);
    let (mut common, mut best) = (0, (0, 0));
    for (at, word) in text.iter().enumerate() {
        if let Some(left) = wanted.get_mut(word) {
            common += i32::from(*left > 0);
            *left -= 1;
        }
        if let Some(left) = at
            .checked_sub(words.len())
            .and_then(|gone| wanted.get_mut(text[gone]))
        {
            common -= i32::from(*left >= 0);
            *left += 1;
        }
        best = best.max((common, at));
    }
    let first = text.get((best.1 + 1).checked_sub(words.len())?)?;
    let byte = first.as_ptr() as usize - new.text().as_ptr() as usize;
    let last = text[best.1].as_ptr() as usize - new.text().as_ptr() as usize + text[best.1].len();
    (best.0 * 2 >= words.len() as i32).then(|| span(byte, last - byte))
}

/// Share of the surviving passages (70 % of their words or more) that landed with half their letters in common.
fn right(new: &Page, passages: &[(Span, Vec<usize>)], places: &[Option<Span>]) -> f64 {
    let (mut alive, mut right) = (0, 0);
    for ((_, numbers), place) in passages.iter().zip(places) {
        let truth = new.truth(numbers);
        let Some((hull, true)) = truth.hull.filter(|_| truth.share >= 0.7) else {
            continue;
        };
        alive += 1;
        let common = |place: Span| {
            place
                .end
                .min(hull.end)
                .saturating_sub(place.start.max(hull.start))
        };
        right += usize::from(place.is_some_and(|place| {
            2 * common(place) >= place.letters() + hull.letters() - common(place)
        }));
    }
    100.0 * right as f64 / f64::from(alive.max(1))
}
