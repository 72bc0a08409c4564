"""What grades give, and in which languages it is said: favourable consequences only, every title in every language."""

import re
from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.register.consequences import CONSEQUENCE_DIRECTIONS
from goodstanding.register.forbidden import check_forbidden
from goodstanding.rulebook.fades import never_longer
from goodstanding.rulebook.model import Purpose, Rulebook
from goodstanding.rulebook.naming import check_wording
from goodstanding.rulebook.reporting import reported, titled
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

#: As long as the longest display of a record: no favour outlives what it rests on by more (S20).
LONGEST_FAVOUR = Period(months=36)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def check_consequences(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """A grade gives favours only, each for a stated time; an adverse consequence takes a proceeding (S20)."""
    codes = [grade.code for grade in rulebook.grades]
    for one in rulebook.consequences:
        if CONSEQUENCE_DIRECTIONS[one.kind] is not Direction.FAVOURABLE:
            message = "An adverse consequence never follows from a grade."
            yield reported("rulebook-consequence-adverse", message, one.id)
        if one.grade not in codes:
            yield reported("rulebook-grade-unknown", "There is no such grade.", one.id)
        elif one.grade == codes[-1]:
            message = "Every grade would give it; withholding it from the unrated would be a measure."
            yield reported("rulebook-consequence-grade", message, one.id, accepted=", ".join(codes[:-1]))
        if one.lasts.months + one.lasts.days < 1 or not never_longer(one.lasts, LONGEST_FAVOUR):
            accepted = f"a period such as P1Y, up to {LONGEST_FAVOUR}"
            yield reported(
                "rulebook-consequence-length", "It has no length, or is too long.", one.id, accepted=accepted
            )


def check_purpose(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """An indicator is about information alone, and nothing at all follows from it (S35)."""
    if rulebook.purpose is not Purpose.INDICATOR:
        return
    for part in (rulebook.grounds, rulebook.consequences):
        for one in part:
            yield reported("rulebook-indicator", "Nothing follows from an indicator.", one.id)
    for provision in rulebook.provisions:
        for code in sorted(provision.match.categories & set(catalogue.categories)):
            if catalogue.categories[code].direction is not Direction.INFORMATION:
                message = f"{code} belongs to a standing: an indicator is about information alone."
                yield reported("rulebook-indicator", message, provision.id)


def check_languages(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Every title is there in every language that is named, and in no other, worded as the titles themselves are."""
    named = rulebook.languages
    if not named or len(set(named)) != len(named) or not all(_LANGUAGE.fullmatch(one) for one in named):
        accepted = "codes such as en or pt-BR, each once, that of the titles first"
        yield reported("rulebook-language", "The languages are not in their form.", "languages", accepted=accepted)
    ids = [rulebook.id, *(grade.code for grade in rulebook.grades), *(id_ for id_, _ in titled(rulebook))]
    for language in sorted({*named[1:], *rulebook.translations}):
        titles, where = rulebook.translations.get(language, {}), f"translations.{language}"
        if language not in named[1:]:
            yield reported("rulebook-language", "This language is not among the further ones.", where)
        missing = [id_ for id_ in ids if not titles.get(id_, "").strip()]
        if missing and language in named[1:]:
            message = f"Titles are missing: {', '.join(missing[:5])}."
            yield reported("rulebook-translation", message, where)
        if surplus := sorted(set(titles) - set(ids)):
            message = f"There are no such parts: {', '.join(surplus[:5])}."
            yield reported("rulebook-translation", message, where)
        # A blank title is told as one that is missing.
        for text in filter(str.strip, titles.values()):
            yield from check_wording(text, where)
            for found in check_forbidden(text, catalogue.forbidden_words):
                yield reported(found.code, found.message, where, accepted=found.accepted)
