//! Evidence to measure with: a fictitious sector put into a store as rows, without files in between.
//!
//! Everything behind the readers is the intake itself: pseudonyms, checks, manifests, tables, editions. That the same
//! sector's files give the same evidence is a test of this crate.

use std::path::Path;

use contract::calendar::{Date, Month};
use contract::facts::Period;
use demo::{Ledger, Row, Sheet, SheetKind, Size, Spread};
use evidence::intake::{IntakeError, submit_pieces};
use evidence::piece::{Accounting, Declarant, Piece, PieceKind, RawPerson, RawRow};
use evidence::pseudonym::Key;
use evidence::store::{Store, StoreError};
use office::act::import;
use office::actor::Actor;
use office::fault::Fault;
use office::now::Now;
use office::workspace::{Birth, Workspace, WorkspaceError};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Raised when the generated evidence changes, so that no older evidence is measured.
const GENERATION: u32 = 2;

/// The first month: a year before the window of the offer that is measured.
const FIRST_MONTH: Month = Month::from_index(2023 * 12 + 6);

/// How much evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The number of operators.
    pub operators: u32,
    /// The number of persons that each employed at some time; three in five are at work in a month.
    pub persons: u32,
    /// The number of months.
    pub months: u32,
    /// The seed.
    pub seed: u64,
}

/// Why there is no evidence.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The intake.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// What was handed in was not recorded.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The system.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// The note beside a workspace.
    #[error("{0}")]
    Note(#[from] serde_json::Error),
}

/// What stands beside a workspace that is whole.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Note {
    generation: u32,
    plan: Plan,
}

impl Plan {
    /// Careers go a month beyond what is declared at first, so that there is one to declare later.
    fn size(self) -> Size {
        Size {
            operators: self.operators,
            persons: self.operators * self.persons,
            first_month: FIRST_MONTH,
            months: self.months + 1,
        }
    }

    fn month(self, number: u32) -> Month {
        FIRST_MONTH.plus(i32::try_from(number).unwrap_or(i32::MAX / 2))
    }

    /// The day on which registers are handed in.
    #[must_use]
    pub fn first_day(self) -> Date {
        FIRST_MONTH.first_day()
    }

    /// The day on which the declarations of a year are handed in: after its last month that is declared at first.
    #[must_use]
    pub fn received(self, year: i32) -> Date {
        received(self.month(self.months - 1).min(Month::from_index(year * 12 + 11)))
    }

    /// The day on which everything but the later month is known.
    #[must_use]
    pub fn known_on(self) -> Date {
        received(self.month(self.months - 1)).plus_days(5)
    }

    /// The day on which the later month is known too.
    #[must_use]
    pub fn known_later(self) -> Date {
        received(self.month(self.months)).plus_days(5)
    }

    /// The ledger of the plan.
    #[must_use]
    pub fn ledger(self) -> Ledger {
        Ledger::draw(self.seed, self.size(), Spread::Even)
    }
}

/// When declarations that end with a month are received: late enough to come with the statement of the year.
fn received(month: Month) -> Date {
    month.plus(3).first_day().plus_days(9)
}

/// The workspace of a plan: the one that is there, if it is whole, else made anew. `progress` hears of each operator.
///
/// # Errors
/// What hinders it.
pub fn workspace(root: &Path, plan: Plan, progress: impl Fn() + Sync) -> Result<Workspace, EvidenceError> {
    let beside = root.join("bench.json");
    let note = Note { generation: GENERATION, plan };
    let before = std::fs::read(&beside).ok().and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok());
    if before == Some(Note { generation: GENERATION, plan }) {
        return Ok(Workspace::open(root)?);
    }
    if root.exists() {
        std::fs::remove_dir_all(root)?;
    }
    let workspace = Workspace::create(root, &Birth::fictitious(plan.first_day()), Now::of(0))?;
    let store = Store::open(&root.join("evidence"))?.knowing(office::shipped::tables()).without_waiting_for_disk();
    fill(&store, &workspace.key, &plan.ledger(), plan, progress)?;
    std::fs::write(beside, serde_json::to_vec_pretty(&note)?)?;
    // Recorded day by day, as it would have been handed in.
    let workspace = Workspace::open(root)?;
    import(&workspace, &Actor::Office, false, Now::of(0))?;
    workspace.gather()?;
    Ok(workspace)
}

/// Puts all but the last month of a ledger into a store.
///
/// # Errors
/// What hinders it.
pub fn fill(
    store: &Store,
    key: &Key,
    ledger: &Ledger,
    plan: Plan,
    progress: impl Fn() + Sync,
) -> Result<(), EvidenceError> {
    let registers = ledger.registers().into_iter().map(|sheet| piece(sheet, "all")).collect();
    submit_pieces(store, key, registers, plan.first_day())?;
    let last = plan.month(plan.months - 1);
    let over = |year: &i32| Month::from_index(year * 12 + 11) <= last;
    for year in ledger.years().filter(over) {
        let turnover = vec![piece(ledger.turnover(year), "all")];
        submit_pieces(store, key, turnover, plan.received(year))?;
    }
    let operators: Vec<&str> = ledger.operators().collect();
    operators.par_iter().enumerate().with_max_len(1).try_for_each(|(operator, name)| {
        let months: Vec<Month> = (0..plan.months).map(|number| plan.month(number)).collect();
        for months in months.chunk_by(|one, next| one.year() == next.year()) {
            let year = months[0].year();
            let mut sheets: Vec<Sheet> = months.iter().flat_map(|month| ledger.month(operator, *month)).collect();
            sheets.extend(ledger.statement(operator, year).filter(|_| over(&year)));
            let pieces = sheets.into_iter().map(|sheet| piece(sheet, name)).collect();
            submit_pieces(store, key, pieces, plan.received(year))?;
        }
        progress();
        Ok(())
    })
}

/// Puts the month after the last of a plan into a store, for one operator; tells how many persons it declares.
///
/// # Errors
/// What hinders it.
pub fn month_later(
    store: &Store,
    key: &Key,
    ledger: &Ledger,
    plan: Plan,
    operator: usize,
) -> Result<u64, EvidenceError> {
    let month = plan.month(plan.months);
    let name = ledger.operators().nth(operator).unwrap_or_default().to_owned();
    let sheets = ledger.month(operator, month);
    let declared =
        sheets.iter().filter(|sheet| sheet.kind == SheetKind::Ebds).map(|sheet| sheet.rows.len() as u64).sum();
    let pieces = sheets.into_iter().map(|sheet| piece(sheet, &name)).collect();
    submit_pieces(store, key, pieces, received(month))?;
    Ok(declared)
}

/// A sheet as a reader would hand it on.
fn piece(sheet: Sheet, whose: &str) -> Piece {
    let (kind, declarant) = match sheet.kind {
        SheetKind::Operators => (PieceKind::of_table("operator"), None),
        SheetKind::Affiliations => (PieceKind::of_table("affiliation"), None),
        SheetKind::Sites => (PieceKind::of_table("site"), None),
        SheetKind::Turnover => (PieceKind::of_table("turnover"), None),
        SheetKind::Payroll => (PieceKind::of_table("payroll"), sheet.declarant.map(Declarant::Affiliation)),
        SheetKind::Ebds => (PieceKind::EBDS_MAIN, sheet.declarant.map(Declarant::Affiliation)),
        SheetKind::Statement => (PieceKind::ANNUAL_TAX, sheet.declarant.map(Declarant::TaxIdentifier)),
    };
    let used = sheet.rows.len() as u64;
    let mut accounting = Accounting { rows_in: used + sheet.occasional, used, ..Accounting::default() };
    if sheet.occasional > 0 {
        accounting.ignored.insert("occasional-labour".to_owned(), sheet.occasional);
    }
    let declarant = declarant.unwrap_or_default();
    let years: Vec<_> = sheet.rows.iter().filter_map(|row| row.period).collect();
    let name = format!("{whose} {kind:?} {declarant:?} {:?} {:?}", sheet.period, years.first());
    let sha256 = Sha256::digest(name.as_bytes());
    let rows: Vec<RawRow> = sheet.rows.into_iter().zip(2..).map(|(row, line)| raw(row, line)).collect();
    Piece {
        kind: Some(kind),
        name: format!("{}-{}", kind.name(), sheet.period.map(|period: Period| period.to_string()).unwrap_or_default()),
        sha256: assessment::receipt::hexadecimal(&sha256),
        declarant,
        period: sheet.period,
        rows,
        accounting,
        ..Piece::default()
    }
}

fn raw(row: Row, line: u32) -> RawRow {
    let person = RawPerson::native(row.insured.map(|number| format!("{number:09}")), row.card);
    RawRow {
        line,
        person: row.operator.is_none().then_some(person),
        operator: row.operator,
        period: row.period,
        valid: row.valid,
        cells: row.cells,
    }
}
