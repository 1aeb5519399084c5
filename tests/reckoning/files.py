"""Writes files in the real administrative forms from the meaning of their lines.

A file is held twice: as text for the product, and as meaning (`lines`) for the reckoning. Both come from the same line, so that
the reckoning never reads what was written. A line is a dictionary of cells and says how it is untidy:
`unread` (cells whose text cannot be read), `nobody` (a row with content that names nobody), `ignored` (a row that is no row),
`blanks` (trailing blanks), `short` (lost separators)."""
import months

PAYROLL = ("affiliation mois numero_cnss cin nom prenom date_embauche type_contrat nationalite annee_naissance filiere site "
           "brut_imposable ir_preleve date_sortie").split()
CONTRACTS = {"permanent": "CDI", "fixed_term": "CDD", "temporary": "INTERIM", "internship": "STAGE"}
SITUATIONS = {"normal": "", "SO": "SO", "DE": "DE", "IT": "IT", "IL": "IL", "AT": "AT", "CS": "CS", "MS": "MS", "MP": "MP"}
RANKS = {"": 0, "SO": 1, "DE": 2, "IT": 3, "IL": 4, "AT": 5, "CS": 6, "MS": 7, "MP": 8}
BAD = {"amount": "n.c.", "word": "??", "date": "2025-13-40"}


class File:
    def __init__(self, kind, name, lines, declarant=None, period=None, complement=0, style=None, head=None):
        self.kind, self.name, self.lines = kind, name, lines
        self.declarant, self.period, self.complement = declarant, period, complement
        self.style, self.head = style or {}, head or {}

    @property
    def text(self):
        return WRITERS[self.kind](self)


def money(centimes, comma=False):
    sign, centimes = ("-", -centimes) if centimes < 0 else ("", centimes)
    return f"{sign}{centimes // 100}{',' if comma else '.'}{centimes % 100:02d}"


def date_of(day, french=False):
    return "" if day is None else day.strftime("%d/%m/%Y") if french else day.isoformat()


def payroll(file):
    french = file.style.get("french", False)
    out = [";".join(PAYROLL)]
    for line in file.lines:
        if "ignored" in line:
            out.append({"separators": ";" * (len(PAYROLL) - 1), "few separators": ";;;;",
                        "total": ";;;;TOTAL" + ";" * 8 + money(line.get("gross", 0)) + ";" + money(line.get("tax", 0)) + ";"}[line["ignored"]])
            continue
        unread = line.get("unread", ())
        cells = {
            "affiliation": file.declarant, "mois": months.text(file.period), "numero_cnss": line["cnss"] or "",
            "cin": line["cin"] or "", "nom": "NOM", "prenom": "PRENOM",
            "date_embauche": BAD["date"] if "hired" in unread else date_of(line["hired"], french),
            "date_sortie": BAD["date"] if "left" in unread else date_of(line["left"], french),
            "type_contrat": BAD["word"] if "contract" in unread else CONTRACTS[line["contract"]],
            "nationalite": BAD["word"] if "nationality" in unread else {"moroccan": "MA", "foreign": "FR"}[line["nationality"]],
            "annee_naissance": str(line["birth"]), "filiere": line["ecosystem"].upper(),
            "site": "" if "site" in unread else line["site"],
            "brut_imposable": BAD["amount"] if "gross" in unread else money(line["gross"], french),
            "ir_preleve": BAD["amount"] if "tax" in unread else money(line["tax"], french)}
        if line.get("nobody"):
            cells["numero_cnss"], cells["cin"] = line.get("bad_number", ""), ""
        row = [cells[c] for c in PAYROLL]
        if line.get("blanks"):
            row = [c + "  " if n % 3 == 2 else c for n, c in enumerate(row)]
        if line.get("short"):
            while row[-1] == "":
                row.pop()
        out.append(";".join(row))
    return "\n".join(out) + "\n"


def bds(file):
    """Main declaration (family B) or a complementary one (family E: entrants only)."""
    family = "E" if file.complement else "B"
    aff, per = file.declarant, months.digits(file.period)
    out = []

    def add(words):
        assert len(words) <= 260, len(words)
        out.append(words.ljust(260))

    add(f"{family}00{0:014d}{family}0")
    add(f"{family}01{aff}{per}{'SOCIETE':40}{'OFFSHORING':40}{'ADRESSE':120}{'CASABLANCA':20}020000" + f"01{per}28{per}28")
    told = [0] * 6
    counted = file.style.get("recap", lambda rows: rows)
    for line in file.lines:
        if line.get("entrant") or family == "E":
            continue
        situation, unread = SITUATIONS[line["situation"]], line.get("unread", ())
        number = line.get("bad_number") or line["cnss"]
        control = int(number) + line["days"] + line["wage"] + line["capped"] + RANKS[situation]
        days = "XX" if "days" in unread else f"{line['days']:02d}"
        wage = "X" * 13 if "wage" in unread else f"{line['wage']:013d}"
        capped = "X" * 9 if "capped" in unread else f"{line['capped']:09d}"
        code = "ZZ" if "situation" in unread else f"{situation:2}"
        add(f"B02{aff}{per}{number}{'NOM':30}{'PRENOM':30}00{0:024d}{days}{wage}{capped}{code}{control:019d}")
    normal = counted([x for x in file.lines if not x.get("entrant")]) if family == "B" else []
    for line in normal:
        control = int(line["cnss"]) + line["days"] + line["wage"] + line["capped"] + RANKS[SITUATIONS[line["situation"]]]
        for n, v in enumerate((1, int(line["cnss"]), line["days"], line["wage"], line["capped"], control)):
            told[n] += v
    if family == "B":
        add(f"B03{aff}{per}{told[0]:06d}{0:06d}{0:036d}{told[1]:015d}{0:012d}{told[2]:06d}{told[3]:015d}{told[4]:013d}{told[5]:019d}")
    else:
        add(f"E02{aff}{per}{' ' * 9}{' ' * 60}00{0:024d}00{0:013d}{0:09d}  {0:019d}")
        add(f"E03{aff}{per}{0:06d}{0:06d}{0:036d}{0:015d}{0:012d}{0:06d}{0:015d}{0:013d}{0:019d}")
    entrants = [x for x in file.lines if x.get("entrant")]
    new = [0] * 6
    for line in entrants:
        control = int(line["cnss"]) + line["days"] + line["wage"] + line["capped"]
        add(f"{family}04{aff}{per}{line['cnss']}{'NOM':30}{'PRENOM':30}{line['cin'] or '':8}"
            f"{line['days']:02d}{line['wage']:013d}{line['capped']:09d}{control:019d}")
        for n, v in enumerate((1, int(line["cnss"]), line["days"], line["wage"], line["capped"], control)):
            new[n] += v
    if not entrants:
        add(f"{family}04{aff}{per}{' ' * 9}{' ' * 60}{' ' * 8}00{0:013d}{0:09d}{0:019d}")
    for kind, v in ((f"{family}05", new), (f"{family}06", [a + b for a, b in zip(told, new)])):
        add(f"{kind}{aff}{per}{v[0]:06d}{v[1]:015d}{v[2]:06d}{v[3]:015d}{v[4]:013d}{v[5]:019d}")
    return "\n".join(out) + "\n"


def preestablished(file):
    """The list that the CNSS sends beforehand (family A). It is no declaration: every line is ignored."""
    aff, per = file.declarant, months.digits(file.period)
    out = [f"A00{0:014d}A0".ljust(260),
           f"A01{aff}{per}{'SOCIETE':40}{'OFFSHORING':40}{'ADRESSE':120}{'CASABLANCA':20}020000" + f"01{per}28{per}28"]
    total = 0
    for line in file.lines:
        total += int(line["cnss"])
        out.append(f"A02{aff}{per}{line['cnss']}{'NOM':30}{'PRENOM':30}00{0:018d}".ljust(260))
    out.append(f"A03{aff}{per}{len(file.lines):06d}{0:06d}{0:036d}{total:015d}".ljust(260))
    return "\n".join(x.ljust(260) for x in out) + "\n"


def annual(file):
    lines = file.lines
    taxed = [x for x in lines if x["exempt"] == "no"]

    def total(column):
        return money(sum(x[column] for x in taxed))

    def cell(line, column, name, write=money):
        return f"<{name}>{BAD['amount'] if column in line.get('unread', ()) else write(line[column])}</{name}>"

    def who(line):
        return (f"<nom>NOM</nom><prenom>PRENOM</prenom><numCNI>{line['cin'] or ''}</numCNI><numCNSS>{line['cnss'] or ''}</numCNSS>")

    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<TraitementEtSalaire>",
           f"<identifiantFiscal>{file.declarant}</identifiantFiscal><raisonSociale>SOCIETE</raisonSociale>"
           f"<exerciceFiscalDu>{file.period}-01-01</exerciceFiscalDu><exerciceFiscalAu>{file.period}-12-31</exerciceFiscalAu>"
           f"<annee>{file.period}</annee>",
           f"<totalMtRevenuBrutImposablePP>{total('gross')}</totalMtRevenuBrutImposablePP>"
           f"<totalMtRevenuNetImposablePP>{total('net')}</totalMtRevenuNetImposablePP>"
           f"<totalMtIrPrelevePP>{total('tax')}</totalMtIrPrelevePP>", "<listPersonnelPermanent>"]
    for line in taxed:
        deductions = line["expenses"] + line["contributions"]
        out.append("<PersonnelPermanent>" + who(line) + cell(line, "days", "periode", str)
                   + cell(line, "dependants", "nbrReductions", str) + cell(line, "gross", "mtRevenuBrutImposable")
                   + f"<mtFraisProfess>{money(line['expenses'])}</mtFraisProfess>"
                   + cell(line, "contributions", "mtCotisationAssur") + "<mtAutresRetenues>0.00</mtAutresRetenues>"
                   + cell(line, "net", "mtRevenuNetImposable") + f"<mtTotalDeduction>{money(deductions)}</mtTotalDeduction>"
                   + cell(line, "tax", "irPreleve") + "</PersonnelPermanent>")
    out.append("</listPersonnelPermanent><listPersonnelExonere>")
    for line in lines:
        if line["exempt"] == "yes":
            out.append("<PersonnelExonere>" + who(line) + cell(line, "days", "periode", str)
                       + cell(line, "gross", "mtRevenuBrutImposable") + cell(line, "contributions", "mtRetenuesOperees")
                       + cell(line, "net", "mtRevenuNetImposable") + "</PersonnelExonere>")
    out.append("</listPersonnelExonere></TraitementEtSalaire>")
    return "\n".join(out) + "\n"


def register(columns, cells):
    def write(file):
        out = [";".join(columns)]
        for line in file.lines:
            if "ignored" in line:
                out.append(";" * (len(columns) - 1))
                continue
            row = cells(line, line.get("unread", ()))
            if line.get("short"):
                while row[-1] == "":
                    row.pop()
            if line.get("blanks"):
                row = [c + " " for c in row]
            out.append(";".join(row))
        return "\n".join(out) + "\n"
    return write


def operator_cells(x, unread):
    return [x["operator"], x["name"], x["ice"], x["tax_id"], BAD["date"] if "created" in unread else date_of(x["created"]), x["group"]]


def affiliation_cells(x, _):
    return [x["operator"], x["affiliation"], date_of(x["from"]), date_of(x["to"])]


def site_cells(x, unread):
    return [x["operator"], "" if "site" in unread else x["site"], BAD["word"] if "platform" in unread else x["platform"] or "",
            x["region"], BAD["date"] if "from" in unread else date_of(x["from"]), date_of(x["to"])]


def turnover_cells(x, unread):
    return [x["operator"], str(x["year"]), BAD["amount"] if "total" in unread else money(x["total"]),
            BAD["amount"] if "exports" in unread else money(x["exports"])]


WRITERS = {
    "payroll": payroll, "bds": bds, "preestablished": preestablished, "annual": annual,
    "operators": register("operateur raison_sociale ice identifiant_fiscal date_creation groupe".split(), operator_cells),
    "affiliations": register("operateur affiliation du au".split(), affiliation_cells),
    "sites": register("operateur site plateforme region du au".split(), site_cells),
    "turnover": register("operateur annee ca_total ca_export".split(), turnover_cells)}
