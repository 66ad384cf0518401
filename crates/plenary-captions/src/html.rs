//! The words of a web page, so that a saved page reads like a text file.

/// Elements whose end is the end of a line.
const BREAKING: [&str; 22] = [
    "p",
    "br",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "blockquote",
    "title",
    "hr",
    "pre",
];
/// Elements whose content is no text.
const HIDDEN: [&str; 5] = ["script", "style", "noscript", "svg", "nav"];

/// Whether a text begins with an element of a page, which a voice tag and `<inaudible>` are not.
pub fn is_element(text: &str) -> bool {
    const INLINE: [&str; 14] = [
        "span", "b", "i", "u", "strong", "em", "a", "td", "th", "font", "body", "html", "small",
        "s",
    ];
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    let name: String = rest
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .collect();
    let name = name.to_ascii_lowercase();
    rest.contains('>') && (BREAKING.contains(&name.as_str()) || INLINE.contains(&name.as_str()))
}

/// Whether a text is markup: a page or at least a run of paragraph elements.
pub fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(4_000).collect::<String>().to_lowercase();
    if head.contains("<!doctype html") || head.contains("<html") || head.contains("<body") {
        return true;
    }
    let tags = ["<p>", "<p ", "</p>", "<br", "<div", "</div>", "<span"];
    tags.iter()
        .map(|tag| head.matches(tag).count())
        .sum::<usize>()
        >= 3
}

/// The text of a page: one line for each paragraph, entities resolved, scripts and navigation left out.
pub fn to_text(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        push_words(&mut text, &rest[..at]);
        rest = after_tag(&rest[at..], &mut text);
    }
    push_words(&mut text, rest);
    text
}

/// Steps over one tag, with its content if that is hidden; a lone `<` is text.
fn after_tag<'a>(rest: &'a str, text: &mut String) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let opens =
        rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
    let Some(end) = rest.find('>').filter(|_| opens) else {
        text.push('<');
        return &rest[1..];
    };
    let name: String = rest[1..end]
        .trim_start_matches('/')
        .chars()
        .take(12)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    if HIDDEN.contains(&name.as_str()) && !rest.starts_with("</") {
        return after_hidden(&rest[end + 1..], &name);
    }
    if BREAKING.contains(&name.as_str()) && !text.ends_with('\n') {
        text.push('\n');
    }
    &rest[end + 1..]
}

fn after_hidden<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let tail = &rest[from + at + 2..];
        if tail
            .get(..name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
        {
            return tail.find('>').map_or("", |end| &tail[end + 1..]);
        }
        from += at + 2;
    }
    ""
}

/// Text between tags: white space is one blank, entities are their letters.
fn push_words(text: &mut String, words: &str) {
    for letter in unescape(words).chars() {
        let blank = letter.is_ascii_whitespace();
        if !blank {
            text.push(letter);
        } else if !text.ends_with([' ', '\n']) && !text.is_empty() {
            text.push(' ');
        }
    }
}

/// Resolves the entities that caption pages use; unknown ones stay as they are.
pub fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(rest.get(1..end)?)?, end))) {
            Some((letter, end)) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(
            || number.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        );
        return code
            .and_then(char::from_u32)
            .filter(|letter| *letter != '\0');
    }
    let known = [
        ("gt", '>'),
        ("lt", '<'),
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ntilde", 'ñ'),
        ("uuml", 'ü'),
        ("ouml", 'ö'),
        ("auml", 'ä'),
        ("ccedil", 'ç'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("raquo", '»'),
        ("laquo", '«'),
        ("atilde", 'ã'),
        ("otilde", 'õ'),
        ("ecirc", 'ê'),
        ("szlig", 'ß'),
    ];
    known
        .iter()
        .find(|(word, _)| *word == name)
        .map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_lines() {
        let page = "<html><head><style>p{}</style><script>if(a<b){}</script></head><body><nav>Home</nav>\
                    <p>&gt;&gt; ANA&nbsp;LI:  Good\nday.</p><p>5 < 6 &amp; so on<br/>next</p></body></html>";
        assert!(is_page(page));
        let text = to_text(page);
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(lines, [">> ANA LI: Good day.", "5 < 6 & so on", "next"]);
    }

    #[test]
    fn captions_with_arrows_are_no_page() {
        assert!(!is_page(">> ANA: One.\n>> BEN: Two <three.\n"));
    }
}
