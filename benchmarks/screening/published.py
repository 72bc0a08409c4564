"""The benchmark for any program: names to be compared as plain files, and the scoring of its answers.

    python -m benchmarks.screening.published write DIR [--crowd N] [--clean N] [--invented]
    python -m benchmarks.screening.published score DIR ANSWERS.csv

`write` makes `register.csv` (id, name, listed), `queries.csv` (id, name, part) and `truth.csv` (query, organization).
Queries are other names of listed organizations and clean bidders, mixed in an order that says nothing. `score` reads
what a program answered: query, organization, score, a line for every candidate that it names, in any order.
"""

import argparse
import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.screening.finding import LISTED
from benchmarks.screening.names import Corpus, invent, load, part_of
from benchmarks.screening.rates import interval, threshold_at
from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.keys import whole_key

REGISTER, QUERIES, TRUTH = "register.csv", "queries.csv", "truth.csv"
RATE = 0.01
ANSWERED = ("query", "organization", "score")
#: Below any score: of whoever is not named.
_UNNAMED = float("-inf")


def write(corpus: Corpus, folder: Path) -> None:
    """The three files. The same corpus gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = [(f"{LISTED}{organization}", name, 1) for organization, name in corpus.listed.items()]
    crowd = [(f"crowd-{place}", name, 0) for place, name in enumerate(corpus.crowd)]
    _write(folder / REGISTER, ("id", "name", "listed"), [*listed, *crowd])
    asked = sorted(_queries(corpus), key=lambda one: hashlib.sha256(one[1].encode()).digest())
    numbered = [(f"q{place}", name, part, truth) for place, (part, name, truth) in enumerate(asked)]
    _write(folder / QUERIES, ("id", "name", "part"), [one[:3] for one in numbered])
    _write(folder / TRUTH, ("query", "organization"), [(query, truth) for query, _, _, truth in numbered if truth])


def score(folder: Path, answers: Path) -> dict[str, float]:
    """Recall of the held-out names at 1 % false alerts, its interval, and how many were named at all.

    A false alert is a clean bidder for whom a listed organization is named; whoever of the crowd is named counts not.
    """
    truth = {row["query"]: row["organization"] for row in _read(folder / TRUTH)}
    named: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _read(answers, ANSWERED):
        if row["organization"].startswith(LISTED):
            before = named[row["query"]].get(row["organization"], _UNNAMED)
            named[row["query"]][row["organization"]] = max(before, float(row["score"]))
    queries = list(_read(folder / QUERIES))
    alerts = [max(named[one["id"]].values(), default=_UNNAMED) for one in queries if one["id"] not in truth]
    held_out = [one["id"] for one in queries if one["part"] == "test"]
    at = threshold_at(alerts, RATE)
    hits = sum(named[query].get(truth[query], _UNNAMED) > at for query in held_out)
    low, high = interval(hits, len(held_out))
    return {
        "clean bidders": len(alerts),
        "held-out names": len(held_out),
        "threshold": at,
        "recall_at_1pct_false_alerts": hits / len(held_out) if held_out else 0.0,
        "lower bound (95 %)": low,
        "upper bound (95 %)": high,
        "named at all": sum(truth[query] in named[query] for query in held_out) / max(len(held_out), 1),
    }


def _queries(corpus: Corpus) -> Iterable[tuple[str, str, str]]:
    """(part, name, who is meant): one other name of each listed organization, then clean bidders."""
    first: dict[str, str] = {}
    for organization, alias in corpus.aliases:
        first.setdefault(organization, alias)
    yield from ((part_of(organization), name, f"{LISTED}{organization}") for organization, name in first.items())
    analyser = load_analyser()
    # A clean bidder has the words of no name of the register: a namesake is rightly asked about.
    known = {
        whole_key(reading.words) for name in (*corpus.listed.values(), *corpus.crowd) for reading in analyser.read(name)
    }
    for name in corpus.clean:
        if not any(whole_key(reading.words) in known for reading in analyser.read(name)):
            yield "clean", name, ""


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _read(path: Path, columns: Sequence[str] = ()) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if not {*columns} <= {*(reader.fieldnames or ())}:
            raise SystemExit(f"{path.name} needs the columns {', '.join(columns)}")
        yield from reader


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening.published")
    parser.add_argument("act", choices=["write", "score"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path, nargs="?", help="what a program answered; for score")
    parser.add_argument("--crowd", type=int, default=200_000, help="names beside the listed ones")
    parser.add_argument("--clean", type=int, default=6_000, help="bidders that are not listed")
    parser.add_argument("--invented", action="store_true", help="the same on every machine, whatever lists lie there")
    chosen = parser.parse_args()
    if chosen.act == "write":
        write((invent if chosen.invented else load)(chosen.crowd, chosen.clean), chosen.folder)
    elif chosen.answers is None:
        parser.error("score needs what a program answered")
    else:
        for name, value in score(chosen.folder, chosen.answers).items():
            print(f"{name}: {value:,.4g}")


if __name__ == "__main__":
    main()
