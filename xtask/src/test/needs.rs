//! What the tests need beside Rust, where it is found, and how it is installed.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::shell;

/// Something the tests use.
struct Need {
    what: &'static str,
    package: &'static str,
    find: fn() -> Option<PathBuf>,
}

/// Everything the tests use, with the Debian package that brings it.
const NEEDS: [Need; 10] = [
    Need {
        what: "PostgreSQL, the second store",
        package: "postgresql",
        find: postgres,
    },
    Need {
        what: "Chromium, the browser",
        package: "chromium",
        find: browser,
    },
    Need {
        what: "Node.js, which drives the browser",
        package: "nodejs",
        find: || shell::find("node"),
    },
    Need {
        what: "npm, which brings playwright-core and axe-core",
        package: "npm",
        find: || shell::find("npm"),
    },
    Need {
        what: "pip, which brings the schema of Akoma Ntoso",
        package: "python3-pip",
        find: pip,
    },
    Need {
        what: "fonts of many scripts, to set pages with",
        package: "fonts-noto-core",
        find: || font("noto/NotoSerif-Regular.ttf"),
    },
    Need {
        what: "a font with the letters of Chinese and Japanese",
        package: "fonts-wqy-microhei",
        find: || font("wqy/wqy-microhei.ttc"),
    },
    Need {
        what: "poppler, which reads the pages again",
        package: "poppler-utils",
        find: || shell::find("pdftotext"),
    },
    Need {
        what: "qpdf, which checks how they are written",
        package: "qpdf",
        find: || shell::find("qpdf"),
    },
    Need {
        what: "aiosmtpd, a real mail server",
        package: "python3-aiosmtpd",
        find: python,
    },
];

/// A font of Debian's that stands for the others of its package.
fn font(file: &str) -> Option<PathBuf> {
    let font = PathBuf::from("/usr/share/fonts/truetype").join(file);
    font.is_file().then_some(font)
}

/// The folder of PostgreSQL's own programs; Debian keeps them off the search path.
pub fn postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let on_path =
        || shell::find("postgres").and_then(|program| program.parent().map(PathBuf::from));
    folders
        .into_iter()
        .rfind(|folder| folder.join("postgres").is_file())
        .or_else(on_path)
}

/// The browser.
pub fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("PLENARY_TEST_BROWSER").map(PathBuf::from);
    named.or_else(|| shell::find("chromium"))
}

/// A Python that has pip.
fn pip() -> Option<PathBuf> {
    let python = shell::find("python3")?;
    let asked = shell::asks(Command::new(&python).args(["-m", "pip", "--version"]));
    asked.map(|_| python)
}

/// A Python that has aiosmtpd; Debian's own comes first, since its packages are not seen by others.
pub fn python() -> Option<PathBuf> {
    let candidates = [
        Some(PathBuf::from("/usr/bin/python3")),
        shell::find("python3"),
    ];
    let has_it = |python: &PathBuf| {
        shell::asks(Command::new(python).args(["-c", "import aiosmtpd"])).is_some()
    };
    candidates.into_iter().flatten().find(has_it)
}

/// Installs what is missing where that can be done, and returns what is still missing.
/// An error, in CI, when anything is: a test that was skipped there would look like one that passed.
pub fn provide(ci: bool) -> Result<Vec<&'static str>, String> {
    let before = missing();
    if !before.is_empty() && shell::is_root() && shell::find("apt-get").is_some() {
        install(&before);
    }
    let after = missing();
    for need in &after {
        println!(
            "missing: {}. As root: apt-get install {}",
            need.what, need.package
        );
    }
    if ci && !after.is_empty() {
        return Err(
            "in CI everything the tests need must be there; see the lines above".to_owned(),
        );
    }
    Ok(after.iter().map(|need| need.what).collect())
}

fn missing() -> Vec<&'static Need> {
    NEEDS
        .iter()
        .filter(|need| (need.find)().is_none())
        .collect()
}

/// One package at a time, so that one that cannot be had does not keep the others out.
fn install(needs: &[&Need]) {
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.args(["-qq", "-o", "Acquire::Retries=3"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null());
        apt
    };
    let said = |done: Result<bool, String>, what: &str| match done {
        Ok(true) => {}
        Ok(false) => println!("apt-get could not {what}"),
        Err(message) => println!("{message}"),
    };
    said(shell::succeeds(apt().arg("update")), "update its lists");
    for need in needs {
        println!("installing {} for {}", need.package, need.what);
        let mut install = apt();
        install.args(["install", "--yes", "--no-install-recommends", need.package]);
        said(
            shell::succeeds(&mut install),
            &format!("install {}", need.package),
        );
    }
}
