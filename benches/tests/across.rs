//! Checks across operators over a whole store, held against a reading of all its rows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use assessment::across::{Moved, Sources, Together};
use benches::evidence::{Plan, fill};
use contract::calendar::{Date, Month};
use contract::facts::Cell;
use contract::identity::{OperatorId, Pseudonym};
use contract::interpret::{Presence, presences};
use evidence::columns::{Column, Values};
use evidence::store::Store;
use office::across::{MONTHS_BETWEEN, across};
use office::act::record_texts;
use office::actor::Actor;
use office::now::Now;
use office::workspace::{Birth, Shipped, Workspace};

/// The months in which an operator declared days of a person, and those in which a payroll register has the person.
type Shown = (BTreeSet<i32>, BTreeSet<i32>);

/// What each operator shows of each person, row by row.
fn shown(store: &Store, plan: Plan) -> BTreeMap<Pseudonym, BTreeMap<OperatorId, Shown>> {
    let mut all: BTreeMap<Pseudonym, BTreeMap<OperatorId, Shown>> = BTreeMap::new();
    for operator in store.operators(plan.known_on()).unwrap() {
        let evidence = store.load(&operator, &["bds", "payroll"], plan.known_on()).unwrap();
        for (name, table) in &evidence.tables {
            for row in 0..table.rows {
                let (person, month) = (evidence.persons[table.person[row] as usize], table.period[row]);
                let of_person = all.entry(person).or_default().entry(operator.clone()).or_default();
                match table.columns.get(if name == "bds" { "days" } else { "left" }) {
                    Some(Column { values: Values::Count(days), .. }) if days[row] > 0 => {
                        of_person.0.insert(month);
                    }
                    Some(Column { values: Values::Date(left), filled, .. }) => {
                        let is_filled = filled.as_ref().is_none_or(|filled| filled[row]);
                        if !is_filled || left[row] >= Month::from_index(month).first_day().days() {
                            of_person.1.insert(month);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    all
}

/// Jobs that moved, by the interpreter's reading of each operator's rows, each held against each.
fn moved(workspace: &Workspace, plan: Plan) -> Vec<Moved> {
    let mut sounds = workspace.contracts().unwrap();
    sounds.sort_by_key(|sound| sound.contract.in_effect.first);
    let contract = &sounds.last().unwrap().contract;
    let mut all: Vec<(OperatorId, String, Presence)> = Vec::new();
    for operator in workspace.store.operators(plan.known_on()).unwrap() {
        let tables = ["payroll", "bds", "operator"];
        let facts = workspace.store.load(&operator, &tables, plan.known_on()).unwrap().to_facts(None);
        let Some(Cell::Code(group)) = facts.tables["operator"].rows.last().unwrap().cells.get("group") else {
            continue;
        };
        let jobs = presences(contract, "job", &facts, plan.known_on());
        all.extend(jobs.into_iter().map(|job| (operator.clone(), group.clone(), job)));
    }
    let since = |job: &Presence| job.start.unwrap_or(job.first_month.first_day());
    let until = |job: &Presence| job.end.unwrap_or(job.last_month.last_day());
    let mut found: Vec<(Moved, Date)> = Vec::new();
    for (to, group, later) in &all {
        let Some(began) = later.start else { continue };
        // Jobs of the generator begin on days that all months have.
        let back =
            began.month().plus(-i32::try_from(MONTHS_BETWEEN).unwrap()).first_day().plus_days(began.day() as i32 - 1);
        for (from, _, earlier) in
            all.iter().filter(|(from, of, job)| from != to && of == group && job.person == later.person)
        {
            let before = since(earlier) < began || since(earlier) == began && from < to;
            if before && until(earlier) >= back {
                let (person, from, to, group) = (later.person, from.clone(), to.clone(), group.clone());
                let last_shown = earlier.last_month;
                found.push((Moved { person, from, to, group, ended: earlier.end, last_shown, began }, until(earlier)));
            }
        }
    }
    // Of several earlier jobs, the one that lasted longest; then the first operator's.
    found.sort_by_key(|(one, until)| (one.person, one.began, one.to.clone(), Reverse(*until), one.from.clone()));
    found.dedup_by(|one, kept| (one.0.person, one.0.began, &one.0.to) == (kept.0.person, kept.0.began, &kept.0.to));
    found.into_iter().map(|(moved, _)| moved).collect()
}

#[test]
fn who_is_shown_twice_needs_no_contract() {
    let plan = Plan { operators: 30, persons: 320, months: 16, seed: 11 };
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("workspace");
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious(plan.first_day()) };
    let workspace = Workspace::create(&root, &birth, Now::of(0)).unwrap();
    fill(&workspace.store, &workspace.key, &plan.ledger(), plan, || {}).unwrap();
    let without = across(&workspace, plan.known_on().into(), MONTHS_BETWEEN, || {}).unwrap();
    for shipped in office::shipped::FILES {
        let path = workspace.contracts_folder().join(shipped.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, shipped.text).unwrap();
    }
    record_texts(&workspace, &Actor::Office, &[], "the-contracts", Now::of(0)).unwrap();
    let with = across(&workspace, plan.known_on().into(), MONTHS_BETWEEN, || {}).unwrap();
    assert!(with.contract.is_some() && without.contract.is_none());
    assert!(!with.across.moved.is_empty() && without.across.moved.is_empty());
    assert!(!without.across.together.is_empty());
    assert_eq!(without.across.together, with.across.together);
    assert_eq!(without.contradictions, with.contradictions);
}

#[test]
fn what_operators_show_together_is_what_their_rows_say() {
    let plan = Plan { operators: 60, persons: 320, months: 16, seed: 11 };
    let folder = tempfile::tempdir().unwrap();
    let workspace =
        Workspace::create(&folder.path().join("workspace"), &Birth::fictitious(plan.first_day()), Now::of(0)).unwrap();
    fill(&workspace.store, &workspace.key, &plan.ledger(), plan, || {}).unwrap();
    let found = across(&workspace, plan.known_on().into(), MONTHS_BETWEEN, || {}).unwrap();

    let mut together = Vec::new();
    for (person, operators) in shown(&workspace.store, plan) {
        let operators: Vec<_> = operators.into_iter().collect();
        for (nth, (one, (declared, paid))) in operators.iter().enumerate() {
            for (other, (others_declared, others_paid)) in &operators[nth + 1..] {
                let declarations = declared & others_declared;
                let registers = &(paid & others_paid) - &declarations;
                let mixed = &(declared & others_paid) | &(paid & others_declared);
                let mixed = &(&mixed - &declarations) - &registers;
                for (sources, common) in [
                    (Sources::Declarations, declarations),
                    (Sources::Registers, registers),
                    (Sources::RegisterAndDeclaration, mixed),
                ] {
                    if let (Some(first), Some(last)) = (common.first(), common.last()) {
                        together.push(Together {
                            person,
                            operators: [one.clone(), other.clone()],
                            sources,
                            first: Month::from_index(*first),
                            last: Month::from_index(*last),
                            months: u32::try_from(common.len()).unwrap(),
                        });
                    }
                }
            }
        }
    }
    assert_eq!(found.across.together, together);
    assert!(together.len() >= 10, "{} persons shown twice", together.len());

    // Second jobs within a group were planted, and some with another identity card.
    let moved = moved(&workspace, plan);
    assert_eq!(found.across.moved, moved);
    assert!(moved.len() >= 3, "{} jobs moved", moved.len());
    assert!(!found.contradictions.is_empty());
    for contradiction in &found.contradictions {
        assert!(contradiction.number_taken && !contradiction.card_taken, "{contradiction:?}");
        assert_eq!(contradiction.named_by.len(), 1, "{contradiction:?}");
    }

    // Whoever looks again, with other threads, finds the same.
    let again = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let again = again.install(|| across(&workspace, plan.known_on().into(), MONTHS_BETWEEN, || {}).unwrap());
    assert_eq!(again.across, found.across);
    assert_eq!(again.contradictions, found.contradictions);
}
