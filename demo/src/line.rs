//! One person in one month: what every file of that month says about her, in its own way.

use contract::calendar::{Date, Month};

use crate::career::{Contract, Situation, Stint};
use crate::operator::Operator;
use crate::person::Person;
use crate::withholding::{Withheld, withhold};

/// The ceiling of the capped wage, in centimes a month.
const CEILING_CENTIMES: i64 = 600_000;

/// The days of a whole month in the e-BDS.
const WHOLE_MONTH: u8 = 26;

/// A month of an employment.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    pub(crate) person: &'a Person,
    /// Index into the operator's employments; `usize::MAX` for occasional labour.
    pub(crate) position: usize,
    pub(crate) insured: u32,
    pub(crate) ecosystem: &'static str,
    pub(crate) contract: Contract,
    /// Index into the operator's sites.
    pub(crate) site: usize,
    pub(crate) hired: Date,
    /// The day of exit, known only in its month.
    pub(crate) left: Option<Date>,
    pub(crate) days: u8,
    pub(crate) gross_centimes: i64,
    pub(crate) withheld: Withheld,
    pub(crate) situation: Situation,
    pub(crate) exempt: bool,
    /// Whether the CNSS knew the person at this affiliation the month before, so that its list has her.
    pub(crate) listed: bool,
}

impl Line<'_> {
    pub(crate) fn capped_centimes(&self) -> i64 {
        self.gross_centimes.min(CEILING_CENTIMES)
    }
}

/// The lines of one affiliation in one month, in order of registration number.
pub(crate) fn of_affiliation<'a>(
    operator: &'a Operator,
    persons: &'a [Person],
    affiliation: usize,
    month: Month,
) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = operator
        .stints
        .iter()
        .enumerate()
        .filter(|(_, stint)| stint.affiliation == affiliation)
        .filter_map(|(position, _)| of_stint(operator, persons, position, month))
        .collect();
    if affiliation == 0 && matches!(month.number(), 7 | 8) {
        lines.extend(operator.occasional.as_ref().map(|person| occasional(operator, person, month)));
    }
    lines.sort_by_key(|line| (line.insured, line.position));
    lines
}

/// What that employment is in that month; nothing before the hire and after the exit.
pub(crate) fn of_stint<'a>(
    operator: &'a Operator,
    persons: &'a [Person],
    position: usize,
    month: Month,
) -> Option<Line<'a>> {
    let stint = &operator.stints[position];
    let person = &persons[stint.person];
    let first = stint.hired.max(month.first_day());
    let last = stint.left.map_or(month.last_day(), |left| left.min(month.last_day()));
    if first > last {
        return None;
    }
    let leave = stint.leaves.iter().find(|leave| leave.first <= month && month <= leave.last);
    let days = leave.map_or_else(|| days_worked(first, last, month), |leave| leave.days);
    let contract = match stint.permanent_from {
        Some(from) if from <= month => Contract::Permanent,
        _ => stint.contract,
    };
    let exempt = stint.exempt_until.is_some_and(|until| month < until);
    let gross =
        (stint.wage_centimes(month) * i64::from(days) * 2 + i64::from(WHOLE_MONTH)) / (2 * i64::from(WHOLE_MONTH));
    let before = month.plus(-1);
    Some(Line {
        person,
        position,
        insured: person.insured_in(month),
        ecosystem: stint.ecosystem.code(),
        contract,
        site: operator.site_in(stint.site_in(month), month),
        hired: stint.hired,
        left: stint.left.filter(|left| left.month() == month),
        days,
        gross_centimes: gross,
        withheld: withheld(month, gross, person, contract, exempt),
        situation: match leave {
            Some(leave) => leave.situation,
            None if stint.left.is_some_and(|left| left.month() == month) && stint.died => Situation::Died,
            None if stint.left.is_some_and(|left| left.month() == month) => Situation::Left,
            None => Situation::Normal,
        },
        exempt,
        listed: stint.hired.month() <= before && person.insured_in(before) != 0,
    })
}

/// Days of the 26 that a part of a month stands for; at least one.
fn days_worked(first: Date, last: Date, month: Month) -> u8 {
    let days = last.days() - first.days() + 1;
    let length = month.length();
    u8::try_from((days * 26 * 2 + length) / (2 * length)).unwrap_or(WHOLE_MONTH).clamp(1, WHOLE_MONTH)
}

pub(crate) fn withheld(month: Month, gross: i64, person: &Person, contract: Contract, exempt: bool) -> Withheld {
    if contract == Contract::Internship {
        // An insertion training of up to 6,000 dirham pays neither contributions nor tax.
        return Withheld::default();
    }
    let due = withhold(month.year(), gross, person.dependants);
    Withheld { tax: if exempt { 0 } else { due.tax }, ..due }
}

fn occasional<'a>(operator: &Operator, person: &'a Person, month: Month) -> Line<'a> {
    let gross = 120_000 + 10_000 * i64::from(month.number());
    Line {
        person,
        position: usize::MAX,
        insured: person.insured,
        ecosystem: operator.ecosystems[0].code(),
        contract: Contract::Temporary,
        site: operator.site_in(0, month),
        hired: month.first_day(),
        left: None,
        days: 10,
        gross_centimes: gross,
        withheld: withhold(month.year(), gross, 0),
        situation: Situation::Normal,
        exempt: false,
        listed: false,
    }
}

impl Stint {
    /// The wage of a whole month.
    fn wage_centimes(&self, month: Month) -> i64 {
        let years = i64::from((month.year() - self.hired.year()).max(0));
        let promotion = self.promotion.filter(|(from, _)| *from <= month).map_or(0, |(_, share)| i64::from(share));
        let thousandths = 1_000 + i64::from(self.raise_per_mille) * years + promotion;
        // Whole tens of dirham.
        i64::from(self.wage_dirham) * thousandths / 10_000 * 1_000
    }

    fn site_in(&self, month: Month) -> usize {
        match self.moved {
            Some((from, site)) if from <= month => site,
            _ => self.site,
        }
    }
}
