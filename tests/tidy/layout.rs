//! Where things are.

use crate::tree::Tree;

const ROOT: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "app",
    "rust-toolchain.toml",
    "server",
    "shared",
    "style",
    "tests",
];

/// What a newcomer sees first is as planned, and nothing else.
pub fn root(tree: &Tree) -> Vec<String> {
    let names = tree.all().iter().map(|file| file.path.split('/').next().unwrap_or_default());
    let visible = names.filter(|name| !name.starts_with('.'));
    let mut strange: Vec<String> =
        visible.filter(|name| !ROOT.contains(name)).map(str::to_owned).collect();
    strange.dedup();
    strange
}

/// Each dependency says beside it why it is there; our own crates need not.
pub fn reasons(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files("Cargo.toml", &[""]) {
        let section = file.text.split("[workspace.dependencies]").nth(1).unwrap_or_default();
        let section = section.split("\n[").next().unwrap_or_default();
        let before = file.text.find(section).unwrap_or_default();
        let first = file.text[..before].lines().count().max(1);
        for (at, line) in section.lines().enumerate() {
            let is_one = line.contains(" = ") && !line.starts_with('#');
            if is_one && !line.contains(" # ") && !line.contains("path = ") {
                found.push(file.at(first + at, line));
            }
        }
    }
    found
}

/// Folders whose files are named for what they are about, and never in two ways.
const BY_NOUN: [&str; 3] = ["server/src/routes/", "server/src/db/", "tests/api/"];

/// The word for one wish, where a folder has the word for all of them.
const SINGULAR: [&str; 8] =
    ["claim", "community", "figure", "node", "notice", "person", "session", "wish"];

/// Where else a noun with routes is looked for: its rules, its tables, its page, its stories.
const LAYERS: [&str; 4] = ["shared/src", "server/src/db", "app/src/pages", "tests/api"];

/// What people do with a noun that has its own file everywhere, and too much for that one file.
const PARTS: [(&str, &str); 4] = [
    ("claims", "wishes"),
    ("enrolments", "staff"),
    ("market_steps", "markets"),
    ("staff_steps", "staff"),
];

/// One noun has one name in every layer: in the plural where many are handled, and if it has
/// routes, then it is found by the same name elsewhere.
pub fn nouns(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in BY_NOUN.iter().flat_map(|folder| tree.files(folder, &[".rs"])) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".rs").unwrap_or_default();
        if SINGULAR.contains(&name) {
            found.push(format!("{}: all others here are in the plural", file.path));
        }
        let noun = PARTS.iter().find(|(part, _)| *part == name).map_or(name, |(_, whole)| whole);
        let route = file.path.starts_with("server/src/routes/") && !["mod", "raw"].contains(&name);
        if route && !LAYERS.iter().any(|layer| known(tree, layer, noun)) {
            found.push(format!("{}: no other layer knows {noun} by this name", file.path));
        }
    }
    found
}

/// Whether a layer has a file or a folder of this name, in the singular or the plural.
fn known(tree: &Tree, layer: &str, noun: &str) -> bool {
    let singulars = [Some(noun), noun.strip_suffix('s'), noun.strip_suffix("es")];
    singulars.into_iter().flatten().any(|name| {
        tree.has(&format!("{layer}/{name}.rs")) || tree.has(&format!("{layer}/{name}/mod.rs"))
    })
}
