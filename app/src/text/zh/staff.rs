//! 工作身份，登录过的手机和电脑。

use crate::text::staff::{Enrol, Sessions, Staff};

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
