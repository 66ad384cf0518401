//! Every route of the table as every kind of viewer: statuses fit the table, what one may not see does not exist, no
//! planted word reaches somebody it is not for, and no form does anything for those who may not.

use axum::http::{Method, StatusCode};
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::{Access, Role, Viewer};

use super::world::{Planted, VIEWERS, World};
use crate::docket::{store as docket, tally};
use crate::rooms::ROOMS;
use crate::routes::routes;
use crate::testing::{Browser, Page};
use crate::trials::world::Twist;

/// An address of the world.
#[derive(Clone, Debug)]
pub struct Address {
    /// The route it belongs to.
    pub route: &'static str,
    /// Who may enter the route.
    pub access: Access,
    /// The address itself.
    pub url: String,
    /// The item it leads to, by its place among the world's items.
    pub item: Option<usize>,
}

/// An id that nothing has.
pub const NOBODY: &str = "01900000-0000-7000-8000-000000000000";

/// Every address for reading; a route that nobody knows how to fill in is an error.
pub fn addresses(world: &World) -> Result<Vec<Address>, String> {
    let mut all = Vec::new();
    for route in routes()
        .into_iter()
        .filter(|route| route.method == Method::GET)
    {
        let filled = fill(route.path, world)
            .ok_or_else(|| format!("no rule fills in the route {}", route.path))?;
        all.extend(filled.into_iter().map(|(url, item)| Address {
            route: route.path,
            access: route.access.clone(),
            url,
            item,
        }));
    }
    Ok(all)
}

fn fill(route: &str, world: &World) -> Option<Vec<(String, Option<usize>)>> {
    let with = |name: &str, values: &[String]| {
        let urls = values
            .iter()
            .map(|value| (route.replace(name, value), None));
        Some(urls.collect::<Vec<_>>())
    };
    match route {
        _ if !route.contains('{') => Some(queries(route, world)),
        _ if route.contains("/documents/{slug}") => Some(documents(route)),
        _ if route.starts_with("/sessions/{slug}") => Some(sessions(route)),
        _ if route.contains("{secret}") => with("{secret}", &["0123456789abcdef".to_owned()]),
        _ if route.contains("{slug}") => {
            let mut urls = with("{slug}", &["2026", "2025", "2099"].map(str::to_owned))?;
            let more = queries(&route.replace("{slug}", "2026"), world);
            urls.extend(more.into_iter().skip(1));
            Some(urls)
        }
        _ if route.contains("{number}") => Some(items(route, world)),
        _ if route.contains("{token}") => with("{token}", &["0123456789abcdef".to_owned()]),
        "/drafts/{id}" => with("{id}", &[world.draft.clone(), "unknown".into()]),
        _ if route.starts_with("/participants/{id}") => {
            let people = world.people.iter().map(|(_, id)| id.to_string());
            with("{id}", &people.chain([NOBODY.into()]).collect::<Vec<_>>())
        }
        _ if route.starts_with("/organisations/{id}") => {
            let known = world.organisations.iter().map(|id| id.to_string());
            with("{id}", &known.chain([NOBODY.into()]).collect::<Vec<_>>())
        }
        "/outbox/{id}" => with("{id}", &letters(world)),
        _ => None,
    }
}

/// The ids of every letter, and of none, in the order in which they were written.
fn letters(world: &World) -> Vec<String> {
    let read = |db: &plenary_kit::db::Db<'_>| -> Result<Vec<String>, plenary_kit::fault::Fault> {
        db.all("SELECT id FROM live_letter ORDER BY id", &[], |row| {
            row.get(0)
        })
    };
    let mut known = world.forum.app.read(read).unwrap();
    // Each says the line of the ledger that it follows.
    let line = |id: &String| {
        let mut numbers = id.split(|c: char| !c.is_ascii_digit());
        numbers.find_map(|number| number.parse::<u64>().ok())
    };
    known.sort_by_key(line);
    known.push(NOBODY.into());
    known
}

/// The document in review, the draft of those who write it, and none.
fn documents(route: &str) -> Vec<(String, Option<usize>)> {
    let fill = |slug: &str, version: &str| {
        let url = route.replace("{slug}", slug).replace("{version}", version);
        url.replace("{old}", "1")
            .replace("{new}", "2")
            .replace("{format}", "text")
    };
    let mut urls: Vec<String> = ["open", "hidden", "none"]
        .iter()
        .flat_map(|slug| ["1", "2", "9"].map(|version| fill(slug, version)))
        .collect();
    if route.ends_with("/comments") {
        urls.push(format!("{}?block=3", fill("open", "2")));
        urls.push(format!("{}?block=general", fill("open", "2")));
    }
    urls.dedup();
    urls.into_iter().map(|url| (url, None)).collect()
}

/// The session for everyone, the one for named people, and none; two paragraphs of its record, and one too many.
fn sessions(route: &str) -> Vec<(String, Option<usize>)> {
    let numbers: &[&str] = match route.contains("{number}") {
        true => &["1", "2", "99"],
        false => &["-"],
    };
    let slugs = ["open-hearing", "closed-hearing", "none"].iter();
    let urls = slugs.flat_map(|slug| {
        numbers.iter().map(move |number| {
            let url = route.replace("{slug}", slug).replace("{number}", number);
            url.replace("{format}", "txt").replace("{id}", "unknown")
        })
    });
    // A stream that nobody ends would keep the walk for ever.
    let end = match route.ends_with("/live/words") {
        true => "?until=now",
        false => "",
    };
    urls.map(|url| (url + end, None)).collect()
}

fn items(route: &str, world: &World) -> Vec<(String, Option<usize>)> {
    let fill = |number: &str| route.replace("{number}", number).replace("{place}", "0");
    let known = world.items.iter().enumerate();
    let known = known.map(|(place, item)| (fill(&item.number.to_string()), Some(place)));
    let unknown = ["99", "7K3QD-9XWTB", "no-number"].map(|number| (fill(number), None));
    known.chain(unknown).collect()
}

/// A page without parameters, as it is and narrowed in every way its address knows.
fn queries(path: &str, world: &World) -> Vec<(String, Option<usize>)> {
    let mut urls = vec![path.to_owned()];
    if path == "/docket" {
        let words = world
            .secrets
            .iter()
            .map(|secret| format!("{path}?q={}", secret.word));
        urls.extend(words);
        urls.extend(world.people.iter().map(|(_, id)| format!("{path}?by={id}")));
        let codes = world.items.iter().filter(|item| item.number.is_code());
        urls.extend(codes.map(|item| format!("{path}?after={}", item.number)));
    }
    if path == "/cycles/2026/docket" || path == "/answers" || path.ends_with("/dispositions") {
        let narrow = [
            "group=government",
            "group=none",
            "mark=red",
            "mark=amber",
            "state=proposed",
            "kind=question",
            "in=fr",
            "door=web",
            "order=oldest",
            "overdue=1",
            "turn=author",
            "as=accepted",
        ];
        urls.extend(narrow.map(|narrow| format!("{path}?{narrow}")));
    }
    if path == "/api/cycles/2026/items" {
        let narrow = [
            "group=government",
            "mark=red",
            "kind=question",
            "lang=fr",
            "order=newest",
            "limit=2",
        ];
        urls.extend(narrow.map(|narrow| format!("{path}?{narrow}")));
    }
    if path == "/participants" {
        urls.push(format!("{path}?group=civil-society"));
    }
    urls.into_iter().map(|url| (url, None)).collect()
}

/// Whether the table lets that kind of viewer in: told here once more, apart from the policy.
pub fn enters(viewer: &str, access: &Access) -> bool {
    let role = match viewer {
        "moderator" => Some(Role::Moderator),
        "captioner" => Some(Role::Captioner),
        "rapporteur" => Some(Role::Rapporteur),
        "facilitator" => Some(Role::Facilitator),
        "editor" | "other-editor" => Some(Role::Editor),
        _ => None,
    };
    match access {
        Access::Everyone => true,
        Access::SignedIn => viewer != "public",
        Access::AnyOf(roles) => {
            viewer == "secretary" || role.is_some_and(|role| roles.contains(&role))
        }
    }
}

/// Reads every address as these viewers; all that should not be so.
pub async fn walk(world: &World, viewers: &[&'static str]) -> Vec<String> {
    let addresses = match addresses(world) {
        Ok(addresses) => addresses,
        Err(missing) => return vec![missing],
    };
    let mut wrong = Vec::new();
    for viewer in viewers {
        let mut browser = world.browser(viewer).await;
        for address in &addresses {
            let page = browser.get(&address.url).await;
            let mut found = judge(world, viewer, address, &page);
            if is_hidden(world, viewer, address) && page.status == StatusCode::NOT_FOUND {
                found.extend(unlike_nothing(world, &mut browser, address, &page).await);
            }
            wrong.extend(
                found
                    .into_iter()
                    .map(|what| format!("{viewer} at {}: {what}", address.url)),
            );
        }
        wrong.extend(not_found(world, viewer, &mut browser).await);
        wrong.extend(miscounted(world, viewer));
    }
    wrong
}

fn item<'a>(world: &'a World, address: &Address) -> Option<&'a Planted> {
    address.item.map(|place| &world.items[place])
}

fn is_hidden(world: &World, viewer: &str, address: &Address) -> bool {
    item(world, address).is_some_and(|item| !item.knows.contains(&viewer))
}

fn judge(world: &World, viewer: &str, address: &Address, page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    let status = page.status.as_u16();
    if !enters(viewer, &address.access) {
        let is_turned_away = match viewer {
            "public" if address.url.starts_with("/api/") => status == 401,
            "public" => status == 303 && page.location().starts_with("/sign-in"),
            _ => status == 404,
        };
        if !is_turned_away {
            wrong.push(format!("the table closes it, and it answers {status}"));
        }
    } else if page.location().starts_with("/sign-in?") || status >= 500 || status == 401 {
        wrong.push(format!("the table opens it, and it answers {status}"));
    } else if is_hidden(world, viewer, address) && status != 404 {
        wrong.push(format!("a hidden item answers {status}"));
    } else if must_be_there(world, viewer, address) && status != 200 {
        wrong.push(format!("it answers {status}"));
    }
    wrong.extend(leaks(world, viewer, &address.url, page));
    wrong
}

fn must_be_there(world: &World, viewer: &str, address: &Address) -> bool {
    let is_seen = item(world, address).is_some_and(|item| item.knows.contains(&viewer));
    let has_file = item(world, address).is_some_and(|item| item.has_file);
    is_seen
        && (address.route.ends_with("/items/{number}")
            || (address.route.ends_with("{place}") && has_file))
}

/// Every secret that stands in an answer and is not for this viewer. What the address itself says is no news.
pub fn leaks(world: &World, viewer: &str, url: &str, page: &Page) -> Vec<String> {
    let headers: Vec<String> = page
        .headers
        .values()
        .map(|value| format!("{value:?}"))
        .collect();
    let asked = url.to_lowercase();
    let said = format!("{}\n{}", page.text(), headers.join("\n")).to_lowercase();
    let secrets = world.secrets.iter().filter(|secret| {
        let word = secret.word.to_lowercase();
        let is_own_name = secret.what == "who wrote it" && secret.word.contains(viewer);
        let is_excused = is_own_name || url.starts_with(secret.excused) || asked.contains(&word);
        said.contains(&word) && !is_excused && !secret.knows.contains(&viewer)
    });
    secrets
        .map(|secret| format!("shows {} ({})", secret.what, secret.word))
        .collect()
}

/// What is hidden must look like what is not there, byte by byte.
async fn unlike_nothing(
    world: &World,
    browser: &mut Browser,
    address: &Address,
    page: &Page,
) -> Option<String> {
    let number = item(world, address)?.number.to_string();
    let unknown = match number.len() {
        11 => "7K3QD-9XWTB",
        1 => "0",
        _ => "99",
    };
    let other = browser.get(&address.url.replace(&number, unknown)).await;
    let plain =
        |page: &Page, number: &str| page.text().replace(&format!("/items/{number}"), "/items/?");
    let headers = |page: &Page| format!("{:?}", page.headers);
    let is_same = other.status == page.status
        && plain(page, &number) == plain(&other, unknown)
        && headers(page) == headers(&other)
        && page.body.len() == other.body.len();
    (!is_same).then(|| "hidden looks unlike unknown".to_owned())
}

/// The head of the docket counts what its reader may see and nothing else. An item that waits for its address counts
/// for nobody.
fn miscounted(world: &World, viewer: &str) -> Option<String> {
    let (app, nobody) = (&world.forum.app, Viewer::default());
    let looks = match viewer {
        "public" => nobody,
        other => world.forum.viewer(&world.id(other)),
    };
    let reach = (app.policy().reach)(&Viewer {
        lists: app.read(|db| lists(db, &looks)).unwrap(),
        ..looks
    });
    let counted = app.read(|db| tally::head(db, &reach, &world.forum.cycle, app.now()));
    let counted = counted
        .unwrap_or_else(|fault: Fault| panic!("{fault}"))
        .items;
    let is_counted = |item: &&Planted| item.knows.contains(&viewer) && item.knows != ["guest"];
    let known = world.items.iter().filter(is_counted).count() as i64;
    (counted != known).then(|| format!("{viewer} may see {known} items, and {counted} are counted"))
}

fn lists(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<String>, Fault> {
    match &viewer.participant {
        Some(person) => docket::lists_of(db, person),
        None => Ok(Vec::new()),
    }
}

/// Those who may read a secret find it, or the walk would prove nothing.
async fn not_found(world: &World, viewer: &str, browser: &mut Browser) -> Vec<String> {
    let mut missing = Vec::new();
    let known = world
        .secrets
        .iter()
        .filter(|secret| secret.knows.contains(&viewer));
    for secret in known {
        let Some(place) = &secret.found_at else {
            continue;
        };
        let page = browser.get(place).await;
        if !page.text().contains(&secret.word) {
            missing.push(format!(
                "{viewer} does not find {} ({}) at {place}",
                secret.what, secret.word
            ));
        }
    }
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_keeps_what_it_must_from_every_viewer() {
    let world = World::build(ROOMS, Twist::default()).await;
    let wrong = walk(&world, VIEWERS).await;
    let asked = addresses(&world).map_or(0, |all| all.len());
    println!(
        "{} routes, {asked} addresses, {} viewers, {} secrets",
        routes().len(),
        VIEWERS.len(),
        world.secrets.len()
    );
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
