//! The room's rules, each a sentence.

use plenary_kit::event::Event;
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::text::Address;
use plenary_kit::time::Instant;

use crate::forum::Group;
use crate::participant::ParticipantEvent as E;
use crate::participant::ParticipantRefusal as Refusal;
use crate::participant::rules::*;

fn groups() -> Vec<Group> {
    let group = |word: &str| Group {
        word: word.into(),
        name: word.into(),
        about: String::new(),
        letter: word[..1].into(),
    };
    vec![group("government"), group("civil-society")]
}

fn person() -> Person {
    Person {
        id: ParticipantId::fresh(),
        name: Some("Ana Moreno".into()),
        address: "ana@example.org".parse().ok(),
        about: None,
        group: None,
        lang: "en".into(),
        is_confirmed: true,
        is_secretariat: false,
        joined: Instant(0),
        erased: None,
    }
}

fn viewer_of(person: &Person) -> Viewer {
    Viewer {
        participant: Some(person.id.clone()),
        community: true,
        ..Viewer::default()
    }
}

fn somebody() -> Viewer {
    viewer_of(&person())
}

fn ask() -> Join {
    Join {
        name: "Ana Moreno".into(),
        address: "ana@example.org".parse::<Address>().ok(),
        group: Some("government".into()),
        lang: "en".into(),
    }
}

fn organisation(name: &str) -> Organisation {
    Organisation {
        id: OrganisationId::fresh(),
        name: name.into(),
        group: None,
        url: None,
    }
}

fn affiliation(at: &Organisation, since: i64, until: Option<i64>) -> Affiliation {
    Affiliation {
        organisation: at.id.clone(),
        organisation_name: at.name.clone(),
        title: None,
        since: Instant(since),
        until: until.map(Instant),
        confirmed: None,
    }
}

fn told(at: &Organisation, since: i64, until: Option<i64>) -> Affiliate {
    Affiliate {
        organisation: Some(at.clone()),
        title: None,
        since: Instant(since),
        until: until.map(Instant),
    }
}

#[test]
fn an_address_joins_once() {
    let known = ParticipantId::fresh();
    let refused = Err(Refusal::AddressKnown);
    assert_eq!(join_as_guest(Some(&known), &groups(), ask()), refused);
    assert_eq!(join_by_link(Some(&known), &groups(), ask()), refused);
    assert_eq!(
        add_participant(&operator(), Some(&known), &groups(), ask()),
        refused
    );
}

#[test]
fn a_guest_is_not_confirmed_and_who_came_by_a_link_is() {
    let is_confirmed = |event| match event {
        Ok(E::Joined { is_confirmed, .. }) => is_confirmed,
        other => panic!("{other:?}"),
    };
    assert!(!is_confirmed(join_as_guest(None, &groups(), ask())));
    assert!(is_confirmed(join_by_link(None, &groups(), ask())));
}

#[test]
fn a_group_or_language_that_is_not_known_is_refused() {
    let of_group = Join {
        group: Some("pirates".into()),
        ..ask()
    };
    assert_eq!(
        join_as_guest(None, &groups(), of_group),
        Err(Refusal::NoSuchGroup)
    );
    for lang in ["", "e", "english language", "en_GB", "en-", "12"] {
        let speaks = Join {
            lang: lang.into(),
            ..ask()
        };
        assert_eq!(
            join_by_link(None, &groups(), speaks),
            Err(Refusal::NoSuchLanguage),
            "{lang}"
        );
    }
    for lang in ["en", "zh-Hant", "pt-BR", "sw"] {
        let speaks = Join {
            lang: lang.into(),
            ..ask()
        };
        assert!(join_by_link(None, &groups(), speaks).is_ok(), "{lang}");
    }
}

#[test]
fn only_the_secretariat_keeps_people_and_organisations() {
    let (who, person, acme) = (somebody(), person(), organisation("Acme"));
    let refused = Err(Refusal::NotSecretariat);
    let cycle = CycleId::fresh();
    let named = NameOrganisation {
        id: None,
        name: "Acme".into(),
        group: None,
        url: None,
    };
    assert_eq!(may_keep_people(&who), Err(Refusal::NotSecretariat));
    assert_eq!(add_participant(&who, None, &groups(), ask()), refused);
    assert_eq!(name_organisation(&who, None, &groups(), named), refused);
    assert_eq!(
        name_client(&who, &acme, &[], &organisation("Beta")),
        refused
    );
    assert_eq!(
        drop_client(&who, &acme, &[], &OrganisationId::fresh()),
        refused
    );
    assert_eq!(
        confirm_affiliation(&who, &person, &affiliation(&acme, 0, None)),
        refused
    );
    assert_eq!(give_role(&who, &person, &cycle, &[], Role::Editor), refused);
    assert_eq!(take_role(&who, &person, &cycle, &[], Role::Editor), refused);
    assert_eq!(name_secretary(&who, &person), refused);
    assert_eq!(release_secretary(&who, &person, 2), refused);
}

#[test]
fn nobody_speaks_for_somebody_else() {
    let (who, person, acme) = (somebody(), person(), organisation("Acme"));
    let refused = Err(Refusal::NotSecretariat);
    let profile = || ChangeProfile {
        name: "A".into(),
        about: None,
        group: None,
        lang: "en".into(),
    };
    assert_eq!(change_profile(&who, &person, &groups(), profile()), refused);
    assert_eq!(affiliate(&who, &person, &[], told(&acme, 0, None)), refused);
    let one = affiliation(&acme, 0, None);
    assert_eq!(end_affiliation(&who, &person, &one, Instant(9)), refused);
    assert_eq!(
        erase(&who, &person, 1, Kept::default(), "r".into()),
        refused
    );
    assert_eq!(may_erase(&who, &person, 1), Err(Refusal::NotSecretariat));
    assert_eq!(may_speak_for(&who, &person), Err(Refusal::NotSecretariat));
    assert!(change_profile(&viewer_of(&person), &person, &groups(), profile()).is_ok());
}

#[test]
fn nothing_is_done_with_an_erased_person() {
    let gone = Person {
        erased: Some(Instant(5)),
        ..person()
    };
    let (staff, refused) = (operator(), Err(Refusal::IsErased));
    assert_eq!(confirm(&gone), refused);
    assert_eq!(
        give_role(&staff, &gone, &CycleId::fresh(), &[], Role::Editor),
        refused
    );
    assert_eq!(name_secretary(&staff, &gone), refused);
    assert_eq!(
        erase(&staff, &gone, 1, Kept::default(), "r".into()),
        refused
    );
}

#[test]
fn confirming_twice_is_refused() {
    assert_eq!(confirm(&person()), Err(Refusal::AlreadyConfirmed));
    assert!(
        confirm(&Person {
            is_confirmed: false,
            ..person()
        })
        .is_ok()
    );
}

#[test]
fn what_a_person_says_of_where_they_belong_waits_for_the_secretariat() {
    let (person, acme) = (person(), organisation("Acme"));
    let is_confirmed = |who: &Viewer| match affiliate(who, &person, &[], told(&acme, 0, None)) {
        Ok(E::Affiliated { is_confirmed, .. }) => is_confirmed,
        other => panic!("{other:?}"),
    };
    assert!(!is_confirmed(&viewer_of(&person)));
    assert!(is_confirmed(&operator()));
}

#[test]
fn affiliations_to_one_organisation_do_not_overlap() {
    let (person, acme) = (person(), organisation("Acme"));
    let all = [affiliation(&acme, 10, Some(20))];
    let add = |since, until| affiliate(&operator(), &person, &all, told(&acme, since, until));
    assert_eq!(add(19, None), Err(Refusal::AffiliationTwice));
    assert_eq!(add(0, None), Err(Refusal::AffiliationTwice));
    assert!(add(0, Some(10)).is_ok());
    assert!(add(20, None).is_ok());
    assert_eq!(add(5, Some(5)), Err(Refusal::AffiliationBackwards));
    let unknown = Affiliate {
        organisation: None,
        ..told(&acme, 0, None)
    };
    let refused = affiliate(&operator(), &person, &[], unknown);
    assert_eq!(refused, Err(Refusal::NoSuchOrganisation));
}

#[test]
fn an_affiliation_ends_once_and_after_it_began() {
    let (person, acme) = (person(), organisation("Acme"));
    let over = affiliation(&acme, 10, Some(20));
    let end = |one: &Affiliation, until| end_affiliation(&operator(), &person, one, Instant(until));
    assert_eq!(end(&over, 30), Err(Refusal::AffiliationOver));
    assert_eq!(
        end(&affiliation(&acme, 10, None), 10),
        Err(Refusal::AffiliationBackwards)
    );
    assert!(end(&affiliation(&acme, 10, None), 11).is_ok());
}

#[test]
fn a_role_is_given_once_and_taken_from_who_has_it() {
    let (person, cycle) = (person(), CycleId::fresh());
    let held = |until| CycleRole {
        cycle: cycle.clone(),
        role: Role::Editor,
        since: Instant(0),
        until,
    };
    let (now, before) = ([held(None)], [held(Some(Instant(1)))]);
    let give = |held: &[CycleRole]| give_role(&operator(), &person, &cycle, held, Role::Editor);
    let take = |held: &[CycleRole]| take_role(&operator(), &person, &cycle, held, Role::Editor);
    assert_eq!(give(&now), Err(Refusal::RoleHeld));
    assert_eq!(take(&before), Err(Refusal::RoleNotHeld));
    assert!(give(&before).is_ok() && take(&now).is_ok());
    let guest = Person {
        is_confirmed: false,
        ..person.clone()
    };
    let refused = give_role(&operator(), &guest, &cycle, &[], Role::Editor);
    assert_eq!(refused, Err(Refusal::NotConfirmed));
}

#[test]
fn the_last_of_the_secretariat_stays() {
    let last = Person {
        is_secretariat: true,
        ..person()
    };
    assert_eq!(
        release_secretary(&operator(), &last, 1),
        Err(Refusal::LastSecretary)
    );
    let erased = erase(&operator(), &last, 1, Kept::default(), "r".into());
    assert_eq!(erased, Err(Refusal::LastSecretary));
    assert!(release_secretary(&operator(), &last, 2).is_ok());
    assert_eq!(
        name_secretary(&operator(), &last),
        Err(Refusal::AlreadySecretary)
    );
    assert_eq!(
        release_secretary(&operator(), &person(), 2),
        Err(Refusal::NotASecretary)
    );
}

#[test]
fn an_organisation_has_a_name_of_its_own_and_a_web_address_or_none() {
    let acme = organisation("Acme");
    let ask = |id: Option<&Organisation>, url: Option<&str>| NameOrganisation {
        id: id.map(|one| one.id.clone()),
        name: "Acme".into(),
        group: None,
        url: url.map(str::to_owned),
    };
    let name = |ask| name_organisation(&operator(), Some(&acme), &groups(), ask);
    assert_eq!(name(ask(None, None)), Err(Refusal::OrganisationTaken));
    assert!(name(ask(Some(&acme), Some("https://example.org/a?b"))).is_ok());
    for url in [
        "javascript:alert(1)",
        "example.org",
        "https://a b",
        "https://a\"onclick=",
    ] {
        assert_eq!(
            name(ask(Some(&acme), Some(url))),
            Err(Refusal::BadUrl),
            "{url}"
        );
    }
}

#[test]
fn an_organisation_serves_others_once_and_never_itself() {
    let (acme, beta) = (organisation("Acme"), organisation("Beta"));
    let name =
        |clients: &[OrganisationId], client| name_client(&operator(), &acme, clients, client);
    assert_eq!(name(&[], &acme), Err(Refusal::OwnClient));
    assert_eq!(
        name(std::slice::from_ref(&beta.id), &beta),
        Err(Refusal::ClientKnown)
    );
    assert_eq!(
        drop_client(&operator(), &acme, &[], &beta.id),
        Err(Refusal::NoClient)
    );
    assert!(drop_client(&operator(), &acme, std::slice::from_ref(&beta.id), &beta.id).is_ok());
}

#[test]
fn every_released_line_can_still_be_read() {
    let lines = include_str!("../events.jsonl");
    let mut names: Vec<String> = Vec::new();
    for line in lines.lines() {
        let entry = plenary_kit::event::Entry::read(0, line.to_owned()).unwrap();
        assert_eq!(entry.room, E::ROOM);
        let event: E = entry.event().unwrap().unwrap();
        let told = serde_json::to_value(&event).unwrap();
        names.extend(told.as_object().unwrap().keys().cloned());
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 14, "a sample of every event: {names:?}");
}

#[test]
fn a_speaker_nobody_knows_is_noted_without_an_address_and_under_a_known_group() {
    let wrong = Join {
        group: Some("aliens".into()),
        ..ask()
    };
    assert_eq!(note_speaker(&groups(), wrong), Err(Refusal::NoSuchGroup));
    let E::Joined {
        address,
        is_confirmed,
        ..
    } = note_speaker(&groups(), ask()).unwrap()
    else {
        panic!("another event");
    };
    assert!(address.is_none() && !is_confirmed);
}
