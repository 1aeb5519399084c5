//! Views for tests: the contracts that ship, judged on the published statistics that ship, and invented tallies.

use contract::calendar::Date;
use contract::check::{Packs, check};
use contract::determination::Status;
use contract::document::Document;
use contract::model::{Confidence, Contract};
use contract::money::Money;
use contract::unit::Currency;
use contract::verdict::{Figure, Judged, judge};
use office::answer::atlas::Atlas;
use office::answer::clause::{ClauseCard, Tally, Ties};
use office::known::When;
use office::question::contract::Sources;
use portal::view::Setting;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A contract that ships, checked and judged.
pub struct Sample {
    /// The document.
    pub document: Document,
    /// The contract.
    pub contract: Contract,
    /// Its commitments, judged.
    pub judged: Vec<Judged>,
    /// The published figures.
    pub figures: Vec<Figure>,
    /// Its clauses.
    pub clauses: Vec<ClauseCard>,
}

impl Sample {
    /// What the loader takes.
    pub fn sources(&self) -> Sources<'_> {
        Sources {
            document: &self.document,
            contract: &self.contract,
            judged: &self.judged,
            figures: &self.figures,
            clauses: &self.clauses,
        }
    }
}

/// The day of knowledge in samples.
pub fn day() -> Date {
    "2027-06-30".parse().expect("a day")
}

/// What every page needs.
pub fn setting(path: &str) -> Setting {
    Setting {
        path: path.to_owned(),
        known_on: day(),
        day: day(),
        when: When::default(),
        entry: 12,
        fictitious: true,
        received: vec![day()],
        is_public: false,
        closed: Vec::new(),
        home: String::new(),
        own: Vec::new(),
        tables: office::answer::TableNames::of(&office::shipped::tables()),
        atlas: atlas(),
    }
}

/// An invented tally.
pub fn tally() -> Tally {
    Tally {
        counts: [(Status::Due, 1240), (Status::ZeroByRule, 310), (Status::Pending, 95), (Status::NotEvaluated, 57)]
            .into(),
        currency: Currency::new("MAD"),
        others: BTreeMap::new(),
        due: Money::from_centimes(1_842_315_075),
        estimated: Money::from_centimes(1_842_315_075),
        never_filed: 3,
        ties: Ties { shared: 12, shared_due: Money::from_centimes(4_500_050), open: 4 },
        is_secret: false,
    }
}

/// Every clause and control in use, with an invented tally.
fn cards(contract: &Contract) -> Vec<ClauseCard> {
    let mut cards: Vec<ClauseCard> = Vec::new();
    for clause in contract.clauses.iter().chain(&contract.controls) {
        if cards.iter().all(|card| card.id != clause.id) {
            cards.push(ClauseCard {
                id: clause.id.clone(),
                reading: clause.reading.clone(),
                readings: contract.clauses.iter().filter(|one| one.id == clause.id).count(),
                labels: clause.labels.clone(),
                head: clause.outcome.head().map(str::to_owned),
                confidence: clause.confidence,
                quote: clause.quote.clone(),
                tally: tally(),
                course: Vec::new(),
            });
        }
    }
    cards
}

/// The places of what is shipped.
fn atlas() -> Arc<Atlas> {
    let of_territory = office::shipped::FILES.iter().filter(|shipped| shipped.text.contains("yaml place"));
    let packs = Packs::gather(office::shipped::FILES.iter().map(|shipped| shipped.text));
    let contracts: Vec<_> = of_territory.filter_map(|shipped| check(shipped.text, &packs).contract).collect();
    Arc::new(Atlas::of(&contracts))
}

/// One of the contracts that ship.
pub fn sample(text: &str) -> Sample {
    let packs = office::shipped::FILES.iter().map(|shipped| shipped.text);
    let checked = check(text, &Packs::gather(packs));
    let contract = checked.contract.expect("a shipped contract loads");
    let figures = figures();
    let clauses = cards(&contract);
    let judged = contract.commitments.iter().map(|one| judge(&contract, one, &figures, day())).collect();
    Sample { document: checked.document, contract, judged, figures, clauses }
}

/// The contract of 2016.
pub fn of_2016() -> Sample {
    sample(include_str!("../../../../contracts/ma/offshoring-2016/contract.md"))
}

/// The contract of 2025.
pub fn of_2025() -> Sample {
    sample(include_str!("../../../../contracts/ma/offshoring-2025/contract.md"))
}

fn figures() -> Vec<Figure> {
    let text = include_str!("../../../../contracts/ma/statistics.csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("a record"));
    records
        .map(|record| Figure {
            series: record[0].to_owned(),
            period: record[1].parse().expect("a period"),
            perimeter: record[2].to_owned(),
            value: record[3].parse().expect("a number"),
            unit: Some(record[4].to_owned()),
            confidence: match &record[5] {
                "official" => Confidence::Official,
                "reprint" => Confidence::Reprint,
                "press" => Confidence::Press,
                "inferred" => Confidence::Inferred,
                _ => Confidence::Assumed,
            },
            source: record[6].to_owned(),
            note: record[7].to_owned(),
            published: record[8].parse().ok(),
        })
        .collect()
}
