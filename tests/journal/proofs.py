"""The tree, verifying keys and checkpoints: docs/journal.md, "The tree", "Checkpoints" and what proves a receipt."""
import base64
import hashlib
import unicodedata
from collections import namedtuple

from forms import COUNT, NUMBER, WHITE_SPACE, Wrong, form, said, strict_base64, text_read_by

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:  # whoever starts the program is told so
    Ed25519PublicKey = None

PRIME = 2**255 - 19
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME
EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL_ORDER = {0, 1, PRIME - 1, EIGHTH, PRIME - EIGHTH}
Key = namedtuple("Key", "text name id public type", defaults=(1,))
Checkpoint = namedtuple("Checkpoint", "text signatures origin size root further")


# --- the tree ---

def leaf_of(data):
    return hashlib.sha256(b"\x00" + data).digest()


def join(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """All complete nodes, each level in one run of bytes."""

    def __init__(self):
        self.levels = [bytearray()]

    def size(self):
        return len(self.levels[0]) // 32

    def add(self, node):
        level = 0
        self.levels[0] += node
        while len(self.levels[level]) % 64 == 0:
            node = join(self.levels[level][-64:-32], self.levels[level][-32:])
            level += 1
            if level == len(self.levels):
                self.levels.append(bytearray())
            self.levels[level] += node

    def node(self, level, place):
        return bytes(self.levels[level][32 * place:32 * place + 32])

    def holds(self, level, place):
        return level < len(self.levels) and place < len(self.levels[level]) // 32

    def after(self, node):
        level, place = node
        return (level, place + 1) if self.holds(level, place + 1) else (level + 1, 0)

    def root(self, size):
        """The complete subtrees of so many leaves, joined from the right, as each stands left of all smaller ones."""
        root = None
        for level in range(size.bit_length()):
            if size >> level & 1:
                node = self.node(level, (size >> level) - 1)
                root = node if root is None else join(node, root)
        return hashlib.sha256(b"").digest() if root is None else root


def root_by_proof(index, size, leaf, proof):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        raise Wrong("its index is not below the size of its checkpoint")
    first, last, root = index, size - 1, leaf
    for node in proof:
        if last == 0:
            raise Wrong("its proof is too long")
        if first & 1 or first == last:
            root = join(node, root)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            root = join(root, node)
        first, last = first >> 1, last >> 1
    if last:
        raise Wrong("its proof is too short")
    return root


def is_key_name(name):
    plain = "+" not in name and not WHITE_SPACE.search(name) and not any(unicodedata.category(c) == "Cc" for c in name)
    return plain and 1 <= len(name.encode()) <= 200


def is_point(data):
    """Whether 32 bytes may be a key, or the point of a signature: one spelling, and not of small order. OpenSSL looks at neither."""
    y = y_of(data)
    return y < PRIME and y not in SMALL_ORDER


def is_on_curve(data):
    """Whether the curve has a point with this y (RFC 8032, section 5.1.3). A key that has signed nothing is looked at by nobody
    else; of a signature it need not be asked, as no computed point is ever equal to what is none."""
    square = y_of(data)**2
    return pow((square - 1) * (CURVE_D * square + 1), (PRIME - 1) // 2, PRIME) == 1


def y_of(data):
    return int.from_bytes(data, "little") % 2**255


def read_key(text, types=(1,)):
    parts = text.split("+", 2)  # the base64 may have a plus of its own
    if len(parts) != 3 or not is_key_name(parts[0]):
        raise Wrong("not a verifying key: name+id+key")
    public = strict_base64(parts[2])
    if len(public) != 33 or public[0] not in types:
        raise Wrong("not a verifying key of a type that belongs there, with 32 bytes")
    if not is_point(public[1:]) or not is_on_curve(public[1:]):
        raise Wrong("no point of the curve that may be a key")
    if hashlib.sha256(parts[0].encode() + b"\n" + public).hexdigest()[:8] != parts[1]:
        raise Wrong("the id of the verifying key is not the one that follows from its name and bytes")
    return Key(text, parts[0], bytes.fromhex(parts[1]), public[1:], public[0])


def is_key(value, types=(1,)):
    try:
        return bool(read_key(value, types))
    except Wrong:
        return False


KEY = form("a verifying key", is_key)
ANY_KEY = form("a verifying key", lambda value: is_key(value, (1, 4)))


def line_of_lost(first, last, root):
    return f"lost from {first} to {last} {base64.b64encode(root).decode()}"


def is_line_of_lost(line):
    parts = line.split(" ")
    plain = len(parts) == 6 and parts[:2] == ["lost", "from"] and parts[3] == "to" and not NUMBER(parts[2]) and not NUMBER(parts[4])
    return plain and len(strict_base64(parts[5])) == 32


def read_checkpoint(note):
    if len(note.encode()) > 100_000:
        raise Wrong("a note of more than 100,000 bytes")
    if any(c < " " and c != "\n" for c in note):
        raise Wrong("a control character in the note")
    text, between, lines = note.rpartition("\n\n")
    if not between or not lines.endswith("\n"):
        raise Wrong("no note: a text, an empty line, and signatures that end in a line feed")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or not is_key_name(parts[1]):
            raise Wrong(f"{said(line)} is no line of a signature")
        signature = strict_base64(parts[2])
        if len(signature) < 5:
            raise Wrong("a signature without key id or bytes")
        signatures.append((parts[1], signature[:4], signature[4:]))
    if len(signatures) > 100:
        raise Wrong("a note with more than 100 signatures")
    origin, *rest = text.split("\n")
    if len(rest) < 2 or not origin or "" in rest:
        raise Wrong("its text is not origin, size and root, with no line empty")
    if COUNT(rest[0]) or len(strict_base64(rest[1])) != 32:
        raise Wrong("its size is no count, or its root has not 32 bytes")
    for line in rest[2:]:
        if not is_line_of_lost(line):
            raise Wrong(f"{said(line)} stands in its text, and is no line of lost entries")
    return Checkpoint(text + "\n", signatures, origin, int(rest[0]), strict_base64(rest[1]), rest[2:])


CHECKPOINT = text_read_by(read_checkpoint)


def check_signature(checkpoint, keys):
    """One of these keys must have signed, and none of them may stand there with a signature that does not verify."""
    if checkpoint.origin not in [key.name for key in keys]:
        raise Wrong(f"its origin {said(checkpoint.origin)} is not the name of the key")
    check_signed(checkpoint, keys)


def check_signed(checkpoint, keys):
    own = [(key, signature) for name, id_, signature in checkpoint.signatures for key in keys if (name, id_) == (key.name, key.id)]
    if not own:
        raise Wrong("it bears no signature of the key")
    for key, signature in own:
        message = checkpoint.text.encode()
        if key.type == 4:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = f"cosignature/v1\ntime {time}\n".encode() + message
        try:
            if not is_point(signature[:32]):
                raise ValueError
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise Wrong("the signature of the key does not verify") from None
