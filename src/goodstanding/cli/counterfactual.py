"""`goodstanding explain --counterfactual`: what an annulment would change."""

from pathlib import Path

from goodstanding.cli.asking import Found, about
from goodstanding.cli.output import print_as_of, print_json, print_table, print_text
from goodstanding.cli.pages import write_page
from goodstanding.publication.standing_pages import ALONE, NONE, counterfactual_page, set_sentences, without_rows
from goodstanding.services.standings import counterfactual_of
from goodstanding.standing import phrases
from goodstanding.standing.explanation import Explanation
from goodstanding.values.points import print_points

_LABEL_WIDTH = 10
COLUMNS = ("Records left out", "Points", "Grade", "Another grade")


def print_counterfactual(found: Found, told: Explanation, html: Path | None, *, as_json: bool) -> None:
    """As JSON, as a page, or as tables, with the records in them told below."""
    answer = counterfactual_of(found.view, found.law, found.at)
    if html is not None:
        write_page(counterfactual_page(about(found), answer), html)
    if as_json:
        print_json(answer.as_json() | found.stamp)
        return
    if html is not None:
        return
    print_text(told.opening[0])
    if answer.unofficial:
        print_text(phrases.UNOFFICIAL)
    if not answer.alone:
        print_text(NONE)
    else:
        now = f"{print_points(answer.points)} points, {answer.grade or phrases.UNGRADED}"
        print_text(ALONE)
        print_table(f"One record left out (now: {now})", COLUMNS, without_rows(answer.alone))
        for sentence in set_sentences(answer):
            print_text(sentence)
        if answer.together:
            print_table(f"Several left out together (now: {now})", COLUMNS, without_rows(answer.together))
        print_text("The records:")
        for line in told.lines:
            if any(line.entry in one.entries for one in answer.alone):
                print_text(line.text, label=f"{line.entry}  ".rjust(_LABEL_WIDTH))
    print_as_of(found.at, found.digest)
