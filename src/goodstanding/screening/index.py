"""All names of a register, searchable at once: candidates by shared words, weighed, banded and explained."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from goodstanding.intake.identifiers import SCHEMES, Outcome, canonical_identifier, check_identifier
from goodstanding.screening.analyser import ANALYSER_VERSION, Analyser, Reading
from goodstanding.screening.answer import Answer, Candidate, How, Piece
from goodstanding.screening.bands import Band
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier

STRONG_FROM = 700
WEAK_FROM = 500
MOST_CANDIDATES = 20

#: A name whose words say little is little evidence: as if so many bits stood against it from the start.
_DOUBT = 6_000
_ORDER = (Band.MATCH, Band.STRONG, Band.WEAK, Band.CLEAR)


class Index:
    """Subjects by organization; every lookup sees every `add` and `remove` before it."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._subjects: dict[str, Subject] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._by_identifier: defaultdict[Identifier, set[str]] = defaultdict(set)

    @classmethod
    def build(cls, subjects: Iterable[Subject], *, analyser: Analyser) -> "Index":
        """An index of these subjects; the last of an organization holds."""
        index = cls(analyser)
        for subject in subjects:
            index.add(subject)
        return index

    def __len__(self) -> int:
        return len(self._subjects)

    def add(self, subject: Subject) -> None:
        """Searchable from now on; an earlier subject of the same organization is replaced."""
        self.remove(subject.organization)
        self._subjects[subject.organization] = subject
        self._readings[subject.organization] = tuple(self._analyser.read(name) for name in subject.names)
        for reading in self._readings[subject.organization]:
            for word in reading.words:
                self._by_word[word].add(subject.organization)
        for identifier in _strong(subject.identifiers):
            self._by_identifier[identifier].add(subject.organization)

    def remove(self, organization: str) -> None:
        """Gone from now on; nothing happens where it was not there."""
        subject = self._subjects.pop(organization, None)
        if subject is None:
            return
        for reading in self._readings.pop(organization):
            for word in reading.words:
                self._by_word[word].discard(organization)
        for identifier in _strong(subject.identifiers):
            self._by_identifier[identifier].discard(organization)

    def screen(self, query: Query, *, limit: int = MOST_CANDIDATES) -> Answer:
        """The best `limit` candidates. A name alone is at most a strong question."""
        reading = self._analyser.read(query.name)
        found = {organization for word in reading.words for organization in self._by_word.get(word, ())}
        for identifier in _strong(query.identifiers):
            found |= self._by_identifier.get(identifier, set())
        weighed = [self._weigh(query, reading, organization) for organization in found]
        best = sorted((one for one in weighed if one.band is not Band.CLEAR), key=_rank)[:limit]
        return Answer(
            query=query,
            band=best[0].band if best else Band.CLEAR,
            candidates=tuple(best),
            analyser_version=ANALYSER_VERSION,
        )

    def screen_all(self, queries: Iterable[Query], *, limit: int = MOST_CANDIDATES) -> Iterator[Answer]:
        """One answer a query, in their order, as they come."""
        for query in queries:
            yield self.screen(query, limit=limit)

    def _weigh(self, query: Query, reading: Reading, organization: str) -> Candidate:
        subject = self._subjects[organization]
        asked, held = _strong(query.identifiers), _strong(subject.identifiers)
        met = asked & held
        schemes = {one.scheme for one in met}
        against = {one for one in asked - held if one.scheme in {other.scheme for other in held} - schemes}
        best = max(
            ((*self._align(reading, other), name) for other, name in self._named(organization)),
            key=lambda one: one[0],
            default=(0, (), ""),
        )
        evidence = 1000 if met else best[0] // (2 if against else 1)
        return Candidate(
            subject=subject,
            name=best[2],
            band=_band(evidence, bool(met)),
            evidence=evidence,
            alignment=best[1],
            met=tuple(sorted(met)),
            contradicting=tuple(sorted(against)),
        )

    def _named(self, organization: str) -> Iterator[tuple[Reading, str]]:
        return zip(self._readings[organization], self._subjects[organization].names, strict=True)

    def _align(self, one: Reading, other: Reading) -> tuple[int, tuple[Piece, ...]]:
        both, left = set(one.words) & set(other.words), set(one.words) ^ set(other.words)
        agreed = sum(self._analyser.rarity(word) for word in both)
        against = sum(self._analyser.rarity(word) for word in left)
        pieces = tuple(self._piece(word, one, other) for word in dict.fromkeys((*one.words, *other.words)))
        return 1000 * agreed // (agreed + against + _DOUBT), pieces

    def _piece(self, word: str, one: Reading, other: Reading) -> Piece:
        rarity = self._analyser.rarity(word)
        asked, held = word in one.words, word in other.words
        return Piece(
            query=word if asked else "",
            register=word if held else "",
            how=How.EXACT if asked and held else How.MISSING,
            rarity=rarity,
            weight=rarity,
            conflict=not (asked and held),
        )


def _strong(identifiers: Iterable[Identifier]) -> frozenset[Identifier]:
    """The numbers that decide: of a known scheme, an organization's by that scheme, in one spelling."""
    return frozenset(
        canonical_identifier(one)
        for one in identifiers
        if one.scheme in SCHEMES and check_identifier(one).outcome is Outcome.ORGANIZATION
    )


def _band(evidence: int, by_identifier: bool) -> Band:
    if by_identifier:
        return Band.MATCH
    return Band.STRONG if evidence >= STRONG_FROM else Band.WEAK if evidence >= WEAK_FROM else Band.CLEAR


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    return _ORDER.index(candidate.band), -candidate.evidence, candidate.subject.organization
