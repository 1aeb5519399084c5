//! A text proposed, signed, brought into force: the rows that both databases keep, and bodies that are refused.

use register::journal::RecordError;
use register::projection::agreed;
use register::tables::{IN_FORCE, PART, PROPOSAL, PROPOSAL_END, SIGNATURE};
use register::{Draft, Value, tree};

use crate::place::{draft, on_both, record};

fn parts() -> Value {
    let part = |part: &str, name: &str| {
        Value::texts([("part", part), ("name", name), ("sha256", &tree::leaf(name.as_bytes()).hex())])
    };
    Value::List(vec![part("document", "ma/essai/contract.md"), part("annex", "ma/essai/ANNEXE.md")])
}

/// The hash of the list, as `docs/journal.md` says it; frozen.
const AGREEMENT: &str = "125cdcb11572acf198ddb4ed32e80a37a9ecad280aac4ef99f5fb29ebe50a8ef";

fn propose(request: &str, agreement: &str) -> Draft {
    let parties = Value::List(vec![Value::text("state"), Value::text("industry")]);
    let body = Value::map([
        ("contract", Value::text("essai")),
        ("path", Value::text("ma/essai/contract.md")),
        ("version", Value::text("1")),
        ("how", Value::text("agreement")),
        ("parties", parties),
        ("parts", parts()),
        ("agreement", Value::text(agreement)),
    ]);
    draft(request, "propose", body)
}

fn upon(request: &str, kind: &str, more: &[(&str, &str)]) -> Draft {
    let mut body = vec![("contract", "essai"), ("proposal", "2"), ("agreement", AGREEMENT)];
    body.extend(more);
    draft(request, kind, Value::texts(body))
}

#[test]
fn what_is_signed_is_the_hash_of_the_list_of_parts() {
    assert_eq!(agreed(&parts()).as_deref(), Some(AGREEMENT));
    on_both(|place| {
        let journal = place.journal();
        let other = record(&journal, propose("request-1", &"0".repeat(64))).expect_err("another hash");
        assert!(matches!(other, RecordError::Projection(_)), "{other}");
        record(&journal, propose("request-2", AGREEMENT)).expect("proposed");
        record(&journal, upon("request-3", "sign", &[("party", "state"), ("signed_on", "2027-02-27")]))
            .expect("signed");
        let back = [("party", "state"), ("reason", "erreur")];
        record(&journal, upon("request-4", "withdraw-signature", &back)).expect("withdrawn");
        let force =
            [("path", "ma/essai/contract.md"), ("sha256", AGREEMENT), ("how", "agreement"), ("from", "2027-07-01")];
        record(&journal, upon("request-5", "bring-into-force", &force)).expect("in force");
        let twice = record(&journal, upon("request-6", "bring-into-force", &force)).expect_err("in force already");
        assert!(matches!(twice, RecordError::Taken { table, .. } if table == "in_force"));
        record(&journal, upon("request-7", "withdraw-proposal", &[("reason", "fin")])).expect("withdrawn");
        let rows = |table| journal.rows(table, None, &[]).expect("rows");
        assert_eq!(
            rows(&PROPOSAL)[0].values,
            ["essai", "ma/essai/contract.md", "1", "agreement", "state industry", AGREEMENT]
        );
        assert_eq!(rows(&PART).len(), 2);
        assert_eq!(rows(&SIGNATURE)[0].values, ["2", AGREEMENT, "state", "sign", "", "2027-02-27"]);
        assert_eq!(rows(&SIGNATURE)[1].values, ["2", AGREEMENT, "state", "withdraw-signature", "", ""]);
        let force = ["2", "essai", AGREEMENT, "ma/essai/contract.md", AGREEMENT, "agreement", "2027-07-01", "", ""];
        assert_eq!(rows(&IN_FORCE)[0].values, force);
        assert_eq!(rows(&PROPOSAL_END)[0].values, ["2", "essai", "fin"]);
    });
}
