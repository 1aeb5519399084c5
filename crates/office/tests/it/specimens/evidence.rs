//! Deliveries: registers with their originals, a payroll beside them, one in its place, one taken back, an original opened, and
//! what lay there before.

use contract::identity::OperatorId;
use office::act::submit::{Filled, HandIn, submit};
use office::act::withdraw::{self, Withdraw, withdraw};
use office::act::{import, open_original};
use office::actor::Actor;
use office::fault::Fault;

use super::{DONE, Said, Specimen, Story, Turn, day};
use crate::sector::lie;

const OPERATORS: &str = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                         op-1;Société fictive;001234567000062;12345678;2014-03-01;g1\n";
const AFFILIATIONS: &str = "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n";

pub const SPECIMENS: &[Specimen] = &[
    Specimen::plain("submit", |turn| {
        let files = [("operateurs.csv", OPERATORS.to_owned()), ("affiliations.csv", AFFILIATIONS.to_owned())];
        handed(turn, &files, HandIn { originals: Some([9; 32]), ..HandIn::new(&turn.request) })
    }),
    Specimen::plain("add", |turn| {
        handed(turn, &[payroll(7, 8_000)], HandIn { filled: Filled::Add, ..HandIn::new(&turn.request) })
    }),
    Specimen::plain("replace", |turn| {
        handed(turn, &[payroll(7, 9_000)], HandIn { filled: Filled::Replace, ..HandIn::new(&turn.request) })
    }),
    Specimen::plain("withdraw", back).after(|story| named(story, "payroll", ["withdrawn", "withdrawn-piece"])),
    Specimen::plain("open-original", opened).after(|story| named(story, "affiliation", ["opened", "opened-piece"])),
    Specimen::plain("import", |turn| {
        import(&turn.workspace(), &turn.actor, false, turn.story.now())?;
        Ok(DONE)
    })
    .after(|story| {
        let (name, text) = payroll(8, 8_000);
        lie(&story.open(), &[(name.to_owned(), text.into_bytes())], day("2026-02-27"));
    }),
];

/// The payroll of a month of 2025, of one person.
pub fn payroll(month: u32, wage: u32) -> (&'static str, String) {
    let columns = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                   annee_naissance;filiere;brut_imposable;ir_preleve";
    let row = format!(
        "1234567;2025-{month:02};123456785;AB123456;FICTIF;EXEMPLE;s1;2025-07-01;;CDI;MA;1995;CRM;{wage}.00;300.00"
    );
    ("paie.csv", format!("{columns}\n{row}\n"))
}

fn handed(turn: &Turn<'_>, files: &[(&str, String)], how: HandIn) -> Result<Said, Fault> {
    let files: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    Ok(submit(&turn.workspace(), &turn.actor, &files, &how, turn.story.now())?.entry.into())
}

fn operator() -> OperatorId {
    OperatorId::new("op-1").expect("an identifier")
}

/// Notes the first file of that kind that counts.
fn named(story: &mut Story, table: &str, [of_submission, of_piece]: [&'static str; 2]) {
    let files = withdraw::files(&story.open(), &Actor::Office, &operator(), story.now()).expect("its files");
    let counts = |standing: &str| matches!(standing, "accepted" | "shared");
    let found = files.iter().find_map(|one| {
        let place = one.pieces.iter().position(|piece| piece.table == Some(table) && counts(piece.standing))?;
        Some((one.id.clone(), (place + 1).to_string()))
    });
    let (submission, piece) = found.unwrap_or_else(|| panic!("no file of {table} counts: {files:?}"));
    story.note(of_submission, submission);
    story.note(of_piece, piece);
}

fn back(turn: &Turn<'_>) -> Result<Said, Fault> {
    let asked = Withdraw {
        operator: operator(),
        submission: turn.noted("withdrawn"),
        piece: turn.noted("withdrawn-piece"),
        reason: "erreur".to_owned(),
        request: turn.request.clone(),
        day_named: None,
    };
    let done = withdraw(&turn.workspace(), &turn.actor, &asked, turn.story.now())?;
    Ok(Said {
        entry: done.entry.map(|entry| (entry, format!("{:?} {:?}", done.day, done.effects))),
        again: Some(done.again),
    })
}

fn opened(turn: &Turn<'_>) -> Result<Said, Fault> {
    let asked = open_original::Question {
        operator: operator(),
        submission: turn.noted("opened"),
        piece: turn.noted("opened-piece"),
        reason: "the court asks".to_owned(),
        key: turn.story.root.join("keys/opening.key"),
        to: turn.story.folder.path().join(format!("opened-{}", turn.sending)),
    };
    Ok(open_original(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.into())
}
