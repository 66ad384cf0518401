//! The founding cycle, end to end: a year of a forum's work on real input, through the public doors alone - pages without
//! scripts, captions, the command line - with its letters read from a real mail server. After every stage the counts must
//! agree to the item.
//!
//! `cargo xtask story founding` tells the same and leaves the forum for a look. With `PLENARY_STORY_LOOK` set to an address
//! the forum is served there; with `PLENARY_STORY_WRITE` the numbers go into `docs/founding-cycle.md`.

mod answering;
mod basing;
mod contributing;
mod drafting;
mod leaving;
mod material;
mod numbers;
mod objecting;
mod opening;
pub mod page;
pub mod person;
mod post;
mod revising;
mod reviewing;
mod settling;
mod speaking;
mod table;
mod tracing;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};

use serde_json::Value;

use crate::letters::Postman;
use crate::live::Reader;
use crate::program::{Home, Serving};
use material::{Material, Sentence};
use numbers::Numbers;
use page::Page;
use person::{Effort, Person};
use post::Post;

/// The cycle's word.
const CYCLE: &str = "2026";
/// The document's word.
const TERMS: &str = "terms";
/// The session's word.
const HEARING: &str = "hearing";

/// What an input is in the story, and so what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// An answer to the call.
    Contribution,
    /// A comment on a sentence of version 1; whether the later drafts keep the sentence.
    Comment { stays: bool },
    /// One comment on three passages.
    Three,
    /// One of a campaign.
    Campaign,
    /// A row of a table; whether the later drafts keep what it stands on.
    Row { stays: bool },
    /// Raised from the floor; whether its answer was announced there.
    Heard { is_settled: bool },
}

/// Something that was filed, as the story remembers it.
#[derive(Clone, Debug)]
struct Input {
    number: String,
    what: What,
    /// Whose it is, where somebody hears of the answer.
    author: Option<String>,
}

/// The forum, everybody in it, and what the story remembers.
struct Story {
    // Dropped in this order: the program and the mail server go before their directory.
    serving: Option<Serving>,
    _postman: Postman,
    home: Home,
    server: SocketAddr,
    post: Post,
    material: Material,
    numbers: Numbers,
    secretary: Person,
    editor: Person,
    facilitator: Person,
    members: Vec<Person>,
    guests: Vec<Person>,
    reader: Person,
    sentences: Vec<Sentence>,
    inputs: Vec<Input>,
    /// Those who read along; each ends with its line.
    readers: Vec<Reader>,
    /// Comparisons that the reader has seen: many answers point at the same.
    compared: Vec<Page>,
    answered: usize,
    /// The editor's work on answers, and on how many.
    work: (Effort, u64),
}

#[test]
fn a_whole_cycle_runs_on_real_input_through_the_public_doors_and_every_count_agrees() {
    let look = std::env::var("PLENARY_STORY_LOOK").ok();
    let material = match Material::read() {
        Ok(material) => material,
        Err(missing) => {
            assert!(std::env::var_os("CI").is_none(), "{missing}");
            println!("not told: {missing}. The story needs the shared data beside the project.");
            return;
        }
    };
    let home = match &look {
        Some(_) => Home::kept("founding"),
        None => Home::new(),
    };
    let Some(postman) = Postman::start(&home, 0) else {
        return;
    };
    let mut story = opening::begin(home, material, postman, look.as_deref());
    story.tell();
    story.numbers.keep();
    if look.is_some() {
        story.stay();
    }
}

/// One stage: its name, and what happens in it.
type Stage = (&'static str, fn(&mut Story, &'static str));

const STAGES: [Stage; 14] = [
    ("The cycle is opened", opening::open_cycle),
    ("Five groups answer the call", contributing::contribute),
    ("The oldest draft becomes version 1", drafting::import_first),
    ("The draft is commented on", reviewing::comment),
    ("A campaign arrives", reviewing::campaign),
    ("A table of twenty rows is brought", table::bring),
    ("The session is captioned live", speaking::caption),
    ("The record goes to the docket", settling::settle),
    ("Answers are drafted", answering::draft),
    ("Versions 2 to 4 follow", revising::revise),
    ("Answers are published and mailed", answering::publish),
    ("An author objects", objecting::object),
    ("The text says what it stands on", basing::found),
    ("Everything leaves", leaving::leave),
];

impl Story {
    fn tell(&mut self) {
        for (stage, act) in STAGES {
            self.numbers.begin(stage);
            act(self, stage);
            self.reconcile(stage);
            self.numbers.end(stage);
        }
        self.numbers.begin("A reader follows the trace");
        tracing::walk(self, "A reader follows the trace");
        self.numbers.end("A reader follows the trace");
    }

    /// Counts what everybody may read, by every door that counts: the docket's page, the interface for programs, the table
    /// of dispositions. All must say what the story remembers.
    fn reconcile(&mut self, stage: &'static str) {
        if self.serving.is_none() {
            return;
        }
        let items = self.items();
        let is_answered = |item: &&Value| item["state"] == "published";
        let answered = items.iter().filter(is_answered).count();
        let open = items.len() - answered;
        assert_eq!(items.len(), self.inputs.len(), "{stage}: inputs in");
        assert_eq!(answered, self.answered, "{stage}: answered");
        let remembered: BTreeMap<&str, ()> = self
            .inputs
            .iter()
            .map(|input| (input.number.as_str(), ()))
            .collect();
        for item in &items {
            let number = item["number"].as_str().unwrap();
            assert!(
                remembered.contains_key(number),
                "{stage}: {number} came from nowhere"
            );
        }
        let docket = self.reader.open(&format!("/cycles/{CYCLE}/docket")).clone();
        if !items.is_empty() {
            assert_eq!(
                docket.figure("inputs came"),
                Some(items.len() as u64),
                "{stage}: {}",
                docket.words()
            );
        }
        let table = self
            .reader
            .open(&format!("/cycles/{CYCLE}/dispositions.csv"));
        assert_eq!(
            rows(&table.html) - 1,
            items.len(),
            "{stage}: the table of dispositions"
        );
        self.numbers.tell(
            stage,
            "inputs in = answered + open",
            format!("{} = {answered} + {open}", items.len()),
        );
    }

    /// Every item of the cycle that everybody may read, by the interface for programs.
    fn items(&mut self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let page = self.json(&format!("/api/cycles/{CYCLE}/items?limit=100{after}"));
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["after"].as_str() {
                Some(number) => after = format!("&after={number}"),
                None => return all,
            }
        }
    }

    /// All parts of a version, one behind the other: a long text is read in parts.
    fn whole(&mut self, version: usize) -> String {
        let mut whole = String::new();
        for part in 1.. {
            let page = self
                .reader
                .look(&format!("/documents/{TERMS}/{version}?part={part}"));
            if page.status != 200 {
                break;
            }
            whole.push_str(&page.html);
        }
        whole
    }

    fn json(&mut self, path: &str) -> Value {
        serde_json::from_str(&self.reader.open(path).html).unwrap()
    }

    /// The items that came since the story looked last, as what they are.
    fn learn(&mut self, what: impl Fn(usize) -> What, author: Option<&str>) {
        let mut at = 0;
        for item in self.items() {
            let number = item["number"].as_str().unwrap();
            if self.inputs.iter().all(|input| input.number != number) {
                self.inputs.push(Input {
                    number: number.to_owned(),
                    what: what(at),
                    author: author.map(str::to_owned),
                });
                at += 1;
            }
        }
    }

    /// The forum stays open until somebody stops it.
    fn stay(mut self) {
        println!("\nThe forum is open at http://{}. Sign in as", self.server);
        for (role, address) in [
            ("secretariat", self.secretary.address.clone()),
            ("editor", self.editor.address.clone()),
            ("facilitator", self.facilitator.address.clone()),
            ("participant", self.members[0].address.clone()),
        ] {
            println!("  {role:<12} {}", self.sign_in_link(&address));
        }
        println!(
            "\nIts data is in {}. Stop it with Ctrl-C.",
            self.home.path("forum").display()
        );
        if let Some(serving) = self.serving.take() {
            serving.wait();
        }
    }

    fn sign_in_link(&self, address: &str) -> String {
        let url = format!("http://{}", self.server);
        let command = [
            "participant",
            "--data",
            "forum",
            "--public-url",
            &url,
            "sign-in-link",
            address,
            "--hours",
            "24",
        ];
        self.home.does(&command).trim().to_owned()
    }
}

/// The rows of a table in CSV (RFC 4180); a line end within quotes is no row's end.
fn rows(text: &str) -> usize {
    let mut is_quoted = false;
    let mut rows = 0;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted => rows += 1,
            _ => {}
        }
    }
    rows
}

/// The number in the address of a page about an item.
fn number_of(page: &Page) -> String {
    let path = page
        .path
        .split("number=")
        .nth(1)
        .or_else(|| page.path.split("/items/").nth(1));
    let number = path.unwrap_or_else(|| panic!("no item at {}", page.path));
    let end = number.find(['/', '?', '&']).unwrap_or(number.len());
    number[..end].to_owned()
}

/// An address of this machine at which nobody listens.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}
