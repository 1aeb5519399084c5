"""Holds the export of the executable against the reckoning: every determination, and the totals.

Persons are tied by the pseudonym where it can be made from the key of the workspace (decision 6). Where it cannot, a person of the
export is the person of the reckoning of whom the same is said; see README.md."""
from collections import Counter, defaultdict

import months
from outcome import ANY


def text_of(key, outcome):
    amount = "" if outcome.amount is None else f"{outcome.amount // 100}.{outcome.amount % 100:02d}"
    return (outcome.status, amount, outcome.decided_by)


def key_text(key):
    return (key.contract, key.clause, key.reading, "" if key.year is None else str(key.year),
            "" if key.first_month is None else months.text(key.first_month), "" if key.start is None else key.start.isoformat(),
            "" if key.anniversary is None else str(key.anniversary))


class Report:
    def __init__(self, seed):
        self.seed, self.keys, self.days, self.totals, self.differences = seed, 0, 0, 0, []
        self.statuses = Counter()
        self.seconds, self.counts = (0, 0, 0, 0), {}
        self.matched = Counter()
        self.strange, self.refused = [], []
        self.files = self.parts = self.coverages = self.reasons = 0
        self.reconciled = Counter()                  # (table, reconciliation, what came of it)

    def take(self, other):
        """Takes another report of the same seed in."""
        for name in ("keys", "totals", "files", "parts", "coverages", "reasons", "reconciled"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differences += other.differences
        self.statuses.update(other.statuses)
        self.matched.update(other.matched)
        self.counts.update(other.counts)
        self.seconds = tuple(a + b for a, b in zip(self.seconds, other.seconds))

    def line(self):
        whole, handed, asked, reckoned = self.seconds
        return (f"seed {self.seed}: {self.keys} keys on {self.days} days, {len(self.differences)} differences, "
                f"{whole:.1f} s (hand in {handed:.1f}, assess {asked:.1f}, reckon {reckoned:.1f})")


def by_person(items):
    out = defaultdict(dict)
    for (operator, person, key), said in items:
        out[operator, person][key] = said
    return out


def same(a, b):
    return a is not None and b is not None and a[0] == b[0] and a[1] == b[1] and (a[2] == b[2] or ANY in (a[2], b[2]))


def tie_by_what_is_said(report, their, my):
    """Persons of whom the pseudonym says nothing: first those of whom exactly the same is said, then those of whom most is."""
    strangers = [p for p in their if p not in my]
    if not strangers:
        return
    free = [q for q in my if q not in their]

    def sign(said):
        return frozenset((k, v[:3]) for k, v in said.items())

    alike = defaultdict(list)
    for q in sorted(free, key=str):
        alike[q[0], sign(my[q])].append(q)
    for p in sorted(strangers, key=str):
        found = alike.get((p[0], sign(their[p])))
        if found:
            q = found.pop()
            free.remove(q)
            their[q] = their.pop(p)
            report.matched["by what is said, all of it"] += 1
    left = [(sum(1 for k, v in my[q].items() if same(v, their[p].get(k))), p, q)
            for p in strangers if p in their for q in free if q[0] == p[0]]
    for _, p, q in sorted(left, key=lambda x: (-x[0], str(x[1:]))):
        if p in their and q in free:
            free.remove(q)
            their[q] = their.pop(p)
            report.matched["by what is said, most of it"] += 1


STATUSES = ("due", "zero by rule", "not applicable", "pending", "not evaluated")


def hold_totals(report, when, ours, totals, apart):
    """The totals of the executable against sums over the reckoning, for each operator, clause and reading whose keys all agree."""
    sums = {}
    for k, o in ours.items():
        count, money = sums.setdefault((k.contract, k.operator, k.clause, k.reading), ([0] * 5, [0]))
        count[STATUSES.index(o.status)] += 1
        money[0] += o.amount or 0
    differing = {(d[5][0], d[2], d[5][1], d[5][2]) for d in report.differences if d[1] == when}
    for place in sorted(set(sums) | set(totals)):
        count, money = sums.get(place, ([0] * 5, [0]))
        told = totals.get(place, ([0] * 5, 0))
        report.totals += 1
        if place in differing or place in apart or told == (count, money[0]):
            continue
        key = (place[0], place[2], place[3], "", "", "", "")
        report.differences.append((report.seed, when, place[1], "total", "total", key, ("total", str(told[1]), str(told[0]), ""),
                                   ("total", str(money[0]), str(count), "")))


def day(report, sector, when, rows, ours, tie, totals=None):
    report.days += 1
    theirs, apart = [], set()
    known_by = {(k.operator, k.person) for k in ours}
    holders = {"card " + p.cin: p.cnss for p in sector.persons}
    for r in rows:
        if not r["person"]:                   # an operator from whom no key can come: one determination without a person, counted apart
            apart.add((r["contract"], r["operator"], r["clause"], r["reading"]))
            report.matched["without person"] += 1
            if r["status"] == "not evaluated" and not any(
                    (k.contract, k.operator, k.clause, k.reading) == (r["contract"], r["operator"], r["clause"], r["reading"]) for k in ours):
                continue
        key = (r["contract"], r["clause"], r["reading"], r["year"], r["first_month"], r["start"], r["anniversary"])
        who = tie.get(r["person"], r["person"])
        if who.startswith("card ") and (r["operator"], who) not in known_by:
            who = holders.get(who, who)
        theirs.append(((r["operator"], who, key), (r["status"], r["amount"], r["decided_by"], r["reason"])))
    mine = [((k.operator, k.person, key_text(k)), text_of(k, o) + (o.reason,)) for k, o in ours.items()]
    report.keys += len(mine)
    for _, said in mine:
        report.statuses[said[0]] += 1
    their, my = by_person(theirs), by_person(mine)
    tie_by_what_is_said(report, their, my)
    stories = {p.cnss: p.story for p in sector.persons}
    for p in sorted(set(their) | set(my), key=str):
        a, b = their.get(p, {}), my.get(p, {})
        for key in sorted(set(a) | set(b)):
            if not same(a.get(key), b.get(key)):
                report.differences.append((report.seed, when, p[0], p[1], stories.get(p[1], "?"), key, a.get(key), b.get(key)))
    if totals:
        hold_totals(report, when, ours, totals, apart)


def as_rows(ours):
    """A reckoning in the form of an export."""
    rows = []
    for k, o in ours.items():
        contract, clause, reading, year, first_month, start, anniversary = key_text(k)
        status, amount, decided_by = text_of(k, o)
        rows.append({"contract": contract, "clause": clause, "reading": reading, "operator": k.operator, "person": k.person, "year": year,
                     "first_month": first_month, "start": start, "anniversary": anniversary, "status": status, "amount": amount,
                     "decided_by": decided_by, "reason": o.reason})
    return rows


def shape(difference):
    """The kind of a difference: clause, statuses and deciding words on both sides."""
    _, _, _, _, _, key, theirs, mine = difference
    def brief(x):
        return "no key" if x is None else f"{x[0]}/{x[2]}" + ("" if x[1] in ("", "0.00") else " amount")
    return f"{key[1]} {key[2]}: product {brief(theirs)} | reckoning {brief(mine)}"


def tell(reports, options):
    counts, statuses = Counter(), Counter()
    for r in reports:
        counts.update(r.counts)
        statuses.update(r.statuses)
    print("\nKinds of untidiness made")
    for kind, n in counts.items():
        print(f"  {n:6d}  {kind}")
    zero = [k for k, n in counts.items() if n == 0 and k not in options.without]
    print("\nDeterminations reckoned: " + ", ".join(f"{n} {s}" for s, n in sorted(statuses.items())))
    refused = [f"seed {r.seed} {x}" for r in reports for x in r.refused]
    if refused:
        print(f"Files refused whole by the executable: {len(refused)} (the maker meant {counts['filled-slot']} for a filled slot and "
              f"{counts['refused-file']} without a row that can be used)")
    for x in refused[:options.show]:
        print("    " + x)
    kinds = defaultdict(list)
    for r in reports:
        for d in r.differences:
            kinds[shape(d)].append(d)
    for name, found in sorted(kinds.items(), key=lambda x: -len(x[1])):
        stories = Counter(d[4] for d in found)
        print(f"\n{len(found)} × {name}    stories: {dict(stories.most_common(6))}")
        for seed, when, operator, person, story, key, theirs, mine in found[:options.show]:
            print(f"    seed {seed} known {when} {operator} person {person} ({story}) {' '.join(str(k) for k in key[3:] if k)}: "
                  f"product {theirs} | reckoning {mine}")
    keys, differences = sum(r.keys for r in reports), sum(len(r.differences) for r in reports)
    ways = Counter()
    for r in reports:
        ways.update(r.matched)
    files, parts, coverages, reasons = (sum(getattr(r, name) for r in reports) for name in ("files", "parts", "coverages", "reasons"))
    held = sum((r.reconciled for r in reports), Counter())
    print("\nSums held against each other" if held else "")
    for table, check in sorted({place[:2] for place in held}):
        print(f"  {table} {check}: " + ", ".join(f"{n} {verdict}" for (t, c, verdict), n in sorted(held.items()) if (t, c) == (table, check)))
    print(f"\n{files} files of declared tables, {parts} times what a register says of an operator, {coverages} times what is missing of a table, {sum(held.values())} reconciliations, "
          f"{reasons} times why a sum is not known")
    print(f"{keys} keys and {sum(r.totals for r in reports)} totals, {differences} differences, "
          f"{max(r.seconds[0] for r in reports):.0f} s the longest seed" + "".join(f"; {n} {w}" for w, n in ways.items()))
    if zero:
        print("Kinds that no seed made: " + ", ".join(zero))
    strange = sorted({x for r in reports for x in r.strange})
    for x in strange:
        print(f"The document says what the reckoning was not written for: {x}")
    return 1 if differences or strange or zero and len(reports) >= 3 else 0
