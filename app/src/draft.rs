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
    wish::{AgeBand, Beneficiary, Contact, NewWish, WishKind},
};
use web_sys::Storage;

use crate::{api, mode, random};

const WISH: &str = "linyuan.draft.";
const CONTACT: &str = "linyuan.contact.";

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
    pub name: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub address: RwSignal<String>,
    pub note: RwSignal<String>,
    /// Never kept: to agree is done anew each time.
    pub sensitive: RwSignal<bool>,
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
    key: String,
}

impl Draft {
    /// What was kept, or an empty draft; from now on each change is kept.
    pub fn open(community: &CommunityKey) -> Self {
        let kept: Kept = read(mode::storage(), &format!("{WISH}{community}"));
        let contact: Contact = read(session(), &format!("{CONTACT}{community}"));
        let draft = Self {
            kind: RwSignal::new(kept.kind),
            title: RwSignal::new(kept.title),
            story: RwSignal::new(kept.story),
            when: RwSignal::new(kept.when),
            band: RwSignal::new(Some(kept.band)),
            beneficiary: RwSignal::new(Some(kept.beneficiary)),
            node: RwSignal::new(kept.node),
            name: RwSignal::new(contact.name),
            phone: RwSignal::new(contact.phone),
            address: RwSignal::new(contact.address),
            note: RwSignal::new(contact.note),
            sensitive: RwSignal::new(false),
            key: RwSignal::new(kept.key),
            community: StoredValue::new(community.0.clone()),
        };
        Effect::new(move |before: Option<(Kept, Contact)>| {
            let now = (Kept { key: String::new(), ..draft.kept() }, draft.contact());
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

    fn keep(self) {
        let community = self.community.get_value();
        write(mode::storage(), &format!("{WISH}{community}"), &self.kept());
        write(session(), &format!("{CONTACT}{community}"), &self.contact());
    }

    /// As it would be sent now; follows each change.
    pub fn wish(self) -> NewWish {
        NewWish {
            kind: self.kind.get().unwrap_or_default(),
            title: self.title.get(),
            story: self.story.get(),
            when: self.when.get(),
            age_band: self.band.get().flatten(),
            beneficiary: self.beneficiary.get().unwrap_or_default(),
            guardian: None,
            node: self.node.get().map(|node| node.id),
            contact: self.contact(),
            preview_seen: true,
            sensitive_agreed: self.sensitive.get(),
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
        self.sensitive.set(false);
        let texts =
            [self.title, self.story, self.when, self.name, self.phone, self.address, self.note];
        texts.into_iter().chain([self.key]).for_each(|text| text.set(String::new()));
        untrack(|| self.keep());
    }

    /// Whether anything has been written.
    pub fn is_begun(self) -> bool {
        Kept { key: String::new(), ..self.kept() } != Kept::default()
            || self.contact() != Contact::default()
    }
}

/// Forgets what anyone typed on this phone, as when somebody signs out.
pub fn wipe_all() {
    for storage in [mode::storage(), session()].into_iter().flatten() {
        let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
        let ours = |name: &String| name.starts_with(WISH) || name.starts_with(CONTACT);
        for name in names.filter(ours).collect::<Vec<_>>() {
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
