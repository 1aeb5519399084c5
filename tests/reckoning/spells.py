"""Jobs out of months: what each month says of a person, and the runs that months make.

A month is one of: `go` (employed; it counts or only bridges), `end` (the last day lies in it), `absent`, `unknown`.
An end may be a day, or lie between two days where the source shows none."""
from datetime import timedelta

import faults
import months
from known import Unknown, known

COUNTING, BRIDGING, ENDING = ("IT", "IL", "AT", "MP"), ("CS", "MS"), ("SO", "DE")


class Month:
    def __init__(self, kind, reason=None, counts=True, exit=None, hires=(), breaks=None, shown=False):
        self.kind, self.reason, self.counts, self.exit = kind, reason, counts, exit
        self.hires, self.breaks, self.shown = hires, breaks, shown


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


class Job:
    def __init__(self, person, first, earlier_known):
        self.person, self.first, self.earlier_known = person, first, earlier_known
        self.months = {}                 # month -> True (counts), False (bridges), None (the month of the end) or Unknown
        self.exit, self.closed, self.last = None, False, first
        self.start, self.nth, self.seen, self.later_hires = None, 0, set(), []
        self.contradicted = None
        self.holes = set()
        self.left_month = None
        self.exit_seen = None
        self.next_days = set()           # days after exits that were none, or may have been none
        self.first_hires, self.hire_unknown = [], True
        self.hires_in = {}               # month -> the hire dates that it shows
        self.maybe_before = False        # whether the person may have been shown in the month before the first

    @property
    def goes_on(self):
        return not self.closed and self.exit is None

    @property
    def end(self):
        """The latest day on which the job may have been there; None where it goes on."""
        if self.goes_on:
            return None
        if self.exit is None:
            return months.last(max(self.months))      # unknown months before the first one without the person
        return self.exit[1] if isinstance(self.exit, tuple) else self.exit


def jobs_of(e, person, order, horizon, contract, definition):
    """All jobs of a person with an operator by the sources in `order`, within the months `horizon` = (first, last)."""
    begin, end = horizon
    spell = next(s for s in contract.definitions[definition]["spells"] if s["from"] == "bds")
    counting = tuple(spell.get("counting", "").split())
    bridging = tuple(spell.get("bridging", "").split())
    rows = e.rows["payroll"].get(person, {}), e.rows["bds"].get(person, {})
    shown = [m for table in rows for m in table]
    if not shown:
        return []
    begin = min(min(shown), begin) - 1          # the month before all evidence tells whether a job begins with the first
    states, told = {}, {}
    for m in range(begin, end + 1):
        state = None
        reason = None
        for table in order:
            missing = e.missing(table, m)
            if missing is None:
                if not e.owed(m):
                    state = Month("absent")
                else:
                    state = of_payroll(e, person, m) if table == "payroll" else of_bds(e, person, m, counting, bridging)
                break
            reason = reason or missing
        states[m] = state or Month("unknown", reason)
        told[m] = state is not None
    return walk(e, person, states, begin, end)


def left_before(day, job):
    """Whether a hire date lies before an exit: one of the job's own, or not after the first day on which it may have ended."""
    return day in job.seen or day <= (job.exit[0] if isinstance(job.exit, tuple) else job.exit)


def behind_unknown(job, states, m, end):
    """Whether a month that shows the person again after unknown months names a hire date behind their beginning: another job."""
    first = m
    while first - 1 in job.months and isinstance(job.months[first - 1], Unknown) and first - 1 not in job.holes:
        first -= 1
    hires = hires_after(states, m, end) if first < m and first > job.first else ()
    return bool(hires) and min(hires) >= months.first(first) and min(hires) not in job.next_days


def hires_after(states, m, end):
    """The first hire dates told by the months in which a person is shown again after an absent month; none where nothing tells."""
    shown = False
    for n in range(m, end + 1):
        if states[n].kind == "absent" and shown:
            break
        if states[n].kind in ("go", "end") or states[n].shown:
            shown = True
            if states[n].hires:
                return states[n].hires
            if states[n].kind == "end":
                break
    return ()


def walk(e, person, states, begin, end):
    jobs, job = [], None

    def open_job(m, hires):
        earlier = states.get(m - 1)
        fresh = Job(person, m, earlier is not None and earlier.kind in ("absent", "end"))
        jobs.append(fresh)
        fresh.nth = len(jobs)
        fresh.first_hires = list(hires)
        fresh.maybe_before = earlier is not None and earlier.kind == "unknown"
        fresh.seen = set(hires)
        fresh.hire_unknown = bool(e.parts("payroll", person, m)) or e.missing("payroll", m) is not None or \
            e.refused_near("payroll", person, m)
        return fresh

    def show(job, m, state):
        job.last = m
        hires = set(state.hires)
        if hires and m > job.first:
            job.later_hires.append((m, min(hires)))
            if not job.seen:
                job.seen = hires
            elif hires & job.seen or hires & beside_exit(e, person, m):
                job.seen |= hires
            else:
                if job.exit_seen is None or min(hires) != job.exit_seen + timedelta(days=1):
                    job.contradicted = job.contradicted or f"start contradicted {months.text(job.first)} {months.text(m)}"
                job.seen |= hires

    for m in range(begin, end + 1):
        s = states[m]
        if s.kind == "end" and not isinstance(s.exit, tuple) and s.exit < months.first(m) and (job is None or job.exit is not None):
            continue                                  # a settlement after the exit is no new job
        left = job if job is not None else jobs[-1] if jobs else None
        if s.shown and left is not None and left.exit is not None and s.hires and all(left_before(d, left) for d in s.hires):
            continue                                  # nor is one whose own day of leaving cannot be read
        if s.kind in ("go", "end") or s.shown:
            if job is not None and job.exit is not None:
                day = job.exit
                certain = not isinstance(day, tuple)
                early, late = (day, day) if certain else day
                next_day = [d for d in s.hires if early < d <= late + timedelta(days=1) and (certain or d not in job.seen)]
                if next_day and m - job.left_month <= 1 and certain and not faults.active(18):
                    job.exit = None
                    job.exit_seen = day
                    job.next_days.update(next_day)
                    job.months[job.left_month] = True
                elif next_day and m - job.left_month <= 1 and not certain:
                    # Hired, it may be, on the day after an exit whose day nobody knows: whether the job went on is not known either.
                    job.exit, job.months[job.left_month] = None, Unknown(f"exit without day {months.text(job.left_month)}")
                    job.next_days.update(next_day)
                    job.contradicted = job.contradicted or f"start contradicted {months.text(job.first)} {months.text(m)}"
                else:
                    job = None
            elif job is not None and behind_unknown(job, states, m, end):
                job.closed, job = True, None
            inner = exits_inside(e, person, m) if s.kind == "go" and not s.breaks else ()
            if job is not None and inner:
                job.exit_seen = max(inner)
            if job is None:
                job = open_job(m, s.breaks[1] if s.breaks else s.hires)
                job.exit_seen = max(inner, default=None)
            elif not s.breaks:
                show(job, m, s)
            if s.breaks:
                job.last, job.exit, job.left_month = m, s.breaks[0], m
                job.months[m] = None
                job = open_job(m, s.hires)
            job.hires_in[m] = s.hires
            if s.kind == "go":
                job.months[m] = s.counts
                job.last = m
            elif s.kind == "end":
                job.months[m] = None
                job.exit, job.left_month, job.last = s.exit, m, m
            else:
                job.months[m] = Unknown(s.reason)
                job.last = m
        elif s.kind == "unknown":
            if job is not None and job.exit is None:
                job.months[m] = Unknown(s.reason)
        elif s.kind == "absent" and job is not None:
            if job.exit is None:
                hires = hires_after(states, m, end)
                if hires and min(hires) <= months.last(job.last) and not faults.active(19):
                    job.months[m] = Unknown(f"hole {months.text(m)}")
                    job.holes.add(m)
                    continue
                job.closed = True
            job = None
    for j in jobs:
        start_of(j)
    return jobs


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


def start_of(job):
    """The start: hire date of the first month, else that of a later row, else the first day where the month before is known."""
    own = job.first_hires
    if own:
        job.start = max(own) if faults.active(20) else min(own)
    elif job.later_hires and not faults.active(21):
        day = job.later_hires[0][1]
        job.start = day if day <= months.last(job.first) else Unknown(f"no hire date {months.text(job.first)}")
    elif not job.hire_unknown:
        job.start = months.first(job.first) if job.earlier_known else Unknown("first month of all evidence")
    else:
        job.start = Unknown(f"no hire date {months.text(job.first)}")
    if job.contradicted and known(job.start) and not faults.active(22):
        job.start = Unknown(job.contradicted)


def certain_months(job):
    """The months of a job up to the first unknown one; those behind it too where the job is one whatever that month was: after a hole,
    and where the first month shown again has a hire date from before the unknown months."""
    unknown = []
    for m, v in sorted(job.months.items()):
        if isinstance(v, Unknown):
            unknown.append(m)
            continue
        if unknown and not job.holes.intersection(unknown):
            hires = job.hires_in.get(m)
            if not hires or min(hires) >= months.first(unknown[0]):
                return
        unknown = []
        yield m


def kept(job, needed, knowledge, trailing):
    """`job kept >= N months`: holds, fails, pending, or why nobody knows."""
    unclear = [v for _, v in sorted(job.months.items()) if isinstance(v, Unknown)]
    low = sum(1 for m in certain_months(job) if job.months[m] is True)
    high = sum(1 for v in job.months.values() if v is True) + len(unclear)
    if faults.active(23):
        low += sum(1 for v in job.months.values() if v is None)
        high = max(high, low)
    if low >= needed:
        return "holds"
    if high >= needed:
        return unclear[0]
    if job.goes_on:
        return "pending"
    if job.exit is not None or job.closed:
        return "fails"
    return "pending"


def present(job, count, knowledge, missing):
    """`job present N months after start` on that very day."""
    if not known(job.start):
        return job.start
    day = months.after(job.start, count)
    m = months.of(day)
    state = job.months.get(m)
    if m < job.first:                             # hired long before the first month that shows him
        return Unknown(missing or "first month unknown") if missing or job.maybe_before and m == job.first - 1 else "fails"
    if job.exit is not None:
        if isinstance(job.exit, tuple):
            early, late = job.exit
            if day <= early and not isinstance(state, Unknown):
                return "holds"                    # on the first of the month he was there, wherever in it the last day lies
            if day > late:
                return "fails"
            return state if isinstance(state, Unknown) else Unknown(f"exit without day {months.text(m)}")
        if day > job.exit:
            return "holds" if faults.active(24) and (day - job.exit).days == 1 else "fails"
        return state if isinstance(state, Unknown) else "holds"
    if job.closed and state is None:
        return "fails" if m > job.last else "holds"
    if isinstance(state, Unknown):
        return "pending" if day > knowledge else state
    if state is not None:
        return "holds"
    if day > knowledge or not months.over(m, knowledge):
        return "pending"
    return Unknown(missing or f"missing {months.text(m)}")
