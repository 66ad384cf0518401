//! A feed that has ended: its text, when each word came, and which packets hold which words.
//!
//! Whoever must destroy words wherever they stand needs the packets they came in, with what was typed there and deleted.

use crate::feed::{Feed, Packet};
use crate::lines;
use crate::record::{LineRange, Record};
use crate::register::Register;

/// All that came, deletions done.
#[derive(Debug, Clone)]
pub struct Fed {
    feed: Feed,
}

impl Fed {
    /// Hears packets in the order in which they came.
    pub fn of<'a>(packets: impl IntoIterator<Item = Packet<'a>>) -> Fed {
        let mut feed = Feed::traced();
        for packet in packets {
            feed.push(packet);
        }
        feed.finish();
        Fed { feed }
    }

    /// The text as a file would hold it.
    pub fn bytes(&self) -> &[u8] {
        self.feed.settled()
    }

    /// The record with the times of the feed, counted from its first word, and with the packets of each paragraph.
    pub fn record(&self, people: &Register) -> Record {
        let began = self.feed.times().first().map(|(_, at)| *at);
        let since = |at: u64| at.saturating_sub(began.unwrap_or(0));
        let times = self.feed.times().iter();
        let times: Vec<(usize, u64)> = times.map(|(offset, at)| (*offset, since(*at))).collect();
        let mut record = Record::with_times(self.bytes(), people, &times);
        self.feed.tell_faults(&mut record);
        record.began = began;
        if !record.is_page() && !is_wide(self.bytes()) {
            self.tell_packets(&mut record);
        }
        record
    }

    fn tell_packets(&self, record: &mut Record) {
        let lines: Vec<(usize, usize)> = lines::physical_bytes(self.bytes()).collect();
        let trace = self.feed.trace();
        let paragraphs = record
            .turns
            .iter_mut()
            .flat_map(|turn| &mut turn.paragraphs);
        for paragraph in paragraphs {
            let Some([from, to]) = bytes_of(&lines, paragraph.lines) else {
                continue;
            };
            let from = from.saturating_sub(trace.moved);
            let to = to.saturating_add(trace.moved);
            let touched = trace.touched.iter();
            // What left no letter, because it came late or was deleted, belongs to both sides of its place.
            let is_held = |low: usize, high: usize| match low == high {
                true => low <= to && high >= from,
                false => low < to && high > from,
            };
            let held = touched.filter(|(_, [low, high])| is_held(*low, *high));
            paragraph.packets = ranges(held.map(|(packet, _)| *packet).collect());
        }
    }
}

/// Text in 16-bit units, whose bytes say nothing of lines.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// First byte and the byte after the last of some lines; whole lines, because a word less would be a word too few.
fn bytes_of(lines: &[(usize, usize)], [first, last]: LineRange) -> Option<[usize; 2]> {
    let line = |number: u32| lines.get(usize::try_from(number).ok()?.checked_sub(1)?);
    Some([line(first)?.0, line(last)?.1])
}

/// Numbers as ranges, first and last.
fn ranges(mut numbers: Vec<u32>) -> Vec<[u32; 2]> {
    numbers.sort_unstable();
    let mut all: Vec<[u32; 2]> = Vec::new();
    for number in numbers {
        match all.last_mut() {
            Some([_, last]) if number <= last.saturating_add(1) => *last = number,
            _ => all.push([number, number]),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(sequence: u64, seconds: u64, bytes: &str) -> Packet<'_> {
        Packet {
            sequence: Some(sequence),
            milliseconds: Some(1_700_000_000_000 + seconds * 1_000),
            bytes: bytes.as_bytes(),
            ..Packet::default()
        }
    }

    #[test]
    fn times_count_from_the_first_word_and_packets_are_told_by_paragraph() {
        let fed = Fed::of([
            packet(1, 0, ">> ANA: One here.\n"),
            packet(2, 4, ">> BEN: Tow"),
            packet(3, 5, "\u{8}\u{8}wo here.\n>> CAM: "),
            packet(4, 9, "Three here.\n"),
        ]);
        let record = fed.record(&Register::default());
        assert_eq!(record.began, Some(1_700_000_000_000));
        let told: Vec<_> = record
            .turns
            .iter()
            .flat_map(|turn| &turn.paragraphs)
            .collect();
        assert_eq!(told[1].milliseconds, Some([4_000, 5_000]));
        assert_eq!(told[0].packets, [[0, 0]]);
        assert_eq!(told[1].packets, [[1, 2]]);
        assert_eq!(told[2].packets, [[2, 3]]);
    }

    #[test]
    fn what_came_late_belongs_to_the_place_where_it_is_missing() {
        let lines: Vec<String> = (0..600)
            .map(|at| format!(">> ANA: Line {at} stands here.\n"))
            .collect();
        let numbered = |at: usize| packet(at as u64, at as u64, &lines[at]);
        let all = (0..600).filter(|at| *at != 40).chain([40]);
        let fed = Fed::of(all.map(numbered));
        let record = fed.record(&Register::default());
        let late: Vec<u32> = record
            .turns
            .iter()
            .flat_map(|turn| &turn.paragraphs)
            .filter(|paragraph| paragraph.packets.iter().any(|[_, last]| *last == 599))
            .map(|paragraph| paragraph.lines[0])
            .collect();
        assert!(late.contains(&41) && late.len() <= 3, "{late:?}");
    }

    #[test]
    fn without_times_there_are_none() {
        let bytes = Packet {
            bytes: b">> ANA: One.\n",
            ..Packet::default()
        };
        let record = Fed::of([bytes]).record(&Register::default());
        assert_eq!(record.began, None);
        assert_eq!(record.turns[0].milliseconds, None);
        assert_eq!(record.turns[0].paragraphs[0].packets, [[0, 0]]);
    }
}
