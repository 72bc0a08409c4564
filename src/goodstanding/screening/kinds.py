"""What a word of a name is: that decides what it weighs where it meets another and where it stands alone."""

from enum import IntEnum

from goodstanding.screening.analyser import Analyser


class Kind(IntEnum):
    """Closed; an index holds one for each of its words."""

    WORD = 0
    LETTER = 1
    NUMBER = 2
    PLACE = 3
    GENERIC = 4


#: What counts or labels.
NUMBERS = (Kind.LETTER, Kind.NUMBER)


def kind_of(word: str, analyser: Analyser) -> Kind:
    """The first that fits."""
    if len(word) == 1:
        return Kind.LETTER
    if analyser.is_number(word):
        return Kind.NUMBER
    if analyser.is_place(word):
        return Kind.PLACE
    return Kind.GENERIC if analyser.is_generic(word) else Kind.WORD
