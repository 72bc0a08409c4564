"""How a check reports: a finding about a part of a rulebook, by the part's id or key."""

from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue, Category
from goodstanding.rulebook.citing import Citation
from goodstanding.rulebook.model import Match, Provision, Rulebook
from goodstanding.values.findings import Finding, Severity


def reported(code: str, message: str, where: str, *, accepted: str = "", warning: bool = False) -> Finding:
    """An error, or a warning, about the part `where`."""
    severity = Severity.WARNING if warning else Severity.ERROR
    return Finding(code=code, message=message, field=where, accepted=accepted, severity=severity)


def titled(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Every part with an id: the id, and its title."""
    parts = (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds, rulebook.consequences)
    return [(one.id, one.title) for part in parts for one in part]


def cited(rulebook: Rulebook) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Every part that has to rest on an article: its id or key, and what it cites."""
    yield "legal_basis", rulebook.legal_basis
    for part in (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds, rulebook.consequences):
        for one in part:
            yield one.id, one.cites
    for provision in rulebook.provisions:
        for index, value in enumerate(provision.values):
            yield f"{provision.id}.values.{index}", value.cites


def matches(rulebook: Rulebook) -> list[tuple[str, Match]]:
    """What every provision and ground is about, by id."""
    provisions = [(provision.id, provision.match) for provision in rulebook.provisions]
    return provisions + [(ground.id, ground.match) for ground in rulebook.grounds]


def known(provision: Provision, catalogue: Catalogue) -> Iterator[Category]:
    """The catalogue's categories among those that a provision names."""
    codes = sorted(provision.match.categories)
    return (catalogue.categories[code] for code in codes if code in catalogue.categories)
