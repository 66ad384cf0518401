//! The one writer: a thread that groups waiting jobs into one durable commit and answers only after the sync.
//!
//! Every job stands alone: one that fails leaves no trace and spoils no other. A savepoint around each would promise
//! that, but makes the engine set aside every page an act touches, act by act: half of what acts cost. So an act reads
//! and decides first, and what it decided can be written again. When one fails half-way - a fault, never a refusal,
//! which comes before anything is written - the round goes back to where it was sure and writes the acts before it again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{oneshot, watch};

use crate::db::{Db, Tx, storage};
use crate::event;
use crate::fault::{Fault, Stop};

/// The most acts that share one commit.
pub const ACTS_PER_COMMIT: usize = 256;
/// How many acts may wait before a door has to: a bound on memory.
const ACTS_WAITING: usize = 4_096;
/// How long a round waits in all for as many acts as the last one had: about what the disk takes for a commit.
const LINGER: Duration = Duration::from_millis(1);

/// What an act decided: it can be written onto the same tables again, and comes out the same.
pub(crate) trait Decided: Send + 'static {
    /// What the act answers.
    type Done: Send + 'static;

    /// Writes it; no clock, no chance.
    fn write(&mut self, tx: &Tx<'_>) -> Result<(), Fault>;

    /// The answer, after it was written.
    fn done(self) -> Self::Done;
}

/// A handle to the writer thread.
#[derive(Clone)]
pub struct Writer {
    jobs: SyncSender<Box<dyn Job>>,
    length: watch::Receiver<u64>,
    rounds: Arc<AtomicU64>,
}

impl Writer {
    /// Starts the thread over a connection of its own.
    pub(crate) fn start(conn: Connection) -> Result<Writer, Fault> {
        let (jobs, waiting) = sync_channel(ACTS_WAITING);
        let (tell, length) = watch::channel(event::length(&Tx::over(&conn))?);
        let rounds = Arc::new(AtomicU64::new(0));
        let ended = rounds.clone();
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || work(&conn, &waiting, &tell, &ended))?;
        Ok(Writer {
            jobs,
            length,
            rounds,
        })
    }

    /// How many rounds have ended: as long as it stays the same, so do the tables. It is counted before a round is answered.
    pub(crate) fn rounds(&self) -> u64 {
        self.rounds.load(Ordering::Acquire)
    }

    /// The ledger's length after the last commit; it can be waited on.
    pub fn length(&self) -> watch::Receiver<u64> {
        self.length.clone()
    }

    /// Lets `decide` read, writes what it decided, and answers once that is on the disk; a `Stop` leaves no trace.
    pub(crate) async fn act<W: Decided>(
        &self,
        decide: impl FnOnce(&Db<'_>) -> Result<W, Stop> + Send + 'static,
    ) -> Result<W::Done, Stop> {
        let (reply, answer) = oneshot::channel();
        let job = ActJob {
            decide: Some(decide),
            decided: None,
            reply,
        };
        send(&self.jobs, Box::new(job)).await?;
        answer.await.map_err(|_| Stop::Fault(Fault::Stopping))?
    }

    /// Runs `job` by itself between the acts and answers once its work is on the disk; a `Stop` leaves no trace.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        let (reply, answer) = oneshot::channel();
        let job = TendJob {
            work: Some(job),
            outcome: None,
            reply,
        };
        send(&self.jobs, Box::new(job)).await?;
        answer.await.map_err(|_| Stop::Fault(Fault::Stopping))?
    }
}

/// Hands over a job, waiting off the runtime's threads when the queue is full.
async fn send(jobs: &SyncSender<Box<dyn Job>>, job: Box<dyn Job>) -> Result<(), Stop> {
    use std::sync::mpsc::TrySendError;
    match jobs.try_send(job) {
        Ok(()) => Ok(()),
        Err(TrySendError::Disconnected(_)) => Err(Stop::Fault(Fault::Stopping)),
        Err(TrySendError::Full(job)) => {
            let jobs = jobs.clone();
            let sent = tokio::task::spawn_blocking(move || jobs.send(job)).await;
            match sent {
                Ok(Ok(())) => Ok(()),
                _ => Err(Stop::Fault(Fault::Stopping)),
            }
        }
    }
}

/// What a job left in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// Its work.
    Work,
    /// Nothing: it was refused before it wrote.
    Nothing,
    /// Perhaps a part of its work, which has to go.
    Debris,
}

trait Job: Send {
    /// Does the work; a panic in it becomes its fault.
    fn carry_out(&mut self, tx: &Tx<'_>) -> Left;

    /// Writes the same again, if that can be done.
    fn again(&mut self, tx: &Tx<'_>) -> Result<(), Fault>;

    /// Whether [`Job::again`] can be done.
    fn can_repeat(&self) -> bool;

    /// Answers, now that its fate on the disk is known.
    fn answer(self: Box<Self>, synced: Result<(), Fault>);
}

struct ActJob<D, W: Decided> {
    decide: Option<D>,
    decided: Option<Result<W, Stop>>,
    reply: oneshot::Sender<Result<W::Done, Stop>>,
}

impl<D, W> Job for ActJob<D, W>
where
    D: FnOnce(&Db<'_>) -> Result<W, Stop> + Send,
    W: Decided,
{
    fn carry_out(&mut self, tx: &Tx<'_>) -> Left {
        let Some(decide) = self.decide.take() else {
            return Left::Nothing;
        };
        let (left, decided) = match caught(|| decide(tx)) {
            Err(stop) => (Left::Nothing, Err(stop)),
            Ok(mut decided) => match caught(|| decided.write(tx).map_err(Stop::Fault)) {
                Ok(()) => (Left::Work, Ok(decided)),
                Err(stop) => (Left::Debris, Err(stop)),
            },
        };
        self.decided = Some(decided);
        left
    }

    fn again(&mut self, tx: &Tx<'_>) -> Result<(), Fault> {
        match &mut self.decided {
            Some(Ok(decided)) => decided.write(tx),
            _ => Ok(()),
        }
    }

    fn can_repeat(&self) -> bool {
        true
    }

    fn answer(self: Box<Self>, synced: Result<(), Fault>) {
        let done = self.decided.map(|decided| decided.map(W::done));
        tell(self.reply, done, synced);
    }
}

struct TendJob<J, T> {
    work: Option<J>,
    outcome: Option<Result<T, Stop>>,
    reply: oneshot::Sender<Result<T, Stop>>,
}

impl<J, T> Job for TendJob<J, T>
where
    J: FnOnce(&Tx<'_>) -> Result<T, Stop> + Send,
    T: Send,
{
    fn carry_out(&mut self, tx: &Tx<'_>) -> Left {
        let Some(work) = self.work.take() else {
            return Left::Nothing;
        };
        let outcome = caught(|| work(tx));
        let left = match outcome {
            Ok(_) => Left::Work,
            Err(_) => Left::Debris,
        };
        self.outcome = Some(outcome);
        left
    }

    fn again(&mut self, _: &Tx<'_>) -> Result<(), Fault> {
        Err(Fault::broken("what tends a table is done once"))
    }

    fn can_repeat(&self) -> bool {
        false
    }

    fn answer(self: Box<Self>, synced: Result<(), Fault>) {
        tell(self.reply, self.outcome, synced);
    }
}

fn caught<T>(work: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Stop::Fault(Fault::broken("an act panicked; it was undone"))))
}

/// A job that never came to its turn fails as the round did. A reader who went away meanwhile loses only the answer.
fn tell<T>(
    reply: oneshot::Sender<Result<T, Stop>>,
    outcome: Option<Result<T, Stop>>,
    synced: Result<(), Fault>,
) {
    let outcome = match (outcome, synced) {
        (Some(Ok(value)), Ok(())) => Ok(value),
        (Some(Ok(_)), Err(fault)) => Err(Stop::Fault(fault)),
        (Some(Err(stop)), _) => Err(stop),
        (None, synced) => Err(Stop::Fault(synced.err().unwrap_or(Fault::Stopping))),
    };
    let _ = reply.send(outcome);
}

fn work(
    conn: &Connection,
    waiting: &Receiver<Box<dyn Job>>,
    tell: &watch::Sender<u64>,
    rounds: &AtomicU64,
) {
    let mut expected = 1;
    while let Ok(first) = waiting.recv() {
        let mut round = Round::begin(conn);
        round.take(first);
        round.gather(waiting, expected);
        expected = round.jobs.len();
        round.end(rounds);
        if let Ok(length) = event::length(&Tx::over(conn)) {
            tell.send_if_modified(|known| std::mem::replace(known, length) != length);
        }
    }
}

/// The jobs of one transaction.
struct Round<'a> {
    conn: &'a Connection,
    tx: Tx<'a>,
    /// A round that cannot go on is lost as a whole.
    state: Result<(), Fault>,
    jobs: Vec<Box<dyn Job>>,
    /// The acts written since the savepoint, by their place in `jobs`.
    since: Vec<usize>,
}

impl<'a> Round<'a> {
    fn begin(conn: &'a Connection) -> Round<'a> {
        let tx = Tx::over(conn);
        let begun = tx.run("BEGIN IMMEDIATE", &[]);
        Round {
            state: begun.and_then(|_| tx.run("SAVEPOINT sure", &[]).map(|_| ())),
            conn,
            tx,
            jobs: Vec::new(),
            since: Vec::new(),
        }
    }

    /// Takes what waits; when the queue runs dry before it is as long as the last round, it waits a moment for more.
    ///
    /// Whoever was answered together comes back together: without the wait the first of them would have the disk alone.
    fn gather(&mut self, waiting: &Receiver<Box<dyn Job>>, expected: usize) {
        let mut patience = LINGER;
        while self.jobs.len() < ACTS_PER_COMMIT {
            if let Ok(job) = waiting.try_recv() {
                self.take(job);
                continue;
            }
            if self.jobs.len() >= expected || patience.is_zero() {
                return;
            }
            let began = Instant::now();
            match waiting.recv_timeout(patience) {
                Ok(job) => self.take(job),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
            patience = patience.saturating_sub(began.elapsed());
        }
    }

    fn take(&mut self, mut job: Box<dyn Job>) {
        if self.state.is_ok() {
            self.state = self.carry_out(job.as_mut());
        }
        self.jobs.push(job);
    }

    fn carry_out(&mut self, job: &mut dyn Job) -> Result<(), Fault> {
        if !job.can_repeat() {
            self.be_sure()?;
        }
        match job.carry_out(&self.tx) {
            Left::Nothing => Ok(()),
            Left::Debris => self.go_back(),
            Left::Work if job.can_repeat() => {
                self.since.push(self.jobs.len());
                Ok(())
            }
            Left::Work => self.be_sure(),
        }
    }

    /// From here on nothing before is written again.
    fn be_sure(&mut self) -> Result<(), Fault> {
        self.since.clear();
        self.tx.run("RELEASE sure", &[])?;
        self.tx.run("SAVEPOINT sure", &[]).map(|_| ())
    }

    /// Back to where the round was sure, and forward again without the job that failed.
    fn go_back(&mut self) -> Result<(), Fault> {
        self.tx.run("ROLLBACK TO sure", &[])?;
        for place in &self.since {
            let job = &mut self.jobs[*place];
            let written = catch_unwind(AssertUnwindSafe(|| job.again(&self.tx)));
            written.unwrap_or_else(|_| Err(Fault::broken("an act panicked; it was undone")))?;
        }
        Ok(())
    }

    fn end(self, rounds: &AtomicU64) {
        let commit = || self.tx.run("COMMIT", &[]).map(|_| ());
        let synced = self.state.and_then(|()| commit());
        if let Err(fault) = &synced {
            tracing::error!(%fault, "a commit did not come through; its acts were refused");
            // Nothing of the round may stay. The rollback itself fails when the engine has already rolled back.
            let _ = self.conn.execute_batch("ROLLBACK").map_err(storage);
        }
        rounds.fetch_add(1, Ordering::Release);
        for job in self.jobs {
            job.answer(synced.clone());
        }
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
