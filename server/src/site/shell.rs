//! The page around every page: where its places are, what fills them, and what it may run.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The shell as its authors wrote it, for when there is no built one.
const UNBUILT: &str = include_str!("../../../app/shell.html");

/// A template that was found to have all its places.
#[derive(Clone, Debug)]
pub struct Shell(Vec<Piece>);

/// The shell is text with places in it.
#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Place(Place),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Title,
    Description,
    Head,
    View,
    Data,
    Phone,
    Hours,
    Community,
}

impl Place {
    const ALL: [(&'static str, Self); 8] = [
        ("title", Self::Title),
        ("description", Self::Description),
        ("head", Self::Head),
        ("view", Self::View),
        ("data", Self::Data),
        ("phone", Self::Phone),
        ("hours", Self::Hours),
        ("community", Self::Community),
    ];
}

/// What one page puts into the shell. Texts are escaped here; `head` and `view` are HTML already.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    /// For the tab and for whoever the page is sent to.
    pub title: String,
    /// The sentence under the title where a link is shared.
    pub description: String,
    /// HTML for the head: Open Graph, a canonical link, [`linked_data`].
    pub head: String,
    /// HTML of the first view.
    pub view: String,
    /// JSON that the app starts from; empty for none.
    pub data: String,
    /// Whom to call if the app does not start.
    pub phone: String,
    /// When someone answers.
    pub hours: String,
    /// Who answers.
    pub community: String,
}

/// The built shell is not what this server knows how to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadShell(String);

impl fmt::Display for BadShell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "app/shell.html: {}", self.0)
    }
}

impl std::error::Error for BadShell {}

impl From<http::header::InvalidHeaderValue> for BadShell {
    fn from(error: http::header::InvalidHeaderValue) -> Self {
        Self(error.to_string())
    }
}

impl Shell {
    /// Finds the places.
    pub fn parse(shell: &str) -> Result<Self, BadShell> {
        let mut pieces = Vec::new();
        let mut rest = shell;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) =
                after.split_once("}}").ok_or_else(|| BadShell("{{ without }}".into()))?;
            let place = Place::ALL.iter().find(|(known, _)| *known == name);
            let Some((_, place)) = place else {
                return Err(BadShell(format!("{{{{{name}}}}} is no place")));
            };
            pieces.extend([Piece::Text(before.into()), Piece::Place(*place)]);
            rest = after;
        }
        pieces.push(Piece::Text(rest.into()));
        for (name, place) in Place::ALL {
            if !pieces.iter().any(|it| matches!(it, Piece::Place(found) if *found == place)) {
                return Err(BadShell(format!("{{{{{name}}}}} is missing")));
            }
        }
        Ok(Self(pieces))
    }

    /// A whole page.
    pub fn fill(&self, filling: &Filling) -> String {
        let parts = [&filling.head, &filling.view, &filling.data].map(String::len);
        let mut page = String::with_capacity(64 * 1024 + parts.iter().sum::<usize>());
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Place(Place::Title) => escape(&filling.title, &mut page),
                Piece::Place(Place::Description) => escape(&filling.description, &mut page),
                Piece::Place(Place::Head) => page.push_str(&filling.head),
                Piece::Place(Place::View) => page.push_str(&filling.view),
                Piece::Place(Place::Data) => page.push_str(&quiet(&filling.data)),
                Piece::Place(Place::Phone) => escape(&filling.phone, &mut page),
                Piece::Place(Place::Hours) => escape(&filling.hours, &mut page),
                Piece::Place(Place::Community) => escape(&filling.community, &mut page),
            }
        }
        page
    }
}

/// Structured data for search engines, for the head of a page.
pub fn linked_data(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{}</script>", quiet(json))
}

/// The shell of the sources, without what only a build can put there.
pub fn unbuilt() -> String {
    let mut rest = UNBUILT;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("{%") {
        out.push_str(before);
        rest = after.split_once("%}").map_or("", |(_, after)| after);
    }
    out + rest
}

/// What a page may run and load: only its own files, and what is inline in the shell, by its hash.
pub fn policy(shell: &str) -> String {
    let scripts = hashes(shell, "script", |head| !head.contains("json") && !head.contains("src="));
    let styles = hashes(shell, "style", |_| true);
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' blob: data:; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; object-src 'none'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The hash of each inline element of a name that counts, by what stands in its tag.
fn hashes(shell: &str, element: &str, counts: fn(&str) -> bool) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut found = String::new();
    for part in shell.split(&open).skip(1) {
        let Some((head, body)) = part.split_once('>') else { continue };
        let Some((body, _)) = body.split_once(&close) else { continue };
        if counts(head) {
            let hash = STANDARD.encode(Sha256::digest(body));
            found += &format!(" 'sha256-{hash}'");
        }
    }
    found
}

/// Text as it may stand in an element or in a quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// JSON that cannot end the element it stands in.
fn quiet(json: &str) -> String {
    if json.is_empty() { "null".into() } else { json.replace('<', "\\u003c") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_of_the_sources_makes_whole_pages_without_a_build() {
        let filling = Filling {
            title: "灯 <坏>".into(),
            view: "<main>楼道</main>".into(),
            data: r#"{"title":"</script>"}"#.into(),
            phone: "0538\"".into(),
            ..Filling::default()
        };
        let page = Shell::parse(&unbuilt()).unwrap().fill(&filling);
        assert!(page.contains("<title>灯 &lt;坏&gt;</title>"));
        assert!(page.contains(r#"<div id="app"><main>楼道</main></div>"#));
        assert!(page.contains(r#"id="first">{"title":"\u003c/script>"}</script>"#));
        assert!(page.contains(r#"href="tel:0538&quot;""#));
        assert!(!page.contains("{{") && !page.contains("{%"));
        assert!(
            Shell::parse(&unbuilt())
                .unwrap()
                .fill(&Filling::default())
                .contains(r#"id="first">null</script>"#)
        );
    }

    #[test]
    fn a_shell_that_lacks_a_place_or_has_a_strange_one_is_refused() {
        let shell = unbuilt();
        let missing = Shell::parse(&shell.replace("{{phone}}", ""));
        assert_eq!(missing.unwrap_err(), BadShell("{{phone}} is missing".into()));
        let strange = Shell::parse(&shell.replace("{{phone}}", "{{fax}}"));
        assert_eq!(strange.unwrap_err(), BadShell("{{fax}} is no place".into()));
    }

    #[test]
    fn the_policy_names_what_is_inline_and_nothing_else() {
        let shell = "<script>a</script><style>b</style><script type=\"module\">c</script>\
            <script type=\"application/json\" id=\"first\">{{data}}</script>";
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let (a, b, c) = (hash("a"), hash("b"), hash("c"));
        let expected = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {a} {c}; style-src 'self' {b};"
        );
        assert!(policy(shell).starts_with(&expected), "{}", policy(shell));
        assert!(!policy(shell).contains("unsafe-inline"));
    }
}
