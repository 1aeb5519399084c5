//! Determinations as files: CSV and Parquet. Every row says whether the text is restated, whether the amount is an
//! estimate, and when its evidence was generated: no row can be cut out without it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use assessment::determinations::OperatorAssessment;
use assessment::program::Program;
use contract::determination::{Determination, NeverFiled, Status};
use contract::interpret::rests_on;
use contract::model::TextStatus;
use contract::scenario::status_word;
use evidence::chunk::{Chunk, Field, Form, Writer};
use evidence::private;
use office::explain::clause_of;
use office::texts::Sound;

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
const MARKS: [&str; 3] = ["text_status", "estimate", "notice"];

impl Export {
    /// Begins a file.
    pub fn create(path: &Path, format: Format, fictitious: bool) -> Result<Export> {
        // What stands in it is what is owed for each person: whoever exports it decides who else may read it.
        let file = private::create(path)?;
        let out = match format {
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(BufWriter::new(file));
                writer.write_record(HEADINGS.iter().chain(&MARKS))?;
                Out::Csv(Box::new(writer))
            }
            Format::Parquet => Out::Parquet(Box::new(Writer::create(BufWriter::new(file), columns())?)),
        };
        Ok(Export { notice: if fictitious { "fictitious" } else { "" }, estimates: BTreeMap::new(), out })
    }

    /// Takes the determinations of one operator.
    pub fn take(
        &mut self,
        sound: &Sound,
        program: &Program,
        assessment: &OperatorAssessment,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let contract = &sound.contract.id;
        let rows = assessment.rows(program).map(|row| {
            let marks = self.marks(sound, &row);
            Record::of(sound, &row, marks)
        });
        let mut records: Vec<Record> = rows.collect();
        let never = assessment.never_filed(program);
        records.extend(never.map(|never| Record::of_nobody(contract, &never, [text_status(sound), "", self.notice])));
        match &mut self.out {
            Out::Csv(writer) => {
                for record in &records {
                    let marks = record.marks.iter().map(|mark| (*mark).to_owned());
                    writer.write_record(record.fields.iter().cloned().chain(marks))?;
                }
            }
            Out::Parquet(writer) => {
                writer.add(&chunks(&records))?;
            }
        }
        Ok(())
    }

    /// What a reader of the row must know: the text's status, whether its amount is an estimate, generated evidence.
    fn marks(&mut self, sound: &Sound, row: &Determination) -> [&'static str; 3] {
        let contract = &sound.contract;
        let key = (contract.id.clone(), row.clause.clone(), row.reading.clone());
        let estimate = *self.estimates.entry(key).or_insert_with(|| {
            let found = clause_of(sound, &row.clause, row.reading.as_deref());
            found.is_some_and(|clause| !rests_on(contract, clause).is_empty())
        });
        [text_status(sound), if estimate && row.amount.is_some() { "estimate" } else { "" }, self.notice]
    }

    /// Ends the file.
    pub fn finish(self) -> Result<()> {
        match self.out {
            Out::Csv(mut writer) => writer.flush()?,
            Out::Parquet(writer) => {
                writer.finish()?.flush()?;
            }
        }
        Ok(())
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
    marks: [&'static str; 3],
}

impl Record {
    fn of(sound: &Sound, row: &Determination, marks: [&'static str; 3]) -> Record {
        Record {
            fields: fields(sound, row),
            centimes: row.amount.map(|amount| amount.centimes()),
            anniversary: row.key.anniversary.and_then(|number| i32::try_from(number).ok()),
            marks,
        }
    }

    /// A clause that is not evaluated for an operator as a whole: a row without a person.
    fn of_nobody(contract: &str, never: &NeverFiled, marks: [&'static str; 3]) -> Record {
        let field = |name: &&str| match *name {
            "contract" => contract.to_owned(),
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
    let marks = (0..MARKS.len())
        .map(|index| Chunk::texts(records.iter().map(|record| Some(record.marks[index]).filter(|value| text(value)))));
    headings.chain(marks).collect()
}
