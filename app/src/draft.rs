//! A wish that is not sent yet: kept on this phone at every change, so that a reload, a lost
//! network or a sign-in in between costs nothing.
//!
//! Whom to call and where is kept in this tab only, and both are gone once the wish is sent or the
//! person signs out.

use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{
    community::CommunityKey,
    grid::PublicNode,
    id::{MarketId, RoundId},
    time::Millis,
    wish::{
        AgeBand, Beneficiary, ConsentWay, Contact, Guardian, GuardianRelation, MyWish, NewWish,
        WishKind,
    },
};
use web_sys::Storage;

use crate::{api, clock, mode, random};

const WISH: &str = "linyuan.draft.";
const CONTACT: &str = "linyuan.contact.";
const CONSENT: &str = "linyuan.consent.";

/// The fields of the three screens.
#[derive(Clone, Copy)]
pub struct Draft {
    pub kind: RwSignal<Option<WishKind>>,
    pub title: RwSignal<String>,
    pub story: RwSignal<String>,
    pub when: RwSignal<String>,
    /// Chosen to be said or not, if anything is chosen.
    pub band: RwSignal<Option<Option<AgeBand>>>,
    pub beneficiary: RwSignal<Option<Beneficiary>>,
    pub node: RwSignal<Option<PublicNode>>,
    pub round: RwSignal<Option<RoundId>>,
    /// The market at which it is made.
    pub market: RwSignal<Option<MarketId>>,
    pub name: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub address: RwSignal<String>,
    pub note: RwSignal<String>,
    /// For a child: who agreed, and how.
    pub guardian: RwSignal<String>,
    pub relation: RwSignal<Option<GuardianRelation>>,
    pub way: RwSignal<Option<ConsentWay>>,
    /// Whether the guardian makes the wish.
    pub by_guardian: RwSignal<Option<bool>>,
    pub agreed: RwSignal<bool>,
    agreed_at: RwSignal<Option<Millis>>,
    /// Never kept: to agree is done anew each time.
    pub sensitive: RwSignal<bool>,
    /// For another adult, who agrees to it; never kept either.
    pub proxy: RwSignal<bool>,
    /// Under which key it is sent. Another text is another wish, with another key.
    key: RwSignal<String>,
    community: StoredValue<String>,
}

/// What stays on the phone.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(default)]
struct Kept {
    kind: Option<WishKind>,
    title: String,
    story: String,
    when: String,
    band: Option<AgeBand>,
    beneficiary: Beneficiary,
    node: Option<PublicNode>,
    round: Option<RoundId>,
    market: Option<MarketId>,
    key: String,
}

/// A guardian's consent, which stays as long as the tab.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(default)]
struct Consent {
    name: String,
    relation: Option<GuardianRelation>,
    way: Option<ConsentWay>,
    by_staff: bool,
    agreed_at: Option<Millis>,
}

impl Draft {
    /// What was kept, or an empty draft; from now on each change is kept.
    pub fn open(community: &CommunityKey) -> Self {
        let kept: Kept = read(mode::storage(), &format!("{WISH}{community}"));
        let contact: Contact = read(session(), &format!("{CONTACT}{community}"));
        let consent: Consent = read(session(), &format!("{CONSENT}{community}"));
        let draft = Self {
            kind: RwSignal::new(kept.kind),
            title: RwSignal::new(kept.title),
            story: RwSignal::new(kept.story),
            when: RwSignal::new(kept.when),
            band: RwSignal::new(Some(kept.band)),
            beneficiary: RwSignal::new(Some(kept.beneficiary)),
            node: RwSignal::new(kept.node),
            round: RwSignal::new(kept.round),
            market: RwSignal::new(kept.market),
            name: RwSignal::new(contact.name),
            phone: RwSignal::new(contact.phone),
            address: RwSignal::new(contact.address),
            note: RwSignal::new(contact.note),
            guardian: RwSignal::new(consent.name),
            relation: RwSignal::new(consent.relation),
            way: RwSignal::new(consent.way),
            by_guardian: RwSignal::new(Some(!consent.by_staff)),
            agreed: RwSignal::new(consent.agreed_at.is_some()),
            agreed_at: RwSignal::new(consent.agreed_at),
            sensitive: RwSignal::new(false),
            proxy: RwSignal::new(false),
            key: RwSignal::new(kept.key),
            community: StoredValue::new(community.0.clone()),
        };
        Effect::new(move |_| {
            let agreed = draft.agreed.get();
            draft.agreed_at.update(|at| *at = agreed.then(|| at.unwrap_or_else(clock::now)));
        });
        Effect::new(move |before: Option<(Kept, Contact, Consent)>| {
            let kept = Kept { key: String::new(), ..draft.kept() };
            let now = (kept, draft.contact(), draft.consent());
            if before.is_some_and(|before| before != now) {
                draft.key.set(String::new());
            }
            now
        });
        Effect::new(move |_| draft.keep());
        draft
    }

    fn kept(self) -> Kept {
        Kept {
            kind: self.kind.get(),
            title: self.title.get(),
            story: self.story.get(),
            when: self.when.get(),
            band: self.band.get().flatten(),
            beneficiary: self.beneficiary.get().unwrap_or_default(),
            node: self.node.get(),
            round: self.round.get(),
            market: self.market.get(),
            key: self.key.get(),
        }
    }

    fn contact(self) -> Contact {
        Contact {
            name: self.name.get(),
            phone: self.phone.get(),
            address: self.address.get(),
            note: self.note.get(),
        }
    }

    fn consent(self) -> Consent {
        Consent {
            name: self.guardian.get(),
            relation: self.relation.get(),
            way: self.way.get(),
            by_staff: self.by_guardian.get() == Some(false),
            agreed_at: self.agreed_at.get(),
        }
    }

    /// Whether it is for a child; follows the choice.
    pub fn is_minors(self) -> bool {
        self.beneficiary.get() == Some(Beneficiary::Minor)
    }

    /// The consent, where all of it is there.
    fn guardian(self) -> Option<Guardian> {
        let Consent { name, relation, way, by_staff, agreed_at } = self.consent();
        let is_poster = !by_staff;
        // Who agrees for the own child does so here and now.
        let way = if is_poster { Some(ConsentWay::InPerson) } else { way };
        let (relation, way, agreed_at) = (relation?, way?, agreed_at?);
        Some(Guardian { name, relation, way, agreed_at, is_poster })
    }

    fn keep(self) {
        let community = self.community.get_value();
        write(session(), &format!("{CONSENT}{community}"), &self.consent());
        write(mode::storage(), &format!("{WISH}{community}"), &self.kept());
        write(session(), &format!("{CONTACT}{community}"), &self.contact());
    }

    /// As it would be sent now; follows each change.
    pub fn wish(self) -> NewWish {
        // Of a child, others learn no more than the wish.
        let minor = self.is_minors();
        NewWish {
            kind: self.kind.get().unwrap_or_default(),
            title: self.title.get(),
            story: if minor { String::new() } else { self.story.get() },
            when: self.when.get(),
            age_band: self.band.get().flatten().filter(|_| !minor),
            beneficiary: self.beneficiary.get().unwrap_or_default(),
            guardian: self.guardian().filter(|_| minor),
            node: self.node.get().map(|node| node.id),
            round: self.round.get(),
            market: self.market.get(),
            contact: self.contact(),
            preview_seen: true,
            sensitive_agreed: self.sensitive.get(),
            proxy_agreed: self.proxy.get(),
        }
    }

    /// The key to send it under, the same until something changes or [`Draft::is_answered`].
    pub fn key(self) -> String {
        if self.key.read_untracked().is_empty() {
            self.key.set(random::uuid());
            // Before it is sent, since the page may be gone after.
            untrack(|| self.keep());
        }
        self.key.get_untracked()
    }

    /// The server has answered; what comes next is another attempt.
    pub fn is_answered(self) {
        self.key.set(String::new());
    }

    /// Empties all fields, and forgets what was kept.
    pub fn wipe(self) {
        self.kind.set(None);
        self.band.set(Some(None));
        self.beneficiary.set(Some(Beneficiary::default()));
        self.node.set(None);
        self.round.set(None);
        self.market.set(None);
        self.sensitive.set(false);
        self.proxy.set(false);
        self.relation.set(None);
        self.way.set(None);
        self.by_guardian.set(Some(true));
        self.agreed.set(false);
        self.agreed_at.set(None);
        let texts = [self.title, self.story, self.when, self.name, self.phone, self.address];
        let texts = texts.into_iter().chain([self.note, self.guardian]);
        texts.chain([self.key]).for_each(|text| text.set(String::new()));
        untrack(|| self.keep());
    }

    /// Whether anything has been written.
    pub fn is_begun(self) -> bool {
        Kept { key: String::new(), ..self.kept() } != Kept::default()
            || self.contact() != Contact::default()
    }
}

/// Begins another wish with the words of one that was not published, unless another is begun
/// already.
pub fn again(community: &CommunityKey, wish: &MyWish) {
    let name = format!("{WISH}{community}");
    let begun: Kept = read(mode::storage(), &name);
    if begun.title.is_empty() {
        let (title, story, when) = (wish.title.clone(), wish.story.clone(), wish.when.clone());
        let kept = Kept { kind: Some(wish.kind), title, story, when, ..Kept::default() };
        write(mode::storage(), &name, &kept);
    }
}

/// A text that is kept on this phone at every change until it is what it was `before`: words for
/// one step that are not sent yet.
pub fn kept_text(name: &str, before: &str) -> RwSignal<String> {
    let name = format!("{WISH}{name}");
    let kept = mode::storage().and_then(|kept| kept.get_item(&name).ok()?);
    let text = RwSignal::new(kept.unwrap_or_else(|| before.to_owned()));
    let before = before.to_owned();
    Effect::new(move |_| {
        let now = text.get();
        mode::keep(&name, (now != before).then_some(now));
    });
    text
}

/// The same for anything else that is filled in.
pub fn kept<T>(name: &str, before: T) -> RwSignal<T>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let name = format!("{WISH}{name}");
    let kept = mode::storage().and_then(|kept| kept.get_item(&name).ok()?);
    // What an older app kept and this one cannot read is as good as nothing.
    let found = kept.and_then(|kept| api::parse(&kept).ok());
    let value = RwSignal::new(found.unwrap_or_else(|| before.clone()));
    Effect::new(move |_| {
        let now = value.get();
        mode::keep(&name, (now != before).then(|| serde_json::to_string(&now).ok()).flatten());
    });
    value
}

/// Whether anything is kept whose name begins so.
pub fn is_kept(name: &str) -> bool {
    let (Some(kept), name) = (mode::storage(), format!("{WISH}{name}")) else { return false };
    (0..kept.length().unwrap_or(0))
        .filter_map(|at| kept.key(at).ok()?)
        .any(|it| it.starts_with(&name))
}

/// Forgets the texts that were kept for a wish, once they are sent.
pub fn forget(wish: &str) {
    remove(|name| name.starts_with(WISH) && name.contains(wish));
}

/// Forgets what anyone typed on this phone, as when somebody signs out.
pub fn wipe_all() {
    remove(|name| [WISH, CONTACT, CONSENT].iter().any(|it| name.starts_with(it)));
}

fn remove(ours: impl Fn(&str) -> bool) {
    for storage in [mode::storage(), session()].into_iter().flatten() {
        let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
        for name in names.filter(|name| ours(name)).collect::<Vec<_>>() {
            // A browser that refuses has kept nothing either.
            let _ = storage.remove_item(&name);
        }
    }
}

/// What lives as long as the tab.
fn session() -> Option<Storage> {
    window().session_storage().ok()?
}

fn read<T: DeserializeOwned + Default>(from: Option<Storage>, name: &str) -> T {
    let kept = from.and_then(|from| from.get_item(name).ok()?);
    // What an older app kept and this one cannot read is as good as nothing.
    kept.and_then(|kept| api::parse(&kept).ok()).unwrap_or_default()
}

fn write<T: Serialize + Default + PartialEq>(to: Option<Storage>, name: &str, value: &T) {
    let Some(to) = to else { return };
    let kept = serde_json::to_string(value).ok().filter(|_| *value != T::default());
    // A browser that keeps nothing still lets people write and send.
    let _ = match kept {
        Some(kept) => to.set_item(name, &kept),
        None => to.remove_item(name),
    };
}
