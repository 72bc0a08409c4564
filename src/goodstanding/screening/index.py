"""All names of a register, searchable at once: candidates by what they share, weighed, banded and explained."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from goodstanding.screening.analyser import ANALYSER_VERSION, Analyser, Reading
from goodstanding.screening.answer import Answer, Candidate, Piece
from goodstanding.screening.bands import Band
from goodstanding.screening.evidence import MOST_BY_NAME, SAME_NAME, Compared, Scale, is_same_name
from goodstanding.screening.explaining import explain_countries, explain_identifiers, explain_names, explain_part
from goodstanding.screening.keys import whole_key
from goodstanding.screening.numbers import is_key, root_of, roots_of, strong_identifiers
from goodstanding.screening.packing import pack, unpack
from goodstanding.screening.reach import Reach
from goodstanding.screening.retrieval import LEARNT_AT_ONCE, Retrieval
from goodstanding.screening.segment import LAYOUT, Segment
from goodstanding.screening.sides import Side
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

#: Set on development data; docs/explanation/how-screening-weighs.md says how, and what errors they bring.
STRONG_FROM = 600
WEAK_FROM = 480
MOST_CANDIDATES = 20

#: Of which version a file of an index is.
_FILES = f"{ANALYSER_VERSION}.{LAYOUT}"
_CONTRADICTED = 450
_OTHER_COUNTRY = 850
_MOST_SEGMENTS = 6
#: Fewer are aligned at once.
_FEW = 5
_NO_INITIALS = frozenset[int]()
_ORDER = (Band.MATCH, Band.STRONG, Band.WEAK, Band.CLEAR)


class _Held(NamedTuple):
    """One reading of a subject's name, as a segment holds it."""

    words: tuple[str, ...]
    raw: tuple[str, ...]
    forms: tuple[str, ...]
    initials: frozenset[int]


class _Found(NamedTuple):
    """The best of a subject's names, before identifiers and country have spoken; and whether any is the very same."""

    compared: Compared
    asked: Side
    held: Side
    name: int
    read_as: str
    is_same: bool


class _Weighed(NamedTuple):
    """A subject with what its names, numbers and country say together."""

    subject: Subject
    band: Band
    evidence: int
    found: _Found | None
    met: tuple[Identifier, ...]
    against: tuple[Identifier, ...]


class Index:
    """Subjects by organization; every look-up sees every `add` and `remove` before it."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._scale = Scale(analyser)
        self._parts: list[tuple[Segment, Retrieval]] = []
        self._pending: dict[str, Subject] = {}

    @classmethod
    def build(cls, subjects: Iterable[Subject], *, analyser: Analyser) -> "Index":
        """An index of these subjects; the last of an organization holds."""
        index = cls(analyser)
        index._pending = {subject.organization: subject for subject in subjects}
        index._settle()
        return index

    @classmethod
    def from_bytes(cls, buffer: bytes | memoryview, *, analyser: Analyser) -> "Index":
        """The index that `to_bytes` gave. A buffer that is a mapped file stays where it is until it is read.

        Bytes of another version, or that are no index, raise VerificationError: it is built again then.
        """
        index = cls(analyser)
        index._append(Segment(unpack(buffer, version=_FILES)))
        return index

    def to_bytes(self) -> bytes:
        """The whole index as one file. Equal subjects in equal order give equal bytes."""
        self._settle()
        if len(self._parts) != 1 or self._parts[0][0].dead:
            self._replace(list(self._subjects()))
        return pack(self._parts[0][0].arrays, version=_FILES)

    def __len__(self) -> int:
        return sum(len(segment) for segment, _ in self._parts) + len(self._pending)

    def add(self, subject: Subject) -> None:
        """Searchable from now on; an earlier subject of the same organization is replaced."""
        self.remove(subject.organization)
        self._pending[subject.organization] = subject

    def remove(self, organization: str) -> None:
        """Gone from now on; nothing happens where it was not there."""
        self._pending.pop(organization, None)
        for segment, _ in self._parts:
            place = segment.place(organization)
            if place is not None:
                segment.dead.add(place)

    def screen(self, query: Query, *, limit: int = MOST_CANDIDATES) -> Answer:
        """The best `limit` candidates that are not clear. A name alone is at most a strong question (S19)."""
        return self._screen(query, self.read(query), limit)

    def screen_all(self, queries: Iterable[Query], *, limit: int = MOST_CANDIDATES) -> Iterator[Answer]:
        """One answer a query, in their order. Some are read ahead: what is near their words is found in one go."""
        left = iter(queries)
        while block := list(islice(left, LEARNT_AT_ONCE)):
            read = list(map(self.read, block))
            for _, retrieval in self.parts():
                retrieval.learn(chain.from_iterable(read))
            for query, readings in zip(block, read, strict=True):
                yield self._screen(query, readings, limit)

    def _screen(self, query: Query, readings: tuple[Reading, ...], limit: int) -> Answer:
        rows = [self._retrieve(retrieval, readings) for _, retrieval in self.parts()]
        return self.answer(query, readings, rows, limit=limit)

    def candidates(self, name: str, *, most: int = MOST_CANDIDATES) -> list[str]:
        """Who would be weighed for this name, likeliest first: organizations, before any evidence. To be measured."""
        likely = [
            (score, segment.subject(int(segment.owner[row])).organization)
            for segment, retrieval in self.parts()
            for reading in self._analyser.read(name)
            for row, score in retrieval.ranked(reading, most, least=0)
            if int(segment.owner[row]) not in segment.dead
        ]
        return list(dict.fromkeys(who for _, who in sorted(likely, key=lambda one: (-one[0], one[1]))))[:most]

    def answer(
        self, query: Query, readings: tuple[Reading, ...], rows: list[list[int]], *, limit: int = MOST_CANDIDATES
    ) -> Answer:
        """Weigh the readings that a retrieval found, one list a segment, whichever way it found them."""
        asked = strong_identifiers(query.identifiers)
        weighed: list[_Weighed] = []
        for (segment, _), found in zip(self.parts(), rows, strict=True):
            numbered = {place for number in asked for place in segment.identified(number)}
            theirs = chain.from_iterable(map(segment.rows_of, sorted(numbered)))
            named = self._compare(segment, readings, list(dict.fromkeys(chain(found, theirs))) if numbered else found)
            for place in sorted((numbered | named.keys()) - segment.dead):
                one = _weigh(segment.subject(place), query, asked, named.get(place))
                if one.band is not Band.CLEAR:
                    weighed.append(one)
        best = sorted(weighed, key=_rank)[:limit]
        return Answer(
            query=query,
            band=best[0].band if best else Band.CLEAR,
            candidates=tuple(self._candidate(query, one) for one in best),
            analyser_version=ANALYSER_VERSION,
            is_whole=not query.name or self._is_whole(query, readings),
        )

    def _is_whole(self, query: Query, readings: tuple[Reading, ...]) -> bool:
        """A number stands for a name of which nothing is read."""
        return self._analyser.reads_whole(query.name, readings) or (not readings and bool(query.identifiers))

    def _retrieve(self, retrieval: Retrieval, readings: tuple[Reading, ...]) -> list[int]:
        found = [row for reading in readings for row in retrieval.candidates(reading)]
        return list(dict.fromkeys(found))

    def _compare(self, segment: Segment, readings: tuple[Reading, ...], rows: list[int]) -> dict[int, _Found]:
        """The best pair of readings for each subject among these rows; what is clear by name is left out."""
        best: dict[int, _Found] = {}
        for reading in readings:
            asked = self._scale.side(reading)
            short = self._shortened_to(segment, reading)
            within = self._within_reach(segment, reading, asked, rows, short)
            for row, (words, raw) in zip(within, segment.words_and_raw(within), strict=True):
                initials = frozenset([key for key, filed in short if row in filed]) if short else _NO_INITIALS
                held = self._scale.side(_Held(words, raw, segment.forms(row), initials))
                compared = self._scale.compare(asked, held)
                if compared.evidence < WEAK_FROM:
                    continue
                place = int(segment.owner[row])
                known = best.get(place)
                is_same = is_same_name(compared) or (known is not None and known.is_same)
                if known is None or compared.evidence > known.compared.evidence:
                    best[place] = _Found(compared, asked, held, int(segment.name_place[row]), reading.read_as, is_same)
                elif is_same:
                    best[place] = known._replace(is_same=True)
        return best

    def _within_reach(
        self, segment: Segment, reading: Reading, asked: Side, rows: list[int], short: list[tuple[int, set[int]]]
    ) -> list[int]:
        """The rows that may reach a question."""
        if len(rows) < _FEW:
            return rows
        reach = Reach(segment, self._scale, asked, segment.vocabulary.by_initials(sorted(reading.initials)))
        within = set(reach.within(rows, WEAK_FROM)).union(*[filed for _, filed in short])
        return [row for row in rows if row in within]

    def _shortened_to(self, segment: Segment, reading: Reading) -> list[tuple[int, set[int]]]:
        """The keys of the query's words that are initials of names here, and of which."""
        keys = (self._scale.initials_key(word) for word in dict.fromkeys(reading.words))
        return [(key, set(segment.filed(key).tolist())) for key in keys if key >= 0]

    def _candidate(self, query: Query, weighed: _Weighed) -> Candidate:
        subject, found = weighed.subject, weighed.found
        return Candidate(
            subject=subject,
            name=subject.names[found.name if found is not None else 0] if subject.names else "",
            band=weighed.band,
            evidence=weighed.evidence,
            alignment=tuple(self._explain(query, weighed)),
            met=weighed.met,
            contradicting=weighed.against,
            shared_by=self._shared_by(found),
        )

    def _explain(self, query: Query, weighed: _Weighed) -> Iterator[Piece]:
        subject, found = weighed.subject, weighed.found
        yield from explain_identifiers(weighed.met, weighed.against, sorted(strong_identifiers(subject.identifiers)))
        yield from explain_countries(query.country, subject.country)
        if found is not None:
            yield from explain_part(found.read_as)
            yield from explain_names(found.compared, found.asked, found.held, self._scale)

    def _shared_by(self, found: _Found | None) -> int:
        """How many organizations have a name of these very words."""
        if found is None:
            return 1
        key = whole_key(found.held.words)
        owners = 0
        for segment, _ in self._parts:
            owners += len(set(segment.owner[segment.filed(key)].tolist()) - segment.dead)
        return max(1, owners)

    def read(self, query: Query) -> tuple[Reading, ...]:
        """The query's name as this index reads names."""
        return self._analyser.read(query.name)

    def parts(self) -> list[tuple[Segment, Retrieval]]:
        """All segments with their retrievals, whatever was added included; for a join over all of them."""
        if self._pending:
            self._settle()
        return self._parts

    def _settle(self) -> None:
        """File what was added; put small parts together before they become many."""
        if self._pending:
            pending, self._pending = list(self._pending.values()), {}
            self._append(Segment.build(pending, self._analyser))
        if len(self._parts) > _MOST_SEGMENTS:
            largest = max(self._parts, key=lambda part: len(part[0]))
            small = [subject for part in self._parts if part is not largest for subject in part[0].subjects()]
            self._parts = [largest]
            self._append(Segment.build(small, self._analyser))

    def _subjects(self) -> Iterator[Subject]:
        return (subject for segment, _ in self._parts for subject in segment.subjects())

    def _replace(self, subjects: list[Subject]) -> None:
        self._parts = []
        self._append(Segment.build(subjects, self._analyser))

    def _append(self, segment: Segment) -> None:
        self._parts.append((segment, Retrieval(segment, self._analyser)))


def _weigh(subject: Subject, query: Query, asked: frozenset[Identifier], found: _Found | None) -> _Weighed:
    """Numbers first: an equal one decides, another one of its scheme halves what the name says.

    An equal one without a check digit is a strong question, unless the names are alike too, or a number of another
    scheme is equal. Of the very same name a question stays: a weak one against another number, which nobody has
    verified.
    """
    held = strong_identifiers(subject.identifiers)
    roots = roots_of(held)
    met = {one for one in asked if root_of(one) in roots}
    schemes = {one.scheme for one in held} - {one.scheme for one in met}
    against = {one for one in asked - met if one.scheme in schemes}
    evidence = found.compared.evidence if found is not None else 0
    if query.country and subject.country and query.country != subject.country:
        evidence = evidence * _OTHER_COUNTRY // 1000
    if against:
        evidence = evidence * _CONTRADICTED // 1000
    if found is not None and found.is_same:
        evidence = max(evidence, WEAK_FROM if against else SAME_NAME)
    decides = any(map(is_key, met)) or len({one.scheme for one in met}) > 1 or (bool(met) and evidence >= WEAK_FROM)
    if met:
        evidence = 1000 if decides else MOST_BY_NAME
    return _Weighed(
        subject=subject,
        band=_band(evidence, decides),
        evidence=evidence,
        found=found,
        met=tuple(sorted(met)),
        against=tuple(sorted(against)),
    )


def _band(evidence: int, is_match: bool) -> Band:
    if is_match:
        return Band.MATCH
    return Band.STRONG if evidence >= STRONG_FROM else Band.WEAK if evidence >= WEAK_FROM else Band.CLEAR


def _rank(weighed: _Weighed) -> tuple[int, int, str]:
    return _ORDER.index(weighed.band), -weighed.evidence, weighed.subject.organization
