//! 同一支队伍、同一家店：请同队的人接着办。

use crate::text::teams::Teams;

pub const TEAMS: Teams = Teams {
    ask: "请同队的人接着办",
    ask_sure: "请谁接着办？",
    ask_more: "对方答应以前，还是您来办。说好的日子不变，换了人会告诉许愿人。",
    who: "同队的人",
    none: "现在没有同队的人能接手。办不了，可以退回。",
    words: "给对方留句话",
    words_hint: "比如：已经看过，要带螺丝刀。对方答应以后才看得到。",
    send: "请对方接着办",
    sent: "已经告诉对方了，等回答。",
    waiting: |name| format!("您请{name}接着办，等回答"),
    waiting_more: "对方答应以前，还是您来办，日子也不变。",
    keep: "不用了，还是我办",
    kept: "好，还是您来办。",
    asked: |name| format!("{name}想请您接着办"),
    asked_more: "答应了，就由您联系许愿人，说好的日子不变。不方便就说一声，没有关系。",
    take: "好，我接着办",
    taken: "这个心愿交给您了，许愿人也知道换了人。",
    refuse: "这次不方便",
    refused: "好，已经告诉对方了",
    refused_more: "心愿还在原来那位手上，您不用再管。",
    someone: "同队的人",
    to_answer: |title| format!("同队的人请您接着办：{title}"),
};
