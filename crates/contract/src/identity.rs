//! Who is who: operators by identifier, persons by pseudonym only, or by a reference number where an answer leaves the office.

use std::fmt::{self, Write};
use std::str::FromStr;

/// An operator's identifier in a workspace: ASCII letters, digits and hyphens, never translated.
///
/// Where evidence is kept it stands for whoever files: a party that is no operator files under an identifier that no operator
/// can have ([`OperatorId::of_party`]), and so is in no list, assessment or count of operators.
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

    /// That under which a party files, which is no operator; nothing where its identifier is none.
    #[must_use]
    pub fn of_party(party: &str) -> Option<OperatorId> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let fits = (1..=64).contains(&party.len()) && party.bytes().all(is_letter);
        fits.then(|| OperatorId(format!("{OF_PARTY}{party}")))
    }

    /// An operator's identifier, or that under which a party files, as [`OperatorId::as_str`] writes them.
    #[must_use]
    pub fn of_submitter(text: &str) -> Option<OperatorId> {
        text.strip_prefix(OF_PARTY).map_or_else(|| OperatorId::new(text), OperatorId::of_party)
    }

    /// The party, where it is no operator.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        self.0.strip_prefix(OF_PARTY)
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the identifiers begin with under which parties file: no operator's has this sign.
const OF_PARTY: &str = "party~";

impl fmt::Display for OperatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, known only by a number of ours, which is the same at every operator. Never a name, never an official number.
///
/// In answers that leave the office it is a *reference number* instead, which names the person at one operator alone
/// ([`Pseudonym::reference`]). The two never meet: a reference is told by its first bytes, and none is ever read back.
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

    /// A reference number: what stands for a person where an answer leaves the office. The last 50 bits count.
    #[must_use]
    pub const fn reference(bits: u64) -> Pseudonym {
        Pseudonym(REFERENCE | (bits & ((1 << (5 * REFERENCE_LETTERS)) - 1)) as u128)
    }

    /// Whether it is a reference number.
    #[must_use]
    pub const fn is_reference(self) -> bool {
        self.0 >> TAGGED == REFERENCE >> TAGGED
    }

    /// The 16 bytes, in order of comparison.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

/// How many letters a reference number has.
pub const REFERENCE_LETTERS: usize = 10;

/// Letters and digits that nobody takes for one another when they are read aloud or copied: no `0`, `1`, `l` or `o`.
const LETTERS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

/// How many bits stand behind what tells a reference.
const TAGGED: u32 = 56;

/// What a reference begins with: no hash does but by a chance of one in 2⁷², and no person of a worked case.
const REFERENCE: u128 = 0xff63_6173_652d_6e6f_ff00_0000_0000_0000;

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_reference() {
            let letter = |place: usize| LETTERS[(self.0 >> (5 * place)) as usize & 31] as char;
            return (0..REFERENCE_LETTERS).rev().try_for_each(|place| f.write_char(letter(place)));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_written_in_ten_letters_and_never_read_back() {
        let one = Pseudonym::reference(31);
        assert_eq!((one.to_string(), one.is_reference()), ("222222222z".to_owned(), true));
        assert_eq!(Pseudonym::reference(u64::MAX).to_string(), "zzzzzzzzzz");
        assert_eq!(one.to_string().parse::<Pseudonym>(), Err(NotAPseudonym));
        for bytes in [[0; 16], [0xff; 16], *b"a person's bytes"] {
            assert!(!Pseudonym::from_bytes(bytes).is_reference());
        }
    }
}
