//! The formats of files as data: every column of every CSV kind, every field of the declarations of the CNSS that is read,
//! every element of the yearly statement. The readers read by these tables, and the page of formats is made from them.

pub mod bounds;

use self::bounds::Bound;
use crate::catalogue::Catalogue;
use crate::piece::PieceKind;
use crate::read;

/// A column of a CSV file, a field of a record, an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, as a header is asked to write it.
    pub name: &'static str,
    /// What else a header may say; case, accents, blanks and signs do not matter.
    pub labels: &'static [&'static str],
    /// What it holds.
    pub content: Content,
    /// Whether a file must have it.
    pub required: bool,
    /// Whether a row may leave it blank.
    pub may_be_blank: bool,
    /// A value as it is asked for; synthetic.
    pub example: &'static str,
    /// The column of the canonical table that it fills, if any.
    pub becomes: Option<&'static str>,
    /// First and last character of a fixed-width record.
    pub characters: Option<(u32, u32)>,
    /// What its figures may be, where it holds figures.
    pub bound: Option<Bound>,
    /// The unit of its amounts.
    pub unit: Option<&'static str>,
    /// Its words, where its document lists them: as asked for, then other spellings.
    pub words: &'static [(&'static str, &'static [&'static str])],
}

/// What a column holds, and so how its cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// A CNSS affiliation: seven digits with their key.
    Affiliation,
    /// A month.
    Month,
    /// A CNSS registration: nine digits with their key.
    Registration,
    /// A national identity card.
    Card,
    /// A name: passed over, never kept.
    Name,
    /// An identifier that the operator chooses.
    Identifier,
    /// A day.
    Date,
    /// A year.
    Year,
    /// An amount in dirham.
    Amount,
    /// An amount in centimes, digits only.
    Centimes,
    /// A tax identifier.
    TaxIdentifier,
    /// A whole number of days.
    Days,
    /// A whole number of persons.
    Persons,
    /// A situation of an insured person.
    Situation,
    /// A sum that checks the others.
    ControlSum,
    /// The number under which the file is filed.
    Declarant,
    /// A number of a scheme that a document names, of a firm or an account.
    SchemeNumber,
    /// A number of persons' scheme that a document names.
    Number,
    /// One of a list of words that a document gives.
    Word,
    /// A whole number of what its document says.
    Count,
    /// A line of text.
    Text,
    /// A quarter.
    Quarter,
}

impl Content {
    /// Every content.
    pub const ALL: [Content; 22] = [
        Content::Affiliation,
        Content::Month,
        Content::Registration,
        Content::Card,
        Content::Name,
        Content::Identifier,
        Content::Date,
        Content::Year,
        Content::Amount,
        Content::Centimes,
        Content::TaxIdentifier,
        Content::Days,
        Content::Persons,
        Content::Situation,
        Content::ControlSum,
        Content::Declarant,
        Content::SchemeNumber,
        Content::Number,
        Content::Word,
        Content::Count,
        Content::Text,
        Content::Quarter,
    ];

    /// Its word in codes of messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Content::Affiliation => "affiliation",
            Content::Month => "month",
            Content::Registration => "registration",
            Content::Card => "card",
            Content::Name => "name",
            Content::Identifier => "identifier",
            Content::Date => "date",
            Content::Year => "year",
            Content::Amount => "amount",
            Content::Centimes => "centimes",
            Content::TaxIdentifier => "tax-identifier",
            Content::Days => "days",
            Content::Persons => "persons",
            Content::Situation => "situation",
            Content::ControlSum => "control-sum",
            Content::Declarant => "declarant",
            Content::SchemeNumber => "scheme-number",
            Content::Number => "number",
            Content::Word => "word",
            Content::Count => "count",
            Content::Text => "text",
            Content::Quarter => "quarter",
        }
    }

    /// The words that it accepts, where they are a closed list: as asked for, then other spellings.
    #[must_use]
    pub fn words(self) -> Vec<(&'static str, Vec<&'static str>)> {
        read::words_of(self)
    }
}

/// A column that a file must have and a row must fill.
pub(crate) const fn column(name: &'static str, content: Content, example: &'static str) -> Column {
    Column {
        name,
        labels: &[],
        content,
        required: true,
        may_be_blank: false,
        example,
        becomes: None,
        characters: None,
        bound: None,
        unit: None,
        words: &[],
    }
}

impl Column {
    /// The words that it accepts, where they are a closed list: as asked for, then other spellings.
    #[must_use]
    pub fn accepts(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        if self.words.is_empty() {
            return self.content.words();
        }
        self.words.iter().map(|(written, others)| (*written, others.to_vec())).collect()
    }

    pub(crate) const fn fills(self, becomes: &'static str) -> Column {
        Column { becomes: Some(becomes), ..self }
    }

    pub(crate) const fn or_blank(self) -> Column {
        Column { may_be_blank: true, ..self }
    }

    pub(crate) const fn or_absent(self) -> Column {
        Column { may_be_blank: true, required: false, ..self }
    }

    pub(crate) const fn within(self, bound: Bound) -> Column {
        Column { bound: Some(bound), ..self }
    }

    pub(crate) const fn in_unit(self, unit: &'static str) -> Column {
        Column { unit: Some(unit), ..self }
    }

    pub(crate) const fn at(self, first: u32, last: u32) -> Column {
        Column { characters: Some((first, last)), ..self }
    }
}

/// Every kind of file with its columns, in the order in which people meet them. The pre-established list and the
/// complementary declaration are written as the main declaration is.
#[must_use]
pub fn formats(tables: &Catalogue) -> Vec<(PieceKind, Vec<Column>)> {
    read::formats(tables)
}
