//! An operator's file: what it handed in, what is missing, its sites, and where its people work.
//!
//! Reading only. Persons are pseudonyms; groups are counted by whoever shows them.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::{Date, Month};
use contract::facts::{Cell, Row};
use contract::horizon::Clock;
use contract::identity::{OperatorId, Pseudonym};
use evidence::finding::Severity;
use evidence::manifest::StoredPiece;

use crate::answer::evidence::{Handed, Site, Submission};
use crate::enrolments::Enrolment;
use crate::filings::{Expectations, Filings, filings_by};
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

/// Where a person was last seen on an operator's payroll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// The last month on the payroll.
    pub month: Option<Month>,
    /// Whether that is the operator's last month.
    pub is_last: bool,
    /// The region of the site.
    pub region: Option<String>,
    /// The ecosystem.
    pub ecosystem: Option<String>,
}

/// What becomes of a file that was taken back.
pub const WITHDRAWN: &str = "withdrawn";

/// What an operator handed in by that day, last first.
///
/// # Errors
/// The store cannot be read.
pub fn submissions(
    workspace: &Workspace,
    operator: &OperatorId,
    day: Moment,
) -> Result<Vec<Submission>, WorkspaceError> {
    let shelved = workspace.store.submissions(operator)?;
    let known = shelved.iter().rev().filter(|one| one.at <= day.at);
    let told = known.map(|one| {
        let pieces = one.manifest.pieces.iter().enumerate();
        Submission {
            id: one.manifest.submission.clone(),
            received: one.manifest.received,
            pieces: pieces.map(|(place, piece)| handed(piece, one.is_withdrawn(place, day.at))).collect(),
        }
    });
    Ok(told.collect())
}

fn handed(piece: &StoredPiece, withdrawn: bool) -> Handed {
    let mut findings: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in &piece.findings {
        *findings.entry(&finding.code).or_default() += 1;
    }
    let mut findings: Vec<(String, u64)> = findings.into_iter().map(|(code, count)| (code.to_owned(), count)).collect();
    findings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Handed {
        name: piece.name.clone(),
        kind: piece.kind.map(evidence::piece::PieceKind::name),
        table: piece.table(),
        standing: if withdrawn { WITHDRAWN } else { piece.standing.word() },
        periods: piece.periods.clone(),
        rows_in: piece.accounting.rows_in,
        used: piece.accounting.used,
        refused: piece.accounting.rows_refused(),
        refusals: piece.findings.iter().filter(|one| one.severity == Severity::FileRefused).cloned().collect(),
        findings,
    }
}

/// The sites of an operator, and the day its company was created, where a register says so.
///
/// # Errors
/// The store cannot be read.
pub fn sites(
    workspace: &Workspace,
    operator: &OperatorId,
    day: Moment,
) -> Result<(Vec<Site>, Option<Date>), WorkspaceError> {
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let needed = [("site", columns(&["site", "platform", "region"])), ("operator", columns(&["created"]))];
    let tables = workspace.store.tables();
    let known = needed.into_iter().filter_map(|(table, mut columns)| {
        let schema = tables.table(table)?;
        columns.retain(|column| schema.column(column).is_some());
        Some((table.to_owned(), columns))
    });
    let needed = known.collect();
    let facts = workspace.store.load_columns(operator, &needed, day)?.to_facts(None);
    let sites = facts.table("site").map(|table| table.rows.iter().filter_map(site).collect()).unwrap_or_default();
    let rows = facts.table("operator").map(|table| table.rows.as_slice()).unwrap_or_default();
    let created = rows.iter().find_map(|row| match row.cells.get("created") {
        Some(Cell::Date(day)) => Some(*day),
        _ => None,
    });
    Ok((sites, created))
}

fn site(row: &Row) -> Option<Site> {
    Some(Site {
        code: word(row, "site")?,
        platform: word(row, "platform"),
        region: word(row, "region"),
        valid: row.valid,
    })
}

fn word(row: &Row, column: &str) -> Option<String> {
    match row.cells.get(column) {
        Some(Cell::Code(word)) => Some(word.clone()),
        _ => None,
    }
}

/// Where each person of an operator was last seen on its payroll.
///
/// # Errors
/// The store cannot be read.
pub fn whereabouts(
    workspace: &Workspace,
    operator: &OperatorId,
    sites: &[Site],
    day: Moment,
) -> Result<BTreeMap<Pseudonym, Whereabouts>, WorkspaceError> {
    // Another nation's packs need not have such a register, nor with these columns.
    let tables = workspace.store.tables();
    let Some(register) = tables.table("payroll").filter(|one| one.person && one.period.is_some()) else {
        return Ok(BTreeMap::new());
    };
    let columns = ["site", "ecosystem"].into_iter().filter(|column| register.column(column).is_some());
    let needed = BTreeMap::from([("payroll".to_owned(), columns.map(str::to_owned).collect())]);
    let evidence = workspace.store.load_columns(operator, &needed, day)?;
    let Some(payroll) = evidence.tables.get("payroll") else { return Ok(BTreeMap::new()) };
    let last = payroll.period.iter().max().copied();
    let read = |column: &str, row: usize| match payroll.columns.get(column).map(|column| column.cell(row)) {
        Some(Cell::Code(word)) => Some(word),
        _ => None,
    };
    let mut seen = BTreeMap::new();
    for row in 0..payroll.rows {
        // Rows are sorted by person, then by period: the last one of each person counts.
        let is_last_of_person = payroll.person.get(row) != payroll.person.get(row + 1);
        let person = payroll.person.get(row).and_then(|index| evidence.persons.get(usize::try_from(*index).ok()?));
        let (true, Some(person)) = (is_last_of_person, person) else { continue };
        let period = payroll.period.get(row).copied();
        let month = period.map(Month::from_index);
        let region = read("site", row).and_then(|code| region_of(sites, &code, month));
        let here = Whereabouts { month, is_last: period == last, region, ecosystem: read("ecosystem", row) };
        seen.insert(*person, here);
    }
    Ok(seen)
}

fn region_of(sites: &[Site], code: &str, month: Option<Month>) -> Option<String> {
    let of_code = || sites.iter().filter(|site| site.code == code);
    let day = month.map(Month::last_day);
    let then = of_code().find(|site| day.zip(site.valid).is_none_or(|(day, valid)| valid.contains(day)));
    then.or_else(|| of_code().next_back()).and_then(|site| site.region.clone())
}

/// Everything of an operator that pages show.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// What it handed in, last first.
    pub submissions: Vec<Submission>,
    /// What came of what is expected of it.
    pub filings: Filings,
    /// Its sites.
    pub sites: Vec<Site>,
    /// When its company was created.
    pub created: Option<Date>,
    /// Where its people were last seen.
    pub whereabouts: BTreeMap<Pseudonym, Whereabouts>,
}

/// The file of one operator at a moment, by a clock, which says afterwards on which days it is the same.
///
/// # Errors
/// The store cannot be read.
pub fn of(
    workspace: &Workspace,
    (operator, enrolled): (&OperatorId, &[Enrolment]),
    expectations: &Expectations,
    known: Moment,
    clock: &Clock,
) -> Result<Dossier, WorkspaceError> {
    let submissions = submissions(workspace, operator, known)?;
    let filings = filings_by(workspace, (operator, enrolled), expectations, known, clock)?;
    let (sites, created) = sites(workspace, operator, known)?;
    let whereabouts = whereabouts(workspace, operator, &sites, known)?;
    Ok(Dossier { submissions, filings, sites, created, whereabouts })
}
