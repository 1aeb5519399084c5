//! Editions that were tampered with.

use std::collections::{BTreeMap, BTreeSet};

use crate::bench::{ALPHA_1, Bench, date, id, paid, payroll};
use crate::store::files;

#[test]
fn an_altered_edition_is_not_believed() {
    let bench = Bench::with_registers();
    let lines = [paid("123456700", 5_000), paid("123456701", 6_000)];
    bench.submit("2026-01-01", vec![payroll(ALPHA_1, "2025-04", &lines)]);
    bench.store.compact(|_| {}).expect("editions");
    let read = || {
        let needed = BTreeMap::from([("payroll".to_owned(), BTreeSet::from(["gross_taxable".to_owned()]))]);
        bench.reopened().load_columns(&id("alpha"), &needed, date("2026-02-01"))
    };
    let sound = read().expect("the edition");
    let editions = files(bench.store.root()).into_iter().filter(|(path, _)| path.contains("/alpha/edition/"));
    let mut noticed = Vec::new();
    for (path, bytes) in editions {
        for place in (0..bytes.len()).step_by(7) {
            let mut altered = bytes.clone();
            altered[place] ^= 4;
            std::fs::write(&path, altered).expect("seeded");
            match read() {
                Ok(read) => assert_eq!(read, sound, "{path}, byte {place}"),
                Err(error) => noticed.push(error.to_string()),
            }
        }
        std::fs::write(&path, bytes).expect("mended");
    }
    assert!(noticed.len() > 50, "most of what is read is small here: {}", noticed.len());
    assert!(noticed.iter().all(|error| error.contains("altered") || error.contains("changed")), "{noticed:?}");
}
