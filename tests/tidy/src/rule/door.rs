//! The door: whoever draws or prints asks the office, and neither looks behind the door nor computes.

use super::{Fault, Rule};
use crate::code::{has_word, shipped_lines};
use crate::repository::{File, Repository};

/// Whoever is outside names nothing behind the door.
pub const DOOR: Rule = Rule {
    name: "door",
    why: "a page that opens a store or a room of its own tells another truth than the command beside it, and skips the \
          question who may see it",
    find: |repository| outside(repository).flat_map(rooms).collect(),
    fires_on: &[
        &[("crates/portal/src/page/clause.rs", "//! A page.\nuse office::dossier::Dossier;\n")],
        &[("crates/cli/src/command/assess.rs", "//! A command.\nfn f() { office::results::Results::open(a); }\n")],
        &[("crates/cli/src/command/submit.rs", "//! A command.\nuse office::{act, sector};\n")],
        &[("crates/presentation/src/telling.rs", "//! Words.\nuse office::question::assess;\n")],
        &[("crates/cli/src/command/across.rs", "//! A command.\nuse office::{\n    act,\n    sector,\n};\n")],
        &[("crates/portal/src/view.rs", "//! Views.\nuse office as house;\n")],
    ],
    silent_on: &[
        &[("crates/portal/src/page/clause.rs", "//! A page.\nuse office::answer::clause::ClauseView;\n")],
        &[("crates/cli/src/command/submit.rs", "//! A command.\nuse office::act::submit::submit;\n")],
        &[("benches/src/later.rs", "//! Measures.\nuse office::assess::assess_under;\n")],
    ],
};

/// What stands before the door; presentation sees answers alone.
const BEFORE: &[&str] =
    &["act", "actor", "answer", "fault", "known", "moment", "now", "question", "recognition", "refusal", "workspace"];

/// Whoever is outside adds nothing up.
pub const NO_SUMS: Rule = Rule {
    name: "no-sums",
    why: "a sum made where it is drawn is made twice, and once otherwise; the office adds up, for the one who asks",
    find: |repository| outside(repository).flat_map(sums).collect(),
    fires_on: &[
        &[("crates/portal/src/page/operators.rs", "//! A page.\nfn f() { rows.iter().map(|row| row.due).sum() }\n")],
        &[("crates/cli/src/report.rs", "//! A report.\nfn f() { all.iter().fold(0, |sum, one| sum + one) }\n")],
        &[("crates/portal/src/element/tally.rs", "//! A tally.\nfn f() { due.checked_add(more) }\n")],
    ],
    silent_on: &[&[("crates/office/src/totals.rs", "//! Totals.\nfn f() { rows.iter().sum() }\n")]],
};

const SUMS: &[&str] = &[".sum()", ".sum::<", ".fold(", "checked_add", "saturating_add"];

fn outside(repository: &Repository) -> impl Iterator<Item = &File> {
    const OUTSIDE: [&str; 3] = ["crates/cli/src/", "crates/portal/src/", "crates/presentation/src/"];
    repository.rust().filter(|file| OUTSIDE.iter().any(|folder| file.path.starts_with(folder)))
}

fn rooms(file: &File) -> Vec<Fault> {
    let before: &[&str] = if file.path.starts_with("crates/presentation/") { &["answer"] } else { BEFORE };
    let mut faults = Vec::new();
    let lines = shipped_lines(file);
    for (place, (line, code)) in lines.iter().enumerate() {
        let line = *line;
        if has_word(code, "office as") {
            faults.push(Fault::at(file, line, "`office as`: the door has one name"));
        }
        // A list that goes on over several lines is read to its end.
        let mut code = code.clone();
        if code.contains("office::{") && !code.contains('}') {
            let rest = lines[place + 1..].iter().map(|(_, code)| code.as_str());
            for more in rest {
                code.push_str(more);
                if more.contains('}') {
                    break;
                }
            }
        }
        for (at, _) in code.match_indices("office::") {
            let named: Vec<&str> = match code[at + "office::".len()..].strip_prefix('{') {
                Some(several) => several.split(['}', ',']).map(str::trim).filter(|name| !name.is_empty()).collect(),
                None => vec![&code[at + "office::".len()..]],
            };
            for name in named {
                let room: String =
                    name.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                if !room.is_empty() && !before.contains(&room.as_str()) {
                    faults.push(Fault::at(file, line, format!("`office::{room}` lies behind the door")));
                }
            }
        }
    }
    faults
}

fn sums(file: &File) -> Vec<Fault> {
    // Drawings measure, and the server counts bytes: these are no figures.
    if file.path.starts_with("crates/presentation/") || file.path.starts_with("crates/portal/src/server/") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (line, code) in shipped_lines(file) {
        let found = SUMS.iter().find(|word| has_word(&code, word));
        faults.extend(found.map(|word| Fault::at(file, line, format!("`{word}`: the office adds up"))));
    }
    faults
}
