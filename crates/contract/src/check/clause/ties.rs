//! Ties that are shared: a clause that asks for such a rank must multiply the share in.

use super::super::ledger::Ledger;
use super::super::scope::SpaceScope;
use super::super::step::StepsScope;
use crate::interpret::walk;
use crate::model::{Condition, Expr, Mechanism, SpellField, Step, Ties};

/// A condition holds for all of a tie that fits at least in part: without the share, more would be paid than there are
/// places.
pub(super) fn check_shared<'c>(
    within: &StepsScope<'_>,
    steps: &[Step],
    conditions: impl Iterator<Item = &'c Condition>,
    ledger: &mut Ledger,
) {
    let SpaceScope::Spell(_, spells, _) = within.space else { return };
    let is_shared = |rank: usize| {
        steps.iter().any(|step| matches!(step.mechanism, Mechanism::TiedShare { rank: shared, .. } if shared == rank))
    };
    for condition in conditions {
        walk(&condition.is, &mut |inner| {
            let Expr::Spell(SpellField::Rank(index)) = inner else { return };
            if let Some(rank) = spells.ranks.get(*index).filter(|rank| rank.ties == Ties::Share)
                && !is_shared(*index)
            {
                ledger.error("ties-share-absent", condition.span, "rank", &rank.id);
            }
        });
    }
}
