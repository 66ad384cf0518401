//! The demo's people: who they are, where they belong, and a sign-in link for one of each role.

use std::collections::HashMap;

use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::signin::{NewLink, make_link};
use plenary_kit::time::Instant;

use super::story::{self, FORUM, Participant};
use crate::participant::rules::{Affiliate, NameOrganisation};
use crate::participant::{self, Hand, Join, acts};

/// The roles whose sign-in links the demo prints, and who in the story holds each.
pub const ROLES: [(&str, &str); 10] = [
    ("secretariat", "ines-duval"),
    ("facilitator", "leilani-kaaihue"),
    ("editor", "asne-hoyland"),
    ("moderator", "chidinma-okeke"),
    ("captioner", "ruth-pelletier"),
    ("participant-government", "jean-marc-theodore"),
    ("participant-private-sector", "siobhan-ni-dhalaigh"),
    ("participant-civil-society", "zainab-al-harrasi"),
    ("participant-technical-community", "henrik-jorgensen"),
    ("nobody", "pat-quimby"),
];

/// Who is who: the story's keys and the forum's ids.
#[derive(Default)]
pub(super) struct Known {
    pub people: HashMap<&'static str, ParticipantId>,
    pub organisations: HashMap<&'static str, OrganisationId>,
}

impl Known {
    pub fn person(&self, key: &str) -> Result<ParticipantId, Fault> {
        self.people
            .get(key)
            .cloned()
            .ok_or_else(|| Fault::broken(format!("the story knows no person {key:?}")))
    }

    pub fn organisation(&self, key: &str) -> Result<OrganisationId, Fault> {
        let found = self.organisations.get(key).cloned();
        found.ok_or_else(|| Fault::broken(format!("the story knows no organisation {key:?}")))
    }
}

/// Takes in the story's organisations and people.
pub(super) async fn arrive(
    app: &App,
    moment: impl Fn(story::Day) -> Instant,
) -> Result<Known, Stop> {
    let mut known = Known::default();
    for organisation in FORUM.organisations {
        let ask = NameOrganisation {
            id: None,
            name: organisation.name.into(),
            group: organisation.group.map(str::to_owned),
            url: None,
        };
        let id = acts::name_organisation(app, &Hand::Operator, None, ask).await?;
        known.organisations.insert(organisation.key, id);
    }
    for person in FORUM.participants {
        known.people.insert(person.key, join(app, person).await?);
        belong(app, person, &known, &moment).await?;
    }
    Ok(known)
}

async fn join(app: &App, person: &Participant) -> Result<ParticipantId, Stop> {
    let ask = Join {
        name: person.name.into(),
        address: Some(person.email.parse()?),
        group: person.group.map(str::to_owned),
        lang: person.language.into(),
    };
    acts::add(app, &Hand::Operator, None, ask).await
}

async fn belong(
    app: &App,
    person: &Participant,
    known: &Known,
    moment: &impl Fn(story::Day) -> Instant,
) -> Result<(), Stop> {
    let id = known.person(person.key)?;
    for affiliation in person.affiliations {
        let organisation = known.organisation(affiliation.organisation)?;
        let (since, until) = (moment(affiliation.from), affiliation.to.map(moment));
        let title = Some(affiliation.title.to_owned()).filter(|title| !title.is_empty());
        acts::act_on(
            app,
            &Hand::Operator,
            None,
            &id,
            move |db, viewer, person| {
                let organisation = participant::organisation(db, &organisation)?;
                let ask = Affiliate {
                    organisation,
                    title,
                    since,
                    until,
                };
                let all = participant::affiliations(db, &person.id)?;
                Ok(participant::rules::affiliate(viewer, person, &all, ask)?)
            },
        )
        .await?;
    }
    Ok(())
}

/// How long the links on the operator's own console work: as long as anybody looks at a demo.
const DEMO_LINK_LIFE_MS: i64 = 365 * plenary_kit::time::DAY_MS;

/// A sign-in link for one of the story's people, good in any browser and more than once; for the demo only.
pub async fn link_for(app: &App, name: &str, address: &str) -> Result<String, Stop> {
    let address = address.parse()?;
    let person = app.read(|db| participant::by_address(db, &address))?;
    let person = person.ok_or_else(|| Fault::broken(format!("this demo does not know {name}")))?;
    let ends = app.now().plus_ms(DEMO_LINK_LIFE_MS);
    let link = app
        .tend(move |tx| {
            let subject = person.as_str();
            make_link(
                tx,
                &NewLink {
                    purpose: "sign-in",
                    subject,
                    browser: None,
                    ends,
                    is_reusable: true,
                },
            )
        })
        .await?;
    Ok(format!(
        "{}/sign-in/{}",
        app.settings().public_url,
        link.token
    ))
}
