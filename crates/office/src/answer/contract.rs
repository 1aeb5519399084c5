//! A contract: its text in reading order, and what stands in the margin of each article.

use contract::calendar::{Date, Interval};
use contract::model::{Contract, Judgement, Labels, Note, TextStatus};
use contract::money::Decimal;
use contract::unit::{Currency, Unit};

use super::Names;
use super::clause::ClauseCard;
use super::commitments::{CommitmentView, PartyView};
use super::texts::Proposal;

/// What names a contract on the pages of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCard {
    /// Identifier.
    pub id: String,
    /// Titles.
    pub titles: Labels,
    /// Version of the document.
    pub version: String,
    /// Original or restated.
    pub text_status: TextStatus,
    /// Whether it is a draft, which owes nothing.
    pub draft: bool,
    /// The currency in which it pays; nothing where it names no amount.
    pub currency: Option<Currency>,
    /// The language that prevails.
    pub authoritative: String,
}

/// The page of a contract.
#[derive(Debug, Clone)]
pub struct ContractView {
    /// Its name and status.
    pub card: ContractCard,
    /// When it was published.
    pub published: Date,
    /// When it is in effect.
    pub in_effect: Interval,
    /// The framework it stands under.
    pub parent: Option<String>,
    /// Its parties.
    pub parties: Vec<PartyView>,
    /// How it came into force, and what is proposed in its place: who has signed. Nothing of a text that was recorded.
    pub proposals: Vec<Proposal>,
    /// The entry that recorded the text, where none proposed it.
    pub recorded: Option<u64>,
    /// Its text in reading order.
    pub parts: Vec<Part>,
    /// Terms that it defines, for the words of its text.
    pub terms: Vec<Term>,
    /// The numbers that its clauses and commitments use, as a text would write them with a point: `60000`, `20`.
    pub used_figures: Vec<String>,
    /// The packs that it borrows from.
    pub borrowed: Vec<Borrowed>,
    /// What was noticed where its text was held against the others, each message with its values.
    pub notes: Vec<(String, Vec<(&'static str, String)>)>,
    /// Names of everything it declares.
    pub names: Names,
}

/// A pack, and what of it the contract reads.
#[derive(Debug, Clone)]
pub struct Borrowed {
    /// Its identifier.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, hexadecimal.
    pub sha256: String,
    /// Its titles, where its text is at hand.
    pub titles: Labels,
    /// The language that prevails in it.
    pub authoritative: String,
    /// The parameters that an answer may rest on, with their values.
    pub parameters: Vec<ParameterView>,
    /// The tables that an answer may rest on, by identifier.
    pub tables: Vec<String>,
}

/// A part of the text.
#[derive(Debug, Clone)]
pub enum Part {
    /// A heading that is no article.
    Heading {
        /// Its level, from 1.
        level: u8,
        /// Its text.
        title: String,
    },
    /// A comment between articles: Markdown.
    Comment(String),
    /// An article.
    Article(Box<ArticleView>),
}

/// An article and what stands in its margin.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// The stable address in the page.
    pub anchor: String,
    /// The level of its heading.
    pub level: u8,
    /// Its heading.
    pub title: String,
    /// Its text and comments in reading order.
    pub body: Vec<Body>,
    /// What stands under it and no total holds yet.
    pub waiting: Vec<Waiting>,
    /// The commitments that it makes.
    pub commitments: Vec<CommitmentView>,
    /// The clauses that execute it, the reading in use of each.
    pub clauses: Vec<ClauseCard>,
    /// Dated values that it states, by parameter.
    pub parameters: Vec<ParameterView>,
}

/// Something inside an article.
#[derive(Debug, Clone)]
pub enum Body {
    /// Agreed text with its translations.
    Agreed(Agreed),
    /// A comment: Markdown.
    Comment(String),
    /// A comment on a clause or a worked case, behind the first block: Markdown.
    Note(String),
}

/// Agreed text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreed {
    /// The text in the language that prevails.
    pub authoritative: String,
    /// Translations: language tag → text.
    pub translations: Labels,
}

/// A term that the contract defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Identifier.
    pub id: String,
    /// The words by language.
    pub labels: Labels,
    /// The article that defines it, where one does.
    pub article: Option<String>,
}

/// A parameter with its values over time.
#[derive(Debug, Clone)]
pub struct ParameterView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub labels: Labels,
    /// Unit of its values.
    pub unit: Unit,
    /// Unit of what scales and bands are read by.
    pub by_unit: Unit,
    /// The values, in order of time.
    pub values: Vec<DatedValue>,
}

/// A value with the time it holds.
#[derive(Debug, Clone)]
pub struct DatedValue {
    /// When.
    pub in_effect: Interval,
    /// What: one row a number, each with what it is read by; nothing where the text says `unknown`.
    pub numbers: Vec<(ReadBy, Option<Decimal>)>,
    /// The article that states it, of a pack or of the document.
    pub basis: Option<String>,
    /// How far it may be trusted.
    pub confidence: contract::model::Confidence,
    /// Whether its publication lies after the day of knowledge.
    pub known_later: bool,
}

/// What a number of a parameter is read by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBy {
    /// By nothing: the parameter is one number.
    Nothing,
    /// The parameter is a day.
    Day(Date),
    /// By a word.
    Word(String),
    /// What exceeds this bound, up to the next.
    Above(Decimal),
    /// Up to this bound, included.
    UpTo(Decimal),
    /// Whatever lies beyond the last bound.
    Beyond,
}

/// Something that no total holds yet.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// What the text says and nothing computes.
    Note(Note),
    /// A question that a person answers. None has an answer before acts are recorded.
    Judgement(Judgement),
}

impl Waiting {
    /// Everything of a contract, in document order.
    #[must_use]
    pub fn of(contract: &Contract) -> Vec<Waiting> {
        let notes = contract.notes.iter().cloned().map(Waiting::Note);
        let mut all: Vec<Waiting> = notes.chain(contract.judgements.iter().cloned().map(Waiting::Judgement)).collect();
        all.sort_by_key(|one| match one {
            Waiting::Note(note) => note.span,
            Waiting::Judgement(judgement) => judgement.span,
        });
        all
    }

    /// The article that it stands under.
    #[must_use]
    pub fn article(&self) -> Option<&str> {
        match self {
            Waiting::Note(note) => note.basis.as_deref(),
            Waiting::Judgement(judgement) => Some(&judgement.basis),
        }
    }

    /// What it says: why it is not computed, or the question.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        match self {
            Waiting::Note(note) => &note.labels,
            Waiting::Judgement(judgement) => &judgement.labels,
        }
    }
}
