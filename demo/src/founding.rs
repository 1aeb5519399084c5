//! What stands before anybody hands anything in: who takes part, what was decided and paid in the years before, and an
//! agreement to sign. Written as an office states it when it begins, in the tables that the product takes in.

use contract::calendar::{Date, Interval};
use contract::money::Money;

use crate::Deliveries;
use crate::chance::Chance;
use crate::operator::{Affiliation, Operator};

/// Stream of chance of what was decided and paid before.
const STREAM_BALANCES: u64 = 4 << 40;

/// The head of what was paid before, in the contract of 2016.
const HEAD: &str = "income_tax_contribution";

/// The contracts that everybody is enrolled under.
const CONTRACTS: [&str; 2] = ["ma-offshoring-2016", "ma-offshoring-2025"];

/// The path of the agreement below the folder of contracts.
pub const AGREEMENT_PATH: &str = "ma/transmission-fictive/contract.md";

/// An agreement between two fictitious parties, `state` and `profession`, on how files are handed in; it owes nobody anything.
pub const AGREEMENT: &str = include_str!("founding/agreement.md");

/// An operator that takes part, and from when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Its identifier.
    pub operator: String,
    /// The first day of its first affiliation.
    pub from: Date,
    /// The contracts.
    pub contracts: Vec<String>,
    /// The codes of its ecosystems.
    pub ecosystems: Vec<String>,
    /// Its affiliations, each with when it is in force.
    pub affiliations: Vec<(String, Interval)>,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// Where that is said.
    pub source: String,
}

impl Deliveries {
    /// Everybody who takes part on a day, with the affiliations that began until then, in order of identifier.
    #[must_use]
    pub fn participants(&self, day: Date) -> Vec<Participant> {
        self.sector.operators.iter().filter_map(|operator| participant(operator, day)).collect()
    }

    /// What was decided and paid in the two years before the first month, of everybody who was there: the last year is not
    /// wholly paid. Columns `operator`, `head`, `year`, `decided`, `paid` in dirham, `source`.
    #[must_use]
    pub fn balances(&self, seed: u64, first: Date) -> String {
        let mut chance = Chance::new(seed, STREAM_BALANCES);
        let mut table = "operator;head;year;decided;paid;source\n".to_owned();
        for year in first.year() - 2..first.year() {
            for operator in &self.sector.operators {
                // Whole tens of dirham and a few centimes, as rates leave them.
                let decided = i64::from(chance.between(2_000, 90_000)) * 1_000 + i64::from(chance.between(0, 99));
                let paid = match year + 1 == first.year() && chance.per_mille(400) {
                    true => decided / 2,
                    false => decided,
                };
                if operator.created.year() < year {
                    let money = |centimes| Money::from_centimes(centimes).to_string();
                    let source = format!("état fictif des liquidations {year}");
                    let cells = [&operator.id, HEAD, &year.to_string(), &money(decided), &money(paid), &source];
                    table.push_str(&cells.join(";"));
                    table.push('\n');
                }
            }
        }
        table
    }
}

/// A table of participants: columns `operator`, `from`, `contract`, `ecosystem`, `affiliation`, `affiliation_from`,
/// `affiliation_to`, `group`, `source`; as many lines of one as its longest list has.
#[must_use]
pub fn table(participants: &[Participant]) -> String {
    let mut table =
        "operator;from;contract;ecosystem;affiliation;affiliation_from;affiliation_to;group;source\n".to_owned();
    for one in participants {
        let lines = one.contracts.len().max(one.ecosystems.len()).max(one.affiliations.len()).max(1);
        for line in 0..lines {
            let cell = |list: &[String]| list.get(line).cloned().unwrap_or_default();
            let (number, from, to) = match one.affiliations.get(line) {
                Some((number, valid)) => (
                    number.clone(),
                    valid.first.to_string(),
                    valid.last.map(|last| last.to_string()).unwrap_or_default(),
                ),
                None => Default::default(),
            };
            let cells = [
                one.operator.clone(),
                one.from.to_string(),
                cell(&one.contracts),
                cell(&one.ecosystems),
                number,
                from,
                to,
                one.group.clone().unwrap_or_default(),
                one.source.clone(),
            ];
            table.push_str(&cells.join(";"));
            table.push('\n');
        }
    }
    table
}

fn participant(operator: &Operator, day: Date) -> Option<Participant> {
    let begun = operator.affiliations.iter().filter(|one| one.first <= day);
    let held = |one: &Affiliation| (one.number.clone(), Interval { first: one.first, last: one.last });
    Some(Participant {
        operator: operator.id.clone(),
        from: begun.clone().map(|one| one.first).min()?,
        contracts: CONTRACTS.map(str::to_owned).to_vec(),
        ecosystems: operator.ecosystems.iter().map(|one| one.code().to_lowercase()).collect(),
        affiliations: begun.map(held).collect(),
        group: operator.group.clone(),
        source: format!("dossier fictif {:03}", operator.index + 1),
    })
}
