"""`goodstanding explain`."""

import sys
from typing import Annotated

import typer

from goodstanding.bootstrap import load_law, open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, as_of_line, print_json, print_table, print_text
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf, as_of, candidates, find_view
from goodstanding.services.standings import Law, explain_view
from goodstanding.settings import data_directory
from goodstanding.standing.evaluate import LineKind
from goodstanding.standing.explanation import Explanation
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.points import print_points

NOTHING = (
    "Nothing that may be displayed is recorded about {asked} on this date. "
    "Nothing recorded is not the same as in good standing, and not rated is not the same as bad."
)
NEVER_A_MATCH = "A name is never a match."
FURTHER = "{count} further records; see them with --all, or with --json."
MOST_RECORDS = 10
LABEL_WIDTH = 10

Asked = Annotated[str, typer.Argument(metavar="ORGANIZATION", help="An id (o-12) or an identifier (mx-rfc:...).")]


def run(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    all_: Annotated[
        bool, typer.Option("--all", help=f"Every record, not only the {MOST_RECORDS} that weigh most.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Explain one standing: every point with its record, provision, legal basis and dates.

    A name is never an answer: it lists candidates, to be asked for by identifier (exit code 1).

    Example: goodstanding explain xv-reg:P3125865159 --effective 2026-09-30
    """
    ports, law = open_ports(data_directory(data)), load_law()
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        if not is_reference(organization):
            list_candidates(ports, reader, law, organization, at, as_json=as_json)
        view = find_view(ports, reader, organization, at)
        if view is None or not law.is_public(view, at):
            print_nothing(organization, at, as_json=as_json)
            return
        explanation = explain_view(reader, view, law, at)
        origin = origin_of(reader)
    if as_json:
        digest = rulebook_digest(law.rulebook_for(view))
        rest = {"identifiers": [str(reference) for reference in view.references], "names": list(view.names)}
        body = explanation.as_json()
        print_json(body | rest | {"origin": origin, "rulebook_digest": digest, **as_of_json(at)})
    else:
        print_explanation(explanation, None if all_ else MOST_RECORDS)
        print_text(as_of_line(at))


def is_reference(asked: str) -> bool:
    """Whether this is an id or scheme:code, and not a name."""
    return ":" in asked or asked.startswith(f"{ORGANIZATION_SCHEME}-")


def print_nothing(asked: str, at: AsOf, *, as_json: bool) -> None:
    """The same answer for an unknown organization and for one of which nothing may be displayed (S30)."""
    if as_json:
        empty: dict[str, object] = {"organization_id": None, "points": 0, "grade": None, "rated": False, "lines": []}
        print_json(empty | as_of_json(at))
    else:
        print_text(NOTHING.format(asked=asked))
        print_text(as_of_line(at))


def print_explanation(explanation: Explanation, most: int | None = None) -> None:
    """The explanation as paragraphs, each line of the sum with its points; at most the `most` gravest records."""
    for sentence in explanation.opening:
        print_text(sentence)
        print()
    records = [line for line in explanation.lines if line.kind is LineKind.RECORD]
    told = records if most is None else sorted(records, key=lambda line: -abs(line.points))[:most]
    for line in explanation.lines:
        if line.kind is not LineKind.RECORD or line in told:
            print_text(line.text, label=f"{print_points(line.points)}  ".rjust(LABEL_WIDTH))
            print()
    if len(told) < len(records):
        rest = sum(line.points for line in records if line not in told)
        print_text(FURTHER.format(count=len(records) - len(told)), label=f"{print_points(rest)}  ".rjust(LABEL_WIDTH))
        print()
    print_text(f"{print_points(explanation.points)} points in all.", label=" " * LABEL_WIDTH)
    print()
    for sentence in explanation.closing:
        print_text(sentence)
    print()


def list_candidates(ports: Ports, reader: Reader, law: Law, name: str, at: AsOf, *, as_json: bool) -> None:
    """Print the organizations that a name may mean, and leave with exit code 1: a name alone is never a match."""
    found: list[OrganizationView] = [view for view in candidates(ports, reader, name, at) if law.is_public(view, at)]
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
