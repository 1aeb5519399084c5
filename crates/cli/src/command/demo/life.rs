//! What the office of the demo does beside taking files in: it states what was before, has an agreement signed, enrols who
//! comes later. Each act falls on the first day of the demo that is on or after its own.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail};
use contract::calendar::Date;
use demo::Deliveries;
use demo::founding::{AGREEMENT, AGREEMENT_PATH, Participant, table};
use office::act::change_operator::{Change, change_operator};
use office::act::import_table::import_table;
use office::act::{Asking, bring_into_force, enrol, propose, sign};
use office::answer::enrolments::{Facts, Held};
use office::workspace::Workspace;

use super::people::People;
use crate::clock::now;

/// How many days after it was proposed the profession signs.
const REFLECTION_DAYS: i32 = 14;

/// What is still to be done, in order of days.
pub struct Life {
    steps: VecDeque<(Date, Step)>,
}

enum Step {
    /// The profession signs, and the agreement comes into force.
    Agree,
    /// An operator that was made since then.
    Enrol(Participant),
    /// Those that were made after it, in one table.
    EnrolAll(Vec<Participant>),
    /// The affiliations of an operator, of which one is new.
    Affiliate(Participant),
}

impl Life {
    /// Begins on the first day: what was before is stated by tables, and an agreement proposed and signed for the State.
    pub fn begin(
        workspace: &Workspace,
        people: &People,
        sector: &Deliveries,
        seed: u64,
        days: [Date; 2],
    ) -> Result<Life> {
        let [begins, ends] = days;
        let there = sector.participants(begins);
        let tables = [("operators", table(&there)), ("balances", sector.balances(seed, begins))];
        for (name, text) in tables {
            take(workspace, people, &text, &format!("demo-import-{name}"))?;
        }
        let path = workspace.contracts_folder().join(AGREEMENT_PATH);
        std::fs::create_dir_all(path.parent().context("a folder")?)?;
        std::fs::write(&path, AGREEMENT)?;
        let asked = propose::Question { path: AGREEMENT_PATH.to_owned(), author: None };
        propose::propose(workspace, &people.officer, &asked, &Asking::new("demo-propose"), now()?)?;
        signed(workspace, people, "state")?;
        let mut steps = vec![(begins.plus_days(REFLECTION_DAYS), Step::Agree)];
        let is_new = |one: &Participant| there.iter().all(|before| before.operator != one.operator);
        let mut later: Vec<Participant> = sector.participants(ends).into_iter().filter(is_new).collect();
        later.sort_by_key(|one| one.from);
        if !later.is_empty() {
            let rest = later.split_off(1);
            steps.extend(later.into_iter().map(|one| (one.from, Step::Enrol(one))));
            steps.extend(rest.last().map(|one| one.from).map(|last| (last, Step::EnrolAll(rest))));
        }
        let grown = sector.participants(ends).into_iter().find(|one| {
            there
                .iter()
                .any(|before| before.operator == one.operator && before.affiliations.len() < one.affiliations.len())
        });
        if let Some(one) = grown {
            let last = one.affiliations.iter().map(|(_, valid)| valid.first).max().context("an affiliation")?;
            steps.push((last, Step::Affiliate(one)));
        }
        steps.sort_by_key(|(day, _)| *day);
        Ok(Life { steps: steps.into() })
    }

    /// Does what is to be done by a day.
    pub fn until(&mut self, workspace: &Workspace, people: &People, day: Date) -> Result<()> {
        while self.steps.front().is_some_and(|(due, _)| *due <= day) {
            let Some((since, step)) = self.steps.pop_front() else { break };
            match step {
                Step::Agree => agree(workspace, people, day)?,
                Step::Enrol(one) => {
                    let asking = Asking::new(format!("demo-enrol-{}", one.operator));
                    enrol(workspace, &people.officer, &facts(one), &asking, now()?)?;
                }
                Step::EnrolAll(all) => take(workspace, people, &table(&all), "demo-import-later")?,
                Step::Affiliate(one) => affiliate(workspace, people, one, since)?,
            }
        }
        Ok(())
    }
}

fn agree(workspace: &Workspace, people: &People, day: Date) -> Result<()> {
    let contract = signed(workspace, people, "profession")?;
    let asked = bring_into_force::Question { contract, from: Some(day), reference: None, published: None };
    let asking = Asking::new("demo-bring-into-force");
    bring_into_force::bring_into_force(workspace, &people.officer, &asked, &asking, now()?)?;
    Ok(())
}

/// A party signs; gives the contract.
fn signed(workspace: &Workspace, people: &People, party: &str) -> Result<String> {
    let actor = if party == "state" { &people.officer } else { &people.federation };
    let checked = contract::check::check_without_cases(AGREEMENT, &contract::check::Packs::none())
        .contract
        .context("a sound agreement")?;
    let asked = sign::Question { contract: checked.id.clone(), party: party.to_owned(), ..Default::default() };
    sign::sign(workspace, actor, &asked, &Asking::new(format!("demo-sign-{party}")), now()?)?;
    Ok(checked.id)
}

fn affiliate(workspace: &Workspace, people: &People, one: Participant, from: Date) -> Result<()> {
    let facts = facts(one);
    let asked = Change {
        operator: facts.operator.clone(),
        from,
        contracts: None,
        ecosystems: None,
        affiliations: Some(facts.affiliations),
        group: None,
        sites: None,
        source: facts.source,
    };
    let asking = Asking::new(format!("demo-change-{}", asked.operator));
    change_operator(workspace, &people.officer, &asked, &asking, now()?)?;
    Ok(())
}

fn take(workspace: &Workspace, people: &People, text: &str, request: &str) -> Result<()> {
    let taken = import_table(workspace, &people.officer, text.as_bytes(), &Asking::new(request), now()?)?;
    if let Some(fault) = taken.faults.first() {
        bail!("{request}: line {} {}: {} {:?}", fault.line, fault.column, fault.code, fault.values);
    }
    Ok(())
}

fn facts(one: Participant) -> Facts {
    let held = one.affiliations.into_iter().map(|(affiliation, valid)| Held { affiliation, valid });
    Facts {
        operator: one.operator,
        from: one.from,
        contracts: one.contracts,
        ecosystems: one.ecosystems,
        affiliations: held.collect(),
        group: one.group,
        sites: Vec::new(),
        source: one.source,
    }
}
