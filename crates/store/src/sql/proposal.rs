//! Proposals for plans, in and out: found by the institution, by the universities they concern, and by the city.

use super::rows::Read;
use super::write::{Tx, Write, database, json};
use super::{Db, DbRow, Pool};
use guantong_service::access::{Holding, Scope};
use guantong_service::proposal::ProposalOnFile;
use sqlx::{QueryBuilder, Row};

/// Adds ` AND …` for the proposals that concern an institution: its own, and those it is a partner in.
fn push_concerned(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    match scope.map(|scope| &scope.proposals) {
        None | Some(Holding::All) => {}
        Some(Holding::Of(institution)) => {
            query.push(" AND (institution = ").push_bind(institution.clone());
            query.push(
                " OR EXISTS (SELECT 1 FROM plan_proposal_partner AS concerned \
                 WHERE concerned.year = plan_proposal.year AND concerned.institution = plan_proposal.institution \
                 AND concerned.partner = ",
            );
            query.push_bind(institution.clone()).push("))");
        }
        Some(Holding::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// The proposals of a year, by institution.
pub(super) async fn list(pool: &Pool, scope: Option<&Scope>, year: i32) -> Read<Vec<ProposalOnFile>> {
    let mut query = QueryBuilder::new("SELECT * FROM plan_proposal WHERE year = ");
    query.push_bind(year);
    push_concerned(&mut query, scope);
    query.push(" ORDER BY institution");
    query.build().fetch_all(pool).await?.iter().map(on_file).collect()
}

/// The proposal of an institution.
pub(super) async fn one(
    pool: &Pool,
    scope: Option<&Scope>,
    year: i32,
    institution: &str,
) -> Read<Option<ProposalOnFile>> {
    let mut query = QueryBuilder::new("SELECT * FROM plan_proposal WHERE year = ");
    query.push_bind(year).push(" AND institution = ").push_bind(institution.to_owned());
    push_concerned(&mut query, scope);
    query.build().fetch_optional(pool).await?.as_ref().map(on_file).transpose()
}

fn on_file(row: &DbRow) -> Read<ProposalOnFile> {
    let proposal: String = row.try_get("proposal")?;
    Ok(ProposalOnFile {
        proposal: serde_json::from_str(&proposal).map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        version: row.try_get("version")?,
        saved_at: row.try_get("saved_at")?,
        saved_by: row.try_get("saved_by")?,
    })
}

/// Adds a proposal, or sets one that is there as it stands now, with the universities it concerns.
pub(super) async fn save(tx: &mut Tx<'_>, found: &ProposalOnFile) -> Write<()> {
    let failed = database("save a proposal");
    let proposal = &found.proposal;
    sqlx::query(
        "INSERT INTO plan_proposal (year, institution, version, state, proposal, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (year, institution) DO UPDATE SET version = $3, \
         state = $4, proposal = $5, saved_at = $6, saved_by = $7",
    )
    .bind(proposal.year)
    .bind(&proposal.institution)
    .bind(found.version)
    .bind(proposal.state.as_str())
    .bind(json(proposal)?)
    .bind(found.saved_at)
    .bind(&found.saved_by)
    .execute(&mut **tx)
    .await
    .map_err(&failed)?;
    sqlx::query("DELETE FROM plan_proposal_partner WHERE year = $1 AND institution = $2")
        .bind(proposal.year)
        .bind(&proposal.institution)
        .execute(&mut **tx)
        .await
        .map_err(&failed)?;
    for partner in proposal.universities() {
        sqlx::query("INSERT INTO plan_proposal_partner (year, institution, partner) VALUES ($1, $2, $3)")
            .bind(proposal.year)
            .bind(&proposal.institution)
            .bind(partner)
            .execute(&mut **tx)
            .await
            .map_err(&failed)?;
    }
    Ok(())
}
