//! What parties that are no operators file: what is expected of each follows from the tables that parties of its kind file, from
//! the day on which the document that names it is in effect.

use contract::calendar::{Interval, Month};
use contract::horizon::Clock;
use contract::identity::OperatorId;
use evidence::catalogue::KnownParty;
use evidence::schema::{Due, FiledBy, TableSchema};

use super::{Filings, Stretch, told};
use crate::damaged::Lost;
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

/// Every party that files, or is to file, with its filings: those that documents name with a kind that files some table, and those
/// of whom something was received, sorted.
///
/// # Errors
/// The store cannot be read.
pub fn parties(workspace: &Workspace, day: Moment) -> Result<Vec<(OperatorId, Filings)>, WorkspaceError> {
    let tables = workspace.store.tables();
    let files = |party: &&KnownParty| tables.tables().iter().any(|table| table.filed_by == kind(party, table));
    let named = tables.parties().iter().filter(files).filter_map(|party| OperatorId::of_party(&party.id));
    let mut all: Vec<OperatorId> = named.chain(workspace.store.parties(day)?).collect();
    all.sort_unstable();
    all.dedup();
    let told = all.into_iter().map(|party| {
        let filings = of(workspace, &party, day, &Clock::at(day.day))?;
        Ok((party, filings))
    });
    told.collect()
}

/// Who files a table where parties of this one's kind do.
fn kind(party: &KnownParty, table: &TableSchema) -> FiledBy {
    match table.filed_by {
        FiledBy::Party(kind) if kind == party.kind => table.filed_by,
        _ => FiledBy::Party(""),
    }
}

/// What a party filed of what is expected of it on a day.
///
/// # Errors
/// The store cannot be read.
pub fn of(workspace: &Workspace, party: &OperatorId, day: Moment, clock: &Clock) -> Result<Filings, WorkspaceError> {
    let known = workspace.store.tables();
    let over = Month::from_index(clock.last_month_over(None)).last_day();
    let lost = Lost::of(workspace, party)?;
    let mut tables = Vec::new();
    for named in known.parties().iter().filter(|named| party.party() == Some(&named.id)) {
        let times = [Interval { first: named.since, last: None }];
        // Without a day by which it is expected nobody says that it is.
        let owed = known.tables().iter().copied().filter(|table| {
            table.covers.is_some() && table.due != Due::Unstated && table.filed_by == kind(named, table)
        });
        for schema in owed {
            let stretch = Stretch { workspace, operator: party, schema, times: &times, day, clock };
            let told = told(schema, (&stretch.stands(named.since, over)?, &[]), lost.as_ref(), clock);
            if told.expected > 0 {
                tables.push(told);
            }
        }
    }
    Ok(Filings { tables, assumed: false })
}
