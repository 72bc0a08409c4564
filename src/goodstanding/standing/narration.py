"""What is said of one displayed record: the decision, its law, what it costs or why it costs nothing, its dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Basis, Direction
from goodstanding.register.figures import FIGURE_WORDS
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.model import Concurrence, Provision, Purpose, Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.disclosing import tell_disclosed
from goodstanding.standing.display import Shown, not_confirmed_since
from goodstanding.standing.evaluate import Line, NotRated, Standing, governing
from goodstanding.standing.fading import fading_start
from goodstanding.standing.reasons import later_points, overridden, tell_match, tell_value, unstated
from goodstanding.standing.valuing import expires_on, value_of
from goodstanding.values.points import print_points
from goodstanding.values.withheld import Withheld

Competences = Mapping[tuple[str, str, str], Competence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrator:
    """What the sentences about one organization's records draw on; `organization` is the name to print."""

    standing: Standing
    rulebook: Rulebook
    competences: Competences
    organization: str
    size: SizeClass = SizeClass.UNKNOWN
    displaced: Mapping[int, int | None] = field(default_factory=dict)

    def tell(self, one: Shown, line: Line | None) -> str:
        """All sentences about a displayed record; `line` is its line in the standing, None where it costs nothing."""
        return " ".join((*self._decision(one), self._effect(one, line), *self._reasons(one, line), *self._notes(one)))

    def competence(self, one: Shown) -> Competence | None:
        """The authority's competence for this record; None where the case is withheld, or it is not given."""
        case = one.record.case
        if isinstance(case, Withheld):
            return None
        return self.competences.get((case.authority, one.category.code, one.decision.statute))

    def provision(self, line: Line) -> Provision:
        """The provision of a record line."""
        return next(provision for provision in self.rulebook.provisions if provision.id == line.rule)

    def later(self, one: Shown, line: Line) -> tuple[tuple[date, int], ...]:
        """What a counted record will cost or add, in thousandths, from which later days."""
        provision = self.provision(line)
        return later_points(provision, one, line, self.size, self.standing.effective)

    def _decision(self, one: Shown) -> Iterator[str]:
        return tell_decision(one, self.competence(one), self.organization)

    def _effect(self, one: Shown, line: Line | None) -> str:
        if line is None:
            return self._why_nothing(one)
        provision = self.provision(line)
        adverse = line.value < 0
        return (phrases.COSTS if adverse else phrases.ADDS).format(
            provision=provision.id,
            title=provision.title,
            law=phrases.print_law(provision.cites),
            points=abs(line.value),
            faded="" if line.permille == 1000 else phrases.FADED.format(points=print_points(abs(line.points))),
            later=_timetable(self.later(one, line), adverse),
        )

    def _reasons(self, one: Shown, line: Line | None) -> Iterator[str]:
        """What else led to the points of a counted record: bands, overrides, concurrence, dated values."""
        if line is None:
            return
        provision = self.provision(line)
        yield from tell_match(provision.match, one)
        if others := overridden(provision, one, self.rulebook):
            yield phrases.OVERRIDDEN.format(others=", ".join(others))
        yield from tell_value(provision, one, self.size, self.standing.effective)
        if provision.concurrence is Concurrence.ONCE_A_CASE:
            yield phrases.GRAVEST_OF_CASE
        if provision.concurrence is Concurrence.WORST_ONLY:
            yield phrases.GRAVEST_OF_ALL
        if one.stage.status in phrases.COUNTS_ON:
            yield phrases.COUNTS_ON[one.stage.status].format(day=phrases.print_day(one.stage.effective_on))

    def _why_nothing(self, one: Shown) -> str:
        day = phrases.print_day(one.stage.effective_on)
        match one.stage.status:
            case Status.ANNULLED:
                return phrases.ANNULMENTS.get(one.stage.reason, phrases.ANNULLED).format(day=day)
            case Status.SUSPENDED:
                return phrases.SUSPENDED.format(day=day)
            case Status.CURED if not self._counts_on(one):
                return phrases.CURES.get(one.stage.reason, phrases.REMEDIED).format(day=day)
            case Status.REHABILITATED if not self._counts_on(one):
                return phrases.REHABILITATED.format(day=day)
        if one.category.direction is Direction.INFORMATION and self.rulebook.purpose is Purpose.STANDING:
            return phrases.INFORMATION
        if isinstance(one.record.party, Withheld):
            return phrases.ROLE_WITHHELD.format(entry=one.record.party.entry)
        if self.standing.not_rated not in (None, NotRated.TOO_LITTLE_EVIDENCE):
            return phrases.NOT_APPLIED
        provision = governing(one, self.rulebook)
        if provision is None:
            what = unstated(one, self.rulebook)
            return phrases.NO_FACT.format(what=what) if what else phrases.NO_PROVISION
        return self._why_not_counted(one, provision)

    def _why_not_counted(self, one: Shown, provision: Provision) -> str:
        entry, expires = one.record.entry, expires_on(provision, one.decision)
        if entry in self.displaced:
            by = self.displaced[entry]
            template = phrases.CASE_WITHHELD if by is None else phrases.DISPLACED
            return template.format(provision=provision.id, entry=entry if by is None else by)
        if expires is not None and expires <= self.standing.effective:
            day = phrases.print_day(expires - timedelta(days=1))
            return phrases.EXPIRED.format(day=day, provision=provision.id)
        if fading_start(provision, one.decision, one.final_on) is None:
            return phrases.NO_START.format(provision=provision.id)
        value = value_of(provision, one.decision, one.severity, self.size, self.standing.effective)
        return (phrases.NO_VALUE if value is None else phrases.FADED_OUT).format(provision=provision.id)

    def _counts_on(self, one: Shown) -> bool:
        return governing(one, self.rulebook) is not None

    def _notes(self, one: Shown) -> Iterator[str]:
        if one.stage.status is Status.UNDER_APPEAL:
            yield phrases.APPEALED.format(day=phrases.print_day(one.stage.effective_on))
        since = not_confirmed_since(one, self.standing.effective)
        if since is not None:
            yield phrases.NOT_CONFIRMED.format(day=phrases.print_day(since))
        if one.record.questioned:
            yield phrases.QUESTIONED
        if one.record.is_disputed:
            yield phrases.DISPUTED
        if one.record.corrected_by:
            yield phrases.CORRECTED.format(entries=", ".join(str(entry) for entry in one.record.corrected_by))
        if one.until is not None:
            yield phrases.DISPLAYED.format(day=phrases.print_day(one.until - timedelta(days=1)))


def tell_decision(one: Shown, competence: Competence | None, organization: str) -> Iterator[str]:
    """What was decided by whom on which law, in the words of S39; nothing of what it costs.

    `competence` names authority and statute; without it their codes stand.
    """
    case = one.record.case
    code = phrases.withheld_authority(case.entry) if isinstance(case, Withheld) else case.authority
    told = {
        "authority": code if competence is None else competence.authority_name,
        "organization": organization,
        "decided_on": phrases.print_day(one.decision.decided_on),
        "final_on": phrases.print_day(one.final_on),
    }
    if one.record.disclosure is not None:
        yield tell_disclosed(one.record.disclosure, told["authority"], organization)
    elif one.category.while_listed:
        ends_on, words = one.decision.ends_on, one.decision.words
        until = phrases.LISTED_UNTIL.format(ends_on=phrases.print_day(ends_on)) if ends_on else ""
        quoted = phrases.QUOTED.format(words=words) if words else ""
        yield phrases.LISTED.format(**told, until=until, ordered=_ordered(one), quoted=quoted)
    else:
        template = phrases.PUBLISHED if one.category.basis is Basis.PUBLICATION else phrases.DECIDED
        why = phrases.FINALITY[one.decision.finality]
        yield template.format(**told, decided=one.category.decided, ordered=_ordered(one), why=why)
    if not isinstance(one.record.party, Withheld) and one.record.party.role is Role.CONTROLLED_AFFILIATE:
        yield phrases.AFFILIATE
    if one.decision.figure is not None:
        yield phrases.STATES.format(what=FIGURE_WORDS[one.decision.figure.code], figure=one.decision.figure)
    statute = one.decision.statute if competence is None else phrases.print_statute(competence.statute)
    yield phrases.BASIS.format(statute=statute)


def _ordered(one: Shown) -> str:
    """The measures and the amount in brackets; nothing where neither says anything."""
    parts = [phrases.MEASURES[measure] for measure in one.decision.measures if measure in phrases.MEASURES]
    if one.decision.amount is not None:
        parts.append(str(one.decision.amount))
    return f" ({', '.join(parts)})" if parts else ""


def _timetable(later: tuple[tuple[date, int], ...], adverse: bool) -> str:
    some = phrases.LATER_COSTS if adverse else phrases.LATER_ADDS
    steps = [
        phrases.FROM.format(
            day=phrases.print_day(day),
            what=some.format(points=print_points(abs(points))) if points else phrases.LATER_NOTHING,
        )
        for day, points in later
    ]
    return f" ({'; '.join(steps)})" if steps else ""
