//! Word of what changes at a market, as long as somebody looks at it.
//!
//! The browser keeps a stream of events open while the page is seen, and closes it when it is not.
//! Where there is none, as in old browsers within other apps, or when too many listen, nothing is
//! heard here, and whoever shows something goes on asking by itself: see `components::watch`.

use std::{rc::Rc, time::Duration};

use js_sys::{Function, Reflect};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::{community::CommunityKey, id::MarketId, market::Live, time::Millis};
use wasm_bindgen::{JsCast, JsValue};

use crate::{api, clock, js};

/// How long the first word may take: something on the way may keep all of them back.
const PATIENCE: i64 = 15 * Millis::SECOND;
/// Between two tries, and at most.
const PAUSE: i64 = 20 * Millis::SECOND;
const LONGEST: i64 = 640 * Millis::SECOND;
/// What a stream says of itself that has ended for good.
const CLOSED: f64 = 2.0;

/// Who is told, and who is told that nothing more is heard for the moment.
type Heard = Rc<dyn Fn(Option<Live>)>;

/// One market that is listened to.
#[derive(Clone, Copy)]
struct Line {
    url: StoredValue<String>,
    heard: StoredValue<Heard, LocalStorage>,
    /// The stream that is open, if one is.
    source: StoredValue<Option<JsValue>, LocalStorage>,
    turn: StoredValue<Turn>,
}

#[derive(Clone, Copy)]
struct Turn {
    /// When to open a stream; and while one is open that has not said anything, when to give up.
    due: Millis,
    pause: i64,
    /// The stream has said something.
    spoke: bool,
}

/// Listens for as long as the page is there. `heard` is called with each word, and with none when
/// the stream is lost.
pub fn follow(key: &CommunityKey, market: MarketId, heard: impl Fn(Option<Live>) + 'static) {
    let heard: Heard = Rc::new(heard);
    let line = Line {
        url: StoredValue::new(format!("/api/{key}/markets/{market}/live")),
        heard: StoredValue::new_local(heard),
        source: StoredValue::new_local(None),
        turn: StoredValue::new(Turn { due: Millis::default(), pause: PAUSE, spoke: false }),
    };
    let second = Duration::from_secs(1);
    let timer: Option<IntervalHandle> = set_interval_with_handle(move || line.look(), second).ok();
    let seen = window_event_listener_untyped("visibilitychange", move |_| line.soon());
    let online = window_event_listener_untyped("online", move |_| line.soon());
    on_cleanup(move || {
        timer.iter().for_each(IntervalHandle::clear);
        seen.remove();
        online.remove();
        line.close();
    });
    line.look();
}

impl Line {
    /// Whoever comes back to the page, or to the network, does not wait for the next try.
    fn soon(self) {
        if self.source.with_value(Option::is_none) {
            self.turn.update_value(|it| it.due = Millis::default());
        }
        self.look();
    }

    fn look(self) {
        let (Some(open), Some(turn)) =
            (self.source.try_with_value(Option::is_some), self.turn.try_get_value())
        else {
            return;
        };
        let late = turn.due <= clock::now();
        // Without a network a browser would try and complain every few seconds; and whoever shows
        // something has to say from when it is.
        let (hidden, offline) = (document().hidden(), !window().navigator().on_line());
        match (open, hidden || offline) {
            (true, true) if offline && !hidden => self.lost(),
            (true, true) => self.close(),
            (true, false) if late && !turn.spoke => self.lost(),
            (false, false) if late => self.open(),
            _ => {}
        }
    }

    fn open(self) {
        let class: Result<Function, _> = js::global("EventSource").dyn_into();
        let url = self.url.get_value().into();
        let made = class.ok().and_then(|it| Reflect::construct(&it, &js::list([url])).ok());
        let Some(source) = made else {
            return self.turn.update_value(|it| it.due = Millis::NEVER);
        };
        self.source.set_value(Some(source.clone()));
        self.turn.update_value(|it| (it.due, it.spoke) = (clock::now().after(PATIENCE), false));
        spawn_local(async move {
            while let Some(word) = next(&source).await {
                // A page that was left, or hidden and seen again, listens to another one.
                if !self.is(&source) {
                    return;
                }
                self.turn.update_value(|it| (it.pause, it.spoke) = (PAUSE, true));
                let heard = self.heard.get_value();
                heard(Some(word));
            }
            if self.is(&source) {
                self.lost();
            }
        });
    }

    fn is(self, source: &JsValue) -> bool {
        self.source.try_with_value(|it| it.as_ref() == Some(source)).unwrap_or_default()
    }

    /// It failed; later it is tried again, each time after a longer while.
    fn lost(self) {
        self.close();
        self.turn.update_value(|it| {
            it.due = clock::now().after(it.pause);
            it.pause = (it.pause * 2).min(LONGEST);
        });
        let heard = self.heard.get_value();
        heard(None);
    }

    fn close(self) {
        let source = self.source.try_update_value(Option::take).flatten();
        if let Some(source) = source {
            let _ = js::call(&source, "close", []);
            // Whoever waits for a word hears that none will come.
            let _ = js::call(&source, "onerror", []);
        }
    }
}

/// The next word; nothing, once there will be none.
async fn next(source: &JsValue) -> Option<Live> {
    loop {
        match js::event(source, "onmessage", ["onerror"]).await {
            // What cannot be read, as after an update of the server, is asked for as ever.
            Ok(event) => return api::parse(&js::get(&event, "data").as_string()?).ok(),
            Err(_) if js::get(source, "readyState").as_f64() == Some(CLOSED) => return None,
            // The browser comes again by itself.
            Err(_) => {}
        }
    }
}
