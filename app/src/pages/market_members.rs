//! For whom a place is: for oneself, or for somebody of the household.

use leptos::prelude::*;
use shared::{
    api::{AddMember, RemoveMember},
    market::{Member, NewMember, Nickname},
    problem::Problem,
};

use crate::{
    components::{attempt::Attempt, dialog::Dialog, field::TextField, form::Form},
    scene::Scene,
    text::visiting::of,
    travel,
    view::icon::{Icon, icon},
};

/// The household, and for whom the next tap is.
#[derive(Clone, Copy)]
pub struct Household {
    pub members: RwSignal<Vec<Member>>,
    /// Nothing for oneself.
    pub chosen: RwSignal<Option<Member>>,
    asks: RwSignal<bool>,
}

impl Household {
    pub fn new() -> Self {
        Self {
            members: RwSignal::default(),
            chosen: RwSignal::new(None),
            asks: RwSignal::new(false),
        }
    }

    /// As it is now; whoever is gone is chosen no more.
    pub fn set(self, members: Vec<Member>) {
        let gone = |it: &Member| members.iter().all(|other| other.id != it.id);
        if self.chosen.read_untracked().as_ref().is_some_and(gone) {
            self.chosen.set(None);
        }
        self.members.set(members);
    }
}

/// One of them is pressed; whoever has named nobody sees one quiet button.
pub fn chooser(scene: &Scene, household: Household) -> AnyView {
    let t = &scene.t.markets;
    let chip = move |member: Option<Member>| {
        let says = member.as_ref().map_or(t.myself, |it| it.nickname.reveal()).to_owned();
        let same = member.clone();
        let pressed = move || if *household.chosen.read() == same { "true" } else { "false" };
        let choose = move |_| household.chosen.set(member.clone());
        view! { <button type="button" class="chip" aria-pressed=pressed on:click=choose>{says}</button> }
    };
    let chips = move || {
        let members = household.members.get();
        let all = (!members.is_empty())
            .then(|| std::iter::once(None).chain(members.into_iter().map(Some)));
        all.map(|all| all.map(chip).collect_view())
    };
    view! {
        <div class="chips" role="group" aria-label=t.for_whom>
            {chips}
            <button type="button" class="chip" on:click=move |_| household.asks.set(true)>
                {t.another} {icon(Icon::Forward)}
            </button>
        </div>
    }
    .into_any()
}

/// Names somebody, or takes somebody away.
pub fn members(scene: &Scene, household: Household) -> AnyView {
    let (t, attempt, nickname) = (&scene.t.markets, Attempt::new(), RwSignal::new(String::new()));
    let (community, travel) = (scene.community.key.clone(), travel::travel());
    let submit = Box::new(move || {
        let typed = match Nickname::new(&nickname.read_untracked()) {
            Ok(typed) => typed,
            Err(kind) => return attempt.refuse(Problem::fields([("nickname", kind)])),
        };
        let new = NewMember { nickname: typed.clone() };
        attempt.run(AddMember, community.clone(), new, move |all: Vec<Member>| {
            let added = all.iter().rfind(|it| it.nickname == typed).cloned();
            household.set(all);
            household.chosen.set(added);
            household.asks.set(false);
            nickname.set(String::new());
            travel.say((t.chosen)(typed.reveal()));
        });
    });
    let going = Going { household, who: RwSignal::new(None), open: RwSignal::new(false) };
    let remove = move |member: Member| {
        let says = (t.remove)(member.nickname.reveal());
        let ask = move |_| {
            going.who.set(Some(member.clone()));
            going.open.set(true);
        };
        view! { <button type="button" class="button plain" on:click=ask>{says}</button> }
    };
    let all = move || household.members.get().into_iter().map(&remove).collect_view();
    view! {
        <Dialog open=household.asks title=t.household>
            <p>{t.household_more}</p>
            <Form attempt button=t.add submit>
                <TextField attempt name="nickname" label=t.nickname hint=t.nickname_hint value=nickname
                    longest=Nickname::LONGEST enterkeyhint="done"/>
            </Form>
            {all}
        </Dialog>
        {question(scene, going)}
    }
    .into_any()
}

/// Who is to be taken away, while it is asked for sure.
#[derive(Clone, Copy)]
struct Going {
    household: Household,
    who: RwSignal<Option<Member>>,
    open: RwSignal<bool>,
}

/// The places of who goes are given to others, so that one tap is not enough.
fn question(scene: &Scene, going: Going) -> AnyView {
    let (t, attempt, travel) = (&of(scene.t).household, Attempt::new(), travel::travel());
    let Going { household, who, open } = going;
    let more = move || who.read().as_ref().map(|it| (t.more)(it.nickname.reveal()));
    let key = scene.community.key.clone();
    let yes = move || {
        let Some(member) = who.get_untracked() else { return };
        let at = (key.clone(), member.id);
        attempt.run(RemoveMember, at, (), move |all: Vec<Member>| {
            household.set(all);
            open.set(false);
            travel.say((t.gone)(member.nickname.reveal()));
        });
    };
    view! {
        <Dialog open title=t.sure>
            <p>{more}</p>
            {attempt.notice()}
            {attempt.button("button", t.yes, yes)}
        </Dialog>
    }
    .into_any()
}
