//! Hostile input at the main forms: a sentence and a fitting status, never a fault, never live markup, nothing filed.

use axum::body::Body;
use axum::http::header;
use plenary_kit::policy::Role;

use super::acts::{file, publish_call, says};
use crate::answer::acts::{self as answering, Doing};
use crate::answer::{Disposition, ProposeAnswer};
use crate::testing::{Browser, Page, TestForum};

const FORM: &str = "/cycles/2026/contribute";
const URLENCODED: &str = "application/x-www-form-urlencoded";
pub(super) const KEPT: &str = "These words are kept.";

/// What people and programs type into a field.
fn nasty() -> Vec<(&'static str, String)> {
    vec![
        (
            "a script",
            "<script>alert(1)</script><img src=x onerror=alert(2)>".into(),
        ),
        (
            "an attribute",
            "\"><svg onload=alert(3)>' onfocus='alert(4)".into(),
        ),
        ("a header", "Hello\r\nBcc: everybody@example.org".into()),
        ("bidi controls", "abc\u{202e}cba\u{2066}\u{2069}".into()),
        ("NUL", "before\0after".into()),
        (
            "markdown",
            "[x](javascript:alert(5)) ![y](https://evil.example/z.png) <iframe src=//evil.example>"
                .into(),
        ),
        ("ten megabytes", "x".repeat(10 * 1024 * 1024)),
    ]
}

/// A form: its page, where it leads, its fields with what fits, and those that are attacked.
struct Target {
    page: String,
    action: String,
    fields: Vec<(&'static str, String)>,
    attacked: &'static [&'static str],
}

struct Ground {
    forum: TestForum,
    targets: Vec<(Browser, Target)>,
}

fn target(
    page: &str,
    action: &str,
    fields: &[(&'static str, &str)],
    attacked: &'static [&'static str],
) -> Target {
    Target {
        page: page.into(),
        action: action.into(),
        fields: fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        attacked,
    }
}

async fn ground() -> Ground {
    let forum = TestForum::open().await;
    publish_call(&forum.app).await;
    let author = forum.person("Ana Reis", "civil-society").await;
    let editor = forum.holder("Ed Pen", Role::Editor).await;
    let other = forum.holder("Fay Lead", Role::Facilitator).await;
    let open = file(&forum.app, &author, says("Open words."))
        .await
        .unwrap();
    let answered = file(&forum.app, &author, says("Answered words."))
        .await
        .unwrap();
    let ask = ProposeAnswer {
        disposition: Disposition::Declined,
        reason: "It stands.".into(),
        target: None,
        change: None,
    };
    answering::propose(&forum.app, Doing::of(&editor), answered, ask)
        .await
        .unwrap();
    answering::agree(&forum.app, Doing::of(&other), answered)
        .await
        .unwrap();
    answering::publish(&forum.app, Doing::of(&other), vec![answered])
        .await
        .unwrap();
    let guest = [
        ("act", "send"),
        ("name", "Bo"),
        ("address", "bo@example.net"),
        ("group", "civil-society"),
        ("title", "A title"),
        ("text", KEPT),
    ];
    let member = [
        ("act", "send"),
        ("group", "civil-society"),
        ("title", "A title"),
        ("text", KEPT),
    ];
    let (item, reply) = (format!("/items/{open}"), format!("/items/{answered}"));
    let targets = vec![
        (
            forum.visitor(),
            target(
                FORM,
                FORM,
                &guest,
                &[
                    "name",
                    "address",
                    "group",
                    "title",
                    "text",
                    "lang",
                    "mark",
                    "on_behalf",
                ],
            ),
        ),
        (
            forum.signed_in(&author).await,
            target(
                FORM,
                FORM,
                &member,
                &["group", "title", "text", "attribution", "format", "draft"],
            ),
        ),
        (
            forum.visitor(),
            target(
                "/sign-in",
                "/sign-in",
                &[("address", "bo@example.net"), ("next", "/")],
                &["address", "next"],
            ),
        ),
        (
            forum.signed_in(&editor).await,
            target(
                &item,
                &format!("{item}/propose"),
                &[("disposition", "declined"), ("reason", KEPT)],
                &["disposition", "reason", "place", "old", "target"],
            ),
        ),
        (
            forum.signed_in(&author).await,
            target(
                &reply,
                &format!("{reply}/reply"),
                &[("reply", "objects"), ("words", KEPT)],
                &["reply", "words"],
            ),
        ),
    ];
    Ground { forum, targets }
}

/// What must hold of every answer to whatever was sent.
pub(super) fn must_be_calm(what: &str, page: &Page) {
    let status = page.status.as_u16();
    assert!(status < 500, "{what}: {status}\n{}", page.text());
    let text = page.text();
    let is_html = text.starts_with("<!DOCTYPE html>");
    let live = if is_html { live(&text) } else { Vec::new() };
    assert!(live.is_empty(), "{what}: {live:?}");
    let injected = page.headers.contains_key("bcc") || page.location().contains('\n');
    assert!(!injected, "{what}: a header was added");
    if status >= 400 {
        let says = text.contains("<h1") && text.contains("</p>");
        assert!(says, "{what}: {status} without a sentence: {text}");
    }
}

/// Tags and attributes that a browser would run or fetch.
fn live(html: &str) -> Vec<String> {
    let mut found = super::markup::active(&super::markup::tags(html));
    for tag in super::markup::tags(html) {
        let leads = tag.get("href").or(tag.get("src")).unwrap_or("");
        let is_foreign = matches!(tag.name, "iframe" | "img" | "object" | "embed");
        if is_foreign || leads.starts_with("javascript:") {
            found.push(format!("{tag:?}"));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_typed_is_answered_calmly_and_kept_in_the_form() {
    let Ground { forum, targets } = ground().await;
    for (mut browser, target) in targets {
        for field in target.attacked {
            // Ten megabytes take a while, so one field of each form gets them.
            let is_long = matches!(*field, "text" | "words" | "reason" | "next");
            let nasty = nasty().into_iter();
            for (what, value) in nasty.filter(|(what, _)| is_long || *what != "ten megabytes") {
                let mut fields: Vec<(&str, &str)> = target
                    .fields
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                fields.retain(|(name, _)| name != field);
                fields.push((field, &value));
                let page = browser.fill_in(&target.page, &target.action, &fields).await;
                let what = format!("{what} in {field} of {}", target.action);
                must_be_calm(&what, &page);
                let had_words = target.fields.iter().any(|(_, value)| value == KEPT)
                    && fields.iter().any(|(_, value)| *value == KEPT);
                if page.status == 422 && had_words {
                    assert!(page.text().contains(KEPT), "{what}: the words are gone");
                }
            }
        }
    }
    for (what, value) in nasty()
        .into_iter()
        .filter(|(what, _)| *what != "ten megabytes")
    {
        let query = plenary_kit::form::encode(&value);
        for place in [
            "/docket?q=",
            "/docket?group=",
            "/docket?after=",
            "/answers?as=",
            "/sign-in?next=",
            "/?lang=",
            "/cycles/",
            "/items/",
            "/confirm/",
        ] {
            let page = forum.visitor().get(&format!("{place}{query}")).await;
            must_be_calm(&format!("{what} at {place}"), &page);
        }
    }
    forum.app.settle().await.unwrap();
    let subjects = forum.app.read(|db| {
        db.all("SELECT subject FROM live_letter", &[], |row| {
            row.get::<String>(0)
        })
    });
    let subjects: Result<_, plenary_kit::fault::Fault> = subjects;
    assert!(
        subjects
            .unwrap()
            .iter()
            .all(|subject| !subject.contains(['\r', '\n', '\0']))
    );
}

pub(super) async fn raw(
    browser: &mut Browser,
    kind: &str,
    body: Vec<u8>,
    more: &[(&str, &str)],
) -> Page {
    let mut request = browser
        .request("POST", FORM)
        .header(header::CONTENT_TYPE, kind);
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::from(body)).unwrap()).await
}

pub(super) async fn member(forum: &TestForum) -> (Browser, String) {
    let person = forum.person("Li Wei", "technical-community").await;
    let mut browser = forum.signed_in(&person).await;
    let token = browser.get(FORM).await.hidden("csrf");
    (browser, token)
}

pub(super) fn length(forum: &TestForum) -> u64 {
    forum.app.read(plenary_kit::event::length).unwrap()
}

/// What is sent, as what, with which headers, and the status that answers it.
type Forgery<'a> = (&'a str, &'a str, Vec<u8>, Vec<(&'a str, &'a str)>, u16);

fn forgeries<'a>(token: &str, huge: &'a str) -> Vec<Forgery<'a>> {
    let good = format!("csrf={token}&act=send&group=civil-society&text=Words");
    vec![
        (
            "a wrong token",
            URLENCODED,
            b"csrf=0123&act=send&text=Words".to_vec(),
            vec![],
            403,
        ),
        (
            "no token",
            URLENCODED,
            b"act=send&text=Words".to_vec(),
            vec![],
            403,
        ),
        (
            "another origin",
            URLENCODED,
            good.clone().into_bytes(),
            vec![("origin", "https://evil.example")],
            403,
        ),
        (
            "a null origin",
            URLENCODED,
            good.clone().into_bytes(),
            vec![("origin", "null")],
            403,
        ),
        (
            "cross-site",
            URLENCODED,
            good.clone().into_bytes(),
            vec![("sec-fetch-site", "cross-site")],
            403,
        ),
        (
            "same-site only",
            URLENCODED,
            good.clone().into_bytes(),
            vec![("sec-fetch-site", "same-site")],
            403,
        ),
        (
            "an unknown field",
            URLENCODED,
            format!("{good}&is_admin=1").into_bytes(),
            vec![],
            422,
        ),
        (
            "no UTF-8",
            URLENCODED,
            format!("{good}&title=%ff%fe").into_bytes(),
            vec![],
            400,
        ),
        (
            "raw bytes",
            URLENCODED,
            [good.as_bytes(), b"&title=\xff\xfe\x00"].concat(),
            vec![],
            400,
        ),
        (
            "JSON",
            "application/json",
            br#"{"text":"Words"}"#.to_vec(),
            vec![],
            403,
        ),
        ("nothing", URLENCODED, Vec::new(), vec![], 403),
        (
            "no type, multipart",
            "multipart/form-data",
            b"text=Words".to_vec(),
            vec![],
            400,
        ),
        (
            "too much",
            URLENCODED,
            vec![b'x'; plenary_kit::web::BODY_BYTES + 1],
            vec![],
            413,
        ),
        (
            "3,000 fields",
            URLENCODED,
            format!("{good}{}", "&a=b".repeat(3_000)).into_bytes(),
            vec![],
            400,
        ),
        (
            "a huge header",
            URLENCODED,
            b"act=send".to_vec(),
            vec![("accept-language", huge)],
            403,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_broken_requests_are_refused_and_file_nothing() {
    let forum = TestForum::open().await;
    publish_call(&forum.app).await;
    let (mut browser, token) = member(&forum).await;
    let before = length(&forum);
    let good = format!("csrf={token}&act=send&group=civil-society&text=Words");
    let huge = "x".repeat(200_000);
    let tries = forgeries(&token, &huge);
    for (what, kind, body, more, status) in tries {
        let page = raw(&mut browser, kind, body, &more).await;
        must_be_calm(what, &page);
        assert_eq!(page.status.as_u16(), status, "{what}: {}", page.text());
        assert_eq!(length(&forum), before, "{what}: something was filed");
    }
    let cookie = [("cookie", huge.as_str())];
    must_be_calm(
        "a huge cookie",
        &raw(
            &mut forum.visitor(),
            URLENCODED,
            b"act=send".to_vec(),
            &cookie,
        )
        .await,
    );
    let twice = format!("{good}&text=Other&act=save");
    let page = raw(&mut browser, URLENCODED, twice.into_bytes(), &[]).await;
    must_be_calm("a field twice", &page);
    assert!(
        length(&forum) <= before + 1,
        "a field twice files once at most"
    );
}
