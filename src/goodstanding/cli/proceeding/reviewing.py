"""Appeal, rulings, stays and orders, provisional measures, a publication that is stopped."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.acting import document
from goodstanding.cli.options import Data, optional_date
from goodstanding.cli.proceeding.options import Appellant, Number, file_of, party_of
from goodstanding.cli.proceeding.performing import doing
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Ruling
from goodstanding.proceedings.appeals import pending_appeals
from goodstanding.proceedings.halts import halts
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.proceedings.procedure import AppealScope
from goodstanding.values.errors import MisuseError, NotFoundError


@doing
def appeal(
    file: Number,
    party: Annotated[
        str | None, typer.Option("--party", metavar="ORG", help="Who appeals. Default: the only party of the file.")
    ] = None,
    on: Annotated[
        list[AppealScope] | None,
        typer.Option("--on", metavar="|".join(AppealScope), help="What it is about; repeatable. Default: everything."),
    ] = None,
    data: Data = None,
) -> acts.Act:
    """As a representative: appeal. Nothing shows until the appeal is decided, and it can never make things worse.

    Every party of a file has an appeal of its own.

    Example: goodstanding proceeding appeal p-12 --as lawyer-1
    """
    if party is None and len(file_of(file, data).parties) > 1:
        raise MisuseError("The file has several parties.", accepted="--party, and who of them appeals")
    return acts.AppealLodged(party=party_of(file, party, data), scope=frozenset(on or AppealScope))


@doing
def admit(
    file: Number,
    party: Appellant = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="The appeal cannot be heard.")] = False,
    data: Data = None,
) -> acts.Act:
    """As the appeal body: say whether the appeal can be heard.

    Example: goodstanding proceeding admit p-12 --as judge-1
    """
    return acts.AppealAdmitted(appeal=_waiting(file, party, data), admitted=not refuse)


@doing
def rule(
    file: Number,
    ruling: Annotated[Ruling, typer.Option("--ruling", help="What is decided.")],
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The earlier end, if varied.")] = None,
    party: Appellant = None,
    alone: Annotated[bool, typer.Option("--alone", help="It falls for this affiliate alone, not for all.")] = False,
    court: Annotated[bool, typer.Option("--court", help="As a court, not as the appeal body.")] = False,
    data: Data = None,
) -> acts.Act:
    """As the appeal body or a court: uphold, vary, annul, remit or (a court) restore. An annulment lifts the same day.

    Example: goodstanding proceeding rule p-12 --ruling annulled --court --as court-1
    """
    day, only_for = optional_date(until), party_of(file, party, data) if alone else None
    if court:
        return acts.CourtRuled(ruling=ruling, until=day, only_for=only_for)
    waits = _waiting(file, party, data)
    return acts.AppealDecided(appeal=waits, ruling=ruling, until=day, only_for=only_for)


@doing
def stay(
    file: Number,
    end: Annotated[bool, typer.Option("--end", help="End the stay, or (a court) a filed order.")] = False,
    entry: Annotated[
        int | None,
        typer.Option("--entry", metavar="NUMBER", help="With --end: which. Default: the only one."),
    ] = None,
    data: Data = None,
) -> acts.Act:
    """As the appeal body or a court: stay the proceeding and its effect, or end the stay. Its time counts in.

    While it runs nothing is carried on, and the windows of the respondent stand still. A stay is ended by who ordered
    it or a court over it, a filed order by a court.

    Example: goodstanding proceeding stay p-12 --as judge-1
    """
    return acts.StayEnded(stay=_running(file, entry, data)) if end else acts.StayOrdered()


@doing
def order(
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The court's interim order.")],
) -> acts.Act:
    """As a representative: file a court's interim order. It stops the proceeding and its effect at once.

    Example: goodstanding proceeding order p-12 --document order.pdf --as lawyer-1
    """
    return acts.OrderFiled(document=document(text))


@doing
def verify(
    answer: Annotated[Path, typer.Option("--answer", metavar="FILE", help="What the court answered.")],
    forged: Annotated[bool, typer.Option("--forged", help="The court did not make the order.")] = False,
) -> acts.Act:
    """As the register keeper: say whether the court confirms the filed order. Unverified, it goes on suspending.

    So does one that is said to be forged, until a second signatory approves.

    Example: goodstanding proceeding verify p-12 --answer court.pdf --as keeper-1
    """
    return OrderVerified(genuine=not forged, answer=document(answer))


@doing
def provisional(
    public_money: Annotated[str, typer.Option("--public-money", metavar="ID", help="The contract, tender or grant.")],
    threat: Annotated[str, typer.Option("--threat", metavar="TEXT", help="The serious and imminent threat to it.")],
) -> acts.Act:
    """As the deciding officer: order a provisional measure. In force when approved; it lapses without a notice.

    Example: goodstanding proceeding provisional p-12 --public-money XV-TENDER-2026-0001 --threat "Award tomorrow." --as decider-1
    """  # noqa: E501
    return acts.ProvisionalOrdered(public_money=public_money, threat=threat)


@doing
def stop(
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the publication stops.")] = "",
    release: Annotated[bool, typer.Option("--release", help="Let it go on.")] = False,
) -> acts.Act:
    """As the safeguards officer: stop a publication, or let it go on. That office never lists anybody.

    Example: goodstanding proceeding stop p-12 --reason "The name is another's." --as guard-1
    """
    return acts.StopReleased() if release else acts.PublicationStopped(because=reason)


def _running(file: str, entry: int | None, data: Path | None) -> int:
    """The entry of the stay or filed order that is meant: as given, or the only one that runs."""
    if entry is not None:
        return entry
    found = [one.entry for one in halts(file_of(file, data))]
    if not found:
        raise NotFoundError("No stay runs in this file, and no order stops it.")
    if len(found) > 1:
        raise MisuseError("More than one stay or order stops this file.", accepted=f"--entry, one of {found}")
    return found[0]


def _waiting(file: str, party: str | None, data: Path | None) -> int:
    """The entry of the appeal that is meant: the party's, or the only one that waits."""
    whose = None if party is None else party_of(file, party, data)
    found = [one.entry for one in pending_appeals(file_of(file, data)) if whose in (None, one.party)]
    if not found:
        raise NotFoundError("No such appeal waits in this file.")
    if len(found) > 1:
        raise MisuseError("Several appeals wait in this file.", accepted="--party, and whose appeal is meant")
    return found[0]
