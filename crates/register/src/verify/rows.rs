//! The rows of one table, replayed from the entries, beside those that stand: both ways, every byte.

use sha2::{Digest as _, Sha256};

use super::{Difference, Fault, Parts, Report};
use crate::entry::Entry;
use crate::journal::reading;
use crate::projection;
use crate::store::{Access, Transaction};
use crate::tables::{Row, Table, quoted};

/// A row that an entry says, by the hash of its values: a journal's rows do not fit into memory, their hashes do.
#[derive(Clone, Copy)]
pub struct Digest {
    /// The entry.
    pub entry: u64,
    /// Its place among the rows of the entry in this table.
    pub place: u64,
    /// The hash of its values.
    pub hash: [u8; 32],
}

/// The hash of values, with their lengths, so that no two rows have one.
pub fn digest(values: &[String]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for value in values {
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(value);
    }
    hash.finalize().into()
}

/// Merges both, which are in the order of entry and place.
pub fn compare(parts: &mut Parts<'_>, table: &'static Table, expected: &[Digest], report: &mut Report) {
    let entries = report.entries;
    let mut expected = expected.iter().peekable();
    let mut different: Vec<Row> = Vec::new();
    let fault = |entry, place, what| Fault::Row { table: table.name, entry, place, what };
    let query =
        format!("SELECT {} FROM \"{}\" ORDER BY \"entry\", \"place\"", quoted(&table.all_columns()), table.name);
    parts.tell(&format!("the table `{}`", table.name), &query, report, &mut |cells, last, report| {
        let row = match reading::row(table, &cells) {
            Ok(row) => row,
            Err(why) => {
                return report
                    .tell(Fault::Unreadable { part: format!("a row of `{}`", table.name), why: why.to_string() });
            }
        };
        if row.entry > entries && row.entry <= last {
            return;
        }
        report.rows += 1;
        let at = (row.entry, row.place);
        while let Some(missing) = expected.next_if(|said| (said.entry, said.place) < at) {
            report.tell(fault(missing.entry, missing.place, Difference::Missing));
        }
        match expected.next_if(|said| (said.entry, said.place) == at) {
            Some(said) if said.hash == digest(&row.values) => {}
            Some(_) => different.push(row),
            None => report.tell(fault(row.entry, row.place, Difference::Extra)),
        }
    });
    for missing in expected {
        report.tell(fault(missing.entry, missing.place, Difference::Missing));
    }
    for row in different {
        let what = column(parts, &row).map_or(Difference::Different, Difference::Column);
        report.tell(fault(row.entry, row.place, what));
    }
}

/// The first column in which a row differs from what its entry says.
fn column(parts: &mut Parts<'_>, row: &Row) -> Option<&'static str> {
    let mut transaction = parts.store.begin(Access::Read).ok()?;
    let entry: Entry = reading::entries(&mut *transaction, row.entry, row.entry).ok()?.pop()?;
    Transaction::commit(transaction).ok()?;
    let rows = projection::rows(&entry).ok()?;
    let said = rows.iter().find(|said| said.table == row.table && said.place == row.place)?;
    let differs = said.values.iter().zip(&row.values).position(|(said, stands)| said != stands)?;
    row.table.columns.get(differs).copied()
}
