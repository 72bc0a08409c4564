"""What a screening is put together of: the analyser, the rows beside the database, and the kinds of files."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.notes import parse_verifier_key
from goodstanding.publication.screened import Asked, Counts, ListVersion, Screened
from goodstanding.publication.screening_calibration import Calibration, calibration_page, tell_evidence
from goodstanding.publication.screening_feed import Feed, read_feed
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM, Index
from goodstanding.screening.subjects import Subject
from goodstanding.services.bidders import Bidder, BidderFile
from goodstanding.services.days import today
from goodstanding.services.log_ports import Passphrases
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.screening import Desk
from goodstanding.services.screening_check import check_kept
from goodstanding.services.screening_feed import feed_after, feed_since, published_since
from goodstanding.services.screening_index import KeptFiles, Shelf, open_list
from goodstanding.services.screening_list import ScreeningList
from goodstanding.services.screening_memory import MEMORY_FORMAT, Memory, Opened, read_memory
from goodstanding.services.screening_memory import SALT_BYTES as MEMORY_SALT_BYTES
from goodstanding.services.screening_memory import Answer as MemoryAnswer
from goodstanding.services.screening_publishing import manifest_signer, publish_list, read_list
from goodstanding.services.screening_receipts import (
    RECEIPT_FORMAT,
    Opening,
    Receipt,
    issue_receipt,
    require_own_opening,
)
from goodstanding.services.screening_runs import Journal, read_run
from goodstanding.values.errors import MisuseError, VerificationError
from goodstanding.values.findings import Finding
from goodstanding.values.plain import plain

#: A file of bidders of so many bytes is worth several processes.
LARGE = 1 << 16


class Engine(StrEnum):
    """How candidates are found for a whole file; the answers are the same. `auto` chooses by the size of the file."""

    AUTO = "auto"
    INDEX = "index"
    WORKERS = "workers"
    JOIN = "join"


#: Kind of file -> endings of its name.
KINDS = {"csv": (".csv", ".tsv", ".txt"), "jsonl": (".jsonl", ".ndjson"), "ocds": (".json",)}


def shelf(files: KeptFiles | None = None) -> Shelf:
    """With the rows and the index that are kept in these files; without any where it is None."""
    from goodstanding.adapters.formats.shipped_law import sources_digest

    return Shelf(catalogue=sources_digest(), make=make_index, load=load_index, files=files)


def kept_files(directory: Path, ports: Ports) -> KeptFiles:
    """What is kept in the data directory, sealed under the register's secret."""
    from goodstanding.adapters.screening_shelf import ScreeningFiles

    return ScreeningFiles(directory, ports.keyring.digest)


def check_kept_list(directory: Path) -> list[Finding]:
    """Whether what is kept of the list beside the database is what the register gives. Writes nothing."""
    ports, law = open_ports(directory), load_law()
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        return check_kept(ports, law, at, reader, shelf(kept_files(directory, ports)))


def make_index(subjects: Iterable[Subject]) -> Index:
    """An index of these subjects, read by the analyser that ships with the software."""
    from goodstanding.adapters.formats.screening_words import load_analyser

    return Index.build(subjects, analyser=load_analyser())


def load_index(held: memoryview) -> Index:
    """An index out of its bytes, under the analyser that ships with the software."""
    from goodstanding.adapters.formats.screening_words import load_analyser

    return Index.from_bytes(held, analyser=load_analyser())


def bidder_file(path: Path, kind: str | None) -> BidderFile:
    """The reader of this kind of file; where none is named, the ending of the file's name says it."""
    from goodstanding.adapters.formats.bidders import BidderLines, BidderTable
    from goodstanding.adapters.formats.ocds import OcdsPackage

    ending = path.suffix.lower()
    named = kind or next((name for name, endings in KINDS.items() if ending in endings), "")
    readers: dict[str, BidderFile] = {"csv": BidderTable(), "jsonl": BidderLines(), "ocds": OcdsPackage()}
    if named not in readers:
        raise MisuseError("This kind of file is not known.", accepted=", ".join(readers), to_do="name it with --format")
    return readers[named]


def count_bidders(path: Path, kind: str | None) -> int:
    """How many rows a file has. It is read once more for it, which takes little beside asking about them."""
    return sum(1 for _ in bidder_file(path, kind).read(path))


def one_bidder(names: tuple[str, ...], identifiers: tuple[str, ...], country: str) -> Bidder:
    """The bidder that options name. What is no country is neither asked about nor told."""
    from goodstanding.adapters.formats.bidders import country_code

    code = country_code(country.strip())
    if code is None:
        raise MisuseError("The country is unknown.", accepted="an ISO 3166-1 alpha-2 code or a country's name")
    return Bidder(row=1, names=names, identifiers=identifiers, country=code)


def present_instant() -> datetime:
    """What the machine's clock says, in UTC."""
    from goodstanding.adapters.clock import SystemClock

    return SystemClock().now()


def register_list(directory: Path, effective: date | None, recorded: str | None) -> ScreeningList:
    """The list of a register as of two times. Only that of the latest head on the present day is kept on disk."""
    ports, law = open_ports(directory), load_law()
    with ports.store.reading() as reader:
        is_present = recorded is None and effective in (None, today(ports, reader))
        at = as_of(ports, reader, effective, recorded)
        kept = kept_files(directory, ports) if is_present else None
        return open_list(ports, law, at, reader, shelf(kept))


def published_list(where: str, asked: date | None, keys: Iterable[str]) -> tuple[ScreeningList, date, Feed]:
    """The list that lies in a folder or at a URL, checked, for which day it is asked, and the changes beside it.

    What does not show on that day is left out. Where no day is asked about it is the present one, by the list's zones.
    Its candidates are found by this machine's analyser, whatever the publisher's was: the version says which.
    """
    from goodstanding.bootstrap.log import public_source, verify_ed25519

    known = tuple(map(parse_verifier_key, keys))
    found = read_list(public_source(where), asked, present_instant(), known, verify_ed25519)
    index = make_index(row.subject for row in found.rows.values())
    version = replace(found.version, analyser=ANALYSER_VERSION)
    return ScreeningList(version=version, rows=found.rows, index=index), found.on, found.changes


def register_changes(directory: Path, effective: date, then: ListVersion) -> Feed:
    """The register's delta feed since an earlier list, as of its latest head."""
    ports = open_ports(directory)
    with ports.store.reading() as reader:
        return feed_after(ports, reader, as_of(ports, reader, effective, None), then)


def export_list(screened: ScreeningList, folder: Path, directory: Path, passphrases: Passphrases | None) -> date:
    """Write the list into a folder, signed by the log's key where its passphrases are given. Its last day."""
    from goodstanding.bootstrap.log import open_log_keys, public_files, require_apart

    require_apart(folder, directory)
    ports, sign, effective = open_ports(directory), None, screened.version.effective
    if passphrases is not None:
        sign = manifest_signer(ports, open_log_keys(directory), passphrases)
    with ports.store.reading() as reader:
        at = as_of(ports, reader, effective, str(screened.version.size))
        changes = feed_since(ports, reader, at, published_since(effective))
    return publish_list(screened, changes, public_files(folder), sign)


def _is_worth(engine: Engine, source: Path) -> bool:
    return engine is Engine.WORKERS or (engine is Engine.AUTO and source.stat().st_size >= LARGE)


@contextmanager
def searching(desk: Desk, engine: Engine, source: Path | None) -> Iterator[Desk]:
    """The desk with the engine that was asked for, or that is the quicker one for a file of this size."""
    index = desk.screened.index
    workers = len(os.sched_getaffinity(0))
    with _kept_in_memory():
        if engine is Engine.JOIN:
            from goodstanding.adapters.screening_join import join

            yield replace(desk, search=lambda queries, limit: join(index, queries, limit=limit))
        elif workers > 1 and source is not None and _is_worth(engine, source):
            from goodstanding.adapters.screening_workers import searching as searching_beside

            with searching_beside(index, workers) as search:
                yield replace(desk, search=search)
        else:
            yield desk


@contextmanager
def _kept_in_memory() -> Iterator[None]:
    """The list and the words are no garbage: nothing looks through them again and again, in no process."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


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


#: From which evidence on a name is a question, the stronger one first.
BANDS_FROM = (("strong question", STRONG_FROM), ("weak question", WEAK_FROM))


def load_calibration() -> Calibration:
    """The measured error rates that ship."""
    from goodstanding.adapters.formats.screening_calibration import load_calibration

    return load_calibration()


def evidence_means() -> str:
    """What the evidence of a name says, and how often a question is wrong."""
    return tell_evidence(load_calibration(), BANDS_FROM, ANALYSER_VERSION)


def write_calibration(path: Path) -> None:
    """The page of the error rates, with both plots."""
    from goodstanding.adapters.durable import PUBLIC, replacing
    from goodstanding.publication.html import print_html

    page = calibration_page(load_calibration(), BANDS_FROM, ANALYSER_VERSION)
    with replacing(path, PUBLIC) as stream:
        stream.write(print_html(page).encode())


def write_reports(paths: Iterable[Path], run: Run) -> None:
    """The answers as tables (`.csv`) and pages (`.html`), readable by their owner only: all of them, or none."""
    from goodstanding.adapters.durable import replacing
    from goodstanding.adapters.screening_files import print_table
    from goodstanding.publication.html import print_html
    from goodstanding.publication.screening_report import screening_page
    from goodstanding.publication.screening_table import table_lines

    with ExitStack() as written:
        for path in paths:
            if path.suffix.lower() == ".html":
                text = print_html(screening_page(run.asked, run.answers, run.counts))
            else:
                text = print_table(table_lines(run.asked, run.answers))
            written.enter_context(replacing(path)).write(text.encode())


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


def require_new_receipt(path: Path) -> None:
    """Refuse a place where no receipt can be written: an earlier one, and its only opening, are never written over."""
    if path.suffix.lower() != ".json":
        raise MisuseError("This is not the name of a receipt.", accepted="a file that ends in .json")
    for place in (path, opening_path(path)):
        if place.exists():
            raise MisuseError(f"There is a file {place.name} already.", to_do="give another name to --receipt")
    if not path.parent.is_dir():
        raise MisuseError("The folder of the receipt is not there.", to_do="make it, or give another name to --receipt")


def write_receipt(path: Path, run: Run) -> Path:
    """Write the receipt, and beside it the opening, which stays with the screener: its path."""
    from goodstanding.adapters.durable import replacing
    from goodstanding.adapters.randomness import SystemRandomness
    from goodstanding.adapters.screening_files import print_object

    receipt, opening = issue_receipt(run.asked, run.answers, SystemRandomness())
    data = print_object(plain(receipt))
    beside = opening_path(path)
    opened = print_object(plain(replace(opening, receipt=sha256(data).hexdigest())))
    for place, content in ((beside, opened), (path, data)):
        with replacing(place) as stream:
            stream.write(content)
    return beside


def opening_path(receipt: Path) -> Path:
    """Where the opening of a receipt lies unless it is named."""
    return receipt.with_name(f"{receipt.stem}.opening.json")


def read_receipt(path: Path, beside: Path | None) -> tuple[Receipt, Opening | None]:
    """A receipt, and its opening where there is one, checked against every commitment."""
    from goodstanding.adapters.screening_files import read_object, revived

    data = path.read_bytes()
    receipt = revived(Receipt, read_object(data), "This receipt")
    if receipt.format != RECEIPT_FORMAT:
        raise VerificationError("This is not a screening receipt.", accepted=RECEIPT_FORMAT)
    place = beside or opening_path(path)
    if not place.is_file():
        return receipt, None
    opening = revived(Opening, read_object(place.read_bytes()), "This opening")
    require_own_opening(receipt, data, opening)
    return receipt, opening


def read_changes(path: Path) -> tuple[str, int, Feed]:
    """Of which log, as known at which size, and the feed: a file that `goodstanding changes --json` printed."""
    from goodstanding.adapters.screening_files import read_object

    value = read_object(path.read_bytes())
    try:
        origin, size = str(value["origin"]), int(value["recorded"]["size"])  # type: ignore[index]  # checked by trying
        return origin, size, read_feed(value, value["changes"])  # type: ignore[index,arg-type]  # checked by trying
    except (KeyError, TypeError, ValueError):
        accepted = "what `goodstanding changes --json` printed"
        raise VerificationError("These are no changes of a list.", accepted=accepted) from None


def state_at(directory: Path, size: int) -> tuple[str, str]:
    """The root of the log at this size as it reads now, and when it was recorded; "" where no head stands."""
    with open_ports(directory).store.reading() as reader:
        head = reader.head_at_size(size)
    return (head.root.hex(), head.recorded_at) if head is not None and head.size == size else ("", "")
