//! 替别人许愿，本人同意。

use crate::text::consents::{Consents, Proxy};

pub const CONSENTS: Consents = Consents {
    proxy: Proxy {
        agreed: "我问过本人，本人同意我替他发",
        more: "请先问过本人。会记下是您说的，和今天的日期；只有社区审核的人看得到。",
        says: |minute| format!("{minute}，发愿的人说：本人同意由他代发。"),
    },
    look: "孩子的心愿，请用自己的话写清楚为什么要看，不能只选现成的。原因、谁看的、审核时是谁同意的，每看一次都记一条。",
    why: "为什么要看",
    why_hint: "至少写四个字。",
};
