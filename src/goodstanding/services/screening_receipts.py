"""Receipts: that a screening was made, against which state of which list, and what came of it; kept by the screener.

A receipt holds salted commitments only: whoever reads it learns the purpose, the list and the bands, and of no bidder
who it is. The opening beside it holds salts and values. A row is shown to a court by giving its part of the opening.
The construction is that of the ledger's own commitments: SHA-256 over the canonical array [salt, name, value].
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from goodstanding.ledger.canonical import Json, print_canonical
from goodstanding.publication.screened import Age, Asked, Found, ListVersion, Screened, Shown, Stale, State
from goodstanding.publication.screening_rows import SubjectRow, row_digest
from goodstanding.screening.bands import Band
from goodstanding.screening.subjects import Subject
from goodstanding.services.ports import Randomness
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.identifiers import Identifier

RECEIPT_FORMAT = "goodstanding/screening-receipt/v1"
OPENING_FORMAT = "goodstanding/screening-opening/v1"
SALT_BYTES = 16
_ANSWERS = frozenset({*map(str, Band), *map(str, State)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One bidder: its row, the answer, and the commitments to what was asked and to what was found.

    `answered_before` says that a person's earlier answer made it.
    """

    row: int
    answer: str
    query: str
    found: str
    answered_before: bool = False

    def __post_init__(self) -> None:
        """Only answers that there are."""
        if self.answer not in _ANSWERS:
            raise ValueError


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The part that can be shown to anybody."""

    format: str
    purpose: str
    role: str
    screened_at: str
    version: ListVersion
    stale: tuple[Stale, ...]
    rows: tuple[ReceiptRow, ...]
    ages: tuple[Age, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow:
    """What opens the commitments of one row: two salts, what was asked, and of each organization found the digest of
    what showed of it.
    """

    row: int
    query_salt: str
    found_salt: str
    reference: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    country: str
    found: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The part that stays with the screener. `receipt` and `digest` are SHA-256 of the receipt and of the file.

    `shown` is what showed on the day `on` of every organization that was found, by its id; an opening from before it
    was kept has neither.
    """

    format: str
    receipt: str
    digest: str
    rows: tuple[OpeningRow, ...]
    on: date | None = None
    shown: Mapping[str, Shown] = field(default_factory=dict)


class KeptSalts:
    """The salts of an opening in their order, to make its receipt once more; other ones behind them end in none."""

    def __init__(self, opening: Opening) -> None:
        self._salts = iter([bytes.fromhex(salt) for row in opening.rows for salt in (row.query_salt, row.found_salt)])

    def token(self, count: int) -> bytes:
        """The next salt; nothing behind the last one."""
        return next(self._salts, b"")


def issue_receipt(asked: Asked, answers: Iterable[Screened], randomness: Randomness) -> tuple[Receipt, Opening]:
    """The receipt and its opening. A row that was refused or unreadable has none: nothing was asked."""
    receipts: list[ReceiptRow] = []
    openings: list[OpeningRow] = []
    shown: dict[str, Shown] = {}
    for screened in answers:
        if screened.why:
            continue
        opening = OpeningRow(
            row=screened.row,
            query_salt=randomness.token(SALT_BYTES).hex(),
            found_salt=randomness.token(SALT_BYTES).hex(),
            reference=screened.reference,
            names=screened.names,
            identifiers=screened.identifiers,
            country=screened.country,
            found={one.organization: one.print for one in screened.found},
        )
        openings.append(opening)
        shown |= {one.organization: _shown(one) for one in screened.found}
        query, found = _commitments(opening)
        answer, answered_before = answer_code(screened), any(one.resolved is not None for one in screened.found)
        receipts.append(
            ReceiptRow(row=screened.row, answer=answer, query=query, found=found, answered_before=answered_before)
        )
    receipt = Receipt(
        format=RECEIPT_FORMAT,
        purpose=asked.purpose,
        role=asked.role,
        screened_at=asked.screened_at,
        version=asked.version,
        stale=asked.stale,
        rows=tuple(receipts),
        ages=asked.ages,
    )
    return receipt, Opening(
        format=OPENING_FORMAT, receipt="", digest=asked.digest, rows=tuple(openings), on=asked.on, shown=shown
    )


def require_own_opening(receipt: Receipt, data: bytes, opening: Opening) -> None:
    """Refuse an opening that does not open every commitment of the receipt. `data` are the receipt's bytes."""
    if opening.format != OPENING_FORMAT or opening.receipt != sha256(data).hexdigest():
        raise VerificationError("This opening is of another receipt.", to_do="give the one that was written with it")
    opened = {row.row: _commitments(row) for row in opening.rows}
    if opened != {row.row: (row.query, row.found) for row in receipt.rows}:
        raise VerificationError("This opening does not fit the commitments of its receipt.")
    if opening.on is not None:
        told = {one: _digest(one, shown, opening.on) for one, shown in opening.shown.items()}
        if any(told.get(one) != digest for row in opening.rows for one, digest in row.found.items()):
            raise VerificationError("What this opening says that was shown does not fit the digests in it.")


def require_known_list(receipt: Receipt, now: ListVersion, known: tuple[str, str] | None) -> None:
    """Refuse a list of another log, one from before the receipt, one whose history reads otherwise, and another day.

    `known` are the log's root at the receipt's size and the instant it was recorded, as they read now; None where
    that cannot be told (a published list names one state only).
    """
    then = receipt.version
    require_later(receipt, now.origin, now.size)
    stood = known if now.size > then.size else (now.root, now.recorded_at)
    if stood is not None and stood[0] != then.root:
        raise VerificationError("The log was another one when the receipt was given: its history has been rewritten.")
    if stood is not None and stood[1] != then.recorded_at:
        raise VerificationError("The state that this receipt names was recorded at another time than it says.")


def require_later(receipt: Receipt, origin: str, size: int) -> None:
    """Refuse what is of another log than the receipt's list, or of a state before it."""
    if origin != receipt.version.origin:
        raise VerificationError("This is of another register than the receipt's list.")
    if size < receipt.version.size:
        raise VerificationError("This is older than the receipt.", to_do="fetch the present one")


def receipt_days(receipt: Receipt, today: date) -> int:
    """How many days old the receipt's list is."""
    return (today - receipt.version.effective).days


def _shown(found: Found) -> Shown:
    return Shown(
        kind=found.kind,
        names=found.names,
        identifiers=found.identifiers,
        country=found.country,
        facts=found.facts,
    )


def _digest(organization: str, shown: Shown, on: date) -> str:
    try:
        identifiers = tuple(map(Identifier.parse, shown.identifiers))
    except MisuseError:
        return ""
    subject = Subject(
        organization=organization, kind=shown.kind, names=shown.names, identifiers=identifiers, country=shown.country
    )
    return row_digest(SubjectRow(subject=subject, facts=shown.facts), on)


def answer_code(screened: Screened) -> str:
    """What a receipt holds of an answer."""
    return screened.state.value if screened.band is None else screened.band.value


def _commitments(row: OpeningRow) -> tuple[str, str]:
    names: list[Json] = [*row.names]
    identifiers: list[Json] = [*row.identifiers]
    query: dict[str, Json] = {"names": names, "identifiers": identifiers, "country": row.country}
    query["reference"] = row.reference
    found: list[Json] = [[organization, row.found[organization]] for organization in sorted(row.found)]
    return _commit(row.query_salt, "query", query), _commit(row.found_salt, "found", found)


def _commit(salt: str, name: str, value: Json) -> str:
    return sha256(print_canonical([salt, name, value])).hexdigest()
