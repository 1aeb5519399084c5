//! Yearly statements: totals agree with lines, lines with the months of payroll.

use std::collections::BTreeMap;

use crate::reading::{centimes, rows, small, sound_files, text};

fn elements<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    text.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

fn amount(text: &str, name: &str) -> i64 {
    centimes(elements(text, name)[0])
}

fn total(items: &[&str], name: &str) -> i64 {
    items.iter().map(|item| amount(item, name)).sum()
}

#[test]
fn totals_agree_with_the_lines() {
    let deliveries = small();
    let mut statements = 0;
    for (name, bytes) in sound_files(&deliveries, "SIMPL-IR") {
        let xml = text(bytes);
        assert!(elements(xml, "raisonSociale")[0].contains("fictif"));
        let permanent = elements(xml, "PersonnelPermanent");
        for (sum, element) in [
            ("totalMtIrPrelevePP", "irPreleve"),
            ("totalMtRevenuBrutImposablePP", "mtRevenuBrutImposable"),
            ("totalMtRevenuNetImposablePP", "mtRevenuNetImposable"),
            ("totalMtTotalDeductionPP", "mtTotalDeduction"),
        ] {
            assert_eq!(amount(xml, sum), total(&permanent, element), "{name}: {sum}");
        }
        for line in &permanent {
            let net = amount(line, "mtRevenuBrutImposable") - amount(line, "mtTotalDeduction");
            assert_eq!(net, amount(line, "mtRevenuNetImposable"), "{name}");
            assert!(amount(line, "mtFraisProfess") <= 3_500_000, "{name}");
        }
        let paid = total(&elements(xml, "VersementTraitementSalaire"), "totalVersement");
        assert_eq!(paid, amount(xml, "totalMtIrPrelevePP") + amount(xml, "totalIrPrelevePO"), "{name}");
        statements += 1;
    }
    assert!(statements >= 25);
}

/// Gross and tax of 2025 by operator and number, in the last version of each payroll register.
#[test]
fn lines_agree_with_the_months_of_payroll() {
    let deliveries = small();
    let mut last: BTreeMap<&str, (&str, &[u8])> = BTreeMap::new();
    for delivery in &deliveries {
        for (name, bytes) in &delivery.files {
            let faulty = delivery.planted.iter().any(|planted| planted.file == *name);
            if name.starts_with("PAIE") && name.contains("_2025") && !faulty {
                last.insert(name, (&delivery.operator, bytes));
            }
        }
    }
    let mut months: BTreeMap<(&str, String), (u32, i64, i64)> = BTreeMap::new();
    for (operator, bytes) in last.into_values() {
        for row in rows(bytes).into_iter().filter(|row| row["type_contrat"] != "STAGE") {
            let sums = months.entry((operator, row["cin"].clone())).or_default();
            *sums = (sums.0 + 1, sums.1 + centimes(&row["brut_imposable"]), sums.2 + centimes(&row["ir_preleve"]));
        }
    }
    let mut compared = 0;
    for delivery in &deliveries {
        for (name, bytes) in
            delivery.files.iter().filter(|(name, _)| name.starts_with("SIMPL") && name.ends_with("2025.xml"))
        {
            if delivery.planted.iter().any(|planted| planted.file == *name) {
                continue;
            }
            for line in elements(text(bytes), "PersonnelPermanent") {
                let card = elements(line, "numCNI")[0].to_owned();
                let exempt_too = text(bytes).matches(&card).count() > 1;
                let Some(sums) = months.get(&(&delivery.operator, card)) else { continue };
                if sums.0 == 12 && !exempt_too {
                    assert_eq!(
                        (sums.1, sums.2),
                        (amount(line, "mtRevenuBrutImposable"), amount(line, "irPreleve")),
                        "{name}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn exempt_staff_stands_apart_without_tax() {
    let deliveries = small();
    let exempt: Vec<&str> =
        sound_files(&deliveries, "SIMPL-IR").flat_map(|(_, bytes)| elements(text(bytes), "PersonnelExonere")).collect();
    assert!(exempt.len() >= 3, "{}", exempt.len());
    assert!(exempt.iter().all(|line| elements(line, "irPreleve").is_empty()));
    assert!(exempt.iter().all(|line| amount(line, "mtRevenuBrutImposable") <= 12 * 1_000_000));
}
