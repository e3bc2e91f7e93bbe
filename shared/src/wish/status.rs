//! The names of the states: what lists select by, stored beside the state in the same statement.

use crate::codes::codes;

codes! {
    /// Where a wish stands.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    Status {
        Submitted = "submitted",
        /// The poster was asked something.
        NeedsInfo = "needs_info",
        Open = "open",
        /// One helper was asked; still counted as waiting.
        Offered = "offered",
        /// Split into parts; nobody claims the whole.
        InParts = "in_parts",
        Claimed = "claimed",
        /// The helper has called and promised a time.
        InProgress = "in_progress",
        Delivered = "delivered",
        Fulfilled = "fulfilled",
        /// The helper says that it came true, and nobody else could be asked; counted apart.
        Unconfirmed = "unconfirmed",
        Disputed = "disputed",
        Unmet = "unmet",
        Referred = "referred",
        Merged = "merged",
        Withdrawn = "withdrawn",
        Expired = "expired",
        Declined = "declined",
        Removed = "removed",
    }
}

impl Status {
    /// Whether it waits for a helper, be it for one who was asked.
    pub fn waits(self) -> bool {
        matches!(self, Status::Open | Status::Offered)
    }

    /// Somebody has it in hand, or had it until its end.
    pub fn has_helper(self) -> bool {
        matches!(
            self,
            Status::Claimed
                | Status::InProgress
                | Status::Delivered
                | Status::Disputed
                | Status::Fulfilled
                | Status::Unconfirmed
        )
    }

    /// Whether everyone may see a wish that stands so, if it ever was public.
    pub fn is_public(self) -> bool {
        match self {
            Status::Open
            | Status::Offered
            | Status::InParts
            | Status::Claimed
            | Status::InProgress
            | Status::Delivered
            | Status::Fulfilled
            | Status::Unconfirmed
            | Status::Disputed
            | Status::Unmet
            | Status::Referred
            | Status::Merged => true,
            Status::Submitted
            | Status::NeedsInfo
            | Status::Withdrawn
            | Status::Expired
            | Status::Declined
            | Status::Removed => false,
        }
    }

    /// Nothing will happen to it by itself any more.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Status::Fulfilled
                | Status::Unconfirmed
                | Status::Unmet
                | Status::Referred
                | Status::Merged
                | Status::Withdrawn
                | Status::Expired
                | Status::Declined
                | Status::Removed
        )
    }

    /// A helper works on it or has, and it has not come to its end.
    pub fn is_in_hand(self) -> bool {
        matches!(self, Status::Claimed | Status::InProgress | Status::Delivered | Status::Disputed)
    }
}
