"""That somebody is not on the list: a committed, sorted list, and the two neighbours between which nobody stands.

An append-only log proves what is in it, never what is not. So now and then an entry commits to the list of the
currently listed: a Merkle tree over salted commitments, sorted by (scheme, code), one an identifier (settled 25).
Whoever verifies a proof relies on the order; auditors check it while the list is published.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.ledger.commitments import Groups, parse_opening
from goodstanding.ledger.entries import Entry, Kind, parse_envelope
from goodstanding.ledger.lexical import MOST_SIZE
from goodstanding.ledger.merkle import HASH_BYTES, extend, hash_leaf, root_of
from goodstanding.ledger.payloads import Object, group_of, text
from goodstanding.ledger.proofs import verify_inclusion
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.identifiers import Identifier

FORMAT = "goodstanding-absence/1"
MOST_PROOF_BYTES = 2_000_000
NAME = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """A list as it was committed: of which date, as known at which size, how many identifiers, their root.

    `excluded` organizations are listed and have no identifier: no proof of absence says anything of them.
    """

    effective: str
    size: int
    count: int
    root: bytes
    excluded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """One identifier on a list, with the salt of its commitment."""

    identifier: Identifier
    salt: str

    @property
    def place(self) -> tuple[str, str]:
        """By what the list is sorted."""
        return self.identifier.scheme, self.identifier.code

    def printed(self) -> bytes:
        """The canonical array [salt, name, value]."""
        value: Json = {"scheme": self.identifier.scheme, "code": self.identifier.code}
        return print_canonical([self.salt, NAME, value])

    def leaf(self) -> bytes:
        """The leaf hash over the commitment."""
        return hash_leaf(sha256(self.printed()).digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A line of the list where it stands, with its inclusion proof."""

    index: int
    line: ListedLine
    hashes: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceProof:
    """The entry that committed the list, as a tlog-proof file, its opening, and the neighbours; None beyond an end."""

    entry: str
    opening: bytes
    left: Neighbour | None
    right: Neighbour | None


def print_epoch(epoch: Epoch) -> Groups:
    """The groups of an entry that commits a list."""
    return {
        "epoch": {
            "effective": epoch.effective,
            "size": epoch.size,
            "count": epoch.count,
            "root": epoch.root.hex(),
            "excluded": epoch.excluded,
        }
    }


def read_epoch(entry: Entry) -> Epoch | None:
    """The list that an entry commits; None for an entry of another kind, or one that is not open."""
    if entry.envelope.kind is not Kind.LIST_COMMITTED or not entry.values:
        return None
    group = group_of(entry, "epoch")
    return Epoch(
        effective=text(group, "effective"),
        size=_number(group, "size"),
        count=_number(group, "count"),
        root=_hash(text(group, "root")),
        excluded=_number(group, "excluded"),
    )


def root_of_list(lines: Iterable[ListedLine]) -> bytes:
    """The Merkle root over the lines in their order."""
    return root_of(extend((), 0, (line.leaf() for line in lines))[0])


def require_order(lines: Sequence[ListedLine]) -> None:
    """VerificationError unless every line stands behind the one before it: sorted, each identifier once."""
    if any(earlier.place >= later.place for earlier, later in pairwise(lines)):
        raise VerificationError("A list is not in order, or has an identifier twice.")


def print_list(lines: Iterable[ListedLine]) -> bytes:
    """The list as it is published: a line an identifier."""
    return b"".join(line.printed() + b"\n" for line in lines)


def parse_list(data: bytes) -> tuple[ListedLine, ...]:
    """The lines of a published list, its order checked."""
    if data and not data.endswith(b"\n"):
        raise VerificationError("A list is cut off.")
    lines = tuple(_line(parse_canonical(line)) for line in data.split(b"\n")[:-1])
    require_order(lines)
    return lines


def print_absence(proof: AbsenceProof) -> bytes:
    """The proof as one line of canonical JSON."""
    sides = {name: _print_side(side) for name, side in (("left", proof.left), ("right", proof.right)) if side}
    body: Json = {"format": FORMAT, "entry": proof.entry, "opening": parse_canonical(proof.opening), **sides}
    return print_canonical(body) + b"\n"


def parse_absence(data: bytes) -> AbsenceProof:
    """The parts of such a file; nothing is verified yet."""
    if len(data) > MOST_PROOF_BYTES:
        raise VerificationError("This is more than any proof of absence can be.")
    body = parse_canonical(data.removesuffix(b"\n"))
    if not isinstance(body, dict) or body.get("format") != FORMAT or not {*body} <= _KEYS:
        raise VerificationError("This is not a proof of absence.")
    return AbsenceProof(
        entry=text(body, "entry"),
        opening=print_canonical(body.get("opening", [])),
        left=_parse_side(body, "left"),
        right=_parse_side(body, "right"),
    )


def verify_absence(
    proof: AbsenceProof, identifier: Identifier, prove_entry: Callable[[bytes], tuple[int, bytes]]
) -> Epoch:
    """The list on which this identifier does not stand; VerificationError where the proof does not show it.

    `prove_entry` gives (index, bytes) of the entry that a tlog-proof file proves, or raises: trust is its affair.
    """
    seq, body = prove_entry(proof.entry.encode("utf-8"))
    envelope = parse_envelope(body)
    epoch = read_epoch(Entry(seq=seq, envelope=envelope, values=parse_opening(proof.opening, envelope.commitments)))
    if epoch is None:
        raise VerificationError("The entry of this proof commits no list.")
    for side in (proof.left, proof.right):
        if side is not None:
            verify_inclusion(side.line.leaf(), side.index, epoch.count, epoch.root, side.hashes)
    _require_neighbours(proof, epoch)
    asked = (identifier.scheme, identifier.code)
    if (proof.left and proof.left.line.place >= asked) or (proof.right and proof.right.line.place <= asked):
        raise VerificationError("The identifier does not stand between the neighbours of this proof.")
    return epoch


def _require_neighbours(proof: AbsenceProof, epoch: Epoch) -> None:
    """Adjacent lines, or one line at an end of the list, or an empty list."""
    before = proof.left.index if proof.left else -1
    after = proof.right.index if proof.right else epoch.count
    if after != before + 1 or (not epoch.count and epoch.root != root_of(())):
        raise VerificationError("The neighbours of this proof are not adjacent.")


_KEYS = {"format", "entry", "opening", "left", "right"}


def _print_side(side: Neighbour) -> Json:
    line = parse_canonical(side.line.printed())
    return {"index": side.index, "line": line, "hashes": [one.hex() for one in side.hashes]}


def _parse_side(body: Object, name: str) -> Neighbour | None:
    if name not in body:
        return None
    side = body[name]
    hashes = side.get("hashes") if isinstance(side, dict) else None
    if not isinstance(side, dict) or not isinstance(hashes, list):
        raise VerificationError("A neighbour of this proof is not in its form.")
    return Neighbour(
        index=_number(side, "index"),
        line=_line(side.get("line", [])),
        hashes=tuple(_hash(one if isinstance(one, str) else "") for one in hashes),
    )


def _line(body: Json) -> ListedLine:
    salt, name, value = body if isinstance(body, list) and len(body) == 3 else ("", "", "")
    if not isinstance(salt, str) or name != NAME or not isinstance(value, dict) or {*value} != {"scheme", "code"}:
        raise VerificationError("A line of a list is not [salt, name, value] of an identifier.")
    try:
        return ListedLine(identifier=Identifier(text(value, "scheme"), text(value, "code")), salt=salt)
    except MisuseError as error:
        raise VerificationError("A line of a list is not of an identifier.") from error


def _number(group: Object, key: str) -> int:
    value = group.get(key)
    if type(value) is not int or not 0 <= value <= MOST_SIZE:
        raise VerificationError(f"Something else stands where the number {key} is due.")
    return value


def _hash(printed: str) -> bytes:
    try:
        data = bytes.fromhex(printed)
    except ValueError as error:
        raise VerificationError("A hash is not hexadecimal.") from error
    if len(data) != HASH_BYTES or data.hex() != printed:
        raise VerificationError(f"A hash is not {HASH_BYTES} bytes long.")
    return data
