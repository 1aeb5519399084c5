//! What is measured, how large and how often, and under which names.

use crate::evidence::Plan;

/// How large everything is.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The evidence, from small to large, with how often each contestant runs.
    pub sizes: Vec<(Plan, Times)>,
    /// The evidence that is doubled.
    pub growth: Plan,
    /// How often each is run.
    pub growth_times: usize,
    /// The sector whose e-BDS files are read.
    pub intake: Plan,
    /// The operators that hand in a month later, on the largest evidence.
    pub later: Vec<usize>,
}

/// How often contestants run.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Mithaq and the floor.
    pub ours: usize,
    /// DuckDB, on one file an operator and on merged files.
    pub duckdb: usize,
    /// OpenFisca.
    pub openfisca: usize,
    /// Whether every key is compared, or totals alone.
    pub keys: bool,
}

const SEED: u64 = 2025;

const fn plan(operators: u32, persons: u32, months: u32) -> Plan {
    Plan { operators, persons, months, seed: SEED }
}

impl Scope {
    /// 6 and 60 million person-months.
    #[must_use]
    pub fn full() -> Scope {
        Scope {
            sizes: vec![
                (plan(40, 6_000, 60), Times { ours: 7, duckdb: 3, openfisca: 3, keys: true }),
                (plan(400, 6_000, 60), Times { ours: 5, duckdb: 1, openfisca: 0, keys: false }),
            ],
            growth: plan(20, 6_000, 30),
            growth_times: 9,
            intake: plan(8, 4_000, 24),
            later: vec![0, 11, 12, 23, 24],
        }
    }

    /// A tenth of the smaller one.
    #[must_use]
    pub fn quick() -> Scope {
        Scope {
            sizes: vec![(plan(40, 600, 60), Times { ours: 3, duckdb: 1, openfisca: 1, keys: true })],
            growth: plan(12, 500, 30),
            growth_times: 3,
            intake: plan(4, 1_000, 12),
            later: vec![0, 11],
        }
    }
}

/// Clauses that OpenFisca can express.
pub const EXPRESSED: &str = "air,ir_recomputed,contributions_recomputed,year_agrees,declared_agrees";

/// Names of what runs.
pub mod name {
    /// Decoding the columns needed.
    pub const FLOOR: &str = "decoding";
    /// Mithaq.
    pub const OURS: &str = "Mithaq";
    /// Mithaq, every reading.
    pub const ALL_READINGS: &str = "Mithaq, every reading";
    /// Mithaq on the clauses that OpenFisca expresses.
    pub const EXPRESSED: &str = "Mithaq, five clauses";
    /// One operator.
    pub const OPERATOR: &str = "Mithaq, one operator";
    /// DuckDB on the operators' files.
    pub const DUCKDB: &str = "DuckDB";
    /// DuckDB on merged files.
    pub const DUCKDB_MERGED: &str = "DuckDB, merged files";
    /// Checks across operators.
    pub const ACROSS: &str = "Mithaq, across operators";
    /// The first of them in SQL.
    pub const DUCKDB_ACROSS: &str = "DuckDB, declared twice";
    /// OpenFisca.
    pub const OPENFISCA: &str = "OpenFisca, five clauses";
}
