"""The days of requests, previews, claims and identity matters that are coming, for whoever may read each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.authorities import Mandate
from goodstanding.proceedings.correcting import CorrectionAct
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.identifying import IdentityStage, identity_stage, parties
from goodstanding.proceedings.matters import MatterAct
from goodstanding.services.claims import claims
from goodstanding.services.corrections import corrections
from goodstanding.services.identity_matters import identity_matters
from goodstanding.services.matters import may_read, organization_of
from goodstanding.services.ports import Reader
from goodstanding.services.recordings import recordings


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterDay:
    """One day that is coming: of what (`correction-7`, `record-8`, `claim-9`, `identity-10`), and which clock."""

    due_on: date
    of: str
    clock: Clock
    organizations: frozenset[int]


def matter_days(reader: Reader, held: Sequence[Mandate], first: date, last: date) -> Iterator[MatterDay]:
    """The days from `first` to `last` of everything that is open, as far as these mandates let it be read."""
    for found in (
        _corrections(reader, first, last),
        _previews(reader, first, last),
        _claims(reader),
        _identities(reader, last),
    ):
        for one in found:
            if first <= one.due_on <= last and may_read(held, one.organizations):
                yield one


def _corrections(reader: Reader, first: date, day: date) -> Iterator[MatterDay]:
    for number, one in corrections(reader, reader.head().size).items():
        days = (one.request.acknowledge_by, one.request.decide_by)
        # Whose record it is is asked of the store: of what is due, and of nothing else.
        if not one.is_open or not any(found is not None and first <= found <= day for found in days):
            continue
        asked, of = one.request, f"correction-{number}"
        concerned = frozenset({_organization_of(reader, one.record, day)})
        if one.steps[-1].act is CorrectionAct.REQUESTED and asked.acknowledge_by is not None:
            yield MatterDay(due_on=asked.acknowledge_by, of=of, clock=Clock.CORRECTION_RECEIPT, organizations=concerned)
        if asked.decide_by is not None:
            yield MatterDay(due_on=asked.decide_by, of=of, clock=Clock.CORRECTION_DECISION, organizations=concerned)


def _previews(reader: Reader, first: date, day: date) -> Iterator[MatterDay]:
    for number, one in recordings(reader, reader.head().size).items():
        due_on = one.last.due_on
        if one.last.act is MatterAct.PREVIEWED and due_on is not None and first <= due_on <= day:
            concerned = frozenset({_organization_of(reader, number, day)})
            yield MatterDay(due_on=due_on, of=f"record-{number}", clock=Clock.PREVIEW, organizations=concerned)


def _claims(reader: Reader) -> Iterator[MatterDay]:
    for number, one in claims(reader, reader.head().size).items():
        if one.last.act is MatterAct.CLAIMED and one.last.due_on is not None:
            yield MatterDay(
                due_on=one.last.due_on, of=f"claim-{number}", clock=Clock.APPEAL_DECISION,
                organizations=frozenset({one.about}),
            )  # fmt: skip


def _identities(reader: Reader, day: date) -> Iterator[MatterDay]:
    for number, one in identity_matters(reader, reader.head().size).items():
        if identity_stage(one, day) in (IdentityStage.APPROVED, IdentityStage.WITHDRAWN):
            continue
        for step in one.steps:
            if step.act is MatterAct.NOTICED and step.due_on is not None:
                yield MatterDay(
                    due_on=step.due_on, of=f"identity-{number}", clock=Clock.REPLY, organizations=parties(one)
                )


def _organization_of(reader: Reader, record: int, day: date) -> int:
    entered = reader.entry(record)
    return -1 if entered is None else organization_of(reader, entered.envelope.subject, day)
