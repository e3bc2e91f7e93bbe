//! Every number that a community may set for itself, with what it is unless said otherwise.

mod number;

pub use number::{About, NewSetting, Number, SettingChange, SettingView, Unit};

use crate::{
    calendar::{Calendar, Hours, day_of, midnight_of},
    codes::codes,
    helper::HelperClass,
    time::Millis,
    wish::WishKind,
};

macro_rules! settings {
    ($($(#[doc = $about:literal])+ $value:ident = $code:literal, $default:literal, $least:literal..=$most:literal, $unit:ident;)+) => {
        codes! {
            /// A number that a community may set.
            Setting { $($(#[doc = $about])+ $value = $code),+ }
        }

        impl Setting {
            /// Default, range and unit.
            pub fn about(self) -> About {
                match self {
                    $(Setting::$value => About {
                        default: $default, least: $least, most: $most, unit: Unit::$unit,
                    }),+
                }
            }
        }
    };
}

settings! {
    /// By when a new wish should be reviewed.
    ReviewTarget = "review_target", 8, 1..=80, WorkingHours;
    /// After this, a wish without review is on the secretary's list.
    ReviewLate = "review_late", 16, 1..=160, WorkingHours;
    /// How long a poster has to answer a question, or a proposal to merge.
    AnswerTime = "answer_time", 7, 1..=60, Days;
    /// How many wishes of one household may wait or be in hand.
    LiveWishes = "live_wishes", 2, 1..=20, Count;
    /// How many wishes a household may make within the time below.
    NewWishes = "new_wishes", 1, 1..=20, Count;
    /// The time in which new wishes of a household are counted.
    NewWishesTime = "new_wishes_time", 7, 1..=90, Days;
    /// How many wishes one helper may have in hand.
    LiveClaims = "live_claims", 3, 1..=20, Count;
    /// How many wishes a shop or a team may have in hand.
    LiveClaimsOrganisation = "live_claims_organisation", 10, 1..=100, Count;
    /// After this, members and volunteers of the whole community may claim a wish, not only helpers
    /// of its grid.
    Widen = "widen", 3, 0..=30, Days;
    /// After this, shops and teams of the whole community may, and are told so.
    WidenShops = "widen_shops", 7, 0..=60, Days;
    /// After this, helpers of neighbour communities may, where the next number is one.
    WidenNeighbours = "widen_neighbours", 14, 0..=90, Days;
    /// Whether they may: one for yes.
    Neighbours = "neighbours", 0, 0..=1, Count;
    /// Whether repairs need papers: one for yes.
    PapersRepair = "papers_repair", 0, 0..=1, Count;
    /// Whether keeping somebody company does.
    PapersCompany = "papers_company", 0, 0..=1, Count;
    /// Whether lending or giving things does.
    PapersGoods = "papers_goods", 0, 0..=1, Count;
    /// Whether errands do.
    PapersErrand = "papers_errand", 0, 0..=1, Count;
    /// Whether other services do.
    PapersService = "papers_service", 0, 0..=1, Count;
    /// Who takes on repairs: zero for everybody, one for nobody but single helpers, two for shops
    /// and teams.
    ClassRepair = "class_repair", 0, 0..=2, Count;
    /// Who keeps somebody company.
    ClassCompany = "class_company", 0, 0..=2, Count;
    /// Who lends or gives things.
    ClassGoods = "class_goods", 0, 0..=2, Count;
    /// Who runs errands.
    ClassErrand = "class_errand", 0, 0..=2, Count;
    /// Who does other services.
    ClassService = "class_service", 0, 0..=2, Count;
    /// How long a helper has to take an offer.
    OfferTime = "offer_time", 24, 1..=168, Hours;
    /// The same for an urgent one.
    OfferTimeUrgent = "offer_time_urgent", 2, 1..=24, Hours;
    /// After so many refusals, the secretary decides.
    OfferRefusals = "offer_refusals", 2, 1..=10, Count;
    /// Or after this time since the first offer.
    OfferStuck = "offer_stuck", 72, 1..=720, Hours;
    /// How long the secretary has to decide then.
    OfferDecision = "offer_decision", 24, 1..=160, WorkingHours;
    /// When a helper who has not called yet is reminded.
    ContactReminder = "contact_reminder", 24, 1..=240, Hours;
    /// By when a helper should have called.
    ContactTime = "contact_time", 48, 1..=480, Hours;
    /// After this without a call, the wish waits for others again.
    ContactRelease = "contact_release", 72, 1..=720, Hours;
    /// After so many wrong words, a confirmation word proves nothing any more.
    WordTries = "word_tries", 5, 3..=10, Count;
    /// The latest day that may be promised for a service.
    PromiseService = "promise_service", 6, 1..=60, Days;
    /// The latest day that may be promised for goods.
    PromiseGoods = "promise_goods", 14, 1..=90, Days;
    /// By how much a promise may be put off, once.
    Extension = "extension", 7, 1..=60, Days;
    /// How long before the promised time the helper is reminded.
    PromiseReminder = "promise_reminder", 24, 1..=240, Hours;
    /// How long after the promised time a grid worker calls both sides.
    PromiseCall = "promise_call", 24, 1..=240, Hours;
    /// After this beyond the promised time, the wish waits for others again.
    PromiseRelease = "promise_release", 72, 1..=720, Hours;
    /// When the poster is first reminded to confirm.
    ConfirmReminder = "confirm_reminder", 3, 1..=30, Days;
    /// After this, staff of another grid call the poster.
    ConfirmCall = "confirm_call", 7, 1..=60, Days;
    /// Not before this may a wish be closed without confirmation.
    CloseUnconfirmed = "close_unconfirmed", 14, 1..=90, Days;
    /// How many calls must have failed by then.
    FailedCalls = "failed_calls", 2, 1..=10, Count;
    /// For how long somebody may object.
    DisputeTime = "dispute_time", 30, 1..=180, Days;
    /// One in so many wishes that came true is asked after; zero for none.
    FollowUpShare = "follow_up_share", 10, 0..=100, Count;
    /// From this age on, all are.
    FollowUpAge = "follow_up_age", 70, 60..=90, Count;
    /// How long after it came true.
    FollowUp = "follow_up", 30, 7..=60, Days;
    /// For how long staff try to ask.
    FollowUpTime = "follow_up_time", 14, 3..=30, Days;
    /// By when an objection is decided.
    DisputeDecision = "dispute_decision", 5, 1..=30, WorkingDays;
    /// After this, staff look again at a wish that nobody claims.
    ForcedReview = "forced_review", 30, 5..=180, Days;
    /// After this, a wish that nobody claims ends.
    Expiry = "expiry", 60, 10..=365, Days;
    /// How long before the end the poster is told first.
    ExpiryNoticeFirst = "expiry_notice_first", 15, 1..=60, Days;
    /// And again.
    ExpiryNoticeSecond = "expiry_notice_second", 5, 1..=60, Days;
    /// And for the last time.
    ExpiryNoticeLast = "expiry_notice_last", 1, 1..=60, Days;
    /// For how long a poster may renew a wish, and within which time after its end.
    Renewal = "renewal", 30, 5..=180, Days;
    /// Within which time after its end a wish may be opened again.
    ReopenTime = "reopen_time", 30, 1..=180, Days;
    /// How long one may object to a removal.
    AppealTime = "appeal_time", 7, 1..=60, Days;
    /// After so many automatic releases, a helper only takes what staff offer.
    FairReleases = "fair_releases", 2, 1..=20, Count;
    /// The time in which they are counted.
    FairTime = "fair_time", 90, 7..=365, Days;
    /// For how long that lasts.
    FairPause = "fair_pause", 30, 1..=180, Days;
    /// So many neighbours with the same wish make it a matter for all.
    MatterJoiners = "matter_joiners", 10, 2..=100, Count;
    /// How far back wishes count as the same when one is made.
    SimilarTime = "similar_time", 30, 1..=180, Days;
    /// By when a report or an application is answered.
    AnswerReports = "answer_reports", 5, 1..=30, WorkingDays;
    /// How long after its end a wish has a contact, and what was written about it. Never longer
    /// than residents are told everywhere.
    Retention = "retention", 90, 30..=90, Days;
    /// How many SMS somebody gets in 24 hours, codes left out.
    MessagesPerDay = "messages_per_day", 5, 1..=20, Count;
    /// When the office opens on working days.
    OfficeOpens = "office_opens", 510, 420..=600, TimeOfDay;
    /// When it closes.
    OfficeCloses = "office_closes", 1080, 960..=1200, TimeOfDay;
    /// When staff are told on working days how much waits for them.
    DigestFirst = "digest_first", 480, 420..=720, TimeOfDay;
    /// And again.
    DigestSecond = "digest_second", 960, 720..=1200, TimeOfDay;
    /// From this time nobody is told anything. A night may be longer than residents are told
    /// everywhere, and never shorter.
    NightFalls = "night_falls", 1320, 1200..=1320, TimeOfDay;
    /// Until this time of the next day.
    NightEnds = "night_ends", 420, 420..=540, TimeOfDay;
    /// How many contacts a member of staff may open in 24 hours, repeated looks included.
    StaffLooks = "staff_looks", 60, 10..=500, Count;
    /// How many a helper may.
    HelperLooks = "helper_looks", 20, 5..=100, Count;
}

/// The numbers of one community.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings([i64; Setting::ALL.len()]);

impl Default for Settings {
    fn default() -> Self {
        Self(Setting::ALL.map(|setting| setting.about().default))
    }
}

impl Settings {
    pub fn get(&self, setting: Setting) -> i64 {
        self.0[setting as usize]
    }

    /// Takes over a number; one that is out of its range stays what it was.
    pub fn set(&mut self, setting: Setting, value: i64) {
        let About { least, most, .. } = setting.about();
        if (least..=most).contains(&value) {
            self.0[setting as usize] = value;
        }
    }

    /// What belongs to day and night.
    pub fn hours(&self) -> Hours {
        let time = |setting| self.get(setting).saturating_mul(Millis::MINUTE);
        Hours {
            opens: time(Setting::OfficeOpens),
            closes: time(Setting::OfficeCloses),
            night_falls: time(Setting::NightFalls),
            night_ends: time(Setting::NightEnds),
        }
    }
}

/// What a community goes by: its numbers and its working days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    pub settings: Settings,
    pub calendar: Calendar,
}

impl Rules {
    pub fn count(&self, setting: Setting) -> i64 {
        self.settings.get(setting)
    }

    /// The last time until now, and today, at which staff are told how much waits for them; nothing
    /// on a day on which the office is closed.
    pub fn digest_at(&self, now: Millis) -> Option<Millis> {
        let midnight = midnight_of(now);
        let at = |setting| midnight.after(self.count(setting).saturating_mul(Millis::MINUTE));
        let all = [at(Setting::DigestFirst), at(Setting::DigestSecond)];
        let works = self.calendar.is_working_day(day_of(now));
        all.into_iter().filter(|it| works && *it <= now).max()
    }

    /// After so many wrong words, a confirmation word proves nothing any more.
    pub fn word_tries(&self) -> u8 {
        u8::try_from(self.count(Setting::WordTries)).unwrap_or(u8::MAX - 1)
    }

    /// Whether who takes on this kind of wish has to have shown papers for it.
    pub fn needs_papers(&self, kind: WishKind) -> bool {
        let setting = match kind {
            WishKind::Repair => Setting::PapersRepair,
            WishKind::Company => Setting::PapersCompany,
            WishKind::Goods => Setting::PapersGoods,
            WishKind::Errand => Setting::PapersErrand,
            WishKind::Service => Setting::PapersService,
        };
        self.count(setting) == 1
    }

    /// Who takes on this kind of wish: see [`Setting::ClassRepair`].
    pub fn class_for(&self, kind: WishKind) -> i64 {
        self.count(match kind {
            WishKind::Repair => Setting::ClassRepair,
            WishKind::Company => Setting::ClassCompany,
            WishKind::Goods => Setting::ClassGoods,
            WishKind::Errand => Setting::ClassErrand,
            WishKind::Service => Setting::ClassService,
        })
    }

    /// Whether a helper of this class may take on this kind of wish.
    pub fn allows_class(&self, kind: WishKind, class: HelperClass) -> bool {
        match self.class_for(kind) {
            1 => !class.is_organisation(),
            2 => class.is_organisation(),
            _ => true,
        }
    }

    /// The end of a time that begins at `from`, whatever the hour.
    pub fn after(&self, from: Millis, setting: Setting) -> Millis {
        let number = self.settings.get(setting);
        match setting.about().unit {
            Unit::WorkingHours => self.calendar.after_working_hours(from, number),
            Unit::WorkingDays => self.calendar.after_working_days(from, number),
            Unit::Count => from.after_days(number),
            unit => from.after(unit.span(number)),
        }
    }

    /// A time before another, on the clock.
    pub fn before(&self, until: Millis, setting: Setting) -> Millis {
        let number = self.settings.get(setting);
        match setting.about().unit {
            Unit::Count => until.after_days(-number),
            unit => until.after(-unit.span(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;

    #[test]
    fn every_default_is_within_its_range() {
        for setting in Setting::ALL {
            let About { default, least, most, .. } = setting.about();
            assert!((least..=most).contains(&default), "{}", setting.code());
        }
    }

    #[test]
    fn what_is_out_of_range_is_refused_and_not_taken_over() {
        let mut settings = Settings::default();
        settings.set(Setting::LiveClaims, 0);
        assert_eq!(settings.get(Setting::LiveClaims), 3);
        let refused =
            NewSetting { setting: Setting::LiveClaims.into(), value: 0 }.check().unwrap_err();
        assert_eq!(refused.field("value"), Some(Kind::OutOfRange));
    }

    #[test]
    fn no_night_is_shorter_than_residents_are_told() {
        let (shortest, mut settings) = (Hours::default(), Settings::default());
        assert_eq!(settings.hours(), shortest);
        settings.set(Setting::NightFalls, 23 * 60);
        settings.set(Setting::NightEnds, 6 * 60);
        assert_eq!(settings.hours(), shortest);
        settings.set(Setting::NightFalls, 20 * 60);
        assert_eq!(settings.hours().night_falls, 20 * Millis::HOUR);
    }
}
