//! The real readers find every planted fault, and nothing else that would be worth a look.

use std::collections::BTreeMap;

use demo::{Fault, Size};
use evidence::finding::{Finding, Severity};

use crate::reading::SEED;

/// The code under which the readers tell each fault; nothing for a gap that only another source shows.
pub fn code(fault: Fault) -> Option<&'static str> {
    match fault {
        Fault::PayrollInsuredKey => Some("table-number-aside"),
        Fault::PayrollDate => Some("csv-date"),
        Fault::PayrollEncoding => Some("csv-encoding"),
        Fault::EbdsInsuredKey => Some("ebds-registration-key"),
        Fault::EbdsControlSum => Some("ebds-control-sum"),
        Fault::EbdsCount => Some("ebds-recap"),
        Fault::EbdsCharacter => Some("ebds-character"),
        Fault::EbdsTruncated => Some("ebds-truncated"),
        Fault::StatementTotal => Some("tax-total"),
        Fault::StatementGap => None,
    }
}

/// One doubt is right: a person whose exemption ends within the year stands on two lines of the statement.
#[test]
fn sound_files_are_read_without_a_doubt() {
    let mut doubts: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for delivery in demo::generate(SEED, Size::small()) {
        for (name, bytes) in delivery.files.iter() {
            let planted = delivery.planted.iter().any(|planted| planted.file == *name);
            if planted {
                continue;
            }
            let piece = evidence::read::read_by(&crate::shipped::tables(), name, bytes);
            for finding in piece.findings.iter().filter(|finding| finding.severity > Severity::Notice) {
                let entry = doubts.entry(finding.code.clone()).or_insert((0, format!("{name}: {finding:?}")));
                entry.0 += 1;
            }
        }
    }
    let two_lines = doubts.remove("tax-person-twice");
    assert!(two_lines.is_some_and(|(count, _)| count < 20));
    assert!(doubts.is_empty(), "{doubts:#?}");
}

#[test]
fn every_planted_fault_is_found_in_its_place() {
    for delivery in demo::generate(SEED, Size::small()) {
        for planted in &delivery.planted {
            let Some(code) = code(planted.fault) else { continue };
            let (name, bytes) = delivery.files.iter().find(|(name, _)| *name == planted.file).expect("its file");
            let piece = evidence::read::read_by(&crate::shipped::tables(), name, bytes);
            let told = |finding: &&Finding| {
                finding.code == code && (planted.line.is_none() || finding.place.line == planted.line)
            };
            assert!(piece.findings.iter().any(|finding| told(&finding)), "{planted:?}: {:?}", piece.findings);
        }
    }
}
