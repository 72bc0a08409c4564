"""S27: of every kind of act each forgery is planted, validly signed, behind lawful entries, and found for its reason.

The kinds come from the types: a new one that is done in no text case, or has no row in a table here, fails the test.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from sample_forged_acts import (
    Forged,
    Judge,
    Moment,
    another_role,
    body_of,
    enroll_clerks,
    given,
    lawful,
    mandate_number,
    moments,
    same_mandate,
    twin_of,
    with_act,
    with_step,
)
from sample_office import demo_country, enroll_office

from goodstanding.ledger.entries import OPERATOR, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import ACT_NAMES
from goodstanding.proceedings.acts import Act
from goodstanding.proceedings.authorities import MARKED, Role
from goodstanding.proceedings.correcting import CorrectionAct
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import CaseFile, Step
from goodstanding.proceedings.matters import MatterAct
from goodstanding.proceedings.stages import ENDED, stage_on
from goodstanding.services.proceedings import read_file

DAY = timedelta(days=1)
KINDS = [
    *(f"proceeding: {name}" for name in ACT_NAMES),
    *(f"matter: {act.value}" for act in MatterAct),
    *(f"correction: {act.value}" for act in CorrectionAct),
]


@pytest.fixture(scope="module")
def judges(tmp_path_factory) -> dict[str, Judge]:
    country = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(country)
    enroll_clerks(country)
    return {name: Judge(moment) for name, moment in moments(country).items()}


def test_every_kind_of_act_is_done_in_a_case(judges):
    assert set(ACT_NAMES.values()) == set(get_args(Act))
    assert set(judges) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_forged_below_is_lawful_as_it_was_done(judges, kind):
    judge = judges[kind]
    assert judge.before == []
    assert judge.found(lawful(judge.moment)) == []


# By whoever may not, or in another's name -----------------------------------------------------------------------

#: A representative's mandate for a matter or a request is not published: whoever says to hold one is believed.
Forgery = Callable[[Moment], Forged | None]


def is_believed(moment: Moment) -> bool:
    return moment.role is Role.REPRESENTATIVE and not moment.is_of_a_file


def without_a_mandate(moment: Moment) -> Forged | None:
    return None if is_believed(moment) else replace(lawful(moment), actor="nobody-1", signed_by="nobody-1")


def under_a_mandate_that_has_ended(moment: Moment) -> Forged | None:
    found = mandate_number(moment)
    if is_believed(moment) or found is None:
        return None
    ended = NewEntry(
        kind=Kind.MANDATE_ENDED,
        groups={"mandate": {"until_on": moment.day.isoformat()}},
        links=((Relation.MANDATE, found[0]),),
    )
    later = moment.day + DAY
    made = with_step(moment, on=later.isoformat())
    return replace(made, day=later, first=[(ended, "registrar-1")])


def under_a_mandate_of_the_day_after(moment: Moment) -> Forged | None:
    found = mandate_number(moment)
    if is_believed(moment) or found is None:
        return None
    later = given("nobody-1", moment.role, found[1].authority, moment.day + DAY, found[1].organization)
    return replace(lawful(moment), actor="nobody-1", signed_by="nobody-1", first=[(later, "registrar-1")])


def under_a_mandate_of_another_body(moment: Moment) -> Forged | None:
    """Of one that has not the function, or of an organization that is no party."""
    if is_believed(moment):
        return None
    other = (
        given("nobody-1", moment.role, "", moment.day, 2)
        if moment.role is Role.REPRESENTATIVE
        else given("nobody-1", moment.role, "xv-ministry-of-transport", moment.day)
    )
    return replace(lawful(moment), actor="nobody-1", signed_by="nobody-1", first=[(other, "registrar-1")])


def in_a_role_that_is_not_its_own(moment: Moment) -> Forged | None:
    return with_step(moment, role=Role.SCREENER.value)


def for_an_authority_that_is_not_its_own(moment: Moment) -> Forged | None:
    return with_step(moment, authority="xv-ministry-of-transport")


def signed_by_nobody(moment: Moment) -> Forged | None:
    return replace(lawful(moment), signed_by="")


def signed_by_another(moment: Moment) -> Forged | None:
    return replace(lawful(moment), signed_by="nobody-1")


def by_an_officer_who_was_never_enrolled(moment: Moment) -> Forged | None:
    return replace(lawful(moment), actor="ghost-1", signed_by="nobody-1")


def by_the_operator(moment: Moment) -> Forged | None:
    return replace(lawful(moment), actor=OPERATOR, signed_by="")


# By somebody who has another part in it -------------------------------------------------------------------------


def by_who_acted_in_another_role(moment: Moment) -> Forged | None:
    """Where somebody did; the register keeper takes no side in a file."""
    if moment.is_of_a_file and moment.role not in MARKED:
        return None
    first: list[tuple[NewEntry, str]] = []
    other = another_role(moment, marked=moment.is_of_a_file)
    if other is None and moment.is_of_a_file and not moment.begins:
        stop = in_file(moment, acts.PublicationStopped(because="The name."), "guard-1", Role.SAFEGUARDS_OFFICER)
        other, first = "guard-1", [(stop, "guard-1")]
    if other is None:
        return None
    if not is_believed(moment):
        first.append((same_mandate(moment, other), "registrar-1"))
    return replace(lawful(moment), actor=other, signed_by=other, first=first)


def by_the_key_of_another_role(moment: Moment) -> Forged | None:
    other = another_role(moment, marked=False)
    if other is None:
        return None
    first = [(twin_of(moment, other), OPERATOR)]
    if not is_believed(moment):
        first.append((same_mandate(moment, "twin-1"), "registrar-1"))
    return replace(lawful(moment), actor="twin-1", signed_by=other, first=first)


def in_its_own_case(moment: Moment) -> Forged | None:
    if moment.role is Role.REPRESENTATIVE:
        return None
    return replace(lawful(moment), first=[(body_of(moment, reference=moment.respondent), "registrar-1")])


def from_within_the_hierarchy(moment: Moment) -> Forged | None:
    """Appeal body and court stand outside of everybody else's."""
    if moment.role not in (Role.APPEAL_BODY, Role.COURT):
        return None
    parent = "xv-ministry-of-finance" if moment.is_of_a_file else "xv-securities-regulator"
    return replace(lawful(moment), first=[(body_of(moment, parent=parent), "registrar-1")])


def by_who_has_stepped_back(moment: Moment) -> Forged | None:
    if not moment.is_of_a_file or moment.begins:
        return None
    actor = moment.entry.envelope.actor
    return replace(lawful(moment), first=[(in_file(moment, acts.Recused(), actor, moment.role), actor)])


def in_file(moment: Moment, act: acts.Act, officer: str, role: Role) -> NewEntry:
    """Another act in the same file, on the same day."""
    authority = moment.step["authority"] if role is moment.role else "xv-integrity-office"
    step = Step(seq=-1, act=act, actor=officer, role=role, authority=authority, on=moment.day)
    clear = moment.entry.envelope
    return NewEntry(kind=clear.kind, groups=print_step(step), subject=clear.subject, links=clear.links)


# On another day -------------------------------------------------------------------------------------------------


def dated_back(moment: Moment) -> Forged | None:
    return with_step(moment, on=(moment.day - DAY).isoformat())


def dated_ahead(moment: Moment) -> Forged | None:
    return with_step(moment, on=(moment.day + DAY).isoformat())


def dated_before_the_last_act(moment: Moment) -> Forged | None:
    """By a day: as much as time zones explain."""
    if not moment.earlier:
        return None
    values: Any = moment.earlier[-1].values
    last = date.fromisoformat(values[moment.group]["on"])
    return replace(with_step(moment, on=(last - DAY).isoformat()), day=last)


def five_years_later(moment: Moment) -> Forged | None:
    """A file that a date has ended by then; a court's word, and what only releases, can still come."""
    if not moment.is_of_a_file or moment.name.split()[-1] in ("court-ruled", "stay-ended", "recused", "opened"):
        return None
    later = moment.day + 5 * 366 * DAY
    if stage_on(file_before(moment), later) not in ENDED:
        return None
    return replace(with_step(moment, on=later.isoformat()), day=later)


# About something else -------------------------------------------------------------------------------------------


def linked_to_something_else(moment: Moment) -> Forged | None:
    """To an entry of another kind."""
    links = tuple((relation, 0) for relation, _ in moment.entry.envelope.links)
    return replace(lawful(moment), links=links) if links else None


def linked_to_what_is_not_there(moment: Moment) -> Forged | None:
    links = tuple((relation, 99_999) for relation, _ in moment.entry.envelope.links)
    return replace(lawful(moment), links=links) if links else None


def about_another_subject(moment: Moment) -> Forged | None:
    """Under the reference of an organization that takes no part."""
    other = moment.before.keyring.digest("subject", "xv-reg:C7611570989")
    return replace(lawful(moment), subject=other)


def under_other_rules(moment: Moment) -> Forged | None:
    if moment.name == "proceeding: opened":
        return with_act(moment, law="f" * 64)
    return with_step(moment, law="f" * 64)


BY_ALL: list[tuple[Forgery, str]] = [
    (without_a_mandate, "no mandate in force"),
    (under_a_mandate_that_has_ended, "no mandate in force"),
    (under_a_mandate_of_the_day_after, "no mandate in force"),
    (under_a_mandate_of_another_body, "no mandate in force"),
    (in_a_role_that_is_not_its_own, "another role or authority than its officer's mandate"),
    (for_an_authority_that_is_not_its_own, "another role or authority than its officer's mandate"),
    (signed_by_nobody, "law-unsigned"),
    (signed_by_another, "law-unsigned"),
    (by_an_officer_who_was_never_enrolled, "law-unsigned"),
    (by_the_operator, "law-unsigned"),
    (by_who_acted_in_another_role, "another role"),
    (by_the_key_of_another_role, "held by one key"),
    (in_its_own_case, "in its own case"),
    (from_within_the_hierarchy, "no mandate in force"),
    (by_who_has_stepped_back, "has stepped back"),
    (dated_back, "dated otherwise than it was recorded"),
    (dated_ahead, "dated otherwise than it was recorded"),
    (dated_before_the_last_act, "dated before the act that it follows"),
    (five_years_later, "The file has ended"),
    (linked_to_something_else, "law-link"),
    (linked_to_what_is_not_there, "law-link"),
    (about_another_subject, "law-subject|another reference"),
    (under_other_rules, "rules"),
]


def is_among(message: str, found: list[str]) -> bool:
    """Whether one of the messages between bars is part of a finding."""
    return any(part.lower() in one.lower() for part in message.split("|") for one in found)


def file_before(moment: Moment) -> CaseFile:
    store = moment.before.store
    return read_file(moment.before, store, moment.number, store.head().size)


@pytest.mark.parametrize("forgery", [one for one, _ in BY_ALL], ids=lambda one: one.__name__)
def test_each_forgery_of_every_kind_of_act_is_found(judges, forgery):
    message = dict(BY_ALL)[forgery]
    missed = {}
    for kind in KINDS:
        forged = forgery(judges[kind].moment)
        found = [] if forged is None else judges[kind].found(forged)
        if forged is not None and not is_among(message, found):
            missed[kind] = found
    assert missed == {}


# Out of its place -----------------------------------------------------------------------------------------------

#: What is said of each act of a file that is done right behind its opening; "" of those that may be done then.
EARLY = {
    "opened": "opened first, and only once",
    "file-released": "",
    "notice-prepared": "",
    "notice-approved": "no notice that waits",
    "sent": "no approved",
    "received": "no attempt",
    "non-receipt-claimed": "Nothing was deemed received",
    "replied": "window to reply is not open",
    "reply-extended": "window to reply is not open",
    "hearing-held": "No hearing was asked for",
    "proposed": "window to reply has not passed",
    "decided": "Nothing waits for a decision",
    "decision-approved": "No decision waits",
    "appeal-lodged": "no decision that this party could appeal",
    "appeal-admitted": "does not wait to be admitted",
    "stay-ordered": "",
    "stay-ended": "No such stay runs",
    "order-filed": "",
    "order-verified": "No order waits",
    "forgery-approved": "No finding of a forgery",
    "appeal-decided": "appeal is not pending",
    "court-ruled": "no decision that a court could rule on",
    "provisional-ordered": "",
    "provisional-approved": "does not wait for its second signature",
    "provisional-ended": "No provisional measure is in force",
    "provisional-appealed": "No provisional measure is in force",
    "provisional-upheld": "No appeal against a provisional measure",
    "rehabilitation-applied": "no listing to be rehabilitated from",
    "rehabilitation-answered": "No application waits",
    "rehabilitation-decided": "No application waits",
    "rehabilitation-approved": "No answer waits",
    "conditions-reported": "Only open conditions",
    "report-answered": "No report waits",
    "review-opened": "nothing to review",
    "publication-stopped": "",
    "stop-released": "No publication is stopped",
    "exception-granted": "no approved listing",
    "exception-approved": "does not wait for its second signature",
    "recused": "",
    "closed": "",
}
#: Of each other act: what it is said of it where it is done once more; "" where it may be.
AGAIN = {
    "submitted": "does not stand where",
    "verified": "does not stand where",
    "returned": "does not stand where",
    "previewed": "does not stand where",
    "waived": "does not stand where",
    "claimed": "There is a claim of this organization already",
    "upheld": "does not stand where",
    "dismissed": "does not stand where",
    "proposed": "",  # a second proposal is served when it was approved, and not before
    "noticed": "",
    "agreed": "",
    "objected": "",
    "withdrawn": "does not stand where",
    "approved": "does not stand where",
    "requested": "another request on the record is not decided",
    "acknowledged": "does not stand where",
    "forwarded": "does not stand where",
    "granted": "does not stand where",
    "refused": "does not stand where",
}


def test_an_act_behind_the_opening_that_has_not_its_turn_is_found(judges):
    assert set(EARLY) == set(ACT_NAMES)
    opened = {one.moment.respondent: one for one in judges.values() if one.moment.name == "proceeding: opened"}
    missed = {}
    for name, message in EARLY.items():
        moment = judges[f"proceeding: {name}"].moment
        first = next(iter(opened.values()))
        begun = lawful(first.moment)
        # The first of all is in another case's register: what it is about is the same there, but for its numbers.
        day = first.moment.day
        act = {**moment.entry.values["act"]}
        if "party" in act:
            act["party"] = act_party(first.moment)
        subject = first.moment.before.keyring.digest("proceeding", f"p-{first.moment.number}")
        made = replace(
            lawful(moment),
            kind=Kind.PROCEEDING_ACT,
            groups={"act": act, "step": {**moment.step, "on": day.isoformat(), "started": [], "stopped": [],
                                         "law": "", "calendar": ""}},
            subject=subject,
            links=((Relation.PROCEEDING, first.moment.number),),
            day=day,
            first=[
                (NewEntry(kind=begun.kind, groups=begun.groups, subject=begun.subject), begun.actor),
                (given("lawyer-1", Role.REPRESENTATIVE, "", day, act_party(first.moment)), "registrar-1"),
            ],
        )  # fmt: skip
        found = first.found(made)
        if message and not is_among(message, found):
            missed[name] = found
    assert missed == {}


def act_party(moment: Moment) -> int:
    values: Any = moment.entry.values
    return values["act"]["respondent"]


def test_an_act_of_a_matter_or_a_request_that_is_done_again_is_found(judges):
    others = {kind for kind in KINDS if not kind.startswith("proceeding")}
    assert {kind.split()[-1] for kind in others} == set(AGAIN)
    missed = {}
    for kind in others:
        moment, message = judges[kind].moment, AGAIN[kind.split()[-1]]
        once = lawful(moment)
        first = NewEntry(kind=once.kind, groups=once.groups, subject=once.subject, links=once.links)
        found = judges[kind].found(replace(once, first=[(first, once.actor)]))
        if message and not is_among(message, found):
            missed[kind] = found
    assert missed == {}


def test_an_act_of_a_matter_that_is_closed_is_found(judges):
    """What may be done again may not be done behind the end."""
    closed = lawful(judges["matter: withdrawn"].moment)
    for kind in ("noticed", "agreed", "objected"):
        judge = judges[f"matter: {kind}"]
        ended = NewEntry(
            kind=closed.kind,
            groups={"step": {**closed.groups["step"], "on": judge.moment.day.isoformat()}},
            links=judge.moment.entry.envelope.links,
        )
        found = judge.found(replace(lawful(judge.moment), first=[(ended, "keeper-1")]))
        assert is_among("does not stand where", found), kind


# Out of time ----------------------------------------------------------------------------------------------------

#: Of each act that a clock bounds: the clock, how many days from its end the act is too late or too early.
WINDOWS = {
    "replied": (Clock.REPLY, 1, "window to reply is not open"),
    "reply-extended": (Clock.REPLY, 1, "window to reply is not open"),
    "proposed": (Clock.REPLY, 0, "window to reply has not passed"),
    "decided": (Clock.DECISION, 1, "The file has ended"),
    "decision-approved": (Clock.DECISION, 1, "The file has ended"),
    "appeal-lodged": (Clock.APPEAL, 1, "The appeal period has passed"),
    "rehabilitation-answered": (Clock.REHABILITATION_COMPLETENESS, 1, "counts as complete"),
    "report-answered": (Clock.CONDITION_ANSWER, 1, "count as fulfilled"),
    "provisional-ended": (Clock.PROVISIONAL_CAP, 1, "No provisional measure is in force|The file has ended"),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_an_act_a_day_out_of_time_is_found(judges, name):
    judge = judges[f"proceeding: {name}"]
    clock, days, message = WINDOWS[name]
    running = file_before(judge.moment).clock(clock)
    assert running is not None
    day = running.due_on + days * DAY
    found = judge.found(replace(with_step(judge.moment, on=day.isoformat()), day=day))
    assert is_among(message, found), found


# About what is not there ----------------------------------------------------------------------------------------

#: Of each act that names something: parts of it changed to what is not there, and what is said of it.
TARGETS: list[tuple[str, dict[str, object], str]] = [
    ("notice-approved", {"document": "1" * 64}, "not the notice that was prepared"),
    ("notice-prepared", {"breach": [9]}, "Only open conditions can be said to be broken"),
    ("sent", {"party": 2}, "Only a party is served"),
    ("received", {"party": 2}, "no attempt"),
    ("non-receipt-claimed", {"party": 2}, "no mandate in force"),
    ("decision-approved", {"decision": 1}, "not the decision that waits"),
    ("provisional-approved", {"measure": 1}, "does not wait for its second signature"),
    ("rehabilitation-approved", {"answer": 1}, "not the answer that waits"),
    ("appeal-lodged", {"party": 2}, "no mandate in force"),
    ("appeal-admitted", {"appeal": 1}, "does not wait to be admitted"),
    ("appeal-decided", {"appeal": 1}, "appeal is not pending"),
    ("appeal-decided", {"ruling": "annulled", "only_for": 2}, "for an affiliate alone"),
    ("court-ruled", {"ruling": "annulled", "only_for": 2}, "for an affiliate alone"),
    ("conditions-reported", {"conditions": [99]}, "Only open conditions"),
    ("report-answered", {"fulfilled": [99]}, "on the conditions that were reported"),
    ("exception-granted", {"party": 2}, "not for this organization"),
    ("exception-approved", {"exception": 1}, "does not wait for its second signature"),
    ("stay-ended", {"stay": 1}, "No such stay runs"),
    ("forgery-approved", {"finding": 1}, "No finding of a forgery"),
]


def test_every_act_that_names_an_entry_or_a_number_has_its_row():
    """But for the opening, which has a table of its own in `test_opened_law`."""
    named = {
        name
        for name, kind in ACT_NAMES.items()
        if any(part.type in (int, int | None, tuple[int, ...]) for part in fields(kind)) and kind is not acts.Opened
    }
    assert named <= {name for name, _, _ in TARGETS}


@pytest.mark.parametrize(
    ("name", "changes", "message"), TARGETS, ids=[f"{name} {n}" for n, (name, _, _) in enumerate(TARGETS)]
)
def test_an_act_about_what_is_not_there_is_found(judges, name, changes, message):
    judge = judges[f"proceeding: {name}"]
    found = judge.found(with_act(judge.moment, **changes))
    assert is_among(message, found), found


# With other clocks ----------------------------------------------------------------------------------------------


def test_every_clock_that_an_act_starts_or_stops_is_counted_again(judges):
    """None at all, twice, one that is not its own, and each a year later."""
    for kind in KINDS:
        judge = judges[kind]
        if not judge.moment.is_of_a_file:
            continue
        started, on = list(judge.moment.step["started"]), judge.moment.day
        other = {"clock": "list-entry", "event_on": on.isoformat(), "due_on": on.isoformat()}
        changes = [[*started, other]]
        if started:
            changes += [[], [*started, started[0]]]
            changes += [[*started[:n], moved(one), *started[n + 1 :]] for n, one in enumerate(started)]
        for changed in changes:
            step = with_step(judge.moment, started=changed, law=judge.moment.step["law"] or "f" * 64, calendar="any")
            assert is_among("other clocks|later than the rules|no clock", judge.found(step)), (kind, changed)
        assert is_among("other clocks|no clock", judge.found(with_step(judge.moment, stopped=["list-entry"]))), kind


def moved(clock: dict[str, str]) -> dict[str, str]:
    due = date.fromisoformat(clock["due_on"]) + 366 * DAY
    return {**clock, "due_on": due.isoformat()}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("proceeding")])
def test_every_day_that_an_act_gives_is_counted_again(judges, kind):
    """Sooner than any calendar gives it, a year too late, none where one is due, one where none is."""
    judge = judges[kind]
    names = ("decide_by", "acknowledge_by") if kind.startswith("correction") else ("due_on",)
    for name in names:
        told = judge.moment.step.get(name)
        days = [None, date.fromisoformat(told) - 40 * DAY, date.fromisoformat(told) + 366 * DAY] if told else [
            judge.moment.day + 30 * DAY
        ]  # fmt: skip
        for day in days:
            step = dict(judge.moment.step)
            step.pop(name, None)
            step |= {} if day is None else {name: day.isoformat()}
            made = lawful(judge.moment)
            found = judge.found(replace(made, groups={judge.moment.group: step}))
            assert is_among("not the one that the rules give", found), (name, day, found)


# Kept back ------------------------------------------------------------------------------------------------------


def test_no_act_of_a_file_that_is_shown_can_be_kept_back(judges):
    """A stay, an appeal or a grant that is not shown would let a listing look lawful."""
    for kind in KINDS:
        judge = judges[kind]
        if judge.moment.is_of_a_file and not judge.moment.begins:
            found = judge.hidden(lawful(judge.moment))
            assert is_among("an act is kept back", found), kind
