//! Signing in, wherever it is needed: the phone number, then the code that came by SMS.

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use shared::{
    api::{AskForCode, EnterCode},
    person::{AskCode, CodeSent, Me, NOTICE_VERSION, SignIn},
    problem::{Kind, Problem},
};

use super::{
    attempt::Attempt,
    field::{TextField, TickField},
    form::Form,
};
use crate::{place::Page, scene::Scene, text, travel};

/// What happens when somebody is in.
pub trait Entered: Fn(Me) + Clone + Send + 'static {}
impl<F: Fn(Me) + Clone + Send + 'static> Entered for F {}

/// What was typed so far.
#[derive(Clone, Copy)]
pub struct Signing {
    phone: RwSignal<String>,
    code: RwSignal<String>,
    agreed: RwSignal<bool>,
    sent: RwSignal<Option<CodeSent>>,
    /// After how many seconds another code may be asked for.
    wait: RwSignal<u32>,
    ask: Attempt,
    enter: Attempt,
}

impl Signing {
    pub fn new() -> Self {
        let signing = Self {
            phone: RwSignal::default(),
            code: RwSignal::default(),
            agreed: RwSignal::new(false),
            sent: RwSignal::new(None),
            wait: RwSignal::new(0),
            ask: Attempt::new(),
            enter: Attempt::new().blame("code", &[Kind::WrongCode, Kind::CodeSpent]),
        };
        let tick = move || signing.wait.update(|wait| *wait = wait.saturating_sub(1));
        let second = std::time::Duration::from_secs(1);
        let timer: Option<IntervalHandle> = set_interval_with_handle(tick, second).ok();
        on_cleanup(move || timer.iter().for_each(IntervalHandle::clear));
        signing
    }

    fn send(self) {
        let input = AskCode { phone: self.phone.get_untracked() };
        let (t, travel) = (text::now(), travel::travel());
        self.ask.run(AskForCode, (), input, move |sent: CodeSent| {
            travel.say((t.sign_in.sent)(&sent.phone));
            self.wait.set(sent.wait_seconds);
            self.code.set(String::new());
            self.enter.forgive();
            self.sent.set(Some(sent));
            request_animation_frame(|| {
                document().get_element_by_id("field-code").iter().for_each(travel::focus);
            });
        });
    }
}

/// Whichever of the two is next.
pub fn sign_in(scene: &Scene, signing: Signing, entered: impl Entered) -> AnyView {
    let scene = scene.clone();
    let step = move || match signing.sent.get() {
        None => ask_phone(&scene, signing),
        Some(sent) => ask_code(&scene, signing, sent, entered.clone()),
    };
    step.into_any()
}

fn ask_phone(scene: &Scene, signing: Signing) -> AnyView {
    let (t, notice) = (&scene.t.sign_in, scene.to(Page::Privacy));
    let submit = Box::new(move || {
        let phone = AskCode { phone: signing.phone.get_untracked() }.check().err();
        let mut fields = phone.map(|problem| problem.fields).unwrap_or_default();
        if !signing.agreed.get_untracked() {
            fields.extend(Problem::fields([("notice_version", Kind::ConsentNeeded)]).fields);
        }
        match fields.is_empty() {
            true => signing.send(),
            false => signing.ask.refuse(Problem { fields, ..Kind::Invalid.into() }),
        }
    });
    let link = move || {
        view! {
            <p class="hint"><a href=notice.clone()>{t.agree_link}</a> " " {(t.agree_version)(NOTICE_VERSION)}</p>
        }
    };
    view! {
        <p>{t.more}</p>
        <Form attempt=signing.ask button=t.send submit>
            <TextField attempt=signing.ask name="phone" label=t.phone hint=t.phone_hint value=signing.phone
                kind="tel" inputmode="tel" autocomplete="tel" enterkeyhint="next"/>
            <TickField attempt=signing.ask name="notice_version" label=t.agree_whole value=signing.agreed more=link/>
        </Form>
    }
    .into_any()
}

fn ask_code(scene: &Scene, signing: Signing, sent: CodeSent, entered: impl Entered) -> AnyView {
    let t = &scene.t.sign_in;
    let submit = Box::new(move || {
        let input = SignIn { code: signing.code.get_untracked(), notice_version: NOTICE_VERSION };
        if let Err(problem) = input.check() {
            return signing.enter.refuse(problem);
        }
        signing.enter.run(EnterCode, (), input, entered.clone());
    });
    let another = move |_| signing.sent.set(None);
    view! {
        <p role="status">{(t.sent)(&sent.phone)}</p>
        <Form attempt=signing.enter button=t.enter submit>
            <TextField attempt=signing.enter name="code" label=t.code value=signing.code
                inputmode="numeric" autocomplete="one-time-code" enterkeyhint="done"/>
        </Form>
        {again(signing)}
        {signing.ask.notice()}
        <button type="button" class="button plain" on:click=another>{t.another_phone}</button>
        <div class="card"><h2 class="small">{t.no_code}</h2><p>{t.no_code_more}</p></div>
    }
    .into_any()
}

/// Another code, once the time is over.
fn again(signing: Signing) -> AnyView {
    let t = &text::now().sign_in;
    (move || match signing.wait.get() {
        0 => signing.ask.button("button plain", t.again, move || signing.send()),
        seconds => view! { <p class="hint">{(t.again_in)(seconds)}</p> }.into_any(),
    })
    .into_any()
}
