"""The clauses of ma/offshoring-2025 in DuckDB: runs duckdb.sql over the editions of a workspace.

    duckdb_peer.py <workspace> <day of knowledge> [--threads 2] [--merged <folder>] [--keys <file.parquet>]

Prints one line of JSON. `microseconds` is the time from connecting to having the totals; reading the headers of the editions comes
before and is not counted. With `--merged` every table is read from one file, written into the folder beforehand and not
counted. `--keys` writes every determination for a comparison, after the clock has stopped.
"""

import argparse
import datetime
import json
import multiprocessing
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa

from evidence import STATUSES, Editions, peak_kib

# The views that duckdb.sql reads: table of the store, columns, and the order of a merged file.
VIEWS = {
    "payroll": (
        "payroll",
        'person, month, hired, "left", contract, nationality, site, gross_taxable_centimes AS gross, tax_withheld_centimes AS tax',
        "op, person, month",
    ),
    "bds": (
        "bds",
        "person, month, days, situation, wage_centimes AS wage, capped_wage_centimes AS capped_wage",
        "op, person, month",
    ),
    "annual_tax": (
        "annual_tax",
        "person, year, gross_taxable_centimes AS gross, contributions_centimes AS contributions,"
        " tax_withheld_centimes AS tax_withheld, dependants, days, exempt",
        "op, person, year",
    ),
    "turnover": ("turnover", "year, total_centimes AS total, exports_centimes AS exports", "op, year"),
    "operator_register": ("operator", "created", "op"),
    "site": ("site", "site, platform, region, valid_from, valid_to", "op, site, valid_from"),
}

KEYS = """
COPY (
    SELECT 'air' AS clause, op, person, year AS period, NULL::DATE AS start, NULL::INTEGER AS anniversary, status, amount FROM air
    UNION ALL SELECT 'ir_recomputed', op, person, year, NULL, NULL, status, 0 FROM ir_recomputed
    UNION ALL SELECT 'contributions_recomputed', op, person, year, NULL, NULL, status, 0 FROM contributions_recomputed
    UNION ALL SELECT 'year_agrees', op, person, year, NULL, NULL, status, 0 FROM year_agrees
    UNION ALL SELECT 'declared_agrees', op, person, year, NULL, NULL, status, 0 FROM declared_agrees
    UNION ALL SELECT 'pae', op, person, first_month, start, NULL, status, amount FROM pae
    UNION ALL SELECT 'paf', op, person, first_month, start, anniversary, status, amount FROM paf
) TO '{path}' (FORMAT parquet)
"""


def source(files: list[tuple[int, str]], columns: str) -> str:
    """A query for the rows of the files, with the number of the operator."""
    paths = [path for _, path in files]
    numbers = [number for number, _ in files]
    number = "file_index" if numbers == list(range(len(numbers))) else f"{numbers!r}[file_index::BIGINT + 1]"
    return f"SELECT ({number})::INTEGER AS op, {columns} FROM read_parquet({paths!r})"


def merge(editions: Editions, folder: Path) -> None:
    """Writes each table into one file, in the order of the editions, unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (table, columns, order) in VIEWS.items():
        path = folder / f"{name}.parquet"
        if path.exists():
            continue
        with duckdb.connect() as connection:
            connection.execute("SET threads = 2")
            connection.execute(f"SET temp_directory = '{folder}/spill'")
            query = f"SELECT * FROM ({source(editions.files(table), columns)}) ORDER BY {order}"
            connection.execute(f"COPY ({query}) TO '{path}.part' (FORMAT parquet, COMPRESSION uncompressed)")
        Path(f"{path}.part").rename(path)


def prepare(connection, editions: Editions, known: datetime.date, merged: Path | None) -> None:
    """Everything that duckdb.sql expects to be given."""
    covered, present = editions.covered(), editions.present()
    coverage_rows = pa.table({  # noqa: F841 (read by name)
        "src": pa.array([row[0] for row in covered], pa.string()),
        "op": pa.array([row[1] for row in covered], pa.int32()),
        "period": pa.array([row[2] for row in covered], pa.int32()),
        "doubtful": pa.array([row[3] for row in covered], pa.bool_()),
    })
    present_rows = pa.table({  # noqa: F841
        "src": pa.array([row[0] for row in present], pa.string()),
        "op": pa.array([row[1] for row in present], pa.int32()),
    })
    connection.execute("CREATE TABLE coverage AS FROM coverage_rows")
    connection.execute("CREATE TABLE present AS FROM present_rows")
    for name, (table, columns, _) in VIEWS.items():
        rows = f"FROM read_parquet('{merged / name}.parquet')" if merged else source(editions.files(table), columns)
        connection.execute(f"CREATE VIEW {name} AS {rows}")
    connection.execute(f"SET VARIABLE known = DATE '{known}'")
    connection.execute(f"SET VARIABLE ops = {len(editions.operators)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("known", type=datetime.date.fromisoformat)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--merged", type=Path)
    parser.add_argument("--keys", type=Path)
    arguments = parser.parse_args()

    editions = Editions(arguments.workspace, arguments.known)
    if arguments.merged:
        # In a process of its own, so that its memory is not counted.
        merging = multiprocessing.get_context("spawn").Process(target=merge, args=(editions, arguments.merged))
        merging.start()
        merging.join()
        if merging.exitcode:
            sys.exit("the merged files could not be written")

    began = time.perf_counter()
    connection = duckdb.connect()
    connection.execute(f"SET threads = {arguments.threads}")
    connection.execute("SET preserve_insertion_order = false")
    prepare(connection, editions, arguments.known, arguments.merged)
    script = (Path(__file__).parent / "duckdb.sql").read_text()
    for statement in duckdb.extract_statements(script):
        since = time.perf_counter()
        connection.execute(statement)
        taken = time.perf_counter() - since
        if taken > 0.02:
            print(f"{taken:8.2f} s  {heading(statement.query)}", file=sys.stderr)
    totals = connection.execute("FROM totals ORDER BY ALL").fetchall()
    seconds = time.perf_counter() - began
    peak = peak_kib()

    if arguments.keys:
        connection.execute(KEYS.format(path=arguments.keys))
    print(json.dumps({
        "microseconds": round(seconds * 1e6),
        "totals": [
            {
                "operator": editions.operators[op],
                "clause": clause,
                "status": STATUSES[status],
                "keys": keys,
                "due_centimes": int(due),
            }
            for op, clause, status, keys, due in totals
        ],
        "peak_kib": peak,
        "version": duckdb.__version__,
    }))


def heading(query: str) -> str:
    """What a statement makes."""
    return next((line for line in query.splitlines() if line.startswith(("CREATE", "INSERT"))), "")


if __name__ == "__main__":
    main()
