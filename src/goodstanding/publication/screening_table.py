"""A screening as a table: a line a candidate, one for a bidder that has none. Safe to open in a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from unicodedata import normalize

from goodstanding.publication.screened import Asked, Found, Screened
from goodstanding.publication.screening_phrases import (
    NATURES,
    answer_label,
    tell_age,
    tell_fact,
    tell_stale,
    tell_what_met,
)
from goodstanding.publication.screening_rows import Nature

COLUMNS = (
    "row", "id", "name", "identifiers", "country", "answer", "why", "problem",
    "organization", "organization_name", "organization_identifiers", "organization_country",
    "band", "evidence", "equal_numbers", "contradicting_numbers", "shared_by", "what_met",
    "answered_by_you_on", "is_here", "says", "consequences",
    "origin", "size", "root", "recorded_at", "effective", "analyser", "ages", "stale",
    "not_compared", "evidence_means",
)  # fmt: skip

#: A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@")
_BETWEEN = "; "
#: Where a spreadsheet of another country begins a new cell.
_CELLS_ELSEWHERE = ";"


def table_lines(asked: Asked, answers: Iterable[Screened]) -> Iterator[tuple[str, ...]]:
    """The header, then the lines, every cell text."""
    yield COLUMNS
    behind = _list(asked)
    for screened in answers:
        for found in screened.found or (None,):
            apart, means = _BETWEEN.join(screened.uncompared), asked.evidence_means if found else ""
            cells = (*_bidder(screened), *_candidate(found, asked.on), *behind, apart, means)
            yield tuple(safe_cell(cell) for cell in cells)


def _list(asked: Asked) -> tuple[str, ...]:
    version = asked.version
    return (
        version.origin,
        str(version.size),
        version.root,
        version.recorded_at,
        version.effective.isoformat(),
        version.analyser,
        _BETWEEN.join(map(tell_age, asked.ages)),
        " ".join(tell_stale(asked.stale)),
    )


def safe_cell(text: str) -> str:
    """The text as no spreadsheet runs it and no line of the table is broken by it."""
    return _CELLS_ELSEWHERE.join(map(_safe_part, text.split(_CELLS_ELSEWHERE)))


def _safe_part(text: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in text)
    # A sign in full width, or as small as an exponent, may be read as the plain one.
    begins = normalize("NFKC", shown.lstrip()[:1])
    return f"'{shown}" if begins.startswith(_FORMULA_STARTS) or not text[:1].isprintable() else shown


def _bidder(screened: Screened) -> tuple[str, ...]:
    return (
        str(screened.row),
        screened.reference,
        _BETWEEN.join(screened.names),
        _BETWEEN.join(screened.identifiers),
        screened.country,
        answer_label(screened),
        screened.why,
        screened.problem,
    )


def _candidate(found: Found | None, on: date) -> tuple[str, ...]:
    if found is None:
        return ("",) * 14
    natures = {fact.nature for fact in found.facts}
    return (
        found.organization,
        _BETWEEN.join(found.names),
        _BETWEEN.join(found.identifiers),
        found.country,
        found.band.value,
        str(found.evidence),
        _BETWEEN.join(found.met),
        _BETWEEN.join(found.contradicting),
        str(found.shared_by),
        _BETWEEN.join(map(tell_what_met, found.alignment)),
        found.resolved.on.isoformat() if found.resolved else "",
        _BETWEEN.join(NATURES[nature] for nature in Nature if nature in natures),
        " ".join(tell_fact(replace(fact, consequences=()), on) for fact in found.facts),
        _BETWEEN.join(text for fact in found.facts for text in fact.consequences),
    )
