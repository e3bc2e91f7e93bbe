//! Every page by its address, in both directions.

use shared::{
    community::CommunityKey,
    id::{NodeId, WishId},
    report::About,
    wish::WishFilter,
};

/// A page, whatever the community.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// `/`, which leads to a community.
    Root,
    SignIn,
    Staff,
    /// By the link that an administrator handed over.
    Enrol(String),
    /// A page of one community.
    In(CommunityKey, Page),
    Nowhere,
}

/// A page of a community.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    Home,
    Wishes,
    Wish(WishId),
    /// "Me too."
    Join(WishId),
    /// Something is wrong with it.
    Report(About),
    Node(NodeId),
    Find,
    New,
    Mine,
    MyData,
    Inbox,
    MyWish(WishId),
    Claim(WishId),
    Helper,
    Desk,
    Review(WishId),
    /// A wish that staff look after.
    StaffWish(WishId),
    Settings,
    Privacy,
    Figures,
    /// Whatever [`crate::place_further`] reads in the rest of the address.
    Further(String),
}

impl Place {
    /// The page at a path, without query.
    pub fn of(path: &str) -> Place {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Place::Root,
            ["sign-in"] => Place::SignIn,
            ["staff"] => Place::Staff,
            ["staff", "enrol", token] => Place::Enrol((*token).to_owned()),
            [community, page @ ..] => {
                let key = CommunityKey((*community).to_owned());
                let page = key.is_valid().then(|| Page::of(page)).flatten();
                page.map_or(Place::Nowhere, |page| Place::In(key, page))
            }
        }
    }
}

impl Page {
    fn of(parts: &[&str]) -> Option<Page> {
        Some(match parts {
            [] => Page::Home,
            ["wishes"] => Page::Wishes,
            ["wishes", id] => Page::Wish(id.parse().ok()?),
            ["wishes", id, "join"] => Page::Join(id.parse().ok()?),
            ["wishes", id, "report"] => Page::Report(About::Wish(id.parse().ok()?)),
            ["rounds", id, "report"] => Page::Report(About::Round(id.parse().ok()?)),
            ["markets", id, "report"] => Page::Report(About::Market(id.parse().ok()?)),
            ["nodes", id] => Page::Node(id.parse().ok()?),
            ["find"] => Page::Find,
            ["new"] => Page::New,
            ["mine"] => Page::Mine,
            ["mine", "inbox"] => Page::Inbox,
            ["mine", "data"] => Page::MyData,
            ["mine", id] => Page::MyWish(id.parse().ok()?),
            ["claims", id] => Page::Claim(id.parse().ok()?),
            ["helper"] => Page::Helper,
            ["desk"] => Page::Desk,
            ["desk", "wishes", id] => Page::StaffWish(id.parse().ok()?),
            ["desk", id] => {
                id.parse().map_or_else(|_| Page::Further(parts.join("/")), Page::Review)
            }
            ["rounds" | "bulletin" | "desk" | "markets" | "tickets" | "l", ..] => {
                Page::Further(parts.join("/"))
            }
            ["settings"] => Page::Settings,
            ["privacy"] => Page::Privacy,
            ["figures"] => Page::Figures,
            _ => return None,
        })
    }

    /// Where the page is.
    pub fn path(&self, community: &CommunityKey) -> String {
        match self {
            Page::Home => format!("/{community}"),
            Page::Wishes => format!("/{community}/wishes"),
            Page::Wish(id) => format!("/{community}/wishes/{id}"),
            Page::Join(id) => format!("/{community}/wishes/{id}/join"),
            Page::Report(About::Wish(id)) => format!("/{community}/wishes/{id}/report"),
            Page::Report(About::Round(id)) => format!("/{community}/rounds/{id}/report"),
            Page::Report(About::Market(id)) => format!("/{community}/markets/{id}/report"),
            Page::Node(id) => format!("/{community}/nodes/{id}"),
            Page::Find => format!("/{community}/find"),
            Page::New => format!("/{community}/new"),
            Page::Mine => format!("/{community}/mine"),
            Page::Inbox => format!("/{community}/mine/inbox"),
            Page::MyData => format!("/{community}/mine/data"),
            Page::MyWish(id) => format!("/{community}/mine/{id}"),
            Page::Claim(id) => format!("/{community}/claims/{id}"),
            Page::Helper => format!("/{community}/helper"),
            Page::Desk => format!("/{community}/desk"),
            Page::Review(id) => format!("/{community}/desk/{id}"),
            Page::StaffWish(id) => format!("/{community}/desk/wishes/{id}"),
            Page::Settings => format!("/{community}/settings"),
            Page::Privacy => format!("/{community}/privacy"),
            Page::Figures => format!("/{community}/figures"),
            Page::Further(rest) => format!("/{community}/{rest}"),
        }
    }
}

/// The list of wishes with a filter, as an address.
pub fn wishes(community: &CommunityKey, filter: &WishFilter) -> String {
    let mut query = Vec::new();
    query.extend(filter.status.map(|status| format!("status={}", status.code())));
    query.extend(filter.kind.map(|kind| format!("kind={}", kind.code())));
    if !filter.q.is_empty() {
        query.push(format!("q={}", encoded(&filter.q)));
    }
    query.extend(filter.place.map(|place| format!("place={place}")));
    query.extend(filter.after.map(|after| format!("after={after}")));
    let path = Page::Wishes.path(community);
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// The sign-in page, which leads back to where one came from.
pub fn sign_in(next: &str) -> String {
    format!("/sign-in?next={}", encoded(next))
}

/// The page that opens staff powers, and leads back.
pub fn staff(next: &str) -> String {
    format!("/staff?next={}", encoded(next))
}

/// Where to go after signing in: an address of ours, and never of anyone else.
pub fn next(query: Option<String>) -> String {
    let ours = |path: &String| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t'])
    };
    query.filter(ours).unwrap_or_else(|| "/".to_owned())
}

/// As it may stand in a query.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
    text.bytes().fold(String::new(), |mut out, byte| {
        match plain(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use shared::{
        id::{MarketId, RoundId},
        wish::WishKind,
    };

    use super::*;

    fn key() -> CommunityKey {
        CommunityKey("hantangjiebei".into())
    }

    #[test]
    fn every_page_is_found_at_its_path() {
        let (wish, node) = (WishId::default(), NodeId::default());
        for page in [
            Page::Home,
            Page::Wishes,
            Page::Wish(wish),
            Page::Join(wish),
            Page::Report(About::Wish(wish)),
            Page::Report(About::Round(RoundId::default())),
            Page::Report(About::Market(MarketId::default())),
            Page::Node(node),
            Page::Find,
            Page::New,
            Page::Mine,
            Page::MyData,
            Page::Inbox,
            Page::MyWish(wish),
            Page::Claim(wish),
            Page::Helper,
            Page::Desk,
            Page::Review(wish),
            Page::StaffWish(wish),
            Page::Settings,
            Page::Privacy,
            Page::Figures,
        ] {
            assert_eq!(Place::of(&page.path(&key())), Place::In(key(), page));
        }
    }

    #[test]
    fn other_addresses_lead_where_they_should() {
        assert_eq!(Place::of("/"), Place::Root);
        assert_eq!(Place::of("/sign-in"), Place::SignIn);
        assert_eq!(Place::of("/staff/enrol/abc"), Place::Enrol("abc".into()));
        for wrong in ["/hantangjiebei/wishes/1", "/hantangjiebei/none", "/api", "/A"] {
            assert_eq!(Place::of(wrong), Place::Nowhere, "{wrong}");
        }
    }

    #[test]
    fn a_filter_stands_in_the_address() {
        let filter =
            WishFilter { kind: Some(WishKind::Repair), q: "灯".into(), ..Default::default() };
        assert_eq!(wishes(&key(), &filter), "/hantangjiebei/wishes?kind=repair&q=%E7%81%AF");
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for wrong in ["https://evil.example", "//evil.example", "/\\evil.example", "evil"] {
            assert_eq!(next(Some(wrong.into())), "/", "{wrong}");
        }
        assert_eq!(next(Some("/hantangjiebei/new".into())), "/hantangjiebei/new");
        assert_eq!(next(None), "/");
    }
}
