"""S27 for appointments: authorities, competences, mandates come from whoever appoints, rules from whoever may.

All of it stands in the clear part of the entries but the mandates themselves; those of the authorities' officers are
always published. A mandate holds by the days between which it was given, a day to either side for the zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.redactions import REDACTION_KINDS
from goodstanding.proceedings.appointing import Appointments, dependent_appointing, dependent_recorders, is_apart
from goodstanding.proceedings.authorities import MOST_LEVELS, Authorities, Function, Mandate, Role, chain
from goodstanding.proceedings.plain_forms import from_json
from goodstanding.services.authorities import read_authority
from goodstanding.services.competences import courts_and_auditors
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
        if by_officer and (kind in _APPOINTING or kind in _RULES or kind in REDACTION_KINDS):
            self.founder = self.founder or (entry.envelope.actor if kind in _APPOINTING else "")
            self.waiting.append((entry, self._enrolled()))
        if kind is Kind.AUTHORITY_ENROLLED and entry.values:
            yield from self._authority(entry)
        elif kind is Kind.MANDATE_GIVEN and entry.values:
            yield from self._given(entry)
        elif kind is Kind.MANDATE_ENDED and entry.values:
            yield from self._ended(entry)
        elif kind is Kind.BATCH_CLOSED and entry.values:
            day = date.fromisoformat(text(group_of(entry, "batch"), "recorded_at")[:10])
            for act, before in self.waiting:
                if not any(self._may(act, before, one) for one in (day - _DAY, day, day + _DAY)):
                    yield _finding(act, "its officer was not appointed for it.")
                if act.envelope.kind is Kind.MANDATE_ENDED and act.values and _last_day(act) < day - _DAY:
                    yield _finding(act, "a mandate is not ended in the past.")
            self.waiting.clear()

    def _authority(self, entry: Entry) -> Iterator[Finding]:
        """Authorities are a tree, parents first."""
        one, known = read_authority(entry), dict(self.context.enrolled.authorities)
        if one.parent and one.parent not in known:
            yield _finding(entry, "its parent is not enrolled.")
        known[one.code] = one
        if one.code in chain(known, one.parent) or len(chain(known, one.code)) >= MOST_LEVELS:
            yield _finding(entry, "an authority stands below itself.")
        if dependent_appointing(known):
            yield _finding(entry, "what appoints shares a hierarchy with what decides or records.")
        if dependent_recorders(known, courts_and_auditors(self.context.enrolled.competences.values())):
            yield _finding(entry, "a court or audit institution shares a hierarchy with what decides or makes rules.")

    def _given(self, entry: Entry) -> Iterator[Finding]:
        """An officer's mandate of an authority, or a representative's of an organization; nobody's own."""
        given, known = from_json(Mandate, group_of(entry, "mandate")), self.context.enrolled
        if given.officer == entry.envelope.actor or known.share_a_key(given.officer, entry.envelope.actor):
            yield _finding(entry, "an officer gave a mandate to itself.")
        if given.officer not in known.keys:
            yield _finding(entry, "its officer is not enrolled.")
        if (given.role is Role.REPRESENTATIVE) != (given.organization is not None and not given.authority):
            yield _finding(entry, "it does not fit its role.")
        if given.authority and given.authority not in known.authorities:
            yield _finding(entry, "its authority is not enrolled.")
        if given.role is not Role.APPOINTING_OFFICER:
            return
        if not is_apart(known.authorities, given.authority):
            yield _finding(entry, "it lets one appoint that shares a hierarchy with what decides or records.")
        enrolled = known.authorities.get(given.authority)
        if enrolled is None or Function.APPOINTING not in enrolled.functions or given.until_on is not None:
            yield _finding(entry, "it is of an authority that cannot appoint, or has a last day.")

    def _ended(self, entry: Entry) -> Iterator[Finding]:
        """What ends a mandate never prolongs it, and leaves somebody who appoints."""
        number, last_day = entry.envelope.linked(Relation.MANDATE), _last_day(entry)
        known = self.context.enrolled.mandates
        found = known.get(number)
        if found is None:
            return  # not shown, or another rule's finding
        if found.until_on is not None and found.until_on <= last_day:
            yield _finding(entry, "it ends a mandate that ends by then already.")
        appoints = found.role is Role.APPOINTING_OFFICER
        if appoints and not self._enrolled().still_appoints(list(known).index(number), last_day):
            yield _finding(entry, "nobody could appoint behind it.")

    def _enrolled(self) -> Appointments:
        authorities: Authorities = dict(self.context.enrolled.authorities)
        mandates: tuple[Mandate, ...] = tuple(self.context.enrolled.mandates.values())
        return Appointments(founder=self.founder, authorities=authorities, mandates=mandates)

    def _may(self, act: Entry, before: Appointments, day: date) -> bool:
        kind, officer = act.envelope.kind, act.envelope.actor
        if kind in REDACTION_KINDS:
            return before.may_erase(officer, day)
        return (
            before.may_appoint(officer, day)
            if kind in _APPOINTING
            else before.may_make_rules(officer, _RULES[kind], day)
        )


def _last_day(entry: Entry) -> date:
    return date.fromisoformat(text(group_of(entry, "mandate"), "until_on"))


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-appointment", message=f"Entry {entry.seq}: {message}")
