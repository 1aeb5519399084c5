//! Which submissions count, and which of their files were withdrawn, as the journal says it, in the words of the store of
//! evidence.

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::store::{Listed, Position, Recorded};
use register::journal::{Journal, JournalError};
use register::tables::{Row, SUBMISSION, WITHDRAWAL};

use super::WorkspaceError;

/// All submissions that were recorded.
pub(super) fn recorded(journal: &Journal) -> Result<Recorded, WorkspaceError> {
    let mut recorded = Recorded::default();
    for row in journal.rows(&SUBMISSION, None, &[])? {
        let (operator, listed) = listed(&row).ok_or_else(|| damaged(&row))?;
        recorded.add(operator.as_ref(), listed);
    }
    for row in journal.rows(&WITHDRAWAL, None, &[])? {
        let (operator, submission, piece, at) = withdrawn(&row).ok_or_else(|| damaged(&row))?;
        recorded.withdraw(&operator, submission, piece, at);
    }
    Ok(recorded)
}

/// A file that was withdrawn: entries number the files of a submission from 1.
fn withdrawn(row: &Row) -> Option<(OperatorId, &str, usize, Position)> {
    let (operator, submission) = (OperatorId::new(row.get("operator")?)?, row.get("submission")?);
    let piece = row.get("piece")?.parse::<usize>().ok()?.checked_sub(1)?;
    let at = Position::of(row.get("day")?.parse().ok()?, u32::try_from(row.entry).ok()?);
    Some((operator, submission, piece, at))
}

fn listed(row: &Row) -> Option<(Option<OperatorId>, Listed)> {
    let operator = match row.get("operator")? {
        "" => None,
        id => Some(OperatorId::new(id)?),
    };
    let day: Date = row.get("day")?.parse().ok()?;
    let at = Position::of(day, u32::try_from(row.entry).ok()?);
    let stated = match row.get("stated")? {
        "" => None,
        day => Some(day.parse().ok()?),
    };
    let submission = row.get("submission")?.to_owned();
    Some((operator, Listed::new(submission, Some((at, row.get("sha256")?.to_owned())), stated)))
}

fn damaged(row: &Row) -> WorkspaceError {
    JournalError::Damaged(format!("row {} of entry {} in {}", row.place, row.entry, row.table.name)).into()
}
