"""S18: the same acts and records have the same standing, grounds and proceeding, whoever owns the company, wherever
its seat is.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_calendars import PlainCalendar
from sample_proceeding import DIGEST, RESPONDENT, Hand, situation
from sample_records import CATALOGUE, DAYS, views
from sample_rulebooks import rulebooks

from goodstanding.bootstrap.law import load_law
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Ruling
from goodstanding.proceedings.consequences import ConsequenceCode, allows
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Respondent
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.matching import Facts
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import grounds

COMPANY, STATE = OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE
FIRMS = frozenset({COMPANY, STATE})
#: What a rule could tell one firm from another by, beside its kind.
OF_WHOM = {"jurisdiction", "country", "seat", "origin", "nationality", "owner", "ownership", "kind"}


def said(shape: type, seen: frozenset[type] = frozenset()) -> Iterator[tuple[type, str, Any]]:
    """Every field of a type, and of the types that it is made of: the type, the field, what it holds."""
    for name, told in get_type_hints(shape).items() if is_dataclass(shape) and shape not in seen else ():
        for part in parts(told):
            yield shape, name, part
            if isinstance(part, type):
                yield from said(part, seen | {shape})


def parts(told: Any) -> Iterator[Any]:
    """What a type is made of: the arguments of a container, or itself."""
    inner = get_args(told)
    for one in inner:
        yield from parts(one)
    if not inner:
        yield told


def about_whom(shape: type) -> set[tuple[str, str]]:
    """Where such a type says anything about whom it means."""
    return {
        (owner.__name__, name)
        for owner, name, part in said(shape)
        if part is OrganizationKind or any(word in name for word in OF_WHOM)
    }


def test_a_rulebook_says_whom_it_means_by_kind_and_as_a_whole() -> None:
    """Its own country, and whether a ground is mandatory; nothing about whom one of its rules means."""
    assert about_whom(Rulebook) == {
        ("Rulebook", "applies_to"),
        ("Rulebook", "jurisdiction"),
        ("Favour", "kind"),
        ("Ground", "kind"),
    }
    assert about_whom(Facts) == set()


def test_procedural_rules_mean_everybody() -> None:
    """Their own country, whose holidays they count by, how far its court goes, and where papers are served."""
    assert about_whom(Procedure) == {
        ("Procedure", "jurisdiction"),
        ("Appealing", "court_has_full_jurisdiction"),
        ("Service", "paper_needs_seat_and_second_channel"),
    }
    assert {one.name for one in fields(Respondent)} == {"organization", "kind", "tier"}


def test_categories_and_consequences_are_for_both_or_for_neither() -> None:
    for category in CATALOGUE.categories.values():
        assert category.kinds & FIRMS in (set(), FIRMS), category.code
    for code in ConsequenceCode:
        assert allows(code, COMPANY) is allows(code, STATE), code


def test_before_anything_is_adopted_both_are_looked_at_by_one_sample() -> None:
    assert load_law().rulebooks[COMPANY] is load_law().rulebooks[STATE]


@given(rulebooks().filter(lambda book: book.applies_to >= FIRMS), st.data(), DAYS)
def test_the_same_records_give_the_same_standing(book: Rulebook, data: st.DataObject, effective: date) -> None:
    view = data.draw(views(kinds=FIRMS))
    told = []
    for kind in (COMPANY, STATE):
        for jurisdiction in ("XV", "XM", "US-DE"):
            organization = replace(view.organization, kind=kind, jurisdiction=jurisdiction)
            other = replace(view, organization=organization)
            standing = evaluate(other, book, CATALOGUE, effective)
            told.append((standing, favours(standing, book), grounds(other, standing, book, CATALOGUE)))
    assert all(one == told[0] for one in told)


def course(kind: OrganizationKind) -> list[object]:
    """A file from its opening over appeal and stay to the end of a listing."""
    respondent = Respondent(organization=RESPONDENT, kind=kind)
    hand = Hand(situation(respondent=respondent, calendar=PlainCalendar()))
    hand.to_standstill().pass_days(5).appeal().admit().rule(Ruling.UPHELD)
    hand.pass_days(40).rehabilitate()
    days = [hand.pass_days(30).stage for _ in range(30)]
    return [*hand.now.case.steps, *days]


def test_the_same_acts_take_the_same_course() -> None:
    assert course(COMPANY) == course(STATE)


@pytest.mark.parametrize("code", list(ConsequenceCode))
def test_the_same_notice_is_refused_to_both_or_to_neither(code: ConsequenceCode) -> None:
    answers = []
    for kind in (COMPANY, STATE):
        hand = Hand(situation(respondent=Respondent(organization=RESPONDENT, kind=kind))).open()
        hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
        answers.append(
            str(hand.do(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(code,))))
        )
    assert answers[0] == answers[1]
