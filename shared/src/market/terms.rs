//! Every number of markets that a community may set for itself, with what it is unless said
//! otherwise. They stand apart from [`crate::settings`] since those are wishes'.

use crate::{
    calendar::Calendar,
    codes::codes,
    settings::{About, Unit},
    time::Millis,
};

macro_rules! terms {
    ($($(#[doc = $about:literal])+ $value:ident = $code:literal, $default:literal, $least:literal..=$most:literal, $unit:ident;)+) => {
        codes! {
            /// A number about markets that a community may set.
            Term { $($(#[doc = $about])+ $value = $code),+ }
        }

        impl Term {
            /// Default, range and unit.
            pub fn about(self) -> About {
                match self {
                    $(Term::$value => About {
                        default: $default, least: $least, most: $most, unit: Unit::$unit,
                    }),+
                }
            }
        }
    };
}

terms! {
    /// By when a market that was handed in should be reviewed.
    MarketReview = "market_review", 16, 1..=160, WorkingHours;
    /// So long before the start a market should be public at the latest.
    MarketNotice = "market_notice", 3, 0..=30, Days;
    /// So long before the start sign-up opens, unless the organiser says when.
    SignUpOpens = "sign_up_opens", 7, 0..=60, Days;
    /// So long before the start it closes.
    SignUpCloses = "sign_up_closes", 2, 0..=72, Hours;
    /// How much of a slot is kept for people who just come.
    WalkIn = "walk_in", 30, 0..=100, Percent;
    /// The same where mostly elders come.
    WalkInElder = "walk_in_elder", 50, 0..=100, Percent;
    /// At so much left or less, there are few places.
    FewPlaces = "few_places", 20, 1..=90, Percent;
    /// By when the organiser decides on a sign-up; otherwise it is confirmed.
    ApprovalTime = "approval_time", 24, 1..=160, WorkingHours;
    /// Two times of one person may overlap by so much, with a warning.
    SoftOverlap = "soft_overlap", 30, 0..=120, Minutes;
    /// Whoever cancels within this before the start is late.
    LateCancel = "late_cancel", 3, 0..=72, Hours;
    /// How many places of one slot a household may have.
    HouseholdPlaces = "household_places", 4, 1..=20, Count;
    /// Further from the start than this, an offer stands for long.
    OfferFar = "offer_far", 24, 4..=168, Hours;
    /// Nearer to the start than this, an offer stands for a short time.
    OfferNear = "offer_near", 3, 1..=24, Hours;
    /// How long an offer stands far from the start.
    OfferLong = "offer_long", 12, 1..=72, Hours;
    /// How long in between.
    OfferMiddle = "offer_middle", 120, 10..=1440, Minutes;
    /// How long near the start.
    OfferShort = "offer_short", 30, 5..=180, Minutes;
    /// So long before its start people are checked in for a slot.
    CheckInFrom = "check_in_from", 60, 0..=240, Minutes;
    /// For how long a check-in may be corrected after the end.
    CorrectionTime = "correction_time", 48, 1..=168, Hours;
    /// After so long the code that residents scan at the place is another.
    PlaceCodeTime = "place_code_time", 30, 10..=300, Seconds;
    /// So long after the end of a slot, who did not come is noted.
    NoShowAfter = "no_show_after", 30, 0..=240, Minutes;
    /// For how long one may object to that.
    NoShowObjection = "no_show_objection", 48, 12..=336, Hours;
    /// So many times without coming have a consequence.
    NoShows = "no_shows", 2, 2..=10, Count;
    /// The time in which they are counted.
    NoShowTime = "no_show_time", 90, 7..=365, Days;
    /// How long the consequence lasts.
    NoShowPause = "no_show_pause", 30, 1..=90, Days;
    /// So many missed shifts, and the organiser decides on each further one.
    MissedShifts = "missed_shifts", 3, 2..=10, Count;
    /// How long a missed shift is remembered.
    MissedShiftTime = "missed_shift_time", 90, 7..=365, Days;
    /// So much beyond the shift counts as hours of a helper at most.
    Overtime = "overtime", 30, 0..=240, Minutes;
    /// By so long before the start a stall that was accepted says that it comes.
    StallConfirm = "stall_confirm", 5, 0..=30, Days;
    /// It has at least so long for that.
    StallConfirmLeast = "stall_confirm_least", 24, 1..=168, Hours;
    /// So long after its end a market is closed by itself.
    MarketClose = "market_close", 2, 0..=24, Hours;
    /// So long after the end its organiser is reminded of the summary.
    SummaryReminder = "summary_reminder", 5, 1..=60, Days;
    /// And so long after the end it is due.
    SummaryDue = "summary_due", 7, 1..=90, Days;
    /// So long after that a market is only in the list.
    MarketArchive = "market_archive", 180, 30..=3650, Days;
    /// Who has not answered about a new date so long before the start may not come.
    ReconfirmBy = "reconfirm_by", 24, 1..=168, Hours;
    /// So long before the start people are reminded first.
    ReminderFirst = "reminder_first", 24, 1..=168, Hours;
    /// And again.
    ReminderSecond = "reminder_second", 2, 1..=24, Hours;
    /// Who was called and has not come within this is passed over.
    QueueCall = "queue_call", 5, 1..=60, Minutes;
    /// By so many numbers, once.
    QueueBack = "queue_back", 3, 1..=20, Count;
}

/// The numbers of one community for its markets, and its working days.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    numbers: [i64; Term::ALL.len()],
    pub calendar: Calendar,
}

impl Default for Terms {
    fn default() -> Self {
        Self { numbers: Term::ALL.map(|term| term.about().default), calendar: Calendar::default() }
    }
}

impl Terms {
    /// The number as it is.
    pub fn count(&self, term: Term) -> i64 {
        self.numbers[term as usize]
    }

    /// Takes over a number; one that is out of its range stays what it was.
    pub fn set(&mut self, term: Term, value: i64) {
        let About { least, most, .. } = term.about();
        if (least..=most).contains(&value) {
            self.numbers[term as usize] = value;
        }
    }

    /// How long it is on the clock, in milliseconds; nothing for what is no time.
    pub fn span(&self, term: Term) -> i64 {
        term.about().unit.span(self.count(term))
    }

    /// The end of a time that begins at `from`, whatever the hour.
    pub fn after(&self, from: Millis, term: Term) -> Millis {
        match term.about().unit {
            Unit::WorkingHours => self.calendar.after_working_hours(from, self.count(term)),
            _ => from.after(self.span(term)),
        }
    }

    /// A time before another.
    pub fn before(&self, until: Millis, term: Term) -> Millis {
        until.after(-self.span(term))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_within_its_range_and_nothing_else_is_taken_over() {
        for term in Term::ALL {
            let About { default, least, most, .. } = term.about();
            assert!((least..=most).contains(&default), "{}", term.code());
            let mut terms = Terms::default();
            terms.set(term, most + 1);
            assert_eq!(terms.count(term), default);
            terms.set(term, most);
            assert_eq!(terms.count(term), most);
        }
    }

    #[test]
    fn working_hours_leave_out_the_weekend_and_other_hours_do_not() {
        // A Friday at 18:00 in China.
        let friday = Millis(1_795_773_600_000 - 4 * Millis::HOUR + 8 * Millis::HOUR);
        let terms = Terms::default();
        assert!(terms.after(friday, Term::MarketReview) > friday.after_days(2));
        assert_eq!(terms.after(friday, Term::SignUpCloses), friday.after(2 * Millis::HOUR));
        assert_eq!(terms.before(friday, Term::SignUpOpens), friday.after_days(-7));
    }
}
