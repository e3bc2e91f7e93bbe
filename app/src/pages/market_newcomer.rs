//! Whoever is not signed in yet signs in where a place was pressed, and has it.

use leptos::prelude::*;
use shared::{market::PublicSlot, person::Me};

use crate::{
    components::{
        dialog::Dialog,
        sign_in::{Signing, sign_in},
    },
    me,
    scene::Scene,
};

/// What was pressed, and what was typed since.
#[derive(Clone, Copy)]
pub struct Newcomer {
    open: RwSignal<bool>,
    slot: RwSignal<Option<PublicSlot>>,
    signing: Signing,
}

impl Newcomer {
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), slot: RwSignal::new(None), signing: Signing::new() }
    }

    /// Asks for the phone, and keeps what was pressed.
    pub fn asks(self, slot: &PublicSlot) {
        self.slot.set(Some(slot.clone()));
        self.open.set(true);
    }
}

/// The two steps of signing in; then `sign_up` gets the slot.
pub fn newcomer(
    scene: &Scene,
    newcomer: Newcomer,
    sign_up: impl Fn(&PublicSlot) + Clone + Send + 'static,
) -> AnyView {
    let (t, me, scene) = (&scene.t.markets, me::me(), scene.clone());
    let form = move || {
        let slot = newcomer.slot.get().filter(|_| me.person().is_none())?;
        let sign_up = sign_up.clone();
        let entered = move |who: Me| {
            newcomer.open.set(false);
            me.set(who);
            sign_up(&slot);
        };
        Some(sign_in(&scene, newcomer.signing, entered))
    };
    view! {
        <Dialog open=newcomer.open title=t.newcomer>
            <p>{t.newcomer_more}</p>
            {form}
        </Dialog>
    }
    .into_any()
}
