//! The privacy notice. The Chinese one decides.

use crate::text::privacy::{Privacy, Section};

pub const PRIVACY: Privacy = Privacy {
    title: "Privacy",
    version: |version| format!("Version {version}. If it changes, we ask you to read it again."),
    news: "New in this version: the call after a wish came true, sign-ups and check-in at markets, \
           and that you can see, correct and delete your records yourself.",
    short: "In short: everyone sees what you need, and nobody sees who you are or where you live.",
    sections: &[
        Section {
            heading: "What we keep",
            sentences: &[
                "When you sign in: your phone number, for the code. There is no password.",
                "When you make a wish: its text, and name, phone and address for the helper.",
                "When you help: in what capacity, and which wishes.",
                "At markets: your places, numbers and check-ins, and how you call your household.",
                "When you look for your grid: courtyard or street at most.",
            ],
        },
        Section {
            heading: "Who sees it",
            sentences: &[
                "Everyone: text, kind, age group if you gave one, grid and progress of a wish. \
                 The office takes out what could point at you before it becomes public.",
                "The one who takes on your wish: name, phone and address, until it is done.",
                "Staff: who checks wishes, while they check; and those who look after it, when they have \
                 to reach you, and say why first.",
                "After a wish came true staff may call and ask whether all is still well: some \
                 people by chance, and every child, elder and family on welfare. Whoever calls \
                 sees your contact then.",
                "Those who hold a market can look up your number to ask whether you come; each \
                 look is written down. Check-in phones hold names you chose and the last four \
                 digits, encrypted, until the market is over.",
                "Counselling: only the one who receives you knows who booked.",
                "Each look at your contact is written down, and you see it under “Mine”.",
            ],
        },
        Section {
            heading: "Illness and hardship",
            sentences: &[
                "A wish that tells of illness, disability or hardship is sensitive.",
                "We then ask for a tick of its own. Without it that wish is not sent; \
                 everything else works as before.",
                "Write no more than is needed: “to borrow a wheelchair” is enough.",
            ],
        },
        Section {
            heading: "Children",
            sentences: &["Do not write a child's name, school or class. \
                 For children under 14, a parent asks the office."],
        },
        Section {
            heading: "Where, and for how long",
            sentences: &[
                "Name, phone and address are encrypted on the community's own server, \
                 given to no company, and used for no advertising.",
                "At most 90 days after a wish has ended they are deleted, and so is who was at a \
                 market. Figures without names remain.",
            ],
        },
        Section {
            heading: "What you can do",
            sentences: &[
                "See and withdraw your wishes under “Mine”; sign out in the settings.",
                "See, correct, download or delete all of it yourself: “Mine”, then “My data”.",
                "If that is hard, call us; it is done within 15 days.",
                "If you do not agree, you can still read wishes, and ask by phone for help.",
            ],
        },
    ],
    ask: |community, phone| format!("{community} is responsible. Questions? Call {phone}."),
};
