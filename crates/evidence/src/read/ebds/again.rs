//! Lines of one person in one list of an e-BDS file: added up where they differ, and where they are the same line the recap
//! of the list tells whether both count.

use std::collections::BTreeMap;

use contract::facts::Cell;

use super::record::Record;
use super::{Reading, layout, recap};
use crate::finding::{Finding, Place, codes};
use crate::piece::RawRow;
use crate::read::ledger::{Ledger, Outcome};

/// What lines of one person and month add up.
const SUMMED: [&str; 3] = ["days", "wage", "capped_wage"];

/// A line of a number, its place among the rows used, and its cells.
pub(super) type Seen = (u32, usize, Vec<(&'static str, Cell)>);

/// A line that says the same as an earlier one.
pub(super) struct Again {
    pub(super) rank: u8,
    pub(super) place: usize,
    pub(super) findings: Vec<Finding>,
    pub(super) row: RawRow,
}

impl Reading<'_> {
    /// Notes a line of a number that an earlier line of its list has too. Gives the place of the one that says the same.
    pub(super) fn beside(
        &mut self,
        rank: u8,
        number: u64,
        row: &RawRow,
        ledger: &Ledger,
        findings: &mut Vec<Finding>,
    ) -> Option<usize> {
        if matches!(number, 0 | 999_999_999) {
            return None;
        }
        let rows = self.first_rows.entry((rank, number)).or_default();
        if let Some((_, place, _)) = rows.iter().find(|(_, _, cells)| *cells == row.cells) {
            return Some(*place);
        }
        if let Some((first, ..)) = rows.first() {
            findings.push(codes::EBDS_PERSON_TWICE.at(Place::line(row.line)).with("first_line", first));
        }
        rows.push((row.line, ledger.rows().len(), row.cells.clone()));
        None
    }

    /// Lines that say the same as an earlier one count where the recap of their list counts every line; where it counts
    /// each person once they do not; where it says neither nobody knows, and the amounts are unread.
    pub(super) fn settle_again(&mut self, recaps: &BTreeMap<u8, Record<'_>>, ledger: &mut Ledger) {
        for Again { rank, place, mut findings, row } in std::mem::take(&mut self.again) {
            let (of_rank, once) =
                if rank == 2 { (&self.insured, self.once[0]) } else { (&self.entrants, self.once[1]) };
            let recap = recaps.get(&(rank + 1));
            let fields = if rank == 2 { layout::RECAP_DECLARED } else { layout::RECAP_ENTRANTS };
            let first = ledger.rows().get(place).map_or(0, |first| first.line);
            if recap.is_some_and(|recap| recap::agrees(recap, fields, of_rank)) {
                findings.push(codes::EBDS_PERSON_TWICE.at(Place::line(row.line)).with("first_line", first));
                ledger.join(place, &row, &SUMMED, findings);
                continue;
            }
            if !recap.is_some_and(|recap| recap::agrees(recap, fields, &once)) {
                findings.push(codes::EBDS_REPEATED.at(Place::line(row.line)).with("first_line", first));
                ledger.blur(place, &SUMMED);
            }
            ledger.settle(findings, Outcome::Ignore(crate::read::REPEATED_LINE));
        }
    }
}
