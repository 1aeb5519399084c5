//! Whose a declaration is: the operator that bears its affiliation or tax identifier as the registers say on the day received,
//! or the party that documents name.

use contract::calendar::Interval;
use contract::facts::Period;
use contract::identity::OperatorId;

use super::{IntakeError, codes};
use crate::catalogue::Catalogue;
use crate::finding::codes::Code;
use crate::finding::{Finding, Place};
use crate::piece::{Declarant, Piece};
use crate::schema::FiledBy;
use crate::store::registry::{Registry, Whose};
use crate::store::{Position, Store};

/// Whose each file is, by what it says and the registers that count at a position: nobody's where it is a register, or where
/// nobody can tell. Nothing is looked at of the rows, and nothing is taken in.
pub fn owners(store: &Store, pieces: &[Piece], at: Position) -> Result<Vec<Option<OperatorId>>, IntakeError> {
    let (registry, tables) = (store.registry()?, store.tables());
    let owner = |piece: &Piece| match piece.kind {
        Some(kind) if tables.is_register(kind) => None,
        _ => owner_of((&registry, &tables), piece, at).ok(),
    };
    Ok(pieces.iter().map(owner).collect())
}

/// Whose declaration it is, or why nobody can tell.
pub(super) fn owner_of(
    (registry, tables): (&Registry, &Catalogue),
    piece: &Piece,
    received: Position,
) -> Result<OperatorId, Option<Finding>> {
    match &piece.declarant {
        Declarant::Party(party) => party_of(tables, piece, party),
        _ => operator_of(registry, piece, received),
    }
}

/// The party whose file it is: one that documents name as of the kind that files the table.
fn party_of(tables: &Catalogue, piece: &Piece, party: &str) -> Result<OperatorId, Option<Finding>> {
    let table = piece.kind.and_then(|kind| tables.table_of(kind));
    let Some(FiledBy::Party(kind)) = table.map(|table| table.filed_by) else { return Err(None) };
    let of_kind = || tables.parties().iter().filter(|known| known.kind == kind).map(|known| known.id.as_str());
    let owner = of_kind().find(|known| *known == party).and_then(OperatorId::of_party);
    owner.ok_or_else(|| {
        let finding = codes::PARTY_UNKNOWN.at(Place::default()).with("party", party).with("kind", kind);
        Some(finding.with("known", of_kind().collect::<Vec<_>>().join(", ")))
    })
}

fn operator_of(registry: &Registry, piece: &Piece, received: Position) -> Result<OperatorId, Option<Finding>> {
    let refused = |code: Code, number: &str| {
        let periods: Vec<String> = piece.all_periods().iter().map(ToString::to_string).collect();
        let period = periods.join(", ");
        Some(code.at(Place::default()).with("declarant", number).with("period", period))
    };
    let periods = piece.all_periods();
    let (whose, number) = match (&piece.declarant, periods.as_slice()) {
        (Declarant::Affiliation(number), [_, ..]) => {
            // A file of several periods is one operator's only if each of them is.
            let of_month = |period: &Period| {
                let interval = period.first_day().map(|first| Interval { first, last: period.last_day() });
                interval.map(|interval| registry.affiliation(number, interval, received))
            };
            let mut whose = periods.iter().filter_map(of_month);
            let Some(first) = whose.next() else { return Err(None) };
            let whose = whose.fold(first, Whose::and);
            (whose, number)
        }
        (Declarant::TaxIdentifier(number), _) => (registry.tax_identifier(number, received), number),
        // The reader has said why nobody, or no month, is named.
        (Declarant::Affiliation(_) | Declarant::PerRow | Declarant::Party(_), _) => return Err(None),
    };
    match whose {
        Whose::Of(operator) => Ok(operator),
        Whose::Unknown => Err(refused(codes::DECLARANT_UNKNOWN, number)),
        Whose::NotInForce => Err(refused(codes::DECLARANT_NOT_IN_FORCE, number)),
        Whose::Several => Err(refused(codes::DECLARANT_SEVERAL, number)),
    }
}
