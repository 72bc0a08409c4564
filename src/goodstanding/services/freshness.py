"""How old a list may be before `clear` is no longer said (S35, fail closed).

A foreign listing that was not confirmed for 72 hours is not current, so a list of them that is older cannot clear
anybody. National lists come by the month or the quarter. Both limits can be set, also for one source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import group_of, read_competence
from goodstanding.publication.screened import Age, ListVersion, SourceAge, Stale
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.ports import Reader
from goodstanding.services.reading import latest_full_lists

FOREIGN_DAYS = 3
OWN_DAYS = 92
#: The last day of a published list, counted from the day that it speaks of.
LIST_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many days old the last full list of a source may be; `by_source` overrules the two defaults."""

    foreign: int = FOREIGN_DAYS
    own: int = OWN_DAYS
    by_source: Mapping[str, int] = field(default_factory=dict)


def source_ages(reader: Reader, catalogue: Catalogue, size: int) -> tuple[SourceAge, ...]:
    """Every source that sends full lists, with the date of the last one. Extracts confirm nothing."""
    foreign = _foreign_sources(reader, catalogue, size)
    lists = latest_full_lists(reader, size)
    return tuple(
        SourceAge(source=source, as_of=batch.as_of, foreign=source in foreign)
        for source, batch in sorted(lists.items())
    )


def check_stale(
    version: ListVersion, asked: date, today: date, limits: Limits, *, is_empty: bool = False
) -> tuple[Stale, ...]:
    """What is too old, on the day asked about, to say `clear`; empty where everything is fresh enough.

    A list that `is_empty`, which no full list of a source confirms, has never been filled: it says nothing.
    `today` is the clock's day: a register of a later day than the clock's is as little to be relied on.
    """
    never_filled = is_empty and not version.sources
    empty = (Stale(what="empty", as_of=version.effective, most_days=0),) if never_filled else ()
    ages = list_ages(version, asked, limits)
    old = (Stale(what=one.what, as_of=one.as_of, most_days=one.most_days) for one in ages if _is_stale(one, today))
    return (*empty, *old)


def list_ages(version: ListVersion, asked: date, limits: Limits) -> tuple[Age, ...]:
    """How old everything is, on the day asked about, that must not be too old; and how old it may be."""
    recorded = date.fromisoformat(version.recorded_at[:10])
    dated = [("register", recorded, limits.own)]
    if version.refresh_by is not None:
        dated.append(("list", version.effective, (version.refresh_by - version.effective).days))
    for source in version.sources:
        most = limits.by_source.get(source.source, limits.foreign if source.foreign else limits.own)
        dated.append((source.source, source.as_of, most))
    return tuple(Age(what=what, as_of=day, days=(asked - day).days, most_days=most) for what, day, most in dated)


def _is_stale(age: Age, today: date) -> bool:
    is_ahead = {"register": (age.as_of - today).days > 1, "list": age.days < 0}.get(age.what, False)
    return age.days > age.most_days or is_ahead


def _foreign_sources(reader: Reader, catalogue: Catalogue, size: int) -> frozenset[str]:
    """The sources that came with a competence for foreign listings."""
    foreign: set[str] = set()
    batches: set[int] = set()
    for entry in reader.entries_of([Kind.COMPETENCE_ENROLLED, Kind.BATCH_CLOSED], size):
        envelope = entry.envelope
        if envelope.kind is Kind.BATCH_CLOSED:
            if envelope.batch in batches:
                foreign.add(envelope.source)
        elif entry.values:
            category = read_competence(group_of(entry, "competence")).category
            if category in catalogue.categories and catalogue.categories[category].while_listed:
                batches.add(envelope.batch)
    return frozenset(foreign - {""})
