"""Provisional measures for contracting authorities: who is affected, for which contract, and until when at the latest.

They show nowhere else (S30). Asked anew each time; nothing about who asked is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Function, Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.stages import GroundState, provisional_on
from goodstanding.services.authorities import authorities
from goodstanding.services.days import today
from goodstanding.services.ground_facts import ground_state
from goodstanding.services.matters import held_mandates
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import admission, files_numbered
from goodstanding.services.reading import AsOf, find_view
from goodstanding.values.errors import AuthorizationError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A provisional measure in force. `public_money` is the contract, tender or grant: it concerns nothing else.

    `ends_by` is its latest end; it can lapse sooner. Of the threat nothing is said here.
    """

    file: int
    organization: str
    name: str
    identifiers: tuple[str, ...]
    public_money: str
    authority: str
    ordered_on: date
    ends_by: date


def measures_for(ports: Ports, reader: Reader, officer: str) -> list[Measure]:
    """The measures in force today, for a screener of a contracting authority; AuthorizationError for anybody else."""
    at = AsOf(effective=today(ports, reader), head=reader.head())
    known = authorities(reader, at.head.size)
    contracting = {code for code, one in known.items() if Function.CONTRACTING in one.functions}
    held = held_mandates(reader, officer, at.effective)
    if not any(one.role is Role.SCREENER and one.authority in contracting for one in held):
        raise AuthorizationError(
            "This officer screens for no contracting authority.",
            accepted="a mandate as screener of an authority with the function contracting",
        )
    return list(_measures(ports, reader, at))


def _measures(ports: Ports, reader: Reader, at: AsOf) -> Iterator[Measure]:
    capped = {
        row.file for row in reader.due(at.effective, date.max, at.head.size) if row.clock == Clock.PROVISIONAL_CAP.value
    }
    for number, file in files_numbered(reader, capped, at.head.size):
        ordered, cap = file.last_of(acts.ProvisionalOrdered), file.clock(Clock.PROVISIONAL_CAP)
        if ordered is None or cap is None or not provisional_on(file, at.effective):
            continue
        view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{file.opened.respondent}", at)
        admits = admission(ports, reader, file, at.head.size)
        ground = ground_state(view, file.opened.records, at.effective, admits, file.opened_on)
        if view is None or ground is not GroundState.STANDS:
            continue
        yield Measure(
            file=number,
            organization=view.id,
            name=view.names[0] if view.names else view.id,
            identifiers=tuple(str(one) for one in view.references),
            public_money=ordered[1].public_money,
            authority=file.opened.authority,
            ordered_on=ordered[0].on,
            ends_by=cap.due_on,
        )
