//! The one writer: a thread that groups waiting jobs into one durable commit and answers only after the sync.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;
use tokio::sync::{oneshot, watch};

use crate::db::{Tx, storage};
use crate::event;
use crate::fault::{Fault, Stop};

/// The most acts that share one commit.
pub const ACTS_PER_COMMIT: usize = 256;
/// How many acts may wait before a door has to: a bound on memory.
const ACTS_WAITING: usize = 4_096;

/// What a job leaves to be done once its fate on the disk is known.
type Answer = Box<dyn FnOnce(Result<(), Fault>) + Send>;
/// A job: works inside its own savepoint, says whether its work shall stay, and how to answer. Given a fault instead of
/// a transaction it only answers.
type Job = Box<dyn FnOnce(Result<&Tx<'_>, Fault>) -> (bool, Answer) + Send>;

/// A handle to the writer thread.
#[derive(Clone)]
pub struct Writer {
    jobs: SyncSender<Job>,
    length: watch::Receiver<u64>,
}

impl Writer {
    /// Starts the thread over a connection of its own.
    pub(crate) fn start(conn: Connection) -> Result<Writer, Fault> {
        let (jobs, waiting) = sync_channel(ACTS_WAITING);
        let (tell, length) = watch::channel(event::length(&Tx::over(&conn))?);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || work(&conn, &waiting, &tell))?;
        Ok(Writer { jobs, length })
    }

    /// The ledger's length after the last commit; it can be waited on.
    pub fn length(&self) -> watch::Receiver<u64> {
        self.length.clone()
    }

    /// Runs `job` in the writer and answers once its work is on the disk; a `Stop` leaves no trace.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            let outcome = match tx {
                Ok(tx) => catch_unwind(AssertUnwindSafe(|| job(tx))).unwrap_or_else(|_| {
                    Err(Stop::Fault(Fault::broken("an act panicked; it was undone")))
                }),
                Err(fault) => Err(Stop::Fault(fault)),
            };
            let keep = outcome.is_ok();
            let answer: Answer = Box::new(move |synced| {
                // A reader who went away meanwhile loses only the answer, not the act.
                let _ = reply
                    .send(outcome.and_then(|value| synced.map(|()| value).map_err(Stop::Fault)));
            });
            (keep, answer)
        });
        let jobs = self.jobs.clone();
        send(&jobs, job).await?;
        answer.await.map_err(|_| Stop::Fault(Fault::Stopping))?
    }
}

/// Hands over a job, waiting off the runtime's threads when the queue is full.
async fn send(jobs: &SyncSender<Job>, job: Job) -> Result<(), Stop> {
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

fn work(conn: &Connection, waiting: &Receiver<Job>, tell: &watch::Sender<u64>) {
    while let Ok(first) = waiting.recv() {
        let mut round = vec![first];
        round.extend(waiting.try_iter().take(ACTS_PER_COMMIT - 1));
        commit_round(conn, round);
        if let Ok(length) = event::length(&Tx::over(conn)) {
            tell.send_if_modified(|known| std::mem::replace(known, length) != length);
        }
    }
}

/// One transaction for the whole round; every job has a savepoint, so one refusal undoes only itself.
fn commit_round(conn: &Connection, round: Vec<Job>) {
    let tx = Tx::over(conn);
    let mut state = tx.script("BEGIN IMMEDIATE");
    let mut answers = Vec::with_capacity(round.len());
    for job in round {
        answers.push(one_job(&tx, &mut state, job));
    }
    let synced = state.and_then(|()| conn.execute_batch("COMMIT").map_err(storage));
    if let Err(fault) = &synced {
        tracing::error!(%fault, "a commit did not come through; its acts were refused");
        // Nothing of the round may stay. The rollback itself fails when the engine has already rolled back.
        let _ = conn.execute_batch("ROLLBACK");
    }
    for answer in answers {
        answer(synced.clone());
    }
}

/// Runs one job unless the round is already lost; a savepoint that cannot be ended loses the round.
fn one_job(tx: &Tx<'_>, state: &mut Result<(), Fault>, job: Job) -> Answer {
    if state.is_ok() {
        *state = tx.run("SAVEPOINT act", &[]).map(|_| ());
    }
    if let Err(fault) = state {
        return job(Err(fault.clone())).1;
    }
    let (keep, answer) = job(Ok(tx));
    let undone = if keep {
        Ok(0)
    } else {
        tx.run("ROLLBACK TO act", &[])
    };
    *state = undone.and_then(|_| tx.run("RELEASE act", &[])).map(|_| ());
    answer
}
