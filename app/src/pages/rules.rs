//! The numbers of the community: what they are, what they may be, who changed what and when.

use leptos::prelude::*;
use shared::{
    api::{ChangeSetting, ListSettings},
    id::PersonId,
    market::Term,
    problem::{Kind, Problem},
    settings::{NewSetting, Number, Setting, SettingChange, SettingView},
};

use super::{desk::staff_only, show};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{TextField, id_of},
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, heading},
        icon::{Icon, icon},
    },
};

/// Which numbers belong together, in the order in which a wish meets them …
const GROUPS: [&[Setting]; 12] = [
    &[
        Setting::NewWishes,
        Setting::NewWishesTime,
        Setting::LiveWishes,
        Setting::SimilarTime,
        Setting::MatterJoiners,
    ],
    &[Setting::ReviewTarget, Setting::ReviewLate, Setting::AnswerTime, Setting::AnswerReports],
    &[
        Setting::LiveClaims,
        Setting::LiveClaimsOrganisation,
        Setting::Widen,
        Setting::WidenShops,
        Setting::Neighbours,
        Setting::WidenNeighbours,
        Setting::ContactReminder,
        Setting::ContactTime,
        Setting::ContactRelease,
    ],
    &[
        Setting::PromiseService,
        Setting::PromiseGoods,
        Setting::Extension,
        Setting::PromiseReminder,
        Setting::PromiseCall,
        Setting::PromiseRelease,
    ],
    &[
        Setting::WordTries,
        Setting::ConfirmReminder,
        Setting::ConfirmCall,
        Setting::CloseUnconfirmed,
        Setting::FailedCalls,
        Setting::FollowUpShare,
        Setting::FollowUpAge,
        Setting::FollowUp,
        Setting::FollowUpTime,
    ],
    &[Setting::DisputeTime, Setting::DisputeDecision, Setting::ReopenTime, Setting::AppealTime],
    &[
        Setting::OfferTime,
        Setting::OfferTimeUrgent,
        Setting::OfferRefusals,
        Setting::OfferStuck,
        Setting::OfferDecision,
    ],
    &[
        Setting::ForcedReview,
        Setting::Expiry,
        Setting::ExpiryNoticeFirst,
        Setting::ExpiryNoticeSecond,
        Setting::ExpiryNoticeLast,
        Setting::Renewal,
    ],
    &[Setting::FairReleases, Setting::FairTime, Setting::FairPause],
    &[
        Setting::PapersRepair,
        Setting::PapersCompany,
        Setting::PapersGoods,
        Setting::PapersErrand,
        Setting::PapersService,
        Setting::ClassRepair,
        Setting::ClassCompany,
        Setting::ClassGoods,
        Setting::ClassErrand,
        Setting::ClassService,
    ],
    &[Setting::Retention, Setting::MessagesPerDay, Setting::StaffLooks, Setting::HelperLooks],
    &[
        Setting::OfficeOpens,
        Setting::OfficeCloses,
        Setting::DigestFirst,
        Setting::DigestSecond,
        Setting::NightFalls,
        Setting::NightEnds,
    ],
];
/// … and, below them, in which a market does.
const TERMS: [&[Term]; 6] = [
    &[Term::MarketReview, Term::MarketNotice, Term::StallConfirm, Term::StallConfirmLeast],
    &[
        Term::SignUpOpens,
        Term::SignUpCloses,
        Term::WalkIn,
        Term::WalkInElder,
        Term::FewPlaces,
        Term::HouseholdPlaces,
        Term::SoftOverlap,
        Term::ApprovalTime,
        Term::LateCancel,
    ],
    &[Term::OfferFar, Term::OfferNear, Term::OfferLong, Term::OfferMiddle, Term::OfferShort],
    &[
        Term::ReminderFirst,
        Term::ReminderSecond,
        Term::ReconfirmBy,
        Term::CheckInFrom,
        Term::PlaceCodeTime,
        Term::CorrectionTime,
        Term::QueueCall,
        Term::QueueBack,
        Term::Overtime,
    ],
    &[
        Term::NoShowAfter,
        Term::NoShowObjection,
        Term::NoShows,
        Term::NoShowTime,
        Term::NoShowPause,
        Term::MissedShifts,
        Term::MissedShiftTime,
    ],
    &[Term::MarketClose, Term::SummaryReminder, Term::SummaryDue, Term::MarketArchive],
];

fn groups() -> impl Iterator<Item = Vec<Number>> {
    let settings = GROUPS.iter().map(|group| group.iter().map(|it| Number::from(*it)).collect());
    let terms = TERMS.iter().map(|group| group.iter().map(|it| Number::from(*it)).collect());
    settings.chain(terms)
}

/// What outlives a new answer.
#[derive(Clone, Copy)]
struct Changing {
    rules: Load<Vec<SettingView>>,
    attempt: Attempt,
    may: bool,
    open: RwSignal<Option<usize>>,
    which: RwSignal<Option<Number>>,
    value: RwSignal<String>,
    said: RwSignal<String>,
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let me = me::me();
        let may = me.roles(&key).contains(&shared::policy::Role::Administrator);
        let rules = Load::new(move || call(ListSettings, key.clone(), ()));
        let (attempt, open, which, value, said) = Default::default();
        let changing = Changing { rules, attempt, may, open, which, value, said };
        loaded_for_staff(rules, move |all: &Vec<SettingView>| view(&scene, all, changing))
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.rules.title, page)
}

fn view(scene: &Scene, all: &[SettingView], changing: Changing) -> AnyView {
    let t = &scene.t.rules;
    let groups = groups().zip(t.groups).enumerate().map(|(at, (settings, name))| {
        let of_group = all.iter().filter(|it| settings.contains(&it.setting));
        let mut views: Vec<SettingView> = of_group.cloned().collect();
        views.sort_by_key(|it| settings.iter().position(|setting| *setting == it.setting));
        group(scene, at, name, views, changing)
    });
    let said = move || {
        let said = changing.said.get();
        (!said.is_empty()).then(|| view! { <p class="notice good">{said} " " {t.from_now}</p> })
    };
    let read_only = (!changing.may).then(|| view! { <p class="hint">{t.read_only}</p> });
    view! {
        <div class="page">
            {heading(t.title)}
            <p class="quiet">{t.more}</p>
            {read_only}
            <div role="status">{said}</div>
            <ul class="cards">{groups.collect_view()}</ul>
            <a class="more" href=scene.to(Further::Neighbours.page())>{scene.t.neighbour_list.title}</a>
        </div>
    }
    .into_any()
}

fn group(
    scene: &Scene,
    at: usize,
    name: &'static str,
    views: Vec<SettingView>,
    changing: Changing,
) -> AnyView {
    let (t, scene) = (&scene.t.rules, scene.clone());
    let changed = views.iter().filter(|it| it.value != it.default).count();
    let count = (t.count)(views.len(), changed);
    let is_open = move || changing.open.get() == Some(at);
    let expanded = move || if is_open() { "true" } else { "false" };
    let turn = move |_| changing.open.update(|open| *open = (*open != Some(at)).then_some(at));
    let rows = move || {
        let rows = views.iter().map(|it| row(&scene, it, changing)).collect_view();
        is_open().then(|| view! { <ul class="settings">{rows}</ul> })
    };
    view! {
        <li class="card">
            <h2 class="small">
                <button type="button" class="unfold" aria-expanded=expanded on:click=turn>
                    <span>{name} <small>{count}</small></span> {icon(Icon::Forward)}
                </button>
            </h2>
            {rows}
        </li>
    }
    .into_any()
}

fn row(scene: &Scene, it: &SettingView, changing: Changing) -> AnyView {
    let (t, setting) = (&scene.t.rules, it.setting);
    let name = (t.name)(setting);
    let says = |value| (t.value)(value, it.unit);
    let usual = (it.value != it.default).then(|| {
        view! { <small>{(t.usual)(&says(it.default))}</small> }
    });
    let (was, unit, label) = (it.value, it.unit, (t.change_that)(name));
    let chosen = move || changing.which.get() == Some(setting);
    let ask = move |_| {
        changing.attempt.forgive();
        changing.value.set(unit.typed(was));
        changing.which.set(Some(setting));
        request_animation_frame(|| {
            document().get_element_by_id(&id_of("value")).iter().for_each(travel::focus);
        });
    };
    let button = changing.may.then(|| {
        view! {
            <button type="button" class="button plain small" aria-label=label hidden=chosen on:click=ask>
                {t.change}
            </button>
        }
    });
    let (drawn, whole) = (scene.clone(), it.clone());
    let form = move || chosen().then(|| form(&drawn, &whole, changing));
    view! {
        <li>
            <div class="between">
                <p><span>{name}</span> <br/> <strong>{says(it.value)}</strong> " " {usual}</p>
                {button}
            </div>
            {form}
            {history(scene, it)}
        </li>
    }
    .into_any()
}

fn form(scene: &Scene, it: &SettingView, changing: Changing) -> AnyView {
    let (t, attempt, setting) = (&scene.t.rules, changing.attempt, it.setting);
    let says = |value| (t.value)(value, it.unit);
    let range = (t.range)(&it.unit.typed(it.least), &says(it.most), &says(it.default));
    let (key, travel, unit) = (scene.community.key.clone(), travel::travel(), it.unit);
    let save = move || {
        let typed = changing.value.get_untracked();
        let value = unit.read(&typed);
        let value = value.ok_or_else(|| Problem::fields([("value", Kind::OutOfRange)]));
        let input = value.and_then(|value| NewSetting { setting, value }.check());
        let input = match input {
            Ok(input) => input,
            Err(problem) => return attempt.refuse(problem),
        };
        let saved = (t.saved)((t.name)(setting), &(t.value)(input.value, unit));
        attempt.run(ChangeSetting, key.clone(), input, move |all: Vec<SettingView>| {
            changing.which.set(None);
            changing.said.set(saved);
            changing.rules.set(all);
            travel.to_heading();
        });
    };
    view! {
        <div class="form">
            {acted(attempt)}
            <p class="hint" id="range">{range}</p>
            <TextField attempt name="value" label=t.new value=changing.value inputmode="numeric"
                enterkeyhint="done"/>
            <div class="pair-of-buttons">
                <button type="button" class="button plain" on:click=move |_| changing.which.set(None)>
                    {scene.t.common.cancel}
                </button>
                {attempt.button("button", t.save, save)}
            </div>
        </div>
    }
    .into_any()
}

fn history(scene: &Scene, it: &SettingView) -> Option<AnyView> {
    let t = &scene.t.rules;
    let says = |value| (t.value)(value, it.unit);
    let lines = it.changes.iter().map(|change| {
        let minute = (scene.t.times.minute)(change.at);
        let line =
            (t.changed)(&minute, &who(scene, change), &says(change.before), &says(change.after));
        view! { <li>{line}</li> }
    });
    let lines = lines.collect_view();
    (!it.changes.is_empty()).then(|| {
        view! {
            <details>
                <summary><small>{t.history}</small></summary>
                <ul class="plain-list">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

/// The reader, or letters that are the same for the same person.
fn who(scene: &Scene, change: &SettingChange) -> String {
    let PersonId(by) = change.by;
    match me::me().person().is_some_and(|person| person.id == change.by) {
        true => scene.t.rules.you.to_owned(),
        false => {
            let whole = by.simple().to_string();
            (scene.t.rules.colleague)(&whole[whole.len() - 4..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_stands_in_one_group() {
        for number in Number::all() {
            let of = groups().filter(|group| group.contains(&number)).count();
            assert_eq!(of, 1, "{}", number.code());
        }
        assert_eq!(groups().count(), crate::text::zh::rules::RULES.groups.len());
    }
}
