"""Evidence for OpenFisca: the editions of a workspace, read through pyarrow and laid out as whole vectors, one a month or year.

An employee is one person of one operator; all employees of all operators stand in one vector. Monthly and yearly inputs are dense: an
employee without a line has zero, and a flag says that there is none. OpenFisca knows no registers with days of validity, so the class
of each line's site is looked up here.
"""

import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evidence import Editions

YEARS = range(2025, 2031)
FIRST_MONTH, LAST_MONTH = 2025 * 12, 2030 * 12 + 11
# The income-tax contribution looks from July 2025 on.
AIR_FROM = 2025 * 12 + 6

# Classes of places; a site whose place says nothing known is UNKNOWN, a line without a site that stands is NO_CLASS.
NO_CLASS, PRIMARY, SECONDARY, REGION, OUTSIDE, UNKNOWN = range(6)
CLASS_OF = {
    "casanearshore": PRIMARY, "technopolis": PRIMARY,
    "fes-shore": SECONDARY, "oujda-shore": SECONDARY, "tetouan-shore": SECONDARY,
    **{f"MA-{number:02}": OUTSIDE if number in (1, 2, 3, 4, 6) else REGION for number in range(1, 13)},
}

# What is known of a table of an operator in a period.
COVERED, DOUBTFUL, MISSING, PENDING = range(4)


class Evidence:
    """Everything that is set into the simulation."""

    def __init__(self, editions: Editions, known: datetime.date):
        self.editions, self.known = editions, known
        counts = np.zeros(len(editions.operators), np.int64)
        for operator, path in editions.files("persons"):
            counts[operator] = pq.read_metadata(path).num_rows
        self.first_of = np.concatenate(([0], np.cumsum(counts)))
        self.employees = int(self.first_of[-1])
        self.operator_of = np.repeat(np.arange(len(counts)), counts)

    def rows(self, table: str, columns: list[str]) -> pa.Table:
        """All lines of a table with the employee (or the operator, for tables without persons) that each belongs to."""
        parts = []
        for operator, path in self.editions.files(table):
            part = pq.read_table(path, columns=columns, partitioning=None, read_dictionary=["site"])
            if "person" in columns:
                owner = part.column("person").to_numpy() + self.first_of[operator]
            else:
                owner = np.full(part.num_rows, operator)
            parts.append(part.append_column("owner", pa.array(owner, pa.int64())))
        return pa.concat_tables(parts)

    def standing(self, table: str, periods: range, ends) -> np.ndarray:
        """By period and operator: covered, covered with lines refused, missing, or not over yet on the day of knowledge."""
        over = np.array([ends(period) < self.known for period in periods])
        standing = np.where(over[:, None], MISSING, PENDING).repeat(len(self.editions.operators), axis=1).astype(np.int8)
        for source, operator, period, doubtful in self.editions.covered():
            if source == table and period in periods:
                standing[period - periods.start, operator] = DOUBTFUL if doubtful else COVERED
        return standing

    def site_classes(self, owner: np.ndarray, month: np.ndarray, site: pa.ChunkedArray) -> np.ndarray:
        """The class of the site of every line on the last day of its month."""
        site = site.unify_dictionaries().combine_chunks()
        if isinstance(site, pa.ChunkedArray):
            site = site.chunk(0)
        code = pc.fill_null(site.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        names = {name: number for number, name in enumerate(site.dictionary.to_pylist())}
        operator = self.operator_of[owner]
        classes = np.zeros((len(self.editions.operators), len(names) + 1, LAST_MONTH - FIRST_MONTH + 1), np.int8)
        handed_in = {operator for table, operator in self.editions.present() if table == "site"}
        for number in range(len(self.editions.operators)):
            if number not in handed_in:
                classes[number, : len(names)] = UNKNOWN
        register = self.rows("site", ["site", "platform", "region", "valid_from", "valid_to"]).to_pylist()
        for line in sorted(register, key=lambda line: line["valid_from"], reverse=True):
            if line["site"] not in names or line["owner"] not in handed_in:
                continue
            place = line["platform"] or line["region"]
            kind = OUTSIDE if place is None else CLASS_OF.get(place, UNKNOWN)
            for period in range(AIR_FROM, LAST_MONTH + 1):
                day = month_end(period)
                if line["valid_from"] <= day and (line["valid_to"] is None or line["valid_to"] >= day):
                    classes[line["owner"], names[line["site"]], period - FIRST_MONTH] = kind
        return classes[operator, code, month - FIRST_MONTH]


def month_end(month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - datetime.timedelta(days=1)


def year_end(year: int) -> datetime.date:
    """The last day of a year."""
    return datetime.date(year, 12, 31)


def numbers(column: pa.ChunkedArray) -> np.ndarray:
    """A column of whole numbers, nothing being zero."""
    return pc.fill_null(column, 0).to_numpy()


def by_period(period: np.ndarray, periods: range) -> dict[int, np.ndarray]:
    """The places of the lines of each period."""
    order = np.argsort(period.astype(np.int16), kind="stable")
    edges = np.searchsorted(period[order], np.arange(periods.start, periods.stop + 1))
    return {value: order[edges[n] : edges[n + 1]] for n, value in enumerate(periods)}
