"""Procedural rules of a register: their text in the log, whole, proposed by one officer and approved by another."""

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.digests import canonical_text, procedure_digest, read_canonical
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import require_rule_maker
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError


def enroll_procedure(ports: Ports, procedure: Procedure, acting: Acting) -> tuple[int, Head]:
    """Enter procedural rules; not in force before another officer approves. Rules below a floor are refused."""
    findings = check_procedure(procedure)
    if findings:
        raise MisuseError(f"These rules undercut a floor: {findings[0]}", to_do="run `goodstanding procedure check`")
    with ports.store.writing() as writer:
        require_rule_maker(ports, writer, acting, Role.RULEBOOK_AUTHOR)
        size = writer.head().size
        if any(found == procedure for found, _ in _enrolled(writer, size).values()):
            raise ConflictError("These very rules are enrolled already.", to_do="see `goodstanding procedure list`")
        new = NewEntry(
            kind=Kind.PROCEDURE_ENROLLED,
            groups={"procedure": {"id": procedure.id, "text": canonical_text(procedure)}},
            actor=acting.officer,
            sign=acting.sign,
        )
        return size, append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def approve_procedure(ports: Ports, number: int, acting: Acting) -> Head:
    """The second signature: from now on files can be opened under these rules. Open files keep their own."""
    with ports.store.writing() as writer:
        require_rule_maker(ports, writer, acting, Role.RULEBOOK_APPROVER)
        size = writer.head().size
        found = _enrolled(writer, size).get(number)
        if found is None:
            raise NotFoundError("No rules have this number.", to_do="see `goodstanding procedure list`")
        if found[1] == acting.officer:
            raise AuthorizationError("Whoever enrolled the rules does not approve them.", to_do="ask another officer")
        if number in _approved(writer, size):
            raise ConflictError("These rules were approved already.")
        new = NewEntry(
            kind=Kind.PROCEDURE_APPROVED,
            groups={"approval": {"digest": procedure_digest(found[0])}},
            actor=acting.officer,
            sign=acting.sign,
            links=((Relation.PROCEDURE, number),),
        )
        return append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def procedures(reader: Reader, size: int) -> list[tuple[int, Procedure, bool]]:
    """All enrolled rules with their number, and whether they were approved."""
    approved = _approved(reader, size)
    return [(number, found, number in approved) for number, (found, _) in sorted(_enrolled(reader, size).items())]


def approved_procedures(reader: Reader, size: int) -> dict[str, Procedure]:
    """The approved rules by digest; by their number the later ones come last."""
    return {procedure_digest(found): found for _, found, approved in procedures(reader, size) if approved}


def _enrolled(reader: Reader, size: int) -> dict[int, tuple[Procedure, str]]:
    entries = reader.entries_of([Kind.PROCEDURE_ENROLLED], size)
    return {
        entry.seq: (read_canonical(text(group_of(entry, "procedure"), "text")), entry.envelope.actor)
        for entry in entries
        if entry.values
    }


def _approved(reader: Reader, size: int) -> frozenset[int]:
    entries = reader.entries_of([Kind.PROCEDURE_APPROVED], size)
    return frozenset(entry.envelope.linked(Relation.PROCEDURE) for entry in entries)
