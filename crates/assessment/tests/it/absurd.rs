//! Absurd figures that a store holds, as one may that was filled before readers bounded them: the keys that rest on them
//! are not evaluated, on both roads, and everybody else's amounts and all totals are what they were. Everybody is fictitious.

use assessment::assess::Readings;
use assessment::compile::compile;
use assessment::nation::{Options, assess_nation};
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Reason, Status};
use contract::facts::Cell;
use contract::identity::OperatorId;
use contract::money::Money;
use evidence::intake::{Delivery, submit_pieces};
use evidence::piece::Piece;
use evidence::pseudonym::Key;
use evidence::store::Store;

use crate::shipped::{both_roads, shipped};

const TABLES: [&str; 6] = ["payroll", "bds", "annual_tax", "turnover", "operator", "site"];
const KNOWN_ON: &str = "2027-02-10";
/// Operator, its affiliation, its persons.
const OPERATORS: [(&str, &str, [&str; 2]); 2] =
    [("op-1", "1234567", ["123456785", "123456793"]), ("op-2", "2703892", ["100000018", "100000026"])];

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn register(affiliation: &str, month: Month, persons: &[&str]) -> Piece {
    let mut text =
        "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                    annee_naissance;filiere;brut_imposable;ir_preleve\n"
            .to_owned();
    for number in persons {
        text +=
            &format!("{affiliation};{month};{number};;FICTIF;EXEMPLE;s1;2025-07-01;;CDI;MA;1995;CRM;8000.00;300.00\n");
    }
    evidence::read::read_by(
        &crate::packs::tables(),
        &format!("PAIE_{affiliation}_{}.csv", month.to_string().replace('-', "")),
        text.as_bytes(),
    )
}

/// A sector in which every cell of pay of the first operator's persons, the first of them or all, is this.
fn sector(folder: &std::path::Path, absurd: Option<i64>, everybody: bool) -> Store {
    let store = Store::create(folder).expect("a new store").knowing(crate::packs::tables()).without_waiting_for_disk();
    let registers = [
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
         op-1;Société fictive;001234567000062;12345678;2014-03-01;\nop-2;Autre;001561191000066;12345679;2014-03-01;\n",
        "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\nop-2;2703892;2016-01-01;\n",
        "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n\
         op-2;s1;casanearshore;MA-06;2016-01-01;\n",
    ];
    let submit = |received: &str, pieces| {
        submit_pieces(&store, &Key::from_bytes([7; 32]), pieces, Delivery::on(date(received))).expect("an intake");
    };
    submit(
        "2025-06-01",
        registers
            .iter()
            .map(|text| evidence::read::read_by(&crate::packs::tables(), "registre.csv", text.as_bytes()))
            .collect(),
    );
    let first: Month = "2025-06".parse().expect("a month");
    for (operator, affiliation, persons) in OPERATORS {
        let hired = |month: Month| if month == first { &[][..] } else { &persons[..] };
        let months = (0..20).map(|place| first.plus(place));
        let mut pieces: Vec<Piece> = months.map(|month| register(affiliation, month, hired(month))).collect();
        if let Some(absurd) = absurd.filter(|_| operator == "op-1") {
            for row in pieces.iter_mut().flat_map(|piece| &mut piece.rows) {
                let is_first = row.person.as_ref().is_some_and(|person| person.number.as_deref() == Some(persons[0]));
                let pay = row.cells.iter_mut().filter(|(name, _)| *name == "gross_taxable" || *name == "tax_withheld");
                if everybody || is_first {
                    pay.for_each(|(_, cell)| *cell = Cell::Amount(Money::from_centimes(absurd)));
                }
            }
        }
        submit("2027-02-05", pieces);
    }
    store
}

/// Every determination of the sector, with what it comes to by head.
fn assess(store: &Store) -> (Vec<Determination>, Vec<(String, i128)>) {
    let contract = shipped("offshoring-2025");
    let program = compile(&contract).expect("it compiles");
    let operators: Vec<OperatorId> =
        OPERATORS.iter().map(|(operator, ..)| OperatorId::new(operator).expect("an operator")).collect();
    let known_on = date(KNOWN_ON);
    for operator in &operators {
        let evidence = store.load(operator, &TABLES, known_on).expect("a load");
        both_roads(&contract, &program, &evidence.to_facts(None), known_on).expect("both roads agree");
    }
    let mut all = Vec::new();
    let options = Options { readings: Readings::InUse, batch: 2 };
    let load = |operator: &OperatorId| Ok(store.load(operator, &TABLES, known_on)?);
    let nation = assess_nation(&program, &operators, known_on, options, load, |assessed| {
        all.extend(assessed.to_determinations(&program));
        Ok(())
    });
    (all, nation.expect("the sector is assessed").totals.by_head())
}

fn premiums<'a>(all: &'a [Determination], operator: &str) -> Vec<&'a Determination> {
    all.iter().filter(|one| one.clause == "pae" && one.operator.as_str() == operator).collect()
}

#[test]
fn an_absurd_amount_of_one_is_nobody_else_s_matter() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (sound, _) = assess(&sector(&folder.path().join("sound"), None, false));
    for operator in ["op-1", "op-2"] {
        let premiums = premiums(&sound, operator);
        assert!(premiums.len() == 2 && premiums.iter().all(|one| one.status == Status::Due), "{sound:#?}");
    }
    // All that fits a cell, and what is merely more than anybody can be paid.
    for (place, (absurd, everybody)) in
        [(i64::MAX, true), (i64::MAX / 12, false), (10_000_000_000_000, true)].into_iter().enumerate()
    {
        let (all, heads) = assess(&sector(&folder.path().join(place.to_string()), Some(absurd), everybody));
        assert_eq!(premiums(&all, "op-2"), premiums(&sound, "op-2"), "{absurd}");
        let (due, not): (Vec<_>, Vec<_>) =
            premiums(&all, "op-1").into_iter().partition(|one| one.status == Status::Due);
        assert_eq!((due.len(), not.len()), if everybody { (0, 2) } else { (1, 1) }, "{absurd}: {all:#?}");
        assert!(not.iter().all(|one| one.reason == Some(Reason::TooLarge) && one.decided_by.is_some()), "{not:#?}");
        let amounts = all.iter().filter(|one| one.status == Status::Due).filter_map(|one| one.amount);
        let sum: i128 = amounts.map(|amount| i128::from(amount.centimes())).sum();
        assert_eq!(heads.iter().map(|(_, due)| *due).sum::<i128>(), sum);
    }
}
