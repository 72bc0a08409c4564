"""`goodstanding explain`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.asking import Asked, about, asking
from goodstanding.cli.counterfactual import print_counterfactual
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, Rulebook, Titles
from goodstanding.cli.output import print_as_of, print_json, print_text
from goodstanding.cli.pages import write_page
from goodstanding.publication.explanation_page import explanation_page
from goodstanding.services.standings import explain_view
from goodstanding.standing.evaluate import LineKind
from goodstanding.standing.explanation import Explanation
from goodstanding.values.points import print_points

FURTHER = "{count} further records; see them with --all, or with --json."
MOST_RECORDS = 10
LABEL_WIDTH = 10


def run(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    all_: Annotated[
        bool, typer.Option("--all", help=f"Every record, not only the {MOST_RECORDS} that weigh most.")
    ] = False,
    what_if: Annotated[
        bool,
        typer.Option("--counterfactual", help="Which records, if annulled, would change the grade, alone or together."),
    ] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as one static page.")] = None,
    rulebook: Rulebook = None,
    language: Titles = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Explain one standing: every point with its record, provision, legal basis and dates.

    A name is never an answer: it lists candidates, to be asked for by identifier (exit code 1).

    Example: goodstanding explain xv-reg:P3125865159 --effective 2026-09-30
    """
    with asking(organization, effective, recorded, data, as_json=as_json, rulebook=rulebook) as found:
        explanation = explain_view(found.reader, found.view, found.law, found.at, language)
        if what_if:
            print_counterfactual(found, explanation, html, as_json=as_json)
            return
        shown = about(found)
    if html is not None:
        write_page(explanation_page(shown, explanation), html)
    if as_json:
        view = found.view
        rest = {"identifiers": [str(reference) for reference in view.references], "names": list(view.names)}
        body = explanation.as_json()
        print_json(body | rest | found.stamp)
    elif html is None:
        print_explanation(explanation, None if all_ else MOST_RECORDS)
        print_as_of(found.at, found.digest)


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
    if explanation.disclosures:
        print_text("Disclosures:")
        for disclosure in explanation.disclosures:
            print_text(disclosure.text, label="  ")
        print()
    for sentence in explanation.closing:
        print_text(sentence)
    print()
