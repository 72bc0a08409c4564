"""What has changed since a receipt: which bidders would be answered otherwise, and what showed then and shows now.

Asked again by the opening, or read from the delta feed alone. Nothing is sent or kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goodstanding.publication.screened import Shown
from goodstanding.publication.screening_feed import Feed, FeedLine
from goodstanding.publication.screening_rows import SubjectRow
from goodstanding.services.bidders import Bidder
from goodstanding.services.screening import Desk, screen_bidders
from goodstanding.services.screening_receipts import Opening, OpeningRow, Receipt, answer_code


class Moved(StrEnum):
    """What has become of an organization that was found, or of a bidder's answer. Closed."""

    NEW = "found-now"
    GONE = "found-no-more"
    CHANGED = "shows-otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChange:
    """What became of one organization, with what showed of it then, and what shows now.

    `then` is None where it was not found, or where the opening does not hold it; `now` where nothing of it shows.
    """

    how: Moved
    then: Shown | None = None
    now: Shown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row whose answer is another one now, whose candidates are, or whose candidates' listings have changed.

    `now` is "" where it was not asked again.
    """

    row: int
    before: str
    now: str
    organizations: Mapping[str, CandidateChange] = field(default_factory=dict)
    listings: tuple[FeedLine, ...] = ()


def check_receipt(receipt: Receipt, opening: Opening, desk: Desk, feed: Feed) -> Iterator[RowChange]:
    """Every row that would be answered otherwise now, asked again by its opening, or whose candidates' listings have
    changed by the delta feed.
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
        moved = _moved(row, found, opening, desk.screened.rows)
        lines = feed.since(receipt.version.effective, row.found.keys() | found.keys())
        # What happened on the very day of the list may have been known to it: then nothing shows otherwise.
        lines = tuple(one for one in lines if one.on > receipt.version.effective or one.organization in moved)
        answer = answer_code(now)
        if moved or lines or answer != before[row.row]:
            yield RowChange(row=row.row, before=before[row.row], now=answer, organizations=moved, listings=lines)


def check_by_feed(receipt: Receipt, opening: Opening, feed: Feed) -> Iterator[RowChange]:
    """Every row of whose candidates the feed tells something since the receipt. Nobody is asked about again.

    What happened on the very day of the list is told too: it may have been known to it, or not.
    """
    before = {row.row: row.answer for row in receipt.rows}
    for row in opening.rows:
        lines = feed.since(receipt.version.effective, row.found)
        if lines:
            yield RowChange(row=row.row, before=before[row.row], now="", listings=lines)


def _moved(
    row: OpeningRow, found: Mapping[str, str], opening: Opening, rows: Mapping[str, SubjectRow]
) -> dict[str, CandidateChange]:
    how = {one: Moved.NEW for one in found if one not in row.found}
    how |= {one: Moved.GONE for one in row.found if one not in found}
    how |= {one: Moved.CHANGED for one in found if one in row.found and found[one] != row.found[one]}
    return {
        one: CandidateChange(
            how=moved,
            then=opening.shown.get(one) if one in row.found else None,
            now=_shows(rows[one]) if one in rows else None,
        )
        for one, moved in how.items()
    }


def _shows(row: SubjectRow) -> Shown:
    subject = row.subject
    return Shown(
        kind=subject.kind,
        names=subject.names,
        identifiers=tuple(map(str, subject.identifiers)),
        country=subject.country,
        facts=row.facts,
    )
