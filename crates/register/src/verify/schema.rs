//! How the database is built: a constraint that was dropped or a trigger that was planted changes no row today. `SQLite` is also
//! asked whether its file is whole.

use std::collections::BTreeSet;

use super::{Fault, Parts, Report};
use crate::migration;
use crate::store::{Cell, Dialect, Location, StoreError};
use crate::tables;

/// Compares how the database is built with how this version builds it.
pub fn look(parts: &mut Parts<'_>, report: &mut Report) {
    let dialect = match parts.location {
        Location::Sqlite(_) => Dialect::Sqlite,
        Location::Postgres { .. } => Dialect::Postgres,
    };
    let (query, expected) = match dialect {
        Dialect::Sqlite => ("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", definitions(dialect)),
        Dialect::Postgres => (POSTGRES, postgres()),
    };
    match texts(parts, query) {
        Ok(found) => {
            for missing in expected.difference(&found) {
                report.tell(Fault::Schema(format!("missing: {}", first_line(missing))));
            }
            for more in found.difference(&expected) {
                report.tell(Fault::Schema(format!("not ours: {}", first_line(more))));
            }
        }
        Err(why) => {
            report.tell(Fault::Unreadable { part: "how the database is built".to_owned(), why: why.to_string() });
        }
    }
    if dialect == Dialect::Sqlite {
        match texts(parts, "PRAGMA integrity_check") {
            Ok(told) => {
                for fault in told.iter().filter(|told| *told != "ok") {
                    report.tell(Fault::Unreadable { part: "the file of the journal".to_owned(), why: fault.clone() });
                }
            }
            Err(why) => {
                report.tell(Fault::Unreadable { part: "the file of the journal".to_owned(), why: why.to_string() });
            }
        }
    }
    steps(parts, report);
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn texts(parts: &mut Parts<'_>, query: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut texts = BTreeSet::new();
    parts.read(query, &mut |row, _| {
        texts.extend(row.iter().filter_map(|cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None }));
    })?;
    Ok(texts)
}

/// The steps of migration that are recorded.
fn steps(parts: &mut Parts<'_>, report: &mut Report) {
    let mut found = Vec::new();
    let read = parts.read(r#"SELECT "number", "name" FROM "migration" ORDER BY "number""#, &mut |row, _| {
        found.push((row[0].number().unwrap_or_default(), row[1].text().unwrap_or_default().to_owned()));
    });
    let expected = migration::names().map(|(number, name)| (number, name.to_owned()));
    if read.is_err() || !found.into_iter().eq(expected) {
        report.tell(Fault::Schema("the steps in `migration` are not those of this version".to_owned()));
    }
}

/// Each statement that makes a table or an index, as `SQLite` keeps it.
fn definitions(dialect: Dialect) -> BTreeSet<String> {
    let tables = tables::ALL.iter().map(|table| table.definition(dialect));
    let all: String = std::iter::once(migration::journal(dialect)).chain(tables).collect();
    all.split(";\n").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// A line for each column, each constraint that is not a column's, each trigger and each rule of the schema.
const POSTGRES: &str = "\
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
  CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT 'constraint ' || c.relname || ': ' || pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = current_schema()::regnamespace AND k.contype <> 'n'
UNION ALL SELECT 'trigger ' || c.relname || ': ' || t.tgname
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'rule ' || c.relname || ': ' || r.rulename
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = current_schema()::regnamespace";

/// The lines that this version's tables give.
fn postgres() -> BTreeSet<String> {
    let mut lines: BTreeSet<String> = migration::COLUMNS.iter().map(|line| format!("column {line} not null")).collect();
    lines.extend(migration::CONSTRAINTS.iter().map(|line| format!("constraint {line}")));
    for table in tables::ALL {
        lines.extend(["entry", "place"].map(|column| format!("column {}.{column} bigint not null", table.name)));
        lines.extend(table.columns.iter().map(|column| format!("column {}.{column} text not null", table.name)));
        lines.insert(format!("constraint {}: PRIMARY KEY (entry, place)", table.name));
        lines.insert(format!("constraint {}: FOREIGN KEY (entry) REFERENCES entry(number)", table.name));
        lines.extend(
            table.unique.iter().map(|columns| format!("constraint {}: UNIQUE ({})", table.name, columns.join(", "))),
        );
    }
    lines
}
