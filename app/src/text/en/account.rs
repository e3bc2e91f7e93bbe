//! 登录和设置。

use crate::text::account::{Settings, SignIn};

pub const SIGN_IN: SignIn = SignIn {
    title: "用手机号登录",
    more: "我们发一条短信验证码给您，不用记密码。",
    phone: "手机号",
    phone_hint: "只用来登录和联系您，别的邻居看不到。",
    send: "获取验证码",
    code: "短信验证码",
    sent: |phone| format!("验证码已发到 {phone}，请看短信。"),
    enter: "登录",
    agree_whole: "我看过并同意《隐私说明》",
    agree_link: "先看看隐私说明",
    agree_version: |version| format!("第 {version} 版"),
    another_phone: "换一个手机号",
    again: "重新获取验证码",
    again_in: |seconds| format!("{seconds} 秒后可以重新获取"),
    no_code: "没收到短信？",
    no_code_more: "看看是不是被拦截了，或者手机号填错了。也可以打社区电话，请网格员帮您。",
    done: "登录好了。",
    already: |phone| format!("您已用 {phone} 登录。"),
    out: "退出登录",
};

pub const SETTINGS: Settings = Settings {
    title: "设置",
    saved_here: "改了马上生效，只记在这台手机上。",
    care: "长辈版",
    care_more: "字大、按钮大，首页只留最常用的几件事。功能一样不少。",
    size: "字号",
    size_more: "点加号变大，点减号变小。",
    smaller: "字小一点",
    larger: "字大一点",
    size_now: |size| format!("现在是 {size} 号"),
    sample: "楼道的灯坏了，晚上看不清台阶。",
    theme: "颜色",
    theme_auto: "跟手机一样",
    theme_light: "浅色",
    theme_dark: "深色",
    language: "语言",
    account: "账号",
    signed_in_as: |phone| format!("已登录：{phone}"),
    not_signed_in: "您还没有登录。",
    sessions: "我登录过的手机和电脑",
    about: "关于邻愿",
};
