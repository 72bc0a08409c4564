"""Which readings are worth aligning: rare words are looked up first, what agrees is summed, the best are kept."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.analyser import Analyser, Reading
from goodstanding.screening.evidence import (
    DOUBT,
    HALF_TELLING,
    LEAST_SHORTENED,
    MOST_MORE,
    OF_A_LETTER,
    OF_BEGINNINGS,
    ONE_ALONE,
    weight_of_initials,
)
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, joined_key, key_of, whole_key
from goodstanding.screening.segment import Segment
from goodstanding.screening.sides import spelt_in
from goodstanding.screening.steps import which_step_within
from goodstanding.screening.syllables import (
    KEYED,
    LONGEST,
    SHORTEST,
    beginnings,
    is_made_of,
    pairs_within,
    steps_of,
    syllables,
)
from goodstanding.screening.texts import spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ALIGNED = 60
#: So many names are read ahead: more do not fit the processor's memory.
LEARNT_AT_ONCE = 50
#: Below this estimate no alignment reaches a question: its weights make little more of a pair than the estimate does.
HOPELESS = 340
#: What stands alone weighs by its kind, which is not looked up yet: what a name's words weigh on average.
LIKELY_ALONE = 750
#: What a name of the very same words is estimated at.
SURE = 1_000
LIKELY_ONE_ALONE = LIKELY_ALONE * ONE_ALONE // 1000
LIKELY_MORE = MOST_MORE * 1000 // LIKELY_ALONE
#: So many postings of frequent words are read at most; rarer words come first, and the rarest is always read.
_MOST_POSTED = 10_000
_SHORTEST_JOINED = 5
_MOST_SLOTS = 100_000
#: A shortened name is rare and stands beside generic words; so many names are tried, so many words of the same first
#: letters read, and so much must be told.
_MOST_BESIDE = 1
_LONGEST_RUN = 6
_MOST_TRIED = 60
_MOST_FILED = 300
_LEAST_MADE = 6_000


class Post(NamedTuple):
    """A list of readings, by a word's number or by a key, and what meeting any of them agrees in."""

    is_key: bool
    number: int
    gain: int


class Slot:
    """The lists of which the best counts: of words by their numbers, of keys; with what meeting each agrees in.

    Those of words stand in the order of their gains.
    """

    __slots__ = ("gains", "key_gains", "keys", "words")

    def __init__(
        self, words: "NDArray[np.int64]", gains: "NDArray[np.int64]", keys: list[int], key_gains: list[int]
    ) -> None:
        self.words = words
        self.gains = gains
        self.keys = keys
        self.key_gains = key_gains

    def most(self) -> int:
        """The most that any agrees in."""
        return max([*self.gains[-1:].tolist(), *self.key_gains], default=0)

    def posts(self) -> Iterator[Post]:
        """One by one, for a join."""
        for number, gain in zip(self.words.tolist(), self.gains.tolist(), strict=True):
            yield Post(False, number, gain)
        for key, gain in zip(self.keys, self.key_gains, strict=True):
            yield Post(True, key, gain)


class Plan(NamedTuple):
    """What is looked up for a reading: for each of its words the lists of which the best counts.

    `unread` is what the words may agree in that were too frequent to be read, `mine` what the whole name weighs.
    Under the key `whole` are the names of the very same words, which are weighed whatever they are estimated at.
    """

    slots: list[Slot]
    unread: int
    mine: int
    whole: int


class Retrieval:
    """The candidates of one segment. Holds a sum for every reading, which is zero between two look-ups."""

    def __init__(self, segment: Segment, analyser: Analyser) -> None:
        import numpy as np

        self._segment = segment
        self._analyser = analyser
        self._rarity = segment.arrays["vocabulary_rarity"]
        self._written = segment.arrays["vocabulary_written"]
        self._slots: dict[str, tuple[int, Slot]] = {}
        self._sums = np.zeros(len(segment.owner), dtype=np.int32)
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
        agreed, rarest = self._sums[rows], self._rarest[rows]
        self._sums[rows] = 0
        self._rarest[rows] = 0
        enough = agreed >= self._least_agreed(plan, least)
        rows, agreed, rarest = rows[enough], agreed[enough], rarest[enough]
        once = self._each_once(rows)
        rows, agreed, rarest = rows[once], agreed[once], rarest[once]
        likely = self._estimate(agreed + plan.unread, plan.mine, self._segment.total[rows], rarest)
        same = self._segment.filed(plan.whole)
        if len(same):
            others = ~np.isin(rows, same)
            rows = np.concatenate([same, rows[others]])
            likely = np.concatenate([np.full(len(same), SURE), likely[others]])
        if len(rows) > most:
            least = max(least, int(np.partition(likely, -most)[-most]))
        hopeful = likely >= least
        rows, likely = rows[hopeful], likely[hopeful]
        order = np.lexsort((rows, -likely))[:most]
        return list(zip(rows[order].tolist(), likely[order].tolist(), strict=True))

    def _each_once(self, rows: "NDArray[np.int64]") -> "NDArray[np.bool_]":
        """Of rows of which some are repeated each once: of equal places the last one written holds."""
        import numpy as np

        places = np.arange(len(rows), dtype=np.int32)
        self._rarest[rows] = places
        once: NDArray[np.bool_] = self._rarest[rows] == places
        self._rarest[rows] = 0
        return once

    def _least_agreed(self, plan: Plan, least: int) -> int:
        """What a reading must agree in to be estimated so much, whatever else it says: most agree in less.

        Where it says as much as mine at least, all that it does not agree in stands alone in both; where it says less,
        at least `LIKELY_ONE_ALONE` of what mine says more does, up to `LIKELY_MORE`.
        """
        rarest = max([slot.most() for slot in plan.slots])
        if least <= 0 or not rarest:
            return 0
        ratio = least * 1000 * (rarest + HALF_TELLING) // (self.most_telling * rarest)
        against = LIKELY_ONE_ALONE * plan.mine // 1000 + DOUBT - 1
        least = ratio * against * 1000 // (1000 * 1000 - ratio * (1000 - LIKELY_ONE_ALONE))
        against = LIKELY_ONE_ALONE * LIKELY_MORE // 1000 + DOUBT - 1
        return min(least, ratio * against // max(1, 1000 - ratio)) - plan.unread

    def learn(self, readings: Iterable[Reading]) -> None:
        """Find what is near the words of all of these, of many in one go; nothing but time depends on it."""
        left = iter(readings)
        while several := list(islice(left, LEARNT_AT_ONCE)):
            joined = [one for reading in several for one in _joined(reading.raw)]
            self._segment.vocabulary.learn([word for reading in several for word in reading.words], joined)

    def plan(self, reading: Reading) -> Plan:
        """What to look up for this reading, and what may be left out."""
        slots = []
        spent = unread = 0
        self.learn([reading])
        for cost, _, slot in sorted(self._posted(list(dict.fromkeys(reading.words))), key=lambda one: one[:2]):
            if spent and spent + cost > _MOST_POSTED:
                unread += slot.most()
                continue
            slots.append(slot)
            spent += cost
        slots += [*self._joined(reading), self._shortened(reading)]
        slots += [slot for slot in (self._made_of(reading), self._makes(reading)) if slot.keys or len(slot.words)]
        return Plan(slots, unread, sum(map(self._analyser.rarity, reading.words)), whole_key(reading.words))

    def _summed(self, plan: Plan) -> "NDArray[np.int64]":
        """Sum over the slots what each agrees in at most; the rows that agree in anything, some of them repeated."""
        import numpy as np

        touched: list[NDArray[np.int64]] = []
        for slot in plan.slots:
            rows, gains = self._read(slot)
            if len(rows):
                # The lists come in the order of their gains, and of equal places the last one written holds.
                self._sums[rows] = self._sums[rows] + gains
                self._rarest[rows] = np.maximum(self._rarest[rows], gains)
                touched.append(rows)
        return np.concatenate(touched) if touched else np.zeros(0, dtype=np.int64)

    def _read(self, slot: Slot) -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
        """All readings of a slot with what each agrees in, the least first."""
        import numpy as np

        segment = self._segment
        starts = segment.posting_start[slot.words]
        sizes = segment.posting_start[slot.words + 1] - starts
        rows, gains = segment.postings[spans(starts, sizes)].astype(np.int64), slot.gains.repeat(sizes)
        filed = [
            (found, gain)
            for found, gain in zip(map(segment.filed, slot.keys), slot.key_gains, strict=True)
            if len(found)
        ]
        if filed:
            rows = np.concatenate([rows, *(found for found, _ in filed)])
            gains = np.concatenate([gains, *(np.full(len(found), gain) for found, gain in filed)])
            order = np.argsort(gains, kind="stable")
            rows, gains = rows[order], gains[order]
        return rows, gains.astype(np.int32)

    def _estimate(
        self, agreed: "NDArray[np.int32]", mine: int, theirs: "NDArray[np.int32]", rarest: "NDArray[np.int32]"
    ) -> "NDArray[np.int64]":
        """In thousandths, what the alignment will come near to."""
        import numpy as np

        agreed = np.minimum(agreed.astype(np.int64), np.minimum(theirs, mine))
        both = np.minimum(theirs, mine) - agreed
        more = np.minimum(np.abs(mine - theirs), LIKELY_MORE)
        against = (more * LIKELY_ONE_ALONE + both * LIKELY_ALONE) // 1000
        ratio = 1000 * agreed // (agreed + against + DOUBT)
        return ratio * rarest // (rarest + HALF_TELLING) * self.most_telling // 1000

    def _posted(self, words: list[str]) -> list[tuple[int, str, Slot]]:
        """How many readings the lists of each word have, the word and the lists. Remembered: names share words."""
        unknown = [word for word in words if word not in self._slots]
        if unknown:
            if len(self._slots) > _MOST_SLOTS:
                self._slots.clear()
                unknown = words
            self._slots.update(zip(unknown, map(self._slot, unknown), strict=True))
        return [(cost, word, slot) for word in words for cost, slot in (self._slots[word],)]

    def _slot(self, word: str) -> tuple[int, Slot]:
        import numpy as np

        segment, own = self._segment, self._analyser.rarity(word)
        near = segment.vocabulary.near(word)
        gains = near.qualities * np.minimum(self._rarity[near.words], own) // 1000
        order = np.argsort(gains, kind="stable")
        if own < self._analyser.rarest:
            # What a listed word is written as otherwise is filed under it.
            order = order[self._written[near.words[order]] == 0]
        words = near.words[order]
        cost = int((segment.posting_start[words + 1] - segment.posting_start[words]).sum())
        joined = joined_key(word)
        filed = len(segment.filed(joined)) if len(word) >= _SHORTEST_JOINED and own >= LEAST_SHORTENED else 0
        keys = [joined] if filed else []
        cost += filed
        return cost, Slot(words, gains[order], keys, [own] * len(keys))

    def _joined(self, reading: Reading) -> Iterator[Slot]:
        """Two to four neighbours that the register writes as one word."""
        for joined in _joined(reading.raw):
            near = self._segment.vocabulary.near_joined(joined)
            if len(near.words):
                yield Slot(near.words, near.qualities * self._analyser.rarity(joined) // 1000, [], [])

    def _shortened(self, reading: Reading) -> Slot:
        """Names that are this name's initials, and names whose initials are a word of it."""
        import numpy as np

        vocabulary = self._segment.vocabulary
        short = [word for word in reading.words if SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS]
        short = list(dict.fromkeys(short))
        numbers = vocabulary.by_initials(sorted(reading.initials))
        gain_of = {number: weight_of_initials(vocabulary.words[number], alone=False) for number in numbers}
        for number in vocabulary.by_initials(_runs(reading.raw)):
            if self._rarity[number] >= LEAST_SHORTENED:
                gain_of.setdefault(number, len(vocabulary.words[number]) * OF_A_LETTER * OF_BEGINNINGS // 1000)
        numbers, gains = sorted(gain_of, key=lambda number: gain_of[number]), sorted(gain_of.values())
        return Slot(
            np.array(numbers, dtype=np.int64),
            np.array(gains, dtype=np.int64),
            [key_of("a", word) for word in short],
            [weight_of_initials(word, alone=len(reading.words) == 1) for word in short],
        )

    def _made_of(self, reading: Reading) -> Slot:
        """Names of whose words' beginnings a word of this short name is made."""
        import numpy as np

        segment, rarity, found = self._segment, self._analyser.rarity, dict[int, int]()
        for word in self._standing_alone(reading):
            rows = segment.filed(key_of("y", word[:KEYED]))
            within = segment.arrays["beginnings"][rows]
            for step in steps_of(word):
                goes_on = within & step != 0
                rows, within = rows[goes_on], within[goes_on]
            for words, raw in segment.words_and_raw(rows[:_MOST_TRIED]):
                if not is_made_of(word, raw):
                    continue
                weight = min(syllables(word, raw, tuple(map(rarity, words)))[0], rarity(word))
                if weight >= _LEAST_MADE:
                    key = whole_key(words)
                    found[key] = max(weight, found.get(key, 0))
        nothing = np.zeros(0, dtype=np.int64)
        return Slot(nothing, nothing, list(found), list(found.values()))

    def _standing_alone(self, reading: Reading) -> list[str]:
        """The rare words of a name of which the others are generic: what such a name may be shortened to."""
        analyser = self._analyser
        rare = [word for word in reading.words if analyser.rarity(word) >= LEAST_SHORTENED]
        others = [word for word in reading.words if not analyser.is_generic(word) and not analyser.is_place(word)]
        return [word for word in rare if SHORTEST <= len(word) <= LONGEST] if len(others) <= _MOST_BESIDE else []

    def _makes(self, reading: Reading) -> Slot:
        """Words that are made of the beginnings of this name's words."""
        import numpy as np

        vocabulary, rarity, found = self._segment.vocabulary, self._analyser.rarity, dict[int, int]()
        rarities = tuple(map(rarity, reading.words))
        within = pairs_within(reading.raw)
        numbers = vocabulary.beginning_with(sorted(beginnings(reading.raw)), _MOST_FILED)
        numbers = numbers[self._rarity[numbers] >= LEAST_SHORTENED]
        numbers = numbers[vocabulary.marks.letters[numbers] & ~np.uint32(spelt_in(reading.raw)) == 0]
        numbers = numbers[which_step_within(vocabulary.words, numbers, reading.raw)]
        for number, word in zip(numbers.tolist(), vocabulary.words.several(numbers), strict=True):
            if is_made_of(word, reading.raw) and all(within & one for one in steps_of(word)):
                weight = min(syllables(word, reading.raw, rarities)[0], rarity(word))
                if weight >= _LEAST_MADE:
                    found[number] = weight
        ordered = sorted(found.items(), key=lambda one: one[1])
        pairs = np.array(ordered, dtype=np.int64).reshape(-1, 2)
        return Slot(pairs[:, 0], pairs[:, 1], [], [])


def _joined(words: Sequence[str]) -> list[str]:
    """What two to four neighbours spell together."""
    several = ("".join(words[at : at + size]) for size in (2, 3, 4) for at in range(len(words) - size + 1))
    return [joined for joined in several if len(joined) >= _SHORTEST_JOINED]


def _runs(words: Sequence[str]) -> list[int]:
    """The keys of the initials of neighbouring words, three to six of them, that are not the whole name."""
    letters = "".join([word[:1] for word in words])
    whole = len(letters)
    runs = {
        letters[at : at + size]
        for size in range(SHORTEST_INITIALS, min(_LONGEST_RUN, whole - 1) + 1)
        for at in range(whole - size + 1)
    }
    return sorted(key_of("a", run) for run in runs)
