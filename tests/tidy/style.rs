//! How things look is said in one place.

use crate::tree::Tree;

const TOKENS: &str = "style/tokens.css";

/// The names of colours that people use without thinking.
const NAMES: [&str; 14] = [
    "black", "blue", "brown", "gold", "gray", "green", "grey", "orange", "pink", "purple", "red",
    "silver", "white", "yellow",
];

const FUNCTIONS: [&str; 6] = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "hwb("];

/// A colour is used by the name it has in the tokens.
pub fn colours(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    let sheets = tree.files("style/", &[".css"]).chain(tree.files("app/", &[".html", ".css"]));
    for file in sheets.filter(|file| file.path != TOKENS) {
        let text = without_comments(&file.text);
        for (at, line) in text.lines().enumerate() {
            if has_number(line) || has_function(line) || has_name(line) {
                found.push(file.at(at + 1, line));
            }
        }
    }
    for file in tree.files("app/src", &[".rs"]) {
        let lines = file.code().filter(|(_, line)| line.contains("\"#") && has_number(line));
        found.extend(lines.map(|(at, line)| file.at(at, line)));
    }
    found
}

/// The policy of the pages forbids it, and a token would not reach it.
pub fn inline(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files("app/", &[".html"]).chain(tree.files("app/src", &[".rs"])) {
        for (at, line) in file.text.lines().enumerate() {
            if line.contains(" style=") || line.contains(" style:") {
                found.push(file.at(at + 1, line));
            }
        }
    }
    found
}

/// `#` and as many digits as a colour has.
fn has_number(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let word = &rest[..end];
        [3, 4, 6, 8].contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn has_function(line: &str) -> bool {
    FUNCTIONS.iter().any(|it| line.contains(it))
}

/// In a value, that is after a colon: `white-space` is no colour.
fn has_name(line: &str) -> bool {
    let values = line.split(':').skip(1);
    let mut words =
        values.flat_map(|it| it.split(|c: char| !c.is_ascii_alphanumeric() && c != '-'));
    words.any(|word| NAMES.contains(&word))
}

/// As many lines as before, so that numbers stay right.
fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        out += before;
        out.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out + rest
}
