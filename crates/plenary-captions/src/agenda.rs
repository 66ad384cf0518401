//! Segments of a session announced with their minutes.

use std::sync::LazyLock;

use crate::cues::Cues;
use crate::record::{AgendaItem, Record};
use crate::words::{self, Words, is_one_of};

/// No session announces more.
const ITEMS: usize = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Announces,
    Foreign,
}

static SIGNS: LazyLock<Cues<Sign>> = LazyLock::new(|| {
    Cues::new(&[
        ("spend", Sign::Announces),
        ("first", Sign::Announces),
        ("then", Sign::Announces),
        ("followed by", Sign::Announces),
        ("devote", Sign::Announces),
        ("dedicate", Sign::Announces),
        ("dedicated", Sign::Announces),
        ("last", Sign::Announces),
        ("next", Sign::Announces),
        ("allocated", Sign::Announces),
        ("reserved", Sign::Announces),
        ("agenda", Sign::Announces),
        ("segment", Sign::Announces),
        ("part", Sign::Announces),
        ("session", Sign::Announces),
        ("for questions", Sign::Announces),
        ("for discussion", Sign::Announces),
        ("for the discussion", Sign::Announces),
        ("final", Sign::Announces),
        ("second", Sign::Announces),
        ("third", Sign::Announces),
        ("wrap up", Sign::Announces),
        ("we have", Sign::Announces),
        ("we'll have", Sign::Announces),
        ("we will have", Sign::Announces),
        ("there will be", Sign::Announces),
        ("after that", Sign::Announces),
        ("afterwards", Sign::Announces),
        ("we will take", Sign::Announces),
        ("panel", Sign::Announces),
        ("opening", Sign::Announces),
        ("discussion", Sign::Announces),
        ("questions and answers", Sign::Announces),
        ("q&a", Sign::Announces),
        ("ago", Sign::Foreign),
        ("each", Sign::Foreign),
        ("per speaker", Sign::Foreign),
        ("late", Sign::Foreign),
        ("left", Sign::Foreign),
        ("remaining", Sign::Foreign),
        ("within", Sign::Foreign),
        ("every", Sign::Foreign),
        ("more minutes", Sign::Foreign),
        ("apiece", Sign::Foreign),
        ("leave in", Sign::Foreign),
        ("in * minutes", Sign::Foreign),
        ("time is up", Sign::Foreign),
        ("wait", Sign::Foreign),
        ("only have", Sign::Foreign),
        ("took", Sign::Foreign),
        ("delay", Sign::Foreign),
        ("behind schedule", Sign::Foreign),
        ("limit", Sign::Foreign),
        ("per person", Sign::Foreign),
        ("longer than", Sign::Foreign),
        ("was a", Sign::Foreign),
    ])
});

/// A share of the record in which segments are announced; later minutes are about something else.
const EARLY: usize = 3;

/// Finds the announced segments, in order.
pub fn find(record: &Record) -> Vec<AgendaItem> {
    let mut items = Vec::new();
    let mut words = Words::default();
    let early = (record.turns.len() / EARLY).max(6);
    for turn in record.turns.iter().take(early) {
        for paragraph in &turn.paragraphs {
            if !mentions_time(&paragraph.text) {
                continue;
            }
            for (start, end) in words::sentences(&paragraph.text) {
                words.read(&paragraph.text, start, end);
                sentence(
                    &paragraph.text,
                    &words,
                    paragraph.lines[0],
                    turn.number,
                    &mut items,
                );
            }
        }
    }
    items.truncate(ITEMS);
    items
}

fn mentions_time(text: &str) -> bool {
    ["minute", "hour", "Minute", "MINUTE", "HOUR"]
        .iter()
        .any(|word| text.contains(word))
}

fn sentence(text: &str, words: &Words, line: u32, turn: u32, items: &mut Vec<AgendaItem>) {
    let signs: Vec<_> = SIGNS.find(words).collect();
    if !signs.iter().any(|found| found.sign == Sign::Announces) {
        return;
    }
    let mut spans: Vec<(usize, usize, u32)> = (0..words.len())
        .filter_map(|at| duration(words, at))
        .collect();
    // "half an hour" holds "an hour".
    spans.dedup_by(|inner, outer| inner.0 < outer.1);
    for (place, (at, after, minutes)) in spans.iter().enumerate() {
        let foreign = signs
            .iter()
            .any(|found| found.sign == Sign::Foreign && found.at + 6 > *at && found.at < after + 6);
        let whole = matches!(words.low(at.wrapping_sub(1)), "next" | "a") && *minutes > 60
            || *minutes > 240;
        let stop = spans.get(place + 1).map_or(words.len(), |next| next.0);
        // "these last 90 minutes", "ten minutes, but", "fifteen minutes to be precise", "ninety minutes -- let me".
        let passed = matches!(words.low(at.wrapping_sub(1)), "last" | "past")
            && !matches!(
                words.low(at.wrapping_sub(2)),
                "the" | "for" | "our" | "your" | "then"
            );
        let aside = matches!(words.low(*after), "but" | "let" | "under" | "sorry")
            || (words.low(*after), words.low(after + 1)) == ("to", "be");
        let heard = matches!(words.low(at.wrapping_sub(2)), "speak" | "spoke" | "talk");
        if foreign || whole || passed || aside || heard {
            continue;
        }
        let start = place.checked_sub(1).map_or(0, |place| spans[place].1);
        let open =
            *minutes >= 60 && words.low(at.wrapping_sub(1)) == "have" && words.low(*after) == "and";
        if open {
            continue;
        }
        let named = before(text, words, *at)
            .or_else(|| ahead(text, words, start, *at, *after))
            .or_else(|| title(text, words, *after, stop));
        if let Some(title) = named {
            items.push(AgendaItem {
                title,
                minutes: *minutes,
                line,
                turn,
            });
        }
    }
}

/// A length of time at a word: first word, word after, minutes.
fn duration(words: &Words, at: usize) -> Option<(usize, usize, u32)> {
    let low = |step: usize| words.low(at + step);
    if matches!((low(0), low(1)), ("half", "hour"))
        || matches!((low(0), low(1), low(2)), ("half", "an", "hour"))
    {
        let length = if low(1) == "hour" { 2 } else { 3 };
        return Some((at, at + length, 30));
    }
    if low(0) == "quarter" && low(1) == "of" {
        return (low(3) == "hour").then_some((at, at + 4, 15));
    }
    let joined = low(0)
        .split_once('-')
        .filter(|(_, unit)| matches!(*unit, "minute" | "minutes"));
    if let Some(minutes) = joined.and_then(|(number, _)| count(number)) {
        return Some((at, at + 1, minutes));
    }
    let number = count(low(0))?;
    match low(1) {
        "minute" | "minutes" => Some((at, at + 2, number)),
        "hour" | "hours" if low(2) == "and" && low(3) == "a" && low(4) == "half" => {
            Some((at, at + 5, number.checked_mul(60)? + 30))
        }
        "hour" | "hours" => Some((at, at + 2, number.checked_mul(60)?)),
        _ => None,
    }
}

fn count(word: &str) -> Option<u32> {
    let named = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    ];
    match word {
        "a" | "an" => Some(1),
        "twenty" => Some(20),
        "twenty-five" => Some(25),
        "thirty" => Some(30),
        "forty" => Some(40),
        "forty-five" => Some(45),
        "fifty" => Some(50),
        "sixty" => Some(60),
        "ninety" => Some(90),
        _ => named
            .iter()
            .position(|known| *known == word)
            .and_then(|place| u32::try_from(place).ok())
            .or_else(|| word.parse().ok().filter(|number| *number < 1_000)),
    }
}

/// "an opening of five minutes": the words before a length of time, up to their article.
fn before(text: &str, words: &Words, at: usize) -> Option<String> {
    let of = at
        .checked_sub(1)
        .filter(|place| words.low(*place) == "of")?;
    let article = (of.saturating_sub(4)..of)
        .rev()
        .find(|place| matches!(words.low(*place), "a" | "an" | "the"))?;
    let first = words.all.get(article + 1).filter(|_| article + 1 < of)?;
    let period = matches!(
        words.low(of - 1),
        "total" | "maximum" | "minimum" | "limit" | "slot" | "quarter" | "half"
    );
    (!period).then(|| text[first.start..words.all[of - 1].end].to_owned())
}

/// "the survey, twenty minutes" and "the survey for twenty minutes,": the words before a length of time.
fn ahead(text: &str, words: &Words, start: usize, at: usize, after: usize) -> Option<String> {
    let last = at.checked_sub(1).filter(|last| *last >= start)?;
    let gap = &text[words.all[last].end..words.all[at].start];
    let next = words
        .all
        .get(after - 1)
        .map_or("", |word| &text[word.end..]);
    let ends = next.trim_start().starts_with([',', '.', ';', ':']) || next.trim().is_empty();
    let with_for = words.low(last) == "for" && ends && last > start;
    let end = match (gap.contains([',', ':', '–', '—']), with_for) {
        (true, _) => last + 1,
        (_, true) => last,
        _ => return None,
    };
    let mut from = start;
    // The clause begins after the last comma or "then".
    for place in start..end {
        let parted = place > start
            && text[words.all[place - 1].end..words.all[place].start].contains([',', ';', ':']);
        from = if parted { place } else { from };
    }
    while from < end
        && is_one_of(
            words.low(from),
            "and|then|first|second|third|we|will|we'll|have|the|next|is|are|after|that|with|start|begin|\
                finally|item|one|two|three|four|so|take|do|go|to|hear|i'll|i|a|an",
        )
    {
        from += 1;
    }
    let verbal = (from..end).any(|at| {
        is_one_of(
            words.low(at),
            "it|this|spoke|speak|break|wait|waited|adjourn|suspend|was|were",
        )
    });
    (from < end && end - from <= 10 && !verbal)
        .then(|| text[words.all[from].start..words.all[end - 1].end].to_owned())
}

/// The words after a length of time that say what it is for.
fn title(text: &str, words: &Words, from: usize, stop: usize) -> Option<String> {
    let mut at = from;
    while at < stop
        && is_one_of(
            words.low(at),
            "for|on|to|of|talking|about|is|are|will|be|really|there|a|an|the|with|discussing|in|\
                dedicated|we|giving|spent|and|then",
        )
    {
        at += 1;
    }
    let first = words.all.get(at).filter(|_| at < stop)?;
    let clause = (at + 2..stop).find(|place| {
        matches!(
            words.low(*place),
            "that" | "which" | "who" | "where" | "so" | "followed"
        ) || words.low(*place) == "and"
            && matches!(words.low(place + 1), "i" | "we" | "then" | "i'll" | "we'll")
    });
    let last = words.all.get(clause.unwrap_or(stop).min(at + 14) - 1)?;
    let phrase = &text[first.start..last.end];
    let phrase = phrase
        .split([',', ';', '(', '?'])
        .next()
        .unwrap_or(phrase)
        .trim();
    (phrase.split_whitespace().count() >= 2 || phrase.len() > 5).then(|| phrase.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(String, u32)> {
        let record = Record::from_bytes(format!(">> CHAIR: {text}\n>> ANA LI: Yes.\n").as_bytes());
        record
            .agenda
            .into_iter()
            .map(|item| (item.title, item.minutes))
            .collect()
    }

    #[test]
    fn announced_segments_are_found() {
        assert_eq!(
            items(
                "We will spend twenty minutes on the budget. Then half an hour for open questions."
            ),
            [("budget".into(), 20), ("open questions".into(), 30)]
        );
        assert_eq!(
            items(
                "First we have a 45-minute panel about cables, followed by fifteen minutes of discussion."
            ),
            [("panel about cables".into(), 45), ("discussion".into(), 15)]
        );
    }

    #[test]
    fn limits_and_the_whole_are_no_segments() {
        assert!(items("Speakers have three minutes each. The next hour and a half will be full. I spoke ten minutes ago.").is_empty());
    }
}
