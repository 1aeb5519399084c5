//! The tables and kinds of files that a store knows: those with readers of their own, and those that documents declare.
//!
//! Built once from the documents in force and shared; a table that is declared anew is another value, and nobody who holds
//! the former one is disturbed. Schemas, their names and their columns live as long as the process ([`interned`]): there
//! are as many as documents declare, and rows name them a million times.

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use contract::model::{ColumnType, Contract, FileForm, Filing, RowSource, Scheme, Table};

use crate::formats::Column;
use crate::manifest::{StoredPiece, table_of};
use crate::piece::PieceKind;
use crate::read;
use crate::read::spelling::key;
use crate::schema::{ColumnKind, ColumnSchema, Due, FiledBy, TABLES, TableSchema};

/// A kind of file that is a table of columns under headings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The kind.
    pub kind: PieceKind,
    /// Its columns.
    pub columns: &'static [Column],
    /// The table as its document declares it; nothing where a reader of its own knows it.
    pub declared: Option<&'static Declared>,
}

/// A table as a document declares it.
#[derive(Debug)]
pub(crate) struct Declared {
    /// What the store makes of it.
    pub schema: &'static TableSchema,
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
}

impl Declared {
    /// The scheme of that name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

/// The tables and kinds of files that a store knows.
#[derive(Debug, Clone)]
pub struct Catalogue {
    tables: Vec<&'static TableSchema>,
    forms: Vec<Form>,
    /// The columns of which a spelling is a heading: form and column by their places.
    labels: HashMap<String, Vec<(usize, usize)>>,
    /// What reads spreadsheets.
    sheets: Option<sheet::Reader>,
}

/// Why a declared table is not taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// There is a table of that name with other keys or columns.
    Table(String),
    /// Its columns are filled by a reader that there is not.
    Reader {
        /// The table.
        table: String,
        /// The reader.
        reader: String,
    },
}

impl Catalogue {
    /// The tables that readers of their own fill.
    #[must_use]
    pub fn native() -> Catalogue {
        let mut catalogue =
            Catalogue { tables: TABLES.iter().collect(), forms: Vec::new(), labels: HashMap::new(), sheets: None };
        read::native_forms().for_each(|form| catalogue.add(form));
        catalogue
    }

    /// These and the tables that a document declares with their files; what cannot be taken up is told.
    #[must_use]
    pub fn with<'c>(mut self, documents: impl IntoIterator<Item = &'c Contract>) -> (Catalogue, Vec<Clash>) {
        let mut clashes = Vec::new();
        let all = documents.into_iter().flat_map(|contract| contract.tables.iter().map(move |table| (contract, table)));
        for (contract, table) in all {
            let Some(filing) = &table.filing else { continue };
            match &filing.source {
                RowSource::Reader(reader) => {
                    let known = self.table(&table.id).is_some_and(|_| read::READERS.contains(&reader.as_str()));
                    if !known {
                        clashes.push(Clash::Reader { table: table.id.clone(), reader: reader.clone() });
                    }
                }
                RowSource::Columns(form) => {
                    let declared = declared_table(table, filing, form, &contract.schemes);
                    // A pack's table comes with every document that borrows it.
                    let is_same = |one: &Form| one.declared.is_some_and(|known| std::ptr::eq(known, declared));
                    if self.forms.iter().any(is_same) {
                        continue;
                    }
                    if self.table(&table.id).is_some() {
                        clashes.push(Clash::Table(table.id.clone()));
                        continue;
                    }
                    self.tables.push(declared.schema);
                    let columns = read::declared::columns(table, form);
                    self.add(Form {
                        kind: PieceKind::declared(declared.schema.name),
                        columns: Vec::leak(columns),
                        declared: Some(declared),
                    });
                }
            }
        }
        (self, clashes)
    }

    fn add(&mut self, form: Form) {
        let nth = self.forms.len();
        for (place, column) in form.columns.iter().enumerate() {
            for label in [column.name].iter().chain(column.labels) {
                let places = self.labels.entry(key(label)).or_default();
                if !places.contains(&(nth, place)) {
                    places.push((nth, place));
                }
            }
        }
        self.forms.push(form);
    }

    /// The same, with what reads spreadsheets; without it none is read.
    #[must_use]
    pub fn reading_by(self, sheets: sheet::Reader) -> Catalogue {
        Catalogue { sheets: Some(sheets), ..self }
    }

    /// What reads spreadsheets.
    pub(crate) fn sheets(&self) -> Option<&sheet::Reader> {
        self.sheets.as_ref()
    }

    /// Every table.
    #[must_use]
    pub fn tables(&self) -> &[&'static TableSchema] {
        &self.tables
    }

    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&'static TableSchema> {
        self.tables.iter().copied().find(|table| table.name == name)
    }

    /// The table that a kind of file feeds.
    #[must_use]
    pub fn table_of(&self, kind: PieceKind) -> Option<&'static TableSchema> {
        table_of(kind).and_then(|name| self.table(name))
    }

    /// The table that the rows of a file went to.
    #[must_use]
    pub fn of(&self, stored: &StoredPiece) -> Option<&'static TableSchema> {
        stored.kind.and_then(|kind| self.table_of(kind))
    }

    /// Every kind of file that is a table, in order.
    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The columns of which a spelling is a heading.
    pub(crate) fn headed(&self, spelling: &str) -> &[(usize, usize)] {
        self.labels.get(spelling).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a kind of file is a table of columns under headings.
    #[must_use]
    pub fn is_table(&self, kind: PieceKind) -> bool {
        self.forms.iter().any(|form| form.kind == kind)
    }

    /// Whether a kind of file is a register: one file about many operators, whose rows name them.
    #[must_use]
    pub fn is_register(&self, kind: PieceKind) -> bool {
        self.table_of(kind).is_some_and(|table| table.filed_by == FiledBy::Register)
    }
}

/// The same text, once for the life of the process: names of tables, columns and words, of which documents have few.
pub(crate) fn interned(text: &str) -> &'static str {
    static TEXTS: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    texts.insert(kept);
    kept
}

/// The same table, once for the life of the process.
fn declared_table(table: &Table, filing: &Filing, form: &FileForm, schemes: &[Scheme]) -> &'static Declared {
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
        told_apart_by: plain.0.told_apart_by.iter().map(|column| interned(column)).collect(),
        filing: filing.clone(),
        form: form.clone(),
        units: units(&plain.0, form),
        schemes: plain.1.clone(),
    }));
    known.push((declared, plain));
    declared
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
