"""Which of many names a name can meet at all, told of all of them at once: only these are aligned.

What is left out meets nothing: no word of it is like one of the name's, or exchanged for one, spelt by neighbours, made
of beginnings or initials. Tests hold that the evidence of whatever is left out is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.alignment import MOST_BESIDE, MOST_JOINED, spelt
from goodstanding.screening.likeness import likeness
from goodstanding.screening.marks import Marks, which_may_be_like
from goodstanding.screening.sides import Known
from goodstanding.screening.syllables import is_made_of, letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_ANY = 1 << 16


class _Texts:
    """Distinct texts of names, and in which names each stands."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        at: dict[str, list[int]] = {}
        for place, texts in enumerate(names):
            for text in texts:
                at.setdefault(text, []).append(place)
        self.texts, self.names = list(at), list(at.values())
        self._marks = Marks.of(self.texts)
        self._sizes = self._marks.size.astype(int)

    def likely(self, words: Sequence[str], most_beside: int = _ANY) -> Iterator[tuple[int, int]]:
        """The places of words and texts that may be like, and as long up to so many letters."""
        if not words or not self.texts:
            return iter(())
        marks = Marks.of(words).columns()
        near = abs(self._sizes - marks.size.astype(int)) <= most_beside
        ones, others = (which_may_be_like(marks, self._marks) & near).nonzero()
        return zip(ones.tolist(), others.tolist(), strict=True)


class _Shortened(NamedTuple):
    """Words that may be made of another name's words, their letters, their first one, and the name they stand in."""

    words: list[str]
    letters: "NDArray[np.uint32]"
    first: "NDArray[np.uint32]"
    name: "NDArray[np.int64]"


class Crowd:
    """Names by what each has that another one could meet."""

    def __init__(self, names: Sequence[Known]) -> None:
        import numpy as np

        self._names = names
        self._words, self._joined = _Texts(map(_words, names)), _Texts(map(_joined, names))
        self._spelt = np.array([name.spelt for name in names], dtype=np.uint32)
        self._firsts = np.array([letters(name.starts) for name in names], dtype=np.uint32)
        short = [(word, place) for place, name in enumerate(names) for word in _rare(name)]
        self._shortened = _Shortened(
            words=[word for word, _ in short],
            letters=np.array([letters(word) for word, _ in short], dtype=np.uint32),
            first=np.array([letters(word[0]) for word, _ in short], dtype=np.uint32),
            name=np.array([place for _, place in short], dtype=np.int64),
        )
        self._initials, self._as_initials = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for place, name in enumerate(names):
            for key in name.side.initials:
                self._initials[key].append(place)
            for key in name.as_initials:
                self._as_initials[key].append(place)

    def may_meet(self, mine: Known) -> list[int]:
        """The places of the names that this one may meet, in their order."""
        import numpy as np

        found = np.zeros(len(self._names), dtype=np.bool_)
        if not len(found):
            return []
        for way in (self._by_words, self._by_joined, self._by_beginnings, self._by_initials):
            for places in way(mine):
                found[places] = True
        met: list[int] = np.flatnonzero(found).tolist()
        return met

    def _by_beginnings(self, mine: Known) -> Iterator[list[int]]:
        import numpy as np

        for word in _rare(mine):
            may = (~self._spelt & np.uint32(letters(word)) == 0) & (self._firsts & np.uint32(letters(word[0])) != 0)
            yield [place for place in np.flatnonzero(may).tolist() if _made(word, self._names[place])]
        theirs, spelt_by_mine, firsts = self._shortened, np.uint32(mine.spelt), np.uint32(letters(mine.starts))
        made = (theirs.letters & ~spelt_by_mine == 0) & (theirs.first & firsts != 0)
        yield [int(theirs.name[at]) for at in np.flatnonzero(made).tolist() if _made(theirs.words[at], mine)]

    def _by_words(self, mine: Known) -> Iterator[list[int]]:
        """Words that are like one another, or that translations exchange."""
        words = _words(mine)
        if mine.kin:
            yield [place for place, theirs in enumerate(self._names) if mine.kin & theirs.kin]
        for at, other in self._words.likely(words):
            if likeness(words[at], self._words.texts[other]).quality:
                yield self._words.names[other]

    def _by_joined(self, mine: Known) -> Iterator[list[int]]:
        """Words that neighbours spell, of either side."""
        joined, raw = _joined(mine), mine.side.raw
        for at, other in self._words.likely(joined, MOST_BESIDE):
            if spelt(joined[at], [self._words.texts[other]], [0]) is not None:
                yield self._words.names[other]
        for at, other in self._joined.likely(raw, MOST_BESIDE):
            if spelt(self._joined.texts[other], [raw[at]], [0]) is not None:
                yield self._joined.names[other]

    def _by_initials(self, mine: Known) -> Iterator[list[int]]:
        for key in mine.as_initials & self._initials.keys():
            yield self._initials[key]
        for key in mine.side.initials & self._as_initials.keys():
            yield self._as_initials[key]


def _rare(name: Known) -> list[str]:
    """Its words that may be made of another name's."""
    return [word for word, trait in zip(name.side.words, name.side.traits, strict=True) if trait.shortens]


def _made(word: str, name: Known) -> bool:
    return is_made_of(word, name.side.raw, len(name.side.raw))


def _words(name: Known) -> tuple[str, ...]:
    """Its words, as they are compared and as they were written."""
    side = name.side
    return side.words if side.words == side.raw else (*side.words, *[word for word in side.raw if word])


def _joined(name: Known) -> list[str]:
    """What neighbours spell together."""
    raw = name.side.raw
    return ["".join(raw[at : at + size]) for size in range(2, MOST_JOINED + 1) for at in range(len(raw) - size + 1)]
