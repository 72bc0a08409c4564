"""The decision and the stages of one row of the template: which cells belong together, and in which order."""

import re
from datetime import date

from goodstanding.adapters.formats.template_cells import CellReader
from goodstanding.register.catalogue import Measure
from goodstanding.register.figures import FIGURE_BOUNDS, FIGURE_UNITS, Figure, FigureCode
from goodstanding.register.records import Decision, Finality, Reason, Stage, Status

_WHOLE = re.compile(r"-?[0-9]{1,10}")
#: Why a later stage may be reached. A stage that is not here follows from the decision alone.
_REASONS = {
    Status.UNDER_APPEAL: (Reason.APPEAL_LODGED,),
    Status.SUSPENDED: (Reason.STAY_ORDERED, Reason.APPEAL_LODGED, Reason.COURT_RULING),
    Status.ANNULLED: (Reason.COURT_RULING, Reason.REVERSED_BY_AUTHORITY),
    Status.CURED: (Reason.PAID, Reason.REMEDIED, Reason.LISTING_ENDED),
    Status.REHABILITATED: (Reason.REHABILITATION_GRANTED,),
}


def read_decision(reader: CellReader) -> Decision | None:
    """The decision's own cells; None where one that it cannot be without is missing."""
    decided_on, ends_on = reader.day("decided_on"), reader.day("ends_on")
    conduct_from, conduct_to = reader.day("conduct_from"), reader.day("conduct_to")
    _refuse_disorder(reader, "conduct_to", conduct_from, conduct_to)
    _refuse_disorder(reader, "decided_on", conduct_to or conduct_from, decided_on)
    _refuse_disorder(reader, "ends_on", decided_on, ends_on)
    finality = reader.choice("finality", Finality)
    category, statute = reader.code("category", kind="category"), reader.code("statute")
    measures = reader.choices("measures", Measure, kind="measure")
    amount, public_money = reader.money("amount", "currency"), reader.number("public_money")
    figure = _read_figure(reader)
    if decided_on is None or finality is None:
        return None
    return Decision(
        category=category,
        measures=measures,
        decided_on=decided_on,
        finality=finality,
        statute=statute,
        amount=amount,
        ends_on=ends_on,
        conduct_from=conduct_from,
        conduct_to=conduct_to,
        public_money=public_money,
        figure=figure,
    )


def _read_figure(reader: CellReader) -> Figure | None:
    """The figure as the publication states it: whole, in the unit of its code, both cells or neither."""
    code = reader.choice("figure", FigureCode)
    if reader.is_blank("figure") or reader.is_blank("figure_value"):
        pair = () if reader.is_blank("figure") and reader.is_blank("figure_value") else ("figure", "figure_value")
        reader.require(*pair, because=" while its pair is not")
        return None
    text = reader.raw("figure_value")
    if code is None:
        return None
    least, greatest = FIGURE_BOUNDS[code]
    if _WHOLE.fullmatch(text) is None or not least <= int(text) <= greatest:
        accepted = f"a whole number from {least} to {greatest}, in {FIGURE_UNITS[code]}"
        reader.add_finding("figure", "figure_value", "This is not a figure of its code.", accepted=accepted)
        return None
    return Figure(code=code, value=int(text))


def read_stages(reader: CellReader, as_of: date) -> tuple[Stage, ...]:
    """Presumed alone, final alone, or final and then the later stage; each with its own date.

    A later stage may reach back before finality (a court annuls from the beginning), never before the decision.
    """
    status = reader.choice("status", Status, kind="status")
    decided_on, final_on, status_on = (
        _read_past_day(reader, f, as_of) for f in ("decided_on", "final_on", "status_on")
    )
    _refuse_disorder(reader, "final_on", decided_on, final_on)
    _refuse_disorder(reader, "status_on", decided_on, status_on)
    reason, act = reader.choice("status_reason", Reason), reader.number("status_act")
    if status is Status.PRESUMED:
        reader.forbid("final_on", "status_reason", because=" though the status is presumed")
        return _stages((Status.PRESUMED, status_on or decided_on, decided_on, Reason.NOTICE, act))
    reader.require("final_on", because=" though the status is not presumed")
    taken = (
        Reason.PUBLICATION if reader.choice("finality", Finality) is Finality.OFFICIAL_PUBLICATION else Reason.DECISION
    )
    if status is None or status is Status.FINAL:
        reader.forbid("status_on", "status_reason", because=" though the status is final")
        return _stages((Status.FINAL, final_on, decided_on, taken, act))
    _require_reason(reader, status, reason)
    return _stages((Status.FINAL, final_on, decided_on, taken, ""), (status, status_on, status_on, reason, act))


def _require_reason(reader: CellReader, status: Status, reason: Reason | None) -> None:
    reader.require("status_on", "status_reason", because=f" though the status is {status}")
    if reason is not None and reason not in _REASONS[status]:
        accepted = ", ".join(_REASONS[status])
        reader.add_finding("choice", "status_reason", f"This is no reason for {status}.", accepted=accepted)


def _stages(*steps: tuple[Status, date | None, date | None, Reason | None, str]) -> tuple[Stage, ...]:
    """The stages whose parts were all read; a finding stands for each part that was not."""
    return tuple(
        Stage(status=status, effective_on=effective_on, decided_on=decided_on, reason=reason, act=act)
        for status, effective_on, decided_on, reason, act in steps
        if effective_on is not None and decided_on is not None and reason is not None
    )


def _read_past_day(reader: CellReader, field: str, as_of: date) -> date | None:
    day = reader.day(field)
    if day is not None and day > as_of:
        reader.add_finding(
            "date-ahead", field, "This day lies after the file's.", kind="date", accepted=f"up to {as_of}"
        )
    return day


def _refuse_disorder(reader: CellReader, field: str, earlier: date | None, later: date | None) -> None:
    if earlier is not None and later is not None and later < earlier:
        reader.add_finding(
            "dates-reversed", field, "This day is too early.", kind="date", accepted=f"{earlier} or later"
        )
