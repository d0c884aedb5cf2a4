//! Gives a plan back: as a workbook in the shape of the annex, and as a list.

use crate::Office;
use crate::error::{Fault, ServiceError};
use guantong_documents::{write_csv, write_xlsx};
use guantong_programme::plan::{self, CSV_HEADINGS, Plan};

impl Office {
    /// The plan of a year as it was set, with its totals.
    ///
    /// # Errors
    /// A fault where its file or answers no longer give it.
    pub async fn whole_plan(&self, year: i32) -> Result<Option<Plan>, ServiceError> {
        let Some(reconciliation) = self.findings(year).await? else { return Ok(None) };
        let plan = reconciliation.plan().map_err(|error| Fault::new("read a plan", error))?;
        Ok(Some(plan))
    }

    /// The plan of a year as a workbook in the shape of the annex; `title` heads it.
    ///
    /// # Errors
    /// A fault where it cannot be made.
    pub async fn plan_workbook(&self, year: i32, title: &str) -> Result<Option<Vec<u8>>, ServiceError> {
        let Some(plan) = self.whole_plan(year).await? else { return Ok(None) };
        let book = write_xlsx(&[plan::table(&plan, title)], self.clock.today());
        Ok(Some(book.map_err(|error| Fault::new("write a workbook", error))?))
    }

    /// The plan of a year as a list: `category,institution,special,major,partner,places`.
    ///
    /// # Errors
    /// A fault where it cannot be made.
    pub async fn plan_list(&self, year: i32) -> Result<Option<Vec<u8>>, ServiceError> {
        let Some(plan) = self.whole_plan(year).await? else { return Ok(None) };
        Ok(Some(write_csv(&CSV_HEADINGS, plan::list(&plan))))
    }
}
