//! The privacy notice, in plain words. Its version is `shared::person::NOTICE_VERSION`.

/// Headed paragraphs, in order.
pub struct Privacy {
    pub title: &'static str,
    pub version: fn(version: u32) -> String,
    /// What this version says that the one before did not.
    pub news: &'static str,
    pub short: &'static str,
    pub sections: &'static [Section],
    pub ask: fn(community: &str, phone: &str) -> String,
}

/// One heading with its sentences.
pub struct Section {
    pub heading: &'static str,
    pub sentences: &'static [&'static str],
}
