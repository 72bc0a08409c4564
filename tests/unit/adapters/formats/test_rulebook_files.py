"""Rulebooks by file or sample name: every finding with its line, and nothing read that is not asked for."""

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import load_sample, sample_text
from goodstanding.adapters.formats.rulebook_files import check_rulebook_file, read_rulebook_cases, read_rulebook_file
from goodstanding.adapters.formats.yaml_reading import MAX_BYTES, YamlError
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Severity

TEXT = sample_text("companies.yaml")
CATALOGUE = load_catalogue()
STEP = "{until: P12M, permille"
POINTS, FADES = "general: -15, serious: -30}", "general: general, serious: serious}"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def _write(text, name="mine.yaml"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    return _write


def _line(part: str) -> int:
    return TEXT[: TEXT.index(part)].count("\n") + 1


def _planted(old: str, new: str) -> tuple[str, int]:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new), _line(old)


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("points: {serious: -45}", "points: {serious: 45}", "rulebook-sign", "C-4.points.serious"),
        ("      minor: {micro: -5,", "      minor: {micro: 5,", "rulebook-sign", "C-9.points.minor"),
        (f"{STEP}: 400}}\n  serious", f"{STEP}: 1000}}\n  serious", "rulebook-fade-rises", None),
        ("limit: -20", "limit: 20", "rulebook-cap-sign", "C-5"),
        ("scale: {start: 80, floor: 0,", "scale: {start: 80, floor: 90,", "rulebook-scale", "scale"),
        ("minimum_evidence: 1", "minimum_evidence: 0", "rulebook-minimum-evidence", "minimum_evidence"),
        ("in_force_to: null", "in_force_to: 2009-01-01", "rulebook-never-in-force", "in_force_to"),
        ("  - id: K-4", "  - id: K-9", "rulebook-cap-unused", "K-9"),
        ("    provisions: [C-4]", "    provisions: [C-10]", "rulebook-limit-provisions", "L-2"),
        (f"points: {{minor: -5, {POINTS}\n    fades: {{minor: minor, {FADES}\n\n",
         f"points: {{{POINTS}\n    fades: {{{FADES}\n\n", "rulebook-gap", "contract-non-performance"),
    ],
)  # fmt: skip
def test_a_finding_points_at_its_line(write, old, new, code, field):
    text, line = _planted(old, new)
    book, findings = check_rulebook_file(write(text), CATALOGUE)
    assert book is not None
    found = [one for one in findings if one.code == code and field in (None, one.field)]
    assert found
    assert {one.file for one in found} == {"mine.yaml"}
    placed = {
        "rulebook-cap-sign": _line("  - id: C-5"),
        "rulebook-limit-provisions": _line("  - id: L-2"),
        "rulebook-gap": _line("    match: {categories: [contract-non-performance]}"),
        "rulebook-fade-rises": _line("    fades: {minor: minor, general: general, serious: serious}"),
    }
    assert found[0].line == placed.get(code, line)


def test_a_repeated_id_points_at_the_repetition(write):
    text, line = _planted("  - id: L-1", "  - id: C-1")
    _, findings = check_rulebook_file(write(text), CATALOGUE)
    assert ("rulebook-id-repeated", line) in {(one.code, one.line) for one in findings}


def test_a_category_that_no_rule_is_about_points_at_the_provisions(write):
    text, _ = _planted("    match: {categories: [collusion]}", "    match: {categories: [bribery]}")
    _, findings = check_rulebook_file(write(text), CATALOGUE)
    (found,) = [one for one in findings if one.code == "rulebook-category-without-rule"]
    assert (found.field, found.line) == ("provisions", _line("provisions:\n"))


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"id: [", "yaml-syntax", 1),
        (b"id: a\nid: b\n", "yaml-duplicate-key", 2),
        (b"id: a\ntitle: \xff\n", "yaml-character", 2),
        (b"# " + b"x" * MAX_BYTES, "yaml-too-large", None),
        ("# ä".encode() * (MAX_BYTES // 3), "yaml-too-large", None),
        (b"id: 7\n", "value-refused", 1),
    ],
)
def test_a_form_that_is_refused_is_findings_and_no_rulebook(write, content, code, line):
    book, findings = check_rulebook_file(write(content), CATALOGUE)
    assert book is None
    assert (code, line) in {(one.code, one.line) for one in findings}
    with pytest.raises(YamlError):
        read_rulebook_file("mine.yaml")


def test_a_sample_is_read_by_its_name_and_a_file_of_that_name_by_its_path(write):
    assert check_rulebook_file("companies", CATALOGUE) == (load_sample("companies"), [])
    write(TEXT.replace("edition: 1", "edition: 7"), "companies")
    assert read_rulebook_file("companies").edition == 1
    assert read_rulebook_file("./companies").edition == 7


def test_a_file_that_is_not_there_is_misuse(write):
    with pytest.raises(MisuseError, match="companies, public_bodies"):
        read_rulebook_file("nowhere.yaml")
    write(TEXT)
    with pytest.raises(MisuseError, match=r"no tests beside .*mine\.test\.yaml.* --cases"):
        read_rulebook_cases("mine.yaml", None)


def test_tests_are_found_beside_the_rulebook_or_where_they_are_said_to_be(write, tmp_path):
    tests = sample_text("companies.test.yaml")
    write(TEXT)
    write(tests, "mine.test.yaml")
    write(tests.partition("  - name: A presumption")[0], "few.yaml")
    assert len(read_rulebook_cases("mine.yaml", None)) == len(read_rulebook_cases("companies", None)) > 20
    assert len(read_rulebook_cases("mine.yaml", tmp_path / "few.yaml")) == 1


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("laws", "  nobody: {title: A law, href: 'https://example.org', checked_on: 2026-01-15}"),
        ("fades", "  nobody: [{until: P50Y, permille: 3000}]"),
    ],
)
def test_a_law_or_a_fade_that_nothing_names_is_warned_of(write, key, entry):
    text = TEXT.replace(f"\n{key}:\n", f"\n{key}:\n{entry}\n")
    _, (found,) = check_rulebook_file(write(text), CATALOGUE)
    assert (found.code, found.field, found.severity) == ("rulebook-unused", f"{key}.nobody", Severity.WARNING)
    assert found.line == _line(f"\n{key}:\n") + 2
