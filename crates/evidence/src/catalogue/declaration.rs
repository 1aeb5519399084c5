//! What the store makes of a table that a document declares, once for the life of the process.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use contract::model::{ColumnType, Contract, FileColumn, FileForm, Filing, Fills, Scheme, Table};
use contract::source::Span;

use super::interned;
use crate::read;
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
    /// The column of the form that fills each column of the table.
    pub filling: Vec<usize>,
    /// What the words of each column of the form become, by their spelling.
    pub spelled: Vec<HashMap<String, &'static str>>,
    /// The columns of places.
    pub places: Vec<&'static str>,
    /// The place in which each place lies, as the document and its packs know it.
    pub lies_in: BTreeMap<String, String>,
    /// The places that the document and its packs know; none where it knows none.
    pub known_places: BTreeSet<String>,
}

impl Declared {
    /// The scheme of that name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// The heading under which a column of the table is asked for.
    pub fn heading(&self, column: &str) -> Option<&str> {
        let place = self.schema.columns.iter().position(|known| known.name == column)?;
        self.filling.get(place).map(|form| self.form.columns[*form].heading.as_str())
    }
}

/// What a table rests on, apart from where it stands: equal ones are the same table.
#[derive(PartialEq)]
struct Plain {
    table: Table,
    schemes: Vec<Scheme>,
    lies_in: BTreeMap<String, String>,
    known_places: BTreeSet<String>,
}

impl Plain {
    fn of(table: &Table, form: &FileForm, contract: &Contract) -> Plain {
        let held = |scheme: &&Scheme| form.columns.iter().any(|column| column.holds.as_ref() == Some(&scheme.id));
        let has_places = table.columns.values().any(|kind| *kind == ColumnType::Place);
        let places = || contract.places.iter().filter(|_| has_places);
        Plain {
            table: Table { span: Span::default(), ..table.clone() },
            schemes: contract
                .schemes
                .iter()
                .filter(held)
                .map(|scheme| Scheme { span: Span::default(), ..scheme.clone() })
                .collect(),
            lies_in: places().filter_map(|place| Some((place.id.clone(), place.region.clone()?))).collect(),
            known_places: places().map(|place| place.id.clone()).collect(),
        }
    }
}

/// The same table, once for the life of the process.
pub(super) fn declared_table(
    table: &Table,
    filing: &Filing,
    form: &FileForm,
    contract: &Contract,
) -> &'static Declared {
    static KNOWN: Mutex<Vec<(&'static Declared, Plain)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let plain = Plain::of(table, form, contract);
    if let Some((declared, _)) = known.iter().find(|(_, other)| *other == plain) {
        return declared;
    }
    let columns: Vec<ColumnSchema> =
        table.columns.iter().map(|(name, kind)| column(name, kind, filing, form)).collect();
    let schema: &'static TableSchema = Box::leak(Box::new(TableSchema {
        name: interned(&table.id),
        person: table.by_person,
        period: table.period,
        covers: table.covers,
        dated: table.dated,
        columns: Vec::leak(columns),
        filed_by: filed_by(filing),
        due: due(filing),
        labels: Vec::leak(table.labels.iter().map(|(tag, label)| (interned(tag), interned(label))).collect()),
    }));
    let fills = |name: &str| form.columns.iter().position(|column| column.fills == Fills::Column(name.to_owned()));
    let is_place = |(name, kind): (&String, &ColumnType)| (*kind == ColumnType::Place).then(|| interned(name));
    let declared: &'static Declared = Box::leak(Box::new(Declared {
        schema,
        exercise: table.exercise,
        told_apart_by: table.told_apart_by.iter().map(|column| interned(column)).collect(),
        filing: filing.clone(),
        form: form.clone(),
        units: units(table, form),
        kept_apart: kept_apart(form, &plain.schemes),
        schemes: plain.schemes.clone(),
        // The checker refuses a table of which a column is filled by nothing.
        filling: schema.columns.iter().filter_map(|column| fills(column.name)).collect(),
        spelled: form.columns.iter().map(read::declared::spelled).collect(),
        places: table.columns.iter().filter_map(is_place).collect(),
        lies_in: plain.lies_in.clone(),
        known_places: plain.known_places.clone(),
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

pub(super) fn filed_by(filing: &Filing) -> FiledBy {
    match &filing.filed_by {
        contract::model::FiledBy::Party(kind) => FiledBy::Party(interned(kind)),
        contract::model::FiledBy::Affiliation => FiledBy::Affiliation,
        contract::model::FiledBy::TaxIdentifier => FiledBy::TaxIdentifier,
        contract::model::FiledBy::Register => FiledBy::Register,
    }
}

pub(super) fn due(filing: &Filing) -> Due {
    match filing.due {
        None => Due::Unstated,
        Some(contract::model::Due::DayOfNextMonth(day)) => Due::DayOfNextMonth(day),
        Some(contract::model::Due::BeforeMonthOfNextYear(month)) => Due::BeforeMonthOfNextYear(month),
    }
}

fn column(name: &str, kind: &ColumnType, filing: &Filing, form: &FileForm) -> ColumnSchema {
    let fills = Fills::Column(name.to_owned());
    let may_be_blank = form.filling(&fills).any(|column| column.blank != contract::model::Blank::Unread);
    let summed = filing.summed.iter().any(|summed| summed == name);
    let sealed = filing.sealed.iter().any(|sealed| sealed == name);
    ColumnSchema { name: interned(name), kind: column_kind(kind), may_be_blank, summed, sealed }
}

pub(super) fn column_kind(kind: &ColumnType) -> ColumnKind {
    match kind {
        ColumnType::Number(unit) if unit.is_money() => ColumnKind::Amount,
        ColumnType::Number(unit) => ColumnKind::Count(interned(&unit.to_string())),
        ColumnType::Date => ColumnKind::Date,
        ColumnType::Code(words) if !words.is_empty() => {
            ColumnKind::Word(Vec::leak(words.iter().map(|word| interned(word)).collect()))
        }
        ColumnType::Code(_) | ColumnType::Place => ColumnKind::Identifier,
    }
}
