"""Which readings are worth aligning: rare words are looked up first, what agrees is summed, the best are kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.analyser import Analyser, Reading
from goodstanding.screening.evidence import DOUBT, HALF_TELLING, ONE_ALONE, weight_of_initials
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of
from goodstanding.screening.segment import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ALIGNED = 60
#: Below this estimate no alignment reaches a question: its weights make little more of a pair than the estimate does.
HOPELESS = 420
#: So many postings of frequent words are read at most; rarer words come first, and the rarest is always read.
_MOST_POSTED = 10_000
_SHORTEST_JOINED = 5
_JOINED_FROM = 800


class Post(NamedTuple):
    """A list of readings, by a word's number or by a key, and what meeting any of them agrees in."""

    is_key: bool
    number: int
    gain: int


class Plan(NamedTuple):
    """What is looked up for a reading: for each of its words the lists of which the best counts.

    `unread` is what the words may agree in that were too frequent to be read, `mine` what the whole name weighs.
    """

    slots: list[list[Post]]
    unread: int
    mine: int


class Retrieval:
    """The candidates of one segment. Holds a sum for every reading, which is zero between two look-ups."""

    def __init__(self, segment: Segment, analyser: Analyser) -> None:
        import numpy as np

        self._segment = segment
        self._analyser = analyser
        self._sums = np.zeros(len(segment.owner), dtype=np.int32)
        self._best = np.zeros(len(segment.owner), dtype=np.int32)
        self._rarest = np.zeros(len(segment.owner), dtype=np.int32)
        self.most_telling = 1000 + HALF_TELLING * 1000 // analyser.rarest

    def candidates(self, reading: Reading, most: int = MOST_ALIGNED) -> list[int]:
        """The readings that may agree most, best first."""
        return [row for row, _ in self.ranked(reading, most)]

    def ranked(self, reading: Reading, most: int = MOST_ALIGNED, least: int = HOPELESS) -> list[tuple[int, int]]:
        """The same, each with its estimate. `adapters.screening_join` computes the same by a join."""
        import numpy as np

        plan = self.plan(reading)
        rows = self._summed(plan)
        if not len(rows):
            return []
        agreed, rarest = self._sums[rows], self._rarest[rows]
        self._sums[rows] = 0
        self._rarest[rows] = 0
        likely = self._estimate(agreed + plan.unread, plan.mine, self._segment.total[rows], rarest)
        hopeful = likely >= least
        rows, first = np.unique(rows[hopeful], return_index=True)
        likely = likely[hopeful][first]
        order = np.lexsort((rows, -likely))[:most]
        return list(zip(rows[order].tolist(), likely[order].tolist(), strict=True))

    def plan(self, reading: Reading) -> Plan:
        """What to look up for this reading, and what may be left out."""
        slots = []
        spent = unread = 0
        for cost, word, posts in sorted(map(self._posted, dict.fromkeys(reading.words)), key=lambda one: one[:2]):
            if spent and spent + cost > _MOST_POSTED:
                unread += self._analyser.rarity(word)
                continue
            slots.append(posts)
            spent += cost
        slots += [*self._joined(reading), self._shortened(reading)]
        return Plan(slots, unread, sum(map(self._analyser.rarity, reading.words)))

    def _rows(self, post: Post) -> "NDArray[np.int32]":
        return self._segment.filed(post.number) if post.is_key else self._segment.posted(post.number)

    def _summed(self, plan: Plan) -> "NDArray[np.int32]":
        """Sum over the query's words what each agrees in at most; the rows that agree in anything."""
        import numpy as np

        sums, best, rarest = self._sums, self._best, self._rarest
        touched: list[NDArray[np.int32]] = []
        for posts in plan.slots:
            read = []
            for post in sorted(posts, key=lambda one: one.gain):
                rows = self._rows(post)
                sums[rows] += post.gain - best[rows]
                best[rows] = post.gain
                rarest[rows] = np.maximum(rarest[rows], post.gain)
                read.append(rows)
            for rows in read:
                best[rows] = 0
            touched += read
        return np.concatenate(touched) if touched else np.zeros(0, dtype=np.int32)

    def _estimate(
        self, agreed: "NDArray[np.int32]", mine: int, theirs: "NDArray[np.int32]", rarest: "NDArray[np.int32]"
    ) -> "NDArray[np.int64]":
        """In thousandths, what the alignment will come near to."""
        import numpy as np

        agreed = np.minimum(agreed.astype(np.int64), np.minimum(theirs, mine))
        against = np.abs(mine - theirs) * ONE_ALONE // 1000 + np.minimum(theirs, mine) - agreed
        ratio = 1000 * agreed // (agreed + against + DOUBT)
        return ratio * rarest // (rarest + HALF_TELLING) * self.most_telling // 1000

    def _posted(self, word: str) -> tuple[int, str, list[Post]]:
        segment, rarity = self._segment, self._analyser.rarity
        own, known = rarity(word), segment.vocabulary.words
        posts = [
            Post(False, near.word, near.quality * min(own, rarity(known[near.word])) // 1000)
            for near in segment.vocabulary.near(word)
        ]
        if len(word) >= _SHORTEST_JOINED:
            posts.append(Post(True, key_of("j", word), own))
        return sum(len(self._rows(post)) for post in posts), word, posts

    def _joined(self, reading: Reading) -> Iterator[list[Post]]:
        """Two to four neighbours that the register writes as one word."""
        words, rarity, vocabulary = reading.raw, self._analyser.rarity, self._segment.vocabulary
        for size in (2, 3, 4):
            for at in range(len(words) - size + 1):
                joined = "".join(words[at : at + size])
                if len(joined) >= _SHORTEST_JOINED:
                    near = [one for one in vocabulary.near(joined) if one.quality >= _JOINED_FROM]
                    yield [Post(False, one.word, one.quality * rarity(joined) // 1000) for one in near]

    def _shortened(self, reading: Reading) -> list[Post]:
        """Names that are this name's initials, and names whose initials are a word of it."""
        vocabulary = self._segment.vocabulary
        short = [word for word in reading.words if SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS]
        return [Post(True, key_of("a", word), weight_of_initials(word)) for word in dict.fromkeys(short)] + [
            Post(False, number, weight_of_initials(vocabulary.words[number]))
            for key in sorted(reading.initials)
            for number in vocabulary.by_initials(key)
        ]
