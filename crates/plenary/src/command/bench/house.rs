//! What the program weighs: memory, start, its file, its pages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use plenary::demo;
use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Fault;
use plenary_kit::page::look;
use plenary_kit::time::Clock;

use super::meter;
use super::pages::{get, router};
use super::table::{Goal, Row, Weight};

/// Public pages of the demo and what they may weigh on the wire (design, Pages): the first view, and any page.
const PAGES: [(&str, usize); 11] = [
    ("/", FIRST_VIEW),
    ("/cycles", FIRST_VIEW),
    ("/cycles/2026", FIRST_VIEW),
    ("/cycles/2026/call", FIRST_VIEW),
    ("/cycles/2026/contribute", FIRST_VIEW),
    ("/cycles/2026/contributions", ANY_PAGE),
    ("/docket", ANY_PAGE),
    ("/cycles/2025/docket", ANY_PAGE),
    ("/items/1", FIRST_VIEW),
    ("/answers", ANY_PAGE),
    ("/cycles/2025/dispositions", ANY_PAGE),
];
const FIRST_VIEW: usize = 14 * 1_024;
const ANY_PAGE: usize = 50 * 1_024;
const SCRIPT: usize = 15 * 1_024;

/// Measures the served demo forum and its pages.
pub async fn measure(dir: &Path, weights: &mut Vec<Weight>) -> Result<Vec<Row>, Fault> {
    demo::build(dir, Clock::System.now(), "http://127.0.0.1:8080", |_, _| ())
        .await
        .map_err(Fault::broken)?;
    weigh(dir, weights).await?;
    let mut starts = Vec::new();
    let mut memory = 0.0f64;
    for _ in 0..5 {
        let (start, resident) = served(dir)?;
        starts.push(start * 1e3);
        memory = memory.max(resident / 1e6);
    }
    starts.sort_by(f64::total_cmp);
    let file = std::fs::metadata(std::env::current_exe()?)?.len();
    let spread = format!("median of 5, {:.0} to {:.0}", starts[0], starts[4]);
    Ok(vec![
        Row::new("start to first answer, the demo forum", starts[2], "ms")
            .goal(Goal::AtMost(150.0))
            .note(spread),
        Row::new("idle memory, the demo forum", memory, "MB")
            .goal(Goal::AtMost(30.0))
            .note("VmRSS after the first answer and two seconds"),
        Row::new("binary", file as f64 / 1e6, "MB").goal(Goal::AtMost(40.0)),
    ])
}

async fn weigh(dir: &Path, weights: &mut Vec<Weight>) -> Result<(), Fault> {
    let service = router(&App::open(Settings::for_dir(dir), plenary::rooms::ROOMS)?);
    let own = [(look::css_path(), FIRST_VIEW), (look::js_path(), SCRIPT)];
    for (path, budget) in PAGES.into_iter().chain(own) {
        let raw = get(&service, path, &[]).await?.expect_page(path)?;
        let gzip = get(&service, path, &[("accept-encoding", "gzip")])
            .await?
            .expect_page(path)?;
        weights.push(Weight {
            path: path.to_owned(),
            raw,
            gzip,
            budget,
        });
    }
    Ok(())
}

/// Serves a forum in a process of its own; seconds from its start to its first answer, and bytes of memory when idle.
pub fn served(dir: &Path) -> Result<(f64, f64), Fault> {
    let began = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(dir)
        .stdout(Stdio::piped())
        .spawn()?;
    let outcome = first_answer(&mut child).and_then(|()| {
        let start = began.elapsed().as_secs_f64();
        // Idle is what it is once followers and sweeps have looked around.
        std::thread::sleep(Duration::from_secs(2));
        Ok((start, meter::resident(child.id())? as f64))
    });
    child.kill()?;
    child.wait()?;
    outcome
}

fn first_answer(child: &mut Child) -> Result<(), Fault> {
    let mut line = String::new();
    if let Some(told) = &mut child.stdout {
        BufReader::new(told).read_line(&mut line)?;
    }
    // The line it prints ends with where it listens.
    match line.rsplit_once("http://") {
        Some((_, address)) => ask(address.trim()),
        None => Err(Fault::broken(format!("the server said {line:?}"))),
    }
}

fn ask(address: &str) -> Result<(), Fault> {
    let mut stream = TcpStream::connect(address)?;
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.starts_with("HTTP/1.1 200") {
        true => Ok(()),
        false => Err(Fault::broken(format!(
            "the server answered {:?}",
            answer.lines().next()
        ))),
    }
}
