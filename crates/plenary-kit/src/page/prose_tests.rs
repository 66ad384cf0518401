//! Hostile words must come out as words.

use super::*;

/// Every element and attribute that words can make.
const ELEMENTS: [&str; 27] = [
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "sup",
    "span",
    "h2",
];
const ATTRIBUTES: [&str; 9] = [
    "href", "rel", "class", "id", "dir", "scope", "start", "role", "tabindex",
];

/// Hostile and ordinary pieces, also thrown together at random below.
const PIECES: [&str; 40] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVa\tScript:alert(1))",
    "![a](https://e.example/p.png)",
    "[![a](http://e.example/p)](http://f.example \"t\")",
    "<javascript:alert(1)>",
    "[a](data:text/html;base64,AAAA)",
    "[a](vbscript:x)",
    "[a](//e.example)",
    "[a](https://e.example/\"onclick=\"x)",
    "<a href=\"x\" onclick=\"y\">",
    "</main></body>",
    "<!-- ",
    "-->",
    "<![CDATA[",
    "<?php ?>",
    "<svg/onload=alert(1)>",
    "# Title {#id onclick=x}",
    "[^1]",
    "[^1]: note",
    "[^\"><script>]: note",
    "[^\"><script>]",
    "```\"><script>\n",
    "```\n",
    "| a | b |\n|:-:|--:|\n| <b> | [x](http://a.example) |\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "**",
    "_",
    "~~",
    "`",
    "\n",
    "&lt;script&gt;&#60;script>",
    "&#x22;&quot;onload=x",
    "\u{202E}evil\u{202C}",
    "\u{2067}",
    "\0",
];

fn tags(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or("").to_owned())
        .collect()
}

fn check(html: &str) {
    for tag in tags(html) {
        let body = tag.trim_start_matches('/').trim_end_matches('/').trim();
        let (name, rest) = body.split_once(' ').unwrap_or((body, ""));
        assert!(ELEMENTS.contains(&name), "element {name:?} in {html}");
        let mut pieces = rest.split('"');
        while let (Some(key), Some(value)) = (
            pieces.next().filter(|k| !k.trim().is_empty()),
            pieces.next(),
        ) {
            let key = key.trim().trim_end_matches('=');
            assert!(ATTRIBUTES.contains(&key), "attribute {key:?} in {html}");
            let outside = ["http:", "https:", "mailto:", "#"]
                .iter()
                .any(|s| value.to_lowercase().starts_with(s));
            assert!(key != "href" || outside, "address {value:?} in {html}");
        }
    }
    assert!(
        !html.contains(is_forbidden),
        "a control character in {html:?}"
    );
}

#[test]
fn no_piece_of_hostile_text_gets_through() {
    PIECES.iter().for_each(|piece| check(&markdown(piece).0));
}

#[test]
fn no_mixture_of_hostile_pieces_gets_through() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap_or(0)
    };
    for _ in 0..3_000 {
        let length = 1 + next(12);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        check(&markdown(&text).0);
        check(&plain(&text).0);
    }
}

#[test]
fn the_checker_would_notice() {
    for bad in [
        "<script>",
        "<a href=\"javascript:x\">",
        "<p onclick=\"x\">",
        "<p>\u{202E}</p>",
    ] {
        assert!(std::panic::catch_unwind(|| check(bad)).is_err(), "{bad}");
    }
}

#[test]
fn raw_html_is_shown_as_text() {
    assert!(markdown("a <b>c</b>").0.contains("a &lt;b&gt;c&lt;/b&gt;"));
    assert!(markdown("<div>\nx\n</div>").0.contains("&lt;div&gt;"));
}

#[test]
fn pictures_become_links_and_links_carry_their_relation() {
    let html = markdown("![a map](https://e.example/m.png)").0;
    assert!(
        html.contains(
            "<a rel=\"nofollow ugc noopener\" href=\"https://e.example/m.png\">a map</a>"
        ),
        "{html}"
    );
    assert!(!html.contains("<img"));
}

#[test]
fn a_picture_in_a_link_makes_one_link() {
    let html = markdown("[![a](http://e.example/p)](http://f.example)").0;
    assert_eq!(
        (html.matches("<a ").count(), html.matches("</a>").count()),
        (1, 1),
        "{html}"
    );
}

#[test]
fn headings_begin_below_the_pages_and_skip_no_level() {
    assert!(markdown("# One").0.contains("<h3>One</h3>"));
    assert!(
        markdown_under("##### Deep", "i1", 3)
            .0
            .contains("<h4>Deep</h4>")
    );
    let skipping = markdown(
        "## A

##### B

## C",
    )
    .0;
    let wanted = ["<h3>A</h3>", "<h4>B</h4>", "<h3>C</h3>"];
    assert!(
        wanted.iter().all(|heading| skipping.contains(heading)),
        "{skipping}"
    );
}

#[test]
fn footnotes_of_two_items_do_not_meet() {
    let (one, two) = (
        markdown_under("a[^x]\n\n[^x]: b", "i1", 2).0,
        markdown_under("a[^x]\n\n[^x]: b", "i2", 2).0,
    );
    assert!(
        one.contains("id=\"i1-note-1\"") && two.contains("id=\"i2-note-1\""),
        "{one}"
    );
}

#[test]
fn tables_have_column_heads_and_no_style() {
    let html = markdown("| a | b |\n|:-:|--:|\n| c | d |").0;
    assert!(
        html.contains("<th scope=\"col\" dir=\"auto\">a</th>") && !html.contains("style"),
        "{html}"
    );
    assert_eq!(
        html.matches("<tbody>").count(),
        html.matches("</tbody>").count(),
        "{html}"
    );
}

#[test]
fn overrides_go_and_balanced_isolates_stay() {
    assert_eq!(safe_text("a\u{202E}b\u{202C}c"), "abc");
    assert_eq!(safe_text("a\u{2067}b\u{2069}c"), "a\u{2067}b\u{2069}c");
    assert_eq!(safe_text("a\u{2067}b\nc\u{2069}"), "ab\nc");
    assert_eq!(safe_text("a\u{2069}\u{2067}b"), "ab");
    assert_eq!(safe_text("\u{200F}שלום\u{200E}"), "\u{200F}שלום\u{200E}");
    assert_eq!(safe_text("a\0\r\u{7}b"), "ab");
}

#[test]
fn plain_text_keeps_its_lines() {
    assert_eq!(
        plain("a\r\nb\n\n\nc <i>").0,
        "<p dir=\"auto\">a<br>b</p><p dir=\"auto\">c &lt;i&gt;</p>"
    );
}
