//! A data set that the academy of the demonstration was given.

use super::worded;
use anyhow::Result;
use guantong_datasets::DataSet;
use guantong_service::Office;

/// In whose name it was given, and what for.
const ACTOR: &str = "教科院 数据管理";
const PURPOSE: &str = "演示：贯通培养学生去向追踪研究（虚构课题）";

/// Gives it once, where there are rows enough.
pub(super) async fn make(office: &Office) -> Result<()> {
    let there = !worded(office.releases(DataSet::Students).await)?.is_empty();
    if !there && worded(office.dataset(DataSet::Students).await)?.measured.is_some() {
        worded(office.release_dataset(DataSet::Students, PURPOSE, ACTOR).await)?;
    }
    Ok(())
}
