//! What an employer withholds: contributions and income tax of one month, by the scales in force that year.
//!
//! The wage of the month is taken as if it were earned twelve times; the tax of that year is divided by twelve and
//! rounded to the centime once, at the end. All in integers: one unit of work is a ten-thousandth of a centime.

/// Ten-thousandths: rates with two decimals of a percent become whole numbers.
const UNIT: i64 = 10_000;

/// A band of the yearly scale: rate in percent, and what is taken off, in dirham.
type Band = (i64, i64);

/// The scale of 2010 to 2024. Each band is the highest of all lines where it applies, so no bounds are needed.
const SCALE_2010: [Band; 6] = [(0, 0), (10, 3_000), (20, 8_000), (30, 14_000), (34, 17_200), (38, 24_400)];

/// The scale from 2025.
const SCALE_2025: [Band; 6] = [(0, 0), (10, 4_000), (20, 10_000), (30, 18_000), (34, 22_000), (37, 27_400)];

/// An amount of a month before rounding, in twelfths of a unit of work: sums of months are rounded once, so that twelve
/// equal months are exactly a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Exact(i64);

impl Exact {
    /// Nothing.
    pub(crate) const ZERO: Exact = Exact(0);

    /// The amount rounded to the centime.
    pub(crate) fn centimes(self) -> i64 {
        rounded(self.0, 12 * UNIT)
    }
}

impl std::ops::AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        self.0 += other.0;
    }
}

/// What comes off one month's gross taxable income.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Withheld {
    /// Professional expenses.
    pub(crate) expenses: Exact,
    /// CNSS and AMO, the employee's part.
    pub(crate) contributions: Exact,
    /// Income tax, in centimes.
    pub(crate) tax: i64,
}

fn rounded(amount: i64, divisor: i64) -> i64 {
    (amount + divisor / 2) / divisor
}

/// What the employer withholds in a month of that year on that gross income.
pub(crate) fn withhold(year: i32, gross_centimes: i64, dependants: u8) -> Withheld {
    let annual = gross_centimes * 12;
    let expenses_rate = if annual <= 7_800_000 { 3_500 } else { 2_500 };
    let expenses = (annual * expenses_rate).min(3_500_000 * UNIT);
    let contributions = gross_centimes.min(600_000) * 12 * 448 + annual * 226;
    let net = annual * UNIT - expenses - contributions;

    let (scale, family_charge) = if year >= 2025 { (SCALE_2025, 50_000) } else { (SCALE_2010, 36_000) };
    let brackets = scale.iter().map(|(percent, less)| net * percent / 100 - less * 100 * UNIT);
    let tax = brackets.fold(0, i64::max) - i64::from(dependants.min(6)) * family_charge * UNIT;

    Withheld { expenses: Exact(expenses), contributions: Exact(contributions), tax: rounded(tax.max(0), 12 * UNIT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_agrees_with_the_published_payslip() {
        let month = withhold(2025, 1_000_000, 0);
        assert_eq!(month.tax, 60_156);
        assert_eq!(1_000_000 - month.expenses.centimes() - month.contributions.centimes(), 700_520);
    }

    #[test]
    fn a_year_agrees_with_the_worked_examples() {
        // (year, monthly dirham, yearly tax in centimes)
        let examples = [
            (2024, 6_500, 157_116),
            (2024, 10_000, 1_138_122),
            (2024, 15_000, 2_962_018),
            (2024, 30_000, 9_478_259),
            (2025, 5_000, 0),
            (2025, 6_500, 57_116),
            (2025, 8_000, 332_096),
            (2025, 12_000, 1_285_680),
            (2025, 20_000, 4_524_965),
            (2025, 40_000, 13_204_277),
        ];
        for (year, monthly, expected) in examples {
            let twelve = 12 * withhold(year, monthly * 100, 0).tax;
            assert!((twelve - expected).abs() <= 6, "{year} {monthly}: {twelve} for {expected}");
        }
    }

    #[test]
    fn dependants_lower_the_tax_up_to_six() {
        assert_eq!(withhold(2025, 1_000_000, 2).tax, 60_156 - 8_333);
        assert_eq!(withhold(2025, 2_000_000, 9), withhold(2025, 2_000_000, 6));
        assert_eq!(withhold(2024, 1_000_000, 1).tax, 94_843 - 3_000);
    }
}
