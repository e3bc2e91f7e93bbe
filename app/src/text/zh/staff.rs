//! 工作身份，登录过的手机和电脑。

use crate::text::staff::{Enrol, Sessions, Staff, StaffList};

pub const STAFF: Staff = Staff {
    title: "验证工作身份",
    more: "工作台能看到居民的联系方式，所以要多验证一次。30 分钟不用就自动关上。",
    inline: "请先验证工作身份，您填的内容还在。",
    password: "工作密码",
    code: "动态码",
    code_hint: "打开手机上的验证器，看现在的 6 位数字。",
    open: "打开工作权限",
    is_open: |until| format!("工作权限已打开，到 {until}"),
    is_open_more: "用完请关上，特别是在公用电脑上。",
    close: "关上工作权限",
    closed: "工作权限已关上。",
    not_enrolled: "您还没有工作密码",
    not_enrolled_more: "请向管理员要一个链接，用手机打开，照着做就行。",
    roles: "您的工作身份",
    role: |role, node| format!("{role} · {node}"),
    lost: "忘了密码或换了手机？请找管理员重新给一个链接。",
};

pub const ENROL: Enrol = Enrol {
    title: "成为工作人员",
    more: "两步就好：先定一个工作密码，再绑定验证器。",
    step: |step| format!("第 {step} 步，共 2 步"),
    password: "定一个工作密码",
    password_rules: "至少 8 个字。用几个不相干的词最好记，也最难猜。不用生日、电话和别处用过的密码。",
    reveal: "显示我输的密码",
    next: "继续",
    known: "验证器已经绑定过",
    known_more: "打开您的验证器，填它现在显示的六位数字。",
    scan: "绑定验证器",
    scan_more: "在手机上装一个验证器（应用商店搜“身份验证器”），用它扫下面的码。",
    qr: "给验证器扫的二维码",
    here: "验证器就在这台手机上？点这里打开",
    secret: "扫不了就手工输入这串字",
    secret_more: "只显示这一次，不要给别人看。",
    code: "验证器上的 6 位数字",
    code_hint: "每 30 秒换一次，填现在这个。",
    finish: "完成",
    done: "办好了，欢迎您",
    done_more: "以后进工作台，用密码和验证器上的数字就行。",
    to_desk: "去工作台",
};

pub const STAFF_LIST: StaffList = StaffList {
    title: "工作人员",
    more: "谁在哪里做什么，到什么时候。有人手机丢了，管理员可以让他在所有地方退出登录。",
    desk_more: "谁在哪里做什么，在几处登录着。",
    only_you: "现在只有您一位。",
    own: "这是您自己",
    own_more: "您自己的登录，在设置里看。",
    serves: |from, until| match until {
        Some(until) => format!("{from}起，到{until}"),
        None => format!("{from}起，没有期限"),
    },
    signed_in: |sessions, powers| match (sessions, powers) {
        (0, _) => "现在哪里都没有登录。".into(),
        (sessions, 0) => format!("在 {sessions} 台手机或电脑上登录着，工作权限没有打开。"),
        (sessions, powers) => {
            format!("在 {sessions} 台手机或电脑上登录着，其中 {powers} 台开着工作权限。")
        }
    },
    last: |day| format!("最近用过：{day}"),
    end: "让他退出登录",
    end_that: |role, phone| format!("让{role}（{phone}）退出登录"),
    end_sure: |role, phone| format!("让{role}（{phone}）在所有地方退出登录？"),
    end_more: "手机丢了，或者怕别人在用，就这样做。工作身份还在，本人再登录一次就能接着用。",
    end_yes: "好，退出",
    ended: |sessions| match sessions {
        0 => "他现在哪里都没有登录。".into(),
        sessions => format!("已经在 {sessions} 台手机或电脑上退出登录。"),
    },
    not_yours: "这一页由书记和管理员来看",
    not_yours_more: "想知道谁管哪里，请问社区的书记或管理员。",
};

pub const SESSIONS: Sessions = Sessions {
    this: "就是这台",
    since: |day| format!("{day}登录"),
    used: |day| format!("最近用过：{day}"),
    unknown: "不认识的设备",
    end: "退出这台",
    end_that: |device| format!("退出{device}"),
    ended: "那台已经退出登录。",
    out_more: "退出登录会清掉这台手机上没提交的内容。",
};
