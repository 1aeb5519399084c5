//! The birth of a workspace, and a text on its way into force.

use office::act::{Asking, bring_into_force, propose, record_texts, sign, withdraw_proposal, withdraw_signature};
use office::actor::Actor;
use office::fault::Fault;
use office::workspace::Workspace;

use super::{DONE, Said, Specimen, Story, Turn, day};

const TEXT: &str = include_str!("../agreements/contract.md");
const PATH: &str = "offer/contract.md";

pub const SPECIMENS: &[Specimen] = &[
    Specimen::plain("open", open),
    Specimen::plain("record-text", record).after(|story| write(story, "notes/note.md", "une note")),
    Specimen::plain("propose", |turn| proposed(turn.story, &turn.request)).after(|story| write(story, PATH, TEXT)),
    Specimen::plain("sign", |turn| signed(turn.story, "state", &turn.request)),
    Specimen::plain("withdraw-signature", |turn| {
        let [contract, party, reason] = ["offer", "state", "erreur"].map(str::to_owned);
        let asked = withdraw_signature::Question { contract, party, reason };
        Ok(withdraw_signature(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.1.into())
    }),
    Specimen::plain("withdraw-proposal", |turn| {
        let [contract, reason] = ["offer", "erreur"].map(str::to_owned);
        let asked = withdraw_proposal::Question { contract, reason };
        Ok(withdraw_proposal(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.1.into())
    }),
    Specimen::plain("bring-into-force", |turn| {
        let (contract, from) = ("offer".to_owned(), Some(day("2026-07-01")));
        let asked = bring_into_force::Question { contract, from, reference: None, published: None };
        Ok(bring_into_force(&turn.workspace(), &turn.actor, &asked, &turn.asking(), turn.story.now())?.1.into())
    })
    .after(|story| {
        proposed(story, "ready-propose").expect("proposed");
        for party in ["state", "industry"] {
            signed(story, party, &format!("ready-sign-{party}")).expect("signed");
        }
    }),
];

fn open(turn: &Turn<'_>) -> Result<Said, Fault> {
    match Workspace::create(&turn.story.root, &turn.story.birth(), turn.story.now()) {
        Ok(_) => Ok(Said { again: Some(false), ..DONE }),
        // It is there, whole: somebody else made it.
        Err(_) if Workspace::open(&turn.story.root).is_ok() => Ok(Said { again: Some(true), ..DONE }),
        Err(fault) => Err(fault.into()),
    }
}

fn record(turn: &Turn<'_>) -> Result<Said, Fault> {
    let (texts, recorded) = record_texts(&turn.workspace(), &turn.actor, &[], &turn.request, turn.story.now())?;
    assert_eq!(texts.len(), 1, "the same is told each time");
    Ok(recorded.into())
}

pub fn write(story: &Story, path: &str, text: &str) {
    let path = story.root.join("contracts").join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

fn proposed(story: &Story, request: &str) -> Result<Said, Fault> {
    let asked = propose::Question { path: PATH.to_owned(), author: None };
    Ok(propose(&story.open(), &Actor::Office, &asked, &Asking::new(request), story.now())?.1.into())
}

fn signed(story: &Story, party: &str, request: &str) -> Result<Said, Fault> {
    let asked = sign::Question { contract: "offer".to_owned(), party: party.to_owned(), ..Default::default() };
    Ok(sign(&story.open(), &Actor::Office, &asked, &Asking::new(request), story.now())?.1.into())
}
