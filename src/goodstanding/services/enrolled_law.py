"""What every replay of law knows of the entries before: authorities, mandates, approved rules, keys, who recorded."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, read_case, text
from goodstanding.proceedings.authorities import EnrolledAuthority, Mandate
from goodstanding.proceedings.deadlines import Clock, due_on
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.procedure import Procedure
from goodstanding.services.authorities import fold_mandate, read_authority
from goodstanding.services.officers import officer_key
from goodstanding.services.proceeding_law import HOLIDAYS, EveryDay

_RECORDS = frozenset({Kind.RECORD_ENTERED, Kind.RECORD_CORRECTED})


@dataclass(slots=True, kw_only=True)
class EnrolledLaw:
    """Told of every entry when all rules have seen it; it knows only what is open."""

    authorities: dict[str, EnrolledAuthority] = field(default_factory=dict)
    mandates: dict[int, Mandate] = field(default_factory=dict)
    procedures: dict[int, Procedure] = field(default_factory=dict)
    approved: dict[str, Procedure] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    recorded_by: dict[int, str] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)

    def learn(self, entry: Entry) -> None:
        """Add what an entry says of these."""
        self.keys |= officer_key(entry)
        match entry.envelope.kind:
            case Kind.ORGANIZATION_OPENED:
                self.organizations[entry.envelope.subject] = entry.seq
            case Kind.IDENTITY_SET:
                self.organizations[entry.envelope.subject] = entry.envelope.linked(Relation.ORGANIZATION)
            case kind if kind in _RECORDS and "case" in entry.values:
                number = entry.seq if kind is Kind.RECORD_ENTERED else entry.envelope.linked(Relation.RECORD)
                self.recorded_by[number] = read_case(group_of(entry, "case")).authority
            case _ if entry.values:
                self._learn_law(entry)

    def _learn_law(self, entry: Entry) -> None:
        match entry.envelope.kind:
            case Kind.AUTHORITY_ENROLLED:
                found = read_authority(entry)
                self.authorities[found.code] = found
            case Kind.MANDATE_GIVEN | Kind.MANDATE_ENDED:
                fold_mandate(self.mandates, entry)
            case Kind.PROCEDURE_ENROLLED:
                self.procedures[entry.seq] = read_canonical(text(group_of(entry, "procedure"), "text"))
            case Kind.PROCEDURE_APPROVED:
                procedure = self.procedures.get(entry.envelope.linked(Relation.PROCEDURE))
                if procedure is not None:
                    self.approved[procedure_digest(procedure)] = procedure
            case _:
                return

    def share_a_key(self, one: str, other: str) -> bool:
        """Whether two officers are one by their key."""
        return one in self.keys and self.keys[one] == self.keys.get(other)


class Enrolled(Protocol):
    """What a rule asks of the context of a replay: what the entries before have enrolled, one for all rules."""

    @property
    def enrolled(self) -> EnrolledLaw:
        """What the entries before the present one have enrolled."""
        ...


@dataclass(slots=True)
class Dated:
    """The acts of the batch that is open, with the day that each gives itself."""

    acts: list[tuple[int, date]] = field(default_factory=list)

    def add(self, seq: int, day: date) -> None:
        """One more act."""
        self.acts.append((seq, day))

    def misdated(self, closing: Entry) -> list[int]:
        """Those that are dated otherwise than the batch was recorded, by more than a day for the zone."""
        recorded = text(group_of(closing, "batch"), "recorded_at")[:10] if closing.values else ""
        found = [seq for seq, day in self.acts if recorded and abs((date.fromisoformat(recorded) - day).days) > 1]
        self.acts.clear()
        return found


def is_due(procedure: Procedure, clock: Clock, event_on: date, told: date | None) -> bool:
    """Whether a recorded day is one that the rules can give: at or behind the bare count, by holidays at most."""
    bare = due_on(procedure.deadlines[clock], event_on, EveryDay())
    return told is not None and bare <= told <= bare + HOLIDAYS
