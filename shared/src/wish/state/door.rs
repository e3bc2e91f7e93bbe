//! The one door: every state, and every step that it has. What is not here is not possible.

use super::{
    super::{
        status::Status,
        step::{Finding, Step},
    },
    Case, Claimed, Delivered, Disputed, Expired, Fulfilled, Held, InParts, InProgress, NeedsInfo,
    Offered, Open, Referred, Removed, State, Submitted, Unmet, Withdrawn,
    before::Approved,
};
use crate::{problem::Kind, time::Millis};

impl State {
    /// Where a step leads, if the state has it. Removal concerns the whole wish, see
    /// [`super::Wish::step`].
    ///
    /// # Errors
    /// [`Kind::StepNotPossible`] where the picture has no such arrow, or why not now.
    pub fn step(self, step: Step, case: &Case) -> Result<State, Kind> {
        match self {
            State::Submitted(it) => it.take(step, case),
            State::NeedsInfo(it) => it.take(step, case),
            State::Open(it) => it.take(step, case),
            State::Offered(it) => it.take(step, case),
            State::InParts(it) => it.take(step, case),
            State::Claimed(it) => it.take(step, case),
            State::InProgress(it) => it.take(step, case),
            State::Delivered(it) => it.take(step, case),
            State::Disputed(it) => it.take(step, case),
            State::Fulfilled(it) => it.take(step, case),
            State::Unmet(it) => it.take(step, case),
            State::Expired(it) => it.take(step, case),
            State::Referred(it) => it.take(step, case),
            State::Removed(it) => it.take(step, case),
            State::Merged(_) | State::Withdrawn(_) | State::Declined(_) => {
                Err(Kind::StepNotPossible)
            }
        }
    }
}

/// The steps that a state has, as one `match` each.
trait Take {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind>;
}

fn withdrawn(case: &Case, lapsed: bool) -> Result<State, Kind> {
    Ok(State::Withdrawn(Withdrawn { at: case.now, lapsed }))
}

impl Take for Submitted {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        let now = case.now;
        Ok(match step {
            Step::Approve { by, entitled } => match self.approve(by, entitled, case)? {
                Approved::Open(it) => State::Open(it),
                Approved::Submitted(it) => State::Submitted(it),
            },
            Step::AskInfo { reason, question } => {
                State::NeedsInfo(self.ask_info(reason, question, now))
            }
            Step::Decline { reason, words } => State::Declined(self.decline(now, reason, words)),
            Step::Refer { office, words, reply_by } => {
                State::Referred(self.refer(now, office, words, reply_by))
            }
            Step::ProposeMerge { into, by } => State::Submitted(self.propose_merge(into, by, now)?),
            Step::AgreeMerge => State::Merged(self.agree_merge(now)?),
            Step::RefuseMerge => State::Submitted(self.refuse_merge(now)?),
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for NeedsInfo {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Answer => Ok(State::Submitted(self.answer(case.now))),
            Step::InfoLapsed => withdrawn(case, true),
            Step::Withdraw => withdrawn(case, false),
            _ => Err(Kind::StepNotPossible),
        }
    }
}

impl Take for Open {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        let now = case.now;
        Ok(match step {
            Step::Claim { by, class } => State::Claimed(self.claim(by, class, now)),
            Step::Offer { to, class, by, urgent } => {
                State::Offered(self.offer(to, class, by, urgent, now))
            }
            Step::CannotBe { reason, words } => State::Unmet(self.cannot_be(now, reason, words)),
            Step::Refer { office, words, reply_by } => {
                State::Referred(self.refer(now, office, words, reply_by))
            }
            Step::Split { parts } => State::InParts(self.split(parts, case)?),
            Step::KeepOpen => State::Open(self.keep_open(now)),
            Step::Expire => State::Expired(self.expire(now)),
            Step::Renew => State::Open(self.renew(case)?),
            Step::NewWord => State::Open(self),
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for InParts {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        if self.status() != Status::InParts {
            return Err(Kind::StepNotPossible);
        }
        let now = case.now;
        Ok(match step {
            Step::CannotBe { reason, words } => State::Unmet(self.cannot_be(now, reason, words)?),
            Step::Refer { office, words, reply_by } => {
                State::Referred(self.refer(now, office, words, reply_by)?)
            }
            Step::KeepOpen => State::InParts(self.keep_open(now)),
            Step::NewWord => State::InParts(self.new_word()),
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for Offered {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        Ok(match step {
            Step::Claim { by, class } => State::Claimed(self.claim(by, class, case.now)?),
            Step::RefuseOffer | Step::OfferLapsed => State::Open(self.refuse(case)),
            Step::NewWord => State::Offered(self),
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for Claimed {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Promise { at } => self.promise(at, case).map(State::InProgress),
            Step::CallInVain => self.call_in_vain(case.now).map(State::Claimed),
            step => self.take_in_hand(step, case),
        }
    }
}

impl Take for InProgress {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        let same = match step {
            Step::AskLonger { until, words } => self.ask_longer(until, words, case),
            Step::AgreeLonger => self.agree_longer(),
            Step::RefuseLonger => self.refuse_longer(),
            Step::Extend { until } => self.extend(until, case),
            step => return self.take_in_hand(step, case),
        };
        same.map(State::InProgress)
    }
}

impl Delivered {
    /// Goods arrived: the resident's word for it is enough, staff's word asks the resident.
    pub(super) fn received(self, by_poster: bool, now: Millis) -> State {
        match by_poster {
            true => State::Fulfilled(self.confirm(now)),
            false => State::Delivered(self),
        }
    }
}

impl Take for Delivered {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        let now = case.now;
        Ok(match step {
            Step::Confirm => State::Fulfilled(self.confirm(now)),
            Step::ConfirmByCall { .. } => State::Fulfilled(self.confirm_by_call(now)),
            Step::CallFailed { by } => State::Delivered(self.call_failed(by, now)),
            Step::CloseUnconfirmed => State::Fulfilled(self.close_unconfirmed(case)?),
            Step::Dispute { by, reason, words } => {
                State::Disputed(self.dispute(by, reason, words, case)?)
            }
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for Disputed {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        let now = case.now;
        Ok(match step {
            Step::Settle { finding, words } => match finding {
                Finding::GoOn { promised } => State::InProgress(self.go_on(promised, case)?),
                Finding::OpenAgain => State::Open(self.open_again(now)),
                Finding::CameTrue => State::Fulfilled(self.came_true(now)),
                Finding::Unmet { reason } => State::Unmet(self.cannot_be(now, reason, words)),
            },
            Step::Withdraw => return withdrawn(case, false),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Take for Fulfilled {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Dispute { by, reason, words } => {
                self.dispute(by, reason, words, case).map(State::Disputed)
            }
            Step::FollowUpGood { .. } => self.still_good(case).map(State::Fulfilled),
            Step::FollowUpBad { by, reason, words } => {
                self.not_good(by, reason, words, case).map(State::Disputed)
            }
            Step::CallFailed { .. } => self.not_reached(case).map(State::Fulfilled),
            Step::FollowUpLapsed => self.not_asked(case.now).map(State::Fulfilled),
            Step::Reopen { by_poster } => self.reopen(by_poster, case).map(State::Open),
            _ => Err(Kind::StepNotPossible),
        }
    }
}

impl Take for Unmet {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Reopen { by_poster } => self.reopen(by_poster, case).map(State::Open),
            _ => Err(Kind::StepNotPossible),
        }
    }
}

impl Take for Referred {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::OfficeAnswered { again, .. } => {
                self.answered(again, case.now).map(State::Referred)
            }
            _ => Err(Kind::StepNotPossible),
        }
    }
}

impl Take for Expired {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Reopen { by_poster } => self.reopen(by_poster, case).map(State::Open),
            Step::Renew => self.renew(case).map(State::Open),
            _ => Err(Kind::StepNotPossible),
        }
    }
}

impl Take for Removed {
    fn take(self, step: Step, case: &Case) -> Result<State, Kind> {
        match step {
            Step::Appeal { words } => self.appeal(words, case).map(State::Removed),
            Step::Restore { by, .. } => self.restore(by, case.now),
            Step::UpholdRemoval { by, .. } => self.uphold(by, case.now).map(State::Removed),
            _ => Err(Kind::StepNotPossible),
        }
    }
}
