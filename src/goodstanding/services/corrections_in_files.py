"""A request for correction that is made from within a file, by who may read it: the same as any other.

And those that are open: on a record that the file rests on, the missed date of one suspends its listing.
"""

from dataclasses import dataclass

from goodstanding.ledger.writing import Head
from goodstanding.proceedings.correcting import Correction
from goodstanding.proceedings.files import CaseFile
from goodstanding.services.acting import Acting
from goodstanding.services.corrections import corrections_beside, request_correction
from goodstanding.services.days import today
from goodstanding.services.due import require_reader
from goodstanding.services.matters import held_mandates, may_read
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import ProceedingLaw, read_file
from goodstanding.services.reading import as_of, find_view
from goodstanding.values.errors import MisuseError, NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A request that is to be decided; `carries`: the file rests on its record."""

    number: int
    request: Correction
    carries: bool


def pending_corrections(ports: Ports, reader: Reader, file: CaseFile, officer: str) -> tuple[Pending, ...]:
    """The open requests on the records that a file rests on, then those on others of its respondent.

    For whoever may read the file; of the others as far as the officer may read those too.
    """
    size, respondent, own = reader.head().size, file.opened.respondent, dict.fromkeys(file.opened.records)
    others = dict[int, None]()
    if may_read(held_mandates(reader, officer, today(ports, reader)), frozenset({respondent})):
        view = find_view(ports, reader, f"{ORGANIZATION_SCHEME}-{respondent}", as_of(ports, reader, None, None))
        others = dict.fromkeys(one.entry for one in view.records if one.is_disputed) if view is not None else {}
    return tuple(
        Pending(number=number, request=found, carries=record in own)
        for record in own | others
        for number, found in corrections_beside(reader, record, size).items()
        if found.record == record and found.is_open
    )


def request_correction_in_file(
    ports: Ports, law: ProceedingLaw, file: int, record: int | None, party: str | None, document: str, acting: Acting
) -> tuple[int, Head]:
    """Ask for the correction of a record that the file rests on, under the file's rules; its number and the head.

    Without a record the only one is meant, without a party the respondent.
    """
    size = ports.store.head().size
    found = read_file(ports, ports.store, file, size)
    require_reader(ports, ports.store, found, acting.officer, size)
    opened = found.opened
    if record is None and len(opened.records) > 1:
        raise MisuseError("The file rests on several records.", accepted="one of them, by the number of its entry")
    asked = opened.records[0] if record is None else record
    if asked not in opened.records:
        raise NotFoundError("The file rests on no such record.", accepted="one that its opening names")
    organization = party or f"{ORGANIZATION_SCHEME}-{opened.respondent}"
    return request_correction(ports, law, organization, asked, opened.procedure, document, acting)
