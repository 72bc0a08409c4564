"""Reads the facts that names are screened by out of the package, once."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from goodstanding.adapters.formats.lexicon import load_lexicon
from goodstanding.intake.names import fold
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.words import Words

_SHORTEST_PLACE = 4
_SHORTEST_WORD = 4
#: How rare a word of trade is that too few names have to be counted: less so than a name that somebody made up.
LISTED = 13_500
#: Of these languages long words are taken apart; `sv` stands for the Scandinavian ones.
_COMPOUNDING = frozenset({"de", "nl", "sv", "fi", "hu"})
#: Of these no word is looked up by its root.
_WITHOUT_ENDINGS = frozenset({"vi", "id", "romanised"})
#: What is left of a form where it stands apart: it tells nothing.
_OF_FORMS = ("limited", "company")
_SAID_OF_FORMS = frozenset(
    {"limited", "company", "corporation", "cooperative", "enterprise", "partners", "public", "general", "guarantee"}
)


@cache
def load_analyser() -> Analyser:
    """The analyser over the words that ship with the package; the same object at every call."""
    return Analyser(load_screening_words())


@cache
def load_screening_words() -> Words:
    """The words that ship with the package; the same object at every call."""
    rarity = {word: int(level) for level, words in _rows("rarity.tsv") for word in words.split()}
    meanings = _spellings("generic.tsv")
    translated = _translated(meanings)
    forms, at_start = _forms(meanings)
    silent = list(_rows("silent.tsv"))
    return Words(
        forms=forms,
        forms_at_start=at_start,
        meanings=meanings,
        places={
            spelling: place
            for spelling, place in _spellings("places.tsv").items()
            if len(spelling) >= _SHORTEST_PLACE or not spelling.isascii()
        },
        articles=frozenset(word for kind, words in silent if kind == "article" for word in fold(words).split()),
        silent=frozenset(word for kind, words in silent if kind == "joiner" for word in fold(words).split()),
        rarity=rarity
        | {word: LISTED for said in {*meanings.values()} for word in said.split(" ") if word not in rarity}
        | dict.fromkeys(_OF_FORMS, 0),
        rarest=max(rarity.values()),
        kin=_kin(),
        things=frozenset(translated.things),
        parts=translated.parts,
        kanji={word: letters for letters, words in _rows("kanji.tsv") for word in words.split()},
        as_it_is=frozenset(translated.as_it_is),
    )


class _Translated(NamedTuple):
    """What the table of translations says beside the meanings: see `Words`."""

    things: set[str]
    parts: dict[str, str]
    as_it_is: set[str]


def _translated(meanings: dict[str, str]) -> _Translated:
    """Adds the English word of every line and all its cells, which are folded as they stand; what is there stays."""
    (_, head), *lines = _rows("translations.tsv")
    languages = head.split("\t")[1:]
    found = _Translated(set(), {}, set())
    for word, rest in lines:
        kind, *cells = rest.split("\t")
        if kind == "thing":
            found.things.add(word)
        _add(meanings, word, [word])
        for language, cell in zip(languages, cells, strict=True):
            if not cell:
                continue
            spellings = cell.split("; ")
            _add(meanings, word, spellings)
            if language in _COMPOUNDING:
                found.parts.update((one, meanings.get(one, word)) for one in spellings)
            elif language in _WITHOUT_ENDINGS:
                found.as_it_is.update(spellings)
    return found


def _add(meanings: dict[str, str], word: str, spellings: list[str]) -> None:
    for one in spellings:
        if len(one) >= _SHORTEST_WORD or not one.isascii():
            meanings.setdefault(one, word)


def _forms(meanings: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """All forms but those that are words of trade (a bank, a foundation), and what is set aside as they are."""
    known = [form for forms in load_lexicon().legal_forms.values() for form in forms.items()]
    listed = [form for _, forms in _rows("forms.tsv") for form in fold(forms).split("; ")]
    forms = {letters: "other" for letters, _ in known}
    forms |= {form.strip("^").replace(" ", ""): "other" for form in listed if not _is_trade(form, meanings)}
    classes = {letters: name for name, listed in _rows("form_classes.tsv") for letters in fold(listed).split()}
    forms |= {letters: classes[letters] for letters in forms.keys() & classes.keys()}
    at_start = frozenset(letters for letters, form in known if form.at_start)
    at_start |= {form[1:] for form in listed if form.startswith("^")}
    asides = [one for _, said in _rows("asides.tsv") for one in fold(said).replace(" ", "").split(";")]
    at_start |= {one[1:] for one in asides if one[0] == "^"}
    told = {letters: one for letters, one in forms.items() if not _has_trade(letters, forms, meanings)}
    told = {one.strip("^"): "other" for one in asides} | told
    return told, at_start & told.keys()


def _kin() -> dict[str, int]:
    found: dict[str, int] = {}
    for place, (words, _) in enumerate(_rows("kin.tsv")):
        for word in words.split():
            found[word] = found.get(word, 0) | 1 << place
    return found


def _is_trade(form: str, meanings: Mapping[str, str]) -> bool:
    said = {meanings.get(word, "") for word in form.split(" ")} - {""}
    return not said <= _SAID_OF_FORMS


def _has_trade(letters: str, forms: Mapping[str, str], meanings: Mapping[str, str]) -> bool:
    """Whether a form is a word of trade, or one before a form of a known class: *group ltd*."""
    return _is_trade(letters, meanings) or any(
        forms.get(letters[size:], "other") != "other" and _is_trade(letters[:size], meanings)
        for size in range(_SHORTEST_WORD, len(letters))
    )


def _spellings(name: str) -> dict[str, str]:
    """Every spelling to the first of its line; a spelling of two lines belongs to the first."""
    found: dict[str, str] = {}
    for first, others in _rows(name):
        for spelling in (first, *fold(others).split("; ")):
            found.setdefault(spelling, first)
    return found


def _rows(name: str) -> Iterator[tuple[str, str]]:
    text = (files("goodstanding.data") / "screening" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, _, rest = line.partition("\t")
            yield key, rest
