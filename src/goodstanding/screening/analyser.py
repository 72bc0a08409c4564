"""One analyser for the register's names and for the query's, versioned: equal versions read equally."""

import re
from dataclasses import dataclass

from goodstanding.intake.names import clean_name, fold, tokenize
from goodstanding.screening.words import Words

#: Goes into every answer; any change of what is read or weighed changes it.
ANALYSER_VERSION = "1"

MOST_WORDS = 40
_ALPHANUMERIC = re.compile(r"\W+|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A name taken apart: its words in order without the legal form, and the classes of the forms found."""

    text: str
    words: tuple[str, ...]
    forms: frozenset[str]


class Analyser:
    """Reads names by the facts it is given. Pure: the same name reads the same everywhere."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def read(self, name: str) -> Reading:
        """Any text; longer names than a register keeps are cut. Decides nothing about who is meant."""
        text = clean_name(name) or fold(name[:500])
        tokens = [_ALPHANUMERIC.sub("", token.text) for token in tokenize(text)[:MOST_WORDS]]
        words, forms = self._without_forms([token for token in tokens if token])
        return Reading(text=text, words=tuple(words), forms=frozenset(forms))

    def rarity(self, word: str) -> int:
        """Thousandths of a bit."""
        return self._words.rarity.get(word, self._words.rarest)

    def _without_forms(self, words: list[str]) -> tuple[list[str], set[str]]:
        """Legal forms at the end, one after the other, then one at the start; never the whole name."""
        found: set[str] = set()
        while True:
            size = next((size for size in range(self._words.longest_form, 0, -1) if self._is_form(words[-size:])), 0)
            if not size or size >= len(words):
                break
            found.add(self._words.forms["".join(words[-size:])])
            words = words[:-size]
        size = next((size for size in range(self._words.longest_form, 0, -1) if self._is_form(words[:size])), 0)
        if size and size < len(words):
            found.add(self._words.forms["".join(words[:size])])
            words = words[size:]
        return words, found

    def _is_form(self, words: list[str]) -> bool:
        return bool(words) and "".join(words) in self._words.forms
