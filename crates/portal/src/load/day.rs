//! A workspace as known on one day: assessed once, kept, and read by every page.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ::contract::calendar::Date;
use ::contract::identity::OperatorId;
use ::contract::model::Clause;
use ::contract::trace::Explanation;
use office::assess::{
    AssessmentError, ContractAssessment, OperatorAssessment, Program, Question, WorkspaceAssessment, assess,
};
use office::dossier::{self, Dossier};
use office::workspace::{Sound, Workspace, WorkspaceError};

use super::contract::Sources;
use super::gather::Gathered;
use super::territories;
use crate::view::Setting;
use crate::view::clause::{ClauseCard, Tally};
use crate::view::territories::RegionView;

/// Everything that pages tell of one day of knowledge.
pub struct Day {
    /// What the office computed.
    pub assessed: WorkspaceAssessment,
    /// Contract by contract, in the same order.
    pub contracts: Vec<Kept>,
    /// The files of the operators.
    pub dossiers: BTreeMap<OperatorId, Dossier>,
    /// What every region comes to.
    pub regions: Vec<RegionView>,
    /// Days on which something was received, last first.
    pub received: Vec<Date>,
}

/// What is kept of one contract beside its assessment.
#[derive(Default)]
pub struct Kept {
    /// The determinations, operator by operator.
    pub assessments: BTreeMap<OperatorId, OperatorAssessment>,
    /// What each clause in use comes to, by clause.
    pub gathered: BTreeMap<String, Gathered>,
    /// The clauses and controls in use, for the margin.
    pub cards: Vec<ClauseCard>,
    /// One amount of each clause explained, once somebody asked for it.
    pub examples: Mutex<BTreeMap<String, Explanation>>,
}

/// Why a day could not be told.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The computation.
    #[error(transparent)]
    Assessment(#[from] AssessmentError),
}

impl Day {
    /// Assesses the workspace as known on a day.
    ///
    /// # Errors
    /// A workspace that cannot be read or computed.
    pub fn of(workspace: &Workspace, known_on: Date) -> Result<Day, DayError> {
        let dossiers = dossier::all(workspace, known_on)?;
        let mut taken: Vec<(String, BTreeMap<OperatorId, OperatorAssessment>)> = Vec::new();
        let question = Question { as_known_on: known_on, operators: Vec::new(), all_readings: true, fresh: false };
        let mut take = |sound: &Sound, _: &Program, assessment: OperatorAssessment| {
            let id = &sound.contract.id;
            if taken.last().is_none_or(|(last, _)| last != id) {
                taken.push((id.clone(), BTreeMap::new()));
            }
            if let Some((_, kept)) = taken.last_mut() {
                kept.insert(assessment.operator.clone(), assessment);
            }
            Ok(())
        };
        let assessed = assess(workspace, &question, Some(&mut take), || {})?;
        let mut taken: BTreeMap<String, BTreeMap<OperatorId, OperatorAssessment>> = taken.into_iter().collect();
        let contracts: Vec<Kept> = assessed
            .contracts
            .iter()
            .map(|contract| {
                let assessments = taken.remove(&contract.sound.contract.id).unwrap_or_default();
                keep(contract, assessments, &dossiers)
            })
            .collect();
        let mut received: Vec<Date> =
            dossiers.values().flat_map(|dossier| dossier.submissions.iter().map(|one| one.received)).collect();
        received.sort_unstable_by(|one, other| other.cmp(one));
        received.dedup();
        let regions = territories::regions(&assessed.contracts, &contracts, &dossiers);
        Ok(Day { assessed, contracts, dossiers, regions, received })
    }

    /// The contract of that identifier, with what is kept of it.
    #[must_use]
    pub fn contract(&self, id: &str) -> Option<(&ContractAssessment, &Kept)> {
        self.all().find(|(contract, _)| contract.sound.contract.id == id)
    }

    /// Every contract, with what is kept of it.
    pub fn all(&self) -> impl Iterator<Item = (&ContractAssessment, &Kept)> {
        self.assessed.contracts.iter().zip(&self.contracts)
    }

    /// What the loader of a contract takes.
    #[must_use]
    pub fn sources<'a>(&'a self, contract: &'a ContractAssessment, kept: &'a Kept) -> Sources<'a> {
        Sources {
            document: &contract.sound.paper.checked.document,
            contract: &contract.sound.contract,
            judged: &contract.commitments,
            figures: &self.assessed.figures,
            clauses: &kept.cards,
        }
    }

    /// What every page needs.
    #[must_use]
    pub fn setting(&self, path: String, pinned: bool) -> Setting {
        Setting {
            path,
            known_on: self.assessed.as_known_on,
            pinned,
            fictitious: self.assessed.fictitious,
            received: self.received.clone(),
        }
    }
}

/// The clause or control in the reading in use.
#[must_use]
pub fn in_use<'c>(contract: &'c ContractAssessment, id: &str) -> Option<&'c Clause> {
    office::explain::clause_of(&contract.sound, id, None)
}

fn keep(
    contract: &ContractAssessment,
    assessments: BTreeMap<OperatorId, OperatorAssessment>,
    dossiers: &BTreeMap<OperatorId, Dossier>,
) -> Kept {
    let mut gathered: BTreeMap<String, Gathered> = BTreeMap::new();
    for (operator, assessment) in &assessments {
        let dossier = dossiers.get(operator);
        for determination in assessment.rows(&contract.program) {
            let Some(clause) = in_use(contract, &determination.clause) else { continue };
            if clause.reading != determination.reading {
                continue;
            }
            let estimate = is_estimate(contract, clause);
            gathered.entry(clause.id.clone()).or_default().take(clause, &determination, dossier, estimate);
        }
    }
    let cards = cards(contract, &gathered);
    Kept { assessments, gathered, cards, examples: Mutex::default() }
}

/// Whether the amounts of a clause rest on something that no official text states.
#[must_use]
pub fn is_estimate(contract: &ContractAssessment, clause: &Clause) -> bool {
    let totals = contract.totals.clauses.iter().zip(&contract.estimates);
    let mut of_clause = totals.filter(|(total, _)| total.clause == clause.id && total.reading == clause.reading);
    of_clause.next().is_some_and(|(_, causes)| !causes.is_empty())
}

fn cards(contract: &ContractAssessment, gathered: &BTreeMap<String, Gathered>) -> Vec<ClauseCard> {
    let document = &contract.sound.contract;
    let all = || document.clauses.iter().chain(&document.controls);
    let mut cards: Vec<ClauseCard> = Vec::new();
    for known in all() {
        let Some(clause) = in_use(contract, &known.id).filter(|_| cards.iter().all(|card| card.id != known.id)) else {
            continue;
        };
        let of_clause = gathered.get(&clause.id);
        cards.push(ClauseCard {
            id: clause.id.clone(),
            reading: clause.reading.clone(),
            readings: all().filter(|one| one.id == clause.id).count(),
            labels: clause.labels.clone(),
            head: clause.outcome.head().map(str::to_owned),
            confidence: clause.confidence,
            quote: clause.quote.clone(),
            tally: of_clause.map(|one| one.tally.clone()).unwrap_or_default(),
            course: of_clause.map(Gathered::course).unwrap_or_default(),
        });
    }
    cards
}

/// What all paying clauses of a contract give in all.
#[must_use]
pub fn paid(kept: &Kept) -> Tally {
    let mut tally = Tally::default();
    kept.cards.iter().filter(|card| card.head.is_some()).for_each(|card| tally.add(&card.tally));
    tally
}
