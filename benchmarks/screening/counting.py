"""Counts how rare words are in names: `python -m benchmarks.screening.counting FILE` writes what ships as `rarity.tsv`.

Over the names of the crowd, each once, as the analyser that runs here reads them; in steps of a quarter of a bit.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log2
from pathlib import Path

from benchmarks.screening.names import load
from goodstanding.adapters.formats.screening_words import load_analyser
from goodstanding.screening.analyser import ANALYSER_VERSION, Analyser

LEAST_NAMES = 8
ALL = 1_000_000
#: Words that are a legal form elsewhere are set, since lists keep or drop them.
SET = {
    "limited": 500, "company": 1500, "corporation": 1500, "enterprise": 3500, "establishment": 4500, "group": 4500,
    "organization": 4500, "association": 5000, "public": 5000, "general": 5500,
}  # fmt: skip
HEAD = """\
# Rarity of words in names of companies: thousandths of a bit <TAB> words: log2(names / names with the word), by 250.
# Words that are a legal form elsewhere are set lower, since lists keep or drop them.
# Words of fewer than {least} names are left out: they are as rare as the rarest listed. As analyser {version} reads.
# Origin: counted by this project over about {names:,} names of legal entities (LEI reference data by GLEIF, CC0 1.0).
"""


def count(names: Iterable[str], analyser: Analyser) -> dict[str, int]:
    """The level of every word that enough names have, by however many readings of a name."""
    counts, total = Counter[str](), 0
    for name in names:
        counts.update({word for reading in analyser.read(name) for word in reading.words})
        total += 1
    levels = {word: round(4 * log2(total / found)) * 250 for word, found in counts.items() if found >= LEAST_NAMES}
    return levels | SET


def lines(levels: dict[str, int]) -> Iterator[str]:
    """A line a level, the most common words first."""
    words = defaultdict[int, list[str]](list)
    for word, level in levels.items():
        words[level].append(word)
    for level in sorted(words):
        yield f"{level}\t{' '.join(sorted(words[level]))}\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening.counting")
    parser.add_argument("file", type=Path, help="where the levels are written")
    chosen = parser.parse_args()
    names = load(ALL, 0).crowd
    head = HEAD.format(least=LEAST_NAMES, version=ANALYSER_VERSION, names=round(len(names), -4))
    written = head + "".join(lines(count(names, load_analyser())))
    chosen.file.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
