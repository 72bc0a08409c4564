"""The words by which names are read: legal forms, names of people, words of trades, offices and functions.

Facts only; read from the package's own files by `adapters.formats.lexicon`. All words are folded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class FormClass(StrEnum):
    """Who can stand behind a legal form. Closed."""

    ORGANIZATION = "organization"
    MAYBE_SINGLE = "maybe-single"
    SINGLE = "single"
    SOLE_TRADER = "sole-trader"
    CIVIC = "civic"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """A legal form and where in a name it may stand."""

    form_class: FormClass
    at_start: bool
    at_end: bool
    anywhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words, word beginnings and phrases of one sort."""

    words: frozenset[str]
    stems: frozenset[str]
    stem_lengths: tuple[int, ...]
    phrases: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Vocabulary":
        """Sort entries: `stem*`, phrases with a blank, and words."""
        listed = list(entries)
        stems = frozenset(entry[:-1] for entry in listed if entry.endswith("*") and " " not in entry)
        return cls(
            words=frozenset(entry for entry in listed if not entry.endswith("*") and " " not in entry),
            stems=stems,
            stem_lengths=tuple(sorted({len(stem) for stem in stems})),
            phrases=frozenset(entry.rstrip("*") for entry in listed if " " in entry),
        )

    def has(self, word: str) -> bool:
        """Whether this word, or its beginning, is listed."""
        if word in self.words:
            return True
        for length in self.stem_lengths:  # noqa: SIM110 - the hottest line of the gate: a generator costs twice
            if word[:length] in self.stems:
                return True
        return False

    def touches(self, words: frozenset[str], phrases: frozenset[str]) -> bool:
        """Whether any of these words or phrases is listed."""
        return (
            not self.words.isdisjoint(words)
            or not self.phrases.isdisjoint(phrases)
            or (bool(self.stems) and any(self.has(word) for word in words))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything that reading a name needs.

    `legal_forms` maps a jurisdiction ("*" = wherever met) to forms by their letters without blanks.
    `telling_given` and `telling_surnames` leave out names that are ordinary words or places too.
    `strong` are trade words that people do not put behind their own name; `several` those of many parties,
    `partners` what partners do put there.
    `inside` holds what is looked for within scripts that write no spaces, by section.
    """

    legal_forms: Mapping[str, Mapping[str, LegalForm]]
    given_names: frozenset[str]
    surnames: frozenset[str]
    telling_given: frozenset[str]
    telling_surnames: frozenset[str]
    organization: Vocabulary
    strong: Vocabulary
    several: Vocabulary
    partners: frozenset[str]
    public: Vocabulary
    titles: Vocabulary
    titles_at_start: Vocabulary
    roles: Vocabulary
    kinship: Vocabulary
    trading_as: Vocabulary
    protected: Vocabulary
    protected_always: Vocabulary
    places: Vocabulary
    connectors: frozenset[str]
    particles: frozenset[str]
    saints: frozenset[str]
    inside: Mapping[str, tuple[str, ...]]

    def form(self, letters: str, country: str) -> LegalForm | None:
        """The legal form of these letters: of the country first, else one known wherever met."""
        local = self.legal_forms.get(country)
        return (local.get(letters) if local is not None else None) or self.legal_forms["*"].get(letters)
