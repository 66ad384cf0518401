//! A page taken apart far enough to check it: its tags in order, their attributes, and what is wrong with them.

/// A tag with its attributes.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Its name; a closing tag's begins with a slash.
    pub name: &'a str,
    /// Its attributes.
    pub attributes: Vec<(&'a str, &'a str)>,
}

impl Tag<'_> {
    /// The value of an attribute; "" for one without a value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(each, _)| *each == name)
            .map(|(_, value)| *value)
    }
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Drawn shapes, which are written without a closing tag.
const SHAPES: &[&str] = &[
    "path", "circle", "rect", "line", "polyline", "polygon", "use", "ellipse",
];

/// Every tag of a page in order.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let end = end_of_tag(rest);
        all.push(tag(&rest[..end]));
        rest = &rest[end..];
    }
    all
}

fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn tag(text: &str) -> Tag<'_> {
    let split = text.find(char::is_whitespace).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(split);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        if attribute.is_empty() {
            break;
        }
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap_or((value, "")),
            None => ("", after),
        };
        attributes.push((attribute, value));
        rest = after;
    }
    Tag {
        name: name.trim_end_matches('/'),
        attributes,
    }
}

/// Everything that is wrong with a page's markup; nothing for a page as it should be.
pub fn faults(html: &str) -> Vec<String> {
    let all = tags(html);
    let mut wrong = unbalanced(&all);
    wrong.extend(active(&all));
    wrong.extend(unlabelled(&all));
    wrong.extend(doubled(&all));
    let of = |name: &'static str| all.iter().filter(move |tag| tag.name == name);
    if of("h1").count() != 1 {
        wrong.push(format!("{} first headings", of("h1").count()));
    }
    let root = of("html").next();
    if root.is_none_or(|tag| tag.get("lang").is_none_or(str::is_empty) || tag.get("dir").is_none())
    {
        wrong.push("no language or direction".into());
    }
    let first_link = of("a").next().and_then(|tag| tag.get("href"));
    let skips_to = first_link.and_then(|href| href.strip_prefix('#'));
    if !skips_to.is_some_and(|id| all.iter().any(|tag| tag.get("id") == Some(id))) {
        wrong.push(format!("no skip link comes first: {first_link:?}"));
    }
    wrong
}

fn unbalanced(all: &[Tag<'_>]) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    for tag in all {
        match tag.name.strip_prefix('/') {
            Some(name) if SHAPES.contains(&name) => {}
            Some(name) if open.last() == Some(&name) => {
                open.pop();
            }
            Some(name) => return vec![format!("</{name}> closes {:?}", open.last())],
            None if VOID.contains(&tag.name) || SHAPES.contains(&tag.name) => {}
            None => open.push(tag.name),
        }
    }
    open.iter()
        .map(|name| format!("<{name}> is never closed"))
        .collect()
}

/// Scripts, styles and handlers inside the page.
pub fn active(all: &[Tag<'_>]) -> Vec<String> {
    let mut wrong = Vec::new();
    for tag in all {
        if tag.name == "style" || (tag.name == "script" && tag.get("src").is_none()) {
            wrong.push(format!("<{}> inside the page", tag.name));
        }
        let inline = tag
            .attributes
            .iter()
            .filter(|(name, _)| *name == "style" || name.starts_with("on"));
        wrong.extend(inline.map(|(name, _)| format!("{name}= on <{}>", tag.name)));
    }
    wrong
}

fn unlabelled(all: &[Tag<'_>]) -> Vec<String> {
    let mut inside = 0;
    let mut wrong = Vec::new();
    for tag in all {
        match tag.name {
            "label" => inside += 1,
            "/label" => inside -= 1,
            "input" | "select" | "textarea" if inside == 0 && !is_named(all, tag) => {
                wrong.push(format!(
                    "<{}> {:?} without a label",
                    tag.name,
                    tag.get("name")
                ));
            }
            _ => {}
        }
    }
    wrong
}

/// Ids that stand twice: a label, a hint or a link then leads to the wrong one of the two.
fn doubled(all: &[Tag<'_>]) -> Vec<String> {
    let mut ids: Vec<&str> = all.iter().filter_map(|tag| tag.get("id")).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
    twice
        .map(|pair| format!("the id {:?} twice", pair[0]))
        .collect()
}

fn is_named(all: &[Tag<'_>], field: &Tag<'_>) -> bool {
    let is_told = matches!(field.get("type"), Some("hidden" | "submit" | "button"));
    let has_label = |id: &str| {
        all.iter()
            .any(|tag| tag.name == "label" && tag.get("for") == Some(id))
    };
    is_told
        || field.get("id").is_some_and(has_label)
        || field.get("aria-label").is_some()
        || field.get("aria-labelledby").is_some()
}

/// Addresses that the browser would fetch or send to by itself, and links.
pub fn addresses(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut fetched, mut linked) = (Vec::new(), Vec::new());
    for tag in tags(html) {
        for name in ["src", "srcset", "action", "poster", "data", "href"] {
            let Some(value) = tag.get(name) else { continue };
            match (tag.name, name) {
                ("a", "href") => linked.push(value.replace("&amp;", "&")),
                ("link", "href") if tag.get("rel") == Some("canonical") => {}
                _ => fetched.push(value.to_owned()),
            }
        }
    }
    (fetched, linked)
}

#[test]
fn a_page_with_faults_is_not_taken_for_a_good_one() {
    let good = "<!DOCTYPE html><html lang=\"en\" dir=\"ltr\"><body><a href=\"#t\">Skip</a><main id=\"t\"><h1>T</h1><label>N<input name=\"n\"></label></main></body></html>";
    assert_eq!(faults(good), Vec::<String>::new());
    let spoil = [
        ("<h1>T</h1>", "<h1>T</h1><h1>T</h1>"),
        (" dir=\"ltr\"", ""),
        ("</main>", "</div></main>"),
        ("<label>N<input name=\"n\"></label>", "<input name=\"n\">"),
        ("<h1>", "<h1 style=\"color:red\">"),
        ("<h1>", "<h1 onclick=\"x()\">"),
        ("</body>", "<script>x()</script></body>"),
        ("href=\"#t\"", "href=\"#other\""),
        ("<h1>", "<h1 id=\"t\">"),
    ];
    for (part, worse) in spoil {
        assert!(!faults(&good.replace(part, worse)).is_empty(), "{worse}");
    }
}
