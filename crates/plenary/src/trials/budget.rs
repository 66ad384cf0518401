//! The weight and shape of every page that can be reached in the demo forum, by its links, as the public and as staff.

use std::collections::{BTreeSet, VecDeque};

use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Fault;
use plenary_kit::page::look;

use super::acts::{file, publish_call, says};
use super::markup::{addresses, faults};
use crate::demo::{self, story::FORUM};
use crate::participant;
use crate::rooms::ROOMS;
use crate::testing::{Browser, START, TestForum};

/// The first view of a page, style sheet included, fits what a server may send at once (RFC 6928: ten segments).
const FIRST_VIEW_BYTES: usize = 14 * 1024;
/// Any page, with up to a hundred items.
const PAGE_BYTES: usize = 50 * 1024;
/// The script.
const SCRIPT_BYTES: usize = 15 * 1024;
/// So many pages are read as each visitor.
const PAGES: usize = 250;

async fn weight(browser: &mut Browser, path: &str) -> usize {
    let page = browser.get_with(path, "accept-encoding", "gzip").await;
    let packed = page
        .headers
        .get("content-encoding")
        .is_some_and(|kind| kind == "gzip");
    assert!(packed || page.body.len() <= 512, "{path} is sent unpacked");
    page.body.len()
}

struct Crawl {
    faults: Vec<String>,
    read: usize,
    heaviest: (usize, String),
    heaviest_first: (usize, String),
}

fn is_first_view(path: &str) -> bool {
    let parts: Vec<&str> = path
        .split('?')
        .next()
        .unwrap_or("")
        .split('/')
        .skip(1)
        .collect();
    matches!(
        parts.as_slice(),
        [""] | ["items", _] | ["cycles", _] | ["cycles", _, "call" | "contribute"]
    )
}

/// Whether an answer is a page of the forum; one that is saved as a file has to bring its look along.
fn is_page(page: &crate::testing::Page) -> bool {
    let kind = page.headers.get("content-type");
    let is_html = kind.is_some_and(|kind| kind.to_str().unwrap_or("").starts_with("text/html"));
    is_html && !page.headers.contains_key("content-disposition")
}

/// Follows every link from the front page.
async fn crawl(app: &App, mut browser: Browser, words: &str) -> Crawl {
    let css = weight(&mut browser, look::css_path()).await;
    let mut waiting = VecDeque::from(["/".to_owned(), "/docket".to_owned(), "/cycles".to_owned()]);
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut found = Crawl {
        faults: Vec::new(),
        read: 0,
        heaviest: (0, String::new()),
        heaviest_first: (0, String::new()),
    };
    while let Some(path) = waiting.pop_front().filter(|_| found.read < PAGES) {
        let page = browser.get(&path).await;
        let is_html = is_page(&page);
        if page.status.is_server_error() || page.status == 404 {
            found.faults.push(format!("{path}: {}", page.status));
        }
        if !page.headers.contains_key("content-security-policy") {
            found
                .faults
                .push(format!("{path}: no content security policy"));
        }
        if !is_html {
            continue;
        }
        found.read += 1;
        let text = page.text();
        found.faults.extend(
            faults(&text)
                .into_iter()
                .map(|fault| format!("{path}: {fault}")),
        );
        let (fetched, linked) = addresses(&text);
        let is_own = |to: &&String| {
            let own = ["/", "#", "?", "data:", &app.settings().public_url];
            own.iter().any(|start| to.starts_with(start))
        };
        found.faults.extend(
            fetched
                .iter()
                .filter(|to| !is_own(to))
                .map(|to| format!("{path}: fetches {to}")),
        );
        let strange = linked
            .iter()
            .filter(|to| !is_own(to) && !words.contains(to.as_str()) && !to.starts_with("mailto:"));
        found
            .faults
            .extend(strange.map(|to| format!("{path}: leads to {to}, which nobody wrote")));
        let bytes = weight(&mut browser, &path).await;
        found.weigh(&path, bytes, css);
        for to in linked.into_iter().filter(|to| to.starts_with('/')) {
            let to = to.split('#').next().unwrap_or("").to_owned();
            if known.insert(to.clone()) {
                waiting.push_back(to);
            }
        }
    }
    found
}

impl Crawl {
    fn weigh(&mut self, path: &str, bytes: usize, css: usize) {
        if bytes > self.heaviest.0 {
            self.heaviest = (bytes, path.to_owned());
        }
        if bytes > PAGE_BYTES {
            self.faults.push(format!("{path}: {bytes} bytes"));
        }
        if is_first_view(path) {
            if bytes + css > self.heaviest_first.0 {
                self.heaviest_first = (bytes + css, path.to_owned());
            }
            if bytes + css > FIRST_VIEW_BYTES {
                self.faults.push(format!(
                    "{path}: {bytes} bytes and {css} of style for a first view"
                ));
            }
        }
    }
}

/// Everything that somebody wrote: the only place from which a link may lead elsewhere.
fn written(app: &App) -> String {
    let bodies: Result<Vec<Vec<u8>>, Fault> =
        app.read(|db| db.all("SELECT body FROM words ORDER BY id", &[], |row| row.get(0)));
    let lines: Result<Vec<String>, Fault> = app.read(|db| {
        db.all("SELECT line FROM ledger ORDER BY seq", &[], |row| {
            row.get(0)
        })
    });
    let bodies = bodies
        .unwrap()
        .into_iter()
        .map(|body| String::from_utf8_lossy(&body).into_owned());
    bodies.chain(lines.unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_demo_is_light_whole_and_its_own() {
    let dir = std::env::temp_dir().join(format!("plenary-budget-{}", plenary_kit::random::token()));
    demo::build(&dir, START, "http://127.0.0.1:8080", |_, _| ())
        .await
        .unwrap_or_else(|stop| panic!("{stop}"));
    let app = App::open(Settings::for_dir(&dir), ROOMS).unwrap();
    let words = written(&app);
    let mut wrong = Vec::new();
    let script = weight(&mut Browser::of(&app), look::js_path()).await;
    assert!(script <= SCRIPT_BYTES, "the script has {script} bytes");
    let mut visitors = vec![("the public".to_owned(), Browser::of(&app))];
    for role in ["secretariat", "editor"] {
        let (_, key) = demo::ROLES
            .iter()
            .find(|(name, _)| name.starts_with(role))
            .unwrap();
        let told = FORUM
            .participants
            .iter()
            .find(|person| person.key == *key)
            .unwrap();
        let address = told.email.parse().unwrap();
        let person = app
            .read(|db| participant::by_address(db, &address))
            .unwrap()
            .unwrap();
        visitors.push((role.to_owned(), Browser::signed_in(&app, &person).await));
    }
    for (who, browser) in visitors {
        let found = crawl(&app, browser, &words).await;
        println!(
            "{who}: {} pages, heaviest {:?}, heaviest first view {:?}, script {script}",
            found.read, found.heaviest, found.heaviest_first
        );
        assert!(found.read > 60, "{who} finds too few pages: {}", found.read);
        wrong.extend(
            found
                .faults
                .into_iter()
                .map(|fault| format!("{who} {fault}")),
        );
    }
    let _ = std::fs::remove_dir_all(dir);
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_hundred_items_stays_within_fifty_kilobytes() {
    let forum = TestForum::open().await;
    publish_call(&forum.app).await;
    let author = forum.person("Ana Reis", "civil-society").await;
    for number in 0..110 {
        let words: Vec<String> = (0..60)
            .map(|place| format!("word{}", (number * 7919 + place * 104_729) % 5000))
            .collect();
        file(&forum.app, &author, says(&words.join(" ")))
            .await
            .unwrap();
    }
    forum.app.settle().await.unwrap();
    let mut browser = forum.visitor();
    let items = browser
        .get("/docket")
        .await
        .text()
        .matches("href=\"/items/")
        .count();
    assert!(items >= 100, "only {items} items are listed");
    let mut heaviest = 0;
    for path in [
        "/docket",
        "/cycles/2026/docket",
        "/cycles/2026/contributions",
        "/cycles/2026/dispositions",
        "/answers",
        "/",
    ] {
        let bytes = weight(&mut browser, path).await;
        assert!(bytes <= PAGE_BYTES, "{path}: {bytes} bytes");
        heaviest = heaviest.max(bytes);
    }
    println!("the heaviest page with a hundred items has {heaviest} bytes");
}
