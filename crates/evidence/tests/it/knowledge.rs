//! Whatever is handed in, in whatever order: the store answers as a plain model of the rules does, on every day.

use std::collections::{BTreeMap, BTreeSet};

use contract::facts::{Cell, Facts, Period};
use contract::identity::Pseudonym;
use evidence::piece::{PieceKind, RawPerson};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::bench::*;
use crate::store::files;

/// A file of operator alpha: for which affiliation and month, and who earns what.
#[derive(Clone, Debug)]
pub struct Filed {
    pub affiliation: usize,
    pub month: i32,
    pub kind: PieceKind,
    /// Person, dirham, and whether only the card is given.
    pub lines: Vec<(u32, i64, bool)>,
}

/// Another operator's payroll: months, and the numbers and cards that lines name (a card may be somebody else's).
pub fn of_another() -> impl Strategy<Value = Option<(i32, Vec<(u32, u32)>)>> {
    prop::option::of((3i32..9, prop::collection::vec((0u32..5, 0u32..5), 1..3)))
}

const AFFILIATIONS: [&str; 2] = [ALPHA_1, ALPHA_2];
const KINDS: [PieceKind; 3] = [PieceKind::of_table("payroll"), PieceKind::EBDS_MAIN, PieceKind::EBDS_COMPLEMENT];

pub fn filed() -> impl Strategy<Value = Filed> {
    // April to September 2025: the second affiliation is in force from July.
    let lines = prop::collection::vec((0u32..5, 1i64..100, any::<bool>()), 0..5);
    (0usize..2, 3i32..9, prop::sample::select(KINDS.to_vec()), lines).prop_map(|(affiliation, month, kind, lines)| {
        let month = if affiliation == 1 { month.max(6) } else { month };
        let cards = kind == PieceKind::of_table("payroll");
        let lines = lines.into_iter().map(|(person, dirham, card)| (person, dirham, card && cards)).collect();
        Filed { affiliation, month, kind, lines }
    })
}

impl Filed {
    fn month(&self) -> String {
        format!("2025-{:02}", self.month + 1)
    }

    pub fn piece(&self) -> evidence::piece::Piece {
        let affiliation = AFFILIATIONS[self.affiliation];
        if self.kind == PieceKind::of_table("payroll") {
            let lines: Vec<Paid> = self.lines.iter().map(|(person, dirham, _)| paid(&cnss(*person), *dirham)).collect();
            let mut piece = payroll(affiliation, &self.month(), &lines);
            for (row, (_, _, card)) in piece.rows.iter_mut().zip(&self.lines) {
                if let (true, Some(person)) = (card, row.person.take()) {
                    row.person = Some(RawPerson { number: None, ..person });
                } else {
                    let (person, ..) = self.lines[row.line as usize - 2];
                    row.person = Some(RawPerson::native(Some(cnss(person)), Some(format!("AB{}", &cnss(person)[3..]))));
                }
            }
            // The hash of the piece must tell card from number.
            let rows = std::mem::take(&mut piece.rows);
            return declaration(PieceKind::of_table("payroll"), &piece.name, affiliation, &self.month(), rows);
        }
        let numbers: Vec<String> = self.lines.iter().map(|(person, ..)| cnss(*person)).collect();
        let lines: Vec<(&str, i64, i64)> =
            numbers.iter().zip(&self.lines).map(|(number, (_, dirham, _))| (number.as_str(), 1, *dirham)).collect();
        bds(self.kind, affiliation, &self.month(), &lines)
    }

    fn table(&self) -> &'static str {
        if self.kind == PieceKind::of_table("payroll") { "payroll" } else { "bds" }
    }
}

pub fn cnss(person: u32) -> String {
    format!("1234567{person:02}")
}

/// A row: its month, its sum, nothing where a line stands in its file twice, and the number of its lines.
type Told = (String, Option<i64>, usize);

/// What the rules say: by table, the covered months, and by person the rows. Each affiliation has its own.
type Answer = BTreeMap<&'static str, (Vec<String>, Vec<Vec<Told>>)>;

/// The rules, in the plainest way: `known` are the files received by the day, oldest first.
fn model(known: &[Filed]) -> Answer {
    // Links come from files in force: the last for each affiliation and month.
    let payrolls = known.iter().filter(|filed| filed.kind == PieceKind::of_table("payroll"));
    let in_force: BTreeMap<(usize, i32), &Filed> =
        payrolls.map(|filed| ((filed.affiliation, filed.month), filed)).collect();
    let linked: BTreeSet<u32> = in_force
        .values()
        .flat_map(|filed| filed.lines.iter().filter(|(_, _, card)| !card).map(|(person, ..)| *person))
        .collect();
    let mut answer = Answer::new();
    for table in ["payroll", "bds"] {
        let mut current: BTreeMap<(usize, i32, bool), &Filed> = BTreeMap::new();
        for filed in known.iter().filter(|filed| filed.table() == table) {
            current.insert((filed.affiliation, filed.month, filed.kind == PieceKind::EBDS_COMPLEMENT), filed);
        }
        let main = |affiliation, month| current.contains_key(&(affiliation, month, false));
        let covered = (0..12).filter(|month| main(0, *month) && (*month < 6 || main(1, *month)));
        let covered = covered.map(|month| format!("2025-{:02}", month + 1)).collect();
        let mut persons: BTreeMap<(u32, bool), Months> = BTreeMap::new();
        for filed in current.values() {
            let mut seen = BTreeSet::new();
            for (person, dirham, card) in &filed.lines {
                let stranger = *card && !linked.contains(person);
                let rows = persons.entry((*person, stranger)).or_default();
                let cell = rows.entry((filed.month(), filed.affiliation)).or_insert((Some(0), 0));
                let is_new = seen.insert((*person, stranger, *dirham));
                *cell = (cell.0.filter(|_| is_new).map(|sum| sum + dirham * 100), cell.1 + 1);
            }
        }
        let mut rows: Vec<Vec<Told>> = persons
            .into_values()
            .map(|months| months.into_iter().map(|((month, _), (sum, lines))| (month, sum, lines)).collect())
            .collect();
        rows.iter_mut().for_each(|rows| rows.sort());
        rows.sort();
        answer.insert(table, (covered, rows));
    }
    answer
}

/// What the store says, in the same shape.
fn told(facts: &Facts) -> Answer {
    let mut answer = Answer::new();
    for (table, column) in [("payroll", "gross_taxable"), ("bds", "wage")] {
        let mut persons: BTreeMap<Option<Pseudonym>, Vec<Told>> = BTreeMap::new();
        for row in &facts.tables[table].rows {
            let amount = match row.cells.get(column) {
                Some(Cell::Amount(amount)) => Some(amount.centimes()),
                Some(Cell::Unread) => None,
                _ => panic!("{row:?} has no {column}"),
            };
            let period = row.period.expect("a period").to_string();
            persons.entry(row.person).or_default().push((period, amount, row.origins.len()));
        }
        let mut rows: Vec<_> = persons.into_values().collect();
        rows.iter_mut().for_each(|rows| rows.sort());
        rows.sort();
        answer.insert(table, (covered(facts, table), rows));
    }
    answer
}

/// The day on which the file of that number is received.
pub fn day(number: usize) -> String {
    // Two files a day, so that corrections of one day occur.
    date("2026-01-01").plus_days(i32::try_from(number / 2).expect("few files")).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_store_answers_as_the_rules_say_on_every_day(all in prop::collection::vec(filed(), 1..14)) {
        let bench = Bench::with_registers();
        let mut at_the_time = Vec::new();
        for (number, filed) in all.iter().enumerate() {
            bench.submit(&day(number), vec![filed.piece()]);
            if number % 2 == 1 || number + 1 == all.len() {
                at_the_time.push((number, bench.load("alpha", &["payroll", "bds"], &day(number))));
            }
        }
        let reopened = bench.reopened();
        for (number, before) in at_the_time {
            let known = date(&day(number));
            let now = reopened.load(&id("alpha"), &["bds", "payroll"], known).expect("a load");
            prop_assert_eq!(&now, &before);
            prop_assert_eq!(told(&now.to_facts(None)), model(&all[..=number]));
        }
    }

    #[test]
    fn facts_of_each_person_are_the_facts_of_all(all in prop::collection::vec(filed(), 1..10)) {
        let bench = Bench::with_registers();
        for (number, filed) in all.iter().enumerate() {
            bench.submit(&day(number), vec![filed.piece()]);
        }
        let tables = ["payroll", "bds", "operator"];
        let evidence = bench.load("alpha", &tables, "2026-12-31");
        let whole = evidence.to_facts(None);
        for person in &evidence.persons {
            let alone = bench.store.load_person(&id("alpha"), *person, &tables, date("2026-12-31")).expect("a load");
            prop_assert_eq!(alone.to_facts(None), evidence.to_facts(Some(*person)));
        }
        for (name, columns) in &evidence.tables {
            let rows = &whole.tables[name].rows;
            prop_assert_eq!(rows.len(), columns.rows);
            for (place, row) in rows.iter().enumerate() {
                prop_assert_eq!(row.person.is_some(), !columns.person.is_empty());
                for (column, cell) in &row.cells {
                    prop_assert_eq!(cell, &columns.columns[column].cell(place));
                }
            }
            prop_assert!(rows.is_sorted_by_key(|row| (row.person, row.period)));
            let mut of_each: Vec<_> = Vec::new();
            for person in &evidence.persons {
                let own = evidence.to_facts(Some(*person)).tables.remove(name).expect("the table");
                prop_assert_eq!(&own.covered, &whole.tables[name].covered);
                of_each.extend(own.rows.into_iter().filter(|row| row.person.is_some()));
            }
            let about_persons: Vec<_> = rows.iter().filter(|row| row.person.is_some()).cloned().collect();
            prop_assert_eq!(of_each, about_persons);
        }
    }
}

/// How many cases a property is tried on: the usual number, unless `MITHAQ_CASES` asks for another.
#[expect(clippy::disallowed_methods, reason = "how long a test runs is the choice of who runs it")]
pub fn cases(usual: u32) -> u32 {
    std::env::var("MITHAQ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// What is read with editions, or without where there are none, against the submissions themselves.
pub fn editions_agree(bench: &Bench, operator: &str, tables: &[&str], known: &str) {
    let (operator, known) = (id(operator), date(known));
    let plain = bench.without_editions();
    let truth = plain.load(&operator, tables, known).expect("a load");
    assert_eq!(
        bench.store.fingerprint(&operator, known).expect("a fingerprint"),
        plain.fingerprint(&operator, known).expect("another")
    );
    assert_eq!(
        bench.store.rows_handed_in(&operator, known).expect("rows"),
        plain.rows_handed_in(&operator, known).expect("rows")
    );
    assert_eq!(
        bench.store.contradictions(known).expect("contradictions"),
        plain.contradictions(known).expect("contradictions")
    );
    assert_eq!(bench.store.operators(known).expect("operators"), plain.operators(known).expect("operators"));
    assert_eq!(bench.store.last_received().expect("a day"), plain.last_received().expect("a day"));
    let columns = |name: &str| truth.tables[name].columns.keys().cloned().collect::<BTreeSet<String>>();
    let needed: BTreeMap<String, BTreeSet<String>> =
        tables.iter().map(|name| ((*name).to_owned(), columns(name))).collect();
    let mut read = bench.store.load_columns(&operator, &needed, known).expect("columns");
    assert_eq!(read.to_facts(None), without_origins(truth.to_facts(None)));
    for table in read.tables.values_mut() {
        table.columns.clear();
    }
    let keys = needed.keys().map(|name| (name.clone(), BTreeSet::new())).collect();
    assert_eq!(bench.store.load_columns(&operator, &keys, known).expect("keys"), read);
    for person in &truth.persons {
        let alone = bench.store.load_person(&operator, *person, tables, known).expect("a person");
        assert_eq!(alone.to_facts(None), truth.to_facts(Some(*person)));
        for (name, table) in &truth.tables {
            assert_eq!((&alone.tables[name].awaited, &alone.tables[name].filed), (&table.awaited, &table.filed));
        }
    }
    let nobody = Pseudonym::from_bytes([7; 16]);
    let alone = bench.store.load_person(&operator, nobody, tables, known).expect("nobody");
    assert_eq!(alone.to_facts(None), truth.to_facts(Some(nobody)));
}

fn without_origins(mut facts: Facts) -> Facts {
    facts.tables.values_mut().flat_map(|table| &mut table.rows).for_each(|row| row.origins.clear());
    facts
}

/// Files of both operators over half a year, a list for each time of handing in.
fn half_a_year() -> Vec<(String, Vec<Filed>)> {
    let lines = |month: i32| (0..4).map(|person| (person, i64::from(month) * 10 + i64::from(person), false)).collect();
    (3..9)
        .map(|month| {
            let filed = |affiliation, kind| Filed { affiliation, month, kind, lines: lines(month) };
            let mut all: Vec<Filed> = KINDS.into_iter().map(|kind| filed(0, kind)).collect();
            if month >= 6 {
                all.push(filed(1, PieceKind::of_table("payroll")));
            }
            (format!("2025-{:02}-05", month + 2), all)
        })
        .collect()
}

fn taken_in(threads: usize, backwards: bool, one_by_one: bool) -> Vec<(String, Vec<u8>)> {
    let bench = Bench::with_registers();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    pool.install(|| {
        for (received, all) in half_a_year() {
            let mut pieces: Vec<_> = all.iter().map(Filed::piece).collect();
            pieces.push(payroll(BETA_1, &received[..7], &[paid("123456700", 5_000)]));
            if backwards {
                pieces.reverse();
            }
            if one_by_one {
                pieces.into_iter().for_each(|piece| drop(bench.submit(&received, vec![piece])));
            } else {
                bench.submit(&received, pieces);
            }
        }
        let tables = ["payroll", "bds", "affiliation"];
        let operators = ["alpha", "beta"];
        operators.par_iter().for_each(|operator| drop(bench.load(operator, &tables, "2025-12-31")));
    });
    let root = bench.store.root().display().to_string();
    files(bench.store.root()).into_iter().map(|(path, bytes)| (path.replace(&root, ""), bytes)).collect()
}

#[test]
fn the_store_has_the_same_bytes_whatever_the_threads_and_the_order_of_files() {
    let reference = taken_in(1, false, false);
    assert!(reference.len() > 20, "the store has files");
    for (threads, backwards) in [(1, true), (2, false), (4, true)] {
        assert!(taken_in(threads, backwards, false) == reference, "{threads} threads, backwards: {backwards}");
    }
}

#[test]
fn answers_are_the_same_whatever_the_order_in_which_unrelated_files_arrive() {
    let answer = |backwards: bool| {
        let bench = Bench::with_registers();
        let mut all: Vec<(String, Filed)> = half_a_year()
            .into_iter()
            .flat_map(|(received, all)| all.into_iter().map(move |filed| (received.clone(), filed)))
            .collect();
        if backwards {
            all.reverse();
        }
        for (received, filed) in all {
            bench.submit(&received, vec![filed.piece()]);
        }
        let known = ["2025-06-30", "2025-08-31", "2025-12-31"];
        known.map(|known| bench.load("alpha", &["payroll", "bds"], known))
    };
    assert_eq!(answer(false), answer(true));
}

#[test]
fn covered_months_are_periods_of_the_table() {
    let bench = Bench::with_registers();
    bench.submit("2025-07-05", vec![payroll(ALPHA_1, "2025-06", &[])]);
    let facts = bench.facts("alpha", &["payroll"], "2025-07-05");
    let table = &facts.tables["payroll"];
    assert!(table.rows.is_empty(), "an empty register says that nobody was employed");
    assert_eq!(table.covered, BTreeSet::from([Period::Month(month("2025-06"))]));
}
