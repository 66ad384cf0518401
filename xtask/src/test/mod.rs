//! Runs all tests: brings what they need, starts their PostgreSQL, keeps tidy, counts, and says how it ended.

mod browser;
mod counts;
pub mod needs;
mod postgres;
mod schemas;

use std::path::Path;
use std::process::Command;

use browser::Browser;
use counts::Counts;
use postgres::Postgres;
use schemas::Schemas;

use crate::{shell, tidy};

/// What one run of the tests has to work with.
struct Bench<'a> {
    root: &'a Path,
    full: bool,
    names: &'a [String],
    postgres: Option<Postgres>,
    browser: Option<Browser>,
    schemas: Option<Schemas>,
}

/// Runs the tests named, or all of them with tidy and the browser's. False when one failed or none ran.
pub fn run(root: &Path, arguments: &[String]) -> Result<bool, String> {
    let full = arguments.first().is_some_and(|first| first == "--full");
    let names = &arguments[usize::from(full)..];
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    let missing = needs::provide(ci)?;
    let tidy = !names.is_empty() || tidy::run(root)?;
    let bench = Bench {
        root,
        full,
        names,
        postgres: postgres(ci)?,
        browser: browser(root, ci)?,
        schemas: or_without(ci, Schemas::prepare(root))?,
    };
    let mut counts = Counts::default();
    let fine = bench.run(&mut counts)? && counts.failed == 0 && counts.passed > 0;
    close(tidy, fine, &missing, counts);
    Ok(tidy && fine)
}

/// The tests' PostgreSQL; without one, outside CI, the tests that need it say so and are passed over.
fn postgres(ci: bool) -> Result<Option<Postgres>, String> {
    let Some(programs) = needs::postgres() else {
        return Ok(None);
    };
    or_without(ci, Postgres::start(&programs))
}

fn browser(root: &Path, ci: bool) -> Result<Option<Browser>, String> {
    let Some(program) = needs::browser().filter(|_| shell::find("npm").is_some()) else {
        return Ok(None);
    };
    or_without(ci, Browser::prepare(root, program))
}

fn or_without<T>(ci: bool, made: Result<T, String>) -> Result<Option<T>, String> {
    match made {
        Ok(made) => Ok(Some(made)),
        Err(message) if ci => Err(message),
        Err(message) => {
            println!("going on without: {message}");
            Ok(None)
        }
    }
}

impl Bench<'_> {
    fn run(&self, counts: &mut Counts) -> Result<bool, String> {
        let mut fine = self.cargo_tests(counts)?;
        if self.names.is_empty() {
            fine &= self.doc_tests(counts)?;
            if let Some(browser) = &self.browser {
                fine &= browser.run(self.root, counts)?;
            }
        }
        Ok(fine)
    }

    /// By nextest where it is, otherwise by cargo test: the same tests, told apart by their runner only.
    fn cargo_tests(&self, counts: &mut Counts) -> Result<bool, String> {
        let nextest = shell::asks(shell::cargo(self.root).args(["nextest", "--version"])).is_some();
        let mut tests = self.cargo();
        if nextest {
            return self.nextest(&mut tests, counts);
        }
        println!("cargo-nextest is not there; cargo test runs the same tests, only slower");
        tests.args(["test", "--workspace", "--all-targets", "--no-fail-fast"]);
        if let [name, ..] = self.names {
            tests.args(["--", name]);
        }
        shell::watched(&mut tests, |line| *counts += Counts::of_runner(line))
    }

    /// Nextest speaks on standard error; a shell joins the two so that one reader sees everything in order.
    fn nextest(&self, tests: &mut Command, counts: &mut Counts) -> Result<bool, String> {
        let cargo = tests.get_program().to_owned();
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "exec \"$@\" 2>&1", "sh"])
            .arg(cargo)
            .current_dir(self.root)
            .envs(self.variables());
        shell
            .args([
                "nextest",
                "run",
                "--workspace",
                "--no-fail-fast",
                "--no-tests=warn",
            ])
            .args(self.names);
        shell::watched(&mut shell, |line| *counts += Counts::of_runner(line))
    }

    fn doc_tests(&self, counts: &mut Counts) -> Result<bool, String> {
        let mut tests = self.cargo();
        tests.args(["test", "--quiet", "--workspace", "--doc"]);
        shell::watched(&mut tests, |line| *counts += Counts::of_runner(line))
    }

    fn cargo(&self) -> Command {
        let mut cargo = shell::cargo(self.root);
        cargo.envs(self.variables());
        cargo
    }

    /// What tests read to find what was brought for them; each is absent when the thing is.
    fn variables(&self) -> Vec<(&'static str, std::ffi::OsString)> {
        let mut variables = Vec::new();
        variables.extend(
            self.postgres
                .as_ref()
                .map(|postgres| ("PLENARY_TEST_PG", postgres.url().into())),
        );
        variables.extend(needs::python().map(|python| ("PLENARY_TEST_PYTHON", python.into())));
        let schemas = self.schemas.iter().map(Schemas::variable);
        variables.extend(schemas.map(|(name, path)| (name, path.into())));
        let browser = self.browser.iter().flat_map(Browser::variables);
        variables.extend(browser.map(|(name, path)| (name, path.into())));
        variables.extend(self.full.then(|| ("PLENARY_TEST_FULL", "1".into())));
        variables
    }
}

/// The last lines: what was not tried, and the count.
fn close(tidy: bool, fine: bool, missing: &[&str], counts: Counts) {
    println!();
    for what in missing {
        println!("not tried, since it is missing here: {what}");
    }
    if !tidy {
        println!("tidy found something; see above");
    }
    if !fine && counts.failed == 0 {
        println!("no test ran to its end; see above");
    }
    println!(
        "Total: {} passed, {} failed, {} skipped",
        counts.passed, counts.failed, counts.skipped
    );
}
