//! Small changes: none of a shipped contract goes unnoticed, and none that can be seen in an answer is told to reach none.
//! Each kind by itself, and the list of changes without effect: see `slips`.

use std::collections::BTreeSet;

use contract::calendar::Date;
use contract::determination::Determination;
use contract::interpret::interpret;
use contract::mutation::{Fate, Kind, Lending, Mutation, Subject};
use contract::source::Source;

use crate::conformance::{self, check, packs};
use crate::shipped;

/// One change in this many; `mithaq check contracts --mutate` tries them all.
const SAMPLE: usize = 23;

/// How many contracts and changes are drawn.
const ROUNDS: usize = 120;

#[test]
fn no_change_of_a_shipped_contract_goes_unnoticed() {
    for path in ["offshoring-2016/contract.md", "offshoring-2025/contract.md"] {
        let subject = Subject::of(&shipped::text(path), packs()).expect("a shipped contract loads");
        let kinds: BTreeSet<Kind> = subject.mutations.iter().map(|mutation| mutation.kind).collect();
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), Kind::ALL, "{path}");
        assert!(subject.mutations.len() > 300, "{path}: {}", subject.mutations.len());
        let tried = subject.mutations.iter().enumerate();
        // A change that is not tried counts as refused: it is neither excused nor held against the list.
        let fate =
            |(index, one): (usize, &Mutation)| if index % SAMPLE == 0 { subject.fate(one) } else { Fate::Refused };
        let survey = subject.survey(&tried.map(fate).collect::<Vec<_>>());
        let lines = survey.unnoticed.iter().map(|one| format!("{path}:{} {one:?}", one.span.start.line));
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new());
        let noticed = survey.stale.iter().filter(|told| told.code == "without-effect-noticed").count();
        assert_eq!(noticed, 0, "{path}: {:?}", survey.stale);
        let whole = survey.whole();
        assert!(whole.noticed > whole.reaching_nothing && whole.reaching_nothing > 0, "{path}: {whole:?}");
    }
}

#[test]
fn no_change_of_a_shipped_pack_goes_unnoticed_by_the_contracts_that_borrow() {
    let documents: Vec<String> = conformance::shipped_packs()
        .into_iter()
        .chain(conformance::shipped_contracts())
        .map(|(_, text)| text)
        .collect();
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    let mut noticed = 0;
    for (path, text) in conformance::shipped_packs() {
        let pack = Lending::of(&text, &documents).unwrap_or_else(|| panic!("{} does not load", path.display()));
        let fates: Vec<Fate> = pack.mutations.iter().map(|one| pack.fate(one)).collect();
        let survey = pack.survey(&fates);
        let lines = survey.unnoticed.iter().map(|one| {
            format!("{}:{} {} {} {} → {}", path.display(), one.span.start.line, one.of, one.key, one.found, one.instead)
        });
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new());
        noticed += survey.whole().noticed;
    }
    assert!(noticed > 30, "{noticed}");
}

#[test]
fn a_figure_that_nobody_reads_is_not_excused() {
    let unread = "```yaml parameter
id: rate.unread
labels: {en: Rate}
unit: \"%\"
values:
  - {in_effect: 2018-01-01 .., value: 8 %, confidence: assumed}
```

```yaml definition";
    let text = filled(CLAUSES[0], &(0..10).map(|slot| Seed(1).date(slot)).collect::<Vec<_>>())
        .0
        .replace("```yaml definition", unread);
    let subject = Subject::of(&text, packs()).expect("the document loads");
    let rate = subject.mutations.iter().find(|one| one.found == "8").expect("the rate is a figure");
    assert_eq!(subject.fate(rate), Fate::Unnoticed);
}

/// Contracts and changes at random, each put to evidence of every month and year around: a change that shows there in
/// any answer is never told to reach none.
#[test]
fn a_change_that_shows_in_an_answer_is_never_without_effect() {
    let mut seed = Seed(0x5eed);
    let (mut seen, mut apart, mut silent) = (0, 0, 0);
    for round in 0..ROUNDS {
        let dates: Vec<String> = (0..10).map(|slot| seed.date(slot)).collect();
        let (text, changes) = filled(CLAUSES[round / 3 % 3], &dates);
        let Some(subject) = Subject::of(&text, packs()) else { continue };
        // A date of a slot in two rounds of three, else any change at all.
        let (slot, change) = &changes[seed.below(changes.len())];
        let mutation = match round % 3 {
            2 => subject.mutations[seed.below(subject.mutations.len())].clone(),
            _ => change.with(&seed.date(*slot)),
        };
        let changed = contract::mutation::apply(&text, &mutation);
        match (subject.fate(&mutation), answers(&text) == answers(&changed)) {
            (Fate::Refused, _) => {}
            (Fate::ReachesNothing, same) => {
                assert!(same, "{mutation:?} of\n{text}");
                apart += 1;
            }
            (_, false) => seen += 1,
            (_, true) => silent += 1,
        }
    }
    assert!(seen > 15 && apart > 15, "seen {seen}, without effect {apart}, silent {silent}");
}

/// What every clause says of everything, as known on several days.
fn answers(text: &str) -> Vec<Determination> {
    let Some(contract) = check(text).contract else { return Vec::new() };
    let days = [2018, 2019, 2020, 2023].into_iter().map(|year| Date::new(year, 3, 15).expect("a day"));
    let facts = &contract.scenarios[0].facts;
    days.flat_map(|day| {
        contract.clauses.iter().flat_map({
            let contract = &contract;
            move |clause| facts.iter().flat_map(move |facts| interpret(contract, clause, facts, day))
        })
    })
    .collect()
}

/// The document with the clause and the dates in its slots, and each with its slot and the change of it to be.
fn filled(clause: &str, dates: &[String]) -> (String, Vec<(usize, Mutation)>) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    for (index, part) in DOCUMENT.replace("@CLAUSE", clause).replace("@ROWS", &rows()).split('@').enumerate() {
        let (slot, rest) = if index == 0 { (None, part) } else { (part[..1].parse::<usize>().ok(), &part[1..]) };
        if let Some(slot) = slot {
            ranges.push((slot, text.len()..text.len() + dates[slot].len()));
            text.push_str(&dates[slot]);
        }
        text.push_str(rest);
    }
    let source = Source::new(&text);
    let change = |(slot, range)| (slot, Mutation::figure(source.span(range), "a date", ""));
    let changes = ranges.into_iter().map(change).collect();
    (text, changes)
}

/// Somebody who stays, with a statement every year, and somebody hired in the months where effects begin and end.
fn rows() -> String {
    let mut rows =
        vec!["  - {table: payroll, operator: X, person: A, months: 2018-01 .. 2022-12, hired: 2018-01-01}".to_owned()];
    for year in 2018..2023 {
        rows.push(format!("  - {{table: annual_tax, operator: X, person: A, year: {year}, gross_taxable: 1000 MAD}}"));
        for month in [1, 3, 4, 6, 7, 9, 10, 12] {
            let person = char::from(b'a' + month);
            let day = 1 + (month % 3) * 12;
            rows.push(format!(
                "  - {{table: payroll, operator: X, person: {person}{year}, months: {year}-{month:02} .. {year}-{month:02}, hired: {year}-{month:02}-{day:02}}}"
            ));
        }
    }
    rows.join("\n")
}

/// A small generator, the same on every machine.
struct Seed(u64);

impl Seed {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    /// A day for a slot: a time begins with a quarter of 2018 or 2019 and ends with one of 2020 or 2021; every other day
    /// is any of a few.
    fn date(&mut self, slot: usize) -> String {
        let (first, days) = match slot {
            1 | 4 | 7 => (2018, ["01-01", "04-01", "07-01", "10-01"]),
            2 | 5 | 8 => (2020, ["12-31", "06-30", "12-31", "09-30"]),
            _ => (2018, ["01-01", "07-01", "03-15", "12-31"]),
        };
        format!("{}-{}", first + self.below(2), days[self.below(4)])
    }
}

/// What differs between clauses by months, by years and by jobs.
const CLAUSES: [&str; 3] = [
    "applies_to_facts: from @9
for_each: operator, person, year
from: payroll
crossing: {place: split by months, rule: split by months}
conditions:
  - {id: well_placed, is: payroll.site.class = good, if_none: fails}
steps:
  - gross: {sum: payroll.gross_taxable}",
    "for_each: operator, person, year
from: annual_tax
conditions:
  - {id: well_placed, is: payroll.site.class = good, at: year.end, if_none: fails}
steps:
  - gross: {value: annual_tax.gross_taxable}",
    "applies_to_facts: from @9
for_each: job
fact_date: job.start
conditions:
  - {id: well_placed, is: payroll.site.class = good, at: first month, if_none: fails}
steps:
  - gross: {sum: payroll.gross_taxable, over: first 1 months of job}",
];

const DOCUMENT: &str = r#"---
id: example
version: "1"
titles: {en: Example}
text_status: restated
authoritative: en
languages: en
published: @0
in_effect: 2018-01-01 ..
---

# Article 1 — Premium {#art-1}

> The State pays the operator a premium for each employee.

```yaml evidence
id: payroll
labels: {en: Payroll register}
keys: operator, person, month
columns:
  hired: date
  left: date
  contract: one of permanent fixed_term temporary internship
  site: code
  gross_taxable: MAD
covers: operator, month
```

```yaml evidence
id: annual_tax
labels: {en: Yearly statement}
keys: operator, person, year
columns:
  gross_taxable: MAD
covers: operator, year
```

```yaml evidence
id: site
labels: {en: Sites}
keys: operator
valid: from .. to
columns:
  site: code
  platform: place
  region: place
covers: operator
```

```yaml place
id: north
labels: {en: North}
kind: region
class:
  - {in_effect: @1 .. @2, published: @3, value: good, confidence: assumed}
```

```yaml place
id: south
labels: {en: South}
kind: region
class:
  - {in_effect: 2018-01-01 .., published: 2018-01-01, value: bad, confidence: assumed}
```

```yaml parameter
id: rate.read
labels: {en: Rate}
unit: "%"
values:
  - {in_effect: @4 .. @5, published: @6, value: 7 %, confidence: assumed}
```

```yaml definition
id: job
labels: {en: Job}
for_each: operator, person
spells:
  - {from: payroll, present: left is blank or left > month.end, left: left}
gap: 0 months
hired: payroll.hired
```

```yaml clause
id: premium
labels: {en: Premium}
quote: a premium for each employee
in_effect: @7 .. @8
@CLAUSE
  - share: {percent_of: gross, rate: rate.read}
  - amount: {round: share, to: 0.01 MAD, mode: half-up}
pays: {head: premium, to: operator, value: amount}
after_payment: keep
```

```yaml scenario
of: premium
as_known_on: 2023-03-15
tables:
  payroll: {contract: permanent, site: S1, gross_taxable: 100 MAD}
given:
  - {table: site, operator: X, site: S1, region: north, valid: 2018-01-01 ..}
@ROWS
expect:
  - {person: Z, status: none}
```
"#;
