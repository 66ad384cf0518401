//! The story agrees with itself: keys resolve, quotes stand in their drafts, nothing is answered before it came.

use std::collections::BTreeSet;

use super::*;

/// Minutes before the end of the day of creation; larger is earlier.
fn age(at: Day) -> i64 {
    i64::from(at.before_now) * 1440 - i64::from(at.hour) * 60 - i64::from(at.minute)
}

fn items(cycle: &Cycle) -> impl Iterator<Item = &super::Item> {
    cycle.items.iter().flat_map(|part| part.iter())
}

fn is_person(key: &str) -> bool {
    FORUM.participants.iter().any(|person| person.key == key)
}

fn is_organisation(key: &str) -> bool {
    FORUM
        .organisations
        .iter()
        .any(|organisation| organisation.key == key)
}

/// A block's words without the signs of Markdown.
fn plain(block: &str) -> String {
    let without_signs = block.trim_start_matches(['#', '-', '>', ' ']);
    let mut words = without_signs.replace('*', "");
    while let (Some(from), Some(to)) = (words.find("[^"), words.find(']')) {
        words.replace_range(from..=to, "");
    }
    words
}

fn blocks(markdown: &str) -> Vec<String> {
    markdown
        .split("\n\n")
        .flat_map(|part| part.lines())
        .map(plain)
        .filter(|block| !block.is_empty())
        .collect()
}

/// The block of the cycle's document that begins with the passage's words; there must be one.
fn find(cycle: &Cycle, passage: &Passage) -> String {
    let version = &cycle.documents[0].versions[passage.version as usize - 1];
    let found: Vec<_> = blocks(version.markdown)
        .into_iter()
        .filter(|b| b.starts_with(passage.block))
        .collect();
    assert_eq!(
        found.len(),
        1,
        "{} in version {} of {}",
        passage.block,
        passage.version,
        cycle.key
    );
    assert!(
        found[0].contains(passage.quote),
        "{} in {}",
        passage.quote,
        found[0]
    );
    found[0].clone()
}

#[test]
fn numbers_follow_the_order_of_filing() {
    for cycle in FORUM.cycles {
        let all: Vec<_> = items(cycle).collect();
        for (place, item) in all.iter().enumerate() {
            assert_eq!(item.number as usize, place + 1, "{}", item.title);
        }
        for pair in all.windows(2) {
            assert!(
                age(pair[0].filed) > age(pair[1].filed),
                "{} {}",
                cycle.key,
                pair[1].number
            );
        }
    }
}

#[test]
fn every_key_leads_somewhere() {
    for person in FORUM.participants {
        assert!(
            person
                .affiliations
                .iter()
                .all(|a| is_organisation(a.organisation)),
            "{}",
            person.key
        );
        assert!(
            person
                .group
                .is_none_or(|key| FORUM.groups.iter().any(|group| group.key == key)),
            "{}",
            person.key
        );
    }
    for cycle in FORUM.cycles {
        assert!(cycle.roles.iter().all(|role| is_person(role.participant)));
        assert!(
            cycle
                .sessions
                .iter()
                .flat_map(|session| session.speakers)
                .all(|key| is_person(key))
        );
        for item in items(cycle) {
            assert!(
                matches!(item.author, Author::Guest { .. }) || is_person(author(item)),
                "{}",
                item.number
            );
            assert!(
                item.on_behalf_of.is_none_or(is_organisation),
                "{}",
                item.number
            );
            assert!(
                item.audience.iter().all(|key| is_person(key)),
                "{}",
                item.number
            );
            for voice in item.endorsements {
                assert!(
                    is_person(voice.by) && voice.on_behalf_of.is_none_or(is_organisation),
                    "{}",
                    item.number
                );
                assert!(
                    voice.by != author(item) && age(voice.at) < age(item.filed),
                    "{}",
                    item.number
                );
            }
        }
    }
}

fn author(item: &super::Item) -> &'static str {
    match item.author {
        Author::Participant(key) => key,
        Author::Guest { .. } => "guest",
    }
}

#[test]
fn addresses_and_keys_are_used_once() {
    let addresses: BTreeSet<_> = FORUM
        .participants
        .iter()
        .map(|person| person.email)
        .collect();
    let keys: BTreeSet<_> = FORUM.participants.iter().map(|person| person.key).collect();
    assert_eq!(
        (addresses.len(), keys.len()),
        (FORUM.participants.len(), FORUM.participants.len())
    );
}

#[test]
fn everyone_speaks_for_an_organisation_they_belonged_to_then() {
    for item in FORUM.cycles.iter().flat_map(items) {
        let (Author::Participant(key), Some(organisation)) = (&item.author, item.on_behalf_of)
        else {
            continue;
        };
        let person = FORUM
            .participants
            .iter()
            .find(|person| person.key == *key)
            .expect("checked elsewhere");
        let belongs = person.affiliations.iter().any(|a| {
            let over = a.to.is_some_and(|to| age(to) > age(item.filed));
            a.organisation == organisation && age(a.from) > age(item.filed) && !over
        });
        assert!(belongs, "{key} for {organisation} in {}", item.number);
    }
}

#[test]
fn every_quoted_passage_stands_in_its_version() {
    for cycle in FORUM.cycles {
        for item in items(cycle) {
            for passage in item.on {
                find(cycle, passage);
                let published = cycle.documents[0].versions[passage.version as usize - 1].published;
                assert!(
                    age(published) > age(item.filed),
                    "{} {}",
                    cycle.key,
                    item.number
                );
            }
            check_targets(cycle, item);
        }
    }
}

fn check_targets(cycle: &Cycle, item: &super::Item) {
    let Some(answer) = &item.work.proposed else {
        return;
    };
    match &answer.disposition {
        Disposition::Accepted(passages)
        | Disposition::AcceptedAfter(passages)
        | Disposition::AcceptedInPart(passages) => {
            assert!(!passages.is_empty(), "{}", item.number);
            passages
                .iter()
                .for_each(|passage| drop(find(cycle, passage)));
        }
        Disposition::DuplicateOf(number) => {
            assert!(*number != item.number && items(cycle).any(|i| i.number == *number))
        }
        Disposition::AlreadyCovered(Covered::Text { passage, .. }) => drop(find(cycle, passage)),
        _ => {}
    }
}

#[test]
fn accepted_comments_are_true_in_the_text() {
    for cycle in FORUM.cycles {
        for item in items(cycle).filter(|item| item.work.published.is_some()) {
            let (Some(at), Some(words)) = (item.on.first(), item.suggestion) else {
                continue;
            };
            let Some(Answer {
                disposition: Disposition::Accepted(passages),
                ..
            }) = &item.work.proposed
            else {
                continue;
            };
            let now = find(cycle, &passages[0]);
            assert!(
                now.contains(words.trim_end_matches('.')),
                "{} {}: {now}",
                cycle.key,
                item.number
            );
            assert!(at.version < passages[0].version);
        }
    }
}

#[test]
fn work_goes_forward_in_time() {
    for cycle in FORUM.cycles {
        for item in items(cycle) {
            let work = &item.work;
            let mut steps = vec![item.filed];
            steps.extend(work.screened.iter().map(|step| step.at));
            steps.extend(work.assigned.iter().map(|step| step.at));
            steps.extend(work.proposed.iter().map(|step| step.at));
            steps.extend(work.agreed.iter().map(|step| step.at));
            steps.extend(work.published.iter().map(|step| step.at));
            steps.extend(reply_days(&work.reply));
            assert!(
                steps.windows(2).all(|pair| age(pair[0]) > age(pair[1])),
                "{} {}",
                cycle.key,
                item.number
            );
            assert!(
                steps.iter().all(|at| at.before_now > 0),
                "{} {}",
                cycle.key,
                item.number
            );
            assert_eq!(
                work.published.is_none(),
                matches!(work.reply, Reply::NotSent),
                "{}",
                item.number
            );
        }
    }
}

fn reply_days(reply: &Reply) -> Vec<Day> {
    match reply {
        Reply::NotSent | Reply::Sent | Reply::NoReplyByDate => vec![],
        Reply::Satisfied { at, .. } | Reply::Objects { at, .. } => vec![*at],
        Reply::InquiryOpen {
            objected, opened, ..
        } => vec![*objected, *opened],
        Reply::InquiryAnswered {
            objected, answered, ..
        } => vec![*objected, *answered],
    }
}

#[test]
fn the_finished_cycle_is_answered_and_its_outcome_founded() {
    let cycle = &FORUM.cycles[0];
    assert!(items(cycle).all(|item| item.work.published.is_some()));
    let document = &cycle.documents[0];
    let mut outcome = blocks(document.versions.last().expect("two versions").markdown);
    // Headings begin with their number, but for the title.
    let is_heading = |block: &str| {
        let is_section = block
            .split_once(". ")
            .is_some_and(|(n, _)| n.parse::<u8>().is_ok());
        is_section || block == document.title
    };
    outcome.retain(|block| !is_heading(block));
    assert_eq!(outcome.len(), document.basis.len());
    for (block, basis) in outcome.iter().zip(document.basis) {
        assert!(block.starts_with(basis.block), "{block}");
        assert!(
            basis
                .items
                .iter()
                .all(|number| items(cycle).any(|item| item.number == *number))
        );
    }
}

#[test]
fn clusters_and_tables_hold_items_that_were_there() {
    for cycle in FORUM.cycles {
        let filed = |number: &u32| items(cycle).find(|item| item.number == *number);
        let together = cycle.clusters.iter().chain(cycle.tables);
        for each in together {
            assert!(is_person(each.by));
            assert!(each.items.len() > 1);
            for number in each.items {
                let item = filed(number).expect("an item of the cycle");
                assert!(age(item.filed) > age(each.at), "{number}");
            }
        }
        for item in items(cycle) {
            let edited = item.edited.as_ref().map(|edit| edit.at);
            let applied = item.applied.as_ref().map(|step| step.at);
            let after = edited.into_iter().chain(applied);
            assert!(after.into_iter().all(|at| age(at) < age(item.filed)));
            assert!(item.applied.is_none() || item.suggestion.is_some());
        }
    }
}

#[test]
fn late_is_what_came_after_the_deadline() {
    for cycle in FORUM.cycles {
        for item in items(cycle).filter(|item| item.kind == Kind::Contribution) {
            assert_eq!(
                item.late,
                age(item.filed) < age(cycle.call.deadline),
                "{}",
                item.number
            );
            assert!(
                item.answers
                    .iter()
                    .all(|a| (1..=cycle.call.questions.len()).contains(&usize::from(a.question)))
            );
        }
    }
}

#[test]
fn agendas_fill_their_session() {
    for session in FORUM.cycles.iter().flat_map(|cycle| cycle.sessions) {
        assert_eq!(
            session.agenda.iter().map(|part| part.minutes).sum::<u16>(),
            session.minutes
        );
    }
}
