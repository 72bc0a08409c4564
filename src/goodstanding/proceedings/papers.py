"""The papers that a file's acts name by their digests, and what is known of each delivery. Nothing is decided here."""

from dataclasses import dataclass, replace
from datetime import date

from goodstanding.proceedings import acts, conditions, orders
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile, Step

_DEEMED = (Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One paper to one party: the entries of the attempts, and of what proves or disputes that it came.

    `receipt` is the digest of the delivery receipt, "" where there is none; `deemed_on` the day on which an attempt is
    deemed received; `disputed` the entries that say that it never came.
    """

    paper: acts.Paper
    party: int
    sent: tuple[int, ...] = ()
    deemed_on: date | None = None
    received: int | None = None
    received_on: date | None = None
    receipt: str = ""
    disputed: tuple[int, ...] = ()


def papers_of(file: CaseFile) -> dict[str, tuple[int, ...]]:
    """Every paper by its digest (SHA-256, hexadecimal), with the entries that name it, in order."""
    found: dict[str, tuple[int, ...]] = {}
    for step in file.steps:
        for digest in dict.fromkeys(_digests(step)):
            found[digest] = (*found.get(digest, ()), step.seq)
    return found


def deliveries_of(file: CaseFile) -> tuple[Delivery, ...]:
    """The deliveries in the order of their first attempt; a paper that is served again after a receipt is a new one."""
    done: list[Delivery] = []
    for step in file.steps:
        match step.act:
            case acts.Sent(paper=paper, party=party):
                index = _open(done, paper, party)
                one = done[index]
                deemed = [one.deemed_on, *(clock.due_on for clock in step.started if clock.clock in _DEEMED)]
                days = [day for day in deemed if day is not None]
                done[index] = replace(one, sent=(*one.sent, step.seq), deemed_on=min(days, default=None))
            case acts.Received(paper=paper, party=party, received_on=day, receipt=receipt):
                index = _open(done, paper, party)
                done[index] = replace(done[index], received=step.seq, received_on=day, receipt=receipt)
            case acts.NonReceiptClaimed(paper=paper, party=party):
                index = _open(done, paper, party)
                done[index] = replace(done[index], disputed=(*done[index].disputed, step.seq), deemed_on=None)
            case _:
                continue
    return tuple(done)


def _open(done: list[Delivery], paper: acts.Paper, party: int) -> int:
    """Where the delivery stands that is not proved yet; a new one where there is none."""
    for index, one in enumerate(done):
        if (one.paper, one.party) == (paper, party) and one.received is None:
            return index
    done.append(Delivery(paper=paper, party=party))
    return len(done) - 1


def _digests(step: Step) -> tuple[str, ...]:
    match step.act:
        case acts.Sent(proof=proof, consent=consent):
            return tuple(digest for digest in (proof, consent) if digest)
        case acts.FileReleased(index=digest) | acts.Received(receipt=digest) | acts.HearingHeld(minutes=digest):
            return (digest,)
        case acts.NoticePrepared(document=digest) | acts.NoticeApproved(document=digest):
            return (digest,)
        case acts.Replied(document=digest) | acts.OrderFiled(document=digest) | orders.OrderVerified(answer=digest):
            return (digest,)
        case (
            acts.RehabilitationApplied(evidence=digests)
            | conditions.ConditionsReported(evidence=digests)
            | conditions.ReviewOpened(evidence=digests)
        ):
            return digests
        case _:
            return ()
