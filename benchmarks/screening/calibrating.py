"""What ships as error rates: `python -m benchmarks.screening.calibrating [--quick] FILE` counts and writes them.

It also works the thresholds out anew, by their rule and on the names that they were developed on, beside those that
ship; it changes neither. The procedure is told in docs/explanation/how-screening-weighs.md.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.screening import finding
from benchmarks.screening.finding import LISTED, Asked
from benchmarks.screening.measuring import DEVELOPED_ON, HELD_OUT
from benchmarks.screening.names import Corpus, load, part_of
from goodstanding.adapters.formats.screening_calibration import print_calibration
from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.publication.screening_calibration import Bin, Calibration
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM

STEP = 10
#: Of clean bidders that the thresholds are set on, this share may be asked about.
MOST_WEAK, MOST_STRONG = 0.01, 0.001


def calibrate(corpus: Corpus, most_clean: int) -> tuple[Calibration, tuple[int, int]]:
    """The counts on the held-out organizations and half of the clean bidders, and the thresholds by the other half."""
    analyser = load_analyser()
    index = finding.build(corpus, analyser)
    clean = finding.ask(index, finding.clean_bidders(index, corpus, analyser, most_clean))
    held_out = finding.ask_aliases(index, corpus, HELD_OUT)
    kept, others = ([one for one in clean if (part_of(one.name) == "train") is half] for half in (False, True))
    names = len(corpus.listed) + len(corpus.crowd)
    found = Calibration(analyser=ANALYSER_VERSION, corpus=corpus.origin, names=names, bins=_bins(kept, held_out))
    return found, (threshold(others, MOST_WEAK), threshold(others, MOST_STRONG))


def threshold(clean: list[Asked], most: float) -> int:
    """The smallest multiple of ten from which at most this share of clean bidders is asked about.

    Never below what the engine names at all: what is clear by its own threshold is not told apart here.
    """
    for at in range(WEAK_FROM, 1000, STEP):
        if sum(one.listed >= at for one in clean) <= most * len(clean):
            return at
    return 1000


def _bins(clean: list[Asked], listed: list[Asked]) -> tuple[Bin, ...]:
    alerts = Counter(_place(one.listed) for one in clean)
    found = Counter(_place(one.true) for one in listed)
    same = Counter(_place(one.true) for one in listed if one.true)
    other = Counter(_place(score) for one in (*clean, *listed) for score in _others(one))
    places = range(WEAK_FROM // STEP * STEP, 1000, STEP)
    return tuple(
        Bin(evidence=at, clean=alerts[at], listed=found[at], same=same[at], other=other[at]) for at in (0, *places)
    )


def _place(evidence: int) -> int:
    return evidence // STEP * STEP


def _others(one: Asked) -> Iterable[int]:
    """The evidence of every listed organization that was named and not meant."""
    return (score for who, score in one.evidence.items() if who.startswith(LISTED) and who != one.truth)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening.calibrating")
    parser.add_argument("file", type=Path, help="where the counts are written")
    parser.add_argument("--quick", action="store_true", help="few names: a smoke test")
    chosen = parser.parse_args()
    corpus = load(2_000, 600) if chosen.quick else load(200_000, 24_000)
    found, (weak, strong) = calibrate(corpus, 400 if chosen.quick else 16_000)
    chosen.file.write_text(print_calibration(found), encoding="utf-8")
    print(f"{found.clean:,} clean, {found.listed:,} listed, on {found.corpus}.")
    print(f"By the rule, on the names developed on: weak from {weak} (ships {WEAK_FROM}),", end=" ")
    print(f"strong from {strong} (ships {STRONG_FROM}).")
    print(f"Parts developed on: {', '.join(DEVELOPED_ON)}; held out: {', '.join(HELD_OUT)}.")


if __name__ == "__main__":
    main()
