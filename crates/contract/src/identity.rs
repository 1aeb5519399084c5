//! Who is who: operators by identifier, persons by pseudonym only.

use std::fmt;
use std::str::FromStr;

/// An operator's identifier in a workspace: ASCII letters, digits and hyphens, never translated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct OperatorId(String);

impl OperatorId {
    /// Checks and wraps an identifier of 1 to 64 characters out of `A-Z a-z 0-9 - _`.
    #[must_use]
    pub fn new(text: &str) -> Option<OperatorId> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        fits.then(|| OperatorId(text.to_owned()))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OperatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, known only by the keyed hash of a normalised official number. Never a name, never a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Pseudonym(u128);

/// A text that is not a pseudonym of 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a pseudonym has 32 hexadecimal digits")]
pub struct NotAPseudonym;

impl Pseudonym {
    /// A pseudonym from the first 16 bytes of a keyed hash.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Pseudonym {
        Pseudonym(u128::from_be_bytes(bytes))
    }

    /// The 16 bytes, in order of comparison.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Pseudonym {
    type Err = NotAPseudonym;

    fn from_str(text: &str) -> Result<Pseudonym, NotAPseudonym> {
        if text.len() != 32 {
            return Err(NotAPseudonym);
        }
        u128::from_str_radix(text, 16).map(Pseudonym).map_err(|_| NotAPseudonym)
    }
}

impl From<Pseudonym> for String {
    fn from(pseudonym: Pseudonym) -> String {
        pseudonym.to_string()
    }
}

impl TryFrom<String> for Pseudonym {
    type Error = NotAPseudonym;

    fn try_from(text: String) -> Result<Pseudonym, NotAPseudonym> {
        text.parse()
    }
}
