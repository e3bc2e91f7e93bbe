//! What whoever imports is told.

use shared::{
    import::{RowError, Wrong},
    problem::Kind,
};

pub const NO_ROWS: &str = "里面没有一行内容";

pub fn unreadable(why: &str) -> String {
    format!("文件读不了：{why}。请用 UTF-8 的 CSV（带表头）或 JSON。没有导入任何内容。")
}

pub fn nothing_imported(errors: usize) -> String {
    format!("共 {errors} 处需要修改。没有导入任何内容，改好后请再试一次。")
}

pub fn row(error: &RowError) -> String {
    let RowError { row, column, wrong } = error;
    format!("第 {row} 行 {column}：{}", what(*wrong))
}

fn what(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Text(Kind::Required) => "不能为空",
        Wrong::Text(Kind::TooLong) => "太长",
        Wrong::Text(Kind::Leak) => "含有电话、住址、姓名、学校等不能公开的内容",
        Wrong::Text(Kind::Money) => "涉及钱款，不能导入",
        Wrong::Text(_) => "含有看不见或无法识别的字符",
        Wrong::BadCode => "编码只能用字母、数字和连字符，最多 40 个",
        Wrong::Twice => "编码与另一行重复",
        Wrong::NoSuchNode => "找不到这个网格编码",
        Wrong::SecondRoot => "只能有一个最上级网格",
        Wrong::Circle => "上级关系绕成了圈",
        Wrong::TooDeep => "层级超过了社区设定的级数",
        Wrong::Moved => "已有的网格不能换上级",
        Wrong::NoSuchWord => "不是可用的取值",
        Wrong::NotADate => "日期请写成 2026-03-05 的样子",
        Wrong::WrongOrder => "日期先后不对，或者是将来的日期",
        Wrong::Missing => "这一状态需要填写此项",
        Wrong::OutsideRound => "这个网格不在这一期的范围里",
        Wrong::RoundFull => "这一期的名额不够",
    }
}
