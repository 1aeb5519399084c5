"""What is told beside everything else, by a die of its own and after all other files, so that what those say does not depend on it: files of a time in which
nobody owed any, and a register whose rows name their operators."""
import random
from contextlib import contextmanager
from datetime import date

import identifiers

FUND, TURNOVER = "fund_register", "turnover"


class Aside:
    """The part of a sector that is told last."""

    @contextmanager
    def die(self, words):
        kept = self.rng, self.beside_rng
        self.rng = self.beside_rng = random.Random(f"{words} {self.seed}")
        yield self.rng
        self.rng, self.beside_rng = kept

    def aside(self):
        for op in self.operators:
            begins = min(begin for _, begin, _ in op.affiliations)
            if begins.year > 2024:
                self.unowed(op, begins)
        if FUND in self.tables:
            for quarter in [(y, q) for y in (2025, 2026) for q in (1, 2, 3, 4)]:
                self.fund(quarter)

    # -- of a time in which nothing was owed --------------------------------------------------------------------------

    def unowed(self, op, begins):
        """Of the year before an operator was affiliated: what it states itself, and now and then what that is held against."""
        if not self.counts.allows("unowed-file"):
            return
        with self.die(f"unowed {op.id}"):
            year, stated = begins.year - 1, {}
            made = {name: self.MAKERS[name](self, op, op.tax_id, year, stated) for name in ("training", "export_invoice", "repatriation", "course_statement")}
            self.counts.note("unowed-file")
            for name in ["course_statement"] + [n for n in ("training", "export_invoice") if self.happens("unowed-both-sides", 0.5)]:
                sheet = self.sheet(self.tables[name], op.tax_id, year, made[name])
                self.deliver(date(year + 1, 3, 10), "new", sheet)
                if self.happens("unowed-withdrawn", 0.3):
                    self.deliver(date(year + 1, 9, 10), "withdraw", sheet)
            sold = sum(x["cells"]["amount"] for x in made["export_invoice"])
            if TURNOVER in self.tables and self.happens("unowed-register", 0.5):
                self.deliver(date(year + 1, 3, 10), "new", self.of_turnover(op, year, {"exports": sold, "total": sold * 2}, {}))

    # -- a register of all operators ----------------------------------------------------------------------------------

    def fund(self, quarter):
        """What a fund paid for courses in a quarter: one register, whose rows name their operators."""
        with self.die(f"fund {quarter}") as rng:
            table, day = self.tables[FUND], self.after(self.tables[FUND], quarter)
            style = self.style(table)
            lines = [line for op in self.operators for line in self.fund_rows(op, quarter, self.misses(table, style))]
            self.spoil_register(lines)
            if self.happens("fund-mixed", 0.5):            # rows of an operator need not stand together
                rng.shuffle(lines)
            self.deliver(day, "new", self.sheet(table, "", quarter, lines, style=style), 3)
            if self.happens("fund-replaced", 0.3):
                again = [line for op in rng.sample(self.operators, 2) for line in self.fund_rows(op, quarter, True)]
                self.deliver(day.replace(year=day.year + 1), "replace", self.sheet(table, "", quarter, again, "_corrige"), 5)
            elif self.happens("fund-all-refused", 0.2):
                again = [dict(line, who=("", "")) for line in lines if self.clean(line) and line["operator"]] + [line for line in lines if line.get("stranger")]
                self.deliver(day.replace(year=day.year + 1), "replace", self.sheet(table, "", quarter, again, "_nul"), 5)

    def paid_back(self, op, who, quarter, **more):
        return dict({"operator": op.id, "who": who, "period": quarter, "cells": {"paid": self.money(100, 9000), "way": self.rng.choice(["transfer", "cheque"])}}, **more)

    @staticmethod
    def misses(table, style):
        """Whether a line is refused that lost its last field: one that may be blank is blank then."""
        last = table.filed[style["order"][-1] if "order" in style else -1]
        return last.blank == "unread" and "unknown" not in style

    def fund_rows(self, op, quarter, short):
        """The rows that name an operator: used, left aside with a reason, and refused; of some all are refused, of others all are left aside."""
        rng = self.rng
        rows = [self.paid_back(op, (p.cnss, p.cin), quarter) for p in rng.sample(op.persons, rng.randint(2, 4))]

        def nobody():
            return dict(rng.choice(rows), who=("", ""))

        def occasional():
            line = rng.choice(rows)
            return dict(line, who=(line["who"][0], ""), text={"cnss": "999999999"}, unread={"cnss"})

        def unread(column, words):
            return lambda: dict(self.paid_back(op, rng.choice(rows)["who"], quarter), text={column: words}, unread={column})
        ways = {"fund-nobody": nobody, "fund-occasional": occasional, "fund-equal-rows": lambda: dict(rows[0]), "fund-key": unread("period", "T7 2025"),
                "fund-cell": unread("paid", "n.c.")}
        if short:
            ways["fund-short"] = lambda: dict(rows[-1], short=True)
        if self.happens("fund-part-refused", 0.1):
            return [dict(line, who=("", "")) for line in rows] + [occasional() for _ in rows[2:]]
        if self.happens("fund-part-aside", 0.1):
            return [occasional() for _ in rows]
        return rows + [way() for kind, way in ways.items() if self.happens(kind, 0.15)]

    @staticmethod
    def clean(line):
        """A row with which nothing is wrong."""
        return "cells" in line and not any(line.get(k) for k in ("text", "short", "stranger")) and all(line["who"])

    def spoil_register(self, lines):
        """Rows that name no operator or none that is known, and lines that are no rows: told of the file alone."""
        rng = self.rng
        good = [x for x in lines if self.clean(x)]
        for kind, more in (("fund-no-operator", {"operator": None}), ("fund-stranger", {"operator": "op-77", "stranger": True})):
            if good and self.happens(kind, 0.4):
                lines.append(dict(rng.choice(good), **more))
        if self.happens("filed-separators", 0.2):
            lines.insert(rng.randint(0, len(lines)), {"ignored": "separators-only", "mark": rng.choice(["", "---"])})
        if self.happens("filed-header-again", 0.2):
            lines.insert(rng.randint(1, len(lines)), {"ignored": "repeated-header"})
