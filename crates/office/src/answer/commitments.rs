//! Commitments of both sides with what published statistics say of them.

use contract::calendar::Date;
use contract::model::{Confidence, Labels};
use contract::money::Decimal;
use contract::unit::Unit;
use contract::verdict::{Figure, Judged};

use super::Names;

/// Every commitment of every contract.
#[derive(Debug, Clone)]
pub struct CommitmentsView {
    /// The commitments in document order; the page sorts them.
    pub commitments: Vec<CommitmentView>,
}

/// One commitment.
#[derive(Debug, Clone)]
pub struct CommitmentView {
    /// The contract.
    pub contract: String,
    /// Its titles.
    pub contract_titles: Labels,
    /// The anchor of the article.
    pub article: String,
    /// The article's heading, in the language of the document.
    pub article_title: String,
    /// The commitment.
    pub id: String,
    /// Its name.
    pub labels: Labels,
    /// Who commits.
    pub parties: Vec<PartyView>,
    /// How far the commitment may be trusted.
    pub confidence: Confidence,
    /// The unit of the indicator; a bare number where nothing is measured.
    pub unit: Unit,
    /// The indicator's name.
    pub indicator: Option<Labels>,
    /// The verdict with everything it rests on.
    pub judged: Judged,
    /// Published figures in the indicator's perimeter, in order of time.
    pub points: Vec<(Date, Decimal)>,
    /// Baseline, agreed steps and target, in order of time.
    pub path: Vec<(Date, Decimal)>,
    /// Published figures of the same series in other perimeters: never compared, only told.
    pub elsewhere: Vec<Figure>,
    /// Names for the reasons of the verdict.
    pub names: Names,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub labels: Labels,
    /// `state` or `industry`.
    pub side: String,
}
