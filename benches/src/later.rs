//! One month later: an operator hands in a month, and the figures of the whole sector follow.

use std::path::Path;
use std::time::Instant;

use office::assess::{Question, assess_under};
use office::workspace::Workspace;

use crate::Failure;
use crate::contestant::micros;
use crate::evidence::{Plan, month_later};
use crate::record::Later;

/// Measures it on a workspace, for several operators one after the other. The workspace is not the same afterwards.
///
/// # Errors
/// A workspace that cannot be read, written or assessed.
pub fn later(root: &Path, plan: Plan, operators: &[usize]) -> Result<Later, Failure> {
    let workspace = Workspace::open(root)?;
    let figures = |fresh| -> Result<_, Failure> {
        // A running process holds its contracts.
        let texts = workspace.texts(None)?;
        let question =
            Question { as_known_on: plan.known_later().into(), operators: Vec::new(), all_readings: false, fresh };
        let begin = Instant::now();
        let assessed = assess_under(&workspace, &texts, &question, None, || {})?;
        let took = micros(begin.elapsed());
        let computed = assessed.contracts.iter().map(|one| one.by_operator.len() - one.reused).max().unwrap_or(0);
        let all: Vec<_> =
            assessed.contracts.into_iter().map(|one| (one.totals, one.receipt.determinations_sha256)).collect();
        Ok((took, computed as u64, all))
    };
    let mut told = Later {
        operators: u64::from(plan.operators),
        persons: u64::from(plan.persons),
        declared: 0,
        full: Vec::new(),
        intake: Vec::new(),
        updated: Vec::new(),
        gathered: Vec::new(),
        computed: 0,
        kept: Vec::new(),
        same: true,
    };
    told.full.push(figures(true)?.0);
    let ledger = plan.ledger();
    let mut after = Vec::new();
    for operator in operators {
        told.kept.push(figures(false)?.0);
        let begin = Instant::now();
        told.declared = told.declared.max(month_later(&workspace.store, &workspace.key, &ledger, plan, *operator)?);
        told.intake.push(micros(begin.elapsed()));
        let (updated, computed, all) = figures(false)?;
        told.updated.push(updated);
        let begin = Instant::now();
        workspace.gather()?;
        told.gathered.push(micros(begin.elapsed()));
        told.computed = told.computed.max(computed);
        after = all;
    }
    let (full, _, anew) = figures(true)?;
    told.full.push(full);
    told.same = anew == after;
    Ok(told)
}

/// A copy of a workspace that shares its files, which are never changed in place.
///
/// # Errors
/// What the system refuses.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::hard_link(entry.path(), target)?;
        }
    }
    // Editions stand while their operator's folder is as it was.
    std::fs::File::open(to)?.set_modified(std::fs::metadata(from)?.modified()?)
}
