//! Payroll registers: valid numbers, people as the story wants them.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{centimes, insured_key_holds, rows, small, sound_files};

#[test]
fn rows_are_plausible() {
    let deliveries = small();
    let mut ecosystems = BTreeSet::new();
    let mut contracts = BTreeSet::new();
    for (name, bytes) in sound_files(&deliveries, "PAIE") {
        let rows = rows(bytes);
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            let number = &row["numero_cnss"];
            let special = matches!(number.as_str(), "000000000" | "999999999");
            assert!(special || insured_key_holds(number), "{name}: {number}");
            assert!(number != "000000000" || !row["cin"].is_empty(), "{name}: nobody");
            assert!(name.contains(&row["affiliation"]) && name.contains(&row["mois"].replace('-', "")), "{name}");
            assert!(centimes(&row["ir_preleve"]) <= centimes(&row["brut_imposable"]) * 38 / 100);
            ecosystems.insert(row["filiere"].clone());
            contracts.insert(row["type_contrat"].clone());
        }
    }
    assert_eq!(ecosystems.len(), 5);
    assert_eq!(contracts.len(), 4);
}

#[test]
fn hires_of_july_2025_reach_and_miss_their_eighteenth_month() {
    let deliveries = small();
    let hired: Vec<_> = sound_files(&deliveries, "PAIE")
        .flat_map(|(_, bytes)| rows(bytes))
        .filter(|row| row["date_embauche"] == "2025-07-01")
        .collect();
    for left in ["2026-12-15", "2026-12-31", "2027-01-01"] {
        assert!(hired.iter().any(|row| row["date_sortie"] == left), "{left}");
    }
    assert!(hired.iter().any(|row| row["mois"] == "2027-06"));
}

/// Kinds of people that clauses treat apart.
#[test]
fn people_are_of_every_kind() {
    let deliveries = small();
    let rows: Vec<_> = sound_files(&deliveries, "PAIE").flat_map(|(_, bytes)| rows(bytes)).collect();
    let mut sites: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut hires: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut contracts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row["cin"].is_empty()) {
        let card = row["cin"].as_str();
        sites.entry(card).or_default().insert(&row["site"]);
        hires.entry(card).or_default().insert(&row["date_embauche"]);
        numbers.entry(card).or_default().insert(&row["numero_cnss"]);
        contracts.entry(card).or_default().insert(&row["type_contrat"]);
    }
    let with_two = |map: &BTreeMap<&str, BTreeSet<&str>>| map.values().filter(|values| values.len() == 2).count();
    assert!(with_two(&sites) >= 3, "moved to another site");
    assert!(with_two(&hires) >= 2, "hired again, or a day of hire corrected");
    assert!(with_two(&contracts) >= 2, "kept on a permanent contract");
    let awaited = numbers.values().filter(|numbers| numbers.len() == 2 && numbers.contains("000000000")).count();
    assert!(awaited >= 1, "a number that comes later");
    assert!(rows.iter().any(|row| row["numero_cnss"] == "999999999"), "occasional labour");
    assert!(rows.iter().any(|row| row["nationalite"] != "MA" && row["cin"].is_empty()), "foreigners");
    assert!(rows.iter().any(|row| row["brut_imposable"].starts_with("0")), "a month away");
}
