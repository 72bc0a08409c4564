"""What the parts of a rulebook say, as keys and values: whatever a reader of the redline has to see.

Says what a rule says, not how a file is written: keys that say nothing are left out.
"""

from collections.abc import Mapping, Sequence

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import SEVERITY_ORDER
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.model import (
    Band,
    Cap,
    Citation,
    Concurrence,
    Fade,
    Favour,
    Grade,
    GradeLimit,
    Ground,
    Match,
    Points,
    Provision,
    Purpose,
    Rulebook,
    ValueDate,
)
from goodstanding.rulebook.provisions import STOPS
from goodstanding.rulebook.reporting import cited

#: A value of a rule: points as a whole number, everything else as text.
Value = int | str
#: What a part says, by key.
Told = Mapping[str, Value]
Part = Provision | Cap | Grade | GradeLimit | Ground | Favour


def told_rulebook(book: Rulebook) -> Told:
    """What the rulebook says outside its parts, and where each cited law stands."""
    return {
        "id": book.id,
        "edition": book.edition,
        "title": book.title,
        "jurisdiction": book.jurisdiction,
        "authority": book.authority,
        "sample": "yes" if book.sample else "no",
        "law": _law(book.legal_basis),
        "in_force_from": str(book.in_force_from),
        **({} if book.in_force_to is None else {"in_force_to": str(book.in_force_to)}),
        "applies_to": _set(book.applies_to),
        "scale.start": book.scale.start,
        "scale.floor": book.scale.floor,
        "scale.ceiling": book.scale.ceiling,
        "minimum_evidence": book.minimum_evidence,
        **({} if book.purpose is Purpose.STANDING else {"purpose": book.purpose.value}),
        **{f"authority_levels.{code}": level.value for code, level in sorted(book.authority_levels.items())},
        **({} if book.languages == ("en",) else {"languages": ", ".join(book.languages)}),
        **{
            f"translations.{language}.{id_}": title
            for language, titles in sorted(book.translations.items())
            for id_, title in sorted(titles.items())
        },
        **_sources(book),
    }


def told(part: Part) -> Told:
    """What one part says."""
    match part:
        case Grade():
            return {"title": part.title, "at_least": part.at_least}
        case Cap():
            return {"title": part.title, "law": _law(part.cites), "limit": part.limit}
        case GradeLimit():
            told = {"provisions": _set(part.provisions), "at_most": part.at_most}
            return {"title": part.title, "law": _law(part.cites), **told}
        case Ground():
            below = {} if part.points_below is None else {"points_below": part.points_below}
            matched = {**_told_match(part.match), "severities": _set(part.match.severities)}
            return {"title": part.title, "law": _law(part.cites), "kind": part.kind.value, **matched, **below}
        case Favour():
            given = {"kind": part.kind.value, "grade": part.grade, "lasts": str(part.lasts)}
            return {"title": part.title, "law": _law(part.cites), **given}
        case Provision():
            return _told_provision(part)


def _told_provision(one: Provision) -> Told:
    severities = [severity for severity in SEVERITY_ORDER if severity in one.match.severities | one.points.keys()]
    return {
        "title": one.title,
        "law": _law(one.cites),
        "direction": one.direction.value,
        **_told_match(one.match),
        "counts_from": one.counts_from.value,
        **_told_points(one.points, "points"),
        **_told_values(one),
        **{f"fades.{severity}": _fade(one.fades.get(severity, ())) for severity in severities},
        **({} if one.cap is None else {"cap": one.cap}),
        **({} if one.stops_on == STOPS else {"stops_on": _set(one.stops_on)}),
        **({} if one.concurrence is Concurrence.EVERY_FACT else {"concurrence": one.concurrence.value}),
        **({} if not one.overrides else {"overrides": _set(one.overrides)}),
    }


def _told_points(points: Points, key: str) -> Told:
    severities = [severity for severity in SEVERITY_ORDER if severity in points]
    return {
        f"{key}.{severity}.{size}": points[severity][size]
        for severity in severities
        for size in SizeClass
        if size in points[severity]
    }


def _told_values(one: Provision) -> Told:
    found: dict[str, Value] = {}
    for value in one.values:
        key = f"values.{value.since}"
        found |= {f"{key}.law": _law(value.cites), **_told_points(value.points, f"{key}.points")}
        found |= {} if value.announced_on is None else {f"{key}.announced_on": str(value.announced_on)}
    if one.value_on != (ValueDate.EVALUATION,):
        found["value_on"] = " or, if more lenient, ".join(day.value for day in one.value_on)
    return found


def _told_match(match: Match) -> dict[str, Value]:
    found: dict[str, Value] = {
        "categories": _set(match.categories),
        "statuses": _set(match.statuses),
        "roles": _set(match.roles),
    }
    if len(match.levels) < len(AuthorityLevel):
        found["levels"] = _set(match.levels)
    if match.amount is not None:
        found["amount"] = _band(match.amount)
    if match.figure is not None:
        found["figure"] = f"{match.figure.code} {_band(match.figure.band)}"
    return found


def _band(band: Band) -> str:
    return f"{'' if band.at_least is None else band.at_least} to {'' if band.below is None else f'below {band.below}'}"


def _law(cites: Sequence[Citation]) -> str:
    return "; ".join(map(str, cites))


def _sources(book: Rulebook) -> Told:
    """Where each cited law stands and when it was last read there: once, not under every provision."""
    found: dict[str, set[str]] = {}
    for cite in (cite for _, cites in cited(book) for cite in cites):
        found.setdefault(f"sources.{cite.title}", set()).add(f"{cite.href}, read on {cite.checked_on}")
    return {key: "; ".join(sorted(texts)) for key, texts in found.items()}


def _fade(fade: Fade) -> str:
    return "; ".join(f"until {step.until} {step.permille} ‰" for step in fade)


def _set(values: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(values))
