//! What was measured, as it stands in `last-run.json`. Times are whole microseconds, sizes whole bytes or KiB.

use serde::{Deserialize, Serialize};

use crate::evidence::Plan;

/// One run of everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The day.
    pub date: String,
    /// The machine.
    pub machine: Machine,
    /// What was measured against what: name and version.
    pub versions: Vec<(String, String)>,
    /// The evidence, from small to large.
    pub sizes: Vec<Size>,
    /// One month later.
    pub later: Option<Later>,
    /// What doubling costs.
    pub growth: Vec<Growth>,
    /// Reading e-BDS files.
    pub intake: Option<Intake>,
}

/// The machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Its processor.
    pub processor: String,
    /// How many cores were used.
    pub cores: usize,
    /// Its memory, in MiB.
    pub memory_mib: u64,
    /// Its system.
    pub system: String,
}

/// Everything that was measured on one set of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// What was generated.
    pub plan: Plan,
    /// The day of knowledge.
    pub known_on: String,
    /// Rows that the clauses read.
    pub rows: u64,
    /// Of these, rows of the payroll register: person-months.
    pub payroll_rows: u64,
    /// Determinations in the readings in use.
    pub determinations: u64,
    /// What ran, in order.
    pub runs: Vec<Run>,
    /// Whether a peer came to the same.
    pub equal: Vec<Equality>,
    /// Explanations in a running process, sorted.
    pub explain: Vec<u64>,
    /// `mithaq explain` as a whole process, sorted.
    pub explain_command: Vec<u64>,
}

/// One contestant, run several times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Who and what.
    pub name: String,
    /// How long each time, in order.
    pub microseconds: Vec<u64>,
    /// Processor time each time.
    pub processor_microseconds: Vec<u64>,
    /// How much of it went into loading, where that can be told apart.
    pub load_microseconds: Vec<u64>,
    /// The most memory it ever held.
    pub peak_kib: u64,
    /// Why it did not come to an end.
    pub failed: Option<String>,
}

/// How far a peer's answers were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equality {
    /// The peer.
    pub peer: String,
    /// Totals by operator, clause and status that were compared: counts, and centimes due.
    pub totals: u64,
    /// How many of them differ.
    pub totals_different: u64,
    /// Single keys compared: status and amount; nothing where only totals were.
    pub keys: Option<u64>,
    /// How many of them differ.
    pub keys_different: u64,
}

/// A new month of one operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// The number of operators.
    pub operators: u64,
    /// Persons whom that operator ever employed.
    pub persons: u64,
    /// Persons whom it declares in the month.
    pub declared: u64,
    /// Everything computed.
    pub full: Vec<u64>,
    /// The intake of the month.
    pub intake: Vec<u64>,
    /// From then to updated figures, in a running process.
    pub updated: Vec<u64>,
    /// Gathering the month into the operator's edition, afterwards.
    pub gathered: Vec<u64>,
    /// How many operators were computed.
    pub computed: u64,
    /// Nothing changed: everything is kept.
    pub kept: Vec<u64>,
    /// Whether computing everything anew comes to the same.
    pub same: bool,
}

/// Twice as much of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Growth {
    /// Of what.
    pub of: String,
    /// Rows read, before and after.
    pub rows: (u64, u64),
    /// Determinations, before and after.
    pub determinations: (u64, u64),
    /// Processor time, before and after: of several pairs, the one whose ratio is in the middle.
    pub processor_microseconds: (u64, u64),
}

/// Reading e-BDS files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// How many files.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// The rows that they declare.
    pub rows: u64,
    /// Reading their bytes and nothing else.
    pub plain: Vec<u64>,
    /// Reading and checking them, to rows.
    pub read: Vec<u64>,
    /// Taking them in whole: pseudonyms, checks, files of the store.
    pub submitted: Vec<u64>,
}

/// The one in the middle.
#[must_use]
pub fn median(times: &[u64]) -> u64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

/// How many times one is another, in hundredths, rounded down.
#[must_use]
pub fn ratio(one: u64, other: u64) -> u64 {
    one.saturating_mul(100).checked_div(other).unwrap_or(0)
}

impl Size {
    /// The run of that name, where it came to an end.
    #[must_use]
    pub fn run(&self, name: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.name == name && run.failed.is_none())
    }

    /// The median time of a run.
    #[must_use]
    pub fn median(&self, name: &str) -> Option<u64> {
        self.run(name).map(|run| median(&run.microseconds))
    }
}
