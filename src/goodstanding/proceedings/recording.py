"""Verification and preview: a record shows when a second person stands behind it and its organization has seen it.

The recorder submits, the verifier (another officer of the recording authority) verifies, the register keeper serves the
preview with a receipt, and the preview's clock runs. The organization may let it show sooner. A correction of a record
begins the machine again. What an authority has published itself is read from its list and is not in the machine; nor is
what an authority is said to have decided whose officers do not record here.
"""

from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct, MatterRules, MatterSituation
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Objections


class RecordingStage(StrEnum):
    """Where a record stands before it shows. `shows`: nothing of this machine keeps it back any more."""

    ENTERED = "entered"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    PREVIEW = "preview"
    SHOWS = "shows"


def is_held(authority: EnrolledAuthority) -> bool:
    """Whether an authority's records wait: its officers record here, and it does not publish its decisions itself."""
    return Function.RECORDING in authority.functions and Function.PUBLISHING not in authority.functions


def recording_stage(matter: Matter | None, day: date) -> RecordingStage:
    """Where a record stands on a day; the last day of a preview is still preview."""
    if matter is None:
        return RecordingStage.ENTERED
    last = matter.last
    if last.act is MatterAct.PREVIEWED and last.due_on is not None:
        return RecordingStage.PREVIEW if day <= last.due_on else RecordingStage.SHOWS
    return RecordingStage.SHOWS if last.act is MatterAct.WAIVED else RecordingStage(last.act.value)


def _needs(now: MatterSituation, asked: AskedStep, _: Role) -> Objections:
    if asked.act is MatterAct.SUBMITTED and not now.is_final:
        yield Requirement.GROUND, "The decision is not final yet, or its values are withheld."


RECORDING = MatterRules(
    name="recording",
    permitted=MappingProxyType(
        {
            MatterAct.SUBMITTED: frozenset({Role.RECORDER}),
            MatterAct.VERIFIED: frozenset({Role.VERIFIER}),
            MatterAct.RETURNED: frozenset({Role.VERIFIER}),
            MatterAct.PREVIEWED: frozenset({Role.REGISTER_KEEPER}),
            MatterAct.WAIVED: frozenset({Role.REPRESENTATIVE}),
        }
    ),
    after=MappingProxyType(
        {
            MatterAct.SUBMITTED: frozenset({None, MatterAct.RETURNED}),
            MatterAct.VERIFIED: frozenset({MatterAct.SUBMITTED}),
            MatterAct.RETURNED: frozenset({MatterAct.SUBMITTED, MatterAct.VERIFIED}),
            MatterAct.PREVIEWED: frozenset({MatterAct.VERIFIED}),
            MatterAct.WAIVED: frozenset({MatterAct.PREVIEWED}),
        }
    ),
    with_document=frozenset({MatterAct.RETURNED, MatterAct.PREVIEWED}),
    clocks=MappingProxyType({MatterAct.PREVIEWED: Clock.PREVIEW}),
    needs=_needs,
)
