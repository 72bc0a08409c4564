"""Acts share their options, in one order; a name is no officer before its key is unlocked."""

import inspect
from pathlib import Path

import pytest
import typer

from goodstanding.bootstrap.register import create_register
from goodstanding.cli.acting import By, signed
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.services.officers import add_officer
from goodstanding.values.errors import AuthorizationError

PASSPHRASE = "an invented passphrase"
RAN: list[tuple[int, By]] = []


@signed
def act(number: int, by: By, reason: str = "none") -> None:
    """What it does."""
    RAN.append((number, by))


def test_an_act_has_the_options_of_all_acts() -> None:
    shown = inspect.signature(act).parameters
    assert [(name, one.annotation) for name, one in shown.items()] == [
        ("number", int),
        ("officer", As),
        ("reason", str),
        ("data", Data),
        ("passphrase_file", PassphraseFile),
        ("as_json", AsJson),
    ]
    assert [name for name, one in shown.items() if one.default is inspect.Parameter.empty] == ["number", "officer"]
    assert act.__doc__ == "What it does."


def test_an_act_is_told_by_whom(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    app = typer.Typer()
    app.command()(act)
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    ports, _, _ = create_register(tmp_path / "register", "register.example.org")
    add_officer(ports, "clerk-1", PASSPHRASE)
    typed = ["7", "--as", "clerk-1", "--data", str(tmp_path / "register"), "--passphrase-file", str(secret), "--json"]
    assert CliRunner().invoke(app, typed).exit_code == 0
    number, by = RAN.pop()
    assert (number, by.acting.officer, by.as_json) == (7, "clerk-1", True)
    assert by.acting is by.acting  # asked for once
    assert by.ports.store.head() == ports.store.head()


@pytest.mark.parametrize(("officer", "passphrase"), [("clerk-1", "some other passphrase"), ("clerk-2", PASSPHRASE)])
def test_nobody_acts_or_reads_without_the_key(tmp_path: Path, officer: str, passphrase: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(passphrase, encoding="utf-8")
    ports, _, _ = create_register(tmp_path / "register", "register.example.org")
    add_officer(ports, "clerk-1", PASSPHRASE)
    by = By(officer, tmp_path / "register", secret, as_json=False)
    with pytest.raises(AuthorizationError):
        _ = by.acting
