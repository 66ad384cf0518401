//! A measurement, run by hand: `PLENARY_ITEMS=1000000 cargo test -p plenary --lib speed -- --nocapture`.

use std::time::Instant as Watch;

use plenary_kit::app::{App, Settings};
use plenary_kit::event::Meta;
use plenary_kit::id::CycleId;
use plenary_kit::policy::{Attribution, Mark, Viewer};
use plenary_kit::time::{HOUR_MS, Instant};

use crate::docket::event::Filed;
use crate::docket::store::list::{self, Filter, From, Order, openings};
use crate::docket::{Door, ItemNumber, Kind, Turn, WorkState, store, tally};
use crate::policy;
use crate::testing::TestForum;

/// The items of the longer docket, if the measurement is asked for; the shorter has a thousand.
fn many() -> Option<i64> {
    std::env::var("PLENARY_ITEMS").ok()?.parse().ok()
}

/// The most by which a page of the longer docket may take longer.
const FACTOR: f64 = 1.5;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_long_docket_takes_no_longer() {
    let Some(many) = many() else {
        println!("not asked for: set PLENARY_ITEMS to the items of the longer docket");
        return;
    };
    let (short, long) = (measured(1_000).await, measured(many).await);
    for ((name, short), (_, long)) in short.iter().zip(&long) {
        println!("{name}: {short:.0} µs of 1,000, {long:.0} µs of {many}");
        assert!(long / short < FACTOR, "{name}: {short} µs, then {long} µs");
    }
}

type Times = Vec<(&'static str, f64)>;

async fn measured(items: i64) -> Times {
    let dir = std::env::temp_dir().join(format!("plenary-speed-{}", plenary_kit::random::token()));
    let rooms = *TestForum::open().await.app.rooms();
    let app = App::open(Settings::for_dir(&dir), rooms).unwrap();
    let cycle = CycleId::fresh();
    for from in (0..items).step_by(10_000) {
        let cycle = cycle.clone();
        let to = items.min(from + 10_000);
        app.tend(move |tx| {
            (from..to).try_for_each(|at| store::file(tx, &filed(&cycle, at), &meta(at, items)))
        })
        .await
        .unwrap();
    }
    let times = pages(&app, &cycle);
    let _ = std::fs::remove_dir_all(&dir);
    times
}

/// The hours over which the items of either docket came: as many as the head has to look at.
const HOURS: i64 = 500;

fn meta(at: i64, items: i64) -> Meta {
    Meta {
        seq: u64::try_from(at).unwrap(),
        at: Instant(at * HOURS * HOUR_MS / items),
        by: None,
    }
}

/// One item in four is not for the public.
fn filed(cycle: &CycleId, at: i64) -> Filed {
    let (mark, audience) = if at % 4 == 0 {
        (Mark::Green, "community")
    } else {
        (Mark::Clear, "everyone")
    };
    Filed {
        is_row: false,
        number: ItemNumber::after(at),
        cycle: cycle.clone(),
        kind: Kind::ALL[at as usize % 3],
        door: Door::Web,
        author: None,
        group: Some(["government", "civil-society", "academia"][at as usize % 3].into()),
        on_behalf: None,
        mark,
        attribution: Attribution::Named,
        audience: audience.into(),
        readers: Vec::new(),
        lang: ["en", "fr"][at as usize % 2].into(),
        title: None,
        texts: Vec::new(),
        files: Vec::new(),
        about: None,
        concerns: crate::docket::Concerns::default(),
        is_shown: true,
    }
}

fn pages(app: &App, cycle: &CycleId) -> Times {
    let all = Filter::all(cycle);
    let now = Instant(i64::MAX / 2);
    let cases = [
        ("all", all.clone()),
        (
            "kind",
            Filter {
                kind: Some(Kind::Comment),
                ..all.clone()
            },
        ),
        (
            "group",
            Filter {
                group: Some("academia".into()),
                ..all.clone()
            },
        ),
        (
            "language",
            Filter {
                lang: Some("fr".into()),
                ..all.clone()
            },
        ),
        (
            "state",
            Filter {
                state: Some(WorkState::New),
                ..all.clone()
            },
        ),
        (
            "turn",
            Filter {
                turn: Some(Turn::Secretariat),
                ..all.clone()
            },
        ),
        (
            "nothing found",
            Filter {
                door: Some(Door::Mail),
                ..all.clone()
            },
        ),
        (
            "overdue",
            Filter {
                overdue_at: Some(now),
                ..all
            },
        ),
    ];
    let mut times: Times = cases
        .iter()
        .map(|(name, filter)| (*name, page(app, filter)))
        .collect();
    times.push((
        "head",
        median(|| {
            app.read(|db| tally::head(db, &reach(), cycle, Instant(0)))
                .map(|_| ())
                .unwrap();
        }),
    ));
    times
}

fn reach() -> plenary_kit::policy::Reach {
    policy::reach(&Viewer {
        community: true,
        ..Viewer::default()
    })
}

fn page(app: &App, filter: &Filter) -> f64 {
    median(|| {
        app.read(|db| {
            let page = list::list(db, &reach(), filter, Order::NewestFirst, &From::Start, 100)?;
            openings(db, &page.items)
        })
        .map(|_| ())
        .unwrap();
    })
}

/// The median of many runs in microseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..201)
        .map(|_| {
            let watch = Watch::now();
            run();
            watch.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
