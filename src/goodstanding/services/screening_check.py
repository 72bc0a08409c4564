"""What is kept of the list beside the database, compared with what the register gives: rows, days and index."""

from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.screening_index import Shelf
from goodstanding.services.screening_kept import Kept
from goodstanding.services.screening_list import follow_rows
from goodstanding.services.standings import Law
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding

_DIFFERS = Finding(
    code="kept-list-differs",
    message="What is kept of the list for screening is not what the register gives.",
    accepted="run `goodstanding rebuild`",
)


def check_kept(ports: Ports, law: Law, at: AsOf, reader: Reader, shelf: Shelf) -> list[Finding]:
    """Whether the next question would be answered from what the register gives; nothing where nothing is kept."""
    findings: list[Finding] = []
    kept = None if shelf.files is None else shelf.files.read(findings.append)
    try:
        fits = kept is None or (_index_fits(shelf, kept) and _rows_fit(ports, law, at, reader, shelf, kept))
    except VerificationError:
        fits = False
    return findings if fits else [*findings, _DIFFERS]


def _rows_fit(ports: Ports, law: Law, at: AsOf, reader: Reader, shelf: Shelf, before: Kept) -> bool:
    kept, touched = follow_rows(ports, law, at, reader, shelf.catalogue, before)
    if touched is None:
        return True  # what cannot be followed is made anew
    due, _ = follow_rows(ports, law, at, reader, shelf.catalogue, None)
    return (
        len(kept.rows) == len(due.rows)
        and all(kept.line(organization) == line for organization, line in due.over.items())
        and kept.foreign() == due.foreign()
    )


def _index_fits(shelf: Shelf, kept: Kept) -> bool:
    """Whether the index that lies beside the rows of the base is theirs, to the last byte."""
    if kept.base is None or kept.index is None or kept.state.analyser != ANALYSER_VERSION:
        return True
    subjects = [subject for segment, _ in shelf.load(kept.index).parts() for subject in segment.subjects()]
    rows = (kept.base.line(organization) for organization in kept.base.organizations())
    held = {line.row.subject.organization: line.row.subject for line in rows if line is not None and line.row}
    same = held == {subject.organization: subject for subject in subjects} and len(held) == len(subjects)
    return same and shelf.make(subjects).to_bytes() == bytes(kept.index)
