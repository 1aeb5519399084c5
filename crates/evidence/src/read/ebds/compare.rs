//! A main declaration against the pre-established list that it answers: same insured, same children and allowances.
//!
//! Pure: two pieces in, findings on the main declaration out. Numbers are compared and never written down.

use std::collections::BTreeMap;

use super::layout::{Field, insured};
use crate::finding::{Finding, Place, codes};
use crate::piece::Piece;

const COMPARED: [Field; 4] = [insured::CHILDREN, insured::DUE, insured::DEDUCTED, insured::NET];

/// What differs between a main declaration (family B) and the list that the CNSS sent before it (family A).
///
/// Places are lines of `main`, except for insured persons that it leaves out, who have none; `listed_line` is the line of
/// `preestablished`. Two files of different affiliations or months give one finding and are not compared.
#[must_use]
pub fn compare_preestablished(main: &Piece, preestablished: &Piece) -> Vec<Finding> {
    if main.declarant != preestablished.declarant || main.period != preestablished.period {
        return vec![codes::EBDS_PREESTABLISHED_OTHER.at(Place::default())];
    }
    let mut listed: BTreeMap<u64, _> = preestablished.roll.lines.iter().map(|line| (line.number, line)).collect();
    let mut findings = Vec::new();
    for line in &main.roll.lines {
        let place = |field: Field| {
            let columns = Some((field.first, field.last));
            Place { columns, ..Place::field(line.line, field.name) }
        };
        let Some(listed) = listed.remove(&line.number) else {
            findings.push(codes::EBDS_PREESTABLISHED_SURPLUS.at(place(insured::NUMBER)));
            continue;
        };
        for ((field, declared), listed_value) in COMPARED.iter().zip(line.allowances).zip(listed.allowances) {
            if declared != listed_value {
                let finding = codes::EBDS_PREESTABLISHED_DIFFERS.at(place(*field));
                findings.push(finding.with("listed_line", listed.line));
            }
        }
    }
    let mut unanswered: Vec<u32> = listed.values().map(|line| line.line).collect();
    unanswered.sort_unstable();
    let unanswered = unanswered
        .iter()
        .map(|line| codes::EBDS_PREESTABLISHED_UNANSWERED.at(Place::default()).with("listed_line", line));
    findings.splice(0..0, unanswered);
    findings
}
