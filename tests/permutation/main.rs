//! No amount depends on chance: not on the pseudonym key, the order of lines or files, names of files, the order in which
//! operators come, or threads.
//!
//! A small fictitious sector, and a firm whose hires tie, go through the real intake twice: once as they are, once under
//! another key with everything shuffled ([`shuffle`]). Then every determination is the same, compared by what does not name
//! a pseudonym: contract, clause, reading, operator, number handed in, rest of the key, status, amount, deciding condition.
//! The same is asked of the conformance documents in `crates/assessment/tests/it/permutation.rs`.

mod shuffle;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use contract::calendar::Date;
use demo::Size;
use evidence::intake::{self, Delivery};
use evidence::piece::RawPerson;
use evidence::pseudonym::Key;
use office::act::record_texts;
use office::actor::Actor;
use office::assess::{Question, assess};
use office::now::Now;
use office::workspace::{Birth, Workspace};
use shuffle::Shuffle;

/// The seed of the sector and of everything that is shuffled.
const SEED: u64 = 17;

/// Files received on one day, as many operators hand them in.
type Day = (Delivery, Vec<(String, Vec<u8>)>);

/// A determination by what does not name a pseudonym, and what it came to.
type Determined = BTreeMap<Vec<String>, Vec<String>>;

/// Every day of a small sector, and one of a firm with more equals than posts.
fn days() -> Vec<Day> {
    let size = Size { operators: 12, persons: 240, ..Size::small() };
    let mut days: Vec<Day> = Vec::new();
    for demo::Delivery { received, replaces, files, .. } in demo::generate(SEED, size) {
        let how = if replaces { Delivery::on(received).replacing() } else { Delivery::on(received) };
        match days.last_mut() {
            Some((day, others)) if *day == how => others.extend(files),
            _ => days.push((how, files)),
        }
    }
    let end = days.last().map_or(Date::from_days(0), |(day, _)| day.at.day());
    days.push((Delivery::on(end).adding(), equals_for_one_post()));
    days
}

/// Two hires of one day and pay for one post, from June 2025 on; from October on they are paid differently.
fn equals_for_one_post() -> Vec<(String, Vec<u8>)> {
    let header = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                  annee_naissance;filiere;brut_imposable;ir_preleve";
    let mut files = vec![
        (
            "operateurs.csv".to_owned(),
            "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
             op-tie;SOCIETE 1 SYNTHETIQUE;001234567000062;1000001;2015-01-01;\n"
                .into(),
        ),
        ("affiliations.csv".to_owned(), "operateur;affiliation;du;au\nop-tie;2000016;2015-01-01;\n".into()),
        (
            "sites.csv".to_owned(),
            "operateur;site;plateforme;region;du;au\nop-tie;S1;casanearshore;MA-06;2015-01-01;\n".into(),
        ),
    ];
    for index in (2025 * 12 + 5)..=(2027 * 12 + 2) {
        let (year, month) = (index / 12, index % 12 + 1);
        let line = |cnss: &str, hired: &str, gross: u32| {
            format!("2000016;{year}-{month:02};{cnss};;ALPHA;BETA;S1;{hired};;CDI;MA;1995;ITO;{gross}.00;0\n")
        };
        let mut text = format!("{header}\n{}", line("101000017", "2020-01-01", 7000));
        if index >= 2025 * 12 + 8 {
            let better = if index >= 2025 * 12 + 9 { 20000 } else { 8000 };
            text += &line("102000016", "2025-09-01", better);
            text += &line("102000024", "2025-09-01", 8000);
        } else {
            text += &line("101000025", "2020-01-01", 7000);
        }
        files.push((format!("PAIE_2000016_{year}{month:02}.csv"), text.into_bytes()));
    }
    files
}

/// Takes everything in under a key and computes it with so many threads.
fn determined(days: &[Day], secret: [u8; 32], threads: usize) -> Determined {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workspace = workspace(folder.path(), secret);
    workspace.store = workspace.store.without_waiting_for_disk();
    for (day, files) in days {
        take_in(&workspace, files, *day);
    }
    workspace.gather().expect("editions");
    let as_known_on = workspace.store.recorded().last().expect("evidence").day().into();
    let question = Question { as_known_on, operators: Vec::new(), all_readings: true, fresh: true };
    let persons = numbers(days, &workspace.key);
    let mut found = Determined::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let mut rows = Vec::new();
    pool.install(|| {
        let mut sink =
            |sound: &office::texts::Sound, program: &_, done: assessment::determinations::OperatorAssessment| {
                rows.extend(done.rows(program).map(|row| (sound.contract.id.clone(), row)));
                Ok(())
            };
        assess(&workspace, &question, Some(&mut sink), || {}).expect("an assessment");
    });
    for (contract, row) in rows {
        let key = serde_json::to_value(row.key).expect("a key");
        let number = key["person"].as_str().map_or("nobody", |person| persons[person].as_str()).to_owned();
        let rest = key.as_object().into_iter().flatten().filter(|(part, _)| *part != "person");
        let mut name = vec![contract, row.clause.clone(), row.reading.clone().unwrap_or_default()];
        name.extend([row.operator.to_string(), number]);
        name.extend(rest.map(|(part, value)| format!("{part} {value}")));
        let amount = row.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let answer = format!("{} {amount} {}", row.status, row.decided_by.clone().unwrap_or_default());
        found.entry(name).or_default().push(answer);
    }
    found
}

/// A workspace with that key, and the contracts without their worked cases, which are run elsewhere.
fn workspace(root: &Path, secret: [u8; 32]) -> Workspace {
    let root = root.join("workspace");
    let birth = Birth::fictitious("2020-01-01".parse().expect("a day"));
    Workspace::create(&root, &birth, Now::of(0)).expect("a workspace");
    let hexadecimal: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::write(root.join("keys/pseudonym.key"), hexadecimal + "\n").expect("the key");
    // It is bound to the key that it is opened with.
    std::fs::remove_file(root.join("evidence/key.json")).expect("the fingerprint");
    for name in ["offshoring-2016", "offshoring-2025"] {
        let path = root.join("contracts/ma").join(name).join("contract.md");
        let text = std::fs::read_to_string(&path).expect("a contract");
        std::fs::write(&path, without_cases(&text)).expect("a contract");
    }
    let workspace = Workspace::open(&root).expect("the workspace");
    record_texts(&workspace, &Actor::Office, &[], "without-cases", Now::of(0)).expect("recorded");
    workspace
}

fn without_cases(text: &str) -> String {
    let mut parts = text.split("```yaml scenario");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| kept.push_str(part.split_once("\n```\n").map_or("", |(_, rest)| rest)));
    kept
}

fn take_in(workspace: &Workspace, files: &[(String, Vec<u8>)], day: Delivery) {
    intake::submit(&workspace.store, &workspace.key, files, day).expect("an intake");
}

/// Which number a pseudonym stands for: the test knows the key and every number of the files.
fn numbers(days: &[Day], key: &Key) -> BTreeMap<String, String> {
    let mut words = BTreeSet::new();
    for (_, bytes) in days.iter().flat_map(|(_, files)| files) {
        let text = String::from_utf8_lossy(bytes);
        for word in text.split(|character: char| !character.is_ascii_alphanumeric()) {
            words.insert(word.to_owned());
            // In lines of fixed width the registration stands from the seventeenth character on, the card after 60 letters.
            words.extend([16..25, 7..15, 0..8].into_iter().filter_map(|place| word.get(place).map(str::to_owned)));
        }
        for line in text.lines() {
            words.extend(
                [16..25, 85..93].into_iter().filter_map(|place| line.get(place).map(|word| word.trim().to_owned())),
            );
        }
    }
    let mut numbers = BTreeMap::new();
    for word in words.into_iter().filter(|word| (3..=9).contains(&word.len())) {
        let sighting = key.sighting(&RawPerson::native(Some(word.clone()), Some(word.clone())));
        for pseudonym in [sighting.number, sighting.card].into_iter().flatten() {
            numbers.insert(pseudonym.to_string(), word.clone());
        }
    }
    numbers
}

/// What differs, line by line.
fn differences(first: &Determined, second: &Determined) -> Vec<String> {
    let names: BTreeSet<_> = first.keys().chain(second.keys()).collect();
    let mut differences = Vec::new();
    for name in names {
        let [left, right] = [first, second].map(|of| {
            let mut answers = of.get(name).cloned().unwrap_or_default();
            answers.sort();
            answers
        });
        if left != right {
            differences.push(format!("{}: {left:?}, then {right:?}", name.join(" ")));
        }
    }
    differences
}

#[test]
fn every_determination_is_the_same_under_another_key_with_everything_shuffled() {
    let days = days();
    let plain = determined(&days, [7; 32], 2);
    assert!(plain.len() > 3_000, "only {} determinations", plain.len());
    let due = plain.values().flatten().filter(|answer| answer.starts_with("due")).count();
    assert!(due > 300, "only {due} amounts due");
    for (round, threads) in [(1_u8, 1), (2, 3)] {
        let mut shuffle = Shuffle::new(SEED + u64::from(round));
        let shuffled: Vec<Day> = days.iter().map(|(day, files)| (*day, shuffle.files(files))).collect();
        let again =
            determined(&shuffled, std::array::from_fn(|place| u8::try_from(place).unwrap_or(0) ^ round), threads);
        let differences = differences(&plain, &again);
        assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
    }
}

#[test]
fn a_premium_that_goes_to_another_person_is_noticed() {
    let name = |person: &str| vec!["offer".to_owned(), "pae".to_owned(), person.to_owned()];
    let both = |first: &str, second: &str| -> Determined {
        [(name("1"), vec![first.to_owned()]), (name("2"), vec![second.to_owned()])].into()
    };
    assert_eq!(differences(&both("due 1", "zero"), &both("zero", "due 1")).len(), 2);
    assert!(differences(&both("due 1", "zero"), &both("due 1", "zero")).is_empty());
}
