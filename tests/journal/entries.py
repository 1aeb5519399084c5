"""Entries, the kinds of their bodies, and the rows that each says: docs/journal.md, "Entries", "Kinds" and "Tables"."""
from forms import COUNT, DAY, ENTRY_MAX, HASH, MOMENT, NAME, NUMBER, ONE, REQUEST, TEXT, WORD
from forms import Wrong, any_object, either, list_of, obj, object_of_texts, read_form, said
from proofs import ANY_KEY, KEY, read_checkpoint

ENTRY = obj({"form": ONE, "number": NUMBER, "day": DAY, "request": REQUEST, "actor": any_object, "kind": WORD,
             "stated": object_of_texts(WORD), "body": any_object}, {"moment": MOMENT})


def delivery(needed, perhaps, beside):
    one = obj({"operator": TEXT, "submission": NAME, "sha256": HASH, **needed}, perhaps)
    return obj({"files": COUNT, "submissions": list_of(one)}, beside)


SUBMIT = delivery({}, {"received": DAY}, {"handed_in": HASH, "report": HASH})


KINDS = {
    "open": obj({"workspace": WORD, "zone": NAME, "fictitious": either("yes", "no"), "key": KEY, "program": NAME}),
    "rotate": obj({"key": KEY}),
    "pass": obj({"to": DAY}),
    "witness": obj({"note": TEXT, "key": ANY_KEY}),
    "lost": obj({"from": NUMBER, "to": NUMBER, "checkpoint": TEXT}),
    "fix-public-day": obj({"day": DAY}),
    "record-text": obj({"texts": list_of(obj({"path": NAME, "sha256": HASH, "contract": TEXT,
                                              "kind": either("contract", "statistics", "other")}))}),
    "submit": SUBMIT,
    "add": SUBMIT,
    "replace": SUBMIT,
    "import": delivery({"stated": DAY}, {}, {}),
    "withdraw": obj({"operator": TEXT, "submission": NAME, "piece": NUMBER, "reason": NAME}),
}

# In the order of the export: the columns of each table, and those that no two rows share together.
TABLES = {
    "workspace": (("workspace", "zone", "fictitious", "program"), ("workspace",)),
    "signer": (("key",), ("key",)),
    "text": (("path", "sha256", "contract", "kind"), ()),
    "submission": (("operator", "submission", "sha256", "day", "kind", "stated"), ("operator", "submission")),
    "withdrawal": (("operator", "submission", "piece", "reason", "day"), ("operator", "submission", "piece")),
    "public_day": (("day",), ()),
    "witness": (("entries", "root", "key"), ("entries", "key")),
    "lost": (("first", "last", "root"), ("first",)),
}


def rows_of(entry):
    """Table, place and values of each row that an entry says, whose body has the form of its kind."""
    kind, day, body = entry["kind"], entry["day"], entry["body"]
    if kind == "open":
        found = [("workspace", [body]), ("signer", [body])]
    elif kind == "rotate":
        found = [("signer", [body])]
    elif kind == "fix-public-day":
        found = [("public_day", [body])]
    elif kind == "record-text":
        found = [("text", body["texts"])]
    elif kind == "withdraw":
        found = [("withdrawal", [{**body, "day": day}])]
    elif kind in ("witness", "lost"):
        signed = read_checkpoint(body["note" if kind == "witness" else "checkpoint"])
        row = {**body, "entries": str(signed.size), "root": signed.root.hex(), "first": body.get("from"), "last": body.get("to")}
        found = [(kind, [row])]
    elif kind == "pass":
        found = []
    else:
        stated = "stated" if kind == "import" else "received"
        found = [("submission", ({**one, "day": day, "kind": kind, "stated": one.get(stated, "")} for one in body["submissions"]))]
    for table, rows in found:
        for place, row in enumerate(rows):
            yield table, place, [row[column] for column in TABLES[table][0]]


def read_entry(data):
    """An entry by itself: its object (or an empty one), whether its form is whole, and what is wrong."""
    entry, wrong = read_form(data)
    faults = [wrong] if wrong else []
    if len(data) > ENTRY_MAX:
        faults.append("longer than 7 MiB")
    if entry is None:
        return {}, False, faults
    shape = ENTRY(entry)
    if not shape:
        kind = entry["kind"]
        shape = KINDS[kind](entry["body"]) if kind in KINDS else f"{said(kind)} is no kind"
        shape = shape and f"body: {shape}"
    if not shape and entry["kind"] == "pass" and entry["body"]["to"] != entry["day"]:
        faults.append("body: `to` is not the day of the entry")
    if not shape and entry["kind"] in ("witness", "lost"):
        try:
            signed = read_checkpoint(entry["body"]["note" if entry["kind"] == "witness" else "checkpoint"])
            number, size = int(entry["number"]), signed.size
            right = size < number if entry["kind"] == "witness" else entry["body"]["from"] == entry["number"] and int(entry["body"]["to"]) == size >= number
            shape = None if right else "body: its checkpoint is not of the size that belongs there"
        except Wrong as wrong:
            shape = f"body: {wrong}"
    return entry if isinstance(entry, dict) else {}, not shape, faults + ([shape] if shape else [])
