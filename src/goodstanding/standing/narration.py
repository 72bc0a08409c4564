"""What is said of one displayed record: the decision, its law, what it costs or why it costs nothing, its dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Basis, Direction
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status
from goodstanding.rulebook.model import Provision, Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.display import Shown, not_confirmed_since
from goodstanding.standing.evaluate import Line, NotRated, Standing, governing
from goodstanding.standing.fading import fading_start, later_shares
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

    def tell(self, one: Shown, line: Line | None) -> str:
        """All sentences about a displayed record; `line` is its line in the standing, None where it costs nothing."""
        return " ".join((*self._decision(one), self._effect(one, line), *self._notes(one)))

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
        start = fading_start(provision, one.decision, one.final_on)
        if start is None:
            return ()
        shares = later_shares(provision.fades[one.severity], start, self.standing.effective, one.until)
        return tuple((day, line.value * permille) for day, permille in shares)

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

    def _why_nothing(self, one: Shown) -> str:
        day = phrases.print_day(one.stage.effective_on)
        match one.stage.status:
            case Status.ANNULLED:
                return phrases.ANNULMENTS.get(one.stage.reason, phrases.ANNULLED).format(day=day)
            case Status.SUSPENDED:
                return phrases.SUSPENDED.format(day=day)
            case Status.CURED:
                return phrases.CURES.get(one.stage.reason, phrases.REMEDIED).format(day=day)
        if one.category.direction is Direction.INFORMATION:
            return phrases.INFORMATION
        if isinstance(one.record.party, Withheld):
            return phrases.ROLE_WITHHELD.format(entry=one.record.party.entry)
        if self.standing.not_rated not in (None, NotRated.TOO_LITTLE_EVIDENCE):
            return phrases.NOT_APPLIED
        provision = governing(one, self.rulebook)
        if provision is None:
            return phrases.NO_PROVISION
        known = fading_start(provision, one.decision, one.final_on) is not None
        return (phrases.FADED_OUT if known else phrases.NO_START).format(provision=provision.id)

    def _notes(self, one: Shown) -> Iterator[str]:
        if one.stage.status is Status.UNDER_APPEAL:
            yield phrases.APPEALED.format(day=phrases.print_day(one.stage.effective_on))
        since = not_confirmed_since(one, self.standing.effective)
        if since is not None:
            yield phrases.NOT_CONFIRMED.format(day=phrases.print_day(since))
        if one.record.questioned:
            yield phrases.QUESTIONED
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
    if one.category.while_listed:
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
