//! The page of a link, in English.

use shared::market::LinkPurpose as P;

use crate::text::links::Links;

pub const LINKS: Links = Links {
    asks: |it| match it {
        P::Cancel => "Cannot come? Give the place back?",
        P::Accept => "A place is free. Do you want it?",
        P::Decline => "Not this place after all?",
        P::Keep => "There is a new date. Can you come?",
        P::Coming => "Will you come?",
    },
    does: |it| match it {
        P::Cancel => "One tap, and the place goes to a neighbour who waits. No sign-in.",
        P::Accept => "One tap, and the place is yours. No sign-in.",
        P::Decline => "One tap, and the place goes to the next. No sign-in.",
        P::Keep => "One tap, and you keep your place. No sign-in.",
        P::Coming => "One tap, and we know that you come. No sign-in.",
    },
    button: |it| match it {
        P::Cancel => "Give it back",
        P::Accept => "I want this place",
        P::Decline => "No, thank you",
        P::Keep => "I can come on the new date",
        P::Coming => "I will come",
    },
    otherwise: |it| match it {
        P::Cancel => "If you do come, press nothing and close this page.",
        P::Accept => "If not, press nothing: in a while it goes to the next.",
        P::Decline => "If you do want it, sign in and open “My tickets”.",
        P::Keep | P::Coming => "If you cannot come, sign in, open “My tickets” and give it back.",
    },
    until: |minute| format!("Good until {minute}"),
    done: |it| match it {
        P::Cancel => "The place is given back. Thank you for saying so",
        P::Decline => "Noted. Thank you for saying so",
        P::Accept => "The place is yours",
        P::Keep | P::Coming => "Noted. See you there",
    },
    done_more: |it| match it {
        P::Cancel | P::Decline => "Changed your mind? See what is free, and sign up again.",
        P::Accept | P::Keep | P::Coming => {
            "Please show your ticket there: sign in for “My tickets”."
        }
    },
    over: "This link is over",
    over_more: "Its time has passed, or things have changed. Sign in for “My tickets”, or call us.",
    none: "This link does not open",
    none_more: "A few letters may be missing. Open it from the message, or sign in for “My tickets”.",
    confidential: "Your appointment",
    market: "See this event",
    tickets: "See “My tickets”",
};
