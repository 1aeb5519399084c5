//! Rows of one table on a pile: the rows of the files in force, one after the other, not yet sorted or gathered.

use std::collections::HashMap;

use crate::chunk::{Cells, Chunk};
use crate::pseudonym::Sighting;
use crate::schema::{ColumnKind, ColumnSchema, TableSchema};
use crate::store::read_back::StoredTableRows;
use crate::store::table_file::stored_name;

/// The rows, column by column.
pub(super) struct Pile {
    /// The table.
    pub table: &'static TableSchema,
    /// The number of rows.
    pub rows: usize,
    /// Numbers of persons, where the table has them.
    pub person: Vec<u32>,
    /// Month numbers or years, where the table has them.
    pub period: Vec<i32>,
    /// Validities, where the table has them.
    pub valid: Vec<(i32, i32)>,
    /// Where each row stood.
    pub place: Vec<Place>,
    /// The other columns.
    pub columns: Vec<Heap>,
}

/// Where a row stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Position of the file in the evidence's list.
    pub piece: u32,
    /// Line or ordinal.
    pub line: u32,
    /// The number of what its file speaks of, whatever the period: files of one number stand beside each other.
    pub slot: u32,
}

/// A file of a submission, and what of it counts.
pub(super) struct Taken {
    /// Position in the manifest.
    pub piece: usize,
    /// Position in the evidence's list.
    pub place: u32,
    /// The number of what it speaks of, whatever the period.
    pub slot: u32,
    /// The only period that counts, where the file speaks of several.
    pub only: Option<i32>,
}

/// One column of the pile.
pub(super) struct Heap {
    /// Its schema.
    pub schema: &'static ColumnSchema,
    /// Whether any file had it.
    pub seen: bool,
    /// Values; zero where blank.
    pub values: HeapValues,
    /// Whether each row has a value.
    pub filled: Vec<bool>,
    /// Whether any row is blank.
    pub any_blank: bool,
    /// Which rows have a cell that could not be read; as long as the last of them, empty while there is none.
    pub unread: Vec<bool>,
}

/// The values of a column.
pub(super) enum HeapValues {
    /// Amounts and counts.
    Long(Vec<i64>),
    /// Days.
    Day(Vec<i32>),
    /// Words by number of first appearance.
    Word {
        /// One number a row.
        codes: Vec<u32>,
        /// The words by number.
        words: Vec<String>,
        /// The numbers by word.
        numbers: HashMap<String, u32>,
    },
}

impl Pile {
    /// An empty pile.
    pub fn new(table: &'static TableSchema) -> Pile {
        Pile {
            table,
            rows: 0,
            person: Vec::new(),
            period: Vec::new(),
            valid: Vec::new(),
            place: Vec::new(),
            columns: table.columns.iter().map(Heap::new).collect(),
        }
    }

    /// Adds the rows of one file of a submission; where `person` gives no number, the row is not wanted.
    pub fn add(&mut self, rows: &StoredTableRows, taken: &Taken, person: &mut impl FnMut(Sighting) -> Option<u32>) {
        let (pieces, periods, lines) = (rows.pieces(), rows.periods(), rows.lines());
        // Rows of one file stand together.
        let piece = i32::try_from(taken.piece).unwrap_or(i32::MAX);
        let first = pieces.partition_point(|other| *other < piece);
        let end = pieces.partition_point(|other| *other <= piece);
        let counts = |row: &usize| {
            let covered = || periods.get(*row).map(|period| self.table.covering(*period));
            taken.only.is_none_or(|period| covered() == Some(period))
        };
        let mut chosen: Vec<usize> = (first..end).filter(counts).collect();
        if self.table.person {
            chosen.retain(|row| match person(rows.sighting(*row)) {
                Some(number) => {
                    self.person.push(number);
                    true
                }
                None => false,
            });
        }
        self.place.extend(chosen.iter().map(|row| Place {
            piece: taken.place,
            line: u32::try_from(lines[*row]).unwrap_or(0),
            slot: taken.slot,
        }));
        if self.table.period.is_some() {
            self.period.extend(chosen.iter().map(|row| periods[*row]));
        }
        if self.table.dated {
            let valid = rows.valid();
            self.valid.extend(chosen.iter().map(|row| valid[*row]));
        }
        for heap in &mut self.columns {
            heap.add(rows, &chosen);
        }
        self.rows += chosen.len();
    }
}

impl Heap {
    fn new(schema: &'static ColumnSchema) -> Heap {
        let values = match schema.kind {
            ColumnKind::Amount | ColumnKind::Count(_) => HeapValues::Long(Vec::new()),
            ColumnKind::Date => HeapValues::Day(Vec::new()),
            ColumnKind::Word(_) | ColumnKind::Identifier => {
                HeapValues::Word { codes: Vec::new(), words: Vec::new(), numbers: HashMap::new() }
            }
        };
        Heap { schema, seen: false, values, filled: Vec::new(), any_blank: false, unread: Vec::new() }
    }

    fn add(&mut self, rows: &StoredTableRows, chosen: &[usize]) {
        let Some(column) = rows.column(&stored_name(self.schema)) else { return self.blank(chosen.len()) };
        match (&mut self.values, &column.cells) {
            (HeapValues::Long(values), Cells::Longs(longs)) => values.extend(chosen.iter().map(|row| longs[*row])),
            (HeapValues::Day(values), Cells::Numbers(days)) => values.extend(chosen.iter().map(|row| days[*row])),
            (HeapValues::Word { codes, words, numbers }, Cells::Words { codes: own, words: texts }) => {
                let renumbered: Vec<u32> = texts.iter().map(|text| number(text, words, numbers)).collect();
                let code = |row: &usize| usize::try_from(own[*row]).ok().and_then(|code| renumbered.get(code)).copied();
                codes.extend(chosen.iter().map(|row| code(row).filter(|_| column.is_filled(*row)).unwrap_or(0)));
            }
            _ => return self.blank(chosen.len()),
        }
        if let Some(unread) = rows.unread(self.schema) {
            self.unread.resize(self.filled.len(), false);
            self.unread.extend(chosen.iter().map(|row| unread[*row] != 0));
        }
        self.fill(chosen, column);
    }

    /// Whether the cell of a row could not be read.
    pub fn is_unread(&self, row: usize) -> bool {
        self.unread.get(row) == Some(&true)
    }

    fn fill(&mut self, chosen: &[usize], column: &Chunk) {
        self.seen = true;
        let before = self.filled.len();
        self.filled.extend(chosen.iter().map(|row| column.is_filled(*row)));
        self.any_blank |= column.filled.is_some() && self.filled[before..].contains(&false);
    }

    /// Blanks for the rows of a file that has not the column.
    fn blank(&mut self, count: usize) {
        let length = self.filled.len() + count;
        self.filled.resize(length, false);
        self.any_blank |= count > 0;
        match &mut self.values {
            HeapValues::Long(values) => values.resize(length, 0),
            HeapValues::Day(values) => values.resize(length, 0),
            HeapValues::Word { codes, .. } => codes.resize(length, 0),
        }
    }
}

fn number(word: &str, words: &mut Vec<String>, numbers: &mut HashMap<String, u32>) -> u32 {
    if let Some(number) = numbers.get(word) {
        return *number;
    }
    let number = u32::try_from(words.len()).unwrap_or(u32::MAX);
    words.push(word.to_owned());
    numbers.insert(word.to_owned(), number);
    number
}
