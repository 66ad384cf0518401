//! Everything can leave: the cycle is exported, verified offline, imported elsewhere, and comes out there to the byte.

use std::process::Command;

use super::{CYCLE, Story};
use crate::program::wait_for;

/// Exports twice, imports once, verifies everything.
pub fn leave(story: &mut Story, stage: &'static str) {
    let home = &story.home;
    let export = |data: &str, more: &[&str]| {
        let mut command = vec!["export", "--data", data, "--cycle", CYCLE];
        command.extend_from_slice(more);
        home.does(&command)
    };
    export("forum", &["whole"]);
    export("forum", &["--audience", "public", "open"]);
    home.does(&["import", "whole", "--data", "elsewhere"]);
    export("elsewhere", &["back"]);
    let diff = Command::new("diff")
        .arg("-r")
        .args([home.path("whole"), home.path("back")])
        .output()
        .unwrap();
    assert!(
        diff.status.success(),
        "{}",
        String::from_utf8_lossy(&diff.stdout)
    );
    for what in ["whole", "open", "elsewhere", "forum"] {
        let said = home.does(&["verify", what]);
        assert!(
            said.starts_with("The ledger is consistent"),
            "{what}: {said}"
        );
    }
    home.does(&["rebuild", "--data", "elsewhere", "--repair"]);
    let key = story.reader.open("/ledger/key").html.trim().to_owned();
    let number = story.inputs[0].number.clone();
    let receipt = story
        .reader
        .open(&format!("/items/{number}/receipt"))
        .html
        .clone();
    std::fs::write(story.home.path("item.tlog-proof"), receipt).unwrap();
    let said = story
        .home
        .does(&["verify", "item.tlog-proof", "--key", &key]);
    assert!(said.starts_with("The receipt holds"), "{said}");
    let mails = story.all_letters();
    story
        .numbers
        .tell(stage, "letters that the mail server took", mails);
    story
        .numbers
        .tell(stage, "folders and forums verified offline", 4);
}

impl Story {
    /// How many letters the mail server took, once none waits in the outbox.
    fn all_letters(&mut self) -> usize {
        wait_for("an empty outbox", || {
            let words = self.secretary.look("/outbox").words();
            let is_busy = ["waiting: ", "being sent: "]
                .iter()
                .any(|mark| words.contains(mark));
            (!is_busy).then_some(())
        });
        self.post.letters().len()
    }
}
