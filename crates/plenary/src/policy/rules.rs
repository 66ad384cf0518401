//! The decisions, as plain functions of a viewer and a thing.

use plenary_kit::id::{CycleId, OrganisationId};
use plenary_kit::policy::{
    Access, Attribution, Audience, Fields, Mark, Policy, Reach, Role, Thing, Viewer,
};

/// The policy a forum runs with.
pub const POLICY: Policy = Policy {
    may_see,
    reach,
    may_enter,
};

/// What of a thing the viewer may read; nothing when for them it does not exist.
pub fn may_see(viewer: &Viewer, thing: &Thing<'_>) -> Option<Fields> {
    let is_own = viewer.is(thing.author);
    if !thing.is_shown {
        return is_own.then_some(Fields {
            person: true,
            group: true,
        });
    }
    let answers = viewer.answers_for(thing.cycle) && !matches!(thing.audience, Audience::List(_));
    let is_reader = is_own || answers || is_in(viewer, thing.audience);
    is_reader.then(|| shown_fields(thing.attribution, is_own || viewer.answers_for(thing.cycle)))
}

/// The second axis: whose words they are. The author sees it, and those who must reach the author with an answer.
fn shown_fields(attribution: Attribution, knows_author: bool) -> Fields {
    Fields {
        person: knows_author || attribution == Attribution::Named,
        group: knows_author || attribution != Attribution::Anonymous,
    }
}

fn is_in(viewer: &Viewer, audience: &Audience) -> bool {
    match audience {
        Audience::Everyone => true,
        Audience::Community => viewer.community,
        Audience::Organisation(organisation) => viewer.organisations.contains(organisation),
        Audience::Clients(organisation) => {
            viewer.organisations.contains(organisation) || viewer.client_of.contains(organisation)
        }
        Audience::List(list) => viewer.lists.contains(list),
    }
}

/// [`may_see`] turned round: all that the viewer may read, for a store that must choose among many rows.
pub fn reach(viewer: &Viewer) -> Reach {
    let mut audiences = vec![Audience::Everyone];
    if viewer.community {
        audiences.push(Audience::Community);
    }
    for organisation in &viewer.organisations {
        audiences.push(Audience::Organisation(organisation.clone()));
        audiences.push(Audience::Clients(organisation.clone()));
    }
    audiences.extend(viewer.client_of.iter().cloned().map(Audience::Clients));
    audiences.extend(viewer.lists.iter().cloned().map(Audience::List));
    let mut keys: Vec<String> = audiences.iter().map(Audience::key).collect();
    keys.sort();
    keys.dedup();
    Reach {
        keys,
        own: viewer.participant.clone(),
        answers_everywhere: viewer.secretariat,
        answers_for: cycles_answered(viewer),
    }
}

fn cycles_answered(viewer: &Viewer) -> Vec<CycleId> {
    let answering = [Role::Secretariat, Role::Facilitator, Role::Editor];
    let mut cycles: Vec<_> = viewer
        .roles
        .iter()
        .filter(|(_, role)| answering.contains(role))
        .map(|(cycle, _)| cycle.clone())
        .collect();
    cycles.sort();
    cycles.dedup();
    cycles
}

/// Whether the viewer may enter a route at all.
pub fn may_enter(viewer: &Viewer, access: &Access) -> bool {
    match access {
        Access::Everyone => true,
        Access::SignedIn => viewer.participant.is_some(),
        Access::AnyOf(roles) => {
            viewer.secretariat || viewer.roles.iter().any(|(_, role)| roles.contains(role))
        }
    }
}

/// The audience a mark gives: TLP labels are audiences, not levels.
///
/// `organisation` is the one the author speaks for. Without one, AMBER and AMBER+STRICT reach no organisation, so they
/// go to the named recipients only, as RED does; `list` names those.
pub fn audience_of(mark: Mark, organisation: Option<&OrganisationId>, list: &str) -> Audience {
    match (mark, organisation) {
        (Mark::Clear, _) => Audience::Everyone,
        (Mark::Green, _) => Audience::Community,
        (Mark::Amber, Some(organisation)) => Audience::Clients(organisation.clone()),
        (Mark::AmberStrict, Some(organisation)) => Audience::Organisation(organisation.clone()),
        (Mark::Amber | Mark::AmberStrict, None) | (Mark::Red, _) => Audience::List(list.to_owned()),
    }
}

/// The audience of what is made from both: nobody reads it who may not read each source.
///
/// Where the two overlap without one holding the other, nobody is left but `list`, a new list of named people.
pub fn intersection(a: &Audience, b: &Audience, list: &str) -> Audience {
    use Audience::{Clients, Everyone, Organisation};
    match (a, b) {
        (same, other) if same == other => same.clone(),
        (Everyone, other) | (other, Everyone) => other.clone(),
        (Clients(whole), Organisation(part)) | (Organisation(part), Clients(whole))
            if whole == part =>
        {
            Organisation(part.clone())
        }
        // An organisation's people need not have joined the forum, so not even the community holds them.
        _ => Audience::List(list.to_owned()),
    }
}
