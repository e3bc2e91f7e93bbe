//! The page around every page. The build fills `{%name%}`, the server `{{name}}`.

use crate::Result;

/// Puts the values in their places. A place without a value, or the other way round, is a mistake.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(start) = rest.find("{%") {
        let end = rest[start..].find("%}").ok_or("{% without %}")? + start;
        let name = rest[start + 2..end].trim();
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("{{%{name}%}} is not known to the build"))?;
        out.push_str(&rest[..start]);
        out.push_str(value);
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Comments, also those of its scripts, and indentation are for those who read the source.
pub fn smaller(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_at_home() {
        assert_eq!(smaller("a<!-- b\n -->\n  c<!---->d\n// e\n\nf"), "a\ncd\nf");
    }

    #[test]
    fn each_place_is_filled_and_the_servers_are_left_to_it() {
        let filled = fill("<a {%x%}>{{title}}{% y %}", &[("x", "1"), ("y", "{{2}}")]);
        assert_eq!(filled.unwrap(), "<a 1>{{title}}{{2}}");
        assert!(fill("{%z%}", &[]).unwrap_err().contains("{%z%}"));
    }
}
