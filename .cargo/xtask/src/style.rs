//! The style as it stands in the page: all of `style/`, and the colours that others need from it.

use std::path::{Path, PathBuf};

use crate::{Result, files};

/// All style sheets in the order of their names, but for the layers, whose order decides.
pub fn all() -> Result<String> {
    let mut paths: Vec<PathBuf> = files::all(Path::new("style"))?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|it| it == "css"))
        .collect();
    paths.sort_by_key(|path| (!path.ends_with("layers.css"), path.clone()));
    let sheets = paths.iter().map(|path| files::text(path)).collect::<Result<Vec<_>>>()?;
    Ok(smaller(&sheets.join("\n")))
}

/// The ground of the page by day and by night, for the frame that the browser draws around it.
pub fn grounds(style: &str) -> Result<(String, String)> {
    let mut values = style.split("--ground:").skip(1).map(|rest| {
        let end = rest.find([';', '}']).unwrap_or(rest.len());
        rest[..end].trim()
    });
    let first = values.next().ok_or("style/tokens.css names no --ground")?;
    let pair = first.strip_prefix("light-dark(").and_then(|it| it.strip_suffix(')'));
    match pair.and_then(|pair| pair.split_once(',')) {
        Some((day, night)) => Ok((day.trim().to_owned(), night.trim().to_owned())),
        None => Ok((first.to_owned(), values.next().unwrap_or(first).to_owned())),
    }
}

/// Without comments and needless spaces. Whatever stands in quotes is left alone.
fn smaller(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if next == '"' || next == '\'' {
            let end = quoted(rest, next);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            let joins = |c: char| "{};,".contains(c);
            if !out.ends_with(|c| joins(c) || c == ':') && !rest.starts_with(joins) {
                out.push(' ');
            }
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out.trim().to_owned()
}

/// Where what starts with a quote ends.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_comments_go_and_meaning_stays() {
        let css = "/* a */\n.a > .b :hover {\n  width: calc(1px + 2px);\n}\n\n@media (width: 3px) { i { margin: 0 1px; } }";
        let expected = ".a > .b :hover{width:calc(1px + 2px)}@media (width:3px){i{margin:0 1px}}";
        assert_eq!(smaller(css), expected);
    }

    #[test]
    fn what_is_quoted_is_left_alone() {
        let css = r#"a::after { content: "  /* \"; */  " ; }"#;
        assert_eq!(smaller(css), r#"a::after{content:"  /* \"; */  "}"#);
    }

    #[test]
    fn the_ground_is_found_either_way_it_may_be_written() {
        let (day, night) = grounds(":root{--ground:light-dark(white, black);--x:1}").unwrap();
        assert_eq!((day.as_str(), night.as_str()), ("white", "black"));
        let (day, night) = grounds(":root{--ground: white}.dark{--ground:black}").unwrap();
        assert_eq!((day.as_str(), night.as_str()), ("white", "black"));
        assert!(grounds("a{}").is_err());
    }
}
