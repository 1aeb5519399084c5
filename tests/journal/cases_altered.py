"""Cases: the file was altered, and nothing made anew, as whoever changes it later leaves it."""
import base64
import copy
import json
import random

import journal
from made import ENTRIES, EXPORT, KEY, SIGNER, STRANGER, TOLD, Signer, canonical, export, file_of, lost_line, written
from runs import Runs


class Altered(Runs):
    """The file was altered, and nothing made anew."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(20270301)
        self.lines = [json.loads(line) for line in EXPORT.splitlines()]
        self.at = {type_: [n for n, line in enumerate(self.lines) if line["type"] == type_] for type_ in journal.LINES}

    def changed(self, type_, nth=None, **keys):
        """The file with keys of one line changed; which one, the seed says."""
        lines = copy.deepcopy(self.lines)
        place = self.at[type_][nth] if nth is not None else self.random.choice(self.at[type_])
        for key, value in keys.items():
            lines[place][key] = value(lines[place][key]) if callable(value) else value
        return file_of(lines)

    def without(self, type_, nth):
        place = self.at[type_][nth]
        return file_of(self.lines[:place] + self.lines[place + 1:])

    def with_line(self, line, place):
        return file_of(self.lines[:place] + [line] + self.lines[place:-1] + [{"type": "end", "lines": "16"}])

    def in_entry(self, nth, change):
        """The file with the bytes of one entry changed."""
        return self.changed("entry", nth, bytes=lambda text: base64.b64encode(change(base64.b64decode(text))).decode())

    def test_any_byte_that_is_changed_dropped_or_put_in(self):
        for nth in range(300):
            place, byte = self.random.randrange(len(EXPORT)), bytes([self.random.randrange(256)])
            kind = nth % 3
            data = EXPORT[:place] + (b"" if kind == 1 else byte) + EXPORT[place + (kind != 2):]
            if data != EXPORT:
                self.found(f"byte {place}, {('changed', 'dropped', 'put in')[kind]}, {byte}", data, ".")

    def test_any_value_of_a_line_or_of_an_entry_that_is_replaced(self):
        others = [0, 1.5, True, None, "", "0", "x", "\0", "é", "9" * 30, [], [[]], [{}], {}, {"x": ""}, {"x": []}, {"type": "row"}]
        for nth in range(200):
            lines = copy.deepcopy(self.lines)
            place = self.random.randrange(len(lines))
            within = json.loads(base64.b64decode(lines[place]["bytes"])) if "bytes" in lines[place] else lines[place]
            holder = within
            while True:
                key = self.random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
                if not isinstance(holder[key], (dict, list)) or not holder[key] or self.random.random() < 0.3:
                    break
                holder = holder[key]
            before, holder[key] = holder[key], self.random.choice(others)
            if "bytes" in lines[place]:
                lines[place]["bytes"] = base64.b64encode(canonical(within)).decode()
            if repr(holder[key]) != repr(before):
                self.found(f"{nth}: {key} of line {place + 1} is {holder[key]!r}", file_of(lines), ".")

    def test_any_line_that_is_dropped_doubled_or_moved(self):
        raw = EXPORT.splitlines(keepends=True)
        for place, line in enumerate(raw):
            rest = raw[:place] + raw[place + 1:]
            self.found(f"line {place + 1} dropped", b"".join(rest), ".")
            self.found(f"line {place + 1} doubled", b"".join(raw[:place] + [line] + raw[place:]), ".")
            other = self.random.choice([n for n in range(len(raw)) if n != place])
            self.found(f"line {place + 1} moved to {other + 1}", b"".join(rest[:other] + [line] + rest[other:]), ".")

    def test_the_file_cut_off_at_any_line_or_in_one(self):
        raw = EXPORT.splitlines(keepends=True)
        for size in range(len(raw)):
            self.found(f"{size} lines", b"".join(raw[:size]), "no line `end`")
        for _ in range(20):
            size = self.random.randrange(len(EXPORT))
            self.found(f"{size} bytes", EXPORT[:size], ".")

    def test_lines(self):
        last = self.lines[-1]
        more = {"type": "row", "table": "public_day", "entry": "3", "place": "0", "values": {"day": "2027-03-03"}}
        deep = b"[" * 100_000 + b"]" * 100_000
        for name, data, told in [
            ("form of the file", self.changed("journal", form="2"), "line 1: journal: 'form': '2' is not a form that is read"),
            ("origin of the file", self.changed("journal", origin="mithaq/autre"), "line 1: .*origin"),
            ("key of the file", self.changed("journal", key=STRANGER.key), "line 1: journal: names a key that no entry names"),
            ("a space", EXPORT.replace(b'","', b'", "', 1), "line 1: not canonical"),
            ("carriage return", EXPORT.replace(b"\n", b"\r\n", 1), "line 1: not canonical"),
            ("byte order mark", b"\xef\xbb\xbf" + EXPORT, "line 1: not JSON"),
            ("an empty line", EXPORT.replace(b"\n", b"\n\n", 1), "line 2: not JSON"),
            ("no last line feed", EXPORT[:-1], "line 16: does not end in a line feed"),
            ("length", self.changed("end", lines="14"), "line 16: end: says 14 lines before it, there are 15"),
            ("length with zero", self.changed("end", lines="015"), "line 16: end: 'lines': '015' is not a count"),
            ("a line after the end", EXPORT + canonical(more) + b"\n", "line 17: stands after the end"),
            ("unknown type", self.changed("row", type="column"), "is no type of a line"),
            ("no type", file_of([b"{}"] + self.lines[1:]), "line 1: .*first line"),
            ("a number", EXPORT.replace(b'"lines":"15"', b'"lines":15'), "line 16: not canonical: neither"),
            ("a key twice", EXPORT.replace(b'{"lines"', b'{"lines":"15","lines"'), "line 16: not canonical"),
            ("a key more", file_of(self.lines[:-1] + [{**last, "more": ""}]), "'more': does not belong there"),
            ("a key less", file_of(self.lines[:-1] + [{"type": "end"}]), "`lines` is missing"),
            ("no object", file_of([b'"journal"'] + self.lines[1:]), "line 1: "),
            ("deep", file_of(self.lines[:-1] + [deep, last]), "line 16: not JSON"),
            ("lone surrogate", EXPORT.replace("ç".encode(), b"\\ud800"), "not JSON in UTF-8"),
            ("U\\+0000", EXPORT.replace("ç".encode(), b"\\u0000"), "not canonical: U\\+0000"),
            ("no UTF-8", EXPORT.replace("ç".encode(), b"\xe7"), "not JSON in UTF-8"),
            ("escape", EXPORT.replace(b" / ", b" \\/ "), "not canonical: the same value"),
            ("digits without end", file_of(self.lines[:-1] + [b"9" * 10_000, last]), "line 16: not JSON"),
            ("too long", file_of(self.lines[:-1] + [b'"' + b"x" * 16_777_216 + b'"', last]), "line 16: longer than 16 MiB"),
        ]:
            self.found(name, data, told)

    def test_entries_nodes_checkpoints_and_rows(self):
        stranger = [STRANGER.note(size, bytes.fromhex(TOLD[size - 1][2])) for size in (1, 2, 3)]
        flip = lambda text: text[:-1] + ("0" if text[-1] != "0" else "1")  # noqa: E731
        notes = [self.lines[n]["note"] for n in self.at["checkpoint"]]
        values = self.lines[self.at["row"][2]]["values"]
        row, node = self.lines[self.at["row"][2]], self.lines[self.at["node"][0]]
        for name, data, told in [
            ("byte of an entry", self.in_entry(1, lambda data: data.replace(b"op-1", b"op-3")), "node 0/1: is not the hash"),
            ("and its root", self.in_entry(1, lambda data: data.replace(b"op-1", b"op-3")), "checkpoint 2: its root"),
            ("and its row", self.in_entry(1, lambda data: data.replace(b"op-1", b"op-3")), "`operator` is 'op-1', the entry says 'op-3'"),
            ("day of an entry", self.in_entry(2, lambda data: data.replace(b"-03-03", b"-02-03")), "entry 3: its day 2027-02-03 is before"),
            ("request of an entry", self.in_entry(2, lambda data: data.replace(b"request-2", b"request-1")), "'request-1' stands twice"),
            ("number in an entry", self.in_entry(2, lambda data: data.replace(b'"number":"3"', b'"number":"4"')), "say the number 4"),
            ("number of an entry", self.changed("entry", 2, number="4"), "stands there where entry 3 is due"),
            ("no base64", self.changed("entry", bytes="e30"), "'bytes': 'e30' is not base64"),
            ("base64 with other last bits", self.changed("entry", 1, bytes=lambda text: text[:-3] + "R=="), "is not base64"),
            ("node", self.changed("node", hash=flip), "is not the hash over its leaves"),
            ("node in capitals", self.changed("node", hash=str.upper), "is not a hash"),
            ("node of 3 bytes", self.changed("node", 0, hash="not a hash: AAAA"), "node 0/0: is not the hash"),
            ("node missing", self.without("node", 1), "where node 0/1 is due"),
            ("last node missing", self.without("node", 3), "node 1/0: is missing"),
            ("node besides", self.with_line({**node, "level": "1", "place": "1"}, 8), "node 1/1: there is no such node"),
            ("node twice", self.with_line(node, 8), "node 0/0: stands there twice, or after a greater one"),
            ("checkpoint twice", self.with_line(self.lines[9], 10), "checkpoint 2: stands there twice, or after a greater one"),
            ("node far away", self.with_line({**node, "level": str(2**63 - 1)}, 8), "there is no such node"),
            ("size of a checkpoint", self.changed("checkpoint", 1, note=notes[1].replace("\n2\n", "\n3\n")), "its text says 3 entries"),
            ("and its signature", self.changed("checkpoint", 1, note=notes[1].replace("\n2\n", "\n3\n")), "does not verify"),
            ("size with zero", self.changed("checkpoint", 1, note=notes[1].replace("\n2\n", "\n02\n")), "its size is no count"),
            ("origin", self.changed("checkpoint", note=lambda n: n.replace("essai\n", "essay\n", 1)), "its origin 'mithaq/essay'"),
            ("root", self.changed("checkpoint", 2, note=lambda n: n.replace("nEJL", "nEJM")), "checkpoint 3: its root"),
            ("root, last bits", self.changed("checkpoint", 2, note=lambda n: n.replace("kjE=", "kjF=")), "is not base64"),
            ("signature", self.changed("checkpoint", 2, note=lambda n: n.replace("A8v8bT7v0", "A8v8bT7v1")), "does not verify"),
            ("id of signature", self.changed("checkpoint", 2, note=lambda n: n.replace("A8v8bT7", "A8v8cT7")), "no signature of the key"),
            ("signature, last bits", self.changed("checkpoint", 2, note=lambda n: n.replace("dwY=", "dwZ=")), "is not base64"),
            ("hyphen for dash", self.changed("checkpoint", note=lambda n: n.replace("—", "-")), "is no line of a signature"),
            ("no signature", self.changed("checkpoint", note=lambda n: n.split("—")[0]), "no note|no line"),
            ("no empty line", self.changed("checkpoint", note=lambda n: n.replace("\n\n", "\n")), "no note"),
            ("two empty lines", self.changed("checkpoint", note=lambda n: n.replace("\n\n", "\n\n\n")), "no line empty"),
            ("carriage return", self.changed("checkpoint", note=lambda n: n.replace("\n", "\r\n", 1)), "control character"),
            ("cut note", self.changed("checkpoint", note=lambda n: n[:-1]), "no note"),
            ("signature twice", self.changed("checkpoint", 2, note=notes[2] + notes[2].split("\n\n")[1]), "something stands in it beside"),
            ("signature of another", self.changed("checkpoint", 2, note=stranger[2]), "no signature of the key"),
            ("another signs too", self.changed("checkpoint", 2, note=notes[2] + stranger[2].split("\n\n")[1]), "something stands in it"),
            ("checkpoint of another size", self.changed("checkpoint", 2, note=notes[1]), "checkpoint 3: its text says 2"),
            ("checkpoint missing", self.without("checkpoint", 0), "checkpoint 1 is due"),
            ("last missing", self.without("checkpoint", 2), "^checkpoint 3: is missing"),
            ("checkpoint besides", self.with_line({"type": "checkpoint", "entries": "4", "note": notes[2]}, 11), "4: there are not so many"),
            ("forged last checkpoint", self.changed("checkpoint", 2, note=SIGNER.note(3, b"\7" * 32)), "checkpoint 3: its root is not"),
            ("further line", self.changed("checkpoint", 2, note=SIGNER.note(3, bytes.fromhex(TOLD[2][2]), further="x\n")), "'x' stands in its text"),
            ("line of lost entries", self.changed("checkpoint", 2, note=SIGNER.note(3, bytes.fromhex(TOLD[2][2]), further=lost_line(2, 3))), "something stands"),
            ("row missing", self.without("row", 2), "^row submission 2/0: is missing"),
            ("row besides", self.with_line({**row, "entry": "3"}, 14), "row submission 3/0: no entry says this row"),
            ("row of no entry", self.with_line({**row, "entry": "9"}, 14), "row submission 9/0: no entry says this row"),
            ("row at another place", self.changed("row", 2, place="1"), "row submission 2/1: no entry says this row"),
            ("row twice", self.with_line(row, 14), "row submission 2/0: stands there twice"),
            ("shared", self.with_line({**row, "entry": "3"}, 14), "another row has the same operator and submission"),
            ("row of another table", self.changed("row", 2, table="withdrawal"), "has not the columns|no entry says"),
            ("unknown table", self.changed("row", table="tables"), "'tables' is not workspace or"),
            ("column more", self.changed("row", 2, values={**values, "more": ""}), "has not the columns"),
            ("column less", self.changed("row", 1, values={}), "row signer 1/0: has not the columns key"),
            ("value no text", self.changed("row", 1, values={"key": []}), "\\[\\] is not a text"),
            *((f"value of {column}", self.changed("row", 2, values={**values, column: "x"}), f"2/0: `{column}` is 'x'") for column in values),
        ]:
            self.found(name, data, told)

    def test_rows_of_an_entry_that_cannot_be_read_are_counted_as_not_checked(self):
        data = self.in_entry(1, lambda data: data.replace(b'"submit"', b'"remark"'))
        code, faults, last = self.run_it(data)
        self.assertEqual((code, [fault for fault in faults if "row" in fault]), (1, []))
        self.assertIn("Not checked: 1 rows of entries that cannot be read; ", last)

    def test_another_key(self):
        self.found("another key", EXPORT, "^the key given: signs none of the checkpoints", only=True, key=STRANGER.key)
        self.found("another name", EXPORT, "entry 1: its key is named .* and 'mithaq/autre' as the key given", key=Signer(name="mithaq/autre").key)
        anew = [{**ENTRIES[0], "body": {**ENTRIES[0]["body"], "key": STRANGER.key}}] + ENTRIES[1:]
        forged = file_of(export(written(anew), STRANGER))
        self.sound(forged, key=STRANGER.key)
        self.found("all of it under another key", forged, "^the key given: signs none of the checkpoints|^line 1: journal", only=True)
        hidden = file_of(export(written(ENTRIES), STRANGER, key=KEY))
        self.found("signed by another key than is named", hidden, "it bears no signature of the key", only=True)
