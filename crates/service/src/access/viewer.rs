//! Who asks: an account acting in one of its roles, for an organisation.

use super::{Action, OrganisationKind, Relation, Role, Table};
use crate::rows::Student;
use guantong_model::StudentId;
use guantong_registry::Organiser;
use std::collections::BTreeSet;

/// An organisation as far as it matters to who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Its name, as the plan has it.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The district's code, of a district's commission.
    pub district: Option<String>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The account's id; empty of the public.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// The role acted in.
    pub role: Role,
    /// For whom.
    pub organisation: Option<Organisation>,
    /// The records that are one's own: a student's, or a guardian's wards'.
    pub own: Vec<StudentId>,
    /// Whether the person proved to be there a moment ago, with the second factor again.
    pub stepped_up: bool,
    /// Whether this is a program's key that may only read.
    pub reads_only: bool,
    /// What it is for, where that was asked.
    pub purpose: String,
    /// The address the request came from, for the trail.
    pub address: Option<String>,
}

impl Viewer {
    /// Whoever is not signed in.
    #[must_use]
    pub fn public() -> Self {
        Viewer {
            account: String::new(),
            name: String::new(),
            role: Role::Public,
            organisation: None,
            own: Vec::new(),
            stepped_up: false,
            reads_only: false,
            purpose: String::new(),
            address: None,
        }
    }

    /// The institution acted for, by its name; nothing where the organisation is none.
    #[must_use]
    pub fn institution(&self) -> Option<&str> {
        let organisation = self.organisation.as_ref()?;
        matches!(self.role, Role::School | Role::University).then_some(organisation.name.as_str())
    }

    /// The enterprise acted for, by its name; nothing where the organisation is none.
    #[must_use]
    pub fn enterprise(&self) -> Option<&str> {
        let organisation = self.organisation.as_ref()?;
        (self.role == Role::Enterprise).then_some(organisation.name.as_str())
    }

    /// The district acted for, by its code; nothing where the organisation lies in none.
    #[must_use]
    pub fn district(&self) -> Option<&str> {
        self.organisation.as_ref()?.district.as_deref()
    }

    /// How the viewer stands to a student, a transfer applied for aside: the programmes of the plan tell of that.
    #[must_use]
    pub fn to_student(&self, student: &Student) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        let ties = [
            (Relation::Registered, student.registered_at.as_deref()),
            (Relation::Studies, Some(student.studies_at.as_str())),
            (Relation::Front, Some(student.institution.as_str())),
            (Relation::Partner, Some(student.partner.as_str())),
        ];
        if let Some(institution) = self.institution() {
            relations.extend(ties.iter().filter(|(_, name)| *name == Some(institution)).map(|(r, _)| *r));
        }
        if self.role == Role::District && self.district() == Some(student.district.as_str()) {
            relations.insert(Relation::District);
        }
        if self.own.contains(&student.id) {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// How the viewer stands to what belongs to institutions: a batch, a filing, rules.
    #[must_use]
    pub fn to_institutions<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if let Some(institution) = self.institution()
            && names.into_iter().any(|name| name == institution)
        {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// How the viewer stands to what is for an enterprise to say.
    #[must_use]
    pub fn to_enterprise(&self, enterprise: &str) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if self.enterprise() == Some(enterprise) {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// How the viewer stands to what is for one expert: his sheets, his ties.
    #[must_use]
    pub fn to_expert(&self, account: &str) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if self.role == Role::Expert && self.account == account {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// How the viewer stands to an examination that somebody organises.
    #[must_use]
    pub fn to_organiser(&self, organiser: &Organiser) -> BTreeSet<Relation> {
        match organiser {
            Organiser::Institution(name) => self.to_institutions([name.as_str()]),
            Organiser::Authority => {
                let mut relations = BTreeSet::from([Relation::City]);
                if self.role == Role::Examination {
                    relations.insert(Relation::Own);
                }
                relations
            }
        }
    }

    /// How the viewer stands to what the city's commission itself keeps.
    #[must_use]
    pub fn to_commission(&self) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if self.role == Role::Commission {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// Whether the viewer may do something with an object he stands to in these ways.
    #[must_use]
    pub fn may(&self, table: &Table, action: Action, relations: &BTreeSet<Relation>) -> bool {
        (!self.reads_only || action.reads()) && !table.relations(action, self.role).is_disjoint(relations)
    }
}
