"""Names whose words run together: `hamurvulpavingllc` ends in a legal form and a word of trade that are known."""

import re
from collections.abc import Iterator
from itertools import pairwise

from goodstanding.screening.words import Words

#: No other word ends in these by chance.
_FORMS = (
    "incorporated", "corporation", "limited", "company", "gmbh", "corp", "pjsc", "sarl", "srl", "llc", "ltd", "inc",
    "plc", "pty", "pvt", "jsc",
)  # fmt: skip
#: `КазСтройСервис`; Latin words of the kind are parted wherever names are read.
_CAMEL = re.compile("(?<=[а-яёіїєґў])(?=[А-ЯЁІЇЄҐЎ][а-яёіїєґў]{2})")
_LONG = re.compile(r"[A-Za-z]{12,60}")
_SHORTEST_TRADE = 5
_SHORTEST_NAME = 5
_MOST_TRADES = 3
#: A name of more words has none that runs together with all the others.
_MOST_WORDS = 3


class Runs:
    """Takes the known words off the end of a long unknown one."""

    def __init__(self, words: Words) -> None:
        self._rarity = words.rarity
        self._known = frozenset(
            one
            for one in (*words.meanings, *words.places)
            if len(one) >= _SHORTEST_TRADE and one.isascii() and one.isalpha()
        )
        self._longest = max(map(len, self._known), default=0)

    def apart(self, text: str) -> str:
        """The text with blanks where such words begin; the same text where there are none."""
        if not text.isascii():
            text = _CAMEL.sub(" ", text)
        if len(text.split()) > _MOST_WORDS:
            return text
        return _LONG.sub(lambda found: " ".join(self._parts(found[0])), text)

    def _parts(self, word: str) -> list[str]:
        folded = word.lower()
        if folded in self._known or folded in self._rarity:
            return [word]
        ends = [len(word)]
        form = next((form for form in _FORMS if folded.endswith(form) and len(form) + _SHORTEST_NAME <= len(word)), "")
        if form:
            ends.append(len(word) - len(form))
        ends += self._trades(folded[: ends[-1]])
        cuts = [0, *reversed(ends)]
        return [word[start:end] for start, end in pairwise(cuts)]

    def _trades(self, word: str) -> Iterator[int]:
        """Where known words begin, from behind."""
        end = len(word)
        for _ in range(_MOST_TRADES):
            starts = range(max(_SHORTEST_NAME, end - self._longest), end - _SHORTEST_TRADE + 1)
            start = next((start for start in starts if word[start:end] in self._known), 0)
            if not start:
                return
            yield start
            end = start
