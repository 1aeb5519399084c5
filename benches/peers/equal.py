"""Compares the determinations of a peer, key by key, with those that the product exports.

    equal.py <workspace> <day of knowledge> <export of `mithaq assess --export`> <keys of a peer>

Only clauses that the peer has are compared. Prints one line a clause and ends with an error where a key differs.
"""

import argparse
import datetime
import sys
from pathlib import Path

import duckdb

from evidence import STATUSES, Editions

OURS = """
CREATE TABLE ours AS
WITH persons AS (
    SELECT ({operators!r})[{numbers!r}[file_index::BIGINT + 1] + 1] AS operator, {numbers!r}[file_index::BIGINT + 1]::INTEGER AS op,
           file_row_number::INTEGER AS person, lower(hex(pseudonym)) AS pseudonym
    FROM read_parquet({paths!r})
)
SELECT e.clause, p.op, p.person,
       coalesce(try_cast(e.year AS INTEGER),
                split_part(e.first_month::VARCHAR, '-', 1)::INTEGER * 12 + split_part(e.first_month::VARCHAR, '-', 2)::INTEGER - 1
       ) AS period,
       CASE WHEN e.first_month IS NOT NULL THEN e.start::DATE END AS start, e.anniversary::INTEGER AS anniversary,
       (list_position({statuses!r}, e.status) - 1)::TINYINT AS status, coalesce(e.amount_centimes, 0)::BIGINT AS amount
FROM read_parquet('{export}') e JOIN persons p ON p.operator = e.operator AND p.pseudonym = e.person
WHERE e.contract = 'ma-offshoring-2025'
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("known", type=datetime.date.fromisoformat)
    parser.add_argument("export", type=Path)
    parser.add_argument("keys", type=Path)
    arguments = parser.parse_args()

    editions = Editions(arguments.workspace, arguments.known)
    files = editions.files("persons")
    connection = duckdb.connect()
    connection.execute(OURS.format(
        operators=editions.operators,
        numbers=[number for number, _ in files],
        paths=[path for _, path in files],
        statuses=list(STATUSES),
        export=arguments.export,
    ))
    columns = "clause, op, person, period, start, anniversary, status, amount"
    connection.execute(f"CREATE TABLE theirs AS SELECT {columns} FROM read_parquet('{arguments.keys}')")
    differing = 0
    for clause, in connection.execute("SELECT DISTINCT clause FROM theirs ORDER BY ALL").fetchall():
        ours = f"SELECT {columns} FROM ours WHERE clause = '{clause}'"
        theirs = f"SELECT {columns} FROM theirs WHERE clause = '{clause}'"
        keys = connection.execute(f"SELECT count(*) FROM ({ours})").fetchone()[0]
        apart = connection.execute(
            f"SELECT 'ours' AS side, * FROM (({ours}) EXCEPT ALL ({theirs}))"
            f" UNION ALL SELECT 'theirs', * FROM (({theirs}) EXCEPT ALL ({ours})) ORDER BY op, person, period, side"
        ).fetchall()
        print(f"{clause}: {keys} keys, {len(apart)} rows differ")
        for row in apart[:10]:
            print("   ", *row)
        differing += len(apart)
    if differing:
        sys.exit(f"{differing} rows differ")


if __name__ == "__main__":
    main()
