"""Names, without an index: the evidence that they are one organization's. The index weighs by the same scale."""

from collections.abc import Iterable, Iterator, Sequence

from goodstanding.screening.analyser import Analyser
from goodstanding.screening.evidence import Scale
from goodstanding.screening.meeting import Crowd
from goodstanding.screening.sides import Known

_MOST_REMEMBERED = 200_000


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
        read = [(place, reading) for place, other in enumerate(others) for reading in self._read(other)]
        crowd = Crowd([reading for _, reading in read])
        for name in names:
            found = [0] * len(others)
            for mine in self._read(name):
                for at in crowd.may_meet(mine):
                    place, theirs = read[at]
                    found[place] = max(found[place], self._scale.compare(mine.side, theirs.side).evidence)
            yield found

    def _read(self, name: str) -> tuple[Known, ...]:
        found = self._readings.get(name)
        if found is None:
            if len(self._readings) >= _MOST_REMEMBERED:
                self._readings.clear()
            found = self._readings[name] = tuple(map(self._scale.known, self._analyser.read(name)))
        return found
