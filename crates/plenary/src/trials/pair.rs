//! Two worlds that differ in one secret: for those who may not know it, every status, header, byte, size and order of
//! every page is the same.

use plenary_kit::app::Rooms;

use super::walk::addresses;
use super::world::{Twist, World};
use crate::rooms::ROOMS;
use crate::testing::{Browser, Page};

/// Those who know none of the secrets.
pub const NONE_THE_WISER: &[&str] = &["public", "participant", "moderator", "captioner", "other-editor"];

/// Compares the two worlds page by page as these viewers; all that differs.
pub async fn differences(rooms: Rooms, twist: Twist, viewers: &[&'static str]) -> Vec<String> {
    let (one, other) = (World::build(rooms, Twist::default()).await, World::build(rooms, twist).await);
    let (here, there) = match (addresses(&one), addresses(&other)) {
        (Ok(here), Ok(there)) => (here, there),
        (Err(missing), _) | (_, Err(missing)) => return vec![missing],
    };
    assert_eq!(here.len(), there.len(), "the worlds have other addresses");
    let mut found = Vec::new();
    for viewer in viewers {
        let mut browsers = (one.browser(viewer).await, other.browser(viewer).await);
        let words = one.secrets.iter().chain(&other.secrets).map(|secret| &secret.word);
        let searches: Vec<String> = words.map(|word| format!("/docket?q={word}")).collect();
        let pairs = here.iter().zip(&there).map(|(a, b)| (&a.url, &b.url));
        let pairs = pairs.filter(|(a, _)| !a.contains("?q=")).chain(searches.iter().map(|url| (url, url)));
        for (a, b) in pairs {
            let what = compare(&mut browsers, a, b).await;
            found.extend(what.map(|what| format!("{viewer} at {a}: {what}")));
        }
    }
    found
}

async fn compare(browsers: &mut (Browser, Browser), here: &str, there: &str) -> Option<String> {
    let (one, other) = (browsers.0.get(here).await, browsers.1.get(there).await);
    if one.status != other.status {
        return Some(format!("{} and {}", one.status, other.status));
    }
    if one.body.len() != other.body.len() {
        return Some(format!("{} and {} bytes: {}", one.body.len(), other.body.len(), apart(&one, &other)));
    }
    if headers(&one) != headers(&other) {
        return Some(format!("headers {} and {}", headers(&one), headers(&other)));
    }
    if plain(&one.text()) != plain(&other.text()) {
        return Some(apart(&one, &other));
    }
    let (one, other) = (browsers.0.get_with(here, "accept-encoding", "gzip").await, browsers.1.get_with(there, "accept-encoding", "gzip").await);
    let (a, b) = (one.body.len(), other.body.len());
    // Random ids compress by chance: a few bytes an id, and nothing where there are none.
    (a.abs_diff(b) > CHANCE).then(|| format!("{a} and {b} bytes compressed"))
}

/// How far two compressed pages with other random ids may be apart, in bytes: the most that was seen was 60.
const CHANCE: usize = 120;

fn headers(page: &Page) -> String {
    let mut all: Vec<String> = page
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", plain(&String::from_utf8_lossy(value.as_bytes()))))
        .collect();
    all.sort();
    all.join("\n")
}

/// Where the two pages part.
fn apart(one: &Page, other: &Page) -> String {
    let (one, other) = (plain(&one.text()), plain(&other.text()));
    let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let cut = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(40));
        text[from..text.ceil_char_boundary((at + 60).min(text.len()))].to_owned()
    };
    format!("{:?} against {:?}", cut(&one), cut(&other))
}

/// A text with its random values replaced by their shape: ids, hashes, tokens, seals, item codes.
pub fn plain(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_+/=".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        // Paths are made of parts, and each part may be random.
        let parts: Vec<String> = word.split('/').map(shape).collect();
        out.push_str(&parts.join("/"));
        let next = tail.chars().next().map_or(0, char::len_utf8);
        out.push_str(&tail[..next]);
        rest = &tail[next..];
    }
    out
}

fn shape(word: &str) -> String {
    let is_code = word.len() == 11
        && word.bytes().enumerate().all(|(at, byte)| match at {
            5 => byte == b'-',
            _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        });
    let has = |what: fn(&u8) -> bool| word.bytes().any(|byte| what(&byte));
    let is_random = word.len() >= 12
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && (word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') || (word.len() >= 20 && !word.contains('_') && !word.contains('-')));
    match is_code || is_random {
        true => "?".repeat(if word.len() > 40 { word.len() } else { word.len().min(36) }),
        false => word.to_owned(),
    }
}

fn report(what: &[String]) -> String {
    format!("{} differences:\n{}", what.len(), what.iter().take(30).cloned().collect::<Vec<_>>().join("\n"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_none_of_the_secrets_cannot_tell_two_worlds_apart() {
    let found = differences(ROOMS, Twist::ALL, NONE_THE_WISER).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_red_cannot_be_told_even_by_those_who_answer() {
    let twist = Twist { red: true, ..Twist::default() };
    let found = differences(ROOMS, twist, &["colleague", "editor", "secretary"]).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_guests_and_drafts_cannot_be_told_by_named_readers() {
    let twist = Twist { names: true, guest: true, drafts: true, ..Twist::default() };
    let found = differences(ROOMS, twist, &["reader", "client"]).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[test]
fn random_values_have_their_shape_only() {
    assert_eq!(plain("/items/7K3QD-9XWTB, 42"), "/items/???????????, 42");
    assert_eq!(plain("id=01900000-0000-7000-8000-000000000000 zqwordsred"), format!("id{}", plain("=01900000-0000-7000-8000-000000000000 zqwordsred")));
}
