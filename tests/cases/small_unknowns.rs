//! Unknown stays small: one cell or one row that cannot be read changes what rests on it, and nothing else.

use std::collections::BTreeSet;

use crate::desk::{Desk, Known};
use crate::firm::{ALL_DUE, Files, Firm, HIRES, Line};

const DAY: &str = "2027-04-05";

/// Forty employees: thirty-seven of old (two of them the usual ones), and the three who were hired in September 2025.
fn forty() -> Firm {
    let mut firm = Firm::usual();
    let old: Vec<Line> = (1..=35).map(|one| Line::new(&number(one), "2020-01-01", "7000,00", "0")).collect();
    firm.months("2000016", "2025-06", "2027-03", &old);
    firm
}

/// A number of social security that is right in form, and nobody's.
fn number(one: u32) -> String {
    let digits = format!("1040{one:04}");
    let at = |place: usize| digits.as_bytes().get(place).map_or(0, |digit| u32::from(digit - b'0'));
    let sum = 2 * (at(1) + at(3) + at(5) + at(7)) + at(2) + at(4) + at(6);
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// Whatever the contract says, clause by clause.
fn everything(known: &Known) -> BTreeSet<String> {
    known
        .clauses()
        .flat_map(|clause| known.of(clause).into_iter().map(move |line| format!("{clause} {line}")))
        .collect()
}

#[test]
fn an_unread_cell_of_one_of_forty_changes_nobody_else_s_figures() {
    let unread = |text: &str| {
        let lines = text.lines().map(|line| match line.contains(&number(1)) {
            true => line.replace("7000,00", "sept mille"),
            false => line.to_owned(),
        });
        lines.collect::<Vec<String>>().join("\n")
    };
    let tidy = Desk::with(DAY, &forty().files()).known(DAY);
    let desk = Desk::new();
    desk.hand_in(DAY, &forty().files().edited("PAIE_2000016_202603.csv", unread));
    let known = desk.known(DAY);
    known.are("pae", ALL_DUE);
    let (before, after) = (everything(&tidy), everything(&known));
    let changed: Vec<&String> = before.symmetric_difference(&after).collect();
    assert!(!changed.is_empty(), "his own figures rest on the cell");
    assert!(changed.iter().all(|line| line.contains(&number(1))), "{changed:#?}");
}

#[test]
fn an_unread_cell_of_a_hire_leaves_the_premiums_of_the_other_two() {
    let unread = |text: &str| text.replacen("8000,00", "huit mille", 1);
    let desk = Desk::new();
    desk.hand_in(DAY, &forty().files().edited("PAIE_2000016_202603.csv", unread));
    desk.known(DAY).are(
        "pae",
        "102000016 2025-09-01: not evaluated (base: …)
         102000024 102000032 2025-09-01: due 16320.00",
    );
}

/// A yearly statement of the three hires of 2026, 96,000.00 each and 18,375.20 withheld; the number of one as written.
fn statement(first: &str) -> Files {
    let person = |cnss: &str| {
        format!(
            "<PersonnelPermanent><numCNSS>{cnss}</numCNSS><periode>312</periode><nbrReductions>0</nbrReductions>\
             <mtRevenuBrutImposable>96000.00</mtRevenuBrutImposable><mtFraisProfess>24000.00</mtFraisProfess>\
             <mtCotisationAssur>0.00</mtCotisationAssur><mtRevenuNetImposable>72000.00</mtRevenuNetImposable>\
             <mtTotalDeduction>24000.00</mtTotalDeduction><irPreleve>5000.00</irPreleve></PersonnelPermanent>"
        )
    };
    let persons: String = [first, HIRES[1], HIRES[2]].map(person).concat();
    let text = format!(
        "<TraitementEtSalaire><identifiantFiscal>1000001</identifiantFiscal><annee>2026</annee>\
         <nbrPersoPermanent>3</nbrPersoPermanent>\
         <totalMtRevenuBrutImposablePP>288000.00</totalMtRevenuBrutImposablePP>\
         <totalMtIrPrelevePP>15000.00</totalMtIrPrelevePP>\
         <listPersonnelPermanent>{persons}</listPersonnelPermanent></TraitementEtSalaire>"
    );
    Files::default().and("9421-2026.xml", text)
}

#[test]
fn a_statement_with_a_refused_row_is_held_against_its_own_totals() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let told = desk.hand_in(DAY, &statement("102000017"));
    told.rows("9421-2026.xml", 2, 0, 1).tells("tax-total-rows", "9421-2026.xml", 2).finds_no(&["tax-total"]);
    let (said, exit) = desk.says(&["evidence", "--operator", "op-1"]);
    assert_eq!(exit, 0, "{said}");
    for figure in ["288,000.00", "192,000.00", "96,000.00"] {
        assert!(said.contains(figure), "{figure} is not told:\n{said}");
    }
    // What is known of the two others is what it is without the third; of the third nothing is said to be zero.
    let whole = Desk::with(DAY, &Firm::usual().files().with(statement(HIRES[0]))).known(DAY);
    let of = |known: &Known, person: &str| -> Vec<String> {
        known.of("ir_recomputed").into_iter().filter(|line| line.starts_with(person)).collect()
    };
    let known = desk.known(DAY);
    for person in [HIRES[1], HIRES[2]] {
        assert_eq!(of(&known, person), of(&whole, person));
        assert!(!of(&known, person).is_empty());
    }
    assert!(of(&known, HIRES[0]).iter().all(|line| line.contains("not evaluated")), "{:?}", of(&known, HIRES[0]));
    assert!(of(&whole, HIRES[0]).iter().all(|line| !line.contains("not evaluated")), "{:?}", of(&whole, HIRES[0]));
}

#[test]
fn a_day_at_the_end_of_all_calendars_stops_nobody() {
    let day_of_leaving = |day: &str| {
        Firm::usual()
            .files()
            .edited("PAIE_2000016_202603.csv", |text| text.replacen("2025-09-01;;", &format!("2025-09-01;{day};"), 1))
    };
    let registers = |from: &str, to: &str| Firm::usual().files().edited(".csv", |text| text.replace(from, to));
    let deliveries = [
        day_of_leaving("9999-12-31"),
        day_of_leaving("0001-01-01"),
        day_of_leaving("2262-04-12"),
        registers(";2015-01-01;\n", ";0001-01-01;9999-12-31\n"),
        registers("1000001;2015-01-01;", "1000001;9999-12-31;"),
        registers("1000001;2015-01-01;", "1000001;0001-01-01;"),
    ];
    for (place, files) in deliveries.into_iter().enumerate() {
        let desk = Desk::new();
        desk.hand_in(DAY, &files);
        let known = desk.known(DAY).of("pae");
        let others = known.iter().filter(|line| !line.starts_with(HIRES[0])).count();
        assert!(others >= 2, "{place}: {known:?}");
        for line in known {
            assert!(
                line.contains("not evaluated") || line.contains("due 16320.00") || line.contains("zero by rule"),
                "{place}: {line}"
            );
        }
    }
}
