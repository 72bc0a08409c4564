"""The floors that no procedural rules may undercut, each one small check that returns findings with the article.

They are the project's own law (docs/how-to/write-procedural-rules.md): a regime that is weaker can be modelled and
studied, and nobody is ever listed under it. A clock that an act starts has to be there: `clocks` asks for it.
"""

from collections.abc import Callable, Iterator

from goodstanding.proceedings.deadlines import Clock, Deadline, FirstDay, Passing, Unit
from goodstanding.proceedings.procedure import (
    AppealBody,
    AppealScope,
    Burden,
    CountsIn,
    EarliestRehabilitation,
    Factor,
    Hearing,
    Interim,
    Procedure,
    Recognition,
    Requirement,
    Shows,
    Silence,
    Standard,
    Threat,
    VisibleTo,
    WindowOpens,
)
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

MOST_REVIEW_MONTHS = 12
LONGEST = Period(months=36)
LONGEST_JUDGED = Period(months=60)
SINCE_CONDUCT = Period(months=60)
SINCE_FINAL = Period(months=36)
SHORTEST_REPLY_DAYS = 14
SHORTEST_APPEAL_DAYS = 14
SHORTEST_DEEMED_DAYS = 10
MOST_REPLY_DAYS = 180
MOST_DECISION_DAYS = 180
MOST_ANSWER_DAYS = 60
MOST_APPEAL_DAYS = 60
MOST_PROVISIONAL_MONTHS = 6
MOST_PROVISIONAL_NOTICE_DAYS = 14
MOST_VERIFICATION_WORKING_DAYS = 2

#: The fewest and the most calendar days that one unit can be; a working day has no upper bound.
_FEWEST = {Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.MONTH: 28}
_MOST = {Unit.DAY: 1, Unit.WORKING_DAY: 5, Unit.MONTH: 31}
_COUNTED = f"a working day as {_MOST[Unit.WORKING_DAY]} of them"


def check_procedure(procedure: Procedure) -> list[Finding]:
    """Every floor that the procedure undercuts; empty for one under which a register may run proceedings."""
    return [finding for check in _CHECKS for finding in check(procedure)]


def _check_proof(procedure: Procedure) -> Iterator[Finding]:
    proof = procedure.proof
    if proof.burden is not Burden.OFFICE:
        yield _finding("floor-burden", "proof.burden", "The respondent has to prove an element.", "office")
    if proof.standard is not Standard.CLEAR_AND_CONVINCING:
        message = "Less than this is enough to decide."
        yield _finding("floor-standard", "proof.standard", message, "clear-and-convincing")
    if proof.silence is not Silence.PROVES_NOTHING:
        yield _finding("floor-silence", "proof.silence", "Silence decides the case.", "proves-nothing")


def _check_reasons(procedure: Procedure) -> Iterator[Finding]:
    if missing := sorted(set(Factor) - procedure.deciding.factors):
        yield _finding(
            "floor-factors", "deciding.factors", f"No reason is due on: {', '.join(missing)}.", "all factors"
        )
    if procedure.deciding.deciders < 2:
        yield _finding("floor-four-eyes", "deciding.deciders", "One person alone decides.", "2 or more")


def _check_service(procedure: Procedure) -> Iterator[Finding]:
    service = procedure.service
    if service.window_opens is not WindowOpens.RECEIPT_AND_WHOLE_FILE:
        message = "The window opens before the whole file can be read."
        yield _finding("floor-window", "service.window_opens", message, "receipt-and-whole-file")
    if Clock.DEEMED_PORTAL in procedure.deadlines and not service.portal_needs_consent:
        message = "A portal message binds without consent."
        yield _finding("floor-deemed", "service.portal_needs_consent", message, "true")
    if Clock.DEEMED_PAPER in procedure.deadlines and not service.paper_needs_seat_and_second_channel:
        where = "service.paper_needs_seat_and_second_channel"
        yield _finding("floor-deemed", where, "One channel is enough to be deemed received.", "true")
    for clock in (Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER):
        deemed = procedure.deadlines.get(clock)
        if deemed is not None and _fewest_days(deemed) < SHORTEST_DEEMED_DAYS:
            accepted = f"at least {SHORTEST_DEEMED_DAYS} days"
            yield _finding("floor-deemed", f"deadlines.{clock}", "It is deemed received too soon.", accepted)
    if not service.non_receipt_reopens:
        yield _finding("floor-non-receipt", "service.non_receipt_reopens", "A claim of non-receipt is lost.", "true")


def _check_reply(procedure: Procedure) -> Iterator[Finding]:
    reply = procedure.deadlines.get(Clock.REPLY)
    if reply is None or _fewest_days(reply) < SHORTEST_REPLY_DAYS:
        accepted = f"at least {SHORTEST_REPLY_DAYS} days"
        yield _finding("floor-reply", "deadlines.reply", "There is no time to reply.", accepted)
    elif _most_days(reply) > MOST_REPLY_DAYS:
        accepted = f"at most {MOST_REPLY_DAYS} days, prolonged too"
        yield _finding("floor-missed-date", "deadlines.reply", "A file can hang over a respondent.", accepted)
    elif reply.passing is not Passing.WINDOW_CLOSES:
        yield _finding("floor-silence", "deadlines.reply.passing", "Silence decides the case.", "window-closes")
    if procedure.hearing is not Hearing.ON_REQUEST:
        yield _finding("floor-hearing", "hearing", "There is no right to be heard in person.", "on-request")


def _check_standstill(procedure: Procedure) -> Iterator[Finding]:
    standstill, appeal = (procedure.deadlines.get(clock) for clock in (Clock.STANDSTILL, Clock.APPEAL))
    if appeal is None or _fewest_days(appeal) < SHORTEST_APPEAL_DAYS:
        accepted = f"at least {SHORTEST_APPEAL_DAYS} days"
        yield _finding("floor-appeal-time", "deadlines.appeal", "There is no time to appeal.", accepted)
    if standstill is None or (appeal is not None and not _covers(standstill, appeal)):
        message = "The standstill may end before the appeal period."
        yield _finding("floor-standstill", "deadlines.standstill", message, "at least the appeal period, same event")
    if procedure.appealing.shows is not Shows.AFTER_APPEAL:
        message = "A listing shows before the appeal is over."
        yield _finding("floor-shows", "appealing.shows", message, "after-appeal")


def _check_missed(procedure: Procedure) -> Iterator[Finding]:
    decision = procedure.deadlines.get(Clock.DECISION)
    if not procedure.deciding.missed_closes_file or decision is None or decision.passing is not Passing.FILE_CLOSES:
        message = "An authority that misses its date loses nothing."
        yield _finding("floor-missed-date", "deciding.missed_closes_file", message, "a date that closes the file")
    elif _most_days(decision) > MOST_DECISION_DAYS:
        accepted = f"at most {MOST_DECISION_DAYS} days, {_COUNTED}"
        yield _finding("floor-missed-date", "deadlines.decision", "A file can hang over a respondent.", accepted)
    if procedure.deciding.second_file_on_same_facts:
        message = "The same facts can be tried twice."
        yield _finding("floor-same-facts", "deciding.second_file_on_same_facts", message, "false")


def _check_appeal(procedure: Procedure) -> Iterator[Finding]:
    appealing, decided = procedure.appealing, procedure.deadlines.get(Clock.APPEAL_DECISION)
    if appealing.body is not AppealBody.OUTSIDE_HIERARCHY:
        message = "The appeal does not leave the hierarchy."
        yield _finding("floor-appeal-body", "appealing.body", message, "outside-hierarchy")
    if missing := sorted(set(AppealScope) - appealing.scope):
        yield _finding("floor-appeal-scope", "appealing.scope", f"An appeal cannot be on {', '.join(missing)}.", "all")
    if not appealing.can_stay:
        yield _finding("floor-appeal-stay", "appealing.can_stay", "The appeal body cannot stay a listing.", "true")
    if not appealing.court_has_full_jurisdiction:
        where = "appealing.court_has_full_jurisdiction"
        yield _finding("floor-court", where, "No court decides on facts, law and measure.", "true")
    slow = decided is None or _most_days(decided) > MOST_APPEAL_DAYS
    if slow or (decided is not None and decided.passing is not Passing.LISTING_SUSPENDED):
        accepted = f"listing-suspended after at most {MOST_APPEAL_DAYS} days"
        message = "A late appeal decision does not suspend the listing."
        yield _finding("floor-late-appeal", "deadlines.appeal-decision", message, accepted)


def _check_interim(procedure: Procedure) -> Iterator[Finding]:
    verified = procedure.deadlines.get(Clock.ORDER_VERIFICATION)
    in_time = (
        verified is not None
        and verified.unit is Unit.WORKING_DAY
        and verified.length <= MOST_VERIFICATION_WORKING_DAYS
        and verified.passing is Passing.SUSPENSION_STANDS
    )
    if procedure.appealing.interim is not Interim.AT_FILING or not in_time:
        message = "An interim order that the respondent files does not suspend at once."
        yield _finding("floor-interim", "appealing.interim", message, "at-filing, verified in 2 working days")


def _check_provisional(procedure: Procedure) -> Iterator[Finding]:
    rules = procedure.provisional
    if rules is None:
        return
    cap, notice = (procedure.deadlines.get(c) for c in (Clock.PROVISIONAL_CAP, Clock.PROVISIONAL_NOTICE))
    if rules.threat is not Threat.SERIOUS_AND_IMMINENT:
        message = "No imminent threat is needed."
        yield _finding("floor-provisional", "provisional.threat", message, "serious-and-imminent")
    if rules.visible_to is not VisibleTo.CONTRACTING_AUTHORITIES:
        where = "provisional.visible_to"
        yield _finding("floor-provisional", where, "It shows to everybody.", "contracting-authorities")
    if not rules.appealable_at_once:
        yield _finding("floor-provisional", "provisional.appealable_at_once", "It cannot be appealed at once.", "true")
    if cap is None or _most_days(cap) > 31 * MOST_PROVISIONAL_MONTHS or cap.passing is not Passing.MEASURE_LAPSES:
        accepted = f"lapses after at most {MOST_PROVISIONAL_MONTHS} months in total"
        yield _finding("floor-provisional-cap", "deadlines.provisional-cap", "It can last too long.", accepted)
    if notice is None or _most_days(notice) > MOST_PROVISIONAL_NOTICE_DAYS:
        accepted = f"at most {MOST_PROVISIONAL_NOTICE_DAYS} days"
        yield _finding("floor-provisional-cap", "deadlines.provisional-notice", "It stands without a notice.", accepted)


def _check_terms(procedure: Procedure) -> Iterator[Finding]:
    terms = procedure.terms
    bounds = (
        ("longest", terms.longest, LONGEST, "floor-longest"),
        ("longest_judged", terms.longest_judged, LONGEST_JUDGED, "floor-longest"),
        ("since_conduct", terms.since_conduct, SINCE_CONDUCT, "floor-limitation"),
        ("since_final", terms.since_final, SINCE_FINAL, "floor-limitation"),
    )
    for name, found, most, floor in bounds:
        if not _is_within(found, most):
            where, accepted = f"terms.{name}", f"at most {most}"
            if floor == "floor-longest":
                yield _finding("floor-longest", where, "A listing can last too long.", accepted)
            else:
                yield _finding("floor-limitation", where, "A file can be opened on facts too old.", accepted)
    if missing := sorted(set(CountsIn) - terms.counts_in):
        yield _finding("floor-counts-in", "terms.counts_in", f"Not counted in: {', '.join(missing)}.", "all")
    if not terms.offsets_second_sanction:
        where = "terms.offsets_second_sanction"
        yield _finding("floor-offset", where, "A second sanction for the same facts is added.", "true")
    if terms.prolonged_on_same_facts:
        where = "terms.prolonged_on_same_facts"
        yield _finding("floor-same-facts", where, "A listing can be prolonged on the same facts.", "false")


def _check_way_out(procedure: Procedure) -> Iterator[Finding]:
    rules = procedure.rehabilitation
    open_ = rules.earliest is EarliestRehabilitation.DECISION
    if not open_ or not rules.minimum_only_by_judgment_or_statute:
        message = "The way out is not open from the day of the decision."
        yield _finding("floor-rehabilitation", "rehabilitation.earliest", message, "decision")
    if rules.fee:
        yield _finding("floor-fee", "rehabilitation.fee", "The way out costs a fee.", "false")
    for clock in (Clock.REHABILITATION_COMPLETENESS, Clock.REHABILITATION_DECISION):
        answer = procedure.deadlines.get(clock)
        if answer is None or _most_days(answer) > MOST_ANSWER_DAYS:
            accepted = f"at most {MOST_ANSWER_DAYS} days, {_COUNTED}"
            yield _finding(
                "floor-way-out-time", f"deadlines.{clock}", "An application can be left without an answer.", accepted
            )
    if procedure.recognition is not Recognition.INFORMATION:
        yield _finding("floor-recognition", "recognition", "A listing elsewhere has effect by itself.", "information")


def _check_monitoring(procedure: Procedure) -> Iterator[Finding]:
    """The office looks again each year, and its silence on a report is assent."""
    review, answer = (procedure.deadlines.get(clock) for clock in (Clock.REVIEW, Clock.CONDITION_ANSWER))
    slow = review is None or _most_days(review) > 31 * MOST_REVIEW_MONTHS
    if slow or (review is not None and review.passing is not Passing.LISTING_SUSPENDED):
        accepted = f"listing-suspended after at most {MOST_REVIEW_MONTHS} months"
        yield _finding("floor-review", "deadlines.review", "The office need not look again each year.", accepted)
    if answer is None or answer.passing is not Passing.GRANTED or _most_days(answer) > MOST_ANSWER_DAYS:
        message = "A report on conditions can be left without an answer."
        accepted = f"granted after at most {MOST_ANSWER_DAYS} days, {_COUNTED}"
        yield _finding("floor-conditions", "deadlines.condition-answer", message, accepted)


def _check_articles(procedure: Procedure) -> Iterator[Finding]:
    """A refusal must be able to name what it rests on, and every law cited must be there."""
    if missing := sorted(set(Requirement) - set(procedure.articles)):
        message = f"No article is named for: {', '.join(missing)}."
        yield _finding("procedure-article-missing", "articles", message, "a citation for each")
    cited = [("articles." + name, cites) for name, cites in procedure.articles.items()]
    cited += [(f"deadlines.{name}", cites) for name, one in procedure.deadlines.items() for cites in one.cites]
    cited += [(f"grounds.{one.category}", cites) for one in procedure.grounds for cites in one.cites]
    for consequence in procedure.consequences:
        where = f"consequences.{consequence.code}"
        cited += [(where, cites) for cites in (*consequence.cites, consequence.exception)]
    for where, cites in cited:
        if cites.law not in procedure.laws:
            yield _finding("procedure-law-unknown", where, "The law cited is not in `laws`.", "a law of the file")
    for name, deadline in procedure.deadlines.items():
        if not deadline.cites:
            yield _finding("procedure-article-missing", f"deadlines.{name}", "No article is named.", "a citation")


def _check_consequences(procedure: Procedure) -> Iterator[Finding]:
    """Each with a law of its own, each once; exceptions with theirs (S20)."""
    codes = [one.code for one in procedure.consequences]
    for code in sorted(set(codes)):
        cited = [*next(one for one in procedure.consequences if one.code is code).cites]
        if codes.count(code) > 1 or not cited:
            where = f"consequences.{code}"
            yield _finding("floor-consequence", where, "It stands twice, or without a law.", "one, with its law")


_CHECKS: tuple[Callable[[Procedure], Iterator[Finding]], ...] = (
    _check_articles,
    _check_proof,
    _check_reasons,
    _check_service,
    _check_reply,
    _check_standstill,
    _check_missed,
    _check_appeal,
    _check_interim,
    _check_provisional,
    _check_terms,
    _check_way_out,
    _check_monitoring,
    _check_consequences,
)


def _covers(longer: Deadline, shorter: Deadline) -> bool:
    """Whether the first never ends before the second, whatever the calendar; both from the same event."""
    if longer.anchor is not shorter.anchor:
        return False
    if longer.unit is shorter.unit:
        late_start = longer.first_day is FirstDay.EXCLUDED or shorter.first_day is FirstDay.INCLUDED
        rolls = longer.ends_on is shorter.ends_on or _rolls(longer)
        return longer.length > shorter.length or (longer.length == shorter.length and late_start and rolls)
    return _fewest_days(longer) > _most_days(shorter)


def _rolls(deadline: Deadline) -> bool:
    return deadline.ends_on.value == "next-working-day"


def _fewest_days(deadline: Deadline) -> int:
    return deadline.length * _FEWEST[deadline.unit]


def _most_days(deadline: Deadline) -> int:
    extension = deadline.extension
    length = deadline.length + (extension.most * extension.length if extension else 0)
    return length * _MOST[deadline.unit]


def _is_within(period: Period | None, most: Period) -> bool:
    return period is not None and not period.days and period.months <= most.months


def _finding(code: str, where: str, message: str, accepted: str) -> Finding:
    return Finding(code=code, message=message, field=where, accepted=accepted)
