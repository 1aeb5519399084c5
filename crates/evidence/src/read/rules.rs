//! Bounds that the administration sets by date and that a reader checks against. Parameters, never constants in a check.

use contract::calendar::Month;
use contract::money::Money;

/// What a reader holds a file against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The largest number of days that a month may declare.
    pub days_max: u64,
    /// CNSS ceilings of the monthly wage, each from its first month on, sorted.
    pub wage_ceilings: Vec<(Month, Money)>,
    /// The gap that sums of a yearly tax statement may show.
    pub tax_tolerance: Money,
}

impl Rules {
    /// The ceiling in force in that month, where one is known.
    #[must_use]
    pub fn wage_ceiling(&self, month: Month) -> Option<Money> {
        self.wage_ceilings.iter().rev().find(|(from, _)| *from <= month).map(|(_, ceiling)| *ceiling)
    }
}

impl Default for Rules {
    /// 26 days, 6,000.00 a month throughout, a tolerance of 1 dirham. Whether days or ceiling ever changed is not known.
    fn default() -> Rules {
        Rules {
            days_max: 26,
            wage_ceilings: vec![(Month::from_index(0), Money::from_centimes(600_000))],
            tax_tolerance: Money::from_centimes(100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_is_the_last_one_begun() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let ceilings =
            vec![(month("2002-04"), Money::from_centimes(600_000)), (month("2026-01"), Money::from_centimes(700_000))];
        let rules = Rules { wage_ceilings: ceilings, ..Rules::default() };
        assert_eq!(rules.wage_ceiling(month("2002-03")), None);
        assert_eq!(rules.wage_ceiling(month("2025-12")), Some(Money::from_centimes(600_000)));
        assert_eq!(rules.wage_ceiling(month("2026-01")), Some(Money::from_centimes(700_000)));
    }
}
