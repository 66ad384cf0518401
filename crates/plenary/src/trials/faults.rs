//! Checks taken out on purpose: the walk and the two worlds must notice each of them.

use plenary_kit::app::Rooms;
use plenary_kit::policy::{Access, Audience, Fields, Policy, Reach, Thing, Viewer};

use super::force::force;
use super::pair::differences;
use super::walk::walk;
use super::world::{Twist, World};
use crate::policy::{POLICY, may_see, reach};
use crate::rooms::ROOMS;

fn with(policy: Policy) -> Rooms {
    Rooms { policy, ..ROOMS }
}

/// Every mark is taken for CLEAR.
fn sees_every_mark(viewer: &Viewer, thing: &Thing<'_>) -> Option<Fields> {
    may_see(
        viewer,
        &Thing {
            audience: &Audience::Everyone,
            ..thing.clone()
        },
    )
}

/// Person and group are shown whatever was chosen.
fn shows_every_name(viewer: &Viewer, thing: &Thing<'_>) -> Option<Fields> {
    may_see(viewer, thing).map(|_| Fields {
        person: true,
        group: true,
    })
}

/// A guest's item is shown before the address is confirmed.
fn shows_the_unconfirmed(viewer: &Viewer, thing: &Thing<'_>) -> Option<Fields> {
    may_see(
        viewer,
        &Thing {
            is_shown: true,
            ..thing.clone()
        },
    )
}

/// Lists reach everything but what is for named readers.
fn reaches_everything(viewer: &Viewer) -> Reach {
    Reach {
        answers_everywhere: true,
        ..reach(viewer)
    }
}

fn enters_everywhere(_: &Viewer, _: &Access) -> bool {
    true
}

/// What the walk says of a forum with this policy, as seen by those who know least.
async fn caught_by_walk(policy: Policy) -> Vec<String> {
    let world = World::build(with(policy), Twist::default()).await;
    let mut caught = walk(&world, &["public", "participant"]).await;
    caught.extend(force(&world, &["participant"]).await);
    caught
}

async fn caught_by_pair(policy: Policy) -> Vec<String> {
    differences(with(policy), Twist::ALL, &["public", "participant"]).await
}

fn must_catch(fault: &str, test: &str, caught: &[String]) {
    println!(
        "{fault}, {test}: {} caught, first {:?}",
        caught.len(),
        caught.first()
    );
    assert!(!caught.is_empty(), "{test} does not notice: {fault}");
}

async fn both_catch(fault: &str, policy: Policy) {
    must_catch(fault, "walk", &caught_by_walk(policy).await);
    must_catch(fault, "two worlds", &caught_by_pair(policy).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_ignored_are_noticed() {
    both_catch(
        "marks ignored",
        Policy {
            may_see: sees_every_mark,
            ..POLICY
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attribution_ignored_is_noticed() {
    both_catch(
        "attribution ignored",
        Policy {
            may_see: shows_every_name,
            ..POLICY
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmation_ignored_is_noticed() {
    both_catch(
        "confirmation ignored",
        Policy {
            may_see: shows_the_unconfirmed,
            ..POLICY
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_that_reach_everything_are_noticed() {
    both_catch(
        "lists reach everything",
        Policy {
            reach: reaches_everything,
            ..POLICY
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn doors_open_to_all_are_noticed() {
    both_catch(
        "doors open to all",
        Policy {
            may_enter: enters_everywhere,
            ..POLICY
        },
    )
    .await;
}
