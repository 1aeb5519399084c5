//! A table of operators, or of what was decided and paid before, is one act or none, and what is wrong is told by cell.

use std::path::Path;

use office::act::Asking;
use office::act::import_table::people::{TakenPeople, import_people, is_people};
use office::act::import_table::{Taken, import_table};
use office::act::nil_balance::{Nil, nil_balance};
use office::actor::Actor;
use office::now::Now;
use office::question;
use office::recognition::{Claim, recognise};
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

const PEOPLE: &str = "account;name;number;language;role;of;since;until;ceiling\n\
    amina;Amina EXEMPLE;1001;fr;administrator;;2026-01-01;;\n\
    leila;Leila EXEMPLE;1002;ar;clerk;op-1 op-2;2026-01-01;2026-12-31;\n\
    leila;Leila EXEMPLE;1002;ar;officer;;2026-01-01;;5000,50\n";

fn people(workspace: &Workspace, text: &str, asking: &Asking) -> TakenPeople {
    let mut next = 0_u128;
    let mut source = |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(16) {
            next += 1;
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    };
    assert!(is_people(workspace, text.as_bytes()));
    import_people(workspace, &Actor::Office, text.as_bytes(), asking, Now::of(0), &mut source).expect("read")
}

fn told(taken: &TakenPeople) -> Vec<(u64, &str, &str)> {
    taken.faults.iter().map(|one| (one.line, one.column.as_str(), one.code.as_str())).collect()
}

#[test]
fn people_and_mandates_come_in_as_one_act_and_no_name_is_kept_in_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let before = workspace.head().expect("a journal").entries;
    let wrong = PEOPLE
        .replace("administrator", "king")
        .replace("2026-12-31", "tomorrow")
        .replace("5000,50", "5.000,50")
        .replace("1002;ar;officer", "1003;de;officer");
    assert_eq!(
        told(&people(&workspace, &wrong, &Asking::new("import-wrong"))),
        [(2, "role", "csv-word"), (3, "until", "csv-day"), (4, "ceiling", "csv-amount")]
    );
    for (text, expected) in [
        (
            PEOPLE.replace("1002;ar;officer", "1003;de;officer"),
            vec![
                (4, "language", "csv-word"),
                (4, "language", "csv-person-differs"),
                (4, "number", "csv-person-differs"),
            ],
        ),
        (PEOPLE.replace("1002", "1001"), vec![(3, "", "account-person")]),
        (PEOPLE.replace("op-1 op-2", ""), vec![(3, "", "mandate-whom")]),
        (PEOPLE.replace("leila;", "Leila;"), vec![(3, "", "account-handle")]),
        (
            PEOPLE.replace("number", "matricule"),
            vec![(1, "matricule", "csv-column-unknown"), (1, "number", "csv-column-missing")],
        ),
    ] {
        assert_eq!(told(&people(&workspace, &text, &Asking::new("import-wrong"))), expected, "{text}");
    }
    let preview = Asking { preview: true, ..Asking::new("import-preview") };
    let seen = people(&workspace, PEOPLE, &preview);
    assert_eq!((seen.people.len(), seen.entry, seen.secrets.len(), seen.faults.len()), (2, None, 0, 0));
    assert_eq!(workspace.head().expect("a journal").entries, before, "nothing was recorded");
    let taken = people(&workspace, PEOPLE, &Asking::new("import-people"));
    assert_eq!(taken.faults, []);
    assert_eq!((taken.entry.map(|entry| entry.number), taken.secrets.len()), (Some(before + 1), 2));
    let (account, secret) = &taken.secrets[1];
    let leila = recognise(&workspace, &Claim::new(account, secret), Now::of(0)).expect("recognised");
    assert_eq!(leila.operators().len(), 2);
    let again = people(&workspace, PEOPLE, &Asking::new("import-people"));
    assert_eq!((again.entry.map(|entry| entry.again), again.secrets.len()), (Some(true), 0), "secrets are told once");
    let known = std::sync::Arc::new(workspace);
    let known = office::known::Known::when(&known, Now::of(0), office::known::When::default()).expect("known");
    let shown = question::people(&known, &Actor::Office).expect("people");
    let ceilings: Vec<_> = shown.iter().flat_map(|one| &one.mandates).map(|mandate| mandate.ceiling_centimes).collect();
    assert!(ceilings.contains(&Some(500_050)), "{ceilings:?}");
    for path in everything(folder.path()) {
        let bytes = std::fs::read(&path).expect("a file");
        let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        assert!(!holds("Amina EXEMPLE") || path.to_string_lossy().contains("vault"), "{}", path.display());
    }
}

fn everything(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { all.extend(everything(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn nothing_is_declared_by_two_and_is_no_line_and_ceilings_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(&folder.path().join("workspace"));
    let text = "operator;head;year;decided;paid;source\nop-1;employment_premium;2024;0;0,00;x\n";
    assert_eq!(faults(&take(&workspace, text, "import-nil")), [(2, "", "balance-nil")]);
    let nil = |head: &str, year: &str, source: &str| Nil {
        operator: "op-1".to_owned(),
        head: head.to_owned(),
        year: year.to_owned(),
        source: source.to_owned(),
    };
    let declare =
        |nil: &Nil, request: &str| nil_balance(&workspace, &Actor::Office, nil, &Asking::new(request), Now::of(0));
    let code = |done: Result<_, office::fault::Fault>| match office::refusal::Refusal::of(
        &done.map(drop).expect_err("refused"),
    ) {
        Some(office::refusal::Refusal::Said { message, .. }) => message,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(declare(&nil("gift", "2024", "x"), "nil-00001")), "refusal-balance-head");
    assert_eq!(code(declare(&nil("employment_premium", "3024", "x"), "nil-00001")), "refusal-balance-year");
    assert_eq!(code(declare(&nil("employment_premium", "2024", " "), "nil-00001")), "refusal-source-missing");
    let preview = Asking { preview: true, ..Asking::new("nil-00001") };
    let wanted = nil("employment_premium", "2024", "Trésorerie");
    assert_eq!(nil_balance(&workspace, &Actor::Office, &wanted, &preview, Now::of(0)).expect("looked at"), None);
    let entry = declare(&wanted, "nil-00001").expect("recorded").expect("an entry");
    assert!(declare(&wanted, "nil-00001").expect("the same").is_some_and(|again| again.again));
    assert_eq!(code(declare(&wanted, "nil-00002")), "refusal-balance-stated");
    // Once nothing is declared, nothing is stated, for whatever key; and the other way round.
    let keyed = "operator;head;year;key;decided;paid;source\nop-1;employment_premium;2024;k-1;5;0;x\n";
    assert_eq!(faults(&take(&workspace, keyed, "import-keyed")), [(2, "", "balance-stated")]);
    assert!(take(&workspace, &keyed.replace("2024", "2023"), "import-other").entry.is_some());
    assert_eq!(code(declare(&nil("employment_premium", "2023", "x"), "nil-00003")), "refusal-balance-stated");
    let stated = workspace.balances(None).expect("balances");
    assert_eq!(stated.iter().filter(|one| one.is_nil()).map(|one| one.entry).collect::<Vec<_>>(), [entry.number]);
}
