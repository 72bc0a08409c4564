"""Compare bidders with the list: one reasoned answer each, in their order. Writes nothing into the register (S32).

Identifier or human, never a name alone (S19). Where the list is stale, what is found is still said, and `clear` is
not. A person's earlier answer holds as long as neither side reads differently.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import islice

from goodstanding.intake.names import fold
from goodstanding.ledger.canonical import Json, print_canonical
from goodstanding.publication.screened import Age, Found, Given, Resolved, Screened, Stale, State
from goodstanding.publication.screening_feed import Feed
from goodstanding.publication.screening_rows import SubjectRow, row_digest
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.answer import Answer, Candidate
from goodstanding.screening.bands import Band
from goodstanding.screening.signs import legible
from goodstanding.screening.subjects import Query
from goodstanding.services.bidders import (
    Bidder,
    BidderRow,
    Enquiry,
    SkippedPerson,
    UnreadableBidder,
    check_bidder,
)
from goodstanding.services.numbers_alone import NumbersAlone
from goodstanding.services.screening_list import ScreeningList
from goodstanding.services.unread_names import unread_name
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

#: A person's earlier answer, by the organization's id and by how bidder and organization read.
Recall = Callable[[str, str, str], Resolved | None]
#: Queries and the most candidates of each -> an answer for each, in their order; it reads on as far as it needs.
Search = Callable[[Iterator[Query], int], Iterator[Answer]]
#: Told when a row cannot be asked about.
Report = Callable[[Finding], None]

_ORDER = tuple(Band)
_REFUSED = "personal-number"
#: Candidates that are shown of each of a bidder's names.
MOST_CANDIDATES = 20


def _recall_nothing(organization: str, bidder: str, subject: str) -> Resolved | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a screening works with: the list, the day asked about, how old all is, what is stale, and persons' answers.

    `search` finds candidates, by the list's own index where there is none; `changes` are those beside a published list.
    `about` is the digest of the bidders' file, "" for one bidder: answers about a name alone count in it alone.
    """

    screened: ScreeningList
    on: date
    search: Search | None = None
    changes: Feed | None = None
    stale: tuple[Stale, ...] = ()
    ages: tuple[Age, ...] = ()
    recall: Recall = _recall_nothing
    about: str = ""


def screen_bidders(rows: Iterable[BidderRow], desk: Desk, report: Report) -> Iterator[Screened | None]:
    """An answer for every row, None for a person, who is skipped unread. Problems of a row go to `report`."""
    read: deque[tuple[BidderRow, Enquiry | SkippedPerson | UnreadableBidder | Finding]] = deque()

    def queries() -> Iterator[Query]:
        """Reads on as far as the search asks."""
        for row in rows:
            checked = check_bidder(row) if isinstance(row, Bidder) else row
            read.append((row, checked))
            if isinstance(checked, Enquiry):
                yield from checked.queries

    search = desk.search or _by_index(desk)
    numbers = NumbersAlone(desk.screened.index)
    answers = search(queries(), MOST_CANDIDATES)
    for answer in answers:
        yield from _without_question(read, report)
        _, enquiry = read.popleft()
        if isinstance(enquiry, Enquiry):
            several = [answer, *islice(answers, len(enquiry.queries) - 1)]
            told = _answer(enquiry, several, desk)
            # What was not compared clears nobody; what was found is said.
            unread = next((one.query for one in several if not one.is_whole), None)
            if not told.found and unread is not None:
                told = _not_asked(enquiry.row, unread_name(enquiry.row, unread, desk.screened.index), report)
            elif not told.found and not numbers.clear(enquiry):
                told = _not_asked(enquiry.row, numbers.why_not(enquiry), report)
            yield told
    yield from _without_question(read, report)


def _by_index(desk: Desk) -> Search:
    return lambda queries, limit: desk.screened.index.screen_all(queries, limit=limit)


def _without_question(
    read: deque[tuple[BidderRow, Enquiry | SkippedPerson | UnreadableBidder | Finding]], report: Report
) -> Iterator[Screened | None]:
    """What comes before the next row that is asked about."""
    while read and not isinstance(read[0][1], Enquiry):
        row, problem = read.popleft()
        if isinstance(problem, UnreadableBidder | Finding):
            yield _not_asked(row.row, problem, report)
        else:
            yield None


def screen_bidder(bidder: Bidder, desk: Desk, report: Report) -> Screened:
    """The answer for one bidder. A refused row keeps nothing but its number."""
    return next(one for one in screen_bidders([bidder], desk, report) if one is not None)


def _not_asked(row: int, problem: UnreadableBidder | Finding, report: Report) -> Screened:
    finding = problem if isinstance(problem, Finding) else problem.finding
    report(finding)
    state = State.REFUSED if finding.code == _REFUSED else State.UNREADABLE
    return Screened(row=row, state=state, why=finding.code, problem=finding.says)


def _answer(enquiry: Enquiry, answers: list[Answer], desk: Desk) -> Screened:
    first, reads = enquiry.queries[0], enquiry_reads(enquiry, desk.about)
    found = tuple(_settle(one, reads, desk) for one in _merge(answers, desk))
    band = min((one.band for one in found), key=_ORDER.index, default=Band.CLEAR)
    # Nobody is cleared by ruling out the candidates that are shown, where there are more of them.
    is_cut = any(len(answer.candidates) >= MOST_CANDIDATES for answer in answers)
    band = Band.WEAK if is_cut and band is Band.CLEAR else band
    is_stale = band is Band.CLEAR and bool(desk.stale)
    return Screened(
        row=enquiry.row,
        state=State.STALE if is_stale else State.ANSWERED,
        band=None if is_stale else band,
        reference=enquiry.reference,
        names=tuple(query.name for query in enquiry.queries if query.name),
        identifiers=tuple(map(str, first.identifiers)),
        country=first.country,
        reads=reads,
        found=tuple(sorted(found, key=lambda one: (_ORDER.index(one.band), -one.evidence, one.organization))),
        is_cut=is_cut,
        uncompared=enquiry.uncompared,
    )


def enquiry_reads(enquiry: Enquiry, about: str) -> str:
    """The digest of how a bidder reads: equal for spellings that the analyser does not tell apart.

    A name alone is shared by namesakes: without a number it is this bidder of this file, and no other.
    """
    first = enquiry.queries[0]
    place: list[Json] = [] if first.identifiers else [about, enquiry.reference or enquiry.row]
    return _reads((query.name for query in enquiry.queries), first.identifiers, first.country, place)


def subject_reads(row: SubjectRow) -> str:
    """The digest of how an organization of the list reads."""
    return _reads(row.subject.names, row.subject.identifiers, row.subject.country, [])


def _reads(names: Iterable[str], identifiers: Iterable[Identifier], country: str, place: list[Json]) -> str:
    read: list[Json] = [*sorted({" ".join(fold(legible(name)).split()) for name in names if name})]
    numbers: list[Json] = [*sorted(map(str, identifiers))]
    return sha256(print_canonical([ANALYSER_VERSION, read, numbers, country, *place])).hexdigest()


def _merge(answers: Iterable[Answer], desk: Desk) -> Iterator[Found]:
    """The nearest candidate of each organization, by whichever of the bidder's names."""
    best: dict[str, Candidate] = {}
    for candidate in (one for answer in answers for one in answer.candidates):
        before = best.get(candidate.subject.organization)
        if before is None or _nearness(candidate) < _nearness(before):
            best[candidate.subject.organization] = candidate
    for organization, candidate in best.items():
        if candidate.band is not Band.CLEAR:
            yield _found(candidate, desk.screened.rows[organization], desk.on)


def _nearness(candidate: Candidate) -> tuple[int, int]:
    return _ORDER.index(candidate.band), -candidate.evidence


def _found(candidate: Candidate, row: SubjectRow, on: date) -> Found:
    subject = row.subject
    return Found(
        organization=subject.organization,
        kind=subject.kind,
        names=subject.names,
        identifiers=tuple(map(str, subject.identifiers)),
        country=subject.country,
        band=candidate.band,
        evidence=candidate.evidence,
        name=candidate.name,
        shared_by=candidate.shared_by,
        met=tuple(map(str, candidate.met)),
        contradicting=tuple(map(str, candidate.contradicting)),
        alignment=candidate.alignment,
        facts=row.facts,
        print=row_digest(row, on),
        reads=subject_reads(row),
    )


def _settle(found: Found, reads: str, desk: Desk) -> Found:
    """A question with the answer that a person gave; a match by identifier is nobody's question."""
    given = desk.recall(found.organization, reads, found.reads)
    if given is None or found.decides:
        return found
    return replace(found, resolved=given, band=Band.MATCH if given.answer is Given.SAME else Band.CLEAR)
