"""Cases: the entries were altered, and all that follows from them made and signed anew."""
import copy
import json

import acts
from made import ENTRIES, FICTITIOUS, KEY, MORE, REAL, SIGNER, TEXT, act_of, canonical, delivered, entry_of, export, file_of, written
from runs import Runs


class MadeAnew(Runs):
    """The entries were altered, and everything that follows made and signed anew: only the rule can tell."""

    def anew(self, name, told, entries, number, changed):
        entries = copy.deepcopy(entries)
        entry = entries[number - 1]
        for key, value in changed.items():
            if value is None:
                del entry[key]
            else:
                entry[key] = value
        self.found(name, file_of(export(written(entries))), f"entry {number}: .*{told}", only=True)

    def test_entries(self):
        body = {kind: body for kind, body in MORE}
        opened = ENTRIES[0]["body"]
        one = body["import"]["submissions"][0]
        handed = {"files": "1", "submissions": [delivered("o", "s")]}
        imports = lambda **more: {"files": "1", "submissions": [{**one, **more}]}  # noqa: E731
        withdraws = lambda **more: {**body["withdraw"], **more}  # noqa: E731
        for name, told, number, changed in [
            ("form", "'form': '2' is not a form", 4, {"form": "2"}),
            ("number", "its bytes say the number 5", 10, {"number": "5"}),
            ("number 0", "'number': '0' is not a count from 1", 1, {"number": "0"}),
            ("day before", "its day 2027-03-02 is before 2027-03-03", 10, {"day": "2027-03-02"}),
            ("no such day", "'day': '2027-02-29' is not a day", 1, {"day": "2027-02-29"}),
            ("day otherwise", "'day': '20270301' is not a day", 1, {"day": "20270301"}),
            ("year 0", "'0000-01-01' is not a day", 1, {"day": "0000-01-01"}),
            ("hour 24", "is not a moment", 2, {"moment": "2027-03-01T24:00:00Z"}),
            ("second 60", "is not a moment", 2, {"moment": "2027-03-01T23:59:60Z"}),
            ("no zone", "is not a moment", 2, {"moment": "2027-03-01T23:59:59"}),
            ("no moment", "no moment in a real workspace", 2, {"moment": None}),
            ("request twice", "'request-0' stands twice", 5, {"request": "request-0"}),
            ("short request", "is not a request", 5, {"request": "request"}),
            ("long request", "is not a request", 5, {"request": "r" * 101}),
            ("request with space", "is not a request", 5, {"request": "request 5"}),
            ("actor", "'actor': 'a-1' is not an object", 5, {"actor": "a-1"}),
            ("stated", "'Noticed' is not a word", 3, {"stated": {"Noticed": ""}}),
            ("stated list", "\\[\\] is not a text", 3, {"stated": {"noticed": []}}),
            ("unknown kind", "'remark' is no kind", 9, {"kind": "remark"}),
            ("kind no word", "'fix--day' is not a word", 9, {"kind": "fix--day"}),
            ("second open", "the first entry, and no other|row (workspace|signer) 10/0: another row", 10, {"kind": "open", "body": opened}),
            ("pass in a real workspace", "a day is passed in a real workspace", 10, {"kind": "pass", "body": {"to": "2027-03-03"}}),
            ("a key more", "'more': does not belong there", 5, {"more": ""}),
            ("a key less", "`stated` is missing", 5, {"stated": None}),
            ("no key in open", "is not a verifying key", 1, {"body": {**opened, "key": KEY[:-2]}}),
            ("another workspace", "its key is named 'mithaq/essai', not 'mithaq/autre' as the workspace", 1, {"body": {**opened, "workspace": "autre"}}),
            ("workspace no word", "is not a word", 1, {"body": {**opened, "workspace": "Essai"}}),
            ("long word", "is not a word", 1, {"body": {**opened, "workspace": "e" * 61}}),
            ("fictitious", "'perhaps' is not yes or no", 1, {"body": {**opened, "fictitious": "perhaps"}}),
            *((f"sealed to {what}", "'sealed_to': .* is not 64 hexadecimal digits", 1, {"body": {**opened, "sealed_to": value}})
              for what, value in (("upper case", "A" * 64), ("one in upper case", "a" * 63 + "B"), ("63 digits", "a" * 63), ("65 digits", "a" * 65),
                                  ("nothing", ""), ("no digit", "a" * 63 + "g"), ("a line feed", "a" * 64 + "\n"),
                                  ("other digits", "\u0661" * 64), ("a list", ["a" * 64]))),
            ("sealed to, in another spelling", "'sealed-to': does not belong", 1, {"body": {**opened, "sealed-to": "a" * 64}}),
            ("sealed to, beside the body", "'sealed_to': does not belong", 1, {"sealed_to": "a" * 64}),
            ("sealed to, in a rotation", "'sealed_to': does not belong", 10, {"kind": "rotate", "body": {"key": KEY, "sealed_to": "a" * 64}}),
            ("zone", "'' is not a name", 1, {"body": {**opened, "zone": ""}}),
            ("import without stated", "`stated` is missing", 7, {"body": {"files": "1", "submissions": [delivered("o", "s")]}}),
            ("import received", "'received': does not belong", 7, {"body": imports(received="2027-03-01")}),
            ("submit stated", "'stated': does not belong", 4, {"body": imports()}),
            ("handed_in no hash", "is not a hash", 4, {"body": {**handed, "handed_in": "0" * 63}}),
            ("handed_in in the list", "'handed_in': does not belong", 4, {"body": {"files": "1", "submissions": [delivered("o", "s", handed_in="0" * 64)]}}),
            ("import handed_in", "'handed_in': does not belong", 7, {"body": {**imports(), "handed_in": "0" * 64}}),
            ("submission without name", "'submission': '' is not a name", 7, {"body": imports(submission="")}),
            ("files", "'-1' is not a count", 7, {"body": {**imports(), "files": "-1"}}),
            ("files too many", "is not a count", 7, {"body": {**imports(), "files": str(2**63)}}),
            ("no list", "is not a list", 7, {"body": {"files": "1", "submissions": one}}),
            ("kind of text", "is not contract or statistics", 8, {"body": {"texts": [TEXT, {**TEXT, "kind": "law"}]}}),
            ("public day", "'2027-13-01' is not a day", 9, {"body": {"day": "2027-13-01"}}),
            ("piece", "'01' is not a count", 10, {"body": withdraws(piece="01")}),
            ("piece from 1", "is not a count from 1", 10, {"body": withdraws(piece="0")}),
            ("piece in other digits", "is not a count", 10, {"body": withdraws(piece="\u0661")}),
            ("reason", "'reason': '' is not a name", 10, {"body": withdraws(reason="")}),
        ]:
            self.anew(name, told, REAL, number, changed)
        self.anew("a moment in a fictitious workspace", "a moment in a fictitious", FICTITIOUS, 5, {"moment": "2027-03-03T10:00:00Z"})
        self.anew("a day moves by itself", "moves by `pass`", FICTITIOUS, 10, {"day": "2027-03-02"})
        self.anew("to another day", "`to` is not the day", FICTITIOUS, 11, {"body": {"to": "2027-03-05"}})

    def test_bodies_of_acts(self):
        first = {kind: body for kind, body, _ in reversed(acts.ACTS)}
        for kind, key, value, told in acts.REFUSED:
            body = {name: part for name, part in {**first[kind], key: value}.items() if part is not None}
            entries = ENTRIES + [act_of(4, kind, body)]
            self.found(f"{kind}: {key} {value}", file_of(export(written(entries))), f"entry 4: body: .*{told}", only=True)
        for kind, shared in acts.ONCE:
            entries = ENTRIES + [entry_of(number, kind, first[kind]) for number in (4, 5)]
            self.found(f"{kind} twice", file_of(export(written(entries))), f"5/[01]: another row has the same {shared}$", only=True)
        for name, acted, shared in acts.BESIDE:
            entries = ENTRIES + [act_of(number, kind, body) for number, (kind, body) in enumerate(acted, 4)]
            last = f"{len(entries)}/[01]: another row has the same {shared}$"
            self.found(name, file_of(export(written(entries))), last, only=True)

    def test_bytes_of_entries(self):
        good = canonical(REAL[-1])
        at = lambda depth: canonical({**REAL[-1], "actor": {"x": json.loads("[" * depth + "]" * depth)}})  # noqa: E731
        self.sound(file_of(export(written(REAL[:-1]) + [at(31)])))
        for name, told, last in [
            ("space", "not canonical", good.replace(b":", b": ", 1)),
            ("order", "not canonical", json.dumps(REAL[-1], separators=(",", ":"), ensure_ascii=False).encode()),
            ("U+007F escaped", "not canonical", good.replace(b"\x7f", b"\\u007f")),
            ("capital escape", "not canonical", canonical({**REAL[-1], "actor": {"x": "\x1b"}}).replace(b"u001b", b"u001B")),
            ("line feed at the end", "not canonical", good + b"\n"),
            ("a number", "not canonical: neither", good.replace(b'"number":"10"', b'"number":10')),
            ("a truth", "not canonical: neither", good.replace(b'"stated":{}', b'"stated":true')),
            ("nothing", "not canonical: neither", good.replace(b'"stated":{}', b'"stated":null')),
            ("not a number", "not canonical: neither", good.replace(b'"stated":{}', b'"stated":NaN')),
            ("deep", "more than 32", at(32)),
            ("a key with a space", "is no key", canonical({**REAL[-1], "actor": {"a b": ""}})),
            ("an empty key", "is no key", canonical({**REAL[-1], "actor": {"": ""}})),
            ("a long key", "is no key", canonical({**REAL[-1], "actor": {"k" * 201: ""}})),
            ("empty", "not JSON", b""),
            ("a list", "is not an object", b"[]"),
            ("no UTF-8", "not JSON", good + b"\xff"),
        ]:
            self.found(name, file_of(export(written(REAL[:-1]) + [last])), f"entry 10: .*{told}|^row withdrawal 10/0", only=True)

    def test_journals(self):
        twice = REAL + [entry_of(11, "add", {"files": "1", "submissions": [delivered("op-1", "000001")]})]
        self.found("submission twice", file_of(export(written(twice))), "another row has the same operator and submission", only=True)
        again = REAL + [entry_of(11, "withdraw", MORE[-1][1])]
        self.found("withdrawn twice", file_of(export(written(again))), "the same operator and submission and piece", only=True)
        public = REAL + [entry_of(11, "fix-public-day", {"day": "2027-03-01"})]
        self.found("public day twice", file_of(export(written(public))), "was named before", only=True)
        still = FICTITIOUS[:10] + [{**FICTITIOUS[10], "day": "2027-03-01", "body": {"to": "2027-03-01"}}]
        self.found("a pass that moves nothing", file_of(export(written(still))), "moves by `pass`", only=True)
        self.found("no entries", file_of(export([])), "has no entry", only=True)
        self.found("without open", file_of(export(written(REAL[1:]))), "entry 1: the first entry, and no other")
        self.found("a hole", file_of(export(written(REAL[:2] + REAL[3:]))), "entry 3: its bytes say the number 4")
        self.found("another origin", file_of(export(written(REAL), note=lambda size, here: SIGNER.note(size, here, origin="mithaq/x"))),
                   "its origin 'mithaq/x' is not the name of the key", only=True)
        node = lambda n, lines: file_of(lines[:n] + [{**lines[n], "hash": "5" * 64}] + lines[n + 1:])  # noqa: E731
        lines = export(written(REAL))
        for n, line in enumerate(lines):
            if line["type"] == "node":
                self.found("node", node(n, lines), f"node {line['level']}/{line['place']}: is not the hash over its leaves", only=True)
