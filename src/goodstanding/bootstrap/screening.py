"""What a screening is put together of: the analyser, the rows beside the database, and the kinds of files."""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.register import open_ports
from goodstanding.ledger.notes import parse_verifier_key
from goodstanding.publication.screened import ListVersion
from goodstanding.publication.screening_calibration import Calibration, calibration_page, tell_evidence
from goodstanding.publication.screening_feed import Feed
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.index import STRONG_FROM, WEAK_FROM, Index
from goodstanding.screening.subjects import Subject
from goodstanding.services.bidders import Bidder, BidderFile
from goodstanding.services.days import today
from goodstanding.services.log_ports import Passphrases
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.screening import Desk
from goodstanding.services.screening_feed import feed_after, feed_since, published_since
from goodstanding.services.screening_index import KeptFiles, Shelf, open_list
from goodstanding.services.screening_list import ScreeningList
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding

#: A file of bidders of so many bytes is worth several processes.
LARGE = 1 << 16


class Engine(StrEnum):
    """How candidates are found for a whole file; the answers are the same. `auto` chooses by the size of the file."""

    AUTO = "auto"
    INDEX = "index"
    WORKERS = "workers"
    JOIN = "join"


#: Kind of file -> endings of its name.
_SHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".pdf", ".docx")
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
    from goodstanding.services.screening_check import check_kept

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
        to_do = "save the sheet as CSV UTF-8" if ending in _SHEETS else "name it with --format"
        raise MisuseError("This kind of file is not known.", accepted=", ".join(readers), to_do=to_do)
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
    from goodstanding.services.screening_publishing import read_list

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
    from goodstanding.services.screening_publishing import manifest_signer, publish_list

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


def state_at(directory: Path, size: int) -> tuple[str, str]:
    """The root of the log at this size as it reads now, and when it was recorded; "" where no head stands."""
    with open_ports(directory).store.reading() as reader:
        head = reader.head_at_size(size)
    return (head.root.hex(), head.recorded_at) if head is not None and head.size == size else ("", "")
