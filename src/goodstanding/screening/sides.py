"""A reading made ready to be weighed against many: what each of its words counts for, and which letters it has."""

from typing import NamedTuple

from goodstanding.screening.answer import How
from goodstanding.screening.prints import Mark

Marks = tuple[Mark, ...]


class Trait(NamedTuple):
    """What a word weighs when it met and when it stands alone; its letters, and the groups it is exchanged within."""

    rarity: int
    agreed: int
    alone: int
    how: How
    mark: Mark
    kin: int


class Side(NamedTuple):
    """One of two readings.

    `by_word` has the marks of each word, as it is compared and as it was written; `marks` all of them. `long` has the
    letters, a bit each, and the first of words that may be made of the other side's words, `spelt` those of all words
    together, and `starts` the first letters of the first ones;
    `as_initials` the keys of words that may be the other side's initials.
    """

    words: tuple[str, ...]
    raw: tuple[str, ...]
    forms: tuple[str, ...]
    initials: frozenset[int]
    traits: tuple[Trait, ...]
    by_word: tuple[Marks, ...]
    marks: Marks
    long: tuple[tuple[int, str], ...]
    as_initials: frozenset[int]
    spelt: int
    starts: str
