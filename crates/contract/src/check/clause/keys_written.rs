//! What `for_each` of a clause may say, as it is written.

use super::scalar;
use crate::model::{Contract, DefinitionKind};

/// The last anniversary year that a clause may name: a century.
const YEARS_MAX: u32 = 100;

/// `1 .. 5 of job`.
pub(super) fn read_years(text: &str) -> Option<(&str, (u32, u32))> {
    let (years, name) = text.split_once(" of ")?;
    let (first, last) = years.split_once("..")?;
    let (first, last) = (scalar::whole(first.trim())?, scalar::whole(last.trim())?);
    (0 < first && first <= last && last <= YEARS_MAX).then_some((name.trim(), (first, last)))
}

/// What `for_each` may say in a contract.
pub(super) fn keys_known(contract: &Contract) -> Vec<String> {
    let spells = contract.definitions.iter().filter(|known| matches!(known.kind, DefinitionKind::Spells(_)));
    let of_spells = spells.flat_map(|known| [known.id.clone(), format!("anniversary year 1 .. 5 of {}", known.id)]);
    std::iter::once("operator, person, year".to_owned()).chain(of_spells).collect()
}
