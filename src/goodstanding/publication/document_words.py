"""The words of a proceeding's documents in one language: messages with named places, and how a day is written.

The words are data: every language has exactly the keys and places of English. They say what was decided by whom and
when, never that anything happened (S39). They are nobody's sworn translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.publication.turning import without_turns


class Language(StrEnum):
    """The languages that there are words in (BCP 47)."""

    EN = "en"
    ES = "es"
    PT = "pt"
    FR = "fr"
    ZH = "zh"
    AR = "ar"


class Direction(StrEnum):
    """In which direction the language is written."""

    LTR = "ltr"
    RTL = "rtl"


#: Around a value in a right-to-left sentence, so that neither turns the other round (Unicode UAX 9, FSI and PDI).
_ISOLATED = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; `day` has the places `day`, `month` and `year`, `digits` are those of its days.

    `first` is how the first of a month is written; "" like every other.
    """

    language: Language
    direction: Direction
    digits: str
    day: str
    months: tuple[str, ...]
    messages: Mapping[str, str]
    first: str = ""

    def say(self, key: str, **values: str) -> str:
        """The message with its places filled. A value is never a template, and turns no sentence round."""
        values = {name: without_turns(value) for name, value in values.items()}
        if self.direction is Direction.RTL:
            values = {name: _ISOLATED.format(value) for name, value in values.items()}
        return self.messages[key].format(**values)

    def print_day(self, day: date) -> str:
        """The day as the language writes it."""
        number = self.first if self.first and day.day == 1 else day.day
        written = self.day.format(day=number, month=self.months[day.month - 1], year=day.year)
        return written.translate(str.maketrans("0123456789", self.digits))
