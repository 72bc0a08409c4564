"""Findings against procedural rules are counted by subject: each code has one, and is in no other."""

from goodstanding.adapters.formats.procedures import check_procedure_file
from goodstanding.cli.procedure_subjects import FORM, SUBJECTS, by_subject
from goodstanding.values.finding_codes import FINDINGS_BY_PART
from goodstanding.values.findings import Finding

OF_TESTS = ("clock-", "display-")


def test_every_code_of_procedural_rules_has_one_subject() -> None:
    codes = [code for some in SUBJECTS.values() for code in some]
    assert len(codes) == len(set(codes))
    assert set(codes) == {code for code in FINDINGS_BY_PART["Procedural rules"] if not code.startswith(OF_TESTS)}


def test_subjects_are_counted_most_first_and_add_up() -> None:
    _, found = check_procedure_file("uk_like")
    counts = by_subject(found)
    assert sum(counts.values()) == len(found)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert counts["way out"] == sum(one.code in SUBJECTS["way out"] for one in found) > 0
    assert by_subject([]) == {}
    assert by_subject([Finding(code="key-unknown", message="There is no such key here.")]) == {FORM: 1}
