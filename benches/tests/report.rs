//! The document is what the last run says, and a run tells everything that the document promises.

use benches::record::Record;
use benches::report;

fn repository(path: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../");
    std::fs::read_to_string(format!("{root}{path}")).expect("a file of the repository")
}

fn last_run() -> Record {
    serde_json::from_str(&repository("benches/last-run.json")).expect("a run")
}

#[test]
fn the_document_is_made_of_the_last_run() {
    let again = "run `cargo run --release -p mithaq-benches -- --report`";
    assert!(repository("docs/performance.md") == report::document(&last_run()), "docs/performance.md: {again}");
    assert!(repository("docs/pictures/performance.svg") == report::picture(&last_run()), "the picture: {again}");
}

#[test]
fn a_difference_to_a_peer_is_told() {
    let mut record = last_run();
    let equal =
        record.sizes.iter().all(|size| size.equal.iter().all(|one| one.totals_different + one.keys_different == 0));
    assert!(equal, "the last run was not equal to its peers");
    record.sizes[0].equal[0].keys_different = 3;
    assert!(report::document(&record).contains("compared (status, centimes), 3 differ"));
}

#[test]
fn what_did_not_end_is_not_called_met() {
    let mut record = last_run();
    let before = report::figures(&record);
    for run in &mut record.sizes[0].runs {
        run.failed = Some("it was stopped".to_owned());
    }
    let after = report::figures(&record);
    let missing = after.iter().filter(|figure| figure.met.is_none()).count();
    assert!(missing >= before.iter().filter(|figure| figure.met.is_none()).count() + 2, "{after:#?}");
    assert!(report::document(&record).contains("did not come to an end: it was stopped"));
}
