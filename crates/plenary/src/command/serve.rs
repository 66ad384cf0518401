//! `plenary serve`: serves a forum until it is asked to stop.

use clap::Args;
use plenary::serve::{Service, asked_to_stop};
use plenary_kit::app::Settings;

use super::{Data, Outcome, open};

/// Example: plenary serve --data forum --public-url https://forum.example.org --smtp smtp://localhost:25
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary serve --data forum --public-url https://forum.example.org --smtp smtp://localhost:25"
)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    door: Door,
}

/// How a forum is reached and how it sends letters.
#[derive(Args, Clone)]
pub struct Door {
    /// The address to listen on
    #[arg(
        long,
        env = "PLENARY_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDR"
    )]
    pub listen: String,
    /// The address people know the forum by [default: http://ADDR]
    #[arg(long, env = "PLENARY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The relay that takes the forum's letters: smtp://[user:password@]host:port, smtps://... ; none keeps them in the outbox
    #[arg(long, env = "PLENARY_SMTP", value_name = "URL")]
    pub smtp: Option<String>,
    /// The address that takes raw caption text over TCP; none leaves that door shut
    #[arg(long, env = "PLENARY_CAPTION_LISTEN", value_name = "ADDR")]
    pub caption_listen: Option<String>,
}

impl Door {
    /// The settings for a data directory behind this door.
    pub fn settings(&self, dir: &std::path::Path) -> Settings {
        let public_url = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen));
        Settings {
            public_url: public_url.trim_end_matches('/').to_owned(),
            smtp: self.smtp.clone(),
            ..Settings::for_dir(dir)
        }
    }
}

impl Serve {
    /// Serves until it is asked to stop.
    pub async fn run(self) -> Outcome {
        let app = open(self.door.settings(&self.data.dir))?;
        let service = Service::bind(app, &self.door.listen)
            .await?
            .with_raw_captions(self.door.caption_listen.as_deref())
            .await?;
        println!("The forum is open at http://{}", service.address()?);
        service.run(asked_to_stop()).await
    }
}
