//! Packs in a workspace: recorded or brought into force like contracts, told apart from them, and what a contract borrows of
//! them is part of what it is.

use std::sync::Arc;

use contract::calendar::Date;
use office::act::{Asking, bring_into_force, propose, record_texts, sign};
use office::actor::Actor;
use office::answer::texts::TextStage;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::refusal::Refusal;
use office::texts::Why;
use office::workspace::{Birth, Shipped, Workspace};
use tempfile::TempDir;

const OFFER: &str = include_str!("agreements/contract.md");
const PACK: &str = "---
id: law
kind: pack
version: \"1\"
titles: {en: Law}
text_status: original
authoritative: en
languages: en
published: 2025-01-01
in_effect: 2025-01-01 ..
---

# Article 1 — Bounds {#art-1}

> No premium is less than nothing.

```yaml parameter
id: premium.least
labels: {en: Least premium}
unit: MAD
values:
  - {in_effect: 2025-01-01 .., value: 0 MAD, basis: art-1, confidence: assumed}
```

```yaml parameter
id: premium.unread
labels: {en: Nobody reads it}
unit: MAD
values:
  - {in_effect: 2025-01-01 .., value: 7 MAD, basis: art-1, confidence: assumed}
```
";

fn now() -> Now {
    Now::of(0)
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// The offer, of which the bound stands in a pack.
fn offer() -> String {
    let uses = "in_effect: 2025-01-01 .. 2030-12-31\n";
    let crossing = "from: payroll\ncrossing: {place: split by months, rule: split by months}\n";
    let text = OFFER.replace(uses, &format!("{uses}uses: law 1\n")).replace("from: payroll\n", crossing);
    text.replace("bound: 0 MAD", "bound: premium.least")
}

fn made() -> (TempDir, Arc<Workspace>) {
    let folder = tempfile::tempdir().expect("a folder");
    let birth = Birth { shipped: Shipped::Nothing, ..Birth::fictitious(day("2026-03-01")) };
    let workspace = Workspace::create(&folder.path().join("workspace"), &birth, now()).expect("a workspace");
    (folder, Arc::new(workspace))
}

fn write(workspace: &Workspace, path: &str, text: &str) {
    let path = workspace.root().join("contracts").join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

fn record(workspace: &Workspace, paths: &[&str]) {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let request = format!("record-{}", workspace.head().expect("a journal").entries);
    record_texts(workspace, &Actor::Office, &paths, &request, now()).expect("recorded");
}

/// Why the offer is not assessed: messages.
fn why(workspace: &Workspace) -> Vec<String> {
    let texts = workspace.texts(None).expect("texts");
    let withheld = texts.withheld.iter().find(|one| one.is_called("offer"));
    withheld.map(|one| one.why.iter().map(|why| why.message().0).collect()).unwrap_or_default()
}

/// The codes of what the check of the offer says.
fn diagnostics(workspace: &Workspace) -> Vec<&'static str> {
    let texts = workspace.texts(None).expect("texts");
    let withheld = texts.withheld.iter().find(|one| one.is_called("offer")).expect("it is withheld");
    withheld.paper.checked.diagnostics.iter().map(|one| one.code).collect()
}

fn refused<A>(done: Result<A, Fault>) -> String {
    match done.err().as_ref().map(Refusal::of) {
        Some(Some(Refusal::Said { message, .. })) => message,
        other => format!("{other:?}"),
    }
}

fn propose_it(workspace: &Workspace, path: &str, author: Option<&str>) -> Result<Vec<String>, Fault> {
    let asked = propose::Question { path: path.to_owned(), author: author.map(str::to_owned) };
    let request = format!("propose-{}", workspace.head().expect("a journal").entries);
    let (proposal, _) = propose(workspace, &Actor::Office, &asked, &Asking::new(request), now())?;
    Ok(proposal.parts.iter().map(|part| format!("{} {}", part.part, part.name)).collect())
}

fn force(workspace: &Workspace, contract: &str, public: bool) -> Result<(), Fault> {
    let asked = bring_into_force::Question {
        contract: contract.to_owned(),
        from: Some(day("2025-01-01")),
        reference: public.then(|| "Gazette 1".to_owned()),
        published: public.then(|| day("2025-01-01")),
    };
    let request = format!("into-force-{}", workspace.head().expect("a journal").entries);
    bring_into_force(workspace, &Actor::Office, &asked, &Asking::new(request), now()).map(|_| ())
}

#[test]
fn a_contract_whose_pack_is_not_there_is_not_assessed_and_the_pack_is_named() {
    let (_folder, workspace) = made();
    write(&workspace, "offer/contract.md", &offer());
    record(&workspace, &[]);
    assert_eq!((why(&workspace), diagnostics(&workspace)), (vec!["withheld-unsound".to_owned()], vec!["pack-absent"]));
    write(&workspace, "packs/law/pack.md", PACK);
    record(&workspace, &[]);
    let texts = workspace.texts(None).expect("texts");
    assert_eq!((texts.sounds.len(), texts.packs.len(), texts.withheld.len()), (1, 1, 0));
    let sound = &texts.sounds[0];
    assert_eq!(sound.paper.borrows, [("law 1".to_owned(), texts.packs[0].paper.sha256())]);
    // Another text of the pack is another text of the contract, which itself did not change.
    let (sha256, identity) = (sound.paper.sha256(), sound.paper.identity());
    write(&workspace, "packs/law/pack.md", &PACK.replace("value: 0 MAD", "value: 1 MAD"));
    record(&workspace, &[]);
    let texts = workspace.texts(None).expect("texts");
    assert_eq!(texts.sounds[0].paper.sha256(), sha256);
    assert_ne!(texts.sounds[0].paper.identity(), identity);
    // As known before, it is as it was.
    let before = workspace.texts(Some(workspace.head().expect("a journal").entries - 1)).expect("texts");
    assert_eq!(before.sounds[0].paper.identity(), identity);
    // Two packs of one name lend nothing.
    write(&workspace, "packs/other/pack.md", PACK);
    record(&workspace, &[]);
    assert_eq!(diagnostics(&workspace), ["pack-unsound"]);
}

#[test]
fn a_pack_is_the_act_of_its_author_and_counts_once_it_is_in_force() {
    let (_folder, workspace) = made();
    write(&workspace, "offer/contract.md", &offer());
    write(&workspace, "packs/law/pack.md", PACK);
    record(&workspace, &["offer/contract.md"]);
    assert_eq!(refused(propose_it(&workspace, "packs/law/pack.md", None)), "refusal-pack-no-author");
    assert_eq!(
        propose_it(&workspace, "packs/law/pack.md", Some("ministry")).expect("proposed"),
        ["document packs/law/pack.md"]
    );
    assert_eq!(diagnostics(&workspace), ["pack-not-in-force"]);
    assert_eq!(refused(force(&workspace, "law", false)), "refusal-text-not-public");
    force(&workspace, "law", true).expect("in force");
    assert_eq!(why(&workspace), Vec::<String>::new());
    let known = Known::when(&workspace, now(), When::default()).expect("known");
    let rows = question::texts(&known, &Actor::Office).expect("rows");
    let rows: Vec<(&str, bool, TextStage)> =
        rows.iter().map(|row| (row.contract.as_str(), row.is_pack, row.stage)).collect();
    assert_eq!(rows, [("offer", false, TextStage::Recorded), ("law", true, TextStage::InForce)]);
}

#[test]
fn what_is_signed_of_a_pack_are_the_blocks_that_are_read() {
    let (_folder, workspace) = made();
    write(&workspace, "offer/contract.md", &offer());
    assert_eq!(refused(propose_it(&workspace, "offer/contract.md", None)), "diagnostic-pack-absent");
    write(&workspace, "packs/law/pack.md", PACK);
    record(&workspace, &["packs/law/pack.md"]);
    let parts = propose_it(&workspace, "offer/contract.md", None).expect("proposed");
    assert_eq!(parts, ["document offer/contract.md", "pack law 1"]);
    let put = |party: &str| {
        let asked = sign::Question { contract: "offer".to_owned(), party: party.to_owned(), ..Default::default() };
        let request = format!("sign-{party}-{}", workspace.head().expect("a journal").entries);
        sign(&workspace, &Actor::Office, &asked, &Asking::new(request), now())
    };
    put("state").expect("signed");
    // Nobody signs beside another pack than the one that was proposed with it.
    write(&workspace, "packs/law/pack.md", &PACK.replace("value: 0 MAD", "value: 1 MAD"));
    record(&workspace, &["packs/law/pack.md"]);
    assert_eq!(refused(put("industry")), "refusal-pack-changed");
    // What nobody reads does not touch what is signed.
    write(&workspace, "packs/law/pack.md", &PACK.replace("value: 7 MAD", "value: 8 MAD"));
    record(&workspace, &["packs/law/pack.md"]);
    put("industry").expect("signed");
    force(&workspace, "offer", false).expect("in force");
    assert_eq!(why(&workspace), Vec::<String>::new());
    write(&workspace, "packs/law/pack.md", &PACK.replace("value: 0 MAD", "value: 1 MAD"));
    record(&workspace, &["packs/law/pack.md"]);
    let texts = workspace.texts(None).expect("texts");
    let withheld = texts.withheld.iter().find(|one| one.is_called("offer")).expect("it is withheld");
    assert_eq!(withheld.why, [Why::PackChanged { pack: "law 1".to_owned() }]);
}

#[test]
fn a_party_that_a_pack_names_signs_nothing_that_borrows_from_it() {
    let (_folder, workspace) = made();
    let party = "
```yaml party
id: registrar
labels: {en: Registrar}
side: state
```
";
    write(&workspace, "packs/law/pack.md", &format!("{PACK}{party}"));
    write(&workspace, "offer/contract.md", &offer());
    record(&workspace, &["packs/law/pack.md"]);
    propose_it(&workspace, "offer/contract.md", None).expect("proposed");
    let proposals = workspace.proposals(None).expect("proposals");
    assert_eq!(proposals.iter().map(|one| one.parties.clone()).collect::<Vec<_>>(), [["state", "industry"]]);
    let put = |party: &str| {
        let asked = sign::Question { contract: "offer".to_owned(), party: party.to_owned(), ..Default::default() };
        let request = format!("sign-{party}-{}", workspace.head().expect("a journal").entries);
        refused(sign(&workspace, &Actor::Office, &asked, &Asking::new(request), now()))
    };
    assert_eq!(put("registrar"), "refusal-party-not-named");
    // Two signatures of the two that the text itself names are all that it wants.
    assert_eq!([put("state"), put("industry")], ["None", "None"]);
    force(&workspace, "offer", false).expect("in force");
    // A text that names nobody itself is nobody's agreement, whomever its pack names.
    let text = offer().replace("id: offer", "id: alone");
    let (before, rest) = text.split_once("```yaml party").expect("parties");
    let (_, after) = rest.split_once("```yaml evidence").expect("evidence after the parties");
    let alone = format!("{before}```yaml evidence{after}");
    write(&workspace, "alone/contract.md", &alone);
    assert_eq!(refused(propose_it(&workspace, "alone/contract.md", None)), "refusal-text-no-parties");
}
