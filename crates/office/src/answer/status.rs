//! How the folder of a workspace stands to its journal.

/// What agrees, and what does not.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// Texts that lie in the folder as they were recorded or proposed.
    pub texts: u64,
    /// Contents that entries name and that are there.
    pub contents: u64,
    /// Submissions that entries name and that are there.
    pub submissions: u64,
    /// What differs, by what is the matter and where.
    pub differences: Vec<Difference>,
}

/// Something that is not as the journal says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Difference {
    /// `new`, `changed`, `missing`, `altered`, `proposed`, `in_force`, `left` or `stranger`.
    pub is: &'static str,
    /// The path below the workspace.
    pub place: String,
}

impl Status {
    /// Whether something that was recorded is missing or altered.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        let is_lost =
            |one: &Difference| one.is == "altered" || (one.is == "missing" && !one.place.starts_with("contracts/"));
        self.differences.iter().any(is_lost)
    }
}
