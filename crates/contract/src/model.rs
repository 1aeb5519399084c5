//! The checked contract: names resolved, units agreed, every word of a block understood.
//!
//! `check` makes it from a document; the reference interpreter (`interpret`) and the columnar engine (crate
//! `assessment`) both read it and nothing else. Semantics stand with each item; `docs/language.md` tells them to people.

use std::collections::BTreeMap;

use crate::calendar::{Date, Interval};
use crate::document::BlockKind;
use crate::money::Decimal;
use crate::source::Span;
use crate::unit::{Currency, Unit};

mod crossing;
mod currency;
mod evaluation;
mod filing;
mod lender;
mod outline;
mod promise;
mod reconciliation;
mod scheme;
mod spells;
mod working_days;

pub use crossing::*;
pub use currency::*;
pub use evaluation::*;
pub use filing::*;
pub use lender::*;
pub use outline::*;
pub use promise::*;
pub use reconciliation::*;
pub use scheme::*;
pub use spells::*;
pub use working_days::*;

/// A label in the languages of the contract: language tag → text.
pub type Labels = BTreeMap<String, String>;

/// How far a fact may be trusted, from best to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the official text.
    Official,
    /// Read in a reprint of the official text.
    Reprint,
    /// Reported by the press.
    Press,
    /// Inferred from sources that do not state it.
    Inferred,
    /// Assumed here.
    Assumed,
}

impl Confidence {
    /// Whether an amount that rests on it is an estimate and must be shown as one.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        self >= Confidence::Press
    }
}

/// Whether the quoted text is the agreed text or a restatement in our own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// The text as signed.
    Original,
    /// Restated in our own words.
    Restated,
}

/// A contract that may be executed, or a pack that contracts borrow from.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Identifier, for instance `ma-offshoring-2025`.
    pub id: String,
    /// Whether it is a pack: it lends its names, and owes nothing.
    pub is_pack: bool,
    /// Version of the document.
    pub version: String,
    /// Title by language.
    pub titles: Labels,
    /// Original or restated.
    pub text_status: TextStatus,
    /// The language that prevails.
    pub authoritative: String,
    /// When the contract was published.
    pub published: Date,
    /// When the contract is in effect.
    pub in_effect: Interval,
    /// The framework this contract stands under.
    pub parent: Option<String>,
    /// Whether it is only proposed, as whoever loads it says, or calls itself unsigned: then it is not in force and owes nothing.
    pub draft: bool,
    /// The currency in which it pays; nothing where it names no amount.
    pub currency: Option<Currency>,
    /// The packs that it borrows from, those that these use before them.
    pub packs: Vec<Lender>,
    /// Parties; as in all these lists, what is borrowed stands first, then the document's own in its order.
    pub parties: Vec<Party>,
    /// Places: regions and platforms.
    pub places: Vec<Place>,
    /// Tables that clauses read.
    pub tables: Vec<Table>,
    /// Dated parameters.
    pub parameters: Vec<Parameter>,
    /// Schemes of identifiers.
    pub schemes: Vec<Scheme>,
    /// Calendars of working days.
    pub calendars: Vec<Calendar>,
    /// How amounts of currencies are written in words.
    pub currencies: Vec<CurrencyWords>,
    /// Reusable key sets, in an order where each uses earlier ones only.
    pub definitions: Vec<Definition>,
    /// Clauses, every reading of each.
    pub clauses: Vec<Clause>,
    /// Checks of evidence against evidence.
    pub controls: Vec<Clause>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Commitments of all parties, in document order.
    pub commitments: Vec<Commitment>,
    /// Questions that only a person can decide.
    pub judgements: Vec<Judgement>,
    /// What the text says and nobody computes yet, in document order.
    pub notes: Vec<Note>,
    /// Small changes that change no answer, in document order.
    pub without_effect: Vec<WithoutEffect>,
    /// Worked cases.
    pub scenarios: Vec<Scenario>,
    /// The reading in use, by clause id.
    pub readings: BTreeMap<String, String>,
}

impl Contract {
    /// Whether a name of that kind is borrowed from a pack.
    #[must_use]
    pub fn is_lent(&self, kind: BlockKind, id: &str) -> bool {
        self.lender(kind, id).is_some()
    }

    /// The pack that lends a name of that kind.
    #[must_use]
    pub fn lender(&self, kind: BlockKind, id: &str) -> Option<&Lender> {
        self.packs.iter().find(|pack| pack.lends.iter().any(|(lent, name)| (*lent, name.as_str()) == (kind, id)))
    }
}

/// A party: State and industry are of the same kind.
#[derive(Debug, Clone)]
pub struct Party {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// `state` or `industry`: only for grouping in tables, no rule depends on it.
    pub side: String,
    /// What it is, where tables are filed by parties of a kind: `platform-manager`.
    pub kind: Option<String>,
    /// Where it stands in the document.
    pub span: Span,
}

/// A region or a platform.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Identifier: `MA-03`, `fes-shore`.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// `region` or `platform`.
    pub kind: String,
    /// The region a platform lies in.
    pub region: Option<String>,
    /// Its outline on a map, where its document draws one.
    pub outline: Option<Outline>,
    /// Class over time; intervals do not overlap.
    pub classes: Vec<Dated<String>>,
    /// Where it stands in the document.
    pub span: Span,
}

/// A value with the time it holds and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated<T> {
    /// When the rule is in effect.
    pub in_effect: Interval,
    /// When it was published: not used in an assessment as known before.
    pub published: Date,
    /// The value.
    pub value: T,
    /// Article that states it; `pack#article` where the value is borrowed.
    pub basis: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Where it stands in the document.
    pub span: Span,
}

/// A dated parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Identifier, dotted: `pae.rate`.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// Unit of the value (of the result, for scales and bands).
    pub unit: Unit,
    /// Unit of what a scale or bands are read by.
    pub by_unit: Option<Unit>,
    /// Values over time; intervals do not overlap.
    pub values: Vec<Dated<ParameterValue>>,
    /// Where it stands in the document.
    pub span: Span,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// One number (percentages are already divided by 100).
    Number(Decimal),
    /// One day.
    Date(Date),
    /// A number for each word of an enumeration; `None` for `unknown`.
    Words(BTreeMap<String, Option<Decimal>>),
    /// A marginal scale: slices from `above` (exclusive) with their rate; the first starts at zero. For `brackets`.
    Scale(Vec<Slice>),
    /// Bands: the value of the first band whose `up_to` (inclusive) is not exceeded; the last has none. For `table`.
    Bands(Vec<Band>),
}

/// A slice of a marginal scale: what exceeds `above`, up to the next slice, is charged `rate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Lower bound, in the unit the scale is read by.
    pub above: Decimal,
    /// Rate of the slice.
    pub rate: Decimal,
}

/// A band: one value up to a bound, the bound included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Upper bound, included; none for the last band.
    pub up_to: Option<Decimal>,
    /// The value in the band.
    pub value: Decimal,
}

/// A period that a table may have in its key, and a file may cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKey {
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
    /// Calendar quarters.
    Quarter,
    /// Days. No file covers a day: see [`Table::covers`].
    Day,
}

impl PeriodKey {
    /// The key's name in an `evidence` block.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PeriodKey::Month => "month",
            PeriodKey::Year => "year",
            PeriodKey::Quarter => "quarter",
            PeriodKey::Day => "date",
        }
    }
}

/// A table of evidence as a contract declares it. Every table has the key `operator`, or `party`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Identifier: `payroll`.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// Whether the submitter is a party that is no operator: the key `party` stands instead of `operator`.
    pub by_party: bool,
    /// Whether `person` is a key.
    pub by_person: bool,
    /// The period in the key.
    pub period: Option<PeriodKey>,
    /// The period that a file covers: that of the key, or a coarser one where rows have days.
    pub covers: Option<PeriodKey>,
    /// Whether the year in the key is that in which a financial year ends, which [`EXERCISE_FROM`] and [`EXERCISE_TO`] bound.
    pub exercise: bool,
    /// Columns that tell several rows of one key apart: `place`, `ecosystem` and `dossier`, then those that the keys name.
    pub told_apart_by: Vec<String>,
    /// Whether rows carry `valid: from .. to` (registers of dated states); such a table has no period key.
    pub dated: bool,
    /// Columns by name.
    pub columns: BTreeMap<String, ColumnType>,
    /// How it is filed, where the document declares it.
    pub filing: Option<Box<Filing>>,
    /// Where it stands in the document.
    pub span: Span,
}

/// The column with the first day of a financial year.
pub const EXERCISE_FROM: &str = "exercise_from";
/// The column with the last day of a financial year.
pub const EXERCISE_TO: &str = "exercise_to";

impl Table {
    /// Whether what a column says of a person is sealed: it serves to count, and is shown to nobody.
    #[must_use]
    pub fn is_sealed(&self, column: &str) -> bool {
        self.filing.as_ref().is_some_and(|filing| filing.sealed.iter().any(|sealed| sealed == column))
    }

    /// Whether clauses may read it: one that is another party's, or by financial years, may be filed alone.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        !self.by_party && !self.exercise
    }
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnType {
    /// A number with its unit (amounts in MAD, days, persons, …).
    Number(Unit),
    /// A day, possibly blank.
    Date,
    /// One of these words; empty for a free identifier (a site, an affiliation).
    Code(Vec<String>),
    /// The identifier of a place.
    Place,
}
