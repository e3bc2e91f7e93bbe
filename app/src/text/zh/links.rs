//! 消息里的链接。

use shared::market::LinkPurpose as P;

use crate::text::links::Links;

pub const LINKS: Links = Links {
    asks: |it| match it {
        P::Cancel => "来不了，要退掉位子吗？",
        P::Accept => "有空位了，您要吗？",
        P::Decline => "这个空位，您不要了？",
        P::Keep => "改期了，新时间您能来吗？",
        P::Coming => "到时候您来吗？",
    },
    does: |it| match it {
        P::Cancel => "点一下，位子就退了，会让给排队的邻居。不用登录。",
        P::Accept => "点一下，位子就是您的。不用登录。",
        P::Decline => "点一下，位子就给下一位。不用登录。",
        P::Keep => "点一下，位子还是您的。不用登录。",
        P::Coming => "点一下，我们就知道您来。不用登录。",
    },
    button: |it| match it {
        P::Cancel => "退掉，让给别人",
        P::Accept => "要这个位子",
        P::Decline => "不要了",
        P::Keep => "新时间我能来",
        P::Coming => "我会来",
    },
    otherwise: |it| match it {
        P::Cancel => "还是要来，就什么都不用点，关掉这一页。",
        P::Accept => "不要的话，什么都不用点，过时会给下一位。",
        P::Decline => "还想要，就先不要点，登录后打开“我的票”。",
        P::Keep | P::Coming => "来不了，请登录后打开“我的票”，退掉位子。",
    },
    until: |minute| format!("{minute} 前有效"),
    done: |it| match it {
        P::Cancel => "位子退了，谢谢您说一声",
        P::Decline => "记下了，谢谢您说一声",
        P::Accept => "位子是您的了",
        P::Keep | P::Coming => "记下了，到时见",
    },
    done_more: |it| match it {
        P::Cancel | P::Decline => "改主意了，可以看看还有没有空位，再报一次。",
        P::Accept | P::Keep | P::Coming => "到时请出示您的票：登录后打开“我的票”。",
    },
    over: "这个链接过时了",
    over_more: "时间已经过了，或者情况已经变了。请登录看“我的票”，也可以给社区打电话。",
    none: "这个链接打不开",
    none_more: "可能少抄了几个字。请从消息里再点一次，或者登录看“我的票”。",
    confidential: "您的预约",
    market: "看看这一场",
    tickets: "看“我的票”",
};
