"""What commands print: JSON on request, tables and sentences otherwise; progress on a terminal's stderr only."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # every command imports this module, and few print all of these
    from collections.abc import Callable

    from goodstanding.ledger.writing import Head
    from goodstanding.services.ports import Progress
    from goodstanding.services.reading import AsOf
    from goodstanding.values.findings import Finding

TEXT_WIDTH = 100
#: How long a single word in a first column may be that is never broken over two lines.
_LONGEST_WORD = 28
#: A window of fewer characters shows a table that does not fit as lines.
_NARROW = 64
#: Of JSON answers: another number, other bytes for the same question (docs/explanation/two-times.md).
ANSWER_FORMAT = 1


def print_json(value: object) -> None:
    """One JSON value on stdout. Points in it are integer thousandths."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_list(name: str, items: Iterable[object], rest: Mapping[str, object]) -> None:
    """One JSON object on stdout: a list under its name, an item a line as the items come, then the rest."""
    print(f"{{\n  {json.dumps(name)}: [", end="")
    is_empty = True
    for item in items:
        print("\n    " if is_empty else ",\n    ", json.dumps(item, ensure_ascii=False), sep="", end="")
        is_empty = False
    print("]," if is_empty else "\n  ],")
    print(json.dumps(rest, ensure_ascii=False, indent=2).removeprefix("{\n"))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: int = 0) -> None:
    """A heading and a table, if there are rows; the last `numbers` columns are aligned right.

    Cells are plain text, never markup. Words and codes are broken only where not all of them fit; a first column of
    short single words is not even then. In a narrow window each cell has a line of its own instead, behind its title.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    print_text(title)
    listed = [tuple(clean(str(cell)) for cell in row) for row in rows]
    if not listed:
        return
    widths = _widths(columns, listed)
    if widths is None and sys.stdout.isatty() and _window() < _NARROW:
        _print_cells(columns, listed)
        return
    table = Table(header_style="bold")
    firsts = [columns[0], *(row[0] for row in listed)]
    whole = all(" " not in first and len(first) <= _LONGEST_WORD for first in firsts)
    for index, column in enumerate(columns):
        side: Literal["left", "right"] = "right" if index >= len(columns) - numbers else "left"
        width = None if widths is None else widths[index]
        table.add_column(column, justify=side, overflow="fold", no_wrap=whole and index == 0, width=width)
    for row in listed:
        table.add_row(*map(Text, row))
    Console(width=None if sys.stdout.isatty() else TEXT_WIDTH, highlight=False).print(table)


def _widths(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int] | None:
    """How wide each column is, so that no word is broken; very long ones, such as digests, may be. None where that
    cannot be.

    What is left beside the words is shared: who needs least has all of it.
    """
    from rich.cells import cell_len

    cells = list(zip(columns, *rows, strict=True))
    widths = [max(min(cell_len(word), _LONGEST_WORD) for word in (*" ".join(column).split(), "")) for column in cells]
    spare = (_window() if sys.stdout.isatty() else TEXT_WIDTH) - 3 * len(columns) - 1 - sum(widths)
    if spare < 0:
        return None
    needs = [
        (max(map(cell_len, column)) - width, index)
        for index, (column, width) in enumerate(zip(cells, widths, strict=True))
    ]
    for done, (need, index) in enumerate(sorted(needs)):
        given = min(max(need, 0), spare // (len(needs) - done))
        widths[index] += given
        spare -= given
    return widths


def _window() -> int:
    """How many characters a line of the terminal takes."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _width() -> int:
    """Of a paragraph: that of a page, less in a narrow window."""
    return min(TEXT_WIDTH, _window()) if sys.stdout.isatty() else TEXT_WIDTH


def _print_cells(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        print()
        for column, cell in zip(columns, row, strict=True):
            if cell:
                print_text(f"{column}: {cell}")
    print()


def print_text(text: str, *, label: str = "") -> None:
    """A paragraph, wrapped; a label stands before it, and the text hangs beside it."""
    import textwrap

    hanging = " " * len(label)
    wrapped = textwrap.wrap(
        clean(text), _width(), initial_indent=hanging, subsequent_indent=hanging, break_long_words=False
    )
    print("\n".join([label + wrapped[0][len(label) :], *wrapped[1:]] if wrapped else [label]))


def print_quoted(text: str) -> None:
    """What somebody else wrote: every line is marked, so that none passes for one of the register."""
    import textwrap

    for line in clean(text).split("\n"):
        wrapped = textwrap.wrap(line, _width(), initial_indent="> ", subsequent_indent="> ")
        print("\n".join(wrapped or [">"]))


def print_findings(findings: "Sequence[Finding]", *, most: int = 20) -> None:
    """The first findings on stderr, and how many there are."""
    for finding in findings[:most]:
        print(clean(str(finding)), file=sys.stderr)
    if len(findings) > most:
        print(f"... and {len(findings) - most} more; see them all with --json", file=sys.stderr)


def finding_json(finding: "Finding") -> dict[str, object]:
    """A finding as plain data, without empty fields."""
    fields = ("code", "message", "severity", "file", "row", "line", "field", "value", "accepted")
    return {name: getattr(finding, name) for name in fields if getattr(finding, name) not in ("", None)}


def head_json(head: "Head") -> dict[str, object]:
    """Which state of the log an answer rests on."""
    return {"size": head.size, "root": head.root.hex(), "recorded_at": head.recorded_at}


def as_of_json(at: "AsOf") -> dict[str, object]:
    """The two times of an answer, the log that it was read from, what was forgotten: enough to have it again
    (settled 8).
    """
    return {
        "origin": at.origin,
        "effective": at.effective.isoformat(),
        "recorded": head_json(at.head),
        "redactions": at.redactions,
        "format": ANSWER_FORMAT,
    }


def as_of_line(at: "AsOf") -> str:
    """The two times of an answer, for people, and what was forgotten since by law."""
    forgotten = f", less {plural(at.redactions, 'redaction')}" if at.redactions else ""
    return f"Effective {at.effective}; as recorded at size {at.head.size} ({at.head.recorded_at}){forgotten}."


def log_line(at: "AsOf") -> str:
    """Which log an answer was read from, for people."""
    return f"Log {clean(at.origin)}, root {at.head.root.hex()}."


def print_as_of(at: "AsOf", *digests: str, rules: str = "Rulebook") -> None:
    """For people: the two times of an answer, then the log's root and the rules by which it can be had again."""
    print_text(as_of_line(at))
    print(log_line(at))
    for digest in digests:
        print(f"{rules} {digest}.")


def clean(text: str) -> str:
    """Control characters out, so that no stored name can drive a terminal."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def plural(count: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def counted(counts: Mapping[str, int]) -> str:
    """`2 persons, 1 vessel` of a count by code, most first."""
    return ", ".join(f"{count} {code}" for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@contextmanager
def progress_bar(label: str, count: "Callable[[], int] | None" = None) -> Iterator["Progress"]:
    """A counter on stderr while long work runs; nothing where stderr is not a terminal.

    With the share of all and the time that is left where somebody can count them; nobody does where nobody looks.
    """
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    total = None if count is None else count()
    told = "{task.description}: {task.completed:,}"
    if total is not None:
        told += " of {task.total:,} ({task.percentage:.0f} %), left:"
    columns = (SpinnerColumn(), TextColumn(told), TimeElapsedColumn() if total is None else TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
