//! The writer's promises: a job that fails leaves no trace and spoils no other.

use std::sync::mpsc;

use futures_util::FutureExt;

use super::*;
use crate::given;
use crate::migrate;

/// How an act goes wrong, if it does.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Well,
    Refused,
    HalfWay,
    Panicking,
}

/// Writes its own number, and how many stood there before it: written twice it would come out differently.
struct Note {
    number: i64,
    end: End,
    place: i64,
}

impl Decided for Note {
    type Done = i64;

    fn write(&mut self, tx: &Tx<'_>) -> Result<(), Fault> {
        self.place = tx.number("SELECT COUNT(*) FROM note", given![])?;
        tx.run(
            "INSERT INTO note (number, place) VALUES (?1, ?2)",
            given![self.number, self.place],
        )?;
        match self.end {
            End::HalfWay => Err(Fault::broken("half-way")),
            End::Panicking => panic!("half-way"),
            _ => Ok(()),
        }
    }

    fn done(self) -> i64 {
        self.place
    }
}

fn decide(number: i64, end: End) -> impl FnOnce(&Db<'_>) -> Result<Note, Stop> + Send {
    move |_| match end {
        End::Refused => Err(Stop::NotFound),
        _ => Ok(Note {
            number,
            end,
            place: 0,
        }),
    }
}

fn writer() -> (Writer, tempdir::Dir) {
    let dir = tempdir::Dir::new();
    let conn = Connection::open(dir.path().join("notes.sqlite")).unwrap();
    let tx = Tx::over(&conn);
    migrate::run(&tx, &[]).unwrap();
    tx.script("CREATE TABLE note (number INTEGER PRIMARY KEY, place BIGINT NOT NULL)")
        .unwrap();
    (Writer::start(conn).unwrap(), dir)
}

mod tempdir {
    use std::path::{Path, PathBuf};

    pub struct Dir(PathBuf);

    impl Dir {
        pub fn new() -> Dir {
            let dir =
                std::env::temp_dir().join(format!("plenary-writer-{}", crate::random::token()));
            std::fs::create_dir_all(&dir).unwrap();
            Dir(dir)
        }

        pub fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Dir {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// Holds the writer until everything of one round waits: dropping what it gives lets the round begin.
fn held(writer: &Writer) -> mpsc::Sender<()> {
    let (hold, wait) = mpsc::channel::<()>();
    let writer = writer.clone();
    let (began, begun) = mpsc::channel();
    std::thread::spawn(move || {
        let holding = writer.run(move |_| {
            began.send(()).unwrap();
            // Ends when the test drops its end.
            let _ = wait.recv();
            Ok(())
        });
        assert!(holding.now_or_never().is_none());
    });
    begun.recv().unwrap();
    hold
}

fn notes(writer: &Writer) -> Vec<(i64, i64)> {
    let read = writer.run(|tx| {
        Ok(tx.all(
            "SELECT number, place FROM note ORDER BY number",
            given![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    });
    runtime().block_on(read).unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// All acts in one round, in their order; what each was answered.
fn round(writer: &Writer, acts: &[(i64, End)]) -> Vec<Result<i64, Stop>> {
    let hold = held(writer);
    let waiting = acts
        .iter()
        .map(|(number, end)| writer.act(decide(*number, *end)));
    let all = futures_util::future::join_all(waiting);
    runtime().block_on(async move {
        let mut all = std::pin::pin!(all);
        // Once looked at, every act stands in the queue.
        assert!(all.as_mut().now_or_never().is_none());
        drop(hold);
        all.await
    })
}

#[test]
fn an_act_that_fails_half_way_undoes_only_itself() {
    for end in [End::HalfWay, End::Panicking] {
        let (writer, _dir) = writer();
        let told = round(
            &writer,
            &[
                (1, End::Well),
                (2, End::Well),
                (3, end),
                (4, End::Refused),
                (5, End::Well),
                (6, end),
                (7, End::Well),
            ],
        );
        let places: Vec<Option<i64>> = told.into_iter().map(Result::ok).collect();
        assert_eq!(
            places,
            [Some(0), Some(1), None, None, Some(2), None, Some(3)]
        );
        assert_eq!(notes(&writer), [(1, 0), (2, 1), (5, 2), (7, 3)]);
    }
}

#[test]
fn what_tends_a_table_is_kept_when_a_later_act_of_the_round_fails() {
    let (writer, _dir) = writer();
    let hold = held(&writer);
    let tend = |number: i64, fails: bool| {
        writer.run(move |tx| {
            tx.run(
                "INSERT INTO note (number, place) VALUES (?1, -1)",
                given![number],
            )?;
            match fails {
                true => Err(Stop::NotFound),
                false => Ok(()),
            }
        })
    };
    let all = async {
        let told = tokio::join!(
            writer.act(decide(1, End::Well)),
            tend(2, false),
            writer.act(decide(3, End::Well)),
            tend(4, true),
            writer.act(decide(5, End::HalfWay)),
            writer.act(decide(6, End::Well)),
        );
        [
            told.0.is_ok(),
            told.1.is_ok(),
            told.2.is_ok(),
            told.3.is_ok(),
            told.4.is_ok(),
            told.5.is_ok(),
        ]
    };
    let told = runtime().block_on(async move {
        let mut all = std::pin::pin!(all);
        assert!(all.as_mut().now_or_never().is_none());
        drop(hold);
        all.await
    });
    assert_eq!(told, [true, true, true, false, false, true]);
    assert_eq!(notes(&writer), [(1, 0), (2, -1), (3, 2), (6, 3)]);
}
