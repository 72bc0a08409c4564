"""Which authority is competent to record what, as the entries give it. Who may enroll it is asked in `appointing`."""

from collections.abc import Iterable, Mapping

from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.payloads import group_of, read_competence
from goodstanding.register.authorities import INDEPENDENT, Competence
from goodstanding.services.ports import Reader

#: What the formats of this software declare by themselves.
Shipped = Mapping[CompetenceKey, Competence]


def enrolled(reader: Reader, size: int) -> dict[CompetenceKey, Competence]:
    """All competences known at a size; a later entry for the same key gives its later wording."""
    entries = reader.entries_of([Kind.COMPETENCE_ENROLLED], size)
    found = (read_competence(group_of(entry, "competence")) for entry in entries if entry.values)
    return {competence_key(competence): competence for competence in found}


def is_shipped(shipped: Shipped, entry: Entry) -> bool:
    """Whether a competence is one that a format declares, in the capacity that the format gives it."""
    found = read_competence(group_of(entry, "competence"))
    declared = shipped.get(competence_key(found))
    return declared is not None and declared.capacity is found.capacity


def courts_and_auditors(competences: Iterable[Competence]) -> frozenset[str]:
    """The authorities that record as courts or audit institutions: they are independent of who decides (S34)."""
    return frozenset(one.authority for one in competences if one.capacity in INDEPENDENT)
