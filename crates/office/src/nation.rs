//! The nation as known on one day: assessed once, kept, and read by every question about more than one operator.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use contract::identity::OperatorId;
use contract::interpret::rests_on;
use contract::model::Clause;
use contract::trace::Explanation;

use crate::answer::clause::{ClauseCard, Tally};
use crate::answer::territories::RegionView;
use crate::assess::{
    AssessmentError, ClauseTotal, ContractAssessment, OperatorAssessment, Program, Question, WorkspaceAssessment,
    assess_some, of_operator,
};
use crate::dossier::Dossier;
use crate::doubts::Doubt;
use crate::explain::clause_of;
use crate::moment::Moment;
use crate::question::clause::ties;
use crate::question::contract::Sources;
use crate::question::territories::Regions;
use crate::secrecy::Behind;
use crate::slices::Slices;
use crate::texts::{Sound, Texts};
use crate::undecided::{Gathering, Waits, kept};
use crate::waiting::WaitingRow;
use crate::workspace::Workspace;
use gather::Gathered;
use part::{Part, Parts, Together, together};

pub mod gather;
mod part;

/// Everything that is told of one day of knowledge.
pub struct Nation {
    /// What the office computed.
    pub assessed: WorkspaceAssessment,
    /// Contract by contract, in the same order.
    pub contracts: Vec<Kept>,
    /// What each operator adds.
    parts: BTreeMap<OperatorId, Arc<Part>>,
    /// How many of them were made for it; the others were taken over.
    pub made: usize,
    /// What every region comes to, and what stands behind it: operators, persons at work, what is due, what waits.
    pub regions: Vec<(RegionView, [Behind; 4])>,
    /// What waits of all operators; with what it would come to where that was computed before.
    pub waits: Vec<Waits>,
    /// What is in doubt about the persons of an operator, once somebody asked for it.
    pub doubts: Mutex<BTreeMap<OperatorId, Vec<Doubt>>>,
}

/// What is kept of one contract beside its assessment.
#[derive(Default)]
pub struct Kept {
    /// The operators that pages asked for last, the latest behind.
    recent: Mutex<VecDeque<Arc<OperatorAssessment>>>,
    /// What each clause in use comes to, by clause.
    pub gathered: BTreeMap<String, Gathered>,
    /// The clauses and controls in use, for the margin.
    pub cards: Vec<ClauseCard>,
    /// What waits of an operator, once somebody asked for it.
    pub waiting: Mutex<BTreeMap<OperatorId, Vec<WaitingRow>>>,
    /// One amount of each clause explained, once somebody asked for it.
    pub examples: Mutex<BTreeMap<String, Explanation>>,
}

/// How many operators' determinations are held at once, for each contract.
const RECENT: usize = 8;

impl Kept {
    /// The determinations of an operator: they are read when a page asks for them, and held while few others are asked for.
    ///
    /// # Errors
    /// Evidence that cannot be read or computed.
    pub fn assessment(
        &self,
        workspace: &Workspace,
        contract: &ContractAssessment,
        operator: &OperatorId,
        known_on: Moment,
    ) -> Result<Option<Arc<OperatorAssessment>>, AssessmentError> {
        let held = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let mut recent = held();
        if let Some(place) = recent.iter().position(|one| one.operator == *operator) {
            let found = recent.remove(place);
            recent.extend(found.clone());
            return Ok(found);
        }
        // Whoever asks for another operator meanwhile does not wait for this one.
        drop(recent);
        if contract.by_operator.iter().all(|(known, _)| known != operator) {
            return Ok(None);
        }
        let read = Arc::new(of_operator(workspace, contract, operator, known_on)?);
        let mut recent = held();
        recent.retain(|one| one.operator != *operator);
        recent.push_back(Arc::clone(&read));
        if recent.len() > RECENT {
            recent.pop_front();
        }
        Ok(Some(read))
    }
}

impl Nation {
    /// Assesses the workspace at a moment of these slices. What operators add is taken over from a former nation, where neither
    /// the texts nor their evidence changed, and the day lies within their horizon.
    ///
    /// # Errors
    /// A workspace that cannot be read or computed.
    pub fn of(
        workspace: &Workspace,
        texts: &Texts,
        (slices, known_on): (&Slices, Moment),
        former: Option<&Nation>,
    ) -> Result<Nation, AssessmentError> {
        let mut parts = Parts::of(workspace, texts, (slices, known_on), former)?;
        let wanted = parts.in_the_making();
        let question = Question { as_known_on: known_on, operators: Vec::new(), all_readings: true, fresh: false };
        let mut take = |sound: &Sound, program: &Program, assessment: OperatorAssessment| {
            parts.take(sound, program, &assessment);
            Ok(())
        };
        let assessed = assess_some(workspace, texts, &question, (&mut take, &wanted), || {})?;
        let made = wanted.len();
        let parts = parts.done(workspace, slices, &assessed);
        let Together { mut clauses, regions, mut waits } = together(&parts);
        let contracts = assessed.contracts.iter().map(|contract| {
            let gathered = clauses.remove(&contract.sound.contract.id).unwrap_or_default();
            let cards = cards(contract, &gathered);
            Kept { gathered, cards, ..Kept::default() }
        });
        let contracts: Vec<Kept> = contracts.collect();
        let regions = regions.told();
        if let Some(kept) = kept::kept(workspace, &assessed) {
            waits.take_kept(&kept);
        }
        let waits = waits.told();
        Ok(Nation { assessed, contracts, parts, made, regions, waits, doubts: Mutex::default() })
    }

    /// The files of the operators, in order.
    pub fn dossiers(&self) -> impl Iterator<Item = (&OperatorId, &Dossier)> {
        self.parts.iter().map(|(operator, part)| (operator, &*part.dossier))
    }

    /// The file of one.
    #[must_use]
    pub fn dossier(&self, operator: &OperatorId) -> Option<&Dossier> {
        self.parts.get(operator).map(|part| &*part.dossier)
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
}

/// The clause or control in the reading in use.
#[must_use]
pub fn in_use<'c>(contract: &'c ContractAssessment, id: &str) -> Option<&'c Clause> {
    clause_of(&contract.sound, id, None)
}

/// Gathers what an operator comes to by the clauses in use; the determinations themselves are not held.
fn gather(
    sound: &Sound,
    program: &Program,
    assessment: &OperatorAssessment,
    dossier: Option<&Dossier>,
    (gathered, regions, waits): (&mut BTreeMap<String, Gathered>, &mut Regions, &mut Gathering),
) {
    let contract = &sound.contract;
    let mut told = BTreeSet::new();
    for known in contract.clauses.iter().chain(&contract.controls) {
        let Some(clause) = clause_of(sound, &known.id, None).filter(|one| told.insert(&one.id)) else {
            continue;
        };
        let estimate = !rests_on(contract, clause).is_empty();
        let rows = assessment.rows_of(program, (&clause.id, clause.reading.as_deref()), |_| true);
        if rows.is_empty() {
            continue;
        }
        let of_clause = gathered.entry(clause.id.clone()).or_default();
        for determination in rows {
            of_clause.take(clause, &determination, dossier, estimate);
            if let Some(head) = clause.outcome.head() {
                regions.take(&determination, dossier, contract.currency);
                waits.take(head, &determination);
            }
        }
    }
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
        let (of_clause, total) = (gathered.get(&clause.id), total_of(contract, clause));
        let currency = document.currency.filter(|_| clause.outcome.head().is_some());
        cards.push(ClauseCard {
            id: clause.id.clone(),
            reading: clause.reading.clone(),
            readings: all().filter(|one| one.id == clause.id).count(),
            labels: clause.labels.clone(),
            head: clause.outcome.head().map(str::to_owned),
            confidence: clause.confidence,
            quote: clause.quote.clone(),
            tally: Tally {
                never_filed: total.map_or(0, |total| i64::try_from(total.never_filed).unwrap_or(i64::MAX)),
                ties: total.map(ties).unwrap_or_default(),
                ..of_clause.map(|one| Tally { currency, ..one.tally.clone() }).unwrap_or_default()
            },
            course: of_clause.map(Gathered::course).unwrap_or_default(),
        });
    }
    cards
}

/// What the clause comes to over all operators.
fn total_of<'c>(contract: &'c ContractAssessment, clause: &Clause) -> Option<&'c ClauseTotal> {
    let mut totals = contract.totals.clauses.iter();
    totals.find(|total| total.clause == clause.id && total.reading == clause.reading)
}

/// What all paying clauses of a contract give in all.
#[must_use]
pub fn paid(kept: &Kept) -> Tally {
    let mut tally = Tally::default();
    kept.cards.iter().filter(|card| card.head.is_some()).for_each(|card| tally.add(&card.tally));
    tally
}
