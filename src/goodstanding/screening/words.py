"""The facts by which names are read for screening: legal forms and how rare a word is. Read by an adapter."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Facts about words, all folded.

    `forms` maps the letters of a legal form, without blanks, to its class; `longest_form` counts words.
    `rarity` says in thousandths of a bit how much one learns from meeting a word in a company's name; a word that is
    not listed is as rare as `rarest`.
    """

    forms: Mapping[str, str]
    longest_form: int
    rarity: Mapping[str, int]
    rarest: int
