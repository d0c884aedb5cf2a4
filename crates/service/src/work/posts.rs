//! Posts and agreements as institutions have them on record (4.2.3, 3.2.4).

use super::row::PostId;
use crate::Office;
use crate::cooperation::RecordFilter;
use crate::error::Fault;
use guantong_cooperation::{Holder, Kind, Record};
use guantong_model::{Date, ProgrammeId};
use std::collections::BTreeMap;

/// A post with the agreement it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostOnFile {
    /// Which.
    pub id: PostId,
    /// The programme it is for.
    pub programme: ProgrammeId,
    /// What it is called.
    pub title: String,
    /// How many can be at it at a time.
    pub places: u32,
    /// The number of the agreement.
    pub agreement: i64,
    /// The enterprise by its name.
    pub enterprise: String,
    /// From when the post and the agreement hold.
    pub from: Date,
    /// Until when they do; nothing where neither says.
    pub until: Option<Date>,
}

impl PostOnFile {
    fn of(record: &Record, agreements: &BTreeMap<(String, i64), Record>) -> Option<Self> {
        let Holder::Institution(institution) = &record.holder else { return None };
        let number = record.number_in("agreement")?;
        let agreement = agreements.get(&(institution.clone(), number))?;
        let starts = [record.day("from"), agreement.day("from")];
        let ends = [record.day("until"), agreement.day("until")];
        Some(PostOnFile {
            id: PostId { institution: institution.clone(), number: record.number },
            programme: ProgrammeId(record.text("programme").to_owned()),
            title: record.text("post-title").to_owned(),
            places: u32::try_from(record.number_in("places")?).unwrap_or(0),
            agreement: number,
            enterprise: agreement.text("enterprise").to_owned(),
            from: starts.into_iter().flatten().max()?,
            until: ends.into_iter().flatten().min(),
        })
    }
}

/// Posts by their ids.
pub type Posts = BTreeMap<PostId, PostOnFile>;

impl Office {
    /// Every post on record with its agreement, over the whole city; those that were taken back are not among them.
    ///
    /// # Errors
    /// Where the database fails.
    pub(super) async fn all_posts(&self) -> Result<Posts, Fault> {
        let kinds = vec![Kind::EnterprisePost, Kind::EnterpriseAgreement];
        let filter = RecordFilter { kinds, ..RecordFilter::default() };
        let (mut posts, mut agreements) = (Vec::new(), BTreeMap::new());
        for found in self.whole.cooperation_records(&filter).await? {
            let record = found.record;
            match record.kind {
                Kind::EnterprisePost if record.counts() => posts.push(record),
                Kind::EnterpriseAgreement => {
                    agreements.insert((record.holder.front().to_owned(), record.number), record);
                }
                _ => {}
            }
        }
        let posts = posts.iter().filter_map(|record| PostOnFile::of(record, &agreements));
        Ok(posts.map(|post| (post.id.clone(), post)).collect())
    }

    /// The engineer colleges and master studios that are a resource of a programme (3.2.4), as records.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn special_projects(&self, programme: &ProgrammeId) -> Result<Vec<Record>, Fault> {
        let filter = RecordFilter { kinds: vec![Kind::SpecialProject], ..RecordFilter::default() };
        let found = self.whole.cooperation_records(&filter).await?.into_iter().map(|found| found.record);
        Ok(found.filter(|record| record.counts() && record.text("programme") == programme.as_str()).collect())
    }
}
