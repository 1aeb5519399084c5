//! An operator enrolled, changed, ended and resumed; tables of others, and of what was paid before.

use contract::calendar::Interval;
use office::act::change_operator::{Change, change_operator};
use office::act::import_table::import_table;
use office::act::{end_operator, enrol, resume_operator};
use office::answer::enrolments::{Facts, Held};
use office::fault::Fault;

use super::{Said, Specimen, Turn, day};

const OPERATORS: &str = "operator;from;source\nop-2;2025-08-01;Registre 2025\nop-3;2025-09-01;Registre 2025\n";
const BALANCES: &str = "operator;head;year;decided;paid;source\nop-1;premium;2024;1234.50;1000;Trésorerie\n";

pub const SPECIMENS: &[Specimen] = &[
    Specimen::plain("enrol", |turn| {
        let valid = Interval { first: day("2025-01-01"), last: None };
        let facts = Facts {
            operator: "op-1".to_owned(),
            from: day("2025-01-01"),
            contracts: Vec::new(),
            ecosystems: vec!["crm".to_owned()],
            affiliations: vec![Held { affiliation: "2000016".to_owned(), valid }],
            group: None,
            sites: vec!["S1".to_owned()],
            source: "Convention 7".to_owned(),
        };
        Ok(enrol(&turn.workspace(), &turn.actor, &facts, &turn.asking(), turn.story.now())?.into())
    }),
    Specimen::plain("change-operator", |turn| {
        let asked = Change {
            operator: "op-1".to_owned(),
            from: day("2025-02-01"),
            contracts: None,
            ecosystems: None,
            affiliations: None,
            group: Some("group-1".to_owned()),
            sites: None,
            source: "Avenant 1".to_owned(),
        };
        Ok(change_operator(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.1.into())
    }),
    Specimen::plain("end-operator", |turn| {
        let (operator, source) = ("op-1".to_owned(), "Lettre".to_owned());
        let asked = end_operator::Question { operator, day: day("2025-03-31"), source };
        Ok(end_operator(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.into())
    }),
    Specimen::plain("resume-operator", |turn| {
        let (operator, source) = ("op-1".to_owned(), "Lettre".to_owned());
        let asked = resume_operator::Question { operator, day: day("2025-09-01"), source };
        Ok(resume_operator(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.into())
    }),
    Specimen::plain("import-operators", |turn| table(turn, OPERATORS)),
    Specimen::plain("import-balances", |turn| table(turn, BALANCES)),
];

fn table(turn: &Turn<'_>, text: &str) -> Result<Said, Fault> {
    let taken = import_table(&turn.workspace(), &turn.actor, text.as_bytes(), &turn.asking(), turn.story.now())?;
    assert_eq!(taken.faults, []);
    Ok(taken.entry.into())
}
