//! Lists, their plans, and the head.

use plenary_kit::db::Value;
use plenary_kit::policy::{Attribution, Mark, Reach, Role};
use plenary_kit::time::{DAY_MS, Instant};

use super::{files, files_as_guest, marked, says};
use crate::docket::rules::FileItem;
use crate::docket::store::list::{self, Filter, From, Order, statements};
use crate::docket::{Door, ItemNumber, Kind, Turn, WorkState, store, tally};
use crate::policy;
use crate::testing::TestForum;

fn numbers(
    forum: &TestForum,
    reach: &Reach,
    filter: &Filter,
    order: Order,
    from: &From,
    limit: usize,
) -> Vec<ItemNumber> {
    let listed = forum
        .app
        .read(|db| list::list(db, reach, filter, order, from, limit))
        .unwrap();
    listed.items.iter().map(|item| item.number).collect()
}

fn everyone() -> Reach {
    policy::reach(&plenary_kit::policy::Viewer::default())
}

/// The first page as somebody of that reach sees it.
fn seen(forum: &TestForum, reach: &Reach, narrow: impl FnOnce(&mut Filter)) -> Vec<ItemNumber> {
    let mut filter = Filter::all(&forum.cycle);
    narrow(&mut filter);
    numbers(forum, reach, &filter, Order::NewestFirst, &From::Start, 100)
}

#[tokio::test]
async fn a_list_holds_what_its_reader_may_see_and_nothing_else() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    let editor = forum.holder("Eda", Role::Editor).await;
    let clear = files(&forum, &ana, marked(Mark::Clear, "For all.")).await;
    let green = files(&forum, &ana, marked(Mark::Green, "For us.")).await;
    let red = files(&forum, &ana, marked(Mark::Red, "For few.")).await;
    let waiting = files_as_guest(&forum, &ben, says("Not confirmed.")).await;
    let reach = |person| super::reach(&forum, person);
    assert_eq!(seen(&forum, &everyone(), |_| ()), [clear]);
    assert_eq!(seen(&forum, &reach(&ben), |_| ()), [waiting, green, clear]);
    assert_eq!(seen(&forum, &reach(&ana), |_| ()), [red, green, clear]);
    assert_eq!(seen(&forum, &reach(&editor), |_| ()), [green, clear]);
}

#[tokio::test]
async fn a_person_who_is_not_shown_is_not_found_by_name_or_group() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    let hidden = |attribution| FileItem {
        attribution,
        ..says("Who said this?")
    };
    let named = files(&forum, &ana, says("I say this.")).await;
    let chatham = files(&forum, &ana, hidden(Attribution::ChathamHouse)).await;
    let anonymous = files(&forum, &ana, hidden(Attribution::Anonymous)).await;
    let by_ana = |filter: &mut Filter| filter.author = Some(ana.clone());
    let of_group = |filter: &mut Filter| filter.group = Some("civil-society".into());
    let reach = |person| super::reach(&forum, person);
    assert_eq!(seen(&forum, &everyone(), by_ana), [named]);
    assert_eq!(seen(&forum, &reach(&ben), by_ana), [named]);
    assert_eq!(
        seen(&forum, &reach(&ana), by_ana),
        [anonymous, chatham, named]
    );
    assert_eq!(seen(&forum, &everyone(), of_group), [chatham, named]);
}

#[tokio::test]
async fn filters_narrow_and_pages_stand_still_while_items_come_in() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let mut all = Vec::new();
    for count in 0..7 {
        let kind = if count % 2 == 0 {
            Kind::Contribution
        } else {
            Kind::Comment
        };
        let lang = if count < 3 { "fr" } else { "en" };
        let door = if count == 5 { Door::Mail } else { Door::Web };
        all.push(
            files(
                &forum,
                &ana,
                FileItem {
                    kind,
                    lang: lang.into(),
                    door,
                    ..says("Words.")
                },
            )
            .await,
        );
    }
    let newest: Vec<_> = all.iter().rev().copied().collect();
    let filter = Filter::all(&forum.cycle);
    let item = |number| {
        Box::new(
            forum
                .app
                .read(|db| store::item(db, number))
                .unwrap()
                .unwrap(),
        )
    };
    let page = |order, from: &From| numbers(&forum, &everyone(), &filter, order, from, 3);
    assert_eq!(page(Order::NewestFirst, &From::Start), newest[..3]);
    let second = From::After(item(newest[2]));
    assert_eq!(page(Order::NewestFirst, &second), newest[3..6]);
    files(&forum, &ana, says("One more.")).await;
    assert_eq!(page(Order::NewestFirst, &second), newest[3..6]);
    assert_eq!(
        page(Order::NewestFirst, &From::Before(item(newest[3]))),
        newest[..3]
    );
    assert_eq!(
        page(Order::OldestFirst, &From::After(item(all[2]))),
        all[3..6]
    );
    assert_eq!(
        page(Order::OldestFirst, &From::Before(item(all[3]))),
        all[..3]
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.kind =
            Some(Kind::Comment)),
        [all[5], all[3], all[1]]
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.lang =
            Some("fr".into())),
        [all[2], all[1], all[0]]
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.door = Some(Door::Mail)),
        [all[5]]
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.mark =
            Some(Mark::Green)),
        []
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.state =
            Some(WorkState::Published)),
        []
    );
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.turn =
            Some(Turn::Secretariat))
        .len(),
        8
    );
}

#[tokio::test]
async fn overdue_items_are_listed_longest_first_and_counted() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let first = files(&forum, &ana, says("First.")).await;
    forum.pass_ms(DAY_MS);
    let second = files(&forum, &ana, says("Second.")).await;
    let head = |now: Instant| {
        forum
            .app
            .read(|db| tally::head(db, &everyone(), &forum.cycle, now))
            .unwrap()
    };
    assert_eq!(head(forum.app.now()).overdue, 0);
    forum.pass_ms(40 * DAY_MS);
    files(&forum, &ana, says("Third.")).await;
    let now = forum.app.now();
    assert_eq!(
        seen(&forum, &everyone(), |filter| filter.overdue_at = Some(now)),
        [first, second]
    );
    let head = head(now);
    assert_eq!((head.items, head.answered, head.overdue), (3, 0, 2));
    let waits = head.waits.unwrap();
    assert_eq!(
        (waits.median_hours, waits.longest_hours),
        (40 * 24, 41 * 24)
    );
}

#[tokio::test]
async fn what_came_day_by_day_is_what_is_in_reach_and_nothing_else() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    files(&forum, &ana, says("For all.")).await;
    files(&forum, &ana, marked(Mark::Green, "For us.")).await;
    forum.pass_ms(2 * DAY_MS);
    files(&forum, &ana, says("Later.")).await;
    files_as_guest(&forum, &ana, says("Not confirmed.")).await;
    let flow = |reach: &Reach| {
        let flow = forum.app.read(|db| tally::flow(db, reach, &forum.cycle));
        let first = crate::testing::START.0.div_euclid(DAY_MS);
        let days = flow.unwrap().into_iter();
        days.map(|(day, counts)| (day - first, counts))
            .collect::<Vec<_>>()
    };
    assert_eq!(flow(&everyone()), [(0, [1, 0]), (2, [1, 0])]);
    let anas = super::reach(&forum, &ana);
    assert_eq!(flow(&anas), [(0, [2, 0]), (2, [1, 0])]);
}

#[tokio::test]
async fn the_head_adds_up_what_is_in_reach_and_a_confirmed_item_is_counted_once() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    files(&forum, &ana, says("For all.")).await;
    files(&forum, &ana, marked(Mark::Green, "For us.")).await;
    files(&forum, &ana, marked(Mark::Red, "For few.")).await;
    let waiting = files_as_guest(&forum, &ben, says("Not confirmed.")).await;
    let items = |reach: &Reach| {
        let head = forum
            .app
            .read(|db| tally::head(db, reach, &forum.cycle, forum.app.now()))
            .unwrap();
        (
            head.items,
            head.by_group.get("civil-society").copied(),
            head.by_state.get(&WorkState::New).copied(),
        )
    };
    assert_eq!(items(&everyone()), (1, Some(1), Some(1)));
    assert_eq!(items(&super::reach(&forum, &ben)), (2, Some(2), Some(2)));
    assert_eq!(items(&super::reach(&forum, &ana)), (3, Some(3), Some(3)));
    let event = crate::docket::DocketEvent::Confirmed { number: waiting };
    forum
        .app
        .act(None, None, move |_, _| Ok(event))
        .await
        .unwrap();
    assert_eq!(items(&everyone()), (2, Some(2), Some(2)));
    let open = forum
        .app
        .read(|db| tally::open_items(db, &forum.cycle))
        .unwrap();
    assert_eq!(open, 4);
}

#[tokio::test]
async fn every_list_walks_an_index_in_its_own_order() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let number = files(&forum, &ana, says("Words.")).await;
    let item = forum
        .app
        .read(|db| store::item(db, number))
        .unwrap()
        .unwrap();
    let all = Filter::all(&forum.cycle);
    let filters = [
        all.clone(),
        Filter {
            kind: Some(Kind::Comment),
            ..all.clone()
        },
        Filter {
            group: Some("government".into()),
            ..all.clone()
        },
        Filter {
            state: Some(WorkState::New),
            ..all.clone()
        },
        Filter {
            turn: Some(Turn::Editor),
            ..all.clone()
        },
        Filter {
            mark: Some(Mark::Clear),
            ..all.clone()
        },
        Filter {
            lang: Some("fr".into()),
            ..all.clone()
        },
        Filter {
            door: Some(Door::Mail),
            ..all.clone()
        },
        Filter {
            author: Some(ana.clone()),
            ..all.clone()
        },
        Filter {
            overdue_at: Some(Instant(9)),
            ..all.clone()
        },
        Filter {
            kind: Some(Kind::Comment),
            state: Some(WorkState::New),
            ..all
        },
    ];
    let starts = [
        From::Start,
        From::After(Box::new(item.clone())),
        From::Before(Box::new(item)),
    ];
    for filter in &filters {
        for from in &starts {
            for order in [Order::NewestFirst, Order::OldestFirst] {
                for sql in statements(&everyone(), filter, order, from) {
                    check_plan(&forum, filter, &sql);
                }
            }
        }
    }
}

/// The one sort allowed is of a person's own overdue items, which are few.
fn check_plan(forum: &TestForum, filter: &Filter, sql: &str) {
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let values = vec![Value::Int(0); (1..20).filter(|at| sql.contains(&format!("?{at}"))).count()];
    let plan: Vec<String> = forum
        .app
        .read(|db| db.all(&explain, &values, |row| row.get(3)))
        .unwrap();
    let plan = plan.join("; ");
    assert!(
        plan.contains("SEARCH docket_item USING INDEX"),
        "{sql}\n{plan}"
    );
    assert!(!plan.contains("SCAN"), "{sql}\n{plan}");
    let is_persons = sql.contains("author = ?");
    let may_sort = is_persons && filter.overdue_at.is_some();
    assert!(may_sort || !plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
}
