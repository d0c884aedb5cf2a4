//! Courses of seven years as they might be: general ones alike for all, vocational ones by the class of the major, each
//! building on what comes before. Nothing here is any institution's.

use guantong_model::{Stage, Track};
use guantong_training::{Course, CourseKind, HalfCredits, TrainingPlan, Words};
use std::collections::BTreeSet;

/// A course as it is written here: code, title, semester, hours, practice hours, half credits, codes before.
type Line = (&'static str, &'static str, u8, u16, u16, u16, &'static [&'static str]);

/// 公共基础课.
const GENERAL: &[Line] = &[
    ("G101", "思想政治一", 1, 36, 4, 4, &[]),
    ("G102", "思想政治二", 2, 36, 4, 4, &["G101"]),
    ("G103", "思想政治三", 3, 36, 4, 4, &["G102"]),
    ("G104", "思想政治四", 4, 36, 4, 4, &["G103"]),
    ("G111", "语文一", 1, 54, 0, 6, &[]),
    ("G112", "语文二", 2, 54, 0, 6, &["G111"]),
    ("G113", "语文三", 3, 54, 0, 6, &["G112"]),
    ("G114", "语文四", 4, 54, 0, 6, &["G113"]),
    ("G121", "数学一", 1, 54, 0, 6, &[]),
    ("G122", "数学二", 2, 54, 0, 6, &["G121"]),
    ("G123", "数学三", 3, 36, 0, 4, &["G122"]),
    ("G124", "数学四", 4, 36, 0, 4, &["G123"]),
    ("G131", "英语一", 1, 54, 0, 6, &[]),
    ("G132", "英语二", 2, 54, 0, 6, &["G131"]),
    ("G133", "英语三", 3, 36, 0, 4, &["G132"]),
    ("G134", "英语四", 4, 36, 0, 4, &["G133"]),
    ("G141", "信息技术一", 1, 54, 36, 6, &[]),
    ("G142", "信息技术二", 2, 54, 36, 6, &["G141"]),
    ("G151", "体育与健康一", 1, 36, 30, 4, &[]),
    ("G152", "体育与健康二", 2, 36, 30, 4, &[]),
    ("G153", "体育与健康三", 3, 36, 30, 4, &[]),
    ("G154", "体育与健康四", 4, 36, 30, 4, &[]),
    ("G155", "体育与健康五", 5, 36, 30, 4, &[]),
    ("G161", "历史", 2, 72, 0, 8, &[]),
    ("G162", "艺术", 3, 36, 18, 4, &[]),
    ("G163", "物理", 1, 72, 12, 8, &[]),
    ("G164", "劳动教育", 5, 36, 24, 4, &[]),
    ("G201", "高等数学一", 7, 64, 0, 8, &["G124"]),
    ("G202", "高等数学二", 8, 64, 0, 8, &["G201"]),
    ("G211", "大学英语一", 7, 64, 0, 8, &["G134"]),
    ("G212", "大学英语二", 8, 64, 0, 8, &["G211"]),
    ("G221", "思想道德与法治", 7, 48, 8, 6, &[]),
    ("G222", "毛泽东思想和中国特色社会主义理论体系概论", 8, 64, 16, 8, &["G221"]),
    ("G223", "形势与政策一", 9, 32, 0, 4, &[]),
    ("G231", "大学体育一", 7, 32, 28, 4, &[]),
    ("G232", "大学体育二", 8, 32, 28, 4, &[]),
    ("G233", "大学体育三", 9, 32, 28, 4, &[]),
    ("G241", "大学语文", 8, 48, 0, 6, &["G114"]),
    ("G242", "就业指导", 9, 32, 16, 4, &[]),
    ("G301", "学术英语", 11, 32, 0, 4, &["G212"]),
    ("G302", "线性代数", 11, 48, 0, 6, &["G202"]),
    ("G303", "概率论与数理统计", 11, 48, 0, 6, &["G202"]),
    ("G311", "马克思主义基本原理", 11, 48, 8, 6, &["G222"]),
    ("G312", "中国近现代史纲要", 12, 48, 8, 6, &["G161"]),
    ("G313", "习近平新时代中国特色社会主义思想概论", 12, 48, 8, 6, &["G311"]),
];

/// 实践课.
const PRACTICE: &[Line] = &[
    ("P101", "认识实习", 2, 60, 60, 7, &[]),
    ("P102", "专项实训一", 3, 120, 120, 14, &["P101"]),
    ("P103", "专项实训二", 4, 120, 120, 14, &["P102"]),
    ("P104", "综合实训", 5, 240, 240, 27, &["P103"]),
    ("P105", "岗位实习一", 6, 540, 540, 60, &["P104"]),
    ("P201", "课程设计", 8, 60, 60, 5, &["Z202"]),
    ("P202", "综合项目实训", 9, 180, 180, 15, &["P201"]),
    ("P203", "岗位实习二", 10, 480, 480, 40, &["P202"]),
    ("P301", "生产实习", 12, 96, 96, 8, &["Z302"]),
    ("P302", "专业综合设计", 13, 96, 96, 8, &["P301"]),
    ("P303", "毕业设计（论文）", 14, 320, 320, 27, &["P302"]),
];

/// Semester, hours, practice, half credits, whether core, and the places, from 0, of those before it.
type Place = (u8, u16, u16, u16, bool, &'static [usize]);

/// 专业课 of a major, place by place.
const PLACES: [Place; 24] = [
    (1, 90, 40, 10, false, &[]),
    (2, 108, 54, 12, false, &[0]),
    (2, 108, 54, 12, false, &[0]),
    (3, 108, 60, 12, true, &[1]),
    (3, 108, 60, 12, true, &[2]),
    (4, 108, 60, 12, true, &[3]),
    (4, 108, 60, 12, false, &[4]),
    (5, 108, 60, 12, true, &[5]),
    (7, 72, 40, 9, false, &[5]),
    (7, 72, 40, 9, true, &[6]),
    (8, 72, 40, 9, true, &[8]),
    (8, 72, 40, 9, true, &[9]),
    (9, 72, 40, 9, true, &[10]),
    (9, 72, 40, 9, true, &[11]),
    (9, 72, 40, 9, false, &[10]),
    (9, 72, 40, 9, false, &[11]),
    (11, 56, 20, 7, true, &[12]),
    (11, 56, 20, 7, true, &[13]),
    (12, 56, 20, 7, true, &[16]),
    (12, 56, 20, 7, true, &[17]),
    (12, 56, 20, 7, false, &[15]),
    (13, 56, 20, 7, true, &[18]),
    (13, 56, 20, 7, false, &[19]),
    (13, 56, 20, 7, false, &[18]),
];

/// Titles of vocational courses in the order of [`PLACES`], by the last sign of a major's two-digit class: the secondary
/// and the college catalogue count their classes alike.
const TITLES: &[(&[&str], [&str; 24])] = &[
    (
        &["46", "66", "44", "64", "42", "47", "49"],
        [
            "工程识图",
            "电工技术基础",
            "机械基础",
            "电子线路",
            "公差与测量",
            "电气控制线路",
            "液压与气动",
            "设备安装与调试",
            "工程力学",
            "传感器应用",
            "可编程控制器",
            "机构设计",
            "工业机器人操作",
            "三维建模",
            "运动控制",
            "设备管理与维护",
            "自动控制原理",
            "现代制造工艺",
            "机电系统建模",
            "工程材料成形",
            "工业网络通信",
            "智能产线集成",
            "机器视觉",
            "工程项目管理",
        ],
    ),
    (
        &["51", "71"],
        [
            "计算机组成",
            "程序设计基础",
            "网络基础",
            "网页设计与制作",
            "操作系统安装与维护",
            "面向对象编程",
            "局域网搭建",
            "移动应用开发入门",
            "离散数学",
            "数据结构",
            "数据库应用",
            "服务器运维",
            "后端开发框架",
            "数据采集与清洗",
            "前端工程",
            "信息安全概论",
            "算法分析",
            "计算机系统原理",
            "机器学习",
            "分布式计算",
            "软件测试与质量保证",
            "大数据平台开发",
            "云原生架构",
            "人机交互设计",
        ],
    ),
    (
        &["53", "73"],
        [
            "经济学常识",
            "会计基础",
            "商务礼仪",
            "出纳实务",
            "市场营销",
            "财务软件应用",
            "电子商务实务",
            "税费计算与申报",
            "统计学",
            "经济法",
            "成本核算",
            "金融市场",
            "财务报表分析",
            "投资理财",
            "供应链运营",
            "客户关系维护",
            "中级财务会计",
            "公司金融",
            "审计学",
            "商业数据分析",
            "国际贸易",
            "管理会计",
            "企业内部控制",
            "创业管理",
        ],
    ),
    (
        &["50", "70"],
        [
            "交通概论",
            "机械识图",
            "电工电子",
            "车辆构造",
            "服务礼仪",
            "车辆电气",
            "客运组织",
            "安全操作规程",
            "工程测量",
            "信号基础",
            "车辆检测与诊断",
            "行车组织",
            "智能控制装置",
            "运营调度",
            "线路养护",
            "交通法规",
            "交通工程学",
            "控制理论",
            "交通规划",
            "智能交通系统",
            "轨道信号工程",
            "自动驾驶技术",
            "运输经济",
            "安全系统工程",
        ],
    ),
    (
        &["54", "74", "55", "75", "57", "77", "59", "56"],
        [
            "职业素养",
            "专业英语入门",
            "普通话与口才",
            "服务心理",
            "形体训练",
            "前厅与接待",
            "活动策划",
            "安全与急救",
            "消费者行为",
            "传统文化",
            "人员培训",
            "现场督导",
            "服务质量管理",
            "数字营销",
            "项目运营",
            "礼宾实务",
            "管理学原理",
            "研究方法",
            "人力资源开发",
            "战略管理",
            "公共关系",
            "创新设计",
            "文化产业导论",
            "伦理与法规",
        ],
    ),
];

/// Titles where the class of a major is not known, or has none of its own here.
const OTHERS: [&str; 24] = [
    "专业认知",
    "专业基础知识",
    "基本技能",
    "材料与工具",
    "操作规范",
    "工艺流程",
    "现场作业",
    "质量检验",
    "应用数学",
    "专业英语",
    "过程控制",
    "数字化工具",
    "生产组织",
    "新技术应用",
    "成本与效益",
    "行业法规",
    "专业理论",
    "实验设计",
    "系统分析",
    "专业前沿",
    "标准与认证",
    "技术创新",
    "数据分析",
    "项目管理",
];

/// The plan of a major in a track.
pub(super) fn plan(track: Track, major: &str, class: Option<&str>) -> TrainingPlan {
    let group = class.and_then(|class| class.get(..2));
    let titles = TITLES.iter().find(|(classes, _)| group.is_some_and(|group| classes.contains(&group)));
    let titles = titles.map_or(&OTHERS, |(_, titles)| titles);
    let mut courses: Vec<Course> = GENERAL.iter().map(|line| course(line, CourseKind::General)).collect();
    courses.extend(PRACTICE.iter().map(|line| course(line, CourseKind::Practice)));
    for (place, (semester, hours, practice, halves, core, before)) in PLACES.iter().enumerate() {
        courses.push(Course {
            code: code(place),
            title: titles.get(place).copied().unwrap_or_default().to_owned(),
            stage: stage(*semester),
            semester: *semester,
            kind: CourseKind::Vocational,
            hours: *hours,
            practice: *practice,
            credits: HalfCredits(*halves),
            core: *core,
            prerequisites: before.iter().map(|place| code(*place)).collect(),
        });
    }
    courses.sort_by(|one, other| (one.semester, &one.code).cmp(&(other.semester, &other.code)));
    let words = Words {
        goals: format!(
            "面向首都经济社会发展，培养德智体美劳全面发展，掌握{major}专业知识和技术技能，能够从事相关岗位工作的高层次技术技能人才。"
        ),
        specification: format!(
            "具有良好的职业道德和工匠精神；掌握{major}专业所需的基础理论，能够独立完成本专业典型工作任务，并具有继续学习和解决现场问题的能力。"
        ),
        occupations: format!("{major}相关企业的技术、操作、服务和基层管理岗位。"),
    };
    TrainingPlan { track, words, courses, judgements: Vec::new() }
}

/// The code of a vocational course by its place: by stage, then counted.
fn code(place: usize) -> String {
    format!("Z{}{:02}", place / 8 + 1, place % 8 + 1)
}

fn stage(semester: u8) -> Stage {
    match semester {
        0..=6 => Stage::Secondary,
        7..=10 => Stage::College,
        _ => Stage::Bachelor,
    }
}

fn course(line: &Line, kind: CourseKind) -> Course {
    let (code, title, semester, hours, practice, halves, before) = *line;
    Course {
        code: code.to_owned(),
        title: title.to_owned(),
        stage: stage(semester),
        semester,
        kind,
        hours,
        practice,
        credits: HalfCredits(halves),
        core: false,
        prerequisites: before.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(),
    }
}
