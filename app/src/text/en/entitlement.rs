//! What an office may owe.

use shared::entitlement::Entitlement;

use crate::text::entitlement::EntitlementText;

pub const ENTITLEMENT: EntitlementText = EntitlementText {
    title: "You may have a right to this",
    says: |it| match it {
        Entitlement::MinimumLiving => {
            "The subsistence allowance is Civil Affairs' business; the community helps you apply."
        }
        Entitlement::Relief => {
            "In a time of need, Civil Affairs gives temporary relief; the community helps you apply."
        }
        Entitlement::OldAge => {
            "Allowances and cards for the old are Civil Affairs' business; the community can go for you."
        }
        Entitlement::Disability => {
            "Allowances and aids for disabled people come from their federation; the community asks there."
        }
        Entitlement::FamilyPlanning => {
            "Family support is handled by the sub-district; the community helps you apply."
        }
        Entitlement::Medical => {
            "Medical costs and relief have a counter of their own; the community tells you which."
        }
        Entitlement::SharedParts => {
            "What all in a house share is repaired by the property management; the community reminds them."
        }
    },
    more: "You can still make the wish. A call first may be quicker.",
    errand: "Ask for company on the errand instead",
    is_errand: "It is an errand now: a neighbour goes with you.",
    hint: |says| format!("There may be a right to this. {says}"),
};
