//! 贴在楼道里的，和大喇叭里念的。

use crate::text::paper::{Bulletin, Spoken, SpokenWish};

pub const BULLETIN: Bulletin = Bulletin {
    title: "心愿公告",
    desk_more: "打印出来贴楼道，或者用喇叭念",
    more: "打印出来，贴到楼道里，给不上网的邻居看。上面只有公开的内容。",
    heading: "邻居的心愿，等人搭把手",
    of: |day| format!("{day}的情况"),
    none: "眼下没有等着的心愿。您家里有事，写下来或者打电话，我们来办。",
    others: "还有别的心愿，扫码看。",
    next_market: "下一场",
    picture: "扫一下，打开全部心愿",
    help: "能帮上忙的，手机扫一扫，或者打电话。",
    wish: "您自己有难处，也打这个电话。",
    call: |phone, hours| format!("电话：{phone}（{hours}）"),
};

pub const SPOKEN: Spoken = Spoken {
    title: "大喇叭稿",
    more: "照着念就行，一分钟左右。",
    copy: "复制",
    copied: "已经复制。",
    listen: "读出来听听",
    stop: "停",
    hello: "街坊邻居们，大家好。",
    wishes: |count, some| {
        let some: Vec<String> =
            some.iter().map(|SpokenWish { title, place }| format!("{place}，{title}；")).collect();
        let count = count.map_or_else(|| "好些".to_owned(), |count| format!(" {count} "));
        format!("现在有{count}个心愿等人搭把手。{}能帮上忙的，请说一声。", some.concat())
    },
    no_wishes: "眼下没有等着的心愿。谁家有难处，请说一声。",
    market: |it| {
        let services = match it.services.len() {
            0 => String::new(),
            1..6 => format!("有{}。", it.services.join("、")),
            count => format!("有{}等 {count} 样服务。", it.services[..5].join("、")),
        };
        let (day, hours, place, title) = (it.day, it.hours, it.place, it.title);
        format!("{day}，{hours}，在{place}，有“{title}”。{services}不用手机也行，直接来。")
    },
    phone: |phone| format!("有事请打社区电话，{phone}。再说一遍，{phone}。谢谢大家。"),
};
