//! Swapping the program: a forum made by the first released schema goes on under this one, with a copy made first.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::program::Home;

/// Puts the forum of the first release into the directory.
fn lay_out(dir: &Path) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/first-release");
    std::fs::create_dir(dir).unwrap();
    for name in ["ledger.key", "secret", "erasures.jsonl"] {
        std::fs::copy(kept.join(name), dir.join(name)).unwrap();
    }
    let database = std::fs::File::create(dir.join("plenary.sqlite")).unwrap();
    let unpacked = Command::new("gzip")
        .args(["--decompress", "--stdout"])
        .arg(kept.join("plenary.sqlite.gz"))
        .stdout(Stdio::from(database))
        .status()
        .unwrap();
    assert!(unpacked.success());
}

fn copies(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_copy = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("before-upgrade-")
    };
    entries.filter(is_copy).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_of_the_first_release_goes_on_under_this_program() {
    let home = Home::new();
    let dir = home.path("forum");
    lay_out(&dir);
    let serving = home.serve(&[]);
    assert_eq!(
        copies(&dir).len(),
        1,
        "a copy is made before the tables change"
    );
    let answered = serving.get("/items/1").body;
    assert!(answered.contains("Nine hours of <strong>silence</strong> on the coast."));
    assert!(answered.contains("The text says so already, in its second part."));
    let erased = serving.get("/items/2").body;
    assert!(erased.contains("Asked by the author") && !erased.contains("taken back"));
    assert_eq!(
        serving.get("/items/FZ5WV-W1NKW").status,
        404,
        "what is GREEN stays so"
    );
    assert_eq!(
        serving.get("/items/3").status,
        404,
        "who never confirmed is not shown"
    );
    let found = serving.get("/docket?q=silence").body;
    assert!(found.contains("href=\"/items/1\""), "the index is read");
    let page = serving.contribute(
        "Gale Winter",
        "gale.winter@example.org",
        "The mast held this time.",
    );
    assert!(
        page.body.contains("/items/4/receipt"),
        "numbers go on where they were"
    );
    serving.stop();
    let said = home.does(&["verify", "forum"]);
    assert!(said.starts_with("The ledger is consistent"), "{said}");
    home.does(&["rebuild", "--data", "forum"]);
    let again = home.serve(&[]);
    assert_eq!(
        again.get("/items/4").status,
        404,
        "it waits for its confirmation"
    );
    again.stop();
    assert_eq!(
        copies(&dir).len(),
        1,
        "nothing is left to change the second time"
    );
}
