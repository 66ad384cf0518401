//! `plenary doctor`: looks for what is wrong with a forum and its machine, and says what to do about each finding.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use clap::Args;
use plenary::forum;
use plenary::serve::{CLOCK_BEHIND_MS, clock_behind_ms};
use plenary_kit::app::{App, Settings};
use plenary_kit::backup::BESIDE;
use plenary_kit::engine::{OLDEST_ENGINE, engine};
use plenary_kit::fault::Fault;
use plenary_kit::lock::Lock;
use plenary_kit::mail::{self, LetterState, Sender};
use plenary_kit::text::Address;
use plenary_kit::verify::verify_dir;
use serde::Serialize;

use super::serve::Door;
use super::{Data, Outcome, open, progress};

/// What is looked at.
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary doctor --data forum --smtp smtp://localhost:25\n\nGive it the flags (or the environment) that the forum is served with. Exit code: 1 when something is wrong."
)]
pub struct Doctor {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    door: Door,
    /// Print the findings as one line of JSON
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    is_fine: bool,
    found: String,
    to_do: &'static str,
}

#[derive(Serialize)]
struct Findings {
    findings: Vec<Finding>,
    configuration: Vec<(&'static str, String)>,
}

impl Findings {
    fn note(
        &mut self,
        what: &'static str,
        is_fine: bool,
        found: impl Into<String>,
        to_do: &'static str,
    ) {
        self.findings.push(Finding {
            what,
            is_fine,
            found: found.into(),
            to_do,
        });
    }
}

/// Less free disk than this is a finding: a day of many attachments.
const FREE_KIB: u64 = 1024 * 1024;

impl Doctor {
    /// Looks at everything and says what was found.
    pub async fn run(self) -> Outcome {
        let settings = self.door.settings(&self.data.dir);
        super::must_exist(&settings)?;
        let mut all = Findings {
            findings: Vec::new(),
            configuration: self.configuration(&settings),
        };
        look_at_directory(&settings, &mut all);
        look_at_disk(&settings.dir, &mut all);
        let app = open(settings.clone())?;
        look_at_engine(&settings, &mut all)?;
        look_at_clock(&app, &mut all)?;
        look_at_ledger(&settings, &mut all)?;
        look_at_mail(&app, &mut all).await?;
        self.tell(&all)
    }

    fn configuration(&self, settings: &Settings) -> Vec<(&'static str, String)> {
        let smtp = settings.smtp.as_deref().map_or_else(
            || "none: letters wait in the outbox".to_owned(),
            without_password,
        );
        vec![
            ("--data / PLENARY_DATA", settings.dir.display().to_string()),
            ("--listen / PLENARY_LISTEN", self.door.listen.clone()),
            (
                "--public-url / PLENARY_PUBLIC_URL",
                settings.public_url.clone(),
            ),
            ("--smtp / PLENARY_SMTP", smtp),
            (
                "PLENARY_LOG",
                std::env::var("PLENARY_LOG").unwrap_or_else(|_| "warn".into()),
            ),
        ]
    }

    fn tell(&self, all: &Findings) -> Outcome {
        if self.json {
            progress::json(all)?;
        } else {
            println!("Configuration");
            for (name, value) in &all.configuration {
                println!("  {name:<36} {value}");
            }
            println!("\nFindings");
            for finding in &all.findings {
                let mark = if finding.is_fine { "fine " } else { "WRONG" };
                println!("  {mark}  {}: {}", finding.what, finding.found);
                if !finding.is_fine {
                    println!("         {}", finding.to_do);
                }
            }
        }
        match all.findings.iter().filter(|one| !one.is_fine).count() {
            0 => Ok(()),
            wrong => Err(Fault::broken(format!(
                "{wrong} of {} findings need care; see above",
                all.findings.len()
            ))),
        }
    }
}

/// A relay's address without what must not be shown.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://...@{host}"),
        _ => url.to_owned(),
    }
}

fn look_at_directory(settings: &Settings, all: &mut Findings) {
    let probe = settings.dir.join("doctor-probe");
    let written = std::fs::write(&probe, b"x").and_then(|()| std::fs::remove_file(&probe));
    let found = match &written {
        Ok(()) => "it can be written to".to_owned(),
        Err(error) => error.to_string(),
    };
    all.note(
        "data directory",
        written.is_ok(),
        found,
        "Let the user who runs Plenary own the directory.",
    );
    let open_to_others = |name: &&str| {
        std::fs::metadata(settings.dir.join(name))
            .is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
    };
    let open: Vec<&str> = BESIDE[..2].iter().copied().filter(open_to_others).collect();
    let found = match open.is_empty() {
        true => "readable by their owner only".to_owned(),
        false => format!("others can read {}", open.join(", ")),
    };
    all.note(
        "keys",
        open.is_empty(),
        found,
        "Run `chmod 600` on them; if strangers could read them, the forum's signatures are worth nothing.",
    );
    let is_served = Lock::take(&settings.dir).is_err();
    let found = if is_served { "yes" } else { "no" };
    all.note("being served", true, found, "");
}

/// POSIX `df -Pk`: the fourth column of the second line is the free space in KiB.
fn look_at_disk(dir: &Path, all: &mut Findings) {
    let said = Command::new("df").arg("-Pk").arg(dir).output();
    let text = said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    let free: Option<u64> = text.ok().and_then(|text| {
        let columns = text.lines().nth(1)?.split_whitespace().nth(3)?;
        columns.parse().ok()
    });
    let found = free.map_or_else(
        || "`df` did not tell".to_owned(),
        |free| format!("{} MiB free", free / 1024),
    );
    all.note(
        "disk",
        free.is_none_or(|free| free >= FREE_KIB),
        found,
        "Free some space: a full disk makes the forum read-only.",
    );
}

fn look_at_engine(settings: &Settings, all: &mut Findings) -> Outcome {
    let engine = engine(settings)?;
    let is_fine = engine.is_recent
        && engine.journal_mode == "wal"
        && engine.synchronous >= 2
        && engine.secure_delete == 1;
    let found = format!(
        "SQLite {} (at least {}), journal {}, synchronous {}, secure delete {}, {} bytes free inside",
        engine.version,
        OLDEST_ENGINE.1,
        engine.journal_mode,
        engine.synchronous,
        engine.secure_delete,
        engine.free_bytes
    );
    all.note(
        "storage",
        is_fine,
        found,
        "Run a release of Plenary as it was built; do not change the database's settings by hand.",
    );
    Ok(())
}

fn look_at_clock(app: &App, all: &mut Findings) -> Outcome {
    let behind = clock_behind_ms(app)?;
    let found = match behind > 0 {
        true => format!("{} s behind the last line of the ledger", behind / 1_000),
        false => "not behind the last line of the ledger".to_owned(),
    };
    all.note(
        "clock",
        behind <= CLOCK_BEHIND_MS,
        found,
        "Set the machine's clock right (systemctl enable --now systemd-timesyncd): deadlines are counted by it.",
    );
    Ok(())
}

fn look_at_ledger(settings: &Settings, all: &mut Findings) -> Outcome {
    let report = verify_dir(settings, Vec::new(), progress::lines("Verifying"))?;
    progress::ended();
    let found = match &report.first_problem {
        None => format!(
            "consistent: {} lines, {} not signed yet, {} texts erased with record",
            report.entries, report.unsigned, report.erased_with_record
        ),
        Some(problem) => problem.to_string(),
    };
    all.note(
        "ledger",
        report.consistent,
        found,
        "Stop the forum, keep a copy of the directory as it is, and restore the last backup that verifies.",
    );
    Ok(())
}

async fn look_at_mail(app: &App, all: &mut Findings) -> Outcome {
    let states = app.read(mail::count_states)?;
    let counted: Vec<String> = states
        .iter()
        .map(|(state, count)| format!("{count} {}", state.word()))
        .collect();
    let needs_care =
        |state: &LetterState| matches!(state, LetterState::Failed | LetterState::Unsure);
    all.note(
        "outbox",
        !states.iter().any(|(state, _)| needs_care(state)),
        match counted.is_empty() {
            true => "empty".to_owned(),
            false => counted.join(", "),
        },
        "Open /outbox as the secretariat: see what the relay said, and send again what did not arrive.",
    );
    let Some(smtp) = &app.settings().smtp else {
        all.note(
            "mail relay",
            true,
            "none; letters wait in the outbox for the secretariat",
            "",
        );
        return Ok(());
    };
    let from = app.read(forum::store::forum)?.map(|forum| forum.address);
    let from: Address = from
        .as_deref()
        .unwrap_or("plenary@localhost")
        .parse()
        .map_err(Fault::broken)?;
    let reached = match Sender::new(smtp, from) {
        Ok(sender) => sender.reach().await,
        Err(fault) => Err(fault.to_string()),
    };
    all.note(
        "mail relay",
        reached.is_ok(),
        match &reached {
            Ok(()) => "it answers".to_owned(),
            Err(said) => said.clone(),
        },
        "Check host, port and password in --smtp, and that the relay takes mail from this machine.",
    );
    Ok(())
}
