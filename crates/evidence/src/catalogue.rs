//! The tables and kinds of files that a store knows: those that documents declare, and the two that readers of their own fill.
//!
//! Built once from the documents in force and shared; a table that is declared anew is another value, and nobody who holds
//! the former one is disturbed. Schemas, their names and their columns live as long as the process ([`interned`]): there
//! are as many as documents declare, and rows name them a million times.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use contract::model::{ColumnType, Contract, FileForm, Filing, Fills, RowSource, Scheme, Table};
use contract::source::Span;

use crate::formats::Column;
use crate::manifest::{StoredPiece, table_of};
use crate::piece::PieceKind;
use crate::read;
use crate::read::spelling::key;
use crate::schema::{ColumnKind, ColumnSchema, Due, FiledBy, READERS, TABLES, TableSchema};

/// A kind of file that is a table of columns under headings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The kind.
    pub kind: PieceKind,
    /// Its columns.
    pub columns: &'static [Column],
    /// The table as its document declares it.
    pub declared: &'static Declared,
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
    /// The column of the form that fills each column of the table.
    pub filling: Vec<usize>,
    /// What the words of each column of the form become, by their spelling.
    pub spelled: Vec<HashMap<String, &'static str>>,
    /// The columns of places.
    pub places: Vec<&'static str>,
    /// The place in which each place lies, as the document and its packs know it.
    pub lies_in: BTreeMap<String, String>,
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
    /// Its reader does not fill it: there is none of that name, or its keys or columns are others.
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
        Catalogue { tables: TABLES.iter().collect(), forms: Vec::new(), labels: HashMap::new(), sheets: None }
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
                    let filled = READERS.iter().find(|(name, _)| name == reader).map(|(_, schema)| *schema);
                    if !filled.is_some_and(|schema| is_filled(table, filing, schema)) {
                        clashes.push(Clash::Reader { table: table.id.clone(), reader: reader.clone() });
                    }
                }
                RowSource::Columns(form) => {
                    let declared = declared_table(table, filing, form, contract);
                    // A pack's table comes with every document that borrows it.
                    let is_same = |one: &Form| std::ptr::eq(one.declared, declared);
                    if self.forms.iter().any(is_same) {
                        continue;
                    }
                    if self.table(&table.id).is_some() {
                        clashes.push(Clash::Table(table.id.clone()));
                        continue;
                    }
                    // Those that readers of their own fill come last.
                    let place =
                        self.tables.iter().position(|known| TABLES.contains(known)).unwrap_or(self.tables.len());
                    self.tables.insert(place, declared.schema);
                    let columns = read::declared::columns(table, form);
                    self.add(Form {
                        kind: PieceKind::of_table(declared.schema.name),
                        columns: Vec::leak(columns),
                        declared,
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

/// Whether a reader fills a table as it is declared: its name, its keys, and each of its columns, which may be fewer.
fn is_filled(table: &Table, filing: &Filing, schema: &TableSchema) -> bool {
    let fits = |(name, kind): (&String, &ColumnType)| {
        let known = schema.column(name);
        known.is_some_and(|known| match (kind, known.kind) {
            (ColumnType::Code(words), ColumnKind::Word(known)) => {
                words.iter().all(|word| known.contains(&word.as_str()))
            }
            (kind, known) => column_kind(kind) == known,
        })
    };
    table.id == schema.name
        && (table.by_person, table.period, table.covers, table.dated)
            == (schema.person, schema.period, schema.covers, schema.dated)
        && filed_by(filing) == schema.filed_by
        && due(filing) == schema.due
        && table.columns.iter().all(fits)
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

/// What a table rests on, apart from where it stands: equal ones are the same table.
#[derive(PartialEq)]
struct Plain {
    table: Table,
    schemes: Vec<Scheme>,
    lies_in: BTreeMap<String, String>,
}

impl Plain {
    fn of(table: &Table, form: &FileForm, contract: &Contract) -> Plain {
        let held = |scheme: &&Scheme| form.columns.iter().any(|column| column.holds.as_ref() == Some(&scheme.id));
        let has_places = table.columns.values().any(|kind| *kind == ColumnType::Place);
        let places = contract.places.iter().filter(|_| has_places);
        Plain {
            table: Table { span: Span::default(), ..table.clone() },
            schemes: contract
                .schemes
                .iter()
                .filter(held)
                .map(|scheme| Scheme { span: Span::default(), ..scheme.clone() })
                .collect(),
            lies_in: places.filter_map(|place| Some((place.id.clone(), place.region.clone()?))).collect(),
        }
    }
}

/// The same table, once for the life of the process.
fn declared_table(table: &Table, filing: &Filing, form: &FileForm, contract: &Contract) -> &'static Declared {
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
        told_apart_by: table.told_apart_by.iter().map(|column| interned(column)).collect(),
        filing: filing.clone(),
        form: form.clone(),
        units: units(table, form),
        schemes: plain.schemes.clone(),
        // The checker refuses a table of which a column is filled by nothing.
        filling: schema.columns.iter().filter_map(|column| fills(column.name)).collect(),
        spelled: form.columns.iter().map(read::declared::spelled).collect(),
        places: table.columns.iter().filter_map(is_place).collect(),
        lies_in: plain.lies_in.clone(),
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

fn filed_by(filing: &Filing) -> FiledBy {
    match filing.filed_by {
        contract::model::FiledBy::Affiliation => FiledBy::Affiliation,
        contract::model::FiledBy::TaxIdentifier => FiledBy::TaxIdentifier,
        contract::model::FiledBy::Register => FiledBy::Register,
    }
}

fn due(filing: &Filing) -> Due {
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

fn column_kind(kind: &ColumnType) -> ColumnKind {
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
