"""Who appoints, asked before each act: authorities, competences and mandates are signed, never by their holders."""

from collections.abc import Collection, Sequence
from datetime import date

from goodstanding.intake.admission import competence_key
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import OPERATOR, Kind, Relation
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.appointing import (
    Appointments,
    dependent_appointing,
    dependent_recorders,
    founder_of,
    is_apart,
)
from goodstanding.proceedings.authorities import (
    MOST_LEVELS,
    Authorities,
    EnrolledAuthority,
    Function,
    Mandate,
    Role,
    chain,
)
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.authorities import authorities, mandates, numbered_mandates
from goodstanding.services.competences import courts_and_auditors, enrolled
from goodstanding.services.days import today
from goodstanding.services.officers import public_keys
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError


def appointments(reader: Reader, size: int) -> Appointments:
    """What is enrolled at a size."""
    first = reader.entries_of([Kind.AUTHORITY_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.MANDATE_GIVEN], size)
    return Appointments(
        founder=founder_of(entry.envelope.actor for entry in first if entry.envelope.actor != OPERATOR),
        authorities=authorities(reader, size),
        mandates=mandates(reader, size),
    )


def require_appointing(ports: Ports, reader: Reader, acting: Acting) -> None:
    """Refuse whoever does not appoint in this register."""
    found = appointments(reader, reader.head().size)
    if not found.may_appoint(acting.officer, today(ports, reader)):
        raise AuthorizationError(
            "This officer does not appoint here.",
            accepted="an appointing officer's mandate, or the officer who founded the register before there is one",
            to_do="see `goodstanding mandate list`",
        )


def require_erasing(ports: Ports, reader: Reader, acting: Acting) -> None:
    """Refuse whoever represents a party, or holds no mandate to erase where there is an appointing body."""
    found = appointments(reader, reader.head().size)
    if not found.may_erase(acting.officer, today(ports, reader)):
        raise AuthorizationError(
            "This officer has nothing erased here.",
            accepted="nobody's representative; where there is an appointing body, its officers and register keepers",
            to_do="see `goodstanding mandate list`",
        )


def require_rule_maker(ports: Ports, reader: Reader, acting: Acting, role: Role) -> None:
    """Refuse whoever holds no mandate to write or approve rules, where there is an appointing body."""
    found = appointments(reader, reader.head().size)
    if not found.may_make_rules(acting.officer, role, today(ports, reader)):
        raise AuthorizationError(
            "This officer has no mandate for rules.",
            accepted=f"a mandate as {role.value} of an authority with the function rule-making",
            to_do="let an appointing officer run `goodstanding mandate give`",
        )


def enroll_authorities(ports: Ports, wanted: Sequence[EnrolledAuthority], acting: Acting) -> Head:
    """Enroll authorities in the order given, parents first; those already enrolled with the same words are left alone.

    A later entry for a code replaces the earlier one from then on.
    """
    with ports.store.writing() as writer:
        require_appointing(ports, writer, acting)
        head = writer.head()
        known = dict(authorities(writer, head.size))
        new = [one for one in wanted if known.get(one.code) != one]
        recorders = courts_and_auditors(enrolled(writer, head.size).values())
        # Each is an entry of its own: whoever replays the log judges the tree behind each.
        for one in new:
            if one.parent and one.parent not in known:
                raise MisuseError("An authority's parent is not enrolled.", accepted="parents before their children")
            known[one.code] = one
            if one.code in chain(known, one.parent) or len(chain(known, one.code)) >= MOST_LEVELS:
                raise MisuseError("An authority stands below itself.", accepted="a tree")
            _require_apart(known)
            _require_independent(known, recorders)
        if not new:
            return head
        entries = [_signed(acting, Kind.AUTHORITY_ENROLLED, {"authority": to_json(one)}) for one in new]
        return append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)


def enroll_competences(ports: Ports, catalogue: Catalogue, wanted: Sequence[Competence], acting: Acting) -> Head:
    """Enroll competences; those already enrolled with the same words are left alone."""
    if not all(one.fits(catalogue.category(one.category)) for one in wanted):
        raise MisuseError(
            "The capacity of a competence does not fit its category, or its ground of finality.",
            accepted="as payment-publication a category of payments, final by official publication; as court any other "
            "ground than that",
        )
    with ports.store.writing() as writer:
        require_appointing(ports, writer, acting)
        head = writer.head()
        known = enrolled(writer, head.size)
        new = [one for one in wanted if known.get(competence_key(one)) != one]
        if not new:
            return head
        _require_independent(authorities(writer, head.size), courts_and_auditors(new))
        entries = [_signed(acting, Kind.COMPETENCE_ENROLLED, {"competence": print_competence(one)}) for one in new]
        return append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)


def give_mandate(ports: Ports, mandate: Mandate, acting: Acting) -> tuple[int, Head]:
    """Give an enrolled officer a mandate; nobody gives one to themselves. Its number, and the head."""
    if mandate.officer == acting.officer:
        raise AuthorizationError("Nobody gives a mandate to themselves.", to_do="let another officer sign")
    if (mandate.role is Role.REPRESENTATIVE) != (mandate.organization is not None and not mandate.authority):
        raise MisuseError(
            "The mandate does not fit its role.", accepted="an organization for a representative, else an authority"
        )
    with ports.store.writing() as writer:
        require_appointing(ports, writer, acting)
        size = writer.head().size
        if mandate.officer not in public_keys(writer, size):
            raise NotFoundError("This officer is not enrolled.", to_do="run `goodstanding officer add` first")
        if mandate.authority and mandate.authority not in authorities(writer, size):
            raise NotFoundError("This authority is not enrolled.", to_do="run `goodstanding authority add` first")
        _require_lasting(mandate, authorities(writer, size))
        new = _signed(acting, Kind.MANDATE_GIVEN, {"mandate": to_json(mandate)})
        return size, append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def end_mandate(ports: Ports, number: int, last_day: date, acting: Acting) -> Head:
    """End a mandate after a day, which does not lie before today: what was done under it stays done."""
    with ports.store.writing() as writer:
        require_appointing(ports, writer, acting)
        size = writer.head().size
        known = dict(numbered_mandates(writer, size))
        found = known.get(number)
        if found is None:
            raise NotFoundError("There is no mandate with this number.", to_do="see `goodstanding mandate list`")
        if last_day < today(ports, writer):
            raise MisuseError(
                "A mandate is not ended in the past.", accepted="the register's present day or a later one"
            )
        if found.until_on is not None and found.until_on <= last_day:
            raise ConflictError("The mandate ends by then already.")
        if found.role is Role.APPOINTING_OFFICER and not appointments(writer, size).still_appoints(
            list(known).index(number), last_day
        ):
            raise ConflictError(
                "Nobody could appoint any more.", to_do="first give another appointing officer a mandate"
            )
        links = ((Relation.MANDATE, number),)
        new = _signed(acting, Kind.MANDATE_ENDED, {"mandate": {"until_on": last_day.isoformat()}}, links)
        return append_batch(ports, writer, [new], actor=acting.officer, sign=acting.sign)


def _signed(acting: Acting, kind: Kind, groups: Groups, links: tuple[tuple[Relation, int], ...] = ()) -> NewEntry:
    return NewEntry(kind=kind, groups=groups, actor=acting.officer, sign=acting.sign, links=links)


def _require_apart(known: Authorities) -> None:
    if dependent_appointing(known):
        raise MisuseError(
            "An authority that appoints would share a hierarchy with one that decides or records.",
            accepted="an appointing authority that stands above, below and beside none of them",
        )


def _require_independent(known: Authorities, recorders: Collection[str]) -> None:
    if dependent_recorders(known, recorders):
        raise MisuseError(
            "A court or an audit institution would share a hierarchy with one that decides or makes rules (S34).",
            accepted="a court or audit institution that stands above, below and beside none of them, also while the "
            "authorities of a file are enrolled one behind the other",
        )


def _require_lasting(mandate: Mandate, known: Authorities) -> None:
    """An appointing officer's mandate has no last day, or nobody could appoint behind it; and it is no office's own."""
    if mandate.role is not Role.APPOINTING_OFFICER:
        return
    enrolled = known.get(mandate.authority)
    if enrolled is None or Function.APPOINTING not in enrolled.functions or not is_apart(known, mandate.authority):
        raise MisuseError(
            "This authority cannot appoint.",
            accepted="one with the function appointing that shares no hierarchy with what decides or records",
        )
    if mandate.until_on is not None:
        raise MisuseError("An appointing officer's mandate has no last day.", to_do="end it when there is another one")
