//! Everything in doubt about persons is listed, with what it withholds and a determination that opens it.

use contract::calendar::{Date, Month};
use contract::determination::{Determination, Reason, Status};
use contract::identity::OperatorId;
use evidence::intake::{Delivery, submit};
use office::assess::{Question, WorkspaceAssessment, assess, of_operator};
use office::doubts::{Doubt, Kind, What, doubts};
use office::now::Now;
use office::workspace::{Birth, Workspace};
use tempfile::TempDir;

const HEAD: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                    annee_naissance;filiere;brut_imposable;ir_preleve";

/// A row of a payroll register.
fn row(month: Month, number: &str, card: &str, hired: &str) -> String {
    format!("2000016;{month};{number};{card};ALPHA;BETA;S1;{hired};;CDI;MA;1995;ITO;8000,00;0")
}

/// One operator with twenty-two months of payroll: a month missing inside two jobs, an old one and a new one, a hire date
/// restated, and one card under two numbers.
fn files() -> Vec<(String, Vec<u8>)> {
    let registers = [
        (
            "operateurs.csv",
            "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\nop-1;SOCIETE 1 SYNTHETIQUE;001234567000062;1000001;2015-01-01;\n",
        ),
        ("affiliations.csv", "operateur;affiliation;du;au\nop-1;2000016;2015-01-01;\n"),
        ("sites.csv", "operateur;site;plateforme;region;du;au\nop-1;S1;casanearshore;MA-06;2015-01-01;\n"),
    ];
    let mut files: Vec<(String, Vec<u8>)> =
        registers.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let first: Month = "2025-06".parse().expect("a month");
    for month in (0..22).map(|later| first.plus(later)) {
        let named = month.to_string();
        let mut rows = vec![HEAD.to_owned(), row(month, "", "GH400001", "2018-01-01")];
        if named != "2025-11" {
            rows.push(row(month, "", "EF300001", "2019-01-01"));
        }
        if named.as_str() >= "2025-09" {
            if !["2026-01", "2026-02"].contains(&named.as_str()) {
                rows.push(row(month, "", "AB100001", "2025-09-10"));
            }
            let hired = if named.as_str() < "2026-03" { "2025-09-15" } else { "2025-12-01" };
            rows.push(row(month, "", "CD200001", hired));
            rows.push(row(month, "102000016", "BE123456", "2025-09-01"));
            rows.push(row(month, "102999996", "BE123456", "2025-09-01"));
        }
        let name = format!("PAIE_2000016_{}.csv", named.replace('-', ""));
        files.push((name, (rows.join("\n") + "\n").into_bytes()));
    }
    files
}

fn doubtful() -> (TempDir, Workspace, Date) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workspace = Workspace::create(
        &folder.path().join("workspace"),
        &Birth::fictitious("2020-01-01".parse().expect("a day")),
        Now::of(0),
    )
    .expect("a workspace");
    workspace.store = workspace.store.without_waiting_for_disk();
    let day: Date = "2027-04-05".parse().expect("a day");
    submit(&workspace.store, &workspace.key, &files(), Delivery::on(day)).expect("taken in");
    (folder, workspace, day)
}

fn listed(workspace: &Workspace, day: Date) -> (WorkspaceAssessment, OperatorId, Vec<Doubt>) {
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess(workspace, &question, None, || {}).expect("it computes");
    let operator = OperatorId::new("op-1").expect("an operator");
    let all = doubts(workspace, &assessed.contracts, &operator, day.into()).expect("it is told");
    (assessed, operator, all)
}

#[test]
fn holes_restated_hire_dates_and_doubtful_identities_are_listed() {
    let (_folder, workspace, day) = doubtful();
    let (_, _, all) = listed(&workspace, day);
    let of = |kind: Kind| all.iter().filter(|one| one.what.kind() == kind).collect::<Vec<_>>();
    let told: Vec<String> = all
        .iter()
        .map(|one| match &one.what {
            What::Hole { table, first, last, months } => format!("{table} {first} {last} {months}"),
            What::StartRestated { table, first, other, month } => format!("{table} {first} {other} {month}"),
            What::Identity { number_taken, card_taken, with, lines } => {
                format!("{number_taken} {card_taken} {} {}", with.len(), lines.len())
            }
        })
        .collect();
    assert_eq!(
        told,
        [
            "payroll 2026-01 2026-02 2",
            "payroll 2025-11 2025-11 1",
            "payroll 2025-09-15 2025-12-01 2026-03",
            "false true 1 19",
            "false true 1 19"
        ]
    );
    assert!(of(Kind::Hole)[0].determinations > 0, "a premium waits for the new job's months");
    assert_eq!(of(Kind::Hole)[1].determinations, 0, "nobody waits for a month of an old job");
    let persons = of(Kind::Identity);
    let (one, other) = (persons[0], persons[1]);
    let beside = |doubt: &Doubt| match &doubt.what {
        What::Identity { with, .. } => with.clone(),
        _ => Vec::new(),
    };
    assert_eq!((beside(one), beside(other)), (vec![other.person], vec![one.person]));
    for one in &all {
        let command = one.explained_by.as_deref().expect("a determination");
        assert!(command.starts_with("mithaq explain ") && command.contains(" --person "), "{command}");
        let (_, opened) = one.opens.as_ref().expect("a determination");
        assert_eq!(opened.key.person, one.person);
        assert_eq!(opened.status == Status::NotEvaluated, one.determinations > 0, "{one:?}");
    }
}

/// Whether a listed doubt is what a determination waits for. Another person's hire date, which nobody knows, may hide the
/// rank of this one.
fn is_told(one: &Doubt, row: &Determination) -> bool {
    match (&one.what, &row.reason) {
        (What::Hole { table, first, last, .. }, Some(Reason::Hole { table: told, month })) => {
            table == told && first <= month && month <= last
        }
        (
            What::StartRestated { first, other, month, .. },
            Some(Reason::StartRestated { first: told, other: against, month: shown_in }),
        ) => (first, other, month) == (told, against, shown_in),
        (What::Identity { .. }, Some(Reason::Identity)) => one.person == row.key.person,
        _ => false,
    }
}

#[test]
fn every_determination_that_waits_for_a_doubt_finds_it_listed() {
    let (_folder, workspace, day) = doubtful();
    let (assessed, operator, all) = listed(&workspace, day);
    let mut own = 0;
    for contract in &assessed.contracts {
        let assessment = of_operator(&workspace, contract, &operator, day.into()).expect("it computes");
        let in_use = contract.program.clauses.iter().filter(|clause| clause.in_use && clause.head.is_some());
        for clause in in_use {
            let rows = assessment.rows_of(&contract.program, (&clause.id, clause.reading.as_deref()), |_| true);
            let waits =
                |why: &Reason| matches!(why, Reason::Hole { .. } | Reason::StartRestated { .. } | Reason::Identity);
            for row in rows.iter().filter(|row| row.reason.as_ref().is_some_and(waits)) {
                let told: Vec<&Doubt> = all.iter().filter(|one| is_told(one, row)).collect();
                assert!(!told.is_empty(), "{row:?}");
                own += u64::from(told.iter().any(|one| one.person == row.key.person));
            }
        }
    }
    assert!(own > 0);
    assert_eq!(all.iter().map(|one| one.determinations).sum::<u64>(), own);
}
