//! Of which team or shop somebody is who applies: one that is there, or another of that name.

use leptos::prelude::*;
use shared::{
    helper::{Application, Team},
    id::{ApplicationId, AppointmentId},
};

use crate::scene::Scene;

/// What the desk says about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    Nothing,
    One(AppointmentId),
    /// Another than all that are there.
    New,
}

impl Chosen {
    /// As it is sent, once something was said, or where nothing has to be.
    pub fn team(self, it: &Application) -> Option<Option<AppointmentId>> {
        match self {
            Chosen::One(id) => Some(Some(id)),
            Chosen::New => Some(None),
            Chosen::Nothing => it.teams.is_empty().then_some(None),
        }
    }
}

/// Large choices, where there is a team of such a name.
pub fn field(
    scene: &Scene,
    it: &Application,
    chosen: RwSignal<Chosen>,
    lacks: RwSignal<bool>,
) -> Option<AnyView> {
    let t = &scene.t.desk;
    let says = |team: &Team| (t.team_of)(&team.name, team.members, &team.node);
    let ways = it.teams.iter().map(|team| (Chosen::One(team.id), says(team)));
    let ways = ways.chain([(Chosen::New, t.team_new.to_owned())]);
    let choices = ways.enumerate().map(|(at, (way, says))| choice(it.id, at, way, says, chosen));
    let lacking = move || {
        let lacks = lacks.get() && chosen.get() == Chosen::Nothing;
        lacks.then(|| view! { <p class="error" role="alert">{t.team_lacks}</p> })
    };
    let draw = || {
        view! {
            <fieldset class="field">
                <legend>{t.team}</legend>
                <p class="hint">{t.team_hint}</p>
                {lacking}
                <div class="choices">{choices.collect_view()}</div>
            </fieldset>
        }
        .into_any()
    };
    (!it.teams.is_empty()).then(draw)
}

fn choice(
    of: ApplicationId,
    at: usize,
    way: Chosen,
    says: String,
    chosen: RwSignal<Chosen>,
) -> AnyView {
    let (id, name) = (format!("team-{of}-{at}"), format!("team-{of}"));
    view! {
        <div class="choice">
            <input type="radio" id=id.clone() name=name prop:checked=move || chosen.get() == way
                on:change=move |_| chosen.set(way)/>
            <label for=id>{says}</label>
        </div>
    }
    .into_any()
}
