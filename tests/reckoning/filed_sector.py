"""Makes files of the tables that documents declare, by seed: who learns, is employed, invests, exports, and the untidy telling of it."""
import random
from collections import namedtuple
from datetime import date, timedelta

import identifiers
import months
from filed_aside import Aside
from filed_beside import Beside
from filed_damage import Damage
from filed_kinds import Counts
from filed_write import Sheet
from files import File

Person = namedtuple("Person", "cnss cin story")
DAYS = ["2025-03-31", "2025-12-31", "2026-02-20", "2026-03-31", "2026-06-30", "2026-12-31", "2027-03-20", "2027-04-30", "2027-10-31"]
YEARS = (2024, 2025, 2026)
PLACES = ["casanearshore", "technopolis", "fes-shore", "oujda-shore", "tetouan-shore"]


class Operator:
    def __init__(self, id, tax_id, ice, affiliations):
        self.id, self.tax_id, self.ice, self.affiliations = id, tax_id, ice, affiliations
        self.persons = []


class Delivery:
    """Files handed in together: `new`, `replace`, `add`; or one that is taken back: `withdraw`."""

    def __init__(self, day, mode, files):
        self.day, self.mode, self.files = day, mode, files


class Filed(Damage, Beside, Aside):
    def __init__(self, seed, tables, without=(), operators=4, submitters=None):
        self.seed, self.tables = seed, tables
        self.submitters = submitters or {}             # parties that are no operators and file, by kind
        self.rng, self.beside_rng = random.Random(f"filed {seed}"), random.Random(f"beside {seed}")
        self.counts = Counts(without)
        self.parties = [Operator(f"party~{p}", p, "", [(p, date(2016, 1, 1), None)]) for its in self.submitters.values() for p in its]
        self.two_cards, self.by_card = set(), set()         # persons who have two cards, and who are named by the card somewhere
        self.taken, self.numbers, self.cards, self.persons, self.plan = set(), set(), set(), [], {}
        self.operators = [self.operator(n) for n in range(operators)]
        self.registers = self.register_files()
        for op in self.operators:
            self.facts(op)
        for table in tables.values():
            for party in self.submitters.get(table.kind, []) if table.party else []:
                periods = [None] if table.dated else [(y, q) for y in (2025, 2026) for q in (1, 2, 3, 4)]
                self.tell(table, None, party, {p: MAKERS[table.id](self, None, party, p, {}) for p in periods})
        self.aside()
        self.deliveries = [Delivery(day, mode, files) for (day, _, mode), files in sorted(self.plan.items(), key=lambda x: x[0][:2])]
        self.days = [months.day(d) for d in DAYS]

    def happens(self, kind, chance):
        if self.rng.random() < chance and self.counts.allows(kind):
            self.counts.note(kind)
            return True
        return False

    # -- who ----------------------------------------------------------------------------------------------------------

    def operator(self, n):
        rng, begins = self.rng, date(2014 + n, 1, 1)
        if n == 3 and self.counts.allows("filed-opens"):
            self.counts.note("filed-opens")
            begins = date(rng.choice([2025, 2026]), rng.choice([1, 3, 7]), 1)
        op = Operator(f"op-{n}", str(4000000 + self.seed % 1000 * 10 + n), identifiers.ice(rng),
                      [(identifiers.affiliation(rng, self.taken), begins, None)])
        if n < 2 and self.counts.allows("filed-two-affiliations"):
            self.counts.note("filed-two-affiliations")
            op.affiliations.append((identifiers.affiliation(rng, self.taken), date(rng.choice([2019, 2025, 2026]), rng.choice([1, 5]), 1), None))
        for _ in range(rng.randint(7, 11)):
            p = Person(identifiers.insured(rng, self.numbers), identifiers.card(rng, self.cards), "filed")
            op.persons.append(p)
            self.persons.append(p)
        return op

    def register_files(self):
        lines = [{"operator": o.id, "name": f"SOCIETE {o.id}", "ice": o.ice, "tax_id": o.tax_id, "created": date(2010, 1, 1), "group": ""}
                 for o in self.operators]
        owed = [{"operator": o.id, "affiliation": a, "from": begin, "to": end} for o in self.operators for a, begin, end in o.affiliations]
        return [File("operators", "operateurs.csv", lines), File("affiliations", "affiliations.csv", owed)]

    # -- what is so ---------------------------------------------------------------------------------------------------

    def facts(self, op):
        """The lines of every file of an operator, as they are; then how they are told."""
        stated, opens = {}, min(begin for _, begin, _ in op.affiliations).year
        for table in self.tables.values():
            if table.party or table.id not in MAKERS:
                continue
            for declarant in [a for a, _, _ in op.affiliations] if table.filed_by == "affiliation" else [op.tax_id]:
                begins = next((b for a, b, _ in op.affiliations if a == declarant), date(opens, 1, 1))
                periods = [None] if table.dated else [y for y in YEARS if y >= begins.year]
                if table.covers == "quarter":
                    periods = [(y, q) for y in (2025, 2026) for q in (1, 2, 3, 4) if date(y, q * 3, 28) >= begins]
                files = {p: MAKERS[table.id](self, op, declarant, p, stated) for p in periods}
                self.tell(table, op, declarant, files)
        self.beside(op, stated)

    def some_day(self, year, begins=1):
        return date(year, self.rng.randint(begins, 12), self.rng.randint(1, 28))

    def period(self, table, year):
        """A row's period somewhere in a year."""
        day = self.some_day(year)
        return {"date": day, "month": (year, day.month), "quarter": (year, (day.month - 1) // 3 + 1), "year": year}[self.tables[table].period]

    def money(self, least, most):
        return self.rng.randint(least, most) * 100 + self.rng.choice([0, 0, 50, 33])

    def training(self, op, declarant, year, stated):
        rng, lines = self.rng, []
        for p in op.persons:
            for n in range(rng.choice([0, 1, 1, 2, 3])):
                lines.append({"who": (p.cnss, p.cin), "period": self.period("training", year), "cells": {
                    "session": f"S-{year}-{len(lines) + 1:03d}", "profile": rng.choice([None, "developer", "agent", "lead"]),
                    "hours": rng.choice([4, 7, 8, 12, 16, 20, 24, 40, 56]), "cost": self.money(100, 9000)}})
        stated["training", op.id, year] = lines
        return lines

    def training_group(self, op, declarant, year, stated):
        rng = self.rng
        return [{"period": self.period("training_group", year), "cells": {
            "session": f"G-{year}-{n}", "profile": rng.choice([None, "agent"]), "trainees": rng.randint(2, 40), "hours": rng.randint(4, 80),
            "cost": self.money(2000, 90000)}} for n in range(rng.randint(2, 6))]

    def investment(self, op, declarant, year, stated):
        rng = self.rng
        return [{"period": self.some_day(year), "cells": {
            "piece": f"F-{year}-{n:03d}", "head": rng.choice(["land", "fit_out", "equipment", "software", "other"]),
            "nature": rng.choice(["private", "private", "public"]), "region": f"MA-{rng.randint(1, 12):02d}", "amount": self.money(1000, 900000)}}
            for n in range(rng.randint(4, 10))]

    def export_invoice(self, op, declarant, year, stated):
        rng = self.rng
        lines = [{"period": self.some_day(year), "cells": {
            "invoice": f"EXP-{year}-{n:03d}", "destination": rng.choice(["FR", "ES", "BE", "US"]), "currency": rng.choice(["EUR", "USD"]),
            "amount": self.money(50000, 3000000)}} for n in range(rng.randint(5, 10))]
        stated["export_invoice", op.id, year] = lines
        return lines

    def repatriation(self, op, declarant, year, stated):
        told = stated.get(("export_invoice", op.id, year), [])
        return [{"period": min(date(year, 12, 31), x["period"] + timedelta(days=self.rng.randint(0, 30))),
                 "cells": {"advice": f"CR-{year}-{n:03d}", "currency": x["cells"]["currency"],
                           "amount": x["cells"]["amount"] - self.rng.choice([0, 0, 1000000])}} for n, x in enumerate(told)]

    def premises(self, op, declarant, period, stated):
        rng, lines = self.rng, []
        for n in range(rng.randint(3, 5)):
            begin, place = date(rng.randint(2018, 2024), rng.choice([1, 4, 7]), 1), rng.choice(PLACES + [None])
            moved = rng.random() < 0.3
            cells = {"platform": place, "building": f"B{n}", "floor": f"E{rng.randint(1, 5)}", "area": rng.randint(100, 2000)}
            nowhere = {"joined": True} if place is None else {}              # refused as it is: nothing else is done to it
            lines.append(dict(nowhere, **{"from": begin, "to": date(2025, 6, 30) if moved else None, "cells": cells}))
            if moved:
                lines.append({**nowhere, "from": date(2025, 7, 1), "to": rng.choice([None, date(2026, 12, 31)]), "cells": dict(cells, area=cells["area"] + 50)})
        return lines

    def data_protection(self, op, declarant, period, stated):
        rng, lines = self.rng, []
        for n in range(rng.randint(2, 4)):
            day = date(2025, rng.randint(1, 5), 10)
            lines.append({"from": day, "to": day + timedelta(days=60), "cells": {"processing": f"T-{n}", "standing": "requested", "receipt": None}})
            lines.append({"from": day + timedelta(days=61), "to": None, "cells": {
                "processing": f"T-{n}", "standing": rng.choice(["declared", "authorised", "refused"]), "receipt": f"D-2025-{n}"}})
        return lines

    def of_account(self, op, declarant):
        """The persons of one affiliation of an operator."""
        accounts = [a for a, _, _ in op.affiliations]
        return [p for n, p in enumerate(op.persons) if accounts[n % len(accounts)] == declarant]

    def workforce(self, op, declarant, year, stated):
        rng = self.rng
        lines = [{"who": (p.cnss, p.cin), "period": year, "cells": {
            "sex": "woman" if int(p.cnss[4]) % 2 else "man", "disabled": rng.choice(["no", "no", "no", "yes"])}}
            for p in self.of_account(op, declarant) if rng.random() < 0.85]
        stated["workforce", declarant, year] = lines
        return lines

    def course_list(self, op, declarant, period, stated):
        year, quarter = period
        lines = []
        for x in stated.get(("training", op.id, year), []):
            if (covered_month(x["period"]) - 1) // 3 + 1 == quarter and any(x["who"][0] == p.cnss for p in self.of_account(op, declarant)):
                lines.append({"who": x["who"], "period": period, "cells": {"hours": x["cells"]["hours"]}})
        seen, out = set(), []
        for x in lines:                          # what would be equal lines by chance is one line more
            while (x["who"], x["cells"]["hours"]) in seen:
                x["cells"]["hours"] += 1
            seen.add((x["who"], x["cells"]["hours"]))
            out.append(x)
        return out

    def course_statement(self, op, declarant, year, stated):
        rng = self.rng
        sold = sum(x["cells"]["amount"] for x in stated.get(("export_invoice", op.id, year), []))
        learnt = stated.get(("training", op.id, year), [])
        cells = {"exports": sold, "trained": len({x["who"] for x in learnt}), "cost": sum(x["cells"]["cost"] for x in learnt)}
        if self.happens("filed-figures-apart", 0.4):
            what = rng.choice(list(cells))
            cells[what] = cells[what] * rng.choice([3, 11, 12]) // 10 + 2
        return [{"period": year, "cells": cells}]

    def platform_floor(self, op, party, period, stated):
        rng, place = self.rng, party.removesuffix("-manager")
        return [{"from": date(2024, rng.choice([1, 4, 7]), 1), "to": rng.choice([None, None, date(2026, 12, 31)]), "cells": {
            "place": place, "building": f"B{n // 3}", "floor": f"E{n}", "area": rng.randint(200, 3000), "rent": self.money(20000, 200000)}}
            for n in range(rng.randint(4, 7))]

    def platform_report(self, op, party, period, stated):
        built = self.rng.randint(10000, 60000)
        return [{"period": period, "cells": {"place": party.removesuffix("-manager"), "built": built, "let": built - self.rng.randint(-100, 5000),
                                             "asked": self.rng.randint(0, 3000), "jobs": self.rng.randint(100, 4000)}}]

    # -- deliveries ---------------------------------------------------------------------------------------------------

    def deliver(self, day, mode, sheet, order=None):
        day = day.replace(day=10 if day.day <= 10 else 25) if day.day <= 25 else months.first(months.of(day) + 1).replace(day=10)
        order = {"new": 0, "add": 1, "replace": 2, "withdraw": 9}[mode] if order is None else order
        if order >= 5:                                      # what is refused whole, or taken back, goes alone
            order += len(self.plan) / 10 ** 6
        self.plan.setdefault((day, order, mode), []).append(sheet)

    def tell(self, table, op, declarant, files):
        rng = self.rng
        years = [p for p in files if isinstance(p, int) and files[p]]
        count = sorted(len(files[y]) for y in years if y > 2024)
        alike = len(count) == 2 and (count == [1, 1] or count[0] >= 6 and count[0] * 4 >= count[1] * 3)
        if alike and self.happens("filed-several-years", 0.2):       # as many of each, so that neither is a slip
            both = self.untidy(table, declarant, None, files.pop(2025) + files.pop(2026), same_periods=True)
            self.deliver(date(2027, 2, 15), "new", both)
        for period, lines in files.items():
            self.tell_one(table, op, declarant, period, lines, rng)

    def after(self, table, period):
        if period is None:
            return date(2025, 2, 10)
        last = period if isinstance(period, int) else period[0]
        if not isinstance(period, int):
            return months.first(last * 12 + period[1] * 3) + timedelta(days=9)
        return date(last + 1, self.rng.choice([2, 3]), self.rng.choice([10, 15]))

    def tell_one(self, table, op, declarant, period, lines, rng):
        day = self.after(table, period)
        if not lines:
            if not table.dated and self.counts.allows("filed-header-alone"):
                self.counts.note("filed-header-alone")
                self.deliver(day, "new", self.sheet(table, declarant, period, []))
            return
        if self.happens("filed-missing", 0.05):
            return
        told = self.untidy(table, declarant, period, lines)
        if period is not None and self.happens("filed-late", 0.05):
            day += timedelta(days=rng.choice([90, 200]))
        elif isinstance(period, int) and period > 2024 and len(lines) > 1 and self.happens("filed-early", 0.25 if table.person else 0.06):
            self.deliver(date(period, 10, 15), "new", self.sheet(table, declarant, period, lines[:max(1, len(lines) // 2)]))
            self.deliver(day, "replace", told)
            return
        if len(lines) > 2 and self.happens("filed-replaced", 0.06):
            wrong = [dict(x, cells={c: v + 700 if table.type(c) == "amount" and v else v for c, v in x["cells"].items()}) for x in lines[1:]]
            self.deliver(day, "new", self.sheet(table, declarant, period, wrong))
            self.deliver(day + timedelta(days=rng.choice([20, 150])), "replace", told)
            return
        if len(lines) > 3 and table.person and self.happens("filed-added", 0.2):
            more = lines[len(lines) // 2:]
            lines = lines[:len(lines) // 2]
            if table.several and self.happens("filed-added-equal", 0.85):
                more = more + [lines[0]]
            self.deliver(day, "new", self.sheet(table, declarant, period, lines))
            self.deliver(day + timedelta(days=rng.choice([0, 40])), "add", self.sheet(table, declarant, period, more, "_suite"))
            return
        self.deliver(day, "new", told)
        if period is not None and self.happens("filed-withdrawn", 0.04):
            self.deliver(day + timedelta(days=rng.choice([15, 120])), "withdraw", told)
        elif len(lines) > 1 and self.happens("filed-filled-slot", 0.04):
            self.deliver(day + timedelta(days=25), "new", self.sheet(table, declarant, period, lines[:-1]), 5)
        elif table.person and self.happens("filed-all-refused", 0.06):
            bad = [dict(x, who=("", "")) for x in lines]
            self.deliver(day + timedelta(days=25), "replace", self.sheet(table, declarant, period, bad), 6)
        elif self.happens("filed-same-bytes", 0.04):
            self.deliver(day, "new", told, 7)

    def sheet(self, table, declarant, period, lines, suffix="", style=None):
        words = "" if period is None else str(period) if isinstance(period, int) else f"{period[0]}-Q{period[1]}"
        name = (table.name or table.id).replace(f"{{{table.filed_by}}}", declarant)
        for part in ("{year}", "{quarter}", "{month}"):
            name = name.replace(part, words or "2025-2026")
        return Sheet(table, name + suffix + ".csv", lines, declarant, dict(style or {}, period=period))


def covered_month(period):
    return period.month if isinstance(period, date) else period[1]


MAKERS = {name: getattr(Filed, name) for name in
          ("platform_floor", "platform_report", "training", "training_group", "investment", "export_invoice", "repatriation", "premises", "data_protection", "workforce", "course_list",
           "course_statement")}
Filed.MAKERS = MAKERS
