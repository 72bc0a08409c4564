"""In which other ways than word by word a candidate may meet a bidder's name: joined, by beginnings, by initials.

A candidate that has none is told by its words alone. Most words have none, by their lengths and letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.alignment import LONGEST_PART, MOST_BESIDE, MOST_JOINED, may_spell
from goodstanding.screening.evidence import LEAST_SHORTENED
from goodstanding.screening.segment import Segment
from goodstanding.screening.sides import Side, spelt_in, starts_of
from goodstanding.screening.syllables import LONGEST, SHORTEST, is_made_of, letters, steps_at_start

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: Of a word of a candidate: neighbours among the bidder's words may spell it; beginnings of some may make it; it may
#: begin neighbours that spell one of them.
JOINED, MADE, BEGINS = 1, 2, 4
_BYTES = 256
_NONE = -_BYTES


class Way(NamedTuple):
    """Of a word of a candidate: its ways, a bit each; how long it is; how long words of the bidder's are that begin as
    it does.
    """

    bits: int
    size: int
    shortest: int
    longest: int


class Ways:
    """One reading of a bidder's name, by what others may make of it and it of others."""

    def __init__(self, segment: Segment, asked: Side) -> None:
        self._segment = segment
        self._asked = asked
        raw = asked.raw
        self._joined = [
            "".join(raw[at : at + size]) for size in range(2, MOST_JOINED + 1) for at in range(len(raw) - size + 1)
        ]
        self._begun = _between(raw)
        self.parts = [
            (1 << at, letters(word), word, trait.shortens)
            for at, (word, trait) in enumerate(zip(asked.words, asked.traits, strict=True))
            if trait.shortens or (2 <= len(word) <= LONGEST_PART and word.isalpha())
        ]

    def of_words(self, words: "Numbers", raw: "Numbers", rarity: "NDArray[np.int32]") -> list[Way]:
        """Of words by their numbers, as they are compared and as they were written."""
        import numpy as np

        vocabulary = self._segment.vocabulary
        sizes = vocabulary.marks.size[raw].astype(np.int64)
        first = vocabulary.words.bytes[vocabulary.words.starts[raw]]
        joined = made = np.zeros(len(words), dtype=np.bool_)
        if len(self._asked.raw) > 1:
            least, most = _between(self._joined)
            joined = (sizes >= least[first] - MOST_BESIDE) & (sizes <= most[first] + MOST_BESIDE)
            for place in np.flatnonzero(joined).tolist():
                written = vocabulary.words[int(raw[place])]
                joined[place] = any(may_spell(one, written) for one in self._joined)
            made = self._are_made(words, rarity)
        shortest, longest = self._begun[0][first], self._begun[1][first]
        bits = joined * JOINED | made * MADE | (sizes < longest + MOST_BESIDE) * BEGINS
        columns = bits, sizes, shortest, longest
        return list(map(Way._make, zip(*(column.tolist() for column in columns), strict=True)))

    def _are_made(self, words: "Numbers", rarity: "NDArray[np.int32]") -> "NDArray[np.bool_]":
        """Whether they may be made of the beginnings of the bidder's words, or be initials of some."""
        import numpy as np

        vocabulary, mine = self._segment.vocabulary, self._asked.raw
        sizes, spelt_by = vocabulary.marks.size[words], vocabulary.marks.letters[words]
        shortens = (rarity >= LEAST_SHORTENED) & (sizes >= SHORTEST) & (sizes <= LONGEST)
        made: NDArray[np.bool_] = shortens & (spelt_by & ~np.uint32(spelt_in(mine)) == 0)
        for place in np.flatnonzero(made).tolist():
            word = vocabulary.words[int(words[place])]
            made[place] = word[0] in starts_of(mine) and is_made_of(word, mine, len(mine))
        firsts = np.uint32(letters("".join([word[:1] for word in mine])))
        made |= ~shortens & (sizes > 1) & (sizes <= LONGEST_PART) & (spelt_by & ~firsts == 0)
        return made

    def may_join(self, row: int, name: Sequence[Way], equal: Sequence[bool]) -> bool:
        """Whether neighbours of a candidate may spell a word of the bidder's; `equal` are those that are such words."""
        for run in _runs(name, equal):
            joined = "".join(self._segment.raw(row)[run])
            if any(may_spell(joined, word) for word in self._asked.raw):
                return True
        return False

    def may_make(self, row: int, met: int, spelt_by: int) -> bool:
        """Whether a candidate's words may make a word of the bidder's by their beginnings, or by first letters alone.

        `met` are the bidder's words that surely meet another one, a bit each, `spelt_by` all its letters.
        """
        for bit, within, word, shortens in self.parts:
            if met & bit or within & ~spelt_by:
                continue
            if not shortens:
                if {one[:1] for one in self._segment.raw(row)}.issuperset(word):
                    return True
                continue
            begun = int(self._segment.arrays["beginnings"][row])
            if all(begun & step for step in steps_at_start(word)):
                raw = self._segment.raw(row)
                if word[0] in starts_of(raw) and is_made_of(word, raw, len(raw)):
                    return True
        return False


def _runs(name: Sequence[Way], equal: Sequence[bool]) -> Iterator[slice]:
    """Neighbours that are together about as long as a word of the bidder's that begins as the first of them does."""
    for at, word in enumerate(name[:-1]):
        if word.bits & BEGINS and not equal[at]:
            total = word.size
            for place in range(at + 1, min(len(name), at + MOST_JOINED)):
                total += name[place].size
                if equal[place] or total > word.longest + MOST_BESIDE:
                    break
                if total >= word.shortest - MOST_BESIDE:
                    yield slice(at, place + 1)


def _between(words: Iterable[str]) -> "tuple[Numbers, Numbers]":
    """The least and the greatest length of words by their first byte."""
    import numpy as np

    least, most = np.full(_BYTES, _BYTES), np.full(_BYTES, _NONE)
    for word in filter(None, words):
        first = word.encode()[0]
        least[first], most[first] = min(int(least[first]), len(word)), max(int(most[first]), len(word))
    return least, most
