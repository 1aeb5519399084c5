#!/usr/bin/env python3
"""The second verifier, tried on the example of docs/journal.md, which is read from the page when the test runs, and on alterations.

    python3 -m unittest -q tests/journal/test_verify.py

Journals are made in a second way (made.py), and the three entries of the page must give every byte of its export. An alteration is
either of the file alone, as whoever changes it later leaves it, or of the entries, with all that follows from them made and signed
anew: then nothing but the rule that was broken can tell.
"""
import base64
import contextlib
import copy
import io
import json
import random
import re
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent))

import acts  # noqa: E402
import forms  # noqa: E402
import journal  # noqa: E402
import kinds  # noqa: E402
import proofs  # noqa: E402
import verify  # noqa: E402
from entries import rows_of  # noqa: E402
from made import ACTED, ENTRIES, EXPORT, FICTITIOUS, KEY, MORE, NOTE, PAGE, REAL, RECEIPT, TEXT, TOLD  # noqa: E402
from made import SIGNER, STRANGER, Signer, Witness, block, canonical, consistency, delivered, entry_of, export, file_of  # noqa: E402
from made import leaves_of, lost_line, receipt_of, root, sha, written  # noqa: E402


class Runs(unittest.TestCase):
    """The program, run in this process."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def put(self, name, data):
        place = self.folder / name
        place.write_bytes(data)
        return str(place)

    def run_it(self, data, *arguments, key=KEY, receipts=(), notes=()):
        arguments = [self.put("journal", data), "--key", key, *arguments]
        for option, files in (("--receipt", receipts), ("--checkpoint", notes)):
            for nth, held in enumerate(files):
                arguments += [option, self.put(f"{option[2:]}-{nth}", held)]
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = verify.main(arguments)
        lines = out.getvalue().splitlines()
        return code, lines[:-1], lines[-1]

    def sound(self, data, **given):
        code, faults, last = self.run_it(data, **given)
        self.assertEqual((code, faults), (0, []))
        self.assertRegex(last, "^sound. Checked: ")
        return last

    def found(self, name, data, told, only=False, **given):
        """A fault is found that says this; with `only`, every fault says it."""
        with self.subTest(name):
            code, faults, last = self.run_it(data, **given)
            self.assertEqual(code, 1, f"{name}: not found")
            self.assertRegex(last, "^[1-9][0-9]* faults")
            matching = [fault for fault in faults if re.search(told, fault)]
            self.assertTrue(matching, f"{name}: {faults}")
            if only:
                self.assertEqual(matching, faults, name)


class Page(Runs):
    """What the page shows."""

    def test_the_journal_receipt_and_checkpoint_of_the_page_are_sound(self):
        last = self.sound(EXPORT, receipts=[RECEIPT, RECEIPT.rstrip(b"\n")], notes=[NOTE])
        for count in ("16 lines", "3 entries", "4 nodes", "3 checkpoints", "4 rows", "2 receipts", "1 checkpoints of others"):
            self.assertIn(count, last)

    def test_leaves_roots_and_proofs_of_the_page_follow_from_its_entries(self):
        self.assertEqual(len(TOLD), 3)
        tree = proofs.Tree()
        for size, (entry, leaf, root_) in enumerate(TOLD, 1):
            tree.add(proofs.leaf_of(entry.encode()))
            self.assertEqual((tree.node(0, size - 1).hex(), tree.root(size).hex()), (leaf, root_))
        proof = [node.hex() for node in consistency(1, leaves_of(written(ENTRIES)))]
        self.assertEqual(proof, block("The proof that the journal of three entries begins").split())

    def test_kinds_and_tables_are_those_of_the_page(self):
        part = PAGE[PAGE.index("\n## Kinds\n"):PAGE.index("\n## The exported journal\n")]
        self.assertEqual(set(kinds.KINDS) - set(re.findall("^### `([a-z-]+)`$", part, re.MULTILINE)), set())
        rows = re.findall(r"^\| `([a-z_]+)` \| ([^|]*) \| ([^|]*) ?\|$", part, re.MULTILINE)
        told = {table: tuple(tuple(re.findall("`([a-z0-9_]+)`", cell)) for cell in cells) for table, *cells in rows}
        self.assertEqual([(table, columns) for table, columns in told.items() if table in kinds.TABLES], list(kinds.TABLES.items()))

    def test_made_in_a_second_way_the_entries_give_every_byte_of_the_page(self):
        self.assertEqual(SIGNER.key, KEY)
        self.assertEqual(file_of(export(written(ENTRIES))), EXPORT)
        self.assertEqual(receipt_of(written(ENTRIES), 1) + b"\n", RECEIPT)


class Sound(Runs):
    """What must not be refused."""

    def test_every_kind_in_a_real_and_in_a_fictitious_workspace(self):
        for entries in (REAL, FICTITIOUS):
            data = written(entries)
            for size in range(1, len(data) + 1):
                receipts = [receipt_of(data, index, size) for index in range(size)]
                self.sound(file_of(export(data)), receipts=receipts)

    def test_every_kind_of_act_says_the_rows_of_the_page(self):
        for (kind, _, told), entry in zip(acts.ACTS, ACTED[3:], strict=True):
            with self.subTest(kind):
                found = sorted(rows_of(entry))
                self.assertEqual(found, sorted((table, place, row) for table, *rows in told for place, row in enumerate(rows)))
                for table, _, row in found:
                    self.assertEqual(len(row), len(kinds.TABLES[table][0]))
        self.sound(file_of(export(written(ACTED))))

    def test_what_others_hold_may_bear_more_than_a_kept_checkpoint(self):
        data = written(ENTRIES)
        whole = root(leaves_of(data))
        witness = Signer(b"\x09" * 32, "témoin/1").line("whatever")
        other_id = f"— mithaq/essai {base64.b64encode(bytes(68)).decode()}\n"
        notes = [SIGNER.note(3, whole, others=witness + other_id), SIGNER.note(0, sha())]
        self.sound(EXPORT, notes=[note.encode() for note in notes])

    def test_json_says_the_same(self):
        code, _, last = self.run_it(EXPORT, "--json")
        told = json.loads(last)
        self.assertEqual((code, told["sound"], told["faults"], told["checked"]["entries"]), (0, True, [], 3))
        code, _, last = self.run_it(EXPORT[:-2], "--json")
        told = json.loads(last)
        self.assertEqual((code, told["sound"]), (1, False))
        self.assertEqual(set(told["faults"][0]), {"place", "fault"})

    def test_what_cannot_be_read_ends_with_2(self):
        others = [f"w+{sha(b'w', bytes([10]), key).hex()[:8]}+{base64.b64encode(key).decode()}" for key in (b"\4" * 33, b"\1" * 32)]
        for key in ("", "mithaq/essai", KEY[:-1], KEY.replace("03cb", "03cc"), KEY.replace("essai", "autre"), "\udc80", *others):
            self.assertEqual(self.run_it(EXPORT, key=key)[0], 2)
        with contextlib.redirect_stderr(io.StringIO()) as told:
            self.assertEqual(verify.main([str(self.folder / "none"), "--key", KEY]), 2)
            self.assertEqual(verify.main([self.put("j", EXPORT), "--key", KEY, "--receipt", str(self.folder / "none")]), 2)
        self.assertIn("cannot read", told.getvalue())
        with mock.patch.object(proofs, "Ed25519PublicKey", None):
            code, _, last = self.run_it(EXPORT)
            self.assertEqual(code, 2)
            self.assertIn("python3-cryptography", last)


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
            entries = ENTRIES + [entry_of(4, kind, body)]
            self.found(f"{kind}: {key} {value}", file_of(export(written(entries))), f"entry 4: body: .*{told}", only=True)
        for kind, shared in acts.ONCE:
            entries = ENTRIES + [entry_of(number, kind, first[kind]) for number in (4, 5)]
            self.found(f"{kind} twice", file_of(export(written(entries))), f"5/[01]: another row has the same {shared}$", only=True)

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


class Rotated(Runs):
    """Three keys, one after the other: entry 4 names the second, entry 6 the third, entry 8 is the last."""

    SIGNERS = [SIGNER, STRANGER, Signer(b"\x0a" * 32)]
    TURNS = [1, 5, 7]  # the size of the first checkpoint that each signs

    def journal(self, turns=None, keys=None, size=8, key=KEY):
        """Entries and file; `turns` says who signs, `keys` whom the entries name."""
        keys = keys or [signer.key for signer in self.SIGNERS[1:]]
        entries = ENTRIES + [entry_of(4, "rotate", {"key": keys[0]}), entry_of(5, *MORE[0]), entry_of(6, "rotate", {"key": keys[1]}),
                             entry_of(7, *MORE[1]), entry_of(8, *MORE[2])]
        data = written(entries[:size])
        return data, file_of(export(data, note=lambda size, here: self.signer(size, turns).note(size, here), key=key))

    def signer(self, size, turns=None):
        return self.SIGNERS[sum(turn <= size for turn in turns or self.TURNS) - 1]

    def test_each_key_that_signs_may_be_given(self):
        data, file = self.journal()
        leaves = leaves_of(data)
        notes = [self.signer(size).note(size, root(leaves[:size])).encode() for size in range(1, 9)]
        both = SIGNER.note(6, root(leaves[:6]), others=STRANGER.line(f"mithaq/essai\n6\n{base64.b64encode(root(leaves[:6])).decode()}\n"))
        for signer in self.SIGNERS:
            self.sound(file, key=signer.key, notes=[*notes, both.encode()], receipts=[receipt_of(data, 2, 3)])
            self.sound(self.journal(key=signer.key)[1])
            bad = both + self.SIGNERS[1].line("something else")
            self.found("one of three is bad", file, "does not verify", only=True, key=signer.key, notes=[bad.encode()])

    def test_who_signs_and_who_is_named(self):
        other = Signer(b"\x0b" * 32)
        elsewhere = Signer(b"\x0a" * 32, "mithaq/autre")
        second, third = (signer.key for signer in self.SIGNERS[1:])
        comes_back = "entry 6: names a key that was named before|row signer 6/0: another row has the same key"
        unsigned = "checkpoint [78]: it bears no signature"
        none = "^the key given: signs none of the checkpoints"
        for name, told, key, given in [
            ("a stranger's key", none, other.key, {}),
            ("named by the last entry", none, third, {"size": 6}),
            ("the key that comes signs the rotation", "checkpoint 4: it bears no signature", KEY, {"turns": [1, 4, 7]}),
            ("the key that goes signs one more", "checkpoint 5: it bears no signature", KEY, {"turns": [1, 6, 7]}),
            ("a key comes back", f"{comes_back}|{unsigned}", KEY, {"keys": [second, KEY]}),
            ("a key follows itself", f"{comes_back}|{unsigned}", KEY, {"keys": [second, second]}),
            ("another name", "entry 6: its key is named 'mithaq/autre'|its origin|" + unsigned, KEY, {"keys": [second, elsewhere.key]}),
            ("no key", "entry 6: body: 'key': '' is not a verifying key|" + unsigned, KEY, {"keys": [second, ""]}),
            ("the first line names a stranger", "^line 1: journal: names a key that no entry names", KEY, {"key": other.key}),
        ]:
            self.found(name, self.journal(**given)[1], told, only=True, key=key)
        self.found("told at the entry", self.journal(keys=[second, KEY])[1], "entry 6: names a key that was named before")
        file = self.journal()[1]
        lines = [json.loads(line) for line in file.splitlines()]
        self.found("row of a rotation", file_of([line for line in lines if line.get("values") != {"key": third}]), "^row signer 6/0: is missing")
        later = self.SIGNERS[2].note(9, b"\1" * 32)
        self.found("an older copy", file, "older copy", only=True, key=third, notes=[later.encode()])
        self.found("a stranger's checkpoint", file, "^checkpoint .*no signature", only=True, notes=[other.note(0, sha()).encode()])


class Copied(Runs):
    """Six entries were recorded, an older copy of three brought back, and a fourth says what was lost."""

    RECORDED = written(REAL[:6])
    LOST = root(leaves_of(RECORDED))
    HELD = SIGNER.note(6, LOST)

    def journal(self, number=4, **changed):
        """Entries and file, whose checkpoints say it from this number on."""
        body = {"from": "4", "to": "6", "checkpoint": self.HELD, **changed}
        entries = written(REAL[:3] + [entry_of(4, "lost", body), entry_of(5, *MORE[1]), entry_of(6, *MORE[4]), entry_of(7, *MORE[5])])
        further = lost_line(body["from"], body["to"], self.LOST)
        return entries, file_of(export(entries, note=lambda size, here: SIGNER.note(size, here, further=further if size >= number else "")))

    def test_what_was_lost_agrees_and_the_rest_of_it_does_not(self):
        entries, file = self.journal()
        leaves, line = leaves_of(entries), lost_line(4, 6, self.LOST)
        row = {"entry": "4", "place": "0", "table": "lost", "type": "row", "values": {"first": "4", "last": "6", "root": self.LOST.hex()}}
        self.assertIn(canonical(row), file)
        lost = [receipt_of(self.RECORDED, index) for index in range(6)]
        kept = [SIGNER.note(size, root(leaves[:size]), further=line if size > 3 else "").encode() for size in range(1, 8)]
        self.sound(file, receipts=[*lost, receipt_of(entries, 1, 3)], notes=[self.HELD.encode(), *kept])
        recorded = leaves_of(self.RECORDED)
        self.found("of five", file, "another root over the first 5", only=True, notes=[SIGNER.note(5, root(recorded[:5])).encode()])
        self.found("under five", file, "its entry 4 is another here", only=True, receipts=[receipt_of(self.RECORDED, 3, 5)])
        for name, further in [("no line", ""), ("another root", lost_line(4, 6)), ("another end", lost_line(4, 7, self.LOST)), ("twice", line * 2)]:
            self.found(name, file, "says other lost entries", only=True, notes=[SIGNER.note(7, root(leaves), further=further).encode()])
        for further in ["lost\n", lost_line(0, 6), lost_line(4, "06"), lost_line(4, 6, b"\1"), line.replace(" ", "  ", 1), line.replace("=", "")]:
            held = SIGNER.note(7, root(leaves), further=further).encode()
            self.found(further, file, "no line of lost entries|is not base64", only=True, notes=[held])

    def test_what_says_that_entries_were_lost(self):
        text = f"mithaq/essai\n6\n{base64.b64encode(self.LOST).decode()}\n"
        for name, told, changed in [
            ("from", "`from` is not the number", {"from": "3"}),
            ("from 0", "is not a count from 1", {"from": "0"}),
            ("to", "or above `to`", {"to": "3"}),
            ("to and size", "its checkpoint is not of `to` entries", {"to": "7"}),
            ("no note", "'checkpoint': no note", {"checkpoint": ""}),
            ("no text", "is not a text", {"checkpoint": {}}),
            ("stranger", "its checkpoint: it bears no signature", {"checkpoint": STRANGER.note(6, self.LOST)}),
            ("signature", "its checkpoint: the signature of the key does not", {"checkpoint": f"{text}\n{SIGNER.line('x')}"}),
            ("origin", "its checkpoint: its origin", {"checkpoint": SIGNER.note(6, self.LOST, origin="mithaq/x")}),
        ]:
            self.found(name, self.journal(**changed)[1], f"entry 4: .*{told}")
        self.found("said too late", self.journal(number=5)[1], "checkpoint 4: something stands in it", only=True)
        self.found("said too early", self.journal(number=3)[1], "checkpoint 3: something stands in it", only=True)


class Cosigned(Runs):
    """A fourth entry records what a witness has cosigned."""

    LEAVES = leaves_of(written(ENTRIES))

    def note(self, size=3, witness=None, root_hash=None, origin="mithaq/essai", further="", own=False):
        here = base64.b64encode(root_hash or root(self.LEAVES[:size])).decode()
        text = f"{origin}\n{size}\n{here}\n{further}"
        return f"{text}\n{SIGNER.line(text) if own else ''}{(witness or Witness()).line(text)}"

    def journal(self, note, key):
        return file_of(export(written(ENTRIES + [entry_of(4, "witness", {"note": note, "key": key})])))

    def test_by_either_type_of_key_with_and_without_that_of_the_journal(self):
        plain = Signer(b"\x09" * 32, "witness.example/1")
        for witness in (Witness(), plain):
            for size in (1, 2, 3):
                file = self.journal(self.note(size, witness, own=size == 2), witness.key)
                self.sound(file)
                row = {"entry": "4", "place": "0", "table": "witness", "type": "row",
                       "values": {"entries": str(size), "root": root(self.LEAVES[:size]).hex(), "key": witness.key}}
                self.assertIn(canonical(row), file)
        entries = ENTRIES + [entry_of(n, "witness", {"note": self.note(2), "key": Witness().key}) for n in (4, 5)]
        self.found("twice", file_of(export(written(entries))), "row witness 5/0: another row has the same entries and key", only=True)

    def test_what_is_not_cosigned(self):
        witness, plain = Witness(), Signer(b"\x09" * 32, "witness.example/1")
        none, bad, other = "bears no signature of the key", "does not verify", "is no checkpoint of this journal"
        for name, told, note, key in [
            ("another key", none, self.note(), plain.key),
            ("another name", none, self.note(), Witness(name="w").key),
            ("another time", bad, self.note(witness=Witness(said=6)), witness.key),
            ("without time", bad, self.note(witness=Witness(said=None)), witness.key),
            ("another root", other, self.note(root_hash=b"\1" * 32), witness.key),
            ("another origin", other, self.note(origin="mithaq/x"), witness.key),
            ("lost entries", other, self.note(further=lost_line(2, 3)), witness.key),
            ("of as many", "not of fewer entries", self.note(4, root_hash=b"\1" * 32), witness.key),
            ("of very many", "not of fewer entries", self.note(2**63 - 1, root_hash=b"\1" * 32), witness.key),
            ("no note", "'note': no note", "mithaq/essai", witness.key),
            ("no key", "is not a verifying key", self.note(), "w"),
            ("of type 2", "is not a verifying key", self.note(), Witness(type_=2).key),
        ]:
            self.found(name, self.journal(note, key), f"entry 4: .*{told}", only=True)


class Held(Runs):
    """What others hold, beside the journal of the page and beside others."""

    def test_receipts(self):
        data, receipt = written(ENTRIES), json.loads(RECEIPT)
        note, proof = receipt["checkpoint"], receipt["proof"]
        other = canonical({**ENTRIES[1], "request": "request-9"}).decode()
        change = lambda **keys: canonical({**receipt, **keys})  # noqa: E731
        for name, held, told in [
            ("form", change(form="2"), "'form': '2' is not"),
            ("two line feeds", RECEIPT + b"\n", "not canonical"),
            ("empty", b"", "not JSON"),
            ("no object", b"[]", "is not an object"),
            ("a key more", change(more=""), "does not belong there"),
            ("index", change(index="0"), "has the number 2, its index is 0"),
            ("another entry", change(entry=other), "does not lead from its entry"),
            ("entry not canonical", change(entry=receipt["entry"] + " "), "its entry: not canonical"),
            ("entry of no word", change(entry=receipt["entry"].replace("submit", "re mark")), "'re mark' is not a word"),
            ("proof turned", change(proof=proof[::-1]), "does not lead"),
            ("proof short", change(proof=proof[:1]), "too short"),
            ("proof long", change(proof=proof + proof), "too long"),
            ("proof no hash", change(proof=["x"]), "'x' is not a hash"),
            ("beyond its checkpoint", change(checkpoint=SIGNER.note(1, leaves_of(data)[0])), "index is not below"),
            ("signature", change(checkpoint=note.replace("A8v8bT7v0", "A8v8bT7v1")), "does not verify"),
            ("of another key", change(checkpoint=STRANGER.note(3, root(leaves_of(data)))), "no signature of the key"),
            ("of another origin", change(checkpoint=SIGNER.note(3, root(leaves_of(data)), origin="mithaq/x")), "its origin"),
            ("another journal", receipt_of([data[0], other.encode(), data[2]], 1), "its entry 2 is another here"),
            ("another journal, same entry", receipt_of([data[0], data[1], canonical({**ENTRIES[2], "stated": {}})], 1), "another root"),
            ("later", receipt_of(written(REAL), 1), "older copy"),
        ]:
            self.found(f"receipt: {name}", EXPORT, "^receipt .*: .*" + told, only=True, receipts=[held])

    def test_checkpoints(self):
        leaves = leaves_of(written(REAL))
        twice = SIGNER.note(3, root(leaves[:3]))
        bad = SIGNER.line("something else")
        for name, held, told in [
            ("older copy", SIGNER.note(10, root(leaves)).encode(), "of 10 entries, and here are 3: the journal is an older copy"),
            ("written anew", SIGNER.note(2, b"\1" * 32).encode(), "another root over the first 2 entries: the journal was written anew"),
            ("of nothing", SIGNER.note(0, b"\1" * 32).encode(), "another root over the first 0"),
            ("one of two signatures is bad", (twice + bad).encode(), "does not verify"),
            ("root of 31 bytes", SIGNER.note(3, b"\1" * 31).encode(), "root has not 32 bytes"),
            ("a witness without signature", NOTE + "— w AAAAAA==\n".encode(), "without key id or bytes"),
            ("no UTF-8", NOTE + b"\xff", "not UTF-8"),
            ("stranger", STRANGER.note(3, root(leaves[:3])).encode(), "no signature of the key"),
            ("empty", b"", "no note"),
            ("a line more", NOTE + b"\n", "."),
        ]:
            self.found(f"checkpoint: {name}", EXPORT, "^checkpoint .*: .*" + told, only=True, notes=[held])

    def test_older_copies_of_a_sound_journal_are_found_by_any_later_note(self):
        data = written(REAL)
        leaves = leaves_of(data)
        for size in range(1, 10):
            older = file_of(export(data[:size]))
            self.sound(older)
            self.found(f"{size} of 10", older, "older copy", only=True, notes=[SIGNER.note(size + 1, root(leaves[:size + 1])).encode()])


class Forms(unittest.TestCase):
    def test_counts_days_and_words(self):
        for check, good, bad in [
            (forms.COUNT, ["0", "9223372036854775807"], ["", "00", "+1", "9223372036854775808", "1\n", "1" * 5000, 1, None, "\u00b2"]),
            (forms.DAY, ["0001-01-01", "2024-02-29", "9999-12-31"], ["2023-02-29", "2023-W01-1", "2023-1-1", "02023-01-01", " 2023-01-01"]),
            (forms.WORD, ["a", "fix-public-day", "a1-2"], ["", "1a", "a-", "-a", "a--b", "A", "a_b", "é", "a" * 61]),
        ]:
            self.assertEqual([check(value) for value in good], [None] * len(good))
            self.assertNotIn(None, [check(value) for value in bad])


if __name__ == "__main__":
    unittest.main()
