//! What others must not see in a text: marked, and named in words.

use leptos::prelude::*;
use shared::leak::{self, Leak, LeakKind};

use crate::text;

/// All leaks of a text; of a child, more is one.
pub fn find(text: &str, of_child: bool) -> Vec<Leak> {
    if of_child { leak::find_of_a_child(text) } else { leak::find(text) }
}

/// The text without them.
pub fn redact(text: &str, of_child: bool) -> String {
    if of_child { leak::redact_of_a_child(text) } else { leak::redact(text) }
}

/// The stretches of a text in order, each with its leak if it is one.
pub fn stretches(text: &str, of_child: bool) -> Vec<(String, Option<Leak>)> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    let mut push = |from: usize, to: usize, leak: Option<Leak>| {
        if from < to {
            parts.push((chars[from..to].iter().collect(), leak));
        }
    };
    for leak in find(text, of_child) {
        push(at, leak.start, None);
        push(leak.start, leak.end, Some(leak));
        at = leak.end;
    }
    push(at, chars.len(), None);
    parts
}

/// The text with its leaks marked.
pub fn marked(text: &str, of_child: bool) -> AnyView {
    let parts = stretches(text, of_child).into_iter().map(|(words, leak)| match leak {
        Some(_) => view! { <mark>{words}</mark> }.into_any(),
        None => words.into_any(),
    });
    view! { <p class="story">{parts.collect_view()}</p> }.into_any()
}

/// The kinds of all leaks of some texts, each once, and how many leaks there are.
pub fn kinds_of(texts: &[&str], of_child: bool) -> (usize, Vec<LeakKind>) {
    let found = texts.iter().flat_map(|text| find(text, of_child));
    let found: Vec<LeakKind> = found.map(|leak| leak.kind).collect();
    let mut kinds = Vec::new();
    for kind in &found {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    (found.len(), kinds)
}

/// The kinds in words: "电话或微信号、门牌住址".
pub fn in_words(kinds: &[LeakKind]) -> String {
    let t = text::now();
    let names: Vec<&str> = kinds.iter().map(|kind| (t.names.leak)(*kind)).collect();
    names.join(t.making.comma)
}
