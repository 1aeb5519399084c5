"""Makes a sector by seed: operators, registers, the files of every month, and the days on which they are delivered."""
import random
from datetime import date, timedelta

import identifiers
import months
import people
from files import File
from kinds import Counts
from statements import Yearly

PLACES = [("casanearshore", "MA-06"), ("technopolis", "MA-04"), ("fes-shore", "MA-03"), ("oujda-shore", "MA-02"),
          ("tetouan-shore", "MA-01"), (None, "MA-09"), (None, "MA-07"), (None, "MA-06"), (None, "MA-05"), (None, "MA-03")]
JUNE = months.month("2025-06")
END = people.DATA_END
DAYS = ["2025-11-23", "2025-11-24", "2026-02-05", "2026-03-31", "2026-05-10", "2026-07-31", "2026-09-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-20",
        "2027-04-30", "2027-05-31", "2027-06-20", "2027-07-31", "2027-08-31", "2027-10-31"]


class Operator:
    def __init__(self, id, created, affiliations, data_from, data_to, tax_id, ice):
        self.id, self.created, self.affiliations = id, created, affiliations
        self.data_from, self.data_to, self.tax_id, self.ice = data_from, data_to, tax_id, ice
        self.created_unread = False
        self.sites, self.known_sites = [], []

    def affiliations_in(self, begin, end):
        found = [a["affiliation"] for a in self.affiliations
                 if months.of(a["from"]) <= begin and (a["to"] is None or months.of(a["to"]) >= end)]
        return found

    def owes(self, aff, m):
        a = next(x for x in self.affiliations if x["affiliation"] == aff)
        return months.of(a["from"]) <= m <= (months.of(a["to"]) if a["to"] else 10 ** 6)


class Delivery:
    """Files handed in together on a day: `new`, `replace` or `add`."""

    def __init__(self, day, mode, files, note=""):
        self.day, self.mode, self.files, self.note = day, mode, files, note


class Sector(Yearly):
    def __init__(self, seed, without=(), operators=6, scale=100):
        self.seed = seed
        self.rng = random.Random(f"reckoning {seed}")
        self.counts = Counts(without)
        self.scale = scale
        self.numbers, self.cards, self.taken = set(), set(), set()
        self.operators, self.persons, self.tellers = [], [], {}
        self.plan = {}
        for n in range(operators):
            self.make_operator(n)
        for op in self.operators:
            self.staff(op)
        self.merge()
        self.registers()
        for op in self.operators:
            self.monthly(op)
            self.yearly(op)
        self.identities()
        self.deliveries = [Delivery(day, mode, files) for (day, _, mode), files in sorted(self.plan.items(), key=lambda x: x[0][:2])
                           if files]
        self.days = [months.day(d) for d in DAYS]

    # -- chance -------------------------------------------------------------------------------------------------------

    def happens(self, kind, chance):
        """Whether a kind of untidiness happens here; noted where it does."""
        if self.rng.random() < chance and self.counts.allows(kind):
            self.counts.note(kind)
            return True
        return False

    def later(self, day, count):
        """The day of delivery some months after one: the fifteenth, so that few deliveries hold many files."""
        m = months.of(day) + count
        return months.first(m) + timedelta(days=14) if day.day <= 15 else months.first(m + 1) + timedelta(days=14)

    def deliver(self, day, mode, file, order=None):
        order = {"new": 0, "add": 1, "replace": 2}[mode] if order is None else order
        if order >= 5:                       # what the product is expected to refuse is handed in alone
            order += len(self.plan) / 10 ** 6
        self.plan.setdefault((day, order, mode), []).append(file)

    # -- operators ----------------------------------------------------------------------------------------------------

    def make_operator(self, n):
        rng, counts = self.rng, self.counts
        created, begins, data_from, data_to, to = date(2012 + n, 3, 4), date(2014 + n, 1, 1), JUNE, END, None
        second = None
        if n in (0, 1) and counts.allows("two-affiliations"):
            counts.note("two-affiliations")
            second = {"from": begins if n == 0 else date(2025, rng.choice([8, 10, 11]), 1), "to": None}
        if n == 2 and counts.allows("operator-opens"):
            counts.note("operator-opens")
            counts.note("months-before-affiliation")
            begins = date(2025, rng.choice([7, 8, 9, 10, 12]), 1)
            created = begins + timedelta(days=rng.choice([0, 9]))
            data_from = months.of(begins)
        if n == 3 and counts.allows("operator-closes"):
            counts.note("operator-closes")
            data_to = months.month("2026-12") + rng.randint(-6, 3)
            to = months.last(data_to)
        if n == 4:
            begins = date(2025, rng.choice([1, 1, 3, 6] if counts.allows("months-before-affiliation") else [1]), 1)
            created = rng.choice([date(2019, 1, 1), begins, date(2025, 6, 30), date(2025, 9, 10)])
            data_from = months.of(begins)
            if begins > date(2025, 1, 1) and counts.allows("months-before-affiliation"):
                counts.note("months-before-affiliation")
        op = Operator(f"op-{n}", created, [], data_from, data_to, str(3000000 + self.seed % 1000 * 10 + n), identifiers.ice(rng))
        op.affiliations.append({"affiliation": identifiers.affiliation(rng, self.taken), "from": begins, "to": to})
        if second:
            op.affiliations.append(dict(second, affiliation=identifiers.affiliation(rng, self.taken)))
        op.created_unread = n == 5 and self.happens("created-unread", 0.25)
        for s, (platform, region) in enumerate(rng.sample(PLACES, 3)):
            op.sites.append({"site": f"S{n}{s}", "platform": platform, "region": region, "from": date(2010, 1, 1), "to": None})
        op.known_sites = list(op.sites)
        op.move = None
        if n in (0, 5) and self.happens("operator-moves", 0.8):
            day = date(2026, rng.choice([4, 7, 9]), rng.choice([1, 1, 16]))
            platform, region = rng.choice([p for p in PLACES if p != (op.sites[0]["platform"], op.sites[0]["region"])])
            op.move = (day, platform, region)
        self.operators.append(op)
        self.tellers[op.id] = people.Teller(rng, counts)

    def person(self):
        p = people.Person(identifiers.insured(self.rng, self.numbers), identifiers.card(self.rng, self.cards))
        self.persons.append(p)
        return p

    def staff(self, op):
        rng, teller = self.rng, self.tellers[op.id]
        wages = [450000, 520000, 650000, 800003, 1000000, 1255400, 1500000, 2000000, 2141800, 2500000, 4000000]

        def wage():
            return rng.choice(wages) + rng.randint(0, 9999)

        initial = 0 if op.created >= date(2025, 6, 1) else 9 * self.scale // 100
        for _ in range(initial):
            hired = date(rng.randint(2014, 2024), rng.randint(1, 12), rng.randint(1, 28))
            people.tell(teller, op, self.person(), hired, op.data_from, op.data_to, wage())
        for m in range(max(op.data_from, JUNE + 1 if initial else op.data_from), op.data_to + 1):
            hires = rng.choices([0, 1, 2, 3], [40, 35, 15, 10])[0]
            if m < JUNE + 8:
                hires += rng.choice([0, 1, 1])
            hires = hires * self.scale // 100 if self.scale >= 100 else hires
            if hires and rng.random() < (0.5 if m < JUNE + 8 else 0.2) and self.counts.allows("tie"):
                self.counts.note("tie")
                day, same = people.day_in(rng, m), wage()
                for _ in range(hires + 1):
                    people.tell(teller, op, self.person(), day, m, op.data_to, same, rng.choice([None, "plain"]))
                continue
            for _ in range(hires):
                people.tell(teller, op, self.person(), people.day_in(rng, m), m, op.data_to, wage())

    def merge(self):
        """The staff of the operator that ends goes on with the first one."""
        closing = self.operators[3] if len(self.operators) > 3 else None
        if closing is None or closing.data_to == END or not self.counts.allows("operator-merges"):
            return
        self.counts.note("operator-merges")
        taker, m = self.operators[0], closing.data_to + 1
        last = {}
        for (_, when), lines in self.tellers[closing.id].payroll.items():
            if when == closing.data_to:
                for line in lines:
                    if line["cnss"] and line["left"] is None:
                        last[line["cnss"]] = line
        for p in self.persons:
            line = last.get(p.cnss)
            if line is not None and self.rng.random() < 0.7:
                hired = self.rng.choice([months.first(m), line["hired"]])
                people.tell(self.tellers[taker.id], taker, p, hired, m, END, line["gross"] or 700000, "plain", line["contract"])

    # -- registers ----------------------------------------------------------------------------------------------------

    def registers(self):
        rng = self.rng
        start = date(2025, 1, 10)
        lines = [{"operator": o.id, "name": f"SOCIETE {o.id}", "ice": o.ice, "tax_id": o.tax_id, "created": o.created, "group": "",
                  "unread": ("created",) if o.created_unread else ()} for o in self.operators]
        self.deliver(start, "new", File("operators", "operateurs.csv", lines), 0)
        lines = [{"operator": o.id, "affiliation": a["affiliation"], "from": a["from"], "to": a["to"]}
                 for o in self.operators for a in o.affiliations]
        self.deliver(start, "new", File("affiliations", "affiliations.csv", lines), 0.1)
        lines = []
        for o in self.operators:
            if o.move is None and self.happens("missing-sites", 0.04):
                continue
            for s in o.sites:
                line = dict(s, operator=o.id)
                if s is o.sites[2] and self.happens("register-unread", 0.12):
                    line["unread"] = (rng.choice(["platform", "from"]),)
                if s is o.sites[1] and self.happens("lost-separators", 0.3):
                    line["short"] = True
                lines.append(line)
            if self.happens("register-row-refused", 0.1):
                lines.append(dict(o.sites[0], operator=o.id, unread=("site",), refused=True))
        if self.happens("separators", 0.5):
            lines.append({"ignored": "separators"})
        self.deliver(start, "new", File("sites", "sites.csv", lines), 0.2)
        for o in self.operators:
            if o.move:
                day, platform, region = o.move
                old = [dict(s, operator=o.id) for s in o.sites]
                old[0]["to"] = day - timedelta(days=1)
                old.append({"operator": o.id, "site": o.sites[0]["site"], "platform": platform, "region": region, "from": day, "to": None})
                self.deliver(self.later(day, 0), "replace", File("sites", f"sites-{o.id}.csv", old))
        for year in (2025, 2026):
            lines = []
            for o in self.operators:
                if self.happens("missing-turnover", 0.06):
                    continue
                total = rng.choice([0, 0, 500000000, 730000000, 1000000000]) if rng.random() < 0.1 else rng.randint(10 ** 8, 10 ** 10)
                exports = rng.choice([total, total * 4 // 5, total // 3, 0]) if rng.random() < 0.9 else total // 7
                line = {"operator": o.id, "year": year, "total": total, "exports": exports}
                if self.happens("register-unread", 0.05):
                    line["unread"] = (rng.choice(["total", "exports"]),)
                lines.append(line)
            self.deliver(date(year + 1, 2, 15), "new", File("turnover", f"chiffre-affaires-{year}.csv", lines, period=year))

    # -- files of every month -----------------------------------------------------------------------------------------

    def monthly(self, op):
        for a in op.affiliations:
            aff = a["affiliation"]
            for m in range(max(op.data_from, months.of(a["from"])), op.data_to + 1):
                day = months.first(m + 1) + timedelta(days=14)
                self.payroll_files(op, aff, m, day)
                self.bds_files(op, aff, m, day)

    def damaged(self, lines, m):
        """The lines of a register with cells, rows and blanks spoiled here and there."""
        rng, out = self.rng, []
        for line in lines:
            line = dict(line)
            if self.happens("unread-amount", 0.003):
                line["unread"] = (rng.choice(["gross", "gross", "tax"]),)
            elif self.happens("unread-word", 0.002):
                line["unread"] = (rng.choice(["contract", "nationality"]),)
            elif self.happens("unread-date", 0.002):
                line["unread"] = (rng.choice(["hired", "left"]),)
            elif self.happens("blank-site", 0.001):
                line["unread"] = ("site",)
            elif self.happens("nobody-row", 0.0015):
                line["nobody"] = True
                line["bad_number"] = rng.choice(["", identifiers.wrong_insured(line["cnss"] or "100000007")])
            elif self.happens("trailing-blanks", 0.01):
                line["blanks"] = True
            elif line["left"] is None and self.happens("lost-separators", 0.01):
                line["short"] = True
            out.append(line)
        if self.happens("separators", 0.04):
            out.insert(rng.randint(0, len(out)), {"ignored": rng.choice(["separators", "few separators"])})
        if self.happens("total-row", 0.04):
            out.append({"ignored": "total", "gross": sum(x.get("gross", 0) for x in lines), "tax": sum(x.get("tax", 0) for x in lines)})
        if rng.random() < 0.3:
            rng.shuffle(out)
        return out

    def payroll_files(self, op, aff, m, day):
        rng = self.rng
        lines = self.tellers[op.id].payroll.get((aff, m), [])
        name = f"PAIE_{aff}_{months.digits(m)}.csv"

        def file(rows, suffix=""):
            style = {"french": self.happens("french-figures", 0.05)}
            return File("payroll", name.replace(".csv", suffix + ".csv"), rows, aff, m, style=style)

        if not lines:
            self.counts.note("empty-register")
            self.deliver(day, "new", file([]))
            return
        told = self.damaged(lines, m)
        people_named = [x for x in told if "ignored" not in x and not x.get("nobody")]
        if self.happens("missing-payroll", 0.004):
            return
        if self.happens("late-file", 0.012):
            self.deliver(self.later(day, rng.randint(2, 5)), "new", file(told))
            return
        if people_named and self.happens("corrected-file", 0.03):
            wrong = [dict(x) for x in told]
            for x in wrong:
                if "ignored" not in x and rng.random() < 0.3:
                    x["gross"] += rng.choice([100, -5000, 1000000])
            self.deliver(day, "new", file(wrong))
            self.deliver(self.later(day, rng.randint(1, 7)), "replace", file(told))
            return
        if len(people_named) > 4 and self.happens("partial-file", 0.02):
            self.deliver(day, "new", file(people_named[:len(people_named) * 2 // 3]))
            self.deliver(self.later(day, rng.randint(1, 4)), "replace", file(told))
            return
        if len(people_named) > 3 and len({x["site"] for x in people_named}) > 1 and self.happens("site-files", 0.04):
            one = people_named[0]["site"]
            self.deliver(day, "new", file([x for x in told if x.get("site") == one], "_" + one))
            self.deliver(self.later(day, rng.choice([0, 1])), "add", file([x for x in told if x.get("site") != one], "_autres"))
            return
        whole = file(told)
        self.deliver(day, "new", whole)
        if people_named and self.happens("filled-slot", 0.006):
            other = [dict(x, gross=x["gross"] + 777) for x in people_named]
            self.deliver(day + timedelta(days=25), "new", File("payroll", name, other, aff, m), 5)
        elif people_named and self.happens("refused-file", 0.006):
            bad = [dict(x, nobody=True, bad_number="") for x in people_named]
            self.deliver(day + timedelta(days=25), "replace", File("payroll", name, bad, aff, m), 6)
        elif self.happens("same-bytes", 0.006):
            self.deliver(day, "new", whole, 7)

    def bds_files(self, op, aff, m, day):
        rng = self.rng
        lines = sorted(self.tellers[op.id].bds.get((aff, m), []), key=lambda x: x["cnss"])
        name = f"DS_{aff}_{months.digits(m)}.txt"
        out = []
        for line in lines:
            line = dict(line)
            if not line["entrant"] and self.happens("unread-bds", 0.002):
                line["unread"] = (rng.choice(["days", "wage", "situation"]),)
            elif not line["entrant"] and self.happens("nobody-bds", 0.0015):
                line["nobody"], line["bad_number"] = True, identifiers.wrong_insured(line["cnss"])
            out.append(line)
        style = {"recap": lambda rows: [r for r in rows if not (r.get("repeat") and r.get("counted_once"))]}
        if self.happens("preestablished", 0.05):
            self.deliver(day, "new", File("preestablished", "AFFEB" + name, out, aff, m))
        if self.happens("missing-bds", 0.006):
            return
        entrants = [x for x in out if x["entrant"]]
        if entrants and len(out) > len(entrants) and self.happens("complementary", 0.3):
            self.deliver(day, "new", File("bds", name, [x for x in out if not x["entrant"]], aff, m, style=style))
            self.deliver(self.later(day, rng.choice([0, 1])), "new",
                         File("bds", f"DSC1_{aff}_{months.digits(m)}.txt", entrants, aff, m, 1, style))
            return
        if out and self.happens("corrected-file", 0.02):
            wrong = [dict(x) for x in out]
            for x in wrong:
                if rng.random() < 0.3 and x["days"]:
                    x["wage"] += rng.choice([100, 50000])
                    x["capped"] = min(x["wage"], 600000)
            self.deliver(day, "new", File("bds", name, wrong, aff, m, style=style))
            self.deliver(self.later(day, rng.randint(1, 7)), "replace", File("bds", name, out, aff, m, style=style))
            return
        self.deliver(day, "new", File("bds", name, out, aff, m, style=style))
