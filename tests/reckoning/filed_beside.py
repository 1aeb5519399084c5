"""Files of the tables of the registers that the tables of the programme are held against: the payroll register and the turnover. They are told by a die of their
own, so that what the other files say does not depend on them."""
from datetime import date

TURNOVER, PAYROLL = "turnover", "payroll"


class Beside:
    """The part of a sector that writes what others are held against."""

    def chance(self, kind, chance):
        if self.beside_rng.random() < chance and self.counts.allows(kind):
            self.counts.note(kind)
            return True
        return False

    def beside(self, op, stated):
        """The payroll of each affiliation, and the turnover, of each year of which an operator files."""
        if PAYROLL not in self.tables:
            return
        for declarant, begins, _ in op.affiliations:
            for year in sorted(y for what, who, y in stated if what == "workforce" and who == declarant):
                self.payroll(op, declarant, begins, year, [x["who"] for x in stated["workforce", declarant, year]])
        for year in sorted(y for what, who, y in stated if what == "export_invoice" and who == op.id):
            self.turnover(op, year, sum(x["cells"]["amount"] for x in stated["export_invoice", op.id, year]))

    # -- who was paid -------------------------------------------------------------------------------------------------

    def payroll(self, op, declarant, begins, year, persons):
        rng, table = self.beside_rng, self.tables[PAYROLL]
        if len(persons) < 3 or self.chance("beside-payroll-missing", 0.1):
            return
        if self.chance("beside-heads-apart", 0.25):
            persons = persons[1:]
        months = [m for m in range(1, 13) if date(year, m, 1) >= begins]
        lines = [self.paid(who, year, month) for month in months for who in persons]
        if self.chance("beside-month-missing", 0.12):
            gone = rng.choice(months)
            lines = [x for x in lines if x["period"] != (year, gone)]
        elif self.chance("beside-nobody", 0.1):
            rng.choice(lines).update(who=("", ""))
        elif self.chance("beside-comes-and-goes", 0.3):
            lines = [x for x in lines if x["who"] != persons[0] or x["period"][1] % 2 or x["period"][1] == months[-1]]
        if self.chance("beside-card-alone", 0.2):
            known = [x for x in lines if all(x["who"]) and x["who"][0] not in self.two_cards]
            if known:
                line = rng.choice(known)
                self.by_card.add(line["who"][0])
                line["who"] = ("", line["who"][1])
        day = date(year + 1, *rng.choice([(1, 25), (2, 10), (4, 10)]))
        if self.chance("beside-late", 0.15):
            day = date(year + 1, 7, 10)
        sheet = self.sheet(table, declarant, year, lines)
        self.deliver(day, "new", sheet)
        if self.chance("beside-payroll-replaced", 0.2):
            again = [self.paid(who, year, month) for month in months for who in persons[:-1]]
            self.deliver(date(year + 1, 9, 10), "replace", self.sheet(table, declarant, year, again, "_corrige"))

    def paid(self, who, year, month):
        return {"who": who, "period": (year, month), "cells": {
            "site": "site-1", "hired": date(2019, 3, 1), "left": None, "contract": "permanent", "nationality": "moroccan", "birth_year": 1990,
            "ecosystem": "crm", "gross_taxable": 650000, "tax_withheld": 13000}}

    # -- what was sold ------------------------------------------------------------------------------------------------

    def turnover(self, op, year, sold):
        rng, cells, more = self.beside_rng, {"exports": sold, "total": sold * 2}, {}
        if self.chance("beside-turnover-missing", 0.1):
            return
        if self.chance("beside-turnover-apart", 0.4):               # beside the bound of a fiftieth, on either side
            cells["exports"] = rng.choice([sold * 50 // 51, sold * 50 // 51 - 1, sold * 50 // 49, sold * 50 // 49 + 1, sold * 3 // 4])
        if rng.random() < 0.4:                                     # in the way that was rarest until now
            ways = [k for k in ("beside-turnover-unread", "beside-turnover-blank", "beside-exports-above-total", "beside-exports-below-zero")
                    if self.counts.allows(k)]
            kind = min(ways, key=lambda k: (self.counts[k], (ways.index(k) + self.seed) % 4)) if ways else None
            if kind == "beside-turnover-unread":
                more = {"text": {"exports": "n.c."}, "unread": {"exports"}}
            elif kind == "beside-turnover-blank":
                more = {"blank": {"exports"}}
            elif kind == "beside-exports-above-total":
                cells["total"] = cells["exports"] - 1
            elif kind:
                cells["exports"] = -cells["exports"]
            if kind:
                self.counts.note(kind)
        self.deliver(date(year + 1, 2, 10), "new", self.of_turnover(op, year, cells, more))
        if self.chance("beside-turnover-replaced", 0.15):
            self.deliver(date(year + 1, 6, 25), "replace", self.of_turnover(op, year, {"exports": sold + 1, "total": sold * 3}, {}, "_corrige"))

    def of_turnover(self, op, year, cells, more, suffix=""):
        """The register of one operator and year: its row names whose it is."""
        line = dict(more, operator=op.id, period=year, cells=cells)
        return self.sheet(self.tables[TURNOVER], op.tax_id, year, [line], f"_{op.id}_{year}{suffix}")
