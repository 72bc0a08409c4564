"""S27 for identities: no reference comes to mean another organization but by an approved matter (settled 2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.proceedings.identifying import IDENTIFYING
from goodstanding.proceedings.matter_entries import IDENTITY_KINDS, matter_number, read_matter
from goodstanding.proceedings.matters import IdentityPlan, MatterAct
from goodstanding.proceedings.stages import is_over_for_good
from goodstanding.services.enrolled_law import Enrolled
from goodstanding.services.matter_law import MatterLaw, matter_finding
from goodstanding.services.matters import Facts
from goodstanding.services.shown_grounds import NOBODY
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier


@dataclass(slots=True)
class IdentitiesAreLawful:
    """What moves a reference names a matter that two officers brought to its end, with notice to both sides."""

    context: Enrolled
    law: MatterLaw = field(init=False)
    #: The parties of each matter, as its proposal says them.
    parties: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One set of what is enrolled for all rules."""
        self.law = MatterLaw(rules=IDENTIFYING, known=self.context.enrolled)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A reference moved without a matter, or by one that was not approved; what an act of a matter lacks."""
        kind = entry.envelope.kind
        if kind is Kind.IDENTITY_SET:
            yield from self._set(entry)
        if kind in IDENTITY_KINDS:
            yield from self._act(entry)
        elif kind is Kind.BATCH_CLOSED:
            yield from self.law.close(entry)

    def _set(self, entry: Entry) -> Iterator[Finding]:
        to = entry.envelope.linked(Relation.ORGANIZATION)
        meant = self.law.known.grounds.organization_of(entry.envelope.subject)
        before = to if meant == NOBODY else meant
        number = next((one for relation, one in entry.envelope.links if relation is Relation.IDENTITY), None)
        if number is None or entry.envelope.actor == OPERATOR:
            if before != to:
                yield matter_finding(entry, "it moves a reference to another organization without a proceeding.")
            return
        matter = self.law.matters.get(number)
        if matter is None:
            return  # not open
        plan = matter.steps[0].plan
        if matter.last.act is not MatterAct.APPROVED or plan is None:
            yield matter_finding(entry, "it moves a reference by a matter that was not approved.")
        elif (plan.from_organization, plan.to_organization) != (before, to):
            yield matter_finding(entry, "it moves a reference otherwise than its matter says.")

    def _act(self, entry: Entry) -> Iterator[Finding]:
        step, number = read_matter(entry), matter_number(entry)
        if step is None:
            return
        if step.plan is not None:
            self.parties[number] = frozenset({step.plan.from_organization, step.plan.to_organization})
        before = self.law.matters.get(number)
        plan = step.plan if before is None else before.steps[0].plan
        parties = self.parties.get(number, frozenset())
        facts = Facts(
            organizations=parties,
            recorded_by=frozenset(),
            is_busy=self._is_busy(parties, step.on),
            is_free=plan is None or self._stands(plan, step.on),
        )
        yield from self.law.judge(entry, step, number, facts)

    def _is_busy(self, parties: frozenset[int], day: date) -> bool:
        """Whether a file against one of them is open, of those that are shown."""
        files = self.law.known.files.values()
        return any(parties & set(file.parties) and not is_over_for_good(file, day) for file in files)

    def _stands(self, plan: IdentityPlan, day: date) -> bool:
        """Whether the references that are shown mean what the plan says."""
        known = self.law.known
        shown = (known.references.get(Identifier.parse(one)) for one in plan.references)
        meant = {known.grounds.organization_of(subject, day) for subject in shown if subject is not None}
        return meant <= {plan.from_organization}
