//! Registers: one file about many operators, split into a part for each.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Date;
use contract::identity::OperatorId;

use super::{Candidate, codes};
use crate::finding::Finding;
use crate::manifest::Standing;
use crate::piece::{Accounting, Piece, PieceKind, RawRow};
use crate::store::registry::Registry;

/// Registers, split.
pub(super) struct Split {
    /// Each operator's parts.
    pub parts: BTreeMap<OperatorId, Vec<Candidate>>,
    /// The files as a whole, with every row accounted for.
    pub whole: Vec<Candidate>,
}

/// Whether a kind of file is a register.
pub(super) fn is_register(kind: PieceKind) -> bool {
    matches!(kind, PieceKind::Operators | PieceKind::Affiliations | PieceKind::Sites | PieceKind::Turnover)
}

/// Splits registers by operator. Rows about operators that no register of operators names are refused.
pub(super) fn split(registry: &Registry, registers: Vec<Piece>, received: Date) -> Split {
    let mut split = Split { parts: BTreeMap::new(), whole: Vec::new() };
    let files: Vec<Candidate> = registers.into_iter().map(Candidate::new).collect();
    let mut named: BTreeSet<OperatorId> = BTreeSet::new();
    for file in files.iter().filter(|file| file.piece.kind == Some(PieceKind::Operators)) {
        named.extend(file.piece.rows.iter().filter_map(operator));
    }
    let is_known = |operator: &OperatorId| named.contains(operator) || registry.knows(operator, received);
    for mut file in files {
        let mut by_operator: BTreeMap<OperatorId, Vec<RawRow>> = BTreeMap::new();
        for row in std::mem::take(&mut file.piece.rows) {
            match operator(&row) {
                Some(operator) if is_known(&operator) => by_operator.entry(operator).or_default().push(row),
                Some(_) => file.refuse_row(row.line, codes::OPERATOR_UNKNOWN),
                None => file.refuse_row(row.line, codes::OPERATOR_INVALID),
            }
        }
        for (operator, rows) in by_operator {
            split.parts.entry(operator).or_default().push(part(&file, rows));
        }
        if file.stored.is_accepted() {
            file.stored.standing = Standing::Shared;
        }
        split.whole.push(file);
    }
    split
}

fn operator(row: &RawRow) -> Option<OperatorId> {
    row.operator.as_deref().and_then(OperatorId::new)
}

/// What of a register concerns one operator.
fn part(file: &Candidate, rows: Vec<RawRow>) -> Candidate {
    let count = rows.len() as u64;
    let lines: BTreeSet<Option<u32>> = rows.iter().map(|row| Some(row.line)).collect();
    let concerns = |finding: &&Finding| finding.place.line.is_some() && lines.contains(&finding.place.line);
    let periods: BTreeSet<_> = rows.iter().filter_map(|row| row.period).collect();
    let mut stored = file.stored.clone();
    stored.part = true;
    stored.findings = file.stored.findings.iter().filter(concerns).cloned().collect();
    stored.accounting = Accounting { rows_in: count, used: count, ..Accounting::default() };
    if !periods.is_empty() {
        stored.periods = periods.into_iter().collect();
    }
    let piece = Piece { kind: file.piece.kind, period: file.piece.period, rows, ..Piece::default() };
    Candidate { stored, piece }
}
