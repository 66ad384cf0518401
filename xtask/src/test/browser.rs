//! Brings the browser tests' modules and runs the scenarios of tests/browser.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Counts;
use crate::shell;

/// What the scenarios run with.
pub struct Browser {
    /// The browser's program.
    pub program: PathBuf,
    /// The folder of the installed modules.
    pub modules: PathBuf,
}

impl Browser {
    /// Installs the pinned modules into the target folder, unless they are there. An error when npm cannot.
    pub fn prepare(root: &Path, program: PathBuf) -> Result<Browser, String> {
        let folder = shell::target(root).join("browser");
        let modules = folder.join("node_modules");
        let wanted = read(&root.join("tests/browser/package.json"))?;
        if std::fs::read_to_string(folder.join("installed.json"))
            .is_ok_and(|installed| installed == wanted)
        {
            return Ok(Browser { program, modules });
        }
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        write(&folder.join("package.json"), &wanted)?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        if !shell::succeeds(npm.current_dir(&folder))? {
            return Err(
                "npm could not install playwright-core and axe-core; see its message above"
                    .to_owned(),
            );
        }
        write(&folder.join("installed.json"), &wanted)?;
        Ok(Browser { program, modules })
    }

    /// The variables that tell the scenarios, and tests that start a browser themselves, where things are.
    pub fn variables(&self) -> [(&'static str, &Path); 2] {
        [
            ("PLENARY_TEST_BROWSER", &self.program),
            ("PLENARY_TEST_BROWSER_MODULES", &self.modules),
        ]
    }

    /// Runs the runner's self-check, then the product's scenarios against a demo forum.
    pub fn run(&self, root: &Path, counts: &mut Counts) -> Result<bool, String> {
        let mut fine = self.scenarios(root, "--self-test", None, counts)?;
        if has_scenarios(root) {
            let demo = Demo::start(root)?;
            fine &= self.scenarios(root, "--all", Some(&demo.line), counts)?;
        }
        Ok(fine)
    }

    fn scenarios(
        &self,
        root: &Path,
        which: &str,
        forum: Option<&str>,
        counts: &mut Counts,
    ) -> Result<bool, String> {
        let mut node = Command::new("node");
        node.current_dir(root)
            .args(["tests/browser/run.mjs", which])
            .envs(self.variables());
        node.env("PLENARY_TEST_SHOTS", shell::target(root).join("shots"));
        node.env(
            "PLENARY_TEST_PROGRAM",
            shell::target(root).join("debug/plenary"),
        );
        node.envs(forum.map(|line| ("PLENARY_BROWSER_FORUM", line)));
        shell::watched(&mut node, |line| *counts += Counts::of_check(line))
    }
}

fn has_scenarios(root: &Path) -> bool {
    let files = std::fs::read_dir(root.join("tests/browser"))
        .into_iter()
        .flatten()
        .flatten();
    files.into_iter().any(|file| {
        file.file_name()
            .to_string_lossy()
            .ends_with(".scenario.mjs")
    })
}

/// A demo forum of the program just built; dropping it ends it and deletes its data.
struct Demo {
    server: Child,
    folder: PathBuf,
    line: String,
}

impl Demo {
    fn start(root: &Path) -> Result<Demo, String> {
        let built = shell::succeeds(shell::cargo(root).args([
            "build",
            "--quiet",
            "--workspace",
            "--bins",
        ]))?;
        if !built {
            return Err("the program did not build".to_owned());
        }
        let folder = std::env::temp_dir().join(format!("plenary-demo-{}", std::process::id()));
        let mut program = Command::new(shell::target(root).join("debug/plenary"));
        program
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(&folder);
        let server = program.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let server = server.map_err(|error| format!("the demo forum did not start: {error}"))?;
        let mut demo = Demo {
            server,
            folder,
            line: String::new(),
        };
        demo.line = demo
            .first_line()
            .ok_or("the demo forum ended without saying its address")?;
        Ok(demo)
    }

    /// The line with the address and the sign-in links; what follows it is read away, so that the pipe never fills.
    fn first_line(&mut self) -> Option<String> {
        let mut lines = BufReader::new(self.server.stdout.take()?).lines();
        let first = lines.find_map(|line| line.ok().filter(|line| line.starts_with('{')));
        std::thread::spawn(move || lines.for_each(drop));
        first
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
