//! What the server sends before the app is there: the page itself, to read and to share.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::json;
use shared::{
    api::{
        GetFigures, GetHome, GetMarket, GetNode, GetWish, ListCommunities, ListMarkets, ListWishes,
    },
    community::Community,
    endpoint::Endpoint,
    figures::{Funnel, HomePage},
    grid::NodeBoard,
    market::{MarketList, PublicMarket},
    problem::Kind,
    time::Millis,
    wish::{PublicWish, Status, WishFilter, WishPage},
};

use crate::{
    linked_event,
    place::{self, Page},
    place_further::Further,
    scene::Scene,
    text::Language,
    view::{
        self,
        frame::{Frame, Tab, care_link, frame},
    },
};

/// A public page, with what it shows.
pub enum FirstView<'a> {
    Home(&'a HomePage),
    Wishes {
        community: &'a Community,
        page: &'a WishPage,
        filter: &'a WishFilter,
    },
    Wish {
        community: &'a Community,
        wish: &'a PublicWish,
    },
    Node {
        community: &'a Community,
        board: &'a NodeBoard,
    },
    Figures {
        community: &'a Community,
        funnel: &'a Funnel,
    },
    Markets {
        community: &'a Community,
        list: &'a MarketList,
    },
    Market {
        community: &'a Community,
        market: &'a PublicMarket,
    },
    /// Which communities there are.
    Communities(&'a [Arc<Community>]),
    /// Any other page: its header, telephone and foot.
    Plain {
        community: &'a Community,
    },
    /// A page of no community, with the telephone of one; the app asks which there are.
    Elsewhere {
        community: &'a Community,
    },
    /// There is no such page.
    Nowhere {
        community: &'a Community,
    },
}

/// What goes into the shell.
pub struct Rendered {
    pub title: String,
    pub description: String,
    /// Goes into `#app` as it is.
    pub html: String,
    /// Goes into `<script type="application/json" id="first">` as it is: what the app would ask
    /// for first, as one object of answers by address.
    pub data: String,
    /// Goes into a `<script type="application/ld+json">` as it is.
    pub json_ld: Option<String>,
}

/// Draws a page in Chinese, by the same functions as the app.
pub fn render(view: &FirstView, now: Millis) -> Rendered {
    let owner = Owner::new();
    owner.with(|| {
        let scene = Scene {
            t: Language::Chinese.text(),
            now,
            community: Arc::new(view.community().clone()),
            staff: Signal::stored(false),
            unread: Signal::stored(0),
            care: care_link,
        };
        let (title, description) = view.names(&scene);
        let html = view.draw(&scene).to_html();
        let json_ld = view.json_ld(&scene);
        Rendered { title, description, html, data: view.data(), json_ld }
    })
}

/// JSON that cannot end the script it stands in.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

impl FirstView<'_> {
    /// Whose page it is.
    pub fn community(&self) -> &Community {
        match self {
            FirstView::Home(page) => &page.community,
            FirstView::Communities(all) => &all[0],
            FirstView::Wishes { community, .. }
            | FirstView::Wish { community, .. }
            | FirstView::Node { community, .. }
            | FirstView::Figures { community, .. }
            | FirstView::Markets { community, .. }
            | FirstView::Market { community, .. }
            | FirstView::Plain { community }
            | FirstView::Elsewhere { community }
            | FirstView::Nowhere { community } => community,
        }
    }

    /// What the app would ask for first. The list of communities is cut to the one that is shown;
    /// the app asks for the others when it needs them.
    fn data(&self) -> String {
        let key = self.community().key.clone();
        let communities = match self {
            FirstView::Elsewhere { .. } => Err(Kind::NotFound.into()),
            FirstView::Communities(all) => {
                let all: Vec<&Community> = all.iter().map(|it| &**it).collect();
                ListCommunities::url(&(), &()).map(|url| (url, json!(all)))
            }
            _ => ListCommunities::url(&(), &()).map(|url| (url, json!([self.community()]))),
        };
        let page = match self {
            FirstView::Home(page) => GetHome::url(&key, &()).map(|url| (url, json!(page))),
            FirstView::Wishes { page, filter, .. } => {
                ListWishes::url(&key, filter).map(|url| (url, json!(page)))
            }
            FirstView::Wish { wish, .. } => {
                GetWish::url(&(key, wish.id), &()).map(|url| (url, json!(wish)))
            }
            FirstView::Node { board, .. } => {
                GetNode::url(&(key, board.node.id), &()).map(|url| (url, json!(board)))
            }
            FirstView::Figures { funnel, .. } => {
                GetFigures::url(&key, &()).map(|url| (url, json!(funnel)))
            }
            FirstView::Markets { list, .. } => {
                ListMarkets::url(&key, &()).map(|url| (url, json!(list)))
            }
            FirstView::Market { market, .. } => {
                GetMarket::url(&(key, market.id), &()).map(|url| (url, json!(market)))
            }
            FirstView::Communities(_)
            | FirstView::Plain { .. }
            | FirstView::Elsewhere { .. }
            | FirstView::Nowhere { .. } => Err(Kind::NotFound.into()),
        };
        // What cannot be written down is left out, and asked for.
        let answers: serde_json::Map<_, _> = [communities, page].into_iter().flatten().collect();
        in_script(&serde_json::Value::Object(answers).to_string())
    }

    /// Title and description, as browsers, search engines and chats show them.
    fn names(&self, scene: &Scene) -> (String, String) {
        let t = scene.t;
        let name = &scene.community.name;
        match self {
            FirstView::Home(_) | FirstView::Plain { .. } | FirstView::Elsewhere { .. } => {
                (scene.title(t.home.title), (t.home.about)(name))
            }
            FirstView::Communities(_) => (view::communities::title(scene), String::new()),
            FirstView::Wishes { .. } => (scene.title(t.wishes.title), (t.wishes.about)(name)),
            FirstView::Wish { wish, .. } => {
                let about = (t.wish.about)(&wish.place_name, (t.names.kind)(wish.kind));
                let removed = wish.status == Status::Removed;
                (scene.title(if removed { t.wish.removed } else { &wish.title }), about)
            }
            FirstView::Node { board, .. } => {
                (scene.title(&board.node.name), (t.grid.about)(&board.node.name, name))
            }
            FirstView::Figures { .. } => (scene.title(t.figures.title), t.figures.more.into()),
            FirstView::Markets { .. } => (scene.title(t.markets.title), t.markets.more.into()),
            FirstView::Market { market, .. } => {
                let day = (t.times.day)(market.starts_at);
                (scene.title(&market.title), (t.markets.about)(&market.place_name, &day))
            }
            FirstView::Nowhere { .. } => (scene.title(t.common.nowhere), String::new()),
        }
    }

    fn draw(&self, scene: &Scene) -> AnyView {
        let t = &scene.t.common;
        match self {
            FirstView::Home(page) => {
                frame(scene, Frame::tab(Tab::Home), view::home::home(scene, page))
            }
            FirstView::Communities(all) => view::communities::communities(scene, all),
            FirstView::Wishes { page, filter, .. } => {
                let more = view::wishes::more_link(scene, filter, page);
                let page = view::wishes::wishes(scene, filter, page, more);
                frame(scene, Frame::tab(Tab::Wishes), page)
            }
            FirstView::Wish { wish, .. } => {
                let above = Frame::below(scene.to(Page::Wishes), t.wishes);
                let here = place::sign_in(&scene.to(Page::Wish(wish.id)));
                let open = wish.status == Status::Open;
                let claim = open.then(|| view::wish::claim_link(scene, here));
                let page = view! { {view::wish::wish(scene, wish)} {claim} }.into_any();
                frame(scene, above, page)
            }
            FirstView::Node { board, .. } => {
                let above = Frame::below_tab(scene.to(Page::Find), t.find, Tab::Home);
                frame(scene, above, view::node::node(scene, board))
            }
            FirstView::Plain { .. } | FirstView::Elsewhere { .. } => {
                let wait = view! { <p role="status" class="loading">{t.loading}</p> }.into_any();
                frame(scene, Frame::tab(Tab::Home), wait)
            }
            FirstView::Figures { funnel, .. } => {
                let above = Frame::below_tab(scene.to(Page::Home), t.home, Tab::Home);
                frame(scene, above, view::figures::figures(scene, funnel))
            }
            FirstView::Markets { list, .. } => {
                let above = Frame::below_tab(scene.to(Page::Home), t.home, Tab::Home);
                frame(scene, above, view::market::markets(scene, list))
            }
            FirstView::Market { market, .. } => {
                let all = scene.to(Further::Markets.page());
                let above = Frame::below_tab(all, scene.t.markets.title, Tab::Home);
                let slot = |_: &_, slot: &_| view::market::plain_slot(scene, slot);
                let page = view::market::market(scene, market, ().into_any(), &slot);
                frame(scene, above, page)
            }
            FirstView::Nowhere { .. } => {
                frame(scene, Frame::tab(Tab::Home), view::nowhere::nowhere(scene))
            }
        }
    }

    fn json_ld(&self, scene: &Scene) -> Option<String> {
        let community = &scene.community;
        let place = json!({
            "@type": "Organization",
            "name": community.name,
            "telephone": community.phone,
            "areaServed": community.district,
        });
        let item = |wish: &PublicWish| {
            json!({
                "@type": "Demand",
                "name": wish.title,
                "description": wish.story,
                "url": scene.to(Page::Wish(wish.id)),
                "availabilityStarts": wish.opened_at.date().map(|day| day.to_string()),
                "areaServed": wish.place_name,
            })
        };
        let list = |wishes: &[PublicWish]| json!({ "@type": "ItemList", "itemListElement": wishes.iter().map(item).collect::<Vec<_>>() });
        let mut about = match self {
            FirstView::Home(_) => place,
            FirstView::Wishes { page, .. } => list(&page.wishes),
            FirstView::Wish { wish, .. } => item(wish),
            FirstView::Node { board, .. } => json!({
                "@type": "AdministrativeArea",
                "name": board.node.name,
                "telephone": board.phone,
                "containedInPlace": place,
            }),
            FirstView::Markets { list, .. } => json!({
                "@type": "ItemList",
                "itemListElement": list.ahead.iter().map(|it| json!({
                    "@type": "ListItem",
                    "url": scene.to(Further::Market(it.id).page()),
                    "name": it.title,
                })).collect::<Vec<_>>(),
            }),
            FirstView::Market { market, .. } => linked_event::event(scene, market),
            FirstView::Communities(_)
            | FirstView::Figures { .. }
            | FirstView::Plain { .. }
            | FirstView::Elsewhere { .. }
            | FirstView::Nowhere { .. } => return None,
        };
        about["@context"] = json!("https://schema.org");
        Some(in_script(&about.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use shared::id::CommunityId;

    use super::*;

    fn community() -> Community {
        Community {
            id: CommunityId::default(),
            key: shared::community::CommunityKey("hantangjiebei".into()),
            name: "汉唐街北社区".into(),
            district: "西安市新城区".into(),
            phone: "029-8888 0000".into(),
            hours: "周一至周五 8:30–18:00".into(),
            levels: vec!["一级网格".into()],
        }
    }

    fn home(name: &str) -> Rendered {
        let funnel = Funnel {
            posted: 130,
            approved: 130,
            claimed: 128,
            fulfilled: 120,
            ..Funnel::default()
        };
        let page = HomePage {
            community: Community { name: name.into(), ..community() },
            funnel,
            wishes: vec![],
        };
        render(&FirstView::Home(&page), Millis(1_795_276_740_000))
    }

    #[test]
    fn the_first_page_is_readable_without_the_app() {
        let page = home("汉唐街北社区");
        for words in ["120", "共认领 128 个", "tel:02988880000", "/hantangjiebei/wishes"] {
            assert!(page.html.contains(words), "{words} in {}", page.html);
        }
        assert!(!page.html.contains("style="));
        assert_eq!(page.title, "首页 · 汉唐街北社区邻愿");
    }

    #[test]
    fn no_text_can_become_markup() {
        let page = home("</script><b>x");
        assert!(!page.html.contains("<b>x"), "{}", page.html);
        let data = page.data + &page.json_ld.unwrap_or_default();
        assert!(!data.contains('<'), "{data}");
    }

    #[test]
    fn the_app_finds_what_it_would_ask_for() {
        let data: serde_json::Value = serde_json::from_str(&home("汉唐街北社区").data).unwrap();
        assert_eq!(data["/api/hantangjiebei/home"]["funnel"]["fulfilled"], 120);
        assert_eq!(data["/api/communities"][0]["name"], "汉唐街北社区");
    }
}
