//! Spells of presence: what tells them, when hires count, and how they are ranked.

use super::{Confidence, Expr};

/// Spells: runs of months of presence, keyed by (person, first month).
///
/// For each month the first source whose table covers it decides the state; a month that no source covers is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Spells {
    /// Sources in order of preference.
    pub sources: Vec<SpellSource>,
    /// How many absent months in a row are bridged without being counted.
    pub gap_months: u32,
    /// The column with the hire date, looked up at the spell's first month: `payroll.hired`. Where it has no row there,
    /// the start is the first day of the first month, provided the month before is covered and absent; else unknown.
    pub hired: Option<(String, String)>,
    /// In which month a hire counts.
    pub hires_count: HiresCount,
    /// Ranks of spells among those that count in the same month.
    pub ranks: Vec<Rank>,
}

/// The month in which a hire counts: the one clock on which hires are held against head counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiresCount {
    /// The month of the start.
    MonthOfHire,
    /// The first month of evidence, as head counts see it.
    FirstMonthOfRows,
}

/// How rows of one table tell presence. A row is judged in this order: ends, suspended, present, else absent.
#[derive(Debug, Clone, PartialEq)]
pub struct SpellSource {
    /// The table; keys operator, person, month.
    pub table: String,
    /// Present when this holds on the row (columns of the same table only, `month` allowed).
    pub present: Expr,
    /// The column of situation codes that `counting`, `bridging`, `ending` speak of.
    pub situation: Option<String>,
    /// Situations of suspension that count as kept months.
    pub counting: Vec<String>,
    /// Situations of suspension that are only bridged.
    pub bridging: Vec<String>,
    /// Situations that end the job in that month.
    pub ending: Vec<String>,
    /// The column with the last day of employment: a day not after the month's last day ends the job in that month.
    pub left: Option<String>,
}

/// The rank of a spell, from 1, among the spells of the operator that count in the same month and satisfy `among`.
/// Order: start, then each tie-break column (at the spell's first month, smallest first). Who is equal in all is a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    /// The name, used as `definition.name`.
    pub id: String,
    /// Which spells are ranked; reads at the spell's first month. A spell that fails it has no rank (its rank is
    /// unknown when this is unknown).
    pub among: Option<Expr>,
    /// Tie-break columns (table, column), numbers or dates.
    pub then: Vec<(String, String)>,
    /// What equals come to.
    pub ties: Ties,
    /// How far the way of settling ties may be trusted.
    pub confidence: Confidence,
}

/// What those come to who are equal in all that a rank orders by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// Each has a place from the first to the last of them: decided where both agree.
    NotEvaluated,
    /// Each has the place of the first, and its share of what is left: see [`super::Mechanism::TiedShare`].
    Share,
    /// Each has the place of the first.
    All,
}
