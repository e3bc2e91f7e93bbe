//! Signing in, and settings.

use crate::text::account::{Settings, SignIn};

pub const SIGN_IN: SignIn = SignIn {
    title: "Sign in by phone",
    more: "We send you a code by SMS. There is no password to remember.",
    phone: "Mobile number",
    phone_hint: "To sign in and to reach you. Neighbours do not see it.",
    send: "Send me a code",
    code: "Code from the SMS",
    sent: |phone| format!("A code of 6 digits was sent to {phone}."),
    enter: "Sign in",
    agree_whole: "I have read the privacy notice and agree",
    agree_link: "Read the privacy notice",
    agree_version: |version| format!("version {version}"),
    another_phone: "Use another number",
    again: "Send another code",
    again_in: |seconds| format!("You can ask for another code in {seconds} seconds"),
    no_code: "No SMS?",
    no_code_more: "It may have been blocked, or the number is wrong. You can also call us.",
    done: "You are signed in.",
    already: |phone| format!("You are signed in as {phone}."),
    out: "Sign out",
};

pub const SETTINGS: Settings = Settings {
    title: "Settings",
    saved_here: "Changes take effect at once, on this device only.",
    care: "Large text",
    care_more: "Larger text and buttons, and a home page with what is used most. \
                Nothing is left out.",
    size: "Size of text",
    size_more: "Press until it is easy to read.",
    smaller: "Smaller",
    larger: "Larger",
    size_now: |size| format!("Size {size}"),
    sample: "The lamp in the stairwell is broken.",
    theme: "Colours",
    theme_auto: "As on this device",
    theme_light: "Light",
    theme_dark: "Dark",
    language: "Language",
    account: "Account",
    signed_in_as: |phone| format!("Signed in as {phone}"),
    not_signed_in: "You are not signed in.",
    sessions: "Where I am signed in",
    about: "About Linyuan",
};
