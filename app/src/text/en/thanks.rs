//! Thank-yous.

use shared::wish::ThanksStatus;

use crate::text::thanks::Thanks;

pub const THANKS: Thanks = Thanks {
    write: "Say thank you to your helper",
    write_more: "One sentence is enough, and none is fine too. Without the tick below, only the helper reads it.",
    words: "What you would like to say",
    words_hint: "No names and no phone numbers, please.",
    ready: &[
        "Thank you so much, you helped me a great deal.",
        "You were very careful and did it well.",
        "With neighbours like you, I feel at ease.",
    ],
    public: "Everybody may read it",
    public_more: "With this tick, and once the community office has read it, the sentence stands on the public page of the wish. You can take it back at any time.",
    send: "Send to the helper",
    sent: "Your thanks have arrived.",
    written: "Your thanks",
    status: |status| match status {
        ThanksStatus::Private => "Only the helper can read it.",
        ThanksStatus::Waiting => {
            "The helper has it. Once the office has read it, everybody can read it too."
        }
        ThanksStatus::Public => "Everybody can read it.",
        ThanksStatus::Refused => "It was not made public. Only the helper can read it.",
    },
    refused: "What the office says",
    keep_private: "Not in public any more, only for the helper",
    kept_private: "Done. Only the helper can read it.",
    take_back: "Take it back",
    take_back_sure: "Take your thanks back?",
    take_back_more: "Then neither the helper nor anybody else can read it.",
    take_back_yes: "Take back",
    taken_back: "It was taken back.",
    to_you: "Said to you by whoever made the wish",
    to_you_more: "These words are for you. Please do not pass them on.",
    title: "Thanks to be made public?",
    about: "Said to whoever made this wish come true",
    agreed: "Whoever made the wish agrees that it is public. Everybody reads it only after you did.",
    look_for: "Please look: any names, phone numbers, addresses, or other people's affairs?",
    leaks: |kinds| format!("It seems to tell {kinds}, and cannot be public."),
    yes: "It may be public",
    yes_done: "It is public",
    yes_done_more: "It stands on the public page of the wish now.",
    is_public: "Everybody can read this now.",
    no: "Not public",
    no_why: "Tell them why",
    no_hint: "Sent as it is to whoever made the wish. The helper still has the thanks.",
    no_ready: &[
        "There is a name in it, so we leave it to the helper alone.",
        "It tells of your family, which is better not public. The helper has read it.",
    ],
    no_yes: "Not public, tell them",
    no_done: "It is not public",
    no_done_more: "They will read why. The helper still has the thanks.",
    over: "No thanks to look at here",
    over_more: "They were taken back, or a colleague was first. There is nothing left to do.",
    to_thanks: "Look at the public thanks",
};
