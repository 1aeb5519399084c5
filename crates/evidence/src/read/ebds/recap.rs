//! Recaps of an e-BDS file (A03, B03, B05, B06): counts and sums of its lines, held against what the file states.
//!
//! A mismatch warns and refuses nothing: every line has a control sum of its own. A sum over lines of which one cannot be
//! read is not compared at all.

use super::Declared;
use super::layout::{AFFILIATION, Field, PERIOD, Sum, WIDTH};
use super::record::Record;
use crate::finding::{Finding, Place, codes};

/// Sums over the lines of one list; a sum with an unreadable part is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals([Option<u128>; Sum::COUNT]);

impl Totals {
    pub(super) const ZERO: Totals = Totals([Some(0); Sum::COUNT]);

    /// Adds the summed fields of one line, and the line.
    pub(super) fn add(&mut self, record: &Record<'_>, fields: &[Field]) {
        self.0[Sum::Lines as usize] = self.0[Sum::Lines as usize].map(|count| count + 1);
        for field in fields {
            let Some(sum) = field.sum else { continue };
            let value = match sum {
                Sum::Numbers if record.is_blank(*field) => Some(0),
                _ => record.number(*field),
            };
            let total = &mut self.0[sum as usize];
            *total = total.zip(value).and_then(|(total, value)| total.checked_add(u128::from(value)));
        }
    }

    /// Counts a line of unknown content: every sum becomes unknown.
    pub(super) fn add_unread(&mut self) {
        let lines = self.0[Sum::Lines as usize].map(|count| count + 1);
        *self = Totals([None; Sum::COUNT]);
        self.0[Sum::Lines as usize] = lines;
    }

    /// The sums over two lists.
    pub(super) fn and(&self, other: &Totals) -> Totals {
        let mut both = *self;
        for (total, more) in both.0.iter_mut().zip(other.0) {
            *total = total.zip(more).and_then(|(total, more)| total.checked_add(more));
        }
        both
    }
}

/// Holds a recap record against the sums of its lines.
pub(super) fn check(record: &Record<'_>, fields: &[Field], totals: &Totals, declared: &Declared) -> Vec<Finding> {
    let kind = record.kind().to_owned();
    if record.width != WIDTH {
        let finding = codes::EBDS_FRAME_WIDTH.at(Place::line(record.line));
        return vec![finding.with("record", kind).with("expected", WIDTH).with("found", record.width)];
    }
    let mut findings = Vec::new();
    let period = declared.period.as_ref().map(|(written, _)| written);
    for (field, of_file) in [(AFFILIATION, declared.affiliation.as_ref()), (PERIOD, period)] {
        if of_file.is_some_and(|of_file| record.text(field) != of_file) {
            findings.push(codes::EBDS_RECAP_OTHER.at(record.place(field)).with("record", &kind));
        }
    }
    for field in fields {
        let Some(sum) = field.sum else { continue };
        let Some(found) = record.number(*field) else {
            findings.push(codes::EBDS_RECAP_UNREADABLE.at(record.place(*field)).with("record", &kind));
            continue;
        };
        match totals.0[sum as usize] {
            Some(expected) if expected != u128::from(found) && sum.is_secret() => {
                findings.push(codes::EBDS_RECAP_NUMBERS.at(record.place(*field)).with("record", &kind));
            }
            Some(expected) if expected != u128::from(found) => {
                let finding = codes::EBDS_RECAP.at(record.place(*field)).with("record", &kind);
                let (expected, found) = (written(expected, sum), written(u128::from(found), sum));
                findings.push(finding.with("expected", expected).with("found", found));
            }
            _ => {}
        }
    }
    findings
}

/// What tells whether a recap counts a line: the number of lines, and the sums that the line would add to.
const COUNTED: [Sum; 4] = [Sum::Lines, Sum::Days, Sum::RealWages, Sum::CappedWages];

/// Whether a recap counts these very lines. A sum over lines of which one cannot be read tells nothing; the number of lines
/// always does. A number that is wrong in one line alters the sum of numbers, not what is counted.
pub(super) fn agrees(record: &Record<'_>, fields: &[Field], totals: &Totals) -> bool {
    let counted =
        fields.iter().filter_map(|field| field.sum.filter(|sum| COUNTED.contains(sum)).map(|sum| (field, sum)));
    let mut known = counted.filter_map(|(field, sum)| totals.0[sum as usize].map(|total| (field, total)));
    record.width == WIDTH && known.all(|(field, total)| record.number(*field).map(u128::from) == Some(total))
}

/// A sum for a message: dirham where it is an amount.
fn written(value: u128, sum: Sum) -> String {
    if sum.is_amount() { format!("{}.{:02}", value / 100, value % 100) } else { value.to_string() }
}
