//! Going from page to page: title, focus, scrolling, and what a screen reader hears.

use std::collections::HashMap;

use leptos::{ev, prelude::*};
use leptos_router::{
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ScrollRestoration};

/// What has to happen once the new page is there.
#[derive(Clone, Copy)]
pub struct Travel {
    /// The page has changed, and its heading has not got the focus yet.
    under_way: StoredValue<bool>,
    /// Back or forward was pressed.
    back: StoredValue<bool>,
    /// How far each page was scrolled when it was left.
    scrolled: StoredValue<HashMap<String, f64>>,
    /// Where we are.
    here: StoredValue<String>,
    /// What the live region says.
    said: RwSignal<String>,
    /// Somebody pressed or typed something; before, the focus is nobody's business.
    touched: StoredValue<bool>,
}

/// To be called outside the router, so that Back is known before the page changes.
pub fn provide() {
    let travel = Travel {
        under_way: StoredValue::new(false),
        back: StoredValue::new(false),
        scrolled: StoredValue::default(),
        here: StoredValue::new(address()),
        said: RwSignal::default(),
        touched: StoredValue::new(false),
    };
    provide_context(travel);
    if let Ok(history) = window().history() {
        // The page may be shorter while it loads; we know better when to scroll.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let leave = window_event_listener(ev::popstate, move |_| {
        travel.leave();
        travel.back.set_value(true);
    });
    // Before the router sees the click, since it scrolls up at once.
    let click = window_event_listener_untyped("pointerdown", move |_| travel.leave());
    let key = window_event_listener(ev::keydown, move |_| travel.leave());
    on_cleanup(move || {
        leave.remove();
        click.remove();
        key.remove();
    });
}

/// The way of the moment.
pub fn travel() -> Travel {
    expect_context()
}

/// To be called inside the router: follows every change of page.
pub fn follow() {
    let travel = travel();
    let path = use_location().pathname;
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        // The router waits for its own list of routes; ours is a `match`, and it is done.
        browser.iter().for_each(BrowserUrl::ready_to_complete);
        if before.is_some_and(|before| before != path) {
            travel.under_way.set_value(true);
            travel.settle();
        }
        path
    });
}

impl Travel {
    /// The page is there and has its heading.
    pub fn arrived(self, title: String) {
        if document().title() != title {
            document().set_title(&title);
        }
        self.settle();
    }

    /// Puts the focus on the heading of another screen of the same page, and reads it out.
    pub fn to_heading(self) {
        request_animation_frame(move || {
            document().query_selector("main h1").ok().flatten().iter().for_each(focus);
            window().scroll_to_with_x_and_y(0.0, 0.0);
            self.say(document().title());
        });
    }

    /// Says something politely, without moving the focus.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// The one live region of the app.
    pub fn live_region(self) -> AnyView {
        view! { <p class="unseen" role="status">{move || self.said.get()}</p> }.into_any()
    }

    /// What had the focus may be gone from the page: then the heading has it.
    pub fn rescue(self) {
        if !self.touched.get_value() {
            return;
        }
        request_animation_frame(|| {
            let lost = document().active_element().is_none_or(|it| it.tag_name() == "BODY");
            if lost {
                document().query_selector("main h1").ok().flatten().iter().for_each(focus);
            }
        });
    }

    fn leave(self) {
        self.touched.set_value(true);
        let (here, at) = (self.here.get_value(), window().scroll_y().unwrap_or(0.0));
        self.scrolled.update_value(|scrolled| {
            scrolled.insert(here, at);
        });
    }

    /// When the page is drawn: focus on the heading, or on the page until there is one.
    fn settle(self) {
        request_animation_frame(move || {
            if !self.under_way.try_get_value().unwrap_or(false) {
                return self.here.set_value(address());
            }
            let heading = document().query_selector("main h1").ok().flatten();
            let found = heading.is_some();
            let goal = heading.or_else(|| document().get_element_by_id("main"));
            goal.iter().for_each(focus);
            if found {
                self.under_way.set_value(false);
                self.here.set_value(address());
                self.say(document().title());
                if self.back.get_value() {
                    self.back.set_value(false);
                    let at = self.scrolled.with_value(|all| all.get(&address()).copied());
                    window().scroll_to_with_x_and_y(0.0, at.unwrap_or(0.0));
                }
            }
        });
    }
}

/// Puts the focus on what was just drawn, and shows it.
pub fn show(selector: &'static str) {
    request_animation_frame(move || {
        document().query_selector(selector).ok().flatten().iter().for_each(|it| {
            focus(it);
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            it.scroll_into_view_with_scroll_into_view_options(&options);
        });
    });
}

/// Puts the focus on something without scrolling to it.
pub fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // What cannot have the focus leaves it where it was.
        let _ = element.focus_with_options(&options);
    }
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
