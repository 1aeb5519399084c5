"""What is held against what: sums, rows and persons of a table against another table's, and against the period before."""
import faults
from known import ABSENT, known

COARSER = {"month": 0, "quarter": 1, "year": 2}


def read_since(contract):
    """The tables that clauses read, and from which day on."""
    found = {}
    for (clause, reading), block in contract.clauses.items():
        begin = contract.effect(clause, reading)[0]
        for table in ("training", "workforce"):
            if f"{table}." in str(block) or block.get("from") == table:
                found[table] = min(begin, found.get(table, begin))
    return found


def spans(table, over):
    """Whether a period of this length is made of whole periods of a table's files."""
    return COARSER[table.covers] <= COARSER[over]


def over_of(table, other, reconciliation):
    if reconciliation.over:
        return reconciliation.over
    return max((table.covers, (other or table).covers), key=COARSER.get)


def inside(table, over, period):
    """The periods of a table's files inside a period: itself, or the quarters or months of a year."""
    if table.covers == over:
        return [period]
    assert over == "year" and table.covers in ("quarter", "month"), (table.id, over)
    return [(period, n) for n in range(1, 5 if table.covers == "quarter" else 13)]


def before(period):
    if isinstance(period, int):
        return period - 1
    return (period[0], period[1] - 1) if period[1] > 1 else (period[0] - 1, 4)


def nothing_owed(e, table, wanted):
    """Whether nobody owed a file for any of these periods, and none came."""
    return not any(e.owing(table.id, p) or p in e.filed.get(table.id, {}) for p in wanted)


def side(e, table, measure, over, period):
    """(figure, None) of a table over a period, or (None, why it is not known)."""
    what, _, column = measure
    rows, wanted = [], inside(table, over, period)
    if nothing_owed(e, table, wanted) and not faults.active(68):
        return None, ("not owed", period)
    for p in wanted:
        missing = e.missing(table.id, p) and not (faults.active(67) and p != period and p in e.filed.get(table.id, {}))
        if missing and not faults.active(57):
            return None, ("missing", p)
        if e.nobody.get((table.id, p)):
            return None, ("refused", p)
    for own in e.rows.get(table.id, {}).values():
        rows += [r for r in own if r["slot"] in wanted]
    if what == "rows" and faults.active(62):
        return sum(r["lines"] for r in rows), None
    if what == "rows":                           # several lines of one key are one
        return len({(who, r["period"], *(repr(r["cells"][c]) for c in table.codes))
                    for who, own in e.rows.get(table.id, {}).items() for r in own if r["slot"] in wanted}), None
    if what == "persons":
        there = {who for who, own in e.rows.get(table.id, {}).items() if any(r["slot"] in wanted for r in own)}
        return (None, ("identity", period)) if there & e.doubtful and not faults.active(66) else (len(there), None)
    values = [r["cells"][column] for r in rows]
    if any(not known(v) for v in values):
        return None, ("unread", period)
    return sum(v for v in values if v is not ABSENT), None


def reasons(e, table, measure, over, period):
    """All that keeps a sum from being known, by the words of the executable."""
    found, (what, _, column) = set(), measure
    if nothing_owed(e, table, inside(table, over, period)):
        found.add("not_owed")
    for p in inside(table, over, period):
        found |= {"missing"} if e.missing(table.id, p) else set()
        found |= {"refused"} if e.nobody.get((table.id, p)) else set()
    for who, own in e.rows.get(table.id, {}).items():
        rows = [r for r in own if r["slot"] in inside(table, over, period)]
        if rows and what == "persons" and who in e.doubtful:
            found.add("doubtful")
        if what == "sum" and any(not known(r["cells"][column]) for r in rows):
            found.add("unread")
    return found


def sides(e, table, reconciliation, period):
    """Both sides of a reconciliation: [(table, measure, over, period), …]."""
    previous = reconciliation.against[0] == "previous"
    other = table if previous else e.tables[reconciliation.against[1]]
    over = over_of(table, other, reconciliation)
    return [(table, reconciliation.of, over, period),
            (other, reconciliation.of if previous else reconciliation.against, over, before(period) if previous else period)]


def judge(e, tables, table, reconciliation, period):
    """What comes of a reconciliation in a period: (of, against, verdict, why)."""
    previous = reconciliation.against[0] == "previous"
    other = table if previous else tables.get(reconciliation.against[1])
    over = over_of(table, other, reconciliation)
    of, why = side(e, table, reconciliation.of, over, period)
    if previous:
        against, because = side(e, table, reconciliation.of, over, before(period) if not faults.active(58) else period)
    else:
        against, because = side(e, other, reconciliation.against, over, period)
    if why or because:
        return of, against, "cannot be compared yet", why or because
    allowed = reconciliation.within * abs(against if not faults.active(59) else of) if reconciliation.share else reconciliation.within
    return of, against, "holds" if abs(of - against) <= allowed else "differs", None


def periods(e, table, over, day):
    """The periods of a table of which something came."""
    found = set()
    for p in e.filed.get(table.id, {}):
        found.add(p if table.covers == over else p[0] if isinstance(p, tuple) else p)
    return sorted(found)


def first_of(e, table, period):
    """Whether of no period before this one a file came: what it would be held against need not be told."""
    return not any(p < period for p in e.filed.get(table, {}))


def told_of(e, day):
    """Every reconciliation of every table of which something came: [((table, id, period), (of, against, verdict, why)), …]."""
    for table in e.tables.values():
        for r in table.reconciliations:
            over = over_of(table, e.tables.get(r.against[1]), r)
            for period in periods(e, table, over, day):
                yield (table.id, r.id, period), judge(e, e.tables, table, r, period)


def compare(report, day, e, told, differ, period_of):
    """The reconciliations of an operator as the executable tells them, with both figures, against ours."""
    ours = dict(told_of(e, day))
    declared = {(table.id, r.id): (table, r) for table in e.tables.values() for r in table.reconciliations}
    theirs = {(t["table"], t["check"], period_of(t["found"]["period"])): t for t in told.get("reconciled", [])}
    for place in sorted(set(ours) | set(theirs), key=repr):
        if place not in ours:                    # of the other side something came
            ours[place] = judge(e, e.tables, *declared[place[:2]], place[2])
        of, against, verdict, _ = ours[place]
        report.reconciled[place[0], place[1], verdict] += 1
        t = theirs.get(place)
        if t is None:
            if not (declared[place[:2]][1].against[0] == "previous" and first_of(e, place[0], place[2])):
                differ(report, day, e.operator.id, "reconciliation", place, "not told", (of, against, verdict))
            continue
        outcome = t["outcome"]
        for shown, its in zip((t["found"], t["against"]), sides(e, *declared[place[:2]], place[2])):
            if shown["sum"] is None:
                may = reasons(e, *its)
                report.reasons += 1
                differ(report, day, e.operator.id, "why it cannot be compared", place, shown["unknown"]["is"] in may or shown["unknown"]["is"],
                       True if shown["unknown"]["is"] in may else sorted(may))
        said = (figure(t["found"]), figure(t["against"]), "cannot be compared yet" if outcome is None else "holds" if outcome["holds"] else "differs")
        differ(report, day, e.operator.id, "reconciliation", place, said, (of, against, verdict))
        if outcome is not None and verdict in ("holds", "differs"):
            differ(report, day, e.operator.id, "difference of a reconciliation", place, outcome["difference"], of - against)


def figure(side_told):
    return None if side_told["sum"] is None else int(side_told["sum"])
