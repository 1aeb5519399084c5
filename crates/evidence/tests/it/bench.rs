//! A workbench for tests of intake and store: a store in a temporary folder, and files written by hand as pieces.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval, Month};
use contract::facts::{Cell, Facts, Period};
use contract::identity::OperatorId;
use contract::money::Money;
use evidence::columns::OperatorEvidence;
use evidence::finding::Finding;
use evidence::intake::{Delivery, SubmissionReport, submit_pieces};
use evidence::piece::{Accounting, Declarant, Piece, PieceKind, RawPerson, RawRow};
use evidence::pseudonym::Key;
use evidence::store::Store;

use crate::tables::tables;

/// Of one person: a sum, where it can be read, and the number of lines, by month and affiliation.
pub type Months = BTreeMap<(String, usize), (Option<i64>, usize)>;

/// A store and its key, gone when dropped.
pub struct Bench {
    _folder: tempfile::TempDir,
    pub store: Store,
    pub key: Key,
}

impl Bench {
    pub fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::create(&folder.path().join("evidence"))
            .expect("a new store")
            .knowing(tables())
            .without_waiting_for_disk();
        Bench { _folder: folder, store, key: Key::from_bytes([7; 32]) }
    }

    /// A bench with two operators: `alpha` with two affiliations, the second from July 2025, and `beta` with one.
    pub fn with_registers() -> Bench {
        let bench = Bench::new();
        bench.submit("2025-01-02", vec![operators(), affiliations()]);
        bench
    }

    /// Files that take the place of what is in force.
    pub fn submit(&self, received: &str, pieces: Vec<Piece>) -> Vec<SubmissionReport> {
        self.hand_in(Delivery::on(date(received)).replacing(), pieces)
    }

    /// Files that are to fill empty places.
    pub fn fill(&self, received: &str, pieces: Vec<Piece>) -> Vec<SubmissionReport> {
        self.hand_in(Delivery::on(date(received)), pieces)
    }

    /// Files that stand beside what is in force.
    pub fn add(&self, received: &str, pieces: Vec<Piece>) -> Vec<SubmissionReport> {
        self.hand_in(Delivery::on(date(received)).adding(), pieces)
    }

    pub fn hand_in(&self, delivery: Delivery, pieces: Vec<Piece>) -> Vec<SubmissionReport> {
        submit_pieces(&self.store, &self.key, pieces, delivery).expect("an intake")
    }

    pub fn load(&self, operator: &str, tables: &[&str], known: &str) -> OperatorEvidence {
        self.store.load(&id(operator), tables, date(known)).expect("a load")
    }

    pub fn facts(&self, operator: &str, tables: &[&str], known: &str) -> Facts {
        self.load(operator, tables, known).to_facts(None)
    }

    /// The store again, as another process would see it.
    pub fn reopened(&self) -> Store {
        Store::open(self.store.root()).expect("the store").knowing(tables())
    }

    /// The store as its submissions alone tell it.
    pub fn without_editions(&self) -> Store {
        self.reopened().without_editions()
    }
}

pub const ALPHA_1: &str = "1234567";
pub const ALPHA_2: &str = "2703892";
pub const BETA_1: &str = "3141590";

pub fn operators() -> Piece {
    let row = |line, operator: &str, tax: &str| RawRow {
        cells: vec![
            ("created", Cell::Date(date("2015-03-01"))),
            ("group", Cell::Blank),
            ("tax_identifier", Cell::Code(tax.to_owned())),
        ],
        ..row(line, Some(operator))
    };
    piece(
        PieceKind::of_table("operator"),
        "operateurs.csv",
        vec![row(2, "alpha", "11111111"), row(3, "beta", "22222222")],
    )
}

pub fn affiliations() -> Piece {
    let rows = vec![
        affiliation(2, "alpha", ALPHA_1, "2015-03-01"),
        affiliation(3, "alpha", ALPHA_2, "2025-07-01"),
        affiliation(4, "beta", BETA_1, "2015-03-01"),
    ];
    piece(PieceKind::of_table("affiliation"), "affiliations.csv", rows)
}

pub fn affiliation(line: u32, operator: &str, number: &str, from: &str) -> RawRow {
    RawRow {
        valid: Some(Interval { first: date(from), last: None }),
        cells: vec![("affiliation", Cell::Code(number.to_owned()))],
        ..row(line, Some(operator))
    }
}

pub fn row(line: u32, operator: Option<&str>) -> RawRow {
    RawRow { line, operator: operator.map(str::to_owned), person: None, period: None, valid: None, cells: Vec::new() }
}

/// A line of a payroll register: who, and what taxable gross in dirham.
#[derive(Clone, Debug)]
pub struct Paid {
    pub cnss: Option<String>,
    pub cin: Option<String>,
    pub gross_dirham: i64,
}

pub fn paid(cnss: &str, gross_dirham: i64) -> Paid {
    Paid { cnss: Some(cnss.to_owned()), cin: Some(format!("AB{}", &cnss[3..])), gross_dirham }
}

pub fn payroll(affiliation: &str, month: &str, lines: &[Paid]) -> Piece {
    let line = |(place, paid): (usize, &Paid)| RawRow {
        person: Some(RawPerson::native(paid.cnss.clone(), paid.cin.clone())),
        cells: vec![
            ("affiliation", Cell::Code(affiliation.to_owned())),
            ("site", Cell::Code("casa-1".to_owned())),
            ("hired", Cell::Date(date("2024-02-01"))),
            ("left", Cell::Blank),
            ("contract", Cell::Code("permanent".to_owned())),
            ("nationality", Cell::Code("moroccan".to_owned())),
            ("birth_year", Cell::Count(1999)),
            ("ecosystem", Cell::Code("crm".to_owned())),
            ("gross_taxable", dirham(paid.gross_dirham)),
            ("tax_withheld", dirham(paid.gross_dirham / 10)),
        ],
        ..row(u32::try_from(place).expect("a small file") + 2, None)
    };
    let name = format!("PAIE_{affiliation}_{}.csv", month.replace('-', ""));
    declaration(PieceKind::of_table("payroll"), &name, affiliation, month, lines.iter().enumerate().map(line).collect())
}

/// A line of an e-BDS declaration: number, days, wage in dirham.
pub fn bds(kind: PieceKind, affiliation: &str, month: &str, lines: &[(&str, i64, i64)]) -> Piece {
    let line = |(place, (cnss, days, wage)): (usize, &(&str, i64, i64))| RawRow {
        person: Some(RawPerson::native(Some((*cnss).to_owned()), None)),
        cells: vec![
            ("days", Cell::Count(*days)),
            ("wage", dirham(*wage)),
            ("capped_wage", dirham((*wage).min(6_000))),
            ("situation", Cell::Code("normal".to_owned())),
            ("affiliation", Cell::Code(affiliation.to_owned())),
        ],
        ..row(u32::try_from(place).expect("a small file") + 3, None)
    };
    let complement = (kind == PieceKind::EBDS_COMPLEMENT).then_some(1);
    let stem = if complement.is_some() { "DSC1" } else { "DS" };
    let name = format!("{stem}_{affiliation}_{}.txt", month.replace('-', ""));
    let rows = lines.iter().enumerate().map(line).collect();
    Piece { complement, ..declaration(kind, &name, affiliation, month, rows) }
}

pub fn declaration(kind: PieceKind, name: &str, affiliation: &str, month: &str, rows: Vec<RawRow>) -> Piece {
    Piece {
        declarant: Declarant::Affiliation(affiliation.to_owned()),
        period: Some(Period::Month(self::month(month))),
        ..piece(kind, name, rows)
    }
}

/// A file of some kind. Its hash is that of its rows, so that equal content is an equal file.
pub fn piece(kind: PieceKind, name: &str, rows: Vec<RawRow>) -> Piece {
    let content: Vec<String> = rows
        .iter()
        .map(|row| {
            let person = row.person.as_ref().map(|person| (person.number.clone(), person.card.clone()));
            format!("{} {:?} {person:?} {:?} {:?} {:?}", row.line, row.operator, row.period, row.valid, row.cells)
        })
        .collect();
    let content = format!("{kind:?} {name} {}", content.join("\n"));
    let count = rows.len() as u64;
    Piece {
        kind: Some(kind),
        name: name.to_owned(),
        size_bytes: content.len() as u64,
        sha256: sha256(&content),
        line_starts: (0..=count).map(|line| line * 100).collect(),
        accounting: Accounting { rows_in: count, used: count, ..Accounting::default() },
        rows,
        ..Piece::default()
    }
}

fn sha256(content: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn dirham(amount: i64) -> Cell {
    Cell::Amount(Money::from_centimes(amount * 100))
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub fn id(text: &str) -> OperatorId {
    OperatorId::new(text).expect("an identifier")
}

/// The amounts of a column by period, in centimes, over all persons.
pub fn sums(facts: &Facts, table: &str, column: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for row in facts.table(table).map(|table| table.rows.as_slice()).unwrap_or_default() {
        if let (Some(period), Some(Cell::Amount(amount))) = (row.period, row.cells.get(column)) {
            *sums.entry(period.to_string()).or_default() += amount.centimes();
        }
    }
    sums
}

/// The periods that a table covers.
pub fn covered(facts: &Facts, table: &str) -> Vec<String> {
    facts.table(table).map(|table| table.covered.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

/// The codes of all findings in reports.
pub fn codes(reports: &[SubmissionReport]) -> Vec<String> {
    let findings = reports.iter().flat_map(|report| &report.pieces).flat_map(|piece| &piece.piece.findings);
    findings.map(|finding: &Finding| finding.code.clone()).collect()
}
