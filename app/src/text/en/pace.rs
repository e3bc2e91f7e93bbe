//! How long it usually takes, and how many there are in each grid.

use crate::text::pace::PaceText;

pub const PACE: PaceText = PaceText {
    title: "How long it usually takes",
    more: "Half of the wishes are faster than this, half are slower. Where too few came true, nothing is said.",
    all: "All wishes",
    review: |hours| match hours {
        ..1 => "public within the hour".into(),
        1..48 => format!("public after {hours} h"),
        _ => format!("public after {} days", hours / 24),
    },
    claimed: |days| match days {
        ..1 => "claimed the same day".into(),
        _ => format!("claimed after {days} days"),
    },
    fulfilled: |days| match days {
        ..1 => "done the same day".into(),
        _ => format!("done after {days} days"),
    },
    satisfaction: |tenths| format!("rated {}.{} of 5", tenths / 10, tenths % 10),
    none: "Too few wishes have come true to say.",
    places: "How many in each grid",
    places_more: "Small numbers are not shown, so that nobody is recognised.",
    place: "Grid",
    hidden: "few",
    download: "Download these figures (CSV)",
};
