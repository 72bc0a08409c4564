"""The documents of a proceeding as pages: notice, decision, repair, receipt, provisional measure (S22).

Made from entries alone. No day is typed: each is read from the file's acts and recorded clocks. Says what was decided
by whom and when, never that anything happened (S39). For the parties and offices of the file; nothing here makes it
public (S30).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from goodstanding.proceedings import acts, conditions
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import Step, approved_decision
from goodstanding.proceedings.monitoring import ConditionState, as_decided, condition_states
from goodstanding.proceedings.replies import published_replies
from goodstanding.proceedings.stages import ENDED, Stage, end_of, provisional_on, stage_on
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.publication.document_facts import Dossier, GroundFact
from goodstanding.publication.document_words import Words
from goodstanding.publication.pages import Block, Page, Quoted, Section, Table, Text, quote_lines
from goodstanding.values.errors import NotFoundError
from goodstanding.values.withheld import Withheld


class DocumentKind(StrEnum):
    """What can be made of a file."""

    NOTICE = "notice"
    DECISION = "decision"
    REPAIR = "repair"
    RECEIPT = "receipt"
    PROVISIONAL = "provisional"


#: What a party hands in, and gets a receipt for.
_HANDED_IN = (
    acts.Replied,
    acts.AppealLodged,
    acts.OrderFiled,
    acts.ProvisionalAppealed,
    acts.RehabilitationApplied,
    conditions.ConditionsReported,
)


def document_page(kind: DocumentKind, dossier: Dossier, words: Words) -> Page:
    """The document; NotFoundError where the file has nothing yet that it could say."""
    sections = tuple(_SECTIONS[kind](dossier, words))
    title = words.say(f"title.{kind}", file=_file(dossier))
    return Page(
        language=words.language.value,
        title=title,
        lead=tuple(_lead(kind, dossier, words)),
        sections=(*sections, _days(dossier, words), _made(dossier, words)),
        direction=words.direction.value,
        skip=words.say("skip"),
        contents=words.say("contents"),
    )


def is_draft(kind: DocumentKind, dossier: Dossier) -> bool:
    """Whether the second signature under it is still missing."""
    if kind is DocumentKind.NOTICE:
        prepared, approved = dossier.file.last_of(acts.NoticePrepared), dossier.file.last_of(acts.NoticeApproved)
        return prepared is not None and (approved is None or approved[0].seq < prepared[0].seq)
    if kind is DocumentKind.PROVISIONAL:
        return dossier.file.last_of(acts.ProvisionalApproved) is None
    return kind is DocumentKind.DECISION and approved_decision(dossier.file) is None


def _lead(kind: DocumentKind, dossier: Dossier, words: Words) -> Iterator[Text]:
    if is_draft(kind, dossier):
        yield words.say("draft")
    if dossier.procedure.sample:
        yield words.say("sample")
    yield words.say(f"lead.{kind}", authority=dossier.authority, respondent=dossier.respondent)
    if dossier.affiliates:
        yield words.say("affiliates", names="; ".join(dossier.affiliates))
    yield words.say("confidential")


def _notice(dossier: Dossier, words: Words) -> Iterator[Section]:
    found = dossier.file.last_of(acts.NoticePrepared)
    if found is None:
        raise NotFoundError("No notice is prepared in this file.", accepted="a file with a notice")
    step, act = found
    if act.breach:
        asked = condition_states(dossier.file.before_breach() or dossier.file, dossier.today)
        table = _conditions(words, [one for one in asked if one.number in act.breach])
        yield _section(words, "breach", iter((words.say("breach"), table)))
    yield _section(words, "grounds", _grounds(dossier, words))
    gravest = words.say("gravest", outcome=words.say(f"outcome.{act.gravest}"))
    yield _section(words, "may-follow", iter((gravest, *_consequences(dossier, words, act.consequences))))
    yield _section(words, "rights", chain(_rights(dossier, words), _window(dossier, words, Clock.REPLY)))
    signed = dossier.file.last_of(acts.NoticeApproved)
    released = dossier.file.this_notice().last_of(acts.FileReleased)
    papers = [(words.say("paper.statement"), act.document)]
    papers += [] if released is None else [(words.say("paper.index"), released[1].index)]
    yield _section(words, "signed", _signed(words, step, None if signed is None else signed[0], papers))


def _decision(dossier: Dossier, words: Words) -> Iterator[Section]:
    found = dossier.file.this_round().last_of(acts.Decided)
    if found is None:
        raise NotFoundError("Nothing is decided in this file.", accepted="a file with a decision")
    step, verdict = found[0], found[1].verdict
    yield _section(words, "decided", _decided(dossier, words, step, verdict))
    columns = (words.say("column.factor"), words.say("column.reason"))
    rows = tuple((words.say(f"factor.{factor}"), Quoted(text=reason)) for factor, reason in verdict.reasons)
    table = Table(caption=words.say("caption.reasons"), columns=columns, rows=rows)
    yield _section(words, "reasons", iter((words.say("reasons"), table)))
    yield _section(words, "grounds", _grounds(dossier, words))
    yield _section(words, "appeal", chain(_appeal(dossier, words), _window(dossier, words, Clock.APPEAL)))
    signed = dossier.file.this_round().last_of(acts.DecisionApproved)
    yield _section(words, "signed", _signed(words, step, None if signed is None else signed[0], []))


def _repair(dossier: Dossier, words: Words) -> Iterator[Section]:
    decision, until, stage = (
        approved_decision(dossier.file),
        end_of(dossier.file),
        stage_on(dossier.file, dossier.today),
    )
    if decision is None or until is None or stage in ENDED | {Stage.CONCLUDED}:
        raise NotFoundError("This file has no listing that could be cleared.", accepted="an approved listing")
    earliest = dossier.procedure.rehabilitation.earliest
    day = words.print_day
    rows: list[tuple[Text, ...]] = [
        (words.say("way.end"), words.say("from.day", day=day(until)), words.say("way.end.how")),
        (
            words.say("way.rehabilitation"),
            words.say(f"from.{earliest}", day=day(decision[0].on)),
            words.say("way.rehabilitation.how"),
        ),
    ]
    if stage is Stage.MONITORED:
        rows.insert(0, (words.say("way.conditions"), words.say("from.any"), words.say("way.conditions.how")))
    review = dossier.file.clock(Clock.REVIEW)
    if review is not None and review.due_on < until:
        last = words.say("from.to", day=day(review.due_on))
        rows.append((words.say("way.review"), last, words.say("way.review.how")))
    appeal = dossier.file.this_round().clock(Clock.APPEAL)
    if appeal is not None and appeal.due_on >= dossier.today:
        bodies = "; ".join(dossier.appeal_bodies)
        last = words.say("from.to", day=day(appeal.due_on))
        rows.append((words.say("way.appeal"), last, words.say("way.appeal.how", bodies=bodies)))
    rows.append((words.say("way.ground"), words.say("from.any"), words.say("way.ground.how")))
    courts = "; ".join(dossier.courts)
    rows.append((words.say("way.order"), words.say("from.any"), words.say("way.order.how", courts=courts)))
    columns = (words.say("column.way"), words.say("column.from"), words.say("column.how"))
    ways = Table(caption=words.say("caption.ways"), columns=columns, rows=tuple(rows))
    yield _section(words, "ways", iter((words.say("ways"), ways)))
    if stage is Stage.MONITORED:
        yield _section(words, "conditions", iter((_conditions(words, condition_states(dossier.file, dossier.today)),)))
    yield _section(words, "grounds", _grounds(dossier, words))


def _receipt(dossier: Dossier, words: Words) -> Iterator[Section]:
    handed = [one for one in dossier.file.steps if isinstance(one.act, _HANDED_IN)]
    if not handed:
        raise NotFoundError(
            "Nothing was handed in in this file.", accepted="a file with a reply, appeal or application"
        )
    columns = tuple(words.say(f"column.{name}") for name in ("what", "received", "entry", "digest"))
    rows = tuple(_handed_in(words, one) for one in handed)
    table = Table(caption=words.say("caption.receipt"), columns=columns, rows=rows)
    yield _section(words, "receipt", iter((words.say("receipt"), table)))
    said = tuple(_said(dossier, words))
    if said:
        yield _section(words, "words", iter(said))


def _said(dossier: Dossier, words: Words) -> Iterator[Block]:
    """What stands beside a listing in the respondent's own words, or that it was forgotten."""
    for reply in published_replies(dossier.file, dossier.today):
        if reply.words is not None:
            said = reply.words.text
            yield words.say("said", day=words.print_day(reply.on), entry=str(reply.words.entry))
            yield from (words.say("withheld"),) if isinstance(said, Withheld) else quote_lines(said)


def _provisional(dossier: Dossier, words: Words) -> Iterator[Section]:
    found = dossier.file.last_of(acts.ProvisionalOrdered)
    if found is None:
        raise NotFoundError("No provisional measure is ordered in this file.", accepted="a file with one")
    step, act = found
    signed = dossier.file.last_of(acts.ProvisionalApproved)
    state = "waits" if signed is None else "runs" if provisional_on(dossier.file, dossier.today) else "over"
    concerns = words.say("measure.concerns", day=words.print_day(step.on), money=act.public_money)
    told = (concerns, words.say(f"measure.{state}"), words.say("measure.threat"), Quoted(text=act.threat))
    yield _section(words, "measure", iter(told))
    bodies = words.say("bodies", bodies="; ".join(dossier.appeal_bodies), courts="; ".join(dossier.courts))
    yield _section(words, "rights", iter((words.say("measure.appeal"), bodies, words.say("right.free"))))
    yield _section(words, "lapses", iter((words.say("measure.lapses"), words.say("measure.counted"))))
    yield _section(words, "grounds", _grounds(dossier, words))
    yield _section(words, "signed", _signed(words, step, None if signed is None else signed[0], []))


def _handed_in(words: Words, step: Step) -> tuple[Text, ...]:
    digests: tuple[str, ...] = ()
    match step.act:
        case acts.Replied(document=document):
            what, digests = "reply", (document,)
        case acts.OrderFiled(document=document):
            what, digests = "order", (document,)
        case acts.RehabilitationApplied(evidence=evidence):
            what, digests = "application", evidence
        case conditions.ConditionsReported(evidence=evidence):
            what, digests = "report", evidence
        case acts.ProvisionalAppealed():
            what = "provisional-appeal"
        case _:
            what = "appeal"
    return words.say(f"handed.{what}"), words.print_day(step.on), str(step.seq), Quoted(text="; ".join(digests))


def _decided(dossier: Dossier, words: Words, step: Step, verdict: acts.Verdict) -> Iterator[Block]:
    outcome = words.say(f"outcome.{verdict.outcome}")
    told = {"authority": dossier.authority, "day": words.print_day(step.on), "respondent": dossier.respondent}
    yield words.say("decided", outcome=outcome, **told)
    if verdict.until is not None:
        ends = "held-back" if verdict.conditions else "until"
        yield words.say(ends, day=words.print_day(verdict.until))
    if verdict.conditions:
        yield _conditions(words, as_decided(dossier.file, verdict.conditions, dossier.today))
    yield from _consequences(dossier, words, verdict.consequences)


def _conditions(words: Words, asked: Sequence[ConditionState]) -> Table:
    """Each condition by its number, its last day, and whether it is open."""
    columns = tuple(words.say(f"column.{name}") for name in ("number", "condition", "last", "state"))
    rows = tuple(
        (str(one.number), Quoted(text=one.text), words.print_day(one.due_on), words.say(f"state.{one.state}"))
        for one in asked
    )
    return Table(caption=words.say("caption.conditions"), columns=columns, rows=rows)


def _grounds(dossier: Dossier, words: Words) -> Iterator[Block]:
    yield words.say("grounds", authority=dossier.authority)
    columns = tuple(words.say(f"column.{name}") for name in ("record", "by", "decided", "final", "case", "that", "law"))
    rows = tuple(_ground(words, one) for one in dossier.grounds)
    yield Table(caption=words.say("caption.grounds"), columns=columns, rows=rows)


def _ground(words: Words, one: GroundFact) -> tuple[Text, ...]:
    days = tuple(
        words.say("withheld") if day is None else words.print_day(day) for day in (one.decided_on, one.final_on)
    )
    that: Text = Quoted(text=one.decided, language="en") if one.decided else words.say("withheld")
    return str(one.entry), Quoted(text=one.authority), *days, Quoted(text=one.case), that, Quoted(text=one.statute)


def _consequences(dossier: Dossier, words: Words, codes: tuple[ConsequenceCode, ...]) -> Iterator[Block]:
    if not codes:
        yield words.say("no-consequence")
        return
    laws = {
        rule.code: "; ".join(map(dossier.procedure.print_citation, rule.cites))
        for rule in dossier.procedure.consequences
    }
    columns = tuple(words.say(f"column.{name}") for name in ("consequence", "never", "law"))
    rows = tuple(
        (words.say(f"consequence.{code}"), words.say(f"never.{code}"), Quoted(text=laws.get(code, "")))
        for code in codes
    )
    yield Table(caption=words.say("caption.consequences"), columns=columns, rows=rows)


def _rights(dossier: Dossier, words: Words) -> Iterator[Block]:
    yield from (words.say(f"right.{name}") for name in ("file", "reply", "silence", "hearing", "burden", "free"))
    yield words.say("bodies", bodies="; ".join(dossier.appeal_bodies), courts="; ".join(dossier.courts))


def _appeal(dossier: Dossier, words: Words) -> Iterator[Block]:
    yield words.say("bodies", bodies="; ".join(dossier.appeal_bodies), courts="; ".join(dossier.courts))
    yield words.say("appeal")
    if dossier.affiliates:
        yield words.say("appeal.each")


def _window(dossier: Dossier, words: Words, clock: Clock) -> Iterator[Block]:
    """How long the rules give, as long as the clock has not started and there is no last day to name."""
    deadline = dossier.procedure.deadlines.get(clock)
    scope = dossier.file.this_notice() if clock is Clock.REPLY else dossier.file.this_round()
    if deadline is not None and scope.clock(clock) is None:
        length = words.say(f"length.{deadline.unit}", length=str(deadline.length))
        yield f"{words.say(f'window.{clock}')} {length}"


def _signed(words: Words, step: Step, second: Step | None, papers: list[tuple[str, str]]) -> Iterator[Block]:
    rows: list[tuple[Text, ...]] = [(words.say("signed.first"), words.print_day(step.on), Quoted(text=step.actor))]
    if second is not None and second.seq > step.seq:
        rows.append((words.say("signed.second"), words.print_day(second.on), Quoted(text=second.actor)))
    columns = tuple(words.say(f"column.{name}") for name in ("signature", "on", "officer"))
    yield Table(caption=words.say("caption.signed"), columns=columns, rows=tuple(rows))
    if papers:
        columns = (words.say("column.paper"), words.say("column.digest"))
        rows_of_papers = tuple((name, Quoted(text=digest)) for name, digest in papers)
        yield Table(caption=words.say("caption.papers"), columns=columns, rows=rows_of_papers)


def _days(dossier: Dossier, words: Words) -> Section:
    """The very clocks of `proceeding deadlines`, as they were recorded, and whether their day has passed."""
    running = running_clocks(dossier.file)
    if not running:
        return _section(words, "days", iter((words.say("no-day"),)))
    columns = tuple(words.say(f"column.{name}") for name in ("clock", "counts", "last", "iso", "state"))
    rows = tuple(
        (
            words.say(f"clock.{one.clock}"),
            words.print_day(one.event_on),
            words.print_day(one.due_on),
            Quoted(text=one.due_on.isoformat()),
            words.say("state.runs" if dossier.today <= one.due_on else "state.passed"),
        )
        for one in running
    )
    table = Table(caption=words.say("caption.days"), columns=columns, rows=rows)
    return _section(words, "days", iter((words.say("days"), table)))


def _made(dossier: Dossier, words: Words) -> Section:
    rules = dossier.procedure
    law = words.say("rules", title=rules.title, edition=str(rules.edition))
    made = words.say("made", day=words.print_day(dossier.today), size=str(dossier.log_size), file=_file(dossier))
    return _section(words, "made", iter((law, made)))


def _section(words: Words, id: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id, heading=words.say(f"heading.{id}"), level=2, blocks=tuple(blocks))


def _file(dossier: Dossier) -> str:
    return f"p-{dossier.number}"


_SECTIONS: Mapping[DocumentKind, Callable[[Dossier, Words], Iterator[Section]]] = {
    DocumentKind.NOTICE: _notice,
    DocumentKind.DECISION: _decision,
    DocumentKind.REPAIR: _repair,
    DocumentKind.RECEIPT: _receipt,
    DocumentKind.PROVISIONAL: _provisional,
}
