//! Schemes of identifiers: how the numbers of persons, firms and accounts are written, and what shows that one is right.
//!
//! A scheme is data of a pack. [`Scheme::check`] reads one number; nothing is looked up, and who bears the number stands in
//! the register's vault alone.

use super::{Confidence, Labels};
use crate::source::Span;

mod check_digits;
mod form;

pub use check_digits::CheckDigits;
pub use form::{GlyphRun, Glyphs};

/// A scheme of identifiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Identifier: `cnss`.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// What its numbers identify.
    pub of: Identified,
    /// Of persons: what the number does.
    pub role: Option<PersonNumber>,
    /// The runs of characters that a number is made of, in order.
    pub form: Vec<GlyphRun>,
    /// Whether a number may begin with zero.
    pub leading_zero: bool,
    /// The character with which every number begins.
    pub first: Option<char>,
    /// Whether small letters are written as capitals.
    pub upper: bool,
    /// What is left out before a number is read.
    pub leave_out: Vec<LeftOut>,
    /// Whether zeros that were lost at the beginning come back where the rest proves them.
    pub restore_zeros: bool,
    /// The digits that the others give.
    pub check_digits: Option<CheckDigits>,
    /// Numbers that say that there is none yet.
    pub none: Vec<String>,
    /// Numbers of nobody in particular.
    pub occasional: Vec<String>,
    /// Numbers that are right by all rules and yet refused.
    pub rejected: Vec<String>,
    /// How far the rules may be trusted.
    pub confidence: Confidence,
    /// Where it stands in the document.
    pub span: Span,
}

/// What a scheme's numbers identify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identified {
    /// Persons.
    Person,
    /// Firms and their establishments.
    Firm,
    /// Bank accounts. They are never kept in clear.
    Account,
    /// Where somebody lives or is reached. They are never kept in clear.
    Address,
}

impl Identified {
    /// Whether what a file says is kept as a number of the vault alone.
    #[must_use]
    pub const fn is_kept_apart(self) -> bool {
        matches!(self, Identified::Account | Identified::Address)
    }
}

/// What a number of persons does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonNumber {
    /// It decides who somebody is.
    Decides,
    /// It stands in for a number that decides, until that is known: the scheme of it.
    StandsInFor(String),
}

/// What is left out before a number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// Blanks of every kind.
    Blanks,
    /// Hyphens.
    Hyphens,
    /// Points.
    Points,
}

/// A number in its one writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifierRead {
    /// The number.
    pub text: String,
    /// Whom it names.
    pub names: Bearer,
}

/// Whom a number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// One person, firm or account.
    One,
    /// Nobody yet: another number says who it is.
    NoneYet,
    /// Nobody in particular.
    Nobody,
}

/// Why a text is no number of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeFault {
    /// It is not written so.
    Form,
    /// It begins with zero.
    LeadingZero,
    /// It does not begin as all of them do.
    First,
    /// It is one of those that are refused although they are right.
    Rejected,
    /// The last digits are not those that the others give.
    CheckDigits {
        /// What the others give; nothing where the rule tells only right from wrong.
        expected: Option<String>,
        /// What stands there.
        found: String,
    },
}

impl Scheme {
    /// Reads a number.
    ///
    /// # Errors
    /// Why it is none.
    pub fn check(&self, text: &str) -> Result<IdentifierRead, SchemeFault> {
        let text = self.written(text);
        if !form::fits(&self.form, &text) {
            return Err(SchemeFault::Form);
        }
        let is_one_of = |list: &[String]| list.contains(&text);
        if is_one_of(&self.none) {
            return Ok(IdentifierRead { text, names: Bearer::NoneYet });
        }
        if is_one_of(&self.occasional) {
            return Ok(IdentifierRead { text, names: Bearer::Nobody });
        }
        if is_one_of(&self.rejected) {
            return Err(SchemeFault::Rejected);
        }
        if !self.leading_zero && text.starts_with('0') {
            return Err(SchemeFault::LeadingZero);
        }
        if self.first.is_some_and(|first| !text.starts_with(first)) {
            return Err(SchemeFault::First);
        }
        if let Some(rule) = &self.check_digits {
            rule.check(&text)?;
        }
        Ok(IdentifierRead { text, names: Bearer::One })
    }

    /// A number that lost zeros at its beginning, as spreadsheets lose them: where the scheme restores them, at least half of the
    /// digits stand, and the check digits prove the rest.
    #[must_use]
    pub fn restored(&self, text: &str) -> Option<IdentifierRead> {
        let text = self.written(text);
        let length = self.length().filter(|_| self.restore_zeros && self.check_digits.is_some())?;
        let lost = length.checked_sub(text.len()).filter(|lost| *lost > 0 && 2 * lost <= length)?;
        let read = self.check(&("0".repeat(lost) + &text)).ok()?;
        (read.names == Bearer::One).then_some(read)
    }

    /// How many characters every number has, where all have as many.
    #[must_use]
    pub fn length(&self) -> Option<usize> {
        self.form.iter().map(|run| (run.least == run.most).then_some(run.most)).sum()
    }

    /// Whether numbers are made of digits alone.
    #[must_use]
    pub fn is_digits(&self) -> bool {
        self.form.iter().all(|run| run.glyphs == Glyphs::Digits)
    }

    /// Whether a text is written as numbers of the scheme are, whatever it stands for.
    #[must_use]
    pub fn has_form(&self, text: &str) -> bool {
        form::fits(&self.form, text)
    }

    fn written(&self, text: &str) -> String {
        let left_out = |letter: char| self.leave_out.iter().any(|one| one.is(letter));
        let kept = text.chars().filter(|letter| !left_out(*letter));
        match self.upper {
            true => kept.map(capital).collect(),
            false => kept.collect(),
        }
    }
}

/// The capital of a letter whose small letter it is; another letter stays: `ß` is no `SS`, `ı` no `I`.
fn capital(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) if capital.to_lowercase().eq([letter]) => capital,
        _ => letter,
    }
}

impl LeftOut {
    fn is(self, letter: char) -> bool {
        match self {
            LeftOut::Blanks => letter.is_whitespace(),
            LeftOut::Hyphens => matches!(letter, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}'),
            LeftOut::Points => letter == '.',
        }
    }
}
