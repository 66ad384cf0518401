//! `plenary init`: makes a new forum, with its first secretary and the usual stakeholder groups.

use std::path::PathBuf;

use clap::Args;
use plenary::forum::rules::ForumRefusal;
use plenary::forum::rules::{DescribeForum, open_forum, set_groups};
use plenary::forum::{ForumEvent, Group, store};
use plenary::participant::command::{self as people, NewPerson};
use plenary::participant::operator;
use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Fault;
use plenary_kit::mail::Sender;
use serde_json::json;

use super::asking::Question;
use super::participant::sign_in_link;
use super::{Outcome, progress};

/// What the new forum is told.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary init forum\n  plenary init forum --name \"Harbour Forum\" --zone Europe/Lisbon --address forum@example.org --secretary \"Amina Odhiambo <amina@example.org>\" --public-url https://forum.example.org --smtp smtp://localhost:25\n\nWhat is missing is asked for on a terminal; without one it is a mistake."
)]
pub struct Init {
    /// The directory to make it in: a new or an empty one
    dir: PathBuf,
    /// The forum's name
    #[arg(long)]
    name: Option<String>,
    /// Its time zone (IANA name) [default: this machine's]
    #[arg(long)]
    zone: Option<String>,
    /// The address its letters come from
    #[arg(long)]
    address: Option<String>,
    /// The first member of the secretariat: "Name <address>"
    #[arg(long, value_name = "PERSON")]
    secretary: Option<String>,
    /// The address people will know the forum by [default: http://127.0.0.1:8080]
    #[arg(long, env = "PLENARY_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The relay that will take its letters [default: none, letters wait in the outbox]
    #[arg(long, env = "PLENARY_SMTP", value_name = "URL")]
    smtp: Option<String>,
    /// Print the secretary's sign-in link as one line of JSON
    #[arg(long)]
    json: bool,
}

/// The sign-in link of the first secretary works this long, in hours: time to get the forum served.
const FIRST_LINK_HOURS: i64 = 24;
/// Where a forum is served without further words.
const HERE: &str = "http://127.0.0.1:8080";

/// Everything that was told, understood.
struct Told {
    forum: DescribeForum,
    secretary: (String, String),
    public_url: String,
    smtp: String,
}

impl Init {
    /// Makes the forum.
    pub async fn run(self) -> Outcome {
        let (dir, is_json) = (self.dir.clone(), self.json);
        // What can be refused is refused before anything is made.
        plenary_kit::backup::must_be_empty(&dir)?;
        let told = self.ask()?;
        plenary_kit::backup::make_empty(&dir)?;
        let settings = Settings {
            public_url: told.public_url.clone(),
            ..Settings::for_dir(&dir)
        };
        let app = App::open(settings, plenary::rooms::ROOMS)?;
        begin(&app, told.forum.clone()).await?;
        let (name, address) = &told.secretary;
        let link = first_secretary(&app, name, address).await?;
        // The ledger bears the address that was told here, wherever the forum is served first.
        plenary_kit::tree::signing_key(&app)?;
        let dir = dir.display().to_string();
        if is_json {
            return progress::json(&json!({ "dir": dir, "sign_in_link": link }));
        }
        print!("{}", next_steps(&told, &dir, &link));
        Ok(())
    }

    fn ask(self) -> Result<Told, Fault> {
        let ask = |flag, words, usual: Option<&str>| Question {
            flag,
            words,
            usual: usual.map(str::to_owned),
        };
        let name = ask("--name", "The forum's name", None).ask(self.name, not_empty)?;
        let zone = jiff::tz::TimeZone::system();
        let zone = zone.iana_name().unwrap_or("UTC");
        let zone = ask(
            "--zone",
            "Its time zone, such as Africa/Nairobi",
            Some(zone),
        )
        .ask(self.zone, a_zone)?;
        let words = "The address people will know it by, such as https://forum.example.org";
        let public_url = ask("--public-url", words, Some(HERE)).ask(self.public_url, a_url)?;
        let words = "The mail address its letters come from";
        let address = ask("--address", words, None).ask(self.address, an_address)?;
        let words =
            "The mail relay, such as smtp://localhost:25; without one letters wait in the outbox";
        let smtp = ask("--smtp", words, Some("")).ask(self.smtp, |smtp| a_relay(smtp, &address))?;
        let words = "The first member of the secretariat, as: Amina Odhiambo <amina@example.org>";
        let secretary = ask("--secretary", words, None).ask(self.secretary, a_person)?;
        let forum = DescribeForum {
            name,
            about: String::new(),
            zone,
            address,
        };
        open_forum(false, forum.clone()).map_err(Fault::broken)?;
        Ok(Told {
            forum,
            secretary,
            public_url,
            smtp,
        })
    }
}

/// What to do with the new forum, in the order in which one does it.
fn next_steps(told: &Told, dir: &str, link: &str) -> String {
    let flag = |name: &str, value: &str, usual: &str| match value == usual {
        true => String::new(),
        false => format!(" {name} {value}"),
    };
    let public = flag("--public-url", &told.public_url, HERE);
    let smtp = flag("--smtp", &told.smtp, "");
    let listen = match told.public_url.strip_prefix("http://") {
        Some(here) if here.starts_with("127.0.0.1:") => flag("--listen", here, "127.0.0.1:8080"),
        _ => String::new(),
    };
    let mut steps = format!(
        "The forum is made in {dir}.\n\n\
         1. Serve it:\n     plenary serve --data {dir}{listen}{public}{smtp}\n\
         2. Sign in with this link; it works once, within {FIRST_LINK_HOURS} hours:\n     {link}\n\
         3. \"First steps\" on the front page leads on: describe the forum, open a cycle, write its call, add people.\n"
    );
    if public.is_empty() {
        steps.push_str(
            "4. So far it is for this machine. To open it to the public, serve it with --public-url behind a proxy;\n     docs/operate.md has a systemd unit and a proxy's configuration.\n",
        );
    } else {
        steps.push_str(
            "4. To keep it running behind a proxy: docs/operate.md has a systemd unit and a proxy's configuration.\n",
        );
    }
    let doctor = format!(
        "\nTo see what is still missing:  plenary doctor --data {dir}{public}{smtp}\n\
         To make a copy of everything:  plenary backup --data {dir} TARGET\n"
    );
    steps + &doctor
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

fn not_empty(typed: &str) -> Result<String, Fault> {
    match typed {
        "" => Err(Fault::broken("write a name, such as Harbour Forum")),
        typed => Ok(typed.to_owned()),
    }
}

fn a_zone(typed: &str) -> Result<String, Fault> {
    let known = jiff::tz::TimeZone::get(typed);
    known
        .map(|_| typed.to_owned())
        .map_err(|_| Fault::broken(ForumRefusal::UnknownZone(typed.to_owned())))
}

fn a_url(typed: &str) -> Result<String, Fault> {
    let host = typed
        .strip_prefix("https://")
        .or(typed.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => {
            Ok(typed.trim_end_matches('/').to_owned())
        }
        _ => Err(Fault::broken(
            "write the whole address, such as https://forum.example.org",
        )),
    }
}

fn an_address(typed: &str) -> Result<String, Fault> {
    if typed.is_empty() {
        return Err(Fault::broken(
            "write a mail address, such as forum@example.org",
        ));
    }
    let address: plenary_kit::text::Address = typed.parse().map_err(Fault::broken)?;
    Ok(address.as_str().to_owned())
}

fn a_relay(typed: &str, from: &str) -> Result<String, Fault> {
    if !typed.is_empty() {
        Sender::new(typed, from.parse().map_err(Fault::broken)?)?;
    }
    Ok(typed.to_owned())
}

fn a_person(typed: &str) -> Result<(String, String), Fault> {
    let parts = typed
        .strip_suffix('>')
        .and_then(|rest| rest.split_once('<'));
    let (name, address) = parts
        .map(|(name, address)| (name.trim(), address.trim()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| {
            Fault::broken("write name and address: Amina Odhiambo <amina@example.org>")
        })?;
    Ok((name.to_owned(), an_address(address)?))
}
