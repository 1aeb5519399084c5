"""What OpenFisca can express of ma/offshoring-2025, over the editions of a workspace.

    openfisca_peer.py <workspace> <day of knowledge> [--keys <file.parquet>]

Prints one line of JSON like duckdb_peer.py: `load_microseconds` from the first file to the last vector set, `microseconds` with computing.
Statuses, what is not evaluated and what is pending among them, are computed by formulas too.
"""

import argparse
import datetime
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.simulation_builder import SimulationBuilder

from evidence import STATUSES, Editions, peak_kib
from openfisca_evidence import FIRST_MONTH, LAST_MONTH, YEARS, Evidence, by_period, month_end, numbers, year_end
from openfisca_system import NO_KEY, system

CLAUSES = ("air", "ir_recomputed", "contributions_recomputed", "year_agrees", "declared_agrees")
MONTHS = range(FIRST_MONTH, LAST_MONTH + 1)


def month_name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


class Setting:
    """Sets evidence into a simulation."""

    def __init__(self, simulation, evidence: Evidence):
        self._simulation, self._evidence = simulation, evidence

    def _spread(self, size: int, owner, values, periods: dict, name, variable: str) -> None:
        for period, places in periods.items():
            if len(places):
                whole = np.zeros(size, values.dtype)
                whole[owner[places]] = values[places]
                self._simulation.set_input(variable, name(period), whole)

    def months(self, table: str, flag: str, columns: dict[str, str], with_site: bool = False) -> None:
        """A monthly table of persons."""
        rows = self._evidence.rows(table, ["person", "month", *columns, *(["site"] if with_site else [])])
        month = rows.column("month").to_numpy()
        rows = rows.filter(pa.array((month >= FIRST_MONTH) & (month <= LAST_MONTH)))
        owner, month = rows.column("owner").to_numpy(), rows.column("month").to_numpy()
        periods, size = by_period(month, MONTHS), self._evidence.employees
        self._spread(size, owner, np.ones(len(owner), bool), periods, month_name, flag)
        for column, variable in columns.items():
            self._spread(size, owner, numbers(rows.column(column)), periods, month_name, variable)
        if with_site:
            classes = self._evidence.site_classes(owner, month, rows.column("site"))
            self._spread(size, owner, classes, periods, month_name, "site_class")

    def years(self, table: str, size: int, columns: dict[str, tuple[str, str | None]], flag: str | None = None) -> pa.Table:
        """A yearly table: each column and whether it says anything."""
        rows = self._evidence.rows(table, [*(["person"] if flag else []), "year", *columns])
        year = rows.column("year").to_numpy()
        rows = rows.filter(pa.array((year >= YEARS.start) & (year < YEARS.stop)))
        owner = rows.column("owner").to_numpy()
        periods = by_period(rows.column("year").to_numpy(), YEARS)
        if flag:
            self._spread(size, owner, np.ones(len(owner), bool), periods, str, flag)
        for column, (variable, stated) in columns.items():
            if column == "exempt":
                values = pc.fill_null(pc.equal(rows.column(column), "no"), False).to_numpy()
            else:
                values = numbers(rows.column(column))
            self._spread(size, owner, values, periods, str, variable)
            if stated:
                self._spread(size, owner, pc.is_valid(rows.column(column)).to_numpy(), periods, str, stated)

    def standings(self) -> None:
        """What is known of each operator and period."""
        for table, variable in (("payroll", "payroll_standing"), ("bds", "bds_standing")):
            for month, standing in zip(MONTHS, self._evidence.standing(table, MONTHS, month_end)):
                self._simulation.set_input(variable, month_name(month), standing)
        for table, variable in (("annual_tax", "tax_standing"), ("turnover", "turnover_standing")):
            for year, standing in zip(YEARS, self._evidence.standing(table, YEARS, year_end)):
                self._simulation.set_input(variable, str(year), standing)


def load(evidence: Evidence):
    """A simulation with all inputs set."""
    builder = SimulationBuilder()
    package = system()
    builder.create_entities(package)
    builder.declare_person_entity("employee", np.arange(evidence.employees))
    operators = builder.declare_entity("operator", np.arange(len(evidence.editions.operators)))
    builder.join_with_persons(operators, evidence.operator_of, np.zeros(evidence.employees, np.int8))
    simulation = builder.build(package)

    setting = Setting(simulation, evidence)
    setting.standings()
    setting.months("payroll", "paid", {"gross_taxable_centimes": "gross", "tax_withheld_centimes": "tax"}, with_site=True)
    setting.months("bds", "declared", {"wage_centimes": "wage", "capped_wage_centimes": "capped_wage"})
    setting.years("annual_tax", evidence.employees, {
        "gross_taxable_centimes": ("year_gross", "gross_stated"),
        "contributions_centimes": ("year_contributions", "contributions_stated"),
        "tax_withheld_centimes": ("year_tax", "tax_stated"),
        "dependants": ("dependants", "dependants_stated"),
        "days": ("days", "days_stated"),
        "exempt": ("taxed", None),
    }, flag="stated")
    setting.years("turnover", len(evidence.editions.operators), {
        "total_centimes": ("turnover", None), "exports_centimes": ("exports", "exports_stated"),
    })
    return simulation


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("known", type=datetime.date.fromisoformat)
    parser.add_argument("--keys", type=Path)
    arguments = parser.parse_args()

    began = time.perf_counter()
    evidence = Evidence(Editions(arguments.workspace, arguments.known), arguments.known)
    simulation = load(evidence)
    loaded = time.perf_counter()

    operators = len(evidence.editions.operators)
    keys, due, found = {}, {}, {}
    for clause in CLAUSES:
        since = time.perf_counter()
        keys[clause] = np.zeros((operators, len(STATUSES)), np.int64)
        due[clause] = np.zeros(operators, np.int64)
        for year in YEARS:
            status = found[clause, year] = simulation.calculate(clause, year)
            held = status != NO_KEY
            place = evidence.operator_of[held] * len(STATUSES) + status[held]
            keys[clause] += np.bincount(place, minlength=operators * len(STATUSES)).reshape(operators, -1)
            if clause == "air":
                amount = np.where(status == STATUSES.index("due"), simulation.calculate("air_amount", year), 0)
                np.add.at(due[clause], evidence.operator_of, amount)
        print(f"{time.perf_counter() - since:8.2f} s  {clause}", file=sys.stderr)
    seconds = time.perf_counter() - loaded
    peak = peak_kib()

    if arguments.keys:
        write_keys(arguments.keys, evidence, simulation, found)
    print(json.dumps({
        "microseconds": round((loaded - began + seconds) * 1e6),
        "load_microseconds": round((loaded - began) * 1e6),
        "totals": [
            {
                "operator": evidence.editions.operators[operator],
                "clause": clause,
                "status": status,
                "keys": int(keys[clause][operator, number]),
                "due_centimes": int(due[clause][operator]) if status == "due" else 0,
            }
            for operator in range(operators)
            for clause in sorted(CLAUSES)
            for number, status in enumerate(STATUSES)
            if keys[clause][operator, number]
        ],
        "peak_kib": peak,
        "version": version("openfisca-core"),
    }))


def write_keys(path: Path, evidence: Evidence, simulation, found: dict) -> None:
    """Every determination, for a comparison."""
    parts = []
    for (clause, year), status in found.items():
        place = np.flatnonzero(status != NO_KEY)
        amount = np.zeros(len(place), np.int64)
        if clause == "air":
            amount = np.where(status[place] == STATUSES.index("due"), simulation.calculate("air_amount", year)[place], 0)
        operator = evidence.operator_of[place]
        parts.append(pa.table({
            "clause": pa.array([clause] * len(place), pa.string()),
            "op": pa.array(operator, pa.int32()),
            "person": pa.array(place - evidence.first_of[operator], pa.int32()),
            "period": pa.array(np.full(len(place), year), pa.int32()),
            "start": pa.nulls(len(place), pa.date32()),
            "anniversary": pa.nulls(len(place), pa.int32()),
            "status": pa.array(status[place], pa.int8()),
            "amount": pa.array(amount, pa.int64()),
        }))
    pq.write_table(pa.concat_tables(parts), path)


if __name__ == "__main__":
    main()
