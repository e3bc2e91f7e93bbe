//! 网格和数字。

use shared::wish::Status;

use crate::text::places::{Figures, Grid};

pub const GRID: Grid = Grid {
    find: "找我的网格",
    find_more: "写院子名或街道名。不用写楼号和门牌，我们也不会保存。",
    words: "院子或街道",
    words_hint: "比如：汉唐街、纺织家属院",
    search: "查找",
    found: |count| format!("找到 {count} 个网格"),
    none: "没有找到",
    none_more: "换个叫法试试，只写两个字也行。还是找不到，就给社区打电话。",
    streets: "包括",
    counts: "这个网格有多大",
    counts_more: "楼栋和单元只报数量，不公开名称。",
    count: |count| format!("{count} 个"),
    below: "下面的网格",
    open: "等人认领",
    fulfilled: "已实现",
    waiting: "这里等人认领的心愿",
    none_waiting: "这里现在没有心愿在等人。",
    about: |node, community| format!("{community}{node}：有多少心愿在等人，找谁，打什么电话。"),
    phone: "这里的电话",
    above: "属于",
};

pub const FIGURES: Figures = Figures {
    title: "这些数字怎么算",
    more: "每个心愿只算一次，从提交到实现，一步一步数。",
    funnel: "从提交到实现",
    step: "走到哪一步",
    count: "个数",
    posted: "提交",
    posted_means: "居民提交过的全部心愿，撤回的、没通过的也在内。",
    approved: "公开",
    approved_means: "社区看过，放到大家都能看的列表里。",
    claimed: "认领",
    claimed_means: "至少有一位邻居答应来办，后来退回的也在内。",
    fulfilled: "实现",
    fulfilled_means: "许愿人自己确认办好了，光是帮忙的人说了不算。",
    rest: |count| format!("认领了但还没实现的 {count} 个"),
    rest_none: "认领的心愿都实现了。",
    now: "现在都在哪里",
    now_more: |posted| format!("提交过的 {posted} 个心愿，每一个都在下面某一行里。"),
    means: |status| match status {
        Status::Submitted => "社区还没看完，别人看不到。",
        Status::Open => "大家都能看到，还没有人认领，或者退回后重新等人。",
        Status::Claimed => "有邻居正在办。",
        Status::Delivered => "帮忙的人说办好了，等许愿人点头。",
        Status::Fulfilled => "许愿人确认办好了。",
        Status::Withdrawn => "许愿人自己撤回了。",
        Status::Declined => "没有公开，已经告诉许愿人原因和该找谁。",
    },
    sum: "合计",
    at: |minute| format!("统计到 {minute}，随时更新。"),
    wrong: "觉得数字不对？请打社区电话，我们一起核对。",
};
