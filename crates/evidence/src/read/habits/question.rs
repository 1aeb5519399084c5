//! What a column leaves open: the cells, and what the first of them is by each answer. What somebody answered is told, and held
//! against the column's other cells.

use super::Habits;
use crate::answer::{self, How, Matter, NO_READING, value_of};
use crate::finding::codes::Code;
use crate::finding::{Place, table_codes};
use crate::read::ledger::Ledger;
use crate::read::{amount, date};

/// Places of open cells that are named; the others are counted.
const PLACES_MAX: usize = 5;

/// What is known of the columns of a file before it is read.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct About {
    /// What somebody answered about a column, by its index.
    pub(in crate::read) answers: Vec<(usize, &'static str, How)>,
    /// Where the columns of a spreadsheet stand; empty where the file is a text.
    pub(in crate::read) places: Vec<Option<usize>>,
    /// Whether the files of the table write the month before the day.
    pub(in crate::read) month_first: bool,
}

impl About {
    /// What somebody answered about a column.
    pub(super) fn answer(&self, column: usize, matter: Matter) -> Option<How> {
        let of = |(index, _, how): &&(usize, &'static str, How)| *index == column && how.settles() == matter;
        self.answers.iter().find(of).map(|(.., how)| *how)
    }

    /// How a cell is called: by its address in a spreadsheet, by its line elsewhere.
    fn place(&self, column: usize, line: u32) -> String {
        match self.places.get(column).copied().flatten().and_then(|place| u32::try_from(place).ok()) {
            Some(place) => sheet::address::address(line, place.saturating_add(1)),
            None => line.to_string(),
        }
    }
}

/// A column with cells that are open.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    code: Code,
    index: usize,
    column: &'static str,
    cells: u64,
    lines: Vec<u32>,
    /// The first of the cells: digits between signs, never a name nor a number of a person.
    found: String,
    readings: Vec<(How, Option<String>)>,
}

impl Habits {
    /// A cell that its column leaves open.
    pub(in crate::read) fn ask(
        &mut self,
        code: Code,
        (index, column): (usize, &'static str),
        (line, text): (u32, &str),
        units: &[&str],
    ) {
        self.leave_open();
        let reading = |how: How| match how.settles() {
            Matter::Amounts => amount::by(text, how, units).map(|amount| amount.to_string()),
            Matter::Days | Matter::Serials => date::by(text, how).map(|date| date.to_string()),
        };
        // A way in which one cell cannot be read is none for the column.
        self.refuted.extend(answer::ways(code).iter().filter(|how| reading(**how).is_none()).map(|how| (index, *how)));
        if let Some(known) = self.asked.iter_mut().find(|one| one.index == index && one.code == code) {
            known.cells += 1;
            if known.lines.len() <= PLACES_MAX {
                known.lines.push(line);
            }
            return;
        }
        let readings = answer::ways(code).iter().map(|how| (*how, reading(*how))).collect();
        let found = text.to_owned();
        self.asked.push(Asked { code, index, column, cells: 1, lines: vec![line], found, readings });
    }

    /// One finding a column that leaves something open, and one about each answer.
    pub(super) fn tell_questions(&self, ledger: &mut Ledger) {
        for asked in &self.asked {
            self.tell_question(asked, ledger);
        }
        for (index, column, how) in &self.about.answers {
            let code = match self.contradicts(*index, *how) {
                true => table_codes::FILE_ANSWER_CONTRADICTED,
                false => table_codes::FILE_COLUMN_ANSWERED,
            };
            ledger.note(code.at(Place::element(column)).with("column", column).with("how", how.word()));
        }
    }

    fn tell_question(&self, asked: &Asked, ledger: &mut Ledger) {
        let fits = |how: How| !self.contradicts(asked.index, how);
        let mut places: Vec<String> =
            asked.lines.iter().take(PLACES_MAX).map(|line| self.about.place(asked.index, *line)).collect();
        if asked.cells > places.len() as u64 {
            places.push("…".to_owned());
        }
        let line = asked.lines.first().copied().unwrap_or_default();
        let told = |code: Code| {
            let finding = code.at(Place::field(line, asked.column)).with("column", asked.column);
            finding.with("cells", asked.cells).with("where", places.join(", ")).with("found", &asked.found)
        };
        if !asked.readings.iter().any(|(how, reading)| reading.is_some() && fits(*how)) {
            return ledger.note(told(table_codes::FILE_COLUMN_TORN));
        }
        let mut finding = told(asked.code);
        for (how, reading) in &asked.readings {
            let reading = reading.as_deref().filter(|_| fits(*how));
            finding = finding.with(value_of(*how), reading.unwrap_or(NO_READING));
        }
        ledger.note(finding);
    }
}
