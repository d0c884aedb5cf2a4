//! Names of people who do not exist, put together from common characters.

use super::dice::Dice;
use guantong_registry::Command;

/// Who sets the plan in the demonstration.
pub(super) const PLANNER: &str = "市教委 经办";
/// Who confirms places that are added to it.
pub(super) const CONFIRMER: &str = "市教委 主管";
/// Who runs and publishes its rounds.
pub(super) const EXAMINER: &str = "考试院 经办";
/// The two who sign them.
pub(super) const SIGNERS: [&str; 2] = ["录取管理 甲", "录取管理 乙"];
/// Who opens its records.
pub(super) const REGISTRAR: &str = "学籍管理 经办";

/// Who audits transfers.
const AUDITOR: &str = "市教委 学籍管理";
/// Who carries a transfer between two schools.
const EXCHANGE: &str = "院校 学籍管理";
/// Who decides the end of a record without graduation.
const BOARD: &str = "校长办公会";

/// Who gives a command.
pub(super) fn actor(command: &Command) -> &'static str {
    match command {
        Command::Audit { .. } => AUDITOR,
        Command::Consent { .. } => EXCHANGE,
        Command::Expel { .. } | Command::CancelRegistration { .. } => BOARD,
        _ => REGISTRAR,
    }
}

const SURNAMES: &[(&str, u32)] = &[
    ("王", 95),
    ("李", 90),
    ("张", 88),
    ("刘", 70),
    ("陈", 45),
    ("杨", 40),
    ("赵", 45),
    ("黄", 18),
    ("周", 22),
    ("吴", 20),
    ("徐", 20),
    ("孙", 24),
    ("胡", 16),
    ("朱", 17),
    ("高", 20),
    ("林", 10),
    ("何", 12),
    ("郭", 22),
    ("马", 26),
    ("罗", 8),
    ("梁", 10),
    ("宋", 16),
    ("郑", 10),
    ("谢", 8),
    ("韩", 14),
    ("唐", 8),
    ("冯", 10),
    ("于", 10),
    ("董", 9),
    ("萧", 2),
    ("程", 7),
    ("曹", 8),
    ("袁", 7),
    ("邓", 5),
    ("许", 8),
    ("傅", 4),
    ("沈", 6),
    ("曾", 4),
    ("彭", 4),
    ("吕", 6),
    ("苏", 6),
    ("卢", 4),
    ("蒋", 5),
    ("蔡", 4),
    ("贾", 7),
    ("丁", 6),
    ("魏", 7),
    ("薛", 5),
    ("叶", 4),
    ("阎", 2),
    ("余", 3),
    ("潘", 4),
    ("杜", 6),
    ("戴", 3),
    ("夏", 4),
    ("钟", 2),
    ("汪", 4),
    ("田", 7),
    ("任", 6),
    ("姜", 4),
    ("范", 5),
    ("方", 4),
    ("石", 6),
    ("姚", 4),
    ("谭", 2),
    ("廖", 2),
    ("邹", 3),
    ("熊", 2),
    ("金", 6),
    ("陆", 4),
    ("郝", 5),
    ("孔", 3),
    ("白", 6),
    ("崔", 6),
    ("康", 3),
    ("毛", 2),
    ("邱", 2),
    ("秦", 4),
    ("江", 2),
    ("史", 3),
    ("顾", 3),
    ("侯", 4),
    ("邵", 3),
    ("孟", 4),
    ("龙", 1),
    ("万", 1),
    ("段", 3),
    ("雷", 2),
    ("钱", 3),
    ("汤", 1),
    ("尹", 2),
    ("黎", 1),
    ("易", 1),
    ("常", 3),
    ("武", 3),
    ("乔", 2),
    ("贺", 2),
    ("赖", 1),
    ("龚", 1),
    ("文", 1),
    ("关", 3),
    ("单", 1),
    ("仇", 1),
    ("解", 1),
    ("欧阳", 1),
    ("司马", 1),
    ("佟", 2),
    ("那", 1),
];

const GIVEN: &[&str] = &[
    "子", "宇", "浩", "梓", "欣", "雨", "佳", "思", "嘉", "诗", "涵", "轩", "怡", "晨", "博", "文", "俊",
    "家", "明", "雅", "静", "婷", "雪", "晓", "可", "一", "天", "泽", "昊", "睿", "语", "萱", "彤", "悦",
    "心", "妍", "铭", "启", "航", "翰", "林", "森", "依", "若", "冰", "琪", "瑶", "璐", "颖", "慧", "敏",
    "杰", "伟", "鹏", "飞", "阳", "旭", "东", "帆", "远", "知", "行", "书", "画", "之", "恒", "朗", "清",
    "宁", "安", "然", "乐", "奕", "辰", "禾", "苗", "桐", "柏", "川", "岩", "峰", "诚", "毅", "凯", "硕",
    "琳", "琦", "瑞", "祺", "霖",
];

/// A name of one surname and one or two characters.
pub(super) fn name(dice: &mut Dice) -> String {
    let mut name = dice.weighted(SURNAMES).copied().unwrap_or("王").to_owned();
    let characters = if dice.once_in(5) { 1 } else { 2 };
    let mut last = "";
    for _ in 0..characters {
        let mut character = dice.one(GIVEN).copied().unwrap_or("宁");
        if character == last {
            character = dice.one(GIVEN).copied().unwrap_or("安");
        }
        name.push_str(character);
        last = character;
    }
    name
}
