"""`goodstanding authority` and `goodstanding mandate`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import read_authorities
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, Recorded, existing, optional_date
from goodstanding.cli.output import as_of_json, head_json, print_json, print_table
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.services.appointing import end_mandate, enroll_authorities, give_mandate
from goodstanding.services.authorities import authorities, numbered_mandates
from goodstanding.services.days import earliest, today
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.reading import as_of, find_view
from goodstanding.settings import data_directory
from goodstanding.values.errors import NotFoundError
from goodstanding.values.plain import plain

app = typer.Typer(help="Authorities: who stands above whom, and what each does in a proceeding.", no_args_is_help=True)
mandate = typer.Typer(help="Mandates: which officer may act in which role, for whom, how long.", no_args_is_help=True)


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file of authorities.")],
    officer: As,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Enroll the authorities of a file, signed by an officer. With other words for one, they hold from now on.

    Those already enrolled with the same words are left alone. Running files follow: who is moved below another
    authority is no more independent of it.

    Until an appeal body and a court outside the hierarchy are enrolled, no file can be opened.

    Example: goodstanding authority add authorities.yaml --as registrar-1
    """
    ports = open_ports(data_directory(data))
    wanted = read_authorities(existing(file))
    head = enroll_authorities(ports, wanted, acting_as(ports, officer, passphrase_file))
    if as_json:
        print_json({"authorities": len(wanted), "recorded": head_json(head)})
    else:
        print(f"{len(wanted)} authorities are enrolled (log size {head.size}).")


@app.command("list")
def list_(data: Data = None, recorded: Recorded = None, as_json: AsJson = False) -> None:
    """Show the tree of authorities, and what each does.

    Example: goodstanding authority list
    """
    ports = open_ports(data_directory(data))
    at = as_of(ports, ports.store, None, recorded)
    found = sorted(authorities(ports.store, at.head.size).values(), key=lambda one: one.code)
    if as_json:
        print_json({"authorities": [plain(one) for one in found], **as_of_json(at)})
        return
    rows = [(one.code, one.name, one.parent or "the state", ", ".join(sorted(one.functions))) for one in found]
    print_table("Authorities", ("Code", "Name", "Below", "Does"), rows)


@mandate.command("give")
def give(
    holder: Annotated[str, typer.Argument(metavar="OFFICER", help="The officer who gets it.")],
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="The role.")],
    officer: As,
    authority: Annotated[str, typer.Option("--authority", metavar="CODE", help="For whom, if not a party.")] = "",
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="ORG", help="The party that a representative speaks for.")
    ] = None,
    from_on: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day. Default: today.")
    ] = None,
    until_on: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day.")] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Give an officer a mandate, signed by another. Nobody gives one to themselves.

    Example: goodstanding mandate give decider-1 deciding-officer --authority xv-integrity-office --as registrar-1
    """
    ports = open_ports(data_directory(data))
    party = None
    if organization is not None:
        view = find_view(ports, ports.store, organization, as_of(ports, ports.store, None, None))
        if view is None:
            raise NotFoundError("There is no such organization.", accepted="an id or an identifier")
        party = opening_number(view)
    given = Mandate(
        officer=holder,
        role=role,
        authority=authority,
        from_on=optional_date(from_on) or earliest(ports, ports.store),
        until_on=optional_date(until_on),
        organization=party,
    )
    number, head = give_mandate(ports, given, acting_as(ports, officer, passphrase_file))
    if as_json:
        print_json({"mandate": number, "recorded": head_json(head)})
    else:
        print(f"{holder} holds mandate {number} as {role.value} (log size {head.size}).")


@mandate.command("end")
def end(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `mandate list` shows.")],
    officer: As,
    last_day: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The last day. Default: today.")] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """End a mandate. What was done under it stays done.

    Example: goodstanding mandate end 41 --as registrar-1
    """
    ports = open_ports(data_directory(data))
    day = optional_date(last_day) or today(ports, ports.store)
    head = end_mandate(ports, number, day, acting_as(ports, officer, passphrase_file))
    if as_json:
        print_json({"mandate": number, "until": day.isoformat(), "recorded": head_json(head)})
    else:
        print(f"Mandate {number} ends after {day} (log size {head.size}).")


@mandate.command("list")
def list_mandates(data: Data = None, recorded: Recorded = None, as_json: AsJson = False) -> None:
    """Show the mandates of the authorities' officers. Those of representatives are their parties' own and not shown.

    Example: goodstanding mandate list
    """
    ports = open_ports(data_directory(data))
    at = as_of(ports, ports.store, None, recorded)
    every = numbered_mandates(ports.store, at.head.size)
    found = [(number, one) for number, one in every if one.role is not Role.REPRESENTATIVE]
    if as_json:
        print_json({"mandates": [{"mandate": number, **_plain(one)} for number, one in found], **as_of_json(at)})
        return
    rows = [(number, one.officer, one.role, one.authority, one.from_on, one.until_on or "") for number, one in found]
    print_table("Mandates", ("Number", "Officer", "Role", "Authority", "From", "Until"), rows)


def _plain(one: Mandate) -> dict[str, object]:
    found = plain(one)
    return found if isinstance(found, dict) else {}
