//! Every message that code says stands in an English catalogue, and every message there is said.

use std::collections::BTreeMap;

use super::source::{Source, words};
use super::{File, Finding, Tree};

/// How code says a message by its key.
const SAYS: [&str; 2] = ["say(", "say_with("];

/// A message, or an attribute as `message.attribute`, of a catalogue.
struct Message<'a> {
    key: String,
    file: &'a File,
    line: usize,
}

/// Checks keys both ways.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let catalogues = tree.files.iter().filter(|file| file.path.ends_with(".ftl"));
    let (english, others): (Vec<&File>, Vec<&File>) = catalogues.partition(|file| is_english(file));
    let messages: Vec<Message> = english.into_iter().flat_map(messages_of).collect();
    let keys: BTreeMap<&str, &Message> = messages
        .iter()
        .map(|message| (message.key.as_str(), message))
        .collect();
    let mut findings = unsaid(tree, &messages);
    findings.extend(
        tree.rust()
            .flat_map(|(file, source)| unknown(file, source, &keys)),
    );
    findings.extend(twice(&messages));
    let stale = others
        .into_iter()
        .flat_map(messages_of)
        .filter(|message| !keys.contains_key(message.key.as_str()));
    findings.extend(stale.map(|Message { key, file, line }| {
        file.finding(line, format!("{key} is in no English catalogue"))
    }));
    findings
}

fn is_english(file: &File) -> bool {
    file.name() == "en.ftl" || file.path.contains("/en/")
}

fn messages_of(file: &File) -> Vec<Message<'_>> {
    let (mut found, mut message) = (Vec::new(), String::new());
    for (index, line) in file.text.lines().enumerate() {
        let Some((name, _)) = line.split_once('=') else {
            continue;
        };
        let (name, inner) = (name.trim_end(), line.starts_with([' ', '\t']));
        let key = match name.trim_start().strip_prefix('.') {
            Some(attribute) if inner => format!("{message}.{attribute}"),
            _ if !inner && is_key(name) => {
                message = name.to_owned();
                message.clone()
            }
            _ => continue,
        };
        found.push(Message {
            key,
            file,
            line: index + 1,
        });
    }
    found
}

/// Whether a text is an identifier of Fluent; a term's starts with `-`.
fn is_key(text: &str) -> bool {
    let inner = text.strip_prefix('-').unwrap_or(text);
    inner.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && inner
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
}

/// Keys said in code that no catalogue holds; a test may bring a catalogue of its own.
fn unknown(file: &File, source: &Source, keys: &BTreeMap<&str, &Message>) -> Vec<Finding> {
    let said = SAYS
        .into_iter()
        .flat_map(|call| words(&source.code, call).map(move |at| at + call.len()))
        .filter(|&at| !file.is_test() && !source.is_test(at));
    let literal = |at: usize| {
        let space = source.code[at..].find(|letter: char| !letter.is_whitespace())?;
        source
            .literals
            .iter()
            .find(|literal| literal.at == at + space + 1)
    };
    let missing = said
        .filter_map(literal)
        .filter(|literal| !keys.contains_key(literal.text.as_str()));
    missing
        .map(|literal| file.finding_at(literal.at, format!("no en.ftl holds {}", literal.text)))
        .collect()
}

/// Messages that nothing says: no string of the code is their key or a pattern for it, no other message refers to them.
fn unsaid(tree: &Tree, messages: &[Message]) -> Vec<Finding> {
    let literals: Vec<&str> = tree
        .rust()
        .flat_map(|(_, source)| source.literals.iter().map(|literal| literal.text.as_str()))
        .collect();
    let patterns: Vec<&str> = literals
        .iter()
        .copied()
        .filter(|text| is_pattern(text))
        .collect();
    let said = |message: &&Message| {
        let key = message.key.split('.').next().unwrap_or_default();
        literals.contains(&key)
            || literals.contains(&message.key.as_str())
            || patterns.iter().any(|pattern| fits(pattern, key))
            || messages.iter().any(|other| refers(other.file, key))
    };
    let silent = messages.iter().filter(|message| !said(message));
    silent
        .map(|message| {
            message
                .file
                .finding(message.line, format!("nothing says {}", message.key))
        })
        .collect()
}

/// Whether a string makes keys, as `disposition-{word}` does.
fn is_pattern(text: &str) -> bool {
    text.split_once('{')
        .is_some_and(|(start, _)| start.ends_with('-') && is_key(start))
}

fn fits(pattern: &str, key: &str) -> bool {
    let start = pattern.split('{').next().unwrap_or_default();
    let end = pattern.rsplit('}').next().unwrap_or_default();
    key.len() > start.len() + end.len() && key.starts_with(start) && key.ends_with(end)
}

fn refers(file: &File, key: &str) -> bool {
    let places = words(&file.text, key).map(|at| file.text[..at].trim_end());
    places.into_iter().any(|before| before.ends_with('{'))
}

fn twice(messages: &[Message]) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &Message> = BTreeMap::new();
    let mut findings = Vec::new();
    for message in messages {
        if let Some(earlier) = first.insert(&message.key, message) {
            let what = format!("{} also stands in {}", message.key, earlier.file.path);
            findings.push(message.file.finding(message.line, what));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(code: &str, english: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("a.rs", code),
            ("crates/plenary/src/docket/en.ftl", english),
        ]);
        check(&tree)
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[test]
    fn a_message_that_is_said_is_fine() {
        let code = "fn f() { t.say(\"greeting\"); t.say_with(\n    \"count\", &[]) }";
        assert!(
            findings(
                code,
                "greeting = Hello\ncount =\n    { $n } = all\n    .title = T\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_message_that_no_catalogue_holds_is_found() {
        assert_eq!(
            findings("fn f() { t.say(\"gone\") }", ""),
            ["no en.ftl holds gone"]
        );
    }

    #[test]
    fn a_test_may_say_what_its_own_catalogue_holds() {
        let code = "#[cfg(test)]\nmod tests { fn f() { t.say(\"gone\") } }";
        assert!(findings(code, "").is_empty());
    }

    #[test]
    fn a_message_that_nothing_says_is_found() {
        assert_eq!(
            findings("fn f() {}", "# about\nlonely = Hello\n"),
            ["nothing says lonely"]
        );
    }

    #[test]
    fn keys_held_in_tables_made_by_patterns_or_named_by_messages_are_said() {
        let english = "kind-comment = Comment\nstate-open = Open\nwhole = { part } and { -term }\npart = p\n-term = t\n";
        assert!(findings("const A: &str = \"kind-comment\"; fn f() { format!(\"state-{word}\"); say(\"whole\") }", english).is_empty());
    }

    #[test]
    fn a_key_in_two_catalogues_or_in_a_translation_only_is_found() {
        let tree = Tree::of(&[
            ("a.rs", "fn f() { say(\"a\") }"),
            ("x/en.ftl", "a = A"),
            ("y/en.ftl", "a = A"),
            ("x/fr.ftl", "a = A\nb = B"),
        ]);
        let found: Vec<_> = check(&tree)
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(
            found,
            ["a also stands in x/en.ftl", "b is in no English catalogue"]
        );
    }
}
