//! Long work on all processors: batches are worked on side by side, and what came of them is seen in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::fault::Fault;

/// How many batches may wait at each place: a bound on memory.
const WAITING: usize = 4;
/// More threads than this have no more to do: reading and seeing are one thread each.
const WORKERS: usize = 8;

/// Lets `feed` hand out batches on this thread, `work` make something of each on all processors, and `see` take that in
/// the order of the batches on a thread of its own. The first fault ends it; one of `see` counts before one of `feed`.
pub(crate) fn in_order<T: Send, U: Send>(
    feed: impl FnOnce(&mut dyn FnMut(T) -> Result<(), Fault>) -> Result<(), Fault>,
    work: impl Fn(T) -> U + Sync,
    mut see: impl FnMut(U) -> Result<(), Fault> + Send,
) -> Result<(), Fault> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let mut benches: Vec<SyncSender<T>> = Vec::new();
        let mut ready: Vec<Receiver<U>> = Vec::new();
        for _ in 0..workers.min(WORKERS) {
            let (give, take) = sync_channel(WAITING);
            let (done, seen) = sync_channel(WAITING);
            let work = &work;
            // It ends when nothing more is given, or nobody looks at what is done.
            scope.spawn(move || take.iter().all(|batch| done.send(work(batch)).is_ok()));
            benches.push(give);
            ready.push(seen);
        }
        let seeing = scope.spawn(move || {
            // Batches went out in turn, so the first bench that has nothing more to show is the end of all.
            let turns = ready.iter().cycle();
            turns
                .map_while(|bench| bench.recv().ok())
                .try_for_each(&mut see)
        });
        let mut turn = 0;
        let fed = feed(&mut |batch| {
            let bench = &benches[turn % benches.len()];
            turn += 1;
            bench.send(batch).map_err(|_| Fault::Stopping)
        });
        drop(benches);
        match seeing.join() {
            Ok(seen) => seen.and(fed),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Rows gathered into batches that are neither long nor heavy.
pub(crate) struct Batch<T> {
    rows: Vec<T>,
    bytes: usize,
}

impl<T> Batch<T> {
    const ROWS: usize = 1_000;
    const BYTES: usize = 1 << 20;

    /// Nothing gathered yet.
    pub fn new() -> Batch<T> {
        Batch {
            rows: Vec::new(),
            bytes: 0,
        }
    }

    /// Adds a row of so many bytes; gives the batch when it is full.
    pub fn add(&mut self, row: T, bytes: usize) -> Option<Vec<T>> {
        self.rows.push(row);
        self.bytes += bytes;
        (self.rows.len() >= Self::ROWS || self.bytes >= Self::BYTES).then(|| self.take())
    }

    /// What is left.
    pub fn take(&mut self) -> Vec<T> {
        self.bytes = 0;
        std::mem::take(&mut self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_the_batches_is_seen_in_their_order() {
        let mut seen = Vec::new();
        let feed = |push: &mut dyn FnMut(u64) -> Result<(), Fault>| (0..100).try_for_each(push);
        in_order(
            feed,
            |number| number * number,
            |square| {
                seen.push(square);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..100).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn a_fault_on_either_side_ends_it() {
        let endless = |push: &mut dyn FnMut(u64) -> Result<(), Fault>| (0..).try_for_each(push);
        let refuse = |number| match number {
            500 => Err(Fault::broken("enough")),
            _ => Ok(()),
        };
        let told = in_order(endless, |number| number, refuse).unwrap_err();
        assert_eq!(told.to_string(), "broken: enough");
        let short = |push: &mut dyn FnMut(u64) -> Result<(), Fault>| {
            push(1)?;
            Err(Fault::broken("unreadable"))
        };
        let told = in_order(short, |number| number, |_| Ok(())).unwrap_err();
        assert_eq!(told.to_string(), "broken: unreadable");
    }

    #[test]
    fn a_batch_is_full_by_rows_or_by_bytes() {
        let mut batch = Batch::new();
        assert_eq!(batch.add(1, 10), None);
        assert_eq!(batch.add(2, Batch::<i32>::BYTES), Some(vec![1, 2]));
        assert_eq!(batch.add(3, 10), None);
        assert_eq!(batch.take(), vec![3]);
    }
}
