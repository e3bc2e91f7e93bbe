//! A wish for somebody else, who agrees.

use crate::text::consents::{Consents, Proxy};

pub const CONSENTS: Consents = Consents {
    proxy: Proxy {
        agreed: "This person agrees that I post it for them",
        more: "Please ask first. That you said so is kept with today's date, for those who check wishes only.",
        says: |minute| format!("{minute}: who posted it says that the person agrees to it."),
    },
    look: "A child's wish opens for a reason in your own words, not for a ready one. Each look is kept with its reason, who looked, and who approved it in review.",
    why: "Why do you open it?",
    why_hint: "Four letters at least.",
};
