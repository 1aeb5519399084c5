"""Cases: keys that change, entries that were lost, witnesses."""
import base64
import json

from made import ENTRIES, KEY, MORE, REAL, SIGNER, STRANGER, Signer, Witness, canonical, entry_of, export, file_of, leaves_of
from made import lost_line, receipt_of, root, sha, written
from runs import Runs


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

    def test_lines_of_losses_before_are_compared_with_nothing(self):
        line = lost_line(5, 2, b"\7" * 32) + lost_line(2, 9)
        held = SIGNER.note(6, self.LOST, further=line)
        others = SIGNER.note(6, self.LOST, further=line, others=Witness().line("whatever"))
        for name, checkpoint in [("lines", held), ("and signatures", others), ("signatures", SIGNER.note(6, self.LOST, others=STRANGER.line("x")))]:
            with self.subTest(name):
                self.sound(self.journal(checkpoint=checkpoint)[1], notes=[note.encode() for note in (held, others, self.HELD)])
        for further in ["lost\n", lost_line(0, 6), lost_line(4, 6, b"\1")]:
            file = self.journal(checkpoint=SIGNER.note(6, self.LOST, further=further))[1]
            self.found(further, file, "entry 4: body: 'checkpoint': .*(no line of lost entries|is not base64)")

    def test_two_losses_stand_in_their_order(self):
        again = SIGNER.note(5, b"\7" * 32, further=lost_line(4, 6, self.LOST))
        entries = written(REAL[:3] + [entry_of(4, "lost", {"from": "4", "to": "6", "checkpoint": self.HELD}),
                                      entry_of(5, "lost", {"from": "5", "to": "5", "checkpoint": again})])
        lines = [lost_line(4, 6, self.LOST), lost_line(5, 5, b"\7" * 32)]
        note = lambda size, here, lines=lines: SIGNER.note(size, here, further="".join(lines[:max(0, size - 3)]))  # noqa: E731
        file = file_of(export(entries, note=note))
        here = root(leaves_of(entries))
        self.sound(file, notes=[note(5, here).encode(), again.encode()])
        turned = note(5, here, lines[::-1]).encode()
        self.found("held, turned", file, "says other lost entries", only=True, notes=[turned])
        kept = file_of(export(entries, note=lambda size, here: note(size, here, lines[::-1] if size == 5 else lines)))
        self.found("kept, turned", kept, "checkpoint 5: something stands in it", only=True)

    def test_a_rotation_among_what_was_lost(self):
        recorded = written(REAL[:3] + [entry_of(4, "rotate", {"key": STRANGER.key}), entry_of(5, *MORE[0]), entry_of(6, *MORE[1])])
        roots = {size: root(leaves_of(recorded[:size])) for size in range(1, 7)}

        def journal(size, signer):
            body = {"from": "4", "to": str(size), "checkpoint": signer.note(size, roots[size])}
            entries = written(REAL[:3] + [entry_of(4, "lost", body), entry_of(5, *MORE[4])])
            further = lost_line(4, size, roots[size])
            return file_of(export(entries, note=lambda n, here: SIGNER.note(n, here, further=further if n > 3 else "")))
        file = journal(4, SIGNER)
        self.sound(file, notes=[SIGNER.note(4, roots[4]).encode()])
        for size in (5, 6):
            self.found(f"of {size}", file, "^checkpoint .*no signature", only=True, notes=[STRANGER.note(size, roots[size]).encode()])
        self.found("signed by the key that was lost", journal(5, STRANGER), "entry 4: its checkpoint: it bears no signature", only=True)

    def test_after_a_rotation_here_what_was_lost_is_signed_by_the_key_that_came(self):
        def journal(signer):
            body = {"from": "5", "to": "6", "checkpoint": signer.note(6, self.LOST)}
            entries = written(REAL[:3] + [entry_of(4, "rotate", {"key": STRANGER.key}), entry_of(5, "lost", body)])
            further = lost_line(5, 6, self.LOST)
            note = lambda n, here: (STRANGER if n > 4 else SIGNER).note(n, here, further=further if n > 4 else "")  # noqa: E731
            return file_of(export(entries, note=note))
        for key in (KEY, STRANGER.key):
            self.sound(journal(STRANGER), key=key, notes=[STRANGER.note(6, self.LOST).encode()])
            self.found("the key that went", journal(SIGNER), "entry 5: its checkpoint: it bears no signature", only=True, key=key)

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

    def test_that_the_witness_is_somebody_else_is_not_looked_at(self):
        self.sound(self.journal(self.note(2, SIGNER), SIGNER.key))

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
            ("of nothing", "not of fewer entries, and at least one", self.note(0), witness.key),
            ("of as many", "not of fewer entries", self.note(4, root_hash=b"\1" * 32), witness.key),
            ("of very many", "not of fewer entries", self.note(2**63 - 1, root_hash=b"\1" * 32), witness.key),
            ("no note", "'note': no note", "mithaq/essai", witness.key),
            ("no key", "is not a verifying key", self.note(), "w"),
            ("of type 2", "is not a verifying key", self.note(), Witness(type_=2).key),
        ]:
            self.found(name, self.journal(note, key), f"entry 4: .*{told}", only=True)
