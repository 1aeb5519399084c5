//! The tables and kinds of files that a store knows: those that documents declare, and the two that readers of their own fill.
//!
//! Built once from the documents in force and shared; a table that is declared anew is another value, and nobody who holds
//! the former one is disturbed. Schemas, their names and their columns live as long as the process ([`interned`]): there
//! are as many as documents declare, and rows name them a million times.

mod declaration;

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use contract::calendar::Date;
use contract::model::{
    AddedUp, Against, ColumnType, Contract, Filing, Fills, Identified, Labels, Reconciliation, RowSource, Scheme, Table,
};
use contract::unit::{Base, Unit};

pub(crate) use self::declaration::Declared;
use self::declaration::{column_kind, declared_table, due, filed_by};
use crate::formats::Column;
use crate::intake::discretion;
use crate::manifest::{StoredPiece, table_of};
use crate::piece::PieceKind;
use crate::read;
use crate::read::spelling::key;
use crate::schema::named::AFFILIATION;
use crate::schema::{ColumnKind, FiledBy, READERS, TABLES, TableSchema};

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

/// A reconciliation of a table that a document declares.
#[derive(Debug, Clone)]
pub(crate) struct Reconciling {
    /// The table.
    pub table: &'static TableSchema,
    /// In what both sides are.
    pub unit: Unit,
    /// What is held against what.
    pub rule: Reconciliation,
}

impl Reconciling {
    /// The tables of both sides.
    pub fn tables(&self) -> [&str; 2] {
        match &self.rule.against {
            Against::Previous => [self.table.name; 2],
            Against::Table { table, .. } => [self.table.name, table],
        }
    }
}

/// A party that documents name, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownParty {
    /// Its identifier.
    pub id: String,
    /// What it is: `platform-manager`.
    pub kind: String,
    /// Its name by language.
    pub labels: Labels,
    /// Since when the document that names it is in effect: what the party owes, it owes from then on.
    pub since: Date,
}

/// The tables and kinds of files that a store knows.
#[derive(Debug, Clone)]
pub struct Catalogue {
    tables: Vec<&'static TableSchema>,
    parties: Vec<KnownParty>,
    forms: Vec<Form>,
    reconciling: Vec<Reconciling>,
    /// The columns of which a spelling is a heading: form and column by their places.
    labels: HashMap<String, Vec<(usize, usize)>>,
    /// The tables that documents leave to readers of their own.
    read_natively: BTreeSet<&'static str>,
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
        Catalogue {
            tables: TABLES.iter().collect(),
            parties: Vec::new(),
            forms: Vec::new(),
            reconciling: Vec::new(),
            labels: HashMap::new(),
            read_natively: BTreeSet::new(),
            sheets: None,
        }
    }

    /// These and the tables that a document declares with their files; what cannot be taken up is told.
    #[must_use]
    pub fn with<'c>(mut self, documents: impl IntoIterator<Item = &'c Contract>) -> (Catalogue, Vec<Clash>) {
        let mut clashes = Vec::new();
        let documents: Vec<&Contract> = documents.into_iter().collect();
        documents.iter().for_each(|document| self.names_parties(document));
        let all = documents.into_iter().flat_map(|contract| contract.tables.iter().map(move |table| (contract, table)));
        for (contract, table) in all {
            let Some(filing) = &table.filing else { continue };
            match &filing.source {
                RowSource::Reader(reader) => {
                    let filled = READERS.iter().find(|(name, _)| name == reader).map(|(_, schema)| *schema);
                    if !filled.is_some_and(|schema| is_filled(table, filing, schema)) {
                        clashes.push(Clash::Reader { table: table.id.clone(), reader: reader.clone() });
                    } else {
                        self.read_natively.extend(filled.map(|schema| schema.name));
                        self.reconciles(table, filing);
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
                    self.reconciles(table, filing);
                }
            }
        }
        (self, clashes)
    }

    /// Takes up the parties of a document that are of some kind; of one that several documents name the earliest day counts.
    fn names_parties(&mut self, document: &Contract) {
        for party in &document.parties {
            let Some(kind) = &party.kind else { continue };
            let since = document.in_effect.first;
            match self.parties.iter_mut().find(|known| known.id == party.id && known.kind == *kind) {
                Some(known) => known.since = known.since.min(since),
                None => self.parties.push(KnownParty {
                    id: party.id.clone(),
                    kind: kind.clone(),
                    labels: party.labels.clone(),
                    since,
                }),
            }
        }
    }

    /// The parties that documents name, of some kind.
    #[must_use]
    pub fn parties(&self) -> &[KnownParty] {
        &self.parties
    }

    /// Takes up the reconciliations of a table that is known.
    fn reconciles(&mut self, table: &Table, filing: &Filing) {
        let Some(schema) = self.table(&table.id) else { return };
        for rule in &filing.reconciliations {
            if self.reconciling.iter().any(|one| one.table.name == schema.name && one.rule.id == rule.id) {
                continue;
            }
            let unit = match &rule.of {
                AddedUp::Column(name) => match table.columns.get(name) {
                    Some(ColumnType::Number(unit)) => *unit,
                    _ => Unit::NONE,
                },
                AddedUp::Rows => Unit::NONE,
                AddedUp::Persons => Unit::of(Base::Person),
            };
            self.reconciling.push(Reconciling { table: schema, unit, rule: rule.clone() });
        }
    }

    /// Every reconciliation.
    pub(crate) fn reconciling(&self) -> &[Reconciling] {
        &self.reconciling
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

    /// Whether what has the form of a person's number stands in a text, however its digits are grouped.
    #[must_use]
    pub fn has_a_number(&self, text: &str) -> bool {
        let mut blotted = text.to_owned();
        discretion::blot_forms(&mut blotted, &self.person_schemes());
        blotted != text
    }

    /// Whether one of the words of an identifier is what has the form of a person's number. Letters of chance among others are
    /// none.
    #[must_use]
    pub fn is_a_number(&self, identifier: &str) -> bool {
        let words = identifier.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.into_iter().any(|word| discretion::is_number(word, &self.person_schemes()))
    }

    /// The schemes of numbers of persons, each once.
    pub(crate) fn person_schemes(&self) -> Vec<&Scheme> {
        let mut schemes: Vec<&Scheme> = Vec::new();
        let all = self.forms.iter().flat_map(|form| &form.declared.schemes);
        for scheme in all.filter(|scheme| scheme.of == Identified::Person) {
            if !schemes.contains(&scheme) {
                schemes.push(scheme);
            }
        }
        schemes
    }

    /// The columns of a kind of file that hold numbers of a scheme.
    pub(crate) fn columns_of_schemes(&self, kind: Option<PieceKind>) -> Vec<&str> {
        let form = self.forms.iter().find(|form| Some(form.kind) == kind);
        let columns = form.into_iter().flat_map(|form| {
            let of_scheme = form.declared.form.columns.iter();
            of_scheme.filter(|column| column.holds.as_ref().is_some_and(|id| form.declared.scheme(id).is_some()))
        });
        let filled = columns.filter_map(|column| match &column.fills {
            Fills::Column(name) => Some(name.as_str()),
            _ => None,
        });
        filled.collect()
    }

    /// Whether a number is one of an affiliation, as the table of affiliations declares them: where none does, any word.
    #[must_use]
    pub fn is_affiliation(&self, number: &str) -> bool {
        let is_word = !number.is_empty() && !number.contains(char::is_whitespace);
        let form = self.forms.iter().find(|form| form.declared.schema.name == AFFILIATION);
        let scheme = form.and_then(|form| {
            let fills = Fills::Column(AFFILIATION.to_owned());
            let column = form.declared.form.filling(&fills).next()?;
            form.declared.scheme(column.holds.as_ref()?)
        });
        scheme.map_or(is_word, |scheme| scheme.check(number).is_ok_and(|read| read.text == number))
    }

    /// The columns that tell rows of one key of a table apart.
    pub(crate) fn told_apart_by(&self, table: &str) -> &'static [&'static str] {
        let form = self.forms.iter().find(|form| form.declared.schema.name == table);
        form.map_or(&[], |form| &form.declared.told_apart_by)
    }

    /// Whether a kind of file of a reader of its own means anything here: another nation's documents leave no table to it.
    pub(crate) fn reads_natively(&self, kind: PieceKind) -> bool {
        self.forms.is_empty() || self.table_of(kind).is_some_and(|table| self.read_natively.contains(table.name))
    }

    /// The columns by which rows of one operator tell of different things, one list for each way of being alike; none where a
    /// row is told by its key alone.
    pub(crate) fn apart(&self, table: &str) -> Vec<Vec<&'static str>> {
        let form = self.forms.iter().find(|form| form.declared.schema.name == table);
        let Some(declared) = form.map(|form| form.declared) else { return Vec::new() };
        let columns =
            |names: &'static [String]| names.iter().map(String::as_str).chain(declared.told_apart_by.iter().copied());
        let ways: Vec<Vec<&str>> = declared.filing.apart.iter().map(|one| columns(&one.columns).collect()).collect();
        match ways.is_empty() && !declared.told_apart_by.is_empty() {
            true => vec![declared.told_apart_by.to_vec()],
            false => ways,
        }
    }

    /// Every kind of file that is a table, in order.
    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The columns of which a spelling is a heading.
    pub(crate) fn headed(&self, spelling: &str) -> &[(usize, usize)] {
        self.labels.get(spelling).map(Vec::as_slice).unwrap_or_default()
    }

    /// The columns of a kind of file of which only numbers of the vault are kept, each with the scheme of what it says.
    pub(crate) fn kept_apart(&self, kind: PieceKind) -> &[(&'static str, &'static str)] {
        let declared = self.forms.iter().find(|form| form.kind == kind).map(|form| form.declared);
        declared.map(|declared| declared.kept_apart.as_slice()).unwrap_or_default()
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
