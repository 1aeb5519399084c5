//! What is said of an operator on the command line.

use anyhow::{Result, bail};
use contract::calendar::{Date, Interval};
use office::answer::enrolments::Held;

/// Options that say what holds of an operator.
#[derive(clap::Args)]
pub struct Facts {
    /// The first day on which it holds.
    #[arg(long, value_name = "DATE")]
    pub from: Date,
    /// A contract that it is enrolled under; may be said several times.
    #[arg(long = "contract", value_name = "CONTRACT")]
    pub contracts: Vec<String>,
    /// An ecosystem, as tables of evidence list them; may be said several times.
    #[arg(long = "ecosystem", value_name = "ECOSYSTEM")]
    pub ecosystems: Vec<String>,
    /// An affiliation and its days, as `2000016=2025-01-01..` or `2000016=2025-01-01..2026-12-31`; several times.
    #[arg(long = "affiliation", value_name = "NUMBER=DAYS")]
    affiliations: Vec<String>,
    /// The group that it belongs to.
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
    /// A site; may be said several times.
    #[arg(long = "site", value_name = "SITE")]
    pub sites: Vec<String>,
    /// The paper or decision that says it.
    #[arg(long, value_name = "TEXT")]
    pub source: String,
}

impl Facts {
    /// The affiliations, read.
    pub fn affiliations(&self) -> Result<Vec<Held>> {
        self.affiliations.iter().map(|text| held(text)).collect()
    }
}

fn held(text: &str) -> Result<Held> {
    let read = || {
        let (number, days) = text.split_once('=')?;
        let (first, last) = days.split_once("..").unwrap_or((days, ""));
        let last = if last.is_empty() { None } else { Some(last.parse::<Date>().ok()?) };
        Some(Held { affiliation: number.to_owned(), valid: Interval { first: first.parse().ok()?, last } })
    };
    match read() {
        Some(held) => Ok(held),
        None => bail!("`{text}`: 2000016=2025-01-01.."),
    }
}
