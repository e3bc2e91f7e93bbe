//! Every field in which somebody can write, and whether others may read what stands there.

use std::collections::BTreeSet;

use serde_json::Value;
use shared::{api, endpoint::Route, openapi};

/// The field, and what becomes of the words: `public`; `private`; `secret`, for codes and passwords,
/// which nobody reads; or as those of another field. That nobody else reads what is private is asked
/// where a browser reads everything, see `tests/browser/canaries.test.mjs`: it knows these rows.
const EXPECTED: &str = include_str!("access_words.txt");

/// A new field appears here by itself, and the change of `access_words.txt` is what a reviewer looks at.
#[test]
fn what_becomes_of_words() {
    let document = openapi::document();
    let mut found = BTreeSet::new();
    for route in api::routes().into_iter().filter(Route::writes) {
        let body = &document["paths"][route.path]["post"]["requestBody"];
        let words = words(&document, &body["content"]["application/json"]["schema"], "");
        found.extend(words.into_iter().map(|field| format!("{} {field}", route.name)));
    }
    let (mut known, mut private) = (BTreeSet::new(), 0);
    for row in EXPECTED.lines() {
        let (field, fate) = row.split_once("  ").unwrap();
        let fate = fate.trim();
        let is_known = match fate.strip_prefix("as ") {
            Some(other) => EXPECTED.lines().any(|row| row.starts_with(&format!("{other} "))),
            None => ["public", "private", "secret"].contains(&fate),
        };
        assert!(is_known, "{row}");
        private += usize::from(fate == "private");
        known.insert(field.to_owned());
    }
    let lacking: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(lacking.is_empty() && gone.is_empty(), "lacking: {lacking:#?}\ngone: {gone:#?}");
    assert!(private > 20, "{private}");
}

/// Where words can stand below this, by the names on the way.
fn words(document: &Value, schema: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        found.extend(words(document, target, at));
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        for variant in schema[choice].as_array().into_iter().flatten() {
            found.extend(words(document, variant, &below(at, tag(variant))));
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        found.extend(words(document, field, &below(at, name)));
    }
    if !schema["items"].is_null() {
        found.extend(words(document, &schema["items"], &format!("{at}[]")));
    }
    if is_words(schema) {
        found.push(at.to_owned());
    }
    found
}

/// Anything that can be typed, and no word of ours, id or number.
fn is_words(schema: &Value) -> bool {
    let of = &schema["type"];
    let is_text = of == "string" || of.as_array().is_some_and(|all| all.contains(&"string".into()));
    is_text && ["const", "enum", "format"].iter().all(|it| schema[*it].is_null())
}

/// The word that tells a variant from the others, if there is one.
fn tag(variant: &Value) -> &str {
    let mut fields = variant["properties"].as_object().into_iter().flatten();
    fields.find_map(|(_, field)| field["const"].as_str()).unwrap_or_default()
}

fn below(at: &str, name: &str) -> String {
    match (at, name) {
        (at, "") => at.to_owned(),
        ("", name) => name.to_owned(),
        (at, name) => format!("{at}.{name}"),
    }
}
