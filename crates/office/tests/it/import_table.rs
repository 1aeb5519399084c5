//! A table of operators, or of what was decided and paid before, is one act or none, and what is wrong is told by cell.

use std::path::Path;

use office::act::Asking;
use office::act::import_table::{Taken, import_table};
use office::actor::Actor;
use office::now::Now;
use office::question;
use office::workspace::{Birth, Workspace};

fn made(root: &Path) -> Workspace {
    let birth = Birth::fictitious("2026-03-01".parse().expect("a day"));
    Workspace::create(root, &birth, Now::of(0)).expect("a workspace")
}

fn take(workspace: &Workspace, text: &str, request: &str) -> Taken {
    import_table(workspace, &Actor::Office, text.as_bytes(), &Asking::new(request), Now::of(0)).expect("read")
}

/// Line, column and code of what is wrong.
fn faults(taken: &Taken) -> Vec<(u64, &str, &str)> {
    taken.faults.iter().map(|one| (one.line, one.column.as_str(), one.code.as_str())).collect()
}

const OPERATORS: &str = "\u{feff}operator;from;contract;ecosystem;affiliation;affiliation_from;affiliation_to;group;site;source\n\
    op-1;2025-07-01;ma-offshoring-2025;crm;2000016;;2026-06-30;;S1;Registre 2025\n\
    op-1;2025-07-01;ma-offshoring-2025;bpo;1234567;2025-09-01;;;S2;Registre 2025\n\
    op-2;2025-08-01;;ito;2000016;2026-07-01;;;;Registre 2025\n";

#[test]
fn operators_come_in_as_one_act_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let before = workspace.head().expect("a journal").entries;
    let wrong = OPERATORS
        .replace("2026-07-01", "2026-06-30")
        .replace("2025-08-01", "8/1/2025")
        .replace(";bpo;1234567", ";mines;1234568");
    assert_eq!(
        faults(&take(&workspace, &wrong, "import-wrong")),
        [(2, "", "ecosystem-unknown"), (4, "from", "csv-day")]
    );
    let held = OPERATORS.replace("2026-07-01", "2026-06-30");
    assert_eq!(faults(&take(&workspace, &held, "import-held")), [(4, "", "affiliation-held")]);
    let other = OPERATORS.replace("site;source", "sites;quelle");
    let told = take(&workspace, &other, "import-other");
    assert_eq!(
        faults(&told),
        [(1, "quelle", "csv-column-unknown"), (1, "sites", "csv-column-unknown"), (1, "source", "csv-column-missing")]
            .into_iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(workspace.head().expect("a journal").entries, before, "nothing was recorded");
    let preview = Asking { preview: true, ..Asking::new("import-preview") };
    let seen = import_table(&workspace, &Actor::Office, OPERATORS.as_bytes(), &preview, Now::of(0)).expect("read");
    assert_eq!((seen.operators.len(), seen.entry), (2, None));
    let taken = take(&workspace, OPERATORS, "import-operators");
    let entry = taken.entry.as_ref().map(|entry| entry.number);
    assert_eq!(entry, Some(before + 1), "one file is one act: {:?}", taken.faults);
    let again = take(&workspace, OPERATORS, "import-operators");
    assert_eq!(again.entry.map(|entry| (entry.number, entry.again)), Some((before + 1, true)));
    assert_eq!(
        faults(&take(&workspace, OPERATORS, "import-twice")),
        [(2, "", "operator-enrolled"), (4, "", "operator-enrolled")]
    );
    let acts = workspace.enrolments(None).expect("operators");
    assert_eq!(acts[0].facts.ecosystems, ["crm", "bpo"]);
    assert_eq!(acts[0].facts.affiliations.len(), 2);
    assert_eq!(question::status(&workspace, &Actor::Office).expect("a status").differences, []);
}

#[test]
fn balances_are_stated_once_and_no_amount_is_guessed() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let text = "operator,head,year,decided,paid,source\n\
        op-1,employment_premium,2024,1234.5,1000,Trésorerie\n\
        op-1,employment_premium,2023,99.00,99.00,Trésorerie\n";
    let wrong = "operator;head;year;decided;paid;source\n\
        op 1;gift;2027;8,000;;x\n\
        op-1;employment_premium;2024;1;1;x\n\
        op-1;employment_premium;2024;1;1;x\n";
    assert_eq!(
        faults(&take(&workspace, wrong, "import-wrong")),
        [
            (2, "decided", "csv-amount"),
            (2, "head", "csv-head"),
            (2, "operator", "operator-bad"),
            (2, "paid", "csv-cell-missing"),
            (2, "year", "csv-year"),
            (4, "", "csv-twice"),
        ]
    );
    assert_eq!(take(&workspace, text, "import-balances").faults, []);
    let again = take(&workspace, &text.replace("99.00,99.00", "98.00,98.00"), "import-again");
    assert_eq!(faults(&again), [(2, "", "balance-stated"), (3, "", "balance-stated")]);
    let balances = workspace.balances(None).expect("balances");
    assert_eq!((balances[0].decided.as_str(), balances[0].paid.as_str()), ("1234.50", "1000.00"));
    assert!(import_table(&workspace, &Actor::Public, b"", &Asking::new("import-public"), Now::of(0)).is_err());
}
