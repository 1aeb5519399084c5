//! What columns of files may hold, in words: the same on pages, in templates and on the terminal.

use contract::money::Money;
use contract::unit::Unit;
use office::answer::formats::Bound;

use crate::locale::Language;
use crate::quantity::{Quantity, amount_in};
use crate::rendered::Rendered;
use crate::words;

/// What the figures of a column may be, in the unit of the column.
#[must_use]
pub fn accepted(language: Language, bound: Bound, unit: Option<&str>) -> Rendered {
    // Of hundredths the unit is `0.01 EUR`.
    let word = unit.and_then(|unit| unit.rsplit(' ').next());
    let currency = word.and_then(Unit::parse).and_then(Unit::currency);
    let [least, most] = [bound.least, bound.most].map(|figure| match bound.is_money {
        true => amount_in(Money::from_centimes(figure), currency),
        false => Quantity::Count(figure),
    });
    words::format_accepted(language, least, most)
}
