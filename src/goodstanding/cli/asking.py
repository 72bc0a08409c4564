"""Which organization a command is asked about: found by identifier, never by name; nothing hidden shows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.adoption import law_of
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import optional_date
from goodstanding.cli.output import as_of_json, as_of_line, log_line, print_as_of, print_json, print_table, print_text
from goodstanding.publication.standing_pages import About
from goodstanding.register.views import OrganizationView
from goodstanding.services.competences import enrolled
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf, as_of, candidates, find_view
from goodstanding.services.standings import Law
from goodstanding.settings import data_directory
from goodstanding.standing.display import displayable, disputed
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.withheld import Withheld

NOTHING = (
    "Nothing that may be displayed is recorded about {asked} on this date. "
    "Nothing recorded is not the same as in good standing, and not rated is not the same as bad."
)
NEVER_A_MATCH = "A name is never a match."

Asked = Annotated[str, typer.Argument(metavar="ORGANIZATION", help="An id (o-12) or an identifier (mx-rfc:...).")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The organization, the law it is measured by, and the two times; `reader` is open inside `asking` only."""

    reader: Reader
    law: Law
    at: AsOf
    view: OrganizationView

    @property
    def digest(self) -> str:
        """The digest of the rulebook that holds for the organization on the date."""
        return self.law.reign_for(self.view, self.at.effective).digest

    @property
    def stamp(self) -> dict[str, object]:
        """What stands in every JSON answer: by which rules, whether they give a standing, and as of when."""
        reign = self.law.reign_for(self.view, self.at.effective)
        return {"purpose": reign.rulebook.purpose.value, "rulebook_digest": reign.digest, **as_of_json(self.at)}

    @property
    def disputed(self) -> tuple[int, ...]:
        """The displayed records of which a correction was asked for and is not decided."""
        return disputed(self.view, self.law.catalogue, self.at.effective)


@contextmanager
def asking(
    organization: str,
    effective: str | None,
    recorded: str | None,
    data: Path | None,
    *,
    as_json: bool,
    rulebook: str | None = None,
) -> Iterator[Found]:
    """Find the organization on one snapshot of the store; `rulebook` names one to look at it by, unofficially.

    A name lists candidates and leaves with exit code 1. An organization of which nothing may be displayed is
    answered like an unknown one (S30), with exit code 0.
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        law = law_of(reader, at, rulebook)
        if not (":" in organization or organization.startswith(f"{ORGANIZATION_SCHEME}-")):
            _list_candidates(ports, reader, law, organization, at, as_json=as_json)
        view = find_view(ports, reader, organization, at)
        if view is None or not law.is_public(view, at):
            _print_nothing(organization, law, at, as_json=as_json)
            raise typer.Exit
        yield Found(reader=reader, law=law, at=at, view=view)


def about(found: Found) -> About:
    """What a page says of whose standing it shows, and of when."""
    reign = found.law.reign_for(found.view, found.at.effective)
    return About(
        name=f"{found.view.names[0] if found.view.names else found.view.id} ({found.view.id})",
        rulebook=reign.rulebook,
        effective=found.at.effective,
        unofficial=not reign.official,
        recorded=f"{as_of_line(found.at)} {log_line(found.at)} Rulebook {reign.digest}.",
        records=dict(_records(found)),
        disputed=found.disputed,
    )


def _records(found: Found) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """What the numbers of displayable records stand for: category, authority, case, day of the decision."""
    named = {one.authority: one.authority_name for one in enrolled(found.reader, found.at.head.size).values()}
    for one in displayable(found.view, found.law.catalogue, found.at.effective):
        case = one.record.case
        told = ("withheld", "withheld") if isinstance(case, Withheld) else (case.authority, case.number)
        decided = one.decision.decided_on.isoformat()
        yield one.record.entry, (one.category.label, named.get(told[0], told[0]), told[1], decided)


def _print_nothing(asked: str, law: Law, at: AsOf, *, as_json: bool) -> None:
    """Without saying what kind of organization it would be: so the digests of all rulebooks of the day are told."""
    digests = law.digests(at.effective)
    if as_json:
        empty: dict[str, object] = {"organization_id": None, "points": 0, "grade": None, "rated": False, "lines": []}
        print_json(empty | {"rulebook_digests": list(digests)} | as_of_json(at))
    else:
        print_text(NOTHING.format(asked=asked))
        print_as_of(at, *digests)


def _list_candidates(ports: Ports, reader: Reader, law: Law, name: str, at: AsOf, *, as_json: bool) -> None:
    found = [view for view in candidates(ports, reader, name, at) if law.is_public(view, at)]
    named = [(view.id, view.names[0] if view.names else "", [str(one) for one in view.references]) for view in found]
    if as_json:
        keys = ("id", "name", "identifiers")
        print_json({"candidates": [dict(zip(keys, one, strict=True)) for one in named], **as_of_json(at)})
    elif not named:
        print_text(f"No organization on display has a name like this. {NEVER_A_MATCH}")
    else:
        cells = [(id_, name, ", ".join(references)) for id_, name, references in named]
        print_table(f"{NEVER_A_MATCH} Ask again with one of these:", ("Id", "Name", "Identifiers"), cells)
    sys.exit(1)
