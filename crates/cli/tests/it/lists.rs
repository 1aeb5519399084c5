//! Lists of a sector that fills more than one part: searched, ordered, told in parts, summed.

use std::collections::BTreeSet;

use crate::printed::{page, plain, read, run, text};
use crate::serve::serving;

/// The operators of the list on a page, in its order.
fn listed(html: &str) -> Vec<String> {
    let table = html.split("<table class=\"operators\">").nth(1).and_then(|rest| rest.split("</table>").next());
    let rows = table.unwrap_or_default().split("<th scope=\"row\">").skip(1);
    let ids = rows.filter_map(|row| row.split("<bdi>").nth(1)?.split('<').next().map(str::to_owned));
    ids.filter(|id| id.starts_with("op-")).collect()
}

#[test]
fn operators_are_found_ordered_and_told_in_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = run(folder.path(), "mithaq demo --operators 60 --persons 60 --months 12 --no-serve", "en");
    assert!(made.status.success(), "{}", text(&made));
    let server = serving("exec \"$0\" \"$@\"", &folder.path().join("mithaq-workspace"));
    let list = |query: &str| page(&server.address, &format!("/en/operators{query}"));
    let (first, second) = (list(""), list("?page=2"));
    let all: Vec<String> = listed(&first).into_iter().chain(listed(&second)).collect();
    assert_eq!((listed(&first).len(), listed(&second).len()), (50, 10));
    assert!(all.is_sorted() && all.iter().collect::<BTreeSet<_>>().len() == 60, "{all:?}");
    assert_eq!(listed(&list("?page=99")), listed(&second));
    for html in [&first, &second] {
        assert!(plain(&read(html)).contains("Sum of 60 operators"), "{html}");
    }
    let found = list("?find=OP-05");
    assert_eq!(listed(&found), (50..60).map(|number| format!("op-{number:03}")).collect::<Vec<_>>());
    assert!(plain(&read(&found)).contains("Sum of 10 operators") && found.contains("value=\"OP-05\""), "{found}");
    assert_eq!(listed(&list("?find=nobody")), Vec::<String>::new());
    for order in ["received", "missing", "due", "open"] {
        let ordered: Vec<String> = [list(&format!("?order={order}")), list(&format!("?order={order}&page=2"))]
            .iter()
            .flat_map(|html| listed(html))
            .collect();
        assert_eq!(ordered.iter().collect::<BTreeSet<_>>(), all.iter().collect(), "{order}");
        assert!(list(&format!("?order={order}")).contains("aria-sort"), "{order}");
    }
}
