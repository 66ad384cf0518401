//! Every form of the table as every kind of viewer who may not send it: nothing happens.

use axum::http::Method;
use plenary_kit::policy::Access;

use super::walk::{NOBODY, enters, leaks};
use super::world::{ANSWERING, Twist, VIEWERS, World};
use crate::rooms::ROOMS;
use crate::routes::routes;

/// A form as its page would send it, and who may send it.
struct Attempt {
    url: String,
    may: &'static [&'static str],
    fields: Vec<(&'static str, String)>,
}

const SECRETARY: &[&str] = &["secretary"];
const LEADS: &[&str] = &["facilitator", "secretary"];
const SIGNED_IN: &[&str] = &[
    "guest",
    "participant",
    "colleague",
    "client",
    "reader",
    "author",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
const NO_ONE: &[&str] = &[];
/// Every participant but the author.
const ENDORSERS: &[&str] = &[
    "participant",
    "colleague",
    "client",
    "reader",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "other-editor",
    "secretary",
];
const PLACERS: &[&str] = &["author", "facilitator", "editor", "secretary"];

/// How a form is filled in so that it would be taken from those who may; nothing for an unknown route.
fn attempts(route: &str, world: &World) -> Option<Vec<Attempt>> {
    let one = |url: &str, may, fields: &[(&'static str, &str)]| {
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Attempt {
            url: url.to_owned(),
            may,
            fields: fields.collect(),
        }
    };
    let person = world.id("participant").to_string();
    let [home, away] = world.organisations.each_ref().map(|id| id.to_string());
    let cycle = world.forum.cycle.to_string();
    let at = |route: &str| route.replace("{id}", &person);
    let org = |route: &str| route.replace("{id}", &home);
    let slug = |route: &str| route.replace("{slug}", "2026");
    Some(match route {
        "/forum/edit" => vec![one(
            route,
            SECRETARY,
            &[
                ("name", "Taken"),
                ("about", ""),
                ("zone", "UTC"),
                ("address", "a@example.org"),
            ],
        )],
        "/forum/groups" => vec![one(route, SECRETARY, &[("groups", "x | X | X |")])],
        "/cycles/new" => vec![one(
            route,
            SECRETARY,
            &[("slug", "2030"), ("title", "Taken"), ("about", "")],
        )],
        "/cycles/{slug}/edit" => vec![one(
            &slug(route),
            SECRETARY,
            &[("title", "Taken"), ("about", "")],
        )],
        "/cycles/{slug}/call/edit" => vec![one(
            &slug(route),
            LEADS,
            &[("title", "Taken"), ("text", "Taken")],
        )],
        "/cycles/{slug}/close" => vec![one(&slug(route), SECRETARY, &[])],
        "/cycles/{slug}/contribute" => vec![one(&slug(route), VIEWERS, &[])],
        "/drafts/{id}/discard" => vec![one(&route.replace("{id}", &world.draft), &["author"], &[])],
        "/queue/publish" => {
            let number = world.items[state_of(world, "agreed")].number.to_string();
            let red = world.items[4].number.to_string();
            vec![
                one(route, ANSWERING, &[("item", &number)]),
                one(route, NO_ONE, &[("item", &red)]),
            ]
        }
        _ if is_of_item_or_text(route) => return other_attempts(route, world),
        _ if route.contains("{secret}") || route.contains("{token}") => {
            let word = "0123456789abcdef";
            let url = route.replace("{secret}", word).replace("{token}", word);
            let fields = [("reply", "satisfied"), ("words", "Taken")];
            vec![one(&url, NO_ONE, &fields)]
        }
        "/sign-in" | "/sign-in-code" => vec![one(route, VIEWERS, &[])],
        "/sign-out" => vec![one(route, VIEWERS, &[])],
        "/api/cycles/{slug}/items" => vec![one(&slug(route), SIGNED_IN, &[])],
        _ if route.starts_with("/me/") => return own_attempts(route, &home),
        "/participants" => vec![one(
            route,
            SECRETARY,
            &[
                ("name", "Taken"),
                ("address", "taken@example.org"),
                ("lang", "en"),
            ],
        )],
        "/participants/{id}/roles" | "/participants/{id}/roles/take" => {
            vec![one(
                &at(route),
                SECRETARY,
                &[("cycle", &cycle), ("role", "editor")],
            )]
        }
        "/participants/{id}/secretariat" => vec![one(&at(route), SECRETARY, &[("change", "name")])],
        _ if route.starts_with("/participants/{id}/affiliations") => {
            vec![one(
                &at(route),
                SECRETARY,
                &[("organisation", &home), ("since", "2026-01-01")],
            )]
        }
        "/participants/{id}/erase" => vec![one(
            &at(route),
            SECRETARY,
            &[("rule", "Taken"), ("agree", "yes")],
        )],
        "/organisations" => vec![one(route, SECRETARY, &[("name", "Taken")])],
        "/organisations/{id}" => vec![one(&org(route), SECRETARY, &[("name", "Taken")])],
        "/organisations/{id}/clients" => vec![one(
            &org(route),
            SECRETARY,
            &[("client", &away), ("change", "drop")],
        )],
        _ if route.starts_with("/outbox/") => {
            vec![one(&route.replace("{id}", NOBODY), SECRETARY, &[])]
        }
        _ => return None,
    })
}

/// Forms about oneself: whoever has signed in may send them.
fn own_attempts(route: &str, organisation: &str) -> Option<Vec<Attempt>> {
    let fields: &[(&'static str, &str)] = match route {
        "/me/profile" => &[("name", "Taken"), ("lang", "en")],
        "/me/affiliations" | "/me/affiliations/end" => &[("organisation", organisation)],
        "/me/tokens" | "/me/tokens/end" => &[("name", "Taken")],
        "/me/erase" => &[("agree", "yes")],
        _ => return None,
    };
    let fields = fields.iter();
    Some(vec![Attempt {
        url: route.to_owned(),
        may: SIGNED_IN,
        fields: fields
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
    }])
}

fn is_of_item_or_text(route: &str) -> bool {
    route.starts_with("/items/{number}/")
        || route.contains("/documents")
        || route.contains("/sessions")
        || route.ends_with("/clusters")
}

/// Those who lead sessions.
const HOLDING: &[&str] = &["moderator", "facilitator", "secretary"];

/// Those who make the record.
const RECORDING: &[&str] = &["rapporteur", "secretary"];
/// Those who may read the session for named people.
const INSIDE: &[&str] = &[
    "reader",
    "moderator",
    "captioner",
    "rapporteur",
    "facilitator",
    "editor",
    "secretary",
];

/// Acts on the record of either session.
fn record_attempts(route: &str) -> Option<Vec<Attempt>> {
    let (open, closed, fields): (_, _, Vec<(&'static str, &str)>) = match route {
        _ if route.ends_with("/correct") => (
            SIGNED_IN,
            INSIDE,
            vec![("act", "words"), ("words", "Taken")],
        ),
        _ if route.ends_with("/erase") => (SECRETARY, SECRETARY, vec![("rule", "Taken")]),
        _ if route.contains("/corrections/") => (NO_ONE, NO_ONE, vec![("verdict", "yes")]),
        _ if route.ends_with("/speakers") => {
            (RECORDING, RECORDING, vec![("act", "nobody"), ("turn", "1")])
        }
        _ if route.ends_with("/findings") => (
            RECORDING,
            RECORDING,
            vec![("place", "1"), ("verdict", "yes")],
        ),
        _ if route.ends_with("/passage") => {
            let fields = vec![
                ("act", "raise"),
                ("first", "1"),
                ("last", "1"),
                ("kind", "proposal"),
                ("door", "floor"),
                ("words", "Taken"),
            ];
            (RECORDING, RECORDING, fields)
        }
        _ if route.ends_with("/take-back") => (RECORDING, RECORDING, vec![("rule", "Taken")]),
        _ if route.contains("/transcript/") => (RECORDING, RECORDING, vec![]),
        _ => return None,
    };
    let attempt = |slug: &str, may| Attempt {
        url: route
            .replace("{slug}", slug)
            .replace("{number}", "1")
            .replace("{id}", NOBODY),
        may,
        fields: fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
    };
    Some(vec![
        attempt("open-hearing", open),
        attempt("closed-hearing", closed),
    ])
}

/// Acts on the open session, and on the one for named people, which only they know.
fn session_attempts(route: &str) -> Option<Vec<Attempt>> {
    let fields: Vec<(&'static str, &str)> = match route.rsplit('/').next()? {
        "new" | "edit" => vec![
            ("title", "Taken"),
            ("slug", "taken"),
            ("starts", "2026-04-20T09:00"),
            ("zone", "UTC"),
            ("minutes", "60"),
            ("mark", "clear"),
            ("attribution", "named"),
        ],
        "call-off" | "close" | "open" => vec![],
        "record" => vec![("nature", "human")],
        "erase" => vec![("piece", "0-0"), ("rule", "Taken")],
        "captions" => vec![("seat", "1")],
        _ => return None,
    };
    let may = match route.rsplit('/').next() {
        Some("captions") => &["captioner", "rapporteur", "secretary"],
        Some("close" | "open" | "record") => RECORDING,
        Some("erase") => SECRETARY,
        _ => HOLDING,
    };
    let is_taken = |name: &str| name != "slug" || route.ends_with("/new");
    let fields: Vec<(&'static str, String)> = fields
        .into_iter()
        .filter(|(name, _)| is_taken(name))
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    let slugs: &[&str] = match route.starts_with("/cycles/") {
        true => &["2026"],
        false => &["open-hearing", "closed-hearing"],
    };
    let attempt = |slug: &&str| Attempt {
        url: route.replace("{slug}", slug),
        may,
        fields: fields.clone(),
    };
    Some(slugs.iter().map(attempt).collect())
}

fn state_of(world: &World, state: &str) -> usize {
    let states = [
        "new",
        "screened",
        "assigned",
        "proposed",
        "sentback",
        "agreed",
        "published",
        "objected",
        "inquired",
        "retracted",
    ];
    let place = states.iter().position(|each| *each == state);
    world.items.len() - states.len() + place.unwrap_or(0)
}

/// Acts on the document in review, and on the draft, which only those who write it know.
fn document_attempts(route: &str) -> Option<Vec<Attempt>> {
    let (may, fields): (_, Vec<(&'static str, &str)>) = match route.rsplit('/').next()? {
        "edit" => (
            ANSWERING,
            vec![("act", "save"), ("based_on", "2"), ("text", "Taken")],
        ),
        "state" => (ANSWERING, vec![("to", "revising")]),
        "clusters" => (
            ANSWERING,
            vec![("act", "confirm"), ("item", "1"), ("item", "2")],
        ),
        "basis" => (ANSWERING, vec![("block", "1"), ("act", "rest")]),
        // It takes files; without one it refuses everybody.
        "bring" => (NO_ONE, vec![("act", "file")]),
        "comment" => (VIEWERS, vec![]),
        "new" => (
            ANSWERING,
            vec![("title", "Taken"), ("slug", "taken"), ("lang", "en")],
        ),
        _ => return None,
    };
    if route.starts_with("/cycles/") {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()));
        let url = route.replace("{slug}", "2026");
        return Some(vec![Attempt {
            url,
            may,
            fields: fields.collect(),
        }]);
    }
    let attempt = |slug: &str, may| Attempt {
        url: route.replace("{slug}", slug).replace("{version}", "1"),
        may,
        fields: fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
    };
    Some(vec![attempt("open", may), attempt("hidden", ANSWERING)])
}

/// Acts on texts, sessions, records or items.
fn other_attempts(route: &str, world: &World) -> Option<Vec<Attempt>> {
    if route.contains("/documents") || route.ends_with("/clusters") {
        return document_attempts(route);
    }
    let of_record = ["/transcript", "/corrections", "/passage"];
    if of_record.iter().any(|part| route.contains(part)) {
        return record_attempts(route);
    }
    if route.contains("/sessions") {
        return session_attempts(route);
    }
    item_attempts(route, world)
}

/// Acts on an item in the state that allows it, and on the RED one, which only its author may act on.
fn item_attempts(route: &str, world: &World) -> Option<Vec<Attempt>> {
    let editor = world.id("editor").to_string();
    let (state, may, fields): (_, _, Vec<(&'static str, &str)>) = match route.rsplit('/').next()? {
        "screen" => ("new", ANSWERING, vec![]),
        "assign" => ("screened", ANSWERING, vec![("to", &editor)]),
        "propose" => (
            "assigned",
            ANSWERING,
            vec![("disposition", "declined"), ("reason", "Taken")],
        ),
        "send-back" => ("proposed", ANSWERING, vec![("words", "Taken")]),
        "agree" => ("proposed", ANSWERING, vec![]),
        "apply" => ("new", ANSWERING, vec![]),
        "give" => ("agreed", ANSWERING, vec![]),
        "inquiry" => ("objected", ANSWERING, vec![("words", "Taken")]),
        "retract" => ("new", &["author"], vec![("reason", "Taken")]),
        "reply" => ("published", &["author"], vec![("reply", "satisfied")]),
        "erase" => (
            "new",
            &["author", "secretary"],
            vec![("what", "text-0"), ("rule", "Taken")],
        ),
        "comment" => ("new", VIEWERS, vec![]),
        "edit" => ("new", &["author"], vec![("text", "Taken")]),
        "endorse" => ("new", ENDORSERS, vec![("because", "Taken")]),
        "back" => ("new", NO_ONE, vec![]),
        "place" => (
            "new",
            PLACERS,
            vec![("place", "0"), ("version", "1"), ("at", "gone")],
        ),
        _ => return None,
    };
    let fields: Vec<(&'static str, String)> = fields
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    let url = |place: usize| route.replace("{number}", &world.items[place].number.to_string());
    let open = Attempt {
        url: url(state_of(world, state)),
        may,
        fields: fields.clone(),
    };
    let red = Attempt {
        url: url(4),
        // Its other reader stands behind it, its author does not need to.
        may: match route.rsplit('/').next() {
            Some("endorse") => &["reader"],
            _ => &["author"],
        },
        fields,
    };
    Some(vec![open, red])
}

/// Sends every form as these viewers who may not; all that was taken.
pub async fn force(world: &World, viewers: &[&'static str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for route in routes()
        .into_iter()
        .filter(|route| route.method == Method::POST)
    {
        let Some(attempts) = attempts(route.path, world) else {
            wrong.push(format!("no rule fills in the form of {}", route.path));
            continue;
        };
        for attempt in attempts {
            for viewer in viewers
                .iter()
                .filter(|viewer| !attempt.may.contains(viewer))
            {
                wrong.extend(force_one(world, viewer, &route.access, &attempt).await);
            }
        }
    }
    wrong
}

async fn force_one(
    world: &World,
    viewer: &str,
    access: &Access,
    attempt: &Attempt,
) -> Option<String> {
    let mut browser = world.browser(viewer).await;
    let token = browser.get("/cycles").await.hidden("csrf");
    let mut fields: Vec<(&str, &str)> = vec![("csrf", &token)];
    fields.extend(
        attempt
            .fields
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    let length = || world.forum.app.read(plenary_kit::event::length).unwrap();
    let before = length();
    let page = browser.post(&attempt.url, &fields).await;
    let status = page.status.as_u16();
    let fits = match (enters(viewer, access), viewer) {
        (false, "public") => status == 401,
        (false, _) => status == 404,
        (true, _) => (400..500).contains(&status),
    };
    let leaked = leaks(world, viewer, &attempt.url, &page);
    let is_changed = length() != before;
    (!fits || is_changed || !leaked.is_empty()).then(|| {
        format!(
            "{viewer} sends {}: {status}, the ledger changed: {is_changed}, {leaked:?}",
            attempt.url
        )
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_does_anything_for_those_who_may_not() {
    let world = World::build(ROOMS, Twist::default()).await;
    let wrong = force(&world, VIEWERS).await;
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
