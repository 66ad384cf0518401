//! The interface does what its description says, under the same policy as the pages.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use plenary_kit::policy::Role;
use plenary_kit::token;
use serde_json::{Value, json};

use super::OPENAPI;
use crate::testing::TestForum;

struct Answered {
    status: StatusCode,
    kind: String,
    json: Value,
}

async fn ask(forum: &TestForum, request: Request<Body>) -> Answered {
    let page = forum.visitor().send(request).await;
    let kind = page.headers.get("content-type");
    Answered {
        status: page.status,
        kind: kind
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or("")
            .to_owned(),
        json: serde_json::from_slice(&page.body).unwrap_or(Value::Null),
    }
}

async fn get(forum: &TestForum, token: Option<&str>, path: &str) -> Answered {
    let mut request = Request::get(path);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    ask(forum, request.body(Body::empty()).unwrap()).await
}

async fn file(forum: &TestForum, token: &str, key: Option<&str>, body: &str) -> Answered {
    let mut request = Request::post("/api/cycles/2026/items")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    ask(forum, request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn token_of(forum: &TestForum, person: &plenary_kit::id::ParticipantId) -> String {
    let (person, now) = (person.clone(), forum.app.now());
    let made = forum
        .app
        .tend(move |tx| token::make(tx, &person, "test", now));
    made.await.unwrap()
}

fn described() -> Value {
    serde_json::from_str(OPENAPI).unwrap()
}

/// What of a value is not as its schema says; as much of JSON Schema as the description uses.
fn misfits(doc: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/components/schemas/");
        let schema = &doc["components"]["schemas"][name];
        assert!(schema.is_object(), "{name} is described");
        return misfits(doc, schema, value, at, found);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any.iter().any(|one| {
            let mut found = Vec::new();
            misfits(doc, one, value, at, &mut found);
            found.is_empty()
        });
        return found.extend((!fits).then(|| format!("{at}: fits none of them: {value}")));
    }
    let is = |kind: &Value| match kind.as_str() {
        Some("null") => value.is_null(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        _ => value.is_object(),
    };
    let kinds = schema["type"].as_array().cloned();
    if !kinds
        .unwrap_or_else(|| vec![schema["type"].clone()])
        .iter()
        .any(is)
    {
        found.push(format!("{at}: {value} is no {}", schema["type"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of {words:?}"));
    }
    for (place, each) in value.as_array().into_iter().flatten().enumerate() {
        misfits(
            doc,
            &schema["items"],
            each,
            &format!("{at}[{place}]"),
            found,
        );
    }
    members_misfit(doc, schema, value, at, found);
}

fn members_misfit(doc: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let Some(members) = value.as_object() else {
        return;
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        let is_there = name.as_str().is_some_and(|name| members.contains_key(name));
        found.extend((!is_there).then(|| format!("{at}: {name} is missing")));
    }
    for (name, each) in members {
        let at = format!("{at}.{name}");
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{at} is not described")),
            (Value::Null, Value::Object(_)) => {
                misfits(doc, &schema["additionalProperties"], each, &at, found)
            }
            (Value::Null, _) => {}
            (schema, _) => misfits(doc, schema, each, &at, found),
        }
    }
}

#[tokio::test]
async fn every_answer_has_the_shape_that_is_described() {
    let (forum, ana) = with_items().await;
    let token = token_of(&forum, &ana).await;
    let doc = described();
    for (path, url) in [
        ("/api/forum", "/api/forum"),
        ("/api/cycles", "/api/cycles"),
        ("/api/cycles/{slug}", "/api/cycles/2026"),
        ("/api/cycles/{slug}/items", "/api/cycles/2026/items"),
        ("/api/items/{number}", "/api/items/1"),
        ("/api/cycles/{slug}/documents", "/api/cycles/2026/documents"),
        ("/api/me", "/api/me"),
    ] {
        let page = get(&forum, Some(&token), url).await;
        assert_eq!(page.status, 200, "{url}");
        let schema =
            &doc["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let mut found = Vec::new();
        misfits(&doc, schema, &page.json, url, &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}

/// A participant with one item for everyone and one for the community.
async fn with_items() -> (TestForum, plenary_kit::id::ParticipantId) {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Mora", "civil-society").await;
    let token = token_of(&forum, &ana).await;
    for (key, mark) in [("a", "clear"), ("b", "green")] {
        let ask = json!({ "texts": [{ "text": format!("The {mark} line.") }], "lang": "en", "mark": mark, "group": "civil-society" });
        let filed = file(&forum, &token, Some(key), &ask.to_string()).await;
        assert_eq!(filed.status, 201, "{}", filed.json);
    }
    (forum, ana)
}

#[tokio::test]
async fn the_same_key_files_once() {
    let (forum, ana) = with_items().await;
    let token = token_of(&forum, &ana).await;
    let ask = json!({ "texts": [{ "text": "Once." }], "lang": "en" }).to_string();
    let first = file(&forum, &token, Some("k"), &ask).await;
    let second = file(&forum, &token, Some("k"), &ask).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.json["number"], second.json["number"]);
    let mine = get(&forum, Some(&token), "/api/me").await;
    assert_eq!(mine.json["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_public_reads_what_the_pages_show_it_and_nothing_more() {
    let (forum, _) = with_items().await;
    let page = get(&forum, None, "/api/cycles/2026/items").await;
    let items = page.json["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "the one for the community is not there");
    assert_eq!(items[0]["texts"][0]["text"], "The clear line.");
    assert_eq!(
        get(&forum, None, "/api/items/7K3QD-9XWTB").await.status,
        404
    );
    assert_eq!(get(&forum, None, "/api/me").await.status, 401);
}

#[tokio::test]
async fn pages_of_the_docket_follow_each_other() {
    let (forum, ana) = with_items().await;
    let token = token_of(&forum, &ana).await;
    let first = get(&forum, Some(&token), "/api/cycles/2026/items?limit=1").await;
    let after = first.json["after"].as_str().unwrap();
    let url = format!("/api/cycles/2026/items?limit=1&after={after}");
    let second = get(&forum, Some(&token), &url).await;
    assert_eq!(
        second.json["items"][0]["texts"][0]["text"],
        "The green line."
    );
    assert_eq!(second.json["after"], Value::Null);
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_as_a_problem() {
    let (forum, ana) = with_items().await;
    let token = token_of(&forum, &ana).await;
    let whole = json!({ "texts": [{ "text": "x" }], "lang": "en" });
    let with = |name: &str, value: Value| {
        let mut ask = whole.clone();
        ask[name] = value;
        ask.to_string()
    };
    let attempts = [
        (None, whole.to_string(), 400),
        (Some("k1"), "{".into(), 400),
        (Some("k2"), with("colour", json!("red")), 400),
        (Some("k3"), with("lang", json!("not a tag!")), 422),
        (Some("k4"), with("group", json!("martians")), 422),
        (Some("k5"), with("about", json!("999")), 422),
        (Some("k6"), with("title", json!("two\nlines")), 422),
        (Some("k7"), with("texts", json!([])), 422),
        (Some("k8"), with("mark", json!("amber")), 422),
    ];
    for (key, body, status) in attempts {
        let refused = file(&forum, &token, key, &body).await;
        assert_eq!(refused.status.as_u16(), status, "{body}: {}", refused.json);
        assert_eq!(refused.kind, "application/problem+json");
        assert_eq!(refused.json["status"], status);
        assert!(refused.json["detail"].as_str().unwrap().len() > 20);
    }
    let wrong = get(&forum, None, "/api/cycles/2026/items?colour=red").await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.kind.as_str()),
        (400, "application/problem+json")
    );
}

#[tokio::test]
async fn a_token_is_made_shown_once_and_ended_by_its_person() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Mora", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let made = [("name", "harbour monitor")];
    let page = browser.fill_in("/me/tokens", "/me/tokens", &made).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    let secret = text
        .split("Bearer ")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let secret = secret.replace("&#39;", "");
    assert_eq!(get(&forum, Some(&secret), "/api/me").await.status, 200);
    let again = browser.get("/me/tokens").await.text();
    assert!(
        again.contains("harbour monitor") && !again.contains(&secret),
        "it is shown once"
    );
    let id = again
        .split("harbour monitor")
        .nth(1)
        .and_then(|line| line.split("name=\"id\" value=\"").nth(1))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let end = [("id", id.as_str())];
    browser.fill_in("/me/tokens", "/me/tokens/end", &end).await;
    let ended = get(&forum, Some(&secret), "/api/forum").await;
    assert_eq!(
        ended.status, 401,
        "a token that ended is told, not taken for nobody"
    );
}

#[tokio::test]
async fn a_cookie_is_nobody_to_the_interface_and_a_token_nobody_to_the_pages() {
    let forum = TestForum::open().await;
    let ana = forum.holder("Ana Mora", Role::Editor).await;
    let mut browser = forum.signed_in(&ana).await;
    let with_cookie = browser.request("GET", "/queue").uri("/api/me");
    let answered = browser.send(with_cookie.body(Body::empty()).unwrap()).await;
    assert_eq!(answered.status, 401);
    let token = token_of(&forum, &ana).await;
    assert_ne!(get(&forum, Some(&token), "/queue").await.status, 200);
}

#[tokio::test]
async fn erasing_a_person_ends_their_tokens() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Mora", "civil-society").await;
    let token = token_of(&forum, &ana).await;
    crate::participant::command::erase(
        &forum.app,
        &ana,
        "asked",
        crate::participant::NOTHING_ELSEWHERE,
    )
    .await
    .unwrap();
    assert_eq!(get(&forum, Some(&token), "/api/forum").await.status, 401);
}
