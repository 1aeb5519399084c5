//! A text on its way into force: proposed, signed by the parties that it names, brought into force; and everything that is
//! refused on the way.

use contract::calendar::Date;
use office::act::{Asking, bring_into_force, propose, record_texts, sign, withdraw_proposal, withdraw_signature};
use office::actor::Actor;
use office::answer::texts::{Proposal, TextStage};
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::refusal::Refusal;
use office::workspace::{Birth, Shipped, Workspace};
use std::sync::Arc;
use tempfile::TempDir;

use crate::sector::sector;

const TEXT: &str = include_str!("agreements/contract.md");
const PATH: &str = "offer/contract.md";
fn now() -> Now {
    Now::of(0)
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn made() -> (TempDir, Arc<Workspace>) {
    let folder = tempfile::tempdir().expect("a folder");
    let birth = Birth { shipped: Shipped::Nothing, ..Birth::fictitious(day("2026-03-01")) };
    let workspace = Workspace::create(&folder.path().join("workspace"), &birth, now()).expect("a workspace");
    let workspace = Arc::new(workspace);
    write(&workspace, TEXT);
    (folder, workspace)
}

fn write(workspace: &Workspace, text: &str) {
    let path = workspace.root().join("contracts").join(PATH);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

/// What was done under a request, or the message of the refusal.
type Done = Result<Proposal, String>;

fn told<A>(done: Result<(Proposal, A), Fault>) -> Done {
    done.map(|(proposal, _)| proposal).map_err(|fault| match Refusal::of(&fault) {
        Some(Refusal::Said { message, .. }) => message,
        _ => format!("{fault:?}"),
    })
}

fn offer(workspace: &Workspace, request: &str) -> Done {
    let asked = propose::Question { path: PATH.to_owned(), author: None };
    told(propose(workspace, &Actor::Office, &asked, &Asking::new(request), now()))
}

fn put(workspace: &Workspace, party: &str, request: &str) -> Done {
    let asked = sign::Question { contract: "offer".to_owned(), party: party.to_owned(), ..Default::default() };
    told(sign(workspace, &Actor::Office, &asked, &Asking::new(request), now()))
}

fn take_back(workspace: &Workspace, party: &str, request: &str) -> Done {
    let (contract, party, reason) = ("offer".to_owned(), party.to_owned(), "a slip".to_owned());
    let asked = withdraw_signature::Question { contract, party, reason };
    told(withdraw_signature(workspace, &Actor::Office, &asked, &Asking::new(request), now()))
}

fn force(workspace: &Workspace, from: &str, request: &str) -> Done {
    let asked = bring_into_force::Question {
        contract: "offer".to_owned(),
        from: Some(day(from)),
        reference: None,
        published: None,
    };
    told(bring_into_force(workspace, &Actor::Office, &asked, &Asking::new(request), now()))
}

fn refusal(code: &str) -> Done {
    Err(format!("refusal-{code}"))
}

#[test]
fn a_text_is_proposed_signed_by_all_and_comes_into_force_from_its_day() {
    let (_folder, workspace) = made();
    assert_eq!(put(&workspace, "state", "sign-early"), refusal("text-not-proposed"));
    let proposal = offer(&workspace, "propose-1").expect("proposed");
    assert_eq!(proposal.parties, ["state", "industry"]);
    assert_eq!(offer(&workspace, "propose-2"), refusal("text-proposed"));
    assert_eq!(offer(&workspace, "propose-1").expect("the same request").entry, proposal.entry);
    assert_eq!(put(&workspace, "nobody", "sign-nobody"), refusal("party-not-named"));
    assert_eq!(force(&workspace, "2026-07-01", "force-early"), refusal("text-unsigned"));
    put(&workspace, "state", "sign-state").expect("signed");
    assert_eq!(put(&workspace, "state", "sign-twice"), refusal("party-signed"));
    assert_eq!(put(&workspace, "state", "sign-state").expect("the same request").signatures.len(), 1);
    take_back(&workspace, "state", "back-request-1").expect("withdrawn");
    assert_eq!(take_back(&workspace, "state", "back-request-2"), refusal("party-not-signed"));
    put(&workspace, "state", "sign-state-anew").expect("signed");
    // Whoever signs reads what lies in the folder: it must be what is proposed.
    write(&workspace, &TEXT.replace("100 MAD", "200 MAD"));
    assert_eq!(put(&workspace, "industry", "sign-changed"), refusal("text-changed"));
    write(&workspace, TEXT);
    let other = sign::Question {
        contract: "offer".to_owned(),
        party: "industry".to_owned(),
        agreement: Some("0".repeat(64)),
        ..Default::default()
    };
    assert_eq!(
        told(sign(&workspace, &Actor::Office, &other, &Asking::new("sign-other"), now())),
        refusal("text-other-hash")
    );
    assert!(workspace.texts(None).expect("texts").sounds.is_empty(), "a draft owes nothing");
    let before = workspace.head().expect("a journal").entries;
    put(&workspace, "industry", "sign-industry").expect("signed");
    assert_eq!(take_back(&workspace, "state", "back-request-3"), refusal("text-all-signed"));
    let late = withdraw_proposal::Question { contract: "offer".to_owned(), reason: "late".to_owned() };
    let late = withdraw_proposal(&workspace, &Actor::Office, &late, &Asking::new("withdraw-request-"), now());
    assert_eq!(told(late), refusal("text-all-signed"));
    // A person-year is cut by whole months.
    assert_eq!(force(&workspace, "2026-07-02", "force-request-2"), Err("diagnostic-effect-inside-month".to_owned()));
    assert_eq!(force(&workspace, "2031-01-01", "force-request-3"), refusal("text-over"));
    let preview = bring_into_force::Question {
        contract: "offer".to_owned(),
        from: Some(day("2026-07-01")),
        reference: None,
        published: None,
    };
    let looking = Asking { preview: true, ..Asking::new("force-preview") };
    let (seen, nothing) =
        bring_into_force(&workspace, &Actor::Office, &preview, &looking, now()).expect("it would be in force");
    assert!(nothing.is_none() && seen.from() == Some(day("2026-07-01")));
    // The day may lie in the future.
    let stands = force(&workspace, "2026-07-01", "force-request-4").expect("in force");
    assert_eq!(stands.signatures.len(), 2);
    let texts = workspace.texts(None).expect("texts");
    let [sound] = texts.sounds.as_slice() else { panic!("one text counts") };
    assert_eq!(sound.contract.in_effect.first, day("2026-07-01"));
    assert!(sound.contract.clauses.iter().all(|clause| clause.in_effect.first == day("2026-07-01")));
    // What was known before is what it was.
    assert!(workspace.texts(Some(before)).expect("texts").sounds.is_empty());
    // Recording the file does not go round the signatures.
    write(&workspace, &TEXT.replace("100 MAD", "200 MAD"));
    let paths = [PATH.to_owned()];
    let recorded = record_texts(&workspace, &Actor::Office, &paths, "record-offer", now());
    assert!(
        matches!(&recorded, Err(fault) if matches!(Refusal::of(fault), Some(Refusal::Said { message, .. }) if message == "refusal-text-bound"))
    );
    let (none, _) =
        record_texts(&workspace, &Actor::Office, &[], "record-all-of-it", now()).expect("nothing to record");
    assert!(none.is_empty());
    // A next version is a draft beside it, until it takes the place of all of its days.
    offer(&workspace, "propose-next").expect("proposed");
    put(&workspace, "state", "sign-next-1").expect("signed");
    put(&workspace, "industry", "sign-next-2").expect("signed");
    assert_eq!(force(&workspace, "2026-08-01", "force-next-1"), refusal("text-leaves-days"));
    force(&workspace, "2026-07-01", "force-next-2").expect("in force");
    let texts = workspace.texts(None).expect("texts");
    assert_eq!(texts.sounds.len(), 1, "one version decides");
    assert!(texts.sounds[0].paper.text.contains("200 MAD"));
    let known = Known::when(&workspace, now(), When::default()).expect("known");
    let rows = question::texts(&known, &Actor::Office).expect("rows");
    assert_eq!(rows.iter().map(|row| row.stage).collect::<Vec<_>>(), [TextStage::InForce]);
    let view = question::contract(&known, &Actor::Public, "offer").expect("a page").expect("it is there");
    assert_eq!(view.proposals.len(), 1);
    assert_eq!(view.proposals[0].signatures.len(), 2);
}

#[test]
fn a_unilateral_act_binds_once_it_is_public() {
    let (_folder, workspace) = made();
    let mut asked = propose::Question { path: PATH.to_owned(), author: Some("nobody".to_owned()) };
    let doing = |asked: &propose::Question, request: &str| {
        told(propose(&workspace, &Actor::Office, asked, &Asking::new(request), now()))
    };
    assert_eq!(doing(&asked, "propose-1"), refusal("party-not-named"));
    asked.author = Some("state".to_owned());
    doing(&asked, "propose-2").expect("proposed");
    assert_eq!(force(&workspace, "2026-07-01", "force-request-1"), refusal("text-not-public"));
    let public = |published: &str| bring_into_force::Question {
        contract: "offer".to_owned(),
        from: None,
        reference: Some("Bulletin 7".to_owned()),
        published: Some(day(published)),
    };
    let tomorrow =
        bring_into_force(&workspace, &Actor::Office, &public("2026-03-02"), &Asking::new("force-request-2"), now());
    assert!(matches!(tomorrow, Err(Fault::Future { .. })), "what has happened is not in the future");
    let done =
        bring_into_force(&workspace, &Actor::Office, &public("2026-02-27"), &Asking::new("force-request-3"), now());
    let stands = told(done).expect("in force");
    assert_eq!((stands.from(), stands.signatures.len()), (Some(day("2025-01-01")), 0));
}

#[test]
fn what_cannot_be_agreed_is_not_proposed() {
    let (_folder, workspace) = made();
    let refused = |text: &str, code: &str| {
        write(&workspace, text);
        assert_eq!(offer(&workspace, "propose-it"), refusal(code));
    };
    refused(&TEXT.replace("text_status: original", "text_status: restated"), "text-restated");
    refused(&TEXT.replace("id: premium\n", "id: premium\nsort: x\n"), "text-unsound");
    let asked = propose::Question { path: "../evidence".to_owned(), author: None };
    let outside = told(propose(&workspace, &Actor::Office, &asked, &Asking::new("outside-of-it"), now()));
    assert_eq!(outside, refusal("text-not-there"));
    assert!(propose(&workspace, &Actor::Public, &asked, &Asking::new("outside-of-it"), now()).is_err());
}

#[test]
fn the_same_text_signed_changes_no_figure_and_parts_are_what_is_signed() {
    let (_folder, workspace, _) = sector();
    let path = "ma/offshoring-2025/contract.md";
    let file = workspace.root().join("contracts").join(path);
    let text =
        std::fs::read_to_string(&file).expect("a text").replace("text_status: restated", "text_status: original");
    std::fs::write(&file, &text).expect("written");
    let asked = propose::Question { path: path.to_owned(), author: None };
    let proposal =
        told(propose(&workspace, &Actor::Office, &asked, &Asking::new("propose-1"), now())).expect("proposed");
    let parts: Vec<(&str, &str)> = proposal.parts.iter().map(|part| (part.part.as_str(), part.name.as_str())).collect();
    assert_eq!(
        parts,
        [
            ("document", path),
            ("annex", "ma/offshoring-2025/PROVENANCE.md"),
            ("statistics", "ma/statistics.csv"),
            ("pack", "ma-territory 2025"),
            ("pack", "ma-tax 2025"),
            ("pack", "ma-social-security 2025"),
            ("pack", "ma-registers 2025")
        ]
    );
    let texts = workspace.texts(None).expect("texts");
    assert_eq!((texts.sounds.len(), texts.withheld.len()), (2, 1), "the recorded one goes on");
    for party in &proposal.parties {
        let contract = "ma-offshoring-2025".to_owned();
        let asked = sign::Question { contract, party: party.clone(), file: Some(vec![1, 2, 3]), ..Default::default() };
        told(sign(&workspace, &Actor::Office, &asked, &Asking::new(format!("sign-{party}")), now())).expect("signed");
    }
    let asked = bring_into_force::Question {
        contract: "ma-offshoring-2025".to_owned(),
        from: None,
        reference: None,
        published: None,
    };
    told(bring_into_force(&workspace, &Actor::Office, &asked, &Asking::new("into-force"), now())).expect("in force");
    let texts = workspace.texts(None).expect("texts");
    assert_eq!((texts.sounds.len(), texts.withheld.len()), (2, 0));
    let files = office::question::verify(&workspace, &Actor::Office, &Default::default(), now(), &question::silent);
    assert!(files.expect("verified").faults.is_empty());
}
