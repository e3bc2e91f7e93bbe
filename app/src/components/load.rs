//! Something asked of the server, and what a page shows of it.

use std::{any::Any, marker::PhantomData, pin::Pin, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use shared::problem::Problem;

use super::notice::notice;
use crate::{text, travel, view::frame::heading};

type Answer = Result<Rc<dyn Any>, Problem>;
/// Draws a value of a type that is forgotten.
type View = Box<dyn Fn(&Rc<dyn Any>) -> AnyView + Send>;
type Ask = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Answer>>>>;

/// Something asked of the server: its last answer, and the way to ask again.
///
/// The type of the answer is forgotten inside, so that the machinery is only once in the binary.
pub struct Load<T> {
    inner: Inner,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy)]
struct Inner {
    answer: RwSignal<Option<Answer>, LocalStorage>,
    ask: StoredValue<Ask, LocalStorage>,
    /// The number of the newest request; an older one that is late is not listened to.
    newest: StoredValue<u32>,
}

impl<T: 'static> Load<T> {
    /// Asks now, and again whenever a signal changes that `ask` reads before it waits.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let ask: Ask = Box::new(move || {
            let asked = ask();
            Box::pin(async move { asked.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
        });
        Self { inner: Inner::new(ask), of: PhantomData }
    }

    /// Asks again. What is shown stays until the answer is there.
    pub fn again(self) {
        self.inner.again();
    }

    /// Shows another value than the server last answered, such as the answer to a write.
    pub fn set(self, value: T) {
        self.inner.answer.set(Some(Ok(Rc::new(value))));
    }

    /// Why there is no value, if the server said so.
    pub fn problem(self) -> Option<Problem> {
        match &*self.inner.answer.read() {
            Some(Err(problem)) => Some(problem.clone()),
            _ => None,
        }
    }

    /// Looks at the value as it is now, if there is one.
    pub fn look<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        untrack(|| self.with(look))
    }

    /// Looks at the value, if there is one, and follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        let answer = self.inner.answer.read();
        match &*answer {
            Some(Ok(value)) => value.downcast_ref::<T>().map(look),
            _ => None,
        }
    }
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl Inner {
    fn new(ask: Ask) -> Self {
        let inner = Self {
            answer: RwSignal::new_local(None),
            ask: StoredValue::new_local(ask),
            newest: StoredValue::new(0),
        };
        Effect::new(move |_| inner.again());
        inner
    }

    fn again(self) {
        self.newest.update_value(|number| *number += 1);
        let number = self.newest.get_value();
        let asked = self.ask.with_value(|ask| ask());
        let travel = travel::travel();
        spawn_local(async move {
            let answer = asked.await;
            // A page that was left has no newest number any more.
            if self.newest.try_get_value() == Some(number) {
                self.answer.set(Some(answer));
                travel.rescue();
            }
        });
    }

    fn draw(self, part: bool, value: impl Fn(&Rc<dyn Any>) -> AnyView) -> AnyView {
        match &*self.answer.read() {
            None => waiting(part),
            Some(Err(problem)) => failed(problem, part, move || self.again()),
            Some(Ok(it)) => value(it),
        }
    }
}

/// A page that waits, a problem, or the value.
pub fn loaded<T: 'static>(from: Load<T>, view: impl Fn(&T) -> AnyView + Send + 'static) -> AnyView {
    draw(from.inner, false, Box::new(move |value| value.downcast_ref().map(&view).into_any()))
}

/// As [`loaded`], for a part of a page that has its own heading.
pub fn loaded_part<T: 'static>(
    from: Load<T>,
    view: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    draw(from.inner, true, Box::new(move |value| value.downcast_ref().map(&view).into_any()))
}

fn draw(inner: Inner, part: bool, view: View) -> AnyView {
    (move || inner.draw(part, &view)).into_any()
}

/// A page, or a part of one, for which nothing is there yet.
pub(super) fn waiting(part: bool) -> AnyView {
    let t = text::now();
    let bones = (!part)
        .then(|| view! { <div class="bones" aria-hidden="true"><i></i><i></i><i></i></div> });
    view! { <p class="loading" role="status">{t.common.loading}</p> {bones} }.into_any()
}

/// What went wrong, and the way to try again.
pub fn failed(problem: &Problem, part: bool, again: impl Fn() + Send + 'static) -> AnyView {
    let t = text::now();
    let title = (!part).then(|| titled(t.common.problem));
    view! {
        {title}
        {notice(problem)}
        <button class="button plain" on:click=move |_| again()>{t.common.again}</button>
    }
    .into_any()
}

/// The heading of what stands in the place of a page, whose title the browser shows as well: it
/// would still call it like the page before. Once the page is there, it is called as it was.
pub fn titled(words: &'static str) -> AnyView {
    let before = document().title();
    on_cleanup(move || {
        if document().title() == words {
            document().set_title(&before);
        }
    });
    travel::travel().arrived(words.to_owned());
    heading(words)
}
