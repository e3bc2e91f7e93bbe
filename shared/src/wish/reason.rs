//! Why something was done to a wish: closed lists, so that they can be counted and explained.

use crate::codes::codes;

codes! {
    /// Why a wish does not become public.
    DeclineReason {
        Unclear = "unclear",
        /// Someone else's duty or right: an office will do it.
        OtherOffice = "other_office",
        /// The same wish was sent before.
        Repeated = "repeated",
        /// Money, or a thing to be bought.
        Money = "money",
        Unsafe = "unsafe",
    }
}

codes! {
    /// What a reviewer has to know before a wish can become public.
    InfoReason {
        /// What exactly is needed.
        What = "what",
        /// When it suits.
        When = "when",
        /// Where it is to be done.
        Where = "where",
        /// Whether the person it is for has agreed.
        Consent = "consent",
        Other = "other",
    }
}

codes! {
    /// Why a helper cannot go on.
    #[derive(Default)]
    ReleaseReason {
        /// Nothing was said.
        #[default]
        NotSaid = "not_said",
        NoTime = "no_time",
        Ill = "ill",
        /// Harder than it looked, or a trade is needed.
        TooHard = "too_hard",
        /// Nobody answered or opened.
        NotReached = "not_reached",
        /// It was something else than the text said.
        SomethingElse = "something_else",
        Unsafe = "unsafe",
    }
}

codes! {
    /// Why somebody objects to what was called done.
    DisputeReason {
        NotDone = "not_done",
        /// Done in part, or broken again.
        HalfDone = "half_done",
        /// Somebody asked for money.
        AskedForMoney = "asked_for_money",
        Behaviour = "behaviour",
        Other = "other",
    }
}

codes! {
    /// Why a wish cannot come true here.
    UnmetReason {
        /// Nobody has what is needed.
        NotAvailable = "not_available",
        OutOfScope = "out_of_scope",
        Unsafe = "unsafe",
        /// There is a right to it: an office will do it.
        Entitled = "entitled",
        /// All have to talk about it.
        NeedsDeliberation = "needs_deliberation",
    }
}

codes! {
    /// Where a wish was passed on to: a class of office, never a person.
    Office {
        /// 民政: benefits and allowances.
        CivilAffairs = "civil_affairs",
        /// 物业.
        PropertyManagement = "property_management",
        /// 街道办事处.
        SubDistrict = "sub_district",
        /// 残联.
        DisabledFederation = "disabled_federation",
        /// 社区卫生服务中心.
        Health = "health",
        /// 12345.
        Hotline = "hotline",
        /// 公安.
        Police = "police",
        Other = "other",
    }
}

codes! {
    /// Why a wish is taken down for good.
    RemoveReason {
        Unsafe = "unsafe",
        Fraud = "fraud",
        /// It tells of a person what nobody should read.
        Private = "private",
        Abuse = "abuse",
        Money = "money",
        Other = "other",
    }
}

codes! {
    /// Who agreed for a child, seen from the child.
    GuardianRelation {
        Parent = "parent",
        Grandparent = "grandparent",
        /// Who has custody and is neither.
        Custodian = "custodian",
    }
}

codes! {
    /// How a guardian agreed.
    ConsentWay {
        InPerson = "in_person",
        ByPhone = "by_phone",
        /// With a signature on paper, which the office keeps.
        OnPaper = "on_paper",
    }
}

codes! {
    /// How a call to somebody ended.
    CallOutcome {
        NotReached = "not_reached",
        /// Reached, and what they said is settled by another step.
        Reached = "reached",
    }
}

codes! {
    /// How a wish gets to its helper.
    #[derive(Default)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    Route {
        /// Any helper may claim it.
        #[default]
        Claim = "claim",
        /// A grid worker offers it to one helper after the other.
        Dispatched = "dispatched",
    }
}
