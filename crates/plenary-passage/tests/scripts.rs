//! Comments land as well in every script as they do in English, on texts whose truth is known word by word.
mod forge;
use forge::{Chance, Forge, SCRIPTS};
use plenary_passage::{BlockId, Landing, Placement, Reading, Span, Version};

#[derive(Default, Debug)]
struct Tally {
    alive: usize,
    right: usize,
    wrong: usize,
    surely_wrong: usize,
    gone: usize,
    found: usize,
}

/// Intersection over union.
fn agreement(one: Span, other: Span) -> f64 {
    let common = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start));
    f64::from(common) / f64::from(one.letters() + other.letters() - common)
}

impl Tally {
    fn count(&mut self, truth: &forge::Truth, landing: &Landing) {
        match (truth.hull, landing.span()) {
            (None, place) => {
                self.gone += 1;
                self.found += usize::from(place.is_some());
            }
            (Some((hull, true)), place) if truth.share >= 0.7 => {
                self.alive += 1;
                let agrees = place.map(|place| agreement(place, hull));
                self.right += usize::from(agrees.is_some_and(|agrees| agrees >= 0.5));
                let wrong = agrees.is_some_and(|agrees| agrees < 0.1);
                self.wrong += usize::from(wrong);
                self.surely_wrong += usize::from(wrong && landing.placement == Placement::Carried);
            }
            _ => {}
        }
    }
}

fn tally(script: &'static forge::Script, seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut forge = Forge::of(script, seed);
        let first = forge.draft(60);
        let second = forge.revised(&first);
        let (old, new) = (first.page(), second.page());
        let reading = Reading::between(&old.version, &new.version);
        let mut chance = Chance::of(seed + 1000);
        for _ in 0..150 {
            let (passage, numbers) = old.passage(&mut chance);
            tally.count(&new.truth(&numbers), &reading.carry(passage));
        }
    }
    tally
}

#[test]
fn comments_land_right_in_every_script() {
    // No setting of the engine was chosen by looking at these texts.
    for script in &SCRIPTS {
        let tally = tally(script, 100..108);
        println!("{:8} {tally:?}", script.name);
        assert!(
            tally.right * 1000 >= tally.alive * 985,
            "{}: {tally:?}",
            script.name
        );
        assert!(
            tally.wrong * 1000 <= tally.alive * 3,
            "{}: {tally:?}",
            script.name
        );
        assert!(
            tally.found * 100 <= tally.gone,
            "{}: {tally:?}",
            script.name
        );
        assert_eq!(tally.surely_wrong, 0, "{}: {tally:?}", script.name);
    }
}

/// The letters of a passage that a reader would call its words.
fn bare(text: &str) -> String {
    let is_sign = |letter: char| matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{200e}' | '\u{200f}');
    text.chars().filter(|letter| !is_sign(*letter)).collect()
}

#[test]
fn signs_that_writers_add_or_leave_out_are_carried_over() {
    let vowelled = "يَجِبُ عَلَى كُلِّ فَرِيقٍ أَنْ يُجِيبَ عَنِ البَلَاغِ فِي يَوْمَيْنِ.\n\n\u{200f}הַפּוֹרוּם יְפַרְסֵם רְשִׁימָה שֶׁל אַנְשֵׁי קֶשֶׁר בְּכָל שָׁנָה.\n\nالمنتـــدى مفتوح للجميع.";
    let plain = bare(vowelled);
    for (old, new) in [(vowelled, plain.as_str()), (&plain, vowelled)] {
        let new = format!("تمهيد جديد.\n\n{new}");
        let version = |text: &str| {
            Version::from_plain_text(text, BlockId(0).following()).expect("a short text")
        };
        let (old, new) = (version(old), version(&new));
        let reading = Reading::between(&old, &new);
        for block in old.blocks() {
            let landing = reading.carry(block.span);
            assert_eq!(landing.placement, Placement::Carried);
            let place = landing.span().expect("a place");
            assert_eq!(bare(new.slice(place)), bare(old.slice(block.span)));
        }
    }
}

#[test]
fn joined_emoji_are_carried_whole() {
    let old = "Families 👨‍👩‍👧‍👦 and flags 🏳️‍🌈 count, e\u{301}t 👍🏽 too.";
    let new = format!("First of all 👍🏽.\n\n{old}\n\nLast of all 👩‍👧.");
    let version =
        |text: &str| Version::from_plain_text(text, BlockId(0).following()).expect("a short text");
    let (old, new) = (version(old), version(&new));
    let reading = Reading::between(&old, &new);
    for start in 0..old.letters() {
        for end in start + 1..=old.letters() {
            let passage = Span::new(start, end);
            let landing = reading.carry(passage);
            let place = landing.span().expect("it stands as it stood");
            assert_eq!(new.slice(place), old.slice(passage));
        }
    }
}
