//! That somebody agrees, said by another.

use super::{Language, Text, en, zh};

/// All of it.
pub struct Consents {
    pub proxy: Proxy,
    /// What a look at a child's wish asks of staff.
    pub look: &'static str,
    pub why: &'static str,
    pub why_hint: &'static str,
}

/// A wish for another adult.
pub struct Proxy {
    pub agreed: &'static str,
    pub more: &'static str,
    /// For staff: when its poster said so.
    pub says: fn(minute: &str) -> String,
}

/// In the language of a page.
pub fn of(t: &Text) -> &'static Consents {
    match t.of {
        Language::Chinese => &zh::consents::CONSENTS,
        Language::English => &en::consents::CONSENTS,
    }
}
