//! Rules of progression for the demonstration: what each school decided for a year, and the commission's of the year.
//! Weights and marks are assumed, like those of the examples in `demo/progression-rules`.

use super::plans;
use guantong_model::Stage;
use std::collections::BTreeSet;

/// A file of rules.
pub(super) struct RulesFile {
    pub(super) name: String,
    pub(super) text: String,
}

/// The title of the rules that hold for a progression, by the stage before it, school and year.
pub(super) fn title(after: Stage, school: &str, year: i32) -> String {
    match after {
        Stage::Secondary => format!("{school}转段升学办法（{year}年）"),
        Stage::College | Stage::Bachelor => format!("关于做好{year}年贯通培养专升本转段工作的通知"),
    }
}

/// The title of the trial version that one school replaces in June.
pub(super) fn trial_title(year: i32) -> String {
    format!("{}转段升学办法（{year}年，试行）", plans::CHANGPING)
}

/// The files of a year: each school's, and the commission's.
pub(super) fn files(year: i32, schools: &BTreeSet<String>) -> Vec<RulesFile> {
    let mut files: Vec<RulesFile> = Vec::new();
    for (n, school) in schools.iter().enumerate() {
        // Weights differ from school to school.
        let general = [40, 50, 30].get(n % 3).copied().unwrap_or(40);
        // One school's come late in the spring, and one tries its rules out first.
        let from = if school == plans::FINANCE { format!("{year}-06-25") } else { format!("{year}-03-01") };
        if school == plans::CHANGPING {
            let text = of_school(&trial_title(year), 1, school, year, &from, 50);
            files.push(RulesFile { name: format!("{}-{year}-1.toml", n + 1), text });
            let june = format!("{year}-06-01");
            let text = of_school(&title(Stage::Secondary, school, year), 2, school, year, &june, general);
            files.push(RulesFile { name: format!("{}-{year}-2.toml", n + 1), text });
        } else {
            let text = of_school(&title(Stage::Secondary, school, year), 1, school, year, &from, general);
            files.push(RulesFile { name: format!("{}-{year}.toml", n + 1), text });
        }
    }
    files.push(RulesFile { name: format!("commission-{year}.toml"), text: commission(year) });
    files
}

fn of_school(title: &str, version: u32, school: &str, year: i32, from: &str, general: u32) -> String {
    let skill = 100 - general;
    format!(
        "# 演示用的假设，不是该校的规定。An assumed example.\n\
         title = \"{title}\"\nversion = {version}\nissued_by = \"{school}\"\nyear = {year}\nafter = \"secondary\"\n\
         from = {from}\npass_mark = 60\nfull_marks = 100\n\n\
         [[component]]\nkind = \"general\"\nweight = {general}\npass_mark = 50\nfull_marks = 100\n\n\
         [[component]]\nkind = \"skill\"\nweight = {skill}\npass_mark = 60\nfull_marks = 100\n"
    )
}

fn commission(year: i32) -> String {
    let title = title(Stage::College, "", year);
    format!(
        "# 演示用的假设，不是印发的文件。An assumed example.\n\
         title = \"{title}\"\nnumber = \"演示〔{year}〕1号\"\nversion = 1\nissued_by = \"北京市教育委员会\"\n\
         year = {year}\nafter = \"college\"\nfrom = {year}-01-10\npass_mark = 60\nfull_marks = 110\n\n\
         [[component]]\nkind = \"paper\"\nname = \"专业基础课\"\nweight = 20\n\n\
         [[component]]\nkind = \"paper\"\nname = \"专业核心课\"\nweight = 20\n\n\
         [[component]]\nkind = \"coursework\"\nweight = 60\n\n\
         [[component]]\nkind = \"ability\"\nfull_marks = 10\n"
    )
}
