//! An import is there whole or not at all, whenever it is stopped, and is simply run again.

use std::process::{Command, Stdio};

use crate::program::{Home, wait_for};

/// An import is stopped when this is there of the forum it makes: its directory, its database, its comparison.
const STOPS: [&str; 3] = [".", "plenary.sqlite", "import-check"];

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_stopped_leaves_no_half_forum_and_is_run_again() {
    let home = Home::new();
    let paths = ["forum", "out", "second"].map(|name| home.path(name));
    let [forum, folder, second] = [0, 1, 2].map(|at: usize| paths[at].to_str().unwrap());
    let now = plenary_kit::time::Clock::System.now();
    let (place, address) = (paths[0].clone(), "http://127.0.0.1:8080");
    let built = plenary::demo::build(&place, now, address, |_, _| ()).await;
    built.unwrap();
    home.does(&["export", "--data", forum, "--cycle", "2026", folder]);
    let import = ["import", folder, "--data", second, "--json"];
    let mut stopped = 0;
    for stop in STOPS {
        let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(import)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let made = home.path("second.importing").join(stop);
        let is_over = wait_for(stop, || match child.try_wait().unwrap() {
            Some(_) => Some(true),
            None => made.exists().then_some(false),
        });
        child.kill().unwrap();
        child.wait().unwrap();
        match home.path("second").join("plenary.sqlite").exists() {
            // It was quicker: the forum is whole, and in its place.
            true => {
                home.does(&["verify", second]);
                std::fs::remove_dir_all(second).unwrap();
            }
            false => stopped += usize::from(!is_over),
        }
    }
    assert!(stopped > 0, "no import was stopped half-way");
    let told = home.does(&import);
    assert!(told.contains("2026"), "{told}");
    home.does(&["verify", second]);
    assert!(!home.path("second.importing").exists());
    home.fails(&import);
}
