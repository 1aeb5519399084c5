//! Determinations as files: CSV and Parquet. Every row says of which version of the text it is and as known on which day,
//! whether the text is restated, whether the amount is an estimate, and when its evidence was generated: no row can be cut
//! out without it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use assessment::determinations::OperatorAssessment;
use assessment::program::Program;
use contract::calendar::Date;
use contract::determination::{Determination, NeverFiled, Status};
use contract::interpret::rests_on;
use contract::model::TextStatus;
use contract::scenario::status_word;
use evidence::chunk::{Chunk, Field, Form, Writer};
use evidence::private;

use crate::explain::clause_of;
use crate::known::Known;
use crate::reference::Numbers;
use crate::texts::Sound;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// As CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// As Parquet.
    #[error(transparent)]
    Parquet(#[from] evidence::chunk::Error),
    /// The file could not be made.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Two persons have one reference number.
    #[error(transparent)]
    References(#[from] crate::reference::Collision),
    /// The system refused to write more.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Semicolons, UTF-8, one heading.
    Csv,
    /// One row group an operator and contract.
    Parquet,
}

/// A file being written.
pub struct Export {
    path: PathBuf,
    known_on: Date,
    notice: &'static str,
    /// Contract, clause and reading of every clause met, and whether its amounts are estimates.
    estimates: BTreeMap<(String, String, Option<String>), bool>,
    out: Out,
}

enum Out {
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Parquet(Box<Writer<BufWriter<File>>>),
}

const HEADINGS: [&str; 13] = [
    "contract",
    "clause",
    "reading",
    "operator",
    "person",
    "year",
    "first_month",
    "start",
    "anniversary",
    "status",
    "amount",
    "decided_by",
    "reason",
];

/// The columns that say how a row must be taken.
const MARKS: [&str; 5] = ["text_status", "estimate", "notice", "version", "known_on"];

impl Export {
    /// Begins a file.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn create(path: &Path, format: Format, known: &Known) -> Result<Export, ExportError> {
        // What stands in it is what is owed for each person: whoever exports it decides who else may read it.
        let unfinished = unfinished(path);
        let file =
            private::create(&unfinished).map_err(|source| ExportError::File { path: path.to_owned(), source })?;
        let out = match format {
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(BufWriter::new(file));
                writer.write_record(HEADINGS.iter().chain(&MARKS))?;
                Out::Csv(Box::new(writer))
            }
            Format::Parquet => Out::Parquet(Box::new(Writer::create(BufWriter::new(file), columns())?)),
        };
        let notice = if known.is_fictitious() { "fictitious" } else { "" };
        let path = path.to_owned();
        Ok(Export { path, known_on: known.day(), notice, estimates: BTreeMap::new(), out })
    }

    /// Takes the determinations of one operator: those of one clause, where one is named.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn take(
        &mut self,
        sound: &Sound,
        program: &Program,
        (assessment, numbers): (&OperatorAssessment, Numbers<'_>),
        clause: Option<&str>,
    ) -> Result<(), ExportError> {
        let wanted = |id: &str| clause.is_none_or(|clause| clause == id);
        let rows = assessment.rows(program).filter(|row| wanted(&row.clause)).collect();
        let rows = numbers.determinations(rows)?.into_iter().map(|row| {
            let marks = self.marks(sound, &row);
            Record::of(sound, &row, marks)
        });
        let mut records: Vec<Record> = rows.collect();
        let never = assessment.never_filed(program).filter(|never| wanted(&never.clause));
        records.extend(never.map(|never| Record::of_nobody(sound, &never, self.marks_beside(sound, ""))));
        match &mut self.out {
            Out::Csv(writer) => {
                for record in &records {
                    writer.write_record(record.fields.iter().chain(&record.marks).map(|field| guarded(field)))?;
                }
            }
            Out::Parquet(writer) => {
                writer.add(&chunks(&records))?;
            }
        }
        Ok(())
    }

    /// What a reader of the row must know: the text's status and version, whether its amount is an estimate, generated
    /// evidence, the day of knowledge.
    fn marks(&mut self, sound: &Sound, row: &Determination) -> [String; 5] {
        let contract = &sound.contract;
        let key = (contract.id.clone(), row.clause.clone(), row.reading.clone());
        let estimate = *self.estimates.entry(key).or_insert_with(|| {
            let found = clause_of(sound, &row.clause, row.reading.as_deref());
            found.is_some_and(|clause| !rests_on(contract, clause).is_empty())
        });
        self.marks_beside(sound, if estimate && row.amount.is_some() { "estimate" } else { "" })
    }

    fn marks_beside(&self, sound: &Sound, estimate: &str) -> [String; 5] {
        let (version, known_on) = (sound.contract.version.clone(), self.known_on.to_string());
        [text_status(sound).to_owned(), estimate.to_owned(), self.notice.to_owned(), version, known_on]
    }

    /// Ends the file.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn finish(self) -> Result<(), ExportError> {
        let path = self.path;
        match self.out {
            Out::Csv(mut writer) => writer.flush()?,
            Out::Parquet(writer) => {
                writer.finish()?.flush()?;
            }
        }
        // There whole or not at all: half a file would look like one.
        std::fs::rename(unfinished(&path), &path).map_err(|source| ExportError::File { path, source })
    }
}

/// Where a file is written until it is whole.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// A field of CSV that no spreadsheet takes for a formula: what a document or a file wrote is not run by whoever opens it.
fn guarded(field: &str) -> String {
    // A minus before a figure is an amount.
    let is_figure = field.trim_start_matches('-').chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_figure {
        format!("'{field}")
    } else {
        field.to_owned()
    }
}

/// A control holds or shows a gap; a clause owes or does not.
fn status(sound: &Sound, row: &Determination) -> &'static str {
    let contract = &sound.contract;
    let control = contract.controls.iter().find(|control| control.id == row.clause);
    control.map_or(row.status.word(), |control| status_word(control, row.status))
}

fn text_status(sound: &Sound) -> &'static str {
    if sound.contract.text_status == TextStatus::Restated { "restated" } else { "original" }
}

/// One row of a file, in both forms.
struct Record {
    /// In the order of the headings.
    fields: Vec<String>,
    centimes: Option<i64>,
    anniversary: Option<i32>,
    marks: [String; 5],
}

impl Record {
    fn of(sound: &Sound, row: &Determination, marks: [String; 5]) -> Record {
        Record {
            fields: fields(sound, row),
            centimes: row.amount.map(|amount| amount.centimes()),
            anniversary: row.key.anniversary.and_then(|number| i32::try_from(number).ok()),
            marks,
        }
    }

    /// A clause that is not evaluated for an operator as a whole: a row without a person.
    fn of_nobody(sound: &Sound, never: &NeverFiled, marks: [String; 5]) -> Record {
        let field = |name: &&str| match *name {
            "contract" => sound.contract.id.clone(),
            "clause" => never.clause.clone(),
            "reading" => never.reading.clone().unwrap_or_default(),
            "operator" => never.operator.to_string(),
            "status" => Status::NotEvaluated.word().to_owned(),
            "reason" => format!("{} {} {}", NeverFiled::CODE, never.table, never.since),
            _ => String::new(),
        };
        Record { fields: HEADINGS.iter().map(field).collect(), centimes: None, anniversary: None, marks }
    }
}

fn fields(sound: &Sound, row: &Determination) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_default();
    vec![
        sound.contract.id.clone(),
        row.clause.clone(),
        text(row.reading.clone()),
        row.operator.to_string(),
        row.key.person.to_string(),
        text(row.key.year.map(|year| year.to_string())),
        text(row.key.first_month.map(|month| month.to_string())),
        text(row.key.start.map(|start| start.to_string())),
        text(row.key.anniversary.map(|number| number.to_string())),
        status(sound, row).to_owned(),
        text(row.amount.map(|amount| amount.to_string())),
        text(row.decided_by.clone()),
        text(row.reason.as_ref().map(reason)),
    ]
}

/// A reason as files write it: its code, then what it speaks of.
fn reason(reason: &contract::determination::Reason) -> String {
    let json = serde_json::to_value(reason).unwrap_or_default();
    let mut told = reason.code().to_owned();
    for (name, value) in json.as_object().into_iter().flatten() {
        if name == "code" || value.is_null() {
            continue;
        }
        let value = match value {
            serde_json::Value::Object(period) => period.values().next().cloned().unwrap_or_default(),
            other => other.clone(),
        };
        told.push(' ');
        told.push_str(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str());
    }
    told
}

/// Amounts are whole centimes: no reader can turn them into floats unseen.
fn columns() -> Vec<Field> {
    let headings = HEADINGS.iter().map(|name| match *name {
        "amount" => Field::optional("amount_centimes", Form::Long),
        "anniversary" => Field::optional("anniversary", Form::Unsigned),
        name => Field::optional(name, Form::Word),
    });
    headings.chain(MARKS.map(|name| Field::optional(name, Form::Word))).collect()
}

fn chunks(records: &[Record]) -> Vec<Chunk> {
    let text = |text: &'_ str| !text.is_empty();
    let headings = HEADINGS.iter().enumerate().map(|(index, name)| match *name {
        "amount" => Chunk::longs(records.iter().map(|record| record.centimes)),
        "anniversary" => Chunk::numbers(records.iter().map(|record| record.anniversary)),
        _ => Chunk::texts(records.iter().map(|record| Some(record.fields[index].as_str()).filter(|value| text(value)))),
    });
    let marks = (0..MARKS.len()).map(|index| {
        Chunk::texts(records.iter().map(|record| Some(record.marks[index].as_str()).filter(|value| text(value))))
    });
    headings.chain(marks).collect()
}
