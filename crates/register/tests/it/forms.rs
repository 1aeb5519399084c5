//! How the databases are built, word by word. A declaration in `tables` that changes needs a further step of migration, or
//! journals that stand would not have it: this test is where one is reminded.

use register::store::Dialect;
use register::{migration, tables};

fn built(dialect: Dialect) -> String {
    let tables = tables::ALL.iter().map(|table| table.definition(dialect));
    let head = format!("-- step {} is the last\n", migration::last());
    std::iter::once(head).chain(std::iter::once(migration::journal(dialect))).chain(tables).collect()
}

#[test]
fn a_changed_table_needs_a_further_step() {
    for (dialect, name, form) in [
        (Dialect::Sqlite, "sqlite.sql", include_str!("forms/sqlite.sql")),
        (Dialect::Postgres, "postgres.sql", include_str!("forms/postgres.sql")),
    ] {
        let built = built(dialect);
        assert_eq!(built, form, "{name}: add a step to `migration`, then put into the file:\n{built}");
    }
}
