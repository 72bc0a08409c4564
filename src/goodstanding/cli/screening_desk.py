"""What a screening is compared with, as the options say: a register or a published list, and how old it may be."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.screening import present_instant, published_list, register_list
from goodstanding.bootstrap.screening_files import load_memory
from goodstanding.cli.options import optional_date
from goodstanding.services.freshness import FOREIGN_DAYS, OWN_DAYS, Limits, check_stale, list_ages
from goodstanding.services.screening import Desk
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

PublishedList = Annotated[
    str | None,
    typer.Option("--list", metavar="DIR|URL", help="Ask the published list that lies there, and no register."),
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", metavar="VKEY", help="A key of the list's log that you know: one such key must have signed."),
]
MemoryFile = Annotated[
    Path | None,
    typer.Option("--resolutions", metavar="FILE", help="Your own file of answers to questions, from `screen resolve`."),
]
StaleAfter = Annotated[
    list[str] | None,
    typer.Option(
        "--stale-after",
        metavar="[SOURCE=]DAYS",
        help="How old a source's last full list may be, for one source or for all. "
        f"Default: {FOREIGN_DAYS} days for foreign listings, {OWN_DAYS} for others.",
    ),
]
_LIMIT = re.compile(r"(?:([a-z0-9-]{1,80})=)?([0-9]{1,5})")


def open_desk(
    published: str | None,
    keys: list[str] | None,
    data: Path | None,
    effective: str | None,
    recorded: str | None,
    stale_after: list[str] | None,
    memory: Path | None,
) -> Desk:
    """The list as of the two times asked for, what of it is stale, and the screener's own answers.

    A register or a list that cannot be read raises: nobody is cleared by it.
    """
    today, day = present_instant().date(), optional_date(effective)
    if published is not None and recorded is not None:
        raise MisuseError("A published list is of one state.", accepted="--list without --recorded")
    if published is None and keys:
        raise MisuseError("A key is for a published list.", accepted="--key with --list")
    limits, changes = _limits(stale_after or []), None
    if published is None:
        screened = register_list(data_directory(data), day, recorded)
        asked = screened.version.effective
    else:
        screened, asked, changes = published_list(published, day, keys or ())
    stale = check_stale(screened.version, asked, today, limits, is_empty=not screened.rows)
    ages = list_ages(screened.version, asked, limits)
    desk = Desk(screened=screened, on=asked, stale=stale, ages=ages, changes=changes)
    return desk if memory is None else replace(desk, recall=load_memory(memory).recall)


def _limits(given: list[str]) -> Limits:
    limits, by_source = Limits(), dict[str, int]()
    for text in given:
        match = _LIMIT.fullmatch(text)
        if match is None:
            raise MisuseError("This is not a limit of age.", accepted="DAYS, or SOURCE=DAYS such as wb=7")
        if match[1]:
            by_source[match[1]] = int(match[2])
        else:
            limits = Limits(foreign=int(match[2]), own=int(match[2]))
    return Limits(foreign=limits.foreign, own=limits.own, by_source=by_source)
