"""Companies and state-owned enterprises have one rulebook (S18): an adoption past the software is void and found."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_commands import Run

from goodstanding.adapters.clock import SystemClock

#: Rules for one kind, with a test that they meet; they begin behind thirty days.
ALONE = """
id: xv-state-works
edition: 1
sample: false
title: Rulebook for contractors of the state
jurisdiction: XV
authority: xv-works-office
legal_basis: [{law: works-act, article: "1"}]
in_force_from: 2026-12-01
in_force_to: null
applies_to: [state-owned-enterprise]
laws: {works-act: {title: Works Act, href: "", checked_on: 2026-09-01}}
scale: {start: 80, floor: 0, ceiling: 80}
minimum_evidence: 1
grades: [{code: A, title: nothing of weight, at_least: 70}, {code: B, title: some weight, at_least: 0}]
fades: {months: [{until: P3M, permille: 1000}], year: [{until: P1Y, permille: 1000}]}
caps: []
grade_limits: []
grounds: []
provisions:
  - id: W-1
    title: Public contracts not performed
    cites: [{law: works-act, article: "4"}]
    direction: adverse
    match: {categories: [contract-non-performance]}
    counts_from: finality
    points: {minor: -5, general: -15, serious: -30}
    fades: {minor: months, general: year, serious: year}
"""
ALONE_TESTS = """
cases:
  - name: A serious one leaves fifty
    organization: {kind: state-owned-enterprise}
    records:
      - {category: contract-non-performance, decided_on: 2098-01-10, conduct_to: 2097-12-01, final_on: 2098-02-10,
         measures: [exclusion]}
    expect: [{on: 2098-03-01, points: 50, grade: B}]
"""


def test_an_adoption_of_rules_for_one_kind_past_the_software_is_void_and_found(
    run: Run, demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 10, 1, tzinfo=UTC))
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "an invented passphrase")
    (tmp_path / "mine.yaml").write_text(ALONE, "utf-8")
    (tmp_path / "mine.test.yaml").write_text(ALONE_TESTS, "utf-8")
    data = ("--data", shutil.copytree(demo_made, tmp_path / "register"))
    for officer in ("works-1", "works-2", "works-3"):
        assert run("officer", "add", officer, *data).code == 0
    asked = ("propose", tmp_path / "mine.yaml"), ("assess", "xv-state-works:1")
    assert run("rulebook", *asked[0], "--as", "works-1", *data).code == 1
    with monkeypatch.context() as past:
        past.setattr("goodstanding.services.adopting.check_kinds", lambda *_: ())
        for command in asked:
            assert run("rulebook", *command, "--as", "works-1", *data).code == 0
    for officer in ("works-2", "works-3"):
        assert run("rulebook", "approve", "xv-state-works:1", "--as", officer, *data).code == 0
    adopt = ("rulebook", "adopt", "xv-state-works:1", "--as", "works-2", *data)
    refused = run(*adopt)
    assert (refused.code, re.findall(r"\[([a-z-]+)\]", refused.err)) == (1, ["adoption-unequal"])
    with monkeypatch.context() as past:
        past.setattr("goodstanding.services.adopting.check_adoption", lambda *_: [])
        assert run(*adopt).code == 0
    assert run("rulebook", "list", *data, "--json").json()["editions"][0]["state"] == "void"
    later = ("--effective", "2026-12-02", *data)
    found = run("evaluate", *later, "--json").json()
    assert {one["official"] for one in found["standings"]} == {False}
    assert run("log", "keys", "new", *data).code == 0
    public = tmp_path / "public"
    assert run("log", "publish", public, "--on", "2026-10-01", "--not-restored", *data).code == 0
    audited = run("log", "audit", public, "--law")
    told = audited.out + audited.err
    assert audited.code == 1
    assert re.findall(r"\[(law-[a-z-]+)\]", told) == ["law-adoption"]
    assert "would have different rules (S18)" in " ".join(told.split())
