//! When each paragraph and turn was said, from the times of a feed or a cue file.

use crate::record::Record;

/// The time of a place in the text; the end is filled in later.
pub(super) fn span(times: &[(usize, u64)], start: usize) -> Option<[u64; 2]> {
    let place = times.partition_point(|(offset, _)| *offset <= start);
    let at = times.get(place.saturating_sub(1))?.1;
    Some([at, at])
}

/// Each paragraph ends where the next begins, the last one with the feed.
pub(super) fn close_times(record: &mut Record, times: &[(usize, u64)]) {
    let Some((_, mut end)) = times.last().copied() else {
        return;
    };
    for turn in record.turns.iter_mut().rev() {
        for paragraph in turn.paragraphs.iter_mut().rev() {
            if let Some([start, last]) = &mut paragraph.milliseconds {
                *last = end.max(*start);
                end = *start;
            }
        }
        let first = turn
            .paragraphs
            .first()
            .and_then(|paragraph| paragraph.milliseconds);
        let last = turn
            .paragraphs
            .last()
            .and_then(|paragraph| paragraph.milliseconds);
        turn.milliseconds = first.zip(last).map(|(first, last)| [first[0], last[1]]);
    }
}
