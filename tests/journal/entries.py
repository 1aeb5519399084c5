"""Entries, each by itself: docs/journal.md, "Entries". What their bodies are stands in kinds.py."""
import hashlib
from collections import Counter

from forms import DAY, ENTRY_MAX, MOMENT, NUMBER, ONE, REQUEST, WORD, any_object, obj, object_of_texts, read_form, said, write_form
from kinds import KINDS
from proofs import read_checkpoint

ENTRY = obj({"form": ONE, "number": NUMBER, "day": DAY, "request": REQUEST, "actor": any_object, "kind": WORD,
             "stated": object_of_texts(WORD), "body": any_object}, {"moment": MOMENT})


def rows_of(entry):
    """Table, place and values of each row that an entry says, whose body has the form of its kind."""
    places = Counter()
    for table, *values in KINDS[entry["kind"]].rows(entry["body"], entry):
        yield table, places[table], values
        places[table] += 1


def wrong_beside(entry):
    """What is wrong with a body that has the keys and values of its kind, by itself and beside the other keys of its entry."""
    body, number = entry["body"], int(entry["number"])
    if entry["kind"] == "pass" and body["to"] != entry["day"]:
        return "`to` is not the day of the entry"
    if entry["kind"] == "propose" and body["agreement"] != hashlib.sha256(write_form(body["parts"])).hexdigest():
        return "`agreement` is not the hash of `parts`"
    if ("originals" in body) != ("sealed_to" in body) and entry["kind"] in ("submit", "add", "replace"):
        return "of `originals` and `sealed_to` one is missing"
    if entry["kind"] == "witness" and not 1 <= read_checkpoint(body["note"]).size < number:
        return "what a witness has cosigned is not of fewer entries, and at least one"
    if entry["kind"] == "lost":
        if body["from"] != entry["number"] or int(body["to"]) < number:
            return "`from` is not the number of the entry, or above `to`"
        if read_checkpoint(body["checkpoint"]).size != int(body["to"]):
            return "its checkpoint is not of `to` entries"
    if entry["kind"] == "clock-was-wrong" and not int(body["from"]) <= int(body["to"]) == number - 1:
        return "`to` is not the number of the entry before, or below `from`"
    return None


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
        shape = KINDS[kind].form(entry["body"]) or wrong_beside(entry) if kind in KINDS else f"{said(kind)} is no kind"
        shape = shape and f"body: {shape}"
    return entry if isinstance(entry, dict) else {}, not shape, faults + ([shape] if shape else [])
