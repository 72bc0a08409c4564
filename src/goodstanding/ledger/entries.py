"""Entries: the closed kinds, and the clear envelope that is hashed into the log.

An envelope says what kind of act it is, by whom, in which batch, about whose keyed digest, and what it is
linked to. Everything else stands behind commitments. Final format: later versions of the software add
kinds, they never change these bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from goodstanding.ledger.canonical import Json, load_json, parse_canonical, print_canonical
from goodstanding.ledger.commitments import MOST_GROUPS
from goodstanding.values.errors import MisuseError, VerificationError

MOST_BYTES = 65_535
OPERATOR = "operator"

_REQUIRED = {"kind", "batch", "actor", "commitments"}
_OPTIONAL = {"subject", "source", "key", "print", "links", "signature"}
_E = TypeVar("_E", bound=StrEnum)


class Kind(StrEnum):
    """What an entry does. Closed: an entry of another kind is not an entry of this register."""

    REGISTER_OPENED = "register-opened"
    OFFICER_ENROLLED = "officer-enrolled"
    COMPETENCE_ENROLLED = "competence-enrolled"
    ORGANIZATION_OPENED = "organization-opened"
    IDENTITY_SET = "identity-set"
    RECORD_ENTERED = "record-entered"
    STAGE_ADDED = "stage-added"
    RECORD_CORRECTED = "record-corrected"
    RECORD_QUESTIONED = "record-questioned"
    QUESTION_CLOSED = "question-closed"
    ROW_QUARANTINED = "row-quarantined"
    QUARANTINE_DECIDED = "quarantine-decided"
    BATCH_CLOSED = "batch-closed"
    LOG_KEY_ENROLLED = "log-key-enrolled"
    RULEBOOK_PROPOSED = "rulebook-proposed"
    RULEBOOK_CONTINUED = "rulebook-continued"
    RULEBOOK_ASSESSED = "rulebook-assessed"
    RULEBOOK_APPROVED = "rulebook-approved"
    RULEBOOK_ADOPTED = "rulebook-adopted"
    RULEBOOK_WITHDRAWN = "rulebook-withdrawn"
    REDACTION_REQUESTED = "redaction-requested"
    REDACTION_CARRIED_OUT = "redaction-carried-out"
    DISCLOSURE_DUE = "disclosure-due"
    REMINDER_SERVED = "reminder-served"
    DISCLOSURE_FILED = "disclosure-filed"
    FIGURE_DISCLOSED = "figure-disclosed"
    DISCLOSURE_CORRECTED = "disclosure-corrected"
    LIST_COMMITTED = "list-committed"
    AUTHORITY_ENROLLED = "authority-enrolled"
    MANDATE_GIVEN = "mandate-given"
    MANDATE_ENDED = "mandate-ended"
    PROCEDURE_ENROLLED = "procedure-enrolled"
    PROCEDURE_APPROVED = "procedure-approved"
    PROCEEDING_OPENED = "proceeding-opened"
    PROCEEDING_ACT = "proceeding-act"
    REPLY_WORDS = "reply-words"
    CORRECTION_REQUESTED = "correction-requested"
    CORRECTION_ACT = "correction-act"
    CORRECTION_CLOSED = "correction-closed"
    RECORDING_ACT = "recording-act"
    CLAIM_MADE = "claim-made"
    CLAIM_UPHELD = "claim-upheld"
    CLAIM_DISMISSED = "claim-dismissed"
    IDENTITY_PROPOSED = "identity-proposed"
    IDENTITY_ACT = "identity-act"
    COVERAGE_PUBLISHED = "coverage-published"


class Relation(StrEnum):
    """Why an entry names an earlier one."""

    ORGANIZATION = "organization"
    RECORD = "record"
    QUARANTINED_ROW = "quarantined-row"
    LOG_KEY = "log-key"
    PROPOSAL = "proposal"
    ASSESSMENT = "assessment"
    REDACTED = "redacted"
    REDACTION = "redaction"
    DISCLOSURE = "disclosure"
    MANDATE = "mandate"
    PROCEDURE = "procedure"
    PROCEEDING = "proceeding"
    REPLY = "reply"
    CORRECTION = "correction"
    CLAIM = "claim"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The clear part of an entry. `batch` is the index of the first entry of its batch.

    `subject`, `key` and `print` are keyed digests (HMAC under the register's secret): of the subject
    reference, of the source key, of the row as it was read. Empty strings are not printed.
    """

    kind: Kind
    batch: int
    actor: str
    commitments: Mapping[str, str]
    subject: str = ""
    source: str = ""
    key: str = ""
    print: str = ""
    links: tuple[tuple[Relation, int], ...] = ()
    signature: str = ""

    def linked(self, relation: Relation) -> int:
        """The entry that this one is linked to by `relation`; without one, VerificationError."""
        for name, index in self.links:
            if name is relation:
                return index
        raise VerificationError(f"An entry of kind {self.kind.value} has no link {relation.value}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as read back: its index, its envelope, and those of its values that are open."""

    seq: int
    envelope: Envelope
    values: Mapping[str, Json] = field(default_factory=dict)


def print_envelope(envelope: Envelope) -> bytes:
    """The canonical bytes of an envelope: what is hashed as a leaf. At most 65,535 bytes."""
    body: dict[str, Json] = {
        "kind": envelope.kind.value,
        "batch": envelope.batch,
        "actor": envelope.actor,
        "commitments": dict(envelope.commitments),
    }
    for name in ("subject", "source", "key", "print", "signature"):
        if text := getattr(envelope, name):
            body[name] = text
    if envelope.links:
        body["links"] = [[relation.value, index] for relation, index in envelope.links]
    printed = print_canonical(body)
    if len(printed) > MOST_BYTES or len(envelope.commitments) > MOST_GROUPS:
        raise MisuseError("An entry is too large.", accepted=f"{MOST_BYTES} bytes and {MOST_GROUPS} groups")
    return printed


def parse_envelope(data: bytes) -> Envelope:
    """An envelope of the very bytes that `print_envelope` gives; anything else raises VerificationError."""
    envelope = _envelope(parse_canonical(data))
    try:
        printed = print_envelope(envelope)
    except MisuseError as error:
        raise VerificationError("An entry is too large.") from error
    if printed != data:
        raise VerificationError("An envelope spells out something empty.")
    return envelope


def load_envelope(data: bytes) -> Envelope:
    """An envelope out of the register's own store: shape checked, canonical form not checked again."""
    return _envelope(load_json(data))


def _envelope(body: Json) -> Envelope:
    if not isinstance(body, dict) or not _REQUIRED <= set(body) <= _REQUIRED | _OPTIONAL:
        raise VerificationError("An envelope lacks a field, or has an unknown one.")
    links = body.get("links", [])
    if not isinstance(links, list):
        raise VerificationError("An envelope has something else where links are due.")
    return Envelope(
        kind=_member(Kind, body["kind"]),
        batch=_integer(body["batch"]),
        actor=_text(body["actor"]),
        commitments=_texts(body["commitments"]),
        subject=_text(body.get("subject", "")),
        source=_text(body.get("source", "")),
        key=_text(body.get("key", "")),
        print=_text(body.get("print", "")),
        links=tuple(_link(link) for link in links),
        signature=_text(body.get("signature", "")),
    )


def _member(enumeration: type[_E], value: Json) -> _E:
    try:
        return enumeration(str(value))
    except ValueError as error:
        raise VerificationError(f"An entry uses a {enumeration.__name__.lower()} that does not exist.") from error


def _link(link: Json) -> tuple[Relation, int]:
    if not isinstance(link, list) or len(link) != 2:
        raise VerificationError("A link is not [relation, index].")
    return _member(Relation, link[0]), _integer(link[1])


def _integer(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise VerificationError("An envelope has something else where an index is due.")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise VerificationError("An envelope has something else where text is due.")
    return value


def _texts(value: Json) -> dict[str, str]:
    if not isinstance(value, dict):
        raise VerificationError("An envelope has something else where commitments are due.")
    return {name: _text(item) for name, item in value.items()}
