"""The floors that no procedural rules may undercut, each one small check that returns findings with the article.

They are the project's own law (docs/how-to/write-procedural-rules.md): a regime that is weaker can be modelled and
studied, and nobody is ever listed under it. A clock that an act starts has to be there: `clocks` asks for it.
"""

from collections.abc import Callable, Iterator

from goodstanding.proceedings.clock_floors import check_clocks
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.display_floors import check_display
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
from goodstanding.proceedings.step_floors import check_steps
from goodstanding.values.dates import Period
from goodstanding.values.findings import Finding

LONGEST = Period(months=36)
LONGEST_JUDGED = Period(months=60)
#: The categories of which a final judgment takes the longer term.
FRAUD_OR_CORRUPTION = frozenset({"bribery", "procurement-fraud"})
SINCE_CONDUCT = Period(months=60)
SINCE_FINAL = Period(months=36)


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
    if procedure.deciding.deciders != 2:
        message = "A decision here has two signatures, of two people: no fewer, and no more."
        yield _finding("floor-four-eyes", "deciding.deciders", message, "2")


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
    if not service.non_receipt_reopens:
        yield _finding("floor-non-receipt", "service.non_receipt_reopens", "A claim of non-receipt is lost.", "true")


def _check_hearing(procedure: Procedure) -> Iterator[Finding]:
    if procedure.hearing is not Hearing.ON_REQUEST:
        yield _finding("floor-hearing", "hearing", "There is no right to be heard in person.", "on-request")


def _check_missed(procedure: Procedure) -> Iterator[Finding]:
    if not procedure.deciding.missed_closes_file:
        message = "An authority that misses its date loses nothing."
        yield _finding("floor-missed-date", "deciding.missed_closes_file", message, "true")
    if procedure.deciding.second_file_on_same_facts:
        message = "The same facts can be tried twice."
        yield _finding("floor-same-facts", "deciding.second_file_on_same_facts", message, "false")


def _check_appeal(procedure: Procedure) -> Iterator[Finding]:
    appealing = procedure.appealing
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
    if appealing.interim is not Interim.AT_FILING:
        message = "An interim order that the respondent files does not suspend at once."
        yield _finding("floor-interim", "appealing.interim", message, "at-filing")
    if appealing.shows is not Shows.AFTER_APPEAL:
        message = "A listing shows before the appeal is over."
        yield _finding("floor-shows", "appealing.shows", message, "after-appeal")


def _check_provisional(procedure: Procedure) -> Iterator[Finding]:
    rules = procedure.provisional
    if rules is None:
        return
    if rules.threat is not Threat.SERIOUS_AND_IMMINENT:
        message = "No imminent threat is needed."
        yield _finding("floor-provisional", "provisional.threat", message, "serious-and-imminent")
    if rules.visible_to is not VisibleTo.CONTRACTING_AUTHORITIES:
        where = "provisional.visible_to"
        yield _finding("floor-provisional", where, "It shows to everybody.", "contracting-authorities")
    if not rules.appealable_at_once:
        yield _finding("floor-provisional", "provisional.appealable_at_once", "It cannot be appealed at once.", "true")


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
    for ground in procedure.grounds:
        if ground.judged and ground.category not in FRAUD_OR_CORRUPTION:
            where = f"grounds.{ground.category}.judged"
            yield _finding("floor-longest", where, "The longer term is for fraud and corruption alone.", "false")
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
    if procedure.recognition is not Recognition.INFORMATION:
        yield _finding("floor-recognition", "recognition", "A listing elsewhere has effect by itself.", "information")


def _check_articles(procedure: Procedure) -> Iterator[Finding]:
    """A refusal must be able to name what it rests on, and every law cited must be there."""
    if missing := sorted(set(Requirement) - set(procedure.articles)):
        message = f"No article is named for: {', '.join(missing)}."
        yield _finding("procedure-article-missing", "articles", message, "a citation for each")
    cited = [("articles." + name, cites) for name, cites in procedure.articles.items()]
    cited += [(f"deadlines.{name}", cites) for name, one in procedure.deadlines.items() for cites in one.cites]
    cited += [(f"grounds.{one.category}", cites) for one in procedure.grounds for cites in one.cites]
    cited += [("display", cites) for cites in (procedure.display.cites if procedure.display else ())]
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
    _check_hearing,
    _check_missed,
    check_clocks,
    check_steps,
    _check_appeal,
    _check_provisional,
    _check_terms,
    _check_way_out,
    _check_consequences,
    check_display,
)


def _is_within(period: Period | None, most: Period) -> bool:
    return period is not None and not period.days and period.months <= most.months


def _finding(code: str, where: str, message: str, accepted: str) -> Finding:
    return Finding(code=code, message=message, field=where, accepted=accepted)
