//! Words with a shape and a tone: statuses, verdicts, confidence, severities. Defined once, the same on every screen.
//!
//! Never colour alone: each mark has a sign and a word. The codes are those of the language (`zero_by_rule`); an unknown
//! code is shown as it is.

mod journal;
mod published;
mod sign;

use crate::locale::Language;
use crate::locale::catalogue::{has_message, said};
use crate::rendered::Rendered;

pub use journal::{ABOUT, ACTOR_FIELDS, ACTORS, ACTS, PARTS, ROLES, WHOM};
pub use published::{PERIMETERS, PUBLISHERS};

/// Statuses of a determination.
pub const STATUSES: &[&str] = &["due", "zero_by_rule", "not_applicable", "pending", "not_evaluated"];

/// Verdicts on a commitment.
pub const VERDICTS: &[&str] = &[
    "met",
    "on_course",
    "at_risk",
    "not_met",
    "not_yet_due",
    "suspended",
    "cannot_be_determined",
    "no_measure_agreed",
    "awaiting_judgement",
];

/// How well a fact is established, from the best to the weakest.
pub const CONFIDENCES: &[&str] = &["official", "reprint", "press", "inferred", "assumed"];

/// Whether a document carries the text as signed.
pub const TEXT_STATUSES: &[&str] = &["original", "restated"];

/// What a finding does to its row or file; `error` is for faults of documents.
pub const SEVERITIES: &[&str] = &["error", "notice", "warning", "cell_unread", "row_refused", "file_refused"];

/// Heads of amounts: what the State pays for.
pub const HEADS: &[&str] = &[
    "income_tax_contribution",
    "corporate_tax_contribution",
    "employment_premium",
    "training_premium",
    "growth_premium",
    "investment_aid",
    "training_aid",
];

/// The five ecosystems.
pub const ECOSYSTEMS: &[&str] = &["crm", "bpo", "ito", "eso", "kpo"];

/// The kinds of pieces.
pub const PIECES: &[&str] = &["ebds_preestablished", "ebds_main", "ebds_complement", "annual_tax"];

/// What a step does, by the mechanism's word in contracts.
pub const MECHANISMS: &[&str] = &[
    "value",
    "sum",
    "count",
    "percent_of",
    "product",
    "ratio",
    "sum_of",
    "difference",
    "at_most",
    "at_least",
    "brackets",
    "table",
    "choose",
    "round",
    "tied_share",
    "running_excess",
    "at_month",
];

/// What decides a determination besides its conditions and steps.
pub const DECIDED: &[&str] = &["in_effect", "applies_to_facts", "fact_date", "period", "identity"];

/// How the number of a target is read.
pub const LEVEL_READINGS: &[&str] = &["level", "additional"];

/// Why rows are left out although nothing is wrong with them.
pub const IGNORED: &[&str] = &[
    "occasional-labour",
    "separators-only",
    "end-of-file-mark",
    "repeated-header",
    "trailer",
    "total-line",
    "repeated-line",
    "pre-established-list",
    "occasional-staff",
    "trainees",
    "doctoral-students",
    "share-plan-beneficiaries",
    "savings-plan-beneficiaries",
    "duplicate",
];

/// What columns of files hold.
pub const HOLDS: &[&str] = &[
    "affiliation",
    "month",
    "registration",
    "card",
    "name",
    "identifier",
    "date",
    "year",
    "amount",
    "centimes",
    "tax-identifier",
    "days",
    "persons",
    "situation",
    "control-sum",
    "declarant",
    "scheme-number",
    "number",
    "word",
    "count",
    "text",
    "quarter",
];

/// Why determinations wait for evidence: the codes of their reasons.
pub const CAUSES: &[&str] = &[
    "missing",
    "damaged",
    "absent",
    "rows-refused",
    "cell-unread",
    "rows-disagree",
    "no-site",
    "start-not-shown",
    "start-restated",
    "hole",
    "exit-day-not-shown",
    "tie",
    "partial-year",
    "no-value",
    "no-class",
    "divided-by-zero",
    "too-large",
    "identity",
];

/// Words that cells hold and classes of places have, in the shipped contracts.
pub const CELLS: &[&str] = &[
    "permanent",
    "fixed_term",
    "temporary",
    "internship",
    "moroccan",
    "foreign",
    "primary",
    "secondary",
    "outside_platform",
    "region_without_platform",
    "platform",
    "firm",
    "unknown",
    "yes",
    "no",
];

/// A closed list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// [`STATUSES`].
    Status,
    /// [`VERDICTS`].
    Verdict,
    /// [`CONFIDENCES`].
    Confidence,
    /// [`TEXT_STATUSES`].
    TextStatus,
    /// [`SEVERITIES`].
    Severity,
    /// [`HEADS`].
    Head,
    /// [`ECOSYSTEMS`].
    Ecosystem,
    /// [`PIECES`].
    Piece,
    /// [`MECHANISMS`].
    Mechanism,
    /// [`DECIDED`].
    Decided,
    /// [`LEVEL_READINGS`].
    LevelReading,
    /// [`IGNORED`].
    Ignored,
    /// Signed parties, State or industry.
    Side,
    /// What became of a file.
    Standing,
    /// How a text of the folder stands to what was recorded.
    TextStanding,
    /// Acts of the journal.
    Act,
    /// Parts of a workspace that are verified.
    Part,
    /// What an entry is about.
    About,
    /// What somebody is by mandate.
    Role,
    /// For whom a mandate is given.
    Whom,
    /// What a secret is.
    Secret,
    /// Whether a second factor is set.
    Factor,
    /// What an entry says of who acted.
    ActorField,
    /// Who acted, and how that was recognised, where it is one of ours.
    Actor,
    /// Tables of evidence.
    Table,
    /// Whether a condition holds.
    Truth,
    /// Statuses of a control.
    ControlStatus,
    /// Modes of rounding.
    Rounding,
    /// [`HOLDS`].
    Holds,
    /// Who can cure what keeps an amount from being told.
    Who,
    /// Why a determination waits for evidence, in a word or two.
    Cause,
    /// [`CELLS`].
    Cell,
    /// [`PERIMETERS`].
    Perimeter,
    /// [`PUBLISHERS`].
    Publisher,
    /// How something of a workspace stands to what was recorded.
    StatusPart,
    /// How an operator is enrolled.
    Enrolled,
    /// Parts of what is signed.
    TextPart,
    /// Whether a party has signed.
    Signed,
    /// How far a text has come.
    TextStage,
}

/// How a mark strikes the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As agreed.
    Good,
    /// Nothing to say yet.
    Neutral,
    /// To be watched.
    Doubtful,
    /// Not as agreed.
    Bad,
    /// Not known.
    Unknown,
}

/// A word of a closed list, with its sign and tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The code, never translated.
    pub code: String,
    /// One character, told apart without colour.
    pub sign: char,
    /// The word.
    pub word: Rendered,
    /// The tone, for colour.
    pub tone: Tone,
}

impl List {
    /// Every list with its codes.
    pub const ALL: &[(List, &[&str])] = &[
        (List::Status, STATUSES),
        (List::Verdict, VERDICTS),
        (List::Confidence, CONFIDENCES),
        (List::TextStatus, TEXT_STATUSES),
        (List::Severity, SEVERITIES),
        (List::Head, HEADS),
        (List::Ecosystem, ECOSYSTEMS),
        (List::Piece, PIECES),
        (List::Mechanism, MECHANISMS),
        (List::Decided, DECIDED),
        (List::LevelReading, LEVEL_READINGS),
        (List::Ignored, IGNORED),
        (List::Holds, HOLDS),
        (List::Side, &["state", "industry", "both"]),
        (List::Standing, &["accepted", "compared", "shared", "refused", "duplicate", "withdrawn"]),
        (List::Act, ACTS),
        (List::Part, PARTS),
        (List::ActorField, ACTOR_FIELDS),
        (List::Actor, ACTORS),
        (List::Role, ROLES),
        (List::Whom, WHOM),
        (List::Secret, &["first", "token", "passphrase"]),
        (List::Factor, &["set", "none"]),
        (List::About, ABOUT),
        (List::TextStanding, &["recorded", "changed", "new", "missing"]),
        (List::Truth, &["holds", "fails", "unknown", "pending"]),
        (List::ControlStatus, &["holds", "gap", "not_applicable", "pending", "not_evaluated"]),
        (List::Rounding, &["half-up", "half-even", "down", "up"]),
        (List::Who, &["operator", "register_keeper", "social_security", "ministry", "keeper"]),
        (List::Cause, CAUSES),
        (List::Cell, CELLS),
        (List::Perimeter, PERIMETERS),
        (List::Publisher, PUBLISHERS),
        (List::StatusPart, &["new", "changed", "missing", "altered", "proposed", "in_force", "left", "stranger"]),
        (List::Enrolled, &["enrolled", "ended", "assumed"]),
        (List::TextPart, &["document", "cases", "annex", "statistics"]),
        (List::Signed, &["signed", "missing", "author"]),
        (List::TextStage, &["recorded", "proposed", "in_force", "withdrawn"]),
        (List::Table, &["bds", "annual_tax"]),
    ];

    /// The prefix of the list's messages.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            List::Status => "status",
            List::Verdict => "verdict",
            List::Confidence => "confidence",
            List::TextStatus => "text-status",
            List::Severity => "severity",
            List::Head => "head",
            List::Ecosystem => "ecosystem",
            List::Piece => "piece",
            List::Mechanism => "mechanism",
            List::Decided => "decided",
            List::LevelReading => "level-reading",
            List::Ignored => "ignored",
            List::Side => "side",
            List::Standing => "standing",
            List::TextStanding => "text-standing",
            List::Act => "act",
            List::Part => "part",
            List::About => "about",
            List::ActorField => "actor-field",
            List::Actor => "actor",
            List::Role => "role",
            List::Whom => "whom",
            List::Secret => "secret",
            List::Factor => "factor",
            List::Table => "table",
            List::Truth => "truth",
            List::ControlStatus => "control-status",
            List::Rounding => "rounding",
            List::Holds => "holds",
            List::Who => "who",
            List::Cause => "cause",
            List::Cell => "cell",
            List::Perimeter => "perimeter",
            List::Publisher => "publisher",
            List::StatusPart => "status-part",
            List::Enrolled => "enrolled",
            List::TextPart => "text-part",
            List::Signed => "signed",
            List::TextStage => "text-stage",
        }
    }
}

/// The word for a code of a list.
#[must_use]
pub fn word(language: Language, list: List, code: &str) -> Rendered {
    let id = format!("{}-{}", list.prefix(), code.replace(['_', ' '], "-"));
    if has_message(language, &id) { said(language, &id, &[]) } else { Rendered::code(code) }
}

/// The mark for a code of a list.
#[must_use]
pub fn mark(language: Language, list: List, code: &str) -> Mark {
    let (sign, tone) = sign::sign(list, &code.replace(['-', ' '], "_"));
    Mark { code: code.to_owned(), sign, word: word(language, list, code), tone }
}
