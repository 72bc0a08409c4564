"""Stays and filed orders: what each takes, what they stop, and who may end them."""

from goodstanding.proceedings import acts, orders
from goodstanding.proceedings.authorities import Mandate, Role, chain
from goodstanding.proceedings.halts import (
    Halt,
    forged_finding,
    forged_orders,
    halts,
    is_halted,
    open_order,
    verification,
)
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Objections, Situation
from goodstanding.proceedings.stages import ENDED

#: By these the office carries a proceeding on. What helps the respondent, and what the respondent does, is not here.
CARRIES_ON = (
    acts.FileReleased,
    acts.NoticePrepared,
    acts.NoticeApproved,
    acts.Sent,
    acts.Received,
    acts.ReplyExtended,
    acts.HearingHeld,
    acts.Proposed,
    acts.Decided,
    acts.DecisionApproved,
    acts.ProvisionalOrdered,
    acts.ProvisionalApproved,
)


def check_halted(now: Situation, act: acts.Act) -> Objections:
    """Nothing is carried on while a stay or a filed order stops the proceeding."""
    if isinstance(act, CARRIES_ON) and is_halted(now.case):
        yield Requirement.STAY, "A stay, or an order that was filed, stops the proceeding: nothing is carried on."


def check_stay_ordered(now: Situation, act: acts.StayOrdered) -> Objections:
    """At any time before the end. Another's stay is no obstacle (`check_whose_stay`): each is ended by itself."""
    if now.stage in ENDED:
        yield Requirement.STAY, "There is nothing to stay."


def check_stay_ended(now: Situation, act: acts.StayEnded) -> Objections:
    """Of a stay, or of a filed order, that runs."""
    if act.stay not in {one.entry for one in halts(now.case)}:
        yield Requirement.STAY, "No such stay runs."


def check_whose_stay(now: Situation, act: acts.Act, mandate: Mandate) -> Objections:
    """A stay is ordered once by each, and ended by whoever ordered it or a court over it; an order by a court."""
    if isinstance(act, acts.StayOrdered):
        if any(one.authority == mandate.authority and not one.is_order for one in halts(now.case)):
            yield Requirement.STAY, "There is nothing to stay."
    elif isinstance(act, acts.StayEnded):
        asked = next((one for one in halts(now.case) if one.entry == act.stay), None)
        if asked is not None and not may_end(now, asked, mandate):
            yield Requirement.COMPETENCE, "A stay is ended by who ordered it or a court over it, an order by a court."


def may_end(now: Situation, halt: Halt, mandate: Mandate) -> bool:
    """Whether the holder of a mandate may end a stay or a filed order."""
    if halt.is_order:
        return mandate.role is Role.COURT
    is_above = mandate.authority in chain(now.authorities, halt.authority)
    return mandate.authority == halt.authority or (
        mandate.role is Role.COURT and (is_above or halt.role is Role.APPEAL_BODY)
    )


def check_order_filed(now: Situation, act: acts.OrderFiled) -> Objections:
    """At any time before the end: it suspends at once and is verified afterwards. What was forged stops nothing."""
    if now.stage in ENDED or open_order(now.case) is not None:
        yield Requirement.STAY, "There is nothing that the order could suspend."
    if act.document in {order.document for _, order in forged_orders(now.case)}:
        yield Requirement.STAY, "This very order was found to be forged."


def check_order_verified(now: Situation, act: orders.OrderVerified) -> Objections:
    """Of an order that stops the file and was not found genuine, by what the court answered."""
    found = verification(now.case)
    if open_order(now.case) is None or (found is not None and found[1].genuine):
        yield Requirement.STAY, "No order waits to be verified."
    if not act.answer.strip():
        yield Requirement.STAY, "An order is verified by the court's answer: give its document."


def check_forgery_approved(now: Situation, act: orders.ForgeryApproved) -> Objections:
    """Four eyes on this very finding, as long as the order stops the file."""
    if forged_finding(now.case) != act.finding:
        yield Requirement.STAY, "No finding of a forgery waits for this second signature."
