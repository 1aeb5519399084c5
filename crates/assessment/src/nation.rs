//! Many operators: in parallel, operator by operator, reduced in order of identifier.
//!
//! Evidence is loaded when an operator's turn comes and dropped when it is done; determinations are handed to the caller
//! batch by batch and need not be held. What comes out is the same for any number of threads and any batch.

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::columns::OperatorEvidence;
use rayon::prelude::*;

use crate::assess::{AssessError, Readings, assess_operator};
use crate::determinations::OperatorAssessment;
use crate::program::Program;
use crate::receipt::{DeterminationsHash, operator_sha256};
use crate::totals::Totals;

/// What a nation's operators come to.
#[derive(Debug, Clone)]
pub struct NationAssessment {
    /// All operators together.
    pub totals: Totals,
    /// Operator by operator, in order: for tables by operator, and groupings that the caller knows.
    pub by_operator: Vec<(OperatorId, Totals)>,
    /// The hash over all determinations, for the receipt.
    pub hash: DeterminationsHash,
}

/// How to go about it.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Which readings.
    pub readings: Readings,
    /// How many operators are at work or waiting to be handed on at once.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { readings: Readings::InUse, batch: 16 }
    }
}

/// An error of the caller's own.
pub type CallerError = Box<dyn std::error::Error + Send + Sync>;

/// What one operator comes to.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// Its determinations.
    pub assessment: OperatorAssessment,
    /// What they add up to.
    pub totals: Totals,
    /// Their hash.
    pub sha256: [u8; 32],
}

/// Assesses every operator. `load` gives an operator's evidence; `sink` takes each assessment, in order of operator.
/// An operator that is listed twice is assessed once.
///
/// # Errors
/// The first operator, in order, whose evidence cannot be loaded, computed or handed on.
pub fn assess_nation(
    program: &Program,
    operators: &[OperatorId],
    as_known_on: Date,
    options: Options,
    load: impl Fn(&OperatorId) -> Result<OperatorEvidence, CallerError> + Sync,
    mut sink: impl FnMut(OperatorAssessment) -> Result<(), CallerError>,
) -> Result<NationAssessment, AssessError> {
    let mut nation =
        NationAssessment { totals: Totals::new(program), by_operator: Vec::new(), hash: DeterminationsHash::default() };
    assess_each(program, operators, as_known_on, options, load, |Assessed { assessment, totals, sha256 }| {
        nation.totals.add(&totals)?;
        nation.hash.take(&assessment.operator, assessment.len() as u64, sha256);
        nation.by_operator.push((assessment.operator.clone(), totals));
        sink(assessment)
    })?;
    Ok(nation)
}

/// The same without adding up: `sink` takes each operator, in order, with its totals and its hash.
///
/// # Errors
/// The first operator, in order, whose evidence cannot be loaded, computed or handed on.
pub fn assess_each(
    program: &Program,
    operators: &[OperatorId],
    as_known_on: Date,
    options: Options,
    load: impl Fn(&OperatorId) -> Result<OperatorEvidence, CallerError> + Sync,
    mut sink: impl FnMut(Assessed) -> Result<(), CallerError>,
) -> Result<(), AssessError> {
    let mut operators: Vec<&OperatorId> = operators.iter().collect();
    operators.sort_unstable();
    operators.dedup();
    for batch in operators.chunks(options.batch.max(1)) {
        let assessed: Vec<_> = batch
            .par_iter()
            .with_max_len(1)
            .map(|operator| {
                let evidence =
                    load(operator).map_err(|source| AssessError::Load { operator: operator.to_string(), source })?;
                let assessment = assess_operator(program, &evidence, as_known_on, options.readings)?;
                let totals = Totals::of(program, &assessment)?;
                let sha256 = operator_sha256(program, &assessment);
                Ok(Assessed { assessment, totals, sha256 })
            })
            .collect::<Vec<Result<_, AssessError>>>();
        for assessed in assessed {
            let assessed = assessed?;
            let operator = assessed.assessment.operator.to_string();
            sink(assessed).map_err(|source| AssessError::Sink { operator, source })?;
        }
    }
    Ok(())
}
