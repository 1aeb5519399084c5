//! One amount, explained.

use ::contract::identity::OperatorId;
use office::assess::ContractAssessment;
use office::workspace::Workspace;

use super::contract::{agreed, card, names};
use super::day::{Day, DayError, Kept, in_use};
use crate::address;
use crate::view::Setting;
use crate::view::amount::AmountView;

/// The view of one determination; nothing when the clause says nothing of the key.
///
/// # Errors
/// The evidence cannot be read.
pub fn amount(
    workspace: &Workspace,
    day: &Day,
    (contract, kept): (&ContractAssessment, &Kept),
    (clause, operator, key): (&str, &str, &str),
    setting: Setting,
) -> Result<Option<AmountView>, DayError> {
    let (Some(clause), Some(operator)) = (in_use(contract, clause), OperatorId::new(operator)) else { return Ok(None) };
    let known_on = day.assessed.as_known_on;
    let Some(assessment) = kept.assessment(workspace, contract, &operator, known_on)? else { return Ok(None) };
    let named = (clause.id.as_str(), clause.reading.as_deref());
    let of_clause = assessment.rows_of(&contract.program, named, |_| true);
    let Some(found) = of_clause.iter().find(|known| address::key_word(&known.key) == key) else { return Ok(None) };
    let key = found.key;
    let Some(explanation) = office::explain::explain(workspace, &contract.sound, clause, &assessment, &key, known_on)?
    else {
        return Ok(None);
    };
    let document = &contract.sound.paper.checked.document;
    Ok(Some(AmountView {
        contract: card(&contract.sound.contract),
        labels: clause.labels.clone(),
        head: clause.outcome.head().map(str::to_owned),
        recovers: clause.outcome.recovers(),
        article_title: document.article(&clause.basis).map(|article| article.title.clone()).unwrap_or_default(),
        agreed: agreed(document, &clause.basis),
        names: names(&contract.sound.contract),
        command: office::explain::command(&contract.sound.contract.id, found, &of_clause, known_on),
        explanation,
        setting,
    }))
}
