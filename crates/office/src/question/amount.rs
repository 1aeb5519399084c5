//! One amount, explained: on both roads, or not at all.

use ::contract::determination::Determination;
use ::contract::identity::OperatorId;
use ::contract::model::Clause;
use ::contract::trace::Explanation;

use super::contract::{agreed, card, names};
use crate::actor::{Actor, Matter};
use crate::answer::amount::{AmountView, key_word};
use crate::assess::{AssessmentError, OperatorAssessment};
use crate::fault::Fault;
use crate::known::Known;
use crate::nation::in_use;
use crate::reference::Numbers;
use crate::texts::Sound;

/// Which amount: contract, clause, operator, and the key as addresses have it ([`key_word`]).
#[derive(Debug, Clone, Copy)]
pub struct Which<'q> {
    /// The contract.
    pub contract: &'q str,
    /// The clause or control, in the reading in use.
    pub clause: &'q str,
    /// The operator.
    pub operator: &'q str,
    /// The key.
    pub key: &'q str,
}

/// The view of one determination; nothing when there is no such key.
///
/// # Errors
/// An actor who is not told, evidence that cannot be read, roads that differ.
pub fn amount(known: &Known, actor: &Actor, which: Which<'_>) -> Result<Option<AmountView>, Fault> {
    actor.scope(Matter::Explain)?;
    let Some(operator) = OperatorId::new(which.operator) else { return Ok(None) };
    actor.may_ask_of(Matter::Explain, &operator)?;
    let nation = known.nation()?;
    let Some((contract, kept)) = nation.contract(which.contract) else { return Ok(None) };
    let Some(clause) = in_use(contract, which.clause) else { return Ok(None) };
    let Some(assessment) = kept.assessment(&known.workspace, contract, &operator, known.moment())? else {
        return Ok(None);
    };
    let named = (clause.id.as_str(), clause.reading.as_deref());
    let numbers = Numbers::of(&known.workspace, actor, Matter::Explain, &operator)?;
    let rows = assessment.rows_of(&contract.program, named, |_| true);
    // Looked for by what the actor calls it: by the number of the office nobody else finds anything.
    let Some(found) = rows.iter().find(|one| key_word(&numbers.determination((*one).clone()).key) == which.key) else {
        return Ok(None);
    };
    let explanation = numbers.explanation(explained(known, &contract.sound, clause, &assessment, found)?);
    let (id, found) = (&contract.sound.contract.id, numbers.determination(found.clone()));
    let of_clause = numbers.determinations(rows)?;
    let document = &contract.sound.paper.checked.document;
    let card = card(&contract.sound.contract);
    // The words of a currency are nobody's figure: whichever pack in force has them will do.
    let packs = known.texts()?.packs.iter().flat_map(|pack| &pack.contract.currencies);
    let words = contract.sound.contract.currencies.iter().chain(packs);
    let currency = words.into_iter().find(|words| Some(words.id) == card.currency).cloned();
    Ok(Some(AmountView {
        contract: card,
        currency,
        labels: clause.labels.clone(),
        head: clause.outcome.head().map(str::to_owned),
        recovers: clause.outcome.recovers(),
        article_title: document.article(&clause.basis).map(|article| article.title.clone()).unwrap_or_default(),
        agreed: agreed(document, &clause.basis),
        names: names(&contract.sound.contract),
        command: crate::explain::command(id, &found, &of_clause, known.moment()),
        explanation,
    }))
}

/// The interpreter's explanation of what the program determined. Where the two do not say the same, nobody is told either.
///
/// # Errors
/// Evidence that cannot be read, roads that differ.
pub(crate) fn explained(
    known: &Known,
    sound: &Sound,
    clause: &Clause,
    assessment: &OperatorAssessment,
    one: &Determination,
) -> Result<Explanation, Fault> {
    let told = crate::explain::explain(&known.workspace, sound, clause, assessment, &one.key, known.moment())?;
    match told {
        Some(explained) if explained.determination == *one => Ok(explained),
        _ => {
            let (clause, operator) = (clause.id.clone(), assessment.operator.clone());
            Err(AssessmentError::RoadsDiffer { clause, operator }.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use contract::money::Money;

    use super::*;
    use crate::act::pass;
    use crate::act::submit::{Filled, HandIn, submit};
    use crate::known::When;
    use crate::now::Now;
    use crate::workspace::{Birth, Workspace};

    #[test]
    fn an_amount_on_which_the_two_computations_differ_is_told_to_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::create(
            &folder.path().join("workspace"),
            &Birth::fictitious("2020-01-01".parse().expect("a day")),
            Now::of(0),
        )
        .expect("a workspace");
        let workspace = Arc::new(workspace.without_waiting_for_disk());
        let sector = demo::generate(7, demo::Size { operators: 1, persons: 20, ..demo::Size::small() });
        for (number, delivery) in sector.enumerate() {
            pass(&workspace, &Actor::Office, delivery.received, Now::of(0)).expect("a day");
            let how = HandIn { filled: Filled::Replace, ..HandIn::new(format!("delivery-{number}")) };
            submit(&workspace, &Actor::Office, &delivery.files, &how, Now::of(0)).expect("an intake");
        }
        let known = Known::when(&workspace, Now::of(0), When::default()).expect("evidence");
        let nation = known.nation().expect("a nation");
        let (contract, kept) = nation.contract("ma-offshoring-2016").expect("the contract");
        let clause = in_use(contract, "air").expect("the clause");
        let (operator, _) = contract.by_operator.first().expect("an operator");
        let assessment = kept.assessment(&workspace, contract, operator, known.moment());
        let assessment = assessment.expect("evidence").expect("an assessment");
        let rows = assessment.rows_of(&contract.program, ("air", clause.reading.as_deref()), |_| true);
        let one = rows.iter().find(|row| row.amount.is_some()).expect("an amount");
        assert!(explained(&known, &contract.sound, clause, &assessment, one).is_ok());

        // The program is made to say a centime more.
        let more = one.amount.and_then(|amount| amount.checked_add(Money::from_centimes(1)));
        let other = Determination { amount: more, ..one.clone() };
        let told = explained(&known, &contract.sound, clause, &assessment, &other);
        assert!(matches!(told, Err(Fault::Assessment(AssessmentError::RoadsDiffer { .. }))));
    }
}
