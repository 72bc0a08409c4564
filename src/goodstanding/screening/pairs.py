"""Names, without an index: the evidence that they are one organization's. The index weighs by the same scale."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from goodstanding.screening.analyser import Analyser
from goodstanding.screening.evidence import Scale
from goodstanding.screening.meeting import Crowd
from goodstanding.screening.sides import Known

_MOST_REMEMBERED = 200_000
#: So many names of a table, and so many pairs, are told apart in one go; more do not fit the processor's memory.
_NAMES_AT_ONCE, _PAIRS_AT_ONCE = 64, 1 << 15


class PairScale:
    """Evidence of pairs of names; remembers what it has read."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._scale = Scale(analyser)
        self._readings: dict[str, tuple[Known, ...]] = {}

    def evidence(self, one: str, other: str) -> int:
        """Thousandths, the same in either order; 0 where a name has no word. Says nothing of numbers or countries."""
        weigh = self._scale.weigh
        return max([weigh(mine, theirs) for mine in self._read(one) for theirs in self._read(other)], default=0)

    def table(self, names: Iterable[str], others: Sequence[str]) -> Iterator[list[int]]:
        """For each name its `evidence` with each of the others; told apart at once from those that it cannot meet."""
        theirs = _Table([self._read(other) for other in others])
        left, size = iter(names), max(1, min(_NAMES_AT_ONCE, _PAIRS_AT_ONCE // max(1, len(others))))
        while block := [self._read(name) for name in islice(left, size)]:
            mine, found = _Table(block), [[0] * len(others) for _ in block]
            for one, met in zip(mine.rows, mine.crowd.may_meet(theirs.crowd), strict=True):
                place, reading = one
                row = found[place]
                for at in met:
                    other, their = theirs.rows[at]
                    row[other] = max(row[other], self._scale.compare(reading.side, their.side).evidence)
            yield from found

    def _read(self, name: str) -> tuple[Known, ...]:
        found = self._readings.get(name)
        if found is None:
            if len(self._readings) >= _MOST_REMEMBERED:
                self._readings.clear()
            found = self._readings[name] = tuple(map(self._scale.known, self._analyser.read(name)))
        return found


class _Table:
    """The readings of names, each with the place of its name, and as a crowd."""

    def __init__(self, names: Iterable[tuple[Known, ...]]) -> None:
        self.rows = [(place, reading) for place, readings in enumerate(names) for reading in readings]
        self.crowd = Crowd.of([reading for _, reading in self.rows])
