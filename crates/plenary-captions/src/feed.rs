//! The live feed: packets in any order and cut, with deletions, to the same text a file would hold.
//!
//! Text passes three stages. Packets wait while an earlier one of their captioner may still come; then
//! they are runs, which deletions may shorten; behind the reach of deletions they are firm for good.

use std::collections::{BTreeMap, HashMap};

use crate::fragment::{Fragment, fragment};
use crate::record::{Record, Skipped};
use crate::register::Register;

/// The letter that deletes the one before it, as StreamText and steno software send it.
pub const DELETE: u8 = 0x08;
/// How far a deletion may reach, in letters: half a minute of the fastest speech.
const REACH: usize = 2_000;
/// A missing packet is given up when so many later ones of its captioner are there.
const PATIENCE_PACKETS: u64 = 256;
/// A missing packet is given up after so long, in milliseconds.
const PATIENCE: u64 = 15_000;
/// Packets are looked at again when so many bytes wait.
const WAITING_BYTES: usize = 4_096;
/// Faults kept with their words; more are not told one by one.
const FAULTS: usize = 500;

/// What a captioner sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Its place among the packets of the captioner, if the sender counts.
    pub sequence: Option<u64>,
    /// Which captioner.
    pub captioner: u32,
    /// When it came, in milliseconds from any fixed instant, if known.
    pub milliseconds: Option<u64>,
    /// Text in UTF-8 or Windows-1252, cut anywhere, with `DELETE`.
    pub bytes: &'a [u8],
}

/// What became of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is part of the text.
    Placed,
    /// It was there already.
    Repeated,
    /// It came after its place was settled; its words are among the faults.
    Late,
}

#[derive(Debug, Clone)]
struct Waiting {
    arrived: u32,
    captioner: u32,
    sequence: Option<u64>,
    milliseconds: Option<u64>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Run {
    captioner: u32,
    milliseconds: Option<u64>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Default)]
struct Captioner {
    applied: Option<u64>,
    highest: u64,
    given_up: BTreeMap<u64, usize>,
}

/// A session's captions while they come in.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    firm: Vec<u8>,
    times: Vec<(usize, u64)>,
    runs: Vec<Run>,
    run_bytes: usize,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    captioners: HashMap<u32, Captioner>,
    faults: Vec<(usize, String)>,
    last: Option<u64>,
    arrived: u32,
    trace: Option<Trace>,
}

/// Where packets left their letters: by their number of arrival, the first and the last byte of the text they touched.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace {
    pub touched: Vec<(u32, [usize; 2])>,
    /// How far letters may have moved forward since, because one captioner deleted before the other's.
    pub moved: usize,
}

impl Feed {
    /// An empty feed.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty feed that remembers which packet touched which part of the text.
    pub(crate) fn traced() -> Self {
        Feed {
            trace: Some(Trace::default()),
            ..Feed::default()
        }
    }

    /// Takes one packet.
    pub fn push(&mut self, packet: Packet) -> Taken {
        let arrived = self.arrived;
        self.arrived = arrived.saturating_add(1);
        self.last = self.last.max(packet.milliseconds);
        if let Some(sequence) = packet.sequence {
            let captioner = self.captioners.entry(packet.captioner).or_default();
            if let Some(at) = captioner.given_up.remove(&sequence) {
                let words: String = String::from_utf8_lossy(packet.bytes)
                    .chars()
                    .take(80)
                    .collect();
                self.fault(format!(
                    "packet {sequence} came after its place was settled: “{words}”"
                ));
                self.touch(arrived, [at, at]);
                return Taken::Late;
            }
            let applied = captioner.applied.is_some_and(|applied| sequence <= applied);
            if applied
                || self.waiting.iter().any(|other| {
                    other.captioner == packet.captioner && other.sequence == Some(sequence)
                })
            {
                // What it repeats may have gone anywhere.
                self.touch(arrived, [0, usize::MAX]);
                return Taken::Repeated;
            }
            captioner.highest = captioner.highest.max(sequence);
        }
        let at = self.place(&packet);
        self.waiting_bytes += packet.bytes.len();
        self.waiting.insert(
            at,
            Waiting {
                arrived,
                captioner: packet.captioner,
                sequence: packet.sequence,
                milliseconds: packet.milliseconds,
                bytes: packet.bytes.to_vec(),
            },
        );
        if self.waiting_bytes > WAITING_BYTES || self.waiting.len() > WAITING_BYTES {
            self.settle(WAITING_BYTES / 2, packet.milliseconds);
        }
        Taken::Placed
    }

    /// Takes text without number or time, as a raw connection sends it.
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        self.push(Packet {
            bytes,
            ..Packet::default()
        });
    }

    /// Tells the time when nothing comes; what is missing too long is given up.
    pub fn tick(&mut self, milliseconds: u64) {
        if self.waiting.iter().any(|packet| {
            packet
                .milliseconds
                .is_some_and(|at| at.saturating_add(PATIENCE) < milliseconds)
        }) {
            self.settle(0, Some(milliseconds));
        }
    }

    /// Since how many milliseconds no word came; nothing if the feed has no times.
    pub fn quiet_for(&self, now: u64) -> Option<u64> {
        self.last.map(|last| now.saturating_sub(last))
    }

    /// The text no packet can change any more.
    pub fn settled(&self) -> &[u8] {
        &self.firm
    }

    /// The text behind the settled part, as it stands now.
    pub fn open(&self) -> Vec<u8> {
        let mut runs = self.runs.clone();
        for packet in &self.waiting {
            apply(&mut runs, packet);
        }
        runs.into_iter().flat_map(|run| run.bytes).collect()
    }

    /// Who speaks at this moment: the last line that opens a turn, read alone.
    pub fn speaking(&self) -> Option<Fragment> {
        let open = self.open();
        let from = self.firm.len().saturating_sub(WAITING_BYTES);
        let recent: Vec<u8> = self.firm[from..].iter().chain(&open).copied().collect();
        recent
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .rev()
            .map(fragment)
            .find(|found| found.turn)
    }

    /// The record of what has come so far.
    pub fn record(&self, people: &Register) -> Record {
        let mut whole = self.clone();
        whole.finish();
        let mut record = Record::with_times(&whole.firm, people, &whole.times);
        whole.tell_faults(&mut record);
        record
    }

    /// Settles all that came: nothing more will come.
    pub(crate) fn finish(&mut self) {
        while !self.waiting.is_empty() {
            self.apply_first();
        }
        self.firm_up(0);
    }

    /// When which byte of the settled text came, in milliseconds.
    pub(crate) fn times(&self) -> &[(usize, u64)] {
        &self.times
    }

    /// Which packets touched which part of the text; nothing unless it was asked for.
    pub(crate) fn trace(&self) -> Trace {
        self.trace.clone().unwrap_or_default()
    }

    /// Puts what went wrong on the way among what was passed over.
    pub(crate) fn tell_faults(&self, record: &mut Record) {
        for (offset, reason) in &self.faults {
            let line = self.firm[..(*offset).min(self.firm.len())]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
            record.skipped.push(Skipped {
                lines: [line, line],
                reason: reason.clone(),
            });
        }
    }

    fn touch(&mut self, arrived: u32, range: [usize; 2]) {
        if let Some(trace) = &mut self.trace {
            trace.touched.push((arrived, range));
        }
    }

    fn fault(&mut self, reason: String) {
        if self.faults.len() < FAULTS {
            self.faults.push((self.firm.len() + self.run_bytes, reason));
        }
    }

    /// Where a packet belongs among the waiting: after the earlier ones of its captioner.
    fn place(&self, packet: &Packet) -> usize {
        let Some(sequence) = packet.sequence else {
            return self.waiting.len();
        };
        let own = |other: &Waiting| other.captioner == packet.captioner;
        let before = self.waiting.iter().rposition(|other| {
            own(other) && other.sequence.is_some_and(|number| number < sequence)
        });
        let after = self
            .waiting
            .iter()
            .position(|other| own(other) && other.sequence.is_some_and(|number| number > sequence));
        before
            .map(|before| before + 1)
            .filter(|_| after.is_some())
            .or(after)
            .unwrap_or(self.waiting.len())
    }

    /// Applies waiting packets from the front until no more than `keep` bytes wait or one is missing.
    fn settle(&mut self, keep: usize, now: Option<u64>) {
        while let Some(first) = self.waiting.first() {
            if self.waiting_bytes <= keep && self.waiting.len() <= WAITING_BYTES / 2
                || self.must_wait(first, now)
            {
                break;
            }
            self.apply_first();
        }
        self.firm_up(REACH);
    }

    /// Whether a packet before this one may still come.
    fn must_wait(&self, packet: &Waiting, now: Option<u64>) -> bool {
        let Some((sequence, captioner)) =
            packet.sequence.zip(self.captioners.get(&packet.captioner))
        else {
            return false;
        };
        let complete = captioner
            .applied
            .is_some_and(|applied| applied.checked_add(1) == Some(sequence));
        let old = captioner.highest.saturating_sub(sequence) > PATIENCE_PACKETS;
        let late = packet
            .milliseconds
            .zip(now)
            .is_some_and(|(came, now)| came.saturating_add(PATIENCE) < now);
        !(complete || old || late)
    }

    fn apply_first(&mut self) {
        let packet = self.waiting.remove(0);
        self.waiting_bytes -= packet.bytes.len();
        let before = self.firm.len() + self.run_bytes;
        if let Some(sequence) = packet.sequence {
            let captioner = self.captioners.entry(packet.captioner).or_default();
            let missing = captioner.applied.map_or(0, |applied| {
                sequence.saturating_sub(applied.saturating_add(1))
            });
            captioner
                .given_up
                .extend((sequence - missing.min(1_000)..sequence).map(|gap| (gap, before)));
            while captioner.given_up.len() > 2_000 {
                captioner.given_up.pop_first();
            }
            captioner.applied = Some(sequence);
            if missing > 0 {
                self.fault(format!(
                    "{missing} packets are missing before packet {sequence}"
                ));
            }
        }
        let done = apply(&mut self.runs, &packet);
        self.run_bytes = self.runs.iter().map(|run| run.bytes.len()).sum();
        if done.refused > 0 {
            self.fault(format!(
                "a deletion reached {} letters beyond what may still change",
                done.refused
            ));
        }
        let low = self.firm.len() + done.low;
        self.touch(
            packet.arrived,
            [low.min(before), self.firm.len() + done.high],
        );
        if let Some(trace) = &mut self.trace {
            trace.moved += done.inside;
        }
    }

    /// Moves runs behind the reach of deletions to the firm text.
    fn firm_up(&mut self, reach: usize) {
        let mut done = 0;
        while done < self.runs.len()
            && (reach == 0 || self.run_bytes - self.runs[done].bytes.len() >= reach)
        {
            let run = &self.runs[done];
            if let Some(at) = run.milliseconds.filter(|_| !run.bytes.is_empty()) {
                // One time a second is enough.
                if self
                    .times
                    .last()
                    .is_none_or(|(_, before)| before.saturating_add(1_000) <= at)
                {
                    self.times.push((self.firm.len(), at));
                }
            }
            self.firm.extend_from_slice(&run.bytes);
            self.run_bytes -= run.bytes.len();
            done += 1;
        }
        self.runs.drain(..done);
    }
}

/// What applying a packet did, in bytes of the runs.
#[derive(Debug, Default)]
struct Done {
    /// Deletions that found nothing.
    refused: usize,
    /// The least and the greatest length of the runs on the way.
    low: usize,
    high: usize,
    /// How much was deleted before another captioner's letters.
    inside: usize,
}

/// Puts a packet's letters behind the runs and takes away what it deletes.
fn apply(runs: &mut Vec<Run>, packet: &Waiting) -> Done {
    let mut length: usize = runs.iter().map(|run| run.bytes.len()).sum();
    let mut done = Done {
        low: length,
        high: length,
        ..Done::default()
    };
    for part in packet.bytes.split_inclusive(|byte| *byte == DELETE) {
        let (words, delete) = part
            .strip_suffix(&[DELETE])
            .map_or((part, false), |words| (words, true));
        append(runs, packet, words);
        length += words.len();
        done.high = done.high.max(length);
        if delete {
            let (deleted, at_end) = delete_letter(runs, packet.captioner);
            length -= deleted;
            done.refused += usize::from(deleted == 0);
            done.inside += if at_end { 0 } else { deleted };
            done.low = done.low.min(length);
        }
    }
    done
}

fn append(runs: &mut Vec<Run>, packet: &Waiting, words: &[u8]) {
    if words.is_empty() {
        return;
    }
    let second = |at: Option<u64>| at.map(|at| at / 1_000);
    match runs.last_mut() {
        Some(run)
            if run.captioner == packet.captioner
                && second(run.milliseconds) == second(packet.milliseconds)
                && run.bytes.len() < 256 =>
        {
            run.bytes.extend_from_slice(words)
        }
        _ => runs.push(Run {
            captioner: packet.captioner,
            milliseconds: packet.milliseconds,
            bytes: words.to_vec(),
        }),
    }
}

/// Deletes the captioner's own last letter: never a word of the other one at a hand-over. Gives its bytes, and whether
/// it stood at the end.
fn delete_letter(runs: &mut Vec<Run>, captioner: u32) -> (usize, bool) {
    let at_end = runs.last().is_none_or(|run| run.captioner == captioner);
    let mut tail: Vec<u8> = runs
        .iter()
        .rev()
        .filter(|run| run.captioner == captioner)
        .flat_map(|run| run.bytes.iter().rev())
        .take(4)
        .copied()
        .collect();
    tail.reverse();
    let whole = (1..=tail.len()).find(|length| {
        std::str::from_utf8(&tail[tail.len() - length..])
            .is_ok_and(|letter| letter.chars().count() == 1)
    });
    // Bytes that are no UTF-8 are letters of Windows-1252.
    let length = whole.unwrap_or(1).min(tail.len());
    for _ in 0..length {
        let Some(at) = runs
            .iter()
            .rposition(|run| run.captioner == captioner && !run.bytes.is_empty())
        else {
            break;
        };
        runs[at].bytes.pop();
        if runs[at].bytes.is_empty() {
            runs.remove(at);
        }
    }
    (length, at_end)
}

#[cfg(test)]
mod tests;
