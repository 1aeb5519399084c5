//! From the files to the premium: a row refused for a wrong digit leaves its person without a determination, and nobody
//! else; a corrected file decides again. Everybody here is fictitious.

use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Reason, Status};
use contract::facts::Period;
use contract::identity::OperatorId;
use contract::model::Contract;
use evidence::intake::{Delivery, submit_pieces};
use evidence::pseudonym::Key;
use evidence::store::Store;

use crate::shipped::{both_roads, shipped};

const TABLES: [&str; 6] = ["payroll", "bds", "annual_tax", "turnover", "operator", "site"];
const REFUSED: &str = "2026-02";

/// Number of the social fund, identity card, day of hire.
const EVERYBODY: [(&str, &str, &str); 3] = [
    ("100000018", "AB100001", "2020-01-01"),
    ("123456785", "AB100002", "2025-07-01"),
    ("123456793", "AB100003", "2025-07-01"),
];

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The payroll register of a month, with the number of the last person as given.
fn register(month: Month, last_number: &str) -> evidence::piece::Piece {
    let mut text =
        "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                    annee_naissance;filiere;brut_imposable;ir_preleve\n"
            .to_owned();
    for (number, card, hired) in EVERYBODY {
        if date(hired) > month.last_day() {
            continue;
        }
        // A card beside a wrong number would name the person.
        let card = if number == EVERYBODY[2].0 && number != last_number { "" } else { card };
        let number = if number == EVERYBODY[2].0 { last_number } else { number };
        text += &format!("1234567;{month};{number};{card};FICTIF;EXEMPLE;s1;{hired};;CDI;MA;1995;CRM;8000.00;300.00\n");
    }
    evidence::read::read_by(
        &crate::packs::tables(),
        &format!("PAIE_1234567_{}.csv", month.to_string().replace('-', "")),
        text.as_bytes(),
    )
}

/// What the premium comes to for the two persons hired in July 2025, in order of amount paid for, as known on a day.
fn premiums(contract: &Contract, store: &Store, known_on: &str) -> Vec<Determination> {
    let operator = OperatorId::new("op-1").expect("an operator");
    let program = compile(contract).expect("it compiles");
    let evidence = store.load(&operator, &TABLES, date(known_on)).expect("a load");
    both_roads(contract, &program, &evidence.to_facts(None), date(known_on)).expect("both roads agree");
    let assessment = assess_operator(&program, &evidence, date(known_on), Readings::InUse).expect("it computes");
    let all = assessment.to_determinations(&program).into_iter();
    all.filter(|one| one.clause == "pae" && one.key.start == Some(date("2025-07-01"))).collect()
}

#[test]
fn a_refused_row_takes_the_premium_from_nobody() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::create(&folder.path().join("evidence"))
        .expect("a new store")
        .knowing(crate::packs::tables())
        .without_waiting_for_disk();
    let submit = |received: &str, pieces| {
        submit_pieces(&store, &Key::from_bytes([7; 32]), pieces, Delivery::on(date(received)).replacing())
            .expect("an intake");
    };
    let registers = [
        "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
         op-1;Société fictive;001234567000062;12345678;2014-03-01;g1\n",
        "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n",
        "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n",
    ];
    submit(
        "2025-06-01",
        registers
            .iter()
            .map(|text| evidence::read::read_by(&crate::packs::tables(), "registre.csv", text.as_bytes()))
            .collect(),
    );
    let first: Month = "2025-06".parse().expect("a month");
    let refused: Month = REFUSED.parse().expect("a month");
    let number_in = |month: Month| if month == refused { "123456794" } else { EVERYBODY[2].0 };
    submit(
        "2027-02-05",
        (0..20).map(|place| first.plus(place)).map(|month| register(month, number_in(month))).collect(),
    );

    let contract = shipped("offshoring-2025");
    let today = premiums(&contract, &store, "2027-02-10");
    let (kept, doubted): (Vec<_>, Vec<_>) = today.iter().partition(|one| one.status == Status::Due);
    assert_eq!((kept.len(), doubted.len()), (1, 1), "{today:#?}");
    let why = Reason::RowsRefused { table: "payroll".to_owned(), period: Some(Period::Month(refused)) };
    assert_eq!((doubted[0].status, doubted[0].reason.as_ref()), (Status::NotEvaluated, Some(&why)), "{today:#?}");

    submit("2027-03-01", vec![register(refused, EVERYBODY[2].0)]);
    let corrected = premiums(&contract, &store, "2027-03-05");
    assert!(corrected.iter().all(|one| one.status == Status::Due && one.amount == kept[0].amount), "{corrected:#?}");
    assert!(corrected.contains(kept[0]), "the other's premium is the same");
    assert_eq!(premiums(&contract, &store, "2027-02-10"), today, "what was known before stays");
}
