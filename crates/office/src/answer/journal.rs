//! What was recorded, and whether it stands.

use assessment::totals::Totals;
use contract::calendar::Date;
use contract::unit::Currency;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryView {
    /// Its number.
    pub number: u64,
    /// The day that it was recorded with.
    pub day: Date,
    /// The day that it has, where the clock was wrong, and the entry that says so.
    pub wrong_clock: Option<(Date, u64)>,
    /// The second of the machine's clock, in UTC; nothing in a fictitious workspace.
    pub moment: Option<String>,
    /// The word of the act.
    pub kind: String,
    /// Who acted and how that was recognised, each with its name.
    pub actor: Vec<(String, String)>,
    /// What it was about: paths, operators, files, days, each with its name.
    pub about: Vec<(&'static str, String)>,
    /// Days that people stated.
    pub stated: Vec<String>,
    /// The id of the request.
    pub request: String,
}

/// Entries, last first, a page at a time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct JournalView {
    /// How many there are of the kind and the day that were asked for.
    pub entries: u64,
    /// How many there are in all.
    pub all: u64,
    /// The kinds of which there are any, and how many.
    pub kinds: Vec<(String, u64)>,
    /// The kind that was asked for.
    pub kind: Option<String>,
    /// The day that was asked for.
    pub day: Option<Date>,
    /// The root over all of them, hexadecimal.
    pub root: String,
    /// Those of the page.
    pub shown: Vec<EntryView>,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
}

/// One entry with all that proves it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryPage {
    /// The entry.
    pub entry: EntryView,
    /// Its bytes: the canonical form that is hashed.
    pub bytes: String,
    /// Its leaf in the tree, hexadecimal.
    pub leaf: String,
    /// The receipt, as a file.
    pub receipt: String,
    /// The hashes that lead from the leaf to the root.
    pub proof: Vec<String>,
    /// The checkpoint, as a note.
    pub checkpoint: String,
    /// How many entries the checkpoint covers.
    pub entries: u64,
    /// The root over them, hexadecimal.
    pub root: String,
    /// The last entry that counts at the moment that was asked for.
    pub known: u64,
}

/// Whether everything is what was recorded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verification {
    /// Entries read.
    pub entries: u64,
    /// The root over them, hexadecimal, from their bytes.
    pub root: String,
    /// Rows of tables compared.
    pub rows: u64,
    /// Signed checkpoints looked at.
    pub checkpoints: u64,
    /// Contents and files of submissions compared with their hashes.
    pub files: u64,
    /// Operators whose derived data was made anew and compared.
    pub operators: u64,
    /// What is not as it was recorded.
    pub faults: Vec<Wrong>,
    /// How many there are, those that are not told one by one included.
    pub wrong: u64,
    /// Submissions that lie in the store and that no entry names: left behind by a program that was stopped.
    pub left_behind: Vec<String>,
    /// Whether somebody's receipt or checkpoint was held against the journal: without one an older copy of everything agrees.
    pub held_against: bool,
    /// Acts of kinds that this version does not know.
    pub unknown_kinds: u64,
    /// Witnesses whose keys were given, each with the size of the greatest checkpoint that it has cosigned here.
    pub witnessed: Vec<(String, u64)>,
    /// Whether the vault was asked for every number of the evidence; nothing where it is not there, or where something else is
    /// wrong: then it was not looked at.
    pub vault: Option<bool>,
}

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wrong {
    /// What of the workspace: `entry`, `tree`, `checkpoint`, `row`, `given`, `key`, `database`, `content`, `submission`,
    /// `edition`, `result`, `vault`.
    pub part: &'static str,
    /// Where: a number, a table, a path, an operator.
    pub place: String,
    /// What is wrong, in the terms of the machine.
    pub detail: String,
}

/// What was known at an entry, computed once more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Replays {
    /// The last entry that counted.
    pub entry: u64,
    /// The civil day.
    pub day: Date,
    /// The version of the engine that computed it now.
    pub engine: String,
    /// Contract by contract.
    pub contracts: Vec<Replayed>,
}

/// What one contract came to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Replayed {
    /// The contract.
    pub contract: String,
    /// Its version.
    pub version: String,
    /// How many determinations there are.
    pub determinations: u64,
    /// SHA-256 over them, as they come out now.
    pub determinations_sha256: String,
    /// What they come to.
    pub totals: Totals,
    /// What is due under all heads, in the readings in use, in hundredths.
    pub due_centimes: i128,
    /// The currency in which it pays.
    pub currency: Option<Currency>,
    /// The hash that a receipt names; nothing where none does.
    pub said: Option<String>,
    /// Whether that is the same.
    pub same: Option<bool>,
    /// Whether the text of the contract is the one that the receipt names.
    pub same_text: bool,
    /// The version of the engine that the receipt names, where it is another one.
    pub other_engine: Option<String>,
}
