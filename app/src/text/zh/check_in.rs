//! 签到台。

use shared::market::Refusal;

use crate::text::check_in::{Answers, CheckIn, Desk, GivingUp, Join, Sync, Ways};

pub const CHECK_IN: CheckIn = CheckIn {
    title: "签到",
    back: "这一场",
    join: JOIN,
    desk: DESK,
    answer: ANSWERS,
    ways: WAYS,
    sync: SYNC,
    give_up: GIVING_UP,
};

const GIVING_UP: GivingUp = GivingUp {
    button: "没传的不要了",
    sure: "没传的真的不要了？",
    more: |count| {
        format!(
            "这部手机上有 {count} 条没传上去，别的地方都没有。不要了就找不回来，也不会算进这一场里。能上网的话，请先试试“现在发送”；拿不准，先问问主办方。"
        )
    },
    yes: |count| format!("不要这 {count} 条了"),
    failed: "没有删掉，都还在这部手机上。请再试一次。",
};

const JOIN: Join = Join {
    title: "用这部手机签到",
    more: "有了名单，没有网络也能签到几个小时。这一场一结束，名单会自己从手机上删掉。",
    code: "签到口令",
    code_hint: "八个数字。请主办方的人念给您，或者扫他手机上的码。",
    with_code: "开始签到",
    other: "别人给了我口令",
    name: "这部手机叫什么",
    name_hint: "别的手机上会看到，比如“门口”“小李的手机”。",
    this_phone: "用这部手机签到",
    scanned: "口令扫到了，点一下就开始。",
    given_up: |markets| {
        format!("这部手机最多管四场。下面这几场，这部手机不能再签到了：{markets}。")
    },
    offline: "第一次要有网络，才能拿到名单。",
    no_vault: "这个浏览器不让存名单，没法在这里签到。请换一个浏览器，不要用无痕模式。",
    ended: "主办方停用了这部手机，名单已经从手机上删掉。",
    ended_unsent: |count| {
        format!(
            "这部手机已经不能在这里签到，名单已经删掉。还有 {count} 条没传上去，都还存在这部手机上。"
        )
    },
    unsent_title: "还有没传上去的签到",
    unsent_more: "请主办方再给一个口令。这一场还没结束，就接着签到；这一场结束了，这部手机只传以前记下的，不签新的人。一直不传，过一个多月会自己删掉。",
    nothing_to_bring: "这一场结束了，不再签新的人。这部手机上没有要传的，可以关掉这一页了。",
    gave_up: |count| format!("没传的 {count} 条已经从这部手机上删掉。请把这个数目告诉主办方。"),
    over: "这一场结束了，名单已经从这部手机上删掉。谢谢您。",
    over_declined: |count| format!("传上去的里面，有 {count} 条没有算，请告诉主办方。"),
    leave: "交还这部手机",
    leave_sure: "交还这部手机？",
    leave_more: "名单会从这部手机上删掉。记过的都已经传上去了。",
    leave_unsent: |count| format!("还有 {count} 条没传上去。请先连上网络，传完再交还。"),
    leave_yes: "交还，删掉名单",
};

const DESK: Desk = Desk {
    entrance: "入口（所有摊位）",
    at: "这部手机在哪里",
    stall: |number, name| format!("{number} 号 {name}"),
    scan: "扫码",
    code: "输号码",
    list: "名单",
    walk_in: "没报名的",
    ways: "怎么签到",
    ready: "没有网络也能用了",
    getting_ready: "正在准备离线使用，先别断网",
    rehearsal: "这是演练，只认演练的票。",
    phone: |name| format!("这部手机：{name}"),
};

const ANSWERS: Answers = Answers {
    label: "结果",
    here: "签到了",
    already: |hour| format!("已经签过了，{hour}"),
    by: |device| format!("在“{device}”签的"),
    elsewhere: "不是这个摊位的票",
    elsewhere_more: |stall, hour| format!("这张票是 {stall}，{hour}。"),
    anyway: "也在这里签到",
    too_early: |hour| format!("还没到时候，{hour} 起签到"),
    too_late: |hour| format!("过了时间，到 {hour} 为止"),
    just_came: "可以按没报名的接待，点“没报名的”加一。",
    unknown: "名单里没有这张票",
    unknown_more: "可能刚刚才报名。先记下来，联网后再核对。",
    unknown_entrance: "可能刚刚才报名。请先在上面选摊位，再试一次。",
    note: "先记下来",
    noted: "记下了",
    noted_more: "联网后再核对。",
    forged: "这张票不是真的",
    forged_more: "不是我们发的票。请问一问，可以按没报名的接待。",
    refused: "签不了",
    mistaken: "点错了，撤回",
    mistaken_reason: "点错了",
    taken_back: "撤回了",
    leave: "签退，回家了",
    left: "签退了，辛苦了",
    served: "记下了：办好了",
    not_kept: "手机没有存下来，这一次不算。请再试一次。",
    digits: |digits| format!("尾号 {digits}"),
};

const WAYS: Ways = Ways {
    aim: "把票上的方块码对进框里。",
    picture: "摄像头的画面",
    start: "打开摄像头",
    opening: "正在打开摄像头",
    camera_refused: "没有让用摄像头。可以在浏览器的设置里打开，也可以输号码，或在名单里找。",
    no_camera: "这部手机没有能用的摄像头。可以输号码，或在名单里找。",
    again: "再试一次",
    number: "取票号或尾号",
    number_hint: "八个数字的取票号，或者手机号的最后四位。",
    check: "签到",
    search: "找人",
    search_hint: "小名、尾号或取票号",
    none: "没有找到",
    nobody: "还没有人报名",
    came: |here, all| format!("来了 {here} 人，报名 {all} 人"),
    tick: "签到",
    ticked: |hour| format!("{hour} 到"),
    gone: "走了",
    done: "办好了",
    serve: "办好了",
    walk_in: |count| format!("没报名来的：{count} 人"),
    walk_in_hint: "来一位点一下，和签到分开数。",
    one_more: "加一位",
    one_less: "减一位",
    choose_stall: "先在上面选一个摊位。",
};

const SYNC: Sync = Sync {
    unsent: |count| format!("{count} 条没传上去"),
    all_sent: "都传上去了",
    last: |hour| format!("上次 {hour}"),
    never: "还没有传过",
    doubles: |count| format!("签了两次的：{count}"),
    first: |hour, device| format!("算先签的：{hour}，“{device}”"),
    later: |hour, device| format!("后签的：{hour}，“{device}”"),
    declined: |count| format!("没有算的：{count}"),
    tap: "没报名的，加一位",
    tap_less: "没报名的，减一位",
    undo: "撤回签到",
    undo_late: "撤回了，可是总结已经签了字，总结里的数字没有变。请告诉主办方。",
    tap_refused: |why| format!("刚才加减的没有算：{why}"),
    over_unsent: |count| {
        format!("这一场结束了，名单已经删掉。还有 {count} 条没传上去，都还存在这部手机上。")
    },
    only_brings_in: "这部手机现在只传以前记下的，不签新的人。",
    why,
    send_now: "现在发送",
    no_network: "现在没有网络，所以还没传。连上网络会自己传，也可以点“现在发送”。",
    not_admitted: "这部手机已经不能在这里签到，所以传不上去。请找主办方要一个新的签到口令，用上口令就接着传，刚结束也可以。主办方给不出口令了，就把没传的数目告诉他。",
    said_no: |why| {
        format!(
            "服务器没有收下：{why}没收下的都还存在这部手机上，过一会儿会再传。一直这样，请告诉主办方。"
        )
    },
};

fn why(refusal: Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::NoSignUp => "这张票已经退掉了。人来了，按没报名的接待：点“没报名的”，加一位。",
        Refusal::WrongTicket => "不是这一场的票。人来了，按没报名的接待：点“没报名的”，加一位。",
        Refusal::Cancelled => "这个摊位或这场取消了。请告诉来的人，看看别的摊位。",
        Refusal::CheckInTooEarly => "还没到签到的时间。到了时间请再签一次。",
        Refusal::CheckInTooLate => "过了时间。人真的来过，请主办方更正。",
        Refusal::WrongStall => "这部手机上没有这个摊位。请在上面换一个摊位，再签一次。",
        Refusal::StepNotPossible => "和别的手机上记的对不上。请主办方看看，要改由他更正。",
        Refusal::TooLate => "改的时间已经过了。请告诉主办方。",
        _ => return None,
    })
}
