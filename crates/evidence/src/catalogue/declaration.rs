//! What the store makes of a table that a document declares, once for the life of the process.

use std::sync::{Mutex, PoisonError};

use contract::model::{ColumnType, FileColumn, FileForm, Filing, Fills, Scheme, Table};

use super::interned;
use crate::schema::{ColumnKind, ColumnSchema, Due, FiledBy, TableSchema};

/// A table as a document declares it.
#[derive(Debug)]
pub(crate) struct Declared {
    /// What the store makes of it.
    pub schema: &'static TableSchema,
    /// Whether the year in the key is that in which a financial year ends.
    pub exercise: bool,
    /// The columns that tell rows of one key apart.
    pub told_apart_by: Vec<&'static str>,
    /// How it is filed.
    pub filing: Filing,
    /// The form of its files.
    pub form: FileForm,
    /// What may stand beside an amount in its files, in small letters.
    pub units: Vec<&'static str>,
    /// The schemes of the numbers in its files.
    pub schemes: Vec<Scheme>,
    /// The columns that hold accounts and addresses, each with its scheme.
    pub kept_apart: Vec<(&'static str, &'static str)>,
}

impl Declared {
    /// The scheme of that name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

/// The same table, once for the life of the process.
pub(super) fn declared_table(table: &Table, filing: &Filing, form: &FileForm, schemes: &[Scheme]) -> &'static Declared {
    /// What was declared, apart from its place, and what was made of it.
    type Made = (&'static Declared, (Table, Vec<Scheme>));
    static KNOWN: Mutex<Vec<Made>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    // Where it stands in its document makes it no other table.
    let table = Table { span: contract::source::Span::default(), ..table.clone() };
    let held = |scheme: &&Scheme| form.columns.iter().any(|column| column.holds.as_ref() == Some(&scheme.id));
    let schemes: Vec<Scheme> = schemes
        .iter()
        .filter(held)
        .map(|scheme| Scheme { span: contract::source::Span::default(), ..scheme.clone() })
        .collect();
    let plain = (table, schemes);
    if let Some((declared, _)) = known.iter().find(|(_, other)| *other == plain) {
        return declared;
    }
    let columns: Vec<ColumnSchema> =
        plain.0.columns.iter().map(|(name, kind)| column(name, kind, filing, form)).collect();
    let schema: &'static TableSchema = Box::leak(Box::new(TableSchema {
        name: interned(&plain.0.id),
        person: plain.0.by_person,
        period: plain.0.period,
        covers: plain.0.covers,
        dated: plain.0.dated,
        columns: Vec::leak(columns),
        filed_by: match filing.filed_by {
            contract::model::FiledBy::Party(ref kind) => FiledBy::Party(interned(kind)),
            contract::model::FiledBy::Affiliation => FiledBy::Affiliation,
            contract::model::FiledBy::TaxIdentifier => FiledBy::TaxIdentifier,
            contract::model::FiledBy::Register => FiledBy::Register,
        },
        due: match filing.due {
            None => Due::Unstated,
            Some(contract::model::Due::DayOfNextMonth(day)) => Due::DayOfNextMonth(day),
            Some(contract::model::Due::BeforeMonthOfNextYear(month)) => Due::BeforeMonthOfNextYear(month),
        },
    }));
    let declared: &'static Declared = Box::leak(Box::new(Declared {
        schema,
        exercise: plain.0.exercise,
        told_apart_by: plain.0.told_apart_by.iter().map(|column| interned(column)).collect(),
        filing: filing.clone(),
        form: form.clone(),
        units: units(&plain.0, form),
        kept_apart: kept_apart(form, &plain.1),
        schemes: plain.1.clone(),
    }));
    known.push((declared, plain));
    declared
}

/// The columns that hold what is never kept in clear, each with the scheme of it.
fn kept_apart(form: &FileForm, schemes: &[Scheme]) -> Vec<(&'static str, &'static str)> {
    let apart = |id: &String| schemes.iter().any(|scheme| scheme.id == *id && scheme.of.is_kept_apart());
    let column = |column: &FileColumn| match (&column.fills, column.holds.as_ref().filter(|id| apart(id))) {
        (Fills::Column(name), Some(scheme)) => Some((interned(name), interned(scheme))),
        _ => None,
    };
    form.columns.iter().filter_map(column).collect()
}

/// The codes of the currencies of a table's columns, and what its document lists beside them; the longest first.
fn units(table: &Table, form: &FileForm) -> Vec<&'static str> {
    let currency = |kind: &ColumnType| match kind {
        ColumnType::Number(unit) => unit.currency(),
        _ => None,
    };
    let codes = table.columns.values().filter_map(currency).map(|currency| currency.code().to_lowercase());
    let listed = form.units.iter().map(|unit| unit.to_lowercase());
    let mut all: Vec<&'static str> = codes.chain(listed).map(|unit| interned(&unit)).collect();
    all.sort_unstable_by_key(|unit| (std::cmp::Reverse(unit.len()), *unit));
    all.dedup();
    all
}

fn column(name: &str, kind: &ColumnType, filing: &Filing, form: &FileForm) -> ColumnSchema {
    let fills = contract::model::Fills::Column(name.to_owned());
    let may_be_blank = form.filling(&fills).any(|column| column.blank != contract::model::Blank::Unread);
    ColumnSchema {
        name: interned(name),
        kind: match kind {
            ColumnType::Number(unit) if unit.is_money() => ColumnKind::Amount,
            ColumnType::Number(unit) => ColumnKind::Count(interned(&unit.to_string())),
            ColumnType::Date => ColumnKind::Date,
            ColumnType::Code(words) if !words.is_empty() => {
                ColumnKind::Word(Vec::leak(words.iter().map(|word| interned(word)).collect()))
            }
            ColumnType::Code(_) | ColumnType::Place => ColumnKind::Identifier,
        },
        may_be_blank,
        summed: filing.summed.iter().any(|summed| summed == name),
    }
}
