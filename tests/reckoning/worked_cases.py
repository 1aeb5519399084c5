#!/usr/bin/env python3
"""Runs the worked cases of the contract documents through the reckoning: what the documents themselves expect must come out.

    worked_cases.py FOLDER     ends with 1 where a case comes out otherwise
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contract_text  # noqa: E402
import known  # noqa: E402
import months  # noqa: E402
import premiums  # noqa: E402
import years  # noqa: E402
from known import Unknown  # noqa: E402
from outcome import ANY  # noqa: E402

NAMES = {"gross_taxable": "gross", "tax_withheld": "tax", "capped_wage": "capped", "net_taxable": "net"}
TABLES = {"payroll": "payroll", "bds": "bds", "annual_tax": "annual"}


class Case(known.Evidence):
    """Evidence of one operator as a worked case gives it: covered is what it says, nothing else."""

    def __init__(self, operator):
        super().__init__(operator)
        self.created = Unknown("missing operator")
        self.covered = {"payroll": set(), "bds": set()}

    def owed(self, m):
        return ["given"]

    def reach(self, table):
        return (min(self.covered[table]), max(self.covered[table])) if self.covered[table] else (0, -1)

    def missing(self, table, m):
        return None if m in self.covered[table] else f"missing {table} {months.text(m)}"


def cells(row):
    out = {}
    for name, words in row.items():
        name = NAMES.get(name, name)
        if words == "blank":
            out[name] = None
        elif name in ("hired", "left", "created"):
            out[name] = months.day(words)
        elif re.fullmatch(r"-?[\d.]+ (MAD|day|days|person|persons)", words):
            value = contract_text.quantity(words)
            out[name] = int(value) if value == int(value) else value
        else:
            out[name] = words
    return out


def span(entry):
    words = entry.get("months") or entry.get("month")
    first, _, last = words.partition("..")
    return range(months.month(first.strip()), months.month((last or first).strip()) + 1)


def evidence(case):
    found = {}

    def of(entry):
        name = entry.get("operator", "X")
        return found.setdefault(name, Case(name))

    base = {t: cells(v) for t, v in (case.get("tables") or {}).items()}
    periods = {}
    for entry in case.get("given") or []:
        e, table = of(entry), entry["table"]
        if table == "operator":
            e.created = months.day(entry["created"])
        elif table == "site":
            begin, end = months.interval(entry["valid"])
            e.sites.append({"site": entry["site"], "platform": entry.get("platform"), "region": entry["region"], "from": begin, "to": end, "unread": ()})
        elif table == "turnover":
            row = cells(entry)
            absent = {c: Unknown(f"absent turnover {c}") for c in ("total", "exports") if row[c] is None}
            e.turnover[int(entry["year"])] = {"total": row["total"], "exports": row["exports"], **absent}
        else:
            row = {"left": None, "hired": None, "contract": None, "nationality": None, "site": None, "gross": 0, "tax": 0} \
                if table == "payroll" else {}
            row.update(base.get(table, {}))
            row.update(cells(entry))
            name = TABLES[table]
            if table == "annual_tax":
                row = dict({"gross": None, "exempt": None, "dependants": None, "contributions": None, "net": None, "tax": None, "days": None}, **row)
                e.filed["annual"].add(int(entry["year"]))
                e.rows["annual"].setdefault(entry["person"], {}).setdefault(int(entry["year"]), []).append(row)
                continue
            for m in span(entry):
                one = dict(row)
                # A row of one month says what it shows, be it an exit to come.
                if table == "payroll" and row["left"] is not None and "months" in entry:
                    if m > months.of(row["left"]):
                        break
                    if m < months.of(row["left"]):
                        one["left"] = None
                e.rows[name].setdefault(entry["person"], {}).setdefault(m, []).append(one)
                periods.setdefault((e, name), set()).add(m)
    for (e, name), seen in periods.items():
        e.covered[name] |= set(range(min(seen), max(seen) + 1))
    for entry in case.get("covered") or []:
        if "year" in entry:
            of(entry).filed["annual"].add(int(entry["year"]))
        else:
            of(entry).covered[TABLES[entry["table"]]] |= set(span(entry))
    for entry in case.get("missing") or []:
        if "year" not in entry:
            of(entry).covered[TABLES[entry["table"]]] -= set(span(entry))
    for entry in case.get("refused") or []:
        for m in span(entry):
            of(entry).nobody[TABLES[entry["table"]]][m] = 1
    return found


def agrees(expected, outcome):
    status = {"holds": "due", "gap": "zero by rule"}.get(expected["status"], expected["status"])
    if status != outcome.status:
        return False
    if "amount" in expected and contract_text.quantity(expected["amount"]) != outcome.amount:
        return False
    return expected.get("decided_by", outcome.decided_by) in (outcome.decided_by, ANY) or outcome.decided_by == ANY


def run(contract, source):
    front = contract_text.read_yaml(source.split("---\n")[1])
    tried = wrong = 0
    for body in re.findall(r"^```yaml scenario\n(.*?)^```", source, re.M | re.S):
        case = contract_text.read_yaml(body)
        clause = case["of"]
        readings = [r for c, r in contract.clauses if c == clause]
        if not readings:
            continue
        reading = case.get("reading") or (front.get("readings") or {}).get(clause, readings[0])
        day = months.day(case["as_known_on"])
        said = {}
        for e in evidence(case).values():
            road = (premiums.Reckoning if clause in ("pae", "paf") else years.Years)(e, contract, day)
            said.update({k: o for k, o in road.determinations() if (k.clause, k.reading) == (clause, reading)})
        for expected in case["expect"]:
            tried += 1
            hits = [(k, o) for k, o in said.items()
                    if expected.get("operator", k.operator) == k.operator and expected.get("person", k.person) == k.person
                    and str(expected.get("year", k.year)) == str(k.year) and str(expected.get("anniversary", k.anniversary)) == str(k.anniversary)
                    and ("first_month" not in expected or months.month(expected["first_month"]) == k.first_month)
                    and ("start" not in expected or k.start is not None and expected["start"] == k.start.isoformat())]
            good = not hits if expected["status"] == "none" else len(hits) == 1 and agrees(expected, hits[0][1])
            if not good:
                wrong += 1
                print(f"{contract.id} {clause} {reading} known {day}: expected {expected}, reckoned {[tuple(o) for _, o in hits]}")
    return tried, wrong


def main():
    total = bad = 0
    for path in sorted(Path(sys.argv[1]).rglob("contract.md")):
        tried, wrong = run(contract_text.Contract(path), path.read_text(encoding="utf-8"))
        print(f"{path.parent.name}: {tried} expectations, {wrong} come out otherwise")
        total, bad = total + tried, bad + wrong
    return 1 if bad or not total else 0


if __name__ == "__main__":
    sys.exit(main())
