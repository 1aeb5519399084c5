//! Who has an account, and with which mandates: what `question::people` gives.

use contract::calendar::Date;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AccountRow {
    /// Its name, which stays.
    pub account: String,
    /// What its person is called, where the vault is there.
    pub name: Option<String>,
    /// The language in which the person is spoken to.
    pub language: String,
    /// The day on which it was made.
    pub since: Date,
    /// The day on which it ended.
    pub ended: Option<Date>,
    /// What it may do.
    pub mandates: Vec<MandateRow>,
    /// Who acts in its place.
    pub deputies: Vec<DeputyRow>,
    /// What its secret is: `first`, `token` or `passphrase`.
    pub secret: &'static str,
    /// Whether a second factor is set.
    pub has_second_factor: bool,
}

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MandateRow {
    /// As what.
    pub role: &'static str,
    /// For whom.
    pub whom: &'static str,
    /// For which of them.
    pub of: Vec<String>,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Option<Date>,
    /// The greatest sum.
    pub ceiling_centimes: Option<u64>,
    /// Whether it counts on the day that is looked at.
    pub counts: bool,
}

/// Who acts in somebody's place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeputyRow {
    /// The deputy's account.
    pub account: String,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}
