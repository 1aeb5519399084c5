//! What is measured, each in a process of its own: it does one thing, and says in one line of JSON what that took.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use assessment::assess::Readings;
use assessment::nation::{NationAssessment, Options, assess_nation};
use assessment::program::Program;
use assessment::totals::Totals;
use contract::calendar::Date;
use contract::determination::Status;
use contract::identity::OperatorId;
use contract::model::Contract;
use office::assess::Question;
use office::at_hand::AtHand;
use office::sector::Sector;
use office::texts::Sound;
use office::workspace::Workspace;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::explanations::explanations;
use crate::{Failure, process};

/// The contract that is measured.
pub const CONTRACT: &str = "ma-offshoring-2025";

/// What a contestant says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// From the opened workspace to the answer, in microseconds.
    #[serde(default)]
    pub microseconds: u64,
    /// Processor time of all threads meanwhile, in microseconds.
    #[serde(default)]
    pub processor_microseconds: u64,
    /// Of a peer: how much of it went into loading.
    #[serde(default)]
    pub load_microseconds: u64,
    /// The most memory that the process ever held, in KiB.
    #[serde(default)]
    pub peak_kib: u64,
    /// Rows read.
    #[serde(default)]
    pub rows: u64,
    /// Rows of the payroll register among them: person-months.
    #[serde(default)]
    pub payroll_rows: u64,
    /// Determinations made.
    #[serde(default)]
    pub determinations: u64,
    /// What it comes to, by operator, clause and status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
    /// Times of single acts, in microseconds, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<u64>,
    /// Of a peer: how many keys were held against ours, and how many of them differ.
    #[serde(default)]
    pub compared: u64,
    /// See `compared`.
    #[serde(default)]
    pub different: u64,
    /// The version of a peer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
}

/// Determinations of one operator, clause and status.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Total {
    /// The operator.
    pub operator: String,
    /// The clause.
    pub clause: String,
    /// The status, in the words of the export: `due`, `zero by rule`, …
    pub status: String,
    /// How many.
    pub keys: u64,
    /// What is due, in centimes.
    pub due_centimes: i128,
}

/// What is to be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Decoding the columns that the program needs, nothing else.
    Floor,
    /// Every clause over every operator.
    Assess {
        /// Every reading instead of those in use.
        all_readings: bool,
        /// Only these clauses; all when empty.
        only: Vec<String>,
        /// Every clause twice.
        twice: bool,
        /// Whether to tell what it comes to.
        tell: bool,
    },
    /// One operator alone.
    Operator(usize),
    /// The office's assessment, which keeps results and uses those kept.
    Office {
        /// Whatever is kept, everything is computed.
        fresh: bool,
    },
    /// Checks across operators.
    Across,
    /// Explanations of single amounts.
    Explain {
        /// How many of each clause.
        of_each: usize,
    },
}

/// Runs a task on a workspace, as known on a day.
///
/// # Errors
/// A workspace that cannot be read or assessed.
pub fn run(root: &Path, day: Date, task: &Task) -> Result<Told, Failure> {
    let workspace = Workspace::open(root)?;
    let sound = sound(&workspace)?;
    match task {
        Task::Floor => floor(&workspace, &program(&sound.contract)?, day),
        Task::Assess { all_readings, only, twice, tell } => {
            let mut contract = sound.contract.clone();
            restrict(&mut contract, only);
            if *twice {
                double(&mut contract);
            }
            assess(&workspace, &program(&contract)?, day, *all_readings, *tell)
        }
        Task::Operator(place) => operator(&workspace, &program(&sound.contract)?, day, *place),
        Task::Office { fresh } => office(&workspace, &sound, day, *fresh),
        Task::Across => across(&workspace, day),
        Task::Explain { of_each } => explanations(&workspace, &sound, day, *of_each),
    }
}

pub(crate) fn sound(workspace: &Workspace) -> Result<Arc<Sound>, Failure> {
    let mut sounds = workspace.contracts()?;
    sounds.retain(|sound| sound.contract.id == CONTRACT);
    sounds.pop().ok_or_else(|| format!("the workspace has no contract {CONTRACT}").into())
}

fn program(contract: &Contract) -> Result<Program, Failure> {
    Ok(assessment::compile::compile(contract)?)
}

fn restrict(contract: &mut Contract, only: &[String]) {
    if !only.is_empty() {
        contract.clauses.retain(|clause| only.contains(&clause.id));
        contract.controls.retain(|clause| only.contains(&clause.id));
    }
}

/// Every clause again, under another name.
fn double(contract: &mut Contract) {
    for clauses in [&mut contract.clauses, &mut contract.controls] {
        for mut clause in clauses.clone() {
            clause.id.push_str("-again");
            clauses.push(clause);
        }
    }
    let again = contract.readings.iter().map(|(clause, reading)| (format!("{clause}-again"), reading.clone()));
    let again: Vec<_> = again.collect();
    contract.readings.extend(again);
}

pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Times something, without what went before.
fn timed<T>(act: impl FnOnce() -> Result<T, Failure>) -> Result<(Told, T), Failure> {
    let (begin, processor) = (Instant::now(), process::processor_microseconds());
    let outcome = act()?;
    let told = Told {
        microseconds: micros(begin.elapsed()),
        processor_microseconds: process::processor_microseconds() - processor,
        peak_kib: process::peak_kib(),
        ..Told::default()
    };
    Ok((told, outcome))
}

/// Decodes what the program needs of each operator's edition, batch by batch, and lets go of it.
fn floor(workspace: &Workspace, program: &Program, day: Date) -> Result<Told, Failure> {
    let needed = program.tables_needed();
    let operators = workspace.store.operators(day)?;
    let (mut told, rows) = timed(|| {
        let counted = operators.par_iter().with_max_len(1).map(|operator| {
            let folder = edition_folder(workspace.store.root(), operator)?;
            let of_tables = needed.iter().map(|(table, columns)| {
                decode(&folder.join(format!("{table}.parquet")), columns).map(|rows| (table == "payroll", rows))
            });
            of_tables.collect::<Result<Vec<_>, Failure>>()
        });
        Ok(counted.collect::<Result<Vec<_>, Failure>>()?.into_iter().flatten().collect::<Vec<_>>())
    })?;
    told.rows = rows.iter().map(|(_, rows)| rows).sum();
    told.payroll_rows = rows.iter().filter(|(payroll, _)| *payroll).map(|(_, rows)| rows).sum();
    Ok(told)
}

fn edition_folder(store: &Path, operator: &OperatorId) -> Result<PathBuf, Failure> {
    let folder = store.join(operator.as_str()).join("edition");
    let edition = std::fs::read_dir(&folder)?.next().ok_or("an operator without an edition")??;
    Ok(edition.path())
}

fn decode(path: &Path, columns: &BTreeSet<String>) -> Result<u64, Failure> {
    const KEYS: [&str; 5] = ["person", "month", "year", "valid_from", "valid_to"];
    if !path.exists() {
        return Ok(0);
    }
    // Read at once, as we do: reading piece by piece through the system costs more.
    let bytes = bytes::Bytes::from(std::fs::read(path)?);
    let metadata = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new())?;
    let wanted = |name: &str| KEYS.contains(&name) || columns.contains(name.trim_end_matches("_centimes"));
    let all = metadata.parquet_schema().columns().iter().enumerate();
    let leaves: Vec<usize> = all.filter(|(_, column)| wanted(column.name())).map(|(place, _)| place).collect();
    let mask = ProjectionMask::leaves(metadata.parquet_schema(), leaves);
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes, metadata);
    let mut rows = 0;
    for batch in builder.with_projection(mask).with_batch_size(32_768).build()? {
        rows += batch?.num_rows() as u64;
    }
    Ok(rows)
}

fn assess(
    workspace: &Workspace,
    program: &Program,
    day: Date,
    all_readings: bool,
    tell: bool,
) -> Result<Told, Failure> {
    let needed = program.tables_needed();
    let rows = Mutex::new((0, 0));
    let readings = if all_readings { Readings::All } else { Readings::InUse };
    let (mut told, nation) = timed(|| {
        let operators = workspace.store.operators(day)?;
        let load = |operator: &OperatorId| {
            let evidence = workspace.store.load_columns(operator, &needed, day)?;
            let all: u64 = evidence.tables.values().map(|table| table.rows as u64).sum();
            let payroll = evidence.tables.get("payroll").map_or(0, |table| table.rows as u64);
            if let Ok(mut rows) = rows.lock() {
                *rows = (rows.0 + all, rows.1 + payroll);
            }
            Ok(evidence)
        };
        let options = Options { readings, ..Options::default() };
        Ok(assess_nation(program, &operators, day, options, load, |_| Ok(()))?)
    })?;
    (told.rows, told.payroll_rows) = rows.into_inner().unwrap_or_default();
    let NationAssessment { by_operator, hash, .. } = nation;
    told.determinations = hash.finish().0;
    if tell {
        told.totals = by_operator.iter().flat_map(|(operator, totals)| totals_of(operator, totals)).collect();
        told.totals.sort();
    }
    Ok(told)
}

fn totals_of<'t>(operator: &'t OperatorId, totals: &'t Totals) -> impl Iterator<Item = Total> + 't {
    totals.clauses.iter().flat_map(move |clause| {
        let counted = Status::ALL.iter().filter(|status| clause.count_of(**status) > 0);
        counted.map(move |status| Total {
            operator: operator.to_string(),
            clause: clause.clause.clone(),
            status: status.to_string(),
            keys: clause.count_of(*status),
            due_centimes: if *status == Status::Due { clause.due_centimes } else { 0 },
        })
    })
}

fn operator(workspace: &Workspace, program: &Program, day: Date, place: usize) -> Result<Told, Failure> {
    let needed = program.tables_needed();
    let operators = workspace.store.operators(day)?;
    let operator = operators.get(place).ok_or("no such operator")?;
    let (mut told, rows) = timed(|| {
        let evidence = workspace.store.load_columns(operator, &needed, day)?;
        let rows = evidence.tables.values().map(|table| table.rows as u64).sum();
        let payroll = evidence.tables.get("payroll").map_or(0, |table| table.rows as u64);
        let assessed = assessment::nation::Assessed::of(program, &evidence, day, Readings::InUse)?;
        Ok((rows, payroll, assessed.assessment.len() as u64))
    })?;
    (told.rows, told.payroll_rows, told.determinations) = rows;
    Ok(told)
}

/// As `mithaq assess` does, for the one contract.
fn office(workspace: &Workspace, sound: &Sound, day: Date, fresh: bool) -> Result<Told, Failure> {
    let program = program(&sound.contract)?;
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh };
    let (mut told, sum) = timed(|| {
        workspace.gather_much()?;
        let operators = office::assess::operators(workspace, &question)?;
        let evidence = office::assess::fingerprints(workspace, &operators, day.into())?;
        let at_hand = AtHand::default();
        let sector =
            Sector { workspace, sound, program: &program, question: &question, at_hand: &at_hand, wanted: None };
        Ok(sector.assess(&evidence, &mut None, &|| {})?)
    })?;
    // How many operators were computed.
    told.rows = (sum.nation.by_operator.len() - sum.reused) as u64;
    told.totals = sum.nation.by_operator.iter().flat_map(|(operator, totals)| totals_of(operator, totals)).collect();
    told.totals.sort();
    Ok(told)
}

/// What operators show together; told as totals, so that a peer's can be held against them.
fn across(workspace: &Workspace, day: Date) -> Result<Told, Failure> {
    let (mut told, found) =
        timed(|| Ok(office::across::across(workspace, day.into(), office::across::MONTHS_BETWEEN, || {})?))?;
    let mut totals: BTreeMap<(String, String), (u64, i128)> = BTreeMap::new();
    for one in &found.across.together {
        let [operator, other] = &one.operators;
        let (persons, months) = totals.entry((operator.to_string(), other.to_string())).or_default();
        (*persons, *months) = (*persons + 1, *months + i128::from(one.months));
    }
    told.determinations = (found.across.together.len() + found.across.moved.len() + found.contradictions.len()) as u64;
    told.totals = totals
        .into_iter()
        .map(|((operator, other), (keys, months))| Total {
            operator,
            clause: "together".to_owned(),
            status: other,
            keys,
            due_centimes: months,
        })
        .collect();
    Ok(told)
}
