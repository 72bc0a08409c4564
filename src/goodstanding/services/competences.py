"""Which authority is competent to record what, as the entries give it. Who may enroll it is asked in `appointing`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, read_competence
from goodstanding.register.authorities import INDEPENDENT, Capacity, Competence
from goodstanding.services.ports import Reader

#: What the formats of this software declare by themselves.
Shipped = Mapping[CompetenceKey, Competence]


def enrolled(reader: Reader, size: int, shipped: Shipped | None = None) -> dict[CompetenceKey, Competence]:
    """All competences known at a size; a later entry for the same key gives its later wording.

    Those of `shipped` formats are in the capacity that these give them.
    """
    entries = reader.entries_of([Kind.COMPETENCE_ENROLLED], size)
    found = (read_competence(group_of(entry, "competence")) for entry in entries if entry.values)
    return {competence_key(one): in_capacity(shipped or {}, one) for one in found}


def in_capacity(shipped: Shipped, competence: Competence) -> Competence:
    """A competence as it holds: one that a format declares says no capacity where it is older than capacities."""
    declared = shipped.get(competence_key(competence))
    if declared is None or competence.capacity is not Capacity.OTHER:
        return competence
    return replace(competence, capacity=declared.capacity)


def is_shipped(shipped: Shipped, entry: Entry) -> bool:
    """Whether a competence is one that a format declares, and in no other capacity than the format gives it."""
    found = read_competence(group_of(entry, "competence"))
    declared = shipped.get(competence_key(found))
    return declared is not None and declared.capacity is in_capacity(shipped, found).capacity


def courts_and_auditors(competences: Iterable[Competence]) -> frozenset[str]:
    """The authorities that record as courts or audit institutions: they are independent of who decides (S34)."""
    return frozenset(one.authority for one in competences if one.capacity in INDEPENDENT)
