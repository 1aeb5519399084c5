"""Who works for an operator, and what each month's lines say of him: the true story and its untidy telling.

A person has a story (one of the kinds of `kinds.py`, or a plain one). The story gives lines of the payroll register and of the
declarations by (affiliation, month); what becomes of the files is decided in `sector.py`."""
from datetime import timedelta

import months

DATA_END = months.month("2027-06")


class Person:
    def __init__(self, cnss, cin):
        self.cnss, self.cin = cnss, cin
        self.story = "plain"
        self.label = cnss


def yearly_tax(gross, contributions, dependants):
    """The tax of a year in centimes as the scale of 2025 has it: only to make plausible amounts, no part of the reckoning."""
    expenses = min(gross * (35 if gross <= 7800000 else 25) // 100, 3500000)
    net = gross - expenses - contributions
    tax, slices = 0, [(4000000, 10), (6000000, 20), (8000000, 30), (10000000, 34), (18000000, 37)]
    for n, (above, rate) in enumerate(slices):
        upper = slices[n + 1][0] if n + 1 < len(slices) else net
        if net > above:
            tax += (min(net, upper) - above) * rate // 100
    return max(0, tax - min(dependants, 6) * 50000)


def contributions_of(gross_month):
    return min(gross_month, 600000) * 448 // 10000 + gross_month * 226 // 10000


class Teller:
    """Collects the lines of one operator: `payroll[(affiliation, month)]` and `bds[(affiliation, month)]`."""

    def __init__(self, rng, counts):
        self.rng, self.counts = rng, counts
        self.payroll, self.bds = {}, {}

    def pay(self, aff, m, line):
        self.payroll.setdefault((aff, m), []).append(line)
        return line

    def declare(self, aff, m, line):
        self.bds.setdefault((aff, m), []).append(line)
        return line


class Employment:
    """One stretch of work under one affiliation."""

    def __init__(self, person, aff, hired, begins, ends, site, contract="permanent", left=None, gross=800000, nationality="moroccan",
                 ecosystem="crm", birth=1990, dependants=0, entrant=True, exit_line=True):
        self.__dict__.update(locals())
        del self.__dict__["self"]


def write(teller, e, tweak=None):
    """The months of an employment as lines. `begins` and `ends` are months with a row; `left` the day shown in the last one."""
    for m in range(e.begins, e.ends + 1):
        factor = 100 + 2 * ((m // 12) - 2025)
        gross = e.gross * factor // 100
        contributions = contributions_of(gross)
        tax = yearly_tax(gross * 12, contributions * 12, e.dependants) // 12
        final = e.left is not None and months.of(e.left) == m
        shown_left = e.left if final else None
        line = {"cnss": e.person.cnss, "cin": e.person.cin, "hired": e.hired, "left": shown_left, "contract": e.contract,
                "nationality": e.nationality, "birth": e.birth, "ecosystem": e.ecosystem, "site": e.site, "gross": gross, "tax": tax}
        declared = {"cnss": e.person.cnss, "cin": e.person.cin, "days": 26, "wage": gross, "capped": min(gross, 600000),
                    "situation": "SO" if final and e.exit_line else "normal", "entrant": False}
        if m == e.begins and e.entrant and e.hired >= months.first(m) and declared["situation"] == "normal":
            declared["entrant"] = True
        if final and e.left.day < 28:
            declared["days"] = max(1, e.left.day * 26 // 31)
        if tweak is not None:
            line, declared = tweak(m, line, declared)
        for told in (line if isinstance(line, list) else [line] if line else []):
            teller.pay(told.pop("aff", e.aff), m, told)
        for told in (declared if isinstance(declared, list) else [declared] if declared else []):
            teller.declare(told.pop("aff", e.aff), m, told)


STORIES = [
    # name, weight, needs two affiliations
    ("plain", 10, False), ("exit-day", 4, False), ("settlement-after-exit", 2, False), ("exit-without-day", 3, False), ("exit-at-eighteen", 3, False), ("death", 1, False),
    ("rehire", 3, False), ("hire-restated", 2, False), ("hole", 3, False), ("hole-new-hire", 2, False), ("two-sites", 3, False),
    ("halves", 2, False), ("equal-lines", 1, False), ("equal-lines-bds", 1, False), ("two-contracts", 1, False), ("two-exits", 2, False), ("two-hires", 2, False),
    ("suspended-counting", 2, False), ("suspended-bridging", 2, False), ("fixed-term", 2, False), ("foreign", 2, False),
    ("internship", 1, False), ("late-row", 3, False), ("declared-not-paid", 2, False), ("paid-not-declared", 2, False),
    ("card-alone", 2, False), ("unknown-site", 2, False), ("site-two-classes", 4, False), ("transfer-up", 4, True),
    ("transfer-down", 4, True), ("transfer-next-day", 3, True), ("transfer-with-break", 3, True), ("transfer-new-date", 2, True)]


def day_in(rng, m, early=True):
    return months.first(m) + timedelta(days=rng.choice([0, 0, 0, 4, 9, 14]) if early else rng.randint(0, 27))


def tell(teller, op, person, hired, first_row, last_row, gross, kind=None, contract="permanent"):
    """One person's time with an operator from `first_row` to `last_row` (months), as a story chosen by chance."""
    rng, counts = teller.rng, teller.counts
    affs = op.affiliations_in(first_row, last_row)
    sites = [s["site"] for s in op.known_sites]
    base = dict(contract=contract, gross=gross, site=rng.choice(sites), dependants=rng.choice([0, 0, 1, 2, 3, 7]),
                birth=rng.randint(1970, 2003), ecosystem=rng.choice(["crm", "bpo", "ito", "eso", "kpo"]))
    span = last_row - first_row + 1
    if kind is None:
        kind = rng.choices([s[0] for s in STORIES], [s[1] for s in STORIES])[0]
    two = dict((s[0], s[2]) for s in STORIES).get(kind, False)
    long_enough = span >= 5
    if kind != "plain" and (not counts.allows(kind) or two and len(affs) < 2 or not long_enough):
        kind = "plain"
    person.story = kind
    aff = rng.choice(affs)
    if kind != "plain":
        counts.note(kind)
    mid = rng.randint(first_row + 1, last_row - 2) if span >= 5 else None
    told = int(person.cnss[:8]) % 3 > 0           # of every third the declarations do not show that he leaves

    def employ(**more):
        tweak = more.pop("tweak", None)
        values = dict(base, person=person, aff=aff, hired=hired, begins=first_row, ends=last_row)
        values.update(more)
        write(teller, Employment(**values), tweak)

    if kind in ("plain", "card-alone"):
        def by_card(m, line, declared):
            if kind == "card-alone" and m != first_row + 3:
                line["cnss"] = None
            return line, declared
        employ(tweak=by_card)
    elif kind == "exit-day":
        employ(ends=mid, left=rng.choice([months.last(mid), day_in(rng, mid, False)]))
    elif kind == "settlement-after-exit":
        gone = day_in(rng, mid, False)
        employ(ends=mid, left=gone)
        write(teller, Employment(**dict(base, person=person, aff=aff, hired=hired, begins=mid + 1, ends=mid + 1, entrant=False)),
              lambda m, line, d: (dict(line, left=gone, gross=line["gross"] // 3, tax=line["tax"] // 3), None))
    elif kind == "exit-at-eighteen":
        target = months.of(months.after(hired, 18))
        if first_row < target <= last_row and hired >= months.first(first_row):
            turn = months.after(hired, 18)
            left = turn + timedelta(days=rng.choice([-1, 0, 1]))
            employ(ends=months.of(left), left=left, exit_line=rng.random() < 0.5)
        else:
            employ(ends=mid, left=months.last(mid))
    elif kind == "exit-without-day":
        def no_day(m, line, declared):
            if m == mid:
                declared["situation"], declared["entrant"] = "SO", False
                if rng.random() < 0.5:
                    line = None
            return line, declared
        employ(ends=mid, tweak=no_day)
    elif kind == "death":
        def dead(m, line, declared):
            if m == mid:
                declared["situation"], declared["entrant"] = "DE", False
            return line, declared
        employ(ends=mid, left=day_in(rng, mid, False), tweak=dead)
    elif kind == "rehire":
        back = min(last_row, mid + rng.randint(1, 3))
        employ(ends=mid, left=day_in(rng, mid, False), exit_line=told)
        employ(hired=day_in(rng, back), begins=back)
    elif kind == "hire-restated":
        other = hired + timedelta(days=rng.choice([-1, 1, 14, 31]))
        employ(tweak=lambda m, line, d: (dict(line, hired=other) if m > mid else line, d))
    elif kind == "hole":
        back = min(last_row, mid + rng.randint(2, 3))
        employ(ends=mid)
        employ(begins=back, entrant=False)
    elif kind == "hole-new-hire":
        back = min(last_row, mid + rng.randint(2, 3))
        employ(ends=mid)
        employ(hired=day_in(rng, back), begins=back)
    elif kind in ("two-sites", "halves", "equal-lines", "two-contracts"):
        other = rng.choice([s for s in sites if s != base["site"]] or sites)
        spell = 1 if kind == "equal-lines" else rng.randint(1, 6)
        if kind == "two-sites" and other == base["site"]:
            kind = "halves"

        def doubled(m, line, declared):
            if not mid <= m < mid + spell:
                return line, declared
            a, b = dict(line), dict(line)
            if kind == "equal-lines":
                return [a, b], declared
            share = rng.choice([line["gross"] // 3, line["gross"] // 2 + 1])
            a["gross"], b["gross"] = share, line["gross"] - share
            a["tax"], b["tax"] = line["tax"] // 3, line["tax"] - line["tax"] // 3
            if kind == "two-sites":
                b["site"] = other
            if kind == "two-contracts":
                b["contract"] = "fixed_term"
            return [a, b], declared
        if kind == "two-contracts" and rng.random() < 0.5:
            mid = first_row
        employ(tweak=doubled)
    elif kind in ("two-exits", "two-hires"):
        target = months.of(months.after(hired, 18))
        end = target if kind == "two-exits" and first_row + 2 < target <= last_row else mid
        other = rng.choice([s for s in sites if s != base["site"]] or sites)
        turn = months.after(hired, 18).day if end == target else 12
        days = sorted({max(1, turn - 2), min(28, turn + 2)})

        def apart(m, line, declared):
            a, b = dict(line), dict(line, site=other)
            a["gross"], b["gross"] = line["gross"] // 2, line["gross"] - line["gross"] // 2
            a["tax"], b["tax"] = line["tax"] // 2, line["tax"] - line["tax"] // 2
            if kind == "two-exits" and m == end:
                a["left"], b["left"] = months.first(m).replace(day=days[0]), months.first(m).replace(day=days[-1])
                return [a, b], declared
            if kind == "two-hires" and m == first_row:
                b["hired"] = a["hired"] + timedelta(days=4)
                return [a, b], declared
            return line, declared
        if kind == "two-exits":
            employ(ends=end, left=months.first(end).replace(day=days[-1]), tweak=apart)
        else:
            employ(tweak=apart)
    elif kind == "equal-lines-bds":
        counted_once = rng.random() < 0.5
        person.slip = (mid, counted_once)

        def twice(m, line, declared):
            if m == mid:
                declared["entrant"] = False
                return line, [dict(declared, repeat=False), dict(declared, repeat=True, counted_once=counted_once)]
            return line, declared
        employ(tweak=twice)
    elif kind in ("suspended-counting", "suspended-bridging"):
        code = rng.choice(["IT", "IL", "AT", "MP"] if kind == "suspended-counting" else ["CS", "MS"])
        spell = rng.randint(1, 4)

        def away(m, line, declared):
            if mid <= m < mid + spell and m < last_row:
                declared.update(situation=code, days=0, wage=0, capped=0, entrant=False)
                line["gross"], line["tax"] = 0, 0
                if rng.random() < 0.3 and code in ("IT", "IL"):
                    declared.update(days=3, wage=50000, capped=50000)
            return line, declared
        employ(tweak=away)
    elif kind == "fixed-term":
        employ(contract=rng.choice(["fixed_term", "temporary"]))
    elif kind == "foreign":
        employ(nationality="foreign")
    elif kind == "internship":
        employ(contract="internship", gross=300000)
    elif kind == "late-row":
        early = months.first(first_row) - timedelta(days=rng.randint(1, 12))
        employ(hired=early if hired >= months.first(first_row) else hired)
    elif kind in ("declared-not-paid", "paid-not-declared"):
        def one_side(m, line, declared):
            if m == mid:
                return (None, declared) if kind == "declared-not-paid" else (line, None)
            return line, declared
        employ(tweak=one_side)
    elif kind == "unknown-site":
        spell = rng.randint(1, 4)
        employ(tweak=lambda m, line, d: (dict(line, site="S-NOWHERE") if mid <= m < mid + spell else line, d))
    elif kind == "site-two-classes":
        other = rng.choice(sites)
        employ(tweak=lambda m, line, d: (dict(line, site=other) if m >= mid else line, d))
    else:
        low, high = min(affs), max(affs)
        one, two_ = (low, high) if kind in ("transfer-up",) else (high, low) if kind == "transfer-down" else rng.sample([low, high], 2)
        inside = rng.randint(5, 20)
        exit_day = months.first(mid) + timedelta(days=inside)
        if kind in ("transfer-up", "transfer-down"):
            same_month = rng.random() < 0.5
            exit_day = exit_day if same_month else months.last(mid)
            employ(aff=one, ends=mid, left=exit_day)
            employ(aff=two_, begins=mid if same_month else mid + 1, entrant=True)
        elif kind == "transfer-next-day":
            over = rng.random() < 0.5
            exit_day = months.last(mid) if over else exit_day
            employ(aff=one, ends=mid, left=exit_day, exit_line=told)
            employ(aff=two_, hired=exit_day + timedelta(days=1), begins=mid + 1 if over else mid)
        elif kind == "transfer-with-break":
            employ(aff=one, ends=mid, left=exit_day)
            employ(aff=two_, hired=exit_day + timedelta(days=rng.randint(2, 6)), begins=mid)
        else:
            employ(aff=one, ends=mid)
            employ(aff=two_, hired=months.first(mid + 1) + timedelta(days=rng.choice([0, 0, 5])), begins=mid + 1)
