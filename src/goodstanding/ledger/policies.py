"""Trust policies (C2SP tlog-policy): which logs, which witnesses, and how many of them are enough.

Octets, not text: names are opaque, so they are kept as Latin-1. Where a policy comes from is not decided here.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.notes import KeyType, VerifierKey, Verify, parse_verifier_key, verify_note
from goodstanding.values.errors import VerificationError

MOST_POLICY_BYTES = 1_000_000
#: Logs, witnesses and groups together; the specification asks for 32 of each.
MOST_LINES = 1_000
NONE = "none"

_OCTETS = re.compile(rb"[\x09\x0a\x20-\x7e\x80-\xff]*")
_BLANKS = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """At least `threshold` of the members, each a witness or a group by its name, have witnessed."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Accepted logs and known witnesses with their addresses ("" where none is given), groups, and the quorum."""

    logs: Mapping[VerifierKey, str] = field(default_factory=dict)
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    def is_met(self, signers: Collection[VerifierKey]) -> bool:
        """Whether these cosigners are enough; groups name only what stands before them, so this ends."""
        witnessed = {name for name, key in self.witnesses.items() if key in signers}
        # Groups stand in the order of their lines, members before them: no depth of nesting is too deep.
        for name, group in self.groups.items():
            if sum(member in witnessed for member in group.members) >= group.threshold:
                witnessed.add(name)
        return self.quorum == NONE or self.quorum in witnessed


def parse_policy(data: bytes) -> Policy:
    """The policy of a file; VerificationError for anything that the specification does not allow."""
    if len(data) > MOST_POLICY_BYTES or _OCTETS.fullmatch(data) is None or (data and not data.endswith(b"\n")):
        raise VerificationError("A policy has a control character, is too long, or its last line does not end.")
    reading = _Reading()
    for line in data.decode("latin-1").split("\n"):
        words = [word for word in _BLANKS.split(line) if word]
        if words and not words[0].startswith("#"):
            reading.take(words)
    if reading.quorum is None:
        raise VerificationError("A policy has no quorum line.")
    return Policy(
        logs=reading.logs,
        witnesses=reading.witnesses,
        addresses=reading.addresses,
        groups=reading.groups,
        quorum=reading.quorum,
    )


def verify_under(policy: Policy, note: bytes, verify: Verify) -> tuple[Checkpoint, Mapping[VerifierKey, int]]:
    """The checkpoint of a note that one of the policy's logs signed for its own origin, cosigned as it asks.

    And who signed it, with the times of cosignatures.
    """
    found = verify_note(note, (*policy.logs, *policy.witnesses.values()), verify)
    checkpoint = parse_checkpoint(found.text)
    if not any(key in policy.logs and key.name == checkpoint.origin for key in found.signers):
        raise VerificationError("No log of the policy signed this checkpoint for its own origin.")
    if not policy.is_met(found.signers):
        raise VerificationError("The cosignatures of this checkpoint are not those that the policy asks for.")
    return checkpoint, found.signers


class _Reading:
    """A policy line by line: names are known from the line on that defines them."""

    def __init__(self) -> None:
        self.logs: dict[VerifierKey, str] = {}
        self.witnesses: dict[str, VerifierKey] = {}
        self.addresses: dict[str, str] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()
        self._lines = 0

    def take(self, words: list[str]) -> None:
        self._lines += 1
        if self._lines > MOST_LINES:
            raise VerificationError(f"A policy has more than {MOST_LINES} lines.")
        match words:
            case ["log", key, *address] if len(address) <= 1:
                self._log(key, *address)
            case ["witness", name, key, *address] if len(address) <= 1:
                self._witness(name, key, *address)
            case ["group", name, threshold, *members] if members:
                self._group(name, threshold, members)
            case ["quorum", name]:
                self._quorum(name)
            case _:
                raise VerificationError("A line of a policy is of no known form.")

    def _log(self, text: str, address: str = "") -> None:
        key = _key(text, KeyType.ED25519)
        if any(one.public_key == key.public_key for one in self.logs):
            raise VerificationError("A policy has a log twice.")
        self.logs[key] = address

    def _witness(self, name: str, text: str, address: str = "") -> None:
        self._define(name)
        key = _key(text, KeyType.COSIGNATURE_V1)
        if any(one.public_key == key.public_key for one in self.witnesses.values()):
            raise VerificationError("A policy has a witness twice.")
        self.witnesses[name], self.addresses[name] = key, address

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        self._define(name)
        for member in members:
            if not self._is_defined(member) or member in self._members:
                raise VerificationError("A group has a member that is not defined before it, or one twice.")
            self._members.add(member)
        least = {"any": 1, "all": len(members)}.get(threshold)
        if least is None:
            least = int(threshold) if _NUMBER.fullmatch(threshold) else 0
        if not 1 <= least <= len(members):
            raise VerificationError("A group asks for more than all of its members, or for none.")
        self.groups[name] = Group(threshold=least, members=tuple(members))

    def _quorum(self, name: str) -> None:
        if self.quorum is not None or not (name == NONE or self._is_defined(name)):
            raise VerificationError("A policy has two quorum lines, or one of what is not defined before it.")
        self.quorum = name

    def _define(self, name: str) -> None:
        if name == NONE or self._is_defined(name):
            raise VerificationError("A policy defines a name twice, or the name none.")

    def _is_defined(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups


def _key(text: str, due: KeyType) -> VerifierKey:
    try:
        key = parse_verifier_key(text.encode("latin-1").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise VerificationError("A key of a policy is not UTF-8.") from error
    if key.type is not due:
        raise VerificationError("A key of a policy is not of the type of its line.")
    return key
