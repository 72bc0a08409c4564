"""Reads the facts that names are screened by out of the package, once."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.names import fold
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.words import Words

_LONGEST_FORM = 8


@cache
def load_analyser() -> Analyser:
    """The analyser over the words that ship with the package; the same object at every call."""
    return Analyser(load_screening_words())


@cache
def load_screening_words() -> Words:
    """The words that ship with the package; the same object at every call."""
    rarity = {word: int(level) for level, words in _rows("rarity.tsv") for word in words.split()}
    forms = dict.fromkeys((letters for forms in load_lexicon().legal_forms.values() for letters in forms), "other")
    for _, listed in _rows("forms.tsv"):
        forms |= dict.fromkeys((form.replace(" ", "") for form in fold(listed).split("; ")), "other")
    return Words(forms=forms, longest_form=_LONGEST_FORM, rarity=rarity, rarest=max(rarity.values()))


def _rows(name: str) -> Iterator[tuple[str, str]]:
    text = (files("goodstanding.data") / "screening" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, _, rest = line.partition("\t")
            yield key, rest
