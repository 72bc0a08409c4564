"""The documents of a request for correction as pages: the receipt of it, and the decision on it. From entries alone.

No day is typed, and no value of the record is said: whoever asked knows it, and the digest names the paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.proceedings.correcting import Correction, CorrectionAct, CorrectionStep
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Procedure
from goodstanding.publication.document_words import Words
from goodstanding.publication.pages import Block, Page, Quoted, Section, Table, Text
from goodstanding.values.errors import NotFoundError


class RequestDocument(StrEnum):
    """What can be made of a request."""

    RECEIPT = "receipt"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDossier:
    """One request on one day, with the names of who asked and who decides; `log_size` is the state it was read at."""

    number: int
    correction: Correction
    procedure: Procedure
    respondent: str
    authority: str
    today: date
    log_size: int


def request_page(kind: RequestDocument, dossier: RequestDossier, words: Words) -> Page:
    """The document; NotFoundError where nothing is decided yet that it could say."""
    found, request = dossier.correction, f"correction-{dossier.number}"
    is_receipt = kind is RequestDocument.RECEIPT
    answer = () if is_receipt else (_section(words, "answer", _answer(dossier, words)),)
    named = {"record": str(found.record)}
    lead: list[Text] = [words.say("sample")] if dossier.procedure.sample else []
    who = {"respondent": dossier.respondent} | ({} if is_receipt else {"authority": dossier.authority})
    lead.append(words.say(f"lead.request-{kind}", **who, **named))
    return Page(
        language=words.language.value,
        title=words.say(f"title.request-{kind}", request=request, **named),
        lead=tuple(lead),
        sections=(
            *answer,
            _section(words, "request", _request(dossier, words, open_=is_receipt)),
            *((_section(words, "days", _days(dossier, words)),) if is_receipt else ()),
            _section(words, "made", _made(dossier, words, request)),
        ),
        direction=words.direction.value,
        skip=words.say("skip"),
        contents=words.say("contents"),
    )


def _answer(dossier: RequestDossier, words: Words) -> Iterator[Block]:
    last = dossier.correction.steps[-1]
    if last.act is CorrectionAct.APPROVED:
        granted = next(step for step in reversed(dossier.correction.steps) if step.act is CorrectionAct.GRANTED)
        days = {"day": words.print_day(granted.on), "signed": words.print_day(last.on)}
        yield words.say("request.granted", entry=str(granted.corrected_by), **days)
    elif last.act is CorrectionAct.REFUSED:
        yield words.say("request.refused", day=words.print_day(last.on))
        yield Quoted(text=last.document)
    else:
        raise NotFoundError("This request is not decided yet.", accepted="a request that was granted or refused")
    yield words.say("request.after")


def _request(dossier: RequestDossier, words: Words, *, open_: bool) -> Iterator[Block]:
    asked = dossier.correction.request
    yield words.say("request.received", day=words.print_day(asked.on), entry=str(dossier.number))
    if open_:
        yield words.say("request.meanwhile")
    columns = tuple(words.say(f"column.{name}") for name in ("record", "by", "on", "digest"))
    rows = (
        (
            str(dossier.correction.record),
            Quoted(text=dossier.authority),
            words.print_day(asked.on),
            Quoted(text=asked.document),
        ),
    )
    yield Table(caption=words.say("caption.requested"), columns=columns, rows=rows)


def _days(dossier: RequestDossier, words: Words) -> Iterator[Block]:
    yield words.say("days")
    columns = tuple(words.say(f"column.{name}") for name in ("clock", "counts", "last", "iso", "state"))
    asked = dossier.correction.request
    rows = tuple(
        (
            words.say(f"clock.{clock}"),
            words.print_day(asked.on),
            words.print_day(due),
            Quoted(text=due.isoformat()),
            words.say("state.runs" if dossier.today <= due else "state.passed"),
        )
        for clock, due in _clocks(asked)
    )
    yield Table(caption=words.say("caption.days"), columns=columns, rows=rows)


def _clocks(asked: CorrectionStep) -> Iterator[tuple[Clock, date]]:
    for clock, due in (
        (Clock.CORRECTION_RECEIPT, asked.acknowledge_by),
        (Clock.CORRECTION_DECISION, asked.decide_by),
    ):
        if due is not None:
            yield clock, due


def _made(dossier: RequestDossier, words: Words, request: str) -> Iterator[Block]:
    rules = dossier.procedure
    yield words.say("rules", title=rules.title, edition=str(rules.edition))
    yield words.say("made", day=words.print_day(dossier.today), size=str(dossier.log_size), file=request)


def _section(words: Words, id: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id, heading=words.say(f"heading.{id}"), level=2, blocks=tuple(blocks))
