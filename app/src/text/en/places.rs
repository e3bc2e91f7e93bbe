//! The grid and the figures.

use shared::wish::Status;

use crate::text::places::{Figures, Grid};

pub const GRID: Grid = Grid {
    find: "Find my grid",
    find_more: "Enter courtyard or street, without house number. We do not keep it.",
    words: "Courtyard or street",
    words_hint: "such as 汉唐街",
    search: "Search",
    found: |count| match count {
        1 => "1 grid found".into(),
        count => format!("{count} grids found"),
    },
    none: "Nothing found",
    none_more: "Try another name; two characters are enough. Or call us.",
    streets: "With",
    counts: "How large it is",
    counts_more: "Of buildings and stairwells only the number is public.",
    count: |count| count.to_string(),
    below: "Grids below",
    open: "waiting",
    fulfilled: "came true",
    fulfilled_few: "few",
    fulfilled_least: |count| format!("{count}+"),
    waiting: "Wishes that wait here",
    all_waiting: |count| format!("See all {count}"),
    none_waiting: "No wish is waiting here.",
    about: |node, community| format!("{node}, {community}: what waits here and whom to call."),
    phone: "Whom to call here",
    above: "Part of",
};

pub const FIGURES: Figures = Figures {
    title: "How we count",
    more: "Each wish counts once at each step, from sending in to coming true.",
    funnel: "From sending in to coming true",
    step: "Step",
    count: "Wishes",
    open: "Press a figure to see what it means and what it is made of.",
    posted: "Sent in",
    posted_means: "All wishes ever sent in, withdrawn and not accepted ones too.",
    approved: "Made public",
    approved_means: "Checked by the office and put into the list that everyone sees.",
    claimed: "Taken on",
    claimed_means: "At least one neighbour promised to help, even if it was given back later.",
    fulfilled: "Came true",
    fulfilled_means: "Confirmed by the resident; the word of the helper alone does not count.",
    rest: |count| format!("The {count} that were taken on and have not come true"),
    rest_none: "All wishes that were taken on came true.",
    now: "Where they are now",
    now_more: |posted| format!("Each of the {posted} wishes is in exactly one row."),
    means: |status| match status {
        Status::Submitted => "Still being checked; nobody else sees it.",
        Status::Open => "Everyone sees it; nobody has taken it on, or it was given back.",
        Status::Claimed => "A neighbour is on it.",
        Status::Delivered => "The helper says it is done; the resident is asked.",
        Status::Fulfilled => "The resident confirmed it.",
        Status::NeedsInfo => "The office asked the resident something.",
        Status::InParts => "Split into parts with a helper each; counted once, as a whole.",
        Status::Offered => "The grid worker is asking one neighbour.",
        Status::InProgress => "The helper has called, and a day is agreed.",
        Status::Unconfirmed => {
            "The helper says it is done; the resident could not be reached. Counted apart."
        }
        Status::Disputed => "Somebody says it is not done; the office looks into it.",
        Status::Unmet => "Not possible here now; the reason is on the wish.",
        Status::Referred => "An office does it, and answers by a day.",
        Status::Merged => "Part of another wish for the same thing.",
        Status::Expired => "Nobody took it on in time; it can be renewed.",
        Status::Removed => "Two members of staff took it down.",
        Status::Withdrawn => "The resident took it back.",
        Status::Declined => "Not made public; the resident knows why, and whom to ask.",
    },
    sum: "All",
    at: |minute| format!("As of {minute}."),
    wrong: "Do these figures look wrong? Call us, and we go through them together.",
};
