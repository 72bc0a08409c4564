"""The files that a screener keeps: answers that grow, reports, receipts with their openings, answers by persons."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from goodstanding.publication.screened import Asked, Counts, Screened
from goodstanding.publication.screening_feed import Feed, read_feed
from goodstanding.services.ports import Randomness
from goodstanding.services.screening_memory import MEMORY_FORMAT, Memory, Opened, read_memory
from goodstanding.services.screening_memory import SALT_BYTES as MEMORY_SALT_BYTES
from goodstanding.services.screening_memory import Answer as MemoryAnswer
from goodstanding.services.screening_receipts import (
    RECEIPT_FORMAT,
    KeptSalts,
    Opening,
    Receipt,
    issue_receipt,
    require_own_opening,
)
from goodstanding.services.screening_runs import Journal, read_run
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a file of answers holds; `finished` where nothing is missing."""

    asked: Asked
    answers: tuple[Screened, ...]
    counts: Counts
    finished: bool


@contextmanager
def opened_journal(path: Path | None) -> Iterator[Journal]:
    """The file of answers, for this process alone; made where it is not there. None keeps them in memory only."""
    from goodstanding.adapters.screening_files import MemoryLines, opened_lines

    if path is None:
        yield MemoryLines()
        return
    with opened_lines(path) as lines:
        yield lines


def read_answers(path: Path) -> Run:
    """What stands in a file of answers that is not gone on with. The file stays as it is."""
    from goodstanding.adapters.screening_files import read_lines

    with read_lines(path) as lines:
        return read_journal(lines)


def read_journal(journal: Journal) -> Run:
    """What stands in a file of answers."""
    from goodstanding.adapters.screening_files import revived

    asked, answers, counts, finished = read_run(
        journal.lines(),
        lambda value: revived(Asked, value, "What was asked"),
        lambda value: revived(Screened, value, "An answer"),
    )
    return Run(asked=asked, answers=tuple(answers), counts=counts, finished=finished)


def write_reports(paths: Iterable[Path], run: Run) -> None:
    """The answers as tables (`.csv`) and pages (`.html`), readable by their owner only: all of them, or none.

    One that is there already was written before an interruption: it holds the same, or is refused.
    """
    from goodstanding.adapters.durable import replacing
    from goodstanding.adapters.screening_files import print_table
    from goodstanding.publication.html import print_html
    from goodstanding.publication.screening_report import screening_page
    from goodstanding.publication.screening_table import table_lines

    with ExitStack() as written:
        for path in paths:
            if path.suffix.lower() == ".html":
                data = print_html(screening_page(run.asked, run.answers, run.counts)).encode()
            else:
                data = print_table(table_lines(run.asked, run.answers)).encode()
            if not _holds(path, data):
                written.enter_context(replacing(path)).write(data)


def load_memory(path: Path) -> Memory:
    """The answers that persons gave, out of the screener's file; none where there is no file yet."""
    from goodstanding.adapters.screening_files import read_lines

    if not path.exists():
        return Memory(salt="", answers={})
    with read_lines(path) as lines:
        return _memory(lines)


def remember(path: Path, decide: Callable[[str], MemoryAnswer]) -> None:
    """Add the answer that `decide` gives for the memory's salt; the file is made where it is not there."""
    from goodstanding.adapters.randomness import SystemRandomness

    with opened_journal(path) as journal:
        salt = _memory(journal).salt
        if not salt:
            salt = SystemRandomness().token(MEMORY_SALT_BYTES).hex()
            journal.add(plain(Opened(format=MEMORY_FORMAT, salt=salt)))
        journal.add(plain(decide(salt)))


def _memory(journal: Journal) -> Memory:
    from goodstanding.adapters.screening_files import revived

    what = "A file of answers by persons"
    lines = list(journal.lines())
    if not lines:
        return Memory(salt="", answers={})
    return read_memory(revived(Opened, lines[0], what), (revived(MemoryAnswer, line, what) for line in lines[1:]))


def require_new_receipt(path: Path, *, is_begun: bool) -> None:
    """Refuse a place where no receipt can be written: an earlier one, and its only opening, are never written over.

    Of a run that was begun they may be its own, which shows when they are written.
    """
    if path.suffix.lower() != ".json":
        raise MisuseError("This is not the name of a receipt.", accepted="a file that ends in .json")
    for place in () if is_begun else (path, opening_path(path)):
        if place.exists():
            raise _taken(place, "--receipt")
    if not path.parent.is_dir():
        raise MisuseError("The folder of the receipt is not there.", to_do="make it, or give another name to --receipt")


def write_receipt(path: Path, run: Run) -> Path:
    """Write the receipt, and beside it the opening, which stays with the screener: its path.

    What an interruption left of both is gone on with: the salts of an opening that is there make the same receipt.
    """
    from goodstanding.adapters.durable import replacing
    from goodstanding.adapters.randomness import SystemRandomness
    from goodstanding.adapters.screening_files import print_object, read_object, revived

    beside = opening_path(path)
    salts: Randomness = SystemRandomness()
    if beside.exists():
        try:
            salts = KeptSalts(revived(Opening, read_object(beside.read_bytes(), beside.name), "This opening"))
        except (VerificationError, ValueError):
            raise _taken(beside, "--receipt") from None
    receipt, opening = issue_receipt(run.asked, run.answers, salts)
    data = print_object(plain(receipt))
    opened = print_object(plain(replace(opening, receipt=sha256(data).hexdigest())))
    missing = [one for one in ((beside, opened), (path, data)) if not _holds(*one, "--receipt")]
    for place, content in missing:
        with replacing(place) as stream:
            stream.write(content)
    return beside


def _holds(path: Path, data: bytes, option: str = "--output") -> bool:
    """Whether the file is there already with this content; MisuseError where it has another one."""
    if not path.exists():
        return False
    if path.read_bytes() != data:
        raise _taken(path, option)
    return True


def _taken(path: Path, option: str) -> MisuseError:
    return MisuseError(f"There is a file {path.name} already.", to_do=f"give another name to {option}")


def opening_path(receipt: Path) -> Path:
    """Where the opening of a receipt lies unless it is named."""
    return receipt.with_name(f"{receipt.stem}.opening.json")


def read_receipt(path: Path, beside: Path | None) -> tuple[Receipt, Opening | None]:
    """A receipt, and its opening where there is one, checked against every commitment."""
    from goodstanding.adapters.screening_files import read_object, revived

    data = path.read_bytes()
    receipt = revived(Receipt, read_object(data, path.name), f"The receipt {path.name}")
    if receipt.format != RECEIPT_FORMAT:
        raise VerificationError("This is not a screening receipt.", accepted=RECEIPT_FORMAT)
    place = beside or opening_path(path)
    if not place.is_file():
        return receipt, None
    opening = revived(Opening, read_object(place.read_bytes(), place.name), f"The opening {place.name}")
    require_own_opening(receipt, data, opening)
    return receipt, opening


def read_changes(path: Path) -> tuple[str, int, Feed]:
    """Of which log, as known at which size, and the feed: a file that `goodstanding changes --json` printed."""
    from goodstanding.adapters.screening_files import read_object

    value = read_object(path.read_bytes(), path.name)
    try:
        origin, size = str(value["origin"]), int(value["recorded"]["size"])  # type: ignore[index]  # checked by trying
        return origin, size, read_feed(value, value["changes"])  # type: ignore[index,arg-type]  # checked by trying
    except (KeyError, TypeError, ValueError):
        accepted = "what `goodstanding changes --json` printed"
        raise VerificationError("These are no changes of a list.", accepted=accepted) from None
