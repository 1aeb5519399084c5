//! Charts as SVG, each form a function of typed data: the same picture on screen, in print and in a letter.
//!
//! Rules: two titles (what it says; then measure, unit, period), labels on the lines instead of a legend, few grid lines,
//! never two axes, never colour alone, source and notices inside the picture, `<title>` and `<desc>` from the same
//! sentence that a page uses as its text alternative. Time runs from left to right in every language; bars start from the
//! side where reading begins. Each form gives its [`crate::table::Table`] as well, hence its CSV. Floating point lives
//! here and only for geometry: every figure printed is exact.

mod bars;
mod bullet;
mod cascade;
mod frame;
mod map;
mod scale;
mod sheet;
mod spark;
mod trajectory;

use contract::money::{Decimal, Money};
use contract::unit::Currency;

pub use bars::{BarRow, Bars};
pub use bullet::Bullet;
pub use cascade::{Cascade, Step, StepKind};
pub use frame::Frame;
pub use map::{Map, MapRegion, RegionValue};
pub use spark::Spark;
pub use trajectory::{Forecast, Trajectory};

use crate::quantity::{MoneyForm, Quantity, Unit, in_currency};

/// Where colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// CSS variables `--chart-…` with the fixed colours as fallback: pages, light and dark.
    Css,
    /// Fixed colours: PDF, files, mail.
    Fixed,
}

/// What the figures of a chart measure; the figures themselves are plain decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Amounts of a currency.
    Money(Currency),
    /// Things that are counted.
    Counted(Unit),
    /// Percentages: 17 is 17 %.
    Percent,
    /// Square metres.
    Area,
    /// Bare numbers.
    Number,
}

impl Measure {
    /// The figure with its unit, for a label.
    #[must_use]
    pub fn quantity(self, value: Decimal) -> Quantity {
        let whole = value.at_scale(0).and_then(|whole| i64::try_from(whole).ok());
        match self {
            Measure::Money(currency) => {
                let amount = |amount| in_currency(amount, currency, MoneyForm::Large);
                money(value).map_or(Quantity::Number(value), amount)
            }
            Measure::Counted(unit) => whole.map_or(Quantity::Number(value), |count| Quantity::Counted(count, unit)),
            Measure::Percent => Quantity::Percent(value),
            Measure::Area => Quantity::Area(value),
            Measure::Number => Quantity::Number(value),
        }
    }

    /// The figure alone, for an axis or a column whose title names the unit.
    #[must_use]
    pub fn figure(self, value: Decimal) -> Quantity {
        match self {
            Measure::Money(_) | Measure::Percent => self.quantity(value),
            Measure::Counted(_) | Measure::Area | Measure::Number => Quantity::Number(value),
        }
    }
}

fn money(value: Decimal) -> Option<Money> {
    value.at_scale(2).and_then(|centimes| i64::try_from(centimes).ok()).map(Money::from_centimes)
}
