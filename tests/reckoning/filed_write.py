"""A file of a declared table: its lines as meaning, and as text for the product.

A line is a dictionary: `cells` (by what the column fills; amounts in centimes), `who` (number, card), `period` (a day, (year, month), (year,
quarter) or a year), `from` and `to`; and how it is untidy: `text` (what is written in place of a cell), `unread` (what that makes unknown),
`blank`, `declarant` (of somebody else), `ignored` (a line that is no row), `short` (fields lost)."""
from datetime import date

import months

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


class Sheet:
    def __init__(self, table, name, lines, declarant, style):
        self.table, self.name, self.lines, self.declarant, self.style = table, name, lines, declarant, style
        self.kind = table.id

    def columns(self):
        left_out = self.style.get("absent", ())
        shown = [c for c in self.table.filed if c.heading not in left_out]
        order = self.style.get("order")
        return [shown[i] for i in order] if order and len(order) == len(shown) else shown

    @property
    def bytes(self):
        parting, end = self.style.get("parting", ";"), self.style.get("end", "\n")
        shown = self.columns()
        rows = [[self.style.get("named", {}).get(c.heading, c.heading) for c in shown]]
        unknown = self.style.get("unknown")
        out = [] if not self.style.get("titles") else ["Fichier fictif", ""]
        out.append(self.join(rows[0] + ([unknown] if unknown else []), parting))
        for line in self.lines:
            ignored = line.get("ignored")
            if ignored == "separators-only":
                out.append(line["mark"] * 0 + parting.join([line["mark"]] * (len(shown) + bool(unknown))))
                continue
            if ignored == "repeated-header":
                out.append(self.join(rows[0] + ([unknown] if unknown else []), parting))
                continue
            if ignored == "total-line":
                cells = [self.number(c, line["sums"][c.fills]) if c.fills in line["sums"] else "" for c in shown]
                cells[0] = "TOTAL"
            else:
                cells = [self.cell(c, line) for c in shown]
            if unknown:
                cells.append("" if ignored else "x")
            if line.get("short"):
                cells = cells[:-1]
            out.append(self.join(cells, parting))
        text = end.join(out) + end
        mark = self.style.get("mark", "")
        return text.encode("cp1252" if mark == "cp1252" else "utf-8-sig" if mark == "bom" else "utf-8")

    def join(self, cells, parting):
        return parting.join('"' + c.replace('"', '""') + '"' if parting in c or '"' in c else c for c in cells)

    def cell(self, c, line):
        if c.fills == "nothing":
            return "FICTIF"
        if c.fills == "person":
            place = "cnss" if c.holds == "cnss" else "cin"
            if place in line.get("text", {}):
                return line["text"][place]
            return (line["who"][0 if place == "cnss" else 1] if line.get("who") else None) or ""
        if c.fills in line.get("text", {}):
            return line["text"][c.fills]
        if c.fills == "operator":
            return line.get("operator") or ""
        if c.fills in line.get("blank", ()):
            return ""
        if c.fills == self.table.filed_by:
            return line.get("declarant") or self.declarant
        if c.fills == "period":
            return self.period(line["period"])
        if c.fills in ("from", "to"):
            return "" if line[c.fills] is None else self.day(line[c.fills])
        value = line["cells"].get(c.fills)
        if value is None:
            return ""
        if c.words:
            return c.words[value][0]
        return self.number(c, value) if self.table.type(c.fills) in ("amount", "count") else str(value)

    def number(self, c, value):
        if self.table.type(c.fills) == "count":
            return str(value)
        sign, value = ("-", -value) if value < 0 else ("", value)
        whole, cents, form = value // 100, f"{value % 100:02d}", self.style.get("amounts", "plain")
        if form == "french":
            return f"{sign}{whole:,}".replace(",", " ") + "," + cents
        if form == "english":
            return f"{sign}{whole:,}.{cents}"
        return f"{sign}{whole}.{cents}" + (" DH" if form == "units" else "")

    def day(self, day):
        if self.style.get("days") == "numbered":             # as a spreadsheet that counts from 1900 does
            return str((day - date(1899, 12, 30)).days)
        return day.strftime({"strokes": "%d/%m/%Y", "dotted": "%d.%m.%Y"}.get(self.style.get("days"), "%Y-%m-%d"))

    def period(self, period):
        if isinstance(period, date):
            return self.day(period)
        if isinstance(period, int):
            return str(period)
        year, number = period
        return f"{year}-Q{number}" if self.table.period == "quarter" else f"{year}-{number:02d}"


def covered(table, period):
    """The period of a file in which a row's period lies: a year, or (year, quarter); None of a dated table."""
    if period is None or table.covers is None:
        return None
    if isinstance(period, date):
        year, month = period.year, period.month
    elif isinstance(period, int):
        year, month = period, 1
    elif table.period == "quarter":
        year, month = period[0], period[1] * 3 - 2
    else:
        year, month = period
    return year if table.covers == "year" else (year, (month - 1) // 3 + 1) if table.covers == "quarter" else (year, month)


def first_day(table, period):
    """The first day of a row's period."""
    if isinstance(period, date):
        return period
    if isinstance(period, int):
        return date(period, 1, 1)
    return date(period[0], period[1] * 3 - 2 if table.period == "quarter" else period[1], 1)


def last_day(covers):
    """The last day of what a file covers."""
    if isinstance(covers, int):
        return date(covers, 12, 31)
    return months.last(covers[0] * 12 + covers[1] * 3 - 1)
