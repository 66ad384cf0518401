//! Web annotations as rows (W3C Web Annotation Data Model, 23 February 2017): one, a list, a page or a collection.

use plenary_passage::Selector;
use serde_json::Value;

use super::refusal::TableRefusal;
use super::{Brought, Row};

/// Reads annotations of any tool that writes the standard; what they say beside words and places is passed over.
pub(super) fn read(text: &str) -> Result<Brought, TableRefusal> {
    let all: Value = serde_json::from_str(text).map_err(|_| TableRefusal::NoAnnotations)?;
    let rows: Vec<Row> = annotations(&all)
        .into_iter()
        .map(row)
        .filter(|row| !row.is_blank())
        .collect();
    match rows.is_empty() {
        true => Err(TableRefusal::NoAnnotations),
        false => Ok(Brought {
            rows,
            ..Brought::default()
        }),
    }
}

fn annotations(all: &Value) -> Vec<&Value> {
    let is_annotation = |value: &&Value| value.get("target").is_some();
    match all {
        Value::Array(list) => list.iter().filter(is_annotation).collect(),
        Value::Object(_) if is_annotation(&all) => vec![all],
        Value::Object(fields) => {
            let within = ["items", "first", "rows"]
                .iter()
                .find_map(|name| fields.get(*name));
            match within {
                Some(Value::Array(list)) => list.iter().filter(is_annotation).collect(),
                Some(page) => many(page.get("items"))
                    .into_iter()
                    .filter(is_annotation)
                    .collect(),
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// One value, or several in a list: JSON-LD takes both.
fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or("")
}

fn row(annotation: &Value) -> Row {
    let mut row = Row {
        comment: [word(annotation, "bodyValue"), word(annotation, "text")].concat(),
        body: creator(annotation),
        ..Row::default()
    };
    for body in many(annotation.get("body")) {
        let value = body.as_str().unwrap_or_else(|| word(body, "value"));
        match many(body.get("purpose"))
            .first()
            .and_then(|purpose| purpose.as_str())
        {
            Some("editing") => row.change = value.to_owned(),
            Some("tagging") => row.kind = value.to_owned(),
            _ if row.comment.is_empty() => row.comment = value.to_owned(),
            _ => row.comment = format!("{}\n\n{value}", row.comment),
        }
    }
    let motivations = many(annotation.get("motivation"));
    if row.kind.is_empty()
        && motivations
            .iter()
            .any(|one| one.as_str() == Some("questioning"))
    {
        row.kind = "question".into();
    }
    row.comment = row.comment.trim().to_owned();
    row.targets = many(annotation.get("target"))
        .into_iter()
        .map(selectors)
        .collect();
    row
}

fn creator(annotation: &Value) -> String {
    let first = many(annotation.get("creator")).into_iter().next();
    first.map_or_else(String::new, |creator| {
        word(creator, "name").trim().to_owned()
    })
}

/// The selectors of a target that say something about a text.
fn selectors(target: &Value) -> Vec<Selector> {
    let all = many(target.get("selector")).into_iter();
    all.filter_map(|selector| serde_json::from_value(selector.clone()).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn annotations_of_other_tools_are_read() {
        let selector = json!({"type": "TextQuoteSelector", "exact": "a line"});
        let one = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "creator": {"name": "Ana"},
            "body": [{"type": "TextualBody", "value": "Define it."}, {"type": "TextualBody", "value": "a connection", "purpose": "editing"}],
            "target": {"source": "https://example.org/", "selector": selector}});
        let plain = json!({"type": "Annotation", "bodyValue": "All of it.", "target": "https://example.org/"});
        let page = json!({"type": "AnnotationPage", "items": [one, plain]});
        for (wire, count) in [
            (one.clone(), 1),
            (json!([one, plain, {"type": "Other"}]), 2),
            (page.clone(), 2),
            (json!({"type": "AnnotationCollection", "first": page}), 2),
        ] {
            let rows = read(&wire.to_string()).unwrap().rows;
            assert_eq!(rows.len(), count, "{wire}");
            assert_eq!(
                (
                    rows[0].body.as_str(),
                    rows[0].comment.as_str(),
                    rows[0].change.as_str()
                ),
                ("Ana", "Define it.", "a connection")
            );
            assert_eq!(rows[0].targets[0].len(), 1);
        }
        assert!(read("[]").is_err());
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
