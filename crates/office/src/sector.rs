//! All operators under one contract: those of whom a result is kept are read, the others are computed and kept.
//!
//! What comes out is the same, to the byte, whatever was kept. A result that cannot be kept (a workspace on a medium that
//! nobody may write to) is computed all the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use assessment::assess::{AssessError, Readings};
use assessment::determinations::OperatorAssessment;
use assessment::nation::{Assessed, CallerError, NationAssessment, Options, assess_each};
use assessment::program::Program;
use assessment::receipt::DeterminationsHash;
use assessment::totals::Totals;
use contract::horizon::Horizon;
use contract::identity::OperatorId;
use evidence::columns::OperatorEvidence;

use crate::assess::{Question, Sink};
use crate::at_hand::AtHand;
use crate::damaged;
use crate::results::{Entry, Results};
use crate::texts::Sound;
use crate::workspace::Workspace;

/// The operators of a workspace under one contract.
pub struct Sector<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The document.
    pub sound: &'a Sound,
    /// Its program.
    pub program: &'a Program,
    /// What is asked.
    pub question: &'a Question,
    /// Evidence at hand.
    pub at_hand: &'a AtHand,
    /// The operators whose determinations a sink wants; nothing where it wants all.
    pub wanted: Option<&'a BTreeSet<OperatorId>>,
}

/// What they come to.
pub struct Sum {
    /// Totals, together and by operator, and the hash of all.
    pub nation: NationAssessment,
    /// How many operators were not computed.
    pub reused: usize,
    /// Operator by operator, in order: the days on which it comes to the same.
    pub horizons: Vec<Horizon>,
}

/// What one operator comes to, without its determinations.
struct Outcome {
    totals: Totals,
    determinations: u64,
    sha256: [u8; 32],
    horizon: Horizon,
}

impl Outcome {
    fn of(assessed: &Assessed) -> Outcome {
        let determinations = assessed.assessment.len() as u64;
        let Assessed { totals, sha256, horizon, .. } = assessed;
        Outcome { totals: totals.clone(), determinations, sha256: *sha256, horizon: *horizon }
    }
}

impl Sector<'_> {
    /// What operators come to, each given with the fingerprint of its evidence, in order.
    pub fn assess(
        &self,
        evidence: &[(OperatorId, String)],
        sink: &mut Option<&mut Sink<'_>>,
        progress: &(impl Fn() + Sync),
    ) -> Result<Sum, AssessError> {
        let as_known_on = self.question.as_known_on;
        let mut results = self.results();
        if self.question.fresh {
            results = results.fresh();
        }
        let (kept, computed) = self.parted(&results, evidence);
        let reused = kept.len();
        let mut outcomes = BTreeMap::new();
        for (operator, (totals, entry)) in &kept {
            let Entry { determinations, sha256, horizon, .. } = *entry;
            outcomes.insert((*operator).clone(), Outcome { totals: totals.clone(), determinations, sha256, horizon });
            progress();
        }
        let fingerprints: BTreeMap<&OperatorId, &str> =
            evidence.iter().map(|(operator, fingerprint)| (operator, fingerprint.as_str())).collect();
        let mut kept = kept.iter().map(|(operator, (_, entry))| (*operator, entry)).peekable();
        let mut keeps = true;
        let load = |operator: &OperatorId| {
            let loaded = self.load(operator);
            progress();
            loaded
        };
        assess_each(self.program, &computed, as_known_on.day, self.options(), load, |mut assessed| {
            self.tell_damage(&mut assessed)?;
            let operator = assessed.assessment.operator.clone();
            let fingerprint = fingerprints.get(&operator).copied().unwrap_or_default();
            keeps = keeps && self.keep(&mut results, fingerprint, &assessed);
            outcomes.insert(operator.clone(), Outcome::of(&assessed));
            if let Some(sink) = sink {
                self.hand_on(&mut results, &fingerprints, &mut kept, Some(&operator), sink)?;
                if self.is_wanted(&operator) {
                    sink(self.sound, self.program, assessed.assessment)?;
                }
            }
            Ok(())
        })?;
        if let Some(sink) = sink {
            self.hand_on(&mut results, &fingerprints, &mut kept, None, sink)?;
        }
        // What was not kept is computed another time.
        let _ = results.publish();
        let horizons = outcomes.values().map(|outcome| outcome.horizon).collect();
        Ok(Sum { nation: self.add_up(outcomes)?, reused, horizons })
    }

    fn is_wanted(&self, operator: &OperatorId) -> bool {
        self.wanted.is_none_or(|wanted| wanted.contains(operator))
    }

    fn results(&self) -> Results {
        let Question { as_known_on, all_readings, .. } = *self.question;
        Results::open(self.workspace.root(), self.sound, all_readings, as_known_on.day)
    }

    /// What is kept of one operator.
    pub fn kept(&self, operator: &OperatorId, fingerprint: &str) -> Option<OperatorAssessment> {
        let results = self.results();
        results.read(self.program, operator, results.find(operator, fingerprint)?)
    }

    /// What is kept of one operator under some clauses.
    pub fn kept_of(
        &self,
        operator: &OperatorId,
        fingerprint: &str,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<OperatorAssessment> {
        let results = self.results();
        results.read_some(self.program, operator, results.find(operator, fingerprint)?, wanted)
    }

    /// Computes one operator and keeps what comes out.
    pub fn compute_and_keep(
        &self,
        operator: &OperatorId,
        fingerprint: &str,
    ) -> Result<OperatorAssessment, AssessError> {
        let load = |source| AssessError::Load { operator: operator.to_string(), source };
        let assessed = self.compute(operator).map_err(load)?;
        let mut results = self.results();
        // What was not kept is computed another time.
        if self.keep(&mut results, fingerprint, &assessed) {
            let _ = results.publish();
        }
        Ok(assessed.assessment)
    }

    /// Keeps what an operator comes to, unless a damaged file was in the way: whole again, it says something else.
    fn keep(&self, results: &mut Results, fingerprint: &str, assessed: &Assessed) -> bool {
        let lacks = self.workspace.store.lacks(&assessed.assessment.operator);
        lacks || results.keep(fingerprint, assessed).is_ok()
    }

    fn options(&self) -> Options {
        let readings = if self.question.all_readings { Readings::All } else { Readings::InUse };
        Options { readings, ..Options::default() }
    }

    fn load(&self, operator: &OperatorId) -> Result<Cow<'_, OperatorEvidence>, CallerError> {
        self.at_hand.evidence(self.workspace, self.program, operator, self.question)
    }

    /// The operators of whom something is kept, with what it comes to; and those to compute.
    fn parted<'e>(
        &self,
        results: &Results,
        evidence: &'e [(OperatorId, String)],
    ) -> (BTreeMap<&'e OperatorId, (Totals, Entry)>, Vec<OperatorId>) {
        let (mut kept, mut computed) = (BTreeMap::new(), Vec::new());
        for (operator, fingerprint) in evidence {
            let entry = results.find(operator, fingerprint).cloned();
            match entry.and_then(|entry| Some((entry.totals(self.program)?, entry))) {
                Some(found) => {
                    kept.insert(operator, found);
                }
                None => computed.push(operator.clone()),
            }
        }
        (kept, computed)
    }

    /// Hands on the determinations that are kept of the operators before one, or of all that are left.
    fn hand_on<'e>(
        &self,
        results: &mut Results,
        fingerprints: &BTreeMap<&OperatorId, &str>,
        kept: &mut Peekable<impl Iterator<Item = (&'e OperatorId, &'e Entry)>>,
        before: Option<&OperatorId>,
        sink: &mut Sink<'_>,
    ) -> Result<(), AssessError> {
        while let Some((operator, entry)) = kept.next_if(|(operator, _)| before.is_none_or(|before| *operator < before))
        {
            if !self.is_wanted(operator) {
                continue;
            }
            let assessment = match results.read(self.program, operator, entry) {
                Some(assessment) => assessment,
                None => {
                    let load = |source| AssessError::Load { operator: operator.to_string(), source };
                    let assessed = self.compute(operator).map_err(load)?;
                    let fingerprint = fingerprints.get(operator).copied().unwrap_or_default();
                    self.keep(results, fingerprint, &assessed);
                    assessed.assessment
                }
            };
            let taken = sink(self.sound, self.program, assessment);
            taken.map_err(|source| AssessError::Sink { operator: operator.to_string(), source })?;
        }
        Ok(())
    }

    /// One operator, whose kept result turned out damaged.
    fn compute(&self, operator: &OperatorId) -> Result<Assessed, CallerError> {
        let loaded = self.load(operator)?;
        let mut assessed = Assessed::of(self.program, &loaded, self.question.as_known_on.day, self.options().readings)?;
        self.tell_damage(&mut assessed)?;
        Ok(assessed)
    }

    /// What is not known because a file is damaged is told as such. It is never kept.
    fn tell_damage(&self, assessed: &mut Assessed) -> Result<(), CallerError> {
        let assessment = &mut assessed.assessment;
        match self.workspace.store.lacks(&assessment.operator) {
            true => Ok(damaged::told(self.workspace, assessment)?),
            false => Ok(()),
        }
    }

    fn add_up(&self, outcomes: BTreeMap<OperatorId, Outcome>) -> Result<NationAssessment, AssessError> {
        let (mut totals, mut hash) = (Totals::new(self.program), DeterminationsHash::default());
        let mut by_operator = Vec::with_capacity(outcomes.len());
        for (operator, outcome) in outcomes {
            totals.add(&outcome.totals);
            hash.take(&operator, outcome.determinations, outcome.sha256);
            by_operator.push((operator, outcome.totals));
        }
        Ok(NationAssessment { totals, by_operator, hash })
    }
}
