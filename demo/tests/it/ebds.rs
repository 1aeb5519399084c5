//! e-BDS files: width, families, control sums and keys, each computed again from the columns.

use crate::reading::{affiliation_key_holds, field, insured_key_holds, number, small, sound_files, text};

fn rank(situation: &str) -> u64 {
    let ranks = ["  ", "SO", "DE", "IT", "IL", "AT", "CS", "MS", "MP"];
    ranks.iter().position(|code| *code == situation).expect("a known situation") as u64
}

#[test]
fn every_record_has_260_characters_of_the_alphabet() {
    let deliveries = small();
    let mut files = 0;
    for (name, bytes) in ["DS", "AFFEBDS"].iter().flat_map(|prefix| sound_files(&deliveries, prefix)) {
        files += 1;
        for (line, record) in text(bytes).lines().enumerate() {
            assert_eq!(record.len(), 260, "{name}:{}", line + 1);
            let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ';
            assert!(record.bytes().all(allowed), "{name}:{}", line + 1);
            if line > 0 {
                assert!(affiliation_key_holds(field(record, 4, 10)));
                assert!(name.contains(field(record, 4, 10)));
            }
        }
    }
    assert!(files > 400);
}

#[test]
fn control_sums_and_recapitulations_of_declarations_hold() {
    let deliveries = small();
    for (name, bytes) in sound_files(&deliveries, "DS_") {
        let records: Vec<&str> = text(bytes).lines().collect();
        let kinds: Vec<&str> = records.iter().map(|record| field(record, 1, 3)).collect();
        assert!(kinds.is_sorted(), "{name}: {kinds:?}");
        let of = |kind: &str| records.iter().copied().filter(|record| field(record, 1, 3) == kind).collect::<Vec<_>>();

        // (people, insured, days, real, capped, control)
        let mut both = [0; 6];
        let mut listed = [0; 6];
        for record in of("B02").into_iter().filter(|record| !field(record, 17, 25).trim().is_empty()) {
            assert!(insured_key_holds(field(record, 17, 25)));
            let (insured, returned, days) =
                (number(record, 17, 25), number(record, 106, 111), number(record, 112, 113));
            let (real, capped) = (number(record, 114, 126), number(record, 127, 135));
            let situation = field(record, 136, 137);
            assert_eq!(number(record, 138, 156), insured + returned + days + real + capped + rank(situation), "{name}");
            assert!(days <= 26 && capped == real.min(600_000), "{name}");
            if matches!(situation, "CS" | "MS" | "AT" | "MP") {
                assert_eq!((days, real, capped), (0, 0, 0), "{name}");
            }
            if matches!(situation, "SO" | "DE") {
                assert_eq!(returned, number(record, 100, 105), "{name}");
            }
            add(&mut listed, [1, insured, days, real, capped, number(record, 138, 156)]);
        }
        let recap = of("B03")[0];
        let written =
            [(17, 22), (65, 79), (92, 97), (98, 112), (113, 125), (126, 144)].map(|(a, b)| number(recap, a, b));
        assert_eq!(written, listed, "{name}: B03");

        let mut entrants = [0; 6];
        for record in of("B04").into_iter().filter(|record| !field(record, 17, 25).trim().is_empty()) {
            let (insured, days) = (number(record, 17, 25), number(record, 94, 95));
            let (real, capped) = (number(record, 96, 108), number(record, 109, 117));
            assert_eq!(number(record, 118, 136), insured + days + real + capped, "{name}");
            assert!(
                insured != 0 || !field(record, 86, 93).trim().is_empty(),
                "{name}: a card where there is no number"
            );
            add(&mut entrants, [1, insured, days, real, capped, number(record, 118, 136)]);
        }
        add(&mut both, listed);
        add(&mut both, entrants);
        for (kind, sums) in [("B05", entrants), ("B06", both)] {
            let recap = of(kind)[0];
            let written =
                [(17, 22), (23, 37), (38, 43), (44, 58), (59, 71), (72, 90)].map(|(a, b)| number(recap, a, b));
            assert_eq!(written, sums, "{name}: {kind}");
        }
    }
}

fn add(sums: &mut [u64; 6], one: [u64; 6]) {
    sums.iter_mut().zip(one).for_each(|(sum, value)| *sum += value);
}

#[test]
fn a_declaration_answers_its_preestablished_list_line_by_line() {
    let deliveries = small();
    let mut lists = 0;
    for delivery in deliveries.iter().filter(|delivery| delivery.planted.is_empty()) {
        for (name, list) in delivery.files.iter().filter(|(name, _)| name.starts_with("AFFEBDS")) {
            let answer = name.replace("AFFEBDS", "DS");
            let (_, declaration) = delivery.files.iter().find(|(name, _)| *name == answer).expect("its declaration");
            let insured = |bytes: &[u8], kind: &str| -> Vec<String> {
                let records = text(bytes).lines().filter(|record| field(record, 1, 3) == kind);
                records
                    .map(|record| field(record, 17, 25).trim().to_owned())
                    .filter(|number| !number.is_empty())
                    .collect()
            };
            let listed = insured(list, "A02");
            assert_eq!(listed, insured(declaration, "B02"), "{name}");
            assert!(listed.is_sorted());
            lists += 1;
        }
    }
    assert!(lists > 50);
}

#[test]
fn a_complement_declares_whom_the_main_file_forgot() {
    let deliveries = small();
    let complements: Vec<_> = sound_files(&deliveries, "DSC1").collect();
    assert!(!complements.is_empty());
    for (name, bytes) in complements {
        let main = name.replace("DSC1", "DS");
        let (_, declared) = sound_files(&deliveries, &main).next().expect("its main declaration");
        for record in text(bytes).lines().filter(|record| field(record, 1, 3) == "E04") {
            assert!(!text(declared).contains(field(record, 17, 25)), "{name}");
        }
    }
}

#[test]
fn situations_of_every_frequent_kind_are_declared() {
    let deliveries = small();
    let records = sound_files(&deliveries, "DS_").flat_map(|(_, bytes)| text(bytes).lines());
    let situations: std::collections::BTreeSet<&str> =
        records.filter(|record| field(record, 1, 3) == "B02").map(|record| field(record, 136, 137)).collect();
    for code in ["  ", "SO", "IT", "IL", "AT", "CS"] {
        assert!(situations.contains(code), "{code}: {situations:?}");
    }
}
