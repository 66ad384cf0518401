//! The style sheet and the script as they are served, named by their content so that browsers keep them for good.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The policy every page is served with: nothing but our own files, no inline style or script.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    form-action 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How long browsers keep both files: a year, since another content has another name.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// A full stop on paper, as a data address, so that browsers do not ask for `/favicon.ico`.
pub const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23fbfaf6'/%3E%3Ccircle cx='8' cy='8' r='4.5' fill='%23963018'/%3E%3C/svg%3E";

/// Where one signs in.
pub const SIGN_IN: &str = "/sign-in";
/// Where the sign-out form goes.
pub const SIGN_OUT: &str = "/sign-out";
/// The page that says how to check the record.
pub const TRUST: &str = "/trust";
/// The signed head of the ledger.
pub const CHECKPOINT: &str = "/checkpoint";
/// Whom to tell of a security problem (RFC 9116).
pub const SECURITY: &str = "/.well-known/security.txt";

static CSS: LazyLock<Served> = LazyLock::new(|| Served::new(SHEET, "look", "css"));
const SHEET: &str = concat!(include_str!("../look.css"), include_str!("../text.css"));
static JS: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("../improve.js"), "improve", "js"));

/// A file that is served as it is, under a name made of its content.
pub struct Served {
    /// Its address.
    pub path: String,
    /// Its entity tag, with its quotes.
    pub etag: String,
    /// Its bytes, without comments.
    pub bytes: Vec<u8>,
}

impl Served {
    /// A style sheet (`css`) or script (`js`) of this source.
    pub fn new(source: &str, name: &str, ending: &str) -> Served {
        let lean = match ending {
            "css" => without_spaces(&without_comments(source)),
            _ => without_comments(source),
        };
        let bytes = lean.into_bytes();
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Served {
            path: format!("/{name}-{hash}.{ending}"),
            etag: format!("\"{hash}\""),
            bytes,
        }
    }
}

/// The style sheet's address, `/look-<hash>.css`.
pub fn css_path() -> &'static str {
    &CSS.path
}

/// The style sheet, type `text/css; charset=utf-8`.
pub fn css() -> &'static [u8] {
    &CSS.bytes
}

/// The style sheet's entity tag, with its quotes.
pub fn css_etag() -> &'static str {
    &CSS.etag
}

/// The script's address, `/improve-<hash>.js`.
pub fn js_path() -> &'static str {
    &JS.path
}

/// The script, type `text/javascript; charset=utf-8`.
pub fn js() -> &'static [u8] {
    &JS.bytes
}

/// The script's entity tag, with its quotes.
pub fn js_etag() -> &'static str {
    &JS.etag
}

/// Takes out the spaces that a style sheet has for people; its strings hold none of these pairs.
fn without_spaces(sheet: &str) -> String {
    let pairs = [
        (" {", "{"),
        ("{ ", "{"),
        ("; }", "}"),
        (": ", ":"),
        ("; ", ";"),
        (", ", ","),
    ];
    let start = sheet.to_owned();
    pairs
        .iter()
        .fold(start, |lean, (spaced, tight)| lean.replace(spaced, tight))
}

/// Takes out `/* */` comments, whole-line `//` comments, indentation and empty lines; strings never hold `/*` here.
fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    for (index, part) in source.split("/*").enumerate() {
        kept.push_str(match index {
            0 => part,
            _ => part.split_once("*/").map_or("", |(_, rest)| rest),
        });
    }
    let lines = kept
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_addresses_stay() {
        assert_eq!(
            without_comments("/* a\n b */\n  x { y: z } /* c */\n\n// d\nu(http://e)\n"),
            "x { y: z }\nu(http://e)\n"
        );
    }

    #[test]
    fn a_style_sheet_loses_the_spaces_nobody_needs() {
        assert_eq!(
            without_spaces(".a .b, p { color: red; margin: 0 1em; }"),
            ".a .b,p{color:red;margin:0 1em}"
        );
    }

    #[test]
    fn the_files_are_named_by_their_content_and_keep_their_budgets() {
        assert!(css_path().starts_with("/look-") && js_path().starts_with("/improve-"));
        assert!(js().len() <= 15 * 1024, "script of {} bytes", js().len());
        assert!(
            css().len() <= 32 * 1024,
            "style sheet of {} bytes",
            css().len()
        );
    }

    #[test]
    fn the_style_sheet_asks_for_nothing_outside() {
        let sheet = String::from_utf8_lossy(css());
        assert!(
            !sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains("@font-face")
        );
    }
}
