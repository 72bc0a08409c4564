"""The records that a file was opened on, as they were shown when it was: what is not shown of them is believed.

A part that was corrected since, or erased, is not shown any more and condemns nobody. What is shown is judged by the
register's own words; an affiliate too is a party by a record alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.proceedings.acts import Opened
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import GroundRecord
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Role
from goodstanding.register.records import Case, Decision, Finality, Party, Reason, Record, Stage, Status
from goodstanding.services.ground_facts import ground_record, named_affiliates
from goodstanding.services.shown_grounds import NOBODY, ShownGrounds
from goodstanding.values.errors import GoodstandingError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

_SOMEBODY = Identifier("any", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOpening:
    """An opening with the cases that its records show for the digests, which only the register can make.

    `cases` are those alone that are shown.
    """

    act: Opened
    records: tuple[GroundRecord, ...]
    affiliates: frozenset[int]
    cases: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLaw:
    """What an opening is judged by: the records so far, the catalogue, its rules and its day."""

    grounds: ShownGrounds
    catalogue: Catalogue
    procedure: Procedure
    day: date

    def shown(self, act: Opened, used: frozenset[str] | set[str]) -> ShownOpening:
        """The opening in clear. `used` are the cases of earlier files, as they named them and as they were shown.

        One that names another number of cases, or a digest that a file before it named, is judged as it stands.
        """
        own = self.own(act)
        hidden = sum(isinstance(self.grounds.record(number, self.day).case, Withheld) for number in self._numbers(act))
        cases, told = {one.case for one in own}, len(set(act.facts))
        fits = max(1, len(cases) - hidden) <= told <= len(cases) and not used.intersection(act.facts)
        affiliates = tuple(self._affiliates(act, own, is_case_shown=not hidden))
        return ShownOpening(
            act=replace(act, facts=tuple(sorted(cases))) if fits else act,
            records=(*own, *affiliates),
            affiliates=named_affiliates(affiliates, own),
            cases=frozenset(one.case for one in own if one.case != _unknown(one.entry)),
        )

    def own(self, act: Opened) -> tuple[GroundRecord, ...]:
        """The records that an opening names, as they read on the day; what is not shown is believed of the opening."""
        return tuple(self._own(act))

    def _numbers(self, act: Opened) -> Iterator[int]:
        return (number for number in dict.fromkeys(act.records) if self.grounds.is_record(number))

    def _own(self, act: Opened) -> Iterator[GroundRecord]:
        """The records that it names. Who recorded those of which no case is shown is believed of the act."""
        records = [self.grounds.record(number, self.day) for number in self._numbers(act)]
        shown = {record.case.authority for record in records if isinstance(record.case, Case)}
        unnamed = iter(sorted(set(act.recorded_by) - shown))
        for record in records:
            whose = act.respondent if self.grounds.is_of(record.entry, act.respondent, self.day) else NOBODY
            found = self._ground(act, record, whose, Role.SUBJECT)
            if found is not None and isinstance(record.case, Withheld):
                found = replace(found, recorded_by=next(unnamed, min(act.recorded_by, default="")))
            if found is not None:
                yield found

    def _affiliates(self, act: Opened, own: tuple[GroundRecord, ...], *, is_case_shown: bool) -> Iterator[GroundRecord]:
        """The affiliates' records; one of which no case is shown may be the decision that names it."""
        for number, organization in self.grounds.records_of(act.affiliates, self.day):
            record = self.grounds.record(number, self.day)
            found = self._ground(act, record, organization, Role.CONTROLLED_AFFILIATE)
            if found is not None and own and (isinstance(record.case, Withheld) or not is_case_shown):
                found = replace(found, case=own[0].case)
            if found is not None:
                yield found

    def _ground(self, act: Opened, record: Record, organization: int, role: Role) -> GroundRecord | None:
        """A record as a ground; None where it is of no category or measure: another rule's finding."""
        try:
            found = ground_record(_believed(act, record, role), organization, self.catalogue, self.day, _in_clear)
        except (GoodstandingError, LookupError):
            return None
        if found is None or not (isinstance(record.decision, Withheld) or isinstance(record.stages, Withheld)):
            return found
        # How long it is displayed hangs on what is not shown.
        stands = self.grounds.record_state(record.entry, organization, self.day) is GroundState.STANDS
        found = replace(found, displayed=stands and record.may_show_on(self.day))
        ground = next((one for one in self.procedure.grounds if one.category == act.category), None)
        if isinstance(record.decision, Withheld):
            found = replace(found, excluded_from=act.excluded_from)
            if ground is not None:
                found = replace(found, severity=min(ground.severities))
        return found


def _believed(act: Opened, record: Record, role: Role) -> Record:
    """The record with what the opening says of it, wherever a part is not shown."""
    party, case, decision, stages = record.party, record.case, record.decision, record.stages
    if isinstance(party, Withheld):
        party = Party(reference=_SOMEBODY, name="", role=role)
    if isinstance(case, Withheld):
        case = Case(authority="", number=str(record.entry))
    if isinstance(decision, Withheld):
        decision = Decision(
            category=act.category,
            measures=(),
            decided_on=act.final_on,
            finality=Finality.JUDGMENT,
            statute="",
            conduct_to=act.conduct_to,
        )
    if isinstance(stages, Withheld):
        final = Stage(status=Status.FINAL, effective_on=act.final_on, decided_on=act.final_on, reason=Reason.DECISION)
        stages = (final,)
    return replace(record, party=party, case=case, decision=decision, stages=stages)


def _unknown(number: int) -> str:
    """What stands for the case of a record of which none is shown."""
    return f"\n{number}"


def _in_clear(_: str, case: str) -> str:
    return case
