"""The employment premium in its four readings and the training premium, job by job."""
import re
from fractions import Fraction

import faults
import heads
import months
import spells
from known import Unknown, known
from outcome import Key, Outcome, half_up, judge, not_evaluated, paid

ORDERS = {"job": ("payroll", "bds"), "declared_job": ("bds", "payroll")}


def one_word(e, person, m, column):
    """One cell of a month over all its rows; None where it is absent."""
    missing = e.missing("payroll", m)
    if missing:
        return Unknown(missing)
    rows = e.parts("payroll", person, m)
    if not rows:
        return Unknown(f"rows-refused payroll {months.text(m)}") if e.refused_near("payroll", person, m) else None
    for r in rows:
        if not known(r[column]):
            return r[column]
    values = {r[column] for r in rows}
    if len(values) > 1:
        return rows[-1][column] if faults.active(30) else Unknown(f"rows disagree payroll {months.text(m)} {column}")
    return values.pop()


def is_in(value, words):
    return value if not known(value) else "fails" if value is None or value not in words else "holds"


def gross_of(e, person, first, count, holes=(), knowledge=None):
    """The sum of taxable gross over months; unknown where one of them is."""
    total = 0
    for m in range(first, first + count):
        if m in holes and not faults.active(31):
            return Unknown(f"hole {months.text(m)}")
        missing = e.missing("payroll", m)
        if missing:
            if knowledge is not None and not months.over(m, knowledge):
                continue
            return Unknown(missing)
        rows = e.parts("payroll", person, m)
        if not rows and e.refused_near("payroll", person, m):
            return Unknown(f"rows-refused payroll {months.text(m)}")
        for r in rows:
            if not known(r["gross"]):
                if faults.active(32):
                    continue
                return r["gross"]
            total += r["gross"]
    return total


class Reckoning:
    """The premiums of one operator as known on a day."""

    def __init__(self, e, contract, knowledge):
        self.e, self.contract, self.knowledge = e, contract, knowledge
        self.jobs, self.hires = {}, {}
        people = set(e.rows["payroll"]) | set(e.rows["bds"])
        shown = [m for t in ("payroll", "bds") for own in e.rows[t].values() for m in own]
        last_over = months.of(knowledge) - 1
        horizon = (min(shown), max(max(shown), last_over)) if shown else None
        self.posts = heads.Posts(e, contract, knowledge)
        for definition, order in ORDERS.items():
            found = self.jobs[definition] = {}
            for person in people:
                own = spells.jobs_of(e, person, order, horizon, contract, definition)
                if own:
                    found[person] = own
            self.hires[definition] = self.ranked(definition, found)

    def ranked(self, definition, found):
        first_rows = self.contract.definitions[definition].get("hire_counts_in") == "first month of rows"
        by_month = {}
        for own in found.values():
            for job in own:
                permanent = is_in(one_word(self.e, job.person, job.first, "contract"), ("permanent",))
                among = False if permanent == "fails" or job.nth != 1 else True if permanent == "holds" else permanent
                counted = job.first if first_rows or not known(job.start) else months.of(job.start)
                if faults.active(33) and known(job.start):
                    counted = months.of(job.start)
                amounts = [r["gross"] for r in self.e.parts("payroll", job.person, job.first)]
                gross = next((a for a in amounts if not known(a)), None) or (sum(amounts) if amounts else Unknown("no row"))
                job.hire = heads.Hire(job, among, gross, counted)
                by_month.setdefault(counted, []).append(job.hire)
                hired = job.start if known(job.start) else min(job.seen, default=None)
                if first_rows and job.maybe_before and among is not False and not (hired and hired >= months.first(job.first)):
                    # The month before may have shown him: then he counts there. Among the others of either month he is possibly there.
                    why = Unknown(f"first month unknown {months.text(job.first)}")
                    if among is True:
                        job.hire.among = why
                    by_month.setdefault(counted - 1, []).append(heads.Hire(job, job.hire.among, gross, counted - 1))
        return by_month

    def outside(self, job, begin, end):
        """Whether a job begins in the effect of a clause: None if so. Of a contradicted start none of the dates shown may lie in it."""
        if not known(job.start):
            if job.contradicted and not any(begin <= d <= end for d in job.seen):
                return Outcome("not applicable", None, "in_effect", "")
            return not_evaluated("fact_date", job.start)
        return None if begin <= job.start <= end else Outcome("not applicable", None, "in_effect", "")

    # -- conditions ---------------------------------------------------------------------------------------------------

    def above_reference(self, job, definition):
        """Whether the hire is among the posts that its month adds, and its share of them."""
        hire = job.hire
        if isinstance(hire.among, Unknown):        # of the hire itself, or of the month in which it counts
            return hire.among, hire.among
        low, high, tie, tie_high, why = heads.rank(hire, self.hires[definition][hire.counted], self.e.doubtful)
        least, most, reason = self.posts.added(hire.counted)
        if least is None:
            return Unknown(reason), Unknown(reason)
        ties = self.contract.definitions[definition]["ranks"][0].get("ties", "not evaluated")
        if faults.active(34):
            ties = "all"
        if ties == "not evaluated":
            verdict = ("holds" if high + tie_high - 1 <= least else "fails" if low > most else
                       Unknown(f"tie of {tie_high}" if low == high and least == most else reason or why or "tie"))
            return verdict, Fraction(1)
        verdict = "holds" if high <= least else "fails" if low > most else Unknown(reason or why or "bounds")
        if ties == "all" or verdict != "holds":
            return verdict, Fraction(1)
        if high + tie_high - 1 <= least:
            return verdict, Fraction(1)
        if low != high or tie != tie_high or least != most:
            return verdict, Unknown(why or reason or "tie of unknown size")
        return verdict, Fraction(min(tie, least - low + 1), tie)

    def premium(self, job, reading):
        clause = self.contract.clauses["pae", reading]
        definition = clause["for_each"]
        begin, end, published = self.contract.effect("pae", reading)
        outside = self.outside(job, begin, end)
        if outside:
            return outside
        words = self.contract.expression("pae", "kept_18", reading)
        count = self.contract.number_in(words.split("present")[-1] if "present" in words else words.split("kept")[-1])
        if "present" in words:
            due = months.after(job.start, count)
            verdict = spells.present(job, count, self.knowledge, self.missing(definition, months.of(due)))
        else:
            verdict = spells.kept(job, count, self.knowledge, None)
        conditions = [("permanent", is_in(one_word(self.e, job.person, job.first, "contract"), ("permanent",))),
                      ("first_here", "holds" if job.nth == 1 else "fails")]
        share = Fraction(1)
        if "above_reference" in self.contract.conditions("pae", reading):
            above, share = self.above_reference(job, definition)
            conditions.append(("above_reference", above))
        conditions.append(("kept_18", verdict))
        settled = judge(conditions, "zero by rule")
        if settled:
            return settled
        window = self.contract.number_in(self.contract.step("pae", "base", reading)["over"])
        base = gross_of(self.e, job.person, months.of(job.start), window, job.holes)
        rate = self.contract.parameters["pae.rate"].on(job.start, self.knowledge)
        values, steps = {}, []
        for entry in clause["steps"]:
            (name, what), = entry.items()
            if "sum" in what:
                value = base
            elif "percent_of" in what:
                value = values[what["percent_of"]] * rate
            elif "tied_share" in what:
                value = share
            elif "product" in what:
                value = Fraction(1)
                for operand in what["product"]:
                    value *= values[operand]
            else:
                exact = values[what["round"]]
                value = int(exact) if faults.active(35) else half_up(exact)
            if not known(value):
                return not_evaluated(name, value)
            values[name] = value
            steps.append((name, value))
        return paid(steps)

    def missing(self, definition, m):
        reasons = [self.e.missing(t, m) for t in ORDERS[definition]]
        return reasons[0] if all(reasons) else None

    def training(self, job, n):
        begin, end, published = self.contract.effect("paf")
        outside = self.outside(job, begin, end)
        if outside:
            return outside
        conditions = [("moroccan", is_in(one_word(self.e, job.person, job.first, "nationality"), ("moroccan",))),
                      ("employed", is_in(one_word(self.e, job.person, job.first, "contract"), ("permanent", "fixed_term"))),
                      ("first_here", "holds" if job.nth == 1 else "fails")]
        settled = judge(conditions, "zero by rule")
        if settled:
            return settled
        first = months.of(months.after(job.start, 12 * (n - 1)))
        span = 12 if job.goes_on else max(0, min(12, months.of(job.end) - first + 1))
        base = gross_of(self.e, job.person, first, span, job.holes, self.knowledge)
        if not known(base):
            return not_evaluated("base", base)
        if job.goes_on and not months.over(first + 11, self.knowledge):
            return Outcome("pending", None, "base", "")
        rate = self.contract.parameters["paf.rate"].on(job.start, self.knowledge)
        return paid([("base", base), ("premium", base * rate), ("amount", half_up(base * rate))])

    def has_begun(self, job, day):
        """Whether a year of a job that begins on a day has begun: the day has come, and the job was there."""
        if day > self.knowledge:
            return False
        return job.goes_on or day <= job.end

    # -- keys ---------------------------------------------------------------------------------------------------------

    def determinations(self):
        c, e = self.contract, self.e
        for clause, reading in c.clauses:
            if clause not in ("pae", "paf") or c.effect(clause, reading)[2] > self.knowledge:
                continue
            words = c.clauses[clause, reading]["for_each"]
            definition = words.split(" of ")[-1].strip()
            years = int(re.search(r"\.\. (\d+)", words).group(1)) if clause == "paf" else 0
            for own in self.jobs[definition].values():
                for job in own:
                    start = job.start if known(job.start) else None
                    for n in range(1, years + 1) if years else [None]:
                        if n and (start is None and n > 1 or start and not self.has_begun(job, months.after(start, 12 * (n - 1)))):
                            break
                        key = Key(c.id, clause, reading, e.operator, job.person, None, job.first, start, n)
                        if job.person in e.doubtful:
                            yield key, not_evaluated("*", "identity")
                        else:
                            yield key, self.training(job, n) if n else self.premium(job, reading)
