"""S27 for appointments: authorities, competences, mandates come from whoever appoints, rules from whoever may.

All of it stands in the clear part of the entries but the mandates themselves; those of the authorities' officers are
always published. A mandate holds by the days between which it was given, a day to either side for the zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodstanding.ledger.entries import OPERATOR, Entry, Kind
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings.appointing import Appointments, is_apart
from goodstanding.proceedings.authorities import Authorities, Mandate, Role
from goodstanding.proceedings.plain_forms import from_json
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.values.findings import Finding

_DAY = timedelta(days=1)
_APPOINTING = frozenset({Kind.AUTHORITY_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.MANDATE_GIVEN, Kind.MANDATE_ENDED})
_RULES = {
    Kind.PROCEDURE_ENROLLED: Role.RULEBOOK_AUTHOR,
    Kind.PROCEDURE_APPROVED: Role.RULEBOOK_APPROVER,
    Kind.RULEBOOK_PROPOSED: Role.RULEBOOK_AUTHOR,
    Kind.RULEBOOK_CONTINUED: Role.RULEBOOK_AUTHOR,
    Kind.RULEBOOK_ASSESSED: Role.RULEBOOK_AUTHOR,
    Kind.RULEBOOK_APPROVED: Role.RULEBOOK_APPROVER,
    Kind.RULEBOOK_ADOPTED: Role.RULEBOOK_APPROVER,
    Kind.RULEBOOK_WITHDRAWN: Role.RULEBOOK_AUTHOR,
}


@dataclass(slots=True)
class AppointmentsAreLawful:
    """Nobody enrolls, appoints or makes rules but the founder at first, and the appointed later.

    What a shipped format may record is enrolled with its list by no officer: another rule's matter.
    """

    context: Enrolled
    founder: str = ""
    #: The acts of the batch that is open, with what was enrolled before each.
    waiting: list[tuple[Entry, Appointments]] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """An act of the batch that its officer was not appointed for, told when the batch says its day."""
        kind = entry.envelope.kind
        by_officer = entry.envelope.actor != OPERATOR
        if by_officer and (kind in _APPOINTING or kind in _RULES):
            self.founder = self.founder or (entry.envelope.actor if kind in _APPOINTING else "")
            self.waiting.append((entry, self._enrolled()))
        if kind is Kind.MANDATE_GIVEN and "mandate" in entry.values:
            given = from_json(Mandate, group_of(entry, "mandate"))
            known = self.context.enrolled.authorities
            if given.officer == entry.envelope.actor:
                yield _finding(entry, "an officer gave a mandate to itself.")
            if given.role is Role.APPOINTING_OFFICER and not is_apart(known, given.authority):
                yield _finding(entry, "it lets an integrity office, or what stands below one, appoint.")
        if kind is Kind.BATCH_CLOSED and entry.values:
            day = date.fromisoformat(text(group_of(entry, "batch"), "recorded_at")[:10])
            for act, before in self.waiting:
                if not any(self._may(act, before, one) for one in (day - _DAY, day, day + _DAY)):
                    yield _finding(act, "its officer was not appointed for it.")
            self.waiting.clear()

    def _enrolled(self) -> Appointments:
        authorities: Authorities = dict(self.context.enrolled.authorities)
        mandates: tuple[Mandate, ...] = tuple(self.context.enrolled.mandates.values())
        return Appointments(founder=self.founder, authorities=authorities, mandates=mandates)

    def _may(self, act: Entry, before: Appointments, day: date) -> bool:
        kind, officer = act.envelope.kind, act.envelope.actor
        return (
            before.may_appoint(officer, day)
            if kind in _APPOINTING
            else before.may_make_rules(officer, _RULES[kind], day)
        )


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-appointment", message=f"Entry {entry.seq}: {message}")
