//! Thank-yous: written by the poster, read by the helper, looked at by a reviewer.

use shared::wish::ThanksStatus;

/// One struct for the three pages.
pub struct Thanks {
    /// The poster writes it.
    pub write: &'static str,
    pub write_more: &'static str,
    pub words: &'static str,
    pub words_hint: &'static str,
    pub ready: &'static [&'static str],
    pub public: &'static str,
    pub public_more: &'static str,
    pub send: &'static str,
    pub sent: &'static str,
    /// What became of it.
    pub written: &'static str,
    pub status: fn(ThanksStatus) -> &'static str,
    pub refused: &'static str,
    pub keep_private: &'static str,
    pub kept_private: &'static str,
    pub take_back: &'static str,
    pub take_back_sure: &'static str,
    pub take_back_more: &'static str,
    pub take_back_yes: &'static str,
    pub taken_back: &'static str,
    /// The helper reads it.
    pub to_you: &'static str,
    pub to_you_more: &'static str,
    /// The reviewer decides.
    pub title: &'static str,
    pub about: &'static str,
    pub agreed: &'static str,
    pub look_for: &'static str,
    pub leaks: fn(kinds: &str) -> String,
    pub yes: &'static str,
    pub yes_done: &'static str,
    pub yes_done_more: &'static str,
    pub is_public: &'static str,
    pub no: &'static str,
    pub no_why: &'static str,
    pub no_hint: &'static str,
    pub no_ready: &'static [&'static str],
    pub no_yes: &'static str,
    pub no_done: &'static str,
    pub no_done_more: &'static str,
    pub over: &'static str,
    pub over_more: &'static str,
    pub to_thanks: &'static str,
}
