"""The worked examples: their numbers were written by hand, and the samples give every one of them."""

from pathlib import Path

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.adapters.formats.rulebook_cases import read_cases
from goodstanding.register.organizations import Organization, OrganizationKind, Tier
from goodstanding.standing.cases import Case, check_case, check_records

DOCS = Path(__file__).resolve().parents[2] / "docs"
CATALOGUE = load_catalogue()


def cases_of(sample: str) -> tuple[Case, ...]:
    path = DOCS / "examples" / f"{sample}.test.yaml"
    return read_cases(path.read_text("utf-8"), path.name)


def page_of(sample: str) -> str:
    return (DOCS / "reference" / f"example-{sample.replace('_', '-')}.md").read_text("utf-8")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_sample_gives_what_was_written_by_hand(sample: str) -> None:
    found = cases_of(sample)
    assert sum(len(case.expect) for case in found) >= 4
    for case in found:
        assert list(check_records(case, CATALOGUE)) == []
        assert check_case(case, load_sample(sample), CATALOGUE) == []
        assert all(expected.lines is not None for expected in case.expect), "every line is written by hand too"
        start = load_sample(sample).scale.start
        assert [start + sum((one.lines or {}).values()) for one in case.expect] == [one.points for one in case.expect]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_page_tells_every_case_and_day_and_is_linked(sample: str) -> None:
    page = page_of(sample)
    for case in cases_of(sample):
        assert f"\n## {case.name}\n" in page
        for expected in case.expect:
            grade = "not rated" if expected.grade is None else f"grade {expected.grade} ("
            day = f"{expected.on.day} {expected.on:%B %Y}"
            assert f"\n### {day}: {expected.points} points, {grade}" in page
    assert f"reference/example-{sample.replace('_', '-')}.md" in (DOCS / "index.md").read_text("utf-8")


def test_bodies_of_every_tier_are_shown() -> None:
    organizations = [case.view.organization for case in cases_of("public_bodies")]
    found = [one for one in organizations if isinstance(one, Organization)]
    assert {one.tier for one in found} == set(Tier)
    assert {one.kind for one in found} == {OrganizationKind.PUBLIC_BODY}


@pytest.mark.parametrize("sample", SAMPLES)
def test_another_number_would_be_seen(sample: str) -> None:
    """Each start, a number that every day rests on, is moved by one: the hand-written numbers no longer hold."""
    from dataclasses import replace

    rulebook = load_sample(sample)
    moved = replace(rulebook, scale=replace(rulebook.scale, start=rulebook.scale.start - 1))
    assert all(check_case(case, moved, CATALOGUE) for case in cases_of(sample))
