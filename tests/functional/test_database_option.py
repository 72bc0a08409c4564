"""`--database`: the same commands on PostgreSQL, found again by the data directory, never mixed with another's."""

from pathlib import Path

import pytest
from sample_commands import Run
from sample_postgres import Server

from goodstanding.cli.main import app
from goodstanding.settings import DATABASE_VARIABLE, database_url

PASSPHRASE = "an invented passphrase"


@pytest.fixture(autouse=True)
def _unattended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODSTANDING_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)


def test_a_register_in_postgresql(run: Run, postgres: Server, tmp_path: Path) -> None:
    url, data = postgres.new_schema(), ("--data", tmp_path / "register")
    answer = run("init", "--origin", "register.example.org", *data, "--database", url)
    assert (answer.code, answer.err) == (0, "")
    (tmp_path / "decisions.csv").write_text(run("template").out, encoding="utf-8")
    assert run("officer", "add", "registrar-1", *data, "--database", url).code == 0
    imported = run("import", "csv", tmp_path / "decisions.csv", "--json", *data, "--database", url)
    assert imported.code == 1  # nobody is competent here: the template's rows are rejected
    assert imported.json()["rejected"] == 2
    assert run("rebuild", "--check", *data, "--database", url).code == 0
    assert not (tmp_path / "register" / "register.sqlite").exists()
    # The option, the variable and the memory of the data directory lead to one register.
    head = run("log", "head", *data, "--database", url).out
    assert "register.example.org" in head
    assert run("log", "head", *data).out == head
    assert run("init", *data).out.startswith("The register was there already")
    assert database_url() is None


def test_the_variable_names_it_too(run: Run, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, other = postgres.new_schema(), postgres.new_schema()
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    assert run("init", "--data", tmp_path / "register").code == 0
    assert run("log", "head", "--data", tmp_path / "register").code == 0
    answer = run("log", "head", "--data", tmp_path / "register", "--database", other)
    assert answer.code == 2
    assert "no register in this database" in answer.err


def test_a_database_of_another_register_is_refused(run: Run, postgres: Server, tmp_path: Path) -> None:
    one, other = postgres.new_schema(), postgres.new_schema()
    assert run("init", "--data", tmp_path / "one", "--database", one).code == 0
    assert run("init", "--data", tmp_path / "other", "--database", other).code == 0
    answer = run("log", "head", "--data", tmp_path / "one", "--database", other)
    assert answer.code == 2
    assert "secret.key is not this register's" in answer.err
    # A fresh directory is given no secret of its own where the register has one.
    answer = run("init", "--data", tmp_path / "fresh", "--database", one)
    assert answer.code == 2
    assert "restore secret.key" in answer.err
    assert not (tmp_path / "fresh" / "secret.key").exists()


def test_a_register_in_a_file_stays_in_it(run: Run, postgres: Server, tmp_path: Path) -> None:
    url = postgres.new_schema()
    assert run("init", "--data", tmp_path / "register").code == 0
    for command in (["init"], ["log", "head"]):
        answer = run(*command, "--data", tmp_path / "register", "--database", url)
        assert answer.code == 2
        assert "in a file" in answer.err
    assert run("log", "head", "--data", tmp_path / "register").code == 0


@pytest.mark.parametrize(
    "url",
    ["postgresql://clerk:planted@127.0.0.1/register", "planted", "postgresql://planted@/planted?host=nowhere.invalid/"],
)
def test_an_unusable_url_is_refused_and_not_printed(run: Run, tmp_path: Path, url: str) -> None:
    answer = run("init", "--data", tmp_path / "register", "--database", url)
    assert answer.code == 2
    assert "planted" not in answer.out + answer.err
    assert "To do" in answer.err or "Accepted" in answer.err
    assert not (tmp_path / "register" / "secret.key").exists()


def test_the_demo_never_goes_into_a_database(
    run: Run, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, postgres.new_schema())
    assert run("demo", "--data", tmp_path / "demo", "--json").code == 0
    assert (tmp_path / "demo" / "register.sqlite").exists()


def test_every_command_on_a_register_takes_it() -> None:
    from typer.main import get_command

    def options(command: object, typed: str = "") -> dict[str, set[str]]:
        found = {}
        for name, child in getattr(command, "commands", {}).items():
            found |= options(child, f"{typed} {name}".strip())
        if not found:
            found[typed] = {name for parameter in command.params for name in parameter.opts}
        return found

    on_a_register = {name: opts for name, opts in options(get_command(app)).items() if "--data" in opts}
    assert len(on_a_register) > 15
    assert {name for name, opts in on_a_register.items() if "--database" not in opts} == {"demo"}
