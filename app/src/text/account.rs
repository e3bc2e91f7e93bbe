//! Signing in, and how the app looks for this person.

/// By phone and code.
pub struct SignIn {
    pub title: &'static str,
    pub more: &'static str,
    pub phone: &'static str,
    pub phone_hint: &'static str,
    pub send: &'static str,
    pub code: &'static str,
    pub sent: fn(phone: &str) -> String,
    pub enter: &'static str,
    pub agree_whole: &'static str,
    pub agree_link: &'static str,
    pub agree_version: fn(version: u32) -> String,
    pub another_phone: &'static str,
    pub again: &'static str,
    pub again_in: fn(seconds: u32) -> String,
    pub no_code: &'static str,
    pub no_code_more: &'static str,
    pub done: &'static str,
    pub already: fn(phone: &str) -> String,
    pub out: &'static str,
}

/// Language, colours, size of text.
pub struct Settings {
    pub title: &'static str,
    pub saved_here: &'static str,
    pub care: &'static str,
    pub care_more: &'static str,
    pub size: &'static str,
    pub size_more: &'static str,
    pub smaller: &'static str,
    pub larger: &'static str,
    pub size_now: fn(u32) -> String,
    pub sample: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub language: &'static str,
    pub account: &'static str,
    pub signed_in_as: fn(phone: &str) -> String,
    pub not_signed_in: &'static str,
    pub sessions: &'static str,
    pub about: &'static str,
}
