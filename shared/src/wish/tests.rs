//! What tests of wishes start from.

use super::{state::Held as _, *};
use crate::helper::HelperClass;

/// Who helps.
pub const HELPER: PersonId = PersonId(uuid::Uuid::max());
/// Monday, 2026-11-23, 14:00 in China.
pub const NOW: Millis = Millis(1_795_413_600_000);

/// A public wish that stands so.
pub fn wish(state: State) -> Wish {
    Wish {
        id: WishId::default(),
        poster: PersonId::default(),
        node: NodeId::default(),
        path: "/Y/2/05/3/".into(),
        place: NodeId::default(),
        place_name: "丰泽院".into(),
        kind: WishKind::Repair,
        title: "楼道的灯坏了".into(),
        story: String::new(),
        age_band: None,
        when: String::new(),
        beneficiary: Beneficiary::Myself,
        route: Route::Claim,
        posted_at: NOW,
        opened_at: Some(NOW),
        ever_claimed: false,
        claimed_at: None,
        fulfilled_at: None,
        joiners: 0,
        state,
        removal: None,
        whole: None,
        told_at: Millis(0),
        resumed_at: Millis(0),
    }
}

/// One of each state, and of those that differ for a child.
pub fn states() -> Vec<(State, Beneficiary)> {
    let (rules, mine) = (Rules::default(), Beneficiary::Myself);
    let open = Open { past: Past { waits_since: NOW, ..Past::default() } };
    let claimed = open.clone().claim(HELPER, HelperClass::Volunteer, NOW);
    let case = wish(State::Open(open.clone())).case(NOW, &rules);
    let promised = claimed.clone().promise(NOW.after_days(2), &case).unwrap();
    let delivered = promised.clone().deliver(NOW, String::new());
    let next_day = NOW.after_days(1);
    let called = delivered.clone().call_failed(HELPER, NOW).call_failed(HELPER, next_day);
    let asked = promised.clone().ask_longer(NOW.after_days(4), String::new(), &case).unwrap();
    let proposed = Submitted::default().propose_merge(WishId::default(), HELPER, NOW).unwrap();
    let fulfilled = delivered.clone().confirm(NOW);
    let dispute = DisputeReason::NotDone;
    let disputed = delivered.clone().dispute(HELPER, dispute, String::new(), &case).unwrap();
    let unmet = open.clone().cannot_be(NOW, UnmetReason::NotAvailable, String::new());
    let referred = open.clone().refer(NOW, Office::Other, String::new(), NOW.after_days(9));
    let question = Submitted::default().ask_info(InfoReason::What, String::new(), NOW);
    let declined = Submitted::default().decline(NOW, DeclineReason::Money, String::new());
    let offered = open.clone().offer(HELPER, HelperClass::Shop, HELPER, false, NOW);
    let part = |id, status| Part { wish: WishId(uuid::Uuid::from_u128(id)), status, at: NOW };
    let parts = vec![part(1, Status::Open), part(2, Status::Claimed)];
    let in_parts = open.clone().split(parts, &case).unwrap();
    let removed = Removed {
        at: NOW,
        reason: RemoveReason::Fraud,
        words: String::new(),
        by: [HELPER, PersonId::default()],
        was: None,
        appeal: None,
    };
    vec![
        (State::Submitted(Submitted::default()), mine),
        (State::Submitted(Submitted::default()), Beneficiary::Minor),
        (State::Submitted(proposed), mine),
        (State::NeedsInfo(question), mine),
        (State::Open(open.clone()), mine),
        (State::Offered(offered), mine),
        (State::InParts(in_parts), mine),
        (State::Claimed(claimed), mine),
        (State::InProgress(promised), mine),
        (State::InProgress(asked), mine),
        (State::Delivered(delivered), mine),
        (State::Delivered(called), mine),
        (State::Fulfilled(fulfilled), mine),
        (State::Disputed(disputed), mine),
        (State::Unmet(unmet), mine),
        (State::Referred(referred), mine),
        (State::Merged(Merged { at: NOW, into: WishId::default() }), mine),
        (State::Withdrawn(Withdrawn { at: NOW, lapsed: false }), mine),
        (State::Expired(open.expire(NOW)), mine),
        (State::Declined(declined), mine),
        (State::Removed(removed), mine),
    ]
}
