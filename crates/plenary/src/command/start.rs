//! `plenary init`: makes a new forum.

use std::path::PathBuf;

use clap::Args;
use plenary::forum::rules::{DescribeForum, open_forum};
use plenary::forum::{ForumEvent, store};
use plenary_kit::app::{App, Settings};

use super::Outcome;

/// Example: plenary init forum --name "Harbour Forum" --zone Europe/Lisbon --address forum@example.org
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary init forum --name \"Harbour Forum\" --zone Europe/Lisbon --address forum@example.org"
)]
pub struct Init {
    /// The directory to make it in
    dir: PathBuf,
    /// The forum's name
    #[arg(long, default_value = "A new forum")]
    name: String,
    /// Its time zone (IANA name)
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// The address its letters come from
    #[arg(long, default_value = "plenary@localhost")]
    address: String,
}

impl Init {
    /// Makes the forum.
    pub async fn run(self) -> Outcome {
        let app = App::open(Settings::for_dir(&self.dir), plenary::rooms::ROOMS)?;
        let told = DescribeForum {
            name: self.name,
            about: String::new(),
            zone: self.zone,
            address: self.address,
        };
        app.act::<ForumEvent>(None, None, move |db, _| {
            Ok(open_forum(store::forum(db)?.is_some(), told)?)
        })
        .await
        .map_err(plenary_kit::fault::Fault::broken)?;
        println!(
            "The forum is made. Serve it with `plenary serve --data {}`.",
            self.dir.display()
        );
        Ok(())
    }
}
