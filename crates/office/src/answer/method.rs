//! Data and method: what kinds of evidence there are, what the words mean, where published figures come from.

use contract::model::Labels;
use contract::verdict::Figure;

use super::Names;
use super::contract::ContractCard;

/// The page of data and method.
#[derive(Debug, Clone)]
pub struct MethodView {
    /// The contracts, with the tables that they declare.
    pub contracts: Vec<(ContractCard, Vec<TableView>)>,
    /// The kinds of pieces that are read.
    pub pieces: Vec<String>,
    /// How each kind of piece is written.
    pub formats: Vec<crate::formats::Format>,
    /// Names that the contracts give, for places among the figures.
    pub names: Names,
    /// Published figures.
    pub figures: Vec<Figure>,
    /// Version of the program.
    pub version: String,
}

/// A table of evidence.
#[derive(Debug, Clone)]
pub struct TableView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub labels: Labels,
    /// Its keys: `operator`, `person`, `month`.
    pub keys: Vec<String>,
    /// Its columns: name and type as the contract writes them.
    pub columns: Vec<(String, String)>,
}
