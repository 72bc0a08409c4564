"""A state-owned enterprise files its accounts late, then files them: worse and better by rule, without an officer."""

import json
import re

import pytest

from goodstanding.adapters.formats.disclosure_template import template_text

PASSPHRASE = "only for this test"
WATER, TOWN = "xv-reg:S4000231792", "xv-reg:P0000007179"
COMPETENCE = """\
  - authority: {authority}
    name: {name}
    capacity: {capacity}
    category: {category}
    statute: {{code: {statute}, title: {title}, article: "31", href: ""}}
    finality: {finality}
"""
ACCOUNTS, PAYMENT = ("xv-accounting-act", "Accounting Act"), ("xv-payment-terms-act", "Payment Terms Act")
TREASURY = ("xv-treasury", "Treasury of Valdora", "other")
AUDITORS = ("xv-audit-court", "Audit Court of Valdora", "audit-institution")
ENROLLED = (
    (*TREASURY, "disclosure-missing", *ACCOUNTS, "by-its-own-law"),
    (*TREASURY, "disclosed-ratios", *ACCOUNTS, "official-publication"),
    (*AUDITORS, "disclosure-late", *PAYMENT, "official-publication"),
    (*AUDITORS, "disclosed-ratios", *PAYMENT, "official-publication"),
)


@pytest.fixture
def register(run, tmp_path, monkeypatch):
    """A register whose treasury is competent for disclosures; runs a command on it."""
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    data = tmp_path / "data"

    def on(*arguments: object, code: int = 0):
        answer = run(*arguments, "--data", data)
        assert answer.code == code, answer.err + answer.out
        return answer

    write(tmp_path, ENROLLED)
    on("init")
    on("officer", "add", "clerk")
    on("competence", "add", tmp_path / "competences.yaml", "--as", "clerk")
    return on


def write(tmp_path, competences):
    keys = ("authority", "name", "capacity", "category", "statute", "title", "finality")
    told = "".join(COMPETENCE.format(**dict(zip(keys, one, strict=True))) for one in competences)
    (tmp_path / "competences.yaml").write_text(f"competences:\n{told}", "utf-8")


def _file(tmp_path, *changes: tuple[str, str]):
    text = template_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "disclosures.csv"
    path.write_text(text, "utf-8")
    return path


NOT_YET = (
    "2025-05-12,xv,2025-06-20,,unqualified,EUR,812000000,502000000,12000000,310000000,41000000,240000000,35000000,,,",
    "2025-05-12,xv,,,,,,,,,,,,,,",
)


def test_it_worsens_after_the_reminder_and_recovers_with_the_filing(register, tmp_path):
    """Imported once while the reminder still runs: the standing falls later, by the clock alone."""
    reminded = register("import", "disclosure", _file(tmp_path, NOT_YET), "--as-of", "2025-08-01", "--json").json()
    assert (reminded["kept"], reminded["new"], reminded["rejected"]) == (2, 2, 0)

    def points(on: str) -> int:
        return register("explain", WATER, "--effective", on, "--json").json()["points"]

    # Due on 30 April; reminded on 12 May; the tenth working day is 26 May.
    assert [points(on) for on in ("2025-05-01", "2025-05-26")] == [0, 0]  # nothing may be displayed yet
    assert points("2025-05-27") == 65_000
    told = register("explain", WATER, "--effective", "2025-05-27").out
    assert "The ten working days set in it ended on 26 May 2025 without it." in " ".join(told.split())
    assert "due on 30 April 2025: is missing." in " ".join(told.split())
    size = reminded["recorded"]["size"]

    filed = register("import", "disclosure", _file(tmp_path), "--as-of", "2025-08-01", "--json").json()
    assert (filed["changed"], filed["unchanged"]) == (1, 1)
    assert [points(on) for on in ("2025-06-19", "2025-06-20")] == [65_000, 80_000]
    told = " ".join(register("explain", WATER, "--effective", "2025-06-21").out.split())
    assert "It was remedied on 20 June 2025: it costs nothing." in told
    assert "came late, on 20 June 2025" in told
    assert "It states liabilities to assets, both without advances received: 613 ‰." in told
    # What was known before the filing is still answered as it was known.
    before = register("explain", WATER, "--effective", "2025-06-21", "--recorded", size, "--json").json()
    assert before["points"] == 65_000

    history = register("history", WATER, "--effective", "2025-06-21", "--json").json()["changes"]
    assert [(one["on"], one["points"]) for one in history] == [
        ("2025-05-27", 65_000),
        ("2025-06-20", 80_000),
    ]
    back = register("back", WATER, "--effective", "2025-06-01", "--json").json()
    assert back["unrated_on"] == "2025-06-20"
    assert "fit" in register("rebuild", "--check").out


def test_the_same_file_again_changes_nothing_and_a_public_body_s_figures_are_information(register, tmp_path):
    path = _file(tmp_path)
    first = register("import", "disclosure", path, "--as-of", "2025-08-01", "--json").json()
    again = register("import", "disclosure", path, "--as-of", "2025-08-01", "--json").json()
    assert (first["new"], again["new"], again["changed"], again["unchanged"]) == (2, 0, 0, 2)
    assert first["recorded"] == again["recorded"]
    town = register("explain", TOWN, "--effective", "2025-08-21", "--json").json()
    assert (town["points"], town["grade"]) == (80_000, None)
    figures = [line["record"]["figure"] for line in town["lines"] if line["record"]]
    assert figures == [{"code": "invoices-paid-in-time", "value": 870}, {"code": "days-to-pay", "value": 24}]
    assert [(one["state"], one["filed_on"]) for one in town["disclosures"]] == [("in-time", "2025-07-29")]


def test_a_correction_is_told_and_a_vanished_row_is_a_question(register, tmp_path):
    register("import", "disclosure", _file(tmp_path), "--as-of", "2025-08-01")
    moved = _file(tmp_path, ("2025-04-30,xv-accounting-act", "2025-05-05,xv-accounting-act"))
    assert register("import", "disclosure", moved, "--as-of", "2025-08-01", "--json").json()["corrected"] == 1
    told = register("explain", WATER, "--effective", "2025-07-01", "--json").json()
    assert told["disclosures"][0]["due_on"] == "2025-05-05"
    one = "\n".join(template_text().splitlines()[:2]) + "\n"
    (tmp_path / "one.csv").write_text(one, "utf-8")
    left = register("import", "disclosure", tmp_path / "one.csv", "--as-of", "2025-08-02", "--json").json()
    assert left["vanished"] == 1
    assert "fit" in register("rebuild", "--check").out


def test_of_a_town_a_treasury_records_no_disclosure(register, tmp_path):
    """S34: who may record it of an enterprise may not record it of an elected local body."""
    of_a_treasury = [(*TREASURY, *one[3:]) for one in ENROLLED]
    write(tmp_path, of_a_treasury)
    register("competence", "add", tmp_path / "competences.yaml", "--as", "clerk")
    path = _file(tmp_path, ("xv-audit-court", "xv-treasury"))
    answer = register("import", "disclosure", path, "--as-of", "2025-08-01", code=1)
    assert "[local-recorder]" in answer.err
    assert "audit-institution" in answer.err
    listed = register("competence", "list").out
    assert "Treasury of Valdora (xv-treasury)" in listed
    assert re.search(r"disclosure-late +│ Payment Terms Act, art. 31 +│ audit-institution", listed)
    assert "What is recorded as other is never about" in listed
    assert TOWN not in listed + answer.out + answer.err


def test_without_its_competence_a_filing_with_ratios_is_rejected(register, tmp_path):
    other = _file(tmp_path, ("xv-payment-terms-act", "xv-accounting-act"))
    report = register("import", "disclosure", other, "--as-of", "2025-08-01", "--json", code=1).json()
    assert (report["kept"], report["rejected"]) == (1, 1)
    assert {finding["code"] for finding in report["files"][0]["findings"]} == {"no-competence"}


def test_a_rule_that_reaches_one_organization_of_the_register_is_refused(register, run, tmp_path):
    """Narrowed to subjects alone, the sample's rule reaches the one enterprise there is (S33)."""
    before = run("rulebook", "check", "soe_disclosure", "--against", tmp_path / "data")
    assert (before.code, "rulebook-isolates" in before.err) == (0, False)
    register("import", "disclosure", _file(tmp_path), "--as-of", "2025-08-01")
    asked = ("rulebook", "check", "soe_disclosure", "--against", tmp_path / "data", "--json")
    answer = run(*asked, "--on", "2025-06-01")
    found = [one for one in answer.json()[0]["findings"] if one["code"] == "rulebook-isolates"]
    assert (answer.code, [(one["field"], one["severity"]) for one in found]) == (1, [("S-1", "error")])
    cured = run(*asked, "--on", "2025-06-20").json()[0]["findings"]
    told = [one["message"] for one in cured if one["code"] == "rulebook-isolates"]
    bands = "A size costs more that one organization alone has: minor, large; general, large."
    assert told == [f"It reaches 0 of the register's organizations. {bands}"]


def test_what_a_displayed_record_of_a_disclosure_rests_on_is_published_and_lawful(run, register, tmp_path):
    """Nothing before the reminder's time has run out; then what is due, the reminder, and the filing that cures it."""
    register("log", "keys", "new")
    register("import", "disclosure", _file(tmp_path, NOT_YET), "--as-of", "2025-08-01")
    served = {day: published(run, register, tmp_path, day) for day in ("2025-05-26", "2025-05-27")}
    assert served["2025-05-26"] == set()
    assert served["2025-05-27"] == {"obligation", "reminder", "party", "case", "evidence", "organization"}
    register("import", "disclosure", _file(tmp_path), "--as-of", "2025-08-01")
    assert {"filing", "figure"} < published(run, register, tmp_path, "2025-08-01")
    # A full list without the water supplier's row questions its disclosure, as it would a record.
    shorter = template_text().splitlines(keepends=True)
    (tmp_path / "disclosures.csv").write_text("".join(line for line in shorter if "S4000231792" not in line), "utf-8")
    gone = register("import", "disclosure", tmp_path / "disclosures.csv", "--as-of", "2025-09-01", "--json").json()
    assert gone["vanished"] == 1
    assert "question" in published(run, register, tmp_path, "2025-09-01")


def published(run, register, tmp_path, day: str) -> set[str]:
    """The names of the groups that are served on a day, but for those of how the register is run; audited."""
    public = tmp_path / "public"
    first = () if public.exists() else ("--not-restored",)
    register("log", "publish", public, "--on", day, *first)
    assert "the rules included" in " ".join(run("log", "audit", public, "--law").out.split())
    lines = b"".join(path.read_bytes() for path in public.glob("openings/*")).splitlines()
    opened = [json.loads(line.split(b" ", 1)[1]) for line in lines]
    return {name for opening in opened for _, name, _ in opening} - {
        "register",
        "officer",
        "competence",
        "batch",
        "log_key",
        "reference",
    }


def test_a_redacted_disclosure_takes_all_that_followed_on_it(register, tmp_path):
    register("import", "disclosure", _file(tmp_path), "--as-of", "2025-08-01")
    register("officer", "add", "keeper")
    line = next(
        one
        for one in register("explain", WATER, "--json", "--effective", "2025-08-01").json()["lines"]
        if one["record"]
    )
    basis = ("--statute", "Data Act", "--article", "art. 17")
    due = line["entry"] - 1  # the reminder stands behind what was due
    asked = register("log", "redact", due, *basis, "--as", "clerk", "--json").json()
    assert len(asked["positions"]) > 3
    register("log", "redact", "--carry-out", asked["redaction"], "--as", "keeper")
    told = register("explain", WATER, "--json", "--effective", "2025-08-01").json()
    assert told["points"] == 0 or all(one["points"] == 0 for one in told["lines"] if one["record"])
    assert "fit" in register("rebuild", "--check").out
