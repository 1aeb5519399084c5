//! Currencies, by their ISO 4217 codes. Which there are, and how many decimals each has, a library knows; the standard
//! is nobody's country.

use std::fmt;

/// The most decimals of a currency whose amounts can be kept: amounts are whole hundredths.
pub const DECIMALS_MAX: u8 = 2;

/// A currency: three letters, for instance `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Currency([u8; 3]);

/// A text that is no code of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code of ISO 4217")]
pub struct NoCurrency;

impl Currency {
    /// The currency of a code. Metals, funds and codes for tests are none.
    #[must_use]
    pub fn new(code: &str) -> Option<Currency> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        let known = iso_currency::Currency::from_code(code)?;
        (!known.is_special() && !known.is_fund()).then_some(Currency(letters))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimals its amounts have.
    #[must_use]
    pub fn decimals(self) -> u8 {
        let known = iso_currency::Currency::from_code(self.code());
        known.and_then(iso_currency::Currency::exponent).and_then(|of| u8::try_from(of).ok()).unwrap_or(DECIMALS_MAX)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.to_string()
    }
}

impl TryFrom<String> for Currency {
    type Error = NoCurrency;

    fn try_from(code: String) -> Result<Currency, NoCurrency> {
        Currency::new(&code).ok_or(NoCurrency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_money() {
        let decimals = |code| Currency::new(code).map(Currency::decimals);
        assert_eq!(
            [decimals("EUR"), decimals("USD"), decimals("JPY"), decimals("KWD")],
            [Some(2), Some(2), Some(0), Some(3)]
        );
        for code in ["eur", "EURO", "ZZZ", "XTS", "XAU", "CLF", ""] {
            assert_eq!(Currency::new(code), None, "{code}");
        }
    }
}
