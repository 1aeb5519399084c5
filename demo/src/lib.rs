//! A plausible offshoring sector that does not exist, written as real administrative files.
//!
//! Operators, persons, wages and turnovers are drawn from a seed; nothing is taken from anybody, and every file that can
//! carry a title says that its data are fictitious. The files follow the published layouts and are read by the real
//! intake. This crate writes and never reads: it shares no code with the readers. Start at [`generate`].
//!
//! What an operator shows follows from its place in a cycle of twelve, so that twelve operators show everything:
//!
//! | Operators | What they show |
//! | --- | --- |
//! | `op-001`, 013, … | the largest of all; three affiliations, one of them from the second year on; four sites; a day of hire corrected |
//! | `op-002`, … | two sites, entrants forgotten and declared in a complement, a wage corrected |
//! | `op-003`, … | one month never sent |
//! | `op-004`, … | young: hires of the first two years exempt from income tax |
//! | `op-005`, … | two affiliations, occasional labour in summer, complements |
//! | `op-006`, … | only the e-BDS, no payroll register and no yearly statement |
//! | `op-007`, … | CSV with decimal commas, `31/12/2025` and a byte order mark; two sites; corrections |
//! | `op-008`, … | created inside the window (by default after 30 June 2025), first hires exempt |
//! | `op-009`, … | moves to a platform in the middle of a year; an affiliation closed long ago; corrections |
//! | `op-010`, … | only the yearly statement |
//! | `op-011`, … | CSV with commas between quoted columns, complements |
//! | `op-012`, … | nothing in particular |
//!
//! Beside wages and taxes they declare what the programme asks for (`file::programme`), and managers of platforms their floors
//! and quarterly reports (`file::platform`).
//!
//! In operators 1, 5, 9, … of some size, four people are hired on 1 July 2025: one stays, one leaves on the last day of the
//! eighteenth month, one two weeks before it, one the day after it. Late files and faults fall anywhere.

mod career;
mod chance;
mod delivery;
mod ecosystem;
mod file;
pub mod founding;
mod identifier;
mod issued;
mod ledger;
mod line;
mod mishap;
mod name;
mod operator;
mod person;
mod place;
mod schedule;
mod sector;
mod withholding;

pub use delivery::{Deliveries, Delivery, MANAGERS, Planted};
pub use issued::{Issued, Search, Trace};
pub use ledger::{Ledger, Row, Sheet, SheetKind, Spread};
pub use mishap::Fault;

use contract::calendar::Month;

/// How large a sector, and over which months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The number of operators.
    pub operators: u32,
    /// The number of persons ever employed; about three in five are at work in a given month. Ten or more for each
    /// operator make a plausible sector.
    pub persons: u32,
    /// The first month that is declared.
    pub first_month: Month,
    /// The number of months that are declared; twelve or more make a plausible sector.
    pub months: u32,
}

/// July 2024: the 36 months from then on hold a year before 1 July 2025 and eighteen months and more after it.
const FIRST_MONTH: Month = Month::from_index(2024 * 12 + 6);

impl Default for Size {
    /// 200 operators, 20,000 persons, July 2024 to June 2027. The demo runs ahead of the calendar on purpose: a hire of
    /// July 2025 must reach its eighteenth month.
    fn default() -> Size {
        Size { operators: 200, persons: 20_000, first_month: FIRST_MONTH, months: 36 }
    }
}

impl Size {
    /// Twelve operators and 300 persons over the same 36 months: small, with every trait of the large sector.
    #[must_use]
    pub const fn small() -> Size {
        Size { operators: 12, persons: 300, first_month: FIRST_MONTH, months: 36 }
    }

    /// The last month that is declared.
    #[must_use]
    pub fn last_month(&self) -> Month {
        self.first_month.plus(self.months() - 1)
    }

    pub(crate) fn months(&self) -> i32 {
        i32::try_from(self.months).unwrap_or(i32::MAX / 2)
    }

    /// The calendar years of which at least one month is declared and that are over.
    pub(crate) fn finished_years(&self) -> std::ops::RangeInclusive<i32> {
        self.first_month.year()..=self.last_month().plus(1).year() - 1
    }
}

/// The sector of that seed and size, delivery by delivery. The same seed and size give the same bytes.
#[must_use]
pub fn generate(seed: u64, size: Size) -> Deliveries {
    Deliveries::draw(seed, &size)
}
