//! The JSON export of every session we have against the schema that the documentation shows.

use plenary_captions::{Format, Packet, Record, Register};
use serde_json::{Value, json};

/// The words of JSON Schema that our schema uses; another word in it is a failure.
const WORDS: [&str; 14] = [
    "$schema",
    "$defs",
    "$ref",
    "title",
    "type",
    "enum",
    "anyOf",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "minimum",
];

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/transcript.schema.json")).unwrap()
}

/// What is wrong with a value, the place first; nothing when it is as the schema says.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let told = schema.as_object().unwrap();
    for word in told.keys() {
        assert!(
            WORDS.contains(&word.as_str()) || word == "maximum",
            "{word} is not checked here"
        );
    }
    if let Some(name) = schema["$ref"].as_str() {
        let part = root.pointer(name.trim_start_matches('#')).unwrap();
        return faults(root, part, value, at);
    }
    let mut found = Vec::new();
    if let Some(any) = schema["anyOf"].as_array() {
        if any
            .iter()
            .all(|one| !faults(root, one, value, at).is_empty())
        {
            found.push(format!("{at}: none of the ways fits {value}"));
        }
        return found;
    }
    if !is_of_type(&schema["type"], value) {
        return vec![format!("{at}: {value} is not {}", schema["type"])];
    }
    if let Some(all) = schema["enum"].as_array()
        && !all.contains(value)
    {
        found.push(format!("{at}: {value} is not among {all:?}"));
    }
    let number = value.as_f64().unwrap_or(0.0);
    let is_below = schema["minimum"]
        .as_f64()
        .is_some_and(|least| number < least);
    let is_above = schema["maximum"].as_f64().is_some_and(|most| number > most);
    if value.is_number() && (is_below || is_above) {
        found.push(format!("{at}: {value} is out of range"));
    }
    found.extend(in_array(root, schema, value, at));
    found.extend(in_object(root, schema, value, at));
    found
}

fn is_of_type(told: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    };
    match told {
        Value::Null => true,
        Value::String(name) => is(name),
        names => names
            .as_array()
            .unwrap()
            .iter()
            .any(|name| is(name.as_str().unwrap())),
    }
}

fn in_array(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(all) = value.as_array() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let count = all.len() as u64;
    if schema["minItems"]
        .as_u64()
        .is_some_and(|least| count < least)
        || schema["maxItems"].as_u64().is_some_and(|most| count > most)
    {
        found.push(format!("{at}: {count} items"));
    }
    for (place, item) in all.iter().enumerate() {
        found.extend(faults(
            root,
            &schema["items"],
            item,
            &format!("{at}/{place}"),
        ));
    }
    found
}

fn in_object(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(all) = value.as_object() else {
        return Vec::new();
    };
    let required = schema["required"].as_array().into_iter().flatten();
    let missing = required
        .filter_map(Value::as_str)
        .filter(|name| !all.contains_key(*name));
    let mut found: Vec<String> = missing.map(|name| format!("{at}: no {name}")).collect();
    for (name, item) in all {
        match schema["properties"].get(name) {
            Some(part) => found.extend(faults(root, part, item, &format!("{at}/{name}"))),
            None => found.push(format!("{at}: {name} is not documented")),
        }
    }
    found
}

fn check(record: &Record) -> Vec<String> {
    let value: Value = serde_json::from_str(&Format::Json.to_string(record)).unwrap();
    let schema = schema();
    faults(&schema, &schema, &value, "")
}

#[test]
fn every_session_is_as_the_schema_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sessions");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end != "answers") {
            let record = Record::from_bytes(&std::fs::read(&path).unwrap());
            assert_eq!(check(&record), Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 5, "only {count} sessions were found");
    let demo = include_bytes!("../../plenary/src/demo/story/session.txt");
    assert_eq!(check(&Record::from_bytes(demo)), Vec::<String>::new());
}

#[test]
fn a_feed_with_times_is_as_the_schema_says() {
    let fed = plenary_captions::Fed::of([
        Packet {
            milliseconds: Some(1_000),
            bytes: b">> ANA LI: One.\n",
            ..Packet::default()
        },
        Packet {
            milliseconds: Some(9_000),
            bytes: b">> BO EK: (inaudible) two?\n",
            ..Packet::default()
        },
    ]);
    let record = fed.record(&Register::default());
    assert!(record.turns[0].milliseconds.is_some());
    assert_eq!(check(&record), Vec::<String>::new());
}

#[test]
fn what_is_not_documented_or_missing_is_found() {
    let record = Record::from_bytes(b">> ANA LI: (inaudible) One.\n");
    let mut value: Value = serde_json::from_str(&Format::Json.to_string(&record)).unwrap();
    value["turns"][0]["mood"] = json!("calm");
    value["turns"][0]["paragraphs"][0]["marks"][0]["kind"] = json!("sneeze");
    value["turns"][0].as_object_mut().unwrap().remove("lines");
    value["agenda"] = Value::Null;
    let schema = schema();
    let found = faults(&schema, &schema, &value, "");
    assert_eq!(found.len(), 4, "{found:?}");
}
