//! `plenary init`: makes a new forum, with its first secretary and the usual stakeholder groups.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use plenary::forum::rules::{DescribeForum, open_forum, set_groups};
use plenary::forum::{ForumEvent, Group, store};
use plenary::participant::command::{self as people, NewPerson};
use plenary::participant::operator;
use plenary_kit::app::App;
use plenary_kit::fault::Fault;
use serde_json::json;

use super::participant::sign_in_link;
use super::{Outcome, PublicUrl, progress};

/// What the new forum is told.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary init forum\n  plenary init forum --name \"Harbour Forum\" --zone Europe/Lisbon --address forum@example.org --secretary \"Amina Odhiambo <amina@example.org>\" --public-url https://forum.example.org\n\nWhat is missing is asked for on a terminal; without one it is a mistake."
)]
pub struct Init {
    /// The directory to make it in: a new or an empty one
    dir: PathBuf,
    /// The forum's name
    #[arg(long)]
    name: Option<String>,
    /// Its time zone (IANA name) [default: UTC]
    #[arg(long)]
    zone: Option<String>,
    /// The address its letters come from
    #[arg(long)]
    address: Option<String>,
    /// The first member of the secretariat: "Name <address>"
    #[arg(long, value_name = "PERSON")]
    secretary: Option<String>,
    #[command(flatten)]
    url: PublicUrl,
    /// Print the secretary's sign-in link as one line of JSON
    #[arg(long)]
    json: bool,
}

/// The sign-in link of the first secretary works this long, in hours: time to get the forum served.
const FIRST_LINK_HOURS: i64 = 24;

impl Init {
    /// Makes the forum.
    pub async fn run(self) -> Outcome {
        let told = DescribeForum {
            name: ask(self.name, "--name", "The forum's name", None)?,
            about: String::new(),
            zone: ask(self.zone, "--zone", "Its time zone", Some("UTC"))?,
            address: ask(
                self.address,
                "--address",
                "The address its letters come from",
                None,
            )?,
        };
        let secretary = ask(
            self.secretary,
            "--secretary",
            "The first secretary, as: Name <address>",
            None,
        )?;
        let (name, address) = name_and_address(&secretary)?;
        // What can be refused is refused before anything is made.
        open_forum(false, told.clone()).map_err(Fault::broken)?;
        address
            .parse::<plenary_kit::text::Address>()
            .map_err(Fault::broken)?;
        plenary_kit::backup::make_empty(&self.dir)?;
        let app = App::open(self.url.settings(&self.dir), plenary::rooms::ROOMS)?;
        begin(&app, told).await?;
        let link = first_secretary(&app, name, address).await?;
        let dir = self.dir.display().to_string();
        if self.json {
            return progress::json(&json!({ "dir": dir, "sign_in_link": link }));
        }
        println!(
            "The forum is made. Serve it with\n  plenary serve --data {dir}\nthen sign in with this link; it works once, for {FIRST_LINK_HOURS} hours:\n  {link}"
        );
        Ok(())
    }
}

async fn begin(app: &App, told: DescribeForum) -> Outcome {
    app.act::<ForumEvent>(None, None, move |db, _| {
        Ok(open_forum(store::forum(db)?.is_some(), told)?)
    })
    .await
    .map_err(Fault::broken)?;
    app.act::<ForumEvent>(None, None, |_, _| {
        Ok(set_groups(&operator(), usual_groups())?)
    })
    .await
    .map_err(Fault::broken)?;
    Ok(())
}

async fn first_secretary(app: &App, name: &str, address: &str) -> Result<String, Fault> {
    let new = NewPerson {
        name,
        address: Some(address),
        group: None,
        lang: "en",
    };
    let id = people::add(app, new).await.map_err(Fault::broken)?;
    people::name_secretary(app, &id)
        .await
        .map_err(Fault::broken)?;
    sign_in_link(app, &id, FIRST_LINK_HOURS).await
}

/// The groups that multistakeholder bodies know; the secretariat changes them at /forum/groups.
fn usual_groups() -> Vec<Group> {
    [
        ("government", "Government", "G"),
        ("intergovernmental", "Intergovernmental organisations", "I"),
        ("private-sector", "Private sector", "P"),
        ("civil-society", "Civil society", "C"),
        ("technical-community", "Technical community", "T"),
        ("academia", "Academia", "A"),
    ]
    .map(|(word, name, letter)| Group {
        word: word.into(),
        name: name.into(),
        about: String::new(),
        letter: letter.into(),
    })
    .into()
}

fn name_and_address(person: &str) -> Result<(&str, &str), Fault> {
    let parts = person
        .trim()
        .strip_suffix('>')
        .and_then(|rest| rest.split_once('<'));
    parts
        .map(|(name, address)| (name.trim(), address.trim()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| {
            Fault::broken(
                "write the secretary as: --secretary \"Amina Odhiambo <amina@example.org>\"",
            )
        })
}

/// What was told, or asked for on a terminal; a script is never kept waiting for an answer.
fn ask(
    told: Option<String>,
    flag: &str,
    question: &str,
    usual: Option<&str>,
) -> Result<String, Fault> {
    if let Some(told) = told {
        return Ok(told);
    }
    if !std::io::stdin().is_terminal() {
        return usual.map(str::to_owned).ok_or_else(|| {
            Fault::broken(format!(
                "{flag} is missing. `plenary init --help` shows an example."
            ))
        });
    }
    let hint = usual.map(|usual| format!(" [{usual}]")).unwrap_or_default();
    eprint!("{question}{hint}: ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    match (line.trim(), usual) {
        ("", Some(usual)) => Ok(usual.to_owned()),
        (typed, _) => Ok(typed.to_owned()),
    }
}
