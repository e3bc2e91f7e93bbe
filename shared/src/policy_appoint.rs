//! Who decides who helps and who is staff.

use crate::{
    id::PersonId,
    policy::{Appointment, Caller, Role},
};

/// Reviewers of the place decide who helps there, but not over themselves.
pub fn may_decide_application(caller: &Caller, applicant: PersonId, path: &str) -> bool {
    caller.id != applicant && caller.holds_at(path, Role::reviews)
}

/// Helpers are ended by those who approve them, staff by administrators, nobody by themselves.
pub fn may_end_appointment(caller: &Caller, holder: PersonId, role: Role, path: &str) -> bool {
    let ends = |held: Role| match role.is_staff() {
        true => held == Role::Administrator,
        false => held.reviews() || held == Role::Administrator,
    };
    caller.id != holder && caller.holds_at(path, ends)
}

/// What holds for the whole community is not changed by who looks after a part of it.
pub fn administers_all(caller: &Caller) -> bool {
    let of_all = |held: &Appointment| held.path.matches('/').count() == 2;
    let administers = |held: &&Appointment| held.role == Role::Administrator;
    caller.appointments.iter().filter(administers).any(of_all)
}

/// Secretaries and administrators know who is staff at their node and below.
pub fn knows_staff(held: Role) -> bool {
    matches!(held, Role::Secretary | Role::Administrator)
}

/// Administrators appoint staff at their node and below.
pub fn may_invite(caller: &Caller, role: Role, path: &str) -> bool {
    role.is_staff() && caller.holds_at(path, |held| held == Role::Administrator)
}
