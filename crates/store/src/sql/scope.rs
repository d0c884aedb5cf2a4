//! Scope as conditions of a query. What is out of reach is not found; nothing is filtered afterwards.

use super::Db;
use guantong_service::access::{Holding, Reach, Scope, Tie};
use sqlx::QueryBuilder;

/// Whose records may be found; everybody's where there is no scope.
pub(super) fn students(scope: Option<&Scope>) -> &Reach {
    scope.map_or(&Reach::All, |scope| &scope.students)
}

/// Which candidates may be found.
pub(super) fn candidates(scope: Option<&Scope>) -> &Reach {
    scope.map_or(&Reach::All, |scope| &scope.candidates)
}

/// Who may be counted.
pub(super) fn figures(scope: Option<&Scope>) -> &Reach {
    scope.map_or(&Reach::All, |scope| &scope.figures)
}

/// Whether everybody's records may be found.
pub(super) fn is_whole(scope: Option<&Scope>) -> bool {
    *students(scope) == Reach::All
}

/// Adds ` AND (…)` for rows of `student`, under the name the query has for it.
pub(super) fn push_students(query: &mut QueryBuilder<Db>, name: &'static str, reach: &Reach) {
    push_any(query, reach, |query, tie| {
        let column = |query: &mut QueryBuilder<Db>, column: &'static str, value: &String| {
            query.push(name).push(column).push(" = ").push_bind(value.clone());
        };
        match tie {
            Tie::Registered(institution) => column(query, ".registered_at", institution),
            Tie::Studies(institution) => column(query, ".studies_at", institution),
            Tie::Front(institution) => column(query, ".institution", institution),
            Tie::Partner(institution) => column(query, ".partner", institution),
            Tie::District(district) => column(query, ".district", district),
            Tie::Receiving(institution) => {
                query.push(name).push(".applied_to IN (SELECT programme FROM plan_line WHERE institution = ");
                query.push_bind(institution.clone()).push(")");
            }
            Tie::Own(ids) => push_list(query, name, ".id", ids.iter().map(|id| id.as_str())),
        }
    });
}

/// Adds ` AND …` for rows of another table with a student's id in a column.
pub(super) fn push_students_of(query: &mut QueryBuilder<Db>, column: &'static str, reach: &Reach) {
    if *reach == Reach::All {
        return;
    }
    query.push(" AND ").push(column).push(" IN (SELECT id FROM student WHERE 1 = 1");
    push_students(query, "student", reach);
    query.push(")");
}

/// Adds ` AND (…)` for rows of `candidate`, under the name the query has for it.
pub(super) fn push_candidates(query: &mut QueryBuilder<Db>, name: &'static str, reach: &Reach) {
    push_any(query, reach, |query, tie| match tie {
        Tie::District(district) => {
            query.push(name).push(".district = ").push_bind(district.clone());
        }
        Tie::Own(ids) => {
            query.push("EXISTS (SELECT 1 FROM student WHERE student.entry_year = ").push(name);
            query.push(".year AND student.candidate_no = ").push(name).push(".no AND ");
            push_list(query, "student", ".id", ids.iter().map(|id| id.as_str()));
            query.push(")");
        }
        // A candidate is not yet any institution's.
        _ => {
            query.push("1 = 0");
        }
    });
}

/// Adds ` AND …` for rows of `round_result`.
pub(super) fn push_results(query: &mut QueryBuilder<Db>, reach: &Reach) {
    if *reach == Reach::All {
        return;
    }
    query.push(
        " AND EXISTS (SELECT 1 FROM candidate WHERE candidate.year = round_result.year \
         AND candidate.no = round_result.no",
    );
    push_candidates(query, "candidate", reach);
    query.push(")");
}

/// Adds ` AND …` for rows of `person`: whoever is a student or a candidate within reach.
pub(super) fn push_people(query: &mut QueryBuilder<Db>, scope: Option<&Scope>) {
    let (students, candidates) = (students(scope), candidates(scope));
    if *students == Reach::All && *candidates == Reach::All {
        return;
    }
    query.push(" AND (person.id IN (SELECT student.person FROM student WHERE 1 = 1");
    push_students(query, "student", students);
    query.push(") OR person.id IN (SELECT candidate.person FROM candidate WHERE 1 = 1");
    push_candidates(query, "candidate", candidates);
    query.push("))");
}

/// Adds ` AND …` for entries of the journal: those of records are found where the record is, those of requests and people
/// by nobody whose reach has an end (who is let to a request is told its story by the use case).
pub(super) fn push_streams(query: &mut QueryBuilder<Db>, reach: &Reach) {
    if *reach == Reach::All {
        return;
    }
    query.push(
        " AND stream NOT LIKE 'request/%' AND stream NOT LIKE 'person/%' \
          AND (stream NOT LIKE 'student/%' OR substr(stream, 9) IN (SELECT id FROM student WHERE 1 = 1",
    );
    push_students(query, "student", reach);
    query.push("))");
}

/// Adds ` AND …` for what an institution holds, by a column with its name.
pub(super) fn push_holding(query: &mut QueryBuilder<Db>, column: &'static str, holding: &Holding) {
    match holding {
        Holding::All => {}
        Holding::Of(institution) => {
            query.push(" AND ").push(column).push(" = ").push_bind(institution.clone());
        }
        Holding::None => {
            query.push(" AND 1 = 0");
        }
    }
}

/// Adds ` AND …` for what two sides have together, as columns `front` and `partner`: for an institution where it is one.
pub(super) fn push_sides(query: &mut QueryBuilder<Db>, holding: Option<&Holding>) {
    match holding {
        None | Some(Holding::All) => {}
        Some(Holding::Of(institution)) => {
            query.push(" AND ").push_bind(institution.clone()).push(" IN (front, partner)");
        }
        Some(Holding::None) => {
            query.push(" AND 1 = 0");
        }
    }
}

/// Adds ` AND (one OR another)`; nothing of a reach without an end, and what never holds of an empty one.
fn push_any(query: &mut QueryBuilder<Db>, reach: &Reach, push: impl Fn(&mut QueryBuilder<Db>, &Tie)) {
    let Reach::Ties(ties) = reach else { return };
    query.push(" AND (");
    if ties.is_empty() {
        query.push("1 = 0");
    }
    for (at, tie) in ties.iter().enumerate() {
        if at > 0 {
            query.push(" OR ");
        }
        push(query, tie);
    }
    query.push(")");
}

fn push_list<'a>(
    query: &mut QueryBuilder<Db>,
    name: &'static str,
    column: &'static str,
    values: impl Iterator<Item = &'a str>,
) {
    query.push(name).push(column).push(" IN (");
    let mut list = query.separated(", ");
    values.for_each(|value| {
        list.push_bind(value.to_owned());
    });
    query.push(")");
}
