#!/usr/bin/env python3
"""Small cases of the decided meaning (S1–S17, and answers to what it left open), reckoned by hand: they hold the reckoning to its rules.

    python3 test_decided.py CONTRACTS
"""
import copy
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contract_text  # noqa: E402
import known  # noqa: E402
import months  # noqa: E402
import premiums  # noqa: E402
import years  # noqa: E402
from worked_cases import Case  # noqa: E402

FOLDER = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "contracts"
M, D = months.month, months.day


def offer(ties="share"):
    c = copy.deepcopy(contract_text.load(FOLDER)["ma-offshoring-2025"])
    for name in ("job", "declared_job"):
        c.definitions[name]["ranks"][0]["ties"] = ties
        c.definitions[name]["hire_counts_in"] = "first month of rows"
    return c


def pay(hired, left=None, gross=1000000, contract="permanent", site="S1", tax=0):
    return {"hired": D(hired) if hired else None, "left": D(left) if left else None, "contract": contract, "nationality": "moroccan",
            "site": site, "gross": gross, "tax": tax}


class Decided(unittest.TestCase):
    def setUp(self):
        self.e = Case("X")
        self.e.created = D("2015-01-01")
        self.e.covered = {"payroll": set(range(M("2025-06"), M("2027-07"))), "bds": set(range(M("2025-06"), M("2027-07")))}
        self.e.sites = [{"site": "S1", "platform": "casanearshore", "region": "MA-06", "from": D("2010-01-01"), "to": None, "unread": ()},
                        {"site": "S2", "platform": "fes-shore", "region": "MA-03", "from": D("2010-01-01"), "to": None, "unread": ()}]
        self.e.turnover = {2026: {"total": 100, "exports": 100}}

    def rows(self, person, first, last, row):
        for m in range(M(first), M(last) + 1):
            self.e.rows["payroll"].setdefault(person, {}).setdefault(m, []).append(dict(row))

    def declared(self, person, first, last, situation="normal"):
        for m in range(M(first), M(last) + 1):
            self.e.rows["bds"].setdefault(person, {}).setdefault(m, []).append({"days": 26, "wage": 1, "capped": 1, "situation": situation})

    def said(self, clause, reading="", person="A", day="2027-07-31", contract=None):
        c = contract or offer()
        road = (premiums.Reckoning if clause in ("pae", "paf") else years.Years)(self.e, c, D(day))
        return {(k.first_month and months.text(k.first_month), k.year or k.anniversary): o for k, o in road.determinations()
                if (k.clause, k.reading, k.person) == (clause, reading, person)}

    def test_exit_and_hire_on_the_next_day_is_one_job(self):
        self.rows("A", "2025-09", "2026-02", pay("2025-09-01"))
        self.rows("A", "2026-03", "2026-03", pay("2025-09-01", left="2026-03-11"))
        self.rows("A", "2026-03", "2027-06", pay("2026-03-12"))
        said = self.said("pae", "date_every")
        self.assertEqual([k for k in said], [("2025-09", None)])
        self.assertEqual(said["2025-09", None][:2], ("due", 13 * 1000000 * 17 // 100))

    def test_two_days_between_are_two_jobs(self):
        self.rows("A", "2025-09", "2026-03", pay("2025-09-01", left=None))
        self.e.rows["payroll"]["A"][M("2026-03")] = [pay("2025-09-01", left="2026-03-11"), pay("2026-03-13")]
        self.rows("A", "2026-04", "2027-06", pay("2026-03-13"))
        said = self.said("pae", "date_every")
        self.assertEqual(said["2025-09", None].decided_by, "kept_18")
        self.assertEqual(said["2026-03", None].decided_by, "first_here")

    def test_a_hole_is_one_job_with_unknown_months(self):
        self.rows("A", "2025-09", "2025-12", pay("2025-09-01"))
        self.rows("A", "2026-02", "2027-06", pay("2025-09-01"))
        self.assertEqual(self.said("pae", "date_every")["2025-09", None][:3], ("not evaluated", None, "base"))

    def test_a_restated_hire_date_contradicts_the_start(self):
        self.rows("A", "2025-09", "2025-12", pay("2025-09-01"))
        self.rows("A", "2026-01", "2027-06", pay("2025-09-15"))
        said = self.said("pae", "date_every")
        self.assertEqual((len(said), said["2025-09", None].decided_by), (1, "fact_date"))

    def test_rows_of_the_first_month_that_disagree(self):
        self.rows("A", "2025-09", "2027-06", pay("2025-09-01"))
        self.rows("A", "2025-09", "2025-09", pay("2025-09-01", contract="fixed_term"))
        self.assertEqual(self.said("pae", "date_every")["2025-09", None][:3], ("not evaluated", None, "permanent"))

    def test_three_equals_for_two_posts_have_two_thirds_each(self):
        for old in "KLM":
            self.rows(old, "2025-06", "2025-08", pay("2020-01-01"))
        self.rows("K", "2025-09", "2027-06", pay("2020-01-01"))
        self.rows("L", "2025-09", "2027-06", pay("2020-01-01"))
        for new in "ABC":
            self.rows(new, "2025-09", "2027-06", pay("2025-09-01"))
        c = offer()
        steps = c.clauses["pae", "date_above"]["steps"]
        if not any("share" in s for s in steps):
            steps[-1:] = [{"share": {"tied_share": "job.hire_rank"}}, {"shared": {"product": ["premium", "share"]}}, {"amount": {"round": "shared"}}]
        self.assertEqual(self.said("pae", "date_above", contract=c)["2025-09", None][:2], ("due", 136000000 // 100))
        self.assertEqual(self.said("pae", "date_above", contract=offer("not evaluated"))["2025-09", None][:3],
                         ("not evaluated", None, "above_reference"))

    def test_a_row_that_names_nobody_widens_the_count_by_one(self):
        self.rows("K", "2025-06", "2027-06", pay("2020-01-01"))
        for new in "AB":
            self.rows(new, "2025-09", "2027-06", pay("2025-09-01" if new == "A" else "2025-09-02"))
        self.e.nobody["payroll"][M("2025-08")] = 1
        self.assertEqual(self.said("pae", "date_above")["2025-09", None].status, "due")
        self.assertEqual(self.said("pae", "date_above", person="B")["2025-09", None][:3], ("not evaluated", None, "above_reference"))

    def test_a_month_at_two_sites_is_two_pieces(self):
        self.e.covered["payroll"] = set(range(M("2026-01"), M("2027-01")))
        self.rows("A", "2026-01", "2026-01", pay("2020-01-01", gross=1000000, tax=300000, site="S1"))
        self.rows("A", "2026-01", "2026-01", pay("2020-01-01", gross=1000000, tax=300000, site="S2"))
        self.assertEqual(self.said("air", "monthly")[None, 2026][:2], ("due", 100000 + 200000))

    def test_two_equal_lines_leave_presence_and_no_amount(self):
        line = dict(pay("2025-09-01"), birth=1990, ecosystem="crm")

        class File:
            declarant = "1234567"
        one = known.rows_of("payroll", [(File, line), (File, dict(line))])
        self.assertEqual((len(one), one[0]["contract"], known.known(one[0]["gross"])), (1, "permanent", False))
        half = known.rows_of("payroll", [(File, line), (File, dict(line, gross=5))])
        self.assertEqual((len(half), half[0]["gross"]), (1, 1000005))

    def test_hire_month_without_its_register(self):
        self.e.covered["payroll"] -= {M("2025-09")}
        self.rows("A", "2025-10", "2027-06", pay("2025-09-10"))
        self.declared("A", "2025-09", "2027-06")
        said = self.said("pae", "date_every")
        self.assertEqual((list(said), said["2025-09", None].decided_by), ([("2025-09", None)], "permanent"))

    def test_unknown_site_is_not_evaluated(self):
        self.e.covered["payroll"] = set(range(M("2026-01"), M("2027-01")))
        self.rows("A", "2026-01", "2026-12", pay("2020-01-01", site="S9", tax=500000))
        self.assertEqual(self.said("air", "monthly")[None, 2026][:3], ("not evaluated", None, "covered_place"))

    # -- what the rules had left open ---------------------------------------------------------------------------------

    def test_months_behind_a_hole_are_kept(self):
        self.rows("A", "2025-09", "2027-06", pay("2025-09-01"))
        self.declared("A", "2025-09", "2027-01")
        self.declared("A", "2027-03", "2027-06")
        self.assertEqual(self.said("pae", "periods_every")["2025-09", None][:2], ("due", 12 * 1000000 * 17 // 100))

    def test_months_behind_an_unknown_month_are_kept_where_the_old_hire_date_shows_one_job(self):
        for table in ("payroll", "bds"):
            self.e.covered[table].remove(M("2026-11"))
        for hired, status in (("2025-09-01", "due"), (None, "not evaluated")):
            for table in ("payroll", "bds"):
                self.e.rows[table].pop("A", None)
            for first, last in (("2025-09", "2026-10"), ("2026-12", "2027-06")):
                self.rows("A", first, last, pay(hired))
                self.declared("A", first, last)
            self.assertEqual(self.said("pae", "periods_every")["2025-09", None].status, status)

    def test_the_month_of_an_exit_that_is_none_is_kept(self):
        self.rows("A", "2025-10", "2026-04", pay("2025-10-15"))
        self.rows("A", "2026-05", "2026-05", pay("2025-10-15", left="2026-05-31"))
        self.rows("A", "2026-06", "2027-03", pay("2026-06-01"))
        self.declared("A", "2025-10", "2026-04")
        self.declared("A", "2026-05", "2026-05", "SO")
        self.declared("A", "2026-06", "2027-03")
        for table in ("payroll", "bds"):
            self.e.covered[table] -= set(range(M("2027-04"), M("2027-07")))
        self.assertEqual(self.said("pae", "periods_every", day="2027-04-30")["2025-10", None].status, "due")

    def test_contradicted_dates_that_all_lie_before_the_effect(self):
        self.rows("A", "2025-06", "2025-08", pay("2020-03-01"))
        self.rows("A", "2025-09", "2027-06", pay("2020-03-15"))
        self.assertEqual(self.said("pae", "date_every")["2025-06", None][:3], ("not applicable", None, "in_effect"))

    def test_a_hire_date_after_an_exit_contradicts_unless_it_is_the_day_after(self):
        for hired, by in (("2026-03-10", "permanent"), ("2026-03-11", "fact_date")):
            self.e.rows["payroll"].pop("A", None)
            self.e.rows["bds"].pop("A", None)
            self.rows("A", "2025-09", "2026-02", pay("2025-09-01", contract="internship"))
            self.rows("A", "2026-03", "2026-03", pay("2025-09-01", left="2026-03-09"))
            self.rows("A", "2026-04", "2027-06", pay(hired))
            self.declared("A", "2025-09", "2027-06")
            self.assertEqual(self.said("pae", "periods_every")["2025-09", None].decided_by, by)

    def test_the_whole_share_where_the_order_is_unknown_and_posts_are_enough(self):
        self.rows("K", "2025-06", "2027-06", pay("2020-01-01"))
        self.rows("A", "2025-09", "2027-06", pay("2025-09-01"))
        self.rows("B", "2025-09", "2025-12", pay("2025-09-01", gross=900000))
        self.rows("B", "2026-01", "2027-06", pay("2025-09-20", gross=900000))
        self.assertEqual(self.said("pae", "date_above")["2025-09", None][:2], ("due", 12 * 1000000 * 17 // 100))

    def test_leaving_without_a_day_and_the_first_of_that_month_is_asked(self):
        self.rows("A", "2025-12", "2027-05", pay("2025-12-01"))
        self.declared("A", "2025-12", "2027-05")
        self.declared("A", "2027-06", "2027-06", "SO")
        self.e.covered["payroll"].remove(M("2027-06"))
        self.assertEqual(self.said("pae", "date_every")["2025-12", None].status, "due")
        self.e.rows["payroll"]["A"] = {}
        self.rows("A", "2025-12", "2027-05", pay("2025-12-02"))
        self.assertEqual(self.said("pae", "date_every")["2025-12", None][:3], ("not evaluated", None, "kept_18"))

    def test_hire_month_whose_register_has_no_row(self):
        self.rows("A", "2026-03", "2027-06", pay("2026-02-15"))
        self.declared("A", "2026-02", "2027-06")
        said = self.said("pae", "periods_every", day="2026-12-31")
        self.assertEqual((list(said), said["2026-02", None].decided_by), ([("2026-02", None)], "permanent"))

    def test_the_first_piece_of_a_year_that_is_not_evaluated_decides(self):
        self.e.covered["payroll"] = set(range(M("2026-01"), M("2027-01")))
        self.rows("A", "2026-01", "2026-03", pay("2020-01-01", gross=known.Unknown("cell unread")))
        self.rows("A", "2026-04", "2026-12", pay("2020-01-01", site="S9"))
        self.assertEqual(self.said("air", "monthly")[None, 2026].decided_by, "gross")
        self.assertEqual(self.said("air", "monthly", day="2026-12-15")[None, 2026].decided_by, "gross")

    def test_pieces_of_one_month_stand_in_the_order_of_what_its_rows_say(self):
        unread = known.Unknown("cell unread")
        self.e.covered["payroll"] = set(range(M("2026-01"), M("2027-01")))
        nowhere, unpaid = pay("2020-01-01", site="S9"), pay("2020-01-01", site="S1", gross=unread)
        said = [({}, {}, "gross")]                                   # S1 before S9, where all else is equal
        for first, second in (({"hired": D("2020-02-10")}, {"hired": D("2020-10-02")}), ({"left": None}, {"left": unread}),
                              ({"left": unread}, {"left": D("2026-01-09")}), ({"contract": "fixed_term"}, {"contract": "permanent"}),
                              ({"affiliation": "A", "hired": D("2021-01-01")}, {"affiliation": "B"}),
                              ({"birth": 1990, "left": D("2026-01-09")}, {"birth": 2001}),
                              ({"ecosystem": "bpo", "hired": unread}, {"ecosystem": "crm", "hired": None})):
            said += [(first, second, "covered_place"), (second, first, "gross")]
        for of_nowhere, of_unpaid, decides in said:
            rows = [nowhere | of_nowhere, unpaid | of_unpaid]
            for lines in (rows, rows[::-1]):
                self.e.rows["payroll"]["A"] = {M("2026-01"): lines}
                self.assertEqual(self.said("air", "monthly")[None, 2026].decided_by, decides, (of_nowhere, of_unpaid))

    def test_a_hire_may_count_in_the_month_before(self):
        self.e.nobody["payroll"][M("2025-11")] = 1
        self.rows("B", "2025-12", "2027-06", pay("2025-12-05"))
        self.rows("A", "2025-12", "2027-06", pay("2025-11-27"))
        self.assertEqual(self.said("pae", "date_above")["2025-12", None].decided_by, "above_reference")
        self.e.rows["payroll"]["A"] = {}
        self.rows("A", "2025-12", "2027-06", pay("2025-12-01"))
        self.assertEqual(self.said("pae", "date_above")["2025-12", None].status, "due")

    def test_a_hire_date_behind_unknown_months_is_another_job(self):
        self.rows("A", "2025-09", "2026-10", pay("2025-09-01"))
        self.rows("A", "2026-12", "2027-06", pay("2026-12-01"))
        for table in ("payroll", "bds"):
            self.e.covered[table].remove(M("2026-11"))
        said = self.said("pae", "date_every")
        self.assertEqual((list(said), said["2026-12", None].decided_by), ([("2025-09", None), ("2026-12", None)], "first_here"))

    def test_a_late_line_whose_day_of_leaving_cannot_be_read_is_no_job(self):
        self.rows("A", "2025-09", "2026-08", pay("2025-09-01"))
        self.rows("A", "2026-09", "2026-09", pay("2025-09-01", left="2026-09-13"))
        self.rows("A", "2026-10", "2026-10", dict(pay("2025-09-01"), left=known.Unknown("cell unread")))
        self.assertEqual(list(self.said("pae", "date_every")), [("2025-09", None)])

    def test_a_late_line_that_cannot_be_read_is_no_job_some_months_later_either(self):
        self.rows("A", "2025-09", "2026-02", pay("2025-09-01"))
        self.rows("A", "2026-03", "2026-03", pay("2025-09-01", left="2026-03-11"))
        self.rows("A", "2026-06", "2026-06", dict(pay("2025-09-01"), left=known.Unknown("cell unread")))
        self.assertEqual(len(self.said("pae", "date_every")), 1)

    def test_a_hire_date_that_may_be_the_day_after_an_exit_without_its_day(self):
        for hired, jobs in (("2026-04-01", 1), ("2026-03-20", 1), ("2026-04-02", 2), ("2025-09-01", 1)):
            self.setUp()
            self.e.covered["payroll"].discard(M("2026-03"))
            self.rows("A", "2025-09", "2026-02", pay("2025-09-01"))
            self.declared("A", "2025-09", "2026-02")
            self.declared("A", "2026-03", "2026-03", "SO")
            self.rows("A", "2026-04", "2027-06", pay(hired))
            said = self.said("pae", "date_every")
            self.assertEqual((len(said), said["2025-09", None].decided_by), (jobs, "fact_date" if jobs == 1 else "kept_18"), hired)

    def test_an_exit_and_the_next_month_under_the_old_hire_date(self):
        moved = {"affiliation": "B"}
        for left, then, status in (("2026-03-31", moved, "due"), ("2026-03-31", {}, "not evaluated"), ("2026-03-20", moved, "not evaluated")):
            self.setUp()
            self.rows("A", "2025-09", "2026-02", dict(pay("2025-09-01"), affiliation="A"))
            self.rows("A", "2026-03", "2026-03", dict(pay("2025-09-01", left=left), affiliation="A"))
            self.rows("A", "2026-04", "2027-06", dict(pay("2025-09-01"), affiliation="A") | then)
            said = self.said("pae", "date_every")
            self.assertEqual((list(said), said["2025-09", None].status), ([("2025-09", None)], status), left)

    def test_what_is_paid_after_an_exit_does_not_take_the_job_up(self):
        self.rows("A", "2025-09", "2026-02", pay("2025-09-01"))
        self.rows("A", "2026-03", "2026-03", pay("2025-09-01", left="2026-03-31"))
        self.rows("A", "2026-04", "2026-04", pay("2025-09-01", left="2026-03-31"))
        self.rows("A", "2026-04", "2027-06", pay("2026-04-10"))
        self.assertEqual(self.said("pae", "date_every")["2025-09", None].decided_by, "kept_18")

    def test_months_in_which_a_refused_row_may_be_hers_follow_each_other(self):
        for refused, status in ((("2027-02", "2027-03"), "not evaluated"), (("2027-03",), "zero by rule")):
            self.setUp()
            self.e.covered = {t: set(range(M("2025-06"), M("2027-04"))) for t in self.e.covered}
            self.rows("A", "2025-09", "2027-01", pay("2025-09-01"))
            for m in refused:
                self.e.nobody["payroll"][M(m)] = 1
            self.assertEqual(self.said("pae", "date_every", day="2027-04-10")["2025-09", None].status, status)

    def test_a_row_that_goes_on_where_another_register_of_the_month_is_missing(self):
        for row, decided in ((pay("2025-09-01"), ""), (pay("2027-02-15"), "kept_18"), (pay("2025-09-01", left="2027-03-20"), "kept_18")):
            self.setUp()
            for table in ("payroll", "bds"):
                self.e.covered[table].discard(M("2027-03"))
            self.rows("A", "2025-09", "2027-02", pay("2025-09-01"))
            self.rows("A", "2027-03", "2027-03", row)
            self.assertEqual(self.said("pae", "date_every", day="2027-04-15")["2025-09", None].decided_by or "", decided)

    def test_beside_a_row_that_goes_on_under_the_old_date_a_later_hire_is_no_job(self):
        self.rows("A", "2025-09", "2027-06", pay("2025-09-01"))
        self.rows("A", "2026-03", "2026-03", pay("2025-09-01", left="2026-03-11"))
        self.rows("A", "2026-03", "2026-03", pay("2026-03-20"))
        self.assertEqual(len(self.said("pae", "date_every")), 1)

    def test_hired_long_before_the_first_month_that_shows_it(self):
        self.rows("A", "2027-04", "2027-06", pay("2025-08-01"))
        self.assertEqual(self.said("pae", "date_every")["2027-04", None][:3], ("zero by rule", 0, "kept_18"))

    def test_the_day_after_an_exit_of_the_same_month_does_not_contradict(self):
        self.rows("A", "2025-09", "2026-03", pay("2025-09-01"))
        self.rows("A", "2026-04", "2026-04", dict(pay("2025-09-01", left="2026-04-07"), hired=known.Unknown("cell unread")))
        self.rows("A", "2026-04", "2027-06", pay("2026-04-08"))
        self.assertEqual(self.said("pae", "date_every")["2025-09", None].status, "due")


if __name__ == "__main__":
    unittest.main()
