"""The first appeals against the decision of the present round: each party of a file has its own, and each is answered.

Computed from the acts, never stored. A remittal takes all of them along: what they were against is void.
"""

from dataclasses import dataclass, replace
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Ruling
from goodstanding.proceedings.files import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal by the entry that lodged it. `over_on`: the day on which it was found inadmissible, or decided.

    `admitted` is None until something was said; `decided` is whether it was ruled on.
    """

    entry: int
    party: int
    lodged_on: date
    admitted: bool | None = None
    over_on: date | None = None
    decided: bool = False


def appeals(file: CaseFile) -> tuple[Appeal, ...]:
    """The appeals of the present round, oldest first."""
    found: dict[int, Appeal] = {}
    for step in file.this_round().steps:
        match step.act:
            case acts.AppealLodged(party=party):
                found[step.seq] = Appeal(entry=step.seq, party=party, lodged_on=step.on)
            case acts.AppealAdmitted(appeal=entry, admitted=admitted) if entry in found:
                over = None if admitted else step.on
                found[entry] = replace(found[entry], admitted=admitted, over_on=over)
            case acts.AppealDecided(appeal=entry) if entry in found:
                found[entry] = replace(found[entry], over_on=step.on, decided=True)
    return tuple(found.values())


def pending_appeals(file: CaseFile) -> tuple[Appeal, ...]:
    """Those that are not over, oldest first. Whom the decision does not touch any more has nothing left to win."""
    free = freed(file)
    return tuple(one for one in appeals(file) if one.over_on is None and one.party not in free)


def may_still_appeal(file: CaseFile) -> frozenset[int]:
    """The parties whose first appeal was not ruled on. One that was found inadmissible was none."""
    return frozenset(file.parties) - {one.party for one in appeals(file) if one.decided} - freed(file)


def freed(file: CaseFile) -> frozenset[int]:
    """The affiliates for which alone the decision was annulled, and not restored since.

    Through every round: what another party's remittal brings again does not come back for them.
    """
    found = set[int]()
    for step in file.steps:
        match step.act:
            case (
                acts.AppealDecided(ruling=ruling, only_for=int(party))
                | acts.CourtRuled(ruling=ruling, only_for=int(party))
            ):
                (found.discard if ruling is Ruling.RESTORED else found.add)(party)
    return frozenset(found)
