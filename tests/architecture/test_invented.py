"""Samples, tests and pages are invented: no firm of the public lists is named anywhere in the tree."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = {".cfg", ".csv", ".json", ".jsonl", ".md", ".py", ".toml", ".tsv", ".txt", ".yaml", ".yml"}
FOLDERS = ("benchmarks", "docs", "src", "tests")
NAMES = {
    "mx_sat_69b_orgs_asof_2021-05-18.csv": ("Nombre del Contribuyente",),
    "idb_sanctioned_firms_2025-01.csv": ("Title", "Other Name"),
    "wb_ineligible_orgs_2025-01-07.csv": ("firm_name",),
}
TAX_NUMBER = re.compile(r"\b[A-Z&Ñ]{3}\d{6}[A-Z0-9]{3}\b")
BETWEEN_CELLS = re.compile(r"[\"'`,;|()\[\]\t\n]|\\n")


def folded(name: str) -> str:
    """A name without its legal form, which follows a comma, and without case and doubled blanks."""
    return " ".join(name.split(",", maxsplit=1)[0].casefold().split())


def named_in(text: str) -> Iterator[str]:
    yield from (folded(cell) for cell in BETWEEN_CELLS.split(text))
    yield from TAX_NUMBER.findall(text)


@pytest.fixture(scope="module")
def real(shared_data: Path) -> frozenset[str]:
    found: set[str] = set()
    for name, columns in NAMES.items():
        with (shared_data / name).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                found |= {row["RFC"]} if "RFC" in row else set()
                found |= {folded(row[column]) for column in columns}
    return frozenset(name for name in found if TAX_NUMBER.fullmatch(name) or (len(name) >= 10 and " " in name))


@pytest.mark.real_data
def test_no_real_firm_is_named_in_the_tree(real: frozenset[str]) -> None:
    assert len(real) > 15_000
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    files += [*ROOT.glob("*.md"), *ROOT.glob("*.toml")]
    assert {
        (str(path.relative_to(ROOT)), name)
        for path in files
        for name in named_in(path.read_text(encoding="utf-8"))
        if name in real
    } == set()


@pytest.mark.real_data
def test_a_real_firm_would_be_seen(real: frozenset[str], shared_data: Path) -> None:
    with (shared_data / "mx_sat_69b_orgs_asof_2021-05-18.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert real & set(named_in(f'x = "{row["Nombre del Contribuyente"]}"'))
    assert real & set(named_in(f"mx-rfc:{row['RFC']}"))
