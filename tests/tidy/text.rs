//! What stands in the files: how much, in which words, and what must not.

use crate::tree::Tree;

const LONGEST: usize = 400;

/// Whoever looks for something should find a page of it, not a book.
pub fn short(tree: &Tree) -> Vec<String> {
    let files = tree.files("", &[".rs", ".css", ".mjs", ".js", ".html", ".sql"]);
    files
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", file.path))
        })
        .collect()
}

/// The first line of a Rust file says what it is for.
pub fn head_line(tree: &Tree) -> Vec<String> {
    let lacking = tree.files("", &[".rs"]).filter(|file| !file.text.starts_with("//! "));
    lacking.map(|file| file.at(1, "no `//!` line")).collect()
}

/// Where people's language may stand: the sentences of the app, those that the server sends, and
/// the demo's people. What `shared` looks for in texts is data, and no sentence.
const SENTENCES: [&str; 4] =
    ["app/src/text", "server/src/text", "server/src/demo", "server/src/import"];

/// What people read stands in the text files, in every language or in none.
pub fn sentences(tree: &Tree) -> Vec<String> {
    let chinese =
        |c: char| ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let files = tree.files("app/src", &[".rs"]).chain(tree.files("server/src", &[".rs"]));
    files
        .filter(|file| !SENTENCES.iter().any(|it| file.path.starts_with(it)))
        .flat_map(|file| {
            let lines = file.code().filter(|(_, line)| line.contains(chinese));
            lines.map(|(at, line)| file.at(at, line)).collect::<Vec<_>>()
        })
        .collect()
}

/// What runs in the product handles what may go wrong.
pub fn unwraps(tree: &Tree) -> Vec<String> {
    let folders = ["app/src", "server/src", "shared/src", ".cargo/xtask/src"];
    in_code(tree, &folders, |line| line.contains(".unwrap()"))
}

/// Nothing is put off, left out or switched off.
pub fn unfinished(tree: &Tree) -> Vec<String> {
    let marks = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("#[igno", "re"),
        concat!("test", ".only("),
        concat!("test", ".skip("),
        concat!("describe", ".only("),
    ];
    everywhere(tree, &[".rs", ".mjs", ".js", ".css", ".html", ".sql"], &marks)
}

/// The project is the same on every machine.
pub fn machine_paths(tree: &Tree) -> Vec<String> {
    let marks = [concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/ho", "me/")];
    everywhere(tree, &["", ".rs"], &marks)
}

/// Whoever wants to know what is asked of the database reads one folder.
pub fn sql(tree: &Tree) -> Vec<String> {
    let mut found = in_code(tree, &["app/src", "server/src", "shared/src"], |line| {
        let line = line.to_lowercase();
        let starts = ["\"select ", "\"insert into ", "\"update ", "\"delete from "];
        let anywhere = [" inner join ", "insert into ", "delete from ", "create table "];
        starts.iter().chain(&anywhere).any(|it| line.contains(it))
    });
    found.retain(|it| !it.starts_with("server/src/db/") && !it.starts_with("app/src/text/"));
    found
}

fn in_code(tree: &Tree, folders: &[&str], breaks: fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in folders.iter().flat_map(|folder| tree.files(folder, &[".rs"])) {
        let lines = file.code().filter(|(_, line)| breaks(line));
        found.extend(lines.map(|(at, line)| file.at(at, line)));
    }
    found
}

fn everywhere(tree: &Tree, endings: &[&str], marks: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files("", endings) {
        for (at, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                found.push(file.at(at + 1, line));
            }
        }
    }
    found
}
