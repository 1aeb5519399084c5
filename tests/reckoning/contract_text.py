"""Reads what the contract documents say: parameters, places, dates, and the few numbers inside expressions.

Only figures and choices are read here, so that a change of a rate, a date, a class or a tie rule in a document is followed.
What the clauses mean is written by hand in `years.py`, `jobs.py` and `premiums.py`. The YAML of the blocks is a small subset;
its reader is below, so that nothing but the standard library is needed."""
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import months


# ---- the subset of YAML that blocks are written in -------------------------------------------------------------------

def flow(s, i=0):
    """One flow value from position `i`: a mapping, a list, a quoted or a plain scalar. Gives (value, next position)."""
    while i < len(s) and s[i] in " \n":
        i += 1
    if s[i] == "{" or s[i] == "[":
        closing, out = ("}", {}) if s[i] == "{" else ("]", [])
        i += 1
        while True:
            while i < len(s) and s[i] in " ,\n":
                i += 1
            if s[i] == closing:
                return out, i + 1
            if closing == "}":
                colon = s.index(":", i)
                key = s[i:colon].strip().strip('"')
                out[key], i = flow(s, colon + 1)
            else:
                value, i = flow(s, i)
                out.append(value)
    if s[i] == '"':
        end = s.index('"', i + 1)
        return s[i + 1:end], end + 1
    j = i
    while j < len(s) and s[j] not in ",}]":
        j += 1
    return s[i:j].strip(), j


def scalar(words):
    words = words.strip()
    if words[:1] in "{[":
        return flow(words)[0]
    return words[1:-1] if words[:1] == '"' and words[-1:] == '"' else words


def block(lines, at, indent):
    """A block value from line `at`, whose lines are indented by `indent`. Gives (value, next line)."""
    out = None
    while at < len(lines):
        line = lines[at]
        here = len(line) - len(line.lstrip())
        if here < indent:
            break
        body = line.strip()
        if body.startswith("- "):
            out = [] if out is None else out
            inner = body[2:]
            if inner[:1] in "{[" or not re.match(r"^[\w.]+:( |$)", inner):
                out.append(scalar(inner))
                at += 1
            else:
                lines[at] = " " * (here + 2) + inner
                value, at = block(lines, at, here + 2)
                out.append(value)
        else:
            out = {} if out is None else out
            key, _, rest = body.partition(":")
            if rest.strip():
                out[key.strip()] = scalar(rest)
                at += 1
            elif at + 1 < len(lines):
                deeper = len(lines[at + 1]) - len(lines[at + 1].lstrip())
                if deeper > here or lines[at + 1].strip().startswith("- ") and deeper >= here:
                    out[key.strip()], at = block(lines, at + 1, deeper)
                else:
                    at += 1
            else:
                at += 1
    return out, at


def read_yaml(source):
    lines = []
    for line in source.split("\n"):
        if not line.strip() or line.strip().startswith("#"):
            continue
        if lines and unclosed(lines[-1]):             # a map or a list in brackets may go on over several lines
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return block(lines, 0, 0)[0]


def unclosed(line):
    bare = re.sub(r'"[^"]*"', "", line)
    return bare.count("{") + bare.count("[") > bare.count("}") + bare.count("]")


# ---- quantities -------------------------------------------------------------------------------------------------------

def quantity(words):
    """`17 %` as 17/100, `12 MAD` as 1200 centimes, `6 person` as 6; `unknown` as None."""
    words = words.strip()
    if words == "unknown":
        return None
    number, _, unit = words.partition(" ")
    value = Fraction(number)
    if unit == "%":
        return value / 100
    return value * 100 if unit.startswith("MAD") else value


class Dated:
    """A value that changes with time: pieces of (from, to, published, value)."""

    def __init__(self, pieces):
        self.pieces = pieces

    def on(self, fact, known):
        for begin, end, published, value in self.pieces:
            if begin <= fact <= end and published <= known:
                return value
        return None

    def piece(self, fact, known):
        for n, (begin, end, published, _) in enumerate(self.pieces):
            if begin <= fact <= end and published <= known:
                return n
        return None


def lent(path, uses):
    """The packs that a contract borrows from: documents `pack.md` in a folder `packs` above it, by id and version."""
    found = {}
    for above in list(Path(path).resolve().parents)[:4]:
        for pack in sorted(above.glob("packs/*/pack.md")):
            front = read_yaml(pack.read_text(encoding="utf-8").split("---\n")[1])
            found.setdefault((front["id"], front["version"]), pack)
    return [Contract(found[tuple(name.split())]) for name in uses.split(",")] if uses else []


class Contract:
    def __init__(self, path, borrowed=None):
        source = Path(path).read_text(encoding="utf-8")
        front = read_yaml(source.split("---\n")[1])
        packs = lent(path, front.get("uses", "")) if borrowed is None else borrowed
        self.id = front["id"]
        self.published = months.day(front["published"])
        self.begins, self.ends = months.interval(front["in_effect"])
        self.blocks = {}
        for kind, body in re.findall(r"^```yaml (\w+)\n(.*?)^```", source, re.M | re.S):
            if kind not in ("scenario", "note", "party", "judgement", "commitment", "indicator"):
                self.blocks.setdefault(kind, []).append(read_yaml(body))
        self.parameters = {name: value for pack in packs for name, value in pack.parameters.items()}
        self.parameters |= {b["id"]: self.parameter(b) for b in self.blocks.get("parameter", [])}
        self.places = {name: self.place(b) for b in self.blocks.get("place", []) if "class" in b
                       for name in (b["class_of"].replace(",", " ").split() if "class_of" in b else [b["id"]])}
        self.clauses = {(b["id"], b.get("reading", "")): b
                        for kind in ("clause", "control") for b in self.blocks.get(kind, [])}
        self.definitions = {b["id"]: b for b in self.blocks.get("definition", [])}

    def dated(self, entry):
        begin, end = months.interval(entry["in_effect"])
        return begin, end, months.day(entry["published"]) if "published" in entry else date.min

    def parameter(self, b):
        pieces = []
        for entry in b["values"]:
            value = entry["value"]
            if isinstance(value, dict) and "bands" in value:
                value = [(quantity(x["up_to"]) if "up_to" in x else None, quantity(x["value"])) for x in value["bands"]]
            elif isinstance(value, dict) and "scale" in value:
                value = [(quantity(x["above"]), quantity(x["rate"])) for x in value["scale"]]
            elif isinstance(value, dict):
                value = {word: quantity(v) for word, v in value.items()}
            else:
                value = quantity(value)
            pieces.append((*self.dated(entry), value))
        return Dated(pieces)

    def place(self, b):
        return Dated([(*self.dated(entry), entry["value"]) for entry in b["class"]])

    def effect(self, clause, reading=""):
        """From when, until when and since which publication a clause or control decides."""
        b = self.clauses[clause, reading]
        begin, end = months.interval(b["in_effect"]) if "in_effect" in b else (self.begins, self.ends)
        published = months.day(b["published"]) if "published" in b else self.published
        facts = months.day(b["applies_to_facts"].replace("from", "").strip()) if "applies_to_facts" in b else published
        return max(begin, facts), end, published

    def conditions(self, clause, reading="", part="conditions"):
        return [c["id"] for c in self.clauses[clause, reading].get(part, [])]

    def expression(self, clause, condition, reading="", part="conditions"):
        return next(c["is"] for c in self.clauses[clause, reading][part] if c["id"] == condition)

    def steps(self, clause, reading=""):
        return [next(iter(s)) for s in self.clauses[clause, reading].get("steps", [])]

    def step(self, clause, name, reading=""):
        return next(s[name] for s in self.clauses[clause, reading]["steps"] if name in s)

    def number_in(self, words):
        return int(re.search(r"\d+", words).group())


def load(folder):
    """Every contract under a folder, by its identifier."""
    found = {}
    for path in sorted(Path(folder).rglob("contract.md")):
        contract = Contract(path)
        found[contract.id] = contract
    return found
