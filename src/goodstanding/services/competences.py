"""Who is competent to record what: enrolled by whoever appoints, or declared by a format that the project ships."""

from goodstanding.intake.admission import CompetenceKey, competence_key
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import group_of, print_competence, read_competence
from goodstanding.ledger.writing import Head, NewEntry, Signer
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import require_appointing
from goodstanding.services.ports import Ports, Reader


def enrolled(reader: Reader, size: int) -> dict[CompetenceKey, Competence]:
    """All competences known at a size; a later entry for the same key gives its later wording."""
    entries = reader.entries_of([Kind.COMPETENCE_ENROLLED], size)
    found = (read_competence(group_of(entry, "competence")) for entry in entries if entry.values)
    return {competence_key(competence): competence for competence in found}


def enroll_competences(
    ports: Ports, catalogue: Catalogue, competences: list[Competence], officer: str, sign: Signer
) -> Head:
    """Enroll, signed by an officer who appoints; those already enrolled with the same words are left alone."""
    for competence in competences:
        catalogue.category(competence.category)
    with ports.store.writing() as writer:
        require_appointing(ports, writer, Acting(officer=officer, sign=sign))
        head = writer.head()
        known = enrolled(writer, head.size)
        new = [item for item in competences if known.get(competence_key(item)) != item]
        if not new:
            return head
        entries = [
            NewEntry(
                kind=Kind.COMPETENCE_ENROLLED,
                groups={"competence": print_competence(item)},
                actor=officer,
                sign=sign,
            )
            for item in new
        ]
        return append_batch(ports, writer, entries, actor=officer, sign=sign)
