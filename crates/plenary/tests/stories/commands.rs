//! The operator's day: make, serve, verify, copy, erase, restore.

use super::program::{Home, holds, wait_for};

const NAME: &str = "Amina Diallo-Nkemelu";
const ADDRESS: &str = "amina.diallo@example.net";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filed_verifies_and_an_erasure_survives_the_restoring_of_an_older_backup() {
    let home = Home::new();
    home.forum().await;
    file_and_check_the_receipt(&home);
    let said = home.does(&["verify", "forum"]);
    assert!(said.starts_with("The ledger is consistent"), "{said}");
    home.does(&["rebuild", "--data", "forum"]);
    home.does(&["backup", "--data", "forum", "copy"]);
    one_changed_byte_is_found(&home);
    home.does(&[
        "participant",
        "--data",
        "forum",
        "erase",
        ADDRESS,
        "--rule",
        "Request of 3 March",
    ]);
    assert!(
        !holds(&home.path("forum/plenary.sqlite"), NAME)
            && !holds(&home.path("forum/plenary.sqlite-wal"), NAME)
    );
    restore(&home);
}

fn file_and_check_the_receipt(home: &Home) {
    let serving = home.serve(&[]);
    let second = home.fails(&["serve", "--data", "forum", "--listen", "127.0.0.1:0"]);
    assert!(second.contains("another program is using"), "{second}");
    let page = serving.contribute(NAME, ADDRESS, "Power fails first, then the mast.");
    let link = page
        .body
        .split("href=\"")
        .find(|part| part.starts_with("/items/1/receipt"));
    let link = link
        .and_then(|part| part.split('"').next())
        .unwrap()
        .replace("&amp;", "&");
    let receipt = wait_for("the receipt", || {
        let answer = serving.get(&link);
        (answer.status == 200 && answer.body.starts_with("c2sp.org/tlog-proof@v1"))
            .then_some(answer.body)
    });
    let key = serving.get("/ledger/key").body.trim().to_owned();
    assert!(
        serving
            .get("/checkpoint")
            .body
            .starts_with(key.split('+').next().unwrap())
    );
    serving.stop();
    std::fs::write(home.path("item-1.tlog-proof"), &receipt).unwrap();
    let said = home.does(&["verify", "item-1.tlog-proof", "--key", &key]);
    assert!(said.starts_with("The receipt holds"), "{said}");
    let index = receipt
        .lines()
        .find(|line| line.starts_with("index "))
        .unwrap();
    std::fs::write(
        home.path("forged.tlog-proof"),
        receipt.replace(index, "index 0"),
    )
    .unwrap();
    home.fails(&["verify", "forged.tlog-proof", "--key", &key]);
}

/// In a copy whose pages all are in use, so that the byte is one that is read.
fn one_changed_byte_is_found(home: &Home) {
    home.does(&["backup", "--data", "forum", "tampered"]);
    let path = home.path("tampered/plenary.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let word = b"\"Harbour Forum\"";
    let at = bytes
        .windows(word.len())
        .position(|window| window == word)
        .unwrap();
    bytes[at + 1] = b'B';
    std::fs::write(&path, bytes).unwrap();
    let said = home.fails(&["verify", "tampered"]);
    assert!(
        said.contains("NOT consistent") && said.contains("- line"),
        "{said}"
    );
    home.fails(&["verify", "tampered", "--json"]);
    let said = home.fails(&["doctor", "--data", "tampered"]);
    assert!(said.contains("WRONG  ledger"), "{said}");
}

fn restore(home: &Home) {
    assert!(holds(&home.path("copy/plenary.sqlite"), NAME));
    let refused = home.fails(&["restore", "copy", "--data", "restored"]);
    assert!(
        refused.contains("no list of erasures was found"),
        "{refused}"
    );
    home.fails(&["restore", "copy", "--data", "forum", "--erasures", "forum"]);
    let said = home.does(&[
        "restore",
        "copy",
        "--data",
        "restored",
        "--erasures",
        "forum",
        "--json",
    ]);
    assert!(said.contains("\"erasures\":1"), "{said}");
    for file in ["plenary.sqlite", "plenary.sqlite-wal"] {
        let path = home.path("restored").join(file);
        assert!(
            !holds(&path, NAME) && !holds(&path, ADDRESS),
            "{file} still holds what was erased"
        );
    }
    assert!(holds(
        &home.path("restored/plenary.sqlite"),
        "Request of 3 March (decided on"
    ));
    home.does(&["rebuild", "--data", "restored"]);
    let said = home.does(&["verify", "restored"]);
    assert!(said.contains(" 2 erased with record"), "{said}");
    // Moved aside under the same name, the old directory is found without being named.
    std::fs::rename(home.path("forum"), home.path("forum-broken")).unwrap();
    let said = home.does(&["restore", "copy", "--data", "forum", "--json"]);
    assert!(said.contains("\"erasures\":1"), "{said}");
    let said = home.does(&[
        "restore",
        "copy",
        "--data",
        "another",
        "--no-erasures-since",
        "--json",
    ]);
    assert!(said.contains("\"erasures\":0"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_goes_to_another_forum_and_comes_out_the_same() {
    let home = Home::new();
    home.forum().await;
    let serving = home.serve(&[]);
    serving.contribute(NAME, ADDRESS, "Power fails first.");
    home.does(&["export", "--data", "forum", "--cycle", "2026", "one"]);
    serving.stop();
    home.does(&["export", "--data", "forum", "--cycle", "2026", "again"]);
    assert_same(&home, "one", "again");
    home.does(&[
        "export",
        "--data",
        "forum",
        "--cycle",
        "2026",
        "--audience",
        "public",
        "open",
    ]);
    assert!(
        !holds(&home.path("open/ledger/words.jsonl"), "Power fails"),
        "an unconfirmed item is nobody's to read"
    );
    for folder in ["one", "open"] {
        assert!(
            home.does(&["verify", folder])
                .starts_with("The ledger is consistent")
        );
    }
    let refused = home.fails(&["import", "open", "--data", "second"]);
    assert!(refused.contains("made for readers"), "{refused}");
    home.does(&["import", "one", "--data", "second"]);
    home.does(&["export", "--data", "second", "--cycle", "2026", "two"]);
    assert_same(&home, "one", "two");
    home.does(&["verify", "second"]);
    home.does(&["rebuild", "--data", "second", "--repair"]);
    let lied = home.path("one/items/contribution.jsonl");
    let text = std::fs::read_to_string(&lied).unwrap();
    std::fs::write(&lied, text.replace("contribution", "complaint")).unwrap();
    let refused = home.fails(&["import", "one", "--data", "third"]);
    assert!(
        refused.contains("does not say what its ledger tells"),
        "{refused}"
    );
    assert!(!home.path("third").exists());
}

fn assert_same(home: &Home, one: &str, other: &str) {
    let diff = std::process::Command::new("diff")
        .arg("-r")
        .args([home.path(one), home.path(other)])
        .output()
        .unwrap();
    assert!(
        diff.status.success(),
        "{}",
        String::from_utf8_lossy(&diff.stdout)
    );
}

#[test]
fn a_script_that_forgets_a_flag_is_told_and_never_waits() {
    let home = Home::new();
    let said = home.fails(&["init", "forum"]);
    assert!(said.contains("--name is missing"), "{said}");
    assert!(!home.path("forum").exists());
    let said = home.fails(&["serve", "--data", "nowhere"]);
    assert!(said.contains("there is no forum in nowhere"), "{said}");
    let said = home.fails(&["verify", "nowhere"]);
    assert!(said.contains("no ledger/lines.jsonl"), "{said}");
}

#[test]
fn every_command_has_an_example_in_its_help() {
    let home = Home::new();
    let help = home.does(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 11, "{commands:?}");
    for command in commands {
        let help = home.does(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example");
    }
}
