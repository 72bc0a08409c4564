"""Questions as of two times: the effective date, and the recorded size or instant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.ledger.book import fold_organization
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.projections import BatchRow, fold_name
from goodstanding.ledger.redactions import REDACTION_KINDS, orders_of
from goodstanding.ledger.writing import Head
from goodstanding.register.views import OrganizationView
from goodstanding.services.days import today
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.dates import CALENDAR_DATE
from goodstanding.values.errors import MisuseError, NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME, Identifier

MOST_CANDIDATES = 20
_SIZE = re.compile(r"[0-9]{1,15}")
_ID = re.compile(rf"{ORGANIZATION_SCHEME}-(0|[1-9][0-9]{{0,14}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The two times of an answer: `head` is the committed state that was known, never a size between heads.

    `origin` is the log that the head is of, and `redactions` how many, carried out by the time of asking, took values
    of entries below the head: who has these and the rulebook's digest can ask the same again. What is displayed is
    decided by `effective`: an answer has no other day of publication.
    """

    effective: date
    head: Head
    origin: str = ""
    redactions: int = 0


def as_of(ports: Ports, reader: Reader, effective: date | None, recorded: str | None) -> AsOf:
    """The two times asked for; the register's day and the latest head where nothing was asked.

    `recorded` is a tree size or an ISO 8601 instant (a bare date means its end, UTC), floored to the last
    committed head.
    """
    head: Head | None = reader.head()
    if recorded is not None:
        is_size = _SIZE.fullmatch(recorded)
        head = reader.head_at_size(int(recorded)) if is_size else reader.head_at_instant(parse_instant(recorded))
    if head is None or head.size == 0:
        raise NotFoundError("Nothing was recorded yet at that time.", to_do="ask for a later size or instant")
    return AsOf(
        effective=effective or today(ports, reader),
        head=head,
        origin=origin_of(reader),
        redactions=_redactions(reader, head.size),
    )


def _redactions(reader: Reader, size: int) -> int:
    """How many redactions of all, later ones included, took values of an entry below the size: no answer has them."""
    orders = orders_of(reader.entries_of(REDACTION_KINDS, reader.head().size)).values()
    return sum(order.carried_out is not None and min(order.positions, default=size) < size for order in orders)


def parse_instant(text: str) -> str:
    """An ISO 8601 date or instant as the ledger writes instants: UTC, to the second."""
    try:
        if CALENDAR_DATE.fullmatch(text[:10]) is None:
            raise ValueError
        if len(text) == 10:
            return f"{date.fromisoformat(text).isoformat()}T23:59:59Z"
        instant = datetime.fromisoformat(text)
        utc = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise MisuseError(
            "This is not a recorded time.", accepted="a tree size, YYYY-MM-DD, or an ISO 8601 instant"
        ) from None
    return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def find_view(ports: Ports, reader: Reader, asked: str, at: AsOf) -> OrganizationView | None:
    """The organization with this id (`o-12`) or identifier (`mx-rfc:...`), None where there is none.

    An organization that was joined to another is answered by the other. A name is never an answer: use
    `candidates`.
    """
    size, subject, opening = at.head.size, "", None
    if match := _ID.fullmatch(asked):
        opening = int(match[1])
    else:
        subject = ports.keyring.digest("subject", str(canonical_identifier(Identifier.parse(asked))))
    identities = reader.identities_near(subject, opening, size)
    meant = resolve(identities, at.effective)
    if opening is None:
        opening = meant.get(subject)
    references = {reference for reference, organization in meant.items() if organization == opening}
    if opening is None or not references:
        heir = next((meant.get(identity.subject) for identity in identities if identity.seq == opening), None)
        return None if heir is None else find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{heir}", at)
    entries, full_lists = reader.entries_about(references, size), latest_full_lists(reader, size)
    return fold_organization(opening, entries, full_lists, at.effective)


def all_views(reader: Reader, at: AsOf) -> Iterator[OrganizationView]:
    """Every organization, in no promised order; one pass over the entries, one organization in memory.

    Only organizations of several references wait until the end of the pass.
    """
    size = at.head.size
    meant = resolve(reader.identities(size), at.effective)
    references: dict[int, int] = {}
    for organization in meant.values():
        references[organization] = references.get(organization, 0) + 1
    full_lists = latest_full_lists(reader, size)
    waiting: dict[int, list[Entry]] = {}
    for subject, entries in groupby(reader.entries_by_subject(size), key=lambda entry: entry.envelope.subject):
        opening = meant.get(subject)
        if opening is None:
            continue
        if references[opening] == 1:
            yield fold_organization(opening, entries, full_lists, at.effective)
        else:
            waiting.setdefault(opening, []).extend(entries)
    for opening, gathered in waiting.items():
        yield fold_organization(opening, sorted(gathered, key=lambda entry: entry.seq), full_lists, at.effective)


def latest_full_lists(reader: Reader, size: int) -> dict[str, BatchRow]:
    """By source, its latest full list: an older one is never imported after a later one."""
    return {batch.source: batch for batch in reader.batches(size) if not batch.partial}


def candidates(ports: Ports, reader: Reader, name: str, at: AsOf) -> list[OrganizationView]:
    """Organizations that a name may mean, for a person to choose from by identifier. Never a match."""
    folded = fold_name(name)
    if len(folded) < 3:
        raise MisuseError("This name is too short to list candidates.", accepted="at least three letters")
    rows = reader.names_like(folded, at.head.size, 5 * MOST_CANDIDATES)
    subjects = {row.subject for row in rows}
    meant = resolve(reader.identities_of(subjects, at.head.size), at.effective)
    found = sorted(set(meant.values()))[:MOST_CANDIDATES]
    views = (find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{opening}", at) for opening in found)
    return [view for view in views if view is not None]
