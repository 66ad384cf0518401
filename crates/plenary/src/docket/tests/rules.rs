//! The rules: what may be filed, confirmed and erased, and by whom.

use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Mark, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_ledger::{Salt, Seal};

use super::says;
use crate::docket::rules::{
    Author, DocketRefusal, FileItem, Item, confirm_item, erase_words, file_heard, file_item,
    is_late, may_erase, may_file, revise_item,
};
use crate::docket::tally::{Waits, waits};
use crate::docket::{DocketEvent, Door, Format, ItemNumber, Kind, Standing, Turn};
use crate::forum::{Cycle, Phase, PhaseKind};

fn cycle(closed: Option<Instant>) -> Cycle {
    let phase = |kind, opens, closes| Phase {
        kind,
        opens: Instant(opens),
        closes: Instant(closes),
    };
    Cycle {
        id: CycleId::fresh(),
        slug: "2026".into(),
        title: "The year's work".into(),
        about: String::new(),
        opened: Instant(0),
        closed,
        phases: vec![
            phase(PhaseKind::Call, 10, 20),
            phase(PhaseKind::Review, 30, 40),
        ],
    }
}

fn ana() -> Author {
    Author {
        id: ParticipantId::fresh(),
        organisations: Vec::new(),
        is_confirmed: true,
    }
}

fn file(ask: FileItem) -> Result<DocketEvent, DocketRefusal> {
    file_item(&cycle(None), &ana(), ask, 41, Vec::new())
}

fn item(kind: Kind, filed: i64) -> Item {
    let author = ParticipantId::fresh();
    Item {
        number: ItemNumber::after(0),
        seq: 0,
        cycle: CycleId::fresh(),
        kind,
        door: Door::Web,
        author: Some(author),
        group: None,
        on_behalf: None,
        mark: Mark::Clear,
        attribution: Attribution::Named,
        audience: Audience::Everyone,
        lang: "en".into(),
        title: None,
        about: None,
        filed: Instant(filed),
        is_shown: true,
        standing: Standing::filed(Instant(filed)),
        withdrawn: None,
        changed: 0,
    }
}

#[test]
fn a_closed_cycle_takes_nothing_more() {
    assert_eq!(
        may_file(&cycle(Some(Instant(50)))),
        Err(DocketRefusal::CycleClosed)
    );
    let refused = file_item(
        &cycle(Some(Instant(50))),
        &ana(),
        says("Hello."),
        0,
        Vec::new(),
    );
    assert_eq!(refused, Err(DocketRefusal::CycleClosed));
}

#[test]
fn an_item_needs_words() {
    assert_eq!(file(says("  \n ")), Err(DocketRefusal::NoWords));
}

#[test]
fn nobody_speaks_for_an_organisation_they_do_not_belong_to() {
    let ask = FileItem {
        on_behalf: Some(OrganisationId::fresh()),
        ..says("We think so.")
    };
    assert_eq!(file(ask), Err(DocketRefusal::NotYourOrganisation));
    let ask = FileItem {
        mark: Mark::Amber,
        ..says("We think so.")
    };
    assert_eq!(file(ask), Err(DocketRefusal::MarkNeedsOrganisation));
}

#[test]
fn only_documents_and_pictures_are_taken_and_not_too_many() {
    let with = |files| FileItem {
        files,
        ..says("See the file.")
    };
    let page = ("report.pdf".to_owned(), b"<html><script>".to_vec());
    assert_eq!(
        file(with(vec![page])),
        Err(DocketRefusal::FileKind("report.pdf".into()))
    );
    let pdf = || ("a.pdf".to_owned(), b"%PDF-1.7 ...".to_vec());
    assert_eq!(file(with(vec![pdf(); 6])), Err(DocketRefusal::TooManyFiles));
    assert!(file(with(vec![pdf()])).is_ok());
}

#[test]
fn only_items_for_everyone_take_part_in_the_count() {
    let number = |ask| match file(ask) {
        Ok(DocketEvent::Filed(filed)) => filed.number,
        other => panic!("{other:?}"),
    };
    assert_eq!(number(says("Hello.")), ItemNumber::after(41));
    assert!(
        number(FileItem {
            mark: Mark::Green,
            ..says("Hello.")
        })
        .is_code()
    );
}

#[test]
fn late_is_what_came_after_the_phase_that_asked_for_it() {
    let cycle = cycle(None);
    assert!(!is_late(&item(Kind::Contribution, 19), &cycle));
    assert!(is_late(&item(Kind::Contribution, 20), &cycle));
    assert!(!is_late(&item(Kind::Comment, 39), &cycle));
    assert!(is_late(&item(Kind::Comment, 40), &cycle));
    assert!(!is_late(&item(Kind::Question, 99), &cycle));
}

#[test]
fn once_the_time_to_reply_is_over_it_is_nobodys_move() {
    let mut standing = Standing::filed(Instant(0));
    (standing.turn, standing.due) = (Turn::Author, Some(Instant(10)));
    assert_eq!(standing.turn_at(Instant(99)), Turn::Author);
    standing.answered = Some(Instant(5));
    assert_eq!(standing.turn_at(Instant(9)), Turn::Author);
    assert_eq!(standing.turn_at(Instant(10)), Turn::Nobody);
}

#[test]
fn words_are_changed_into_words_and_not_into_nothing() {
    let item = item(Kind::Comment, 0);
    let revised = |text: Option<&str>, suggestion: Option<&str>| {
        let suggestion = suggestion.map(str::to_owned);
        revise_item(
            &item,
            text.map(str::to_owned),
            Format::Plain,
            (None, suggestion),
        )
    };
    assert_eq!(revised(None, None), Err(DocketRefusal::NoWords));
    assert!(revised(Some("Shorter."), None).is_ok());
    assert!(revised(None, Some("An outage is no line.")).is_ok());
}

#[test]
fn an_item_is_confirmed_once() {
    let mut item = item(Kind::Question, 0);
    assert_eq!(confirm_item(&item), Err(DocketRefusal::AlreadyConfirmed));
    item.is_shown = false;
    assert!(confirm_item(&item).is_ok());
}

#[test]
fn only_the_author_and_the_secretariat_erase_and_they_name_the_rule() {
    let item = item(Kind::Question, 0);
    let found = || vec![(WordsKey(1), Seal::of(&Salt([0; 16]), b"words"))];
    let other = Viewer {
        participant: Some(ParticipantId::fresh()),
        ..Viewer::default()
    };
    let author = Viewer {
        participant: item.author.clone(),
        ..Viewer::default()
    };
    let secretariat = Viewer {
        secretariat: true,
        ..Viewer::default()
    };
    assert_eq!(
        may_erase(&Viewer::default(), &item),
        Err(DocketRefusal::NotYours)
    );
    assert_eq!(
        erase_words(&other, &item, found(), "Rule 4"),
        Err(DocketRefusal::NotYours)
    );
    assert_eq!(
        erase_words(&author, &item, found(), "  "),
        Err(DocketRefusal::NoRule)
    );
    assert_eq!(
        erase_words(&author, &item, vec![], "Rule 4"),
        Err(DocketRefusal::NothingToErase)
    );
    assert!(erase_words(&author, &item, found(), "Rule 4").is_ok());
    assert!(erase_words(&secretariat, &item, found(), "Rule 4").is_ok());
}

#[test]
fn percentiles_are_by_nearest_rank_over_counted_waits() {
    let all = |hours| {
        Some(Waits {
            median_hours: hours,
            ninetieth_hours: hours,
            longest_hours: hours,
        })
    };
    assert_eq!(waits(vec![]), None);
    assert_eq!(waits(vec![(5, 0)]), None);
    assert_eq!(waits(vec![(7, 1)]), all(7));
    let ten = (1..=10).map(|hours| (hours, 1)).collect();
    let expected = Waits {
        median_hours: 5,
        ninetieth_hours: 9,
        longest_hours: 10,
    };
    assert_eq!(waits(ten), Some(expected));
    let uneven = Waits {
        median_hours: 1,
        ninetieth_hours: 1,
        longest_hours: 100,
    };
    assert_eq!(waits(vec![(100, 1), (1, 9)]), Some(uneven));
}

#[test]
fn what_was_said_is_filed_for_who_spoke_while_the_cycle_lives() {
    let heard = |closed, words: &str| {
        let author = ParticipantId::fresh();
        let ask = says(words);
        file_heard(&cycle(closed), Some(&author), ask, 41, Vec::new())
    };
    let closed = heard(Some(Instant(5)), "Said.");
    assert_eq!(closed, Err(DocketRefusal::CycleClosed));
    assert_eq!(heard(None, " "), Err(DocketRefusal::NoWords));
    let Ok(DocketEvent::Filed(filed)) = heard(None, "Said.") else {
        panic!("it was not filed");
    };
    assert!(filed.is_shown && filed.author.is_some());
}
