"""Clauses and controls by person and year: the income-tax contribution of both contracts, and evidence held against evidence."""
from datetime import date
from fractions import Fraction

import faults
import months
from known import ABSENT, Unknown, known, what_it_says
from outcome import Key, Outcome, half_up, not_evaluated, paid

NOT_YET = "not yet"


class Years:
    """One operator's person-years under one contract as known on a day."""

    def __init__(self, e, contract, knowledge):
        self.e, self.c, self.knowledge = e, contract, knowledge

    def determinations(self):
        for (clause, reading), block in self.c.clauses.items():
            if not block.get("for_each", "").endswith("year") or self.c.effect(clause, reading)[2] > self.knowledge:
                continue
            table = {"annual_tax": "annual"}.get(block["from"], block["from"])
            begin, end, _ = self.c.effect(clause, reading)
            method = getattr(self, clause if clause != "air" else {"payroll": "air_by_months", "annual": "air_by_year"}[table])
            for person, own in self.e.rows[table].items():
                if table == "annual":
                    years = {y for y in own if date(y, 12, 31) >= begin and date(y, 1, 1) <= end}
                else:
                    years = {m // 12 for m in own if begin <= months.last(m) and months.first(m) <= end}
                for year in years:
                    key = Key(self.c.id, clause, reading, self.e.operator, person, year, None, None, None)
                    if person in self.e.doubtful:
                        yield key, not_evaluated("*", "identity")
                        continue
                    if table == "annual":
                        if date(year, 1, 1) < begin or date(year, 12, 31) > end:
                            yield key, not_evaluated("period", "year cut")
                            continue
                        outcome = method(person, year, reading)
                        yield key, outcome if date(year, 12, 31) < self.knowledge else self.running(outcome)     # though its file came early
                        continue
                    reach = [m for m in range(year * 12, year * 12 + 12) if begin <= months.first(m) and months.last(m) <= end]
                    outcome = self.period(table, person, reach) or method(person, year, reach, reading)
                    yield key, outcome if months.over(reach[-1], self.knowledge) else self.running(outcome)

    def period(self, table, person, reach):
        """Whether a year can be looked at: no month of it that is over is missing, and no row may be this person's unread."""
        for m in reach:
            missing = self.e.missing(table, m)
            if missing:
                if months.over(m, self.knowledge):
                    return not_evaluated("period", missing)
            elif not self.e.parts(table, person, m) and self.e.refused_near(table, person, m):
                return not_evaluated("period", f"rows-refused {table} {months.text(m)}")
        return None

    def running(self, outcome):
        """What a year that is not over comes to: what is unknown already stays unknown, everything else can still change."""
        if outcome.status == "not evaluated" and outcome.reason != NOT_YET:
            return outcome
        return Outcome("pending", None, "period", "")

    def total(self, table, person, reach, column, own=None):
        """A sum over months, or why nobody knows it."""
        total = 0
        for m in reach:
            if own is None:
                missing = self.e.missing(table, m)
                if missing:
                    if not months.over(m, self.knowledge):
                        continue
                    return Unknown(missing)
            rows = self.e.parts(table, person, m)
            if not rows and self.e.refused_near(table, person, m):
                return Unknown(f"rows-refused {table} {months.text(m)}")
            for r in rows:
                if not known(r[column]):
                    return r[column]
                total += r[column]
        return total

    def turnover(self, year, column):
        row = self.e.turnover.get(year)
        return Unknown(self.not_there("turnover", year)) if row is None else row[column]

    def not_there(self, table, year):
        return f"missing {year} {table}" if date(year, 12, 31) < self.knowledge else NOT_YET

    # -- income-tax contribution --------------------------------------------------------------------------------------

    def read_day(self, m, reading):
        """The day of a month on which class and rate are read: its last, unless the clause says its first."""
        first = "first" in (self.c.clauses["air", reading].get("crossing") or {}).get("read_at", "")
        return months.first(m) if first != faults.active(36) else months.last(m)

    def pieces(self, person, reach, reading):
        """Rows of the months by the class of their place, in the order of their first month; those of one month in the order of its rows."""
        found = {}
        for m in reach:
            for r in sorted(self.e.parts("payroll", person, m), key=what_it_says):
                day = self.read_day(m, reading)
                found.setdefault(repr(k) if not known(k := self.e.place_class(self.c, r["site"], day, self.knowledge)) else k,
                                 (k, []))[1].append((m, r))
        return list(found.values())

    def air_by_months(self, person, year, reach, reading):
        c = self.c
        offer = "export_share" in c.steps("air", reading)
        condition = (c.conditions("air", reading) or [None])[0]
        if condition:
            words = c.expression("air", condition, reading).split("class")[-1]
            classes = [w.strip(" {}=") for w in words.replace(" in ", "").split(",")]
        pieces, counted = self.pieces(person, reach, reading), []
        if condition is None:
            pieces = [("all", [x for _, rows in pieces for x in rows])]
        for place, rows in pieces:
            if condition is None or not known(place) or place is not ABSENT and place in classes:
                counted.append((place, rows))
        if not counted:
            return Outcome("zero by rule", 0, condition, "")
        if faults.active(37) and len(counted) > 1:
            counted = [(counted[0][0], [x for _, rows in counted for x in rows])]
        # In the order of their first month: the first piece that is not evaluated decides. What only waits for the year's end comes last.
        split = [[(condition, place)] if not known(place) else self.piece(place, rows, year, reading, offer) for place, rows in counted]
        doubts = [next((step for step in steps if not known(step[1])), None) for steps in split]
        doubts = [d for d in doubts if d]
        if doubts:
            return not_evaluated(*next((d for d in doubts if d[1].reason != NOT_YET), doubts[0]))
        names = [n for n, _ in split[0]]
        summed = [(n, sum(steps[i][1] for steps in split)) for i, n in enumerate(names)]
        last = half_up(summed[-1][1])
        if last > 0:
            return Outcome("due", last, "", "")
        for i, n in enumerate(names):
            if all(steps[i][1] == 0 for steps in split):
                return Outcome("zero by rule", 0, n, "")
        return Outcome("zero by rule", 0, "amount", "")

    def piece(self, place, rows, year, reading, offer):
        """The steps of one piece of a year."""
        c = self.c
        gross = next((r["gross"] for _, r in rows if not known(r["gross"])), None)
        tax = next((r["tax"] for _, r in rows if not known(r["tax"])), None)
        gross = sum(r["gross"] for _, r in rows) if gross is None else gross
        tax = sum(r["tax"] for _, r in rows) if tax is None else tax
        day = self.read_day(rows[0][0], reading)
        name = "air.cap_criteria" if reading == "with_criteria" else "air.cap"
        rate = c.parameters[name].on(day, self.knowledge)
        if isinstance(rate, dict):
            rate = rate[place]
        if rate is None:
            rate = Unknown("no value air.cap")
        steps = [("gross", gross), ("tax", tax)]
        if offer:
            steps.append(("rate", rate))
        steps.append(("cap", gross * rate if known(gross) and known(rate) else Unknown("cap")))
        steps.append(("above_cap", tax - steps[-1][1] if known(tax) and known(steps[-1][1]) else Unknown("above_cap")))
        steps.append(("excess", max(Fraction(0), steps[-1][1]) if known(steps[-1][1]) else Unknown("excess")))
        if offer:
            exports, total = self.turnover(year, "exports"), self.turnover(year, "total")
            share = (exports if not known(exports) else total if not known(total) else
                     Unknown("division by zero") if total == 0 else Fraction(exports, total))
            if faults.active(38):
                share = Fraction(1)
            excess = dict(steps)["excess"]
            steps += [("exports", exports), ("turnover_total", total), ("export_share", share),
                      ("contribution", excess * share if known(excess) and known(share) else Unknown("contribution"))]
        return steps

    def annual(self, person, year):
        """The yearly row of a person: None where there is none, unknown where no file covers the year."""
        if year not in self.e.filed["annual"]:
            return Unknown(self.not_there("annual_tax", year))
        rows = self.e.parts("annual", person, year)
        return rows if rows else None

    def cell(self, person, year, column):
        """A cell of the yearly statement over all lines of the person; ABSENT where there is no line or the cell is blank."""
        rows = self.annual(person, year)
        if not known(rows):
            return rows
        if rows is None:
            return ABSENT
        values = [r[column] if r[column] is not None else ABSENT for r in rows]
        for v in values:
            if not known(v):
                return v
        if column in ("exempt", "dependants"):
            return values[0] if all(v == values[0] for v in values) else Unknown(f"rows disagree annual_tax {column}")
        return values[0] if ABSENT in values else sum(values)

    def air_by_year(self, person, year, reading):
        gross, tax = self.cell(person, year, "gross"), self.cell(person, year, "tax")
        december = year * 12 + 11
        missing = self.e.missing("payroll", december)
        rows = self.e.parts("payroll", person, december)
        if missing:
            place = Unknown(missing if months.over(december, self.knowledge) else NOT_YET)
        elif not rows:
            place = Unknown("absent payroll")
        else:
            classes = [self.e.place_class(self.c, r["site"], date(year, 12, 31), self.knowledge) for r in rows]
            place = next((k for k in classes if not known(k)), None)
            if place is None:
                place = classes[0] if all(k == classes[0] for k in classes) else Unknown("rows disagree payroll site")
            if place is ABSENT:
                place = Unknown("absent site")
        rate = place if not known(place) else self.c.parameters["air.cap"].on(date(year, 12, 31), self.knowledge)[place]
        if rate is None:
            rate = Unknown("no value air.cap")
        tax = Unknown("absent tax") if tax is ABSENT else tax
        steps = [("gross", gross), ("tax", tax), ("rate", rate)]
        if any(not known(v) for _, v in steps):
            return paid(steps)
        steps.append(("cap", gross * rate))
        steps.append(("above_cap", tax - steps[-1][1]))
        steps.append(("excess", max(Fraction(0), steps[-1][1])))
        exports, total = self.turnover(year, "exports"), self.turnover(year, "total")
        share = (Unknown("turnover") if not known(exports) or not known(total) else
                 Unknown("division by zero") if total == 0 else Fraction(exports, total))
        steps += [("exports", exports), ("turnover_total", total), ("export_share", share)]
        if known(share):
            steps += [("contribution", dict(steps)["excess"] * share), ("amount", half_up(dict(steps)["excess"] * share))]
        return paid(steps)

    # -- controls -----------------------------------------------------------------------------------------------------

    def value(self, name, year):
        return self.c.parameters[name].on(date(year, 12, 31), self.knowledge)

    def held(self, truth):
        return Outcome("due", None, "", "") if truth else Outcome("zero by rule", None, "holds", "")

    def ir_recomputed(self, person, year, reading):
        exempt, days = self.cell(person, year, "exempt"), self.cell(person, year, "days")
        for name, value, good in (("taxed", exempt, exempt == "no"), ("full_year", days, known(days) and days is not ABSENT and days >= self.c.number_in(
                self.c.expression("ir_recomputed", "full_year", "", "applies_when").split(">=")[1]))):
            if known(value) and not good:
                return Outcome("not applicable", None, name, "")
        for name, value in (("taxed", exempt), ("full_year", days)):
            if not known(value):
                return not_evaluated(name, value)
        for name in ("gross", "contributions", "dependants", "tax"):
            v = self.cell(person, year, name)
            if not known(v) or v is ABSENT:
                return not_evaluated({"tax": "withheld"}.get(name, name), v if v is not ABSENT else "absent")
        gross, contributions = self.cell(person, year, "gross"), self.cell(person, year, "contributions")
        if self.value("ir.expense_rate", year) is None:
            return not_evaluated("expense_rate", "no value ir.expense_rate")
        rate = next(v for up, v in self.value("ir.expense_rate", year) if up is None or gross <= up)
        net = gross - min(gross * rate, self.value("ir.expense_cap", year)) - contributions
        scale = self.value("ir.scale", year)
        tax = Fraction(0)
        for n, (above, percent) in enumerate(scale):
            upper = scale[n + 1][0] if n + 1 < len(scale) else None
            if net > above:
                tax += ((min(net, upper) if upper is not None else net) - above) * percent
        counted = min(self.cell(person, year, "dependants"), self.value("ir.dependants_max", year))
        tax = half_up(max(0, tax - counted * self.value("ir.dependant_charge", year)))
        withheld, gap = self.cell(person, year, "tax"), self.value("control.tolerance", year)
        return self.held(tax - gap <= withheld <= tax + gap if not faults.active(39) else tax - gap < withheld < tax + gap)

    def contributions_recomputed(self, person, year, reach, reading):
        declared = self.cell(person, year, "contributions")
        if known(declared) and (declared is ABSENT or declared <= 0):
            return Outcome("not applicable", None, "contributing", "")
        if not known(declared):
            return not_evaluated("contributing", declared)
        capped, wage = self.total("bds", person, reach, "capped"), self.total("bds", person, reach, "wage")
        for name, v in (("capped_wage", capped), ("wage", wage)):
            if not known(v):
                return not_evaluated(name, v)
        expected = half_up(capped * self.value("cnss.employee_rate", year) + wage * self.value("amo.employee_rate", year))
        return self.held(declared + self.value("control.tolerance", year) >= expected)

    def year_agrees(self, person, year, reach, reading):
        gross, tax = self.total("payroll", person, reach, "gross"), self.total("payroll", person, reach, "tax")
        gross_year, tax_year = self.cell(person, year, "gross"), self.cell(person, year, "tax")
        for name, v in (("gross", gross), ("tax", tax), ("gross_of_year", gross_year), ("tax_of_year", tax_year)):
            if not known(v) or v is ABSENT:
                return not_evaluated(name, v if v is not ABSENT else f"absent {year} annual_tax")
        gap = self.value("control.tolerance", year)
        return self.held(abs(gross - gross_year) <= gap and abs(tax - tax_year) <= gap)

    def declared_agrees(self, person, year, reach, reading):
        if faults.active(40):
            reach = [m for m in reach if self.e.parts("payroll", person, m)]
        paid_months = sum(1 for m in reach if self.e.parts("payroll", person, m))
        gross, wage = self.total("payroll", person, reach, "gross"), self.total("bds", person, reach, "wage")
        declared = sum(1 for m in reach if self.e.parts("bds", person, m))
        doubt = next((Unknown(x) for x in (self.e.missing("bds", m) for m in reach if months.over(m, self.knowledge)) if x), None)
        near = next((Unknown(f"rows-refused bds {months.text(m)}") for m in reach
                     if not self.e.parts("bds", person, m) and self.e.refused_near("bds", person, m)), None)
        for name, v in (("months_declared", doubt or near or declared), ("gross", gross), ("wage", wage)):
            if not known(v):
                return not_evaluated(name, v)
        return self.held(paid_months == declared and gross <= wage + self.value("control.tolerance", year))
