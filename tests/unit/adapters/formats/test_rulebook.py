"""Rulebook files: what is read, and what is refused with its line."""

import re
from dataclasses import replace

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample, read_rulebook, sample_text
from goodstanding.adapters.formats.rulebook_cases import load_sample_cases, print_cases, read_cases
from goodstanding.adapters.formats.yaml_reading import YamlError
from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.canonical import canonical_text, rulebook_digest
from goodstanding.standing.cases import check_cases
from goodstanding.values.errors import NotFoundError

TEXT = sample_text("companies.yaml")


def test_a_sample_is_read_whole():
    book = load_sample("companies")
    assert (book.id, book.edition, book.sample) == ("xv-companies", 1, True)
    assert book.applies_to == {OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE}
    first = book.provisions[0]
    assert first.match.severities == set(Severity)
    assert first.match.statuses == {Status.FINAL, Status.UNDER_APPEAL}
    assert first.points[Severity.SERIOUS] == dict.fromkeys(SizeClass, -50)
    assert [str(step.until) for step in first.fades[Severity.SERIOUS]] == ["P1Y", "P2Y", "P3Y"]
    assert [cite.article for cite in first.cites] == ["10", "7"]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        (
            "    title: Disclosure missing\n",
            "    title: Disclosure missing\n    tiers: [local]\n",
            "key-unknown",
            "tiers",
        ),
        ("{code: E, title: poor standing,", "{code: E, consequence: none, title: poor,", "key-unknown", "consequence"),
        ("categories: [collusion]}", "categories: [collusion], tier: local}", "key-unknown", "tier"),
        ("    direction: adverse\n", "", "key-missing", "direction"),
        ("points: {serious: -45}", "points: {grave: -45}", "value-refused", "points"),
        ("points: {serious: -45}", "points: {serious: heavy}", "value-refused", "points"),
        ("limit: -20", "limit: -20.5", "yaml-number", "limit"),
        ("{until: P1M, permille: 1000}", "{until: 1 month, permille: 1000}", "value-refused", "until"),
        (
            "fades: {serious: serious}",
            "fades: {serious: eternal}",
            "rulebook-fade-unknown",
            "provisions[3].fades.serious",
        ),
        ("{law: competition-act,", "{law: cartel-act,", "rulebook-law-unknown", "provisions[1].cites[1].law"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(old, new, code, field):
    assert old in TEXT
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    with pytest.raises(YamlError) as caught:
        read_rulebook(TEXT.replace(old, new, 1), "mine.yaml")
    found = [one for one in caught.value.findings if one.code == code and field in one.field]
    assert found
    assert all(one.file == "mine.yaml" and one.line is not None and one.line >= line - 8 for one in found)


def test_statuses_and_roles_can_be_narrowed():
    text = TEXT.replace("[collusion]}", "[collusion], statuses: [final], roles: [subject]}")
    match = read_rulebook(text, "x.yaml").provisions[1].match
    assert (match.statuses, match.roles) == ({Status.FINAL}, {Role.SUBJECT})


def test_no_other_file_is_served_as_a_sample():
    with pytest.raises(NotFoundError):
        load_sample("../catalogue/bribery")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_digest_is_of_the_rules_not_of_the_comments(name):
    text = sample_text(f"{name}.yaml")
    book = read_rulebook(text, "x.yaml")
    commented = read_rulebook("# another comment\n" + text, "y.yaml")
    changed = read_rulebook(re.sub(r"start: [0-9]+", "start: 61", text), "x.yaml")
    assert rulebook_digest(book) == rulebook_digest(commented)
    assert rulebook_digest(book) != rulebook_digest(changed)
    assert canonical_text(book).isascii()
    assert len(rulebook_digest(book)) == 64


def test_the_digest_of_a_sample_is_pinned():
    """Published standings name it: a change of a sample is a new edition, and changes this line."""
    assert [rulebook_digest(load_sample(name))[:16] for name in SAMPLES] == [
        "01aef981a6de8c87", "1ba04ce906fbc10f", "a9df732a5eb25310", "c53fca9b8c04eb2f", "bea43854e7ceb4d6",
    ]  # fmt: skip


def test_cases_refuse_unknown_keys():
    text = sample_text("companies.test.yaml")
    with pytest.raises(YamlError) as caught:
        read_cases(text.replace("points: 80,", "marks: 80,", 1), "x.test.yaml")
    assert {one.code for one in caught.value.findings} == {"key-unknown", "key-missing"}


@pytest.mark.parametrize("name", SAMPLES)
def test_printed_cases_are_the_same_cases_and_nothing_else(name):
    text = sample_text(f"{name}.test.yaml")
    printed = print_cases(text)
    assert read_cases(printed, "printed") == read_cases(text, "written")
    assert print_cases(printed) == printed
    assert (text.startswith("# The tests of"), "The tests of" in printed) == (True, False)


def test_a_case_that_names_a_forbidden_input_is_told_by_its_number():
    first, *rest = load_sample_cases("companies")
    assert list(check_cases((first, *rest), load_catalogue())) == []
    found = list(check_cases((*rest, replace(first, name="Protest against a tender")), load_catalogue()))
    assert {(one.code, one.field) for one in found} == {("forbidden-input", f"case {len(rest) + 1}")}
    assert "tender" not in str(found[0])


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_cases_have_names_of_their_own(name):
    names = [case.name for case in load_sample_cases(name)]
    assert len(names) == len(set(names)) > 10
