"""Receipts: that a screening was made, against which state of which list, and what came of it; kept by the screener.

A receipt holds salted commitments only: whoever reads it learns the purpose, the list and the bands, and of no bidder
who it is. The opening beside it holds salts and values. A row is shown to a court by giving its part of the opening.
The construction is that of the ledger's own commitments: SHA-256 over the canonical array [salt, name, value].
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from goodstanding.ledger.canonical import Json, print_canonical
from goodstanding.publication.screened import Age, Asked, ListVersion, Screened, Stale, State
from goodstanding.publication.screening_feed import Feed, FeedLine
from goodstanding.screening.bands import Band
from goodstanding.services.bidders import Bidder
from goodstanding.services.ports import Randomness
from goodstanding.services.screening import Desk, screen_bidders
from goodstanding.values.errors import VerificationError

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
    """The part that stays with the screener. `receipt` and `digest` are SHA-256 of the receipt and of the file."""

    format: str
    receipt: str
    digest: str
    rows: tuple[OpeningRow, ...]


class Moved(StrEnum):
    """What has become of an organization that was found, or of a bidder's answer. Closed."""

    NEW = "found-now"
    GONE = "found-no-more"
    CHANGED = "shows-otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row whose answer is another one now, whose candidates are, or whose candidates' listings have changed.

    `now` is "" where it was not asked again.
    """

    row: int
    before: str
    now: str
    organizations: Mapping[str, Moved] = field(default_factory=dict)
    listings: tuple[FeedLine, ...] = ()


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
        query, found = _commitments(opening)
        answered_before = any(one.resolved is not None for one in screened.found)
        receipts.append(
            ReceiptRow(
                row=screened.row, answer=_answer(screened), query=query, found=found, answered_before=answered_before
            )
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
    return receipt, Opening(format=OPENING_FORMAT, receipt="", digest=asked.digest, rows=tuple(openings))


def require_own_opening(receipt: Receipt, data: bytes, opening: Opening) -> None:
    """Refuse an opening that does not open every commitment of the receipt. `data` are the receipt's bytes."""
    if opening.format != OPENING_FORMAT or opening.receipt != sha256(data).hexdigest():
        raise VerificationError("This opening is of another receipt.", to_do="give the one that was written with it")
    opened = {row.row: _commitments(row) for row in opening.rows}
    if opened != {row.row: (row.query, row.found) for row in receipt.rows}:
        raise VerificationError("This opening does not fit the commitments of its receipt.")


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


def check_receipt(receipt: Receipt, opening: Opening, desk: Desk, feed: Feed) -> Iterator[RowChange]:
    """Every row that would be answered otherwise now, asked again by its opening, or whose candidates' listings have
    changed by the delta feed. Nothing is sent or kept.
    """
    before = {row.row: row.answer for row in receipt.rows}
    bidders = (
        Bidder(row=row.row, names=row.names, identifiers=row.identifiers, country=row.country, reference=row.reference)
        for row in opening.rows
    )
    answers = screen_bidders(bidders, desk, lambda finding: None)
    for row, now in zip(opening.rows, answers, strict=True):
        if now is None:
            continue
        found = {one.organization: one.print for one in now.found}
        moved = _moved(row.found, found)
        lines = feed.since(receipt.version.effective, row.found.keys() | found.keys())
        # What happened on the very day of the list may have been known to it: then nothing shows otherwise.
        lines = tuple(one for one in lines if one.on > receipt.version.effective or one.organization in moved)
        if moved or lines or _answer(now) != before[row.row]:
            yield RowChange(row=row.row, before=before[row.row], now=_answer(now), organizations=moved, listings=lines)


def check_by_feed(receipt: Receipt, opening: Opening, feed: Feed) -> Iterator[RowChange]:
    """Every row of whose candidates the feed tells something since the receipt. Nobody is asked about again.

    What happened on the very day of the list is told too: it may have been known to it, or not.
    """
    before = {row.row: row.answer for row in receipt.rows}
    for row in opening.rows:
        lines = feed.since(receipt.version.effective, row.found)
        if lines:
            yield RowChange(row=row.row, before=before[row.row], now="", listings=lines)


def receipt_days(receipt: Receipt, today: date) -> int:
    """How many days old the receipt's list is."""
    return (today - receipt.version.effective).days


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, Moved]:
    moved = {one: Moved.NEW for one in now if one not in before}
    moved |= {one: Moved.GONE for one in before if one not in now}
    return moved | {one: Moved.CHANGED for one in now if one in before and now[one] != before[one]}


def _answer(screened: Screened) -> str:
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
