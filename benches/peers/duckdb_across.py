"""Persons whom two operators declared to the CNSS in the same months, in DuckDB.

    duckdb_across.py <workspace> <day of knowledge>

Prints one line of JSON like duckdb_peer.py: for each two operators, persons (`keys`) and months (`due_centimes`, for want of a better
column).
"""

import argparse
import datetime
import json
import time
from pathlib import Path

import duckdb

from duckdb_peer import source
from evidence import Editions, peak_kib

TOGETHER = """
WITH declared AS (
    SELECT pseudonym, bds.op, month FROM bds JOIN persons ON persons.op = bds.op AND persons.person = bds.person WHERE days > 0
), several AS (
    SELECT pseudonym FROM persons GROUP BY pseudonym HAVING count(*) > 1
), of_several AS (
    SELECT * FROM declared SEMI JOIN several USING (pseudonym)
), together AS (
    SELECT one.pseudonym, one.op, other.op AS other, count(*) AS months
    FROM of_several one JOIN of_several other
      ON one.pseudonym = other.pseudonym AND one.month = other.month AND one.op < other.op
    GROUP BY ALL
)
SELECT op, other, count(*), sum(months) FROM together GROUP BY ALL
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("known", type=datetime.date.fromisoformat)
    arguments = parser.parse_args()
    editions = Editions(arguments.workspace, arguments.known)

    began = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE VIEW bds AS {source(editions.files('bds'), 'person, month, days')}")
    person = "file_row_number::INTEGER AS person, pseudonym"
    connection.execute(f"CREATE VIEW persons AS {source(editions.files('persons'), person)}")
    rows = connection.execute(TOGETHER).fetchall()
    seconds = time.perf_counter() - began

    print(json.dumps({
        "microseconds": round(seconds * 1e6),
        "totals": [
            {
                "operator": editions.operators[op],
                "clause": "together",
                "status": editions.operators[other],
                "keys": persons,
                "due_centimes": int(months),
            }
            for op, other, persons, months in rows
        ],
        "peak_kib": peak_kib(),
        "version": duckdb.__version__,
    }))


if __name__ == "__main__":
    main()
