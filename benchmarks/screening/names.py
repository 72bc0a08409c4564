"""The names that are screened: public lists where they lie beside the repository, else invented ones."""

import csv
import hashlib
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodstanding.intake.names import fold

#: The folder of the public lists; docs/how-to/benchmark-name-screening.md says which they are and what is read of each.
DATA = Path(os.environ.get("SCREENING_LISTS") or Path(__file__).resolve().parents[3] / "shared" / "data")
ALIASES = DATA / "org_aliases_dev.csv"
ENTITIES = DATA / "lei_orgs_2025-10_subset.parquet"
COMPANIES = DATA / "company_names_background.csv"

_SYLLABLES = (
    "bal",
    "cor",
    "dan",
    "fen",
    "gol",
    "har",
    "jin",
    "kov",
    "lem",
    "mar",
    "nor",
    "pel",
    "qua",
    "rov",
    "sil",
    "tor",
    "ul",
    "ves",
    "wim",
    "zan",
    "a",
    "e",
    "i",
    "o",
)
_TRADES = (
    "Construction",
    "Trading",
    "Engineering",
    "Technologies",
    "Services",
    "Consulting",
    "Industries",
    "Transport",
    "Investment",
    "Energy",
    "Medical Supplies",
    "Steel",
    "Holdings",
    "Foods",
    "Shipping",
)
_FORMS = ("Ltd", "Limited", "GmbH", "S.A.", "LLC", "Inc.", "S.r.l.", "Pvt Ltd", "B.V.", "AB")
_SHORTER = {
    "Construction": "Constr.",
    "Trading": "Trdg",
    "Engineering": "Engg",
    "Technologies": "Tech",
    "Services": "Svcs",
    "Industries": "Inds",
    "Investment": "Inv",
    "Limited": "Ltd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Listed organizations by id with their primary name; other names of some; names of the crowd; clean bidders."""

    origin: str
    listed: dict[str, str]
    aliases: list[tuple[str, str]]
    crowd: list[str]
    clean: list[str]


def part_of(organization: str) -> str:
    """Train, dev or test, by a hash of the organization: five, three and two tenths."""
    place = _order(f"org{organization}") % 10
    return "train" if place < 5 else "dev" if place < 8 else "test"


def letters_of(name: str) -> str:
    """Letters and digits alone: what two spellings of one name share."""
    return re.sub(r"[\W_]+", "", fold(name))


def load(crowd: int, clean: int) -> Corpus:
    """The public lists, in an order that a hash gives; invented names where they are absent."""
    if not (ALIASES.is_file() and ENTITIES.is_file()):
        return invent(crowd, clean)
    names = list(_distinct(sorted(_entities(), key=_order)))
    if crowd > len(names) - clean:
        names += [name for name in _companies() if letters_of(name)]
    listed, aliases = _listed()
    return Corpus(
        origin="public lists", listed=listed, aliases=aliases, crowd=names[clean : clean + crowd], clean=names[:clean]
    )


def invent(crowd: int, clean: int) -> Corpus:
    """The same on every machine: invented companies, and names of them misspelt, shortened and reordered."""
    draw = random.Random(6)  # the seed that makes it the same
    names = list(_distinct(_invented(draw) for _ in range(2 * (crowd + clean) + 4_000)))
    listed = {str(place): name for place, name in enumerate(names[:1_000])}
    aliases = [(organization, _otherwise(name, draw)) for organization, name in listed.items()]
    return Corpus(
        origin="invented names",
        listed=listed,
        aliases=aliases,
        crowd=names[1_000 + clean : 1_000 + clean + crowd],
        clean=names[1_000 : 1_000 + clean],
    )


def _order(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def _distinct(names: Iterator[str] | list[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        letters = letters_of(name)
        if letters and letters not in seen:
            seen.add(letters)
            yield name


def _entities() -> list[str]:
    import duckdb

    query = "SELECT DISTINCT legal_name FROM read_parquet(?)"
    return [str(name) for (name,) in duckdb.execute(query, [str(ENTITIES)]).fetchall()]


def _companies() -> list[str]:
    with COMPANIES.open(encoding="utf-8", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream)]


def _listed() -> tuple[dict[str, str], list[tuple[str, str]]]:
    names = defaultdict[str, list[str]](list)
    with ALIASES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            names[row["org_id"]].append(row["name"])
    aliases = [
        (organization, alias)
        for organization, known in names.items()
        for alias in known[1:]
        if letters_of(alias) != letters_of(known[0])
    ]
    return {organization: known[0] for organization, known in names.items()}, aliases


def _invented(draw: random.Random) -> str:
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(draw.randint(1, 2))]
    return " ".join([*words, *draw.sample(_TRADES, draw.randint(1, 2)), draw.choice(_FORMS)])


def _otherwise(name: str, draw: random.Random) -> str:
    words = name.split()
    change = draw.randrange(4)
    if change == 0:
        at = draw.randrange(1, len(words[0]))
        words[0] = words[0][:at] + draw.choice("aeioubcdk") + words[0][at + 1 :]
    elif change == 1:
        words = [_SHORTER.get(word, word) for word in words[:-1]]
    elif change == 2:
        words = [*words[1:-1], words[0], "Company"]
    else:
        words = [words[0], *draw.sample(_TRADES, 1), *words[1:-1], "Group"]
    return " ".join(words)
