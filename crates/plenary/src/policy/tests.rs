//! The policy's table: every audience against every kind of viewer, and the list rule against the rule for one thing.

use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Access, Attribution, Audience, Mark, Role, Thing, Viewer};

use super::{audience_of, intersection, may_enter, may_see, reach};

struct World {
    cycle: CycleId,
    author: ParticipantId,
    home: OrganisationId,
}

fn world() -> World {
    World {
        cycle: CycleId::fresh(),
        author: ParticipantId::fresh(),
        home: OrganisationId::fresh(),
    }
}

fn person() -> Viewer {
    Viewer {
        participant: Some(ParticipantId::fresh()),
        ..Viewer::default()
    }
}

/// Every kind of viewer a forum has, by name.
fn viewers(w: &World) -> Vec<(&'static str, Viewer)> {
    let role = |role| Viewer {
        roles: vec![(w.cycle.clone(), role)],
        community: true,
        ..person()
    };
    vec![
        ("public", Viewer::default()),
        ("guest", person()),
        (
            "participant",
            Viewer {
                community: true,
                ..person()
            },
        ),
        (
            "colleague",
            Viewer {
                organisations: vec![w.home.clone()],
                ..person()
            },
        ),
        (
            "client",
            Viewer {
                client_of: vec![w.home.clone()],
                ..person()
            },
        ),
        (
            "listed",
            Viewer {
                lists: vec!["7".into()],
                ..person()
            },
        ),
        (
            "author",
            Viewer {
                participant: Some(w.author.clone()),
                ..Viewer::default()
            },
        ),
        ("editor", role(Role::Editor)),
        ("moderator", role(Role::Moderator)),
        (
            "editor of another cycle",
            Viewer {
                roles: vec![(CycleId::fresh(), Role::Editor)],
                ..person()
            },
        ),
        (
            "secretariat",
            Viewer {
                secretariat: true,
                ..person()
            },
        ),
    ]
}

fn readers(w: &World, audience: &Audience, is_shown: bool) -> Vec<&'static str> {
    let thing = Thing {
        audience,
        cycle: &w.cycle,
        author: Some(&w.author),
        attribution: Attribution::Named,
        is_shown,
    };
    viewers(w)
        .into_iter()
        .filter(|(_, viewer)| may_see(viewer, &thing).is_some())
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn clear_is_for_everyone() {
    let w = world();
    assert_eq!(
        readers(&w, &Audience::Everyone, true).len(),
        viewers(&w).len()
    );
}

#[test]
fn green_is_for_the_community_and_who_answers() {
    let w = world();
    let expected = [
        "participant",
        "author",
        "editor",
        "moderator",
        "secretariat",
    ];
    assert_eq!(readers(&w, &Audience::Community, true), expected);
}

#[test]
fn amber_is_for_the_organisation_and_its_clients() {
    let w = world();
    let expected = ["colleague", "client", "author", "editor", "secretariat"];
    assert_eq!(
        readers(&w, &Audience::Clients(w.home.clone()), true),
        expected
    );
}

#[test]
fn amber_strict_is_for_the_organisation_only() {
    let w = world();
    let expected = ["colleague", "author", "editor", "secretariat"];
    assert_eq!(
        readers(&w, &Audience::Organisation(w.home.clone()), true),
        expected
    );
}

#[test]
fn red_is_for_named_people_and_not_even_for_staff() {
    let w = world();
    assert_eq!(
        readers(&w, &Audience::List("7".into()), true),
        ["listed", "author"]
    );
}

#[test]
fn what_is_not_confirmed_is_its_authors_alone() {
    let w = world();
    assert_eq!(readers(&w, &Audience::Everyone, false), ["author"]);
}

#[test]
fn chatham_house_shows_the_group_and_anonymous_not_even_that() {
    let w = world();
    let see = |viewer: &Viewer, attribution| {
        let thing = Thing {
            audience: &Audience::Everyone,
            cycle: &w.cycle,
            author: Some(&w.author),
            attribution,
            is_shown: true,
        };
        may_see(viewer, &thing).map(|fields| (fields.person, fields.group))
    };
    let public = Viewer::default();
    assert_eq!(see(&public, Attribution::Named), Some((true, true)));
    assert_eq!(see(&public, Attribution::ChathamHouse), Some((false, true)));
    assert_eq!(see(&public, Attribution::Anonymous), Some((false, false)));
    let secretariat = Viewer {
        secretariat: true,
        ..person()
    };
    assert_eq!(
        see(&secretariat, Attribution::Anonymous),
        Some((true, true))
    );
}

#[test]
fn the_rule_for_lists_is_the_rule_for_one_thing() {
    let w = world();
    let audiences = [
        Audience::Everyone,
        Audience::Community,
        Audience::Clients(w.home.clone()),
        Audience::Organisation(w.home.clone()),
        Audience::List("7".into()),
    ];
    for (name, viewer) in viewers(&w) {
        for (audience, is_shown) in audiences
            .iter()
            .flat_map(|audience| [(audience, true), (audience, false)])
        {
            let thing = Thing {
                audience,
                cycle: &w.cycle,
                author: Some(&w.author),
                attribution: Attribution::Named,
                is_shown,
            };
            let one = may_see(&viewer, &thing).is_some();
            let reach = reach(&viewer);
            let is_list = matches!(audience, Audience::List(_));
            let staff = reach.answers_everywhere || reach.answers_for.contains(&w.cycle);
            let listed = is_shown && (reach.keys.contains(&audience.key()) || (staff && !is_list));
            assert_eq!(
                one,
                listed || reach.own.as_ref() == Some(&w.author),
                "{name}, {audience:?}, shown: {is_shown}"
            );
        }
    }
}

#[test]
fn what_is_made_of_two_sources_is_for_nobody_who_may_not_read_both() {
    let w = world();
    let other = OrganisationId::fresh();
    let (strict, amber) = (
        Audience::Organisation(w.home.clone()),
        Audience::Clients(w.home.clone()),
    );
    assert_eq!(intersection(&Audience::Everyone, &strict, "n"), strict);
    assert_eq!(intersection(&amber, &strict, "n"), strict);
    assert_eq!(
        intersection(&strict, &Audience::Organisation(other), "n"),
        Audience::List("n".into())
    );
    assert_eq!(
        intersection(&Audience::Community, &amber, "n"),
        Audience::List("n".into())
    );
}

#[test]
fn amber_without_an_organisation_goes_to_named_people() {
    assert_eq!(
        audience_of(Mark::Amber, None, "7"),
        Audience::List("7".into())
    );
}

#[test]
fn routes_open_by_role_and_always_to_the_secretariat() {
    let w = world();
    let desk = Access::AnyOf(&[Role::Editor]);
    let enters: Vec<_> = viewers(&w)
        .into_iter()
        .filter(|(_, viewer)| may_enter(viewer, &desk))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(enters, ["editor", "editor of another cycle", "secretariat"]);
    assert!(!may_enter(&Viewer::default(), &Access::SignedIn));
}
