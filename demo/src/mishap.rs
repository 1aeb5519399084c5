//! What goes wrong on the way: rows declared wrongly and corrected later, entrants forgotten, faults in files.
//!
//! Drawn after the careers, which stay the truth; a mishap only changes what a file says about them.

use contract::calendar::{Date, Month};

use crate::Size;
use crate::chance::Chance;
use crate::line::{self, Line};
use crate::operator::{Operator, Sends};
use crate::person::{OCCASIONAL, Person};
use crate::sector::Sector;

/// A fault that the generator put into a file, and that a reader should find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Payroll register: a CNSS number with a wrong key.
    PayrollInsuredKey,
    /// Payroll register: a day of hire that does not exist.
    PayrollDate,
    /// Payroll register: the file is in Windows-1252, with accented names.
    PayrollEncoding,
    /// e-BDS: a CNSS number with a wrong key (control sum and recapitulation agree with it).
    EbdsInsuredKey,
    /// e-BDS: the control sum of a line is one too high (the recapitulation adds what is written).
    EbdsControlSum,
    /// e-BDS: the recapitulation counts one employee too many.
    EbdsCount,
    /// e-BDS: a byte in a name that the exchange format does not allow.
    EbdsCharacter,
    /// e-BDS: the file ends in the middle of a record.
    EbdsTruncated,
    /// Yearly statement: the total of tax withheld is a thousand dirham above the sum of the lines.
    StatementTotal,
    /// Yearly statement: one line (and the total) shows 500 dirham more tax than the twelve months of payroll.
    StatementGap,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 10] = [
        Fault::PayrollInsuredKey,
        Fault::PayrollDate,
        Fault::PayrollEncoding,
        Fault::EbdsInsuredKey,
        Fault::EbdsControlSum,
        Fault::EbdsCount,
        Fault::EbdsCharacter,
        Fault::EbdsTruncated,
        Fault::StatementTotal,
        Fault::StatementGap,
    ];

    /// Whether the fault is one of the yearly statement.
    pub(crate) const fn yearly(self) -> bool {
        matches!(self, Fault::StatementTotal | Fault::StatementGap)
    }

    /// Whether the fault is one of the payroll register.
    pub(crate) const fn of_payroll(self) -> bool {
        matches!(self, Fault::PayrollInsuredKey | Fault::PayrollDate | Fault::PayrollEncoding)
    }

    /// Whether the operator sends the whole file again, without the fault, some days later.
    #[must_use]
    pub const fn sent_again(self) -> bool {
        matches!(self, Fault::PayrollEncoding | Fault::EbdsCount | Fault::EbdsTruncated | Fault::StatementTotal)
    }
}

/// A fault and the file it is in: that of the month (of the year, for statements), first affiliation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flaw {
    pub(crate) month: Month,
    pub(crate) fault: Fault,
}

/// What the first version of a payroll register said wrongly about one person.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// The wage, too high by so many centimes.
    Wage(i64),
    /// The day of hire.
    Hired(Date),
}

/// The line that a fault falls on: one near the middle with a number of its own, and for the e-BDS one that the CNSS
/// list has.
pub(crate) fn faulty_position(lines: &[Line<'_>], fault: Fault) -> Option<usize> {
    let middle = lines.len() / 2;
    let fits = |position: &usize| {
        let line = &lines[*position];
        !matches!(line.insured, 0 | OCCASIONAL) && (fault.of_payroll() || line.listed)
    };
    (middle..lines.len()).chain(0..middle).find(fits)
}

/// The number with another last digit, so that its key is wrong.
pub(crate) const fn wrong_key(insured: u32) -> u32 {
    insured / 10 * 10 + (insured % 10 + 1) % 10
}

/// A correction: the months of one employment that were first declared wrongly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Correction {
    pub(crate) position: usize,
    pub(crate) first: Month,
    pub(crate) last: Month,
    pub(crate) change: Change,
}

impl Correction {
    /// Makes the line say what the first version said.
    pub(crate) fn undo(&self, line: &mut Line<'_>, month: Month) {
        if line.position != self.position || month < self.first || self.last < month {
            return;
        }
        match self.change {
            Change::Wage(more) => {
                line.gross_centimes += more;
                line.withheld = line::withheld(month, line.gross_centimes, line.person, line.contract, line.exempt);
            }
            Change::Hired(day) => line.hired = day,
        }
    }
}

/// The mishaps of one operator.
#[derive(Debug, Default)]
pub(crate) struct Mishaps {
    pub(crate) corrections: Vec<Correction>,
    /// Entrants missing from the main e-BDS of the month of their hire, declared in a complement.
    pub(crate) forgotten: Vec<(usize, Month)>,
    pub(crate) flaws: Vec<Flaw>,
}

/// Draws the mishaps of every operator.
pub(crate) fn draw(sector: &Sector, size: &Size, chance: &mut Chance) -> Vec<Mishaps> {
    let mut mishaps: Vec<Mishaps> = sector
        .operators
        .iter()
        .map(|operator| Mishaps {
            corrections: corrections(operator, &sector.persons, size, chance),
            forgotten: forgotten(operator, &sector.persons, size, chance),
            flaws: Vec::new(),
        })
        .collect();
    flaws(sector, size, chance, &mut mishaps);
    mishaps
}

/// A wage for some months, and for some operators a day of hire: the first version dates it one day early, which for a
/// hire of 1 July 2025 is the day before the circular takes effect.
fn corrections(operator: &Operator, persons: &[Person], size: &Size, chance: &mut Chance) -> Vec<Correction> {
    let mut corrections = Vec::new();
    if operator.sends != Sends::Everything
        || !matches!(operator.index % 12, 0 | 1 | 6 | 8)
        || operator.stints.is_empty()
    {
        return corrections;
    }
    let month = size.first_month.plus(chance.between(1, (size.months() - 2).max(1)));
    let start = chance.below(u32::try_from(operator.stints.len()).unwrap_or(0)) as usize;
    let paid = |position: &usize| {
        line::of_stint(operator, persons, *position, month).is_some_and(|line| line.gross_centimes > 0)
    };
    if let Some(position) = (start..operator.stints.len()).chain(0..start).find(paid) {
        corrections.push(Correction { position, first: month, last: month, change: Change::Wage(25_000) });
    }
    if operator.index.is_multiple_of(2) {
        let hired = |position: &usize| {
            let stint = &operator.stints[*position];
            let first = stint.hired.month();
            stint.hired.day() == 1
                && size.first_month < first
                && first.plus(2) < size.last_month()
                && stint.left.is_none()
        };
        if let Some(position) = (0..operator.stints.len()).find(hired) {
            let day = operator.stints[position].hired;
            let change = Change::Hired(day.plus_days(-1));
            corrections.push(Correction { position, first: day.month(), last: day.month().plus(1), change });
        }
    }
    corrections
}

fn forgotten(operator: &Operator, persons: &[Person], size: &Size, chance: &mut Chance) -> Vec<(usize, Month)> {
    let mut forgotten = Vec::new();
    if operator.sends == Sends::OnlyStatement || !matches!(operator.index % 12, 1 | 4 | 10) {
        return forgotten;
    }
    for (position, stint) in operator.stints.iter().enumerate() {
        let month = stint.hired.month();
        let numbered = persons[stint.person].numbered_from.is_none();
        let inside = size.first_month < month && month <= size.last_month();
        if inside && numbered && operator.never_sent != Some(month) && forgotten.len() < 6 && chance.per_mille(250) {
            forgotten.push((position, month));
        }
    }
    forgotten
}

/// Each fault occurs once in every fifty operators, at least once; never two in one month of one operator.
fn flaws(sector: &Sector, size: &Size, chance: &mut Chance, mishaps: &mut [Mishaps]) {
    let eligible: Vec<&Operator> = sector
        .operators
        .iter()
        .filter(|operator| operator.sends == Sends::Everything && operator.stints.len() >= 4)
        .collect();
    let years = size.finished_years();
    for fault in Fault::ALL {
        for _ in 0..(sector.operators.len() / 50).max(1) {
            // A crowded sector may have no free place left; a handful of attempts is enough otherwise.
            for _ in 0..20 {
                let drawn = chance.below(u32::try_from(eligible.len()).unwrap_or(0)) as usize;
                let Some(operator) = eligible.get(drawn) else { return };
                let first = size.first_month.max(operator.created.month().plus(2));
                let month = if fault.yearly() {
                    let Some(year) = years.clone().find(|year| operator.created.year() < *year) else { continue };
                    Month::from_index(year * 12 + 11)
                } else {
                    Month::from_index(chance.between(first.index(), size.last_month().index()))
                };
                let own = &mut mishaps[operator.index];
                let corrected =
                    own.corrections.iter().any(|correction| correction.first <= month && month <= correction.last);
                let taken = own.flaws.iter().any(|flaw| flaw.month == month) || operator.never_sent == Some(month);
                if first <= month && !corrected && !taken {
                    own.flaws.push(Flaw { month, fault });
                    break;
                }
            }
        }
    }
}
