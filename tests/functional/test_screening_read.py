"""Answers of a screening as somebody reads them who has never seen one: what decides, how old, how sure."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sample_bidders import EFFECTIVE, PURPOSE, UNKNOWN
from sample_commands import Run

HELD = "us-sam:ZQGGHJH74DW7"


@pytest.fixture(scope="module")
def register(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("read") / "register")


@pytest.fixture
def published(run: Run, register: Path, tmp_path: Path) -> tuple[Path, str]:
    """A published list of which one organization has a number without a check digit, and what it is called."""
    folder = tmp_path / "public"
    assert run("screen", "export", folder, "--data", register, *EFFECTIVE).code == 0
    subjects, manifest = folder / "subjects.jsonl", folder / "manifest.json"
    first, *others = subjects.read_bytes().splitlines(keepends=True)
    row = json.loads(first) | {"identifiers": [HELD]}
    data = b"".join([canonical(row), *others])
    subjects.write_bytes(data)
    manifest.write_bytes(canonical(json.loads(manifest.read_text("utf-8")) | {"digest": sha256(data).hexdigest()}))
    return folder, row["names"][0]


def canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def said(text: str) -> str:
    return " ".join(text.split())


def test_a_number_without_a_check_digit_asks_alone_and_is_a_match_with_the_name(
    run: Run, published: tuple[Path, str]
) -> None:
    folder, name = published
    asked = ("screen", *PURPOSE, "--list", folder, *EFFECTIVE, "--identifier")
    alone = run(*asked, HELD, "--name", UNKNOWN)
    assert (alone.code, alone.out.splitlines()[0].partition(":")[0]) == (1, "Strong question")
    assert f"Equal number: {HELD}. Alone it is no match: nothing in this number shows a slip" in said(alone.out)
    named = run(*asked, HELD, "--name", name)
    assert (named.code, named.out.splitlines()[0].partition(":")[0]) == (1, "Match")
    assert "Alone it is no match" not in said(named.out)


def test_a_number_without_a_check_digit_clears_nobody_without_a_name(run: Run, published: tuple[Path, str]) -> None:
    folder, _ = published
    answer = run("screen", *PURPOSE, "--list", folder, *EFFECTIVE, "--identifier", "us-sam:ZQGGHJH74DW8")
    assert answer.code == 1
    assert "No check digit shows a slip of the hand in this number" in said(answer.err)


def test_such_a_question_is_answered_by_a_person(run: Run, published: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = published
    file, answers, memory = tmp_path / "bidders.csv", tmp_path / "answers.jsonl", tmp_path / "ours.jsonl"
    file.write_text(f"name,identifier\n{UNKNOWN},{HELD}\n")
    asked = ("screen", file, *PURPOSE, "--list", folder, *EFFECTIVE)
    assert run(*asked, "--output", answers).code == 1
    found = json.loads(answers.read_text("utf-8").splitlines()[1])["answer"]["found"][0]
    told = ("--row", 1, "--organization", found["organization"], "--reason", "register-extract-compared")
    assert run("screen", "resolve", answers, *told, "--answer", "different", "--resolutions", memory).code == 0
    assert run(*asked, "--resolutions", memory).code == 0


def package(scheme: str) -> str:
    tenderer = {"name": UNKNOWN, "identifier": {"scheme": scheme, "id": "ZQGGHJH74DW7"}}
    return json.dumps({"releases": [{"ocid": "ocds-1", "tender": {"tenderers": [tenderer]}}]})


@pytest.mark.parametrize("scheme", ["us-sem", "US_SAN", "us-sma", "us-samm", "us-sa"])
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("b.csv", "name,{0}\nUnrelated,ZQGGHJH74DW7\n", 2),
        ("b.csv", "name,identifier\nUnrelated,{0}:ZQGGHJH74DW7\n", 1),
        ("b.jsonl", '{{"name": "Unrelated", "{0}": "ZQGGHJH74DW7"}}\n', 1),
        ("b.jsonl", '{{"name": "Unrelated", "identifier": "{0}:ZQGGHJH74DW7"}}\n', 1),
        ("b.json", "", 1),
    ],
)
def test_a_misspelt_scheme_clears_nobody_wherever_it_stands(
    run: Run, register: Path, tmp_path: Path, scheme: str, name: str, text: str, code: int
) -> None:
    file = tmp_path / name
    file.write_text(text.format(scheme) if text else package(scheme))
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    assert (answer.code, "us-sam" in answer.err or "as its scheme is written" in answer.err) == (code, True), answer.err
    assert "clear " not in answer.out


def test_another_register_s_scheme_is_told_and_no_slip(run: Run, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(package("BO-NIT"))
    answer = run("screen", file, *PURPOSE, "--data", register, *EFFECTIVE)
    assert (answer.code, "schemes are not read: 1 (BO-NIT)" in said(answer.out)) == (0, True)
