"""A register or a list that is damaged, rolled back, empty, or out of its time never says `clear` (fail closed)."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sample_bidders import EFFECTIVE, NUMBER, PURPOSE, UNKNOWN
from sample_commands import Answer, Run

from goodstanding.adapters import screening_shelf
from goodstanding.adapters.clock import SystemClock
from goodstanding.adapters.screening_shelf import CHANGES, LIST, ScreeningFiles, Seal
from goodstanding.bootstrap.register import open_ports
from goodstanding.bootstrap.screening import kept_files, make_index
from goodstanding.services import screening_index
from goodstanding.services.screening_kept import Kept

DATABASE = "register.sqlite"
NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)
FOUND = ("screen", "--identifier", NUMBER, *PURPOSE, "--json")
NOBODY = ("screen", "--name", UNKNOWN, *PURPOSE, "--json")


@pytest.fixture(scope="module")
def built(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("attacked") / "register")


@pytest.fixture(autouse=True)
def register(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = Path(shutil.copytree(built, tmp_path / "register"))
    monkeypatch.setenv("GOODSTANDING_DATA", str(copied))
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", "a passphrase of the office")
    monkeypatch.setattr(SystemClock, "now", lambda _: NOON)
    return copied


def band(answer: Answer) -> str | None:
    """The answer for the one bidder; None where it was not answered."""
    return None if not answer.out else answer.json()["answers"][0]["band"]


def garbage(data: bytes) -> bytes:
    return random.Random(6).randbytes(len(data))


def flipped(data: bytes) -> bytes:
    """Every thousandth byte is another one."""
    damaged = bytearray(data)
    for place in range(0, len(damaged), 1_000):
        damaged[place] ^= 0x55
    return bytes(damaged)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "cut at its end": lambda data: data[:-2],
    "garbage": garbage,
    "flipped": flipped,
    "zeros": lambda data: bytes(len(data)),
    "twice": lambda data: data * 2,
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", [LIST, CHANGES])
def test_a_damaged_list_is_made_again(run: Run, register: Path, name: str, damage: str) -> None:
    assert (band(run(*FOUND)), band(run(*NOBODY))) == ("match", "clear")
    # What is newer is kept beside the list.
    run("officer", "add", "somebody")
    assert band(run(*FOUND)) == "match"
    file = register / name
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    assert (band(run(*FOUND)), band(run(*NOBODY))) == ("match", "clear")


def without(register: Path, organization: str, seal: Seal) -> None:
    """Write the kept list anew, rows and index, as if this organization had never been in it."""
    found = kept_files(register, open_ports(register)).read(lambda _: None)
    assert found is not None
    over = {one: line for one in found.rows if one != organization and (line := found.line(one)) is not None}
    index = make_index(line.row.subject for line in over.values() if line.row is not None)
    ScreeningFiles(register, seal).write(Kept(state=found.state, over=over), index.to_bytes())


def test_a_list_that_was_rewritten_with_right_digests_is_not_believed(run: Run, register: Path) -> None:
    """Whoever can write the folder, and does not know the register's secret, takes nobody out of the list."""
    answer = run(*FOUND)
    organization = answer.json()["answers"][0]["found"][0]["organization"]
    kept = (register / LIST).read_bytes()
    without(register, organization, lambda name, text: sha256(f"{name}\n{text}".encode()).hexdigest()[:32])
    assert len((register / LIST).read_bytes()) < len(kept)
    checked = run("rebuild", "--check")
    assert (checked.code, "[kept-list-discarded] screening.list is damaged" in checked.err) == (1, True)
    again = run(*FOUND)
    assert band(again) == "match"
    assert [one["code"] for one in again.json()["findings"]] == ["kept-list-discarded"]
    # It was made anew, and nothing is told of any more.
    assert (register / LIST).read_bytes() == kept
    assert run(*FOUND).json()["findings"] == []
    assert run("rebuild", "--check").code == 0
    (register / LIST).write_bytes(kept[:-1])
    one = run(*FOUND[:-1])
    assert (one.out.startswith("Match: "), one.err.startswith("[kept-list-discarded] ")) == (True, True)


@pytest.mark.parametrize("part", ["rows", "index"])
def test_what_somebody_with_the_secret_took_out_is_found_by_the_check(run: Run, register: Path, part: str) -> None:
    answer = run(*FOUND)
    assert run("rebuild", "--check").code == 0
    organization = answer.json()["answers"][0]["found"][0]["organization"]
    seal = open_ports(register).keyring.digest
    whole = kept_files(register, open_ports(register)).read(lambda _: None)
    assert whole is not None
    if part == "rows":
        without(register, organization, seal)
    else:
        rows = {one: line for one in whole.rows if (line := whole.line(one)) is not None}
        index = make_index(line.row.subject for one, line in rows.items() if line.row and one != organization)
        ScreeningFiles(register, seal).write(whole, index.to_bytes())
    assert band(run(*FOUND)) == "clear"
    checked = run("rebuild", "--check", "--json")
    assert (checked.code, [one["code"] for one in checked.json()["findings"]]) == (1, ["kept-list-differs"])
    assert run("rebuild").code == 0
    assert not (register / LIST).exists()
    assert band(run(*FOUND)) == "match"


def test_a_list_that_was_followed_up_fits(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is newer beside it, written anew with it, and of a day before."""
    assert band(run(*FOUND)) == "match"
    run("officer", "add", "somebody")
    assert band(run(*FOUND)) == "match"
    assert (register / CHANGES).exists()
    assert run("rebuild", "--check").code == 0
    monkeypatch.setattr(screening_index, "MOST_OVER", -1)
    run("officer", "add", "somebody-else")
    assert band(run(*FOUND)) == "match"
    assert not (register / CHANGES).exists()
    assert run("rebuild", "--check").code == 0
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 12, 30, 12, tzinfo=UTC))
    assert run("rebuild", "--check").code == 0


@pytest.mark.parametrize("name", [LIST, CHANGES])
def test_a_list_that_cannot_be_read_or_written_is_made_at_every_question(run: Run, register: Path, name: str) -> None:
    (register / name).unlink(missing_ok=True)
    (register / name).mkdir()
    for _ in range(2):
        assert (band(run(*FOUND)), band(run(*NOBODY))) == ("match", "clear")


def test_a_list_of_before_or_of_another_register_is_not_believed(run: Run, register: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    run("init", "--data", other)
    run("officer", "add", "somebody", "--data", other)
    assert band(run(*FOUND, "--data", other)) is None
    assert band(run(*FOUND)) == "match"
    shutil.copy(other / LIST, register / LIST)
    assert band(run(*FOUND)) == "match"


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage", "flipped", "zeros"])
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_damaged_register_answers_nothing_or_what_it_answered(
    run: Run, register: Path, damage: str, *, is_kept: bool
) -> None:
    """Whether or not a whole list lies beside it: nobody who is on the list is cleared."""
    assert band(run(*FOUND)) == "match"
    if not is_kept:
        (register / LIST).unlink()
    database = register / DATABASE
    data = database.read_bytes()
    for beside in register.glob(f"{DATABASE}-*"):
        beside.unlink()
    database.write_bytes(DAMAGE[damage](data))
    found, nobody = run(*FOUND), run(*NOBODY)
    assert band(found) in (None, "match")
    assert band(nobody) is None
    assert found.code == (2 if band(found) is None else 1)
    assert nobody.code == 2
    assert "Traceback" not in found.err + nobody.err


def test_no_register_at_all_answers_nothing(run: Run, register: Path) -> None:
    assert band(run(*NOBODY)) == "clear"
    (register / DATABASE).unlink()
    assert (band(run(*NOBODY)), (register / LIST).exists()) == (None, True)
    (register / DATABASE).mkdir()
    gone = run(*NOBODY)
    assert (band(gone), gone.code, "Traceback" in gone.err) == (None, 2, False)


def test_a_register_that_was_rolled_back_is_read_as_it_is_now(run: Run, register: Path, tmp_path: Path) -> None:
    old = Path(shutil.copytree(register, tmp_path / "old"))
    run("officer", "add", "somebody")
    assert band(run(*FOUND)) == "match"
    for file in register.glob(f"{DATABASE}*"):
        file.unlink()
    shutil.copy(old / DATABASE, register / DATABASE)
    assert (band(run(*FOUND)), band(run(*NOBODY))) == ("match", "clear")


def test_an_empty_register_clears_nobody(run: Run, tmp_path: Path) -> None:
    empty = ("--data", tmp_path / "empty")
    run("init", *empty)
    assert band(run(*NOBODY, *empty)) is None
    run("officer", "add", "somebody", *empty)
    answer = run("screen", "--name", UNKNOWN, *PURPOSE, *empty)
    assert (answer.code, answer.out.startswith("Not answered: stale")) == (1, True)
    assert "it was never filled" in " ".join(answer.out.split())
    # The same as a published list.
    run("screen", "export", tmp_path / "public", *empty)
    told = run(*NOBODY, "--list", tmp_path / "public").json()
    assert [one["what"] for one in told["asked"]["stale"]] == ["empty"]
    assert told["answers"][0]["state"] == "not-answered-stale"


@pytest.mark.parametrize(
    "now", ["2016-09-30", "2026-09-26", "2027-03-01", "2040-01-01"], ids=["back", "days back", "months on", "years on"]
)
def test_a_clock_that_is_wrong_clears_nobody(run: Run, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat(f"{now}T12:00:00+00:00"))
    answer = run(*NOBODY)
    assert (answer.code, band(answer)) == (1, None)
    assert answer.json()["answers"][0]["state"] == "not-answered-stale"


def test_whoever_writes_meanwhile_does_not_change_the_answer(run: Run, register: Path) -> None:
    writer = sqlite3.connect(register / DATABASE, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        assert (band(run(*FOUND)), band(run(*NOBODY))) == ("match", "clear")
    finally:
        writer.execute("ROLLBACK")
        writer.close()


@pytest.mark.parametrize("damage", [*DAMAGE, "gone"])
@pytest.mark.parametrize("name", ["manifest.json", "subjects.jsonl", "changes.jsonl"])
def test_a_published_list_that_is_not_whole_answers_nothing(run: Run, tmp_path: Path, name: str, damage: str) -> None:
    public = tmp_path / "public"
    assert run("screen", "export", public).code == 0
    file = public / name
    data = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(DAMAGE[damage](data))
    answer = run(*NOBODY, "--list", public)
    assert (answer.code, answer.out, "Traceback" in answer.err) == (2, "", False)


@pytest.mark.parametrize(("now", "is_clear"), [("2026-09-29", False), ("2026-10-03", True), ("2026-10-04", False)])
def test_a_published_list_is_good_for_its_days(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str, *, is_clear: bool
) -> None:
    assert run("screen", "export", tmp_path / "public").code == 0
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat(f"{now}T12:00:00+00:00"))
    answer = run(*NOBODY, "--list", tmp_path / "public")
    assert (band(answer) == "clear", answer.code == 0) == (is_clear, is_clear)


def test_a_manifest_that_claims_a_longer_life_is_refused_under_a_key(run: Run, tmp_path: Path) -> None:
    key = run("log", "keys", "new", "--json").json()["verifier_key"]
    assert run("screen", "export", tmp_path / "public", "--sign").code == 0
    manifest = tmp_path / "public" / "manifest.json"
    told = json.loads(manifest.read_bytes()) | {"refresh_by": "2099-01-01"}
    manifest.write_bytes(json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    answer = run(*NOBODY, "--list", tmp_path / "public", "--key", key)
    assert (answer.code, answer.out) == (2, "")


#: What cannot be read -> how it is made so, and how it is asked; `{}` is the folder that all of it lies in.
UNREADABLE: dict[str, tuple[str, bytes | None, tuple[str, ...]]] = {
    "no file": ("gone.csv", None, ()),
    "a table without a header": ("bidders.csv", b"", ()),
    "a table without names or numbers": ("bidders.csv", b"country\nXV\n", ()),
    "a table of another encoding": ("bidders.csv", "name\nÉcluses\n".encode("latin-1"), ()),
    "a table that breaks off": ("bidders.csv", b'name\nNorthquay\n"Lowmark\n', ()),
    "a cell too long": ("bidders.csv", b"name\nNorthquay\n" + b"N" * 9_000 + b"\n", ()),
    "a column twice": ("bidders.csv", b"name,Phone,Phone\nNorthquay,1,1\n", ()),
    "a column without a name": ("bidders.csv", b"name,\nNorthquay,1\n", ()),
    "a line too long": ("bidders.jsonl", b'{"name": "Northquay"}\n' + b"N" * 70_000 + b"\n", ()),
    "no JSON": ("package.json", b"{", ()),
    "no package": ("package.json", b'{"name": "Northquay"}', ()),
    "another kind": ("bidders.xlsx", b"PK", ()),
    "a list that is not there": ("bidders.csv", b"name\nNorthquay\n", ("--list", "{}/nowhere")),
    "a server that is not there": ("bidders.csv", b"name\nNorthquay\n", ("--list", "http://127.0.0.1:9/")),
    "a register that is not there": ("bidders.csv", b"name\nNorthquay\n", ("--data", "{}/nowhere")),
    "answers of something else": ("bidders.csv", b"name\nNorthquay\n", ("--output", "{}/else.jsonl")),
    "resolutions of something else": ("bidders.csv", b"name\nNorthquay\n", ("--resolutions", "{}/else.jsonl")),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_told_from_a_bidder_that_is_not_clear(run: Run, tmp_path: Path, case: str) -> None:
    """Exit code 2 and no answer, in text and in JSON; 1 is kept for answers."""
    name, data, more = UNREADABLE[case]
    (tmp_path / "else.jsonl").write_text('{"else": 1}\n')
    if data is not None:
        (tmp_path / name).write_bytes(data)
    asked = ("screen", tmp_path / name, *PURPOSE, *(part.format(tmp_path) for part in more))
    for shown in ((), ("--json",)):
        answer = run(*asked, *shown)
        assert (answer.code, answer.out, "Traceback" in answer.err) == (2, "", False), answer.err
        assert answer.err.startswith("goodstanding: ")


@pytest.mark.parametrize("shown", [(), ("--json",)])
def test_answers_that_nobody_reads_to_their_end_are_no_answer(register: Path, shown: tuple[str, ...]) -> None:
    """Whoever pipes them into something that ends early is told so by the exit code, be they clear or not."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "goodstanding", "screen", "--name", UNKNOWN, *PURPOSE, *EFFECTIVE, *shown]
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=120, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_row_of_the_kept_list_that_is_damaged_answers_nothing(
    run: Run, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_shelf, "_CHECKED_AT_ONCE", 10)
    assert band(run(*FOUND)) == "match"
    kept = (register / LIST).read_bytes()
    assert kept.count(b" decided on ") > 1
    (register / LIST).write_bytes(kept.replace(b" decided on ", b" decided in "))
    answer = run(*FOUND)
    assert (answer.code, answer.out) == (2, "")
