//! 毕业退出 (三（三）4).

use crate::CommandName;
use crate::certificate;
use crate::decide::{Ruling, Situation, grant};
use crate::rules::{citing, ending, with_certificate};
use guantong_model::StageWork;
use guantong_model::{Stage, Standing};
use guantong_policy::Decision;

/// 「允许学生在完成中职或高职教育后选择毕业退出本项目」 (3.3.4.a)
pub(crate) fn exit(s: &Situation<'_>) -> Ruling {
    let state = s.state();
    if state.stage == Stage::Bachelor {
        return Err(Decision::refused("exit.last_stage", "3.3.4.a").into());
    }
    if state.work != StageWork::Complete {
        return Err(Decision::refused("exit.stage_not_complete", "3.3.4.a")
            .with("stage", s.stage_word())
            .into());
    }
    let kind = certificate::of_stage(state.stage);
    // 「由学籍所在学校颁发相应学段毕业证书」 (3.3.4.b), 「毕业后学生不再具有贯通培养资格」 (3.3.4.c)
    let decision = Decision::accepted("exited", "3.3.4.b").with("stage", s.stage_word());
    let mut decision = citing(with_certificate(decision, s, kind), &["3.3.4.a", "3.3.4.c", "3.3.3.a"]);
    if let Some(clause) = certificate::clause(state.placement.track, state.stage) {
        decision = citing(decision, &[clause]);
    }
    grant(decision, ending(s, kind, Standing::Graduated, CommandName::Exit))
}
