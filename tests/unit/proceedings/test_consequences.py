"""Consequences: each for whom it may touch, and none that begins for a local body before a local election."""

from datetime import date, timedelta

import pytest

from goodstanding.proceedings.consequences import ELECTION_QUIET, SCOPES, ConsequenceCode, allows, begins_on
from goodstanding.register.catalogue import Direction
from goodstanding.register.consequences import CONSEQUENCE_DIRECTIONS
from goodstanding.register.organizations import OrganizationKind, Tier

ELECTION = date(2026, 10, 4)


def test_the_catalogue_is_the_register_s_own():
    adverse = {kind.value for kind, way in CONSEQUENCE_DIRECTIONS.items() if way is Direction.ADVERSE}
    assert {code.value for code in ConsequenceCode} == adverse


def test_every_consequence_says_whom_it_touches_and_what_it_never_does():
    assert set(SCOPES) == set(ConsequenceCode)
    assert all(scope.kinds and scope.words and scope.never for scope in SCOPES.values())


def test_public_bodies_lose_only_competitive_funds_and_ratings():
    body = OrganizationKind.PUBLIC_BODY
    assert {code for code in ConsequenceCode if allows(code, body)} == {
        ConsequenceCode.FUNDING_EXCLUSION,
        ConsequenceCode.RATING_CAPPED,
        ConsequenceCode.ENHANCED_REVIEW,
    }
    assert not allows(ConsequenceCode.RATING_CAPPED, OrganizationKind.COMPANY)
    assert "statutory transfers" in SCOPES[ConsequenceCode.FUNDING_EXCLUSION].never


@pytest.mark.parametrize("before", [0, 1, 89, 90])
def test_nothing_begins_for_a_local_body_in_the_ninety_days_before_an_election(before):
    assert begins_on(ELECTION - timedelta(days=before), Tier.LOCAL, (ELECTION,)) == ELECTION + timedelta(days=1)


def test_everything_else_begins_on_its_day():
    earlier = ELECTION - ELECTION_QUIET - timedelta(days=1)
    assert begins_on(earlier, Tier.LOCAL, (ELECTION,)) == earlier
    assert begins_on(ELECTION + timedelta(days=1), Tier.LOCAL, (ELECTION,)) == ELECTION + timedelta(days=1)
    for tier in (None, Tier.NATIONAL, Tier.REGIONAL, Tier.AGENCY):
        assert begins_on(ELECTION, tier, (ELECTION,)) == ELECTION


def test_two_elections_behind_each_other_are_both_waited_for():
    second = ELECTION + timedelta(days=60)
    assert begins_on(ELECTION, Tier.LOCAL, (second, ELECTION)) == second + timedelta(days=1)
