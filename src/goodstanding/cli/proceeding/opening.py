"""Open a file, give access to it, prepare the notice."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as, document
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile
from goodstanding.cli.proceeding.performing import doing, report
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Outcome
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.services.proceedings import Opening, open_file
from goodstanding.settings import data_directory


def open_(
    organization: Annotated[str, typer.Argument(metavar="ORGANIZATION", help="An id (o-12) or an identifier.")],
    officer: As,
    category: Annotated[str, typer.Option("--category", metavar="CODE", help="The ground, by its category.")],
    record: Annotated[list[int], typer.Option("--record", metavar="ENTRY", help="A record it rests on; repeatable.")],
    authority: Annotated[str, typer.Option("--authority", metavar="CODE", help="The authority that conducts it.")],
    procedure: Annotated[str, typer.Option("--procedure", metavar="ID", help="The approved rules, by their id.")],
    affiliate: Annotated[
        list[str] | None,
        typer.Option("--affiliate", metavar="ORG", help="An affiliate that the decision names; repeatable."),
    ] = None,
    judged: Annotated[bool, typer.Option("--judged", help="A final judgment on fraud or corruption.")] = False,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Open a file on records that are final. Nothing of it shows anywhere before there is a final listing.

    Example: goodstanding proceeding open o-111 --category false-accounts --record 119 --authority xv-integrity-office --procedure xv-model --as case-1
    """  # noqa: E501
    ports = open_ports(data_directory(data))
    asked = Opening(
        respondent=organization,
        records=tuple(sorted(record)),
        category=category,
        procedure=procedure,
        authority=authority,
        affiliates=tuple(affiliate or ()),
        judged=judged,
    )
    number, head = open_file(ports, proceeding_law(), asked, acting_as(ports, officer, passphrase_file))
    report(ports, number, head, officer, as_json=as_json)


@doing
def release(
    index: Annotated[Path, typer.Option("--index", metavar="FILE", help="The table of contents of the whole file.")],
) -> acts.Act:
    """Say that the whole file, what exonerates included, can be read. A later part opens the window anew.

    Example: goodstanding proceeding release p-12 --index contents.txt --as case-1
    """
    return acts.FileReleased(index=document(index), exculpatory_included=True)


@doing
def notice(
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The notice; its digest is recorded.")],
    gravest: Annotated[
        Outcome, typer.Option("--gravest", help="The gravest outcome that may follow.")
    ] = Outcome.LISTING,
    consequence: Annotated[
        list[ConsequenceCode] | None,
        typer.Option("--consequence", metavar="|".join(ConsequenceCode), help="What a listing may bring; repeatable."),
    ] = None,
    breach: Annotated[
        list[int] | None,
        typer.Option("--breach", metavar="NUMBER", help="A condition said not to be fulfilled; repeatable."),
    ] = None,
) -> acts.Act:
    """Prepare the notice, of the file or of a breach of conditions. A second signatory approves it before it is served.

    Example: goodstanding proceeding notice p-12 --document notice.txt --consequence tender-exclusion --as case-1
    """
    return acts.NoticePrepared(
        document=document(text),
        gravest=gravest,
        consequences=tuple(consequence or ()),
        breach=tuple(breach or ()),
    )


@doing
def close(
    because: Annotated[Because, typer.Option("--because", help="withdrawn, settled or referred-back.")],
) -> acts.Act:
    """Close a file before its decision. There is no second file on the same facts.

    Example: goodstanding proceeding close p-12 --because withdrawn --as case-1
    """
    return acts.Closed(because=because)


@doing
def recuse() -> acts.Act:
    """Step back from a file for good.

    Example: goodstanding proceeding recuse p-12 --as decider-1
    """
    return acts.Recused()
