//! A hundred files as people make them, of one list: each is read right, or asked, or the cells that say nothing are told; none is
//! guessed. What each gives stands in `tests/spreadsheets/files.md`, for people; with `MITHAQ_UPDATE=1` the table is written anew.

use std::collections::BTreeMap;
use std::fmt::Write;

use contract::check::{Packs, check};
use contract::facts::{Cell, Period};
use contract::money::Money;
use evidence::catalogue::Catalogue;
use evidence::finding::Severity;
use evidence::piece::{Declarant, Piece};
use evidence::read::read_by;
use sheet::Reader;
use spreadsheets::people::{Made, made};

const DOCUMENT: &str = "---
id: example
version: \"1\"
titles: {en: Example}
text_status: restated
authoritative: en
languages: en
published: 2025-01-01
in_effect: 2025-01-01 .. 2030-12-31
---

# Reports {#art-1}

> The employer reports each quarter what it pays to whom.

```yaml scheme
id: account
labels: {en: Account}
confidence: assumed
of: firm
form: 7 digits
```

```yaml scheme
id: insured_number
labels: {en: Insured number}
confidence: assumed
of: person
role: number
form: 2 letters, 1 .. 3 digits
leave_out: hyphens
case: upper
```

```yaml evidence
id: wage_list
labels: {en: Quarterly wage list}
keys: operator, person, quarter
columns: {affiliation: code, county: code, insured: one of yes no, hired: date, left: date, born: year, wages: MAD, hours: number}
covers: operator, quarter
filed_by: affiliation
several: {wages: sum, hours: sum}
file:
  columns:
    - {heading: Account, fills: affiliation, holds: account, example: \"1234567\", also: [compte, الحساب]}
    - {heading: Qtr, fills: period, example: 2025-Q3, also: [trimestre, الفصل]}
    - {heading: Employee ID, fills: person, holds: insured_number, example: AB-1, also: [matricule, رقم الأجير]}
    - {heading: Name, fills: nothing, absent: allowed, blank: allowed, example: FICTITIOUS, also: [nom, الاسم]}
    - {heading: County, fills: county, example: north, also: [canton, الإقليم]}
    - {heading: Insured, fills: insured, example: \"Yes\", words: {\"yes\": [\"Yes\"], \"no\": [\"No\"]}, also: [assuré, مؤمن]}
    - {heading: Hired, fills: hired, example: 2023-02-01, also: [embauche, تاريخ التشغيل]}
    - {heading: Left, fills: left, blank: allowed, example: 2025-07-15, also: [départ, تاريخ المغادرة]}
    - {heading: Born, fills: born, example: \"1995\", also: [né en, سنة الميلاد]}
    - {heading: Wages, fills: wages, within: -1000000 MAD .. 1000000 MAD, example: \"6500.00\", also: [salaires, الأجور]}
    - {heading: Hours, fills: hours, example: \"520\", also: [heures, الساعات]}
```
";

fn tables() -> Catalogue {
    let checked = check(DOCUMENT, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::native().with([&contract]);
    assert_eq!(clashes, []);
    tables.reading_by(Reader::unconfined())
}

/// What a person of the list is: the cells that a file says something else of are not among them.
fn truth(person: &str) -> BTreeMap<&'static str, Cell> {
    let code = |text: &str| Cell::Code(text.to_owned());
    let day = |text: &str| Cell::Date(text.parse().expect("a day"));
    let money = |text: &str| Cell::Amount(text.parse::<Money>().expect("an amount"));
    let (county, insured, hired, born, wages, hours) = match person {
        "AB1" => ("north", "yes", "2023-02-01", 1990, "6500.10", 520),
        "AB2" => ("south", "no", "2024-05-01", 1999, "8000.00", 160),
        "AB3" => ("south", "no", "2024-05-31", 1999, "8000.00", 160),
        other => panic!("nobody is called {other}"),
    };
    BTreeMap::from([
        ("county", code(county)),
        ("insured", code(insured)),
        ("hired", day(hired)),
        ("left", Cell::Blank),
        ("born", Cell::Count(born)),
        ("wages", money(wages)),
        ("hours", Cell::Count(hours)),
    ])
}

/// Cells of a used row that are not what the list says, though they were read.
fn wrong(made: &Made, piece: &Piece) -> Vec<String> {
    let mut wrong = Vec::new();
    if !piece.rows.is_empty() && piece.declarant != Declarant::Affiliation(made.account.to_owned()) {
        wrong.push("the account".to_owned());
    }
    for row in &piece.rows {
        let person = row.person.as_ref().and_then(|person| person.number.clone()).unwrap_or_default();
        let truth = truth(&person);
        if row.period.or(piece.period) != Some(Period::Quarter("2025-Q3".parse().expect("a quarter"))) {
            wrong.push(format!("{person}: the quarter"));
        }
        for (name, cell) in row.cells.iter().filter(|(_, cell)| *cell != Cell::Unread) {
            if truth.get(name).is_some_and(|truth| truth != cell) {
                wrong.push(format!("{person}: {name} {cell:?}"));
            }
        }
    }
    wrong
}

/// What comes out, in a few words.
fn outcome(piece: &Piece) -> String {
    let codes = |severity: &dyn Fn(Severity) -> bool| {
        let mut codes: Vec<&str> =
            piece.findings.iter().filter(|one| severity(one.severity)).map(|one| one.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(", ")
    };
    let refused = codes(&|severity| severity == Severity::FileRefused);
    if !refused.is_empty() {
        return format!("asked: {refused}");
    }
    let account = &piece.accounting;
    let mut text = format!("read: {} rows", account.used);
    if account.unread > 0 {
        write!(text, ", {} with unknown cells", account.unread).expect("a text");
    }
    if account.rows_refused() > 0 {
        write!(text, ", {} refused", account.rows_refused()).expect("a text");
    }
    if account.rows_ignored() > 0 {
        write!(text, ", {} no rows", account.rows_ignored()).expect("a text");
    }
    let told = codes(&|severity| severity != Severity::FileRefused);
    if told.is_empty() { text } else { format!("{text}; told: {told}") }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "who runs the tests asks for the table anew by a variable")]
fn files_as_people_make_them_are_read_right_or_asked() {
    let tables = tables();
    let (mut lines, mut guessed, mut counts) = (String::new(), Vec::new(), BTreeMap::<&str, usize>::new());
    let all = made();
    for made in &all {
        let piece = read_by(&tables, made.file, &made.bytes);
        let account = &piece.accounting;
        assert_eq!(account.rows_in, account.used + account.rows_ignored() + account.rows_refused(), "{}", made.name);
        let outcome = outcome(&piece);
        let kind = match () {
            () if outcome.starts_with("asked") => "asked",
            () if account.unread + account.rows_refused() > 0 => "read, with cells or rows told as unknown",
            () => "read right",
        };
        *counts.entry(kind).or_default() += 1;
        // Whatever is used is what the list says, and nobody of it is lost in silence.
        guessed.extend(wrong(made, &piece).into_iter().map(|what| format!("{}: {what}", made.name)));
        if kind == "read right" && account.used < 2 {
            guessed.push(format!("{}: {} persons", made.name, account.used));
        }
        writeln!(lines, "| {} | {} | {outcome} |", made.name, made.how.replace('|', "\\|")).expect("a text");
    }
    println!("{} files: {counts:?}", all.len());
    assert_eq!(guessed, [""; 0]);
    let names: std::collections::BTreeSet<&str> = all.iter().map(|made| made.name).collect();
    assert_eq!(names.len(), all.len(), "a name stands twice");
    let head = "# Files as people make them\n\n\
        All are made up, by `tests/spreadsheets/src/people`, and say the same: who was paid what in a quarter, and since when employed. The test\n\
        `crates/evidence/tests/it/people.rs` holds this table against what comes out: read as the list says, or asked. It is written anew with\n\
        `MITHAQ_UPDATE=1`.\n\n\
        | File | How it was made | What comes out |\n| --- | --- | --- |\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spreadsheets/files.md");
    let table = format!("{head}{lines}");
    if std::env::var_os("MITHAQ_UPDATE").is_some() {
        std::fs::write(&path, &table).expect("the table");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == table, "the table in {} is another; MITHAQ_UPDATE=1 writes it anew", path.display());
}
