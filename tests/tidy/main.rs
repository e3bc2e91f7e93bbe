//! The house rules, as tests. Each is tried twice: on the project, and on a violation that was
//! planted for it, which it must find.

mod layout;
mod style;
mod text;
mod tree;

use tree::Tree;

/// Makes a module of two tests for each rule: `the_project_keeps_it`, and `it_is_noticed` with a
/// file that breaks it. A rule is a function from the tree to sentences, one for each violation.
macro_rules! rules {
    ($($rule:ident = $find:path, broken by $path:literal: $text:expr;)+) => {
        $(mod $rule {
            #[test]
            fn the_project_keeps_it() {
                let violations = $find(&super::Tree::project());
                assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
            }

            #[test]
            fn it_is_noticed() {
                let violations = $find(&super::Tree::of($path, $text));
                assert!(violations.iter().any(|it| it.contains($path)), "{violations:?}");
            }
        })+
    };
}

rules! {
    files_are_short = crate::text::short,
        broken by "style/long.css": &"a {}\n".repeat(401);
    rust_files_say_what_they_are_for = crate::text::head_line,
        broken by "server/src/x.rs": "use std::fmt;\n";
    sentences_stand_in_the_text_files = crate::text::sentences,
        broken by "app/src/pages/wish.rs": "//! x\nlet title = \"许愿\";\n";
    nothing_is_unwrapped_outside_tests = crate::text::unwraps,
        broken by "server/src/x.rs": "//! x\nlet a = b\n    .unwrap();\n";
    nothing_is_left_unfinished = crate::text::unfinished,
        broken by "tests/browser/x.test.mjs": concat!("test", ".only(\"x\")");
    no_path_of_a_machine_is_named = crate::text::machine_paths,
        broken by "README.md": concat!("see /ro", "ot/x");
    sql_stays_in_the_database_layer = crate::text::sql,
        broken by "server/src/routes/wishes.rs": "//! x\nrun(\"select id from wishes\");\n";
    colours_stand_in_the_tokens = crate::style::colours,
        broken by "style/card.css": ".card { color: #fff; }\n";
    no_colour_goes_by_its_name = crate::style::colours,
        broken by "style/base.css": "a { border: 1px solid black; }\n";
    no_element_has_a_style_of_its_own = crate::style::inline,
        broken by "app/shell.html": "<p style=\"margin: 0\">";
    the_visible_root_is_as_planned = crate::layout::root,
        broken by "notes.md": "";
    every_dependency_has_a_reason = crate::layout::reasons,
        broken by "Cargo.toml": "[workspace.dependencies]\nleft-pad = \"1\"\n";
    every_noun_has_one_name = crate::layout::nouns,
        broken by "server/src/db/wish.rs": "";
    every_noun_with_routes_is_known_elsewhere = crate::layout::nouns,
        broken by "server/src/routes/gadgets.rs": "";
}
