"""What comes once a year, and what goes wrong with numbers: yearly statements, and files that contradict who is who."""
from datetime import date

import identifiers
import months
import people
from files import File


class Yearly:
    """The part of a sector that makes yearly statements and contradictions of identity."""

    def yearly(self, op):
        rng = self.rng
        for year in (2025, 2026):
            sums = {}
            for (_, m), lines in self.tellers[op.id].payroll.items():
                if m // 12 == year:
                    for line in lines:
                        p = line["cin"]
                        s = sums.setdefault(p, {"cnss": None, "cin": line["cin"], "gross": 0, "tax": 0, "months": set(), "contributions": 0})
                        s["cnss"] = s["cnss"] or line["cnss"]
                        s["gross"] += line["gross"]
                        s["tax"] += line["tax"]
                        s["months"].add(m)
            for (_, m), lines in self.tellers[op.id].bds.items():
                if m // 12 == year:
                    for line in lines:
                        if line["cin"] in sums:
                            sums[line["cin"]]["contributions"] += line["capped"] * 448 // 10000 + line["wage"] * 226 // 10000
            lines = []
            for s in sums.values():
                if rng.random() < 0.04:
                    continue
                dependants, days = rng.choice([0, 0, 1, 3, 7]), 26 * len(s["months"])
                contributions = s["contributions"] + rng.choice([0] * 8 + [-5000, 900, 1300, -1300])
                contributions = max(0, contributions)
                expenses = min(s["gross"] * (35 if s["gross"] <= 7800000 else 25) // 100, 3500000)
                tax = s["tax"]
                if days == 312 and rng.random() < 0.5:
                    tax = people.yearly_tax(s["gross"], contributions, dependants) + rng.choice([0, 1, -1, 1199, 1200, 1201, -1199, 1300])
                    tax = max(0, tax)
                elif rng.random() < 0.2:
                    tax = max(0, tax + rng.choice([1200, 1201, -1200, -1201]))
                gross = s["gross"] + (rng.choice([1200, 1201, -1201, 90000]) if rng.random() < 0.1 else 0)
                exempt = "yes" if rng.random() < 0.05 else "no"
                contributions = contributions if exempt == "no" else 0
                line = {"cnss": s["cnss"], "cin": s["cin"], "gross": gross, "tax": tax if exempt == "no" else 0,
                        "contributions": contributions, "dependants": dependants if exempt == "no" else None, "days": days,
                        "expenses": expenses, "net": gross - expenses - contributions, "exempt": exempt}
                lines.append(line)
                if exempt == "no" and gross > 10 and self.happens("annual-twice", 0.01):
                    half = dict(line, gross=line["gross"] // 2, tax=line["tax"] // 2, contributions=line["contributions"] // 2,
                                days=line["days"] // 2, net=line["net"] // 2, expenses=line["expenses"] // 2)
                    rest = {k: line[k] - half[k] for k in ("gross", "tax", "contributions", "days", "net", "expenses")}
                    lines[-1:] = [half, dict(line, **rest)]
            if self.happens("missing-annual", 0.05) or not lines:
                continue
            self.deliver(date(year + 1, 2, 15), "new",
                         File("annual", f"SIMPL-IR_{op.tax_id}_{year}_1.xml", lines, op.tax_id, year))

    def identities(self):
        """Late in the story one file names a card under another number, or a number with another card."""
        rng = self.rng
        for kind, chance in (("card-two-numbers", 0.5), ("number-two-cards", 0.5)):
            if not (rng.random() < chance and self.counts.allows(kind)):
                continue
            slots = [(f.kind, f.declarant, f.period) for files in self.plan.values() for f in files]
            spots = [(key, f) for key, files in self.plan.items() for f in files
                     if f.kind == "payroll" and key[2] == "new" and key[1] == 0 and f.period == months.month("2027-02")
                     and slots.count((f.kind, f.declarant, f.period)) == 1
                     and sum(1 for x in f.lines if x.get("cnss") and not x.get("nobody")) > 3]
            if not spots:
                continue
            (day, _, _), f = rng.choice(sorted(spots, key=lambda s: (s[0][0], s[1].name)))
            named = [n for n, x in enumerate(f.lines) if x.get("cnss") and not x.get("nobody")]
            a, b = rng.sample(named, 2)
            if f.lines[a]["cnss"] == f.lines[b]["cnss"]:
                continue
            self.counts.note(kind)
            right = File(f.kind, f.name, [dict(x) for x in f.lines], f.declarant, f.period, style=f.style)
            f.lines[a] = dict(f.lines[a], cin=f.lines[b]["cin"] if kind == "card-two-numbers" else identifiers.card(rng, self.cards))
            if rng.random() < 0.5:
                self.deliver(self.later(day, 2), "replace", right)
