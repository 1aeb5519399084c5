//! The assessment of a workspace: where every commitment stands, what is owed, and the receipt.

use std::collections::BTreeSet;
use std::sync::Arc;

pub use assessment::determinations::OperatorAssessment;
pub use assessment::nation::CallerError;
pub use assessment::program::Program;
pub use assessment::receipt::Receipt;
pub use assessment::totals::{ClauseTotal, Totals};

use assessment::assess::AssessError;
use assessment::compile::{CompileError, compile};
use assessment::receipt::{Inputs, RowCounts, receipt};
use contract::horizon::Horizon;
use contract::identity::OperatorId;
use contract::interpret::rests_on;
use contract::trace::EstimateCause;
use contract::verdict::{Figure, Judged, judge};
use evidence::store::Damage;
use rayon::prelude::*;

use crate::at_hand::AtHand;
use crate::moment::Moment;
use crate::sector::Sector;
use crate::texts::{Sound, Texts, Withheld};
use crate::workspace::{Workspace, WorkspaceError};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// As known on that day.
    pub as_known_on: Moment,
    /// Only these operators; all when empty.
    pub operators: Vec<OperatorId>,
    /// Every reading, for comparison, or only those in use.
    pub all_readings: bool,
    /// Computes every operator, whatever is kept of it.
    pub fresh: bool,
}

/// Why there is no assessment.
#[derive(Debug, thiserror::Error)]
pub enum AssessmentError {
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A contract that the engine cannot compute.
    #[error("{contract}: {source}")]
    Compile {
        /// The contract.
        contract: String,
        /// Why.
        source: CompileError,
    },
    /// The computation.
    #[error("{contract}: {source}")]
    Assess {
        /// The contract.
        contract: String,
        /// Why.
        source: AssessError,
    },
    /// The program and the interpreter say different things: nothing is told.
    #[error("clause {clause}, operator {operator}: the two computations disagree")]
    RoadsDiffer {
        /// The clause.
        clause: String,
        /// The operator.
        operator: OperatorId,
    },
    /// The operator handed in nothing by that day.
    #[error("nothing was received from operator {0} by that day; `mithaq evidence` lists the operators")]
    UnknownOperator(OperatorId),
}

/// What one contract comes to.
pub struct ContractAssessment {
    /// The document.
    pub sound: Arc<Sound>,
    /// Its program.
    pub program: Program,
    /// Commitments, judged on published statistics alone, in document order.
    pub commitments: Vec<Judged>,
    /// All operators together.
    pub totals: Totals,
    /// Operator by operator, in order.
    pub by_operator: Vec<(OperatorId, Totals)>,
    /// How many of them were not computed, because what they come to was kept.
    pub reused: usize,
    /// Of each of them, in the same order: the days on which it comes to the same.
    pub horizons: Vec<Horizon>,
    /// For each clause of the totals, why its amounts are estimates; empty when they are not.
    pub estimates: Vec<Vec<EstimateCause>>,
    /// The receipt.
    pub receipt: Receipt,
}

/// What a workspace comes to.
pub struct WorkspaceAssessment {
    /// As known on.
    pub as_known_on: Moment,
    /// Whether the evidence was generated.
    pub fictitious: bool,
    /// The published figures that commitments were judged on.
    pub figures: Vec<Figure>,
    /// Contract by contract.
    pub contracts: Vec<ContractAssessment>,
    /// The documents that were not assessed, each with why.
    pub withheld: Arc<Vec<Withheld>>,
    /// The damaged files that were met: what they said is not known, and nobody else's figures change.
    pub damaged: Vec<Damage>,
}

/// Takes each operator's determinations, contract by contract, in order of operator.
pub type Sink<'s> = dyn FnMut(&Sound, &Program, OperatorAssessment) -> Result<(), CallerError> + 's;

/// Assesses every contract of a workspace that may be: of each operator what is kept, else what is computed, and kept. `sink` takes the
/// determinations, where somebody wants them; `progress` hears of each operator done.
///
/// # Errors
/// A workspace or contract that cannot be read or computed. What is missing in evidence is no error: it is a status.
pub fn assess(
    workspace: &Workspace,
    question: &Question,
    sink: Option<&mut Sink<'_>>,
    progress: impl Fn() + Sync,
) -> Result<WorkspaceAssessment, AssessmentError> {
    assess_under(
        workspace,
        &workspace.texts(Some(workspace.entry_at(question.as_known_on)?))?,
        question,
        sink,
        progress,
    )
}

/// The same under documents that were read already.
///
/// # Errors
/// As [`assess`].
pub fn assess_under(
    workspace: &Workspace,
    texts: &Texts,
    question: &Question,
    sink: Option<&mut Sink<'_>>,
    progress: impl Fn() + Sync,
) -> Result<WorkspaceAssessment, AssessmentError> {
    assess_wanted(workspace, texts, question, (sink, None), progress)
}

/// The same, where the sink wants the determinations of some operators alone: those of others are not read where they are kept.
///
/// # Errors
/// As [`assess`].
pub fn assess_some(
    workspace: &Workspace,
    texts: &Texts,
    question: &Question,
    (sink, wanted): (&mut Sink<'_>, &BTreeSet<OperatorId>),
    progress: impl Fn() + Sync,
) -> Result<WorkspaceAssessment, AssessmentError> {
    // Without anybody who wants any, contracts are assessed side by side.
    let sink = (!wanted.is_empty()).then_some(sink);
    assess_wanted(workspace, texts, question, (sink, Some(wanted)), progress)
}

fn assess_wanted(
    workspace: &Workspace,
    texts: &Texts,
    question: &Question,
    (mut sink, wanted): (Option<&mut Sink<'_>>, Option<&BTreeSet<OperatorId>>),
    progress: impl Fn() + Sync,
) -> Result<WorkspaceAssessment, AssessmentError> {
    workspace.gather_much()?;
    let figures = workspace.figures(Some(workspace.entry_at(question.as_known_on)?), question.as_known_on.day)?;
    let operators = operators(workspace, question)?;
    let evidence = fingerprints(workspace, &operators, question.as_known_on)?;
    let compiled = texts.sounds.par_iter().with_max_len(1).map(compiled).collect::<Result<Vec<_>, _>>()?;
    let at_hand = AtHand::read(workspace, &compiled, question, &evidence);
    let given = Given { workspace, question, evidence: &evidence, figures: &figures, at_hand: &at_hand, wanted };
    let one = |compiled, sink: &mut Option<&mut Sink<'_>>| given.assess(compiled, sink, &progress);
    let contracts = if sink.is_some() {
        compiled.into_iter().map(|compiled| one(compiled, &mut sink)).collect::<Result<Vec<_>, _>>()?
    } else {
        // Side by side: where one waits for the last of its operators, the other goes on.
        let asked = |compiled| one(compiled, &mut None);
        let side_by_side = std::thread::scope(|scope| {
            let begun: Vec<_> = compiled.into_iter().map(|compiled| scope.spawn(|| asked(compiled))).collect();
            begun.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        let ended = |outcome: std::thread::Result<_>| outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        side_by_side.into_iter().map(ended).collect::<Result<Vec<_>, AssessmentError>>()?
    };
    let (as_known_on, fictitious) = (question.as_known_on, workspace.is_fictitious());
    let asked = |one: &Damage| match &one.operator {
        Some(operator) => question.operators.is_empty() || question.operators.contains(operator),
        None => question.operators.is_empty(),
    };
    let damaged = workspace.store.damaged().into_iter().filter(asked).collect();
    if workspace.store.has_unsound() {
        // What is derived never stops anything: it is made anew for the next who reads.
        workspace.gather()?;
    }
    let withheld = Arc::clone(&texts.withheld);
    Ok(WorkspaceAssessment { as_known_on, fictitious, figures, contracts, withheld, damaged })
}

/// The determinations of one operator of an assessment: read where they are kept, else computed again.
///
/// # Errors
/// Evidence that cannot be read or computed.
pub fn of_operator(
    workspace: &Workspace,
    contract: &ContractAssessment,
    operator: &OperatorId,
    as_known_on: Moment,
) -> Result<OperatorAssessment, AssessmentError> {
    let ContractAssessment { sound, program, receipt, .. } = contract;
    let question = Question { as_known_on, operators: Vec::new(), all_readings: receipt.all_readings, fresh: false };
    let at_hand = AtHand::default();
    let sector = Sector { workspace, sound, program, question: &question, at_hand: &at_hand, wanted: None };
    let fingerprint = workspace.store.fingerprint(operator, as_known_on).map_err(WorkspaceError::from)?;
    match sector.kept(operator, &fingerprint) {
        Some(kept) => Ok(kept),
        None => sector
            .compute_and_keep(operator, &fingerprint)
            .map_err(|source| AssessmentError::Assess { contract: sound.contract.id.clone(), source }),
    }
}

/// The operators asked for, every one of them known.
///
/// # Errors
/// An operator of whom nothing was received.
pub fn operators(workspace: &Workspace, question: &Question) -> Result<Vec<OperatorId>, AssessmentError> {
    let known = workspace.store.operators(question.as_known_on).map_err(WorkspaceError::from)?;
    if question.operators.is_empty() {
        return Ok(known);
    }
    for operator in &question.operators {
        if !known.contains(operator) {
            return Err(AssessmentError::UnknownOperator(operator.clone()));
        }
    }
    Ok(question.operators.clone())
}

pub(crate) fn compiled(sound: &Arc<Sound>) -> Result<(Arc<Sound>, Program), AssessmentError> {
    let named = |source| AssessmentError::Compile { contract: sound.contract.id.clone(), source };
    Ok((Arc::clone(sound), compile(&sound.contract).map_err(named)?))
}

/// What every contract is assessed on.
struct Given<'g> {
    workspace: &'g Workspace,
    question: &'g Question,
    evidence: &'g [(OperatorId, String)],
    figures: &'g [Figure],
    at_hand: &'g AtHand,
    /// The operators whose determinations are wanted; nothing where all are.
    wanted: Option<&'g BTreeSet<OperatorId>>,
}

impl Given<'_> {
    fn assess(
        &self,
        (sound, program): (Arc<Sound>, Program),
        sink: &mut Option<&mut Sink<'_>>,
        progress: &(impl Fn() + Sync),
    ) -> Result<ContractAssessment, AssessmentError> {
        let Given { workspace, question, evidence, figures, at_hand, wanted } = *self;
        let contract = &sound.contract;
        let day = question.as_known_on;
        let inputs = inputs(workspace, &sound, evidence, day)?;
        let sector = Sector { workspace, sound: &sound, program: &program, question, at_hand, wanted };
        let sum = sector
            .assess(evidence, sink, progress)
            .map_err(|source| AssessmentError::Assess { contract: contract.id.clone(), source })?;
        let commitments = contract.commitments.iter().map(|one| judge(contract, one, figures, day.day)).collect();
        let estimates = estimates(&sound, &sum.nation.totals);
        let receipt = receipt(contract, inputs, sum.nation.totals.clone(), sum.nation.hash, question.all_readings);
        Ok(ContractAssessment {
            commitments,
            totals: sum.nation.totals,
            by_operator: sum.nation.by_operator,
            reused: sum.reused,
            horizons: sum.horizons,
            estimates,
            receipt,
            program,
            sound,
        })
    }
}

/// Operators in order, each with the fingerprint of its evidence.
///
/// # Errors
/// The store cannot be read.
pub fn fingerprints(
    workspace: &Workspace,
    operators: &[OperatorId],
    day: Moment,
) -> Result<Vec<(OperatorId, String)>, WorkspaceError> {
    let operators: BTreeSet<&OperatorId> = operators.iter().collect();
    let operators: Vec<&OperatorId> = operators.into_iter().collect();
    let of = |operator: &OperatorId| Ok((operator.clone(), workspace.store.fingerprint(operator, day)?));
    operators.into_par_iter().map(of).collect()
}

/// Everything the result depends on.
fn inputs(
    workspace: &Workspace,
    sound: &Sound,
    evidence: &[(OperatorId, String)],
    day: Moment,
) -> Result<Inputs, WorkspaceError> {
    let mut rows = RowCounts::default();
    for (operator, _) in evidence {
        let handed_in = workspace.store.rows_handed_in(operator, day)?;
        rows.used += handed_in.used;
        rows.ignored += handed_in.ignored;
        rows.refused += handed_in.refused;
    }
    let (contract_sha256, packs) = (sound.paper.sha256(), sound.paper.borrows.clone());
    let evidence = evidence.iter().map(|(operator, fingerprint)| (operator.to_string(), fingerprint.clone())).collect();
    let in_force_from = sound.paper.in_force_from().map(|day| day.to_string());
    Ok(Inputs { contract_sha256, packs, in_force_from, as_known_on: day.day.to_string(), evidence, rows })
}

fn estimates(sound: &Sound, totals: &Totals) -> Vec<Vec<EstimateCause>> {
    let contract = &sound.contract;
    let causes = |total: &assessment::totals::ClauseTotal| {
        let clauses = contract.clauses.iter().chain(&contract.controls);
        let found = clauses.filter(|clause| clause.id == total.clause).find(|clause| clause.reading == total.reading);
        found.map(|clause| rests_on(contract, clause)).unwrap_or_default()
    };
    totals.clauses.iter().map(causes).collect()
}
