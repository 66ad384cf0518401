//! The room's rules, one sentence each.

use plenary_kit::policy::Viewer;
use plenary_kit::time::Instant;

use super::rules::{
    DescribeForum, ForumRefusal, Group, OpenCycle, Phase, PhaseKind, describe_cycle,
    describe_forum, open_cycle, open_forum, set_groups, set_phases,
};
use super::{Cycle, ForumEvent};

fn secretariat() -> Viewer {
    Viewer {
        secretariat: true,
        ..Viewer::default()
    }
}

fn phase(kind: PhaseKind, opens: i64, closes: i64) -> Phase {
    Phase {
        kind,
        opens: Instant(opens),
        closes: Instant(closes),
    }
}

fn ask(slug: &str, phases: Vec<Phase>) -> OpenCycle {
    OpenCycle {
        slug: slug.into(),
        title: "Keeping the lights on".into(),
        about: String::new(),
        phases,
    }
}

fn told(zone: &str) -> DescribeForum {
    DescribeForum {
        name: "Forum".into(),
        about: String::new(),
        zone: zone.into(),
        address: "f@example.org".into(),
    }
}

fn cycle(closed: Option<Instant>) -> Cycle {
    let event = open_cycle(&secretariat(), &[], ask("2026", vec![])).unwrap();
    let ForumEvent::CycleOpened {
        id,
        slug,
        title,
        about,
        phases,
    } = event
    else {
        unreachable!()
    };
    Cycle {
        id,
        slug,
        title,
        about,
        opened: Instant(0),
        closed,
        phases,
    }
}

#[test]
fn a_phase_is_open_from_its_first_instant_up_to_its_last() {
    let review = phase(PhaseKind::Review, 10, 20);
    assert_eq!(
        [9, 10, 19, 20].map(|at| review.is_open(Instant(at))),
        [false, true, true, false]
    );
}

#[test]
fn only_the_secretariat_opens_a_cycle() {
    assert_eq!(
        open_cycle(&Viewer::default(), &[], ask("2026", vec![])),
        Err(ForumRefusal::NotSecretariat)
    );
    assert!(open_cycle(&secretariat(), &[], ask("2026", vec![])).is_ok());
}

#[test]
fn a_cycle_needs_a_word_of_its_own_that_can_stand_in_an_address() {
    let taken = ["2026".to_owned()];
    assert_eq!(
        open_cycle(&secretariat(), &taken, ask("2026", vec![])),
        Err(ForumRefusal::SlugTaken("2026".into()))
    );
    for bad in ["", "Year One", "../etc", "-a", &"x".repeat(41)] {
        assert_eq!(
            open_cycle(&secretariat(), &[], ask(bad, vec![])),
            Err(ForumRefusal::BadSlug),
            "{bad}"
        );
    }
}

#[test]
fn phases_run_forward_and_stand_once() {
    let open = |phases| open_cycle(&secretariat(), &[], ask("a", phases));
    assert_eq!(
        open(vec![phase(PhaseKind::Call, 5, 5)]),
        Err(ForumRefusal::PhaseBackwards("call"))
    );
    let twice = vec![phase(PhaseKind::Call, 1, 2), phase(PhaseKind::Call, 3, 4)];
    assert_eq!(open(twice), Err(ForumRefusal::PhaseTwice("call")));
}

#[test]
fn a_second_forum_in_a_directory_is_refused() {
    assert_eq!(open_forum(true, told("UTC")), Err(ForumRefusal::IsOpen));
    assert!(open_forum(false, told("Europe/Lisbon")).is_ok());
}

#[test]
fn a_zone_must_be_known() {
    let refused = Err(ForumRefusal::UnknownZone("Mars/Olympus".into()));
    assert_eq!(
        describe_forum(&secretariat(), told("Mars/Olympus")),
        refused
    );
    assert_eq!(
        describe_forum(&Viewer::default(), told("UTC")),
        Err(ForumRefusal::NotSecretariat)
    );
}

#[test]
fn a_closed_cycle_changes_no_more() {
    let closed = cycle(Some(Instant(1)));
    assert_eq!(
        set_phases(&secretariat(), &closed, vec![]),
        Err(ForumRefusal::CycleClosed)
    );
    let described = describe_cycle(&secretariat(), &closed, "New".into(), String::new());
    assert_eq!(described, Err(ForumRefusal::CycleClosed));
    assert!(set_phases(&secretariat(), &cycle(None), vec![]).is_ok());
}

#[test]
fn groups_have_words_names_and_letters_of_their_own() {
    let group = |word: &str, letter: &str| Group {
        word: word.into(),
        name: word.to_uppercase(),
        about: String::new(),
        letter: letter.into(),
    };
    assert_eq!(
        set_groups(&secretariat(), vec![]),
        Err(ForumRefusal::BadGroups)
    );
    assert_eq!(
        set_groups(&secretariat(), vec![group("a", "A"), group("b", "A")]),
        Err(ForumRefusal::BadGroups)
    );
    assert!(set_groups(&secretariat(), vec![group("a", "A"), group("b", "B")]).is_ok());
    assert_eq!(
        set_groups(&Viewer::default(), vec![group("a", "A")]),
        Err(ForumRefusal::NotSecretariat)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_opens_a_cycle_by_its_form_and_nobody_else_finds_it() {
    let forum = crate::testing::TestForum::open().await;
    let secretary = forum.secretary("Mara Holt").await;
    let mut browser = forum.signed_in(&secretary).await;
    let fields = [
        ("title", "Next year"),
        ("slug", "2027"),
        ("call-opens", "2027-01-10T09:00"),
        ("call-closes", "2027-03-10T18:00"),
    ];
    let answer = browser.fill_in("/cycles/new", "/cycles/new", &fields).await;
    assert_eq!(answer.location(), "/cycles/2027", "{}", answer.text());
    let again = browser.fill_in("/cycles/new", "/cycles/new", &fields).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("Choose another word") && again.text().contains("Next year"));
    let edited = [
        ("title", "Next year"),
        ("call-opens", "2027-01-10T09:00"),
        ("call-closes", "2027-01-09T18:00"),
    ];
    let backwards = browser
        .fill_in("/cycles/2027/edit", "/cycles/2027/edit", &edited)
        .await;
    assert_eq!(backwards.status, 422);
    let person = forum.person("Someone Else", "government").await;
    assert_eq!(
        forum
            .signed_in(&person)
            .await
            .get("/cycles/new")
            .await
            .status,
        404
    );
    assert_eq!(forum.visitor().get("/cycles/new").await.status, 303);
}
