"""What each month says of a person, source by source: the half of spells that reads rows.

A month is one of: `go` (employed; it counts or only bridges), `end` (the last day lies in it), `absent`, `unknown`.
An end may be a day, or lie between two days where the source shows none."""
from datetime import timedelta

import faults
import months
from known import known

COUNTING, BRIDGING, ENDING = ("IT", "IL", "AT", "MP"), ("CS", "MS"), ("SO", "DE")


class Month:
    def __init__(self, kind, reason=None, counts=True, exit=None, hires=(), breaks=None, shown=False):
        self.kind, self.reason, self.counts, self.exit = kind, reason, counts, exit
        self.hires, self.breaks, self.shown = hires, breaks, shown
        self.table = None                # the table that tells it
        self.part = ()                   # of a month of which not all files came: the hire dates of rows that go on


def hires_of(rows):
    return [r["hired"] for r in rows if known(r["hired"]) and r["hired"] is not None]


def split_by_exit(rows, m):
    """Payroll rows of a month: those that go on, those that end, those of which nobody knows."""
    going, ending, unclear = [], [], []
    for r in rows:
        if not known(r["left"]):
            unclear.append(r)
        elif r["left"] is None or r["left"] > months.last(m):
            going.append(r)
        else:
            ending.append(r)
    return going, ending, unclear


def of_payroll(e, person, m):
    rows = e.parts("payroll", person, m)
    if not rows:
        if e.refused_near("payroll", person, m):
            return Month("unknown", f"rows-refused payroll {months.text(m)}")
        return Month("absent")
    going, ending, unclear = split_by_exit(rows, m)
    hires = hires_of(rows)
    if going:
        ending = [r for r in ending if r["left"] >= months.first(m)]       # an older exit beside a row that goes on is a settlement
        if not ending:
            return Month("go", hires=hires)
        latest = max(r["left"] for r in ending)
        new = hires_of(going)
        if new and min(new) > latest + timedelta(days=1) and not faults.active(14):
            return Month("go", hires=new, breaks=(latest, hires_of(ending)))
        return Month("go", hires=hires, exit=None, breaks=None) if not faults.active(15) else Month("end", exit=latest, hires=hires)
    if unclear:
        return Month("unknown", f"cell unread payroll left {months.text(m)}", hires=hires, shown=True)
    days = [r["left"] for r in ending]
    return Month("end", exit=min(days) if faults.active(16) else max(days), hires=hires)


def of_bds(e, person, m, counting, bridging):
    rows = e.parts("bds", person, m)
    if not rows:
        if e.refused_near("bds", person, m):
            return Month("unknown", f"rows-refused bds {months.text(m)}")
        return Month("absent")
    verdicts = []
    for r in rows:
        s, d = r["situation"], r["days"]
        if not known(s):
            verdicts.append("unknown situation")
        elif s in ENDING:
            verdicts.append("end")
        elif s in counting:
            verdicts.append("counts")
        elif not known(d):
            verdicts.append("bridges or counts" if s in bridging else "unknown days")
        elif d > 0:
            verdicts.append("counts")
        else:
            verdicts.append("bridges" if s in bridging else "absent")
    paid = e.parts("payroll", person, m) if e.missing("payroll", m) is None else []
    hires = hires_of(paid)
    if "counts" in verdicts or "bridges" in verdicts:
        counts = "counts" in verdicts
        if "end" in verdicts and paid:
            going, ending, _ = split_by_exit(paid, m)
            new = hires_of(going)
            if ending and new and min(new) > max(r["left"] for r in ending) + timedelta(days=1):
                return Month("go", counts=counts, hires=new, breaks=(max(r["left"] for r in ending), hires_of(ending)))
        if not counts and any(v.startswith("unknown") or v == "bridges or counts" for v in verdicts):
            return Month("unknown", f"cell unread bds {months.text(m)}", hires=hires, shown=True)
        return Month("go", counts=counts, hires=hires)
    if any("unknown" in v or v == "bridges or counts" for v in verdicts):
        return Month("unknown", f"cell unread bds {months.text(m)}", hires=hires, shown=True)
    if "end" in verdicts:
        days = [r["left"] for r in paid if known(r["left"]) and r["left"] is not None and r["left"] <= months.last(m)]
        exit = max(days) if days and not faults.active(17) else (months.first(m), months.last(m))
        return Month("end", exit=exit, hires=hires)
    return Month("absent")


def in_part(e, person, m, order, counting, bridging):
    """Of a month of which not all files came: the hire dates of rows of the register that go on, where the first source with a row
    of the person has one that goes on. No other row can show that he left."""
    came = [t for t in order if e.parts(t, person, m)]
    if not came:
        return ()
    going = split_by_exit(e.parts("payroll", person, m), m)[0]
    if came[0] == "bds":
        def counts(r):
            s, d = r["situation"], r["days"]
            return known(s) and s not in ENDING and (s in counting or known(d) and d > 0)
        if not any(counts(r) for r in e.parts("bds", person, m)):
            return ()
    return hires_of(going)


def staying(e, table, person, m):
    """The rows of a month that do not follow an exit: pay that was still owed shows nobody."""
    rows = e.parts(table, person, m) if e.missing(table, m) is None else []
    gone = [r for r in rows if table == "payroll" and known(r["left"]) and r["left"] is not None and r["left"] < months.first(m)]
    return [r for r in rows if r not in gone]


def has_moved(e, person, one, two, m):
    """Whether rows of a month stand under other affiliations than those of the month before; `one` and `two` tell the months."""
    before, now = ([r.get("affiliation") for r in staying(e, month.table, person, n)] for month, n in ((one, m - 1), (two, m)))
    return bool(before and now) and None not in before + now and not set(before) & set(now)


def beside_exit(e, person, m):
    """The hire dates of rows of the register that go on beside one that ends."""
    if e.missing("payroll", m):
        return set()
    going, ending, _ = split_by_exit(e.parts("payroll", person, m), m)
    return set(hires_of(going)) if ending else set()


def exits_inside(e, person, m):
    if e.missing("payroll", m):
        return []
    return [r["left"] for r in e.parts("payroll", person, m)
            if known(r["left"]) and r["left"] is not None and r["left"] <= months.last(m)]
