"""Which of many names a name can meet at all, told of all of them at once: only these are aligned.

What is left out meets nothing: no word of it is like one of the name's, or exchanged for one, spelt by neighbours, made
of beginnings or initials. Tests hold that the evidence of whatever is left out is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.alignment import MOST_BESIDE, MOST_JOINED, may_spell
from goodstanding.screening.likeness import judged
from goodstanding.screening.marks import Marks, which_may_be_like
from goodstanding.screening.sides import Known
from goodstanding.screening.syllables import is_made_of, letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Texts:
    """Distinct texts of names, and in which names each stands."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        import numpy as np

        at: dict[str, list[int]] = {}
        for place, texts in enumerate(names):
            for text in texts:
                at.setdefault(text, []).append(place)
        self.texts, self.names = list(at), list(at.values())
        self.marks = Marks.of(self.texts)
        self.sizes = self.marks.size.astype(np.int32)
        self.firsts = np.array([ord(text[:1] or " ") for text in self.texts], dtype=np.uint32)

    def like(self, others: "_Texts") -> Iterator[tuple[int, int]]:
        """The places of mine and of the others' that are like each other."""
        for one, other in _places(which_may_be_like(self.marks.columns(), others.marks)):
            mine, theirs = self.texts[one], others.texts[other]
            if mine == theirs or judged(mine, theirs).quality:
                yield one, other

    def spelt_by(self, words: "_Texts") -> Iterator[tuple[int, int]]:
        """The places of mine, which neighbours spell together, and of words that are spelt so."""
        near = abs(self.sizes[:, None] - words.sizes) <= MOST_BESIDE
        ones, others = (near & (self.firsts[:, None] == words.firsts)).nonzero()
        like = which_may_be_like(self.marks.take(ones), words.marks.take(others))
        for one, other in zip(ones[like].tolist(), others[like].tolist(), strict=True):
            if may_spell(self.texts[one], words.texts[other]):
                yield one, other


class _Shortened:
    """Words that may be made of another name's words, their letters, their first one, and the name they stand in."""

    def __init__(self, names: Iterable[Known]) -> None:
        import numpy as np

        short = [(word, place) for place, name in enumerate(names) for word in _rare(name)]
        self.words, self.names = [word for word, _ in short], [place for _, place in short]
        self._letters = np.array([letters(word) for word in self.words], dtype=np.uint32)
        self._first = np.array([letters(word[0]) for word in self.words], dtype=np.uint32)

    def made_of(self, names: Sequence[Known]) -> Iterator[tuple[int, int]]:
        """The names that these words stand in, and the places of those of whose words they are made."""
        import numpy as np

        spelt = np.array([name.spelt for name in names], dtype=np.uint32)
        firsts = np.array([letters(name.starts) for name in names], dtype=np.uint32)
        may = (self._letters[:, None] & ~spelt == 0) & (self._first[:, None] & firsts != 0)
        for at, place in _places(may):
            raw = names[place].side.raw
            if is_made_of(self.words[at], raw, len(raw)):
                yield self.names[at], place


class _Keys:
    """Numbers that names have, and which names have each."""

    def __init__(self, names: Iterable[Iterable[int]]) -> None:
        self.names = defaultdict[int, list[int]](list)
        for place, keys in enumerate(names):
            for key in keys:
                self.names[key].append(place)

    def shared(self, others: "_Keys") -> Iterator[tuple[list[int], list[int]]]:
        """Of each key that both have the names on either side."""
        for key in self.names.keys() & others.names.keys():
            yield self.names[key], others.names[key]


class Crowd(NamedTuple):
    """Names by what each has that another one could meet."""

    names: Sequence[Known]
    words: _Texts
    raw: _Texts
    joined: _Texts
    shortened: _Shortened
    initials: _Keys
    as_initials: _Keys
    kin: _Keys

    @classmethod
    def of(cls, names: Sequence[Known]) -> "Crowd":
        """The names in their order."""
        return cls(
            names=names,
            words=_Texts(map(_words, names)),
            raw=_Texts(map(_written, names)),
            joined=_Texts(map(_joined, names)),
            shortened=_Shortened(names),
            initials=_Keys(name.side.initials for name in names),
            as_initials=_Keys(name.as_initials for name in names),
            kin=_Keys(_bits(name.kin) for name in names),
        )

    def may_meet(self, others: "Crowd") -> list[list[int]]:
        """For each of these names the places of those others that it may meet, in their order."""
        found: list[set[int]] = [set() for _ in self.names]
        if self.names and others.names:
            for mine, theirs in _ways(self, others):
                for place in mine:
                    found[place].update(theirs)
        return [sorted(places) for places in found]


def _ways(mine: Crowd, theirs: Crowd) -> Iterator[tuple[list[int], list[int]]]:
    """Names on either side that may meet: by their words, by neighbours that spell one, by beginnings and initials."""
    for one, other in mine.words.like(theirs.words):
        yield mine.words.names[one], theirs.words.names[other]
    for one, other in mine.joined.spelt_by(theirs.raw):
        yield mine.joined.names[one], theirs.raw.names[other]
    for one, other in theirs.joined.spelt_by(mine.raw):
        yield mine.raw.names[other], theirs.joined.names[one]
    for one, other in mine.shortened.made_of(theirs.names):
        yield [one], [other]
    for one, other in theirs.shortened.made_of(mine.names):
        yield [other], [one]
    yield from mine.initials.shared(theirs.as_initials)
    yield from mine.as_initials.shared(theirs.initials)
    yield from mine.kin.shared(theirs.kin)


def _places(cells: "NDArray[np.bool_]") -> Iterator[tuple[int, int]]:
    """Where a table is true: rows and columns."""
    rows, columns = cells.nonzero()
    return zip(rows.tolist(), columns.tolist(), strict=True)


def _bits(groups: int) -> Iterator[int]:
    """The places of the bits of a number."""
    while groups:
        yield groups.bit_length() - 1
        groups ^= 1 << groups.bit_length() - 1


def _rare(name: Known) -> list[str]:
    """Its words that may be made of another name's."""
    return [word for word, trait in zip(name.side.words, name.side.traits, strict=True) if trait.shortens]


def _words(name: Known) -> tuple[str, ...]:
    """Its words, as they are compared and as they were written."""
    side = name.side
    return side.words if side.words == side.raw else (*side.words, *[word for word in side.raw if word])


def _written(name: Known) -> list[str]:
    """Its words as they were written."""
    return [word for word in name.side.raw if word]


def _joined(name: Known) -> list[str]:
    """What neighbours spell together."""
    raw = name.side.raw
    return ["".join(raw[at : at + size]) for size in range(2, MOST_JOINED + 1) for at in range(len(raw) - size + 1)]
