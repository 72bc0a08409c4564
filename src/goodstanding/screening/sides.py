"""A reading made ready to be weighed against others: what each of its words counts for, and which letters it has."""

from typing import NamedTuple

from goodstanding.screening.answer import How
from goodstanding.screening.prints import Mark
from goodstanding.screening.syllables import letters


class Trait(NamedTuple):
    """What a word weighs when it met and when it stands alone; its letters, and the groups it is exchanged within.

    `shortens` is whether it may be made of the other name's words: it is rare, and neither short nor long.
    """

    rarity: int
    agreed: int
    alone: int
    how: How
    mark: Mark
    kin: int
    shortens: bool


class Side(NamedTuple):
    """One of two readings, with the trait of each word."""

    words: tuple[str, ...]
    raw: tuple[str, ...]
    forms: tuple[str, ...]
    initials: frozenset[int]
    traits: tuple[Trait, ...]


class Known(NamedTuple):
    """A side that is weighed against many, and by what it is told apart from most of them at once.

    `marks` are those of all its words, as they are compared and as they were written. `shortened` has the letters, a
    bit each, and the first of words that may be made of the other side's words, `spelt` the letters of all words and
    `starts` the first of the first ones; `as_initials` the keys of words that may be the other side's initials, and
    `kin` the groups within which translations exchange its words.
    """

    side: Side
    marks: tuple[Mark, ...]
    shortened: tuple[tuple[int, str], ...]
    spelt: int
    starts: str
    as_initials: frozenset[int]
    kin: int


def starts_of(raw: tuple[str, ...]) -> str:
    """The first letters of the words with which a shortening of the name may begin."""
    return "".join([word[:1] for word in raw[:3]])


def spelt_in(words: tuple[str, ...]) -> int:
    """The letters of all words, a bit each."""
    return letters("".join(words))
