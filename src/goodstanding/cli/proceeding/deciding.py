"""Propose, decide, approve."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import read_verdict
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, existing, optional_date
from goodstanding.cli.proceeding.performing import Number, perform
from goodstanding.cli.proceeding.serving import Party, party_of
from goodstanding.proceedings import acts
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.waiting import waiting_for_signature
from goodstanding.services.proceedings import parse_number, read_file
from goodstanding.settings import data_directory
from goodstanding.values.errors import NotFoundError

VerdictFile = Annotated[
    Path, typer.Option("--verdict", metavar="FILE", help="YAML: outcome, until, consequences, a reason on each factor.")
]


def propose(
    file: Number,
    officer: As,
    verdict: VerdictFile,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the case officer: propose, once the window to reply has passed and a hearing was held where asked for.

    Example: goodstanding proceeding propose p-12 --verdict verdict.yaml --as case-1
    """
    act = acts.Proposed(verdict=read_verdict(existing(verdict)))
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def decide(
    file: Number,
    officer: As,
    verdict: VerdictFile,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the deciding officer: decide, never more gravely than proposed. In force when a second signatory approves.

    Example: goodstanding proceeding decide p-12 --verdict verdict.yaml --as decider-1
    """
    act = acts.Decided(verdict=read_verdict(existing(verdict)))
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def except_(
    file: Number,
    officer: As,
    consequence: Annotated[ConsequenceCode, typer.Option("--consequence", help="Which consequence of the listing.")],
    public_money: Annotated[str, typer.Option("--public-money", metavar="ID", help="The contract, tender or grant.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="The compelling reason; it is published.")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="The first day without it. Default: the listing's end."),
    ] = None,
    party: Party = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As the deciding officer: for compelling reasons, except one contract, tender or grant from a consequence.

    In force, and shown beside the consequence, when a second signatory approves.

    Example: goodstanding proceeding except p-12 --consequence tender-exclusion --public-money XV-TENDER-2026-0001 --reason "No other firm makes the vaccine." --as decider-1
    """  # noqa: E501
    act = acts.ExceptionGranted(
        party=party_of(file, party, data),
        code=consequence,
        public_money=public_money,
        reason=reason,
        until=optional_date(until),
    )
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def approve(
    file: Number, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """As the second signatory: approve the notice, decision, measure, rehabilitation or exception that waits.

    Example: goodstanding proceeding approve p-12 --as second-1
    """
    ports = open_ports(data_directory(data))
    found = read_file(ports, ports.store, parse_number(file), ports.store.head().size)
    act = waiting_for_signature(found)
    if act is None:
        raise NotFoundError("Nothing in this file waits for a second signature.")
    perform(file, act, officer, passphrase_file, data, as_json=as_json)
