//! The phrases of what stands before the speech, kept in `lists/front.txt`.

use std::sync::LazyLock;

use crate::cues::Cues;

const LIST: &str = include_str!("../lists/front.txt");

/// The phrases under a heading, parted by semicolons; a line that is indented goes on.
fn under(heading: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in LIST.lines() {
        let rest = match line.split_once(": ") {
            Some((name, rest)) if !line.starts_with(' ') => {
                inside = name == heading;
                rest
            }
            _ => line,
        };
        if inside {
            found.extend(
                rest.split(';')
                    .map(str::trim)
                    .filter(|phrase| !phrase.is_empty()),
            );
        }
    }
    found
}

fn cues<T: Copy>(lists: &[(&str, T)]) -> Cues<T> {
    let all = lists.iter().flat_map(|(heading, sign)| {
        under(heading)
            .into_iter()
            .map(move |phrase| (phrase, *sign))
    });
    Cues::new(&all.collect::<Vec<_>>())
}

/// Phrases of a disclaimer, with their weight; two points make one.
pub(super) static DISCLAIMER: LazyLock<Cues<u32>> =
    LazyLock::new(|| cues(&[("disclaimer", 1), ("disclaimer twice", 2)]));
/// Phrases of a disclaimer in Chinese, which has no blanks between the words.
pub(super) static SOLID: LazyLock<Vec<&str>> = LazyLock::new(|| under("disclaimer solid"));
/// How a line begins that names who made the captions.
pub(super) static FIRM: LazyLock<Vec<&str>> = LazyLock::new(|| under("firm"));
/// Signs of the firm that made the captions.
pub(super) static SIGNS: LazyLock<Vec<&str>> = LazyLock::new(|| under("sign"));
/// Words of a microphone or caption test, or of a wait; the flag is whether they can be nothing else.
pub(super) static WARM_UP: LazyLock<Cues<bool>> =
    LazyLock::new(|| cues(&[("test", true), ("wait", false)]));
/// Words that open a session, so that what follows is no test any more.
pub(super) static OPENING: LazyLock<Cues<()>> = LazyLock::new(|| cues(&[("opening", ())]));
