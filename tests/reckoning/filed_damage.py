"""How a file of a declared table comes to be untidy: its cells, its lines, and the way it is written. One thing a line at most."""
import random
from datetime import date, timedelta

import identifiers
from filed_write import MONTHS


class Damage:
    """The part of a sector that spoils files."""

    def untidy(self, table, declarant, period, lines, same_periods=False):
        style = self.style(table)
        if self.calm(declarant, period):
            return self.sheet(table, declarant, period, [dict(x, cells=dict(x["cells"])) for x in lines], style=style)
        out = []
        for line in lines:
            line = dict(line, cells=dict(line["cells"]))
            out.append(line)
            if self.rng.random() < 0.25:
                self.spoil(table, style, line, lines)
        if table.dated:
            self.spoil_states(out)
        else:
            self.spoil_groups(table, period, out, same_periods)
        self.spoil_lines(table, style, declarant, out)
        return self.sheet(table, declarant, period, out, style=style)

    def calm(self, declarant, period):
        """Whether an operator's lines of a year are left as they are, so that sums over its quarters and over two tables are known."""
        op = next((o for o in self.operators if declarant in (o.tax_id, *(a for a, _, _ in o.affiliations))), None)
        year = period if period is None or isinstance(period, int) else period[0]
        return op is not None and year is not None and random.Random(f"calm {self.seed} {op.id} {year}").random() < 0.3

    # -- the way it is written ----------------------------------------------------------------------------------------

    def style(self, table):
        rng, style = self.rng, {}
        amounts = any(table.type(c) == "amount" for c in table.columns)
        if amounts and self.happens("filed-french", 0.12):
            style["amounts"] = "french"
        elif amounts and self.happens("filed-english", 0.1):
            style["amounts"] = "english"
        elif amounts and self.happens("filed-units", 0.08):
            style["amounts"] = "units"
        if table.period == "date" or table.dated:
            if self.happens("filed-days-first", 0.24):
                style["days"] = "strokes"
            elif self.happens("filed-days-dotted", 0.08):
                style["days"] = "dotted"
            elif self.chance("filed-days-numbered", 0.1):
                style["days"] = "numbered"
        left_out = [c.heading for c in table.filed if c.absent]
        if left_out and self.happens("filed-column-absent", 0.3):
            named = [c.heading for c in table.filed if c.fills == "person" and c.absent]
            style["absent"] = tuple(h for h in left_out if h not in named)
        shown = [c for c in table.filed if c.heading not in style.get("absent", ())]
        if self.happens("filed-columns-moved", 0.1):
            style["order"] = rng.sample(range(len(shown)), len(shown))
        if self.happens("filed-columns-named", 0.15):
            style["named"] = {c.heading: rng.choice([a for a in c.also if a.isascii()] + [c.heading.upper()]) for c in shown}
        if self.happens("filed-column-unknown", 0.05):
            style["unknown"] = "remarque"
        if style.get("amounts") != "french" and self.happens("filed-tabs", 0.1):
            style["parting"] = rng.choice(["\t", "|"])
        if self.happens("filed-carriage", 0.06):
            style["end"] = rng.choice(["\r\n", "\r"])
        if self.happens("filed-marked", 0.08):
            style["mark"] = rng.choice(["bom", "cp1252"])
        if "parting" not in style and self.happens("filed-titled", 0.05):
            style["titles"] = True
        return style

    # -- cells --------------------------------------------------------------------------------------------------------

    def spoil(self, table, style, line, lines):
        """One cell of a line, in one of the ways that fit it; rather in a way that was rare until now."""
        ways = {kind: way for kind, way in self.ways(table, style, line, lines) if self.counts.allows(kind)}
        if not ways:
            return
        rng = self.rng
        kind = min(sorted(ways), key=lambda k: self.counts[k]) if rng.random() < 0.6 else rng.choice(sorted(ways))
        self.counts.note(kind)
        ways[kind]()

    def ways(self, table, style, line, lines):
        """What may be done to a line: [(kind, how), …]."""
        rng, cells, french = self.rng, line["cells"], style.get("amounts") == "french"
        columns = [c for c in table.filed if c.fills in table.columns and c.fills != table.filed_by]
        of = {t: [c for c in columns if table.type(c.fills) == t] for t in ("amount", "count", "word", "code", "place")}
        keys = table.codes + table.apart

        def written(fills, words, unread=True, **more):
            def do():
                line.update(more, text={fills: words}, unread={fills} if unread else set())
                if "open" in more:                        # which of two questions is told first nobody says: one a file
                    style["asked"] = more["open"]
            return do

        def set_to(**more):
            return lambda: line.update(more)

        def figure(fills, value, **more):
            return lambda: (cells.update({fills: value}), line.update(more))
        found = [("filed-no-declarant", written(table.filed_by, "0123"))] if len(lines) > 2 and not table.party else []
        if of["amount"]:
            c = rng.choice(of["amount"])
            found.append(("filed-unread-amount", written(c.fills, "n.c.")))
            if "credit" in table.checks:
                found.append(("filed-below-zero", figure("amount", -cells["amount"] - 1, joined=True)))
            if len(lines) > 3:
                if rng.random() < 0.12 and style.get("asked") != "file-days-open":         # these keep the whole file out
                    found.append(("filed-amount-unsettled", written(c.fills, "8,000" if french else "8.000", open="file-amounts-open")))
                found.append(("filed-amount-settled", figure(c.fills, 800000, text={c.fills: "8.000" if french else "8,000"})))
        if of["count"]:
            found.append(("filed-unread-count", written(rng.choice(of["count"]).fills, rng.choice(["7.5", "n.c."]))))
        listed = of["word"] + of["place"]
        if listed:
            found.append(("filed-unread-word", written(rng.choice(listed).fills, "??")))
            said = [c for c in listed if c.words and cells[c.fills] is not None]
            if said:
                c = rng.choice(said)
                words = c.words[cells[c.fills]]
                words = words[0].upper() if style.get("mark") == "cp1252" else rng.choice(words)
                found.append(("filed-other-word", written(c.fills, rng.choice([words, words.upper(), f" {words}"]), False)))
        loose = [c for c in of["code"] if c.fills not in keys]
        if loose:
            found.append(("filed-unread-code", written(rng.choice(loose).fills, "No 1/é")))
        for c in rng.sample(columns, len(columns)):
            if c.fills in keys and c.blank == "unread":
                found.append(("filed-blank-key", set_to(blank={c.fills})))
            elif c.fills not in keys:
                found.append(("filed-blank-allowed" if c.blank == "allowed" else "filed-blank-cell", set_to(blank={c.fills})))
        bounded = [c for c in of["amount"] + of["count"] if c.most is not None]
        if bounded:
            c = rng.choice(bounded)
            found.append(("filed-beyond", figure(c.fills, int(c.most) + 1, unread={c.fills})))
        if table.person:
            number, card = line["who"]
            found += [("filed-number-spaced", set_to(text={"cnss": f"{number[:3]} {number[3:6]} {number[6:]}"}, read={"cnss"}))]
            if number not in self.two_cards:          # whose row it is by a card of two is not said
                def by_card(kind_of):
                    return lambda: (self.by_card.add(number), kind_of())
                found += [("filed-wrong-number", by_card(written("cnss", identifiers.wrong_insured(number)))),
                          ("filed-card-alone", by_card(set_to(who=("", card))))]
            if rng.random() < 0.2:                    # these make much unknown
                found += [("filed-nobody", set_to(who=("", ""))),
                          ("filed-wrong-alone", set_to(who=(number, ""), text={"cnss": identifiers.wrong_insured(number)}, unread={"cnss"}))]
            if rng.random() < 0.4:
                found.append(("filed-occasional", set_to(who=(number, ""), text={"cnss": "999999999"}, unread={"cnss"})))
        if table.period:
            found += self.periods_ways(table, style, line["period"], lines, written)
        return found

    def periods_ways(self, table, style, period, lines, written):
        rng, found = self.rng, []
        if table.period == "date" and style.get("days") != "numbered":
            if rng.random() < 0.3:
                found.append(("filed-unread-day", written("period", "2025-13-40")))
            if style.get("mark") != "cp1252":
                found.append(("filed-day-named", written("period", f"{period.day} {MONTHS[period.month - 1]} {period.year}", False)))
            short = f"{period.day}/{period.month}/{period.year}"
            shows = sum(1 for x in lines if x["period"].day > 12 and x["period"] != period)
            if period.day < 10 and style.get("days") == "strokes" and shows > 1:
                found.append(("filed-day-settled", written("period", short, False)))
            elif period.day < 10 and period.day != period.month and "days" not in style and rng.random() < 0.2 and \
                    style.get("asked") != "file-amounts-open":
                found.append(("filed-day-unsettled", written("period", short, open="file-days-open")))
        elif table.period == "year":
            found.append(("filed-year-of-date", written("period", rng.choice([f"{period}.0", f"31/12/{period}"]), False)))
        return found

    # -- lines --------------------------------------------------------------------------------------------------------

    def free(self, lines):
        """The lines that nothing is wrong with."""
        return [x for x in lines if not any(x.get(k) for k in ("text", "blank", "unread", "ignored", "declarant", "short", "joined"))
                and (x.get("who") is None or all(x["who"]))]

    def spoil_groups(self, table, period, out, same_periods):
        """Two lines of one key."""
        rng = self.rng
        if self.free(out) and len(out) > 1:
            a = rng.choice(self.free(out))
            if self.happens("filed-equal-lines", 0.12):
                a["joined"] = True
                out.append(dict(a))
            elif table.several and self.happens("filed-adds", 0.25):
                a["joined"] = True
                out.append(dict(a, cells=dict(a["cells"], **{c: (a["cells"][c] or 0) // 2 + 1 for c in table.several})))
            elif table.several and "profile" in table.columns and self.happens("filed-differs", 0.5):
                a["joined"] = True
                out.append(dict(a, cells=dict(a["cells"], profile="other", hours=a["cells"]["hours"] + 1)))
            elif not table.several and table.id != "course_statement" and self.happens("filed-disagrees", 0.2):
                a["joined"] = True
                column = rng.choice([c for c in table.columns if table.type(c) in ("amount", "word") and c in a["cells"]])
                other = {"woman": "man", "man": "woman", "yes": "no", "no": "yes", "private": "public", "public": "private"}
                value = a["cells"][column]
                if isinstance(value, int):
                    value += 100
                else:
                    words = [w for w in table.filling(column).words if w != value]
                    value = other.get(value, words[0])
                out.append(dict(a, cells=dict(a["cells"], **{column: value})))
        if table.several and table.filed_by == "affiliation" and self.free(out) and self.chance("filed-key-apart", 0.2):
            a = self.beside_rng.choice(self.free(out))
            a["joined"] = True
            more = {c: a["cells"][c] + 101 for c in table.several}
            out.append(dict(a, cells=dict(a["cells"], **more), text={"affiliation": "0123"}, unread={"affiliation"}))
        if table.person and len(out) > 2 and self.happens("filed-two-cards", 0.09):
            spots = [x for x in self.free(out) if x["who"][0] not in self.by_card]
            if spots:
                self.two_cards.add(spots[0]["who"][0])
                spots[0]["who"] = (spots[0]["who"][0], identifiers.card(rng, self.cards))
        if not same_periods and isinstance(period, int) and len(out) >= 8 and self.free(out) and self.happens("filed-other-period", 0.2):
            a = rng.choice(self.free(out))
            a["joined"] = True
            p = a["period"]
            away = p.replace(year=period - 1, day=min(p.day, 28)) if isinstance(p, date) else period - 1 if isinstance(p, int) else (period - 1, p[1])
            out.append(dict(a, period=away))

    def spoil_states(self, out):
        """Dated rows: times that overlap, a row twice, one that ends before it begins."""
        rng, spots = self.rng, self.free(out)
        if len(spots) < 3:
            return
        a = rng.choice(spots)
        if self.happens("filed-overlap", 0.25):
            a["joined"] = True
            out.append(dict(a, **{"from": a["from"] + timedelta(days=10), "to": None}))
        elif self.happens("filed-equal-state", 0.4):
            a["joined"] = True
            out.append(dict(a))
        elif self.happens("filed-reversed", 0.4):
            a["joined"] = True
            a["to"] = a["from"] - timedelta(days=3)

    def spoil_lines(self, table, style, declarant, out):
        rng = self.rng
        if self.free(out) and len(out) > 4 and self.happens("filed-other-declarant", 0.06):
            a = rng.choice(self.free(out))
            strangers = {"affiliation": lambda: identifiers.affiliation(rng, set(self.taken)), "tax_identifier": lambda: "87654321",
                         "party": lambda: next(p for p in self.submitters[table.kind] if p != declarant)}
            a["declarant"] = strangers[table.filed_by]()
        if len(out) > 2 and self.happens("filed-separators", 0.08):
            out.insert(rng.randint(0, len(out)), {"ignored": "separators-only", "mark": rng.choice(["", "", "---"])})
        if len(out) > 4 and self.happens("filed-header-again", 0.05):
            out.insert(rng.randint(1, len(out) - 1), {"ignored": "repeated-header"})
        shown = [c for c in table.filed if c.heading not in style.get("absent", ())]
        last = shown[style["order"][-1]] if "order" in style else shown[-1]
        if last.blank == "unread" and "unknown" not in style and self.free(out) and len(out) > 4 and self.happens("filed-short", 0.08):
            rng.choice(self.free(out))["short"] = True
        summed = [c for c in table.columns if table.type(c) in ("amount", "count")]
        whole = not any(x.get("unread") or x.get("declarant") or x.get("blank") or x.get("short") or x.get("joined") or x.get("text") for x in out)
        if summed and len(out) > 1 and whole and not table.dated and all(x.get("ignored") or x.get("who") is None or x["who"][0] for x in out):
            rows = [x for x in out if not x.get("ignored")]
            sums = {c: sum(x["cells"].get(c) or 0 for x in rows) for c in summed}
            if self.happens("filed-total-wrong", 0.25):
                out.append({"ignored": "total-line", "sums": {c: v + 300 for c, v in sums.items()}, "wrong": True})
            elif self.happens("filed-total", 0.3):
                out.append({"ignored": "total-line", "sums": sums})
