//! How much waits, in one line under an assessment: counts, the command that opens them, and the estimate where it was
//! computed before over the same evidence. Never beside what is due.

use std::path::Path;

use office::answer::waiting::Undecided;
use office::question::assess::Assessment;
use presentation::quantity::sums;
use presentation::{Quantity, Rendered, Unit, words};

use crate::screen::Screen;

/// Prints the line. `asked` is what the reader asked for besides: operators, a day.
pub fn show(answer: &Assessment, root: &Path, asked: &str, screen: &Screen) {
    let language = screen.language();
    let sum = &answer.undecided;
    if *sum == Undecided::default() {
        return screen.line(&words::waiting_none(language));
    }
    let mut told = vec![words::waiting_line(language, Quantity::Counted(whole(sum.keys), Unit::Determinations))];
    if let Some(wait) = &answer.estimate {
        let said = Quantity::Count(whole(wait.said));
        told.push(words::waiting_line_estimate(language, sums(language, wait.centimes.iter()), said));
    }
    if sum.never_filed > 0 {
        let operators = Quantity::Counted(whole(sum.never_filed), Unit::Operators);
        told.push(words::waiting_line_never(language, operators));
    }
    told.push(match answer.estimate.is_some() {
        true => words::waiting_opened_by(language),
        false => words::waiting_estimated_by(language),
    });
    let told: Vec<String> = told.iter().map(Rendered::text).collect();
    screen.print(&screen.terminal.paragraph(&Rendered::plain(&told.join(" ")), 0));
    screen.command(&format!("mithaq assess --waiting{asked}"), root);
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
