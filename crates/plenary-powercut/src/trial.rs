//! One trial: act until the power goes, reboot, and compare what was acknowledged with what is there.

use std::collections::BTreeSet;

use crate::PowerCut;

/// When the power goes, what survives, and how long to go on at most.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The operation, from now and from 1, during which the power goes.
    pub operations: u64,
    /// Decides what survives.
    pub seed: u64,
    /// The power is cut after this many rounds at the latest.
    pub rounds: u64,
}

/// What a trial found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<A> {
    /// Everything that was acknowledged before the power went.
    pub acknowledged: Vec<A>,
    /// What was acknowledged and is not there.
    pub lost: Vec<A>,
    /// What is there more than once.
    pub doubled: Vec<A>,
}

/// Calls `act` with the number of the round, from 0, until the power goes; each call returns what it saw acknowledged.
/// Then reboots and compares with what `read` finds. Nothing that `act` opened may be used afterwards.
pub fn survivors<A: Clone + Ord>(
    disk: PowerCut,
    plan: Plan,
    mut act: impl FnMut(u64) -> Vec<A>,
    read: impl FnOnce() -> Vec<A>,
) -> Outcome<A> {
    disk.cut_after(plan.operations, plan.seed);
    let mut acknowledged = Vec::new();
    for round in 0..plan.rounds {
        acknowledged.extend(act(round));
        if disk.is_dark() {
            break;
        }
    }
    if !disk.is_dark() {
        disk.cut_now(plan.seed);
    }
    disk.reboot();
    compare(acknowledged, read())
}

fn compare<A: Clone + Ord>(acknowledged: Vec<A>, found: Vec<A>) -> Outcome<A> {
    let (mut there, mut doubled) = (BTreeSet::new(), Vec::new());
    for one in found {
        if !there.insert(one.clone()) {
            doubled.push(one);
        }
    }
    let lost = acknowledged
        .iter()
        .filter(|one| !there.contains(one))
        .cloned()
        .collect();
    Outcome {
        acknowledged,
        lost,
        doubled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_lost_and_what_is_there_twice_is_doubled() {
        let outcome = compare(vec![1, 2, 3], vec![1, 1, 3, 4]);
        assert_eq!((outcome.lost, outcome.doubled), (vec![2], vec![1]));
    }
}
