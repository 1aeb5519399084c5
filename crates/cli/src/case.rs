//! A worked case opened on the screen: of each determination that it speaks of, the whole explanation; or, where a line of
//! `expect` selects none or several, the keys that there are.

use contract::model::{Expectation, Scenario};
use contract::scenario::{Opened, clause_of, name_of, opened};
use contract::trace;
use contract::verdict::judge;
use presentation::words::marks::mark;
use presentation::{Quantity, words};

use crate::account::{Account, Text};
use crate::command::explain::{status_code, status_list};
use crate::screen::Screen;

/// Opens what some lines of `expect` speak of.
pub fn show(text: Text<'_>, scenario: &Scenario, expected: &[&Expectation], screen: &Screen) {
    let contract = text.contract;
    if let Some(commitment) = contract.commitments.iter().find(|one| one.id == scenario.of) {
        let judged = judge(contract, commitment, &scenario.figures, scenario.as_known_on);
        crate::promise::show(text, commitment, &judged, &scenario.figures, screen);
        screen.gap();
        return;
    }
    for line in expected {
        match opened(contract, scenario, Some(line)).as_slice() {
            [one] => explain(text, scenario, one, screen),
            _ => keys(text, scenario, screen),
        }
        screen.gap();
    }
}

fn explain(text: Text<'_>, scenario: &Scenario, one: &Opened<'_>, screen: &Screen) {
    let Some(clause) = clause_of(text.contract, scenario) else { return };
    let key = &one.determination.key;
    if let Some(told) = trace::explain(text.contract, clause, one.facts, scenario.as_known_on, key) {
        Account::new(text, clause, (&told, scenario.as_known_on), screen).of_case(name_of(key.person)).print();
    }
}

/// What the case gives, key by key: the line that selects none or several can be written anew from it.
fn keys(text: Text<'_>, scenario: &Scenario, screen: &Screen) {
    let (language, terminal) = (screen.language(), &screen.terminal);
    let Some(clause) = clause_of(text.contract, scenario) else { return };
    let all = opened(text.contract, scenario, None);
    let count = Quantity::Count(i64::try_from(all.len()).unwrap_or(i64::MAX));
    screen.line(&words::command_check_keys(language, count));
    for Opened { determination, .. } in all {
        let key = &determination.key;
        let mut told = format!("operator: {}, person: {}", determination.operator, name_of(key.person));
        let parts = [
            ("year", key.year.map(|year| year.to_string())),
            ("start", key.start.map(|start| start.to_string())),
            ("first_month", key.first_month.map(|month| month.to_string())),
            ("anniversary", key.anniversary.map(|number| number.to_string())),
        ];
        for (name, value) in parts {
            told.extend(value.map(|value| format!(", {name}: {value}")));
        }
        let status = terminal.mark(&mark(language, status_list(clause), &status_code(clause, determination.status)));
        screen.print(&format!("    {{{told}}}  {status}\n"));
    }
}
