#!/usr/bin/env python3
"""Small cases of declared tables, reckoned by hand from docs/language.md and docs/evidence.md. Nothing but the reckoning is needed."""
import sys
import unittest
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import declared  # noqa: E402
import filed_clauses  # noqa: E402
import filed_known  # noqa: E402
import filed_reconcile  # noqa: E402
from contract_text import read_yaml  # noqa: E402
from filed_account import Account  # noqa: E402
from filed_sector import Delivery, Operator  # noqa: E402
from filed_write import Sheet  # noqa: E402

OURS = Path(__file__).resolve().parent / "contract" / "contract.md"
TRAINING = """
id: training
keys: operator, person, date, session
columns: {tax_identifier: code, session: code, profile: code, hours: hour, cost: MAD}
covers: operator, year
filed_by: tax_identifier
several: {hours: sum, cost: sum}
expected: before month 4 of the year after
file:
  name: "FORMATION_{tax_identifier}_{year}"
  columns:
    - {heading: identifiant_fiscal, fills: tax_identifier}
    - {heading: mois, fills: period}
    - {heading: numero_cnss, fills: person, holds: cnss, blank: allowed}
    - {heading: cin, fills: person, holds: cin, blank: allowed}
    - {heading: session, fills: session}
    - {heading: profil, fills: profile, blank: allowed}
    - {heading: heures, fills: hours}
    - {heading: cout, fills: cost}
"""
WORKFORCE = """
id: workforce
keys: operator, person, year
columns: {affiliation: code, sex: one of woman man, disabled: one of yes no}
covers: operator, year
filed_by: affiliation
file:
  name: "SALARIES_{affiliation}_{year}"
  columns:
    - {heading: affiliation, fills: affiliation}
    - {heading: annee, fills: period}
    - {heading: numero_cnss, fills: person, holds: cnss, blank: allowed}
    - {heading: cin, fills: person, holds: cin, blank: allowed}
    - {heading: sexe, fills: sex, words: {woman: [F], man: [H]}}
    - {heading: handicap, fills: disabled, words: {"yes": [oui], "no": [non]}}
"""
PREMISES = """
id: premises
keys: operator
valid: from .. to
columns: {tax_identifier: code, building: code, area: m2}
covers: operator
filed_by: tax_identifier
apart: operator, building
file:
  columns:
    - {heading: identifiant_fiscal, fills: tax_identifier}
    - {heading: batiment, fills: building}
    - {heading: surface, fills: area}
    - {heading: du, fills: from}
    - {heading: au, fills: to, blank: allowed}
"""
TABLES = {t["id"]: declared.Table(t) for t in map(read_yaml, (TRAINING, WORKFORCE, PREMISES))} | declared.tables(OURS)
for table in TABLES.values():                # the tables of the pack that are not written here are held against nothing
    table.reconciliations = [r for r in table.reconciliations if r.against[1] in (None, *TABLES)]
A, B = ("123456785", "AB1"), ("100000018", "CD2")


def learnt(who, session, hours=40, cost=1200000, day=date(2025, 9, 1), profile="developer", **more):
    return dict({"who": who, "period": day, "cells": {"session": session, "profile": profile, "hours": hours, "cost": cost}}, **more)


def employed(who, sex="woman", year=2025, **more):
    return dict({"who": who, "period": year, "cells": {"sex": sex, "disabled": "no"}}, **more)


def sheet(table, lines, declarant="4000000", period=2025):
    return Sheet(TABLES[table], f"{table}.csv", lines, declarant, {"period": period})


class Unmixed(dict):
    """A sector of one operator with a place for the accounts."""

    def __init__(self, *deliveries, affiliations=(("1234567", date(2020, 1, 1), None),)):
        super().__init__()
        self.tables, self.parties, self.operators = TABLES, [], [Operator("op", "4000000", "", list(affiliations))]
        self.deliveries = [Delivery(day, mode, files) for day, mode, files in deliveries]


def said(sector, day=date(2026, 6, 30)):
    (e,), doubtful = filed_known.gather(sector, day)
    found = filed_clauses.Clauses(e, declared.contract(OURS), doubtful).determinations()
    return e, {(k.clause, k.person, k.year): o for k, o in found}


class Lines(unittest.TestCase):
    def test_equal_lines_are_one_row_of_unknown_sums(self):
        a = Account(sheet("training", [learnt(A, "S1"), learnt(A, "S1"), learnt(B, "S2")]))
        self.assertEqual((a.rows_in, len(a.rows), dict(a.ignored), a.unread), (3, 2, {"repeated-line": 1}, 1))

    def test_lines_of_one_key_add_up(self):
        a = Account(sheet("training", [learnt(A, "S1"), learnt(A, "S1", hours=2, cost=500)]))
        self.assertEqual((len(a.rows), dict(a.ignored), a.unread), (2, {}, 0))

    def test_lines_that_may_not_disagree(self):
        a = Account(sheet("workforce", [employed(A), employed(A, "man")], "1234567"))
        self.assertEqual((len(a.rows), dict(a.ignored), a.unread), (1, {"repeated-line": 1}, 1))

    def test_few_rows_of_another_year_are_a_slip_and_half_of_them_are_not(self):
        many = [learnt(A, f"S{n}") for n in range(8)]
        slip = Account(sheet("training", many + [learnt(A, "S9", day=date(2024, 3, 1))]))
        self.assertEqual((slip.periods, dict(slip.refused)), ([2025], {"table-line-period": 1}))
        two = Account(sheet("training", [learnt(A, "S1"), learnt(A, "S9", day=date(2024, 3, 1))]))
        self.assertEqual((two.periods, dict(two.refused)), ([2024, 2025], {}))

    def test_times_that_overlap_hold_neither(self):
        def state(building, begin, end):
            return {"from": begin, "to": end, "cells": {"building": building, "area": 100}}
        a = Account(sheet("premises", [state("B1", date(2024, 1, 1), date(2024, 12, 31)), state("B1", date(2024, 12, 31), None),
                                       state("B2", date(2024, 1, 1), None), state("B2", date(2023, 1, 1), date(2023, 12, 31))], period=None))
        self.assertEqual((len(a.rows), dict(a.refused)), (2, {"table-overlap": 2}))

    def test_a_file_without_a_row_that_can_be_used_is_refused(self):
        a = Account(sheet("training", [learnt(("", ""), "S1"), {"ignored": "separators-only", "mark": ""}]))
        self.assertEqual((a.standing, dict(a.refused), dict(a.ignored)), ("refused", {"table-person": 1}, {"separators-only": 1}))


    def test_a_row_that_does_not_say_of_what_it_tells(self):
        a = Account(sheet("training", [learnt(A, "S1"), learnt(A, None), learnt(B, "S2", blank={"session"}), learnt(B, "S3", blank={"hours"})]))
        self.assertEqual((len(a.rows), dict(a.refused), a.hidden[2025], a.unread), (2, {"table-key": 2}, 2, 1))

    def test_a_question_keeps_the_file_out(self):
        a = Account(sheet("training", [learnt(A, "S1"), learnt(B, "S2", text={"cost": "8.000"}, unread={"cost"}, open="file-amounts-open")]))
        self.assertEqual((a.standing, dict(a.refused), a.rows), ("refused", {"file-amounts-open": 2}, []))


class Files(unittest.TestCase):
    FIRST, SECOND = date(2026, 2, 10), date(2026, 3, 10)

    def cost(self, *deliveries):
        e, _ = said(Unmixed(*deliveries))
        return sum(r["cells"]["cost"] for rows in e.rows.get("training", {}).values() for r in rows)

    def test_files_in_force(self):
        one, two = sheet("training", [learnt(A, "S1", cost=100)]), sheet("training", [learnt(A, "S2", cost=7)])
        new = (self.FIRST, "new", [one])
        self.assertEqual(self.cost(new, (self.SECOND, "add", [two])), 107)
        self.assertEqual(self.cost(new, (self.SECOND, "replace", [two])), 7)
        self.assertEqual(self.cost(new, (self.SECOND, "new", [two])), 100)
        self.assertEqual(self.cost(new, (self.SECOND, "withdraw", [one])), 0)

    def test_what_is_expected_and_missing(self):
        late = (("1234567", date(2020, 1, 1), None), ("7654321", date(2026, 2, 1), None))
        sector = Unmixed((self.FIRST, "new", [sheet("workforce", [employed(A)], "1234567")]), affiliations=late)
        e, _ = said(sector, date(2026, 3, 31))
        since = date(2025, 1, 1)
        self.assertEqual(e.expectation("workforce", since), (1, 1, []))
        self.assertEqual(e.expectation("training", since), (1, 0, [(2025, ("4000000",), date(2026, 3, 31), False)]))
        e, _ = said(sector, date(2027, 4, 1))
        self.assertEqual(e.expectation("workforce", since), (2, 1, [(2026, ("1234567", "7654321"), None, False)]))
        self.assertEqual(e.expectation("training", since)[2][0], (2025, ("4000000",), date(2026, 3, 31), True))


class Values(unittest.TestCase):
    DAY = date(2026, 2, 10)

    def of(self, learning, employing=None, **more):
        files = [sheet("training", learning), sheet("workforce", employing or [employed(A), employed(B, "man")], "1234567")]
        return said(Unmixed((self.DAY, "new", files)), **more)[1]

    def test_amounts(self):
        found = self.of([learnt(A, "S1", cost=1200000), learnt(B, "S2", hours=8, cost=667), learnt(B, "S3", hours=40, cost=10001, profile=None)])
        self.assertEqual(found["course_aid", A[0], 2025][:2], ("due", 450000))          # 12 000.00 at 37.5 %
        self.assertEqual(found["course_aid", B[0], 2025][:2], ("due", 250 + 10001))     # 6.67 at 37.5 % is 2.50125, and what has no profile
        self.assertEqual(found["women_aid", A[0], 2025][:2], ("due", 450000))
        self.assertEqual(found["women_aid", B[0], 2025][:3], ("zero by rule", 0, "woman"))
        self.assertEqual(found["late_aid", B[0], 2025][:2], ("due", 10000))             # 106.68 in tens, down
        self.assertEqual(found["hours_possible", A[0], 2025].status, "due")

    def test_a_bound_and_a_tie_to_the_even(self):
        found = self.of([learnt(A, "S1", cost=99999900), learnt(B, "S2", hours=24, cost=101200)], [employed(A), employed(B)])
        self.assertEqual(found["course_aid", A[0], 2025].amount, 900000)
        self.assertEqual(found["women_aid", B[0], 2025].amount, 38000)                  # 379.50 lies between 379 and 380

    def test_what_is_unknown(self):
        found = self.of([learnt(A, "S1", unread={"cost"}), learnt(B, "S2"), learnt(B, "S2")])
        self.assertEqual(found["course_aid", A[0], 2025][::2], ("not evaluated", "named"))
        self.assertEqual(found["hours_possible", B[0], 2025].status, "not evaluated")
        hidden = self.of([learnt(A, "S1"), learnt(("", ""), "S2")])
        self.assertEqual(hidden["late_aid", A[0], 2025][::2], ("not evaluated", "period"))
        self.assertEqual(hidden["hours_possible", B[0], 2025].status, "due")            # he has no day there, neither before nor after
        early = self.of([learnt(A, "S1")], day=date(2025, 12, 31))
        self.assertEqual(early, {})

    def test_a_year_that_is_not_over(self):
        came = (date(2025, 10, 10), "new", [sheet("training", [learnt(A, "S1"), learnt(B, "S2", unread={"cost"})])])
        for day, late, aid in ((date(2025, 12, 31), ("pending", "period"), ("pending", "period")),
                               (date(2026, 1, 1), ("due", ""), ("not evaluated", "declared"))):
            found = said(Unmixed(came), day)[1]
            self.assertEqual(found["late_aid", A[0], 2025][::2], late)
            self.assertEqual(found["course_aid", A[0], 2025][::2], aid)
            self.assertEqual(found["late_aid", B[0], 2025][::2], ("not evaluated", "cost"))      # that goes before what is pending

    def test_one_of_two_affiliations_came(self):
        both = (("1234567", date(2020, 1, 1), None), ("7654321", date(2020, 1, 1), None))
        _, found = said(Unmixed((self.DAY, "new", [sheet("workforce", [employed(A)], "1234567"), sheet("training", [learnt(A, "S1")])]), affiliations=both))
        self.assertEqual(found["women_aid", A[0], 2025][::2], ("not evaluated", "period"))
        self.assertEqual(found["course_aid", A[0], 2025][::2], ("not evaluated", "declared"))


class Held(unittest.TestCase):
    def verdicts(self, exports, *lines, **more):
        statement = {"period": 2025, "cells": dict({"exports": exports, "trained": 2, "cost": 2400000}, **more)}
        e, _ = said(Unmixed((date(2026, 2, 10), "new", [sheet("course_statement", [statement]), sheet("training", list(lines))])))
        return {place[1]: what for place, what in filed_reconcile.told_of(e, e.day) if place[0] == "course_statement"}

    def test_what_is_held_against_what(self):
        found = self.verdicts(100, learnt(A, "S1"), learnt(B, "S2"))
        self.assertEqual(found["costs"][:3], (2400000, 2400000, "holds"))
        self.assertEqual(found["heads"][:3], (2, 2, "holds"))
        self.assertEqual(found["exports-before"][2:], ("cannot be compared yet", ("missing", 2024)))

    def test_tolerances_are_of_the_other_side(self):
        def costs(stated):
            return self.verdicts(100, learnt(A, "S1", cost=10000), cost=stated)["costs"][2]
        self.assertEqual([costs(n) for n in (9899, 9900, 10100, 10101)], ["differs", "holds", "holds", "differs"])

    def test_several_lines_of_one_key_are_one(self):
        def list_of(*lines):
            return sheet("course_list", [{"who": who, "period": (2025, 3), "cells": {"hours": hours}, **more} for who, hours, more in lines], "1234567", (2025, 3))
        wrong = {"text": {"affiliation": "0123"}, "unread": {"affiliation"}}
        two = list_of((A, 8, {}), (A, 9, {}), (A, 10, wrong), (B, 8, {}))
        e, _ = said(Unmixed((date(2025, 10, 10), "new", [two])))
        (table, reconciliation), = ((t, r) for t in e.tables.values() for r in t.reconciliations if r.id == "lines-before")
        self.assertEqual(filed_reconcile.side(e, table, reconciliation.of, "quarter", (2025, 3)), (2, None))

    def test_what_cannot_be_compared_yet(self):
        self.assertEqual(self.verdicts(100, learnt(A, "S1", unread={"cost"}))["costs"][2:], ("cannot be compared yet", ("unread", 2025)))
        self.assertEqual(self.verdicts(100, learnt(A, "S1"), learnt(("", ""), "S2"))["heads"][2:], ("cannot be compared yet", ("refused", 2025)))

    def hours(self, since, *more):
        """What the lists of a year's quarters are held against, of an operator that was affiliated on a day; one of the third quarter came."""
        def quarter(n):
            return sheet("course_list", [{"who": A, "period": (2025, n), "cells": {"hours": 8}}], "1234567", (2025, n))
        e, _ = said(Unmixed((date(2026, 2, 10), "new", [quarter(n) for n in more]), affiliations=(("1234567", since, None),)))
        table = e.tables["course_list"]
        return filed_reconcile.side(e, table, ("sum", None, "hours"), "year", 2025)

    def test_a_period_of_which_nobody_owed_a_file_is_passed_over(self):
        self.assertEqual(self.hours(date(2025, 7, 1), 3, 4), (16, None))
        self.assertEqual(self.hours(date(2025, 7, 1), 2, 3, 4), (24, None))              # one that came all the same counts
        self.assertEqual(self.hours(date(2025, 7, 1), 3), (None, ("missing", (2025, 4))))
        self.assertEqual(self.hours(date(2026, 1, 1), 4), (8, None))

    def test_where_nobody_owed_a_file_and_none_came_there_is_no_sum(self):
        self.assertEqual(self.hours(date(2026, 1, 1)), (None, ("not owed", 2025)))
        statement = {"period": 2025, "cells": {"exports": 100, "trained": 0, "cost": 0}}
        late, day = (("1234567", date(2026, 1, 1), None),), date(2026, 2, 10)
        e, _ = said(Unmixed((day, "new", [sheet("course_statement", [statement])]), affiliations=late))
        found = {place[1]: what for place, what in filed_reconcile.told_of(e, e.day)}
        self.assertEqual(found["costs"], (0, None, "cannot be compared yet", ("not owed", 2025)))        # 0 is not held against nothing
        self.assertEqual(found["exports-before"], (100, None, "cannot be compared yet", ("not owed", 2024)))
        learning = sheet("training", [learnt(A, "S1", cost=0)])
        e, _ = said(Unmixed((day, "new", [sheet("course_statement", [statement]), learning]), affiliations=late))
        self.assertEqual(dict(filed_reconcile.told_of(e, e.day))["course_statement", "costs", 2025][:3], (0, 0, "holds"))
        e, _ = said(Unmixed((day, "new", [sheet("course_statement", [statement]), learning]), (date(2026, 3, 10), "withdraw", [learning]), affiliations=late))
        self.assertEqual(dict(filed_reconcile.told_of(e, e.day))["course_statement", "costs", 2025][2], "cannot be compared yet")


class Parts(unittest.TestCase):
    QUARTER = (2025, 3)

    def paid(self, operator, who=A, paid=100, **more):
        return dict({"operator": operator, "who": who, "period": self.QUARTER, "cells": {"paid": paid, "way": "cheque"}}, **more)

    def parts(self, *lines):
        a = Account(sheet("fund_register", list(lines), "", self.QUARTER))
        return a, {op: (p.standing, p.rows_in, len(p.rows), dict(p.ignored), dict(p.refused)) for op, p in a.parts.items()}

    def test_every_row_that_names_an_operator_is_told_in_his_part(self):
        occasional = {"text": {"cnss": "999999999"}, "unread": {"cnss"}}
        a, parts = self.parts(self.paid("op-0"), self.paid("op-0"), self.paid("op-0", ("", "")), self.paid("op-0", (A[0], ""), **occasional),
                              self.paid("op-1"), self.paid("op-1", B, text={"period": "T7"}, unread={"period"}), self.paid("op-2", ("", "")),
                              self.paid("op-3", (A[0], ""), **occasional), self.paid(None), self.paid("op-77", stranger=True), self.paid("op-0", short=True),
                              {"ignored": "separators-only", "mark": ""})
        self.assertEqual(parts, {"op-0": ("accepted", 4, 1, {"repeated-line": 1, "occasional-labour": 1}, {"table-person": 1}),
                                 "op-1": ("accepted", 2, 1, {}, {"table-quarter": 1}), "op-2": ("refused", 1, 0, {}, {"table-person": 1})})
        self.assertEqual((a.standing, dict(a.refused)), ("accepted", {"table-person": 2, "table-quarter": 1, "table-key": 1, "intake-operator-unknown": 1, "csv-field-count": 1}))
        self.assertEqual(dict(a.ignored), {"repeated-line": 1, "occasional-labour": 2, "separators-only": 1})

    def test_a_register_that_is_refused_whole_is_nobodys(self):
        a, parts = self.parts(self.paid("op-0", ("", "")), self.paid("op-1", ("", "")))
        self.assertEqual((a.standing, parts), ("refused", {}))


if __name__ == "__main__":
    unittest.main()
