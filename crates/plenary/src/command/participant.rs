//! `plenary participant`: what the operator does with people at the machine's own command line.

use clap::{Args, Subcommand};
use plenary::forum;
use plenary::participant::command::{self as people, NewPerson, Printed};
use plenary::rooms::PERSONAL;
use plenary_kit::app::App;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::Role;
use plenary_kit::time::{DAY_MS, HOUR_MS};
use serde_json::json;

use super::{Data, Outcome, PublicUrl, open, progress};

/// People, as the operator handles them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary participant --data forum add --name \"Amina Odhiambo\" --address amina@example.org --group government\n  plenary participant --data forum secretary amina@example.org\n  plenary participant --data forum role amina@example.org editor --cycle 2026\n  plenary participant --data forum sign-in-link amina@example.org\n  plenary participant --data forum erase amina@example.org --rule \"Request under Art. 17 GDPR\""
)]
pub struct Participant {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    url: PublicUrl,
    /// Print the outcome as one line of JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Take a person in, confirmed
    Add {
        /// The name
        #[arg(long)]
        name: String,
        /// Where letters go
        #[arg(long)]
        address: Option<String>,
        /// The word of the stakeholder group
        #[arg(long)]
        group: Option<String>,
        /// The language of letters (BCP 47)
        #[arg(long, default_value = "en")]
        lang: String,
    },
    /// List people in the order of their joining, 1,000 at a time
    List {
        /// Go on after this person's id
        #[arg(long, value_name = "ID")]
        after: Option<ParticipantId>,
    },
    /// Give or take a role in a cycle
    Role {
        /// The address or id
        who: String,
        /// facilitator, editor, moderator, captioner, rapporteur, secretariat
        role: Role,
        /// The cycle's word in addresses
        #[arg(long, value_name = "SLUG")]
        cycle: String,
        /// Take the role back
        #[arg(long)]
        take: bool,
    },
    /// Take a person into the secretariat
    Secretary {
        /// The address or id
        who: String,
    },
    /// Erase all that is kept of a person, for good
    Erase {
        /// The address or id
        who: String,
        /// The rule it is done under, shown in the gap
        #[arg(long)]
        rule: String,
    },
    /// Print a link that signs a person in
    SignInLink {
        /// The address or id
        who: String,
        /// How many hours it works; it works once
        #[arg(long, default_value_t = 1)]
        hours: i64,
    },
}

impl Participant {
    /// Does it.
    pub async fn run(self) -> Outcome {
        let app = open(self.url.settings(&self.data.dir))?;
        let is_json = self.json;
        match self.act {
            Act::Add {
                name,
                address,
                group,
                lang,
            } => {
                let new = NewPerson {
                    name: &name,
                    address: address.as_deref(),
                    group: group.as_deref(),
                    lang: &lang,
                };
                let id = people::add(&app, new).await.map_err(Fault::broken)?;
                said(is_json, "id", id.as_str())
            }
            Act::List { after } => list(&app, after.as_ref(), is_json),
            Act::Role {
                who,
                role,
                cycle,
                take,
            } => change_role(&app, &who, role, &cycle, take).await,
            Act::Secretary { who } => {
                let id = find(&app, &who)?;
                people::name_secretary(&app, &id)
                    .await
                    .map_err(Fault::broken)
            }
            Act::Erase { who, rule } => {
                let id = find(&app, &who)?;
                people::erase(&app, &id, &rule, PERSONAL)
                    .await
                    .map_err(Fault::broken)
            }
            Act::SignInLink { who, hours } => {
                let id = find(&app, &who)?;
                let link = sign_in_link(&app, &id, hours).await?;
                said(is_json, "link", &link)
            }
        }
    }
}

/// A link for one use, printed on the operator's console.
pub async fn sign_in_link(app: &App, id: &ParticipantId, hours: i64) -> Result<String, Fault> {
    let life = (hours.max(1).saturating_mul(HOUR_MS)).min(7 * DAY_MS);
    people::sign_in_link(app, id, app.now().plus_ms(life), false)
        .await
        .map_err(Fault::broken)
}

fn said(is_json: bool, what: &str, value: &str) -> Outcome {
    if is_json {
        return progress::json(&json!({ what: value }));
    }
    println!("{value}");
    Ok(())
}

fn find(app: &App, who: &str) -> Result<ParticipantId, Fault> {
    people::find(app, who).map_err(|stop| {
        Fault::broken(format!(
            "{who}: {stop} `plenary participant list` shows who is here."
        ))
    })
}

fn list(app: &App, after: Option<&ParticipantId>, is_json: bool) -> Outcome {
    for person in people::list(app, after)? {
        match is_json {
            true => progress::json(&person)?,
            false => println!("{}", in_one_line(&person)),
        }
    }
    Ok(())
}

fn in_one_line(person: &Printed) -> String {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    let mut marks = Vec::new();
    marks.extend((!person.is_confirmed).then_some("unconfirmed"));
    marks.extend(person.is_secretariat.then_some("secretariat"));
    marks.extend(person.is_erased.then_some("erased"));
    format!(
        "{}  {}  <{}>  {}  {}",
        person.id,
        or_dash(&person.name),
        or_dash(&person.address),
        or_dash(&person.group),
        marks.join(", ")
    )
}

async fn change_role(app: &App, who: &str, role: Role, slug: &str, take: bool) -> Outcome {
    let id = find(app, who)?;
    let cycle = cycle(app, slug)?;
    let outcome = match take {
        true => people::take_role(app, &id, &cycle, role).await,
        false => people::give_role(app, &id, &cycle, role).await,
    };
    outcome.map_err(Fault::broken)
}

/// The cycle of that word.
pub fn cycle(app: &App, slug: &str) -> Result<CycleId, Fault> {
    let found = app.read(|db| forum::store::cycle_by_slug(db, slug))?;
    match found {
        Some(cycle) => Ok(cycle.id),
        None => {
            let all = app.read(forum::store::cycles)?;
            let words: Vec<String> = all.into_iter().map(|cycle| cycle.slug).collect();
            Err(Fault::broken(format!(
                "there is no cycle {slug:?}. There are: {}.",
                words.join(", ")
            )))
        }
    }
}
