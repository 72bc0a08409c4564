"""The facts by which names are read for screening: legal forms, trade words, places, rarity. Read by an adapter."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Facts about words, all folded.

    `forms` maps the letters of a legal form, without blanks, to its class; `forms_at_start` may stand before the name.
    `meanings` maps words and phrases in any
    language (blanks between the words of a phrase) to one English word; `places` maps them to one spelling of a place.
    `rarity` says in thousandths of a bit how much one learns from meeting a word in a company's name; a word that is
    not listed is as rare as `rarest`. `articles` say nothing, `silent` words nothing behind another word. `kin` has a
    bit for every group of words that translations of one name exchange. `things` are the meanings that say nothing of a
    trade (*lion*, *hope*); `parts` are the words that Germanic compounds are made of, with their
    meanings. `kanji` are characters as Japanese names are read. `as_it_is`
    are words of languages whose endings are not told apart: no other word is looked up by their roots.
    """

    forms: Mapping[str, str]
    forms_at_start: frozenset[str]
    meanings: Mapping[str, str]
    places: Mapping[str, str]
    articles: frozenset[str]
    silent: frozenset[str]
    rarity: Mapping[str, int]
    rarest: int
    kin: Mapping[str, int]
    things: frozenset[str]
    parts: Mapping[str, str]
    kanji: Mapping[str, str]
    as_it_is: frozenset[str]
