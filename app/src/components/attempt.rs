//! Something a person tries to do: at most once at a time, with its problem where it failed.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::Endpoint,
    problem::{Field, Kind, Problem},
};

use super::notice::notice;
use crate::{
    api::{self, Request},
    random,
};

/// Takes the answer, unless it cannot be read.
type Done = Box<dyn FnOnce(&str) -> Result<(), Problem>>;

/// A write that a person starts, with its state.
///
/// A lost answer is asked for again under the same key, and so is a second press with the same
/// input, so that nothing happens twice.
#[derive(Clone, Copy)]
pub struct Attempt {
    pending: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    /// The key, the address and the body of an attempt whose answer never came.
    open: StoredValue<Option<(String, String, Option<String>)>>,
    /// What the fields of the form are called, in order.
    pub(super) labels: StoredValue<Vec<(&'static str, &'static str)>>,
    /// Which field is to blame for a problem that names none.
    blame: StoredValue<Vec<(Kind, &'static str)>>,
}

impl Attempt {
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            problem: RwSignal::new(None),
            open: StoredValue::new(None),
            labels: StoredValue::default(),
            blame: StoredValue::default(),
        }
    }

    /// Shows problems of a kind at a field: a wrong code at the field of the code.
    pub fn blame(self, field: &'static str, kinds: &[Kind]) -> Self {
        self.blame.update_value(|all| all.extend(kinds.iter().map(|kind| (*kind, field))));
        self
    }

    /// What a field is called that is drawn by a page itself.
    pub fn label(self, name: &'static str, label: &'static str) {
        self.labels.update_value(|labels| labels.push((name, label)));
    }

    /// Tries it; `done` gets the answer, in the owner of whoever pressed the button.
    pub fn run<E: Endpoint>(
        self,
        _: E,
        params: E::Params,
        input: E::Input,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        self.start::<E>(None, params, input, done);
    }

    /// As [`Attempt::run`], under a key that outlives the page, so that even after a reload it
    /// happens once.
    pub fn run_as<E: Endpoint>(
        self,
        _: E,
        key: String,
        params: E::Params,
        input: E::Input,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        self.start::<E>(Some(key), params, input, done);
    }

    fn start<E: Endpoint>(
        self,
        key: Option<String>,
        params: E::Params,
        input: E::Input,
        done: impl FnOnce(E::Output) + 'static,
    ) {
        let done = move |answer: &str| api::parse(answer).map(done);
        match Request::new::<E>(&params, &input) {
            Ok(request) => self.send(key, request, Box::new(done)),
            Err(problem) => self.refuse(problem),
        }
    }

    fn send(self, key: Option<String>, request: Request, done: Done) {
        if self.pending.get_untracked() {
            return;
        }
        let (url, body) = (request.url.clone(), request.body.clone());
        let key = key.unwrap_or_else(|| match self.open.get_value() {
            Some((key, at, before)) if at == url && before == body => key,
            _ => random::uuid(),
        });
        self.open.set_value(Some((key.clone(), url, body)));
        self.pending.set(true);
        self.problem.set(None);
        let owner = Owner::current();
        spawn_local(async move {
            let answer = api::send(request, Some(key)).await;
            // The page was left; what was done is done.
            if self.pending.try_set(false).is_some() {
                return;
            }
            if !matches!(&answer, Err(problem) if problem.kind == Kind::Offline) {
                self.open.set_value(None);
            }
            let end = || answer.and_then(|answer| done(&answer)).err();
            let failed = match owner {
                Some(owner) => owner.with(end),
                None => end(),
            };
            if let Some(problem) = failed {
                self.refuse(problem);
            }
        });
    }

    /// Says what is wrong, as before anything was sent.
    pub fn refuse(self, mut problem: Problem) {
        let blame = self.blame.try_get_value().unwrap_or_default();
        let to_blame = blame.iter().find(|(kind, _)| *kind == problem.kind);
        if let (Some((kind, name)), true) = (to_blame, problem.fields.is_empty()) {
            problem.fields.push(Field { name: (*name).to_owned(), kind: *kind });
        }
        // A page that was left has nobody to tell.
        let _ = self.problem.try_set(Some(problem));
    }

    /// Forgets the problem.
    pub fn forgive(self) {
        self.problem.set(None);
    }

    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    pub fn problem(self) -> Option<Problem> {
        self.problem.get()
    }

    /// What is wrong with a field.
    pub fn field(self, name: &str) -> Option<Kind> {
        self.problem.read().as_ref().and_then(|problem| problem.field(name))
    }

    /// The problem, where there is no form to show it at its head.
    pub fn notice(self) -> AnyView {
        (move || self.problem().map(|problem| notice(&problem))).into_any()
    }

    /// A button that does it, and waits.
    pub fn button(
        self,
        class: &'static str,
        name: &'static str,
        press: impl Fn() + Send + 'static,
    ) -> AnyView {
        let busy = move || self.is_pending().then_some("true");
        let press = move |_| {
            if !self.pending.get_untracked() {
                press();
            }
        };
        view! { <button type="button" class=class aria-busy=busy on:click=press>{name}</button> }
            .into_any()
    }
}

impl Default for Attempt {
    fn default() -> Self {
        Self::new()
    }
}
