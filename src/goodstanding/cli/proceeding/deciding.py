"""Propose, decide, approve."""

from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import read_verdict
from goodstanding.cli.options import Data, existing, optional_date
from goodstanding.cli.proceeding.options import Number, Party, VerdictFile, file_of, party_of
from goodstanding.cli.proceeding.performing import doing
from goodstanding.proceedings import acts
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.waiting import waiting_for_signature
from goodstanding.values.errors import NotFoundError


@doing
def propose(
    verdict: VerdictFile,
) -> acts.Act:
    """As the case officer: propose, once the window to reply has passed and a hearing was held where asked for.

    Example: goodstanding proceeding propose p-12 --verdict verdict.yaml --as case-1
    """
    return acts.Proposed(verdict=read_verdict(existing(verdict)))


@doing
def decide(
    verdict: VerdictFile,
) -> acts.Act:
    """As the deciding officer: decide, never more gravely than proposed. In force when a second signatory approves.

    Example: goodstanding proceeding decide p-12 --verdict verdict.yaml --as decider-1
    """
    return acts.Decided(verdict=read_verdict(existing(verdict)))


@doing
def except_(
    file: Number,
    consequence: Annotated[ConsequenceCode, typer.Option("--consequence", help="Which consequence of the listing.")],
    public_money: Annotated[str, typer.Option("--public-money", metavar="ID", help="The contract, tender or grant.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="The compelling reason; it is published.")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="The first day without it. Default: the listing's end."),
    ] = None,
    party: Party = None,
    data: Data = None,
) -> acts.Act:
    """As the deciding officer: for compelling reasons, except one contract, tender or grant from a consequence.

    In force, and shown beside the consequence, when a second signatory approves.

    Example: goodstanding proceeding except p-12 --consequence tender-exclusion --public-money XV-TENDER-2026-0001 --reason "No other firm makes the vaccine." --as decider-1
    """  # noqa: E501
    return acts.ExceptionGranted(
        party=party_of(file, party, data),
        code=consequence,
        public_money=public_money,
        reason=reason,
        until=optional_date(until),
    )


@doing
def approve(file: Number, data: Data = None) -> acts.Act:
    """As the second signatory: approve the notice, decision, measure, answer, exception or forgery that waits.

    Example: goodstanding proceeding approve p-12 --as second-1
    """
    act = waiting_for_signature(file_of(file, data))
    if act is None:
        raise NotFoundError("Nothing in this file waits for a second signature.")
    return act
