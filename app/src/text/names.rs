//! What the things of `shared` are called.

use shared::{
    helper::{ApplicationStatus, HelperClass},
    leak::LeakKind,
    policy::Role,
    wish::{AgeBand, Beneficiary, Confirmed, DeclineReason, Hand, Status, WishKind},
};

use super::{Language, further};

/// One word or sentence for each value of a closed list.
pub struct Names {
    pub kind: fn(WishKind) -> &'static str,
    pub status: fn(Status) -> &'static str,
    /// A claimed wish says in what capacity someone helps.
    pub claimed_by: fn(HelperClass) -> &'static str,
    pub band: fn(AgeBand) -> &'static str,
    pub confirmed: fn(Confirmed) -> &'static str,
    /// Whose words these are.
    pub of: Language,
}

/// What only the further pages name.
pub struct FurtherNames {
    /// What belongs to the kind, as examples.
    pub kind_more: fn(WishKind) -> &'static str,
    pub class: fn(HelperClass) -> &'static str,
    pub class_more: fn(HelperClass) -> &'static str,
    pub beneficiary: fn(Beneficiary) -> &'static str,
    pub decline: fn(DeclineReason) -> &'static str,
    pub leak: fn(LeakKind) -> &'static str,
    pub role: fn(Role) -> &'static str,
    pub hand: fn(Hand) -> &'static str,
    pub application: fn(ApplicationStatus) -> &'static str,
}

/// A further name is found as if it stood in [`Names`], and comes with the pages that say it.
impl std::ops::Deref for Names {
    type Target = FurtherNames;

    fn deref(&self) -> &FurtherNames {
        &further(self.of).further_names
    }
}
