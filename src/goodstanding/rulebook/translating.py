"""Titles in another of a rulebook's languages. Rules, numbers and citations are the same in every one."""

from dataclasses import replace

from goodstanding.rulebook.model import Rulebook
from goodstanding.values.errors import MisuseError


def translated(rulebook: Rulebook, language: str | None) -> Rulebook:
    """The rulebook with its titles in `language`; as it is for None and for its first language.

    Translates nothing itself: MisuseError where the rulebook has no titles in it. The digest is another one, since
    titles are part of what it names: never take it of a translated rulebook.
    """
    if language is None or language in rulebook.languages[:1]:
        return rulebook
    titles = rulebook.translations.get(language)
    if titles is None:
        accepted = ", ".join(rulebook.languages)
        raise MisuseError("The rulebook has no titles in this language.", accepted=accepted)
    return replace(
        rulebook,
        title=titles.get(rulebook.id, rulebook.title),
        grades=tuple(replace(one, title=titles.get(one.code, one.title)) for one in rulebook.grades),
        provisions=tuple(replace(one, title=titles.get(one.id, one.title)) for one in rulebook.provisions),
        caps=tuple(replace(one, title=titles.get(one.id, one.title)) for one in rulebook.caps),
        grade_limits=tuple(replace(one, title=titles.get(one.id, one.title)) for one in rulebook.grade_limits),
        grounds=tuple(replace(one, title=titles.get(one.id, one.title)) for one in rulebook.grounds),
        consequences=tuple(replace(one, title=titles.get(one.id, one.title)) for one in rulebook.consequences),
    )
