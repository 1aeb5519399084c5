"""The clauses of the contract in `contract/`: what courses of a person in a year come to. Written by hand from its text; figures are read from it."""
import re
from datetime import date
from fractions import Fraction

import faults
from contract_text import quantity
from filed_write import first_day
from known import ABSENT, Unknown, known
from outcome import Key, Outcome, judge, not_evaluated

STEPS = {"course_aid": "named rest hours borne more both most amount", "women_aid": "cost hours part borne amount", "late_aid": "cost amount",
         "hours_possible": "hours"}
NOT_YET = "not yet"


def figure(words, n=0):
    """The n-th figure with its unit in an expression."""
    return quantity(re.findall(r"[\d.]+ (?:MAD|hour|%|day)", words)[n])


class Clauses:
    """One operator's determinations under the contract."""

    def __init__(self, e, contract, doubtful):
        self.e, self.c, self.doubtful = e, contract, doubtful

    def determinations(self):
        for (clause, reading), block in self.c.clauses.items():
            begin, end, published = self.c.effect(clause, reading)
            if published > self.e.day:
                continue
            assert STEPS[clause].split() == self.c.steps(clause), clause
            table = block["from"]
            for person, rows in self.e.rows.get(table, {}).items():
                years = {first_day(self.e.tables[table], r["period"]).year for r in rows if begin <= first_day(self.e.tables[table], r["period"]) <= end}
                for year in sorted(years):
                    key = Key(self.c.id, clause, reading, self.e.operator.id, person, year, None, None, None)
                    if person in self.doubtful:
                        yield key, not_evaluated("*", "identity")
                        continue
                    missing = self.e.missing(table, year)
                    if missing and self.over(year):
                        outcome = not_evaluated("period", missing)
                    elif not missing and self.may_hide(table, year):
                        outcome = not_evaluated("period", f"rows-refused {table} {year}")
                    else:
                        outcome = getattr(self, clause)(person, year, max(begin, date(year, 1, 1)), min(end, date(year, 12, 31)))
                    yield key, outcome if self.over(year) or faults.active(63) else self.running(outcome)

    def may_hide(self, table, year):
        """Whether a row that was refused may be another one of whoever has one: a year has many days of him, but one row where it is the key."""
        return self.e.tables[table].period != "year" and bool(self.e.nobody.get((table, year))) and not faults.active(54)

    def over(self, year):
        return date(year, 12, 31) < self.e.day

    def running(self, outcome):
        if outcome.status == "not evaluated" and outcome.reason != NOT_YET:
            return outcome
        return Outcome("pending", None, "period", "")

    # -- folds and lookups --------------------------------------------------------------------------------------------

    def total(self, table, column, person, year, begin, end, where=lambda cells: True):
        """A sum over the rows of a year, or why nobody knows it."""
        missing = self.e.missing(table, year)
        if missing:
            return Unknown(missing if self.over(year) else NOT_YET)
        rows, declared = self.e.own(table, person, year), self.e.tables[table]
        if self.may_hide(table, year) and rows or not rows and self.e.refused_near(table, person, year):
            return Unknown(f"rows-refused {table} {year}")
        total, unknown = 0, None
        for r in rows:
            if not begin <= first_day(declared, r["period"]) <= end:
                continue
            counts = where(r["cells"])
            if counts is False:
                continue
            value = r["cells"][column]
            if not known(counts) or not known(value):
                if faults.active(55):
                    continue
                unknown = unknown or (counts if not known(counts) else value)
            elif value is not ABSENT:
                total += value
        return unknown or total

    def sex(self, person, year):
        """What all rows of a person's year say."""
        missing = self.e.missing("workforce", year)
        if missing:
            return Unknown(missing if self.over(year) else NOT_YET)
        rows = self.e.own("workforce", person, year)
        if not rows:
            return Unknown(f"rows-refused workforce {year}") if self.e.refused_near("workforce", person, year) else ABSENT
        said = [r["cells"]["sex"] for r in rows]
        unread = next((v for v in said if not known(v)), None)
        if unread:
            return unread
        return said[0] if len(set(said)) == 1 else Unknown(f"rows disagree workforce {year}")

    def parameter(self, name, year):
        return self.c.parameters[name].on(date(year, 12, 31), self.e.day)

    # -- clauses ------------------------------------------------------------------------------------------------------

    def course_aid(self, person, year, begin, end):
        sex = self.sex(person, year)
        verdict = sex if not known(sex) else "fails" if sex is ABSENT else "holds"
        failed = judge([("declared", verdict)], "zero by rule")
        if failed:
            return failed
        c, hours_least = self.c, figure(self.c.step("course_aid", "rest")["where"])

        def long_and_nameless(cells):
            if known(cells["profile"]) and cells["profile"] is not ABSENT:
                return False
            if known(cells["hours"]) and (cells["hours"] is ABSENT or cells["hours"] < hours_least):
                return False
            return next((cells[x] for x in ("profile", "hours") if not known(cells[x])), True)

        def named_(cells):
            return cells["profile"] if not known(cells["profile"]) else cells["profile"] is not ABSENT
        named = self.total("training", "cost", person, year, begin, end, named_)
        rest = self.total("training", "cost", person, year, begin, end, long_and_nameless)
        hours = self.total("training", "hours", person, year, begin, end)
        borne = named if not known(named) else named * self.parameter("course.rate", year)
        enough = figure(c.step("course_aid", "more")["choose"][0]["when"])
        more = hours if not known(hours) else rest if hours >= enough else 0
        both = next((x for x in (borne, more) if not known(x)), None) or borne + more
        most = both if not known(both) else min(both, self.parameter("course.most", year))
        return self.paid(c, "course_aid", [named, rest, hours, borne, more, both, most])

    def women_aid(self, person, year, begin, end):
        sex = self.sex(person, year)
        failed = judge([("woman", sex if not known(sex) else "holds" if sex == "woman" else "fails")], "zero by rule")
        if failed:
            return failed
        least = figure(self.c.step("women_aid", "hours")["where"])

        def dear(cells):
            return cells["cost"] if not known(cells["cost"]) else cells["cost"] is not ABSENT and cells["cost"] >= least
        cost = self.total("training", "cost", person, year, begin, end)
        hours = self.total("training", "hours", person, year, begin, end, dear)
        part = cost if not known(cost) else cost * self.parameter("course.rate", year)
        enough = figure(self.c.step("women_aid", "borne")["choose"][0]["when"])
        borne = hours if not known(hours) else part if hours >= enough else 0
        return self.paid(self.c, "women_aid", [cost, hours, part, borne])

    def late_aid(self, person, year, begin, end):
        return self.paid(self.c, "late_aid", [self.total("training", "cost", person, year, begin, end)])

    def hours_possible(self, person, year, begin, end):
        hours = self.total("training", "hours", person, year, begin, end)
        if not known(hours):
            return not_evaluated("hours", hours)
        most = figure(self.c.clauses["hours_possible", ""]["holds"])
        return Outcome("due", None, "", "") if hours <= most else Outcome("zero by rule", None, "holds", "")

    def paid(self, c, clause, values):
        """The outcome of the steps, whose last one rounds the one before it."""
        names = c.steps(clause)
        for name, value in zip(names, values):
            if not known(value):
                return not_evaluated(name, value)
        how = c.step(clause, "amount")
        amount = rounded(values[-1], quantity(how["to"]), how["mode"])
        if amount > 0:
            return Outcome("due", amount, "", "")
        for name, value in zip(names, values + [amount]):
            if known(value) and value == 0:
                return Outcome("zero by rule", 0, name, "")
        return Outcome("zero by rule", 0, names[-1], "")


def rounded(value, to, mode):
    """Centimes to a multiple of `to`, exactly."""
    value = Fraction(value) / to
    below = value.numerator // value.denominator
    rest = value - below
    up = {"down": False, "up": rest > 0, "half-up": rest * 2 >= 1, "half-even": rest * 2 > 1 or rest * 2 == 1 and below % 2 == 1}[mode]
    return int((below + (1 if up and not faults.active(56) else 0)) * to)


