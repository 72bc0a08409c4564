"""Which readings are worth aligning: rare words are looked up first, what agrees is summed, the best are kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodstanding.screening.analyser import Analyser, Reading
from goodstanding.screening.evidence import DOUBT, HALF_TELLING, ONE_ALONE, weight_of_initials
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of
from goodstanding.screening.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ALIGNED = 60
#: So many postings of frequent words are read at most; rarer words come first, and the rarest is always read.
_MOST_POSTED = 25_000
#: Below this estimate no alignment reaches a question: its weights make little more of a pair than the estimate does.
_HOPELESS = 270
_SHORTEST_JOINED = 5
_JOINED_FROM = 800


class Retrieval:
    """The candidates of one segment. Holds a sum for every reading, which is zero between two look-ups."""

    def __init__(self, segment: Segment, analyser: Analyser) -> None:
        import numpy as np

        self._segment = segment
        self._analyser = analyser
        self._sums = np.zeros(len(segment.owner), dtype=np.int32)
        self._best = np.zeros(len(segment.owner), dtype=np.int32)
        self._rarest = np.zeros(len(segment.owner), dtype=np.int32)
        self._most_telling = 1000 + HALF_TELLING * 1000 // analyser.rarest

    def candidates(self, reading: Reading, most: int = MOST_ALIGNED) -> list[int]:
        """The readings that may agree most, best first."""
        return [row for row, _ in self.ranked(reading, most)]

    def ranked(self, reading: Reading, most: int = MOST_ALIGNED) -> list[tuple[int, int]]:
        """The same, each with its estimate."""
        import numpy as np

        gains, unread = self._gains(reading)
        rows = self._summed(gains)
        if not len(rows):
            return []
        agreed, rarest = self._sums[rows], self._rarest[rows]
        self._sums[rows] = 0
        self._rarest[rows] = 0
        mine = sum(map(self._analyser.rarity, reading.words))
        likely = self.estimate(agreed + unread, mine, self._segment.total[rows], rarest)
        hopeful = likely >= _HOPELESS
        rows, likely = rows[hopeful], likely[hopeful]
        if len(rows) > 4 * most:
            bound = np.partition(likely, len(likely) - 4 * most)[len(likely) - 4 * most]
            rows, likely = rows[likely >= bound], likely[likely >= bound]
        order = np.lexsort((rows, -likely))
        found = dict(zip(rows[order].tolist(), likely[order].tolist(), strict=True))
        return list(found.items())[:most]

    def _summed(self, gains: "list[list[tuple[NDArray[np.int32], int]]]") -> "NDArray[np.int32]":
        """Sum over the query's words what each agrees in at most; the rows that agree in anything."""
        import numpy as np

        sums, best, rarest = self._sums, self._best, self._rarest
        touched: list[NDArray[np.int32]] = []
        for of_word in gains:
            for rows, gain in sorted(of_word, key=lambda one: one[1]):
                sums[rows] += gain - best[rows]
                best[rows] = gain
                rarest[rows] = np.maximum(rarest[rows], gain)
                touched.append(rows)
            for rows, _ in of_word:
                best[rows] = 0
        return np.concatenate(touched) if touched else np.zeros(0, dtype=np.int32)

    def estimate(
        self, agreed: "NDArray[np.int32]", mine: int, theirs: "NDArray[np.int32]", rarest: "NDArray[np.int32]"
    ) -> "NDArray[np.int64]":
        """In thousandths, what the alignment will come near to."""
        import numpy as np

        agreed = np.minimum(agreed.astype(np.int64), np.minimum(theirs, mine))
        against = np.abs(mine - theirs) * ONE_ALONE // 1000 + np.minimum(theirs, mine) - agreed
        return (
            1000 * agreed // (agreed + against + DOUBT) * rarest // (rarest + HALF_TELLING) * self._most_telling // 1000
        )

    def _gains(self, reading: Reading) -> "tuple[list[list[tuple[NDArray[np.int32], int]]], int]":
        """For each word of the query the readings that have it or one near it, and how much that is.

        And how much the words may agree in that were too frequent to be read.
        """
        gains = []
        spent = unread = 0
        for cost, word, found in sorted(map(self._posted, dict.fromkeys(reading.words)), key=lambda one: one[:2]):
            if spent and spent + cost > _MOST_POSTED:
                unread += self._analyser.rarity(word)
                continue
            gains.append(found)
            spent += cost
        return [*gains, *self._joined(reading), self._shortened(reading)], unread

    def _posted(self, word: str) -> "tuple[int, str, list[tuple[NDArray[np.int32], int]]]":
        segment, rarity = self._segment, self._analyser.rarity
        own, known = rarity(word), segment.vocabulary.words
        found = [
            (segment.posted(near.word), near.quality * min(own, rarity(known[near.word])) // 1000)
            for near in segment.vocabulary.near(word)
        ]
        if len(word) >= _SHORTEST_JOINED:
            found.append((segment.filed(key_of("j", word)), own))
        return sum(len(rows) for rows, _ in found), word, found

    def _joined(self, reading: Reading) -> "Iterator[list[tuple[NDArray[np.int32], int]]]":
        """Two to four neighbours that the register writes as one word."""
        words, rarity, segment = reading.raw, self._analyser.rarity, self._segment
        for size in (2, 3, 4):
            for at in range(len(words) - size + 1):
                joined = "".join(words[at : at + size])
                if len(joined) >= _SHORTEST_JOINED:
                    yield [
                        (segment.posted(near.word), near.quality * rarity(joined) // 1000)
                        for near in segment.vocabulary.near(joined)
                        if near.quality >= _JOINED_FROM
                    ]

    def _shortened(self, reading: Reading) -> "list[tuple[NDArray[np.int32], int]]":
        """Names that are this name's initials, and names whose initials are a word of it."""
        segment = self._segment
        short = [word for word in reading.words if SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS]
        found = [(segment.filed(key_of("a", word)), weight_of_initials(word)) for word in short]
        for key in sorted(reading.initials):
            for number in segment.vocabulary.by_initials(key):
                found.append((segment.posted(number), weight_of_initials(segment.vocabulary.words[number])))
        return found
