//! The languages of the product: their tags, directions and own names.
//!
//! The messages themselves are Fluent files under `locales/`, read by [`catalogue`]. Which language is authoritative
//! for a contract is the contract's affair, not this module's.

pub mod catalogue;
mod plural;

use std::str::FromStr;

/// A language that people may read the product in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// French, as the Moroccan administration writes it.
    Fr,
    /// Arabic, as the Moroccan administration writes it.
    Ar,
    /// English.
    En,
}

/// A text that is not `fr`, `ar` or `en`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLanguage;

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::Fr, Language::Ar, Language::En];

    /// The tag in addresses and in `lang=`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::Ar => "ar",
            Language::En => "en",
        }
    }

    /// The value of `dir=`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Language::Ar => "rtl",
            Language::Fr | Language::En => "ltr",
        }
    }

    /// Whether the language is read from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Language::Ar)
    }

    /// The language's name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::Fr => "Français",
            Language::Ar => "العربية",
            Language::En => "English",
        }
    }

    /// The mark between groups of three digits. French and Arabic share one, so that a figure is the same string in both.
    #[must_use]
    pub const fn group_separator(self) -> char {
        match self {
            Language::Fr | Language::Ar => '\u{202F}',
            Language::En => ',',
        }
    }

    /// The mark before the decimals.
    #[must_use]
    pub const fn decimal_separator(self) -> char {
        match self {
            Language::Fr | Language::Ar => ',',
            Language::En => '.',
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Language, UnknownLanguage> {
        Language::ALL.into_iter().find(|language| language.tag() == text).ok_or(UnknownLanguage)
    }
}

impl std::fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not one of fr, ar, en")
    }
}

impl std::error::Error for UnknownLanguage {}
