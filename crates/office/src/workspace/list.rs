//! Which submissions count, and which of their files were withdrawn, as the journal says it, in the words of the store of
//! evidence.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::store::{Enrolled, Listed, Position, Recorded};
use register::journal::{Days, Journal, JournalError};
use register::tables::{Row, SUBMISSION, WITHDRAWAL};

use super::WorkspaceError;
use crate::enrolments::enrolments;

/// All submissions that were recorded.
pub(super) fn recorded(journal: &Journal) -> Result<Recorded, WorkspaceError> {
    let mut recorded = Recorded::default();
    let days = journal.said_of_days()?;
    for row in journal.rows(&SUBMISSION, None, &[])? {
        let (operator, listed) = listed(&row, &days).ok_or_else(|| damaged(&row))?;
        recorded.add(operator.as_ref(), listed);
    }
    for row in journal.rows(&WITHDRAWAL, None, &[])? {
        let (operator, submission, piece, at) = withdrawn(&row, &days).ok_or_else(|| damaged(&row))?;
        recorded.withdraw(&operator, submission, piece, at);
    }
    enrolled(journal, &days, &mut recorded)?;
    Ok(recorded)
}

/// The operators that acts enrolled, and the affiliations that these give them within their enrolment.
fn enrolled(journal: &Journal, days: &Days, recorded: &mut Recorded) -> Result<(), WorkspaceError> {
    let mut positions: BTreeMap<u64, Position> = BTreeMap::new();
    let all = journal.read(|read| {
        let all = enrolments(read, None)?;
        for number in all.iter().filter_map(|one| one.entries.first()) {
            if let Some(entry) = read.entry(*number)?.filter(|_| !positions.contains_key(number)) {
                let at = u32::try_from(*number).unwrap_or(u32::MAX);
                positions.insert(*number, Position::of(days.day(*number, entry.day), at));
            }
        }
        Ok::<_, JournalError>(all)
    })?;
    for one in all {
        let at = one.entries.first().and_then(|first| positions.get(first)).copied();
        if let Some((operator, at)) = OperatorId::new(&one.facts.operator).zip(at) {
            let affiliations = one.held().map(|held| (held.affiliation, held.valid)).collect();
            recorded.enrol(Enrolled { operator, at, affiliations });
        }
    }
    Ok(())
}

/// A file that was withdrawn: entries number the files of a submission from 1.
fn withdrawn<'r>(row: &'r Row, days: &Days) -> Option<(OperatorId, &'r str, usize, Position)> {
    let (operator, submission) = (OperatorId::of_submitter(row.get("operator")?)?, row.get("submission")?);
    let piece = row.get("piece")?.parse::<usize>().ok()?.checked_sub(1)?;
    let at = position(row, days)?;
    Some((operator, submission, piece, at))
}

fn listed(row: &Row, days: &Days) -> Option<(Option<OperatorId>, Listed)> {
    let operator = match row.get("operator")? {
        "" => None,
        id => Some(OperatorId::of_submitter(id)?),
    };
    let at = position(row, days)?;
    let stated = match row.get("stated")? {
        "" => None,
        day => Some(day.parse().ok()?),
    };
    let submission = row.get("submission")?.to_owned();
    Some((operator, Listed::new(submission, Some((at, row.get("sha256")?.to_owned())), stated)))
}

/// Where the entry of a row stands: on the day that it has now, so that days and numbers say one order.
fn position(row: &Row, days: &Days) -> Option<Position> {
    let day: Date = row.get("day")?.parse().ok()?;
    Some(Position::of(days.day(row.entry, day), u32::try_from(row.entry).ok()?))
}

fn damaged(row: &Row) -> WorkspaceError {
    JournalError::Damaged(format!("row {} of entry {} in {}", row.place, row.entry, row.table.name)).into()
}

#[cfg(test)]
mod tests {
    use crate::act::pass;
    use crate::act::submit::{Filled, HandIn, submit};
    use crate::actor::Actor;
    use crate::now::Now;
    use crate::workspace::{Birth, Workspace};

    /// What counts for whoever handed in is what counts for whoever opens the workspace afterwards, in the same order: a
    /// delivery may hold a register and a declaration of one operator, which are two submissions. A month at a time there are many.
    #[test]
    fn the_list_of_whoever_hands_in_is_that_of_the_journal() {
        let deliveries: Vec<_> = {
            let size = demo::Size { operators: 6, persons: 24, months: 16, ..demo::Size::default() };
            demo::generate(3, size).collect()
        };
        let folder = tempfile::tempdir().expect("a folder");
        let birth = Birth::fictitious(deliveries[0].received);
        let workspace = Workspace::create(&folder.path().join("workspace"), &birth, Now::of(0)).expect("a workspace");
        let mut twice = 0;
        for (number, month) in
            deliveries.chunk_by(|one, other| one.received.month() == other.received.month()).enumerate()
        {
            pass(&workspace, &Actor::Office, month[0].received, Now::of(0)).expect("a day");
            let files: Vec<_> = month.iter().flat_map(|delivery| delivery.files.clone()).collect();
            let how = HandIn { filled: Filled::Replace, ..HandIn::new(format!("delivery-{number}")) };
            submit(&workspace, &Actor::Office, &files, &how, Now::of(0)).expect("an intake");
            let (here, recorded) = (workspace.store.recorded(), workspace.journaled().expect("a list"));
            assert_eq!(*here, recorded, "delivery {number}");
            let at = workspace.head().expect("a head").entries;
            twice += recorded
                .operators()
                .filter(|one| {
                    let is_now = |at_most: &&evidence::store::Listed| {
                        at_most.recorded.as_ref().is_some_and(|(known, _)| u64::from(known.entry()) == at)
                    };
                    recorded.of(one).iter().filter(is_now).count() > 1
                })
                .count();
        }
        assert!(twice > 4, "{twice} deliveries held two submissions of one operator");
    }
}
