//! What is owed: every duty of everybody for every period so far, how it stands, and the records that rests on.

use crate::declarations::PARTS;
use crate::duty::Duty;
use crate::holder::Holder;
use crate::kind::Kind;
use crate::pairing::{Offered, Pairing};
use crate::period::{Period, Semester, day, later};
use crate::read::hundredths;
use crate::record::Record;
use crate::state::{DutyState, Evidence, Owed};
use crate::terms::Terms;
use guantong_model::{Date, Track, academic_year};
use std::collections::{BTreeMap, BTreeSet};

/// Records by whose they are and what kind they are of.
struct Book<'a>(BTreeMap<&'a Holder, BTreeMap<Kind, Vec<&'a Record>>>);

impl<'a> Book<'a> {
    fn of(records: &'a [Record]) -> Self {
        let mut book: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for record in records.iter().filter(|record| record.counts()) {
            book.entry(&record.holder).or_default().entry(record.kind).or_default().push(record);
        }
        Book(book)
    }

    fn all(&self, holder: &Holder, kind: Kind) -> &[&'a Record] {
        self.0.get(holder).and_then(|kinds| kinds.get(&kind)).map_or(&[], Vec::as_slice)
    }

    fn some(&self, holder: &Holder, kind: Kind, fits: impl Fn(&Record) -> bool) -> Vec<&'a Record> {
        self.all(holder, kind).iter().filter(|record| fits(record)).copied().collect()
    }
}

fn evidence(records: &[&Record]) -> Vec<Evidence> {
    let one = |record: &&Record| Evidence {
        holder: record.holder.clone(),
        kind: record.kind,
        number: record.number,
    };
    records.iter().map(one).collect()
}

/// Everything that is owed on a day by the institutions of some pairings: for each duty, holder and period once, in that
/// order, each in one state.
///
/// A pairing whose line was dropped still owes while its students study; one whose first class is to come owes what must
/// be there when it begins.
#[must_use]
pub fn owed(terms: &Terms, today: Date, pairings: &[Pairing], records: &[Record]) -> Vec<Owed> {
    let at = At { terms, today, year: academic_year(today), book: Book::of(records) };
    let mut found = at.leading_groups(pairings);
    for pairing in pairings {
        at.of_pairing(pairing, &mut found);
    }
    found
}

/// What a state is told from.
struct At<'a> {
    terms: &'a Terms,
    today: Date,
    /// The academic year of today.
    year: i32,
    book: Book<'a>,
}

impl At<'_> {
    /// A duty of all times, met by these records or not met.
    fn standing(&self, duty: Duty, holder: &Holder, by: &[&str], due: Date, met: &[&Record]) -> Owed {
        self.one(duty, holder, by, Period::Standing, due, met, !met.is_empty())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a duty has that many sides, each named where it is called"
    )]
    fn one(
        &self,
        duty: Duty,
        holder: &Holder,
        by: &[&str],
        period: Period,
        due: Date,
        met: &[&Record],
        is_met: bool,
    ) -> Owed {
        let state = match is_met {
            true => DutyState::Met,
            false if self.today > due => DutyState::Late,
            false => DutyState::Due,
        };
        Owed {
            duty,
            holder: holder.clone(),
            by: by.iter().map(|name| (*name).to_owned()).collect(),
            period,
            programme: None,
            result: None,
            due,
            state,
            evidence: evidence(met),
            lacking: Vec::new(),
        }
    }

    /// The last day for what must always be there, for whoever begins with a class.
    fn standing_due(&self, first_entry: i32) -> Date {
        match self.terms.standing_from_september {
            true => self.terms.from.max(day(first_entry, 9, 1)),
            false => self.terms.from,
        }
    }

    /// 「各校要成立由主要校领导担任组长的贯通培养工作领导小组」: of every institution, whichever side it is on.
    fn leading_groups(&self, pairings: &[Pairing]) -> Vec<Owed> {
        let mut first: BTreeMap<&str, i32> = BTreeMap::new();
        for pairing in pairings {
            let Some(entry) = pairing.first_entry(self.year) else { continue };
            for side in [&pairing.front, &pairing.partner] {
                let known = first.entry(side).or_insert(entry);
                *known = entry.min(*known);
            }
        }
        let leads = |post: &str| post == "principal" || (post == "secretary" && self.terms.secretary_leads);
        let one = |(name, entry): (&str, i32)| {
            let holder = Holder::Institution(name.to_owned());
            let fits = |record: &Record| record.holds_on(self.today) && leads(record.text("post"));
            let met = self.book.some(&holder, Kind::LeadingGroup, fits);
            self.standing(Duty::LeadingGroup, &holder, &[name], self.standing_due(entry), &met)
        };
        first.into_iter().map(one).collect()
    }

    fn of_pairing(&self, pairing: &Pairing, found: &mut Vec<Owed>) {
        // The last year is reported on after the last class has left.
        self.reports(pairing, &pairing.holder(), found);
        let Some(first) = pairing.first_entry(self.year) else { return };
        let (holder, due) = (pairing.holder(), self.standing_due(first));
        let (front, partner) = (pairing.front.as_str(), pairing.partner.as_str());
        let both = [front, partner];
        if !pairing.alone() || self.terms.alone_owes_all {
            let sides = if pairing.alone() { &both[..1] } else { &both[..] };
            for side in sides {
                let fits = |record: &Record| record.by == **side && record.holds_on(self.today);
                let met = self.book.some(&holder, Kind::LiaisonUnit, fits);
                found.push(self.standing(Duty::ResponsibleUnit, &holder, &[side], due, &met));
            }
            self.meetings(pairing, &holder, found);
            self.divisions(pairing, &holder, found);
            self.dispatches(pairing, &holder, found);
        }
        let fits = |record: &Record| record.holds_on(self.today);
        let set = self.book.some(&holder, Kind::QualityIndicator, fits);
        found.push(self.standing(Duty::QualityIndicators, &holder, &[partner], due, &set));
        self.results(pairing, &holder, found);
        self.visits(pairing, &holder, found);
        found.push(self.agreement(pairing, &holder, due));
        for offered in &pairing.programmes {
            found.extend(self.parts(offered, pairing, &holder));
        }
    }

    /// The semesters in which duties are owed, up to the one of today.
    fn semesters(&self) -> Vec<Semester> {
        let mut semester = Semester::of(self.terms.from, self.terms.second);
        if !self.terms.running_counts {
            semester = semester.next();
        }
        let last = Semester::of(self.today, self.terms.second);
        let mut found = Vec::new();
        while semester <= last {
            found.push(semester);
            semester = semester.next();
        }
        found
    }

    /// The years in which duties are owed, up to that of today, each with the academic year whose students it is for.
    fn years(&self, academic: bool) -> Vec<(Period, i32)> {
        let of = |on: Date| if academic { academic_year(on) } else { i32::from(on.year()) };
        let first = of(self.terms.from) + i32::from(!self.terms.running_counts);
        let period = |year| if academic { Period::AcademicYear(year) } else { Period::CalendarYear(year) };
        // A calendar year begins with the students of the academic year that began before it.
        let whose = |year: i32| if academic { year } else { year - 1 };
        (first..=of(self.today)).map(|year| (period(year), whose(year))).collect()
    }

    fn days(&self, period: Period) -> (Date, Date) {
        period.days(self.terms.second).unwrap_or((Date::MIN, Date::MAX))
    }

    /// 「建立定期业务沟通机制」.
    fn meetings(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        let periods: Vec<(Period, i32)> = match self.terms.meetings_by_year {
            true => self.years(true),
            false => self.semesters().into_iter().map(|one| (Period::Semester(one), one.year)).collect(),
        };
        for (period, _) in periods.into_iter().filter(|(_, year)| pairing.studies_in(*year)) {
            let days = self.days(period);
            let met = self.book.some(holder, Kind::PartnershipMeeting, |record| record.happened_in(days));
            let enough = met.len() >= self.terms.meetings;
            let by = [pairing.front.as_str(), &pairing.partner];
            found.push(self.one(Duty::RegularMeeting, holder, &by, period, days.1, &met, enough));
        }
    }

    /// 「高职阶段…由本科高校和中职学校协商合作开展」: of every secondary–bachelor programme with students.
    fn divisions(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        for offered in pairing.programmes.iter().filter(|one| one.track == Track::SecondaryBachelor) {
            let classes = offered.classes.iter().filter(|class| class.until >= self.year);
            let Some(first) = classes.map(|class| class.entry).min() else { continue };
            let due = match self.terms.division_before_stage_2 {
                true => self.terms.from.max(day(first + 3, 9, 1)),
                false => self.standing_due(first),
            };
            let fits = |record: &Record| {
                record.text("programme") == offered.programme.as_str() && record.holds_on(self.today)
            };
            let met = self.book.some(holder, Kind::TaskDivision, fits);
            let by = [pairing.front.as_str(), &pairing.partner];
            let one = self.standing(Duty::TaskDivision, holder, &by, due, &met);
            found.push(Owed { programme: Some(offered.programme.clone()), ..one });
        }
    }

    /// 「后段院校原则上每学期须向前段院校派出教师」: while anybody studies at the front institution.
    fn dispatches(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        for semester in self.semesters().into_iter().filter(|one| pairing.studies_in_front(one.year)) {
            let period = Period::Semester(semester);
            let of = |record: &Record| record.semester() == Some(semester);
            let met = self.book.some(holder, Kind::TeacherDispatch, of);
            let (enough, due) = (met.len() >= self.terms.dispatches, self.days(period).1);
            let by = [pairing.partner.as_str()];
            let mut one = self.one(Duty::TeacherDispatch, holder, &by, period, due, &met, enough);
            let reasons = self.book.some(holder, Kind::DispatchReason, of);
            if !enough && !reasons.is_empty() {
                one.state = DutyState::Excused;
                one.evidence.extend(evidence(&reasons));
            }
            found.push(one);
        }
    }

    /// Every indicator that held in a year has its result of that year; one below its target is followed up.
    fn results(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        let by = [pairing.partner.as_str()];
        let results = self.book.all(holder, Kind::IndicatorResult);
        for (period, year) in self.years(self.terms.academic_years) {
            let days = self.days(period);
            let holds = |record: &Record| {
                record.day("from").is_some_and(|from| from <= days.1)
                    && record.day("until").is_none_or(|until| days.1 <= until)
            };
            let indicators = self.book.some(holder, Kind::QualityIndicator, holds);
            if indicators.is_empty() || !pairing.studies_in(year) {
                continue;
            }
            let named = match period {
                Period::AcademicYear(year) | Period::CalendarYear(year) => Some(i64::from(year)),
                _ => None,
            };
            let told: Vec<&Record> =
                results.iter().filter(|result| result.number_in("year") == named).copied().collect();
            let has = |indicator: &&Record| {
                told.iter().any(|result| result.number_in("of-indicator") == Some(indicator.number))
            };
            let all = indicators.iter().all(has);
            found.push(self.one(Duty::IndicatorResults, holder, &by, period, days.1, &told, all));
        }
        let Some(within) = self.terms.follow_up_days else { return };
        for result in results.iter().filter(|result| self.below(holder, result)) {
            let of = |record: &Record| {
                record.number_in("result") == Some(result.number) && record.day("done-on").is_some()
            };
            let met = self.book.some(holder, Kind::FollowUp, of);
            let due = later(result.entered_on, within);
            let one = self.standing(Duty::FollowUp, holder, &by, due, &met);
            found.push(Owed { result: Some(result.number), ..one });
        }
    }

    /// Whether a result misses the target of its indicator.
    fn below(&self, holder: &Holder, result: &Record) -> bool {
        let indicator = result.number_in("of-indicator");
        let all = self.book.all(holder, Kind::QualityIndicator);
        let Some(found) = all.iter().find(|one| Some(one.number) == indicator) else { return false };
        match (hundredths(result.text("value")), hundredths(found.text("target"))) {
            (Some(value), Some(target)) if found.text("better") == "lower" => value > target,
            (Some(value), Some(target)) => value < target,
            _ => false,
        }
    }

    /// 「监督人才培养方案实施」.
    fn visits(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        for (period, year) in self.years(self.terms.academic_years) {
            if pairing.studies_in(year) {
                let days = self.days(period);
                let met = self.book.some(holder, Kind::SupervisionVisit, |record| record.happened_in(days));
                let by = [pairing.partner.as_str()];
                let is_met = !met.is_empty();
                found.push(self.one(Duty::Supervision, holder, &by, period, days.1, &met, is_met));
            }
        }
    }

    /// 「由职业院校牵头、会同合作本科高校于每年12月底前提交该年度项目实施报告」: of every calendar year in which somebody studied.
    fn reports(&self, pairing: &Pairing, holder: &Holder, found: &mut Vec<Owed>) {
        let (month, last) = self.terms.report_due;
        for year in i32::from(self.terms.from.year())..=i32::from(self.today.year()) {
            if !pairing.studies_in(year) && !pairing.studies_in(year - 1) {
                continue;
            }
            let of = |record: &Record| record.number_in("year") == Some(i64::from(year));
            let met = self.book.some(holder, Kind::AnnualReport, of);
            let by = [pairing.front.as_str(), &pairing.partner];
            let (period, due) = (Period::CalendarYear(year), day(year, month, last));
            let is_met = !met.is_empty();
            found.push(self.one(Duty::AnnualReport, holder, &by, period, due, &met, is_met));
        }
    }

    /// 「合作院校要与相关企业建立长期合作机制、签订合作协议」: one that ends soon is due to be followed by another.
    fn agreement(&self, pairing: &Pairing, holder: &Holder, due: Date) -> Owed {
        let sides = [pairing.front.as_str(), &pairing.partner];
        let counted = if self.terms.either_agrees { &sides[..] } else { &sides[..1] };
        let mut all: Vec<&Record> = Vec::new();
        for side in counted.iter().copied().collect::<BTreeSet<_>>() {
            let institution = Holder::Institution(side.to_owned());
            all.extend(self.book.all(&institution, Kind::EnterpriseAgreement));
        }
        let held: Vec<&Record> = all.iter().filter(|one| one.holds_on(self.today)).copied().collect();
        let soon = later(self.today, self.terms.agreement_days);
        let lasts = all.iter().any(|one| one.holds_on(soon));
        let ends = held.iter().filter_map(|one| one.day("until")).max();
        match ends.filter(|_| !lasts) {
            Some(ends) => {
                let by = counted;
                self.one(Duty::EnterpriseAgreement, holder, by, Period::Standing, ends, &held, false)
            }
            None => self.standing(Duty::EnterpriseAgreement, holder, counted, due, &held),
        }
    }

    /// 「全面参与到…制订、实施与评价」: of every programme with students.
    fn parts(&self, offered: &Offered, pairing: &Pairing, holder: &Holder) -> Option<Owed> {
        let classes = offered.classes.iter().filter(|class| class.until >= self.year);
        let first = classes.map(|class| class.entry).min()?;
        let (period, days, due) = match self.terms.parts_every_year {
            true => {
                let period = Period::AcademicYear(self.year);
                (period, self.days(period), self.days(period).1)
            }
            false => (Period::Standing, (Date::MIN, self.today), self.standing_due(first)),
        };
        let fits = |record: &Record| {
            record.text("programme") == offered.programme.as_str() && record.happened_in(days)
        };
        let met = self.book.some(holder, Kind::EnterpriseParticipation, fits);
        let has = |part: &&&str| met.iter().any(|record| record.text("part") == **part);
        let lacking: Vec<&'static str> = PARTS.iter().filter(|part| !has(part)).copied().collect();
        let by = [pairing.front.as_str(), &pairing.partner];
        let one = self.one(Duty::EnterpriseParts, holder, &by, period, due, &met, lacking.is_empty());
        Some(Owed { programme: Some(offered.programme.clone()), lacking, ..one })
    }
}
