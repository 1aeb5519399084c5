//! Determinations as a case speaks of them: `102000016 2025-09-01: not evaluated (base: missing 2026-03 payroll)`.
//!
//! Person by the number that was handed in, the key without the pseudonym, the status, the amount of what is due, and in
//! brackets what decided and why. What does not apply is left out; the operator is named where it is not `op-1`.

use std::collections::{BTreeMap, BTreeSet};

use office::actor::Actor;
use office::known::Known as Office;
use office::question::person::{Number, person};

/// Every determination of the 2025 offer, by clause.
pub struct Known(BTreeMap<String, Vec<String>>);

impl Known {
    pub(super) fn read(export: &str, office: &Office, numbers: &BTreeSet<String>) -> Known {
        let persons = persons(office, numbers);
        let mut lines = export.lines();
        let headings: Vec<&str> = lines.next().unwrap_or_default().split(';').collect();
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines {
            let cells: BTreeMap<&str, &str> = headings.iter().copied().zip(line.split(';')).collect();
            if cells["status"] != "not applicable" {
                known.entry(cells["clause"].to_owned()).or_default().push(written(&cells, &persons));
            }
        }
        Known(known)
    }

    /// The clauses of which something is said.
    pub fn clauses(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The determinations of a clause, in order.
    pub fn of(&self, clause: &str) -> Vec<String> {
        let mut lines = self.0.get(clause).cloned().unwrap_or_default();
        lines.sort();
        lines
    }

    /// Asserts all determinations of a clause: a line each, several persons on a line are several determinations, `…`
    /// stands for anything. Lines that begin with `#` are remarks.
    pub fn are(&self, clause: &str, expected: &str) -> &Known {
        self.compare(clause, expected, |_| true)
    }

    /// The same for the determinations of these persons alone.
    pub fn of_these(&self, clause: &str, persons: &[&str], expected: &str) -> &Known {
        self.compare(clause, expected, |line| persons.iter().any(|person| line.starts_with(person)))
    }

    /// The same for the determinations of one year alone.
    pub fn in_year(&self, clause: &str, year: &str, expected: &str) -> &Known {
        self.compare(clause, expected, |line| line.contains(&format!(" {year}: ")))
    }

    fn compare(&self, clause: &str, expected: &str, concerned: impl Fn(&str) -> bool) -> &Known {
        let got: Vec<String> = self.of(clause).into_iter().filter(|line| concerned(line)).collect();
        let mut wanted: Vec<String> = expected.lines().flat_map(each_person).collect();
        let mut surplus = Vec::new();
        for line in &got {
            match wanted.iter().position(|pattern| fits(pattern, line)) {
                Some(place) => drop(wanted.remove(place)),
                None => surplus.push(line.as_str()),
            }
        }
        assert!(
            wanted.is_empty() && surplus.is_empty(),
            "{clause}: not found:\n    {}\n  found beyond what was expected:\n    {}\n  all:\n    {}",
            wanted.join("\n    "),
            surplus.join("\n    "),
            got.join("\n    ")
        );
        self
    }
}

/// The pseudonym of a CNSS number, as exports write it.
pub(super) fn of_cnss(office: &Office, number: &str) -> String {
    pseudonym(office, Number { scheme: "cnss", text: number })
}

fn pseudonym(office: &Office, number: Number<'_>) -> String {
    let found = person(office, &Actor::Office, number).expect("the office may ask");
    found.map(|pseudonym| pseudonym.to_string()).unwrap_or_default()
}

fn persons(office: &Office, numbers: &BTreeSet<String>) -> BTreeMap<String, String> {
    let both = |number: &String| {
        let of = [Number { scheme: "cnss", text: number }, Number { scheme: "cin", text: number }]
            .map(|number| pseudonym(office, number));
        of.map(|pseudonym| (pseudonym, number.clone()))
    };
    numbers.iter().flat_map(both).collect()
}

fn written(cells: &BTreeMap<&str, &str>, persons: &BTreeMap<String, String>) -> String {
    let operator = if cells["operator"] == "op-1" { String::new() } else { format!("{} ", cells["operator"]) };
    let person = match cells["person"] {
        "" => "nobody",
        pseudonym => persons.get(pseudonym).map_or("unknown-person", String::as_str),
    };
    let key = ["start", "first_month", "year"].iter().map(|name| cells[name]).find(|cell| !cell.is_empty());
    let anniversary = Some(cells["anniversary"]).filter(|cell| !cell.is_empty());
    let key: Vec<&str> = key.into_iter().chain(anniversary).collect();
    let amount = if cells["status"] == "due" { format!(" {}", cells["amount"]) } else { String::new() };
    let why: Vec<&str> = [cells["decided_by"], cells["reason"]].into_iter().filter(|why| !why.is_empty()).collect();
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(": ")) };
    format!("{operator}{person} {}: {}{}{why}", key.join("/"), cells["status"], amount.trim_end())
}

/// `A B 2025: due` is `A 2025: due` and `B 2025: due`.
fn each_person(line: &str) -> Vec<String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Vec::new();
    }
    let (head, rest) = line.split_once(": ").unwrap_or_else(|| panic!("no `: ` in {line}"));
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let key = words.pop().unwrap_or_default();
    let operator = if words.first().is_some_and(|word| word.starts_with("op-")) {
        format!("{} ", words.remove(0))
    } else {
        String::new()
    };
    words.iter().map(|person| format!("{operator}{person} {key}: {rest}")).collect()
}

/// Whether a line is what is expected, `…` standing for anything.
fn fits(pattern: &str, line: &str) -> bool {
    let mut rest = line;
    let parts: Vec<&str> = pattern.split('…').collect();
    for (place, part) in parts.iter().enumerate() {
        let found = if place == 0 { rest.starts_with(part).then_some(0) } else { rest.find(part) };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || pattern.ends_with('…')
}
