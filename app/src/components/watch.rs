//! Something asked of the server again and again, for as long as somebody looks at it.
//!
//! What was there last stays when the network is gone, with the hour of it; the pauses then become
//! longer. Nothing is asked while the page is hidden, and at once when it is seen again. Where the
//! server tells by itself what changes, little is asked: see [`Watch::told`].

use std::{pin::Pin, rc::Rc, time::Duration};

use leptos::{ev, leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::{problem::Problem, time::Millis};

use super::load::{failed, waiting};
use crate::{clock, offline::is_lost, text, view::market::clock as hour};

/// Between two questions, and at most when nobody answers.
const PAUSE: i64 = 10 * Millis::SECOND;
const LONGEST: i64 = 80 * Millis::SECOND;

type Answer<T> = Result<T, Problem>;
type Asked<T> = Pin<Box<dyn Future<Output = Answer<T>>>>;
type Ask<T> = Rc<dyn Fn() -> Asked<T>>;
/// What the phone has kept, with when it was so.
type Kept<T> = Option<(T, Millis)>;
type Recall<T> = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Kept<T>>>>>;

/// The last answer, and when there will be another.
pub struct Watch<T: 'static> {
    value: RwSignal<Option<T>>,
    problem: RwSignal<Option<Problem>>,
    /// When the value was so.
    at: RwSignal<Millis>,
    ask: StoredValue<Ask<T>, LocalStorage>,
    recall: StoredValue<Recall<T>, LocalStorage>,
    turn: StoredValue<Turn>,
}

impl<T: 'static> Clone for Watch<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Watch<T> {}

#[derive(Clone, Copy)]
struct Turn {
    due: Millis,
    pause: i64,
    /// The number of the newest question; the answer to an older one is not listened to.
    newest: u32,
    asking: bool,
    /// After an answer it is never asked again sooner.
    least: i64,
    /// What stays as it is, is asked for less and less.
    patient: bool,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Watch<T> {
    /// Asks now, and again and again.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + 'static,
    {
        Self::or_kept(ask, || async { None })
    }

    /// The same; and where there is no network, and nothing to show yet, shows what the phone has
    /// kept.
    pub fn or_kept<F, K>(ask: impl Fn() -> F + 'static, recall: impl Fn() -> K + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + 'static,
        K: Future<Output = Kept<T>> + 'static,
    {
        let ask: Ask<T> = Rc::new(move || -> Asked<T> { Box::pin(ask()) });
        let watch = Self::start((ask, Rc::new(move || Box::pin(recall()))), false);
        Effect::new(move |_| watch.again());
        watch
    }

    /// Asks after a while, since the page knows it already, and the more seldom the longer it stays
    /// as it is.
    pub fn later<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + 'static,
    {
        let ask: Ask<T> = Rc::new(move || -> Asked<T> { Box::pin(ask()) });
        Self::start((ask, Rc::new(|| Box::pin(async { None }))), true)
    }

    fn start((ask, recall): (Ask<T>, Recall<T>), patient: bool) -> Self {
        let due = if patient { clock::now().after(PAUSE) } else { Millis::NEVER };
        let (pause, least) = (PAUSE, PAUSE);
        let turn = Turn { due, pause, newest: 0, asking: false, least, patient };
        let watch = Self {
            value: RwSignal::new(None),
            problem: RwSignal::new(None),
            at: RwSignal::new(Millis::default()),
            ask: StoredValue::new_local(ask),
            recall: StoredValue::new_local(recall),
            turn: StoredValue::new(turn),
        };
        let second = Duration::from_secs(1);
        let timer: Option<IntervalHandle> =
            set_interval_with_handle(move || watch.tick(), second).ok();
        let online = window_event_listener(ev::online, move |_| watch.again());
        on_cleanup(move || {
            timer.iter().for_each(IntervalHandle::clear);
            online.remove();
        });
        watch
    }

    fn tick(self) {
        let is_due = |it: Turn| !it.asking && it.due <= clock::now();
        if self.turn.try_get_value().is_some_and(is_due) && !document().hidden() {
            self.again();
        }
    }

    /// Asks at once.
    pub fn again(self) {
        self.turn.update_value(|it| (it.newest, it.asking) = (it.newest.wrapping_add(1), true));
        let number = self.turn.get_value().newest;
        let asked = self.ask.with_value(|ask| ask());
        spawn_local(async move {
            let answer = asked.await;
            if answer.as_ref().is_err_and(|it| is_lost(it.kind)) {
                self.recall().await;
            }
            // A page that was left has no turn any more.
            if self.turn.try_get_value().is_some_and(|it| it.newest == number) {
                self.heard(answer);
            }
        });
    }

    /// Nothing is there to show: what was kept is better.
    async fn recall(self) {
        let nothing = || self.value.try_with_untracked(Option::is_none) == Some(true);
        let Some(recall) = self.recall.try_get_value().filter(|_| nothing()) else { return };
        if let Some((value, at)) = recall().await.filter(|_| nothing()) {
            self.at.try_set(at);
            self.value.try_set(Some(value));
        }
    }

    /// Tells what there is and when it was so, each time that is heard, while the page is there.
    pub fn each(self, told: impl Fn(T, Millis) + 'static) {
        Effect::new(move |_| {
            let at = self.at.get();
            if let Some(value) = self.value.get_untracked() {
                told(value, at);
            }
        });
    }

    fn heard(self, answer: Answer<T>) {
        match answer {
            Ok(value) => {
                let same = self.value.with_untracked(|it| it.as_ref() == Some(&value));
                let Turn { pause, least, patient, .. } = self.turn.get_value();
                self.show(value, if patient && same { (pause * 2).min(LONGEST) } else { least });
            }
            Err(problem) => {
                self.turn.update_value(|it| it.rest((it.pause * 2).min(LONGEST)));
                self.problem.set(Some(problem));
            }
        }
    }

    /// Shows what the server has just answered to a write.
    pub fn set(self, value: T) {
        let least = self.turn.get_value().least;
        self.show(value, least);
    }

    /// Shows what the server says by itself, and will say again when it changes: asked is only now
    /// and then from here on, since a line can be dead without a word.
    pub fn told(self, value: T) {
        self.turn.update_value(|it| it.least = LONGEST);
        self.show(value, LONGEST);
    }

    /// The server says by itself that it is no longer so, without saying how it is; it will say so
    /// again. Asks at once, and from here on only now and then.
    pub fn changed(self) {
        self.turn.update_value(|it| it.least = LONGEST);
        self.again();
    }

    /// The server says by itself that it is still so, and will say when it is not.
    pub fn confirmed(self) {
        let Turn { asking, .. } = self.turn.get_value();
        // What nobody answered before has to be asked; what is asked for now, comes.
        match (self.problem.with_untracked(Option::is_some), asking) {
            (_, true) => self.turn.update_value(|it| it.least = LONGEST),
            (true, false) => self.changed(),
            (false, false) => {
                self.turn.update_value(|it| {
                    it.least = LONGEST;
                    it.rest(LONGEST);
                });
                self.at.set(clock::now());
            }
        }
    }

    /// Nothing more is said by itself: asks at once, and as often as ever.
    pub fn lost(self) {
        if self.turn.get_value().least == LONGEST {
            self.turn.update_value(|it| (it.least, it.pause) = (PAUSE, PAUSE));
            self.again();
        }
    }

    fn show(self, value: T, pause: i64) {
        self.turn.update_value(|it| it.rest(pause));
        self.at.set(clock::now());
        if self.problem.with_untracked(Option::is_some) {
            self.problem.set(None);
        }
        // What is as it was, is not drawn anew.
        if self.value.with_untracked(|it| it.as_ref() != Some(&value)) {
            self.value.set(Some(value));
        }
    }

    /// Why there was no answer the last time.
    pub fn problem(self) -> Option<Problem> {
        self.problem.get()
    }

    /// The hour of the last answer.
    pub fn hour(self) -> String {
        hour(self.at.get())
    }

    /// Looks at the value, if there is one, and follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.with(|it| it.as_ref().map(look))
    }

    /// Looks at the value as it is now.
    pub fn look<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.with_untracked(|it| it.as_ref().map(look))
    }

    /// The page, drawn once, as soon as there is something to show; it follows the value by itself.
    pub fn draw(self, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        let there = Memo::new(move |_| self.value.with(Option::is_some));
        (move || match there.get() {
            true => untrack(&view),
            false => match self.problem.get() {
                Some(problem) => failed(&problem, false, move || self.again()),
                None => waiting(false),
            },
        })
        .into_any()
    }

    /// Says from when it is what is shown, when there is no network.
    pub fn stale(self) -> AnyView {
        let t = text::now();
        let says = move || {
            let lost = self.problem.with(Option::is_some) && self.value.with(Option::is_some);
            lost.then(|| {
                let says = (t.queue.as_of)(&self.hour());
                view! { <p class="notice plain">{says}</p> }
            })
        };
        view! { <div role="status">{says}</div> }.into_any()
    }
}

impl Turn {
    /// What was asked before is older than what is known now.
    fn rest(&mut self, pause: i64) {
        let newest = self.newest.wrapping_add(1);
        *self = Turn { due: clock::now().after(pause), pause, newest, asking: false, ..*self };
    }
}
