"""`goodstanding rulebook diff --affected`: how many standings each change would move, on the register's records."""

from dataclasses import dataclass
from pathlib import Path

from goodstanding.bootstrap import law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import optional_date
from goodstanding.cli.output import as_of_json, plural, progress_bar
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.impacts import impact_of
from goodstanding.services.reading import AsOf, as_of
from goodstanding.settings import data_directory
from goodstanding.standing.impact import Impact, RuleImpact
from goodstanding.values.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """The impact of the new edition in the place of the old one, and as of when it was counted."""

    impact: Impact
    at: AsOf


def affected_by(
    old: Rulebook, new: Rulebook, effective: str | None, recorded: str | None, data: Path | None
) -> Affected:
    """Count on the register's own records, as if both editions were in force on the date."""
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader, progress_bar("Organizations compared") as progress:
        at = as_of(ports, reader, optional_date(effective), recorded)
        return Affected(impact=impact_of(reader, law.load_law(), old, new, at, progress), at=at)


def affected_json(affected: Affected) -> dict[str, object]:
    """The counts, whole and by part of the rules."""
    found = affected.impact
    return {
        "organizations": found.organizations,
        "changed": found.changed,
        "moved": found.moved,
        "better": found.better,
        "worse": found.worse,
        "parts": [plain(one) for one in found.rules],
        **as_of_json(affected.at),
    }


def affected_sentence(affected: Affected, part: str) -> str:
    """How many standings and grades the part changes; "" for parts that are no rule of their own."""
    found = {one.rule: one for one in affected.impact.rules}.get(part)
    return "" if found is None else _sentence(found)


def _sentence(one: RuleImpact) -> str:
    return (
        f"It would change {plural(one.organizations, 'standing')}, and is among what moves "
        f"{plural(one.movers, 'grade')}, {one.worse} of them for the worse."
    )
