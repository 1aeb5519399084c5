//! The sector as a whole: the same bytes again, the numbers asked for, every trait, nothing issued that is not listed.

use std::collections::{BTreeMap, BTreeSet};

use demo::{Delivery, Fault, Size};

use crate::reading::{SEED, affiliation_key_holds, insured_key_holds, rows, small, sound_files};

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert!(small() == small());
    let other: Vec<Delivery> = demo::generate(SEED + 1, Size::small()).collect();
    assert!(small() != other);
}

#[test]
fn deliveries_come_in_order_of_reception() {
    let deliveries = small();
    assert!(deliveries.iter().is_sorted_by_key(|delivery| delivery.received));
    assert!(deliveries.iter().all(|delivery| !delivery.files.is_empty()));
}

#[test]
fn as_many_operators_and_persons_as_asked_for() {
    for (operators, persons) in [(12, 300), (30, 700), (5, 3)] {
        let size = Size { operators, persons, ..Size::small() };
        let deliveries = demo::generate(SEED, size);
        let issued = deliveries.issued();
        let all = deliveries.map(|delivery| delivery.operator);
        let names: BTreeSet<String> = all.filter(|name| name != demo::MANAGERS).collect();
        assert_eq!(names.len(), operators as usize);
        let damaged = issued.insured.iter().filter(|number| !insured_key_holds(number)).count();
        assert_eq!(issued.insured.len() - damaged, persons as usize);
        assert_eq!(issued.cards.len(), persons as usize);
    }
}

#[test]
fn registers_hold_valid_numbers_and_say_that_they_are_fictitious() {
    let deliveries = small();
    let mut enterprises = BTreeSet::new();
    let mut affiliations = BTreeSet::new();
    for row in sound_files(&deliveries, "operateurs").flat_map(|(_, bytes)| rows(bytes)) {
        assert!(row["raison_sociale"].ends_with("(données fictives)"));
        let ice: u64 = row["ice"].parse().expect("digits");
        assert_eq!((row["ice"].len(), ice % 97), (15, 0));
        assert!(enterprises.insert(ice));
        assert!(!row["identifiant_fiscal"].starts_with('0'));
    }
    for row in sound_files(&deliveries, "affiliations").flat_map(|(_, bytes)| rows(bytes)) {
        assert!(affiliation_key_holds(&row["affiliation"]), "{row:?}");
        assert!(affiliations.insert(row["affiliation"].clone()));
    }
    let places: BTreeSet<(String, String)> = sound_files(&deliveries, "sites")
        .flat_map(|(_, bytes)| rows(bytes))
        .map(|row| (row["plateforme"].clone(), row["region"].clone()))
        .collect();
    let platforms: BTreeSet<&str> = places.iter().map(|(platform, _)| platform.as_str()).collect();
    let regions: BTreeSet<&str> = places.iter().map(|(_, region)| region.as_str()).collect();
    assert_eq!(platforms.len(), 6, "five platforms, and none: {platforms:?}");
    assert_eq!(regions.len(), 12, "{regions:?}");
}

#[test]
fn every_fault_is_planted() {
    let planted: BTreeSet<Fault> =
        small().into_iter().flat_map(|delivery| delivery.planted).map(|planted| planted.fault).collect();
    assert_eq!(planted, Fault::ALL.into());
}

/// What must be seen in the small sector, so that tests and screenshots meet it.
#[test]
fn every_trait_is_there() {
    let deliveries = small();
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for delivery in &deliveries {
        for (name, _) in &delivery.files {
            let kind = name.split(['_', '.', '-']).next().unwrap_or("");
            kinds.entry(kind).or_default().insert(&delivery.operator);
        }
    }
    assert_eq!(kinds["operateurs"].len(), 12);
    assert_eq!(kinds["DS"].len(), 11, "one operator sends no e-BDS");
    assert_eq!(kinds["PAIE"].len(), 10, "one more sends no payroll register");
    assert_eq!(kinds["SIMPL"].len(), 11, "the operator that sends only the e-BDS sends no statement");
    assert_eq!(kinds["AFFEBDS"].len(), 3);
    assert!(!kinds["DSC1"].is_empty());

    let months = |prefix: &str| {
        let mut months: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for delivery in &deliveries {
            for (name, _) in delivery.files.iter().filter(|(name, _)| name.starts_with(prefix)) {
                months.entry(&delivery.operator).or_default().insert(name.rsplit('_').next().unwrap_or(""));
            }
        }
        months
    };
    let counts: BTreeSet<usize> = months("PAIE").values().map(BTreeSet::len).collect();
    assert!(counts.contains(&36) && counts.contains(&35), "one month is never sent: {counts:?}");
    assert!(counts.iter().any(|count| *count < 30), "one operator begins inside the window: {counts:?}");

    let versions = |delivery: &Delivery| delivery.files.iter().all(|(name, _)| name.starts_with("PAIE"));
    assert!(deliveries.iter().filter(|delivery| versions(delivery)).count() >= 3, "corrections");
}

#[test]
fn nothing_personal_is_written_that_is_not_listed_as_issued() {
    let generation = demo::generate(SEED, Size::small());
    let issued = generation.issued();
    let listed = |name: &str| issued.names.contains(name.trim_end_matches('É'));
    for (_, bytes) in generation.flat_map(|delivery| delivery.files).filter(|(name, _)| name.starts_with("PAIE")) {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        for row in rows(text.as_bytes()) {
            assert!(listed(&row["nom"]) && listed(&row["prenom"]), "{row:?}");
            assert!(row["cin"].is_empty() || issued.cards.contains(&row["cin"]), "{row:?}");
            let nobody = matches!(row["numero_cnss"].as_str(), "000000000" | "999999999");
            assert!(nobody || issued.insured.contains(&row["numero_cnss"]), "{row:?}");
        }
    }
}

/// Not every card is in a file: the e-BDS has them only for entrants, and one operator sends nothing else.
#[test]
fn the_search_finds_in_the_files_what_was_issued() {
    let generation = demo::generate(SEED, Size::small());
    let issued = generation.issued();
    let search = issued.search();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (name, bytes) in generation.flat_map(|delivery| delivery.files) {
        let traces = search.traces(&bytes);
        let of_persons = ["PAIE", "DS", "AFFEBDS", "SIMPL", "SALARIES", "FORMATION"];
        let personal = of_persons.iter().any(|prefix| name.starts_with(prefix)) && !name.contains("GROUPES");
        assert_eq!(traces.is_empty(), !personal, "{name}");
        found.extend(traces.into_iter().map(|trace| trace.text));
    }
    for (issued, what) in [(&issued.names, "names"), (&issued.cards, "cards"), (&issued.insured, "numbers")] {
        let missing = issued.difference(&found).count();
        assert!(missing * 20 < issued.len(), "{missing} {what} of {} are in no file", issued.len());
    }
}
