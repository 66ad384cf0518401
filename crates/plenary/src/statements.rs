//! Every statement of every store is prepared on both engines: SQL is written once, and this keeps it so.

use std::path::{Path, PathBuf};

use plenary_kit::migrate::{FIRST, KIT, Migration};
use plenary_kit::{
    act, backup, erase, event, follow, mail, migrate, signin, takeover, token, tree, verify, words,
};

use crate::{
    answer, basis, call, caption, comment, docket, document, export, forum, participant, rooms,
    session, transcript,
};

type Statements = &'static [(&'static str, &'static str)];

/// The statements of rooms that have one store.
fn rooms_with_one_store() -> Vec<(&'static str, Statements)> {
    vec![
        ("plenary/src/basis/store.rs", basis::QUERIES),
        ("plenary/src/call/store.rs", call::QUERIES),
        ("plenary/src/caption/store.rs", caption::store::ALL),
        ("plenary/src/comment/store.rs", comment::store::ALL),
        (
            "plenary/src/document/next/store.rs",
            document::next::store::ALL,
        ),
        ("plenary/src/document/store.rs", document::store::ALL),
        ("plenary/src/export/store.rs", export::QUERIES),
        ("plenary/src/forum/store.rs", forum::store::ALL),
        ("plenary/src/participant/store.rs", participant::store::ALL),
        ("plenary/src/session/store.rs", session::store::ALL),
        ("plenary/src/transcript/store.rs", transcript::store::ALL),
        (
            "plenary/src/transcript/store/apart.rs",
            transcript::store::apart::ALL,
        ),
        (
            "plenary/src/transcript/store/read.rs",
            transcript::store::read::ALL,
        ),
        (
            "plenary/src/transcript/store/upload.rs",
            transcript::store::upload::ALL,
        ),
        (
            "plenary/src/transcript/store/search_sqlite.rs",
            transcript::store::search_sqlite::ALL,
        ),
        (
            "plenary/src/docket/store/search_sqlite.rs",
            docket::QUERIES_SQLITE,
        ),
    ]
}

/// The statements by the file that holds them; only SQLite has those of a file that ends in `_sqlite.rs`.
fn stores() -> Vec<(&'static str, Statements)> {
    let mut all = vec![
        ("plenary-kit/src/act.rs", act::ALL),
        ("plenary-kit/src/backup.rs", backup::ALL),
        ("plenary-kit/src/erase.rs", erase::ALL),
        ("plenary-kit/src/event.rs", event::ALL),
        ("plenary-kit/src/follow.rs", follow::ALL),
        ("plenary-kit/src/mail.rs", mail::ALL),
        ("plenary-kit/src/migrate.rs", migrate::ALL),
        ("plenary-kit/src/signin.rs", signin::ALL),
        ("plenary-kit/src/takeover.rs", takeover::ALL),
        ("plenary-kit/src/token.rs", token::ALL),
        ("plenary-kit/src/tree.rs", tree::ALL),
        ("plenary-kit/src/verify.rs", verify::ALL),
        ("plenary-kit/src/words.rs", words::ALL),
    ];
    all.extend(rooms_with_one_store());
    let docket = [
        "store.rs",
        "store/concern.rs",
        "store/counts.rs",
        "store/earlier.rs",
        "store/list.rs",
        "store/shelf.rs",
    ];
    let docket = docket.map(|file| in_room("docket", file));
    all.extend(docket.into_iter().zip(docket::QUERIES));
    let answer =
        ["store.rs", "store/list.rs", "store/place.rs"].map(|file| in_room("answer", file));
    all.extend(answer.into_iter().zip(answer::QUERIES.iter().copied()));
    all
}

fn in_room(room: &str, file: &str) -> &'static str {
    format!("plenary/src/{room}/{file}").leak()
}

fn is_for_sqlite(name: &str) -> bool {
    name.trim_end_matches(".rs").ends_with("_sqlite")
}

/// Writes `?1` as `$1`, as PostgreSQL wants it; a question mark in quotes stays.
fn with_dollars(sql: &str) -> String {
    let mut is_quoted = false;
    let write = |letter: char| match letter {
        '\'' => {
            is_quoted = !is_quoted;
            letter
        }
        '?' if !is_quoted => '$',
        other => other,
    };
    sql.chars().map(write).collect()
}

fn migrations() -> Vec<&'static Migration> {
    let rooms = rooms::ROOMS.migrations.iter().copied().flatten();
    let mut steps: Vec<_> = KIT.iter().chain(rooms).collect();
    steps.sort_by_key(|step| step.number);
    steps
}

#[test]
fn question_marks_become_dollars_outside_quotes() {
    assert_eq!(
        with_dollars("'?1' = ?1 AND b = ?12"),
        "'?1' = $1 AND b = $12"
    );
}

#[test]
fn no_store_is_forgotten() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for sources in ["plenary-kit/src", "plenary/src"] {
        look(&crates.join(sources), &mut found);
    }
    let mut found: Vec<String> = found
        .iter()
        .map(|file| {
            let file = file.strip_prefix(&crates).unwrap();
            file.to_string_lossy().into_owned()
        })
        .collect();
    let mut listed: Vec<&str> = stores().iter().map(|(file, _)| *file).collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
}

/// The files that begin a list of statements on a line of its own.
fn look(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && std::fs::read_to_string(&path)
                .unwrap()
                .lines()
                .any(|line| line == "queries! {")
        {
            found.push(path);
        }
    }
}

#[test]
fn sqlite_takes_every_statement() {
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    conn.execute_batch(FIRST).unwrap();
    for step in migrations() {
        conn.execute_batch(step.sql).unwrap();
    }
    let mut refused = Vec::new();
    for (file, statements) in stores() {
        for (name, sql) in statements {
            refused.extend(
                conn.prepare(sql)
                    .err()
                    .map(|error| format!("{file} {name}: {error}")),
            );
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[tokio::test]
async fn postgresql_takes_every_statement() {
    let Ok(url) = std::env::var("PLENARY_TEST_PG") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "PLENARY_TEST_PG names no PostgreSQL"
        );
        eprintln!("skipped: PLENARY_TEST_PG names no PostgreSQL; cargo xtask test starts one");
        return;
    };
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
        .await
        .unwrap();
    let talking = tokio::spawn(connection);
    let schema = format!("statements_{}", std::process::id());
    // What SQLite calls BLOB is bytea here; the tables are of this test alone.
    let begin = format!(
        "CREATE SCHEMA {schema}; SET search_path TO {schema}; CREATE DOMAIN blob AS bytea; {FIRST}"
    );
    client.batch_execute(&begin).await.unwrap();
    for step in migrations() {
        if !is_for_sqlite(step.name) {
            let outcome = client.batch_execute(step.sql).await;
            outcome.unwrap_or_else(|error| panic!("migration {}: {}", step.name, told(&error)));
        }
    }
    let mut refused = Vec::new();
    for (file, statements) in stores() {
        for (name, sql) in statements.iter().filter(|_| !is_for_sqlite(file)) {
            let prepared = client.prepare(&with_dollars(sql)).await;
            refused.extend(
                prepared
                    .err()
                    .map(|error| format!("{file} {name}: {}", told(&error))),
            );
        }
    }
    client
        .batch_execute(&format!("DROP SCHEMA {schema} CASCADE"))
        .await
        .unwrap();
    talking.abort();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

fn told(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
