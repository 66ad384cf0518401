//! Two worlds that differ in one secret: for those who may not know it, every status, header, byte, size and order of
//! every page is the same.

use plenary_kit::app::Rooms;

use super::walk::{Address, addresses};
use super::world::{Twist, World};
use crate::rooms::ROOMS;
use crate::testing::{Browser, Page};

/// Those who know none of the secrets.
pub const NONE_THE_WISER: &[&str] = &[
    "public",
    "participant",
    "moderator",
    "captioner",
    "other-editor",
];

/// Compares the two worlds page by page as these viewers; all that differs.
pub async fn differences(rooms: Rooms, twist: Twist, viewers: &[&'static str]) -> Vec<String> {
    let (one, other) = (
        World::build(rooms, Twist::default()).await,
        World::build(rooms, twist).await,
    );
    let (here, there) = match (addresses(&one), addresses(&other)) {
        (Ok(here), Ok(there)) => (here, there),
        (Err(missing), _) | (_, Err(missing)) => return vec![missing],
    };
    let is_no_search = |address: &&Address| !address.url.contains("?q=");
    let here: Vec<&Address> = here.iter().filter(is_no_search).collect();
    let there: Vec<&Address> = there.iter().filter(is_no_search).collect();
    assert_eq!(here.len(), there.len(), "the worlds have other addresses");
    let mut found = Vec::new();
    for viewer in viewers {
        let mut browsers = (one.browser(viewer).await, other.browser(viewer).await);
        let words = one
            .secrets
            .iter()
            .chain(&other.secrets)
            .map(|secret| &secret.word);
        let searches: Vec<String> = words.map(|word| format!("/docket?q={word}")).collect();
        let pairs = here.iter().zip(&there).map(|(a, b)| (&a.url, &b.url));
        let pairs = pairs.chain(searches.iter().map(|url| (url, url)));
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
    if one.status == 200 && (here.ends_with("/receipt") || here.ends_with(".tar")) {
        // Lines of the ledger hold codes as decimal numbers, whose length is chance; the walk looks for those.
        return None;
    }
    if one.status == 200 && here.ends_with("/table.docx") {
        // A packed file's bytes depend on the codes in it; its cells are compared.
        let cells = |page: &Page| plain(&format!("{:?}", plenary_paper::docx::tables(&page.body)));
        let (one, other) = (cells(&one), cells(&other));
        return (one != other).then(|| format!("{one} against {other}"));
    }
    if one.body.len() != other.body.len() {
        return Some(format!(
            "{} and {} bytes: {}",
            one.body.len(),
            other.body.len(),
            apart(&one, &other)
        ));
    }
    if headers(&one) != headers(&other) {
        return Some(format!("headers {} and {}", headers(&one), headers(&other)));
    }
    let is_same = match here.ends_with("/close") {
        // What waits is listed by number, and codes are chance: their order tells nothing.
        true => sorted(&one) == sorted(&other),
        false => plain(&one.text()) == plain(&other.text()),
    };
    if !is_same {
        return Some(apart(&one, &other));
    }
    let (one, other) = (
        browsers.0.get_with(here, "accept-encoding", "gzip").await,
        browsers.1.get_with(there, "accept-encoding", "gzip").await,
    );
    let (a, b) = (one.body.len(), other.body.len());
    // Random ids compress by chance: a few bytes an id, and nothing where there are none.
    (a.abs_diff(b) > CHANCE).then(|| format!("{a} and {b} bytes compressed"))
}

/// How far two compressed pages with other random ids may be apart, in bytes: an allowance, chosen and not measured.
const CHANCE: usize = 120;

fn headers(page: &Page) -> String {
    let mut all: Vec<String> = page
        .headers
        .iter()
        .map(|(name, value)| {
            format!(
                "{name}: {}",
                plain(&String::from_utf8_lossy(value.as_bytes()))
            )
        })
        .collect();
    all.sort();
    // A hash in a tag is written without leading zeros, so its length is chance too.
    let mut joined: Vec<char> = all.join("\n").chars().collect();
    joined.dedup_by(|a, b| *a == '?' && *b == '?');
    joined.into_iter().collect()
}

/// The letters of a page without their order.
fn sorted(page: &Page) -> Vec<u8> {
    let mut bytes = plain(&page.text()).into_bytes();
    bytes.sort_unstable();
    bytes
}

/// Where the two pages part.
fn apart(one: &Page, other: &Page) -> String {
    let (one, other) = (plain(&one.text()), plain(&other.text()));
    let at = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(40));
        text[from..text.ceil_char_boundary((at + 60).min(text.len()))].to_owned()
    };
    format!("{:?} against {:?}", cut(&one), cut(&other))
}

/// A text with its random values replaced by question marks: ids, item codes, hashes, tokens, keys, signatures, seals.
pub fn plain(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    mask_shaped(&mut bytes, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    mask_shaped(&mut bytes, "CCCCC-CCCCC");
    let is_url = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    mask_after(&mut bytes, b"/captions/", is_url);
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    // Hashes, keys and signatures.
    mask_runs(&mut bytes, is_base64, |run| {
        run.len() >= 50 || (run.len() == 44 && run.ends_with(b"="))
    });
    // Tokens have 22 letters of base64url, seals 43.
    mask_runs(&mut bytes, is_url, |run| {
        let has = |what: fn(&u8) -> bool| run.iter().any(what);
        // One in a hundred million has neither a capital nor a digit; words have neither.
        matches!(run.len(), 22 | 43) && (has(u8::is_ascii_uppercase) || has(u8::is_ascii_digit))
    });
    mask_runs(&mut bytes, u8::is_ascii_hexdigit, |run| {
        let has_letter = run.iter().any(u8::is_ascii_alphabetic);
        // Instants have thirteen digits, hashes hardly ever so few.
        (run.len() >= 12 && has_letter) || run.len() >= 14
    });
    mask_runs(&mut bytes, is_base64, |run| {
        let has = |what: fn(&u8) -> bool| run.iter().any(what);
        let is_mixed =
            has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
        run.len() >= 20 && is_mixed
    });
    String::from_utf8(bytes).expect("only ASCII was replaced, by ASCII")
}

/// Masks the secret that follows these letters in an address.
fn mask_after(bytes: &mut [u8], before: &[u8], is_in: impl Fn(&u8) -> bool) {
    let places: Vec<usize> = bytes
        .windows(before.len())
        .enumerate()
        .filter(|(_, window)| *window == before)
        .map(|(at, _)| at + before.len())
        .collect();
    for at in places {
        let secret = bytes[at..].iter_mut().take_while(|byte| is_in(byte));
        secret.for_each(|byte| *byte = b'?');
    }
}

/// Masks what has the shape, where no letter or digit touches it: `x` is a hex digit, `C` one of a code's letters.
fn mask_shaped(bytes: &mut [u8], shape: &str) {
    let fits = |byte: &u8, like: u8| match like {
        b'x' => byte.is_ascii_hexdigit(),
        b'C' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        other => *byte == other,
    };
    let mut at = 0;
    while at + shape.len() <= bytes.len() {
        let end = at + shape.len();
        let is_alone = [at.checked_sub(1), Some(end)]
            .into_iter()
            .flatten()
            .all(|beside| !bytes.get(beside).is_some_and(u8::is_ascii_alphanumeric));
        match is_alone
            && bytes[at..end]
                .iter()
                .zip(shape.bytes())
                .all(|(byte, like)| fits(byte, like))
        {
            true => {
                bytes[at..end].fill(b'?');
                at = end;
            }
            false => at += 1,
        }
    }
}

/// Masks the longest runs of such bytes that look random.
fn mask_runs(bytes: &mut [u8], is_in: impl Fn(&u8) -> bool, is_random: impl Fn(&[u8]) -> bool) {
    for run in bytes.chunk_by_mut(|a, b| is_in(a) == is_in(b)) {
        if is_in(&run[0]) && is_random(run) {
            run.fill(b'?');
        }
    }
}

fn report(what: &[String]) -> String {
    format!(
        "{} differences:\n{}",
        what.len(),
        what.iter().take(30).cloned().collect::<Vec<_>>().join("\n")
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_none_of_the_secrets_cannot_tell_two_worlds_apart() {
    // The moderator and the captioner are staff of the session for named people.
    let twist = Twist {
        session: false,
        ..Twist::ALL
    };
    let found = differences(ROOMS, twist, NONE_THE_WISER).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_among_named_people_cannot_be_told_by_others() {
    let twist = Twist {
        session: true,
        ..Twist::default()
    };
    let viewers = ["public", "participant", "author", "other-editor"];
    let found = differences(ROOMS, twist, &viewers).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_red_cannot_be_told_even_by_those_who_answer() {
    let twist = Twist {
        red: true,
        ..Twist::default()
    };
    let found = differences(ROOMS, twist, &["colleague", "editor", "secretary"]).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_guests_and_drafts_cannot_be_told_by_named_readers() {
    let twist = Twist {
        names: true,
        guest: true,
        drafts: true,
        ..Twist::default()
    };
    let found = differences(ROOMS, twist, &["reader", "client"]).await;
    assert!(found.is_empty(), "{}", report(&found));
}

#[test]
fn random_values_are_masked_and_words_are_not() {
    let masked = [
        ("/items/7K3QD-9XWTB, 42", "/items/???????????, 42"),
        (
            "?by=01900000-0000-7000-8000-000000000000&x",
            "?by=????????????????????????????????????&x",
        ),
        (
            "CBJ5l+gG9RyKH7mUaBcDeFgHiJkLmNo=",
            "????????????????????????????????",
        ),
        (
            "/drafts/WTTWabSvi5TyV6ZEB7JlzQ",
            "/drafts/??????????????????????",
        ),
        ("tag 0123456789abcdef", "tag ????????????????"),
    ];
    for (text, expected) in masked {
        assert_eq!(plain(text), expected);
    }
    for text in [
        "/cycles/2026/contributions?order=oldest",
        "zqwordsredother",
        "1772442000000",
        "TLP:AMBER+STRICT",
    ] {
        assert_eq!(plain(text), text);
    }
}
