//! Reads every entry from its bytes: form, numbers, days, request ids, the columns beside them, and the rows they say.

use std::collections::{HashMap, HashSet};

use contract::calendar::Date;

use super::keys::Keys;
use super::rows::{Digest, digest};
use super::{EntryFault, Fault, Parts, Report, Unchecked};
use crate::entry::Entry;
use crate::journal::origin;
use crate::projection::{self, CLOCK_WAS_WRONG, FIX_PUBLIC_DAY, LOST, OPEN, PASS, ProjectionError, ROTATE, WITNESS};
use crate::signing::VerifyingKey;
use crate::store::{Cell, StoreError};
use crate::tables::{self, Row};
use crate::tree::{self, Hash};

/// What the entries say.
pub struct Said {
    /// The leaf of each entry, in order.
    pub leaves: Vec<Hash>,
    /// The rows of each table, in the order of [`tables::ALL`].
    pub rows: Vec<Vec<Digest>>,
    /// How many hashes of contents they name.
    pub contents: u64,
    /// The keys that they name.
    pub keys: Keys,
    /// What witnesses have cosigned: the entry, the note, the text of the key.
    pub witnessed: Vec<(u64, String, String)>,
}

struct Walk {
    said: Said,
    /// The days in use, entry by entry; a hole has the day before it.
    days: Vec<Date>,
    requests: HashMap<String, u64>,
    fictitious: bool,
    /// Whether a day was named for the public.
    public: bool,
    /// The hashes of what no two rows may share.
    taken: HashSet<[u8; 32]>,
}

/// Reads them all; after a hole the numbers go on from where it ends, so that one missing entry is one fault.
pub fn read(parts: &mut Parts<'_>, key: &VerifyingKey, report: &mut Report) -> Said {
    let said = Said {
        leaves: Vec::new(),
        rows: tables::ALL.iter().map(|_| Vec::new()).collect(),
        contents: 0,
        keys: Keys::new(key),
        witnessed: Vec::new(),
    };
    let (requests, taken) = (HashMap::new(), HashSet::new());
    let mut walk = Walk { said, days: Vec::new(), requests, fictitious: false, public: false, taken };
    let query = r#"SELECT "number", "request", "day", "kind", "bytes" FROM "entry" ORDER BY "number""#;
    parts.tell("the table `entry`", query, report, &mut |row, _, report| {
        if let Err(fault) = walk.entry(&row, report) {
            report.tell(Fault::Unreadable { part: "an entry".to_owned(), why: fault.to_string() });
        }
    });
    walk.said
}

impl Walk {
    fn entry(&mut self, row: &[Cell], report: &mut Report) -> Result<(), StoreError> {
        let (number, request, day, kind, bytes) =
            (row[0].number()?, row[1].text()?, row[2].text()?, row[3].text()?, row[4].bytes()?);
        let mut next = self.said.leaves.len() as u64 + 1;
        let mut tell = |number, what| report.tell(Fault::Entry { number, what });
        // A hole of a few is told entry by entry; a number from nowhere must not fill the memory.
        if number > next + 1_000 || number < next {
            tell(number, EntryFault::Missing);
            return Ok(());
        }
        while next < number {
            tell(next, EntryFault::Missing);
            self.said.leaves.push(tree::empty());
            next += 1;
        }
        self.said.leaves.push(tree::leaf(bytes));
        let entry = match Entry::decode(bytes) {
            Ok(entry) => entry,
            Err(fault) => {
                tell(number, EntryFault::Bytes(fault));
                return Ok(());
            }
        };
        if entry.number != number {
            tell(number, EntryFault::Number(entry.number));
        }
        let columns = [("request", request, &entry.request), ("kind", kind, &entry.kind)];
        for (column, _, _) in columns.iter().filter(|(_, column, said)| column != said) {
            tell(number, EntryFault::Column(column));
        }
        if entry.day.to_string() != day {
            tell(number, EntryFault::Column("day"));
        }
        let held = usize::try_from(number - 1).unwrap_or(usize::MAX);
        let hole = self.days.last().copied().unwrap_or(entry.day);
        self.days.resize(held, hole);
        let mut before = self.days.last().copied();
        if entry.kind == CLOCK_WAS_WRONG {
            match wrong_from(&entry, &self.days).filter(|_| !self.fictitious) {
                // Everything from there on has the day of this entry, which follows the entry before it.
                Some(first) => {
                    before = first.checked_sub(1).and_then(|before| self.days.get(before).copied());
                    self.days[first..].fill(entry.day);
                }
                None => tell(number, EntryFault::Clock),
            }
        }
        if before.is_some_and(|before| entry.day < before) {
            tell(number, EntryFault::Day);
        }
        let moves = before.is_some_and(|before| entry.day > before);
        if self.fictitious && number > 1 && moves != (entry.kind == PASS) {
            tell(number, EntryFault::Passed);
        }
        if entry.kind == FIX_PUBLIC_DAY && std::mem::replace(&mut self.public, true) {
            tell(number, EntryFault::PublicDay);
        }
        self.days.push(before.map_or(entry.day, |before| before.max(entry.day)));
        if number == 1 {
            self.fictitious = entry.body_text("fictitious") == Some("yes");
        }
        if entry.moment.is_some() == self.fictitious {
            tell(number, EntryFault::Moment);
        }
        if entry.kind == PASS && !self.fictitious {
            tell(number, EntryFault::Pass);
        }
        if (entry.kind == OPEN) != (number == 1) {
            tell(number, EntryFault::Open);
        }
        if let Some(other) = self.requests.insert(entry.request.clone(), number) {
            tell(number, EntryFault::Request(other));
        }
        self.rows(&entry, number, report);
        Ok(())
    }

    /// The rows that the entry says; the number is the one it stands at, which is what its rows must bear.
    fn rows(&mut self, entry: &Entry, number: u64, report: &mut Report) {
        if let OPEN | ROTATE = entry.kind.as_str() {
            let key = entry.body_text("key").and_then(|key| key.parse::<VerifyingKey>().ok());
            let workspace = entry.body_text("workspace").map(origin);
            let ours = |name: &str| name == self.said.keys.origin();
            match key.filter(|key| ours(key.name()) && workspace.as_deref().is_none_or(ours)) {
                Some(key) => self.said.keys.name(if entry.kind == OPEN { number } else { number + 1 }, key),
                None => report.tell(Fault::Entry { number, what: EntryFault::Key }),
            }
        }
        match projection::rows(entry) {
            Ok(rows) => {
                let text = |key| entry.body_text(key).unwrap_or_default().to_owned();
                if entry.kind == WITNESS {
                    self.said.witnessed.push((number, text("note"), text("key")));
                }
                if entry.kind == LOST && !self.said.keys.lose(number, &text("checkpoint")) {
                    report.tell(Fault::Entry { number, what: EntryFault::Lost });
                }
                for row in rows {
                    let table = tables::ALL.iter().position(|table| *table == row.table).unwrap_or_default();
                    if self.takes(&row) {
                        report.tell(Fault::Entry { number, what: EntryFault::Taken(row.table.name) });
                    }
                    self.said.contents += u64::from(row.table.column("sha256").is_some());
                    let digest = Digest { entry: number, place: row.place, hash: digest(&row.values) };
                    self.said.rows[table].push(digest);
                }
            }
            Err(ProjectionError::UnknownKind(kind)) => report.unchecked.push(Unchecked::Kind { number, kind }),
            Err(fault) => report.tell(Fault::Entry { number, what: EntryFault::Body(fault) }),
        }
    }

    /// Whether an earlier row has the same values in columns that no two may share.
    fn takes(&mut self, row: &Row) -> bool {
        let mut stands = false;
        for columns in row.table.unique {
            let values = columns.iter().map(|column| row.get(column).unwrap_or_default());
            let shared: Vec<String> =
                [row.table.name].into_iter().chain(columns.iter().copied()).chain(values).map(str::to_owned).collect();
            stands |= !self.taken.insert(digest(&shared));
        }
        stands
    }
}

/// From which entry on, counted from 0, one says that the clock was wrong, where it may: the day of that one is after its own.
fn wrong_from(entry: &Entry, days: &[Date]) -> Option<usize> {
    let first = usize::try_from(crate::entry::count(entry.body_text("from")?)?).ok()?.checked_sub(1)?;
    days.get(first).filter(|day| **day > entry.day).map(|_| first)
}
