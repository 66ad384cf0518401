//! `plenary demo`: makes the demo forum in a folder of its own and serves it.

use std::path::PathBuf;

use clap::Args;
use plenary::demo;
use plenary::demo::story::FORUM;
use plenary::serve::{Service, asked_to_stop};
use plenary_kit::app::{App, Settings};
use plenary_kit::fault::Fault;
use plenary_kit::time::Clock;

use super::Outcome;

/// Example: plenary demo --data /tmp/demo --listen 127.0.0.1:8080
#[derive(Args)]
#[command(after_help = "Example:\n  plenary demo --data /tmp/demo --listen 127.0.0.1:8080 --json")]
pub struct Demo {
    /// The folder to make it in; one that holds a demo already is served as it is
    #[arg(long, default_value = "demo-forum", value_name = "DIR")]
    data: PathBuf,
    /// The address to listen on
    #[arg(
        long,
        env = "PLENARY_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDR"
    )]
    listen: String,
    /// The address that takes raw caption text over TCP; none leaves that door shut
    #[arg(long, env = "PLENARY_CAPTION_LISTEN", value_name = "ADDR")]
    caption_listen: Option<String>,
    /// Print one line of JSON: the address, and a sign-in link for each role
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Makes the forum if it is not there, and serves it until it is asked to stop.
    pub async fn run(self) -> Outcome {
        let settings = Settings::for_dir(&self.data);
        let listener = Service::listen(&self.listen).await?;
        let address = format!("http://{}", listener.local_addr()?);
        if !settings.database().exists() {
            self.make(&address).await?;
        }
        let app = App::open(
            Settings {
                public_url: address.clone(),
                ..settings
            },
            plenary::rooms::ROOMS,
        )?;
        self.print(&app, &address).await?;
        Service::over(app, listener)?
            .with_raw_captions(self.caption_listen.as_deref())
            .await?
            .run(asked_to_stop())
            .await
    }

    /// Makes the forum beside its place and moves it there whole, so that half a demo is never served.
    async fn make(&self, address: &str) -> Outcome {
        let unfinished = self.data.with_extension("unfinished");
        let _ = std::fs::remove_dir_all(&unfinished);
        let is_told = !self.json;
        let tell = move |done: usize, all: usize| {
            if is_told && (done == all || done.is_multiple_of(50)) {
                eprintln!("Making the demo forum: {done} of {all} acts");
            }
        };
        let made = demo::build(&unfinished, Clock::System.now(), address, tell).await;
        made.map_err(|stop| Fault::broken(format!("the demo could not be made: {stop}")))?;
        if let Some(parent) = self.data.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::rename(&unfinished, &self.data)?;
        Ok(())
    }

    async fn print(&self, app: &App, address: &str) -> Outcome {
        let mut links = serde_json::Map::new();
        for (role, key) in demo::ROLES {
            let person = FORUM.participants.iter().find(|person| person.key == key);
            let person =
                person.ok_or_else(|| Fault::broken(format!("the story knows no {key}")))?;
            let link = demo::link_for(app, person.name, person.email)
                .await
                .map_err(Fault::broken)?;
            links.insert(role.to_owned(), link.into());
        }
        let captions = demo::caption_link(app)?;
        let captions =
            captions.map(|(live, link)| (format!("{address}{live}"), format!("{address}{link}")));
        if self.json {
            let mut line = serde_json::json!({ "address": address, "links": links });
            if let Some((live, link)) = captions {
                line["live"] = serde_json::json!({ "page": live, "captioner": link });
            }
            println!("{line}");
            return Ok(());
        }
        println!("{} is open at {address}\n\nSign in as", FORUM.name);
        for (role, link) in &links {
            println!("  {role:<32} {}", link.as_str().unwrap_or_default());
        }
        if let Some((live, link)) = captions {
            println!("\nA session is on: read its captions at\n  {live}\nwrite them at\n  {link}");
        }
        println!(
            "\nStop it with Ctrl-C. The forum stays in {}.",
            self.data.display()
        );
        Ok(())
    }
}
