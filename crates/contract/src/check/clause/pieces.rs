//! A year that is split goes through its steps piece by piece up to the first `round`; behind it there is one year. What is
//! read there, or taken from before, must have one value for the whole: months, a place or a rate of July have not.
//!
//! ```text
//! - wages: {sum: payroll.wages}                       a sum of each piece
//! - owed: {percent_of: wages, rate: rates.r}          2 % of one piece, 4 % of the other
//! - amount: {round: owed, to: 0.01 MAD, mode: down}   of their sum
//! - paid: {sum: payroll.paid}                         refused: of which piece?
//! - again: {percent_of: amount, rate: rates.r}        refused: which of the two rates?
//! ```

use crate::diagnostic::Diagnostic;
use crate::interpret::{adds_up, walk};
use crate::model::{
    At, Contract, Crossing, CrossingMode, Expr, Mechanism, Outcome, Parameter, PeriodKey, Step, ValueType,
};
use crate::source::Span;

use super::super::ledger::Ledger;

/// Refuses what has no one value behind the first `round` of a clause that is split.
pub(super) fn check(
    contract: &Contract,
    crossing: Option<Crossing>,
    steps: &[Step],
    outcome: Option<(&Outcome, Span)>,
    ledger: &mut Ledger,
) {
    let splits = |mode| mode == CrossingMode::SplitByMonths;
    let Some(crossing) = crossing.filter(|crossing| splits(crossing.place) || splits(crossing.rule)) else { return };
    let rounds = |step: &Step| matches!(step.mechanism, Mechanism::Round { .. });
    let fold = steps.iter().position(rounds).unwrap_or(steps.len());
    let whole = Whole { contract, place: splits(crossing.place), rule: splits(crossing.rule), steps, fold };
    // The first `round` itself sums whatever the pieces have.
    for step in steps.iter().skip(fold + 1) {
        for (code, name) in whole.faults_of(&step.mechanism) {
            ledger.push(Diagnostic::error(code, step.span).with("name", name));
        }
    }
    if let Some((Outcome::Holds(expr), span)) = outcome {
        for (code, name) in whole.faults_in(expr) {
            ledger.push(Diagnostic::error(code, span).with("name", name));
        }
    }
}

struct Whole<'c> {
    contract: &'c Contract,
    /// Whether places part the pieces, and rules.
    place: bool,
    rule: bool,
    steps: &'c [Step],
    fold: usize,
}

type Faults = Vec<(&'static str, String)>;

impl Whole<'_> {
    fn faults_of(&self, mechanism: &Mechanism) -> Faults {
        let mut faults: Faults = match mechanism {
            Mechanism::Sum { table, column, .. } => {
                return vec![("split-read-after-round", format!("{table}.{column}"))];
            }
            Mechanism::Count { table, .. } => return vec![("split-read-after-round", table.clone())],
            Mechanism::Brackets { scale: id, .. } | Mechanism::Table { parameter: id, .. } => {
                self.parameter(id).into_iter().collect()
            }
            _ => Vec::new(),
        };
        faults.extend(walk::operands(mechanism).into_iter().flat_map(|(_, operand)| self.faults_in(operand)));
        faults
    }

    fn faults_in(&self, expr: &Expr) -> Faults {
        let mut faults = Faults::new();
        walk::walk(expr, &mut |inner: &Expr| match inner {
            Expr::Road { table, column, at: At::Own, .. } if self.place => {
                faults.push(("split-read-after-round", format!("{table}.{column}")));
            }
            Expr::Column { table, column, at: At::Own, .. } if self.place && self.is_by_month(table) => {
                faults.push(("split-read-after-round", format!("{table}.{column}")));
            }
            Expr::Parameter(id) => faults.extend(self.parameter(id)),
            Expr::Step(earlier) if *earlier < self.fold && !self.is_of_the_whole(*earlier) => {
                faults.push(("split-step-not-added", self.steps[*earlier].id.clone()));
            }
            _ => {}
        });
        faults
    }

    fn is_by_month(&self, id: &str) -> bool {
        let table = self.contract.tables.iter().find(|table| table.id == id);
        table.is_some_and(|table| table.period.is_some_and(|period| period != PeriodKey::Year))
    }

    /// A value that changes has none for a year in which it does.
    fn parameter(&self, id: &str) -> Option<(&'static str, String)> {
        let changes = |parameter: &&Parameter| parameter.id == id && parameter.values.len() > 1;
        let found = self.contract.parameters.iter().find(changes).filter(|_| self.rule)?;
        Some(("split-read-after-round", found.id.clone()))
    }

    fn is_of_the_whole(&self, index: usize) -> bool {
        matches!(self.steps[index].value_type, ValueType::Number(_)) && adds_up(self.steps, index)
    }
}
