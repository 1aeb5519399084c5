//! The tables of the register: facts that entries bring, one row a fact, never changed and never taken away.
//!
//! A table is declared once, here; its definition for both databases is made from that. Each row carries the number of its
//! entry and its place among the rows of the entry, so that *as known at entry n* is every row with an entry up to n. All
//! other columns are texts, and what is not stated is the empty text. What fills them, `projection` says.

use crate::store::Dialect;

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns beside `entry` and `place`.
    pub columns: &'static [&'static str],
    /// Columns that no two rows may share.
    pub unique: &'static [&'static [&'static str]],
}

/// A row that an entry brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub table: &'static Table,
    /// The entry that brought it.
    pub entry: u64,
    /// Which row of the entry in this table, from 0.
    pub place: u64,
    /// One text for each column.
    pub values: Vec<String>,
}

/// What the workspace is: its first entry says it, and nothing changes it.
pub const WORKSPACE: Table =
    Table { name: "workspace", columns: &["workspace", "zone", "fictitious", "program"], unique: &[&["workspace"]] };

/// The keys that sign checkpoints: the last row counts.
pub const SIGNER: Table = Table { name: "signer", columns: &["key"], unique: &[&["key"]] };

/// Texts that were recorded, by path and hash.
pub const TEXT: Table = Table { name: "text", columns: &["path", "sha256", "contract", "kind"], unique: &[] };

/// Texts that were proposed, each with the hash of the list of its parts and the parties that it names, joined by spaces.
pub const PROPOSAL: Table =
    Table { name: "proposal", columns: &["contract", "path", "version", "how", "parties", "agreement"], unique: &[] };

/// The parts of what is proposed, in the order of the list that is signed.
pub const PART: Table = Table { name: "part", columns: &["agreement", "part", "name", "sha256"], unique: &[] };

/// Signatures given and withdrawn, by the number of the entry that proposed.
pub const SIGNATURE: Table =
    Table { name: "signature", columns: &["proposal", "agreement", "party", "act", "file", "signed_on"], unique: &[] };

/// Proposals that were withdrawn.
pub const PROPOSAL_END: Table =
    Table { name: "proposal_end", columns: &["proposal", "contract", "reason"], unique: &[&["proposal"]] };

/// Texts that were brought into force.
pub const IN_FORCE: Table = Table {
    name: "in_force",
    columns: &["proposal", "contract", "agreement", "path", "sha256", "how", "from_day", "reference", "published"],
    unique: &[&["proposal"]],
};

/// What was said of an operator when it was enrolled, changed, ended or resumed: the last of each act counts.
pub const ENROLMENT: Table = Table {
    name: "enrolment",
    columns: &["operator", "act", "day", "contracts", "ecosystems", "grouping", "sites", "source"],
    unique: &[],
};

/// The affiliations that an enrolment or a change gives to an operator: all of them, in the place of those before.
pub const HELD: Table = Table { name: "held", columns: &["operator", "affiliation", "since", "until"], unique: &[] };

/// What was decided and paid before, as it is stated: nobody here witnessed it.
pub const BALANCE: Table = Table {
    name: "balance",
    columns: &["operator", "head", "year", "key", "decided", "paid", "source"],
    unique: &[&["operator", "head", "year", "key"]],
};

/// Submissions, by operator and number, with the hash of their manifest.
pub const SUBMISSION: Table = Table {
    name: "submission",
    columns: &["operator", "submission", "sha256", "day", "kind", "stated"],
    unique: &[&["operator", "submission"]],
};

/// Pieces of submissions that were withdrawn.
pub const WITHDRAWAL: Table = Table {
    name: "withdrawal",
    columns: &["operator", "submission", "piece", "reason", "day"],
    unique: &[&["operator", "submission", "piece"]],
};

/// The one day that the public is told of.
pub const PUBLIC_DAY: Table = Table { name: "public_day", columns: &["day"], unique: &[] };

/// Accounts, each of one person: who has a handle once has it for ever.
pub const ACCOUNT: Table =
    Table { name: "account", columns: &["account", "person", "language", "day"], unique: &[&["account"]] };

/// What accounts may do, for whom, in which days; of an account the rows of the last entry count.
pub const MANDATE: Table =
    Table { name: "mandate", columns: &["account", "role", "whom", "of", "since", "until", "ceiling"], unique: &[] };

/// Accounts that ended.
pub const DISMISSAL: Table =
    Table { name: "dismissal", columns: &["account", "reason", "day"], unique: &[&["account"]] };

/// Who acts in whose place, in which days.
pub const DEPUTY: Table = Table { name: "deputy", columns: &["account", "deputy", "since", "until"], unique: &[] };

/// The seals of secrets: of an account the last one counts.
pub const SECRET: Table = Table { name: "secret", columns: &["account", "means", "seal", "day"], unique: &[] };

/// The seals of second factors: of an account the last one counts, and an empty one is a factor that was lost.
pub const FACTOR: Table = Table { name: "factor", columns: &["account", "seal", "day"], unique: &[] };

/// What witnesses have cosigned.
pub const WITNESS: Table =
    Table { name: "witness", columns: &["entries", "root", "key"], unique: &[&["entries", "key"]] };

/// Entries that were lost: the first and the last number, and the root that was signed over all of them.
pub const LOST: Table = Table { name: "lost", columns: &["first", "last", "root"], unique: &[&["first"]] };

/// Entries whose days a wrong clock gave, from the first to the last, and the day that they have since.
pub const WRONG_CLOCK: Table = Table { name: "wrong_clock", columns: &["first", "last", "day"], unique: &[&["last"]] };

/// Every table, in the order in which rows are written.
pub const ALL: &[&Table] = &[
    &WORKSPACE,
    &SIGNER,
    &TEXT,
    &SUBMISSION,
    &WITHDRAWAL,
    &PUBLIC_DAY,
    &ACCOUNT,
    &MANDATE,
    &DISMISSAL,
    &DEPUTY,
    &SECRET,
    &FACTOR,
    &PROPOSAL,
    &PART,
    &SIGNATURE,
    &PROPOSAL_END,
    &IN_FORCE,
    &WITNESS,
    &LOST,
    &ENROLMENT,
    &HELD,
    &BALANCE,
    &WRONG_CLOCK,
];

/// The table of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Table> {
    ALL.iter().copied().find(|table| table.name == name)
}

impl Table {
    /// The statements that make it.
    #[must_use]
    pub fn definition(&self, dialect: Dialect) -> String {
        let types = Types::of(dialect);
        let mut parts = vec![
            format!("\"entry\" {} NOT NULL REFERENCES \"entry\" (\"number\")", types.number),
            format!("\"place\" {} NOT NULL", types.number),
        ];
        parts.extend(self.columns.iter().map(|column| format!("\"{column}\" {} NOT NULL", types.text)));
        parts.push("PRIMARY KEY (\"entry\", \"place\")".to_owned());
        parts.extend(self.unique.iter().map(|columns| {
            // The name is what both databases tell when two rows collide (see `store`).
            let name = format!("{}({})", self.name, columns.join(","));
            format!("CONSTRAINT \"{name}\" UNIQUE ({})", quoted(columns))
        }));
        format!("CREATE TABLE \"{}\" (\n  {}\n){};\n", self.name, parts.join(",\n  "), types.table)
    }

    /// Its columns with `entry` and `place` before them.
    #[must_use]
    pub fn all_columns(&self) -> Vec<&'static str> {
        ["entry", "place"].into_iter().chain(self.columns.iter().copied()).collect()
    }

    /// Where a column stands among [`Table::columns`].
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == name)
    }
}

impl Row {
    /// The value of a column.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        self.values.get(self.table.column(column)?).map(String::as_str)
    }
}

/// Names in double quotes, joined by commas.
pub(crate) fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

/// How a database names the three kinds of values, and what follows a table's definition.
pub(crate) struct Types {
    pub number: &'static str,
    pub text: &'static str,
    pub bytes: &'static str,
    pub table: &'static str,
}

impl Types {
    pub(crate) fn of(dialect: Dialect) -> Types {
        match dialect {
            // STRICT: a value of another kind is refused, as PostgreSQL does.
            Dialect::Sqlite => Types { number: "INTEGER", text: "TEXT", bytes: "BLOB", table: " STRICT" },
            // "C": texts are ordered by their bytes, as SQLite does.
            Dialect::Postgres => Types { number: "BIGINT", text: "TEXT COLLATE \"C\"", bytes: "BYTEA", table: "" },
        }
    }
}
