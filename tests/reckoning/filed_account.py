"""What becomes of each line of a file of a declared table, by its meaning alone: ignored, refused, or used, and which cells are unknown.

Of one line one thing is wrong at most, but for lines of one key: the sector sees to that."""
from collections import Counter

import faults
from filed_write import covered
from known import ABSENT, Unknown


class Counted:
    """What lines come to: those that are left aside and refused, by reason and code, and those that are used."""

    def __init__(self, sheet, rows_in):
        self.sheet, self.rows_in, self.ignored, self.refused, self.rows = sheet, rows_in, Counter(), Counter(), []
        self.hidden = Counter()              # rows refused, by the period of the file of which they say that they are; None where it is not known
        self.periods, self.standing = [], "accepted"

    @property
    def unread(self):
        """Rows that are used with a cell that is unknown."""
        return sum(1 for r in self.rows if any(isinstance(v, Unknown) for v in r["cells"].values()) or r["unread"])


class Account(Counted):
    """What a file comes to."""

    def __init__(self, sheet):
        super().__init__(sheet, len(sheet.lines))
        self.told, self.fate = [], {}        # of a line by its number: why it is left aside or refused
        self.read()
        self.parts = self.by_operator() if sheet.table.by_register and self.standing != "refused" else {}

    def lose(self, into, why, n):
        """A line that is left aside or refused."""
        getattr(self, into)[why] += 1
        self.fate[n] = (into, why)

    def by_operator(self):
        """What a register says of each operator: every row that names him. Where none is used and some are refused the part is; where all are left
        aside there is none. A line that lost a field names nobody: which of its cells is which is not known."""
        found, lines = {}, [(n, x["operator"]) for n, x in enumerate(self.sheet.lines) if x.get("operator") and not x.get("stranger") and not x.get("short")]
        for op in sorted({who for _, who in lines}):
            mine = [n for n, who in lines if who == op]
            part = Counted(self.sheet, len(mine))
            for into, why in (self.fate[n] for n in mine if n in self.fate and not (faults.active(69) and self.fate[n][0] == "refused")):
                getattr(part, into)[why] += 1
            part.rows = [r for r in self.rows if r["operator"] == op]
            part.periods = sorted({r["slot"] for r in part.rows})
            part.hidden = self.hidden        # nothing that is compared asks whose the rows are that were refused
            if not part.rows:
                part.standing = "refused"
            if part.rows or part.refused:
                found[op] = part
        return found

    def read(self):
        table, kept = self.sheet.table, []
        for n, line in enumerate(self.sheet.lines):
            reason = line.get("ignored") or self.is_nobody(line)
            if reason and not (faults.active(41) and reason == "total-line"):
                self.lose("ignored", reason, n)
                continue
            code = "table-person" if reason else self.refuses(line)
            if code:
                self.lose("refused", code, n)
                told = code != "csv-field-count" and "period" not in line.get("unread", ()) and "period" in line
                self.hidden[covered(table, line["period"]) if told else None] += 1
                continue
            kept.append(self.row(n, line))
        kept = self.of_its_periods(kept)
        if table.dated:
            kept = self.apart(kept)
        self.rows = self.of_one_key(kept)
        if not self.rows and self.refused:
            self.standing, self.periods = "refused", []
        questions = sorted({line["open"] for line in self.sheet.lines if line.get("open")})
        if questions and not faults.active(61):      # how a column is written is asked before the file is taken in
            self.standing, self.rows, self.periods, self.ignored = "refused", [], [], Counter()
            self.refused = Counter({questions[0]: self.rows_in})
        for row in self.rows:
            for check, holds in CHECKS.items():
                if check in table.checks and not holds(row["cells"]):
                    self.told.append((check, row["line"]))
                    for c in table.unread_by.get(check, ()) if not faults.active(64) else ():
                        row["cells"][c] = Unknown(f"cell unread {table.id} {c}")

    def is_nobody(self, line):
        return "occasional-labour" if line.get("text", {}).get("cnss") == "999999999" and not line["who"][1] else None

    def refuses(self, line):
        """Why a line is refused by itself."""
        table, unread = self.sheet.table, line.get("unread", ())
        if line.get("short"):
            return "csv-field-count"
        if line.get("declarant") and not faults.active(42):
            return "table-line-declarant"
        if table.by_register and not line.get("operator"):
            return "table-key"
        if line.get("stranger"):
            return "intake-operator-unknown"
        if table.person:
            number, card = line["who"] or (None, None)
            if not ((number and "cnss" not in unread) or (card and "cin" not in unread)):
                return "table-person"
        if "period" in unread and table.period == "quarter":
            return "table-quarter"
        if {"period", "from", "to"} & set(unread) or self.of_what(line) and not faults.active(65):
            return "table-key"
        if table.dated and line["to"] is not None and line["to"] < line["from"]:
            return "table-validity"
        return None

    def of_what(self, line):
        """Whether a row does not say under what it stands: a key, or a column under `apart`."""
        table = self.sheet.table
        return any(c in line.get("unread", ()) or c in line.get("blank", ()) or line["cells"].get(c) is None
                   for c in {*table.codes, *table.apart} & set(table.columns) - {table.filed_by})

    def row(self, n, line):
        table, unread, cells = self.sheet.table, line.get("unread", ()), {}
        for column in table.columns:
            if column == table.filed_by:
                continue
            value = line["cells"].get(column)
            if column in unread:
                value = Unknown(f"cell unread {table.id} {column}")
            elif column in line.get("blank", ()) or value is None:
                blank = table.filling(column).blank
                value = Unknown(f"cell unread {table.id} {column}") if blank == "unread" and not faults.active(43) else ABSENT
            cells[column] = value
        who = None
        if table.person:
            who = tuple(None if w in unread or w in line.get("text", {}) and w not in line.get("read", ()) else x
                        for w, x in zip(("cnss", "cin"), line["who"]))
        return {"who": who, "period": line.get("period"), "from": line.get("from"), "to": line.get("to"), "cells": cells, "line": n,
                "operator": line.get("operator"), "unread": table.filed_by in unread, "slot": covered(table, line.get("period"))}

    def of_its_periods(self, rows):
        """Several periods are as many registers; few rows of one beside many of another are a slip, and refused."""
        if self.sheet.table.covers is None:
            return rows
        count = Counter(r["slot"] for r in rows)
        if not count:
            self.periods = [self.sheet.style["period"]]
            return rows
        most = max(count.values())
        few = {p for p, n in count.items() if n * 3 <= most}
        assert all(n * 2 >= most for p, n in count.items() if p not in few), count
        if faults.active(44):
            few = set()
        self.periods = sorted(set(count) - few)
        for r in [r for r in rows if r["slot"] in few]:
            self.lose("refused", "table-line-period", r["line"])
            self.hidden[None] += 1
        return [r for r in rows if r["slot"] not in few]

    def apart(self, rows):
        """Of two times that overlap neither holds; the same state twice is one."""
        table, groups = self.sheet.table, {}
        for r in rows:
            groups.setdefault(repr([r["cells"].get(c) for c in table.apart if c not in ("operator", "party")]), []).append(r)
        lost = set()
        for members in groups.values():
            for i, a in enumerate(members):
                for b in members[i + 1:]:
                    same = a["cells"] == b["cells"] and (a["from"], a["to"]) == (b["from"], b["to"])
                    if not same and (b["to"] is None or a["from"] <= b["to"]) and (a["to"] is None or b["from"] <= a["to"]):
                        lost |= {a["line"], b["line"]}
        if faults.active(45):
            lost = set(sorted(lost)[1:])
        for n in lost:
            self.lose("refused", "table-overlap", n)
        return [r for r in rows if r["line"] not in lost]

    def of_one_key(self, rows):
        """Lines of one key: equal ones are one row; of a table that adds up, others stay beside each other, else they are one row that knows what
        all say."""
        table, groups = self.sheet.table, {}
        for r in rows:
            key = (r["operator"], r["who"], r["period"], r["from"], r["to"], repr([r["cells"][c] for c in (table.columns if table.dated else table.codes)
                                                                     if c in r["cells"]]))
            groups.setdefault(key, []).append(r)
        out = []
        for members in groups.values():
            if not table.several:
                first = dict(members[0], cells=dict(members[0]["cells"]))
                for c, value in first["cells"].items():
                    if any(repr(m["cells"][c]) != repr(value) for m in members) and not faults.active(46):
                        first["cells"][c] = Unknown(f"rows disagree {table.id} {c}")
                for m in members[1:]:
                    self.lose("ignored", "repeated-line", m["line"])
                out.append(first)
                continue
            alike = {}
            for m in members:
                alike.setdefault(repr(m["cells"]), []).append(m)
            for same in alike.values():
                row = dict(same[0], cells=dict(same[0]["cells"]))
                for m in same[1:]:
                    self.lose("ignored", "repeated-line", m["line"])
                if len(same) > 1:
                    for c in table.several:
                        row["cells"][c] = Unknown(f"equal lines {table.id} {c}") if not faults.active(47) else row["cells"][c]
                out.append(row)
        return sorted(out, key=lambda r: r["line"])


def at_most(less, more):
    """A check of two cells of a row: of what is unknown nothing is told."""
    return lambda cells: not all(isinstance(cells[c], int) for c in (less, more)) or cells[less] <= cells[more]


CHECKS = {
    "credit": lambda cells: not isinstance(cells["amount"], int) or cells["amount"] >= 0,
    "dear": at_most("cost", "exports"), "full": at_most("let", "built"),
    "exports_below_zero": lambda cells: not isinstance(cells["exports"], int) or cells["exports"] >= 0,
    "exports_above_total": lambda cells: not all(isinstance(cells[c], int) for c in ("exports", "total")) or cells["exports"] <= cells["total"]}
