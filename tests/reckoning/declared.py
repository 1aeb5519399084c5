"""What documents declare of tables that are filed: keys, columns, files, checks, and what is held against what."""
import re
from pathlib import Path

import contract_text
import months
from contract_text import quantity, read_yaml

PERIODS = ("date", "day", "month", "quarter", "year", "exercise")


class Column:
    """A column of a file."""

    def __init__(self, entry):
        self.heading, self.fills, self.holds = entry["heading"], entry["fills"], entry.get("holds")
        self.also, self.words = entry.get("also", []), entry.get("words", {})
        self.blank, self.absent = entry.get("blank", "unread"), entry.get("absent") == "allowed"
        self.least = self.most = None
        if "within" in entry:
            self.least, self.most = (quantity(x.strip()) for x in entry["within"].split(".."))


class Reconciliation:
    """What is added up over a period, and what it is held against."""

    def __init__(self, entry):
        self.id, self.of, self.against, self.over = entry["id"], measure(entry["of"]), measure(entry["against"]), entry.get("over")
        self.within, self.share = quantity(entry["within"]), entry["within"].endswith("%")


def measure(words):
    """`sum(table.column)`, `rows`, `persons(table)`, `previous` as (what, table or None, column or None)."""
    what, _, inner = words.strip().rstrip(")").partition("(")
    if what == "sum":
        table, _, column = inner.rpartition(".")
        return what, table or None, column
    return what, inner or None, None


class Table:
    def __init__(self, entry):
        self.id = entry["id"]
        self.keys = [k.strip() for k in entry["keys"].split(",")]
        own = [k for k in self.keys if k in ("place", "ecosystem", "dossier")]             # keys that are columns of themselves
        self.columns = dict(entry["columns"], **{k: "place" if k == "place" else "code" for k in own})
        self.person, self.party = "person" in self.keys, "party" in self.keys
        self.period = next((k for k in self.keys if k in PERIODS), None)
        self.period = "date" if self.period == "day" else self.period
        self.dated = "valid" in entry
        self.covers = (entry["covers"].split(",") + [""])[1].strip() or None
        self.codes = [k for k in self.keys if k not in ("operator", "party", "person", *PERIODS)]
        self.filed_by, _, self.kind = entry.get("filed_by", "register").partition(" ")     # `party` and which kind
        self.by_register = self.filed_by == "register" and any(c["fills"] == "operator" for c in entry["file"]["columns"])
        self.several = set(entry.get("several", {}))
        self.sealed = [c.strip() for c in entry.get("sealed", "").split(",") if c.strip()]
        self.apart = [w.strip() for w in entry.get("apart", "").split(",") if w.strip()]
        self.expected = entry.get("expected")
        self.name = entry["file"].get("name")
        self.filed = [Column(c) for c in entry["file"]["columns"]]
        checks = entry.get("checks") or []
        self.checks = {c["id"]: c["is"] for c in checks if "is" in c}
        self.unread_by = {c["id"]: [w.strip() for w in c["unread"].split(",")] for c in checks if "unread" in c}
        self.reconciliations = [Reconciliation(c) for c in checks if "of" in c]

    def filling(self, what):
        return next(c for c in self.filed if c.fills == what)

    def type(self, column):
        """`amount`, `count`, `word`, `code`, `place` or `date`."""
        t = self.columns.get(column, "code")
        return t if t == "place" else "word" if t.startswith("one of") else t if t in ("code", "date", "year") else "amount" if t == "MAD" else "count"

    def due(self, year):
        """The last day on which the file of a year is in time; None where nothing is said."""
        found = re.match(r"before month (\d+) of the year after", self.expected or "")
        return months.last((year + 1) * 12 + int(found[1]) - 2) if found else None


def tables(*documents):
    """The tables that documents declare with their files, by name."""
    found = {}
    for path in documents:
        source = Path(path).read_text(encoding="utf-8")
        for body in re.findall(r"^```yaml evidence\n(.*?)^```", source, re.M | re.S):
            entry = read_yaml(body)
            if "file" in entry:
                found[entry["id"]] = Table(entry)
    return found


def parties(*documents):
    """The parties of each kind that documents name."""
    found = {}
    for path in documents:
        for body in re.findall(r"^```yaml party\n(.*?)^```", Path(path).read_text(encoding="utf-8"), re.M | re.S):
            entry = read_yaml(body)
            if "kind" in entry:
                found.setdefault(entry["kind"], []).append(entry["id"])
    return found


def contract(path):
    """A contract that reads no figure of the packs that it borrows from."""
    return contract_text.Contract(path, ())
