"""The invented bidders of a tender in Valdora, as a file."""

from collections.abc import Mapping
from pathlib import Path

#: A day on which the demo's lists are fresh.
EFFECTIVE = ("--effective", "2026-09-30")
PURPOSE = ("--purpose", "tender")
#: An organization of the demo's register by its number, and one by its name.
NUMBER, NUMBERED = "xv-reg:C7941445291", "Kramrell Packaging Ltd"
NAMED = "Town Hall of Drezdune"
UNKNOWN = "Utterly Unrelated Foundry Ltd"
COLUMNS = ("id", "name", "identifier", "country", "type")


def write_bidders(path: Path, *rows: Mapping[str, str]) -> Path:
    """A CSV file of bidders; a column that a row lacks is blank. No value holds a comma."""
    lines = [",".join(COLUMNS), *(",".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
