//! The account of one determination on the screen: verdict, article, conditions, steps, parameters, rows, and what would
//! change it.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::document::Document;
use contract::facts::Origin;
use contract::model::{Clause, Contract};
use contract::trace::{ConditionTrace, Explanation, ParameterUse, Read, StepTrace};
use office::answer::Sound;
use office::answer::amount::short;
use presentation::account::{
    after_payment, brief, cause, change, formula, is_advice, moment, outcome, parameter, told, truth,
};
use presentation::fault::reason;
use presentation::names::Names;
use presentation::quantity::amount_in;
use presentation::words::marks::mark;
use presentation::{Language, Quantity, Rendered, words};

use crate::command::explain::{decider, status_code, status_list};
use crate::screen::Screen;

/// A document and the contract that it is.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The document as written.
    pub document: &'a Document,
    /// The contract.
    pub contract: &'a Contract,
}

impl<'a> Text<'a> {
    /// Of a document that is assessed.
    pub fn of(sound: &'a Sound) -> Text<'a> {
        Text { document: &sound.paper.checked.document, contract: &sound.contract }
    }
}

/// What is printed of one determination.
pub struct Account<'a> {
    text: Text<'a>,
    person: String,
    clause: &'a Clause,
    explained: &'a Explanation,
    known_on: Date,
    screen: &'a Screen,
    names: Names,
}

impl<'a> Account<'a> {
    /// The account of an explanation.
    pub fn new(
        text: Text<'a>,
        clause: &'a Clause,
        (explained, known_on): (&'a Explanation, Date),
        screen: &'a Screen,
    ) -> Account<'a> {
        let names = Names::of(text.contract, screen.language());
        let person = short(explained.determination.key.person);
        Account { text, person, clause, explained, known_on, screen, names }
    }

    /// The same of somebody whom a worked case calls by a name.
    pub fn of_case(self, person: String) -> Account<'a> {
        Account { person, ..self }
    }

    /// Prints it.
    pub fn print(&self) {
        self.verdict();
        self.article();
        for (index, piece) in self.explained.pieces.iter().enumerate() {
            if self.explained.pieces.len() > 1 {
                let periods: Vec<String> = piece.periods.iter().map(ToString::to_string).collect();
                let (first, last) = (periods.first().cloned(), periods.last().cloned());
                let number = (index + 1).to_string();
                let title =
                    words::account_piece(self.language(), number, first.unwrap_or_default(), last.unwrap_or_default());
                self.subtitle(&title);
            }
            self.conditions(&piece.applies_when);
            self.conditions(&piece.conditions);
            self.steps(&piece.steps);
        }
        self.steps(&self.explained.steps);
        if let Some(holds) = &self.explained.holds {
            self.conditions(std::slice::from_ref(holds));
        }
        self.parameters();
        self.reasons();
        self.causes();
        self.rows();
    }

    fn language(&self) -> Language {
        self.screen.language()
    }

    fn subtitle(&self, title: &Rendered) {
        self.screen.gap();
        self.screen.line(title);
    }

    fn verdict(&self) {
        let one = &self.explained.determination;
        let language = self.language();
        let status = mark(language, status_list(self.clause), &status_code(self.clause, one.status));
        let mut line = self.screen.terminal.mark(&status);
        if let Some(amount) = one.amount {
            line.push_str(&format!(
                "  {}",
                presentation::quantity(language, &amount_in(amount, self.text.contract.currency)).text()
            ));
        }
        self.screen.print(&format!("{line}\n"));
        let clause = label(self.clause, self.text.contract, language);
        let whom = words::account_whom(language, clause, one.operator.as_str(), self.person.as_str());
        self.screen.print(&self.screen.terminal.paragraph(&whom, 0));
        let key = &one.key;
        if let Some(start) = key.start {
            self.screen.line(&words::account_start(language, start));
        }
        if let Some(number) = key.anniversary {
            self.screen.line(&words::account_anniversary(language, number.to_string()));
        }
        if let Some(year) = key.year {
            self.screen.line(&words::account_year(language, Quantity::Year(year)));
        }
        if let Some(id) = &one.decided_by {
            self.screen.line(&words::account_decided_by(language, decider(self.clause, id, &self.names, language)));
        }
        if let Some(due_on) = &self.explained.due_on {
            self.screen.line(&words::account_due_on(language, told(language, due_on, &self.names)));
        }
        if let Some(after) = self.clause.outcome.recovers() {
            self.screen.print(&self.screen.terminal.paragraph(&after_payment(language, after), 0));
        }
    }

    fn article(&self) {
        let article = self.text.document.article(&self.explained.basis);
        let title = article.map_or(self.explained.basis.clone(), |article| article.title.clone());
        self.subtitle(&words::account_article(self.language(), Rendered::quoted(&title)));
        if !self.explained.quote.is_empty() {
            let quote = Rendered::quoted(&format!("« {} »", self.explained.quote));
            self.screen.print(&self.screen.terminal.paragraph(&quote, 4));
        }
    }

    fn conditions(&self, conditions: &[ConditionTrace]) {
        if conditions.is_empty() {
            return;
        }
        let language = self.language();
        self.subtitle(&words::account_conditions(language));
        for condition in conditions {
            let name = if condition.labels.is_empty() {
                Rendered::quoted(&condition.id)
            } else {
                self.names.name(&condition.id)
            };
            let truth = self.screen.terminal.mark(&truth(language, condition.truth));
            self.screen.print(&format!("  {truth}  {}\n", self.screen.terminal.text(&name)));
            self.screen.print(&self.screen.terminal.paragraph(&Rendered::quoted(&condition.expression), 6));
            for read in &condition.reads {
                self.read(read, 6);
            }
            if let Some(why) = &condition.reason {
                let said = reason(language, why, &|id| self.names.name(id));
                self.screen.print(&self.screen.terminal.paragraph(&said.what, 6));
            }
        }
    }

    fn read(&self, read: &Read, indent: usize) {
        let language = self.language();
        let value = brief(language, &read.value, false, &self.names);
        let what = read.what.as_str();
        let line = match read.read_on {
            Some(on) => words::account_read_on(language, what, value, moment(language, on)),
            None => words::account_read(language, what, value),
        };
        self.screen.print(&self.screen.terminal.paragraph(&line, indent));
    }

    fn steps(&self, steps: &[StepTrace]) {
        if steps.is_empty() {
            return;
        }
        let language = self.language();
        self.subtitle(&words::account_steps(language));
        let width = steps.iter().map(|step| step.id.chars().count()).max().unwrap_or(0);
        for step in steps {
            let formula = formula(language, step, &self.names);
            let value = outcome(language, step, &self.names);
            let line = format!(
                "{:width$}  {} = {}",
                step.id,
                self.screen.terminal.text(&formula),
                self.screen.terminal.text(&value)
            );
            self.screen.print(&self.screen.terminal.paragraph(&Rendered::plain(&line), 2));
        }
    }

    fn parameters(&self) {
        let mut used: Vec<&ParameterUse> = Vec::new();
        for step in self.explained.pieces.iter().flat_map(|piece| &piece.steps).chain(&self.explained.steps) {
            for parameter in &step.parameters {
                if !used.contains(&parameter) {
                    used.push(parameter);
                }
            }
        }
        let mut roads: Vec<&Read> = Vec::new();
        for read in self.explained.pieces.iter().flat_map(|piece| &piece.steps).flat_map(|step| &step.reads) {
            if read.read_on.is_some() && !roads.contains(&read) {
                roads.push(read);
            }
        }
        if used.is_empty() && roads.is_empty() {
            return;
        }
        self.subtitle(&words::account_parameters(self.language()));
        roads.into_iter().for_each(|read| self.read(read, 2));
        for one in used {
            self.screen.print(&self.screen.terminal.paragraph(&parameter(self.language(), one, &self.names), 2));
        }
    }

    fn reasons(&self) {
        let mut changes =
            self.explained.what_would_change.iter().filter(|one| is_advice(one, self.known_on)).peekable();
        if changes.peek().is_none() {
            return;
        }
        self.subtitle(&words::account_changes(self.language()));
        for one in changes {
            self.screen.print(&self.screen.terminal.paragraph(&change(self.language(), one, &self.names), 2));
        }
    }

    fn causes(&self) {
        if self.explained.estimate_because.is_empty() {
            return;
        }
        let language = self.language();
        self.subtitle(&words::account_estimate(language));
        for one in &self.explained.estimate_because {
            let line = cause(language, one, &self.names);
            self.screen.print(&self.screen.terminal.paragraph(&line, 2));
        }
    }

    fn rows(&self) {
        if self.explained.rows.is_empty() {
            return;
        }
        let language = self.language();
        let count = i64::try_from(self.explained.rows.len()).unwrap_or(i64::MAX);
        self.subtitle(&words::account_rows(language, Quantity::Count(count)));
        // By file, so that months come in order.
        let mut by_piece: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
        for Origin { submission, piece, line } in &self.explained.rows {
            by_piece.entry((piece, submission)).or_default().push(*line);
        }
        for ((piece, submission), lines) in by_piece {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let line = words::account_row(language, piece, lines.join(", "), submission);
            self.screen.print(&self.screen.terminal.paragraph(&line, 2));
        }
    }
}

fn label(clause: &Clause, contract: &Contract, language: Language) -> Rendered {
    let label = presentation::names::label(&clause.labels, language, &contract.authoritative);
    Rendered::plain(label.unwrap_or(&clause.id))
}
