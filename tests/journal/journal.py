"""The exported journal, line by line, and what others hold beside it: docs/journal.md, from "Receipts" on.

Entries are read one by one; what is kept of each is its hashes, its request and the rows it says, about half a kilobyte, so that a
journal of some hundred thousand entries fits into any machine.
"""
import bisect

from days import DaysInUse
from entries import ENTRY, read_entry, rows_of
from forms import BASE64, COUNT, DAY, ENTRY_MAX, FORM_MAX, HASH, KEPT_HASH, NUMBER, ONE, REQUEST, TEXT, WORD
from forms import Wrong, either, list_of, obj, object_of_texts, read_form, said, strict_base64
from kinds import TABLES
from proofs import KEY, Tree, check_signature, check_signed, leaf_of, line_of_lost, read_checkpoint, read_key, root_by_proof

LISTED_MAX = 1000  # one wrong leaf makes every later root wrong: whoever has read a thousand faults needs no more of them

LINES = {
    "journal": obj({"type": TEXT, "form": ONE, "origin": TEXT, "key": KEY}),
    "entry": obj({"type": TEXT, "number": COUNT, "bytes": BASE64}),
    "node": obj({"type": TEXT, "level": COUNT, "place": COUNT, "hash": KEPT_HASH}),
    "checkpoint": obj({"type": TEXT, "entries": COUNT, "note": TEXT}),
    "row": obj({"type": TEXT, "table": either(*TABLES), "entry": COUNT, "place": COUNT, "values": object_of_texts(TEXT)}),
    "end": obj({"type": TEXT, "lines": COUNT}),
}

RECEIPT = obj({"form": ONE, "entry": TEXT, "index": COUNT, "proof": list_of(HASH), "checkpoint": TEXT})


def lines_of(file):
    """Number, bytes and whether a line feed ends them. Of a line that is too long the beginning stands for all: it is refused."""
    number = 0
    while line := file.readline(FORM_MAX + 2):
        ended = line.endswith(b"\n")
        while not ended and (more := file.readline(FORM_MAX)):
            ended = more.endswith(b"\n")
        number += 1
        yield number, line[:-1] if line.endswith(b"\n") else line, ended


class Verifier:
    """Takes the lines of a journal one after the other, then what others hold of it."""

    def __init__(self, key, tell):
        self.key, self.tell, self.faults = key, tell, 0
        self.checked = dict.fromkeys(("lines", "entries", "nodes", "checkpoints", "rows", "receipts", "checkpoints of others"), 0)
        self.tree = Tree()
        self.type = None  # of the line before
        self.due = {"entry": 1, "node": (0, 0), "checkpoint": 1}
        self.header_key = key.text
        self.signers = []  # the keys that entries name, each with the size of the first checkpoint that it signs
        self.days, self.fictitious, self.public, self.requests = DaysInUse(), None, False, set()
        self.lost = []  # the entry, the checkpoint over what was lost, the line that says so from then on
        self.cosigned = []  # what witnesses have cosigned: the place, the checkpoint
        self.expected = {table: {} for table in TABLES}  # entry and place: the values, until the row is seen
        self.untold = set()  # entries whose rows cannot be told
        self.rows_untold = 0
        self.last_row = (-1, 0, 0)
        self.shared = {table: set() for table in TABLES}
        self.vouched = 0  # the size of the greatest checkpoint of others that agrees

    def fault(self, place, wrong):
        self.faults += 1
        if self.faults <= LISTED_MAX:
            self.tell(place, wrong)

    def in_order(self, place, type_, found, after):
        due = self.due[type_]
        if found < due:
            self.fault(place, "stands there twice, or after a greater one")
        else:
            if found > due:
                self.fault(place, f"stands there where {type_} {due if type_ != 'node' else '%d/%d' % due} is due")
            self.due[type_] = after(found)

    def read_journal(self, file):
        number = 0
        for number, data, ended in lines_of(file):
            if not ended:
                self.fault(f"line {number}", "does not end in a line feed")
            self.read_line(number, f"line {number}", data)
        self.checked["lines"] = number
        self.finish()

    def read_line(self, number, place, data):
        line, wrong = read_form(data)
        if wrong:
            self.fault(place, wrong)
        type_ = line.get("type") if isinstance(line, dict) else None
        if (number == 1) != (type_ == "journal"):
            self.fault(place, "the first line, and no other, is of the type `journal`")
        if self.type == "end":
            self.fault(place, "stands after the end")
        if line is None:
            return
        known = isinstance(type_, str) and type_ in LINES
        wrong = LINES[type_](line) if known else f"{said(type_)} is no type of a line"
        if wrong:
            self.fault(place, f"{type_ if known else 'line'}: {wrong}")
            return
        order = list(LINES)
        if self.type not in (None, "end") and order.index(type_) < order.index(self.type):
            self.fault(place, f"`{type_}` stands after `{self.type}`")
        self.type = type_
        if type_ == "journal":
            self.see_journal(place, line)
        elif type_ == "entry":
            self.see_entry(f"{place}, entry {line['number']}", line)
        elif type_ == "node":
            self.see_node(f"{place}, node {line['level']}/{line['place']}", line)
        elif type_ == "checkpoint":
            self.see_checkpoint(f"{place}, checkpoint {line['entries']}", line)
        elif type_ == "row":
            self.see_row(f"{place}, row {line['table']} {line['entry']}/{line['place']}", line)
        elif int(line["lines"]) != number - 1:
            self.fault(place, f"end: says {line['lines']} lines before it, there are {number - 1}")

    def see_journal(self, place, line):
        # Nobody need trust these two; but when entries and the key given say otherwise, the file says something that is not so.
        if line["origin"] != self.key.name:
            self.fault(place, f"journal: its origin {said(line['origin'])} is not the name of the key given")
        self.header_key = line["key"]

    def see_entry(self, place, line):
        data, number = strict_base64(line["bytes"]), int(line["number"])
        entry, whole, faults = read_entry(data)
        first = self.tree.size() == 0
        self.tree.add(leaf_of(data))
        self.checked["entries"] += 1
        self.in_order(place, "entry", number, lambda found: found + 1)
        for wrong in faults:
            self.fault(place, wrong)
        if not NUMBER(entry.get("number")) and entry["number"] != line["number"]:
            self.fault(place, f"its bytes say the number {entry['number']}")
        if not DAY(entry.get("day")):
            self.see_day(place, entry, whole)
        if not REQUEST(entry.get("request")):
            if entry["request"] in self.requests:
                self.fault(place, f"the request {said(entry['request'])} stands twice")
            self.requests.add(entry["request"])
        if not WORD(entry.get("kind")) and (entry["kind"] == "open") != first:
            self.fault(place, "the first entry, and no other, is of the kind `open`")
        if whole and entry["kind"] == "rotate":
            self.see_signer(place, self.tree.size() + 1, entry["body"]["key"], self.key.name)
        if first and whole and entry["kind"] == "open":
            self.fictitious = entry["body"]["fictitious"] == "yes"
            self.see_signer(place, 1, entry["body"]["key"], "mithaq/" + entry["body"]["workspace"])
        if entry and self.fictitious is not None and ("moment" in entry) == self.fictitious:
            self.fault(place, "a moment in a fictitious workspace" if self.fictitious else "no moment in a real workspace")
        if entry.get("kind") == "fix-public-day":
            if self.public:
                self.fault(place, "the day of the public was named before")
            self.public = True
        if entry.get("kind") == "pass" and self.fictitious is False:
            self.fault(place, "a day is passed in a real workspace")
        if entry.get("kind") == "clock-was-wrong" and self.fictitious:
            self.fault(place, "the clock of a fictitious workspace is nobody's, and is not wrong")
        if not whole:
            self.untold.add(number)
            return
        try:
            if entry["kind"] == "lost":
                self.see_lost(number, read_checkpoint(entry["body"]["checkpoint"]))
            if entry["kind"] == "witness":
                cosigned = read_checkpoint(entry["body"]["note"])
                check_signed(cosigned, [read_key(entry["body"]["key"], (1, 4))])
                self.cosigned.append((place, cosigned))
        except Wrong as wrong:
            self.fault(place, f"its checkpoint: {wrong}")
        for table, nth, values in rows_of(entry):
            self.expected[table][int(entry["number"]), nth] = "\0".join(values)  # which no text of a canonical form holds

    def see_day(self, place, entry, whole):
        number, day, kind = self.tree.size(), entry["day"], entry.get("kind")
        if self.fictitious and (day > self.days.last()) != (kind == "pass"):
            self.fault(place, "the day of a fictitious workspace moves by `pass`, and by `pass` alone")
        if kind != "clock-was-wrong":
            wrong = self.days.see(number, day)
        elif whole:
            wrong = self.days.see_wrong_clock(number, day, int(entry["body"]["from"]))
        else:  # nobody can tell how far it reaches; that it is malformed is told
            wrong = []
            self.days.add(number, day)
        for one in wrong:
            self.fault(place, one)

    def see_lost(self, number, checkpoint):
        self.lost.append((number, checkpoint, line_of_lost(number, checkpoint.size, checkpoint.root)))
        check_signature(checkpoint, [self.signer_of(number)])

    def further_of(self, size):
        """The lines about lost entries in the checkpoint of so many entries."""
        return [line for number, _, line in self.lost if number <= size]

    def see_signer(self, place, size, text, origin):
        key = read_key(text)
        if key in self.signers_named():
            self.fault(place, "names a key that was named before, and does not come back")
        if not key.name == origin == self.key.name:
            self.fault(place, f"its key is named {said(key.name)}, not {said(origin)} as the workspace and {said(self.key.name)} as the key given")
        self.signers.append((size, key))

    def signers_named(self):
        return [key for _, key in self.signers]

    def signer_of(self, size):
        """The key that signs the checkpoint of so many entries; the one given where no entry can tell."""
        nth = bisect.bisect_right(self.signers, size, key=lambda signer: signer[0])
        return self.signers[nth - 1][1] if nth else self.key

    def signers_of(self, size):
        """Who may have signed what somebody holds: beyond the last entry also whoever was given, as nothing here names who came after."""
        return [self.signer_of(size)] + ([self.key] if size > self.tree.size() and self.key != self.signer_of(size) else [])

    def see_node(self, place, line):
        node = int(line["level"]), int(line["place"])
        self.checked["nodes"] += 1
        if not self.tree.holds(*node):
            self.fault(place, "there is no such node over these entries")
            return
        self.in_order(place, "node", node, self.tree.after)
        if line["hash"] != self.tree.node(*node).hex():
            self.fault(place, "is not the hash over its leaves")

    def see_checkpoint(self, place, line):
        size = int(line["entries"])
        self.checked["checkpoints"] += 1
        if not 1 <= size <= self.tree.size():
            self.fault(place, "there are not so many entries")
        else:
            self.in_order(place, "checkpoint", size, lambda found: found + 1)
        try:
            checkpoint = read_checkpoint(line["note"])
            if checkpoint.size != size:
                self.fault(place, f"its text says {checkpoint.size} entries")
            if size <= self.tree.size() and checkpoint.root != self.tree.root(size):
                self.fault(place, "its root is not the one over these entries")
            if checkpoint.further != self.further_of(size) or len(checkpoint.signatures) != 1:
                self.fault(place, "something stands in it beside origin, size, root and one signature")
            check_signature(checkpoint, [self.signer_of(size)])
        except Wrong as wrong:
            self.fault(place, str(wrong))

    def see_row(self, place, line):
        table, row, values = line["table"], (int(line["entry"]), int(line["place"])), line["values"]
        columns, together = TABLES[table]
        self.checked["rows"] += 1
        order = (list(TABLES).index(table), *row)
        if order <= self.last_row:
            self.fault(place, "stands there twice, or after one that it comes before")
        self.last_row = order
        expected = self.expected[table].pop(row, None)
        if set(values) != set(columns):
            self.fault(place, f"has not the columns {', '.join(columns)}")
            return
        if expected is not None:
            for column, value in zip(columns, expected.split("\0")):
                if values[column] != value:
                    self.fault(place, f"`{column}` is {said(values[column])}, the entry says {said(value)}")
        elif row[0] in self.untold:
            self.rows_untold += 1
        else:
            self.fault(place, "no entry says this row, or it stands there twice")
        mark = "\0".join(values[column] for column in together)
        if together and mark in self.shared[table]:
            self.fault(place, f"another row has the same {' and '.join(together)}")
        self.shared[table].add(mark)

    def finish(self):
        if self.type != "end":
            self.fault("the file", "has no line `end`: it is cut off, or never was whole")
        size = self.tree.size()
        if not size:
            self.fault("the file", "has no entry: nothing says whose journal this is")
        if self.signers and self.key not in [self.signer_of(first) for first, _ in self.signers if first <= size]:
            self.fault("the key given", "signs none of the checkpoints, as `open` and `rotate` name the keys")
        if self.signers and self.header_key not in [key.text for key in self.signers_named()]:
            self.fault("line 1", "journal: names a key that no entry names")
        if self.tree.holds(*self.due["node"]):
            self.fault("node %d/%d" % self.due["node"], "is missing, with all that come after it")
        if self.due["checkpoint"] <= size:
            self.fault(f"checkpoint {self.due['checkpoint']}", "is missing, with all that come after it")
        for place, cosigned in self.cosigned:
            here = (self.key.name, self.tree.root(cosigned.size), self.further_of(cosigned.size))
            if (cosigned.origin, cosigned.root, cosigned.further) != here:
                self.fault(place, "what a witness has cosigned is no checkpoint of this journal")
        for table, rows in self.expected.items():
            for entry, nth in rows:
                self.fault(f"row {table} {entry}/{nth}", "is missing, and the entry says it")

    def see_others(self, place, data, judge):
        try:
            judge(data)
        except Wrong as wrong:
            self.fault(place, str(wrong))

    def judge_receipt(self, data):
        self.checked["receipts"] += 1
        receipt, wrong = read_form(data.removesuffix(b"\n"))
        wrong = wrong or RECEIPT(receipt)
        if wrong:
            raise Wrong(wrong)
        bytes_ = receipt["entry"].encode()
        entry, wrong = read_form(bytes_)
        wrong = wrong or ENTRY(entry) or (len(bytes_) > ENTRY_MAX and "longer than 7 MiB")
        if wrong:
            raise Wrong(f"its entry: {wrong}")
        index, leaf = int(receipt["index"]), leaf_of(bytes_)
        if int(entry["number"]) != index + 1:
            raise Wrong(f"its entry has the number {entry['number']}, its index is {index}")
        checkpoint = read_checkpoint(receipt["checkpoint"])
        check_signature(checkpoint, self.signers_of(checkpoint.size))
        if root_by_proof(index, checkpoint.size, leaf, [bytes.fromhex(node) for node in receipt["proof"]]) != checkpoint.root:
            raise Wrong("its proof does not lead from its entry to the root of its checkpoint")
        if not self.is_lost(checkpoint) and index < self.tree.size() and self.tree.node(0, index) != leaf:
            raise Wrong(f"its entry {index + 1} is another here: the journal was written anew")
        self.compare(checkpoint)

    def judge_checkpoint(self, data):
        self.checked["checkpoints of others"] += 1
        try:
            checkpoint = read_checkpoint(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise Wrong("not UTF-8") from None
        check_signature(checkpoint, self.signers_of(checkpoint.size))
        self.compare(checkpoint)

    def is_lost(self, checkpoint):
        return (checkpoint.size, checkpoint.root) in [(lost.size, lost.root) for _, lost, _ in self.lost]

    def compare(self, checkpoint):
        """A checkpoint that proves what it says, with what is here."""
        size = self.tree.size()
        if self.is_lost(checkpoint):
            return
        if checkpoint.size > size:
            raise Wrong(f"is of {checkpoint.size} entries, and here are {size}: the journal is an older copy, or lost entries")
        if checkpoint.root != self.tree.root(checkpoint.size):
            raise Wrong(f"has another root over the first {checkpoint.size} entries: the journal was written anew")
        if checkpoint.further != self.further_of(checkpoint.size):
            raise Wrong("says other lost entries than are named here")
        self.vouched = max(self.vouched, checkpoint.size)

    def not_checked(self):
        size = self.tree.size()
        told = [f"{self.rows_untold} rows of entries that cannot be read"] if self.rows_untold else []
        if self.vouched == size and size:
            told.append("whether entries followed the last one here")
        else:
            told.append(f"whether this is an older copy of itself (others vouch for {self.vouched} of {size} entries)")
        return told + ["who used the key", "days against moments and zone", "whether the contents behind the hashes are there",
                       "whether what was recorded was true"]
