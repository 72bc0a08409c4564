"""A request for correction that is made from within a file, by who may read it: the same as any other."""

from goodstanding.ledger.writing import Head
from goodstanding.services.acting import Acting
from goodstanding.services.corrections import request_correction
from goodstanding.services.due import require_reader
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import ProceedingLaw, read_file
from goodstanding.values.errors import MisuseError, NotFoundError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME


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
