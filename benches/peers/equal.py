"""Compares the determinations of a peer, key by key, with those that the product exports.

    equal.py <workspace> <day of knowledge> <export of `mithaq assess --export`> <keys of a peer>

Only clauses that the peer has are compared. Reports each clause, and prints in one line of JSON how many keys were compared and how
many rows differ.
"""

import argparse
import datetime
import json
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
    compared, differing = 0, 0
    for clause, in connection.execute("SELECT DISTINCT clause FROM theirs ORDER BY ALL").fetchall():
        ours = f"SELECT {columns} FROM ours WHERE clause = '{clause}'"
        theirs = f"SELECT {columns} FROM theirs WHERE clause = '{clause}'"
        keys = connection.execute(f"SELECT count(*) FROM ({ours})").fetchone()[0]
        apart = connection.execute(
            f"SELECT 'ours' AS side, * FROM (({ours}) EXCEPT ALL ({theirs}))"
            f" UNION ALL SELECT 'theirs', * FROM (({theirs}) EXCEPT ALL ({ours})) ORDER BY op, person, period, side"
        ).fetchall()
        print(f"{clause}: {keys} keys, {len(apart)} rows differ", file=sys.stderr)
        for row in apart[:10]:
            print("   ", *row, file=sys.stderr)
        compared, differing = compared + keys, differing + len(apart)
    print(json.dumps({"compared": compared, "different": differing}))


if __name__ == "__main__":
    main()
