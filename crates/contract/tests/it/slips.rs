//! Small slips by kind: each is noticed by the case that holds it and by nothing else; the list of changes without effect
//! excuses what it names and is told when it is stale. Whether shipped contracts are held: see `mutations`.

use contract::mutation::{Fate, Kind, Mutation, Subject, Survey};

use crate::conformance::{check, packs};

/// For each kind: the change, the rows that a case needs, and what it expects. Without that case nobody notices.
#[test]
fn each_kind_is_noticed_by_the_case_that_holds_it() {
    let held: [(Kind, &str, &str, &str, &str); 9] = [
        (Kind::Figures, "100", "101", "gross_taxable: 100 MAD", "status: due, amount: 7 MAD"),
        (Kind::Conditions, "enough", "", "gross_taxable: 99 MAD", "status: zero by rule, decided_by: enough"),
        (Kind::Conditions, "fixed_term", "", "gross_taxable: 1000 MAD, contract: fixed_term", "status: due"),
        (Kind::Comparisons, "gross >= 100 MAD", "gross > 100 MAD", "gross_taxable: 100 MAD", "status: due"),
        (Kind::Rounding, "half-up", "half-even", "gross_taxable: 1001.50 MAD", "status: due, amount: 70.11 MAD"),
        (Kind::Rounding, "half-up", "up", "gross_taxable: 1000.02 MAD", "status: due, amount: 70 MAD"),
        (Kind::Payments, "premium", "other_premium", "gross_taxable: 1000 MAD", "status: due, head: premium"),
        (Kind::Words, "fixed_term", "temporary", "gross_taxable: 1000 MAD, contract: fixed_term", "status: due"),
        (
            Kind::Parts,
            "in_effect: 2018-01-01 .. 2018-12-31",
            "",
            "gross_taxable: 1000 MAD, month: 2019-01",
            "status: none",
        ),
    ];
    for (kind, found, instead, cells, expected) in held {
        let fate = |rows: &str, lines: &str| {
            let text = HELD.replace("@ROWS", rows).replace("@EXPECT", lines);
            let subject =
                Subject::of(&text, packs()).unwrap_or_else(|| panic!("{:?}\n{text}", check(&text).diagnostics));
            let named =
                |one: &&Mutation| (one.kind, one.found.as_str(), one.instead.as_str()) == (kind, found, instead);
            let mutation = subject.mutations.iter().find(named).unwrap_or_else(|| panic!("no {kind:?} {found}"));
            subject.fate(mutation)
        };
        let month = if cells.contains("month: ") { "" } else { "month: 2018-02, " };
        let row = format!("  - {{table: payroll, operator: X, person: B, {month}{cells}}}");
        let line = format!("  - {{person: B, {expected}}}");
        assert_eq!(fate("", ""), Fate::Unnoticed, "{kind:?} {found}");
        assert_eq!(fate(&row, &line), Fate::Noticed, "{kind:?} {found}");
    }
}

fn surveyed(text: &str) -> Survey {
    let subject = Subject::of(text, packs()).unwrap_or_else(|| panic!("{:?}", check(text).diagnostics));
    let fates: Vec<Fate> = subject.mutations.iter().map(|one| subject.fate(one)).collect();
    subject.survey(&fates)
}

#[test]
fn the_list_of_changes_without_effect_excuses_what_it_names_and_is_told_when_stale() {
    let bare = HELD.replace("@ROWS", "").replace("@EXPECT", "");
    let survey = surveyed(&bare);
    let after_payment = |survey: &Survey| survey.unnoticed.iter().filter(|one| one.key == "after_payment").count();
    assert_eq!((after_payment(&survey), survey.holds()), (1, false));
    let with = |entry: &str| surveyed(&format!("{bare}\n```yaml without_effect\n{entry}\nlabels: {{en: Why}}\n```\n"));

    let excused = with("of: premium\nchange: after_payment");
    assert_eq!((after_payment(&excused), excused.stale.iter().count()), (0, 0));
    assert_eq!(excused.listed[0].changes.len(), 1);
    assert_eq!(excused.whole().listed, 1);
    assert_eq!(excused.whole().tried, survey.whole().tried);

    for (entry, code) in [
        ("of: elsewhere\nchange: after_payment", "without-effect-gone"),
        ("change: after_payment\nfound: keep\ninstead: keep", "without-effect-gone"),
        ("change: after_payment\nreading: other", "without-effect-gone"),
        ("change: rate", "without-effect-gone"),
        // A rate of 6 % is noticed by the case that is there.
        ("change: value", "without-effect-noticed"),
    ] {
        let survey = with(entry);
        let told: Vec<&str> = survey.stale.iter().map(|told| told.code).collect();
        assert_eq!((told.as_slice(), survey.holds()), ([code].as_slice(), false), "{entry}");
    }
}

#[test]
fn every_change_leaves_a_text_that_differs_where_it_says() {
    let bare = HELD.replace("@ROWS", "").replace("@EXPECT", "");
    let subject = Subject::of(&bare, packs()).expect("the document loads");
    for mutation in &subject.mutations {
        let changed = contract::mutation::apply(&bare, mutation);
        assert_ne!(changed, bare, "{mutation:?}");
        assert_eq!(
            bare[mutation.span.range()].contains(&mutation.found),
            !mutation.found.contains(": "),
            "{mutation:?}"
        );
    }
}

/// A clause of which little is held: one case of one person, with room for another.
const HELD: &str = r#"---
id: example
version: "1"
titles: {en: Example}
text_status: restated
authoritative: en
languages: en
published: 2018-01-01
in_effect: 2018-01-01 ..
---

# Article 1 — Premium {#art-1}

> The State pays the operator a premium for each employee.

```yaml evidence
id: payroll
labels: {en: Payroll register}
keys: operator, person, month
columns:
  gross_taxable: MAD
  contract: one of permanent fixed_term temporary internship
covers: operator, month
```

```yaml parameter
id: rate.read
labels: {en: Rate}
unit: "%"
values:
  - {in_effect: 2018-01-01 .., value: 7 %, confidence: assumed}
```

```yaml clause
id: premium
labels: {en: Premium}
quote: a premium for each employee
in_effect: 2018-01-01 .. 2018-12-31
for_each: operator, person, year
from: payroll
crossing: {place: split by months, rule: split by months}
conditions:
  - {id: enough, is: gross >= 100 MAD}
  - {id: employed, is: "payroll.contract in {permanent, fixed_term}", if_none: fails}
steps:
  - gross: {sum: payroll.gross_taxable}
  - share: {percent_of: gross, rate: rate.read}
  - amount: {round: share, to: 0.01 MAD, mode: half-up}
pays: {head: premium, to: operator, value: amount}
after_payment: keep
```

```yaml scenario
of: premium
as_known_on: 2021-03-15
tables:
  payroll: {contract: permanent}
given:
  - {table: payroll, operator: X, person: A, month: 2018-01, gross_taxable: 1000 MAD}
@ROWS
covered:
  - {table: payroll, operator: X, months: 2018-01 .. 2019-12}
expect:
  - {person: A, status: due, amount: 70 MAD}
@EXPECT
```
"#;
